"""What the tables of this folder are written with: small inputs, and the problems that the program has with them."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from spbe_index.assess import examine_file
from spbe_index.cli.run import run
from spbe_index.cli.session import Session
from spbe_index.core.problem import Place, Problem, SpbeError
from spbe_index.load.rubric import check_rubric, load_rubric
from spbe_index.load.sheets import read_book

#: How a problem is raised: given an empty folder, do something real and give back the problems it led to.
Raise = Callable[[Path], Iterable[Problem]]
Row = Sequence[Any]

HEAD = ["No", "Indikator", "Nilai"]
TODAY = "2024-01-01"


def full(by: str = "spbe-2020", level: Any = 3, **changed: Any) -> list[list[Any]]:
    """A row for every answer of an instrument: number, name, level; those of `changed` have another level."""
    return [[leaf.number, leaf.name.id, changed.get(leaf.code, level)] for leaf in load_rubric(by).leaves()]


def year(number: int = 2022) -> list[Any]:
    return ["Tahun", number]


def found_in(path: Path | str, **options: Any) -> tuple[Problem, ...]:
    """What `spbe check` finds in a workbook, or for which it gives up."""
    try:
        return examine_file(path, today=TODAY, **options).result.problems
    except SpbeError as error:
        return error.problems


def opened(name: str, data: bytes | str, **options: Any) -> Raise:
    """A file with this content is opened, without asking what it means."""

    def look(folder: Path) -> tuple[Problem, ...]:
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
        try:
            return read_book(folder / name, shown=name, **options).problems
        except SpbeError as error:
            return error.problems

    return look


def saved(path: Path, *rows: Row, then: Callable[[Any], None] | None = None, **more: Sequence[Row]) -> Path:
    """A workbook of these rows, further sheets by name, and what `then` does to it."""
    book = openpyxl.Workbook()
    sheets = {"Penilaian": rows, **more}
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    book.remove(book.worksheets[0])
    if then:
        then(book)
    book.save(path)
    return path


def table(*rows: Row, then: Callable[[Any], None] | None = None, more: dict[str, Sequence[Row]] | None = None) -> Raise:
    """A workbook of these rows is looked at; see `saved`."""
    return lambda folder: found_in(saved(folder / "penilaian.xlsx", *rows, then=then, **(more or {})))


def levels(**changed: Any) -> Raise:
    """A whole assessment of 2022 with these levels among others of 3 is looked at."""
    return table(year(), HEAD, *full(level=3, **changed))


def rubric(text: str) -> Raise:
    """A rubric file is checked."""

    def look(folder: Path) -> tuple[Problem, ...]:
        (folder / "rubrik.yaml").write_bytes(text.encode())
        return tuple(check_rubric(str(folder / "rubrik.yaml"))[1])

    return look


def typed(*words: str) -> Raise:
    """A command line is run; `{}` in it is the empty folder. The problems are those it tells on standard error."""

    def look(folder: Path) -> list[Problem]:
        told: list[Problem] = []
        with (
            pytest.MonkeyPatch.context() as patch,
            contextlib.redirect_stderr(io.StringIO()),
            contextlib.redirect_stdout(Output()),
        ):
            patch.setattr(Session, "report", lambda _, problems: told.extend(problems))
            run([word.replace("{}", str(folder)) for word in words])
        return told

    return look


def printed(*words: str) -> list[Problem]:
    """A command line is run; the problems are those of its JSON."""
    with contextlib.redirect_stdout(Output()) as told, contextlib.redirect_stderr(io.StringIO()):
        run([*words, "--format", "json"])
    plain = json.loads(told.getvalue() or told.buffer.getvalue())
    return [
        Problem(one["code"], Place(one["file"], one["sheet"], one["cell"]), tuple(one["args"].items()))
        for one in plain["problems"]
    ]


class Output(io.StringIO):
    """Standard output that takes bytes as well."""

    def __init__(self) -> None:
        super().__init__()
        self.buffer = io.BytesIO()


def patched(owner: Any, name: str, value: Any, then: Raise) -> Raise:
    """The same with something of the machine replaced."""

    def look(folder: Path) -> Iterable[Problem]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(owner, name, value)
            return then(folder)

    return look
