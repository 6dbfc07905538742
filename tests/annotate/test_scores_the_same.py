"""The marked file is the same assessment: same answers, same result, same problems."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from saying import marked

from spbe_index.annotate import annotate
from spbe_index.assess import assess_file
from spbe_index.core.problem import Problem
from spbe_index.load.sheets import read_book
from spbe_index.write.words import Words

EXAMPLES = Path(__file__).parents[2] / "examples"


def every_leaf_faulty(assessed):
    problems = list(assessed.result.problems)
    return [*problems, *(Problem("E110", leaf.answer.place, (("detail", "x"),)) for leaf in assessed.result.leaves)]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.xlsx")), ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["id", "en"])
def test_an_example_marked_all_over_scores_the_same(tmp_path, path, language):
    before = assess_file(path)
    copy = tmp_path / path.name
    digest = before.result.provenance.sha256
    copy.write_bytes(annotate(path, every_leaf_faulty(before), Words(language), sha256=digest))
    after = assess_file(copy)
    same = before.result.provenance._replace(sha256=after.result.provenance.sha256)
    assert after.result == before.result._replace(provenance=same)
    again = tmp_path / "lagi.xlsx"
    again.write_bytes(annotate(copy, [], Words(language)))
    assert assess_file(again).result.index == before.result.index


def faulty_book(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Penilaian"
    sheet.append(["No", "Indikator", "Tingkat"])
    for number in range(1, 48):
        sheet.append([number, f"Indikator {number}", (number % 5) + 1])
    sheet["C4"] = 7
    sheet["C9"] = None
    sheet["C12"] = "=1/0"
    sheet["C20"] = "tiga"
    sheet.merge_cells("C30:C31")
    sheet.row_dimensions[15].hidden = True
    book.save(path)


def test_faults_are_found_at_the_same_cells_in_the_marked_file(tmp_path):
    path, copy = tmp_path / "a" / "buku.xlsx", tmp_path / "b" / "buku.xlsx"
    path.parent.mkdir()
    copy.parent.mkdir()
    faulty_book(path)
    before = assess_file(path, rubric="spbe-2020")
    assert before.result.has_errors()
    copy.write_bytes(annotate(path, before.result.problems, Words("id")))
    after = assess_file(copy, rubric="spbe-2020")
    assert after.result.problems == before.result.problems
    assert after.result.root == before.result.root
    marks = openpyxl.load_workbook(copy)["Penilaian"]
    commented = {cell.coordinate for row in marks.iter_rows() for cell in row if cell.comment}
    assert commented >= {"C4", "C9", "C12"}
    assert commented <= {found.place.cell for found in before.result.problems} | {"C30"}


def test_only_our_own_list_is_left_out(tmp_path):
    path = tmp_path / "buku.xlsx"
    faulty_book(path)
    path.write_bytes(marked(tmp_path, path.read_bytes()))
    assert [sheet.name for sheet in read_book(path).sheets] == ["Penilaian"]
    book = openpyxl.load_workbook(path)
    book["Temuan"]["A1"] = "Temuan kami sendiri"
    book.save(path)
    assert [sheet.name for sheet in read_book(path).sheets] == ["Penilaian", "Temuan"]
