"""Drop-downs and what was put past them.

A drop-down stops typing, not pasting: what was pasted over it stays until
somebody looks. What counts all the same is no fault of the cell; the list
itself may have been changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from spbe_index.core.assessment import Assessment, Evidence, Given
from spbe_index.core.problem import Place, Problem, Severity, problem
from spbe_index.core.rubric import Rubric
from spbe_index.load.checklist import yes_or_no
from spbe_index.load.folding import one_line
from spbe_index.load.level import figure, is_blank, read_level, read_number
from spbe_index.load.naming import names_of
from spbe_index.load.sheets import Book, Cell, Sheet

_RANGE = r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?"
_OTHER_SHEET = r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)"
_SHOWN = 60
#: Cells looked at in one sheet, each drop-down over it counting anew; a sheet that asks for more was made to tire us.
_MOST_LOOKED_AT = 5_000_000
#: So many values are listed when a drop-down's offer is told.
_TOLD = 8

_Box = tuple[int, int, int, int]


def unoffered(book: Book, rubric: Rubric, assessment: Assessment, known: Iterable[Problem]) -> Iterator[Problem]:
    """W270 for each visible cell that holds what its drop-down does not offer, and nothing that counts.

    An answer to a criterion that was understood, in other words than the form's, is N290.
    A level that was understood, but typed as words, is N271: the formulas of
    the workbook pass over it. Offers that are formulas or names are not known
    here, so nothing is said of them; nor of a cell that has another problem
    among the `known`, which says more.
    """
    told = {found.place for found in known if found.severity is not Severity.NOTE}
    counting = _Counting(rubric, assessment)
    for sheet in book.sheets:
        if sheet.visible:
            for cells, offer in sheet.choices[: _MOST_LOOKED_AT // (len(sheet.cells) + 1)]:
                if offered := _offered(book, sheet, offer):
                    for cell in _outside(sheet, boxes_of(cells), offered):
                        place = Place(book.file, sheet.name, cell.name)
                        if place not in told:
                            yield from counting.judge(cell, place, offered)


class _Counting:
    """What counts, whatever a drop-down offers: levels, ticks, and the lines of evidence by their rows."""

    def __init__(self, rubric: Rubric, assessment: Assessment) -> None:
        self._rubric = rubric
        self._names = names_of(rubric)
        self._scales = {leaf.code: rubric.scale(leaf.scale) for leaf in rubric.leaves()}
        self._levels: dict[Place, tuple[str, Given]] = {}
        self._ticks = {tick.place: tick.met for entry in assessment.entries for tick in entry.ticks}
        self._others: set[Place] = set()
        self._lines: dict[tuple[str, str], tuple[str, Evidence]] = {}
        for entry in assessment.entries:
            for _, answer in entry.answers:
                # The level that a checklist gives stands in the cell of a tick.
                if isinstance(answer, Given) and answer.place not in self._ticks:
                    self._levels[answer.place] = entry.code, answer
            if isinstance(entry.target, Given):
                self._others.add(entry.target.place)
            for evidence in entry.evidence:
                self._lines[_row(evidence.place)] = entry.code, evidence

    def judge(self, cell: Cell, place: Place, offered: list[str]) -> Iterator[Problem]:
        """What to say of a cell that holds something its drop-down does not offer."""
        found = one_line(cell.text)[:_SHOWN]
        if place in self._levels:
            code, answer = self._levels[place]
            if cell.kind == "text" and read_number(cell.text) is None:
                yield problem("N271", place, indicator=code, found=found, example=figure(answer.value))
        elif not (place in self._others or self._names_item(cell, offered) or self._level_shown(cell, place)):
            listed = ", ".join(offered[:_TOLD]) + (", \u2026" if len(offered) > _TOLD else "")
            near = get_close_matches(_plain(found), [_plain(text) for text in offered[:1000]], 1)
            example = next((text for text in offered if near and _plain(text) == near[0]), offered[0])
            if (met := self._ticks.get(place)) is not None:
                example = next((text for text in offered if yes_or_no(text) is met), example)
                yield problem("N290", place, found=found, choices=listed, example=example)
                return
            yield problem("W270", place, found=found, choices=listed, example=example)

    def _names_item(self, cell: Cell, offered: list[str]) -> bool:
        """Whether a cell that offers codes names an item: the instrument knows better than the list."""
        number = self._names.numbers.read(cell.text)
        if number is None or self._names.by_number.get(number.number) not in self._names.leaves:
            return False
        return any(known and known.explicit for known in map(self._names.numbers.read, offered[:_TOLD]))

    def _level_shown(self, cell: Cell, place: Place) -> bool:
        """Whether a cell beside a document is read as the level that the document is for."""
        if _row(place) not in self._lines:
            return False
        code, evidence = self._lines[_row(place)]
        level = read_level(cell, self._scales[code], code, place)
        return isinstance(level, Given) and self._scales[code].level_of(level.value).number == evidence.level


def _row(place: Place) -> tuple[str, str]:
    return place.sheet, place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _outside(sheet: Sheet, boxes: list[_Box], offered: list[str]) -> Iterator[Cell]:
    """The cells in these boxes that hold something else than what is offered."""
    known = {_plain(text) for text in offered}
    for cell in sheet.cells:
        inside = any(top <= cell.row <= bottom and left <= cell.column <= right for top, left, bottom, right in boxes)
        if inside and not is_blank(cell.text) and _plain(cell.text) not in known:
            yield cell


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
        return _values(found, boxes_of(match[3])) if found else []
    return _values(sheet, boxes_of(offer))


def _values(sheet: Sheet, boxes: list[_Box]) -> list[str]:
    def inside(cell: Cell) -> bool:
        return any(top <= cell.row <= bottom and left <= cell.column <= right for top, left, bottom, right in boxes)

    return [one_line(cell.text) for cell in sheet.cells if inside(cell)] if boxes else []


def boxes_of(ranges: str) -> list[_Box]:
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
