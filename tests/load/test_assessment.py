"""Tables as they really come: where they stand, what the reading says of them, and its laws."""

from __future__ import annotations

from fractions import Fraction

import pytest
from book_making import ALL_THREE, HEAD, Line, answers, args, book, codes, full, read, rubric, sheet, spoken
from hypothesis import given, settings
from hypothesis import strategies as st

from spbe_index.core.assessment import Evidence, Given
from spbe_index.core.check import check
from spbe_index.core.problem import SpbeError
from spbe_index.core.stage import choose_stage
from spbe_index.load.assessment import understand
from spbe_index.load.heading import stage_words
from spbe_index.load.headings import Role
from spbe_index.load.identity import Identity
from spbe_index.load.tables import find_tables

STAGES = stage_words([(stage.code, stage.headings) for stage in rubric().stages])


@pytest.mark.parametrize("above", [0, 1, 5, 14, 29])
def test_the_heading_row_is_found_wherever_it_stands(above: int) -> None:
    letterhead: list[Line] = [["PEMERINTAH KOTA CONTOH"]] * above
    found, problems = read(sheet(*letterhead, HEAD, *full()))
    assert answers(found) == ALL_THREE
    assert problems == ()
    assert found.entries[0].answer("") == Given(Fraction(3), "3", found.entries[0].answer("").place)
    assert found.entries[0].answer("").place.cell == f"C{above + 2}"
    assert found.entries[0].place.cell == f"B{above + 2}"


@pytest.mark.parametrize(
    "heading",
    [
        "Nilai Tingkat Kematangan", "Nilai\nTingkat\nKematangan", "  nilai  tingkat kematangan: ", "Tingkat Kematangan",
        "NILAI CAPAIAN", "Capaian", "Tingkat", "Level", "Nilai", "Skor", "Indeks", "Level (1-5)",
        "Tingkat Kematangan SPBE", "Capaian Tahun 2021", "Score", "Maturity Level", "Level Kematangan",
        "Hasil Penilaian",
    ],
)  # fmt: skip
def test_a_bare_level_heading_names_no_stage(heading: str) -> None:
    found, problems = read(sheet(["No.", "INDIKATOR", heading], *full()))
    assert found.stages == ("",)
    assert answers(found) == ALL_THREE
    assert problems == ()


@pytest.mark.parametrize(
    ("heading", "stage"),
    [
        ("Penilaian Mandiri", "mandiri"),
        ("Mandiri", "mandiri"),
        ("Tingkat Kematangan (Mandiri)", "mandiri"),
        ("Nilai Akhir", "akhir"),
        ("Skor Akhir 2021", "akhir"),
        ("Hasil Verifikasi", "dokumen"),
        ("Eksternal", "eksternal"),
        ("Self-Assessment Score", "mandiri"),
    ],
)
def test_stage_words_make_a_stage(heading: str, stage: str) -> None:
    found, _ = read(sheet(["No", "Indikator", heading], *full()))
    assert found.stages == (stage,)
    assert answers(found, stage) == ALL_THREE


def test_a_hand_made_table_of_numbers_and_levels() -> None:
    found, problems = read(sheet(["No", "Tingkat"], *[[n, 1 + n % 5] for n in range(1, 48)]))
    assert answers(found) == {f"I{n}": str(1 + n % 5) for n in range(1, 48)}
    assert problems == ()


def test_english_headings_and_names() -> None:
    lines = [[leaf.number, leaf.name.en, "Level 4", "why", "who", "https://a.example/b"] for leaf in rubric().leaves()]
    found, problems = read(
        sheet(["Number", "Indicator", "Level", "Explanation", "Responsible unit", "Evidence"], *lines)
    )
    assert set(answers(found).values()) == {"4"}
    assert len(answers(found)) == 47
    assert (found.entries[4].explanation, found.entries[4].unit) == ("why", "who")
    assert found.entries[4].evidence == (Evidence("https://a.example/b", found.entries[4].evidence[0].place),)
    assert problems == ()


