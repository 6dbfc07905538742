"""How a text table of levels begins: its encoding, its separator, and where its headings stand."""

from __future__ import annotations

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, IncrementalDecoder, getincrementaldecoder, lookup
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from itertools import islice, zip_longest
from typing import NamedTuple

from spbe_index.load.answer_codes import SHIPPED, AnswerCodes
from spbe_index.load.door.refusal import RefusedError
from spbe_index.load.door.text import announced
from spbe_index.load.list_headings import title_year
from spbe_index.load.table_columns import Columns, columns_of

#: Bytes from which the head of a table is read.
HEAD_BYTES = 1 << 16
#: What a text is read as that is not the UTF-8 it was taken for.
OTHERWISE = "cp1252"
#: So many records may stand above the headings, titles and blank ones; so many below them tell how wide the table is.
TOP, _BELOW = 20, 100
_SEPARATORS = (";", ",", "\t", "|")
#: No instrument has more levels.
LEVELS = 5
#: A word in place of a level has so many letters: fewer may be an entry that somebody mistyped.
_WORD = 8


class Head(NamedTuple):
    """How a text table is written.

    `encoding` is a name of Python's; `doubtful` whether nothing says that it is
    this one, and `not_utf8` the line where it turned out not to be UTF-8 (0
    when it is). The headings stand in record `row` (from 1); behind them so
    many `lines` and `characters` have passed. A column that nothing heads has
    the empty heading. `year` is the one that the lines above tell, if they do.
    """

    encoding: str
    doubtful: bool
    not_utf8: int
    separator: str
    headings: tuple[str, ...]
    columns: Columns
    row: int
    lines: int
    characters: int
    year: int | None


def read_head(start: bytes, encoding: str = "", *, not_utf8: int = 0, codes: AnswerCodes = SHIPPED) -> Head:
    """The head of a text table: its headings, or the record that is most like them.

    Args:
        start: Its first HEAD_BYTES bytes, or all there are.
        encoding: The encoding it is in; empty to find out.
        not_utf8: The line where it is already known not to be UTF-8.
        codes: Those of answers, which may head columns.

    Raises:
        RefusedError: E101 it is no text, E107 there is none, E121 there is no such encoding, E122 it is in another.

    """
    name, doubtful = _encoding(start, encoding)
    try:
        text = _decoded(start, OTHERWISE if not_utf8 else name)
    except UnicodeError as error:
        line = 1 + start.count(b"\n", 0, getattr(error, "start", 0))
        if not doubtful or not_utf8:
            raise RefusedError("E122", encoding=encoding or OTHERWISE, line=line) from None
        return read_head(start, encoding, not_utf8=line, codes=codes)
    skipped, told = announced(text)
    csv.field_size_limit(HEAD_BYTES + 1)
    heads = [_head(text[skipped:], separator, codes) for separator in ([told] if told else _SEPARATORS)]
    best = max(heads, key=lambda head: (not head.columns.lacks, len(head.columns.roles), len(head.headings)))
    if not any(best.headings):
        raise RefusedError("E107")
    lines, characters = best.lines + bool(skipped), best.characters + skipped
    return best._replace(
        encoding=OTHERWISE if not_utf8 else name,
        doubtful=doubtful and not not_utf8,
        not_utf8=not_utf8,
        lines=lines,
        characters=characters,
    )


def decoder_of(encoding: str) -> IncrementalDecoder:
    """What decodes text in an encoding, piece by piece.

    Raises:
        RefusedError: E121, there is no such encoding of text.

    """
    try:
        decoder = getincrementaldecoder(encoding)()
        if isinstance(decoder.decode(b"", final=True), str):
            return decoder
    except (LookupError, ValueError, TypeError, AssertionError):
        pass
    raise RefusedError("E121", encoding=encoding[:40])


def _encoding(start: bytes, asked: str) -> tuple[str, bool]:
    if asked:
        decoder_of(asked)
        name = lookup(asked).name
        return ("utf-8-sig" if name == "utf-8" else asked), False
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16", False
    if b"\0" in start:
        raise RefusedError("E101", found="NUL")
    return "utf-8-sig", True


