"""What stands below the headings of a text table, as bytes for Arrow, or for whoever reads more carefully."""

from __future__ import annotations

from io import RawIOBase
from typing import IO, Any

from spbe_index.load.door.refusal import RefusedError
from spbe_index.load.level_head import Head, decoder_of


class AgainError(Exception):
    """The table must be read anew: as what it is when no UTF-8 from line `not_utf8` on (0: it is), else carefully."""

    def __init__(self, not_utf8: int = 0) -> None:
        super().__init__(not_utf8)
        self.not_utf8 = not_utf8


class Below(RawIOBase):
    """What stands below the headings, in UTF-8, as a file. `quotes`, and `lines` that are not blank, are counted."""

    def __init__(self, file: IO[bytes], head: Head) -> None:
        self.quotes = self.lines = 0
        self._last = "\n"
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
                self._count(text)
                return text.encode()

    def _count(self, text: str) -> None:
        """Count what a further piece holds; no text is the end, which ends the last line too."""
        self.quotes += text.count('"')
        seen = (self._last + (text or "\n")).replace("\r", "\n")
        while "\n\n" in seen:
            seen = seen.replace("\n\n", "\n")
        self.lines += seen.count("\n") - (self._last == "\n")
        self._last = seen[-1]

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
