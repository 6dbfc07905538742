"""Columns and tables that seem to hold levels under headings that are not understood: named, so that none is missed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from spbe_index.core.problem import Place, Problem, problem
from spbe_index.core.rubric import Scale
from spbe_index.load.folding import fold, one_line, phrases
from spbe_index.load.heading import StageWords
from spbe_index.load.heading_rows import NAMING, Cells, Column
from spbe_index.load.headings import TURNING, Role
from spbe_index.load.level import is_blank, read_number
from spbe_index.load.list_headings import NODE_CODE, read_list_heading
from spbe_index.load.sheets import Book, Cell
from spbe_index.load.tables import MOST_ROWS, Table, overlong

#: Words one of which a heading over levels has, and those that make something else of it.
_OF_LEVELS = frozenset(
    phrases("""
        nilai | tingkat | level | skor | capaian | kematangan | score | penilaian | hasil | reviu | evaluasi | asesor
        assessor | verifikator | evaluator | reviewer | pokja
    """)
)
_OF_OTHERS = TURNING | frozenset(phrases("maks | maksimal | maksimum | max | min | minimal | nasional | prioritas"))
#: So many rows below a row that names its rows make it the heading of a table; so many of its headings are told.
_ROWS = 3
_TOLD = 5
#: Headings stand in one of so many rows.
_TOP = 20


def unread_columns(tables: Sequence[Table], scale: Scale, stages: StageWords) -> Iterator[Problem]:
    """N281 for each column beside levels that holds levels too, under a heading that says nothing we know.

    Where the columns of levels are empty, also for one without a heading.
    """
    for table in tables:
        levels = table.by_role(Role.LEVEL)
        if not levels or not table.rows:
            continue
        filled = max(_filled(table, column.number, scale) for column in levels)
        empty = not any(column.number in row.cells for column in levels for row in table.rows)
        if not filled and not empty:
            continue
        enough = filled or 2 * _ROWS - 1
        known = {column.number for column in table.columns}
        rows = {column.heading.row for column in table.columns}
        headed: set[int] = set()
        for cell in table.sheet.cells:
            if cell.row not in rows or cell.column in known:
                continue
            headed.add(cell.column)
            words = set(fold(cell.text).split())
            if not words & (_OF_LEVELS | stages.words) or words & _OF_OTHERS:
                continue
            if 2 * _filled(table, cell.column, scale) > enough:
                yield _unread(table, cell, levels[0])
        for column in _unheaded(table, known | headed) if empty else ():
            if 2 * _filled(table, column, scale) > enough:
                yield _unread(table, Cell(max(rows), column, "text", ""), levels[0])


def _unheaded(table: Table, headed: Set[int]) -> list[int]:
    """The visible columns between others of a table that hold something and have no heading."""
    last = max(headed)
    used = {index for row in table.rows for index in row.cells if index <= last + 1}
    return sorted(used - headed - table.sheet.hidden_columns)


def _unread(table: Table, cell: Cell, used: Column) -> Problem:
    about = {"said": "heading" if cell.text else "none", "heading": one_line(cell.text)[:60], "column": cell.name}
    return problem("N281", table.place(cell), **about, used=one_line(used.heading.text)[:60])


def no_table_read(book: Book, stages: StageWords) -> Problem:
    """Why no table of levels is read.

    E201 at the longest table that lacks only these, with its headings; else E890 at the first sheet that is too long;
    else E899 at the codes of items that head columns beside agencies, as in a table of levels; else E201.
    """
    found = max(_nearly_tables(book, stages), key=lambda pair: pair[0], default=None)
    if found:
        return found[1]
    if long := next(overlong_sheets(book), None):
        return long._replace(code="E890")
    return next(_coded(book), problem("E201", Place(book.file), why="none", headings=""))


def _coded(book: Book) -> Iterator[Problem]:
    """E899 for each row of a visible sheet that heads agencies and, by the codes of one floor, several items."""
    from spbe_index.load.table_columns import columns_of

    for sheet in book.sheets:
        rows: dict[int, list[Cell]] = {}
        for cell in sheet.cells if sheet.visible and not overlong(sheet) else ():
            if cell.row <= _TOP:
                rows.setdefault(cell.row, []).append(cell)
        for cells in rows.values():
            coded = [cell for cell in cells if re.fullmatch(NODE_CODE, cell.text.strip())]
            floors = {cell.text.strip().rstrip("0123456789-") for cell in coded}
            texts = [cell.text for cell in cells]
            if len(coded) < 2 or len(floors) > 1 or "agency" not in columns_of(texts).roles:
                continue
            if "index" not in map(read_list_heading, texts):
                shown = ", ".join(cell.text.strip() for cell in coded[:_TOLD])
                yield problem("E899", Place(book.file, sheet.name, coded[0].name), headings=shown)


def overlong_sheets(book: Book) -> Iterator[Problem]:
    """W891 for each visible sheet that has too many rows to be one of an assessment, and is not read."""
    for sheet in book.sheets:
        if sheet.visible and (rows := overlong(sheet)):
            yield problem("W891", Place(book.file, sheet.name), rows=rows, most=MOST_ROWS)


def _nearly_tables(book: Book, stages: StageWords) -> Iterator[tuple[int, Problem]]:
    """E201 for each row of a visible sheet that names rows and no levels, with the number of rows below it."""
    for sheet in book.sheets:
        rows: dict[int, dict[int, Cell]] = {}
        for cell in sheet.cells if sheet.visible and not overlong(sheet) else ():
            rows.setdefault(cell.row, {})[cell.column] = cell
        for number, cells in rows.items():
            read = {
                index: stages.heading(cell.text) for index, cell in cells.items() if cell.kind in ("text", "number")
            }
            said = {index: heading for index, heading in read.items() if heading or cells[index].kind == "text"}
            naming = next((index for index, heading in said.items() if heading and heading.role in NAMING), None)
            if naming is None or len(said) < 2 or len(said) < len(cells):
                continue
            unread = [cells[index] for index, heading in said.items() if heading is None]
            below = _rows_below(rows, number, naming, said)
            if below >= _ROWS:
                at = unread[0] if unread else cells[naming]
                shown = [f'"{one_line(cell.text)[:60]}"' for cell in unread or cells.values()][:_TOLD]
                about = {"why": "unread" if unread else "levels", "headings": ", ".join(shown)}
                yield below, problem("E201", Place(book.file, sheet.name, at.name), **about)


def _rows_below(rows: Mapping[int, Cells], first: int, naming: int, said: Mapping[int, object]) -> int:
    """How many rows below one hold something where it names rows, and under another of its headings."""
    others = said.keys() - {naming}
    return sum(number > first and naming in cells and not others.isdisjoint(cells) for number, cells in rows.items())


def _filled(table: Table, column: int, scale: Scale) -> int:
    """How many rows have a level in a column; 0 where any has something else."""
    texts = [row.cells[column].text for row in table.rows if column in row.cells]
    values = [read_number(text) for text in texts if not is_blank(text)]
    return len(values) if all(value is not None and scale.allows(value) for value in values) else 0
