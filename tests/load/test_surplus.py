"""Rows of a text table with more fields than headings: a level that may have been cut is never believed."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from spbe_index.assess import assess_file
from spbe_index.core.result import Open, Result

ROWS = 20


def score(folder: Path, head: str, row: Callable[[int], str], by: str = "pemdi-2026", rows: int = ROWS) -> Result:
    path = folder / "a.csv"
    path.write_text("\n".join([head, *(row(number) for number in range(1, rows + 1))]) + "\n", encoding="utf-8")
    return assess_file(path, rubric=by).result


def told(result: Result) -> list[tuple[str, str]]:
    return [(found.code, found.place.cell) for found in result.problems]


def in_column(letter: str, rows: int = ROWS) -> list[tuple[str, str]]:
    return [("E280", f"{letter}{number + 1}") for number in range(1, rows + 1)]


@pytest.mark.parametrize("rest", ["", ",baik", ",", ',"baik"'])
@pytest.mark.parametrize("head", ["No,Tingkat", "No,Tingkat,Catatan", "sep=,\nNo,Tingkat,Catatan"])
def test_decimal_commas_without_quotes_are_an_error_in_every_row(tmp_path: Path, head: str, rest: str) -> None:
    result = score(tmp_path, head, lambda n: f"{n},3,25{rest}")
    assert [code for code, _ in told(result)] == ["E280"] * ROWS
    assert isinstance(result.index, Open)
    assert dict(result.problems[0].args) == {"indicator": "I1", "found": "3", "behind": "25", "example": "3,25"}


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_any_separator_in_too_many_places(tmp_path: Path, mark: str) -> None:
    assert told(score(tmp_path, f"No{mark}Tingkat", lambda n: f"{n}{mark}3{mark}5")) == in_column("B")


def test_whole_levels_are_in_no_less_doubt(tmp_path: Path) -> None:
    result = score(tmp_path, "No,Tingkat", lambda n: f"{n},3,5", "spbe-2020", 47)
    assert told(result) == in_column("B", 47)
    assert result.verdict is None


def test_one_row_of_many(tmp_path: Path) -> None:
    result = score(tmp_path, "No,Tingkat,Catatan", lambda n: f"{n},3,5,baik" if n == 7 else f"{n},3,baik")
    assert told(result) == [("E280", "B8")]


def test_beside_a_cut_row_a_bare_number_behind_a_level_is_in_doubt_too(tmp_path: Path) -> None:
    result = score(tmp_path, "No,Tingkat,Catatan", lambda n: f"{n},3,5,baik" if n == 7 else f"{n},3,5")
    assert told(result) == in_column("B")


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("No,Bobot,Tingkat", "{},2,5,3"),  # the weight is cut, and the level stands one column further
        ("No,Bobot,Tingkat,Bukti", "{},2,5,,SK"),
        ("No,PIC,Tingkat,Bukti", "{},Kominfo, 2,IV,SK"),
        ("No,PIC,Tingkat,Bukti", "{},Kominfo, 2,Level 4,SK"),
    ],
)
def test_what_is_cut_before_the_level_moves_it(tmp_path: Path, head: str, row: str) -> None:
    assert told(score(tmp_path, head, row.format)) == in_column("C")


def test_stages_side_by_side(tmp_path: Path) -> None:
    result = score(tmp_path, "No,Mandiri,Akhir", lambda n: f"{n},3,25,4" if n == 7 else f"{n},3,4")
    assert told(result) == [("N212", "C1"), ("E280", "C8")]


def test_an_index_of_another_agency(tmp_path: Path) -> None:
    head = "No,Nilai,Catatan,Nilai Indeks Asal"
    result = score(tmp_path, head, lambda n: "5,,baik,62,5" if n == 5 else f"{n},3,baik,")
    assert told(result) == [("E280", "D6"), ("E211", "B6")]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("No,Tingkat", '{},"3,25"'),
        ("No,Tingkat", '{},"3,25",,,'),  # nothing in the fields behind
        ("No,Tingkat,Catatan", '{},"3,25",25'),  # commas are quoted here: the note is a note
        ("No;Tingkat;Catatan", "{};3,25;25"),
        ("No;Tingkat", "{};3,25;;"),
        ("No,Tingkat", "{},3.25,sangat baik"),  # a column of words that has no heading
        ("No,Tingkat", "{},3.25,,1"),  # a list beside the table, beyond an empty column
        ("No,Tingkat", "{},3.25"),
    ],
)
def test_what_is_in_no_doubt(tmp_path: Path, head: str, row: str) -> None:
    result = score(tmp_path, head, row.format)
    assert told(result) == []
    assert result.index == Fraction(13, 4)


def test_words_too_many_are_only_a_warning(tmp_path: Path) -> None:
    result = score(tmp_path, "No,Tingkat,Bukti", lambda n: f"{n},3,SK, lampiran" if n == 7 else f"{n},3,SK")
    assert told(result) == [("W117", "A8")]
    assert result.index == 3
