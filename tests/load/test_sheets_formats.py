"""The other formats: what is in the cells, and telling formats apart by content."""

import shutil
import struct
import subprocess

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from old_workbooks import xls
from reading import args, cells, codes, read, refused
from workbooks import ods, ods_table, record, rows, saved, wide, xlsb, xlsb_cell, xlsb_row, xlsx

from spbe_index.load import limited
from spbe_index.load.sheets import read_book


@pytest.mark.parametrize("calendar_1904", [False, True])
def test_xls(tmp_path, calendar_1904):
    book = read(tmp_path, "a.xls", xls(calendar_1904))
    assert (book.format, book.reader, codes(book)) == ("xls", "xlrd", [])
    assert cells(book) == {
        "C3": ("text", " teks "),
        "D3": ("number", "3"),
        "E3": ("number", "3.75"),
        "F3": ("boolean", "TRUE"),
        "G3": ("date", "2026-04-03"),
        "H3": ("date", "2026-04-03T10:30:00"),
        "I3": ("date", "10:30:00"),
        "C4": ("error", "#REF!"),
        "D4": ("error", "#N/A"),
        "C6": ("text", "m"),
    }
    assert [sheet.visible for sheet in book.sheets] == [True, False, False]
    first = book.sheets[0]
    assert (first.merged, first.hidden_rows, first.hidden_columns) == (((6, 3, 7, 5),), {4}, {6})


def test_xls_that_xlrd_cannot_follow_goes_to_calamine(tmp_path, monkeypatch):
    break_xlrd = "import xlrd\nxlrd.open_workbook = None\nmain(int"
    monkeypatch.setattr(limited, "PROGRAM", limited.PROGRAM.replace("main(int", break_xlrd))
    book = read(tmp_path, "a.xls", xls())
    assert (book.reader, [(fault.code, args(fault)) for fault in book.problems]) == (
        "calamine",
        [("N113", {"reader": "calamine"}), ("W112", {"format": "xls"})],
    )
    assert cells(book)["G3"] == ("date", "2026-04-03")
    assert "C4" not in cells(book)  # the error, which calamine cannot tell


def test_xls_whose_chain_of_sectors_loops(tmp_path):
    content = bytearray(xls())
    (first,) = struct.unpack_from("<I", content, 76)  # sector of the allocation table
    at = 512 * (first + 1)
    for place in range(at, at + 512, 4):
        struct.pack_into("<I", content, place, 1)
    assert refused(tmp_path, "a.xls", bytes(content)).code in ("E103", "E110")


def test_xls_with_a_password(tmp_path):
    body = struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)
    stream = struct.pack("<HH", 0x809, 16) + body + struct.pack("<HHHHH", 0x2F, 6, 0, 0x1234, 0x5678)
    assert refused(tmp_path, "a.xls", stream + struct.pack("<HH", 0x0A, 0)).code == "E102"


def odf_cell(value_type="", text="", **attributes):
    cell = TableCell(**attributes)
    if value_type:
        cell.setAttribute("valuetype", value_type)
    if text:
        cell.addElement(P(text=text))
    return cell


def test_ods_by_its_own_library(tmp_path):
    document = OpenDocumentSpreadsheet()
    table = Table(name="Penilaian")
    document.spreadsheet.addElement(table)
    table.addElement(TableRow(numberrowsrepeated=2))
    row = TableRow()
    table.addElement(row)
    row.addElement(TableCell(numbercolumnsrepeated=2))
    row.addElement(odf_cell("string", "teks"))
    row.addElement(odf_cell("float", "3", value="3"))
    row.addElement(odf_cell("percentage", "375%", value="3.7500000000000004"))
    row.addElement(odf_cell("boolean", "TRUE", booleanvalue="true"))
    row.addElement(odf_cell("date", "3 Apr", datevalue="2026-04-03"))
    row.addElement(odf_cell("date", "3 Apr", datevalue="2026-04-03T10:30:00"))
    row.addElement(odf_cell("time", "10:30", timevalue="PT10H30M00S"))
    row.addElement(odf_cell("time", "26:03", timevalue="PT26H03M00S"))
    book = read(tmp_path, "a.ods", saved(document))
    assert (book.format, codes(book)) == ("ods", [])
    assert cells(book) == {
        "C3": ("text", "teks"),
        "D3": ("number", "3"),
        "E3": ("number", "3.75"),
        "F3": ("boolean", "TRUE"),
        "G3": ("date", "2026-04-03"),
        "H3": ("date", "2026-04-03T10:30:00"),
        "I3": ("date", "10:30:00"),
        "J3": ("date", "PT26H3M0S"),
    }


