"""Which instrument is used, and who decided it."""

from __future__ import annotations

from pathlib import Path

import pytest
from book_making import NOBODY, Line, book, codes, full, rubric, sheet

from spbe_index.core.problem import SpbeError
from spbe_index.load.assessment import understand
from spbe_index.load.choose import better_fit, choose_rubric, stage_meant
from spbe_index.load.identity import Identity
from spbe_index.load.rubric import home

HEAD = ["No", "Indikator", "Nilai"]
ALL = ["spbe-2018", "spbe-2020", "pemdi-2026"]


def choose(*lines: Line, identity: Identity = NOBODY, wanted: str | None = None) -> tuple[str, list[str]]:
    found, problems = choose_rubric(book(sheet(*lines)), identity, wanted)
    return found.id, codes(problems)


def says(year: int | None = None, rubric_id: str = "") -> Identity:
    return Identity("", "", year, "", rubric_id)


def test_the_user_decides_by_id_or_by_path() -> None:
    lines = [HEAD, *full("spbe-2020")]
    assert choose(*lines, wanted="spbe-2018", identity=says(None, "spbe-2020")) == ("spbe-2018", [])
    assert choose(*lines, wanted=str(Path(home()) / "pemdi-2026.yaml")) == ("pemdi-2026", [])
    with pytest.raises(SpbeError) as caught:
        choose(*lines, wanted="tak-ada")
    assert codes(caught.value.problems) == ["E313"]


def test_then_the_workbook_then_its_year() -> None:
    assert choose(HEAD, identity=says(2021, "spbe-2020")) == ("spbe-2020", [])
    assert choose(HEAD, identity=says(2019)) == ("spbe-2018", [])
    assert choose(HEAD, identity=says(2023)) == ("spbe-2020", [])
    assert choose(HEAD, identity=says(2027)) == ("pemdi-2026", [])


def test_a_year_outside_the_instruments_years_is_told() -> None:
    assert choose(HEAD, identity=says(2019, "spbe-2020")) == ("spbe-2020", ["W226"])
    assert choose(HEAD, identity=says(2024), wanted="pemdi-2026") == ("pemdi-2026", ["W226"])


@pytest.mark.parametrize("by", ALL)
def test_then_the_only_one_the_indicators_fit(by: str) -> None:
    assert choose(HEAD, *full(by)) == (by, ["N213"])
    assert choose(HEAD, *full(by), identity=says(2005)) == (by, ["W226"])
    half: list[Line] = [["", *line[1:]] for line in full(by)[::2]]
    half[1][1] = "Sesuatu yang lain"
    assert choose(HEAD, *half) == (by, ["N213"])
    numbers = choose(["No", "Tingkat"], *[[leaf.number, 3] for leaf in rubric(by).leaves()])
    assert numbers == (by, ["W292" if by == "pemdi-2026" else "N213"])


@pytest.mark.parametrize(
    ("lines", "cause"),
    [
        ([["No", "Tingkat"], [1, 3], [2, 3]], "several"),
        ([HEAD, ["", "Sesuatu yang lain", 3]], "none"),
    ],
)
def test_none_or_several_is_an_error(lines: list[Line], cause: str) -> None:
    with pytest.raises(SpbeError) as caught:
        choose(*lines)
    (found,) = caught.value.problems
    assert (found.code, dict(found.args)["cause"]) == ("E214", cause)
    assert dict(found.args)["choices"] == "spbe-2018, spbe-2020, pemdi-2026"


def better(*lines: Line, by: str, identity: Identity = NOBODY, wanted: str | None = None) -> list[dict[str, str]]:
    of_rows = book(sheet(*lines))
    _, misread = understand(of_rows, rubric(by), identity)
    found = better_fit(of_rows, identity, wanted, rubric(by), misread)
    assert set(codes(found)) <= {"W232"}
    return [{"cell": problem.place.cell, **dict(problem.args)} for problem in found]


