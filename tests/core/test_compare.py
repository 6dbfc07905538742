from __future__ import annotations

from fractions import Fraction

import making
import pytest
import small
from hypothesis import given
from hypothesis import strategies as st

from spbe_index.core.compare import changes, own_crosswalk, series
from spbe_index.core.score import score

RUBRIC = small.small_rubric()
values = st.lists(st.none() | st.integers(1, 5), min_size=6, max_size=6)


def result(given_values, rubric=RUBRIC):
    return score(rubric, making.assessment(rubric, given_values), "")


@given(values, values)
def test_contributions_add_up_exactly_at_every_node(before, after):
    found = {change.after.code: change for change in changes(result(before), result(after))}
    for change in found.values():
        below = [found[child.code] for child in change.after.children]
        if change.contribution is None or not below:
            continue
        assert sum(child.contribution for child in below) == change.contribution
    if None not in (*before, *after):
        root, *_ = found.values()
        leaves = [change for change in found.values() if not change.after.children]
        assert root.contribution == root.difference == sum(change.contribution for change in leaves)


@given(values, values)
def test_there_and_back_is_nothing_and_open_nodes_have_no_change(before, after):
    for there, back in zip(changes(result(before), result(after)), changes(result(after), result(before)), strict=True):
        assert there.before.code == there.after.code == back.after.code
        assert (there.difference is None) == (there.contribution is None) == (back.difference is None)
        if there.difference is not None:
            assert there.difference == -back.difference
            assert there.contribution == -back.contribution


def test_a_raise_counts_by_its_weight():
    found = {c.after.code: c for c in changes(result([3] * 6), result([3, 3, 5, 3, 3, None]))}
    assert (found["I3"].difference, found["I3"].contribution) == (2, Fraction(3, 5))
    assert found["I1"].contribution == 0
    assert found["I4-3"].contribution is None
    assert next(iter(found)) == "index"


def test_results_of_two_rubrics_are_not_compared():
    with pytest.raises(ValueError, match="small"):
        changes(result([3] * 6), result([3] * 6, small.small_rubric(sha256="0" * 64)))


def test_what_changed_within_an_agency_is_told_as_a_whole_where_it_is_not_the_whole_series():
    def of(agency, year):
        made = making.assessment(RUBRIC, [3] * 6, year=year)._replace(agency=agency)
        return score(RUBRIC, made, ""), RUBRIC

    found = series([of("Kota B", 2020), *(of("Kota A", year) for year in (2021, 2022, 2023))], own_crosswalk)
    assert [(one.first, one.last) for one in found.comparisons] == [(0, 1), (1, 2), (2, 3), (1, 3), (0, 3)]
    assert [(one.comparison.before, one.comparison.after) for one in found.spans] == [
        (found.results[1], found.results[3])
    ]
    alone = series([of("Kota A", 2021), of("Kota A", 2022), of("", 2023)], own_crosswalk)
    assert alone.spans == ()
    assert [(one.first, one.last) for one in alone.comparisons] == [(0, 1), (1, 2), (0, 2)]
    short = series([of("Kota A", 2021), of("Kota A", 2022)], own_crosswalk)
    assert (short.spans, short.whole, len(short.comparisons)) == ((), None, 1)
