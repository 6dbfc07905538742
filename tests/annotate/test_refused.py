"""What is not marked, and why: other kinds of files, changed ones, damaged and hostile ones; and the limits."""

from __future__ import annotations

import hashlib
import io
import random
import re
import shutil
import xml.etree.ElementTree as ET
import zipfile

import openpyxl
import pytest
from marked_books import CELLS, MAIN, STYLES, by_hand, by_openpyxl, unzipped
from saying import Sayings, fault, marked
from workbooks import package

from spbe_index.annotate import annotate
from spbe_index.core.problem import SpbeError
from spbe_index.load.sheets import Limits
from spbe_index.write.words import Words


def refused(tmp_path, content, **options):
    with pytest.raises(SpbeError) as caught:
        marked(tmp_path, content, fault("Penilaian", "B2"), **options)
    (found,) = caught.value.problems
    assert found.place.file == "buku.xlsx"
    assert all(Words("id").tell(found))
    return found


def ods():
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table

    book = OpenDocumentSpreadsheet()
    book.spreadsheet.addElement(Table(name="Penilaian"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"No;Tingkat\n1;3\n", "csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xls"),
        (ods(), "ods"),
    ],
    ids=["csv", "xls", "ods"],
)
def test_another_kind_of_file(tmp_path, content, found):
    assert refused(tmp_path, content)[0::2] == ("E701", (("found", found),))


def test_an_xlsb(tmp_path):
    parts = {
        name.replace("workbook.xml", "workbook.bin"): content.replace(b"workbook.xml", b"workbook.bin")
        for name, content in unzipped(by_hand(CELLS)).items()
    }
    assert refused(tmp_path, package(parts)).args == (("found", "xlsb"),)


def test_standard_input():
    with pytest.raises(SpbeError) as caught:
        annotate("-", [], Sayings("id"))
    assert caught.value.problems[0].code == "E703"


def test_a_file_that_has_changed_since(tmp_path):
    content = by_hand(CELLS)
    assert refused(tmp_path, content, sha256="0" * 64).code == "E702"
    assert marked(tmp_path, content, sha256=hashlib.sha256(content).hexdigest())


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SpbeError) as caught:
        annotate(tmp_path / "tidak.xlsx", [], Sayings("id"))
    assert caught.value.problems[0].code == "E108"


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"]
)
def test_entities_are_refused_in_every_part(tmp_path, part):
    parts = unzipped(by_hand(CELLS, styles=STYLES))
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    parts[part] = re.sub(rb"(<\?xml[^>]*>\n)", rb"\1" + laughs, parts[part])
    assert refused(tmp_path, package(parts)).code == "E106"


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]
)
def test_a_part_that_is_no_xml(tmp_path, part):
    parts = unzipped(by_hand(CELLS, styles=STYLES))
    parts[part] = parts[part][:-9]
    assert refused(tmp_path, package(parts)).code == "E103"


@pytest.mark.parametrize("cut", [10, 100, -30])
def test_a_zip_that_is_cut_off(tmp_path, cut):
    assert refused(tmp_path, by_hand(CELLS)[:cut]).code == "E103"


def test_a_bomb_ends_in_a_sentence(tmp_path):
    parts = unzipped(by_hand(CELLS))
    parts["xl/media/image1.xml"] = b" " * 120_000_000
    assert refused(tmp_path, package(parts)).code == "E118"


def test_memory_is_limited(tmp_path):
    styles = STYLES.replace("<dxfs", f"<!--{random.Random(1).randbytes(15_000_000).hex()}--><dxfs")
    path = tmp_path / "buku.xlsx"
    path.write_bytes(by_hand(CELLS, styles=styles))
    with pytest.raises(SpbeError) as caught:
        annotate(path, [fault("Penilaian", "B2")], Sayings("id"), limits=Limits(memory_mb=100))
    assert caught.value.problems[0].code == "E104"


def test_time_is_limited(tmp_path):
    many = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 300_000))
    path = tmp_path / "buku.xlsx"
    path.write_bytes(by_hand(f"<sheetData>{many * 6}</sheetData>"))
    with pytest.raises(SpbeError) as caught:
        annotate(path, [fault("Penilaian", "B2")], Sayings("id"), limits=Limits(seconds=1))
    assert caught.value.problems[0].code == "E105"


