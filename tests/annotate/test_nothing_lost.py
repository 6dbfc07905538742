"""The same workbook but for what was put in: part by part, cell by cell."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET

import openpyxl
import pytest
from comparing import BOOK_ORDER, LOOK, ORDER, STYLE_ORDER, cells_of, differing, in_order, touched, without_insertions
from marked_books import BOOKS, STYLES, by_hand, by_openpyxl, by_xlsxwriter, unzipped
from saying import fault, marked

TOUCHED = re.compile(
    r"\[Content_Types\].xml|xl/workbook.xml|xl/_rels/workbook.xml.rels|xl/styles.xml|xl/worksheets/sheet1.xml|"
    r"xl/worksheets/_rels/sheet1.xml.rels|xl/comments.*|xl/drawings/.*\.vml"
)
NEW = re.compile(r"xl/worksheets/sheet\d+.xml|xl/comments\d+.xml|xl/drawings/vmlDrawing\d+.vml|xl/.*rels|xl/styles.xml")
FAULTS = (
    fault("Penilaian", "B2"),
    fault("Penilaian", "B2", "note", "juga ini"),
    fault("Penilaian", "C3", "warning"),
    fault("Penilaian", "D4", "note"),
    fault("Penilaian", "F9"),
    fault("Penilaian", "ZZ120", "warning"),
    fault("", "", "warning", "Tentang berkas"),
    fault("Tidak ada", "A1"),
    fault("Penilaian", "", "note"),
)
PLACES = {("Penilaian", cell) for cell in ("B2", "C3", "D4", "F9", "ZZ120")}


@pytest.fixture(params=BOOKS)
def old(request):
    return BOOKS[request.param]()


def test_untouched_parts_are_the_same_bytes(tmp_path, old):
    different, new = touched(old, marked(tmp_path, old, *FAULTS))
    assert different
    for name in different:
        assert TOUCHED.fullmatch(name), name
    for name in new:
        assert NEW.fullmatch(name), name


def test_touched_parts_lose_nothing(tmp_path, old):
    result = marked(tmp_path, old, *FAULTS)
    before, after = unzipped(old), unzipped(result)
    for name in touched(old, result)[0]:
        if not before[name].startswith(b"\xff\xfe"):
            assert without_insertions(after[name], before[name]), name


def test_exactly_the_faulty_cells_differ(tmp_path, old):
    if b"purl.oclc.org" in unzipped(old)["xl/workbook.xml"]:
        pytest.skip("openpyxl sees no sheet in a strict workbook")
    result = marked(tmp_path, old, *FAULTS)
    # openpyxl takes a font of its own for granted where a workbook has no formats at all.
    found = differing(old, result, but=set() if "xl/styles.xml" in unzipped(old) else {"font"})
    assert found.keys() == PLACES
    for place, kinds in found.items():
        assert kinds <= LOOK, place
        assert "fill" in kinds, place


def test_elements_stay_in_the_order_of_the_standard(tmp_path, old):
    parts = unzipped(marked(tmp_path, old, *FAULTS))
    for name, content in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            assert in_order(content, ORDER), name
    assert in_order(parts["xl/styles.xml"], STYLE_ORDER)
    assert in_order(parts["xl/workbook.xml"], BOOK_ORDER)


def test_counts_and_references_are_right(tmp_path, old):
    parts = unzipped(marked(tmp_path, old, *FAULTS))
    styles = ET.fromstring(parts["xl/styles.xml"])
    sections = {child.tag.rpartition("}")[2]: child for child in styles}
    for section in sections.values():
        assert int(section.get("count") or len(section)) == len(section)
    for form in sections["cellXfs"]:
        for what in ("font", "fill", "border"):
            assert int(form.get(f"{what}Id", "0")) < len(sections[f"{what}s"])
    for name, content in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            for cell in ET.fromstring(content).iter():
                if cell.tag.endswith("}c"):
                    assert int(cell.get("s", "0")) < len(sections["cellXfs"]), (name, cell.get("r"))
        if name.endswith(".rels"):
            ids = [found.get("Id") for found in ET.fromstring(content)]
            assert len(ids) == len(set(ids))
            for found in ET.fromstring(content):
                target = found.get("Target")
                if target.startswith("/"):
                    assert target[1:] in parts, (name, target)
    book = ET.fromstring(parts["xl/workbook.xml"])
    sheets = next(child for child in book if child.tag.endswith("}sheets"))
    assert len({sheet.get("sheetId") for sheet in sheets}) == len(sheets)
    assert sheets[-1].get("name") == "Temuan"


def test_types_are_declared(tmp_path, old):
    parts = unzipped(marked(tmp_path, old, *FAULTS))
    types = ET.fromstring(parts["[Content_Types].xml"])
    overrides = [found.get("PartName") for found in types if found.tag.endswith("Override")]
    assert len(overrides) == len(set(overrides))
    endings = {found.get("Extension") for found in types if found.tag.endswith("Default")}
    for name in parts.keys() - unzipped(old).keys():
        if not name.endswith(".rels"):
            assert f"/{name}" in overrides or name.rpartition(".")[2] in endings - {"xml"}, name


def test_rows_and_cells_are_in_order(tmp_path, old, request):
    if request.node.callspec.id == "no numbers":
        return
    for name, content in unzipped(marked(tmp_path, old, *FAULTS)).items():
        if name.startswith("xl/worksheets/sheet"):
            data = next((child for child in ET.fromstring(content) if child.tag.endswith("}sheetData")), ())
            rows = [int(row.get("r")) for row in data]
            assert rows == sorted(set(rows))
            for row in data:
                columns = [openpyxl.utils.cell.coordinate_from_string(cell.get("r"))[0] for cell in row]
                numbers = [openpyxl.utils.column_index_from_string(column) for column in columns]
                assert numbers == sorted(set(numbers))


def test_a_cell_between_cells_without_numbers(tmp_path):
    old = BOOKS["no numbers"]()
    result = cells_of(
        marked(tmp_path, old, fault("Penilaian", "A2"), fault("Penilaian", "D1"), fault("Penilaian", "B2"))
    )
    assert [result["Penilaian", name]["value"] for name in ("A1", "B1", "A2")] == [1, 2, 3]
    assert result["Penilaian", "A1"]["comment"] is None
    assert all(result["Penilaian", name]["comment"] for name in ("A2", "D1", "B2"))


def test_macros_stay(tmp_path):
    old = by_xlsxwriter(macros=True)
    parts = unzipped(marked(tmp_path, old, *FAULTS))
    assert parts["xl/vbaProject.bin"] == b"\xd0\xcf\x11\xe0 macros"
    assert b"application/vnd.ms-excel.sheet.macroEnabled.main+xml" in parts["[Content_Types].xml"]


def test_two_runs_give_the_same_bytes(tmp_path):
    old = by_openpyxl()
    assert marked(tmp_path, old, *FAULTS) == marked(tmp_path, old, *FAULTS)


def test_a_blank_cell_takes_the_format_of_its_row_or_column(tmp_path):
    old = by_hand(
        '<dimension ref="B2:D6"/><cols><col min="6" max="8" width="9" style="2"/></cols><sheetData><row r="4" s="1" '
        'customFormat="1"/><row r="5" s="1"/></sheetData>',
        styles=STYLES,
    )
    faults = [fault("Penilaian", cell) for cell in ("A4", "G4", "G5", "G9", "A9")]
    formats = {
        place[1]: cell["format"]
        for place, cell in cells_of(marked(tmp_path, old, *faults)).items()
        if place[0] == "Penilaian"
    }
    assert [formats[cell] for cell in ("A4", "G4", "G5", "G9", "A9")] == [
        "0.000",
        "0.000",
        "mm-dd-yy",
        "mm-dd-yy",
        "General",
    ]


def test_the_dimension_and_the_spans_hold_what_was_added(tmp_path):
    old = BOOKS["excel"]()
    sheet = unzipped(marked(tmp_path, old, *FAULTS))["xl/worksheets/sheet1.xml"]
    assert b'<dimension ref="B2:ZZ120"/>' in sheet
    inside = marked(tmp_path, old, fault("Penilaian", "B2"))
    assert b'<dimension ref="B2:D6"/>' in unzipped(inside)["xl/worksheets/sheet1.xml"]
    wide = unzipped(marked(tmp_path, old, fault("Penilaian", "F2")))["xl/worksheets/sheet1.xml"]
    assert b'spans="2:6"' in wide


def test_the_input_of_another_folder_keeps_its_place(tmp_path):
    """Absolute and relative targets both lead to the sheet."""
    old = by_openpyxl()
    assert b'Target="/xl/worksheets' in unzipped(old)["xl/_rels/workbook.xml.rels"]
    relative = by_hand("<sheetData/>")
    assert b'Target="worksheets/' in unzipped(relative)["xl/_rels/workbook.xml.rels"]
    for content in (old, relative):
        result = openpyxl.load_workbook(io.BytesIO(marked(tmp_path, content, fault("Penilaian", "B2"))))
        assert result["Penilaian"]["B2"].comment.author == "spbe check"
