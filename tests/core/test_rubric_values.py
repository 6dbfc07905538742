from fractions import Fraction

import pytest
import small

from spbe_index.core.problem import NOWHERE, Place, Problem, Severity, SpbeError, problem

RUBRIC = small.small_rubric()


def test_items_come_parents_first_in_order():
    codes = [(item.code, parent.code if parent else "") for item, parent in RUBRIC.items()]
    assert codes[:5] == [("D1", ""), ("A1", "D1"), ("I1", "A1"), ("I2", "A1"), ("A2", "D1")]
    assert [leaf.code for leaf in RUBRIC.leaves()] == ["I1", "I2", "I3", "I4-1", "I4-2", "I4-3"]


def test_things_are_found_by_name():
    assert RUBRIC.scale("whole").high == 5
    assert RUBRIC.kind("aspect").prefix == "A"
    assert RUBRIC.source("s").sure == "high"
    assert RUBRIC.stage("akhir").code == "akhir"
    assert RUBRIC.stage("visitasi") is None
    assert small.text("a").of("en") == "A"
    assert small.text("a").of("id") == "a"


@pytest.mark.parametrize(("value", "allowed"), [("1", True), ("5", True), ("0", False), ("6", False), ("3.5", False)])
def test_whole_scales_allow_whole_levels_only(value, allowed):
    assert RUBRIC.scale("whole").allows(Fraction(value)) is allowed


def test_a_scale_without_step_allows_any_decimal_and_finds_its_level():

    scale = RUBRIC.scale("whole")._replace(step=None)
    assert scale.allows(Fraction("3.217"))
    assert scale.level_of(Fraction(3)).number == 3


@pytest.mark.parametrize(
    ("closed", "low", "middle", "high"),
    [("[)", True, True, False), ("(]", False, True, True), ("[]", True, True, True), ("()", False, True, False)],
)
def test_edges_belong_where_it_is_written(closed, low, middle, high):
    span = small.span("1.5", "2.5", closed=closed)
    assert [Fraction(v) in span for v in ("1.5", "2", "2.5", "1.4", "2.6")] == [low, middle, high, False, False]
    assert "2" not in span


@pytest.mark.parametrize(("index", "value"), [("0", "1"), ("25", "1.5"), ("50", "2"), ("75", "3.5"), ("100", "5")])
def test_an_outside_index_is_converted_along_straight_lines(index, value):
    assert small.external().convert(Fraction(index)) == Fraction(value)


def test_outside_its_points_nothing_is_converted():

    assert small.external().convert(Fraction(101)) is None
    assert small.external()._replace(points=()).convert(Fraction(1)) is None


def test_a_problem_knows_its_severity_and_place():
    found = problem("W111", Place("f.xls"), found="xlsx")
    assert found == Problem("W111", Place("f.xls"), (("found", "xlsx"),))
    assert found.severity is Severity.WARNING
    assert problem("E101").severity is Severity.ERROR
    assert problem("N113").severity is Severity.NOTE
    assert NOWHERE.address == ""
    assert Place("f", "S", "A1").address == "S!A1"
    assert Place("f", "S").address == "S"
    assert Place("f", cell="3:4").address == "3:4"
    assert str(SpbeError(problem("E101", Place("f", "S", "A1")))) == "E101 f S!A1"
    lacking = problem("E841", what="agency", found="Instansi, Tahun", cause="")
    assert str(SpbeError(lacking, problem("E107"))) == "E841 (what: agency, found: Instansi, Tahun); E107"
