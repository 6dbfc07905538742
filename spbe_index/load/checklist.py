"""The checklist of criteria: one row a criterion, with a yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from spbe_index.core.assessment import Tick
from spbe_index.core.checklist import NO, YES
from spbe_index.core.problem import Place, Problem, problem
from spbe_index.core.rubric import LevelCriteria
from spbe_index.load.answers import no_text
from spbe_index.load.folding import fold, one_line
from spbe_index.load.headings import Role
from spbe_index.load.hidden import TICKS, HiddenRows, hidden_columns
from spbe_index.load.level import is_blank, unreadable
from spbe_index.load.naming import Names
from spbe_index.load.rows import Kind, Reading, read_rows
from spbe_index.load.sheets import Cell
from spbe_index.load.tables import Row, Table
from spbe_index.load.ticking import lists_criteria

_YES, _NO = frozenset(YES), frozenset(NO)
_POINT = r"(\d{1,2})[.\-/](\d{1,3})"
_SHOWN = 60


class Checklists(NamedTuple):
    """Ticks by code, what was not understood, and the first heading of the column they stand in."""

    ticks: dict[str, tuple[Tick, ...]]
    problems: tuple[Problem, ...]
    heading: Place


def read_checklists(tables: Sequence[Table], names: Names) -> Checklists:
    """Every tick of these tables, and what is odd about them.

    W241 is one that is neither yes nor no, W278 a formula that was never
    calculated, W242 a row about no criterion, W253 a criterion answered in two
    ways; W223 and W233 tell of answers in hidden rows and columns.
    """
    ticks: dict[str, dict[tuple[int, int], Tick]] = {}
    hidden = HiddenRows()
    problems: list[Problem] = []
    code = ""
    for reading in read_rows(tables, names):
        if reading.kind is Kind.ITEM or (
            reading.kind is Kind.GROUP and reading.code in names.items and names.items[reading.code].levels
        ):
            code = reading.code
        elif reading.kind is not Kind.BARE:
            code = ""
        if reading.doubt:
            problems.append(reading.doubt)
        said = _met(reading, code, problems)
        if said is None:
            continue
        cell, met = said
        place = reading.table.place(cell)
        if reading.row.hidden and met is not None:
            hidden.add(TICKS, reading.row.number, place)
        found = ticks.setdefault(code, {})
        meant = _criterion(reading, names.criteria(code)) if code else None
        if meant is None:
            if met is not None:
                shown = reading.typed or one_line(cell.text)[:_SHOWN]
                problems.append(problem("W242", place, found=shown, example=names.example))
            continue
        note = _cell(reading.table, reading.row, Role.EXPLANATION)
        if note and (kind := unreadable(note)):
            problems.append(no_text(reading.table.place(note), kind, Role.EXPLANATION, code, note.text))
            note = None
        tick = Tick(*meant, met, place, one_line(note.text) if note else "")
        known = found.get(meant)
        if known and known.met is not None and met not in (None, known.met):
            problems.append(problem("W253", place, indicator=code, first=known.place.address))
            tick = tick._replace(met=None)
        if known is None or met is not None:
            found[meant] = tick
    in_order = {code: tuple(found[key] for key in sorted(found)) for code, found in ticks.items() if code and found}
    unseen = (*hidden.problems(), *hidden_columns(tables, TICKS, Role.MET))
    heading = tables[0].place(tables[0].by_role(Role.MET)[0].heading)
    return Checklists(in_order, (*problems, *unseen), heading)


def unheaded(tables: Iterable[Table]) -> Iterator[Problem]:
    """W289 for the heading over answers to criteria that is not understood, so that none of them is read."""
    for table in tables:
        if not lists_criteria(table.columns) or table.by_role(Role.MET):
            continue
        known = {column.number for column in table.columns}
        rows = {column.heading.row for column in table.columns}
        for cell in table.sheet.cells:
            if cell.row in rows and cell.column not in known and _answers(table, cell.column):
                yield problem("W289", table.place(cell), heading=one_line(cell.text)[:_SHOWN])
                break


def _answers(table: Table, column: int) -> bool:
    """Whether most of what stands in a column says yes or no."""
    texts = [row.cells[column].text for row in table.rows if column in row.cells]
    texts = [text for text in texts if not is_blank(text)]
    return 2 * sum(yes_or_no(one_line(text)) is not None for text in texts) > len(texts)


def yes_or_no(text: str) -> bool | None:
    """What one word or sign says of a criterion; None when it is neither yes nor no."""
    said = {one_line(text).casefold(), fold(text)}
    return True if said & _YES else False if said & _NO else None


def _cell(table: Table, row: Row, role: Role) -> Cell | None:
    cells = (row.label(column.number) for column in table.by_role(role))
    return next((cell for cell in cells if cell and not is_blank(cell.text)), None)


def _met(reading: Reading, code: str, problems: list[Problem]) -> tuple[Cell, bool | None] | None:
    """The cell of the answer and what it says; None for a row that has no such cell filled or is no row of a list."""
    for column in reading.table.by_role(Role.MET):
        cell = reading.row.cells.get(column.number)
        if cell is None or is_blank(cell.text):
            cell = Cell(reading.row.number, column.number, "text", "")
            return cell, None
        text = one_line(cell.text)
        met = yes_or_no(text) if cell.kind in ("text", "boolean", "number") else None
        if met is not None:
            return cell, met
        if cell.kind == "formula":
            about = {"indicator": code or reading.label, "formula": text[:_SHOWN], "example": "Ya"}
            problems.append(problem("W278", reading.table.place(cell), **about))
        else:
            problems.append(problem("W241", reading.table.place(cell), found=text[:_SHOWN]))
        return cell, None
    return None


def _criterion(reading: Reading, levels: Sequence[LevelCriteria]) -> tuple[int, int] | None:
    """Level and number of the criterion a row is about: by its point, else by level and wording, else by level alone.

    A level with one criterion needs no more than its level; without any of
    these the wording alone must say it.
    """
    known = {(level.level, n): text for level in levels for n, text in enumerate(level.criteria, start=1)}
    point = _cell(reading.table, reading.row, Role.POINT)
    if point and (match := re.fullmatch(_POINT, one_line(point.text))):
        meant = int(match[1]), int(match[2])
        return meant if meant in known else None
    level = _level(reading, levels)
    wording = _cell(reading.table, reading.row, Role.CRITERIA)
    candidates = [key for key in known if level in (None, key[0])]
    if wording:
        folded = fold(wording.text)
        worded = [key for key in candidates if folded in (fold(known[key].id), fold(known[key].en))]
        if len(worded) == 1:
            return worded[0]
    if level is not None and point and (number := one_line(point.text)).isdecimal() and len(number) < 4:
        return (level, int(number)) if (level, int(number)) in known else None
    return candidates[0] if level is not None and len(candidates) == 1 else None


def _level(reading: Reading, levels: Sequence[LevelCriteria]) -> int | None:
    cell = _cell(reading.table, reading.row, Role.LEVEL) or _cell(reading.table, reading.row, Role.FOR_LEVEL)
    if cell is None:
        return None
    digits = re.findall(r"\d+", one_line(cell.text))
    number = int(digits[0]) if len(digits) == 1 and len(digits[0]) < 3 else None
    return number if number in {level.level for level in levels} else None
