"""Layouts as they really come, and what must be said about each."""

from __future__ import annotations

from fractions import Fraction

import pytest
from book_making import Line, answers, book, codes, full, read, rubric, sheet, spoken
from hypothesis import given, settings
from hypothesis import strategies as st

from spbe_index.core.assessment import Evidence, Given, Unanswered
from spbe_index.core.problem import SpbeError
from spbe_index.load.assessment import understand
from spbe_index.load.headings import Role, stage_words
from spbe_index.load.identity import Identity
from spbe_index.load.tables import find_tables

HEAD = ["No", "Indikator", "Tingkat Kematangan"]
STAGES = stage_words([(stage.code, stage.headings) for stage in rubric().stages])
ALL_THREE = {leaf.code: "3" for leaf in rubric().leaves()}


def name(code: str, by: str = "spbe-2020") -> str:
    return next(leaf.name.id for leaf in rubric(by).leaves() if leaf.code == code)


def args(problem) -> dict[str, str]:
    return dict(problem.args)


# --- where the table is -------------------------------------------------------------------------------------------


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
        "Tingkat Kematangan SPBE", "Capaian Tahun 2021", "Score", "Maturity Level", "Level Kematangan", "Hasil Penilaian",
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
    with pytest.raises(SpbeError) as caught:
        read(sheet(["kosong"]), sheet(HEAD, *full(), name="Lama", visible=False))
    assert codes(caught.value.problems) == ["E201", "W225"]


# --- which item a row is about ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    [
        12,
        12.0,
        "12",
        "12.",
        "12.0",
        "12,0",
        "012",
        "I12",
        "I-12",
        "I 12",
        "i12",
        "Indikator 12",
        "Ind. 12",
        "(12)",
        "No. 12",
    ],
)
def test_numbers_of_an_indicator(number) -> None:
    found, problems = read(sheet(["No", "Tingkat"], [number, 4]))
    assert answers(found) == {"I12": "4"}
    assert problems == ()


@pytest.mark.parametrize(
    ("number", "code"),
    [("35-1", "I35-1"), ("35.1", "I35-1"), (35.2, "I35-2"), ("35,3", "I35-3"), ("35a", "I35-1"), ("35 - 2", "I35-2"),
     ("I35-2", "I35-2"), ("Indikator 35-3", "I35-3"), ("35 c", "I35-3"), ("35/1", "I35-1"), ("34", "I34")],
)  # fmt: skip
def test_numbers_of_inputs(number, code: str) -> None:
    found, problems = read(sheet(["No", "Tingkat"], [number, 4]), by="spbe-2018")
    assert answers(found) == {code: "4"}
    assert problems == ()


@pytest.mark.parametrize("number", ["12a", "12-1", "48", "0", "1.1.2", "35.4", "-12", "12-13"])
def test_numbers_that_are_nobodys(number: str) -> None:
    found, problems = read(sheet(["No", "Tingkat"], [number, 4]))
    assert answers(found) == {}
    assert codes(problems) == ["E210"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tingkat Kematangan Layanan Pusat Data", "I16"),
        ("tingkat kematangan  LAYANAN\nPusat-Data", "I16"),
        ("Layanan Pusat Data", "I16"),
        ("Layanan\u00a0Pusat\u200b Data.", "I16"),
        ("Layanan Pusat Data (lihat lampiran)", "I16"),
        ("Layanan Pusat Data - catatan asesor", "I16"),
        ("16. Layanan Pusat Data", "I16"),
        ("Indikator 16: Layanan Pusat Data", "I16"),
        ("I16 Layanan Pusat Data", "I16"),
        ("Indikator 16", "I16"),
        ("Arsitektur SPBE", "I11"),
        ("Arsitektur SPBE Pemerintah Daerah", "I11"),
        ("Kebijakan Internal Arsitektur SPBE", "I1"),
        ("Kebijakan Internal Arsitektur SPBE Instansi Pusat/Pemerintah Daerah", "I1"),
        ("Keterpaduan Rencana", "I13"),
        ("JDIH", "I44"),
        ("Layanan Publik Sektor 2", "I46"),
        ("Layanan Publik Sektor 2 (Kesehatan)", "I46"),
    ],
)
def test_names_of_an_indicator(text: str, code: str) -> None:
    found, problems = read(sheet(["Indikator", "Tingkat"], [text, 4]))
    assert answers(found) == {code: "4"}
    assert problems == ()


