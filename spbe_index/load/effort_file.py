"""A small table of what levels cost: indicator, level or step if it matters, cost. Stricter than a workbook.

A workbook may hold anything beside its levels; a file that is handed over to
say what levels cost must say it in every row.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from spbe_index.core.assessment import Effort, Given
from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.core.rubric import Rubric
from spbe_index.load.efforts import read_cost
from spbe_index.load.folding import one_line
from spbe_index.load.headings import Role
from spbe_index.load.level import is_blank, read_level, read_number
from spbe_index.load.naming import Names, names_of
from spbe_index.load.rows import Kind, Reading, nearest_name, read_rows
from spbe_index.load.sheets import Cell, Limits, read_book
from spbe_index.load.tables import find_tables

_SHOWN = 60


def read_effort_file(
    path: str, rubric: Rubric, *, limits: Limits, encoding: str | None = None
) -> dict[str, tuple[Effort, ...]]:
    """What levels cost, by code.

    A row without a level or step speaks for every step. A row of an indicator
    with several answers, an aspect or a domain speaks for all below it that
    have no row of their own.

    Args:
        path: A csv file or workbook.
        rubric: The instrument whose indicators it names.
        limits: Memory and time the reading process may use.
        encoding: Encoding of a csv file, when it should not be found out.

    Raises:
        SpbeError: E827, no table of efforts is in the file; E828 for every row
            that cannot be used; or the file cannot be read.

    """
    book = read_book(path, shown=os.path.basename(path), limits=limits, encoding=encoding)
    tables = [table for table in find_tables(book) if table.by_role(Role.EFFORT)]
    if not tables:
        raise SpbeError(problem("E827", Place(book.file)))
    names = names_of(rubric)
    own: dict[str, dict[tuple[int | None, int], Effort]] = {}
    shared: dict[str, dict[tuple[int | None, int], Effort]] = {}
    faults: list[Problem] = []
    for reading in read_rows(tables, names):
        for found in _row(reading, names):
            if isinstance(found, Problem):
                faults.append(found)
                continue
            code, effort = found
            kept = (own if code in names.leaves else shared).setdefault(code, {})
            known = kept.setdefault((effort.level, effort.step), effort)
            if known.cost != effort.cost:
                faults.append(problem("E828", effort.place, reason="twice", found=known.place.cell))
    if faults:
        raise SpbeError(*faults)
    for code, efforts in shared.items():
        for leaf in names.under(code):
            own.setdefault(leaf, efforts)
    return {code: tuple(efforts.values()) for code, efforts in own.items()}


def _row(reading: Reading, names: Names) -> Iterator[tuple[str, Effort] | Problem]:
    """What one row says, or what is wrong with it; rows without a cost say nothing."""
    table, row = reading.table, reading.row
    cells = [(column, row.cells.get(column.number)) for column in table.by_role(Role.EFFORT)]
    filled = [(column, cell) for column, cell in cells if cell and not is_blank(cell.text)]
    if not filled or reading.kind is Kind.OTHER:
        return
    cell = filled[0][1]
    place = table.place(cell)
    if not reading.code:
        nearest = nearest_name(names, reading.label) if reading.label else ""
        advice = "nearest" if nearest else "list"
        about = {"found": reading.label or one_line(cell.text)[:_SHOWN], "advice": advice, "nearest": nearest}
        yield problem("E828", place, reason="unknown", **about, rubric=names.rubric.id)
        return
    if reading.doubt:
        yield reading.doubt
    cost = read_cost(cell.text) if cell.kind in ("text", "number") else None
    if cost is None:
        yield problem("E828", place, reason="cost", found=one_line(cell.text)[:_SHOWN])
        return
    level, step = None, 1
    if (at := _said(reading, Role.LEVEL, Role.FOR_LEVEL)) is not None:
        leaf = next((leaf for code, leaf in names.leaves.items() if code in {reading.code, *names.under(reading.code)}))
        scale = names.rubric.scale(leaf.scale)
        answer = read_level(at, scale, leaf.code, table.place(at))
        if not isinstance(answer, Given):
            yield problem("E828", table.place(at), reason="level", found=one_line(at.text)[:_SHOWN])
            return
        level = scale.level_of(answer.value).number
    elif (at := _said(reading, Role.STEP)) is not None:
        number = read_number(at.text)
        if number is None or number < 1 or number.denominator != 1:
            yield problem("E828", table.place(at), reason="step", found=one_line(at.text)[:_SHOWN])
            return
        step = int(number)
    yield reading.code, Effort(cost, place, level, step)


def _said(reading: Reading, *roles: Role) -> Cell | None:
    """The first filled cell of a row in a column with one of these roles."""
    cells = (reading.row.cells.get(column.number) for column in reading.table.by_role(*roles))
    return next((cell for cell in cells if cell and not is_blank(cell.text)), None)
