"""What is said of an item without an answer and of a book without a table: the fault, its cell and its particulars."""

from __future__ import annotations

import pytest
from book_making import ALL_THREE, HEAD, answers, book, codes, full, read, rubric, sheet

from spbe_index.core.assessment import Unanswered
from spbe_index.core.problem import NOWHERE, Place, SpbeError, problem
from spbe_index.load.assessment import understand
from spbe_index.load.identity import Identity

FILE = "berkas.xlsx"


def refused(*sheets):
    with pytest.raises(SpbeError) as caught:
        read(*sheets)
    return caught.value.problems


def test_a_table_of_levels_on_a_hidden_sheet_is_the_fault_of_every_answer() -> None:
    found, _ = read(sheet(["kosong"]), sheet(HEAD, *full(), name="Lama", visible=False))
    place = Place(FILE, "Lama", "C1")
    fault = problem("E272", place, sheet="Lama", heading="Tingkat Kematangan")
    assert {answer for entry in found.entries for _, answer in entry.answers} == {Unanswered("faulty", place, fault)}
    assert found.stages == ("",)


def test_of_a_checklist_alone_the_first_line_of_an_indicator_is_asked_for() -> None:
    lines = [[leaf.code, f"{n}.1", ""] for leaf in rubric().leaves()[1:] for n in (1, 2)]
    found, _ = read(sheet(["Kode", "Butir", "Terpenuhi"], *lines, name="Kriteria"))
    first, second = (entry.answer("") for entry in found.entries[:2])
    assert first == Unanswered("missing", Place(FILE, "Kriteria", "C1"))
    place = Place(FILE, "Kriteria", "C2")
    assert second == Unanswered("blank", place, problem("E243", place, indicator="I2", level=1, number=1))


def test_answers_on_hidden_sheets_are_told_beside_a_table_that_is_not_there() -> None:
    ticked = sheet(["Kode", "Butir", "Terpenuhi"], ["I1", "1.1", "Ya"], name="Kriteria", visible=False)
    told = refused(sheet(["kosong"]), ticked)
    assert told[1:] == (problem("W225", Place(FILE, "Kriteria", "C1"), sheet="Kriteria", what="met"),)
    assert codes(told) == ["E201", "W225"]


def test_a_sheet_that_is_too_long_is_told_beside_a_table_that_lacks_levels_and_is_the_fault_where_nothing_else_is() -> (
    None
):
    long = sheet(*([n] for n in range(20_001)), name="Data")
    about = {"rows": 20_001, "most": 20_000}
    assert refused(long) == (problem("E890", Place(FILE, "Data"), **about),)
    nearly = sheet(["No", "Indikator", "Bukti Dukung"], *([*line[:2], "a.pdf"] for line in full()))
    told = refused(nearly, long)
    assert codes(told) == ["E201", "W891"]
    assert told[1] == problem("W891", Place(FILE, "Data"), **about)
    _, problems = read(sheet(HEAD, *full()), long)
    assert problems == told[1:]


def evidence(*below, head=("No", "Indikator", "Tingkat Kematangan", "Bukti Dukung")):
    """The documents of each indicator that has any, for a table with these lines below the last indicator but one."""
    first, last = full()[:-1], full()[-1]
    found, _ = read(sheet(list(head), *([*line, "a.pdf"] for line in first), *below, [*last, "z.pdf"]))
    assert answers(found) == ALL_THREE
    return {entry.code: [one.text for one in entry.evidence] for entry in found.entries}


def test_rows_without_labels_go_on_with_the_one_above_until_an_empty_row() -> None:
    assert evidence(["", "", "", "b.pdf"], ["", "", "", "c.pdf"])["I46"] == ["a.pdf", "b.pdf", "c.pdf"]
    assert evidence([], ["", "", "", "b.pdf"])["I46"] == ["a.pdf"]
    assert evidence(["", "", "", "b.pdf"], [], ["", "", "", "c.pdf"])["I46"] == ["a.pdf", "b.pdf"]
    assert evidence(["", "Catatan tim", "", "b.pdf"])["I46"] == ["a.pdf"]
    assert evidence(["", "Catatan tim", "", "b.pdf"], ["", "", "", "c.pdf"])["I46"] == ["a.pdf"]


def test_what_the_workbook_is_and_says_of_itself_is_kept() -> None:
    identity = Identity("Kota Contoh", "kota", 2021, "akhir", "spbe-2020")
    found, _ = understand(
        book(sheet(["No", "Indikator", "Akhir", "Mandiri"], *([*line, 2] for line in full()))), rubric(), identity
    )
    assert (found.provenance, found.register) == ((FILE, "0" * 64, "calamine"), NOWHERE)
    assert (found.stages, found.stage_named) == (("mandiri", "akhir"), "akhir")
    assert dict(found.headings) == {
        "akhir": Place(FILE, "Penilaian", "C1"), "mandiri": Place(FILE, "Penilaian", "D1"),
    }  # fmt: skip


def test_an_item_without_a_row_for_one_stage_is_missed_where_the_other_stage_has_it() -> None:
    lines = full()
    first, second = (
        sheet(["No", "Indikator", "Mandiri"], *lines),
        sheet(["No", "Indikator", "Akhir"], *lines[1:], name="Akhir"),
    )
    found, _ = read(first, second)
    assert found.entries[0].answer("akhir") == Unanswered("missing", Place(FILE, "Penilaian", "B2"))
