"""Several cells for one answer: stages, targets, duplicates, merges, evidence, and indices of other agencies."""

from __future__ import annotations

from fractions import Fraction

import pytest
from book_making import ALL_THREE, HEAD, Line, Value, answers, args, codes, full, name, read, rubric, sheet, spoken

from spbe_index.core.assessment import Given
from spbe_index.load.identity import Identity


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
        assert args(problems[0])["used"] == head[2]
    found, problems = read(sheet(["No", "Indikator", "Level"], *full(), hidden_columns=[3]))
    assert answers(found) == ALL_THREE
    assert codes(problems) == ["W233"]


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
    assert set(codes(read(sheet(head, *lines))[1])) == {"E202"}


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
    assert args(problems[0]) == {"what": "level", "count": "2", "rows": "3, 4", "many": "several"}


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
    assert args(note) == {"indicator": "I5", "found": "62.5", "value": "3.5"}
    typed = next(p for p in problems if p.code == "W219")
    assert args(typed) == {
        "indicator": "I6", "found": "3", "value": "2.5", "index": "2.5", "other": "Penilaian!D7"
    }  # fmt: skip
    assert typed.place.cell == "C7"


@pytest.mark.parametrize(
    ("item", "index", "expected"),
    [
        (1, "80", {"found": "80", "reason": "none"}),
        (5, "lengkap", {"found": "lengkap", "reason": "text"}),
        (5, ("date", "2026-04-03"), {"found": "2026-04-03", "reason": "text"}),
        (5, "100,5", {"found": "100.5", "reason": "outside", "least": "0", "most": "100"}),
        (6, 0, {"found": "0", "reason": "outside", "least": "1", "most": "5"}),
        (7, "2,5", {"found": "2.5", "reason": "rule", "owner": "Badan Pusat Statistik"}),
    ],
)
def test_an_index_that_gives_no_value_says_why(item: int, index: Value, expected: dict[str, str]) -> None:
    lines = [[*line, ""] for line in full("pemdi-2026", level="2,00")]
    lines[item - 1][2:] = ["", index]
    found, _ = read(sheet([*HEAD, "Nilai Indeks Asal"], *lines), by="pemdi-2026")
    fault = found.entries[item - 1].answer("").fault
    assert fault
    assert (fault.code, fault.place.cell) == ("E218", f"D{item + 1}")
    ends = {"allowed": "range", "low": "1.00", "high": "5.00", "example": "3.25"}
    assert args(fault) == {"indicator": f"I{item}", **expected, **ends}


@pytest.mark.parametrize(
    ("item", "index", "reason"), [(1, "80", "none"), (5, "lengkap", "text"), (5, "100,5", "outside"), (7, "2,5", "")]
)
def test_an_index_beside_a_value_that_cannot_use_it(item: int, index: Value, reason: str) -> None:
    """The value counts; the index is told once for all stages, but where the regulation names it without a rule."""
    lines = [[*line, "3,00", ""] for line in full("pemdi-2026", level="2,00")]
    lines[item - 1][4] = index
    found, problems = read(sheet(["No", "Indikator", "Mandiri", "Akhir", "Indeks Luar"], *lines), by="pemdi-2026")
    assert (answers(found, "mandiri")[f"I{item}"], answers(found, "akhir")[f"I{item}"]) == ("2", "3")
    assert [(one.code, one.place.cell, args(one)["reason"]) for one in problems] == [
        ("W296", f"E{item + 1}", reason) for _ in filter(None, [reason])
    ]


def test_an_external_index_wakes_no_empty_stage() -> None:
    by = "pemdi-2026"
    lines = [[*line, "", ""] for line in full(by, level="2,00")]
    lines[4][2:] = ["", "", "62,5"]
    found, _ = read(sheet(["No", "Indikator", "Mandiri", "Akhir", "Indeks Luar"], *lines), by=by)
    assert answers(found, "akhir") == {}
    assert answers(found, "mandiri")["I5"] == "7/2"


def test_an_external_index_of_a_stage_not_in_use_counts_for_no_other() -> None:
    by = "pemdi-2026"
    lines = [[*line, "", ""] for line in full(by, level="2,00")]
    lines[4][2:] = ["", "", "62,5"]
    for heading, expected in (("Indeks Luar Akhir", None), ("Indeks Luar Mandiri", "7/2"), ("Indeks Luar", "7/2")):
        found, problems = read(sheet(["No", "Indikator", "Mandiri", "Akhir", heading], *lines), by=by)
        assert answers(found, "mandiri").get("I5") == expected, heading
        assert answers(found, "akhir") == {}
        assert codes(problems) == (["N216"] if expected else [])