@pytest.mark.parametrize("text", ["Manajemen Data", "Layanan", "Layanan Perencanaan dan Penganggaran"])
def test_an_ambiguous_name_is_nobodys(text: str) -> None:
    found, problems = read(sheet(["Indikator", "Tingkat"], [text, 4]))
    assert answers(found) == {}
    assert codes(problems) == ["E210"]


def test_a_misspelled_name_is_never_taken_silently() -> None:
    found, problems = read(sheet(HEAD, ["", "Layanan Pusat Dta", 4]))
    assert answers(found) == {}
    assert codes(problems) == ["E210"]
    assert args(problems[0]) == {"found": "Layanan Pusat Dta", "suggestion": f"I16 {name('I16')}"}
    assert problems[0].place.address == "Penilaian!B2"
    found, problems = read(sheet(HEAD, [16, "Layanan Pusat Dta", 4]))
    assert answers(found) == {"I16": "4"}
    assert codes(problems) == ["W224"]
    found, problems = read(sheet(HEAD, [3, "Layanan Pusat Dta", 4]))
    assert answers(found) == {}
    assert codes(problems) == ["E210"]


def test_a_name_that_only_holds_a_place_gives_way_to_the_agencys_own() -> None:
    found, problems = read(sheet(HEAD, [46, "Layanan Kesehatan Terpadu", 4]))
    assert answers(found) == {"I46": "4"}
    assert codes(problems) == ["W224"]


def test_the_name_outdoes_the_number_and_both_are_named() -> None:
    found, problems = read(sheet(HEAD, [30, "Layanan Pusat Data", 4]))
    assert answers(found) == {"I16": "4"}
    assert codes(problems) == ["W215"]
    assert args(problems[0]) == {"number": "30", "numbered": name("I30"), "indicator": "I16", "name": name("I16")}


def test_numbering_that_starts_anew_in_each_aspect_goes_by_name() -> None:
    lines: list[Line] = []
    for aspect in (item for item, _ in rubric().items() if item.kind == "aspect"):
        lines.append(["", aspect.name.id, ""])
        lines += [[n, leaf.name.id, 1 + n % 5] for n, leaf in enumerate(aspect.children, start=1)]
    found, problems = read(sheet(HEAD, *lines))
    assert len(answers(found)) == 47
    assert answers(found)["I11"] == "2"
    assert problems == ()


def test_a_shortened_name_counts_only_where_number_or_section_decide() -> None:
    lines = [[n, text.removeprefix("Tingkat Kematangan Penerapan "), level] for n, text, level in full()]
    found, problems = read(sheet(HEAD, *lines))
    assert lines[22][1] == "Manajemen Data"
    assert answers(found) == ALL_THREE
    assert problems == ()
    section = ["", "Penerapan Manajemen SPBE", ""]
    found, problems = read(sheet(HEAD, section, [2, name("I22"), 3], [3, "Manajemen Data", 4]))
    assert answers(found) == {"I22": "3", "I23": "4"}


def test_domain_aspect_and_total_rows_are_no_indicators() -> None:
    lines = full()
    between: list[Line] = [
        ["", "Domain 1 - Kebijakan Internal SPBE", 3.0],
        ["A", "Kebijakan Internal Tata Kelola SPBE", 3.0],
        ["I", "Kebijakan Internal", 2.5],
    ]
    after: list[Line] = [
        ["", "TOTAL", 141], ["Jumlah", "", 141], ["", "Rata-rata", 3], ["", "Indeks SPBE", "3,00"],
        ["Predikat", "", "Baik"], ["", "Catatan: dinilai ulang", ""], ["", "", "Kepala Dinas"], ["", "Keterangan", "1"],
    ]  # fmt: skip
    found, problems = read(sheet(HEAD, *between, *lines, *after))
    assert answers(found) == ALL_THREE
    assert problems == ()


