"""Workbooks of a few kilobytes, at most four megabytes, that bring readers down: one builder for each shape."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from workbooks import HEAD, MAIN, ods, ods_table, package, rows, xlsx, xlsx_parts

A1 = ("A1", "><v>1</v>")
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


class Swollen:
    """A member that inflates to a piece many times over, made without ever holding it."""

    def __init__(self, before: bytes, piece: bytes, times: int, after: bytes) -> None:
        def deflated(data: bytes, how: int) -> bytes:
            packer = zlib.compressobj(9, zlib.DEFLATED, -15)
            return packer.compress(data) + packer.flush(how)

        # A block that is flushed whole refers to nothing before it, so it may stand as often as one likes.
        self.data = deflated(before, zlib.Z_FULL_FLUSH) + deflated(piece, zlib.Z_FULL_FLUSH) * times
        self.data += deflated(after, zlib.Z_FINISH)
        self.size = len(before) + len(piece) * times + len(after)


def swollen_xlsx(part: str, member: Swollen, **parts: str) -> bytes:
    """A workbook with one member that swells; of that one nobody gets as far as to its checksum."""
    members = {name: text for name, text in (xlsx_parts("", strings="/>") | parts).items() if name != part}
    out, directory = b"", b""
    for name, text in {**members, part: ""}.items():
        data, size = (member.data, member.size) if name == part else (text.encode(), len(text.encode()))
        method, crc = (8, 0) if name == part else (0, zlib.crc32(data))
        fields = struct.pack("<HHHHIIIHH", 0, method, 0, 0x21, crc, len(data), size, len(name), 0)
        directory += b"PK\1\2\x14\0\x14\0" + fields + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + name.encode()
        out += b"PK\3\4\x14\0" + fields + name.encode() + data
    count = len(members) + 1
    return out + directory + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(out), 0)


def swollen_sheet(before: str, piece: bytes, times: int, after: str) -> bytes:
    start, end = f'{HEAD}<worksheet xmlns="{MAIN}">{before}', f"{after}</worksheet>"
    return swollen_xlsx(SHEET, Swollen(start.encode(), piece, times, end.encode()))


def long_string() -> bytes:
    start, end = f'{HEAD}<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t>', "</t></si></sst>"
    member = Swollen(start.encode(), b"x" * 1_000_000, 2_000, end.encode())
    return swollen_xlsx(STRINGS, member, **{SHEET: xlsx_parts(rows(("A1", ' t="s"><v>0</v>')))[SHEET]})


def with_doctype(doctype: str) -> bytes:
    parts = xlsx_parts(rows(("A1", ' t="s"><v>0</v>')), strings=' uniqueCount="1"><si><t>&l9;</t></si>')
    return package(parts | {STRINGS: parts[STRINGS].replace(HEAD, HEAD + doctype)})


def strings(count: str, index: int) -> bytes:
    inside = f' count="1" uniqueCount="{count}"><si><t>ya</t></si>'
    return xlsx(rows(("A1", f' t="s"><v>{index}</v>')), strings=inside)


def merged(*ranges: str) -> bytes:
    inside = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    return xlsx(rows(A1) + f"<mergeCells>{inside}</mergeCells>")


def repeated(columns: int = 1, lines: int = 1, inside: str = "") -> bytes:
    kind = f'office:value-type="string">{inside}</table:table-cell>'
    number = 'office:value-type="float" office:value="1"/>'
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" {kind if inside else number}'
    return ods(ods_table(cell).replace("<table:table-row>", f'<table:table-row table:number-rows-repeated="{lines}">'))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))

#: By shape: its ending, its bytes, and the code for which it is refused, or "" where it is read.
SHAPES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a dimension of everything": ("xlsx", lambda: xlsx('<dimension ref="A1:XFD1048576"/>' + rows(A1)), ""),
    "a dimension of one cell": (
        "xlsx",
        lambda: xlsx('<dimension ref="A1"/>' + rows(*((f"B{row}", "><v>1</v>") for row in range(1, 201)))),
        "",
    ),
    "cells in both corners": ("xlsx", lambda: xlsx(rows(A1, ("XFD1048576", "><v>1</v>"))), ""),
    "cells in the first and last row": ("xlsx", lambda: xlsx(rows(A1, ("A1048576", "><v>1</v>"))), ""),
    "a row that cannot be": ("xlsx", lambda: xlsx(rows(("A4294967295", "><v>1</v>"))), "E118"),
    "strings that are not there": ("xlsx", lambda: strings("100000000000", 0), ""),
    "a string out of range": ("xlsx", lambda: strings("1", 7), "E103"),
    "everything merged": ("xlsx", lambda: merged("A1:XFD1048576"), ""),
    "whole rows merged": ("xlsx", lambda: merged(*(f"A{row}:XFD{row}" for row in range(2, 201))), ""),
    "billion laughs": ("xlsx", lambda: with_doctype(f'<!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]>'), "E106"),
    "quadratic blow-up": ("xlsx", lambda: with_doctype(f'<!DOCTYPE w [<!ENTITY l9 "{"a" * 50_000}">]>'), "E106"),
    "external entity": (
        "xlsx",
        lambda: with_doctype('<!DOCTYPE w [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'),
        "E106",
    ),
    "a string of 2 GB": ("xlsx", long_string, "E118"),
    "20 million cells": (
        "xlsx",
        lambda: swollen_sheet("<sheetData>", b"<row>" + b"<c><v>1</v></c>" * 5_000 + b"</row>", 4_000, "</sheetData>"),
        "E118",
    ),
    "4 GB of blanks": ("xlsx", lambda: swollen_sheet("", b" " * 1_000_000, 4_000, "<sheetData/>"), "E118"),
    "one cell 17 thousand million times": ("ods", lambda: repeated(16_384, 1_048_576), "E118"),
    "one cell 90 million times": ("ods", lambda: repeated(9_000, 10_000), "E118"),
    "a row 90 million times": ("ods", lambda: repeated(1, 90_000_000), "E118"),
    "2 thousand million spaces": (
        "ods",
        lambda: repeated(inside='<text:p><text:s text:c="2000000000"/></text:p>'),
        "E118",
    ),
}
