"""The real LibreOffice, which recalculates workbooks."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

#: Set where the oracle must be asked: a machine without LibreOffice then fails the test instead of passing it over.
REQUIRED = os.environ.get("SPBE_ORACLE") == "required"
#: How many fillings of each instrument are tried.
FILLINGS = int(os.environ.get("SPBE_ORACLE_FILLINGS", "21"))


def recalculate(files: Sequence[Path], into: Path) -> list[Path]:
    """Each file opened, recalculated and saved by LibreOffice; in one run, for starting it is slow."""
    program = shutil.which("soffice")
    if program is None:
        if REQUIRED:
            pytest.fail("LibreOffice is not installed (apt-get install libreoffice-calc)")
        pytest.skip("LibreOffice is not installed")
    profile = (into / "profile").resolve().as_uri()
    command = [program, "--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", "xlsx"]
    done = subprocess.run([*command, "--outdir", into, *files], capture_output=True, text=True, check=False)
    made = [into / f"{file.stem}.xlsx" for file in files]
    missing = [path.name for path in made if not path.exists()]
    assert not missing, (missing, done.stdout[-2000:], done.stderr[-2000:])
    return made
