"""What is hidden and yet holds answers: sheets that are not read, rows and columns that are."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from spbe_index.core.problem import Place, Problem, problem
from spbe_index.load.folding import one_line
from spbe_index.load.heading import StageWords
from spbe_index.load.heading_rows import Column
from spbe_index.load.headings import DETAILS, Role
from spbe_index.load.level import is_blank
from spbe_index.load.naming import Names
from spbe_index.load.rows import Kind, read_rows
from spbe_index.load.sheets import Book
from spbe_index.load.tables import Table, find_tables

_LISTED = 10
#: What the columns of a list hold, as the sentences name it.
LEVELS, TICKS, EVIDENCE = Role.LEVEL.value, Role.MET.value, Role.EVIDENCE.value
TARGETS, UNITS = Role.TARGET.value, Role.UNIT.value
IDENTITY = "identity"


class Away(NamedTuple):
    """A hidden sheet with a table about indicators: what its answers are, their heading, and whether there are any."""

    what: str
    place: Place
    heading: str
    filled: bool


class HiddenRows:
    """Gathers the hidden rows that were read, sheet by sheet."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[tuple[int, Place]]] = {}

    def add(self, what: str, row: int, place: Place) -> None:
        """A hidden row with answers of this kind, and the cell that names it."""
        self._found.setdefault((place.sheet, what), []).append((row, place))

    def problems(self) -> Iterator[Problem]:
        """W223 once for each sheet and kind."""
        for (_, what), found in self._found.items():
            many = "one" if len(found) == 1 else "several"
            listed = ", ".join(str(row) for row, _ in found[:_LISTED]) + (", \u2026" if len(found) > _LISTED else "")
            yield problem("W223", found[0][1], what=what, count=len(found), rows=listed, many=many)


def hidden_columns(tables: Iterable[Table], what: str, *roles: Role) -> Iterator[Problem]:
    """W233 for each hidden column of these roles that holds anything."""
    for table in tables:
        hidden = [column for column in table.by_role(*roles) if column.hidden]
        for column in hidden:
            cells = (row.cells.get(column.number) for row in table.rows)
            if any(cell and not is_blank(cell.text) for cell in cells):
                yield hidden_column(table, column, what)


def hidden_column(table: Table, column: Column, what: str) -> Problem:
    """W233 for one column."""
    return problem("W233", table.place(column.heading), heading=one_line(column.heading.text), what=what)


def sheets_away(book: Book, stages: StageWords, names: Names) -> tuple[Away, ...]:
    """The hidden sheets with a table about indicators; other lists and helpers are nobody's concern."""
    tables = [table for table in find_tables(book, stages, visible=False) if _holding(table)]
    found: dict[str, Away] = {}
    for reading in read_rows(tables, names) if tables else ():
        if reading.kind is Kind.ITEM:
            columns = _holding(reading.table)
            cells = (reading.row.cells.get(column.number) for column in columns)
            filled = any(cell and not is_blank(cell.text) for cell in cells)
            known = found.get(reading.table.sheet.name)
            if known is None or (filled and not known.filled):
                place, heading = reading.table.place(columns[0].heading), one_line(columns[0].heading.text)
                found[reading.table.sheet.name] = Away(columns[0].role.value, place, heading, filled)
    return tuple(found.values())


def levels_away(found: Sequence[Away]) -> Problem | None:
    """E272 for the first hidden sheet with a table of levels: to be said where no visible sheet has one."""
    away = next((one for one in found if one.what == LEVELS), None)
    return problem("E272", away.place, sheet=away.place.sheet, heading=away.heading) if away else None


def answers_away(found: Sequence[Away], told: Problem | None) -> tuple[Problem, ...]:
    """W225 for each hidden sheet with answers, but for one that has been told."""
    return tuple(
        problem("W225", away.place, sheet=away.place.sheet, what=away.what)
        for away in found
        if away.filled and not (told and told.place.sheet == away.place.sheet)
    )


def table_away(book: Book, stages: StageWords) -> Problem | None:
    """E272 for a table of levels on a hidden sheet, where it is not known what its rows are about."""
    tables = (table for table in find_tables(book, stages, visible=False) if not table.by_role(Role.MET, *DETAILS))
    levels = ((table, table.by_role(Role.LEVEL)) for table in tables)
    found = [(table, columns[0]) for table, columns in levels if columns and table.rows]
    if not found:
        return None
    table, column = found[0]
    away = Away(LEVELS, table.place(column.heading), one_line(column.heading.text), True)
    return levels_away([away])


def _holding(table: Table) -> tuple[Column, ...]:
    """The columns in which a table may hold answers: ticks, else levels, else documents that it tells more of."""
    documents = table.by_role(Role.EVIDENCE) if table.by_role(*DETAILS) else ()
    return table.by_role(Role.MET) or table.by_role(Role.LEVEL) or documents
