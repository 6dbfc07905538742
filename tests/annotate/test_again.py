"""A marked workbook that comes back: what the earlier run put in is replaced, whoever has saved it in between."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import warnings
import xml.etree.ElementTree as ET

import openpyxl
import pytest
from comparing import cells_of, differing
from marked_books import BOOKS, by_openpyxl, by_xlsxwriter, unzipped
from saying import fault, marked

FIRST = [
    fault("Penilaian", cell, kind)
    for cell, kind in (("B2", "error"), ("D4", "note"), ("C5", "warning"), ("G30", "error"))
]
THEN = [fault("Penilaian", "C5", "error", "Masih."), fault("Penilaian", "B9", "note", "Baru.")]


def resaved(content):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["openpyxl", "xlsxwriter", "excel", "prefixed", "no styles", "utf-16", "empty sheet"])
def test_a_second_run_leaves_nothing_of_the_first(tmp_path, name):
    old = BOOKS[name]()
    twice = marked(tmp_path, marked(tmp_path, old, *FIRST), *THEN)
    once = cells_of(marked(tmp_path, old, *THEN))
    again = cells_of(twice)
    for place in once:
        assert again[place] == once[place], place
    for place in again.keys() - once.keys():  # blank cells the first run wrote
        assert again[place]["value"] is None
        assert again[place]["comment"] is None
        assert "solid" not in again[place]["fill"]
    assert (
        unzipped(twice).keys()
        == unzipped(marked(tmp_path, old, *FIRST)).keys() | unzipped(marked(tmp_path, old, *THEN)).keys()
    )


def test_the_list_is_replaced_and_not_added(tmp_path):
    twice = openpyxl.load_workbook(io.BytesIO(marked(tmp_path, marked(tmp_path, by_openpyxl(), *FIRST), *THEN)))
    assert [name for name in twice.sheetnames if "Temuan" in name] == ["Temuan"]
    assert [row[4] for row in twice["Temuan"].iter_rows(min_row=5, values_only=True) if row[0]] == ["Masih.", "Baru."]


def test_the_same_findings_again_change_nothing(tmp_path):
    once = marked(tmp_path, by_xlsxwriter(), *FIRST)
    assert unzipped(marked(tmp_path, once, *FIRST)) == unzipped(once)


def test_boxes_go_with_their_comments(tmp_path):
    for old in (by_openpyxl(), by_xlsxwriter()):
        parts = unzipped(marked(tmp_path, marked(tmp_path, old, *FIRST), *THEN))
        before = unzipped(old)
        for name in parts:
            if name.endswith(".vml") and name in before and b"Note" in before[name]:
                grown = parts[name].count(b"ClientData ObjectType") - before[name].count(b"ClientData ObjectType")
                comments = len(re.findall(rb"<comment ", b"".join(parts[n] for n in parts if "comments" in n)))
                assert grown == comments - 2


def test_no_findings_any_more_gives_the_cells_back_as_they_were(tmp_path):
    old = by_openpyxl()
    clean = marked(tmp_path, marked(tmp_path, old, *FIRST))
    found = differing(old, clean)
    assert {
        place
        for place, kinds in found.items()
        if cells_of(clean)[place]["comment"] != cells_of(old).get(place, {}).get("comment")
    } == set()
    assert found.keys() == {("Penilaian", "G30")}  # written, blank
    assert ET.fromstring(unzipped(clean)["xl/comments/comment1.xml"])[1][0].get("ref") == "D4"


def test_after_somebody_saved_it_elsewhere(tmp_path):
    old = by_openpyxl()
    back = marked(tmp_path, resaved(marked(tmp_path, old, *FIRST)), *THEN)
    again, once = cells_of(back), cells_of(marked(tmp_path, old, *THEN))
    for place, there in once.items():
        if place[0] == "Penilaian":
            assert again[place]["fill"] == there["fill"], place
            assert again[place]["border"] == there["border"], place
            assert again[place]["comment"] == there["comment"] or place[1] == "D4"
    assert "Temuan 2" not in {sheet for sheet, _ in again}


def test_after_rows_were_inserted_above(tmp_path):
    old = by_openpyxl()
    book = openpyxl.load_workbook(io.BytesIO(marked(tmp_path, old, *FIRST[:3])))
    sheet = book["Penilaian"]
    for row in range(21, 1, -1):  # openpyxl's own insert_rows leaves formats and comments behind
        for column in range(1, 8):
            above, here = sheet.cell(row - 1, column), sheet.cell(row, column)
            here._style = above._style
    out = io.BytesIO()
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    book.save(out)
    again = cells_of(marked(tmp_path, out.getvalue()))
    once = cells_of(old)
    for was, now in (("B2", "B3"), ("D4", "D5"), ("C5", "C6")):
        assert again["Penilaian", now]["fill"] == once["Penilaian", was]["fill"]
        assert again["Penilaian", now]["border"] == once["Penilaian", was]["border"]


def test_a_mark_nobody_remembers_is_taken_off(tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(marked(tmp_path, by_openpyxl(), *FIRST[:3])))
    sheet = book["Penilaian"]
    sheet["A10"]._style = sheet["B2"]._style  # copied by hand
    out = io.BytesIO()
    book.save(out)
    again = cells_of(marked(tmp_path, out.getvalue()))
    assert "solid" not in again["Penilaian", "A10"]["fill"]
    assert again["Penilaian", "C5"]["fill"] == cells_of(by_openpyxl())["Penilaian", "C5"]["fill"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_after_libreoffice_saved_it(tmp_path):
    (tmp_path / "masuk.xlsx").write_bytes(marked(tmp_path, by_openpyxl(), *FIRST))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profil",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run(
        [*command, "--outdir", tmp_path / "keluar", tmp_path / "masuk.xlsx"], check=True, capture_output=True
    )
    resaved_there = (tmp_path / "keluar" / "masuk.xlsx").read_bytes()
    again = cells_of(marked(tmp_path, resaved_there, *THEN))
    assert {sheet for sheet, _ in again if sheet.startswith("Temuan")} == {"Temuan"}
    before = cells_of(resaved_there)
    assert "solid" in before["Penilaian", "B2"]["fill"]
    assert "solid" not in again["Penilaian", "B2"]["fill"]
    assert "spbe" not in str(again["Penilaian", "B2"]["comment"])
    assert again["Penilaian", "C5"]["comment"] == "GALAT E204\nMasih.\nIsi 1-5."
    assert again["Penilaian", "B9"]["comment"].startswith("komentar lain")
