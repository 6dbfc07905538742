"""One pass over a worksheet's XML for what the fast reader does not tell.

calamine returns the same blank for an error, for a formula that nobody has
calculated and for an empty cell, and fills a rectangle as far as the furthest
cell. This pass finds the errors, the formulas without a value, the merged
ranges, the hidden rows and columns, the drop-downs, and how far the sheet reaches.
"""

from pyexpat import ExpatError

from .plain_rows import plain_rows
from .prolog import make_parser
from .refusal import MAX_CELLS, MAX_CHOICES, MAX_COLUMNS, MAX_MERGED, MAX_ROWS, MAX_TEXT, damaged, too_large
from .values import DATE, ERROR, FORMULA, Found, column_of
from .zipped import Zip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_CELL, _ROW, _FORMULA, _VALUE, _INLINE, _MERGE, _COLUMN, _DROPDOWN, _OFFER, _PROTECTION = range(1, 11)
_KINDS = {
    "c": _CELL,
    "row": _ROW,
    "f": _FORMULA,
    "v": _VALUE,
    "is": _INLINE,
    "mergeCell": _MERGE,
    "col": _COLUMN,
    "dataValidation": _DROPDOWN,
    "formula1": _OFFER,
    "sheetProtection": _PROTECTION,
}
_CONTENTS = (_VALUE, _INLINE)
_TRUE = ("1", "true")


