"""What is said of an item without an answer and of a book without a table: the fault, its cell and its particulars."""

from __future__ import annotations

import pytest
from book_making import ALL_THREE, HEAD, answers, book, codes, full, read, rubric, sheet, spoken

from spbe_index.core.assessment import Tick, Unanswered
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


def evidence(*below):
    """The documents of each indicator that has any, for a table with these lines below the last indicator but one."""
    first, last = full()[:-1], full()[-1]
    head = ["No", "Indikator", "Tingkat Kematangan", "Bukti Dukung"]
    found, _ = read(sheet(head, *([*line, "a.pdf"] for line in first), *below, [*last, "z.pdf"]))
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


LEVELS = [[*line[:2], "" if n in (0, 2) else 3] for n, line in enumerate(full())]


def test_hidden_rows_are_told_where_they_hold_a_level_or_a_document_and_by_which() -> None:
    lines = [[*line, "a.pdf" if n == 0 else ""] for n, line in enumerate(LEVELS)]
    _, problems = read(sheet([*HEAD, "Bukti Dukung"], *lines, hidden_rows=[2, 3, 4]))
    assert problems == tuple(
        problem("W223", Place(FILE, "Penilaian", f"B{row}"), what=what, count=1, rows=str(row), many="one")
        for row, what in ((2, "evidence"), (3, "level"))
    )
    documents = sheet(["Kode", "Nama Dokumen", "Nomor", "Tanggal"], ["I3", "SK", "1/2023", ""], name="Bukti")
    assert read(documents, sheet(HEAD, *LEVELS, hidden_rows=[4]))[1] == ()


def test_every_document_of_an_unknown_indicator_is_told() -> None:
    listed = [[code, "SK", f"{n}/2023", ""] for n, code in enumerate(("I1", "X9", "X8"), 1)]
    documents = sheet(["Kode", "Nama Dokumen", "Nomor", "Tanggal"], *listed, name="Bukti")
    _, problems = read(sheet(HEAD, *full()), documents)
    assert [(one.code, one.place.address) for one in problems] == [("W250", "Bukti!A3"), ("W250", "Bukti!A4")]


CHECKLIST = sheet(
    ["Kode", "Butir", "Terpenuhi"],
    *(
        ["I1", f"{level.level}.{number}", "Ya" if level.level < 3 else "Tidak"]
        for level in rubric().leaves()[0].levels
        for number in range(1, len(level.criteria) + 1)
    ),
    name="Kriteria",
)


@pytest.mark.parametrize(
    ("columns", "judged"),
    [
        (["Tingkat Kematangan"], {"": "2"}),
        (["Mandiri", "Akhir"], {"mandiri": "2", "akhir": "blank"}),
        (["Akhir"], {"akhir": "blank"}),
        (["Hasil Verifikasi"], {"dokumen": "blank"}),
    ],
)
def test_a_checklist_speaks_for_the_first_stage_or_for_a_column_without_a_name(columns, judged) -> None:
    lines = [[*line[:2], *[line[2]] * len(columns)] for line in LEVELS]
    found, problems = read(sheet(["No", "Indikator", *columns], *lines), CHECKLIST)
    assert {stage: spoken(answer) for stage, answer in found.entries[0].answers} == judged
    place = Place(FILE, "Kriteria", "C3")
    told = [problem("N244", place, indicator="I1", level=2)] if "2" in judged.values() else []
    assert list(problems) == told


@pytest.mark.parametrize(
    ("columns", "levels", "read_as"),
    [
        (["Mandiri"], [""], {"mandiri": "7/2"}),
        (["Mandiri", "Akhir"], ["", ""], {"mandiri": "blank", "akhir": "blank"}),
        (["Mandiri", "Akhir"], ["2,00", ""], {"mandiri": "7/2", "akhir": "blank"}),
    ],
)
def test_an_index_of_another_agency_counts_for_the_stages_in_use(columns, levels, read_as) -> None:
    lines = [
        [*line[:2], *([""] * len(columns) if line[0] == "5" else levels), 62.5 if line[0] == "5" else ""]
        for line in full("pemdi-2026")
    ]
    found, _ = read(sheet(["No", "Indikator", *columns, "Nilai Indeks Asal"], *lines), by="pemdi-2026")
    (entry,) = (entry for entry in found.entries if entry.code == "I5")
    assert {stage: spoken(answer) for stage, answer in entry.answers} == read_as


