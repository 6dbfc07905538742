"""Rows of a text table with more fields than it has headings: which of their figures a separator may have cut.

`3,25` typed without quotes into a table whose fields are parted by commas is two
fields. Nothing then tells where the level ends and the next column begins, so a
figure is believed only where the fields behind it, as many as there are too
many, are plainly words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spbe_index.load.folding import fold, one_line
from spbe_index.load.heading_rows import Cells, Column
from spbe_index.load.headings import Role
from spbe_index.load.level import LEVEL_WORDS, NUMERALS, is_blank

_FIGURES = (Role.LEVEL, Role.EXTERNAL, Role.TARGET)
#: Columns of words: a bare number there is the rest of the figure before it as likely as a remark.
_WORDS = (Role.EXPLANATION, Role.UNIT, Role.EVIDENCE)
_NOTHING: Mapping[int, frozenset[int]] = {}


def in_doubt(
    columns: Sequence[Column], headings: Iterable[Cells], rows: Mapping[int, Cells], *, commas: bool
) -> Mapping[int, frozenset[int]]:
    """The columns of each row whose figure may have been cut, by the number of the row.

    Args:
        columns: The columns that are understood.
        headings: The rows that name them.
        rows: The rows below, by number.
        commas: Whether any text of the sheet holds a comma: then commas part nothing, or are quoted.

    """
    last = max(index for cells in headings for index in cells)
    used = {index for cells in rows.values() for index in cells}
    end = last
    while end + 1 in used:
        end += 1
    figures = [column.number for column in columns if column.role in _FIGURES]
    cut: dict[int, frozenset[int]] = {}
    for number, cells in rows.items() if end > last else ():
        surplus = max((index for index in cells if index <= end), default=0) - last
        if doubtful := frozenset(figure for figure in figures if _may_be_cut(cells, figure, surplus)):
            cut[number] = doubtful
    for word in columns:
        before = word.number - 1
        if word.role in _WORDS and before in figures:
            halves = [n for n, cells in rows.items() if _is_digits(cells, before) and _is_digits(cells, word.number)]
            filled = sum(word.number in cells for cells in rows.values())
            if cut or (not commas and len(halves) == filled):
                for number in halves:
                    cut[number] = cut.get(number, frozenset()) | {before}
    return cut or _NOTHING


def _may_be_cut(cells: Cells, figure: int, surplus: int) -> bool:
    """Whether one of so many fields behind a figure is blank or may belong to a number."""
    behind = (cells.get(index) for index in range(figure + 1, figure + 1 + surplus))
    return any(cell is None or is_blank(cell.text) or _begins_as_figure(cell.text) for cell in behind)


def _begins_as_figure(text: str) -> bool:
    words = [word for word in fold(text).split() if word not in LEVEL_WORDS]
    return not words or words[0][0].isdigit() or words[0] in NUMERALS


def _is_digits(cells: Cells, index: int) -> bool:
    return index in cells and one_line(cells[index].text).isdigit()
