"""Text tables: their encoding, their delimiter, their records."""

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, lookup
from io import StringIO

from .reading import Reading
from .refusal import MAX_COLUMNS, MAX_ROWS, RefusedError, damaged, too_large
from .values import TEXT, Found, address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

Said = list[tuple[str, dict[str, str]]]
#: Row (from 0), line (from 1), number of fields, and of those up to the last that is not empty.
Record = tuple[int, int, int, int]

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 100  # records that decide the delimiter
_RAGGED = 1_000  # ragged records named one by one
#: How text begins that a spreadsheet would take for a formula, were there no apostrophe in front of it.
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")


def read_text(data: bytes, encoding: str, stem: str) -> Reading:
    """Read a table of delimited text; every cell is text, as typed but for an apostrophe that guards it (`as_written`).

    Args:
        data: The file.
        encoding: The encoding it is in; empty to find out.
        stem: Name of its one sheet.

    Raises:
        RefusedError: It is no text, no table, or its delimiter is in doubt.

    """
    said: Said = []
    text, used = decode(data, encoding, said)
    start, delimiter = announced(text)
    if not delimiter:
        delimiter = choose_delimiter(text)
    found = Found(stem)
    counts = _records(text[start:], 1 if start else 0, delimiter, found)
    _say_ragged(counts, stem, said)
    reading = Reading("csv", "csv", [found], said)
    reading.encoding, reading.delimiter = used, delimiter
    return reading


def decode(data: bytes, encoding: str, said: Said) -> tuple[str, str]:
    """The text of a file, without its byte order mark, and the encoding it was in, by Python's name for it."""
    if encoding:
        try:
            name = lookup(encoding).name
            return data.decode("utf-8-sig" if name == "utf-8" else name), name
        except LookupError:
            raise RefusedError("E121", encoding=encoding[:40]) from None
        except UnicodeDecodeError as error:
            raise RefusedError("E122", encoding=encoding[:40], line=_line(data, error.start)) from None
        except (ValueError, TypeError, AssertionError):
            raise RefusedError("E121", encoding=encoding[:40]) from None
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError:
            raise RefusedError("E122", encoding="UTF-16", line="-") from None
    if b"\0" in data:
        raise RefusedError("E101", found="NUL")
    if len(data) - len(data[:4096].translate(None, _CONTROLS)) - len(data[4096:]) > len(data[:4096]) // 100:
        raise RefusedError("E101", found="binary")
    try:
        used = "utf-8-sig" if data.startswith(BOM_UTF8) else "utf-8"
        return data.decode(used), used
    except UnicodeDecodeError as error:
        line = _line(data, error.start)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise RefusedError("E101", found="binary") from None
    said.append(("W114", {"line": line}))
    return text, "cp1252"


def _line(data: bytes, at: int) -> str:
    """Number of the line that holds a byte; a line ends with CR, LF or both."""
    before = data[:at]
    return str(1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n"))


def announced(text: str) -> tuple[int, str]:
    """Where the table starts, and its delimiter, when a first line such as `sep=;` says so, as Excel has it."""
    head = text[:8].lower()
    if not (head.startswith("sep=") and len(head) > 4 and head[4] not in "\r\n"):
        return 0, ""
    rest = text[5:7]
    if rest == "\r\n":
        return 7, text[4]
    return (6, text[4]) if rest[:1] in ("\r", "\n") else (0, "")


def choose_delimiter(text: str) -> str:
    """The delimiter that cuts the first records most evenly; a comma when none cuts at all.

    Raises:
        RefusedError: E120 when two do it equally well.

    """
    best: list[tuple[int, int, str]] = []
    for delimiter in _DELIMITERS:
        if delimiter not in text:
            continue
        widths = _widths(text, delimiter)
        cut = [width for width in widths if width > 1]
        if not cut:
            continue
        usual = max(set(cut), key=lambda width: (cut.count(width), width))
        share = cut.count(usual) * 1000 // len(widths)
        if share >= 500 or len(widths) == 1:
            best.append((share, usual, delimiter))
    best.sort(reverse=True)
    if len(best) > 1 and best[0][:2] == best[1][:2]:
        names = sorted((best[0][2], best[1][2]), key=_DELIMITERS.index)
        first, second = ("TAB" if name == "\t" else name for name in names)
        raise RefusedError("E120", first=first, second=second)
    return best[0][2] if best else ","


def _widths(text: str, delimiter: str) -> list[int]:
    """Numbers of fields of the first records that are not empty."""
    csv.field_size_limit(len(text) + 1)
    widths: list[int] = []
    for record in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
        if record:
            widths.append(len(record))
        if len(widths) == _SAMPLE:
            break
    return widths


def _records(text: str, lines_before: int, delimiter: str, found: Found) -> list[Record]:
    """Put every record into `found`; returns the shape of those not empty."""
    lines = StringIO(text, newline="")
    csv.field_size_limit(len(text) + 1)
    reader = csv.reader(lines, delimiter=delimiter)
    counts: list[Record] = []
    began = last_began = 0
    last: list[str] = []
    try:
        for row, record in enumerate(reader):
            if row >= MAX_ROWS:
                raise too_large(MAX_ROWS, "rows", sheet=found.name)
            if len(record) > MAX_COLUMNS:
                raise too_large(MAX_COLUMNS, "columns", sheet=found.name, cell=address(row, 0))
            filled = 0
            for column, field in enumerate(record):
                if field:
                    found.put(row, column, TEXT, as_written(field) if field[0] == "'" else field)
                    filled = column + 1
            if record:
                counts.append((row, began + 1 + lines_before, len(record), filled))
            last, last_began = record, began
            began = reader.line_num
    except csv.Error as error:
        raise damaged(f"csv: {error}") from None
    if last and _unclosed(text, last_began, delimiter):
        raise RefusedError("E119", line=last_began + 1 + lines_before)
    return counts


def as_written(field: str) -> str:
    """A field without the apostrophe that was put before it lest a spreadsheet take it for a formula."""
    bare = field.lstrip("'")
    return field[1:] if bare.startswith(_FORMULA_STARTS) or bare.lstrip().startswith(_FORMULA_STARTS) else field


def _unclosed(text: str, began: int, delimiter: str) -> bool:
    """Whether the record that begins after so many lines is still inside a quote when the text ends."""
    lines = StringIO(text, newline="")
    for _ in range(began):
        lines.readline()
    return unclosed(lines, delimiter)


def unclosed(lines: "Iterable[str]", delimiter: str) -> bool:
    """Whether the record in these lines is still inside a quote when they end."""
    try:
        next(csv.reader(lines, delimiter=delimiter, strict=True), None)
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _say_ragged(counts: list[Record], sheet: str, said: Said) -> None:
    """W117 for each record whose number of fields is not the usual one; empty ones behind the last say nothing."""
    widths = [width for _, _, width, _ in counts]
    if not widths:
        return
    tally: dict[int, int] = {}
    for width in widths:
        tally[width] = tally.get(width, 0) + 1
    usual = max(tally, key=lambda width: (tally[width], width))
    ragged = [record for record in counts if record[2] < usual or record[3] > usual]
    for row, line, width, _ in ragged[:_RAGGED]:
        found = {"line": str(line), "found": str(width), "expected": str(usual)}
        said.append(("W117", {"sheet": sheet, "cell": address(row, 0), **found}))
    if len(ragged) > _RAGGED:
        said.append(("W123", {"count": str(len(ragged) - _RAGGED)}))
