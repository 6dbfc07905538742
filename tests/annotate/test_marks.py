"""What a marked cell looks like, what its comment says, and what becomes of other people's comments."""

from __future__ import annotations

import io
import re
import warnings
import xml.etree.ElementTree as ET

import openpyxl
import pytest
from comparing import ORDER, cells_of, in_order
from marked_books import CELLS, MAIN, STYLES, as_excel_writes, by_hand, by_openpyxl, by_xlsxwriter, unzipped
from saying import fault, marked
from workbooks import package

BORDERS = {"error": "thick", "warning": "mediumDashed", "note": "dotted"}


def opened(content):
    with warnings.catch_warnings():  # about what openpyxl will not keep
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content))


def grey(colour):
    red, green, blue = bytes.fromhex(colour[-6:])
    return (299 * red + 587 * green + 114 * blue) // 1000


@pytest.mark.parametrize("severity", BORDERS)
def test_a_severity_shows_in_colour_and_in_grey(tmp_path, severity):
    cell = opened(marked(tmp_path, by_openpyxl(), fault("Penilaian", "B2", severity)))["Penilaian"]["B2"]
    assert cell.fill.patternType == "solid"
    assert grey(cell.fill.fgColor.rgb) > 180
    assert {side.style for side in (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom)} == {
        BORDERS[severity]
    }
    assert cell.number_format == "0.00"


def test_each_severity_has_a_fill_of_its_own(tmp_path):
    sheet = opened(
        marked(tmp_path, by_openpyxl(), *(fault("Penilaian", f"A{n}", kind) for n, kind in enumerate(BORDERS, 1)))
    )["Penilaian"]
    assert len({sheet[f"A{n}"].fill.fgColor.rgb for n in (1, 2, 3)}) == 3


def test_the_worst_severity_of_a_cell_shows(tmp_path):
    faults = [fault("Penilaian", "B2", kind) for kind in ("note", "error", "warning")]
    assert opened(marked(tmp_path, by_openpyxl(), *faults))["Penilaian"]["B2"].border.left.style == "thick"


def test_light_text_gets_a_dark_ground(tmp_path):
    cell = opened(marked(tmp_path, by_openpyxl(), fault("Penilaian", "C5")))["Penilaian"]["C5"]
    assert cell.font.color.rgb == "FFFFFFFF"
    assert grey(cell.fill.fgColor.rgb) < 90


def test_a_comment_says_everything_about_its_cell(tmp_path):
    faults = [
        fault("Penilaian", "B2", "error", "Satu.", "Begini."),
        fault("Penilaian", "B2", "note", "Dua.", "Begitu."),
    ]
    comment = opened(marked(tmp_path, by_openpyxl(), *faults))["Penilaian"]["B2"].comment
    assert comment.author == "spbe check"
    assert comment.text == "GALAT E204\nSatu.\nBegini.\n\nCATATAN N213\nDua.\nBegitu."


def test_the_language_is_that_of_the_words(tmp_path):
    content = marked(tmp_path, by_openpyxl(), fault("Penilaian", "B2"), language="en")
    book = opened(content)
    assert book["Penilaian"]["B2"].comment.text.startswith("ERROR E204\n")
    assert book.sheetnames[-1] == "Findings"
    assert book["Findings"]["A1"].value == "Findings · spbe check"


def test_somebodys_comment_keeps_its_text_and_gets_ours_below(tmp_path):
    old = by_openpyxl()
    result = marked(tmp_path, old, fault("Penilaian", "D4"), fault("Penilaian", "E5"))
    sheet = opened(result)["Penilaian"]
    assert sheet["D4"].comment.author == "Budi"
    assert sheet["D4"].comment.text == "ini komentar orang\n\n— spbe —\nGALAT E204\nTingkat kosong.\nIsi 1-5."
    assert cells_of(result)["Penilaian", "B9"] == cells_of(old)["Penilaian", "B9"]
    assert len(ET.fromstring(unzipped(result)["xl/comments/comment1.xml"])[1]) == 3
    assert boxes(unzipped(result)["xl/drawings/commentsDrawing1.vml"]) == {(3, 3), (8, 1), (4, 4)}


