"""Targets, indicators, levels and units as people type them."""

from __future__ import annotations

from fractions import Fraction

import making
import pytest
from book_making import rubric

from spbe_index.core.problem import SpbeError
from spbe_index.core.score import score
from spbe_index.core.target import Target
from spbe_index.load.rubric import example_source, rubric_from
from spbe_index.load.wishes import figure_meant, leaves_meant, levels_meant, target_meant, unit_meant

OLD, NEW = rubric("spbe-2020"), rubric("pemdi-2026")


def fault(call, *arguments):
    with pytest.raises(SpbeError) as caught:
        call(*arguments)
    (found,) = caught.value.problems
    return found.code, dict(found.args)


@pytest.mark.parametrize("text", ["4.2", "4,2", " 4,20 "])
def test_a_target_may_be_a_number(text: str) -> None:
    assert target_meant(OLD, text) == Target(Fraction("4.2"), True)


@pytest.mark.parametrize("text", ["Sangat Baik", "sangat  baik", "SANGAT BAIK", "Very good", "very GOOD"])
def test_a_target_may_be_a_predicate_in_either_language(text: str) -> None:
    found = target_meant(OLD, text)
    assert (found.band.name.id, found.at, found.included) == ("Sangat Baik", Fraction("3.5"), True)


@pytest.mark.parametrize("text", ["Sangat Baik", "Melembaga / Embedded", "melembaga", "Embedded"])
def test_an_alias_will_do_and_an_open_edge_stays_open(text: str) -> None:
    found = target_meant(NEW, text)
    assert (found.band.name.id, found.at, found.included) == ("Sangat Baik", Fraction("3.5"), False)


def test_a_misspelt_predicate_gives_the_nearest_and_a_strange_one_all() -> None:
    code, args = fault(target_meant, OLD, "Memuaskn")
    assert (code, args["advice"], args["nearest"]) == ("E820", "nearest", "Memuaskan")
    code, args = fault(target_meant, OLD, "xyz")
    assert (code, args["advice"]) == ("E820", "list")
    assert args["choices"].endswith("Memuaskan")
    assert fault(target_meant, OLD, "")[0] == "E820"


@pytest.mark.parametrize("text", ["0.9", "5,01", "42"])
def test_an_index_that_cannot_be_is_refused(text: str) -> None:
    assert fault(target_meant, OLD, text)[0] == "E821"


@pytest.mark.parametrize("text", ["I12", "i12", "12", " I12 ", "Indikator 12", "I12,12"])
def test_an_indicator_by_code_or_number(text: str) -> None:
    assert leaves_meant(OLD, text) == ("I12",)


def test_several_parts_and_groups() -> None:
    assert leaves_meant(OLD, "I5, 6;I40") == ("I5", "I6", "I40")
    assert leaves_meant(OLD, "A2") == ("I11", "I12", "I13", "I14")
    assert len(leaves_meant(OLD, "D4")) == 16
    older = rubric("spbe-2018")
    assert leaves_meant(older, "35-1") == leaves_meant(older, "i35-1") == ("I35-1",)
    assert leaves_meant(older, "35") == ("I35-1", "I35-2", "I35-3")
    assert leaves_meant(OLD, " ") == ()


def test_an_item_that_is_none_gives_the_nearest() -> None:
    code, args = fault(leaves_meant, OLD, "I99")
    assert (code, args["found"], args["rubric"]) == ("E822", "I99", "spbe-2020")
    assert "I9" in args["nearest"]
    assert fault(leaves_meant, OLD, "entah")[1]["advice"] == "list"


def test_levels_supposed() -> None:
    assert levels_meant(OLD, ["I12=4", "40 = 5"]) == {"I12": 4, "I40": 5}
    assert levels_meant(NEW, ["I1=2,5,I2=3.25; 3=4"]) == {"I1": Fraction("2.5"), "I2": Fraction("3.25"), "I3": 4}
    assert levels_meant(OLD, ["A2=3", "I11=3"]) == dict.fromkeys(("I11", "I12", "I13", "I14"), 3)
    assert levels_meant(OLD, ["I12=Level 4"]) == {"I12": 4}


