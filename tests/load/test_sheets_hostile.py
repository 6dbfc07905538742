"""Shapes that bring readers down, and what becomes of them here."""

import io
import time
import zipfile

import pytest
from reading import args, cells, codes, read, refused
from workbooks import HEAD, MAIN, ods, ods_table, package, rows, xlsx, xlsx_parts

A1 = ("A1", "><v>1</v>")


def bomb(name, piece, times, **parts):
    """A workbook one of whose parts is a piece many times over."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, content in (xlsx_parts("") | parts).items():
            if other != name:
                archive.writestr(other, content)
        with archive.open(name, "w") as member:
            start, end = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>', "</sheetData></worksheet>"
            member.write(start.encode())
            for _ in range(times):
                member.write(piece)
            member.write(end.encode())
    return out.getvalue()


@pytest.mark.parametrize("far", ["XFD1048576", "A1048576", "XFD1", "AAA70000"])
def test_cells_far_apart_cost_by_cell(tmp_path, far):
    book = read(tmp_path, "a.xlsx", xlsx(rows(A1, (far, "><v>2</v>"))))
    assert cells(book) == {"A1": ("number", "1"), far: ("number", "2")}


def test_the_second_reader_is_named(tmp_path):
    inside = rows(A1, ("B2", ' t="e"><v>#REF!</v>'), ("C3", "><f>A1</f>"), ("XFD1048576", "><v>2</v>"))
    book = read(tmp_path, "a.xlsx", xlsx(inside))
    assert (book.reader, codes(book), args(book.problems[0])) == ("openpyxl", ["N113"], {"reader": "openpyxl"})
    assert [kind for kind, _ in cells(book).values()] == ["number", "error", "formula", "number"]


@pytest.mark.parametrize("row", ["1048577", "4294967295", "99999999999999999999", "0", "-1"])
def test_rows_that_do_not_exist(tmp_path, row):
    fault = refused(tmp_path, "a.xlsx", xlsx(f'<sheetData><row r="{row}"><c><v>1</v></c></row></sheetData>'))
    assert fault.code in ("E103", "E118")


@pytest.mark.parametrize("name", ["XFE1", "ZZZZZZZZ1", "A1048577", "17", "A", ""])
def test_cells_that_do_not_exist(tmp_path, name):
    fault = refused(tmp_path, "a.xlsx", xlsx(f'<sheetData><row><c r="{name}"><v>1</v></c></row></sheetData>'))
    assert fault.code in ("E103", "E118")


def test_a_boastful_count_of_strings(tmp_path):
    strings = ' count="1" uniqueCount="100000000000"><si><t>ya</t></si>'
    book = read(tmp_path, "a.xlsx", xlsx(rows(("A1", ' t="s"><v>0</v>')), strings=strings))
    assert cells(book) == {"A1": ("text", "ya")}


def test_a_string_that_is_not_there(tmp_path):
    strings = ' count="1" uniqueCount="1"><si><t>ya</t></si>'
    assert refused(tmp_path, "a.xlsx", xlsx(rows(("A1", ' t="s"><v>7</v>')), strings=strings)).code == "E103"


def test_merged_ranges_cost_nothing(tmp_path):
    merges = "".join(f'<mergeCell ref="A{row}:XFD{row}"/>' for row in range(2, 201))
    book = read(tmp_path, "a.xlsx", xlsx(rows(A1) + f"<mergeCells>{merges}</mergeCells>"))
    assert len(book.sheets[0].merged) == 199
    book = read(tmp_path, "b.xlsx", xlsx(rows(A1) + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'))
    assert book.sheets[0].merged == ((1, 1, 1_048_576, 16_384),)


BILLION = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = {
    "billion laughs": f'<!DOCTYPE w [<!ENTITY l0 "lol">{BILLION}]>',
    "quadratic": f'<!DOCTYPE w [<!ENTITY l0 "{"a" * 50_000}">]>',
    "external": '<!DOCTYPE w [<!ENTITY l0 SYSTEM "file:///etc/hostname">]>',
    "plain": "<!DOCTYPE w>",
}


@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES.keys())
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/app.xml"])
def test_document_types_are_refused(tmp_path, doctype, part):
    parts = xlsx_parts(rows(("A1", ' t="s"><v>0</v>')), strings=' uniqueCount="1"><si><t>&l0;</t></si>')
    parts.setdefault(part, f"{HEAD}<Properties/>")
    parts[part] = parts[part].replace(HEAD, HEAD + doctype)
    fault = refused(tmp_path, "a.xlsx", package(parts))
    assert (fault.code, args(fault)) == ("E106", {"found": "DTD", "part": part})


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "cp037"])
def test_no_encoding_hides_a_document_type(tmp_path, encoding):
    parts: dict[str, str | bytes] = dict(xlsx_parts(""))
    named = {"utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(encoding, encoding)
    text = f'<?xml version="1.0" encoding="{named}"?><!DOCTYPE w [<!ENTITY a "3">]><w>&a;</w>'
    parts["xl/worksheets/sheet1.xml"] = text.encode(encoding)
    assert refused(tmp_path, "a.xlsx", package(parts)).code in ("E103", "E106")


def test_a_sheet_in_utf16(tmp_path):
    parts: dict[str, str | bytes] = dict(xlsx_parts(""))
    inside = rows(("A1", ' t="e"><v>#REF!</v>'))
    text = f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{MAIN}">{inside}'
    parts["xl/worksheets/sheet1.xml"] = (text + "</worksheet>").encode("utf-16")
    assert cells(read(tmp_path, "a.xlsx", package(parts))) == {"A1": ("error", "#REF!")}


@pytest.mark.parametrize(
    ("piece", "times", "limit"),
    [
        (b" " * 1_000_000, 60, "200"),  # blanks
        (b"<row><c t='inlineStr'><is><t>" + b"a" * 1_000_000, 60, "200"),  # one long text
        (b"<row>" + b"<c><v>1</v></c>" * 5_000 + b"</row>", 800, "200"),
    ],
)
def test_bombs_are_refused_while_they_swell(tmp_path, piece, times, limit):
    name = "xl/worksheets/sheet1.xml"
    before = time.monotonic()
    fault = refused(tmp_path, "a.xlsx", bomb(name, piece, times))
    assert (fault.code, args(fault)) == ("E118", {"limit": limit, "what": "ratio", "part": name})
    assert time.monotonic() - before < 5


def test_size_limits_count_what_is_inflated_not_what_is_declared(tmp_path):
    import random

    noise = random.Random(1).randbytes(1_000_000).replace(b"<", b"x").replace(b"&", b"y")
    content = bytearray(bomb("xl/worksheets/sheet1.xml", noise[:20_000] * 50, 201))
    at = content.find(b"PK\1\2")
    while at >= 0:  # the directory claims that every member is tiny
        content[at + 24 : at + 28] = (100).to_bytes(4, "little")
        at = content.find(b"PK\1\2", at + 1)
    fault = refused(tmp_path, "a.xlsx", bytes(content))
    assert fault.code == "E118"


def test_too_many_members(tmp_path):
    parts = xlsx_parts(rows(A1)) | {f"x/{number}": "" for number in range(10_001)}
    fault = refused(tmp_path, "a.xlsx", package(parts))
    assert (fault.code, args(fault)) == ("E118", {"limit": "10000", "what": "members"})


def test_two_members_of_one_name(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in xlsx_parts(rows(A1)).items():
            archive.writestr(name, content)
        archive.writestr("XL/worksheets/SHEET1.xml", "other")
    assert refused(tmp_path, "a.xlsx", out.getvalue()).code == "E103"


def test_a_wrong_checksum(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in xlsx_parts(rows(("A1", "><v>3</v>"))).items():
            archive.writestr(name, content)
    content = out.getvalue().replace(b"<v>3</v>", b"<v>5</v>")
    fault = refused(tmp_path, "a.xlsx", content)
    assert (fault.code, args(fault)["detail"]) == ("E103", "zip: CRC: xl/worksheets/sheet1.xml")


def test_a_cell_with_too_much_text_is_named(tmp_path):
    long = "a" * 32_768
    inside = rows(A1, ("C7", f' t="inlineStr"><is><t>{long}</t></is>'))
    fault = refused(tmp_path, "a.xlsx", xlsx(inside))
    assert (fault.code, fault.place.address) == ("E118", "Penilaian!C7")
    assert args(fault) == {"limit": "32767", "what": "characters"}


def test_too_many_cells(tmp_path):
    piece = b"<row>" + b"<c><v>1</v></c><c><v>27</v></c>" * 8_000 + b"</row>"
    fault = refused(tmp_path, "a.xlsx", bomb("xl/worksheets/sheet1.xml", piece, 130))
    assert fault.code == "E118"


REPEATS = {
    "rows and columns": ods_table(
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    ).replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">'),
    "rows": ods_table('<table:table-cell office:value-type="float" office:value="1"/>').replace(
        "<table:table-row>", '<table:table-row table:number-rows-repeated="90000000">'
    ),
    "columns": ods_table(
        '<table:table-cell table:number-columns-repeated="90000000" office:value-type="float" office:value="1"/>'
    ),
    "spaces": ods_table(
        '<table:table-cell office:value-type="string"><text:p><text:s text:c="2000000000"/></text:p></table:table-cell>'
    ),
    "huge number": ods_table(f'<table:table-cell table:number-columns-repeated="{"9" * 5000}"/>'),
}


@pytest.mark.parametrize("table", REPEATS.values(), ids=REPEATS.keys())
def test_repetitions_of_opendocument(tmp_path, table):
    assert refused(tmp_path, "a.ods", ods(table)).code in ("E118", "E103")


def test_blank_repetitions_of_opendocument_cost_nothing(tmp_path):
    blank = '<table:table-cell table:number-columns-repeated="16383"/>'
    cell = '<table:table-cell office:value-type="float" office:value="3"/>'
    table = ods_table(cell, blank + cell, blank).replace(
        f"<table:table-row>{blank}</table:table-row>",
        f'<table:table-row table:number-rows-repeated="1048574">{blank}</table:table-row>',
    )
    assert cells(read(tmp_path, "a.ods", ods(table))) == {"A1": ("number", "3"), "XFD2": ("number", "3")}


def test_the_parent_stays_small(tmp_path):
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused(tmp_path, "a.xlsx", bomb("xl/worksheets/sheet1.xml", b" " * 1_000_000, 60))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # KiB