def test_an_unknown_row_with_a_level_is_told() -> None:
    found, problems = read(
        sheet(HEAD, *full(), [48, "Tingkat Kebahagiaan Pegawai", 3], ["", "", 4], ["", "Foto", "#REF!"])
    )
    assert answers(found) == ALL_THREE
    assert [(p.code, p.place.cell) for p in problems] == [("E210", "B49"), ("E210", "C50"), ("E210", "B51")]


def test_merged_domain_and_aspect_columns() -> None:
    lines: list[Line] = [
        ["Kebijakan", "Kebijakan Internal Tata Kelola SPBE" if n == 1 else "", n, text, level]
        for n, text, level in full()[:10]
    ]
    found, problems = read(sheet(["Domain", "Aspek", "No", "Indikator", "Level"], *lines, merged=["A2:A11", "B2:B11"]))
    assert len(answers(found)) == 10
    assert problems == ()


def test_a_recapitulation_of_aspects_is_not_the_assessment() -> None:
    recap: list[Line] = [
        [n, a.name.id, 2] for n, a in enumerate((i for i, _ in rubric().items() if i.kind == "aspect"), 1)
    ]
    found, problems = read(
        sheet(["No", "Aspek", "Nilai"], *recap, name="Rekap"),
        sheet(["No", "Uraian", "Indeks"], *recap, name="Rekap 2"),
        sheet(HEAD, *full()),
        sheet(["Level", "Nama", "Keterangan"], [1, "Rintisan", "x"], [2, "Terkelola", "y"], name="Skala"),
    )
    assert answers(found) == ALL_THREE
    assert problems == ()


def test_an_aspect_and_an_indicator_of_one_name() -> None:
    head = ["No", "Aspek / Indikator", "Nilai"]
    by = "pemdi-2026"
    for lines in (
        [[4, "Keamanan Pemdi", "2,50"], [9, name("I9", by), 2], [10, "Keamanan Pemdi", 3]],
        [["", "Keamanan Pemdi", "2,50"], [1, name("I9", by), 2], [2, "Tingkat Kematangan Keamanan Pemdi", 3]],
        [["IV", "Keamanan Pemdi", "2,50"], ["", name("I9", by), 2], ["", "Keamanan Pemdi", 3]],
    ):
        found, problems = read(sheet(["No", "Indikator", "Nilai"], *lines), by=by)
        assert answers(found) == {"I9": "2", "I10": "3"}
        assert problems == ()
    assert answers(read(sheet(["Indikator", "Nilai"], ["Keamanan Pemdi", 3]), by=by)[0]) == {"I10": "3"}
    assert answers(read(sheet(head, *[[10, "Keamanan Pemdi", 3]]), by=by)[0]) == {"I10": "3"}


def test_three_answers_of_one_indicator() -> None:
    by = "spbe-2018"
    lines: list[Line] = [
        [35, "Layanan Publik Instansi Pemerintah", ""],
        ["a", "Layanan Publik 1", 2],
        ["b", "Layanan Publik 2", 3],
        ["35-3", "Layanan Perizinan", 4],
    ]
    found, problems = read(sheet(HEAD, *lines), by=by)
    assert answers(found) == {"I35-1": "2", "I35-2": "3", "I35-3": "4"}
    assert codes(problems) == ["W224"]
    found, problems = read(sheet(HEAD, *full(by)[:34], [35, "Layanan Publik Instansi Pemerintah", 4]), by=by)
    missing = found.entries[-1].answer("")
    assert missing == Unanswered("missing", missing.place)
    assert missing.place.cell == "B36"


