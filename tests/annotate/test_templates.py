"""A filled template, marked: its own comments tell the criteria and are signed `spbe` too, and none is lost."""

from __future__ import annotations

import io

import openpyxl
import pytest
from comparing import differing
from openpyxl.comments import Comment
from saying import fault, marked
from workbooks import saved

from spbe_index.load.rubric import load_rubric, shipped
from spbe_index.write.template import template_workbook
from spbe_index.write.words import Words


def filled(by: str) -> bytes:
    """The template with a level everywhere and a comment by somebody who signs as the template does."""
    rubric = load_rubric(by)
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(rubric, Words("id"), agency="Kota X")))
    sheet = book["Penilaian"]
    for row in range(5, 5 + len(rubric.leaves())):
        sheet.cell(row, 5, 3)
    sheet["F7"].comment = Comment("tanya Bu Ani\nE204 itu apa?", "spbe")
    return saved(book)


def comments(content: bytes) -> dict[tuple[str, str], str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book.worksheets
        for cell in sheet._cells.values()
        if cell.comment
    }


def criteria(before: dict[tuple[str, str], str]) -> str:
    """The cell in row 6 where the criteria of its indicator can be read."""
    return next(cell for sheet, cell in before if sheet == "Penilaian" and cell[1:] == "6")


@pytest.mark.parametrize("by", shipped())
def test_the_comments_of_the_template_stay(by, tmp_path):
    old = filled(by)
    before = comments(old)
    assert len(before) == len(load_rubric(by).leaves()) + 1
    name = criteria(before)
    new = marked(tmp_path, old, fault("Penilaian", "E5"), fault("Penilaian", name, "warning"))
    after = comments(new)
    assert after == before | {
        ("Penilaian", "E5"): "GALAT E204\nTingkat kosong.\nIsi 1-5.",
        ("Penilaian", name): before["Penilaian", name] + "\n\n— spbe —\nPERINGATAN W223\nTingkat kosong.\nIsi 1-5.",
    }
    assert differing(old, new).keys() == {("Penilaian", "E5"), ("Penilaian", name)}


@pytest.mark.parametrize("by", shipped())
@pytest.mark.parametrize("between", [lambda content: content, lambda c: saved(openpyxl.load_workbook(io.BytesIO(c)))])
def test_a_second_run_takes_back_only_its_own(by, between, tmp_path):
    old = filled(by)
    before = comments(old)
    name = criteria(before)
    once = marked(tmp_path, old, fault("Penilaian", "E5"), fault("Penilaian", name))
    again = marked(tmp_path, between(once), fault("Penilaian", name, "note", "Lain.", "Begini."))
    joined = before["Penilaian", name] + "\n\n— spbe —\nCATATAN N213\nLain.\nBegini."
    assert comments(again) == before | {("Penilaian", name): joined}
    assert comments(marked(tmp_path, between(again))) == before


def test_marks_of_an_earlier_version_signed_as_the_template_does_are_replaced(tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(marked(tmp_path, filled("spbe-2020"), fault("Penilaian", "E5"))))
    book["Penilaian"]["E5"].comment.author = "spbe"
    assert ("Penilaian", "E5") not in comments(marked(tmp_path, saved(book)))