def test_two_heading_rows_with_a_merged_group() -> None:
    top = ["No", "Indikator", "Target", "Tingkat Kematangan", "", "", "Bukti Dukung"]
    sub = ["", "", "", "Mandiri", "Verifikasi", "Akhir", ""]
    lines = [[*line[:2], 5, 2, 3, 4, "a.pdf"] for line in full()]
    merged = ["A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2"]
    found, problems = read(sheet(top, sub, *lines, merged=merged))
    assert found.stages == ("mandiri", "dokumen", "akhir")
    assert [set(answers(found, stage).values()) for stage in found.stages] == [{"2"}, {"3"}, {"4"}]
    assert {spoken(entry.target) for entry in found.entries} == {"5"}
    assert found.entries[46].evidence[0].text == "a.pdf"
    assert problems == ()


def test_two_heading_rows_without_merges_as_csv_has_them() -> None:
    top = ["No", "Indikator", "Nilai", "", "Bukti"]
    sub = ["", "", "Mandiri", "Akhir", ""]
    found, _ = read(sheet(top, sub, *[[*line, 4, "a"] for line in full()]))
    assert found.stages == ("mandiri", "akhir")
    assert set(answers(found, "akhir").values()) == {"4"}
    assert found.entries[0].evidence[0].text == "a"


def test_the_names_of_columns_may_stand_in_the_second_row_only() -> None:
    top = ["", "", "Penilaian Mandiri", "", "Penilaian Eksternal", ""]
    sub = ["No", "Indikator", "Level", "Penjelasan", "Level", "Penjelasan"]
    lines = [[*line[:2], 2, "dari mandiri", 3, "dari luar"] for line in full()]
    found, problems = read(sheet(top, sub, *lines, merged=["C1:D1", "E1:F1"]))
    assert found.stages == ("mandiri", "eksternal")
    assert set(answers(found, "mandiri").values()) == {"2"}
    assert set(answers(found, "eksternal").values()) == {"3"}
    assert found.entries[0].explanation == "dari mandiri\ndari luar"
    assert problems == ()


def test_a_row_that_counts_the_columns_is_no_answer() -> None:
    for count in (["(1)", "(2)", "(3)"], [1, 2, 3]):
        found, problems = read(sheet(HEAD, count, *full(level=5)))
        assert set(answers(found).values()) == {"5"}
        assert problems == ()


def test_several_sheets_are_read_together() -> None:
    lines = full()
    sheets = [sheet(["Domain 1"], HEAD, *lines[:10], name="Domain 1"), sheet(HEAD, *lines[10:], name="Domain 2-4")]
    found, problems = read(*sheets)
    assert answers(found) == ALL_THREE
    assert found.entries[46].answer("").place.sheet == "Domain 2-4"
    assert problems == ()


def test_a_heading_repeated_for_each_domain() -> None:
    lines = full()
    found, problems = read(sheet(["Domain 1"], HEAD, *lines[:10], ["Domain 2"], ["No", "Level", "Indikator"],
                                 *[[n, level, text] for n, text, level in lines[10:]]))  # fmt: skip
    assert answers(found) == ALL_THREE
    assert problems == ()


def test_sheets_named_after_stages_give_bare_columns_their_stage() -> None:
    sheets = [sheet(HEAD, *full(level=2), name="Penilaian Mandiri"), sheet(HEAD, *full(level=3), name="Nilai Akhir")]
    found, problems = read(*sheets)
    assert found.stages == ("mandiri", "akhir")
    assert set(answers(found, "akhir").values()) == {"3"}
    assert problems == ()
    found, _ = read(sheets[0])
    assert found.stages == ("",)


def test_without_a_table_nothing_can_be_done() -> None:
    for empty in (sheet(["Selamat datang"]), sheet(["No", "Nama", "Jabatan"], [1, "Budi", "Kepala"]), sheet()):
        with pytest.raises(SpbeError) as caught:
            read(empty)
        assert codes(caught.value.problems) == ["E201"]
    nobody = sheet(HEAD, ["", "Budi", 3], name="Lama", visible=False)
    with pytest.raises(SpbeError) as caught:
        read(sheet(["kosong"]), nobody)
    assert [(found.code, found.place.address) for found in caught.value.problems] == [("E272", "Lama!C1")]