def test_a_checklist_is_kept_and_told_of_and_asks_for_nothing_where_there_are_levels() -> None:
    ticked = sheet(["Kode", "Butir", "Terpenuhi"], ["I1", "1.1", "mungkin saja"], ["I2", "1.1", ""], name="Kriteria")
    place = Place(FILE, "Kriteria", "C2")
    found, problems = read(sheet(HEAD, *full()[1:]), ticked)
    assert problems == (problem("W241", place, found="mungkin saja"),)
    assert found.entries[0].ticks == (Tick(1, 1, None, place),)
    assert found.entries[0].answer("") == Unanswered("missing", Place(FILE, "Penilaian", "B1"))


def test_of_two_columns_a_checklist_speaks_for_the_one_without_a_name() -> None:
    lines = [[*line[:2], line[2], line[2]] for line in LEVELS]
    found, _ = read(sheet(["No", "Indikator", "Tingkat Kematangan", "Mandiri"], *lines), CHECKLIST)
    said = {stage: spoken(answer) for stage, answer in found.entries[0].answers}
    assert said == {"": "2", "mandiri": "blank"}


def test_hidden_columns_are_told_by_what_they_hold() -> None:
    head = [*HEAD, "Target", "Unit Kerja", "Bukti Dukung", "Halaman"]
    lines = [[*line, 4, "Kominfo", "a.pdf", "3"] for line in full()]
    _, problems = read(sheet(head, *lines, hidden_columns=[4, 5, 6, 7]))
    assert problems == tuple(
        problem("W233", Place(FILE, "Penilaian", f"{column}1"), heading=heading, what=what)
        for column, heading, what in zip("DEFG", head[3:], ("target", "unit", "evidence", "evidence"), strict=True)
    )


def test_units_and_the_list_of_documents_of_several_sheets() -> None:
    documents = sheet(["Kode", "Nama Dokumen", "Nomor", "Tanggal"], ["I1", "SK", "1/2023", ""], name="Dokumen")
    units = sheet(["No", "Indikator", "Unit Kerja", "Target"], [*full()[0][:2], "Bappeda", 4], name="Unit")
    found, _ = read(sheet([*HEAD, "Unit"], *([*line, "Kominfo"] for line in full())), units, documents)
    assert (found.entries[0].unit, found.entries[1].unit) == ("Kominfo; Bappeda", "Kominfo")
    assert found.register == Place(FILE, "Dokumen", "B1")


def test_inputs_without_rows_are_missed_at_the_row_of_their_indicator_or_at_the_heading() -> None:
    (whole,) = (item for item, _ in rubric("spbe-2018").items() if item.code == "I35")
    lines = [line for line in full("spbe-2018") if not str(line[0]).startswith("35")]
    for more, cell in (([], "B1"), ([["35", whole.name.id, ""]], f"B{len(lines) + 2}")):
        found, _ = read(sheet(HEAD, *lines, *more), by="spbe-2018")
        missed = [entry.answer("") for entry in found.entries if entry.code.startswith("I35-")]
        assert missed == [Unanswered("missing", Place(FILE, "Penilaian", cell))] * 3


def test_where_nobody_knows_what_a_row_is_about_every_missing_item_may_be_it() -> None:
    found, (fault,) = read(sheet(["No", "Tingkat"], *([n, 3] for n in range(1, 47)), [("formula", "=ROW()-1"), 3]))
    assert (fault.code, fault.place.cell) == ("E207", "A48")
    assert found.entries[46].answer("") == Unanswered("faulty", fault.place, fault)
