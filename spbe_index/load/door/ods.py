"""OpenDocument spreadsheets, read cell by cell from `content.xml`.

The libraries return a blank for an error and for a formula that nobody has
calculated, and fill rectangles that a few bytes can make enormous. The format
says everything in plain elements, so they are read as they come.
"""

from pyexpat import ExpatError

from .ooxml import elements
from .prolog import make_parser
from .reading import Reading
from .refusal import MAX_COLUMNS, MAX_MERGED, MAX_ROWS, MAX_SHEETS, MAX_TEXT, RefusedError, damaged, too_large
from .values import BOOLEAN, DATE, ERROR, FORMULA, TEXT, Found, duration, number
from .zipped import Zip

#: What an error looks like in the text of a cell.
_ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!")
#: Elements whose contents are no part of a cell's value or of a sheet's cells.
_ASIDE = frozenset(
    ("annotation", "tracked-changes", "dde-links", "shapes", "frame", "forms", "table-source", "named-expressions")
)
_CELLS = ("table-cell", "covered-table-cell")


def read_ods(package: Zip) -> Reading:
    """Read an OpenDocument spreadsheet.

    Raises:
        RefusedError: It is encrypted or damaged, or passes a limit.

    """
    manifest = "META-INF/manifest.xml"
    if manifest in package and any(name == "encryption-data" for name, _ in elements(package.read(manifest), manifest)):
        raise RefusedError("E102")
    if "content.xml" not in package:
        raise damaged("content.xml: missing")
    content = _Content()
    try:
        for chunk in package.chunks("content.xml"):
            content.parser.Parse(chunk, False)
        content.parser.Parse(b"", True)
    except (ExpatError, ValueError, LookupError) as error:
        raise damaged(f"content.xml: {error}") from None
    said: list[tuple[str, dict[str, str]]] = []
    if any(
        name.startswith(("basic/", "scripts/")) and name.endswith((".xml", ".py", ".js")) for name in package.members
    ):
        said.append(("N115", {}))
    if content.links:
        said.append(("N116", {}))
    reading = Reading("ods", "expat", content.sheets, said)
    reading.locked = content.locked
    return reading


