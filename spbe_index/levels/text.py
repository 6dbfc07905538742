"""The rows of a text table: quickly, as bytes for Arrow, and carefully, record by record.

Arrow reads regular tables alone, and does not tell where one is not. So where
anything is out of the ordinary the table is read anew with Python's own reader,
which knows the line of whatever is wrong.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BufferedReader, RawIOBase, TextIOWrapper
from typing import IO, Any

from spbe_index.load.door.refusal import MAX_TEXT, RefusedError, too_large
from spbe_index.load.door.text import unclosed
from spbe_index.load.door.values import address
from spbe_index.load.level_head import Head, decoder_of

#: So many uneven lines are named; the others are counted.
_NAMED = 5
#: A cell of so many characters is not read to its end.
_ENDLESS = 1 << 20
_PIECE = 1 << 18
_SHOWN = 60

Said = list[tuple[str, dict[str, str]]]


class AgainError(Exception):
    """The table must be read anew: as what it is when no UTF-8 from line `not_utf8` on (0: it is), else carefully."""

    def __init__(self, not_utf8: int = 0) -> None:
        super().__init__(not_utf8)
        self.not_utf8 = not_utf8


class Below(RawIOBase):
    """What stands below the headings, in UTF-8, as a file. `quotes` are counted on the way."""

    def __init__(self, file: IO[bytes], head: Head) -> None:
        self.quotes = 0
        self._file = file
        self._head = head
        self._decoder = decoder_of(head.encoding)
        self._above = head.characters
        self._left = b""
        file.seek(0)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, room: Any) -> int:
        """Fill the room with further bytes, and tell how many; none at the end.

        Raises:
            AgainError: it was thought to be UTF-8, and is not.
            RefusedError: E122, it is not in the encoding that was told.

        """
        found = self._left or self._further(len(room))
        taken = found[: len(room)]
        self._left = found[len(room) :]
        room[: len(taken)] = taken
        return len(taken)

    def _further(self, size: int) -> bytes:
        while True:
            piece = self._file.read(size)
            text = self._decoded(piece)
            if self._above:
                above = min(self._above, len(text))
                text, self._above = text[above:], self._above - above
            if text or not piece:
                self.quotes += text.count('"')
                return text.encode()

    def _decoded(self, piece: bytes) -> str:
        try:
            return self._decoder.decode(piece, not piece)
        except UnicodeError as error:
            line = self._line_of(error)
        if self._head.doubtful:
            raise AgainError(line)
        raise RefusedError("E122", encoding=self._head.encoding.removesuffix("-sig"), line=line)

    def _line_of(self, error: UnicodeError) -> int:
        """The line of what cannot be decoded, which is in what was read last."""
        read = self._file.tell()
        at = read - len(error.object) + error.start if isinstance(error, UnicodeDecodeError) else read
        self._file.seek(0)
        line = 1
        while at > 0 and (piece := self._file.read(min(at, 1 << 20))):
            line += piece.count(b"\n")
            at -= len(piece)
        return line


class Asides:
    """Records that are no rows of the table but titles and notes: they have one filled cell, and too few in all."""

    def __init__(self, head: Head) -> None:
        self.headed = max(place for place, heading in enumerate(head.headings, 1) if heading)
        self._count = 0
        self._first = ""

    def take(self, record: list[str]) -> bool:
        """Whether a record is such a one, which then is counted."""
        filled = [cell for cell in record if cell.strip()]
        if len(record) >= self.headed or len(filled) > 1:
            return False
        self._first = self._first or " ".join("".join(filled).split())[:_SHOWN]
        self._count += len(filled)
        return True

    def tell(self, said: Said) -> None:
        """Say that there were some."""
        if self._count:
            said.append(("N848", {"count": str(self._count), "found": self._first}))


def records(file: IO[bytes], head: Head, said: Said) -> Iterator[list[str]]:
    """The records below the headings, one after the other, each with as many cells as there are columns.

    One that lacks cells has blanks in their place, which `said` tells with its
    line; one with a single filled cell is a title or a note, and is passed over.

    Args:
        file: The whole table.
        head: How it is written.
        said: What is noticed on the way is added here, in the end.

    Raises:
        RefusedError: E119 a quote is not closed, E118 a cell is too long, E847 records have more cells than there are
            columns; each with its line.

    """
    lines = _Lines(file, head)
    width = len(head.headings)
    asides = Asides(head)
    short: list[tuple[int, int]] = []
    long: list[tuple[int, int]] = []
    for record in lines.records():
        if asides.take(record):
            continue
        if len(record) < asides.headed:
            short.append((lines.line, len(record)))
        elif any(cell.strip() for cell in record[width:]):
            long.append((lines.line, len(record)))
        yield record if len(record) == width else [*record, *[""] * (width - len(record))][:width]
    if long:
        line, found = long[0]
        raise RefusedError("E847", line=line, found=found, expected=width, count=len(long) - 1)
    for line, found in short[:_NAMED]:
        said.append(("W117", {"line": str(line), "found": str(found), "expected": str(asides.headed)}))
    if len(short) > _NAMED:
        said.append(("W123", {"count": str(len(short) - _NAMED)}))
    asides.tell(said)


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
                yield [" ".join(cell.splitlines()) for cell in record] if len(self._held) > 1 else record

    def _tapped(self) -> Iterator[str]:
        for line in self._text:
            self._held.append(line)
            yield line

    def _endless(self, column: int) -> RefusedError:
        """What is wrong with a record that has a cell beyond measure: over several lines, a quote was not closed."""
        if len(self._held) > 1:
            return RefusedError("E119", line=self.line)
        return too_large(MAX_TEXT, "characters", cell=address(self.line - 1, column))