def test_a_missing_indicator_points_to_the_heading() -> None:
    found, problems = read(sheet(["Kop"], HEAD, *full()[:-1]))
    assert found.entries[-1].answer("").place.address == "Penilaian!B2"
    assert spoken(found.entries[-1].answer("")) == "missing"
    assert found.entries[-1].place.cell == ""
    assert problems == ()


# --- several cells for one answer ---------------------------------------------------------------------------------


def test_columns_of_several_stages_and_a_target() -> None:
    head = ["No", "Indikator", "Target", "Mandiri", "Verifikasi", "Eksternal", "Akhir", "Bobot", "Kriteria"]
    lines = [[*line[:2], 5, 1, 2, 3, "", "2,75", "teks"] for line in full()]
    found, problems = read(sheet(head, *lines))
    assert found.stages == ("mandiri", "dokumen", "eksternal", "akhir")
    assert answers(found, "akhir") == {}
    assert {spoken(entry.answer("akhir")) for entry in found.entries} == {"blank"}
    assert found.entries[0].answer("akhir").place.cell == "G2"
    assert problems == ()


def test_a_bad_target_is_only_a_warning() -> None:
    found, problems = read(sheet([*HEAD, "Target"], *[[*line, 7] for line in full()]))
    assert answers(found) == ALL_THREE
    assert set(codes(problems)) == {"W217"}
    assert spoken(found.entries[0].target) == "W217"


def test_two_columns_for_one_stage() -> None:
    head = ["No", "Indikator", "Nilai", "Skor"]
    same = [[*line, line[2]] for line in full()]
    found, _ = read(sheet(head, *same))
    assert answers(found) == ALL_THREE
    same[6][3] = 4
    found, _problems = read(sheet(head, *same))
    assert answers(found) == ALL_THREE | {"I7": "E221"}
    fault = found.entries[6].answer("").fault
    assert (fault.place.cell, args(fault)) == ("D8", {"indicator": "I7", "first": "Penilaian!C8"})
    empty = [[*line[:3], ""] for line in same]
    assert answers(read(sheet(head, *empty))[0]) == ALL_THREE


def test_of_two_columns_the_plain_the_near_the_visible_and_the_right_year_count() -> None:
    lines = [[*line, "", 1] for line in full()]
    for head, hidden, year, code in (
        (["No", "Indikator", "Level", "", "Level"], (), None, "N227"),
        (["No", "Indikator", "Level", "Bobot", "Indeks"], (), None, "N227"),
        (["No", "Indikator", "Level", "Bobot", "Nilai"], (5,), None, "N228"),
        (["No", "Indikator", "Nilai 2022", "Bobot", "Nilai 2021"], (), 2022, "N229"),
    ):
        identity = Identity("", "", year, "", "")
        found, problems = read(sheet(head, *lines, hidden_columns=hidden), identity=identity)
        assert answers(found) == ALL_THREE, head
        assert codes(problems) == [code]
        assert problems[0].place.cell == "E1"
    found, problems = read(sheet(["No", "Indikator", "Level"], *full(), hidden_columns=[3]))
    assert answers(found) == ALL_THREE
    assert problems == ()


def test_a_product_of_weight_and_level_is_no_level() -> None:
    weights = {leaf.code: leaf.weight for leaf in rubric().leaves()}
    head = ["No", "Indikator", "Bobot", "Level", "Nilai"]
    for unit in (1, 100):
        lines = [
            [
                n,
                text,
                f"{float(weights[f'I{n}']):.2f}",
                1 + i % 5,
                f"{float(weights[f'I{n}'] * (1 + i % 5)) / unit:.2f}",
            ]
            for i, (n, text, _) in enumerate(full())
        ]
        found, problems = read(sheet(head, *lines))
        assert answers(found) == {f"I{n + 1}": str(1 + n % 5) for n in range(47)}
        assert codes(problems) == ["N227"]
    lines[4][4] = "4"
    assert codes(read(sheet(head, *lines))[1]) == []