def test_a_comment_in_runs_is_added_to(tmp_path):
    result = marked(tmp_path, by_xlsxwriter(), fault("Penilaian", "A2"))
    comment = opened(result)["Penilaian"]["A2"].comment
    assert comment.author == "Sari"
    assert comment.text.startswith("catatan pertama\n\n— spbe —\nGALAT")


def test_a_threaded_comment_is_left_to_the_people_in_it(tmp_path):
    old = as_excel_writes()
    result = marked(tmp_path, old, fault("Penilaian", "B2"), fault("Penilaian", "B6"))
    sheet = opened(result)["Penilaian"]
    assert sheet["B2"].comment.text == "[Threaded comment] lihat"
    assert sheet["B2"].fill.patternType == "solid"
    assert sheet["B6"].comment.author == "spbe check"
    assert (
        unzipped(result)["xl/threadedComments/threadedComment1.xml"]
        == unzipped(old)["xl/threadedComments/threadedComment1.xml"]
    )


def boxes(drawing):
    """Row and column of each comment's box."""
    notes = [
        part for part in re.findall(rb"<[^<>]*ClientData.*?</[^<>]*ClientData>", drawing, re.DOTALL) if b"Note" in part
    ]
    found = [re.findall(rb"(?:Row|Column)>(\d+)<", part) for part in notes]
    assert len(set(map(tuple, found))) == len(found)
    return {(int(row), int(column)) for row, column in found}


def test_a_drawing_that_is_no_xml_is_added_to(tmp_path):
    old = as_excel_writes()
    drawing = unzipped(marked(tmp_path, old, fault("Penilaian", "B6"), fault("Penilaian", "D2")))[
        "xl/drawings/vmlDrawing1.vml"
    ]
    before = unzipped(old)["xl/drawings/vmlDrawing1.vml"].removesuffix(b"</xml>")
    assert drawing.startswith(before)
    assert drawing.endswith(b"</xml>")
    assert boxes(drawing) == {(1, 1), (5, 1), (1, 3)}
    ids = re.findall(rb'id="(_x0000_s\d+)"', drawing)
    assert len(ids) == len(set(ids)) == 4


def test_every_comment_has_a_box_where_excel_looks_for_it(tmp_path):
    for old in (by_openpyxl(), by_xlsxwriter(), by_hand("<sheetData/>")):
        faults = [fault("Penilaian", cell) for cell in ("B2", "XFD1048576", "A1048576", "XFD1")]
        parts = unzipped(marked(tmp_path, old, *faults))
        drawing = next(content for name, content in parts.items() if name.endswith(".vml") and b"spbe" not in content)
        assert boxes(drawing) >= {(1, 1), (1048575, 16383), (1048575, 0), (0, 16383)}
        ET.fromstring(drawing)
        for anchor in re.findall(rb"Anchor>([^<]+)<", drawing):
            left, _, top, _, right, _, bottom, _ = map(int, anchor.split(b","))
            assert 0 <= left < right < 16384
            assert 0 <= top < bottom < 1048576


def test_under_a_merge_the_cell_that_shows_is_commented(tmp_path):
    result = marked(tmp_path, by_openpyxl(), fault("Penilaian", "A16"), fault("Penilaian", "D20", "note"))
    sheet = opened(result)["Penilaian"]
    assert sheet["A15"].comment.text.startswith("GALAT E204 (A16)\n")
    assert sheet["C19"].comment.text.startswith("CATATAN N213 (D20)\n")
    assert sheet["A15"].fill.patternType == sheet["C19"].fill.patternType == "solid"
    raw = unzipped(result)["xl/worksheets/sheet1.xml"]
    assert raw.count(b"<mergeCell ") == 2
    assert b'ref="A16"' not in unzipped(result)["xl/comments/comment1.xml"]


