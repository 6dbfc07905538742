"""Records of binary workbooks (xls, xlsb) changed one by one, so that what follows them is still found."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from random import Random

import nasty


def of_records(data: bytes, chance: Random, *, wide: bool) -> bytes:
    """A stream of records with a few lost, doubled, moved, of another type, or with other contents.

    Those of an xlsb (`wide`) may grow; those of an xls keep their places, since others point at them.
    """
    records = list(_wide(data) if wide else _narrow(data))
    for _ in range(chance.choice((1, 1, 2, 4, 10)) if records else 0):
        at = chance.randrange(len(records))
        kind, body = records[at]
        what = chance.randrange(6)
        if what == 0 and wide:
            del records[at]
            if not records:
                break
        elif what == 1 and wide:
            records.insert(at, chance.choice(records))
        elif what == 2:
            records[at] = (
                chance.choice((kind + 1, kind - 1 if kind else 0, chance.choice(records)[0], chance.randrange(0x4000))),
                body,
            )
        elif what == 3:
            records[at] = (kind, _numbers(body, chance))
        elif what == 4:
            new = nasty.spoilt(body, chance, 2)
            records[at] = (kind, new if wide else (new + bytes(len(body)))[: len(body)])
        elif what == 5 and wide:
            text = nasty.value(chance)[:300].encode("utf-16-le", "replace")
            records[at] = (kind, body[:8] + struct.pack("<I", len(text) // 2) + text)
    return b"".join((_head_wide if wide else _head_narrow)(kind, len(body)) + body for kind, body in records)


def _numbers(body: bytes, chance: Random) -> bytes:
    """A number somewhere in a record becomes one at the edge of its type."""
    size = chance.choice((1, 2, 4, 8))
    if len(body) < size:
        return body
    at = chance.randrange(len(body) - size + 1)
    limit = 1 << (8 * size)
    new = chance.choice((0, 1, limit - 1, limit // 2, limit // 2 - 1, chance.randrange(limit)))
    return body[:at] + new.to_bytes(size, "little") + body[at + size :]


def of_xls(data: bytes, chance: Random) -> bytes:
    """An old workbook with records changed in place, or with bytes of its container changed."""
    start, length = _stream(data)
    if chance.random() < 0.25 or not length:
        return nasty.spoilt(data, chance)
    stream = of_records(data[start : start + length], chance, wide=False)
    return data[:start] + stream + data[start + length :]


def _stream(data: bytes) -> tuple[int, int]:
    """Where the workbook's stream stands in a file of xlwt, and how long it is: to the end of its last sheet."""
    start = data.find(b"\x09\x08")
    return (0, 0) if start < 0 else (start, sum(4 + len(body) for _, body in _narrow(data[start:])))


def _narrow(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        if not kind or at + 4 + size > len(data):
            return
        yield kind, data[at + 4 : at + 4 + size]
        at += 4 + size


def _head_narrow(kind: int, size: int) -> bytes:
    return struct.pack("<HH", kind & 0xFFFF, size)


def _wide(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        kind = data[at]
        at += 1
        if kind & 0x80 and at < len(data):
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        for _ in range(4):
            if at >= len(data):
                return
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, data[at : at + size]
        at += size


def _head_wide(kind: int, size: int) -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, (kind >> 7) & 0x7F])
    while True:
        size, low = size >> 7, size & 0x7F
        head += bytes([low | (0x80 if size else 0)])
        if not size:
            return head
