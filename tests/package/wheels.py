"""The wheel, built as it is released, and pip."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: What wheel and sdist are made of.
SOURCES = ("spbe_index", "rubrics", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE")


def pip(*arguments: object, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def copied(folder: Path) -> Path:
    """What is in the checkout and belongs to the package, with nothing that lies there beside."""
    copy = folder / "sources"
    copy.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "compiled"))
        else:
            shutil.copy(ROOT / name, copy)
    return copy


def built(folder: Path) -> Path:
    """The wheel, of a copy of the sources."""
    pip("wheel", ".", "--no-deps", "--no-build-isolation", "-q", "-w", folder, folder=copied(folder))
    (wheel,) = folder.glob("*.whl")
    return wheel
