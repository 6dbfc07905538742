"""What a workbook sums up itself, held against the score."""

from __future__ import annotations

import pytest
from book_making import HEAD, full, sheet
from book_making import book as book_of

from spbe_index.assess import assess, understand_book
from spbe_index.load.stated import stated_otherwise


def told(*rows: list[object], level: object = 3, name: str = "Ringkasan") -> list[tuple[str, str, dict[str, str]]]:
    """Code, cell and particulars of what is said of a summary with these rows."""
    lines = [[*row[:2], level if n == 0 else row[2]] for n, row in enumerate(full())]
    book = book_of(sheet(["Tahun", "2022"]), sheet(HEAD, *lines, name="Penilaian"), sheet(*rows, name=name))
    understood = understand_book(book)
    result = assess(understood).result
    return [(p.code, p.place.address, dict(p.args)) for p in stated_otherwise(book, understood.rubric, result)]


@pytest.mark.parametrize("index", ["3", "3,00", "3.001", "2.9951"])
@pytest.mark.parametrize("band", ["Baik", "BAIK", "Baik (Good)", "Good"])
def test_the_same_is_the_same_however_it_is_written(index: str, band: str) -> None:
    assert told(["Indeks SPBE", index], ["Predikat", band]) == []


def test_another_index_and_another_predicate_are_told_at_their_cells() -> None:
    found = told(["Ringkasan"], ["Indeks SPBE", "", "3,01"], ["Predicate", "Sangat Baik"])
    assert [pair[:2] for pair in found] == [("W284", "Ringkasan!C2"), ("W284", "Ringkasan!B3")]
    assert found[0][2] == {"what": "index", "found": "3,01", "scored": "index", "value": "3.00"}


def test_a_figure_where_there_is_no_index_and_words_where_there_is_one_are_told() -> None:
    open_ones = told(["Indeks SPBE", "3"], ["Predikat", "Baik"], level=None)
    assert [pair[2]["scored"] for pair in open_ones] == ["open", "open"]
    assert told(["Indeks SPBE", "belum lengkap"], ["Predikat", "belum lengkap"], level=None) == []
    assert len(told(["Indeks SPBE", "belum lengkap"], ["Predikat", "belum lengkap"])) == 2


def test_other_sheets_and_other_lines_are_left_alone() -> None:
    assert told(["Indeks SPBE", "4"], name="Rekap 2021") == []
    assert told(["Indeks SPBE tahun lalu", "4"], ["Predikat", ""], ["Target indeks", "5"]) == []
