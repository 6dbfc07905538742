"""Where the tables are: heading rows found by what they say, and what each column under them holds."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spbe_index.core.problem import Place
from spbe_index.load.folding import one_line
from spbe_index.load.headings import Heading, Role, read_heading
from spbe_index.load.level import is_blank
from spbe_index.load.sheets import Book, Cell, Sheet

Range = tuple[int, int, int, int]
Rows = Mapping[int, Mapping[int, Cell]]

#: Columns whose merged cells speak for every row they cover. A merged level speaks only for its own.
_LABELS = (Role.NUMBER, Role.NAME, Role.DOMAIN, Role.ASPECT)
#: A level as short as a cell under a stage's heading has it; anything longer is a document's name.
_LEVEL_LIKE = re.compile(r"(?:level|tingkat|lv)?[\s.]*(?:\d{1,2}(?:[.,]\d*)?|[ivx]{1,4})", re.IGNORECASE)
#: More merged label cells than this are somebody's joke.
_MOST_SPREAD = 200_000


@dataclass(frozen=True, slots=True)
class Column:
    """One understood column.

    `heading` is the cell that names it. `hidden` is as in the sheet; `apart`
    means that an empty column lies between it and the columns that name the rows.
    """

    index: int
    heading: Cell
    role: Role
    stage: str = ""
    year: int | None = None
    second: bool = False
    hidden: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row under a heading: its cells by column, and label cells that a merge lends it."""

    number: int
    cells: Mapping[int, Cell]
    lent: Mapping[int, Cell]
    hidden: bool

    def label(self, column: int) -> Cell | None:
        """The cell in a column that names rows, its own or that of the merge over it."""
        return self.cells.get(column) or self.lent.get(column)


@dataclass(frozen=True, slots=True)
class Table:
    """A heading and the rows below it, to the next heading or the end of the sheet."""

    file: str
    sheet: Sheet
    first_row: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def by_role(self, *roles: Role) -> tuple[Column, ...]:
        """The columns that hold one of these, left to right."""
        return tuple(column for column in self.columns if column.role in roles)

    def place(self, cell: Cell) -> Place:
        """Where one of its cells stands."""
        return Place(self.file, self.sheet.name, cell.name)

    def place_at(self, row: int, column: int) -> Place:
        """Where a cell stands that may be empty."""
        return self.place(Cell(row, column, "text", ""))


def find_tables(book: Book, stages: Sequence[tuple[str, str]] = (), *, visible: bool = True) -> tuple[Table, ...]:
    """Every table of the visible (or of the hidden) sheets, in order.

    Args:
        book: What the reader saw.
        stages: Stage words with their codes, from `headings.stage_phrases`.
        visible: Whether the visible sheets are meant.
    """
    memory: dict[str, Heading | None] = {}

    def understood(cell: Cell) -> Heading | None:
        if cell.text not in memory:
            memory[cell.text] = read_heading(cell.text, stages) if cell.kind in ("text", "number") else None
        return memory[cell.text]

    return tuple(
        table
        for sheet in book.sheets
        if sheet.visible is visible
        for table in _Finder(book.file, sheet, understood).tables()
    )