@pytest.mark.parametrize(
    ("setting", "code"),
    [("I12=9", "E823"), ("I12=2.5", "E823"), ("I12=", "E823"), ("I12=x", "E823"), ("I12", "E824"), ("=4", "E824"),
     ("I12:4", "E824"), ("", "E824"), ("I99=4", "E822"), ("I12=4,I12=5", "E824")],
)  # fmt: skip
def test_settings_that_are_none(setting: str, code: str) -> None:
    assert fault(levels_meant, OLD, [setting])[0] == code


def test_what_is_allowed_is_told_with_the_fault() -> None:
    assert fault(levels_meant, OLD, ["I12=9"])[1]["steps"] == "1, 2, 3, 4, 5"
    assert fault(levels_meant, NEW, ["I1=9"])[1]["allowed"] == "range"


def test_units_in_any_case_and_the_nearest_of_those_that_are_none() -> None:
    made = making.assessment(OLD, [3] * 47)
    named = tuple(
        entry._replace(unit="Dinas Kominfo; BAPPEDA" if place % 2 else "") for place, entry in enumerate(made.entries)
    )
    result = score(OLD, made._replace(entries=named), "")
    assert unit_meant(result, "dinas  KOMINFO") == "Dinas Kominfo"
    assert fault(unit_meant, result, "Dinas Komimfo")[1]["nearest"] == "Dinas Kominfo"
    assert fault(unit_meant, result, "xyz")[1]["advice"] == "list"
    assert fault(unit_meant, score(OLD, made, ""), "xyz")[1]["advice"] == "none"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("D2", "D2"),
        (" a3 ", "A3"),
        ("12", "I12"),
        ("Indikator 12", "I12"),
        ("Aspek 3", "A3"),
        ("domain 4", "D4"),
        ("Aspect 3", "A3"),
        ("Layanan SPBE", "D4"),
        ("tata kelola spbe", "D2"),
        ("Layanan Pengaduan", "I42"),
        ("index", "index"),
        ("Indeks SPBE", "index"),
    ],
)
def test_a_figure_by_code_number_floor_or_name(text: str, code: str) -> None:
    assert figure_meant(OLD, text) == code


def test_an_input_is_a_figure_too() -> None:
    assert [figure_meant(rubric("spbe-2018"), text) for text in ("I35-2", "35-2", "35")] == ["I35-2", "I35-2", "I35"]


def test_a_figure_that_there_is_not_is_told_with_the_nearest() -> None:
    code, args = fault(figure_meant, OLD, "I122")
    assert (code, args["advice"]) == ("E822", "nearest")
    assert "I12 (Tingkat Kematangan Peta Rencana SPBE" in args["nearest"]
    code, args = fault(figure_meant, OLD, "Penyelengara SPBEE")
    assert (code, args["nearest"]) == ("E822", "A4 (Penyelenggara SPBE)")
    assert fault(figure_meant, OLD, "xyz")[1]["advice"] == "list"
    assert fault(figure_meant, OLD, "")[0] == "E822"
    assert fault(figure_meant, OLD, "48")[0] == "E822"


def test_a_name_that_several_figures_have_is_told_with_all_up_to_five() -> None:
    code, args = fault(figure_meant, OLD, "manajemen")
    assert (code, args["example"]) == ("E880", args["choices"].partition(" ")[0])
    assert args["choices"].count("(") <= 6
    assert args["choices"].endswith("\u2026")


@pytest.mark.parametrize(("rubric_id", "number"), [("spbe-2018", "12"), ("spbe-2020", "12"), ("pemdi-2026", "12")])
def test_what_is_offered_for_an_example_is_understood(rubric_id: str, number: str) -> None:
    known = rubric(rubric_id)
    _, args = fault(leaves_meant, known, "xyz")
    assert leaves_meant(known, args["example"]) == leaves_meant(known, args["number"]) == (f"I{number}",)
    _, args = fault(levels_meant, known, ["I1"])
    assert list(levels_meant(known, [args["example"]])) == [f"I{number}"]


def test_examples_are_items_of_the_instrument_at_hand() -> None:
    own = rubric_from(example_source(), "mutu.yaml")
    _, args = fault(leaves_meant, own, "xyz")
    assert (args["example"], args["number"]) == ("B5", "5")
    _, args = fault(levels_meant, own, ["B1"])
    assert list(levels_meant(own, [args["example"]])) == ["B5"]
