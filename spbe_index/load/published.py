"""Lists of published results: a table of agencies with their indices in, rows and problems out.

The table may be one of the shipped lists, what `spbe batch` or `spbe rank` wrote, or any other
with a column of agencies and one of indices; a group may stand in a row of its own above its agencies.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.exact import display, half_up, parse_exact
from spbe_index.core.kinds import kind_named, kind_of, region_of
from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.core.published import INDEX, Listed, Published
from spbe_index.load.folding import one_line
from spbe_index.load.level import is_blank, read_number
from spbe_index.load.list_headings import NODE_CODE, read_list_heading, title_year
from spbe_index.load.rubric import rubric_for_year
from spbe_index.load.rubric.shelf import shelf
from spbe_index.load.sheets import DEFAULT_LIMITS, Book, Cell, Limits, Sheet, read_book
from spbe_index.load.titles import instrument_in, is_instrument

#: The most an index or a value can be in any national instrument.
_HIGHEST = 5
_YEAR = r"20\d\d"
_SHOWN = 60

_Cells = Mapping[int, Cell]


class _Table(NamedTuple):
    """Where the list stands: its sheet, the row of its headings, its columns by what they hold, its rows."""

    sheet: Sheet
    heading: int
    columns: Mapping[str, int]
    rows: tuple[_Cells, ...]


def read_published(
    path: str | os.PathLike[str], *, limits: Limits = DEFAULT_LIMITS, encoding: str | None = None
) -> tuple[Published, tuple[Problem, ...]]:
    """Read a list of results from an xlsx, xls, xlsb, ods, csv or parquet file, or "-" for standard input.

    Raises:
        SpbeError: the file cannot be read, or holds no list (E810) or no row that can be used.

    """
    return understand_list(read_book(path, shown=os.path.basename(os.fspath(path)), limits=limits, encoding=encoding))


def understand_list(book: Book) -> tuple[Published, tuple[Problem, ...]]:
    """The rows of the first list in a book, and every cell of it that is not understood.

    Raises:
        SpbeError: E810, no sheet has a list; or no row can be used, with what was wrong with each.

    """
    table = _find(book)
    if table is None:
        raise SpbeError(problem("E810", Place(book.file), cause="headings"))
    reading = _Reading(book, table)
    rows = reading.read()
    rows = reading.comparable(rows)
    problems = (*_of_the_table(book, table), *reading.problems)
    if not rows:
        raise SpbeError(*(reading.problems or [problem("E810", Place(book.file, table.sheet.name), cause="rows")]))
    return Published(book.file, rows, frozenset(reading.apart)), problems


def _find(book: Book) -> _Table | None:
    for sheet in book.sheets:
        if not sheet.visible:
            continue
        rows: dict[int, dict[int, Cell]] = {}
        for cell in sheet.cells:
            rows.setdefault(cell.row, {})[cell.column] = cell
        order = sorted(rows)
        for at, number in enumerate(order):
            columns = _columns(rows[number])
            below = rows[order[at + 1]] if at + 1 < len(order) else {}
            if "agency" not in columns:
                continue
            # A second row of headings: names of domains under a heading that spans them.
            second = _columns(below) if columns["agency"] not in below else {}
            columns = second | columns
            if INDEX in columns:
                start = at + (2 if second else 1)
                return _Table(sheet, number, columns, tuple(rows[n] for n in order[start:]))
    return None


def _of_the_table(book: Book, table: _Table) -> tuple[Problem, ...]:
    """What the reader noticed, without the lengths of lines that are no rows of the table: titles, groups, notes."""
    agency = table.columns["agency"]
    rows = {f"A{cells[agency].row}" for cells in table.rows if agency in cells and len(cells) > 1}
    if any(found.code == "W117" and found.place.cell in rows for found in book.problems):
        return tuple(found for found in book.problems if found.code != "W117" or found.place.cell in rows)
    return tuple(found for found in book.problems if found.code not in ("W117", "W123"))


def _columns(cells: _Cells) -> dict[str, int]:
    """Columns by what they hold; the first of two that hold the same."""
    found: dict[str, int] = {}
    for column, cell in sorted(cells.items()):
        role = read_list_heading(cell.text) if cell.kind == "text" else None
        if role is not None and role != "other":
            found.setdefault(role, column)
    return found


class _Reading:
    """Reads one table row by row and keeps what is wrong."""

    def __init__(self, book: Book, table: _Table) -> None:
        self._file = book.file
        self._table = table
        self._nodes = [role for role in table.columns if re.fullmatch(r"[DA]\d+", role)]
        self._title_year = _title_year(table)
        self._group = ""
        #: Exact indices tell what the program has written: batches, rankings, the lists that ship with it.
        self._our_own = "index_exact" in table.columns
        self._known = {name: one for name, one in shelf().items() if one}
        #: The instruments met that are none of ours.
        self.apart: set[str] = set()
        self.problems: list[Problem] = []

    def read(self) -> tuple[Listed, ...]:
        """The rows that can be used."""
        self._say_headings()
        found: dict[tuple[str, int], Listed] = {}
        for cells in self._table.rows:
            row = self._row(cells)
            if row is None:
                continue
            first = found.setdefault((row.key, row.year), row)
            if first is not row:
                self._say("E813", row.place, agency=row.agency, year=row.year, first=first.place.cell)
        return tuple(found.values())

    def comparable(self, rows: tuple[Listed, ...]) -> tuple[Listed, ...]:
        """The rows of each year whose indices mean the same, and E894 for each instrument that is left out.

        The national instruments share a scale; beside them no other is kept, and without them one alone.
        """
        counts: dict[int, dict[str, list[Listed]]] = {}
        for row in rows:
            scale = row.rubric if row.rubric in self.apart else ""
            counts.setdefault(row.year, {}).setdefault(scale, []).append(row)
        out: set[tuple[int, str]] = set()
        for year, scales in counts.items():
            for rubric, of_it in scales.items() if len(scales) > 1 else ():
                if rubric:
                    out.add((year, rubric))
                    first = of_it[0]
                    self._say("E894", first.place, year=year, rubric=rubric, agency=first.agency, count=len(of_it))
        return tuple(row for row in rows if (row.year, row.rubric) not in out)

    def _say(self, code: str, place: Place, **args: object) -> None:
        self.problems.append(problem(code, place, **args))

    def _say_headings(self) -> None:
        """N816 for each heading that is not understood, E815 for each that says what another has said."""
        columns = self._table.columns
        for cell in self._table.sheet.cells:
            if cell.row != self._table.heading or cell.column in columns.values():
                continue
            role = read_list_heading(cell.text)
            found = one_line(cell.text)[:_SHOWN]
            if role is None and self._our_own and re.fullmatch(NODE_CODE, found):
                continue  # a node of an instrument that is none of ours
            if role is None:
                self._say("N816", self._place(cell), found=found)
            elif role in columns:
                first = Cell(cell.row, columns[role], "text", "").name
                self._say("E815", self._place(cell), found=found, first=first)

    def _place(self, cell: Cell) -> Place:
        return Place(self._file, self._table.sheet.name, cell.name)

    def _cell(self, cells: _Cells, role: str) -> Cell | None:
        """The cell of a column, None where there is no such column or nothing in it."""
        cell = cells.get(self._table.columns.get(role, 0))
        return None if cell is None or is_blank(cell.text) else cell

    def _text(self, cells: _Cells, role: str) -> str:
        cell = self._cell(cells, role)
        return one_line(cell.text) if cell else ""

    def _row(self, cells: _Cells) -> Listed | None:
        name, index = self._cell(cells, "agency"), self._cell(cells, INDEX)
        if name is None or index is None:
            self._half_row(cells, name, index)
            return None
        agency = one_line(name.text)
        year = self._year(cells, name)
        rubric, apart = self._rubric(cells)
        printed = self._number(index, apart=apart)
        if printed is None:
            beyond = self._number(index, apart=True) is not None
            advice = "beyond" if beyond else "apart" if apart else "number"
            self._say("E811", self._place(index), agency=agency, found=one_line(index.text)[:_SHOWN], advice=advice)
        if year is None or printed is None:
            return None
        group = self._text(cells, "group") or self._group
        kind = kind_named(self._text(cells, "kind")) or kind_of(group, agency)
        if not kind and not apart:
            self._say("W815", self._place(name), agency=agency)
        return Listed(
            agency=agency,
            year=year,
            rubric=rubric or rubric_for_year(year) or "",
            printed=half_up(printed),
            exact=self._exact(cells, printed),
            group=group,
            kind=kind,
            region=self._text(cells, "region") or region_of(group),
            band=self._text(cells, "band"),
            values=self._values(cells, agency, apart=apart),
            place=self._place(name),
        )

    def _half_row(self, cells: _Cells, name: Cell | None, index: Cell | None) -> None:
        """A row with no agency or no index: the name of a group, a line under the table, or something to tell."""
        if index is not None and read_number(index.text) is not None:
            self._say("E814", self._place(index), found=one_line(index.text)[:_SHOWN])
        if index is not None:
            return
        texts = [one_line(cell.text) for cell in cells.values() if not is_blank(cell.text)]
        heads = [text for text in texts if kind_named(text) or region_of(text)]
        if "group" not in self._table.columns and len(heads) == 1 and len(texts) <= 2:
            self._group = heads[0]
        elif name is not None and len(texts) > 1:
            self._say("W811", self._place(name), agency=one_line(name.text))

    def _year(self, cells: _Cells, name: Cell) -> int | None:
        """The year of a row; that of the title where the table has no such column; None when neither tells."""
        cell = self._cell(cells, "year")
        if "year" not in self._table.columns and self._title_year:
            return self._title_year
        text = one_line(cell.text) if cell else ""
        if re.fullmatch(_YEAR, text):
            return int(text)
        self._say("E812", self._place(cell or name), agency=one_line(name.text), found=text[:_SHOWN])
        return None

    def _rubric(self, cells: _Cells) -> tuple[str, bool]:
        """The instrument that a row names ("" none), and whether it is none of ours."""
        text = self._text(cells, "rubric")
        rubric = instrument_in(text, self._known) or text.casefold()
        ours = rubric in self._known
        apart = not ours and is_instrument(text, self._known)
        if apart:
            self.apart.add(rubric)
        return rubric, apart

    def _number(self, cell: Cell, *, apart: bool) -> Fraction | None:
        """A number on the scale of the national instruments; any, where the row is of another (`apart`)."""
        value = read_number(cell.text) if cell.kind in ("text", "number") else None
        return value if value is not None and (apart or 0 <= value <= _HIGHEST) else None

    def _exact(self, cells: _Cells, printed: Fraction) -> Fraction | None:
        """The exact index: of its own column where it rounds to the printed one, else an index of more decimals."""
        cell = self._cell(cells, "index_exact")
        if cell is None:
            return printed if printed != half_up(printed) else None
        try:
            exact: Fraction | None = parse_exact(one_line(cell.text).replace(",", "."))
        except ValueError:
            exact = None
        if exact is not None and half_up(exact) == half_up(printed):
            return exact
        self._say("W814", self._place(cell), found=one_line(cell.text)[:_SHOWN], printed=display(printed))
        return None

    def _values(self, cells: _Cells, agency: str, *, apart: bool) -> tuple[tuple[str, Fraction], ...]:
        found: list[tuple[str, Fraction]] = []
        for code in self._nodes:
            if cell := self._cell(cells, code):
                value = self._number(cell, apart=apart)
                if value is None:
                    place = self._place(cell)
                    self._say("W817", place, agency=agency, node=code, found=one_line(cell.text)[:_SHOWN])
                else:
                    found.append((code, half_up(value)))
        return tuple(found)


def _title_year(table: _Table) -> int | None:
    """The one year that the lines above the table name, regulations aside; None when they name none or several."""
    return title_year(cell.text for cell in table.sheet.cells if cell.row <= table.heading)