@pytest.mark.parametrize("level", [3, None])
def test_a_table_on_a_hidden_sheet_is_one_fault_and_no_row_is_said_to_be_missing(level: int | None) -> None:
    rows = [[*row[:2], level] for row in full()]
    found, problems = read(sheet(["kosong"]), sheet(HEAD, *rows, name="Lama", visible=False))
    faults = {answer.fault for entry in found.entries for _, answer in entry.answers}
    assert [(fault.code, fault.place.address) for fault in faults] == [("E272", "Lama!C1")]
    assert problems == ()
    assert [one.code for one in check(rubric(), found, "")] == ["E272"]


def test_a_checklist_alone_and_unanswered_is_asked_for_line_by_line() -> None:
    lines = [[leaf.code, f"{n}.1", ""] for leaf in rubric().leaves()[1:] for n in (1, 2)]
    found, problems = read(sheet(["Kode", "Butir", "Terpenuhi"], *lines, name="Kriteria"))
    told = check(rubric(), found, "")
    assert problems == ()
    assert [(one.code, one.place.address) for one in told[:3]] == [
        ("E209", "Kriteria!C1"),
        ("E243", "Kriteria!C2"),
        ("E243", "Kriteria!C4"),
    ]
    assert len(told) == len(rubric().leaves())


def test_identity_and_provenance_are_passed_on() -> None:
    identity = Identity("Kota Contoh", "kota", 2021, "mandiri", "spbe-2020")
    found, _ = understand(book(sheet(HEAD, *full())), rubric(), identity)
    assert (found.agency, found.group, found.year, found.stage_named) == ("Kota Contoh", "kota", 2021, "mandiri")
    assert (found.provenance.file, found.provenance.reader) == ("berkas.xlsx", "calamine")
    found, _ = understand(book(sheet(HEAD, *full())), rubric(), Identity("", "", None, "tahap lain", ""))
    assert found.stage_named == ""


def test_a_column_of_codes_beside_a_column_of_names() -> None:
    lines = [[i, f"I{n}", text, level] for i, (n, text, level) in enumerate(reversed(full()), start=1)]
    found, problems = read(sheet(["No", "Indikator", "Nama Indikator", "Nilai"], *lines))
    assert answers(found) == ALL_THREE
    assert problems == ()
    found, problems = read(sheet(["No", "Kode", "Nilai"], *[[line[0], line[1], 3] for line in lines]))
    assert answers(found) == ALL_THREE
    assert problems == ()


def test_years_side_by_side() -> None:
    top, sub = ["No", "Indikator", "Tingkat Kematangan", ""], ["", "", 2021, 2022]
    lines = [[*line, 4] for line in full()]
    for year, level in ((2021, "3"), (2022, "4")):
        found, problems = read(sheet(top, sub, *lines, merged=["C1:D1"]), identity=Identity("", "", year, "", ""))
        assert set(answers(found).values()) == {level}
        assert codes(problems) == ["N229"]
    found, problems = read(sheet(top, sub, *lines, merged=["C1:D1"]))
    assert set(answers(found).values()) == {"4"}
    assert [(p.code, p.place.cell, args(p)) for p in problems] == [
        ("N229", "C2", {"heading": "2021", "used": "2022", "year": "2021"})
    ]


