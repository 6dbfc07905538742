"""Where the tables are: heading rows with the rows below them, and the cells that merges lend to rows below."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

from spbe_index.core.problem import Place
from spbe_index.load.heading import NO_STAGES, Heading, StageWords
from spbe_index.load.heading_rows import Column, HeadingRows, Understood
from spbe_index.load.headings import Role
from spbe_index.load.sheets import Book, Cell, Sheet

#: Columns in which it matters which cell a merge shows in a row: labels speak for every row they cover, and a level,
#: which does not, must be noticed.
_LENT = (Role.NUMBER, Role.NAME, Role.DOMAIN, Role.ASPECT, Role.LEVEL)
#: More lent cells than this in one sheet are no table anybody filled in.
_MOST_LENT = 200_000
#: A sheet with more rows than this is no agency's assessment: that has some dozens, a list of its evidence thousands.
MOST_ROWS = 20_000
_NO_CELLS: Mapping[int, Cell] = {}
_WHOLE: frozenset[int] = frozenset()
_NOT_CUT: Mapping[int, frozenset[int]] = {}


class Row(NamedTuple):
    """One row under a heading: its cells by column, and the cells that merges lend it from above.

    `cut` holds the columns whose figure an unquoted separator may have cut (see `surplus`).
    """

    number: int
    cells: Mapping[int, Cell]
    lent: Mapping[int, Cell]
    hidden: bool
    cut: frozenset[int] = frozenset()

    def label(self, column: int) -> Cell | None:
        """The cell of a column that names rows: its own, or that of the merge over it."""
        return self.cells.get(column) or self.lent.get(column)


class _Table(NamedTuple):
    file: str
    sheet: Sheet
    first_row: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""


class Table(_Table):
    """A heading and the rows below it, to the next heading or the end of the sheet.

    `title` is what stands alone in the rows above the heading.
    """

    @cached_property
    def _by_role(self) -> dict[tuple[Role, ...], tuple[Column, ...]]:
        return {}

    def by_role(self, *roles: Role) -> tuple[Column, ...]:
        """The columns that hold one of these, left to right; asked for in every row, so remembered."""
        known = self._by_role.get(roles)
        if known is None:
            known = self._by_role[roles] = tuple(column for column in self.columns if column.role in roles)
        return known

    def place(self, cell: Cell) -> Place:
        """Where one of its cells stands."""
        return Place(self.file, self.sheet.name, cell.name)

    def place_at(self, row: int, column: int) -> Place:
        """Where a cell stands that may be empty."""
        return self.place(Cell(row, column, "text", ""))


def find_tables(book: Book, stages: StageWords = NO_STAGES, *, visible: bool = True) -> tuple[Table, ...]:
    """Every table of the visible (or else of the hidden) sheets, in order. Sheets that are too long have none.

    Args:
        book: What the reader saw.
        stages: Stage words with their codes, from `heading.stage_words`;
            without them columns named by a stage alone are not understood.
        visible: Which sheets are meant.

    """

    def understood(cell: Cell) -> Heading | None:
        return stages.heading(cell.text) if cell.kind in ("text", "number") else None

    sheets = (sheet for sheet in book.sheets if sheet.visible is visible and not overlong(sheet))
    return tuple(table for sheet in sheets for table in _tables_of(book, sheet, understood))


def overlong(sheet: Sheet) -> int:
    """How many rows a sheet has that is too long to be read; 0 for any other."""
    rows = len({cell.row for cell in sheet.cells}) if len(sheet.cells) > MOST_ROWS else 0
    return rows if rows > MOST_ROWS else 0


def _tables_of(book: Book, sheet: Sheet, understood: Understood) -> Iterator[Table]:
    rows: dict[int, dict[int, Cell]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    order = sorted(rows)
    headings = HeadingRows(sheet, rows, order, understood)
    starts: list[tuple[int, int, tuple[Column, ...]]] = []
    position = 0
    while position < len(order):
        found = headings.at(position, inside=bool(starts))
        if found:
            columns, body = found[0], position + found[1]
            if {Role.POINT, Role.CRITERIA} <= {column.role for column in columns}:
                from spbe_index.load.ticking import of_criteria  # only where there is a checklist

                columns = of_criteria(sheet, columns, [rows[number] for number in order[position:body]])
            starts.append((position, body, columns))
        position += found[1] if found else 1
    for (start, body, columns), following in zip_longest(starts, starts[1:]):
        end = following[0] if following else len(order)
        numbers = order[body:end]
        lent = _lent(sheet, columns, numbers, rows)
        cut = _NOT_CUT
        if book.format == "csv":
            from spbe_index.load.surplus import in_doubt  # only where fields are parted by a sign

            commas = any("," in cell.text for cell in sheet.cells)
            cut = in_doubt(columns, [rows[n] for n in order[start:body]], {n: rows[n] for n in numbers}, commas=commas)
        body_rows = tuple(
            Row(n, rows[n], lent.get(n, _NO_CELLS), n in sheet.hidden_rows, cut.get(n, _WHOLE)) for n in numbers
        )
        yield Table(book.file, sheet, order[start], columns, body_rows, _title(rows, order[start]))


def _title(rows: Mapping[int, Mapping[int, Cell]], first: int) -> str:
    """The texts that stand alone in their rows above a heading row, from which one empty row may part them."""
    lines: list[str] = []
    last = first - 1 if first - 1 in rows else first - 2
    while len(above := rows.get(last - len(lines), _NO_CELLS)) == 1:
        lines += [cell.text for cell in above.values()]
    return " | ".join(reversed(lines))


def _lent(
    sheet: Sheet, columns: tuple[Column, ...], numbers: list[int], rows: Mapping[int, Mapping[int, Cell]]
) -> dict[int, dict[int, Cell]]:
    """Cells that a merge shows in the rows below its first, by row and column."""
    columns_read = {column.number for column in columns if column.role in _LENT}
    lent: dict[int, dict[int, Cell]] = {}
    count = 0
    for top, left, bottom, right in sheet.merged:
        if bottom == top or not numbers or bottom < numbers[0] or top > numbers[-1]:
            continue
        anchor = rows.get(top, _NO_CELLS).get(left)
        under = [index for index in columns_read if left <= index <= right]
        if anchor is None or not under:
            continue
        for number in numbers[bisect_left(numbers, top + 1) :]:
            if number > bottom or count > _MOST_LENT:
                break
            lent.setdefault(number, {}).update(dict.fromkeys(under, anchor))
            count += 1
    return lent
