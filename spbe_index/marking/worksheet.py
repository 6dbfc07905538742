"""One worksheet part: where its rows and cells stand, and what is known of them."""

from __future__ import annotations

from collections.abc import Collection
from pyexpat import ExpatError

from spbe_index.load.door.prolog import make_parser
from spbe_index.load.door.refusal import damaged
from spbe_index.marking.cells import Position, position, within
from spbe_index.marking.markup import Element, local, start_tag

_TRUE = ("1", "true")


class Row:
    """One `<row>`: its element, its cells as (column, offset, format), and where further cells may follow."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.cells: list[tuple[int, int, int]] = []
        self.after_cells = 0


class Worksheet:
    """What a worksheet part holds.

    Args:
        data: The part.
        part: Its name.
        rows: Numbers of the rows whose cells are of interest.
        formats: Formats of which every cell is to be found, whatever its row.

    """

    def __init__(self, data: bytes, part: str, rows: Collection[int], formats: Collection[int] = ()) -> None:
        self.data = data
        self.parts: list[Element] = []  # what stands directly below the root, in order
        self.rows: dict[int, Row] = {}  # those asked for
        self.numbers: list[int] = []  # of every row, in order
        self.starts: list[int] = []  # where each begins
        self.found: list[Position] = []  # cells that have one of the formats
        self.merged: list[tuple[Position, Position]] = []
        self.columns: list[tuple[int, int, dict[str, str]]] = []
        self.heights: dict[int, int] = {}  # in pixels, where a row says so
        self._wanted = set(rows)
        self._formats = set(formats)
        self._row: Row | None = None
        self._at = (0, 0)
        self._depth = 0
        self.root = Element("", {}, 0, b"")
        self._parser = make_parser(part)
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end
        try:
            self._parser.Parse(data, True)
        except (ExpatError, ValueError, LookupError) as error:
            raise damaged(f"{part}: {error}") from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 4:
            if (self._row or self._formats) and self.parts[-1].local == "sheetData":
                self._start_cell(local(name), attributes)
        elif self._depth == 3:
            within = self.parts[-1].local
            if within == "sheetData":
                self._start_row(name, attributes)
            elif within == "cols":
                first, last = attributes.get("min", ""), attributes.get("max", "")
                if first.isdecimal() and last.isdecimal() and len(first + last) < 12:
                    self.columns.append((int(first), int(last), attributes))
            elif within == "mergeCells":
                first, _, last = attributes.get("ref", "").partition(":")
                corners = position(first), position(last or first)
                if corners[0] and corners[1]:
                    self.merged.append((corners[0], corners[1]))
        elif self._depth <= 2:
            element = self._element(name, attributes)
            if self._depth == 1:
                self.root = element
            else:
                self.parts.append(element)

    def _element(self, name: str, attributes: dict[str, str]) -> Element:
        at = self._parser.CurrentByteIndex
        return Element(name, attributes, at, start_tag(self.data, at))

    def _start_row(self, name: str, attributes: dict[str, str]) -> None:
        given = attributes.get("r", "")
        number = int(given) if given.isdecimal() and len(given) < 8 else self._at[0] + 1
        self._at = (number, 0)
        self.numbers.append(number)
        self.starts.append(self._parser.CurrentByteIndex)
        if "ht" in attributes or "hidden" in attributes:
            self.heights[number] = 0 if attributes.get("hidden") in _TRUE else _pixels(attributes.get("ht", ""), 4, 3)
        self._row = None
        if number in self._wanted:
            self._row = self.rows.setdefault(number, Row(self._element(name, attributes)))

    def _start_cell(self, name: str, attributes: dict[str, str]) -> None:
        row, at = self._row, self._parser.CurrentByteIndex
        if name != "c":
            if row and not row.after_cells:
                row.after_cells = at
            return
        self._at = position(attributes.get("r", "")) or (self._at[0], self._at[1] + 1)
        shown = attributes.get("s", "0")
        number = int(shown) if shown.isdecimal() and len(shown) < 7 else 0
        if row:
            row.cells.append((self._at[1], at, number))
        if number in self._formats:
            self.found.append(self._at)

    def _end(self, _: str) -> None:
        self._depth -= 1
        closed = None
        if self._depth == 0:
            closed = self.root
        elif self._depth == 1:
            closed = self.parts[-1]
        elif self._depth == 2 and self._row and self.parts[-1].local == "sheetData":
            closed = self._row.element
            self._row.after_cells = self._row.after_cells or self._parser.CurrentByteIndex
        if closed is not None and not closed.empty:
            closed.close = self._parser.CurrentByteIndex
            closed.end = self.data.index(b">", closed.close) + 1

    def part(self, name: str) -> Element | None:
        """The first element of this name directly below the root."""
        return next((part for part in self.parts if part.local == name), None)

    def anchor(self, place: Position) -> Position:
        """The cell that shows at this place: the first of the merge over it, or the cell itself."""
        return next((first for first, last in self.merged if within(place, first, last)), place)

    def format_of(self, place: Position) -> int:
        """The format of a cell; of one that is not written, that of its row or column."""
        cell = self.cell(place)
        if cell is not None:
            return cell[2]
        row = self.rows.get(place[0])
        if row and row.element.get("customFormat") in _TRUE:
            return _number(row.element.get("s"))
        styles = (found.get("style", "") for first, last, found in self.columns if first <= place[1] <= last)
        return _number(next(styles, ""))

    def width(self, column: int) -> int:
        """The width of a column in pixels."""
        for first, last, found in self.columns:
            if first <= column <= last:
                return 0 if found.get("hidden") in _TRUE else _pixels(found.get("width", ""), 7, 1) + 5
        return 64

    def cell(self, place: Position) -> tuple[int, int, int] | None:
        """Column, offset and format of a cell that is written in the part."""
        row = self.rows.get(place[0])
        return next((cell for cell in row.cells if cell[0] == place[1]), None) if row else None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0


def _pixels(size: str, over: int, under: int) -> int:
    """A height in points or a width in letters as whole pixels; 20 when it is no number."""
    whole = size.partition(".")[0]
    return int(whole) * over // under if whole.isdecimal() and len(whole) < 5 else 20