class _Finder:
    """One sheet being searched."""

    def __init__(self, file: str, sheet: Sheet, understood: _Understood) -> None:
        self.file = file
        self.sheet = sheet
        self.understood = understood
        rows: dict[int, dict[int, Cell]] = {}
        for cell in sheet.cells:
            rows.setdefault(cell.row, {})[cell.column] = cell
        self.rows: Rows = rows
        self.order = sorted(rows)
        self.wide = {(top, left): right for top, left, _, right in sheet.merged if right > left}

    def tables(self) -> Iterator[Table]:
        """The sheet's tables, top to bottom."""
        starts: list[tuple[int, int, tuple[Column, ...]]] = []
        position = 0
        while position < len(self.order):
            found = self._heading_at(position, inside=bool(starts))
            if found is None:
                position += 1
                continue
            columns, rows_used = found
            starts.append((position, position + rows_used, columns))
            position += rows_used
        for (top, body, columns), end in zip(starts, [s[0] for s in starts[1:]] + [len(self.order)], strict=True):
            yield self._table(self.order[top], columns, self.order[body:end])

    def _heading_at(self, position: int, *, inside: bool) -> tuple[tuple[Column, ...], int] | None:
        """The columns named at this row, and how many rows name them; None when it is no heading row.

        A heading row names rows (by number or name) and something else. Inside a
        table three headings are asked for, so that a row of short words is not
        taken for one, unless the row holds nothing else.
        """
        cells = self.rows[self.order[position]]
        said = {column: heading for column, cell in cells.items() if (heading := self.understood(cell))}
        if len(said) < 2 or not any(heading.role in (Role.NUMBER, Role.NAME) for heading in said.values()):
            return None
        if inside and len(said) < 3 and len(said) < len(cells):
            return None
        above = self._group_row(position - 1, said)
        top = self._spread(above, said) if above else {}
        used = 1
        below = self.order[position + 1] if position + 1 < len(self.order) else None
        found: dict[int, tuple[Cell, Heading]] = {}
        if below is not None and self._is_second_row(self.rows[below], said):
            used = 2
            groups = self._spread(cells, self.rows[below])
            for column, cell in self.rows[below].items():
                found[column] = (cell, _joined(groups.get(column), self.understood(cell), self.understood))
        for column, heading in said.items():
            if used == 1 or (column not in found and not self._covers(cells[column], found)):
                found[column] = (cells[column], _joined(top.get(column), heading, self.understood))
        columns = self._columns(found)
        if not any(c.role in (Role.NUMBER, Role.NAME) for c in columns) or len(columns) < 2:
            return None
        if used == 1 or not self._counts_columns(position + used, columns):
            return self._settled(columns, position + used), used + self._counts_columns(position + used, columns)
        return self._settled(columns, position + used + 1), used + 1

    def _is_second_row(self, cells: Mapping[int, Cell], said: Mapping[int, Heading]) -> bool:
        """Whether a row below a heading row refines it: it holds headings, and nothing that names a row."""
        if not any(self.understood(cell) for cell in cells.values()):
            return False
        naming = [column for column, heading in said.items() if heading.role in (Role.NUMBER, Role.NAME)]
        return all(column not in cells or self._is_plain_heading(cells[column]) for column in naming) and all(
            self.understood(cell) is not None for column, cell in cells.items() if column in said
        )

    def _is_plain_heading(self, cell: Cell) -> bool:
        heading = self.understood(cell)
        return heading is not None and heading.role is not None

    def _group_row(self, position: int, said: Mapping[int, Heading]) -> Mapping[int, Cell] | None:
        """The row above when it holds group headings, none of them over the columns that name rows (a title does that)."""
        if position < 0 or self.order[position + 1] - self.order[position] != 1:
            return None
        cells = self.rows[self.order[position]]
        naming = [column for column, heading in said.items() if heading.role in (Role.NUMBER, Role.NAME)]
        if any(column <= naming_column <= self._right(cell) for column, cell in cells.items() for naming_column in naming):
            return None
        return cells if any(self.understood(cell) for cell in cells.values()) else None

    def _right(self, cell: Cell) -> int:
        return self.wide.get((cell.row, cell.column), cell.column)

    def _covers(self, cell: Cell, found: Mapping[int, object]) -> bool:
        """Whether a group heading has headings of its own below it."""
        return any(column in found for column in range(cell.column, min(self._right(cell), cell.column + 200) + 1))

    def _spread(self, groups: Mapping[int, Cell], below: Mapping[int, object]) -> dict[int, Cell]:
        """The group heading over each column: by its merge, or, unmerged, over the bare columns to its right."""
        over: dict[int, Cell] = {}
        for column in below:
            left = max((start for start in groups if start <= column), default=None)
            if left is None:
                continue
            cell = groups[left]
            if column <= self._right(cell) or (cell.row, left) not in self.wide:
                over[column] = cell
        return over

    def _columns(self, found: Mapping[int, tuple[Cell, Heading]]) -> tuple[Column, ...]:
        """Columns in order. A heading merged over several holds for each of them that has none of its own."""
        wide = dict(found)
        for column, (cell, heading) in found.items():
            if cell.column == column:
                for covered in range(column + 1, min(self._right(cell), column + 50) + 1):
                    wide.setdefault(covered, (cell, heading))
        hidden = self.sheet.hidden_columns
        # A stage or a year alone heads a level column; a word that is a stage's too is settled by what stands below.
        return tuple(
            Column(index, cell, h.role or Role.LEVEL, h.stage, h.year, h.second, index in hidden, h.either)
            for index, (cell, h) in sorted(wide.items())
        )

    def _settled(self, columns: tuple[Column, ...], body: int) -> tuple[Column, ...]:
        """The columns with doubtful words decided and those beyond an empty column marked."""
        rows = [self.rows[number] for number in self.order[body:]]
        naming = [column.index for column in columns if column.role in (Role.NUMBER, Role.NAME)]
        joined = _block({column.index for column in columns}, naming)
        settled = []
        for column in columns:
            role = column.role
            if column.apart:  # holds `either` until here
                texts = [one_line(row[column.index].text) for row in rows if column.index in row]
                filled = [text for text in texts if not is_blank(text)]
                role = Role.LEVEL if filled and all(_LEVEL_LIKE.fullmatch(text) for text in filled) else role
            stage = column.stage
            settled.append(replace(column, role=role, stage=stage, apart=column.index not in joined))
        return tuple(settled)

    def _counts_columns(self, position: int, columns: tuple[Column, ...]) -> bool:
        """Whether the row only numbers the columns: `(1) (2) (3)`, or 1 2 3 with a number where a name should be."""
        if position >= len(self.order):
            return False
        cells = self.rows[self.order[position]]
        texts = [one_line(cell.text) for _, cell in sorted(cells.items())]
        counted = [str(number) for number in range(1, len(texts) + 1)]
        if len(texts) >= 2 and texts == [f"({number})" for number in counted]:
            return True
        names = {column.index for column in columns if column.role is Role.NAME}
        return len(texts) >= 3 and texts == counted and bool(names & cells.keys())

    def _table(self, first_row: int, columns: tuple[Column, ...], numbers: list[int]) -> Table:
        lent = self._lent(columns, numbers)
        none: dict[int, Cell] = {}
        hidden = self.sheet.hidden_rows
        rows = tuple(Row(n, self.rows[n], lent.get(n, none), n in hidden) for n in numbers)
        return Table(self.file, self.sheet, first_row, columns, rows)

    def _lent(self, columns: tuple[Column, ...], numbers: list[int]) -> dict[int, dict[int, Cell]]:
        """Label cells that a merge lends to the rows below its first, by row and column."""
        labels = {column.index for column in columns if column.role in _LABELS}
        lent: dict[int, dict[int, Cell]] = {}
        spent = 0
        for top, left, bottom, right in self.sheet.merged:
            if bottom == top or not numbers or bottom < numbers[0] or top > numbers[-1]:
                continue
            anchor = self.rows.get(top, {}).get(left)
            under = [column for column in labels if left <= column <= right]
            if anchor is None or not under:
                continue
            for number in numbers[bisect_left(numbers, top + 1) :]:
                if number > bottom or spent > _MOST_SPREAD:
                    break
                spent += 1
                lent.setdefault(number, {}).update(dict.fromkeys(under, anchor))
        return lent