def test_rows_of_another_instrument_are_told_with_the_cell_of_the_year() -> None:
    rows: list[Line] = [["Tahun", 2030], HEAD, *full("spbe-2020")]
    said = {"better": "spbe-2020", "fits": "47", "rows": "47", "rubric": "pemdi-2026", "known": "0"}
    assert better(*rows, by="pemdi-2026", identity=says(2030)) == [
        {"cell": "B1", **said, "cause": "year", "year": "2030"}
    ]
    numbers: list[Line] = [["Tahun 2030"], ["No", "Tingkat"], *[[line[0], 3] for line in full("spbe-2020")]]
    assert better(*numbers, by="pemdi-2026", identity=says(2030)) == [
        {"cell": "A1", **said, "known": "20", "cause": "year", "year": "2030"}
    ]
    few: list[Line] = [["Tahun 2019"], ["No", "Tingkat"], *[[line[0], 3] for line in full("spbe-2020")]]
    (counted,) = better(*few, by="spbe-2018", identity=says(2019))
    assert (counted["fits"], counted["rows"]) == ("47", "47")  # though the other counts fewer rows
    (asked,) = better(*rows, by="pemdi-2026", identity=says(2030), wanted="pemdi-2026")
    assert (asked["cell"], asked["cause"]) == ("", "wanted")
    (named,) = better(HEAD, *full("pemdi-2026"), by="spbe-2020", identity=says(2026, "spbe-2020"))
    assert (named["better"], named["cause"]) == ("pemdi-2026", "named")


def test_rows_that_fit_are_not_said_to_fit_another_instrument() -> None:
    strange: list[Line] = [["", f"Layanan lain {letter}", 3] for letter in "abcdef"]
    assert better(HEAD, *full("spbe-2020"), *strange, by="spbe-2020") == []
    assert better(HEAD, *full("spbe-2020"), by="spbe-2020") == []


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("mandiri", "mandiri"),
        ("Mandiri", "mandiri"),
        ("Penilaian Mandiri", "mandiri"),
        ("VERIFIKASI", "dokumen"),
        ("verifikasi dokumen", "dokumen"),
        ("Self-assessment", "mandiri"),
        ("self assessment", "mandiri"),
        (" Nilai  Akhir ", "akhir"),
        ("Terbaru", "terbaru"),
        ("Target", "target"),
        ("babak kedua", "babak kedua"),
        ("mandiri babak kedua", "mandiri babak kedua"),
    ],
)
def test_a_stage_is_asked_for_in_the_words_of_its_column(wanted: str, code: str) -> None:
    assert stage_meant(rubric("spbe-2020"), wanted) == code


@pytest.mark.parametrize("by", ALL)
@pytest.mark.parametrize("answer", ["Ya", ""])
def test_a_checklist_alone_tells_of_which_instrument_it_is(by: str, answer: str) -> None:
    head = ["Kode", "Indikator", "Tingkat", "Butir", "Kriteria", "Terpenuhi"]
    rows: list[Line] = [
        [f"I{item.number}", item.name.id, level.level, f"{level.level}.{n}", text.id, answer]
        for item, _ in rubric(by).items()
        for level in item.levels
        for n, text in enumerate(level.criteria, start=1)
    ]
    assert choose(head, *rows) == (by, ["N213"])
    few = [row for row in rows if row[0] == "I1"]
    with pytest.raises(SpbeError) as caught:
        choose(head, *([row[0], "", *row[2:]] for row in few))
    assert codes(caught.value.problems) == ["E214"]


def test_a_year_that_does_not_fit_is_told_with_its_cell() -> None:
    notes: list[Line] = [["Evaluasi 2024"], ["", "Tahun", 2024], HEAD, *full("pemdi-2026")]
    _, (told,) = choose_rubric(book(sheet(*notes)), says(2024), "pemdi-2026")
    assert (told.code, told.place.cell) == ("W226", "C2")
    assert dict(told.args)["years"] == "since"


def test_a_workbook_without_a_table_has_nothing_to_fit() -> None:
    with pytest.raises(SpbeError) as caught:
        choose(["Selamat datang"])
    assert codes(caught.value.problems) == ["E201"]


def test_a_workbook_names_instruments_and_never_files(tmp_path: Path) -> None:
    for name in ("tak-ada-2030", str(tmp_path / "x.yaml")):
        with pytest.raises(SpbeError) as caught:
            choose(HEAD, *full(), identity=says(2021, name))
        assert codes(caught.value.problems) == ["E214"]
        assert dict(caught.value.problems[0].args)["cause"] == "unknown"


def test_a_year_without_an_instrument_is_told_and_not_denied() -> None:
    found, problems = choose_rubric(book(sheet(HEAD, *full("spbe-2018"))), says(2017), None)
    assert found.id == "spbe-2018"
    assert [(problem.code, dict(problem.args)) for problem in problems] == [
        ("W226", {"year": "2017", "rubric": "spbe-2018", "years": "span", "first": "2018", "last": "2020"})
    ]
