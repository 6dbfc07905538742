"""What levels cost: columns of a workbook, and a table handed over."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from book_making import NOBODY, book, rubric, sheet

from spbe_index.core.assessment import Effort
from spbe_index.core.problem import NOWHERE, Place, Problem, SpbeError
from spbe_index.load.assessment import understand
from spbe_index.load.effort_file import read_effort_file
from spbe_index.load.efforts import read_cost, read_efforts
from spbe_index.load.rubric import load_rubric
from spbe_index.load.sheets import Cell, Limits


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("3", 3),
        ("0", 0),
        ("2,5", Fraction(5, 2)),
        ("2.5", Fraction(5, 2)),
        ("Rp 50.000.000", 50_000_000),
        ("rp1.250,00", 1250),
        ("Rp. 75.000,-", 75_000),
        ("Rp 500", 500),
        ("1250", 1250),
        ("0,125", Fraction(1, 8)),
        ("Rp 1.250", 1250),
        ("1.250", None),
        ("1,250", None),
        ("999.999", None),
        ("1.250.000", None),
        ("-1", None),
        ("5 hari", None),
        ("banyak", None),
        ("", None),
    ],
)
def test_costs_as_people_write_them(text: str, cost: Fraction | None) -> None:
    assert read_cost(text) == cost


def heading(text: str) -> Cell:
    return Cell(1, 4, "text", text)


def costs(text: str, head: str = "Upaya", kind: str = "text") -> list[tuple[Fraction, int | None, int]] | None:
    found = read_efforts(Cell(2, 4, kind, text), heading(head), NOWHERE)
    return None if found is None else [(effort.cost, effort.level, effort.step) for effort in found]


def test_one_number_holds_for_every_step_and_several_one_after_the_other() -> None:
    assert costs("2", kind="number") == [(2, None, 1)]
    assert costs("1; 2,5;4") == [(1, None, 1), (Fraction(5, 2), None, 2), (4, None, 3)]
    assert costs("1\n2") == [(1, None, 1), (2, None, 2)]
    assert costs("-") == []
    assert costs("1; -2") is None
    assert costs("2020-01-01", kind="date") is None


def test_a_level_in_the_heading_makes_it_the_cost_of_that_level() -> None:
    assert costs("2", "Upaya ke tingkat 4") == [(2, 4, 1)]
    assert costs("1; 2", "Upaya ke tingkat 4") is None
    assert costs("2", "Biaya 2024") == [(2, None, 1)]


def understood(*lines: list[object]) -> tuple[dict[str, tuple[Effort, ...]], list[Problem]]:
    assessment, problems = understand(book(sheet(*lines)), rubric(), NOBODY)
    return {entry.code: entry.efforts for entry in assessment.entries}, list(problems)


def test_efforts_stand_beside_the_levels() -> None:
    efforts, problems = understood(
        ["No", "Indikator", "Nilai", "Upaya", "Upaya tingkat 5"],
        [1, "", 3, "1; 2", 9],
        [2, "", 3, "", ""],
        [3, "", 3, "banyak", ""],
        [1, "", 3, 7, ""],
    )
    place = Place("penilaian.xlsx", "Penilaian", "D2")
    assert [(one.cost, one.level, one.step) for one in efforts["I1"]] == [(1, None, 1), (2, None, 2), (9, 5, 1)]
    assert efforts["I1"][0].place.cell == place.cell
    assert efforts["I2"] == efforts["I3"] == ()
    assert [(one.code, one.place.cell) for one in problems if one.code == "W820"] == [("W820", "D4")]


def table(folder: Path, text: str, name: str = "spbe-2020") -> dict[str, list[tuple[Fraction, int | None, int]]]:
    path = folder / "upaya.csv"
    path.write_text(text, encoding="utf-8")
    found = read_effort_file(str(path), rubric(name), limits=Limits())
    return {code: [(one.cost, one.level, one.step) for one in efforts] for code, efforts in found.items()}


def test_a_table_of_efforts_names_indicator_level_or_step_and_cost(tmp_path: Path) -> None:
    assert table(tmp_path, "Kode,Tingkat,Upaya\nI12,4,2\nI12,5,3.5\n3,,1\nTotal,,9\nI5,4,\n") == {
        "I12": [(2, 4, 1), (Fraction(7, 2), 5, 1)],
        "I3": [(1, None, 1)],
    }
    assert table(tmp_path, "Indikator;Langkah;Biaya\n12;1;2\n12;2;4\n") == {"I12": [(2, None, 1), (4, None, 2)]}
    assert table(tmp_path, "code,effort\nI1,2\nI1,2\n") == {"I1": [(2, None, 1)]}
    assert table(tmp_path, "kode,upaya\nI35,2\nI35-2,5\n", "spbe-2018") == {
        "I35-2": [(5, None, 1)],
        "I35-1": [(2, None, 1)],
        "I35-3": [(2, None, 1)],
    }


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("Kode,Upaya\nI1,-2\nI2,x\nI3,1\n", ["cost", "cost"]),
        ("Kode,Tingkat,Upaya\nI1,9,2\n", ["level"]),
        ("Kode,Langkah,Upaya\nI1,0,2\nI2,1.5,2\nI3,x,1\n", ["step", "step", "step"]),
        ("Kode,Upaya\nI1,2\nI1,3\n", ["twice"]),
        ("Kode,Indikator,Upaya\n,Manajemen Risko SPBE,2\n,Entah,2\n,,4\n", ["unknown", "unknown", "unknown"]),
        ("Kode,Upaya\nI1,2020-01-01\n", ["cost"]),
        ("Kode,Upaya tingkat 9\nI1,2\n", ["level"]),
        ("Kode,Upaya tingkat 4\nI1,2;3\n", ["several"]),
        ("Kode,Tingkat,Upaya\nI1,4,2;3\n", ["several"]),
        ("Kode,Upaya,Biaya\nI1,2,3\n", ["twice"]),
    ],
)
def test_every_row_that_cannot_be_used_is_told_at_once(tmp_path: Path, text: str, reasons: list[str]) -> None:
    with pytest.raises(SpbeError) as caught:
        table(tmp_path, text)
    assert [dict(found.args)["reason"] for found in caught.value.problems] == reasons
    assert {found.code for found in caught.value.problems} == {"E828"}
    assert all(found.place.file == "upaya.csv" for found in caught.value.problems)


def test_a_fault_of_every_row_is_told_a_few_times_and_counted(tmp_path: Path) -> None:
    with pytest.raises(SpbeError) as caught:
        table(tmp_path, "Kode,Upaya\n" + "".join(f"I{n},banyak\n" for n in range(1, 48)))
    assert len(caught.value.problems) == 7
    assert dict(caught.value.problems[-1].args) == {"reason": "more", "count": "41", "example": "I12"}


@pytest.mark.parametrize(
    ("text", "cell", "found"),
    [
        ("Kode,Upaya\nI99,2\n", "A2", "I99"),
        ("Indikator,Upaya\nI99,2\n", "A2", "I99"),
        ("Upaya,Indikator\n2,Indikator 99\n", "B2", "Indikator 99"),
        ("Upaya,Indikator\n2,I99 Entah\n", "B2", "I99 Entah"),
        ("Upaya,No,Indikator\n2,99,Entah\n", "C2", "Entah"),
        ("Upaya,No,Indikator\n2,99,\n", "B2", "99"),
        ("Kode,Upaya\n,2\n", "B2", "2"),
    ],
)
def test_an_item_that_is_none_is_told_as_typed_at_its_cell(tmp_path: Path, text: str, cell: str, found: str) -> None:
    with pytest.raises(SpbeError) as caught:
        table(tmp_path, text)
    told = caught.value.problems[0]
    assert (told.place.cell, dict(told.args)["found"]) == (cell, found)


def test_a_column_a_level_is_read_as_in_a_workbook(tmp_path: Path) -> None:
    assert table(tmp_path, "Kode,Nilai,Upaya ke tingkat 3,Upaya ke tingkat 4,Upaya ke tingkat 5\nI1,2,1,,5\n") == {
        "I1": [(1, 3, 1), (5, 5, 1)]
    }


def test_a_cell_may_hold_a_number_a_step(tmp_path: Path) -> None:
    assert table(tmp_path, 'Kode,Upaya\nI43,"2;5"\n') == {"I43": [(2, None, 1), (5, None, 2)]}


@pytest.mark.parametrize("head", ["Kode,Nilai,Upaya", "Kode,Nilai Tingkat Kematangan,Upaya", "Kode,Tingkat,Upaya,PIC"])
def test_where_the_agency_stands_is_not_taken_for_the_level_of_an_effort(tmp_path: Path, head: str) -> None:
    assert table(tmp_path, f"{head}\nI1,3,7,\n") == {"I1": [(7, None, 1)]}


def test_a_row_of_an_aspect_or_a_domain_speaks_for_all_below_it(tmp_path: Path) -> None:
    told = table(tmp_path, "Kode,Upaya\nD2,100\nA2,50\nd3,1\nI12,3\n")
    assert told == {
        **{f"I{n}": [(1, None, 1)] for n in range(21, 32)},
        **{f"I{n}": [(100, None, 1)] for n in range(15, 21)},
        **{code: [(50, None, 1)] for code in ("I11", "I13", "I14")},
        "I12": [(3, None, 1)],
    }
    assert table(tmp_path, "Indikator,Upaya\nPenyelenggara SPBE,2\n") == {"I19": [(2, None, 1)], "I20": [(2, None, 1)]}
    assert table(tmp_path, "No,Indikator,Upaya\nA4,Penyelenggara SPBE,2\n").keys() == {"I19", "I20"}


def test_a_number_that_contradicts_the_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(SpbeError) as caught:
        table(tmp_path, "No,Indikator,Upaya\n13,Penerapan Manajemen Risiko SPBE,2\n")
    assert [found.code for found in caught.value.problems] == ["W215"]


def test_a_file_without_such_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpbeError) as caught:
        table(tmp_path, "a,b\n1,2\n")
    assert [found.code for found in caught.value.problems] == ["E827"]


@pytest.mark.parametrize(
    ("text", "lacks", "found"),
    [
        ("Butir ke,Upaya\nI1,2\n", "indicator", "Butir ke"),
        ("Upaya\n2\n", "alone", ""),
        ("a,b\n1,2\n", "effort", "a, b"),
    ],
)
def test_the_heading_that_is_not_understood_is_named(tmp_path: Path, text: str, lacks: str, found: str) -> None:
    with pytest.raises(SpbeError) as caught:
        table(tmp_path, text)
    (told,) = caught.value.problems
    said = dict(told.args)
    assert (told.code, said["lacks"], said["found"]) == ("E827", lacks, found)


def test_the_rubrics_own_words_head_the_column_of_what_is_answered(tmp_path: Path) -> None:
    rubric = load_rubric("spbe-2020")
    kinds = [
        kind._replace(name=kind.name._replace(id="Soal", en="Question")) if kind.key == "indicator" else kind
        for kind in rubric.kinds
    ]
    rubric = rubric._replace(kinds=tuple(kinds))
    for heading in ("Soal", "question"):
        path = tmp_path / "upaya.csv"
        path.write_text(f"{heading},Upaya\nI1,2\nI3,4\n", encoding="utf-8")
        assert read_effort_file(str(path), rubric, limits=Limits()).keys() == {"I1", "I3"}