class Scan:
    """Adds to `found` what one worksheet part holds; see the module."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.rows = self.columns = 0  # how far the cells reach
        self._known = dict(_KINDS)
        self._row = self._column = -1
        self._values = 0
        self._type = ""
        self._in_cell = self._has_formula = self._followed = False
        self._text: list[str] = []
        self._formula = self._value = ""
        self._parser = make_parser(found.name)
        self._parser.ordered_attributes = True
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._dropdown = ""
        self._ends = {
            _CELL: self._end_cell,
            _FORMULA: self._end_formula,
            _VALUE: self._end_value,
            _OFFER: self._end_offer,
        }

    def read(self, chunks: "Iterable[bytes]", part: str) -> None:
        """Read the whole part.

        Raises:
            RefusedError: A limit is passed (E118), or the XML is not well-formed (E103).

        """
        try:
            for chunk in chunks:
                self._parser.Parse(chunk, False)
            self._parser.Parse(b"", True)
        except (ExpatError, ValueError, LookupError) as error:
            raise damaged(f"{part}: {error}") from None

    def read_around(self, data: bytes, start: int, end: int, part: str) -> None:
        """Read the part but for what lies between two places, of which only the form is looked at.

        Raises:
            RefusedError: As `read`.

        """
        try:
            self._parser.Parse(data[:start], False)
            self._parser.StartElementHandler = None
            self._parser.Parse(data[start:end], False)
            self._parser.StartElementHandler = self._start
            self._parser.Parse(data[end:], True)
        except (ExpatError, ValueError, LookupError) as error:
            raise damaged(f"{part}: {error}") from None

    def _start(self, name: str, attributes: list[str]) -> None:
        kind = self._known.get(name)
        if kind is None:
            kind = self._known[name] = _KINDS.get(name.rpartition(":")[2], 0)
        if kind == _CELL:
            self._start_cell(attributes)
        elif kind in _CONTENTS:
            self._values += 1
            if self._values > MAX_CELLS:
                raise too_large(MAX_CELLS, "cells", sheet=self.found.name)
            if kind == _VALUE and self._followed:
                self._listen()
        elif kind == _FORMULA and self._in_cell:
            self._has_formula = True
            self._listen()
            self._follow(True)
        elif kind == _ROW:
            self._start_row(_named(attributes))
        elif kind == _MERGE:
            self._merge(_named(attributes).get("ref", ""))
        elif kind == _COLUMN:
            self._hide_columns(_named(attributes))
        elif kind == _DROPDOWN:
            named = _named(attributes)
            self._dropdown = named.get("sqref", "")[:MAX_TEXT] if named.get("type") == "list" else ""
        elif kind == _PROTECTION:
            self.found.locked = _named(attributes).get("sheet") in _TRUE
        elif kind == _OFFER and self._dropdown:
            self._listen()
            self._follow(True)

    def _start_cell(self, attributes: list[str]) -> None:
        self._column += 1
        self._type = ""
        for place in range(0, len(attributes), 2):
            if attributes[place] == "r":
                self._go_to(attributes[place + 1])
            elif attributes[place] == "t":
                self._type = attributes[place + 1]
        if self._column >= self.columns:
            if self._column >= MAX_COLUMNS:
                raise too_large(MAX_COLUMNS, "columns", sheet=self.found.name)
            self.columns = self._column + 1
        if self._row >= self.rows:
            if self._row >= MAX_ROWS:
                raise too_large(MAX_ROWS, "rows", sheet=self.found.name)
            self.rows = self._row + 1
        self._in_cell = True
        self._has_formula = False
        self._formula = self._value = ""
        # Only errors, dates in words and formulas are followed to their end.
        self._follow(self._type in ("e", "d"))

    def _follow(self, followed: bool) -> None:
        if followed is not self._followed:
            self._followed = followed
            self._parser.EndElementHandler = self._end if followed else None

    def _go_to(self, name: str) -> None:
        digits = name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        column = column_of(name[: len(name) - len(digits)])
        if column < 0 or not (digits.isascii() and digits.isdigit()) or len(digits) > 12 or digits == "0":
            raise damaged(f"cell {name[:20]!r}")
        self._column, self._row = column, int(digits) - 1

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        if number:
            if not (number.isascii() and number.isdigit()) or len(number) > 12 or int(number) == 0:
                raise damaged(f"row {number[:20]!r}")
            self._row = int(number) - 1
        else:
            self._row += 1
        if self._row >= MAX_ROWS:
            raise too_large(MAX_ROWS, "rows", sheet=self.found.name)
        self._column = -1
        if attributes.get("hidden") in _TRUE:
            self.found.hidden_rows.add(self._row)

    def _listen(self) -> None:
        self._text = []
        self._parser.CharacterDataHandler = self._text.append

    def _end(self, name: str) -> None:
        self._ends.get(self._known.get(name, 0), _nothing)()

    def _end_formula(self) -> None:
        self._formula = self._heard()

    def _end_value(self) -> None:
        self._value = self._heard()

    def _end_offer(self) -> None:
        if self._dropdown and len(self.found.choices) < MAX_CHOICES:
            self.found.choices.append((self._dropdown, self._heard()))
        self._dropdown = ""

    def _heard(self) -> str:
        self._parser.CharacterDataHandler = None
        return "".join(self._text)[: MAX_TEXT - 1]

    def _end_cell(self) -> None:
        found, value = self.found, self._value
        if self._type == "e":
            found.know(self._row, self._column, ERROR, value.strip() or "#VALUE!")
        elif self._has_formula and not value and self._type not in ("str", "s", "inlineStr"):
            found.know(self._row, self._column, FORMULA, f"={self._formula}" if self._formula else "")
        elif self._type == "d" and value:
            found.know(self._row, self._column, DATE, value.strip().removesuffix("T00:00:00"))
        if self._has_formula:
            found.formulas += 1
            found.zeros += value == "0"
        self._in_cell = False

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        corners = [_corner(first), _corner(last or first)]
        if len(self.found.merged) >= MAX_MERGED:
            raise too_large(MAX_MERGED, "merged", sheet=self.found.name)
        if None not in corners:
            (top, left), (bottom, right) = corners  # type: ignore[misc]  # neither is None
            self.found.merged.append((top, left, bottom, right))

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE and len(self.found.hidden_columns) < MAX_COLUMNS:
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdecimal() and last.isdecimal() and len(first) < 6 and len(last) < 6:
                self.found.hidden_columns.append((int(first) - 1, min(int(last), MAX_COLUMNS) - 1))


def _named(attributes: list[str]) -> dict[str, str]:
    return dict(zip(attributes[::2], attributes[1::2], strict=True))


def _corner(name: str) -> tuple[int, int] | None:
    """Row and column, counted from 1, of a cell's name such as D17."""
    digits = name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    column = column_of(name[: len(name) - len(digits)])
    if column < 0 or column >= MAX_COLUMNS or not (digits.isascii() and digits.isdigit()) or len(digits) > 7:
        return None
    return int(digits), column + 1


def _nothing() -> None:
    """The end of an element that does not matter."""


#: A part larger than this is scanned in any case: it is not held in memory as a whole.
_TOO_LARGE = 64_000_000


def look_at(package: Zip, part: str, found: Found) -> int:
    """Scan a worksheet part, passing over rows in which there is nothing to be found.

    Returns how many cells the rectangle from A1 to the furthest cell holds; 0 when no cell is far.

    Raises:
        RefusedError: A limit is passed (E118), or the XML is not well-formed (E103).

    """
    scan = Scan(found)
    if package.members[part.lower()][4] < _TOO_LARGE:
        data = package.read(part)
        start, end = plain_rows(data)
        if end:
            scan.read_around(data, start, end, part)
            return 0
        scan.read([data], part)
    else:
        scan.read(package.chunks(part), part)
    return scan.rows * scan.columns
