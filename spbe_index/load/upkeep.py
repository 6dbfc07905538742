"""The state of the cells: numbers held as text, values under merges; and the order of cells.

What was pasted over a drop-down is `offers`' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spbe_index.core.assessment import Assessment, Given
from spbe_index.core.exact import decimal_text
from spbe_index.core.problem import Place, Problem, problem
from spbe_index.core.rubric import Rubric
from spbe_index.load.folding import one_line
from spbe_index.load.heading import words_of
from spbe_index.load.headings import DETAILS, Role
from spbe_index.load.level import is_blank, read_number
from spbe_index.load.offers import boxes_of
from spbe_index.load.sheets import Book, Cell
from spbe_index.load.tables import find_tables

_SHOWN = 60
#: Columns whose cells are read and counted row by row; labels speak for every row that a merge covers.
_READ = (Role.LEVEL, Role.TARGET, Role.MET, Role.EVIDENCE, Role.UNIT, Role.EXPLANATION, Role.EXTERNAL, *DETAILS)
#: Cells looked at in one sheet, each merge counting anew; a sheet that asks for more was made to tire us.
_MOST_LOOKED_AT = 5_000_000

_Box = tuple[int, int, int, int]


def text_numbers(book: Book, assessment: Assessment) -> Iterator[Problem]:
    """N271 for each level and target that was typed as a number and is held as text, which Excel's formulas pass over.

    A csv file holds nothing but text, so there nothing is said.
    """
    if book.format == "csv":
        return
    cells = {
        Place(book.file, sheet.name, cell.name): cell
        for sheet in book.sheets
        for cell in sheet.cells
        if cell.kind == "text"
    }
    for entry in assessment.entries:
        ticks = {tick.place for tick in entry.ticks}
        for answer in (*(answer for _, answer in entry.answers), entry.target):
            cell = cells.get(answer.place) if answer.place not in ticks else None
            if isinstance(answer, Given) and cell and read_number(cell.text) is not None:
                found, value = one_line(cell.text), decimal_text(answer.value) or cell.text
                yield problem("N271", answer.place, indicator=entry.code, found=found, example=value)


def under_merges(book: Book, rubric: Rubric, assessment: Assessment) -> Iterator[Problem]:
    """W234 for each answer, target, tick and detail of a document under a merged cell, where nobody sees it."""
    read = {
        (place.sheet, boxes_of(place.cell)[0][0])
        for entry in assessment.entries
        for place in (
            *(answer.place for _, answer in entry.answers),
            *(tick.place for tick in entry.ticks),
            *(evidence.place for evidence in entry.evidence),
        )
        if place.cell
    }
    merging = {sheet.name for sheet in book.sheets if sheet.merged and any(name == sheet.name for name, _ in read)}
    for table in find_tables(book, words_of(rubric)) if merging else ():
        columns = [column.number for column in table.by_role(*_READ)] if table.sheet.name in merging else []
        merged = table.sheet.merged[: _MOST_LOOKED_AT // (len(read) + 1)]
        for row in table.rows if columns else ():
            for column in columns if (table.sheet.name, row.number) in read else ():
                cell = row.cells.get(column)
                if cell and not is_blank(cell.text) and (anchor := _anchor(merged, cell)):
                    yield problem("W234", table.place(cell), found=one_line(cell.text)[:_SHOWN], anchor=anchor.name)


def _anchor(merged: Iterable[_Box], cell: Cell) -> Cell | None:
    """The first cell of the merge over a cell; None where there is none, or it is the cell itself."""
    for top, left, bottom, right in merged:
        if top <= cell.row <= bottom and left <= cell.column <= right:
            return cell._replace(row=top, column=left) if (top, left) != (cell.row, cell.column) else None
    return None


def in_order(book: Book, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems as one meets them in the workbook: about the file first, then by sheet, row and column."""
    sheets = {sheet.name: number for number, sheet in enumerate(book.sheets, start=1)}

    def met(found: Problem) -> tuple[int, int, int, str]:
        box = next(iter(boxes_of(found.place.cell)), None)
        row, column = box[:2] if box else (0, 0)
        return sheets.get(found.place.sheet, 0), row, column, found.code[1:]

    return tuple(sorted(dict.fromkeys(problems), key=met))
