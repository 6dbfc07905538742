"""Which item a row is about, and what rows are passed over."""

from __future__ import annotations

import pytest
from book_making import (
    ALL_THREE,
    HEAD,
    NOBODY,
    Line,
    Value,
    answers,
    args,
    book,
    codes,
    full,
    name,
    read,
    rubric,
    sheet,
    spoken,
)

from spbe_index.core.assessment import Unanswered
from spbe_index.core.rubric import Item
from spbe_index.load.assessment import understand
from spbe_index.load.naming import names_of
from spbe_index.load.spoken import SPELT
from spbe_index.write.words import Words


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
        "Indikator ke-12",
        "Indikator ke 12",
        "D1.A1.I12",
        "A2.I12",
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
    told = {"row": "named", "found": "Layanan Pusat Dta", "advice": "nearest", "example": "12", "rubric": "spbe-2020"}
    english = next(leaf.name.en for leaf in rubric().leaves() if leaf.code == "I16")
    assert args(problems[0]) == {**told, "suggestion": f"I16 {name('I16')}", "suggestion_en": f"I16 {english}"}
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
    told = {"number": "30", "of": "other", "numbered": name("I30"), "indicator": "I16", "name": name("I16")}
    english = {leaf.code: leaf.name.en for leaf in rubric().leaves()}
    assert args(problems[0]) == {**told, "numbered_en": english["I30"], "name_en": english["I16"]}
    message, _ = Words("en").tell(problems[0])
    assert f'is "{english["I30"]}", but the name is that of I16 "{english["I16"]}"' in message
    assert name("I30") in Words("id").tell(problems[0])[0]
    (nobodys,) = read(sheet(HEAD, [48, name("I16"), 3]))[1]
    assert (nobodys.code, args(nobodys)["of"]) == ("W215", "none")


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


@pytest.mark.parametrize(
    ("number", "told", "row", "shown"),
    [
        ("47.5", "47.5", "numbered", '"47,5"'),
        (47.5, "47.5", "numbered", '"47,5"'),
        ("48", "48", "numbered", '"48"'),
        ("I99", "I99", "named", '"I99"'),
        ("1.2.3", "1.2.3", "named", '"1.2.3"'),
        (("date", "2035-01-01"), "2035-01-01", "named", '"2035-01-01"'),
    ],
)
def test_a_number_that_is_nobodys_is_told_as_it_stands(number: Value, told: str, row: str, shown: str) -> None:
    found, problems = read(sheet(["No", "Tingkat"], [1, 2], [number, 3]))
    assert answers(found) == {"I1": "2"}
    assert [(p.code, p.place.cell) for p in problems] == [("E210", "A3")]
    assert {key: args(problems[0])[key] for key in ("row", "found", "advice")} == {
        "row": row, "found": told, "advice": "list"
    }  # fmt: skip
    assert shown in Words("id").tell(problems[0])[0]


@pytest.mark.parametrize("number", ["I99", "99", 99, "Indikator 99"])
def test_number_and_name_are_both_told(number: Value) -> None:
    _, problems = read(sheet(HEAD, [number, "Kebersihan", 3]))
    assert [args(problem)["found"] for problem in problems] == [f"{number} Kebersihan"]


def test_a_level_beside_nothing_is_told_to_have_no_label() -> None:
    _, problems = read(sheet(HEAD, [1, name("I1"), 2], ["", "", 4]))
    assert [(p.code, p.place.cell, args(p)["row"], args(p)["found"]) for p in problems] == [
        ("E210", "C3", "unnamed", "4")
    ]


def without_criteria(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(item._replace(levels=(), children=without_criteria(item.children)) for item in items)


def test_parts_are_known_by_their_codes_where_there_are_no_criteria() -> None:
    bare = rubric("spbe-2018")._replace(tree=without_criteria(rubric("spbe-2018").tree), sha256="bare")
    before = [line for line in full("spbe-2018") if not str(line[0]).startswith("35")]
    for line in (["35", "Layanan Publik Instansi Pemerintah", 4], ["I35", "", 4]):
        _, problems = understand(book(sheet(HEAD, *before, line)), bare, NOBODY)
        assert [(stray.code, stray.place.cell) for stray in problems] == [("E231", f"C{len(before) + 2}")]


def test_one_level_for_an_indicator_of_several_inputs_is_told() -> None:
    whole = ["35", "Layanan Publik Instansi Pemerintah", 4]
    rows = full("spbe-2018")
    before = [line for line in rows if not str(line[0]).startswith("35")]
    for line in (whole, ["35", "", 4]):
        found, problems = read(sheet(HEAD, *before, line), by="spbe-2018")
        assert not {"I35-1", "I35-2", "I35-3"} & answers(found).keys()
        (stray,) = problems
        assert (stray.code, stray.place.cell) == ("E231", f"C{len(before) + 2}")
        assert (args(stray)["inputs"], args(stray)["first"]) == ("35-1, 35-2, 35-3", "35-1")
    # Above its inputs the level of the whole is their sum, and its row may be blank.
    assert read(sheet(HEAD, *before, whole, *rows[len(before) :]), by="spbe-2018")[1] == ()
    assert read(sheet(HEAD, *before, [*whole[:2], ""]), by="spbe-2018")[1] == ()


def test_words_that_are_often_misspelt_name_what_they_are_meant_for() -> None:
    names = names_of(rubric())
    assert not {word for name in names._whole for word in name.split()} & SPELT.keys()
    assert names.find("Penerapan Managemen Data") == names.find("Penerapan Manajemen Data")
    assert names.find("Penerapan Manajemen Resiko").leaves == ("I21",)
