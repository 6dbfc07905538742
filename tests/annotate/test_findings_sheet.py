"""The list of findings: its rows, links and looks, and that hostile text stays text."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import openpyxl
import pytest
from marked_books import MAIN, by_hand, by_openpyxl, by_xlsxwriter, unzipped
from saying import fault, marked


def listed(content):
    return openpyxl.load_workbook(io.BytesIO(content))["Temuan"]


def raw(content):
    parts = unzipped(content)
    return ET.fromstring(parts[max(name for name in parts if name.startswith("xl/worksheets/sheet"))])


def test_a_row_for_each_problem_in_their_order(tmp_path):
    faults = [fault("Penilaian", "B2"), fault("", "", "warning", "Berkas.", "Lihat."), fault("Penilaian", "", "note")]
    rows = list(listed(marked(tmp_path, by_openpyxl(), *faults)).iter_rows(min_row=4, max_col=6, values_only=True))
    assert rows == [
        ("No", "Jenis", "Kode", "Letak", "Temuan", "Saran"),
        (1, "GALAT", "E204", "Penilaian!B2", "Tingkat kosong.", "Isi 1-5."),
        (2, "PERINGATAN", "W223", None, "Berkas.", "Lihat."),
        (3, "CATATAN", "N213", "Penilaian", "Tingkat kosong.", "Isi 1-5."),
    ]


def test_places_link_to_their_cells(tmp_path):
    faults = [
        fault("Penilaian", "B2"),
        fault("Catatan Bu Ani's", "C7:D9"),
        fault("Tidak ada", "A1"),
        fault("Rahasia", ""),
    ]
    sheet = listed(marked(tmp_path, by_openpyxl(), *faults))
    links = {cell.hyperlink.ref: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links == {"D5": "'Penilaian'!B2", "D6": "'Catatan Bu Ani''s'!C7:D9", "D8": "'Rahasia'!A1"}


def test_it_is_ready_for_a4(tmp_path):
    content = marked(tmp_path, by_openpyxl(), fault("Penilaian", "B2"))
    sheet = listed(content)
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet["A4"].font.b
    assert sheet.column_dimensions["E"].width > 50
    assert sheet.column_dimensions["H"].hidden


def test_other_peoples_print_titles_stay_theirs(tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(marked(tmp_path, by_openpyxl(), fault("Penilaian", "B2"))))
    assert book["Penilaian"].print_title_rows == "$1:$1"
    assert list(book.defined_names) == ["Tingkat"]


def test_no_problem_is_said_as_well(tmp_path):
    assert listed(marked(tmp_path, by_openpyxl()))["A5"].value == "Tidak ada temuan."


@pytest.mark.parametrize("taken", [("Temuan",), ("temuan", "Temuan 2"), ("TEMUAN",)])
def test_a_sheet_of_that_name_keeps_it(tmp_path, taken):
    content = marked(tmp_path, by_hand("<sheetData/>", names=("Penilaian", *taken)), fault("Penilaian", "B2"))
    names = openpyxl.load_workbook(io.BytesIO(content)).sheetnames
    assert names == ["Penilaian", *taken, f"Temuan {len(taken) + 1}"]


def test_chart_sheets_count_among_the_sheets(tmp_path):
    parts = unzipped(marked(tmp_path, by_xlsxwriter(), fault("Penilaian", "B2")))
    book = ET.fromstring(parts["xl/workbook.xml"])
    titles = [name for name in book.iter(f"{{{MAIN}}}definedName") if name.text == "'Temuan'!$4:$4"]
    assert [title.get("localSheetId") for title in titles] == ["3"]


HOSTILE = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-2+3",
    "\t=1",
    "<v>9</v>&amp;]]>",
    "nul \0 vt \x0b bs \x08 esc \x1b",
    "lone \ud800 and \udfff",
    "\ufffe \uffff",
    "_x0041_ _x000D_",
    "\u202eterbalik",
    "😀 " * 10,
    "x" * 40_000,
    "😀" * 20_000,
    "",
    " spasi ",
    "baris\nbaru\r\nlagi\rdan",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(tmp_path, text):
    content = marked(tmp_path, by_openpyxl(), fault("Penilaian", "B2", "error", text, text), fault("Penilaian", "B2"))
    sheet = raw(content)
    assert not list(sheet.iter(f"{{{MAIN}}}f"))
    cells = {cell.get("r"): cell for cell in sheet.iter(f"{{{MAIN}}}c")}
    for name in ("E5", "F5"):
        assert cells[name].get("t") == ("inlineStr" if text else None)
        written = "".join(cells[name].itertext())
        assert len(written.encode("utf-16-le")) // 2 <= 32_767
        assert written[:2] == text[:2].replace("\0", "�") or text.startswith(("lone", "_x", "\ufffe"))
    comment = openpyxl.load_workbook(io.BytesIO(content))["Penilaian"]["B2"].comment
    assert len(comment.text) <= 32_767


def test_what_looks_like_an_escape_of_excel_is_escaped(tmp_path):
    content = marked(tmp_path, by_openpyxl(), fault("Penilaian", "B2", "error", "_x0041_ dan _x41_"))
    assert b"_x005F_x0041_ dan _x41_" in b"".join(unzipped(content).values())


def test_text_that_starts_like_a_formula_stays_text_when_it_is_edited(tmp_path):
    sheet = listed(marked(tmp_path, by_openpyxl(), fault("Penilaian", "B2", "error", "=1+1", "biasa")))
    assert sheet["E5"].quotePrefix
    assert not sheet["F5"].quotePrefix
    assert sheet["E5"].data_type == "s"


def test_thousands_of_problems(tmp_path):
    faults = [fault("Penilaian", f"{'ABCDE'[n % 5]}{n // 5 + 1}", "note", f"ke-{n}") for n in range(3_000)]
    book = openpyxl.load_workbook(io.BytesIO(marked(tmp_path, by_openpyxl(), *faults)))
    assert book["Temuan"]["A3004"].value == 3_000
    assert book["Penilaian"]["E600"].comment.text.endswith("ke-2999\nIsi 1-5.")