@pytest.mark.parametrize(
    ("headings", "values", "year", "level", "left_out"),
    [
        (["Nilai 2022", "Nilai 2023"], [3, 4], None, "4", ["Nilai 2022"]),
        (["Nilai 2023", "Nilai 2022", "Nilai 2021"], [4, 3, 2], None, "4", ["Nilai 2022", "Nilai 2021"]),
        (["Nilai 2022", "Nilai 2023"], [3, ""], None, "3", []),
        (["Nilai 2022", "Nilai"], [3, 4], None, "4", ["Nilai 2022"]),
        (["Nilai 2022", "Nilai"], [3, 4], 2023, "4", ["Nilai 2022"]),
        (["Nilai 2022", "Nilai 2023"], [3, 4], 2022, "3", ["Nilai 2023"]),
    ],
)
def test_of_several_years_one_is_read_and_the_others_are_told(headings, values, year, level, left_out) -> None:
    lines = [[*line[:2], *values] for line in full()]
    found, problems = read(sheet(["No", "Indikator", *headings], *lines), identity=Identity("", "", year, "", ""))
    assert set(answers(found).values()) == {level}
    assert [(p.code, args(p)["heading"]) for p in problems] == [("N229", heading) for heading in left_out]


levels = st.lists(st.sampled_from([1, 2, 3, 4, 5, "Level 2", "3,0", "-", "", 6, "abc"]), min_size=47, max_size=47)


def values(found) -> dict[str, list[str]]:
    return {entry.code: [f"{stage}={spoken(answer)}" for stage, answer in entry.answers] for entry in found.entries}


@settings(max_examples=25, deadline=None)
@given(levels, levels, st.permutations(range(47)), st.permutations(range(5)))
def test_the_order_of_rows_and_columns_does_not_matter(mandiri, akhir, rows, columns) -> None:
    head = ["No", "Indikator", "Mandiri", "Akhir", "Bukti"]
    lines = [[*line[:2], a, b, "x"] for line, a, b in zip(full(), mandiri, akhir, strict=True)]
    first, _ = read(sheet(head, *lines))
    mixed = [[lines[row][column] for column in columns] for row in rows]
    second, _ = read(sheet([head[column] for column in columns], *mixed))
    assert values(first) == values(second)


junk = st.sampled_from(["abc", "3", 3, "Level", "catatan", "-", ("error", "#REF!"), True])
noise = st.lists(st.tuples(st.integers(1, 60), st.integers(6, 12), junk), max_size=30)


@settings(max_examples=40, deadline=None)
@given(levels, noise)
def test_cells_outside_the_table_change_no_answer(given_levels, cells) -> None:
    lines = [["Kop surat"], [*HEAD], *[[*line[:2], level] for line, level in zip(full(), given_levels, strict=True)]]
    plain, _ = read(sheet(*lines))
    grid = [[*line, *[""] * (12 - len(line))] for line in lines] + [[""] * 12 for _ in range(60 - len(lines))]
    for row, column, value in cells:
        grid[row - 1][column - 1] = value
    noisy, _ = read(sheet(*grid))
    assert values(plain) == values(noisy)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.one_of(st.none(), st.integers(0, 60), st.text(max_size=12), st.sampled_from(
    ["No", "Indikator", "Level", "Mandiri", "Bukti", "Target", "I12", "Layanan Pusat Data", "TOTAL", "35-1"]
)), max_size=6), max_size=12))  # fmt: skip
def test_no_sheet_breaks_the_reading(lines) -> None:
    made = sheet(*lines)
    if not any(table.by_role(Role.LEVEL) for table in find_tables(book(made), STAGES)):
        with pytest.raises(SpbeError) as caught:
            read(made)
        assert codes(caught.value.problems) == ["E201"]
    else:
        assert len(read(made)[0].entries) == 47


def test_a_template_not_filled_in_lacks_every_answer() -> None:
    identity = Identity("", "", 2023, "", "")
    for head, stage in ((["No", "Tingkat"], ""), (["No", "Indikator", "Nilai Akhir"], "akhir")):
        found, problems = read(sheet(["Tahun", 2023], head), identity=identity)
        assert (found.stages, problems) == ((stage,), ())
        assert {spoken(entry.answer(stage)) for entry in found.entries} == {"missing"}
        assert choose_stage(rubric(), found, None) == (stage, ())
        told = check(rubric(), found, stage)
        assert codes(told) == ["E209"] * 47
        assert {problem.place.address for problem in told} == {f"Penilaian!{'AB'[len(head) - 2]}2"}


