"""Books as the reader hands them over, made in memory: one line of values a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from spbe_index.core.assessment import Answer, Assessment, Given
from spbe_index.core.problem import Problem
from spbe_index.core.rubric import Rubric
from spbe_index.load.assessment import understand
from spbe_index.load.identity import Identity
from spbe_index.load.rubric import load_rubric
from spbe_index.load.sheets import Book, Cell, Sheet

NOBODY = Identity("", "", None, "", "")
Value = str | int | float | bool | tuple[str, str] | None
Line = Sequence[Value]


@cache
def rubric(name: str = "spbe-2020") -> Rubric:
    return load_rubric(name)


def cell(value: Value, row: int = 1, column: int = 1) -> Cell | None:
    """The cell with this value; a pair is (kind, text)."""
    if isinstance(value, bool):
        return Cell(row, column, "boolean", str(value).upper())
    if isinstance(value, tuple):
        return Cell(row, column, *value)
    if value is None or value == "":
        return None
    return Cell(row, column, "text" if isinstance(value, str) else "number", str(value))


def sheet(
    *lines: Line,
    name: str = "Penilaian",
    visible: bool = True,
    merged: Iterable[str] = (),
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
) -> Sheet:
    cells = [
        made
        for row, line in enumerate(lines, start=1)
        for column, value in enumerate(line, start=1)
        if (made := cell(value, row, column))
    ]
    ranges = tuple(_range(text) for text in merged)
    return Sheet(name, visible, tuple(cells), ranges, frozenset(hidden_rows), frozenset(hidden_columns))


def book(*sheets: Sheet) -> Book:
    return Book("berkas.xlsx", "xlsx", "calamine", "0" * 64, sheets)


def _range(text: str) -> tuple[int, int, int, int]:
    found = re.fullmatch(r"([A-Z])(\d+):([A-Z])(\d+)", text)
    assert found
    left, top, right, bottom = found.groups()
    return int(top), ord(left) - 64, int(bottom), ord(right) - 64


def read(*sheets: Sheet, by: str = "spbe-2020", identity: Identity = NOBODY) -> tuple[Assessment, tuple[Problem, ...]]:
    return understand(book(*sheets), rubric(by), identity)


def answers(assessment: Assessment, stage: str = "") -> dict[str, str]:
    """What was given, by code: the value as text, or the code of the fault; blank and missing ones left out."""
    found = {}
    for entry in assessment.entries:
        said = spoken(entry.answer(stage))
        if said not in ("blank", "missing"):
            found[entry.code] = said
    return found


def spoken(answer: Answer) -> str:
    if isinstance(answer, Given):
        return str(answer.value)
    return answer.fault.code if answer.fault else answer.reason


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def full(by: str = "spbe-2020", level: Value = 3) -> list[list[Value]]:
    """A line for every item: number, name, level."""
    return [[leaf.number, leaf.name.id, level] for leaf in rubric(by).leaves()]


HEAD = ["No", "Indikator", "Tingkat Kematangan"]
ALL_THREE = {leaf.code: "3" for leaf in rubric().leaves()}


def name(code: str, by: str = "spbe-2020") -> str:
    return next(leaf.name.id for leaf in rubric(by).leaves() if leaf.code == code)


def args(problem: Problem) -> dict[str, str]:
    return dict(problem.args)
