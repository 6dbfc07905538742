"""What tables hold, heading by heading: how each is read, and which are not understood."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from spbe_index.core.inspection import (
    CHECKLIST,
    EVIDENCE,
    LEVELS,
    NOT_UNDERSTOOD,
    OTHER,
    PASSED_OVER,
    READ,
    UNKNOWN,
    HeadingSeen,
    TableSeen,
)
from spbe_index.core.problem import Place
from spbe_index.load.folding import one_line
from spbe_index.load.heading import StageWords
from spbe_index.load.heading_rows import Column
from spbe_index.load.headings import Role
from spbe_index.load.layout import Layout
from spbe_index.load.rows import Kind, Reading
from spbe_index.load.sheets import Book, Cell, Sheet
from spbe_index.load.tables import Table

#: So many tables of a file and headings of a table are told, and so many characters of a heading.
MOST_TABLES = 100
_MOST_HEADINGS = 60
_SHOWN = 80
#: A row among so many that names two columns or more, with so many rows of two cells or more below, may be a heading.
_ROWS_ASKED = 60
_ROWS_BELOW = 2


def tables_seen(tables: Sequence[Table], layout: Layout | None) -> Iterator[TableSeen]:
    """The tables that were found, as they are read: by an instrument, whose layout it is, or by none."""
    readings: dict[int, list[Reading]] = {}
    for reading in layout.readings if layout else ():
        readings.setdefault(id(reading.table), []).append(reading)
    kept = {_key(table): (table, columns) for table, columns in _kept(layout)}
    parted = {_key(table): table for table in (layout.tables if layout else ())}
    for found in tables:
        table, levels = kept.get(_key(found), (parted.get(_key(found), found), ()))
        about = {reading.code for reading in readings.get(id(table), ()) if reading.kind is Kind.ITEM}
        unknown = sum(reading.kind is Kind.UNKNOWN for reading in readings.get(id(table), ()))
        if ticked := _ticked(table, layout):
            about |= ticked
        read = _key(found) in kept or bool(ticked) or (_key(found) in parted and _is_empty_list(table))
        yield _seen(table, len(about), unknown, read, levels)


def _is_empty_list(table: Table) -> bool:
    """Whether a table is a list of documents in which none is listed yet."""
    columns = [column.number for column in table.by_role(Role.NUMBER, Role.NAME, Role.EVIDENCE)]
    return kind_of(table) == EVIDENCE and not any(number in row.cells for row in table.rows for number in columns)


def _ticked(table: Table, layout: Layout | None) -> set[str]:
    """The items whose criteria are answered in a checklist."""
    if not (layout and layout.checklists and table.by_role(Role.MET)):
        return set()
    ticks = layout.checklists.ticks.items()
    return {code for code, of_item in ticks if any(tick.place.sheet == table.sheet.name for tick in of_item)}


def _kept(layout: Layout | None) -> Iterable[tuple[Table, tuple[Column, ...]]]:
    return zip(layout.kept, layout.columns, strict=True) if layout else ()


def _key(table: Table) -> tuple[int, int]:
    """What a table is told by: it is another one when some of its columns were found to hold something else."""
    return id(table.sheet), table.first_row


def kind_of(table: Table) -> str:
    """What a table is, by what its columns hold."""
    if table.by_role(Role.MET):
        return CHECKLIST
    if table.by_role(Role.LEVEL):
        return LEVELS
    return EVIDENCE if table.by_role(Role.EVIDENCE) else OTHER


def _seen(table: Table, indicators: int, unknown: int, read: bool, levels: Sequence[Column]) -> TableSeen:
    headings = list(_headings(table, read, levels))
    return TableSeen(
        place=table.place(min((column.heading for column in table.columns), key=lambda cell: cell[:2])),
        kind=kind_of(table),
        read=read,
        rows=len(table.rows),
        indicators=indicators,
        unknown=unknown,
        headings=tuple(headings[:_MOST_HEADINGS]),
        more=max(0, len(headings) - _MOST_HEADINGS),
    )


def _headings(table: Table, read: bool, levels: Sequence[Column]) -> Iterator[HeadingSeen]:
    """Every heading by column: those that are understood, once for each column, and those that are not."""
    counted = {column.number: column for column in levels}
    known = {column.number for column in table.columns}
    rows = {column.heading.row for column in table.columns}
    found = [(column.number, _understood(column, counted, read)) for column in table.columns]
    for cell in (cell for row in rows for cell in _row(table.sheet, row)):
        if cell.column not in known:
            found.append((cell.column, _not_understood(cell, table.sheet.hidden_columns)))
    yield from (heading for _, heading in sorted(found, key=lambda pair: pair[0]))


def _row(sheet: Sheet, number: int) -> Sequence[Cell]:
    """The cells of one row; those of a sheet are in order."""
    begin, end = (side(sheet.cells, number, key=lambda cell: cell.row) for side in (bisect_left, bisect_right))
    return sheet.cells[begin:end]


def _understood(column: Column, counted: Mapping[int, Column], read: bool) -> HeadingSeen:
    used = read and (column.role is not Role.LEVEL or column.number in counted)
    column = counted.get(column.number, column)  # which knows its stage also where only a title or a sheet tells
    # A heading that is merged over several columns holds for each: each is told by its own cell.
    at = column.heading._replace(column=column.number)
    return HeadingSeen(
        cell=at.name,
        text=one_line(column.heading.text)[:_SHOWN],
        use=READ if used else PASSED_OVER,
        holds=column.role.value,
        stage=column.stage,
        year=column.year,
        hidden=column.hidden,
    )


def _not_understood(cell: Cell, hidden: AbstractSet[int]) -> HeadingSeen:
    return HeadingSeen(cell.name, one_line(cell.text)[:_SHOWN], NOT_UNDERSTOOD, hidden=cell.column in hidden)


def likely_heading(book: Book, sheet: Sheet, stages: StageWords, least: int) -> TableSeen | None:
    """The row of a sheet without a table that looks most like a heading, each cell as it is understood by itself.

    It has so many texts at `least`: labels and what stands behind them, or a guide, have two.
    """
    sizes = Counter(cell.row for cell in sheet.cells)
    wide = sorted(row for row, size in sizes.items() if size > 1)
    texts = {row: sum(cell.kind == "text" for cell in _row(sheet, row)) for row in wide[:-_ROWS_BELOW][:_ROWS_ASKED]}
    best = max(texts, key=lambda row: (texts[row], -row), default=0)
    if texts.get(best, 0) < least:
        return None
    headings = [_alone(cell, stages, sheet) for cell in _row(sheet, best)]
    below = sum(row > best for row in sizes)
    place = Place(book.file, sheet.name, headings[0].cell)
    shown, more = tuple(headings[:_MOST_HEADINGS]), max(0, len(headings) - _MOST_HEADINGS)
    return TableSeen(place, UNKNOWN, False, below, 0, 0, shown, more)


def _alone(cell: Cell, stages: StageWords, sheet: Sheet) -> HeadingSeen:
    """A cell as a heading for itself, in a row that heads no table."""
    said = stages.heading(cell.text) if cell.kind in ("text", "number") else None
    plain = _not_understood(cell, sheet.hidden_columns)
    if said is None:
        return plain
    holds = (said.role or Role.LEVEL).value
    return plain._replace(use=PASSED_OVER, holds=holds, stage=said.stage, year=said.year)