def test_an_empty_table_of_levels_counts_beside_one_of_evidence() -> None:
    evidence = [[*line[:2], "a.pdf"] for line in full()]
    found, _ = read(
        sheet(["No", "Indikator", "Bukti Dukung"], *evidence, name="Bukti"), sheet(["No", "Tingkat"], name="Nilai")
    )
    assert found.stages == ("",)
    assert {spoken(entry.answer("")) for entry in found.entries} == {"missing"}
    assert found.entries[0].evidence[0].text == "a.pdf"


def test_levels_of_something_else_are_no_levels_of_indicators() -> None:
    evidence = [[*line[:2], "a.pdf"] for line in full()]
    with pytest.raises(SpbeError) as caught:
        read(
            sheet(["No", "Indikator", "Bukti Dukung"], *evidence, name="Bukti"),
            sheet(["Nama", "Nilai"], ["Budi", 3], name="Tim"),
        )
    assert codes(caught.value.problems) == ["E201"]
    (told,) = caught.value.problems
    assert told.place.address == "Bukti!A1"
    assert dict(told.args) == {"why": "levels", "headings": '"No", "Indikator", "Bukti Dukung"'}


@pytest.mark.parametrize(
    ("headings", "cell", "told"),
    [
        (["Nr.", "Bewertung"], "B1", '"Bewertung"'),
        (["No", "Mandiri dan Eksternal"], "B1", '"Mandiri dan Eksternal"'),
        (["No", "Nilai Mandiri/Eksternal"], "B1", '"Nilai Mandiri/Eksternal"'),
        (["No", "Nilai (harapan)"], "B1", '"Nilai (harapan)"'),
        (["No", "Indikator", "Target"], "A1", '"No", "Indikator", "Target"'),
        (["No", "Nilai (belum akhir)", "Nilai (Mandiri)"], "B1", '"Nilai (belum akhir)"'),
    ],
)
def test_a_heading_row_that_is_nearly_understood_is_named_with_its_cell(
    headings: list[str], cell: str, told: str
) -> None:
    with pytest.raises(SpbeError) as caught:
        read(sheet(headings, *[[n, *[3] * (len(headings) - 1)] for n in range(1, 48)]))
    (error,) = caught.value.problems
    assert (error.code, error.place.cell, dict(error.args)["headings"]) == ("E201", cell, told)


@pytest.mark.parametrize("heading", ["Nilai (harapan)", "Nilai (belum akhir)", "Mandiri dan Eksternal"])
def test_a_column_that_is_not_understood_beside_levels_is_told(heading: str) -> None:
    lines = [[*line[:2], 5, line[2]] for line in full()]
    assessment, problems = read(sheet(["No", "Indikator", heading, "Nilai"], *lines))
    assert [(one.code, one.place.cell) for one in problems] == [("N281", "C1")]
    assert assessment.stages == ("",)


@pytest.mark.parametrize(("heading", "said"), [("Penilaian Abc", "heading"), ("", "none")])
def test_levels_beside_empty_columns_of_levels_are_told_at_their_heading(heading: str, said: str) -> None:
    lines = [[*line[:2], line[2], "", "baik"] for line in full()]
    head = ["No", "Indikator", heading, "Penilaian Mandiri", "Penjelasan"]
    _, problems = read(sheet(head, *lines))
    assert [(one.code, one.place.cell, args(one)["said"]) for one in problems] == [("N281", "C1", said)]
    empty = [[*line[:2], "", "", "baik"] for line in lines]
    assert read(sheet(head, *empty))[1] == ()
    assert read(sheet(head, *([*line[:2], 4, 3, "baik"] for line in lines)))[1] == (problems if heading else ())


