"""What is understood in a table of levels: its headings, names of indicators, and levels as text.

The patterns are read alike by every engine that has to (Python, RE2, Java,
Rust): what is a digit or a blank differs between them, so signs are written out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from spbe_index.load.folding import fold, phrases
from spbe_index.load.list_headings import LIST_HEADINGS

#: Headings by what their column holds, in small letters without punctuation, several to a line.
TABLE_HEADINGS: dict[str, str] = {
    "agency": LIST_HEADINGS["agency"] + "| id instansi | kode instansi | agency id | agency code",
    "year": LIST_HEADINGS["year"],
    "group": LIST_HEADINGS["group"],
    "stage": "tahap | tahap penilaian | stage",
    "indicator": """
        indikator | kode indikator | nomor indikator | no indikator | indicator | indicator code | indicator number
        indicator id | kode | code
    """,
    "level": """
        tingkat | level | nilai | skor | capaian | tingkat kematangan | level kematangan | nilai tingkat kematangan
        tingkat kapabilitas | nilai indikator | maturity | maturity level | score | value
    """,
}
#: In a workbook they head the names of indicators.
_ELSEWHERE = ("nama", "name")
_ROLES = {phrase: role for role, listed in TABLE_HEADINGS.items() for phrase in phrases(listed)}
_SEPARATORS = ",;\t|"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

#: Bytes from which the head of a table is read, and how parquet files begin.
HEAD_BYTES = 1 << 16
PARQUET = b"PAR1"
_BLANKS = "[ \t\r\n\u00a0]"
#: What is cut off at both ends of a text.
EDGES = f"^{_BLANKS}+|{_BLANKS}+$"
#: A level that is not filled in.
EMPTY = "^[-_\u2010\u2011\u2012\u2013\u2014\u2015\u2212]*$"
#: A level, once its comma is a point.
NUMBER = "^[0-9]{1,9}(?:[.][0-9]{0,15})?$"
#: In place of levels in whole units: a cell that is not filled, and one that holds something that is no level.
BLANK, BAD = -2, -1
#: A binary number this near to a level is that level, as in a workbook.
NEAR = 1e-9
#: What may stand before an indicator's number.
BEFORE = "^(?:INDIKATOR|INDICATOR|I)?[ ._-]*0*"
#: What joins the number of an input to that of its indicator.
JOINTS = "[._ ]"
_CODE = re.compile(r"(?i)(?:i|indikator|indicator)?[ ._-]*[0-9]{1,3}(?:[-._ ][0-9]{1,2})?")


def key_of(name: str) -> str:
    """The key of an indicator's code, number or column, e.g. `12` for `I12`, `35-1` for `i35_1`; "" for other names."""
    plain = re.sub(EDGES, "", name)
    return re.sub(JOINTS, "-", re.sub(BEFORE, "", plain.upper())) if _CODE.fullmatch(plain) else ""


def read_text(text: str, per: int) -> int | None:
    """A level in units of one over `per`; None for a blank, -1 for what is no number or has too many decimals."""
    plain = re.sub(EDGES, "", text).replace(",", ".")
    if re.search(EMPTY, plain):
        return None
    if not re.search(NUMBER, plain):
        return -1
    number = float(plain)
    units = round(number * per)
    return units if number < 1000 and abs(units - number * per) <= NEAR * per else -1


def columns_of(headings: Iterable[str]) -> dict[str, str]:
    """Columns of a table of levels by what they hold; the first of two that hold the same."""
    found: dict[str, str] = {}
    for heading in headings:
        folded = fold(heading[:90])
        if (role := _ROLES.get(folded)) and folded not in _ELSEWHERE:
            found.setdefault(role, heading)
    return found


class Head(NamedTuple):
    """How a csv table is written: its encoding, bytes before its text, the sign between cells, its headings."""

    encoding: str
    skipped: int
    separator: str
    headings: tuple[str, ...]


def read_head(start: bytes) -> Head | None:
    """The head of a csv table from its first bytes; None for what is no text."""
    encoding, skipped = next(((name, len(mark)) for mark, name in _BOMS if start.startswith(mark)), ("utf-8", 0))
    if not skipped:
        if b"\0" in start:
            return None
        whole_lines = start[: start.rfind(b"\n") + 1] or start
        try:
            whole_lines.decode("utf-8")
        except UnicodeDecodeError:
            encoding = "cp1252"
    line = next(iter(start[skipped:].decode(encoding, "replace").lstrip("\r\n").splitlines()), "")
    separator = max(_SEPARATORS, key=line.count)
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return None
    return Head(encoding, skipped, separator, tuple(cell.strip() for cell in cells))


def wide_columns(headings: Iterable[str], used: Mapping[str, str]) -> dict[str, str]:
    """Columns of a wide table by heading, with the key of their indicator."""
    taken = set(used.values())
    keys = ((heading, key_of(heading)) for heading in headings if heading not in taken)
    return {heading: key for heading, key in keys if key}
