"""Laws of rubric files: no weight or edge can be changed unnoticed; both ways to a rubric give the same."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st
from rubric_making import SMALL, problems_of, spoiled

from spbe_index.core.rubric import Interval
from spbe_index.load.rubric.build import build_rubric
from spbe_index.load.rubric.check import checked_data
from spbe_index.load.rubric.rules import coverage

WEIGHTS = [match.span(1) for match in re.finditer(r'\bweight: "?([0-9/]+)"?', SMALL)]
BAND_EDGES = [match.span(1) for match in re.finditer(r'(?:from|to): "([0-9.]+)", (?:from|to)_included', SMALL)]
INCLUDED = [match.span(1) for match in re.finditer(r"_included: (true|false)", SMALL)]
# Few different values, so that edges often meet.
limits = st.lists(st.integers(0, 6), min_size=2, max_size=2, unique=True).map(
    lambda ends: (Fraction(min(ends)), Fraction(max(ends)))
)
stretches = st.builds(
    lambda ends, low_included, high_included: Interval(min(ends), low_included, max(ends), high_included),
    st.tuples(*[st.integers(0, 6).map(Fraction)] * 2),
    st.booleans(),
    st.booleans(),
)


def _exact(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


@given(st.sampled_from(WEIGHTS), st.fractions(min_value=0, max_value=200, max_denominator=1000))
def test_no_weight_can_be_changed_unnoticed(span: tuple[int, int], weight: Fraction) -> None:
    start, end = span
    assume(weight != Fraction(SMALL[start:end]))
    found = {problem.code for problem in problems_of(SMALL[:start] + _exact(weight) + SMALL[end:])}
    assert found & {"E306", "E304"}


@given(st.sampled_from(BAND_EDGES), st.fractions(min_value=0, max_value=5, max_denominator=100))
def test_no_edge_can_be_moved_unnoticed(span: tuple[int, int], edge: Fraction) -> None:
    start, end = span
    assume(edge != Fraction(SMALL[start:end]))
    found = {problem.code for problem in problems_of(SMALL[:start] + _exact(edge) + SMALL[end:])}
    assert found & {"E307", "E314", "E315", "E304"}


@given(st.sampled_from(INCLUDED))
def test_no_edge_can_be_opened_or_closed_unnoticed(span: tuple[int, int]) -> None:
    start, end = span
    other = "false" if SMALL[start:end] == "true" else "true"
    assert {problem.code for problem in problems_of(SMALL[:start] + other + SMALL[end:])} & {"E307", "E314"}


@given(st.lists(stretches, min_size=1, max_size=4), limits)
def test_coverage_is_what_it_says(stretches: list[Interval], limits: tuple[Fraction, Fraction]) -> None:
    """No fault exactly when each value inside the limits lies in one stretch and each outside in none."""
    _agree(stretches, *limits)


@given(st.lists(st.integers(0, 4), min_size=2, max_size=5), st.data())
def test_coverage_of_near_misses(cuts: list[int], data: st.DataObject) -> None:
    """The same for stretches that lie end to end, as most files have them."""
    edges = sorted(cuts)
    stretches = [
        Interval(Fraction(start), data.draw(st.booleans()), Fraction(end), data.draw(st.booleans()))
        for start, end in pairwise(edges)
    ]
    assume(edges[0] < edges[-1])
    _agree(stretches, Fraction(edges[0]), Fraction(edges[-1]))


def _agree(stretches: list[Interval], low: Fraction, high: Fraction) -> None:
    points = {low, high, *(edge for stretch in stretches for edge in (stretch.low, stretch.high))}
    ordered = sorted(points)
    between = [(one + two) / 2 for one, two in pairwise(ordered)]
    probes = [ordered[0] - 1, *ordered, *between, ordered[-1] + 1]
    once = all(sum(probe in stretch for stretch in stretches) == (low <= probe <= high) for probe in probes)
    empty = any(stretch.low not in stretch and stretch.low == stretch.high for stretch in stretches)
    in_order = all(one.high <= two.low for one, two in pairwise(stretches))
    faults = list(coverage([(("bands", n), stretch) for n, stretch in enumerate(stretches)], low, high))
    assert (not faults) == (once and in_order and not empty)


@given(st.integers(0, SMALL.count("\n")), st.integers(0, 30))
def test_a_file_cut_short_is_never_taken(line: int, column: int) -> None:
    lines = SMALL.splitlines(keepends=True)
    cut = "".join(lines[:line]) + (lines[line][:column] if line < len(lines) else "")
    assume(cut.strip() != SMALL.strip())
    assert problems_of(cut)


@given(st.text("abc{}[]:,'\" \n-#&*!0123456789.", min_size=1, max_size=3), st.integers(0, len(SMALL)))
def test_nothing_raises_wherever_something_is_slipped_in(text: str, place: int) -> None:
    problems_of(SMALL[:place] + text + SMALL[place:])


@given(st.sampled_from(["A1", "I1", "I2", "I3"]), st.fractions(1, 3, max_denominator=100))
def test_yaml_and_json_give_the_same_rubric(code: str, value: Fraction) -> None:
    given_value = f"given: {{A1: {_exact(value)}, A2: {_exact(value)}}}, expected: {{}}"
    text = spoiled(('given: {A1: "1.5", A2: "2.5"}, expected: {index: "1.70"}', given_value))
    data, problems = checked_data(text.encode(), "a.yaml")
    assert data is not None, (code, problems)
    assert build_rubric(data, "0") == build_rubric(json.loads(json.dumps(data)), "0")