class _Content:
    """Follows the elements of `content.xml`; the state is where in the sheet the parser stands."""

    def __init__(self) -> None:
        self.sheets: list[Found] = []
        self.links = self.locked = False
        self.parser = make_parser("content.xml")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.buffer_text = True
        self._names: dict[str, str] = {}
        self._aside = 0  # depth inside an element that does not matter
        self._tables = 0  # depth of tables: only the outermost are sheets
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._row = self._column = self._next_column = 0
        self._row_repeat = 1
        self._row_cells: list[tuple[int, int, str, str]] = []  # column, times repeated, kind, text
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[list[str]] = []

    def _local(self, name: str) -> str:
        local = self._names.get(name)
        if local is None:
            local = self._names[name] = name.rpartition(":")[2]
        return local

    def _start(self, name: str, given: dict[str, str]) -> None:
        local = self._local(name)
        if local == "table-source":
            self.links = True
        if self._aside or local in _ASIDE:
            self._aside += 1
            return
        if local == "table":
            self._start_table(given)
        elif self._tables > 1:
            return
        elif local in _CELLS and self._tables:
            self._cell = _unprefixed(given)
            self._paragraphs = []
        elif self._cell is not None:
            self._start_in_cell(local, given)
        elif local == "table-row" and self._tables:
            attributes = _unprefixed(given)
            self._row_repeat = _count(attributes, "number-rows-repeated")
            self._row_cells, self._column = [], 0
            if attributes.get("visibility", "visible") != "visible" and self._row < MAX_ROWS:
                last = min(self._row + self._row_repeat, MAX_ROWS)
                self.sheets[-1].hidden_rows.update(range(self._row, last))
        elif local == "table-column" and self._tables:
            self._start_column(_unprefixed(given))
        elif local == "spreadsheet":
            self.locked = _unprefixed(given).get("structure-protected") == "true"
        elif local == "style":
            self._style = _unprefixed(given).get("name", "")
        elif local == "table-properties" and _unprefixed(given).get("display") == "false":
            self._hidden_styles.add(self._style)

    def _start_table(self, given: dict[str, str]) -> None:
        self._tables += 1
        if self._tables > 1:
            return
        attributes = _unprefixed(given)
        if len(self.sheets) >= MAX_SHEETS:
            raise too_large(MAX_SHEETS, "sheets")
        shown = attributes.get("style-name") not in self._hidden_styles and attributes.get("display") != "false"
        self.sheets.append(Found(attributes.get("name", ""), visible=shown))
        self.sheets[-1].locked = attributes.get("protected") == "true"
        self._row = self._next_column = 0

    def _start_column(self, attributes: dict[str, str]) -> None:
        first = self._next_column
        self._next_column += _count(attributes, "number-columns-repeated")
        if attributes.get("visibility", "visible") != "visible" and first < MAX_COLUMNS:
            self.sheets[-1].hidden_columns.append((first, min(self._next_column, MAX_COLUMNS) - 1))

    def _start_in_cell(self, local: str, given: dict[str, str]) -> None:
        if local == "p":
            self._paragraphs.append([])
            self.parser.CharacterDataHandler = self._paragraphs[-1].append
        elif self._paragraphs:
            if local == "s":
                spaces = _count(_unprefixed(given), "c")
                if spaces > MAX_TEXT:
                    raise too_large(MAX_TEXT, "characters", sheet=self.sheets[-1].name)
                self._paragraphs[-1].append(" " * spaces)
            elif local in ("tab", "line-break"):
                self._paragraphs[-1].append("\t" if local == "tab" else "\n")

    def _end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
            return
        local = self._local(name)
        if local == "table":
            self._tables -= 1
        elif self._tables != 1:
            return
        elif local in _CELLS:
            self._end_cell()
        elif local == "p":
            self.parser.CharacterDataHandler = None
        elif local == "table-row":
            self._end_row()

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell or {}, None
        repeat = _count(attributes, "number-columns-repeated")
        kind, text = self._value(attributes, "\n".join(["".join(pieces) for pieces in self._paragraphs]))
        if text or kind == FORMULA:
            if self._column + repeat > MAX_COLUMNS:
                raise too_large(MAX_COLUMNS, "columns", sheet=self.sheets[-1].name)
            self._row_cells.append((self._column, repeat, kind, text))
        wide, high = _count(attributes, "number-columns-spanned"), _count(attributes, "number-rows-spanned")
        if (wide > 1 or high > 1) and len(self.sheets[-1].merged) < MAX_MERGED:
            bottom, right = min(self._row + high, MAX_ROWS), min(self._column + wide, MAX_COLUMNS)
            self.sheets[-1].merged.append((self._row + 1, self._column + 1, bottom, right))
        self._column += repeat

    def _value(self, attributes: dict[str, str], shown: str) -> tuple[str, str]:
        """Kind and text of a cell; the text is empty for a blank one."""
        formula, kind = attributes.get("formula", ""), attributes.get("value-type", "")
        if kind == "error" or (formula and (shown in _ERRORS or (shown.startswith("Err:") and shown[4:].isdecimal()))):
            return ERROR, shown or "#VALUE!"
        if formula in ("of:=TRUE()", "of:=FALSE()"):  # how LibreOffice writes a truth value that stands alone
            return BOOLEAN, formula[4:-2]
        if kind in ("float", "percentage", "currency"):
            try:
                return number(float(attributes.get("value", "")))
            except ValueError:
                raise damaged(f"office:value {attributes.get('value', '')[:40]!r}") from None
        if kind == "date":
            return DATE, attributes.get("date-value", shown).removesuffix("T00:00:00")
        if kind == "time":
            return DATE, _time(attributes.get("time-value", shown))
        if kind == "boolean":
            return BOOLEAN, "TRUE" if attributes.get("boolean-value") == "true" else "FALSE"
        if formula and not kind and not shown:
            return FORMULA, "=" + formula.partition("=")[2]
        return TEXT, attributes.get("string-value", shown)

    def _end_row(self) -> None:
        found = self.sheets[-1]
        if self._row_cells:
            if self._row + self._row_repeat > MAX_ROWS:
                raise too_large(MAX_ROWS, "rows", sheet=found.name)
            for row in range(self._row, self._row + self._row_repeat):
                for first, repeat, kind, text in self._row_cells:
                    for column in range(first, first + repeat):
                        found.put(row, column, kind, text)
        self._row += self._row_repeat
        self._row_repeat = 1


def _unprefixed(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes without prefixes; of two alike the one of LibreOffice's own (calcext) wins, being more exact."""
    found: dict[str, str] = {}
    for name, value in attributes.items():
        prefix, _, local = name.rpartition(":")
        if local not in found or prefix == "calcext":
            found[local] = value
    return found


def _time(text: str) -> str:
    """`PT10H30M00S` as the time of day it is, 10:30:00; a longer span stays a span."""
    hours, _, rest = text.removeprefix("PT").partition("H")
    minutes, _, rest = rest.partition("M")
    seconds = rest.removesuffix("S").partition(".")[0]
    if not all(part.isascii() and part.isdigit() and len(part) < 9 for part in (hours, minutes, seconds)):
        return text
    if int(hours) < 24:
        return f"{hours:0>2}:{minutes:0>2}:{seconds:0>2}"
    return duration(int(hours) * 3600 + int(minutes) * 60 + int(seconds))


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise damaged(f"{name} {text[:20]!r}")
    return int(text)