def test_ods_errors_formulas_repeats_and_asides(tmp_path):
    float_ = 'office:value-type="float" office:value'
    table = ods_table(
        f'<table:table-cell table:number-columns-repeated="2" {float_}="3"/>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p>'
        "</table:table-cell>"
        '<table:table-cell table:formula="of:=X()" office:value-type="string"><text:p>Err:508</text:p>'
        '</table:table-cell><table:table-cell table:formula="of:=[.A1]*2"/>'
        f'<table:table-cell table:formula="of:=TRUE()" {float_}="1"><text:p>TRUE</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string"><text:p/></table:table-cell>',
        f'<table:table-cell {float_}="5"><office:annotation><text:p>catatan</text:p></office:annotation>'
        "<text:p>5</text:p></table:table-cell>"
        '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b<text:tab/>c</text:p>'
        "<text:p>d<text:line-break/><text:span>e</text:span></text:p></table:table-cell>"
        '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3"/>'
        '<table:covered-table-cell office:value-type="string"><text:p>di bawah</text:p></table:covered-table-cell>',
    )
    book = read(tmp_path, "a.ods", ods(table))
    assert cells(book) == {
        "A1": ("number", "3"),
        "B1": ("number", "3"),
        "C1": ("error", "#DIV/0!"),
        "D1": ("error", "Err:508"),
        "E1": ("formula", "=[.A1]*2"),
        "F1": ("boolean", "TRUE"),
        "A2": ("number", "5"),
        "B2": ("text", "a  b\tc\nd\ne"),
        "D2": ("text", "di bawah"),
    }
    assert book.sheets[0].merged == ((2, 3, 4, 4),)


def test_ods_hidden_things(tmp_path):
    styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    cell = '<table:table-cell office:value-type="float" office:value="3"/>'
    table = (
        '<table:table table:name="Penilaian"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{cell}</table:table-row>"
        f'<table:table-row table:visibility="filter">{cell}</table:table-row></table:table>'
        '<table:table table:name="Rahasia" table:style-name="ta2">'
        f"<table:table-row>{cell}</table:table-row></table:table>"
    )
    book = read(tmp_path, "a.ods", ods(table, styles=styles))
    assert [(sheet.name, sheet.visible) for sheet in book.sheets] == [("Penilaian", True), ("Rahasia", False)]
    assert (book.sheets[0].hidden_rows, book.sheets[0].hidden_columns) == ({2}, {3})


def test_xlsb(tmp_path):
    number = struct.pack("<d", 3.75)
    content = xlsb(
        xlsb_row(2)
        + xlsb_cell(6, 2, wide("teks"))
        + xlsb_cell(5, 3, number)
        + xlsb_cell(4, 4, b"\1")
        + xlsb_cell(3, 5, b"\x17")
        + xlsb_cell(11, 6, b"\x07" + bytes(8))
        + xlsb_row(3, hidden=True)
        + xlsb_cell(2, 2, struct.pack("<I", 3 << 2 | 2)),
        after=record(176, struct.pack("<IIII", 4, 5, 2, 3)),
    )
    book = read(tmp_path, "a.xlsb", content)
    assert (book.format, book.reader, codes(book)) == ("xlsb", "calamine", [])
    assert cells(book) == {
        "C3": ("text", "teks"),
        "D3": ("number", "3.75"),
        "E3": ("boolean", "TRUE"),
        "F3": ("error", "#REF!"),
        "G3": ("error", "#DIV/0!"),
        "C4": ("number", "3"),
    }
    first = book.sheets[0]
    assert (first.merged, first.hidden_rows) == (((5, 3, 6, 4),), {4})
    assert not read(tmp_path, "b.xlsb", xlsb(xlsb_row(0) + xlsb_cell(5, 0, number), state=2)).sheets[0].visible


def test_xlsb_with_cells_far_apart(tmp_path):
    number = struct.pack("<d", 1)
    far = xlsb_row(0) + xlsb_cell(5, 0, number) + xlsb_row(1_048_575) + xlsb_cell(5, 16_383, number)
    assert refused(tmp_path, "a.xlsb", xlsb(far)).code == "E118"
    assert refused(tmp_path, "b.xlsb", xlsb(xlsb_row(1 << 31))).code == "E118"
    assert refused(tmp_path, "c.xlsb", xlsb(record(3, b"\0"))).code == "E103"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_writes(tmp_path):
    inside = rows(("C3", "><f>1+2</f>"), ("D4", "><f>1/0</f>"), ("E5", "><v>3</v>"))
    (tmp_path / "a.xlsx").write_bytes(xlsx(inside))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for form in ("ods", "xls"):
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(tmp_path),
            str(tmp_path / "a.xlsx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        assert cells(read_book(tmp_path / f"a.{form}")) == {
            "C3": ("number", "3"),
            "D4": ("error", "#DIV/0!"),
            "E5": ("number", "3"),
        }
