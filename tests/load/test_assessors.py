"""Columns headed by who gave the levels: a stage where the instrument knows them, named where it does not."""

from __future__ import annotations

import pytest
from book_making import Line, answers, args, codes, full, read, rubric, sheet

from spbe_index.core.stage import LATEST, choose_stage


def two(first: str, second: str, by: str = "spbe-2020") -> list[Line]:
    return [["No", "Indikator", first, second], *([*line[:2], 3, 4] for line in full(by))]


@pytest.mark.parametrize(
    ("by", "heading", "stage"),
    [
        ("spbe-2020", "Nilai Asesor", "eksternal"),
        ("spbe-2020", "Asesor", "eksternal"),
        ("spbe-2020", "Asesor Eksternal", "eksternal"),
        ("spbe-2020", "Nilai Verifikator", "dokumen"),
        ("pemdi-2026", "Nilai Asesor", "eksternal"),
        ("pemdi-2026", "Verifikator", "dokumen"),
        ("spbe-2018", "Nilai Asesor", "eksternal"),
        ("spbe-2018", "Verifikator", "eksternal"),
    ],
)
def test_assessors_come_after_the_agency_itself(by: str, heading: str, stage: str) -> None:
    found, problems = read(sheet(*two("Nilai Mandiri", heading, by)), by=by)
    assert found.stages == ("mandiri", stage)
    chosen, (note,) = choose_stage(rubric(by), found, None)
    assert chosen in (stage, LATEST)
    assert (args(note)["others"], args(note)["other"]) == ("mandiri", "mandiri")
    assert set(answers(found, stage).values()) == {"4"}
    assert problems == ()


def test_internal_assessors_are_those_of_the_self_assessment() -> None:
    found, _ = read(sheet(*two("Nilai Mandiri", "Asesor Internal")))
    assert found.stages == ("mandiri",)
    assert set(answers(found, "mandiri").values()) == {"E221"}


def test_alone_the_assessors_tell_no_stage() -> None:
    lines: list[Line] = [["No", "Indikator", "Nilai Asesor"], *full()]
    assert read(sheet(*lines))[0].stages == ("",)
    lines[0] = ["No", "Indikator", "Nilai Asesor Eksternal"]
    assert read(sheet(*lines))[0].stages == ("eksternal",)


@pytest.mark.parametrize("heading", ["Nilai Pokja", "Hasil Reviu APIP", "Level Tim"])
def test_levels_under_a_heading_that_is_not_understood_are_named(heading: str) -> None:
    found, problems = read(sheet(*two("Nilai Mandiri", heading)))
    assert set(answers(found, "mandiri").values()) == {"3"}
    assert codes(problems) == ["N281"]
    said = {"said": "heading", "heading": heading, "column": "D1", "used": "Nilai Mandiri"}
    assert (problems[0].place.cell, args(problems[0])) == ("D1", said)


@pytest.mark.parametrize(
    ("heading", "value"), [("Nilai Maks", 5), ("Nilai Pokja", "baik"), ("Nilai Pokja", 9), ("Urutan", 3)]
)
def test_what_is_no_level_is_nobodys_concern(heading: str, value: int | str) -> None:
    lines: list[Line] = [["No", "Indikator", "Nilai", heading], *([*line, value] for line in full())]
    assert read(sheet(*lines))[1] == ()
