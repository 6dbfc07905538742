"""Running the real program in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


def spbe(*arguments: object, stdin: bytes = b"", folder: Path | None = None) -> Done:
    """Exit code, standard output and standard error of `spbe` with these arguments."""
    done = subprocess.run(
        [sys.executable, "-m", "spbe_index", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=folder or ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
