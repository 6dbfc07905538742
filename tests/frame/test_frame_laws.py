"""In every engine a table of levels comes out as the core has it, agency by agency, to the last digit."""

from __future__ import annotations

import pytest
from engines import ENGINES, into, rows_of
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from level_rows import IDS, KINDS, check, expected, random_rows, table

from spbe_index import load_rubric, score_frame

#: A seed does not shrink to anything simpler.
ONCE = {"phases": (Phase.explicit, Phase.generate)}
SEEDS = st.integers(0, 2**32)


def check_all(rows, rubric, frame, unfilled="refuse"):
    want = expected(rows, rubric, unfilled)
    found = rows_of(score_frame(frame, rubric, unfilled=unfilled))
    assert len(found) == len(want)
    for row in found:
        check(row, want[row["agency"], row["year"]])


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=12, **ONCE)
@given(
    rubric=st.sampled_from(IDS),
    kind=st.sampled_from(KINDS),
    unfilled=st.sampled_from(("refuse", "lowest", "zero")),
    seed=SEEDS,
)
def test_as_the_core(engine, rubric, kind, unfilled, seed):
    rubric = load_rubric(rubric)
    rows = random_rows(rubric, kind, seed)
    check_all(rows, rubric, into(engine, table(rows, kind)), unfilled)


@settings(max_examples=60, **ONCE)
@given(rubric=st.sampled_from(IDS), kind=st.sampled_from(KINDS), seed=SEEDS)
def test_many_as_the_core(rubric, kind, seed):
    rubric = load_rubric(rubric)
    rows = random_rows(rubric, kind, seed, agencies=8)
    check_all(rows, rubric, into("polars", table(rows, kind)))