HOSTILE_SHEETS = {
    "format that does not exist": '<sheetData><row r="2"><c r="B2" s="99999"/></row></sheetData>',
    "format that is no number": '<sheetData><row r="2"><c r="B2" s="-1"/></row></sheetData>',
    "rows that are no numbers": '<sheetData><row r="x"><c r="B2"/></row><row r="-3"/></sheetData>',
    "a row twice": '<sheetData><row r="2"><c r="A2"/></row><row r="2"><c r="C2"/></row></sheetData>',
    "cells out of order": '<sheetData><row r="2"><c r="Z2"/><c r="A2"/></row><row r="1"/></sheetData>',
    "a cell twice": '<sheetData><row r="2"><c r="B2"/><c r="B2"/></row></sheetData>',
    "deep": "<sheetData>" + "<row>" * 500 + "</row>" * 500 + "</sheetData>",
    "greater than in an attribute": "<sheetData><row r='2' x='a>b'><c r='B2' y='>'/></row></sheetData>",
    "comment and instruction": "<!-- <sheetData> --><?x <c?><sheetData><!-- </sheetData> --></sheetData>",
    "a box relation to nowhere": '<sheetData/><legacyDrawing xmlns:r="x" r:id="rId77"/>',
    "merges over everything": '<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
}


@pytest.mark.parametrize("name", HOSTILE_SHEETS)
def test_hostile_sheets_are_marked_all_the_same(tmp_path, name):
    content = by_hand(HOSTILE_SHEETS[name], styles=STYLES)
    result = unzipped(marked(tmp_path, content, fault("Penilaian", "B2"), fault("Penilaian", "E1")))
    assert result["[Content_Types].xml"]
    assert ("xl/comments1.xml" in result) is ("nowhere" not in name)
    assert result["xl/worksheets/sheet1.xml"].count(b"<legacyDrawing ") == 1
    for part, inside in result.items():
        if part.startswith("xl/worksheets/sheet"):
            ET.fromstring(inside)


def test_a_sheet_without_data_is_damaged(tmp_path):
    assert refused(tmp_path, by_hand("<cols/>")).code == "E103"


def test_a_comments_part_without_lists_is_left_alone(tmp_path):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    content = by_hand(
        CELLS,
        sheet_relations=f'<Relationship Id="rId1" Type="{kind}" Target="/xl/comments1.xml"/>',
        extra={"xl/comments1.xml": f'<comments xmlns="{MAIN}"/>'},
    )
    result = marked(tmp_path, content, fault("Penilaian", "B2"))
    assert unzipped(result)["xl/comments1.xml"] == unzipped(content)["xl/comments1.xml"]


@pytest.mark.parametrize("flags", [0, 8])
def test_zips_as_other_programs_write_them(tmp_path, flags):
    """Stored members, sizes behind the data, comments and extra fields, bytes in front, a folder of its own."""

    class Unseekable(io.BytesIO):
        def seekable(self):
            return False

        def seek(self, *_):
            raise OSError

        def tell(self):
            raise OSError

    out = Unseekable() if flags else io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/", b"")
        for name, part in unzipped(by_openpyxl()).items():
            info = zipfile.ZipInfo(name, (2024, 2, 3, 4, 5, 6))
            info.compress_type = zipfile.ZIP_STORED if "theme" in name else zipfile.ZIP_DEFLATED
            info.extra = b"\x99\x99\x02\x00ab"
            info.comment = b"catatan"
            archive.writestr(info, part)
    content = out.getvalue()
    result = marked(tmp_path, content, fault("Penilaian", "B2"))
    before, after = zipfile.ZipFile(io.BytesIO(content)), zipfile.ZipFile(io.BytesIO(result))
    for old, new in zip(before.infolist(), after.infolist(), strict=False):
        assert (old.filename, old.date_time) == (new.filename, new.date_time)
        assert not new.flag_bits & 8  # sizes stand before the data
    assert openpyxl.load_workbook(io.BytesIO(result))["Penilaian"]["B2"].comment
    assert shutil.which("unzip") is None or after.testzip() is None


@pytest.mark.parametrize("part", ["xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/workbook.xml"])
def test_a_part_whose_root_stands_in_itself(tmp_path, part):
    """Readers differ in where such a part ends, so that what is added to it may be lost."""
    parts = unzipped(by_openpyxl())
    name = re.search(rb"<(\w+)[ >]", parts[part])[1]
    at = parts[part].rindex(b"</")
    parts[part] = parts[part][:at] + b"<%s></%s>" % (name, name) + parts[part][at:]
    assert refused(tmp_path, package(parts)).code == "E103"
