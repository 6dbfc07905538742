"""Laws, on random workbooks and random faults: exactly the faulty cells differ, and a second run replaces the first."""

from __future__ import annotations

import io

import openpyxl
from comparing import LOOK, differing, touched, without_insertions
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_books import unzipped
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from spbe_index.load.sheets import FINDINGS_MARK
from spbe_index.marking.findings import Finding, Wording
from spbe_index.marking.mark import mark_workbook

WORDING = Wording("Temuan", f"Temuan {FINDINGS_MARK}", "Tentang", "Tidak ada", "dan {count} lagi", list("ABCDEF"))
SHEETS = ("Satu", "Dua's", "Tiga & <empat>")
PLACES = st.tuples(st.integers(1, 12), st.integers(1, 8))
TEXTS = st.text(max_size=30)


@st.composite
def workbooks(draw):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in SHEETS[: draw(st.integers(1, 3))]:
        sheet = book.create_sheet(name)
        for row, column in draw(st.lists(PLACES, max_size=25, unique=True)):
            cell = sheet.cell(row, column)
            cell.value = draw(st.sampled_from([1, 2.5, "teks", "=A1+1", None, True]))
            if draw(st.booleans()):
                cell.font = Font(bold=draw(st.booleans()), color=draw(st.sampled_from(["FFFFFFFF", "FF000000"])))
                cell.fill = PatternFill("solid", fgColor=draw(st.sampled_from(["FFF8C1BC", "FF00FF00"])))
            if draw(st.integers(0, 4)) == 0:
                cell.comment = Comment("dari orang", draw(st.sampled_from(["Ani", "Budi"])))
        if draw(st.booleans()):
            sheet.row_dimensions[draw(st.integers(1, 12))].height = 30
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@st.composite
def findings(draw):
    row, column = draw(PLACES)
    severity = draw(st.sampled_from(["error", "warning", "note"]))
    return Finding(
        severity,
        severity.upper(),
        "E204",
        draw(st.sampled_from(SHEETS)),
        f"{get_column_letter(column)}{row}",
        draw(TEXTS),
        draw(TEXTS),
    )


def mark(content, found):
    return mark_workbook(content, found, WORDING, FINDINGS_MARK)


@settings(max_examples=40, deadline=None)
@given(workbooks(), st.lists(findings(), max_size=12))
def test_exactly_the_faulty_cells_differ(old, found):
    new = mark(old, found)
    names = openpyxl.load_workbook(io.BytesIO(old)).sheetnames
    different = differing(old, new)
    assert different.keys() == {(one.sheet, one.cell) for one in found if one.sheet in names}
    for kinds in different.values():
        assert kinds <= LOOK
        assert {"fill", "comment"} <= kinds
    before, after = unzipped(old), unzipped(new)
    for name in touched(old, new)[0]:
        assert without_insertions(after[name], before[name])


@settings(max_examples=25, deadline=None)
@given(workbooks(), st.lists(findings(), max_size=8), st.lists(findings(), max_size=8))
def test_a_second_run_replaces_the_first(old, first, second):
    once, twice = mark(old, second), mark(mark(old, first), second)
    for place, kinds in differing(once, twice).items():
        there = next(one for one in first if (one.sheet, one.cell) == place)  # blank, written by the first run
        assert there
        assert kinds == LOOK
    assert mark(twice, second) == twice
