"""Whether a row is a heading row, and which columns it names, together with a second row above or below it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from spbe_index.load.folding import fold, one_line, visible
from spbe_index.load.heading import Heading
from spbe_index.load.headings import HARMLESS, Role
from spbe_index.load.level import LEVEL_WORDS, is_blank
from spbe_index.load.sheets import Cell, Sheet

Cells = Mapping[int, Cell]
Understood = Callable[[Cell], Heading | None]

NAMING = (Role.NUMBER, Role.NAME)
#: Under these groups a column stays what the group says, whatever word for a value stands below.
_KEEPS = (Role.TARGET, Role.WEIGHT, Role.CRITERIA, Role.EXTERNAL)
#: Under these groups also a heading that is not understood is one more column of the group.
_GATHERS = (Role.EVIDENCE, Role.EXPLANATION, Role.CRITERIA)
#: A level as short as cells under a stage's heading have it; anything longer is a document's name.
_LEVEL_LIKE = r"(?i)(?:level|tingkat|lv)?[\s.]*(?:\d{1,2}(?:[.,]\d*)?|[ivx]{1,4})"
#: Brackets that may name what stands in the cells as well as the stage.
_DOCUMENTS = r"(?i)\s*(?:dokumen|document|bukti|evidence)\s*"
#: So many rows tell what a column holds.
_ROWS_ASKED = 500
#: A heading merged over more columns than this is a title.
_WIDEST = 50


class Column(NamedTuple):
    """One understood column.

    `heading` is the cell that names it; `second` gives way to a plainer heading
    for the same thing; `hidden` is as in the sheet; `apart` means that an empty
    column lies between it and the columns that name the rows.
    """

    number: int
    heading: Cell
    role: Role
    stage: str = ""
    year: int | None = None
    second: bool = False
    hidden: bool = False
    apart: bool = False


class HeadingRows:
    """The rows of one sheet, asked one by one whether they head a table."""

    def __init__(self, sheet: Sheet, rows: Mapping[int, Cells], order: list[int], understood: Understood) -> None:
        self._sheet = sheet
        self._rows = rows
        self._order = order
        self._understood = understood
        self._wide = {(top, left): right for top, left, _, right in sheet.merged if right > left}

    def at(self, position: int, *, inside: bool) -> tuple[tuple[Column, ...], int] | None:
        """The columns named by the row at a position, and how many rows name them; None when it is no heading row.

        A heading row names rows (by number or by name) and something else. Inside
        a table three headings are asked for, so that a row of short words is not
        taken for one, unless the row holds nothing else or names rows in both ways.
        """
        cells = self._rows[self._order[position]]
        said = {index: heading for index, cell in cells.items() if (heading := self._understood(cell))}
        naming = [index for index, heading in said.items() if heading.role in NAMING]
        roles = [heading.role for heading in said.values() if heading.role]
        enough = len(said) == len(cells) or len(roles) >= (3 if inside else 2) or {*NAMING} <= {*roles}
        if not naming or len(said) < 2 or not enough:
            return None
        found, used = self._found(position, cells, said, naming)
        naming = [index for index, (_, heading) in found.items() if heading.role in NAMING]
        if not naming:
            return None
        body = position + used
        if self._counts_columns(body, [index for index in naming if found[index][1].role is Role.NAME]):
            body += 1
        return self._columns(found, naming, body), body - position

    def _found(
        self, position: int, cells: Cells, said: Mapping[int, Heading], naming: list[int]
    ) -> tuple[dict[int, tuple[Cell, Heading]], int]:
        """Heading cell and meaning of each column, from one row or from two."""
        found: dict[int, tuple[Cell, Heading]] = {}
        below = self._neighbour(position, 1)
        if below and self._refines(below, said, naming):
            groups = self._over(cells, below)
            for index, cell in below.items():
                if heading := self._joined(groups.get(index), cell):
                    found[index] = (cell, heading)
            for index, heading in said.items():
                if not any(under in found for under in range(index, self._right(cells[index]) + 1)):
                    found[index] = (cells[index], heading)
            return found, 2
        above = self._neighbour(position, -1)
        groups = self._over(above, cells) if above and self._groups(above, naming) else {}
        for index in said:
            if heading := self._joined(groups.get(index), cells[index]):
                found[index] = (cells[index], heading)
        return found, 1

    def _neighbour(self, position: int, step: int) -> Cells | None:
        other = position + step
        if not 0 <= other < len(self._order) or self._order[other] != self._order[position] + step:
            return None
        return self._rows[self._order[other]]

    def _refines(self, below: Cells, said: Mapping[int, Heading], naming: list[int]) -> bool:
        """Whether the row below is a second heading row: all headings, and nothing that names a row.

        It heads more than the columns that name rows, where "Aspek 1" alone begins the rows of an aspect.
        """
        return (
            any(
                (heading := self._understood(cell)) and index not in naming and not _numbered(heading, cell)
                for index, cell in below.items()
            )
            and all(
                self._understood(cell) or said[index].role in _GATHERS for index, cell in below.items() if index in said
            )
            and all((h := self._understood(below[index])) and h.role for index in naming if index in below)
        )

    def _groups(self, above: Cells, naming: list[int]) -> bool:
        """Whether the row above holds group headings. One that reaches over the naming columns is a title."""
        title = any(left <= index <= self._right(cell) for left, cell in above.items() for index in naming)
        return not title and any(self._understood(cell) for cell in above.values())

    def _right(self, cell: Cell) -> int:
        return min(self._wide.get((cell.row, cell.column), cell.column), cell.column + _WIDEST)

    def _over(self, groups: Cells, below: Iterable[int]) -> dict[int, Cell]:
        """The group heading over each column: by its merge or, unmerged, over the columns that follow without a gap."""
        over: dict[int, Cell] = {}
        columns = set(below)
        starts = sorted(groups)
        for index in columns:
            before = bisect_right(starts, index)
            if not before:
                continue
            left = starts[before - 1]
            merged = (groups[left].row, left) in self._wide
            reaches = not merged and index - left <= _WIDEST and columns.issuperset(range(left + 1, index))
            if reaches or index <= self._right(groups[left]):
                over[index] = groups[left]
        return over

    def _joined(self, group: Cell | None, cell: Cell) -> Heading | None:
        """What a heading says under its group heading."""
        own = self._understood(cell)
        top = self._understood(group) if group else None
        if top is None:
            return own
        if own is None:
            return top if top.role in _GATHERS else None
        stage, year = own.stage or top.stage, own.year or top.year
        if own.role is None or (own.either and top.role is Role.LEVEL):
            return Heading(top.role, stage, year, top.second)
        if own.role is Role.LEVEL and top.role in _KEEPS:
            return Heading(top.role, stage, year)
        return own._replace(stage=stage, year=year)

    def _counts_columns(self, position: int, names: list[int]) -> bool:
        """Whether a row only counts the columns: `(1) (2) (3)`, or 1 2 3 with a number where a name should be."""
        if position >= len(self._order):
            return False
        cells = self._rows[self._order[position]]
        texts = [one_line(cell.text) for _, cell in sorted(cells.items())]
        count = range(1, len(texts) + 1)
        if len(texts) >= 2 and texts == [f"({number})" for number in count]:
            return True
        return len(texts) >= 3 and texts == [str(number) for number in count] and any(index in cells for index in names)

    def _columns(self, found: Mapping[int, tuple[Cell, Heading]], naming: list[int], body: int) -> tuple[Column, ...]:
        """The columns, left to right. A heading merged over several holds for each that has none of its own."""
        wide = dict(found)
        for index, (cell, heading) in found.items():
            if cell.column == index:
                for covered in range(index + 1, self._right(cell) + 1):
                    wide.setdefault(covered, (cell, heading))
        rows = {cell.row for cell, _ in wide.values()}
        block = _main_block({index for row in rows for index in self._rows[row]} | wide.keys(), wide, naming)
        hidden = self._sheet.hidden_columns
        return tuple(
            Column(
                index,
                cell,
                self._role(index, cell, h, body),
                h.stage,
                h.year,
                h.second,
                index in hidden,
                index not in block,
            )
            for index, (cell, h) in sorted(wide.items())
            # Names and numbers beyond an empty column are those of a list beside the table.
            if index in block or h.role not in NAMING
        )

    def _role(self, index: int, cell: Cell, heading: Heading, body: int) -> Role:
        """What a column holds: where a heading may mean levels or documents, what its cells are."""
        if heading.either:
            return Role.LEVEL if heading.role is None or self._holds_levels(index, body) else heading.role
        if heading.role in (None, Role.LEVEL) and heading.stage and self._speaks_of_documents(cell):
            return Role.EVIDENCE if self._holds_names(index, body) else Role.LEVEL
        # A stage or a year alone heads a level column.
        return heading.role or Role.LEVEL

    def _speaks_of_documents(self, cell: Cell) -> bool:
        return any(
            re.fullmatch(_DOCUMENTS, aside) for aside in re.findall(r"[(\[]([^()\[\]]*)[)\]]", visible(cell.text))
        )

    def _holds_names(self, index: int, body: int) -> bool:
        """Whether the filled cells of a column, in the rows that follow a position, are words and none a level."""
        rows = (self._rows[number] for number in self._order[body : body + _ROWS_ASKED])
        filled = [fold(text).split() for row in rows if index in row and not is_blank(text := row[index].text)]
        return bool(filled) and all(
            len(words) > 1
            and words[0].isalpha()
            and words[0] not in LEVEL_WORDS
            and any(word.isalpha() and word not in HARMLESS for word in words)
            for words in filled
        )

    def _holds_levels(self, index: int, body: int) -> bool:
        """Whether every filled cell of a column, in the rows that follow a position, looks like a level."""
        rows = (self._rows[number] for number in self._order[body : body + _ROWS_ASKED])
        filled = [text for row in rows if index in row and not is_blank(text := row[index].text)]
        return bool(filled) and all(re.fullmatch(_LEVEL_LIKE, one_line(text)) for text in filled)


def _numbered(heading: Heading, cell: Cell) -> bool:
    """Whether a cell names one domain or aspect of several, not the column of them."""
    return heading.role in (Role.DOMAIN, Role.ASPECT) and any(sign.isdigit() for sign in cell.text)


def _main_block(present: set[int], understood: Iterable[int], naming: list[int]) -> set[int]:
    """The unbroken run of columns that is the table: of those that name rows, the one with most headings."""
    best: tuple[int, int] | None = None
    block: set[int] = set()
    known = set(understood)
    seen: set[int] = set()
    for start in sorted(naming):
        if start in seen:
            continue
        run = {start}
        for step in (-1, 1):
            index = start + step
            while index in present:
                run.add(index)
                index += step
        seen |= run
        if best is None or (len(run & known), -start) > best:
            best, block = (len(run & known), -start), run
    return block