def _decoded(start: bytes, encoding: str) -> str:
    return decoder_of(encoding).decode(start, final=len(start) < HEAD_BYTES)


class HeadingRows(NamedTuple):
    """Rows of headings: the first and the last record they stand in (from 0), and what they say in one row."""

    first: int
    last: int
    headings: list[str]


def _head(text: str, separator: str, codes: AnswerCodes) -> Head:
    """The head of a text when its cells are parted by this sign."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    records = [([cell.strip() for cell in record], reader.line_num) for record in islice(reader, TOP + _BELOW)]
    cells = [record for record, _ in records]
    found = headings_in(cells, codes)
    width = _width(found.headings, cells[found.last + 1 :])
    headings = (*found.headings, *[""] * width)[:width]
    lines = records[found.last][1] if records else 0
    characters = sum(map(len, islice(StringIO(text, newline=""), lines)))
    year = title_year(cell for record in cells[: found.last] for cell in record)
    columns = columns_of(headings, codes)
    return Head("", False, 0, separator, headings, columns, found.first + 1, lines, characters, year)


def headings_in(records: Sequence[list[str]], codes: AnswerCodes = SHIPPED) -> HeadingRows:
    """The first rows that head a table, among the first records; else the row that heads most of one."""
    best = HeadingRows(0, 0, [])
    most = -1
    for at, record in enumerate(records[:TOP]):
        below, lowest = (*records[at + 1 : at + 3], [], [])[:2]
        two = _spanned(record, below)
        three = _spanned(two, lowest) if two else []
        for last, headings in enumerate((record, two, three), at):
            found = HeadingRows(at, last, headings)
            columns = columns_of(found.headings, codes)
            if not columns.lacks:
                rest = iter(records[last + 1 :])
                under = next(rest, [])
                if named := _names_columns(under, found.headings, columns):
                    under = next(rest, [])
                return found._replace(last=last + named + (bool(under) and _numbers_columns(under)))
            if any(found.headings) and len(columns.roles) > most:
                best, most = found, len(columns.roles)
    return best


def _spanned(above: list[str], below: list[str]) -> list[str]:
    """Headings of two rows, where those above span some of the columns that are headed below; else nothing."""
    agency = columns_of(above).roles.get("agency")
    if agency is None or "".join(below[agency : agency + 1]) not in ("", above[agency]):
        return []
    return [low or high for high, low in zip_longest(above, below, fillvalue="")]


def _names_columns(record: list[str], headings: list[str], columns: Columns) -> bool:
    """Whether a row under codes of indicators holds their names, and in place of an agency nothing new."""
    agency = columns.roles["agency"]
    below = "".join(record[agency : agency + 1])
    cells = [record[place] for place in columns.keys.values() if place < len(record) and record[place]]
    worded = [cell for cell in cells if sum(map(str.isalpha, cell)) >= _WORD]
    return below in ("", headings[agency]) and len(worded) == len(cells) > 1


def _numbers_columns(record: list[str]) -> bool:
    """Whether a row under the headings only numbers the columns, `(1) (2) (3)`, which bare levels could not be."""
    plain = [str(number) for number in range(1, len(record) + 1)]
    return record == [f"({number})" for number in plain] or (len(record) > LEVELS and record == plain)


def _width(headings: list[str], rows: list[list[str]]) -> int:
    """How many columns the table has: those that are headed, and empty ones that most rows have behind them."""
    headed = _filled(headings)
    shapes = Counter((len(row), _filled(row) > headed) for row in rows if any(row))
    (usual, surplus), _ = shapes.most_common(1)[0] if shapes else ((0, False), 0)
    return headed if surplus else max(headed, usual)


def _filled(record: list[str]) -> int:
    """The number of cells up to the last that is not empty."""
    return max((place for place, cell in enumerate(record, 1) if cell), default=0)
