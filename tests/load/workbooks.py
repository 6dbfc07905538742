"""Builders of workbooks for the tests: honest ones by the usual libraries, hostile ones part by part."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def saved(workbook: Any) -> bytes:
    """A workbook of any library that saves into a file."""
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx_parts(sheet: str, *, strings: str | None = None, main: str = MAIN) -> dict[str, str]:
    """The parts of the smallest workbook that has this XML between `<worksheet>` and `</worksheet>`."""
    kind = f"{PACKAGE}/content-types"
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relations = RELATIONS if main == MAIN else "http://purl.oclc.org/ooxml/officeDocument/relationships"
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{kind}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{office}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{office}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        f'<sheet name="Penilaian" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{HEAD}<worksheet xmlns="{main}">{sheet}</worksheet>',
    }
    if strings is not None:
        shared = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{office}.sharedStrings+xml"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", shared)
        parts["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{main}"{strings}</sst>'
    return parts


def xlsx(sheet: str, *, strings: str | None = None, main: str = MAIN) -> bytes:
    """A workbook of one sheet; see `xlsx_parts`."""
    return package(xlsx_parts(sheet, strings=strings, main=main))


def rows(*cells: tuple[str, str]) -> str:
    """`<sheetData>` with one row for each (name, inside of `<c>` with attributes), e.g. `("A1", '><v>3</v>')`."""
    body = ""
    for name, inside in cells:
        number = name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        body += f'<row r="{number}"><c r="{name}"{inside}</c></row>'
    return f"<sheetData>{body}</sheetData>"


ODS_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


def ods(table: str, *, styles: str = "", manifest: str | None = None) -> bytes:
    """An OpenDocument spreadsheet with this XML between `<office:spreadsheet>` and its end."""
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"{HEAD}<office:document-content {ODS_SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
        "</office:document-content>",
    }
    if manifest is not None:
        parts["META-INF/manifest.xml"] = manifest
    return package(parts)


def ods_table(*rows_: str, name: str = "Penilaian") -> str:
    """A table of rows, each given as the XML of its cells."""
    inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows_)
    return f'<table:table table:name="{name}">{inside}</table:table>'


def record(kind: int, body: bytes = b"") -> bytes:
    """One record of a binary workbook (MS-XLSB 2.1.4): its type and size in sevens of bits."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, rest = b"", len(body)
    while True:
        rest, low = rest >> 7, rest & 0x7F
        size += bytes([low | (0x80 if rest else 0)])
        if not rest:
            return head + size + body


def wide(text: str) -> bytes:
    """A text as binary workbooks hold it."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_cell(kind: int, column: int, value: bytes) -> bytes:
    """A cell record: column, style 0, value."""
    return record(kind, struct.pack("<II", column, 0) + value)


def xlsb_row(row: int, *, hidden: bool = False) -> bytes:
    """A row record; cells follow it."""
    body = struct.pack("<IIHBBB", row, 0, 300, 0, 0x10 if hidden else 0, 0) + struct.pack("<I", 0)
    return record(0, body)


def xlsb(cells: bytes, *, after: bytes = b"", state: int = 0) -> bytes:
    """A binary workbook of one sheet, with these row and cell records."""
    workbook = (
        record(131)
        + record(143)
        + record(156, struct.pack("<II", state, 1) + wide("rId1") + wide("Penilaian"))
        + record(144)
        + record(132)
    )
    corner = record(148, struct.pack("<IIII", 0, 20, 0, 20))
    sheet = record(129) + corner + record(145) + cells + record(146) + after + record(130)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="bin" '
        'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        "xl/workbook.bin": workbook,
        "xl/_rels/workbook.bin.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
        "xl/worksheets/sheet1.bin": sheet,
    }
    return package(parts)


def ole(*names: str) -> bytes:
    """A compound file whose directory has entries of these names and nothing else of use."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<III", header, 44, 1, 1, 0)
    struct.pack_into("<II", header, 60, 0xFFFFFFFE, 0)
    struct.pack_into("<I", header, 68, 0xFFFFFFFE)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = b""
    for place, name in enumerate(("Root Entry", *names)):
        raw = (name + "\0").encode("utf-16-le")
        entry = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), 5 if place == 0 else 2, 1)
        entry += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
        entries += entry.ljust(116, b"\0") + struct.pack("<III", 0xFFFFFFFE, 0, 0)
    return bytes(header) + table + entries.ljust(512, b"\0")
