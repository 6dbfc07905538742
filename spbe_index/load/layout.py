"""Which tables of a workbook are read, which of their rows are about indicators, and which columns hold the levels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from spbe_index.core.problem import NOWHERE, Place, Problem
from spbe_index.core.rubric import Rubric
from spbe_index.load.heading import words_of
from spbe_index.load.heading_rows import Column
from spbe_index.load.headings import DETAILS, Role
from spbe_index.load.level_columns import level_columns
from spbe_index.load.naming import Names, names_of
from spbe_index.load.rows import Kind, Reading, read_rows
from spbe_index.load.sheets import Book
from spbe_index.load.tables import Table, find_tables
from spbe_index.load.unread import unread_columns

if TYPE_CHECKING:
    from spbe_index.load.checklist import Checklists


class Layout(NamedTuple):
    """How a workbook lays its answers out, as one instrument sees it.

    `found` are all tables of the visible sheets, `tables` those of levels and
    of evidence, of which `kept` are the ones that are read, with the `columns`
    of levels that count in each. `readings` are the rows that are read.
    `checklists` is None where there is no tick. `unheard` are problems of lists
    that are not understood, `notes` those of columns.
    """

    found: tuple[Table, ...]
    tables: Sequence[Table]
    checklists: Checklists | None
    readings: tuple[Reading, ...]
    kept: Sequence[Table]
    columns: tuple[tuple[Column, ...], ...]
    unheard: tuple[Problem, ...]
    notes: tuple[Problem, ...]

    @property
    def with_levels(self) -> bool:
        """Whether any table that is read has a column of levels."""
        return any(table.by_role(Role.LEVEL) for table in self.kept)

    @property
    def naming(self) -> Place:
        """The heading of the first column that names indicators, where a missing one should have been."""
        for table in self.kept:
            naming = table.by_role(Role.NAME) or table.by_role(Role.NUMBER)
            if table.by_role(Role.LEVEL) and naming:
                return table.place(naming[0].heading)
        return NOWHERE

    @property
    def headings(self) -> tuple[tuple[str, Place], ...]:
        """The first heading of each stage's levels."""
        found: dict[str, Place] = {}
        for table, columns in zip(self.kept, self.columns, strict=True):
            for column in columns:
                found.setdefault(column.stage, table.place(column.heading))
        return tuple(found.items())

    @property
    def register(self) -> Place:
        """The heading under which documents are listed; that of a list outdoes a column beside the levels."""
        listing = [table for table in self.tables if table.by_role(Role.EVIDENCE)]
        listing.sort(key=lambda table: not table.by_role(*DETAILS))
        return listing[0].place(listing[0].by_role(Role.EVIDENCE)[0].heading) if listing else NOWHERE


def lay_out(book: Book, rubric: Rubric, year: int | None) -> Layout:
    """Find out how a workbook lays its answers out; `year` is that of the assessment, if it is known."""
    stages, names = words_of(rubric), names_of(rubric)
    found = find_tables(book, stages)
    tables, checklists, unheard = _apart(found, names)
    readings = _of_assessment(read_rows(tables, names))
    kept = _kept(tables, readings)
    columns, notes = level_columns(kept, stages, year, rubric.scales)
    return Layout(
        found,
        tables,
        checklists,
        readings,
        kept,
        tuple(columns[place] for place in range(len(kept))),
        unheard,
        (*notes, *unread_columns(kept, rubric.scales[0], stages)),
    )


def _apart(tables: Sequence[Table], names: Names) -> tuple[Sequence[Table], Checklists | None, tuple[Problem, ...]]:
    """The tables of levels and of evidence, and what the checklists among the tables say; None without a tick.

    The problems are those of checklists whose answers have no heading that is understood, and of lists of documents
    that name no indicators. What reads lists is loaded only where there are lists.
    """
    checklists: Checklists | None = None
    unheard: tuple[Problem, ...] = ()
    if any(table.by_role(Role.MET, Role.POINT) for table in tables):
        from spbe_index.load.checklist import read_checklists, unheaded
        from spbe_index.load.ticking import lists_criteria

        unheard = tuple(unheaded(tables))
        tables = [table for table in tables if table.by_role(Role.MET) or not lists_criteria(table.columns)]
    if any(table.by_role(Role.MET) for table in tables):
        read = read_checklists([table for table in tables if table.by_role(Role.MET)], names)
        checklists = read if read.ticks or read.problems else None
        tables = [table for table in tables if not table.by_role(Role.MET)]
    if any(table.by_role(Role.EVIDENCE) and not table.by_role(Role.LEVEL) for table in tables):
        from spbe_index.load.running import without_counted_lists  # only where there are lists of documents

        tables, counted = without_counted_lists(tables, names)
        unheard = (*unheard, *counted)
    if any(table.by_role(*DETAILS) for table in tables):
        from spbe_index.load.ledger import as_lists

        tables = as_lists(tables)
    return tables, checklists, unheard


def _of_assessment(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The rows of tables that are about indicators. Where none is, all, so that each row can be told to be unknown."""
    about = {id(reading.table) for reading in readings if reading.kind is Kind.ITEM}
    return tuple(reading for reading in readings if id(reading.table) in about) if about else readings


def _kept(tables: Sequence[Table], readings: Sequence[Reading]) -> list[Table]:
    """The tables that these rows stand in and, where none of them has levels, those still to be filled in."""
    used = {id(reading.table) for reading in readings}
    if not any(table.by_role(Role.LEVEL) for table in tables if id(table) in used):
        used |= {id(table) for table in tables if table.by_role(Role.LEVEL) and not table.rows}
    return [table for table in tables if id(table) in used]
