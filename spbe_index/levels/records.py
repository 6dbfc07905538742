"""The rows of a text table that is out of the ordinary, record by record.

Arrow reads regular tables alone, and does not tell where one is not. Here they
are read with Python's own reader, which knows the line of whatever is wrong.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import BufferedReader, TextIOWrapper
from typing import IO

from spbe_index.levels.below import Below
from spbe_index.load.door.refusal import MAX_TEXT, RefusedError, too_large
from spbe_index.load.door.text import unclosed
from spbe_index.load.door.values import address
from spbe_index.load.level_head import Head
from spbe_index.load.level_tables import read_text
from spbe_index.load.list_headings import title_year

#: So many uneven lines are named; the others are counted.
_NAMED = 5
#: A cell of so many characters is not read to its end.
_ENDLESS = 1 << 20
_PIECE = 1 << 18
#: A level may have as many decimals as fit these units of one.
_UNITS = 100
_SHOWN = 60

Said = list[tuple[str, dict[str, str]]]


class Passed:
    """Lines that are passed over: how many, and what stands in the first ones."""

    def __init__(self) -> None:
        self._count = 0
        self._first: list[str] = []
        self._years: tuple[int | None] | None = None
        self.of_another_year = ""

    def watch(self, year: int | None) -> None:
        """Look for titles of another year than the one of all rows, which no column tells."""
        self._years = (year,)

    def add(self, texts: Iterable[str]) -> None:
        """Take note of some."""
        for text in texts:
            self._count += 1
            if len(self._first) < _NAMED:
                self._first.append(" ".join(text.split())[:_SHOWN])
            if self._years and not self.of_another_year and _TITLE.search(text):
                year = title_year([text])
                self.of_another_year = text[:_SHOWN] if year is not None and (year,) != self._years else ""

    def rows_follow(self) -> None:
        """Rows of agencies follow upon all that was noted.

        Raises:
            RefusedError: E898, a title above them names another year than that of the rows before.

        """
        if self.of_another_year:
            raise RefusedError("E898", cause="year", advice="year", found=self.of_another_year)

    def tell(self, said: Said, further: Passed) -> None:
        """Say that there were some, here or further ones."""
        if count := self._count + further._count:
            found = ", ".join([*self._first, *further._first][:_NAMED])
            said.append(("N848", {"count": str(count), "found": found}))


#: A line that tells the year of what stands below it, unlike the date of a signature.
_TITLE = re.compile(r"(?i)\b(?:tahun|thn|year|rekap\w*|periode)\b.*20\d\d|^\W*20\d\d\W*$")


class Asides:
    """Records that are no rows of the table but titles and notes: they have one filled cell, and too few in all."""

    def __init__(self, head: Head, passed: Passed) -> None:
        self.headed = max(place for place, heading in enumerate(head.headings, 1) if heading)
        self._passed = passed

    def take(self, record: list[str]) -> bool:
        """Whether a record is such a one, which then is counted."""
        filled = [cell for cell in record if cell.strip()]
        if len(record) >= self.headed or len(filled) > 1:
            return False
        self._passed.add(filled)
        return True


def records(file: IO[bytes], head: Head, said: Said, passed: Passed) -> Iterator[list[str]]:
    """The records below the headings, one after the other, each with as many cells as there are columns and one more.

    One that lacks cells has blanks in their place, which `said` tells with its
    line; one with a single filled cell is a title or a note, and is passed over.
    Of one that has more cells than there are columns the agency alone is left, as nobody knows which cell is which;
    the last cell, else empty, says so: its line, its cells, and the columns there are.

    Args:
        file: The whole table.
        head: How it is written.
        said: What is noticed on the way is added here, in the end.
        passed: Titles and notes are counted here.

    Raises:
        RefusedError: E119 a quote is not closed, E118 a cell is too long, E847 most records have more cells than
            there are columns; each with its line. E898 a title among the rows names another year.

    """
    lines = _Lines(file, head)
    width = len(head.headings)
    asides = Asides(head, passed)
    agency = head.columns.roles["agency"]
    short, long = _Uneven(), _Uneven()
    count = 0
    for record in lines.records():
        if asides.take(record):
            continue
        if len(record) < asides.headed:
            short.add(lines.line, len(record))
        if any(cell.strip() for cell in record):
            passed.rows_follow()
        count += 1
        surplus = any(cell.strip() for cell in record[width:])
        if surplus:
            long.add(lines.line, len(record))
            fault = f"{lines.line} {len(record)} {width}"
            yield [*(cell if place == agency else "" for place, cell in enumerate(record[:width])), fault]
        else:
            yield [*record[:width], *[""] * (width - len(record)), ""]
    if 2 * long.count > count:
        line, found = long.first[0]
        raise RefusedError("E847", line=line, found=found, expected=width)
    for line, found in short.first:
        said.append(("W117", {"line": str(line), "found": str(found), "expected": str(asides.headed)}))
    if short.count > _NAMED:
        said.append(("W123", {"count": str(short.count - _NAMED)}))


class _Uneven:
    """Records of another length: how many, and of the first ones the line and the number of cells."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[tuple[int, int]] = []

    def add(self, line: int, cells: int) -> None:
        """Take note of one."""
        self.count += 1
        if self.count <= _NAMED:
            self.first.append((line, cells))