def test_an_option_list_beside_the_table_is_left_alone() -> None:
    options = [["", "Level", "Nama"], ["", 1, "Rintisan"], ["", 2, "Terkelola"], ["", 3, "Terdefinisi"]]
    lines = [[*line, "", *(options[n][1:] if n < 4 else [])] for n, line in enumerate(full(level=""))]
    for line in lines:
        line[2] = 4
    found, problems = read(sheet(HEAD, *lines))
    assert set(answers(found).values()) == {"4"}
    found, problems = read(sheet([*HEAD, "", "Level", "Nama"], *lines))
    assert set(answers(found).values()) == {"4"}
    assert codes(problems) == ["N227"]


def test_the_word_dokumen_is_a_stage_over_levels_and_evidence_over_files() -> None:
    head = ["No", "Indikator", "Level", "Dokumen"]
    found, _ = read(sheet(head, *[[*line, "SK Wali Kota 12/2021"] for line in full()]))
    assert found.stages == ("",)
    assert found.entries[0].evidence[0].text == "SK Wali Kota 12/2021"
    found, _ = read(sheet(["No", "Indikator", "Mandiri", "Dokumen"], *[[*line, 2] for line in full()]))
    assert found.stages == ("mandiri", "dokumen")
    assert set(answers(found, "dokumen").values()) == {"2"}


def test_duplicate_rows() -> None:
    found, problems = read(sheet(HEAD, *full(), [12, name("I12"), 3], [13, name("I13"), 4]))
    assert answers(found) == ALL_THREE | {"I13": "E208"}
    assert codes(problems) == ["W220"]
    assert args(problems[0]) == {"indicator": "I12", "first": "Penilaian!B13"}
    fault = found.entries[12].answer("").fault
    assert (fault.place.cell, args(fault)) == ("C50", {"indicator": "I13", "first": "Penilaian!C14"})


def test_rows_that_go_on_with_an_indicator_add_evidence_only() -> None:
    head = [*HEAD, "Bukti Dukung"]
    lines: list[Line] = [
        [1, name("I1"), 3, "a.pdf"],
        ["", "", "", "b.pdf"],
        [1, name("I1"), "", "c.pdf"],
        [2, name("I2"), 4, "d.pdf"],
        ["", "", "", "e.pdf"],
        ["", "TOTAL", 7, ""],
        ["", "", "", "nobody's"],
    ]
    found, problems = read(sheet(head, *lines))
    assert answers(found) == {"I1": "3", "I2": "4"}
    assert [e.text for e in found.entries[0].evidence] == ["a.pdf", "b.pdf", "c.pdf"]
    assert [e.place.cell for e in found.entries[1].evidence] == ["D5", "D6"]
    assert problems == ()


def test_evidence_in_one_cell_and_on_a_sheet_of_its_own() -> None:
    many = "1. SK Tim; 2021\n2) Peta Rencana.pdf\n- https://a.example/x;y\n\u2022 Perwal 3/2021"
    head = [*HEAD, "Data Dukung", "Link"]
    extra = sheet(
        ["Indikator", "Bukti Dukung"],
        ["Indikator 1", "x.pdf"],
        ["", "y.pdf"],
        [name("I2"), "1. p 2. q 3. r"],
        name="Bukti",
    )
    found, problems = read(sheet(head, [1, name("I1"), 3, many, "http://b"], [2, name("I2"), 3, "-", ""]), extra)
    assert [e.text for e in found.entries[0].evidence] == [
        "SK Tim", "2021", "Peta Rencana.pdf", "https://a.example/x;y", "Perwal 3/2021", "http://b", "x.pdf", "y.pdf",
    ]  # fmt: skip
    assert [e.text for e in found.entries[1].evidence] == ["p", "q", "r"]
    assert found.stages == ("",)
    assert problems == ()


