"""Levels typed where none is read: in a row of an indicator nobody knows, or of one that is answered part by part."""

from __future__ import annotations

from collections.abc import Sequence

from spbe_index.core.assessment import Given
from spbe_index.core.problem import NOWHERE, Place, Problem, problem
from spbe_index.core.rubric import Scale, Text
from spbe_index.load.folding import one_line
from spbe_index.load.heading_rows import Column
from spbe_index.load.level import is_blank, read_level, read_number
from spbe_index.load.naming import Names
from spbe_index.load.rows import Reading, nearest_name
from spbe_index.load.rubric.shelf import asked_by
from spbe_index.load.sheets import Cell

#: Faults that show somebody meant a level, also in a row that names no indicator.
_MEANT = ("E202", "E204", "E205", "E206", "E207")
_SHOWN = 60


def of_unknown_row(reading: Reading, columns: Sequence[Column], names: Names, scale: Scale) -> Problem | None:
    """E210 for a row with a level that is about no indicator we know."""
    cell = _level(reading, columns, scale)
    if cell is None:
        return None
    nearest = nearest_name(names, reading.label)
    row = "unnamed" if not reading.label else "numbered" if read_number(reading.typed) is not None else "named"
    return problem(
        "E210",
        reading.place if reading.place != NOWHERE else reading.table.place(cell),
        row=row,
        found=reading.typed or one_line(cell.text)[:_SHOWN],
        advice="nearest" if nearest else "list",
        **(nearest or Text("", "")).particulars("suggestion"),
        example=list(names.leaves.values())[len(names.leaves) // 4].number,
        rubric=asked_by(names.rubric.id),
    )


def of_divided_item(reading: Reading, columns: Sequence[Column], names: Names, scale: Scale) -> Problem | None:
    """E231 for a level in the row of an indicator that has several inputs, each with a row and a level of its own."""
    if reading.code not in names.divided:
        return None
    item = names.items[reading.code]
    cell = _level(reading, columns, scale)
    if cell is None:
        return None
    numbers = [child.number for child in item.children]
    return problem(
        "E231",
        reading.table.place(cell),
        indicator=item.code,
        **item.name.particulars("name"),
        inputs=", ".join(numbers),
        first=numbers[0],
    )


def _level(reading: Reading, columns: Sequence[Column], scale: Scale) -> Cell | None:
    """The first cell of a row that holds a level, or what was meant for one."""
    for column in columns:
        cell = reading.row.cells.get(column.number)
        if cell is None or is_blank(cell.text):
            continue
        answer = read_level(cell, scale, "", Place())
        if isinstance(answer, Given) or (answer.fault and answer.fault.code in _MEANT):
            return cell
    return None
