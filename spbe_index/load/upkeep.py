"""The state of the cells: drop-downs pasted over, numbers held as text, values under merges; and the cells' order.

A drop-down stops typing, not pasting: what was pasted over it stays until
somebody looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spbe_index.core.assessment import Assessment, Given
from spbe_index.core.exact import decimal_text
from spbe_index.core.problem import Place, Problem, Severity, problem
from spbe_index.load.folding import one_line
from spbe_index.load.level import is_blank, read_number
from spbe_index.load.sheets import Book, Cell, Sheet

_RANGE = r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?"
_OTHER_SHEET = r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)"
_SHOWN = 60
#: Cells looked at in one sheet, each drop-down over it counting anew; a sheet that asks for more was made to tire us.
_MOST_LOOKED_AT = 5_000_000
#: So many values are listed when a drop-down's offer is told.
_TOLD = 8

_Box = tuple[int, int, int, int]


def text_numbers(book: Book, assessment: Assessment) -> Iterator[Problem]:
    """N271 for each level that was typed as a number and is held as text, which Excel's formulas pass over.

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
        for _, answer in entry.answers:
            cell = cells.get(answer.place)
            if isinstance(answer, Given) and cell and read_number(cell.text) is not None:
                found, value = one_line(cell.text), decimal_text(answer.value) or cell.text
                yield problem("N271", answer.place, indicator=entry.code, found=found, example=value)


def under_merges(book: Book, assessment: Assessment) -> Iterator[Problem]:
    """W234 for each answer, tick and document that stands under a merged cell, where nobody sees it."""
    read = {
        place
        for entry in assessment.entries
        for place in (
            *(answer.place for _, answer in entry.answers),
            *(tick.place for tick in entry.ticks),
            *(evidence.place for evidence in entry.evidence),
        )
    }
    for sheet in book.sheets:
        merged = sheet.merged[: _MOST_LOOKED_AT // (len(read) + 1)]
        for cell in sheet.cells if merged else ():
            place = Place(book.file, sheet.name, cell.name)
            if place in read and (anchor := _anchor(merged, cell)):
                yield problem("W234", place, found=one_line(cell.text)[:_SHOWN], anchor=anchor.name)


def _anchor(merged: Iterable[_Box], cell: Cell) -> Cell | None:
    """The first cell of the merge over a cell; None where there is none, or it is the cell itself."""
    for top, left, bottom, right in merged:
        if top <= cell.row <= bottom and left <= cell.column <= right:
            return cell._replace(row=top, column=left) if (top, left) != (cell.row, cell.column) else None
    return None


def unoffered(book: Book, known: Iterable[Problem]) -> Iterator[Problem]:
    """W270 for each visible cell that holds what its drop-down does not offer.

    Offers that are formulas or names are not known here, so nothing is said of
    them; nor of a cell that has another problem among the `known`, which says more.
    """
    told = {found.place for found in known if found.severity is not Severity.NOTE}
    for sheet in book.sheets:
        if sheet.visible:
            for cells, offer in sheet.choices[: _MOST_LOOKED_AT // (len(sheet.cells) + 1)]:
                if offered := _offered(book, sheet, offer):
                    outside = _outside(book, sheet, _boxes(cells), offered)
                    yield from (found for found in outside if found.place not in told)


def in_order(book: Book, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems as one meets them in the workbook: about the file first, then by sheet, row and column."""
    sheets = {sheet.name: number for number, sheet in enumerate(book.sheets, start=1)}

    def met(found: Problem) -> tuple[int, int, int, str]:
        match = re.fullmatch(_RANGE, found.place.cell)
        row, column = (int(match[2]), _column(match[1])) if match else (0, 0)
        return sheets.get(found.place.sheet, 0), row, column, found.code[1:]

    return tuple(sorted(dict.fromkeys(problems), key=met))


def _outside(book: Book, sheet: Sheet, boxes: list[_Box], offered: list[str]) -> Iterator[Problem]:
    known = {_plain(text) for text in offered}
    for cell in sheet.cells:
        inside = any(top <= cell.row <= bottom and left <= cell.column <= right for top, left, bottom, right in boxes)
        if inside and not is_blank(cell.text) and _plain(cell.text) not in known:
            listed = ", ".join(offered[:_TOLD]) + (", \u2026" if len(offered) > _TOLD else "")
            place = Place(book.file, sheet.name, cell.name)
            found = one_line(cell.text)[:_SHOWN]
            yield problem("W270", place, found=found, choices=listed, example=offered[0])


def _plain(text: str) -> str:
    return one_line(text).casefold()


def _offered(book: Book, sheet: Sheet, offer: str) -> list[str]:
    """The values a drop-down offers; empty when they cannot be known."""
    offer = offer.strip().removeprefix("=")
    if len(offer) > 1 and offer[0] == offer[-1] == '"':
        return [text for part in offer[1:-1].split(",") if (text := one_line(part))]
    if match := re.fullmatch(_OTHER_SHEET, offer):
        name = (match[1] or match[2]).replace("''", "'")
        found = next((other for other in book.sheets if other.name == name), None)
        return _values(found, _boxes(match[3])) if found else []
    return _values(sheet, _boxes(offer))


def _values(sheet: Sheet, boxes: list[_Box]) -> list[str]:
    def inside(cell: Cell) -> bool:
        return any(top <= cell.row <= bottom and left <= cell.column <= right for top, left, bottom, right in boxes)

    return [one_line(cell.text) for cell in sheet.cells if inside(cell)] if boxes else []


def _boxes(ranges: str) -> list[_Box]:
    """(top, left, bottom, right) of each range; nothing when one of them is no plain range."""
    boxes: list[_Box] = []
    for part in ranges.split():
        match = re.fullmatch(_RANGE, part)
        if not match:
            return []
        left, top = _column(match[1]), int(match[2])
        boxes.append((top, left, int(match[4] or top), _column(match[3] or match[1])))
    return boxes


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
