"""All hostile files of a folder, and what the commands make of them."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from looking import CHECKS, check_terminal
from payloads import SEEN, hostile_list, hostile_rubric, hostile_workbook

from spbe_index.cli.run import run


class Scene:
    """The hostile files, and what the program makes of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.new = hostile_workbook(folder, 2023)
        self.old = hostile_workbook(folder, 2022, 3)
        self.list = hostile_list(folder)
        self.rubric = hostile_rubric(folder)
        self.own = hostile_workbook(folder, 2030, 5, rubric=str(self.rubric))
        self.out = folder / "keluar"
        self.out.mkdir()

    def made(self, form: str, *arguments: object) -> Path:
        """What a command writes in a form; what it says meanwhile does nothing to the terminal."""
        path = self.out / f"{len(list(self.out.iterdir()))}.{form}"
        with contextlib.redirect_stderr(io.StringIO()) as said:
            code = run([*map(str, arguments), *(() if arguments[0] == "template" else ("-o",)), str(path)])
        check_terminal(said.getvalue())
        assert code in (0, 1), said.getvalue()
        return path

    def seen(self, form: str, *arguments: object) -> set[str]:
        """The marks of the payloads that a reader of that output sees, once it has been looked at."""
        return set(SEEN.findall(CHECKS[form](self.made(form, *arguments))))