class _Lines:
    """The lines below the headings, and the records they make. `line` is the one where the last record began."""

    def __init__(self, file: IO[bytes], head: Head) -> None:
        self.line = 0
        self._head = head
        self._text = TextIOWrapper(BufferedReader(Below(file, head), _PIECE), encoding="utf-8", newline="")
        self._held: list[str] = []

    def records(self) -> Iterator[list[str]]:
        """Record by record; blank lines are none.

        Raises:
            RefusedError: E118, E119.

        """
        csv.field_size_limit(_ENDLESS)
        reader = csv.reader(self._tapped(), delimiter=self._head.separator)
        following = 1 + self._head.lines
        while True:
            before, self._held = self._held, []
            try:
                record = next(reader, None)
            except csv.Error:
                self.line = following
                raise self._endless(0) from None
            if record is None:
                if unclosed(before, self._head.separator):
                    raise RefusedError("E119", line=self.line)
                return
            self.line, following = following, following + len(self._held)
            for column, cell in enumerate(record):
                if len(cell) > MAX_TEXT:
                    raise self._endless(column)
            if record:
                yield self._on_one_line(record) if len(self._held) > 1 else record

    def _on_one_line(self, record: list[str]) -> list[str]:
        """A record over several lines, its cells on one line each.

        Raises:
            RefusedError: E119, one of the lines is a row of its own: a quote that another row closes has swallowed it.

        """
        cells = [cell.splitlines() for cell in record]
        if any(self._is_row(line) for lines in cells if len(lines) > 1 for line in lines):
            raise RefusedError("E119", line=self.line)
        return [" ".join(lines) for lines in cells]

    def _is_row(self, line: str) -> bool:
        """Whether a line by itself tells a level where the table has them, and of an indicator."""
        columns = self._head.columns
        cells = line.split(self._head.separator)
        levels = [columns.roles["level"]] if "level" in columns.roles else list(columns.keys.values())
        names = [columns.roles["indicator"]] if "indicator" in columns.roles else []
        if len(cells) <= max(columns.roles["agency"], *levels, *names):
            return False
        levelled = any((read_text(cells[at], _UNITS) or -1) > 0 for at in levels)
        return levelled and all(columns.codes.key_of(cells[at]) for at in names)

    def _tapped(self) -> Iterator[str]:
        for line in self._text:
            self._held.append(line)
            yield line

    def _endless(self, column: int) -> RefusedError:
        """What is wrong with a record that has a cell beyond measure: over several lines, a quote was not closed."""
        if len(self._held) > 1:
            return RefusedError("E119", line=self.line)
        return too_large(MAX_TEXT, "characters", cell=address(self.line - 1, column))