def test_every_fault_of_repeated_rows_is_told() -> None:
    broken = ("error", "#REF!")
    for values, kept, others in (
        ((broken, 3), "E208", ["E204"]),
        ((3, broken), "E208", ["E204"]),
        ((broken, "abc"), "E204", ["E203"]),
        ((3, 4, 5), "E208", ["E208"]),
        ((broken, ""), "E204", []),
        (("", broken), "E204", []),
    ):
        found, problems = read(sheet(HEAD, *[[1, name("I1"), value] for value in values]))
        assert answers(found) == {"I1": kept}, values
        assert codes(problems) == others, values
    found, problems = read(sheet(HEAD, [1, name("I1"), broken], [1, name("I1"), 3]))
    fault = found.entries[0].answer("").fault
    assert fault
    assert (fault.place.cell, problems[0].place.cell) == ("C3", "C2")


def test_every_fault_of_two_columns_is_told() -> None:
    broken = ("error", "#REF!")
    head = ["No", "Indikator", "Nilai", "Skor"]
    lines: list[Line] = [
        [1, name("I1"), broken, 3],
        [2, name("I2"), broken, "abc"],
        [3, name("I3"), "", broken],
        [4, name("I4"), broken, ""],
    ]
    found, problems = read(sheet(head, *lines))
    assert answers(found) == {"I1": "E221", "I2": "E204", "I3": "E204", "I4": "E204"}
    assert [(problem.code, problem.place.cell) for problem in problems] == [("E204", "C2"), ("E203", "D3")]


def test_one_merged_level_over_several_rows_of_an_indicator_is_one_fault() -> None:
    lines: list[Line] = [[1, name("I1"), 3], [2, name("I2"), ""], ["", "", ""], [3, name("I3"), 2]]
    lines[2] = ["", "", "", "b.pdf"]
    found, problems = read(sheet([*HEAD, "Bukti"], *lines, merged=["C2:C4", "B3:B4"]))
    assert answers(found) == {"I1": "3", "I2": "E222", "I3": "2"}
    assert problems == ()


def test_a_column_of_another_year_is_used_with_a_warning() -> None:
    def warned(year: int | None, *head: str) -> list[tuple[str, str, dict[str, str]]]:
        lines = [[*line, 3] for line in full()]
        found, problems = read(sheet(["No", "Indikator", *head], *lines), identity=Identity("", "", year, "", ""))
        assert answers(found) == ALL_THREE
        return [(problem.code, problem.place.cell, args(problem)) for problem in problems]

    told = ("W230", "C1", {"heading": "Nilai 2022", "year": "2023"})
    assert warned(2023, "Nilai 2022") == [told]
    assert warned(2023, "Nilai 2022", "Nilai 2021") == [
        ("N229", "D1", {"heading": "Nilai 2021", "used": "Nilai 2022", "year": "2021"}),
        told,
    ]
    assert warned(2022, "Nilai 2022") == warned(None, "Nilai 2022") == warned(2023, "Nilai") == []


def test_of_two_columns_that_are_products_of_each_other_the_one_on_the_scale_counts() -> None:
    lines = [[*line[:2], 10, 30, 3] for line in full()]
    found, problems = read(sheet(["No", "Indikator", "Bobot", "Nilai", "Skor"], *lines))
    assert found.stages == ("",)
    assert answers(found) == ALL_THREE
    assert codes(problems) == ["N227"]


def test_the_name_of_the_same_number_on_another_scale_is_a_note() -> None:
    found, problems = read(sheet(HEAD, *full(level="3 - Terdefinisi")))
    assert answers(found) == ALL_THREE
    assert set(codes(problems)) == {"N295"}
    assert (problems[0].place.cell, args(problems[0])["name"]) == ("C33", "Transaksi")
    for other in ("3 - Terkelola", "Terdefinisi", "3 - Transaksi dan Terdefinisi"):
        mixed, _ = read(sheet(HEAD, *full(level=other)))
        assert spoken(mixed.entries[40].answer("")) == "E203"
