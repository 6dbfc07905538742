"""Open XML workbooks: what is in the cells, and who says so."""

import datetime
import io

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from reading import args, cells, codes, read, refused
from workbooks import HEAD, MAIN, package, rows, saved, xlsx, xlsx_parts

from spbe_index.load import limited
from spbe_index.load.door.values import number

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def written(fill):
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(workbook)
    workbook.close()
    return out.getvalue()


@pytest.mark.parametrize("calendar_1904", [False, True])
def test_every_kind_of_cell_at_its_address(tmp_path, calendar_1904):
    workbook = openpyxl.Workbook()
    if calendar_1904:
        workbook.epoch = CALENDAR_MAC_1904
    sheet = workbook.active
    sheet["C3"], sheet["D3"], sheet["E3"], sheet["F3"] = " teks ", 3, 3.75, True
    sheet["G3"], sheet["H3"] = datetime.date(2026, 4, 3), datetime.datetime(2026, 4, 3, 10, 30)
    sheet["I3"], sheet["J3"] = datetime.time(10, 30), datetime.timedelta(hours=26, minutes=3)
    sheet["C4"], sheet["D4"] = "=D3*2", "baris\nkedua"
    sheet["E4"], sheet["F4"] = 1.98503152010011e17, 3.7500000000000004
    book = read(tmp_path, "a.xlsx", saved(workbook))
    assert (book.format, book.reader, codes(book)) == ("xlsx", "calamine", [])
    assert cells(book) == {
        "C3": ("text", " teks "),
        "D3": ("number", "3"),
        "E3": ("number", "3.75"),
        "F3": ("boolean", "TRUE"),
        "G3": ("date", "2026-04-03"),
        "H3": ("date", "2026-04-03T10:30:00"),
        "I3": ("date", "10:30:00"),
        "J3": ("date", "PT26H3M0S"),
        "C4": ("formula", "=D3*2"),
        "D4": ("text", "baris\nkedua"),
        "E4": ("number", "198503152010011000"),
        "F4": ("number", "3.75"),
    }


def test_formulas_with_and_without_a_stored_value(tmp_path):
    inside = rows(
        ("A1", "><f>B1</f><v>3</v>"),
        ("A2", "><f>B2</f></c>".removesuffix("</c>")),
        ("A3", "><f>B3</f><v/>"),
        ("A4", ' t="str"><f>B4</f><v></v>'),
        ("A5", ' t="str"><f>B5</f><v>Baik</v>'),
        ("A6", ' t="b"><f>B6</f><v>1</v>'),
        ("A7", '><f t="shared" si="0"/>'),
        ("A8", ' t="e"><f>1/0</f><v>#DIV/0!</v>'),
    )
    assert cells(read(tmp_path, "a.xlsx", xlsx(inside))) == {
        "A1": ("number", "3"),
        "A2": ("formula", "=B2"),
        "A3": ("formula", "=B3"),
        "A5": ("text", "Baik"),
        "A6": ("boolean", "TRUE"),
        "A7": ("formula", ""),
        "A8": ("error", "#DIV/0!"),
    }


@pytest.mark.parametrize(
    "error", ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!"]
)
def test_errors_are_neither_blank_nor_text(tmp_path, error):
    book = read(tmp_path, "a.xlsx", xlsx(rows(("D17", f' t="e"><v>{error}</v>'))))
    assert cells(book) == {"D17": ("error", error)}


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("many", [1, 6_000])
def test_errors_are_found_whatever_the_prefix_and_the_size(tmp_path, prefix, many):
    plain = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, many + 1))
    body = f"<sheetData>{plain}<row><c t='e'><v>#REF!</v></c><c><f>A1</f></c></row></sheetData>"
    parts = xlsx_parts("")
    if prefix:
        body = body.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
    spaced = f'xmlns:{prefix.rstrip(":")}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    parts["xl/worksheets/sheet1.xml"] = f"{HEAD}<{prefix}worksheet {spaced}>{body}</{prefix}worksheet>"
    found = cells(read(tmp_path, "a.xlsx", package(parts)))
    assert found[f"A{many + 1}"] == ("error", "#REF!")
    assert found[f"B{many + 1}"] == ("formula", "=A1")
    assert len(found) == many + 2


def test_a_large_plain_sheet_is_read_whole(tmp_path):
    plain = "".join(f'<row r="{row}"><c r="B{row}"><v>{row}.5</v></c></row>' for row in range(1, 9_001))
    found = cells(read(tmp_path, "a.xlsx", xlsx(f"<sheetData>{plain}</sheetData>")))
    assert len(found) == 9_000
    assert found["B9000"] == ("number", "9000.5")