def test_names_of_documents_under_a_word_for_a_stage_are_evidence() -> None:
    lines = [[*line, "SK Wali Kota 12/2023"] for line in full()]
    assessment, problems = read(sheet(["No", "Indikator", "Tingkat", "Hasil (dokumen)"], *lines))
    assert (assessment.stages, answers(assessment), problems) == (("",), ALL_THREE, ())
    assert {entry.evidence[0].text for entry in assessment.entries} == {"SK Wali Kota 12/2023"}
    for level in (4, "4 - Terpadu", "Level 4"):
        found, _ = read(
            sheet(["No", "Indikator", "Tingkat", "Hasil (dokumen)"], *([*line[:3], level] for line in lines))
        )
        assert "dokumen" in found.stages


def test_a_column_of_percents_alone_is_no_column_of_levels() -> None:
    with pytest.raises(SpbeError) as caught:
        read(sheet(["No", "Indikator", "Capaian (%)"], *full(level=60)))
    assert [(one.code, one.place.cell) for one in caught.value.problems] == [("E201", "C1")]


@pytest.mark.parametrize("percent", [60, "60", "60%", "5%", "62,5"])
def test_percents_beside_levels_are_left_out_with_a_note(percent: str | int) -> None:
    lines = [[*line[:2], percent, line[2]] for line in full()]
    assessment, problems = read(sheet(["No", "Indikator", "Realisasi", "Tingkat"], *lines))
    assert answers(assessment) == ALL_THREE
    assert [(one.code, one.place.cell) for one in problems] == [("N227", "C1")]
    both, _ = read(sheet(["No", "Indikator", "Realisasi", "Tingkat"], *[[*line[:3], 70] for line in lines]))
    assert set(answers(both).values()) <= {"E202", "E203", "E221"}


@pytest.mark.parametrize(
    ("head", "numbers", "linked"),
    [
        (["No", "Nama Dokumen", "Nomor", "Tanggal"], [1, 2, 3, 4], 0),
        (["No.", "Nama Dokumen"], ["1.", "2.", "", "1."], 0),
        (["Nomor Urut", "Aspek", "Bukti Dukung"], [1, 2, 1, 2], 0),
        (["Kode", "Nama Dokumen", "Nomor", "Tanggal"], [1, 2, 3, 4], 4),
        (["No", "Nama Dokumen", "Nomor", "Tanggal"], ["I1", "I2", "I3", "I4"], 4),
        (["No", "Nama Dokumen", "Nomor", "Tanggal"], ["Indikator 1", "Indikator 2", "Indikator 3", "Indikator 4"], 4),
        (["No", "Nama Dokumen", "Nomor", "Tanggal"], [1, 1, 2, 3], 4),
        (["No", "Nama Dokumen", "Nomor Dokumen", "Tanggal"], [1, 2, "", 3], 4),
        (["No", "Nama Dokumen", "Nomor", "Tanggal"], [3, 5, 12, 14], 4),
    ],
)
def test_a_list_that_only_counts_documents_is_evidence_of_no_indicator(
    head: list[str], numbers: list[str | int], linked: int
) -> None:
    at = len(head) - 3 if len(head) == 4 else len(head) - 1
    listed: list[Line] = []
    for number in numbers:
        line: list[str | int] = ["" if number == "" and not linked else f"{n}/2023" for n, _ in enumerate(head)]
        line[0], line[at] = number, "" if number == "" and not linked else "Keputusan"
        listed.append(line)
    assessment, problems = read(sheet(HEAD, *full()), sheet(head, *listed, name="Dokumen"))
    assert sum(len(entry.evidence) for entry in assessment.entries) == linked
    told = [f"{one.code} {one.place.sheet}!{one.place.cell}" for one in problems if one.code in ("N294", "W250")]
    assert told == ([] if linked else ["N294 Dokumen!A1"])


def test_tables_under_titles_of_different_stages_are_of_these_stages() -> None:
    rows = [line[:3] for line in full()]
    own = [["Penilaian Mandiri"], [], ["No", "Indikator", "Nilai"], *rows]
    last = [["Penilaian Akhir"], ["No", "Indikator", "Nilai"], *rows]
    assessment, problems = read(sheet(*own, [], *last))
    assert assessment.stages == ("mandiri", "akhir")
    assert problems == ()