def test_what_a_merge_hides_is_marked_too_and_shows_when_it_is_taken_apart(tmp_path):
    cells = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>'
    old = by_hand(cells + '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>', styles=STYLES)
    sheet = ET.fromstring(unzipped(marked(tmp_path, old, fault("Penilaian", "B1")))["xl/worksheets/sheet1.xml"])
    forms = {cell.get("r"): cell.get("s") for cell in sheet.iter(f"{{{MAIN}}}c")}
    assert forms == {"A1": "3", "B1": "3"}


def test_a_range_is_marked_at_its_first_cell(tmp_path):
    sheet = opened(marked(tmp_path, by_openpyxl(), fault("Penilaian", "B2:B9")))["Penilaian"]
    assert sheet["B2"].comment
    assert not sheet["B3"].comment


@pytest.mark.parametrize("cell", ["", "B", "7", "B0", "AAAA1", "B99999999", "R1C1", "B2!", "-"])
def test_what_names_no_cell_is_only_listed(tmp_path, cell):
    old = by_openpyxl()
    result = marked(tmp_path, old, fault("Penilaian", cell))
    assert unzipped(result)["xl/worksheets/sheet1.xml"] == unzipped(old)["xl/worksheets/sheet1.xml"]
    assert opened(result)["Temuan"]["E5"].value == "Tingkat kosong."


def test_a_very_long_comment_ends_with_a_word_about_the_rest(tmp_path):
    faults = [fault("Penilaian", "B2", "note", f"{n} " + "panjang " * 400) for n in range(30)]
    book = opened(marked(tmp_path, by_openpyxl(), *faults))
    text = book["Penilaian"]["B2"].comment.text
    assert len(text) < 32_767
    shown = text.count("CATATAN")
    assert text.rstrip().endswith(f"dan {30 - shown} temuan lagi pada sel ini; lihat lembar temuan")
    assert book["Temuan"].max_row == 34


def test_two_sheets_of_one_workbook(tmp_path):
    old = by_openpyxl()
    result = marked(tmp_path, old, fault("Penilaian", "B2"), fault("Catatan Bu Ani's", "C7"), fault("Rahasia", "A1"))
    book = opened(result)
    assert book["Catatan Bu Ani's"]["C7"].comment
    assert book["Rahasia"]["A1"].comment
    assert [sheet.sheet_state for sheet in book] == ["visible", "hidden", "veryHidden", "visible"]


def test_the_reference_to_the_boxes_stands_where_the_standard_wants_it(tmp_path):
    margins = " ".join(f'{side}="1"' for side in ("left", "right", "top", "bottom", "header", "footer"))
    before = f'<mergeCells count="1"><mergeCell ref="A8:A9"/></mergeCells><pageMargins {margins}/>'
    behind = '<tableParts count="0"/><extLst><ext uri="{x}"/></extLst>'
    for inside in (before + behind, before, behind, ""):
        content = marked(tmp_path, by_hand(CELLS + inside, styles=STYLES), fault("Penilaian", "B2"))
        sheet = unzipped(content)["xl/worksheets/sheet1.xml"]
        assert in_order(sheet, ORDER)
        assert b"<legacyDrawing " in sheet


def test_a_comments_part_without_boxes_gets_them(tmp_path):
    parts = unzipped(by_openpyxl())
    parts["xl/worksheets/sheet1.xml"] = re.sub(rb"<legacyDrawing [^>]*/>", b"", parts["xl/worksheets/sheet1.xml"])
    result = unzipped(marked(tmp_path, package(parts), fault("Penilaian", "B2")))
    assert b"<legacyDrawing " in result["xl/worksheets/sheet1.xml"]
    assert boxes(result["xl/drawings/vmlDrawing1.vml"]) == {(1, 1)}
