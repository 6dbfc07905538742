"""What the tables of this folder are written with: small inputs, and the codes that the program gives for them."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from spbe_index.assess import examine_file
from spbe_index.cli.run import run
from spbe_index.core.problem import SpbeError
from spbe_index.load.rubric import check_rubric, load_rubric
from spbe_index.load.sheets import read_book

#: How a code is raised: given an empty folder, do something real and give back the codes it led to.
Raise = Callable[[Path], Iterable[str]]
Row = Sequence[Any]

HEAD = ["No", "Indikator", "Nilai"]
TODAY = "2024-01-01"


def full(by: str = "spbe-2020", level: Any = 3, **changed: Any) -> list[list[Any]]:
    """A row for every answer of an instrument: number, name, level; those of `changed` have another level."""
    return [[leaf.number, leaf.name.id, changed.get(leaf.code, level)] for leaf in load_rubric(by).leaves()]


def year(number: int = 2022) -> list[Any]:
    return ["Tahun", number]


def codes_of(path: Path | str, **options: Any) -> set[str]:
    """The codes that `spbe check` finds in a workbook, or for which it gives up."""
    try:
        found = examine_file(path, today=TODAY, **options).result.problems
    except SpbeError as error:
        found = error.problems
    return {problem.code for problem in found}


def opened(name: str, data: bytes | str, **options: Any) -> Raise:
    """A file with this content is opened, without asking what it means."""

    def look(folder: Path) -> set[str]:
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
        try:
            return {problem.code for problem in read_book(folder / name, **options).problems}
        except SpbeError as error:
            return {problem.code for problem in error.problems}

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
    return lambda folder: codes_of(saved(folder / "a.xlsx", *rows, then=then, **(more or {})))


def levels(level: Any = 3, **changed: Any) -> Raise:
    """A whole assessment of 2022 with these levels is looked at."""
    return table(year(), HEAD, *full(level=level, **changed))


def rubric(text: str | bytes, name: str = "a.yaml") -> Raise:
    """A rubric file is checked."""

    def look(folder: Path) -> set[str]:
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
        return {problem.code for problem in check_rubric(str(folder / name))[1]}

    return look


def typed(*words: str) -> Raise:
    """A command line is run; `{}` in it is the empty folder. The codes are those on standard error."""

    def look(folder: Path) -> set[str]:
        with contextlib.redirect_stderr(io.StringIO()) as told, contextlib.redirect_stdout(Output()):
            run([word.replace("{}", str(folder)) for word in words])
        return set(re.findall(r"\b[EWN]\d{3}\b", told.getvalue()))

    return look


class Output(io.StringIO):
    """Standard output that takes bytes as well."""

    def __init__(self) -> None:
        super().__init__()
        self.buffer = io.BytesIO()  # type: ignore[misc]


def patched(owner: Any, name: str, value: Any, then: Raise) -> Raise:
    """The same with something of the machine replaced."""

    def look(folder: Path) -> Iterable[str]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(owner, name, value)
            return then(folder)

    return look
