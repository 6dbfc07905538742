"""Codes of command lines: wrong use, outputs that cannot be written, templates and marks, faults of the program."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import pytest
import typer._completion_shared
from raising import HEAD, Raise, full, patched, saved, typed, year
from rubric_making import spoiled
from typer._click.exceptions import UsageError

import spbe_index.cli.app
import spbe_index.cli.output
import spbe_index.cli.score
import spbe_index.printing
from spbe_index.annotate import annotate
from spbe_index.core.problem import Problem, SpbeError
from spbe_index.write.words import Words

EXAMPLE = "examples/kemenko-perekonomian-2021.xlsx"


def fault(*_: Any, **__: Any) -> NoReturn:
    raise RuntimeError("x")


def misuse(*_: Any, **__: Any) -> NoReturn:
    raise UsageError("a kind of misuse that nobody has met")


def printing(program: str, **limits: int) -> Raise:
    """A report is printed, with this in front of what the printing process runs."""

    def look(folder: Path) -> Iterable[Problem]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(spbe_index.printing, "_PROGRAM", program + spbe_index.printing._PROGRAM)
            for name, value in limits.items():
                patch.setattr(spbe_index.printing, name, value)
            return typed("report", EXAMPLE, "-o", "{}/laporan.pdf")(folder)

    return look


#: What importing the module that draws is like where Pango is missing.
NO_PANGO = """import sys
class NoPango:
    def find_spec(self, name, *_):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
sys.meta_path.insert(0, NoPango())
"""

FULL = """import pickle
def load(_):
    raise MemoryError
pickle.load = load
"""


def too_fine(folder: Path) -> Iterable[Problem]:
    fine = spoiled(
        ('weight: "32"', 'weight: "31.999999999"'),
        ('weight: "48"', 'weight: "48.000000001"'),
        ('    index_exact: "2.44"\n', ""),
    )
    (folder / "rubrik.yaml").write_text(fine, encoding="utf-8")
    return typed("template", "{}/baru.xlsx", "--rubric", "{}/rubrik.yaml")(folder)


def occupied(folder: Path) -> Iterable[Problem]:
    (folder / "penilaian.csv").touch()
    return typed("score", EXAMPLE, "-o", "{}/penilaian.csv")(folder)


def itself(folder: Path) -> Iterable[Problem]:
    path = saved(folder / "penilaian.xlsx", year(), HEAD, *full())
    return typed("score", str(path), "-o", str(path), "--force")(folder)


def marked(name: str, content: str = "", sha256: str = "") -> Raise:
    def look(folder: Path) -> Iterable[Problem]:
        path = folder / name
        path.write_text(content)
        try:
            annotate("-" if name == "-" else path, (), Words("id"), sha256=sha256)
        except SpbeError as error:
            return error.problems
        return ()

    return look


def wished(language: str) -> Raise:
    def look(folder: Path) -> Iterable[Problem]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SPBE_LANG", language)
            return typed("rubric", "list")(folder)

    return look


def on_a_terminal(folder: Path) -> Iterable[Problem]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spbe_index.cli.output, "is_terminal", lambda _: True)
        return typed("score", EXAMPLE, "--format", "xlsx")(folder)


def without_room(*_: Any, **__: Any) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


def on_an_older_python(folder: Path) -> Iterable[Problem]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "version_info", (3, 12, 3, "final", 0))
        return typed("--version")(folder)


RAISED: dict[str, Raise] = {
    "E401": typed("score", EXAMPLE, "--rubrik", "x"),
    "E402": typed("score", EXAMPLE, "--stage", "tidak-ada"),
    "E403": typed("score"),
    "E404": typed("score", EXAMPLE, "--format", "docx"),
    "E405": typed("hitung"),
    "E406": patched(spbe_index.cli.app, "call", misuse, typed("--lang", "id", "score", EXAMPLE)),
    "E407": typed("score", EXAMPLE, "lagi.xlsx"),
    "E408": typed("score", EXAMPLE, "-o"),
    "E409": typed("check", EXAMPLE, "--annotate", "-"),
    "E410": typed("score", EXAMPLE, "--stage", "mandiri", "--stage", "akhir"),
    "W125": on_an_older_python,
    "N401": wished("xx"),
    "E501": occupied,
    "E502": itself,
    "E503": typed("score", EXAMPLE, "-o", "{}/tidak/ada.csv"),
    "E504": printing(NO_PANGO),
    "E505": typed("score", EXAMPLE, "-o", "examples"),
    "E507": printing(FULL),
    "E508": printing("while True: pass\n", SECONDS=1),
    "E509": printing("raise SystemExit(3)\n"),
    "E510": on_a_terminal,
    "E511": patched(spbe_index.cli.score, "understand_file", without_room, typed("score", EXAMPLE)),
    "E506": typed("template", "{}/baru.csv"),
    "E601": too_fine,
    "E602": typed("template", "{}/baru.xlsx", "--year", "1999"),
    "N601": typed("template", "{}/baru.xlsx", "--from", EXAMPLE, "--year", "2026"),
    "N603": typed("template", "{}/baru.xlsx", "--rubric", "spbe-2020", "--year", "2026"),
    "E701": marked("penilaian.csv", "a,b\n1,2\n"),
    "E702": marked("penilaian.csv", "a,b\n1,2\n", sha256="0" * 64),
    "E703": marked("-"),
    "E901": patched(spbe_index.cli.score, "understand_file", fault, typed("score", EXAMPLE)),
    "E896": patched(typer._completion_shared, "_get_shell_name", lambda: None, typed("--show-completion")),
}
