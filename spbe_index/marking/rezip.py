"""A zip file with some members replaced or added; all others are copied as they lie there, still packed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from struct import pack, unpack_from
from typing import NamedTuple

from spbe_index.load.door.zipped import Zip

#: What is new carries no moment, so that equal input gives equal bytes: 1 January 1980.
_TIME, _DATE = 0, 0x21
_DEFLATED = 8
_VERSION = 20
_UTF8 = 0x800
_DESCRIPTOR = 8  # sizes stand behind the data; here they stand before it


class _Member(NamedTuple):
    """What the directory says of a member, and its packed bytes."""

    made_by: int
    needed: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    size: int
    name: bytes
    internal: int
    external: int
    packed: bytes | memoryview

    def start(self) -> bytes:
        """The record before the data."""
        fields = (self.needed, self.flags, self.method, self.time, self.date, self.crc, len(self.packed), self.size)
        return b"PK\3\4" + pack("<5H3I2H", *fields, len(self.name), 0) + self.name

    def entry(self, at: int) -> bytes:
        """The record in the directory, for data whose start record is at this offset."""
        fields = (self.made_by, self.needed, self.flags, self.method, self.time, self.date, self.crc)
        sizes = (len(self.packed), self.size, len(self.name), 0, 0, 0, self.internal, self.external, at)
        return b"PK\1\2" + pack("<6H3I5H2I", *fields, *sizes) + self.name


def rezip(archive: Zip, put: Mapping[str, tuple[str, bytes]]) -> bytes:
    """The zip file with these members, by name in lower case, put into it."""
    left = dict(put)
    members = []
    for key, member in _members(archive):
        replaced = left.pop(key, None)
        members.append(_packed(member, replaced[1]) if replaced else member)
    for name, content in left.values():
        flags = 0 if name.isascii() else _UTF8
        new = _Member(_VERSION, _VERSION, flags, _DEFLATED, _TIME, _DATE, 0, 0, name.encode(), 0, 0, b"")
        members.append(_packed(new, content))
    out, directory = bytearray(), bytearray()
    for member in members:
        directory += member.entry(len(out))
        out += member.start()
        out += member.packed
    end = pack("<4H2IH", 0, 0, len(members), len(members), len(directory), len(out), 0)
    return bytes(out + directory + b"PK\5\6" + end)


def _packed(member: _Member, content: bytes) -> _Member:
    """The member with other content."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = deflate.compress(content) + deflate.flush()
    return member._replace(method=_DEFLATED, crc=zlib.crc32(content), size=len(content), packed=packed)


def _members(archive: Zip) -> Iterator[tuple[str, _Member]]:
    """The members in the order of the directory, by name in lower case."""
    view, at = memoryview(archive.data), archive.directory
    for key, (_, method, crc, packed, inflated, first) in archive.members.items():
        made_by, needed, flags, _, time, date = unpack_from("<6H", view, at + 4)
        name_size, extra_size, note_size, _, internal, external = unpack_from("<5HI", view, at + 28)
        name = bytes(view[at + 46 : at + 46 + name_size])
        kept = flags & ~_DESCRIPTOR
        content = view[first : first + packed]
        yield key, _Member(made_by, needed, kept, method, time, date, crc, inflated, name, internal, external, content)
        at += 46 + name_size + extra_size + note_size