def test_merged_names_hold_for_their_rows_and_merged_levels_do_not() -> None:
    head = [*HEAD, "Bukti"]
    lines: list[Line] = [
        [1, name("I1"), 3, "a"],
        ["", "", "", "b"],
        [2, name("I2"), 4, "c"],
        [3, name("I3"), "", "d"],
        [4, name("I4"), "", "e"],
    ]
    found, problems = read(sheet(head, *lines, merged=["A2:A3", "B2:B3", "C2:C3", "C4:C6"]))
    assert answers(found) == {"I1": "3", "I2": "4", "I3": "E222", "I4": "E222"}
    assert [e.text for e in found.entries[0].evidence] == ["a", "b"]
    fault = found.entries[3].answer("").fault
    assert (fault.place.cell, args(fault)) == ("C6", {"indicator": "I4", "anchor": "C4"})
    assert problems == ()


def test_hidden_rows_count_and_are_counted() -> None:
    found, problems = read(sheet(HEAD, *full(), hidden_rows=[3, 4, 900]))
    assert answers(found) == ALL_THREE
    assert codes(problems) == ["W223"]
    assert args(problems[0]) == {"count": "2"}


def test_hidden_sheets_are_told_and_not_read() -> None:
    old = sheet(HEAD, *full(level=1), name="Lama", visible=False)
    lists = sheet(["Level", "Nama"], [1, "Rintisan"], name="Daftar", visible=False)
    found, problems = read(sheet(HEAD, *full()), old, lists)
    assert answers(found) == ALL_THREE
    assert [(p.code, p.place.sheet) for p in problems] == [
        ("W225", "Lama"),
    ]


def test_faults_stay_with_their_answers() -> None:
    lines = full()
    odd = [6, "abc", ("error", "#REF!"), ("date", "2021-04-03"), True, ("formula", "=A1"), "-"]
    for line, value in zip(lines, odd, strict=False):
        line[2] = value
    found, problems = read(sheet(HEAD, *lines))
    assert list(answers(found).values())[:6] == ["E202", "E203", "E204", "E205", "E206", "E207"]
    assert spoken(found.entries[6].answer("")) == "blank"
    assert found.entries[6].answer("").place.cell == "C8"
    assert problems == ()


# --- indices of other agencies ------------------------------------------------------------------------------------


def test_an_external_index_is_converted() -> None:
    by = "pemdi-2026"
    lines = [[*line, ""] for line in full(by, level="2,00")]
    lines[4][2:] = ["", "62,5"]
    lines[5][2:] = ["3,00", "2.5"]
    lines[6][2:] = ["", 7]
    lines[0][2:] = ["", "80"]
    found, problems = read(sheet([*HEAD, "Nilai Indeks Asal"], *lines), by=by)
    assert found.entries[4].answer("") == Given(
        Fraction(7, 2), "62,5", found.entries[4].answer("").place, Fraction(125, 2)
    )
    assert answers(found)["I6"] == "3"
    assert answers(found)["I7"] == answers(found)["I1"] == "E218"
    assert sorted(codes(problems)) == ["N216", "W219"]
    note = next(p for p in problems if p.code == "N216")
    assert args(note) == {"indicator": "I5", "found": "62,5", "value": "3.5"}


def test_an_external_index_wakes_no_empty_stage() -> None:
    by = "pemdi-2026"
    lines = [[*line, "", ""] for line in full(by, level="2,00")]
    lines[4][2:] = ["", "", "62,5"]
    found, _ = read(sheet(["No", "Indikator", "Mandiri", "Akhir", "Indeks Luar"], *lines), by=by)
    assert answers(found, "akhir") == {}
    assert answers(found, "mandiri")["I5"] == "7/2"


# --- what it is all about -----------------------------------------------------------------------------------------


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
    found, _ = read(sheet(top, sub, *lines, merged=["C1:D1"]))
    assert set(answers(found).values()) == {"E221"}


# --- laws ---------------------------------------------------------------------------------------------------------

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
