"""A folder of its own for the temporary files of a child process: it goes with the child, however that ends."""

from __future__ import annotations

import os
import tempfile
from shutil import rmtree

_PREFIX = "spbe-"


class Scratch:
    """The folder, until it is closed. Where none can be made, the child has that of the system and tells its faults."""

    def __init__(self) -> None:
        self.environment: dict[str, str] = dict(os.environ)
        self._folder = ""
        try:
            self._folder = tempfile.mkdtemp(prefix=_PREFIX)
        except OSError:
            return
        self.environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder)

    def close(self) -> None:
        """Remove it with all that is in it."""
        if self._folder:
            rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Scratch:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def temporary_folder() -> str:
    """Where this system keeps temporary files, also for a child with a folder of its own there; "" for nowhere."""
    try:
        folder = tempfile.gettempdir()
    except FileNotFoundError:
        return ""
    above, name = os.path.split(folder)
    return above if name.startswith(_PREFIX) else folder
