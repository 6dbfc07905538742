"""Laws of ranking and standing, for any list with ties and exact values here and there."""

from __future__ import annotations

import statistics
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from lists import listed, many

from spbe_index.core.published import Published
from spbe_index.core.ranking import band_counts, movement, ranked, ranking, sections
from spbe_index.core.standing import NEAREST, median, stand

INDICES = st.integers(100, 500).map(lambda n: Fraction(n, 100))


@given(many())
def test_the_place_is_one_more_than_the_number_of_the_better(rows):
    found = ranked(rows)
    assert sorted(found, key=lambda one: one.rank) == list(found)
    for one in found:
        assert one.rank == 1 + sum(other.rank < one.rank for other in found)
        assert one.shared == sum(other.rank == one.rank for other in found)
        for other in found:
            if other.row.printed > one.row.printed:
                assert other.rank < one.rank


@given(many())
def test_the_exact_value_decides_a_tie_only_where_all_of_the_tied_have_it(rows):
    for one in (found := ranked(rows)):
        tied = [other for other in found if other.row.printed == one.row.printed]
        known = all(other.row.exact is not None for other in tied)
        for other in tied:
            assert (other.rank < one.rank) == (known and other.row.exact > one.row.exact)


@given(many(), st.randoms())
def test_the_order_of_the_rows_does_not_matter(rows, chance):
    mixed = list(rows)
    chance.shuffle(mixed)
    assert ranking(mixed) == ranking(rows)


@given(many(), st.sampled_from(["group", "kind", "region"]))
def test_the_parts_hold_each_row_once_or_not_at_all(rows, by):
    found = [one.row for part in sections(rows, by) for one in part.ranked]
    assert len(found) == len({row.agency for row in found})
    assert sum(count for _, count in band_counts(rows, ["Cukup", "Baik"])) == len(rows)


@given(many())
def test_a_list_against_itself_moves_nobody(rows):
    found = movement(rows, rows)
    assert (found.known, found.apart) == (len(rows), 0)
    assert all(move.difference == 0 for move in found.moves)


@given(many(), many())
def test_movement_the_other_way_is_its_mirror(rows, earlier):
    there, back = movement(rows, earlier), movement(earlier, rows)
    assert sorted(move.difference for move in there.moves) == sorted(-move.difference for move in back.moves)


@given(st.lists(INDICES, min_size=1, max_size=30))
def test_the_median_is_that_of_the_statistics_module(values):
    assert median(values) == statistics.median(values)


@given(many(), INDICES)
def test_percentile_and_place_are_within_their_bounds(rows, index):
    entry = listed("Kota Lain", str(index), str(index))
    found = stand(entry, Published("a", tuple(rows)))
    for one in found.positions:
        assert 0 <= one.percentile <= 100
        assert 1 <= one.rank <= one.rank + one.shared - 1 + one.below == one.of
        assert list(one.values) == sorted(one.values)
        assert len(one.values) == one.of
    assert len(found.nearest) == min(found.position(found.nearest_scope).of, NEAREST + 1)
    assert sum(one.row is found.entry for one in found.nearest) == 1


@given(many())
def test_a_row_stands_where_it_is_ranked(rows):
    for one in ranked(rows):
        assert stand(one.row, Published("a", tuple(rows))).position("nation").rank == one.rank
