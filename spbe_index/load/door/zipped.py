"""Zip members, inflated under limits and checked before any library sees the file.

Python's own zipfile costs more to import than a whole workbook to read, so the
little of the format that spreadsheets use is read here. Whatever two readers
could understand differently (two members of one name, a local header that
contradicts the directory) is refused, so that what is checked here is what the
library will read.
"""

import zlib
from zlib import crc32

from .refusal import MAX_INFLATED, MAX_MEMBERS, MAX_PART, MAX_RATIO, RATIO_FROM, RefusedError, damaged, too_large

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 18
_KEEP = 1 << 24  # bytes of small members kept between the check and the reading


class Zip:
    """A zip file in memory. Members are found by name in lower case, as spreadsheet programs do."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        #: lower-case name -> (name, method, CRC, compressed size, inflated size, where the data starts)
        self.members: dict[str, tuple[str, int, int, int, int, int]] = {}
        self._kept: dict[str, bytes] = {}
        #: where the directory starts; its records are in the order of `members`
        self.directory = 0
        self._read_directory()

    def _read_directory(self) -> None:
        data = self.data
        end = data.rfind(b"PK\5\6", max(0, len(data) - 65_557))
        if end < 0 or end + 22 > len(data):
            raise damaged("zip: no end record")
        count, size, start = _whole(data, end + 10, 2), _whole(data, end + 12, 4), _whole(data, end + 16, 4)
        before = end
        if count == 0xFFFF or 0xFFFFFFFF in (size, start):
            before, count, size, start = self._read_zip64(end)
        if count > MAX_MEMBERS:
            raise too_large(MAX_MEMBERS, "members")
        shift = before - size - start  # bytes in front of the archive; offsets are counted behind them
        if shift < 0:
            raise damaged("zip: directory")
        at = self.directory = start + shift
        for _ in range(count):
            at = self._read_entry(at, shift)
        if at != before:
            raise damaged("zip: directory")

    def _read_zip64(self, end: int) -> tuple[int, int, int, int]:
        """Where the zip64 end record stands, and its count, size and start of the directory."""
        data = self.data
        if data[max(0, end - 20) : end][:4] != b"PK\6\7":
            raise damaged("zip64: no locator")
        at = data.rfind(b"PK\6\6", 0, end - 20)
        if at < 0 or at + 56 > end - 20:
            raise damaged("zip64: no end record")
        return at, _whole(data, at + 32, 8), _whole(data, at + 40, 8), _whole(data, at + 48, 8)

    def _read_entry(self, at: int, shift: int) -> int:
        data = self.data
        if data[at : at + 4] != b"PK\1\2":
            raise damaged("zip: directory")
        flags, method = _whole(data, at + 8, 2), _whole(data, at + 10, 2)
        crc, packed, inflated = (_whole(data, at + place, 4) for place in (16, 20, 24))
        name_size, extra_size, note_size = (_whole(data, at + place, 2) for place in (28, 30, 32))
        local = _whole(data, at + 42, 4)
        raw = data[at + 46 : at + 46 + name_size]
        extra = data[at + 46 + name_size : at + 46 + name_size + extra_size]
        if 0xFFFFFFFF in (inflated, packed, local):
            inflated, packed, local = _zip64_sizes(extra, inflated, packed, local)
        name = raw.decode("utf-8" if flags & 0x800 or raw.isascii() else "cp437", "replace").replace("\\", "/")
        if flags & 1:
            raise RefusedError("E102")
        if method not in (0, 8) and not name.endswith("/"):
            raise RefusedError("E106", found="method", method=method)
        local += shift
        name_end = local + 30 + _whole(data, local + 26, 2)
        if data[local : local + 4] != b"PK\3\4" or data[local + 30 : name_end] != raw:
            raise damaged(f"zip: {name}")
        first = name_end + _whole(data, local + 28, 2)
        if first + packed > len(data) or name.lower() in self.members:
            raise damaged(f"zip: {name}")
        self.members[name.lower()] = (name, method, crc, packed, inflated, first)
        return at + 46 + name_size + extra_size + note_size

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.members

    def chunks(self, name: str) -> "Iterator[bytes]":
        """The inflated bytes of a member, piece by piece, under the limits on size and ratio.

        Raises:
            RefusedError: The member passes a limit (E118) or is damaged (E103).

        """
        full, method, crc, packed, _, first = self.members[name.lower()]
        kept = self._kept.get(name.lower())
        if kept is not None:
            yield kept
            return
        total = sum_so_far = 0
        for piece in self._pieces(method, packed, first, full):
            total += len(piece)
            sum_so_far = crc32(piece, sum_so_far)
            if total > MAX_PART:
                raise too_large(MAX_PART // 1_000_000, "inflated", part=full)
            if total > RATIO_FROM and total > MAX_RATIO * packed:
                raise too_large(MAX_RATIO, "ratio", part=full)
            yield piece
        if sum_so_far != crc:
            raise damaged(f"zip: CRC: {full}")

    def _pieces(self, method: int, packed: int, first: int, full: str) -> "Iterator[bytes]":
        view = memoryview(self.data)[first : first + packed]
        if method == 0:
            for place in range(0, packed, _CHUNK):
                yield bytes(view[place : place + _CHUNK])
            return
        inflate = zlib.decompressobj(-15)
        rest: bytes | memoryview = view
        try:
            while not inflate.eof:
                piece = inflate.decompress(rest, _CHUNK)
                rest = inflate.unconsumed_tail
                if not piece and not rest:
                    break
                yield piece
        except zlib.error as error:
            raise damaged(f"zip: {full}: {error}") from None
        if not inflate.eof:
            raise damaged(f"zip: {full}")

    def read(self, name: str) -> bytes:
        """A whole member."""
        return b"".join(self.chunks(name))

    def check(self, look: "type[Look]") -> None:
        """Inflate every member once: sizes, ratios, checksums, and what `look` says of its first bytes.

        Raises:
            RefusedError: See `chunks`; also when all members together are too large.

        """
        total = 0
        for key, (name, *_) in self.members.items():
            looking, pieces, size = look(name), [], 0
            for piece in self.chunks(name):
                size += len(piece)
                total += len(piece)
                if total > MAX_INFLATED:
                    raise too_large(MAX_INFLATED // 1_000_000, "inflated")
                looking.feed(piece)
                if size <= _CHUNK:
                    pieces.append(piece)
            if size <= _CHUNK and total <= _KEEP:
                self._kept[key] = b"".join(pieces)


class Look:
    """What examines the start of a member; see `prolog.Prolog`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def feed(self, piece: bytes) -> None:
        """The next bytes of the member."""


def _whole(data: bytes, at: int, size: int) -> int:
    if at < 0 or at + size > len(data):
        raise damaged("zip: cut off")
    return int.from_bytes(data[at : at + size], "little")


def _zip64_sizes(extra: bytes, inflated: int, packed: int, local: int) -> tuple[int, int, int]:
    """The three sizes with those replaced that the zip64 field holds, in its order."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = _whole(extra, at, 2), _whole(extra, at + 2, 2)
        if kind == 1:
            place, found = at + 4, []
            for value in (inflated, packed, local):
                if value == 0xFFFFFFFF:
                    value = _whole(extra, place, 8)  # noqa: PLW2901
                    place += 8
                found.append(value)
            return found[0], found[1], found[2]
        at += 4 + size
    return inflated, packed, local
