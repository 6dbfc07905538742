"""Both guides and the README, followed from first line to last as somebody new would, who has only the wheel.

The wheel is built from a copy of the sources and installed by the guide's own command into an environment,
with the locked dependencies and nothing else: the checkout is on no path of it. Each guide has an empty folder (but for
the wheel) and an empty home; nothing is fetched. Every fenced block is typed or written; one of no known kind fails.
One test for all, so that there is one environment however the tests are spread.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from following import follow
from wheels import built, pip

ROOT = Path(__file__).parents[2]
GUIDES = (ROOT / "docs" / "panduan.md", ROOT / "docs" / "guide.md")


def test_what_is_written_is_what_happens(tmp_path: Path) -> None:
    wheel, place = built(tmp_path), tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    python = next(path for path in (place / "bin" / "python", place / "Scripts" / "python.exe") if path.exists())
    locked = ("--require-hashes", "--no-compile", "-q", "-r", ROOT / "requirements.txt")
    pip("--python", python, "install", *locked, folder=tmp_path)
    faults: list[str] = []
    for document in GUIDES:
        folder, home = tmp_path / document.stem, tmp_path / f"home of {document.stem}"
        folder.mkdir()
        home.mkdir()
        shutil.copy(wheel, folder)
        faults += follow(document, folder, python.parent, home)
        pip("--python", python, "uninstall", "-y", "spbe-index", folder=tmp_path)
    pip("--python", python, "install", "--no-deps", "--no-compile", wheel, folder=tmp_path)
    reader = tmp_path / "reader"
    shutil.copytree(ROOT / "examples", reader / "examples")
    faults += follow(ROOT / "README.md", reader, python.parent, tmp_path / f"home of {GUIDES[0].stem}")
    assert not faults, "\n\n".join(faults)