@pytest.mark.parametrize("dimension", ["", "A1", "A0:B2", "A1:XFD1048576"])
def test_the_declared_dimension_is_never_believed(tmp_path, dimension):
    declared = f'<dimension ref="{dimension}"/>' if dimension else ""
    book = read(tmp_path, "a.xlsx", xlsx(declared + rows(("B2", "><v>1</v>"), ("F200", "><v>2</v>"))))
    assert cells(book) == {"B2": ("number", "1"), "F200": ("number", "2")}


def test_cells_without_addresses_are_counted(tmp_path):
    inside = "<sheetData><row/><row><c/><c><v>1</v></c></row><row r='5'><c r='D5'><v>2</v></c><c><f>A1</f></c></row>"
    found = cells(read(tmp_path, "a.xlsx", xlsx(inside + "</sheetData>")))
    assert found == {"B2": ("number", "1"), "D5": ("number", "2"), "E5": ("formula", "=A1")}


def test_hidden_sheets_rows_columns_and_merged_ranges(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Penilaian"
    for row in range(1, 8):
        sheet.cell(row, 3, row)
    sheet.merge_cells("C6:E7")
    sheet.row_dimensions[4].hidden = True
    sheet.row_dimensions[400].hidden = True
    sheet.column_dimensions["F"].hidden = True
    for name, state in (("Rahasia", "hidden"), ("Sangat", "veryHidden")):
        other = workbook.create_sheet(name)
        other["A1"] = 1
        other.sheet_state = state
    book = read(tmp_path, "a.xlsx", saved(workbook))
    assert [(sheet.name, sheet.visible) for sheet in book.sheets] == [
        ("Penilaian", True),
        ("Rahasia", False),
        ("Sangat", False),
    ]
    first = book.sheets[0]
    assert first.merged == ((6, 3, 7, 5),)
    assert first.hidden_rows == {4}  # row 400 holds nothing
    assert first.hidden_columns == {6}


def test_shared_and_inline_strings_with_runs_and_blanks(tmp_path):
    strings = (
        ' count="4" uniqueCount="4"><si><t xml:space="preserve"> dua </t></si><si><t/></si>'
        "<si><r><t>te</t></r><r><t>bal</t></r></si><si><t>lain</t></si>"
    )
    inside = rows(
        ("A1", ' t="s"><v>0</v>'),
        ("A2", ' t="s"><v>1</v>'),
        ("A3", ' t="s"><v>2</v>'),
        ("A4", ' t="inlineStr"><is><t>di tempat</t></is>'),
        ("A5", ' s="0"/><c'),
    ).replace('<c r="A5" s="0"/><c</c>', '<c r="A5" s="0"/>')
    assert cells(read(tmp_path, "a.xlsx", xlsx(inside, strings=strings))) == {
        "A1": ("text", " dua "),
        "A3": ("text", "tebal"),
        "A4": ("text", "di tempat"),
    }


def test_dates_in_words(tmp_path):
    found = cells(read(tmp_path, "a.xlsx", xlsx(rows(("A1", ' t="d"><v>2026-04-03</v>'), ("A2", "><v>3</v>")))))
    assert found == {"A1": ("date", "2026-04-03"), "A2": ("number", "3")}


def test_strict_open_xml_is_read(tmp_path):
    inside = rows(("A1", "><v>3</v>"), ("B2", ' t="e"><v>#N/A</v>'), ("C3", ' t="inlineStr"><is><t>ya</t></is>'))
    found = cells(read(tmp_path, "a.xlsx", xlsx(inside, main=STRICT)))
    assert found == {"A1": ("number", "3"), "B2": ("error", "#N/A"), "C3": ("text", "ya")}


def test_placeholders_of_formulas_nobody_has_calculated(tmp_path):
    def fill(workbook):
        sheet = workbook.add_worksheet("Penilaian")
        sheet.write(0, 0, 3)
        sheet.write_formula(0, 1, "=A1*2")
        sheet.write_formula(1, 1, "=A1*3")

    book = read(tmp_path, "a.xlsx", written(fill))
    (fault,) = book.problems
    assert (fault.code, fault.place.sheet, args(fault)) == ("W124", "Penilaian", {"count": "2"})
    assert cells(book)["B1"] == ("number", "0")


def test_macros_and_links_are_told_and_left_alone(tmp_path):
    parts = xlsx_parts(rows(("A1", "><v>3</v>")))
    parts |= {"xl/vbaProject.bin": "macro", "xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    book = read(tmp_path, "a.xlsm", package(parts))
    assert codes(book) == ["N115", "N116"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsm"]


def test_protection_without_encryption_reads_normally(tmp_path):
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.protect("rahasia")
        sheet.write(0, 0, 3)

    assert cells(read(tmp_path, "a.xlsx", written(fill))) == {"A1": ("number", "3")}


def test_a_chart_sheet_holds_no_cells(tmp_path):
    def fill(workbook):
        sheet = workbook.add_worksheet("Penilaian")
        sheet.write(0, 0, 3)
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=Penilaian!$A$1:$A$1"})
        workbook.add_chartsheet("Grafik").set_chart(chart)

    book = read(tmp_path, "a.xlsx", written(fill))
    assert [(sheet.name, len(sheet.cells)) for sheet in book.sheets] == [("Penilaian", 1), ("Grafik", 0)]


def test_no_cells_and_no_sheets_are_empty(tmp_path):
    assert refused(tmp_path, "a.xlsx", xlsx("<sheetData/>")).code == "E107"
    parts = xlsx_parts("")
    parts["xl/workbook.xml"] = f'{HEAD}<workbook xmlns="{MAIN}"><sheets/></workbook>'
    assert refused(tmp_path, "b.xlsx", package(parts)).code == "E107"


def test_members_of_the_zip_file_in_odd_places(tmp_path):
    parts = xlsx_parts(rows(("A1", "><v>3</v>")))
    content = b"#!/bin/sh\n" + package(parts)
    assert refused(tmp_path, "a.xlsx", content).code in ("E101", "E103")
    twice = package(parts)
    at = twice.rfind(b"PK\5\6")
    assert refused(tmp_path, "b.xlsx", twice[: at - 40]).code == "E103"


def test_both_readers_give_the_same_cells(tmp_path, monkeypatch):
    def fill(workbook):
        sheet = workbook.add_worksheet("Penilaian")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        span = workbook.add_format({"num_format": "[h]:mm"})
        bold = workbook.add_format({"bold": True})
        sheet.write_rich_string(4, 2, "te", bold, "bal ", "lagi")
        for row, value in enumerate((1, -1, 0.1, 1 / 3, 2.9999999996, 1e-7, 1e15, 123456789012345678, -0.0, 1e300)):
            sheet.write_number(row, 0, value)
        sheet.write_boolean(0, 1, True)
        sheet.write_datetime(1, 1, datetime.datetime(2026, 4, 3), day)
        sheet.write_datetime(2, 1, datetime.datetime(1900, 1, 3), day)
        sheet.write_number(3, 1, 1.5, span)
        sheet.write_formula(5, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(6, 2, "=A1", None, 1)
        sheet.write_formula(7, 2, '="x"', None, "x")
        sheet.write_formula(8, 2, "=TRUE()", None, True)
        sheet.write_formula(9, 2, '=""', None, "")
        sheet.write_string(10, 2, "_x0041_ <&> \t \u00a0\u200b é 😀")
        sheet.write_blank(11, 2, None, bold)
        sheet.merge_range("D1:F3", "gabung")

    content = written(fill)
    by_calamine = read(tmp_path, "a.xlsx", content)
    monkeypatch.setattr(limited, "PROGRAM", limited.PROGRAM.replace("sys.argv[6])", '"openpyxl")'))
    by_openpyxl = read(tmp_path, "a.xlsx", content)
    assert (by_calamine.reader, by_openpyxl.reader) == ("calamine", "openpyxl")
    assert cells(by_calamine) == cells(by_openpyxl)
    assert by_calamine.sheets[0].merged == by_openpyxl.sheets[0].merged
    assert cells(by_calamine)["A5"] == ("number", "3")
    assert cells(by_calamine)["A8"] == ("number", "123456789012346000")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (-0.0, "0"),
        (3.7500000000000004, "3.75"),
        (2.9999999996, "3"),
        (2.99999999, "2.99999999"),
        (1e-7, "0.0000001"),
        (-1.5e-8, "-0.000000015"),
        (1e-12, "0"),
        (1e16, "10000000000000000"),
        (1.25e20, "125000000000000000000"),
        (1.98503152010011e17, "198503152010011000"),
        (-2.5, "-2.5"),
        (0.1, "0.1"),
    ],
)
def test_numbers_as_decimals(value, text):
    assert number(value) == ("n", text)


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_what_is_no_number_is_an_error(value):
    assert number(value) == ("e", "#NUM!")
