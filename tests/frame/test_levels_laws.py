"""A table of levels in a file comes out as the core has it, in whatever form, order and blocks it is read."""

from __future__ import annotations

import random

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from level_rows import IDS, KINDS, check, expected, random_rows, table

from spbe_index import load_rubric
from spbe_index.levels import score_levels

ONCE = {"phases": (Phase.explicit, Phase.generate)}
SEEDS = st.integers(0, 2**32)


def written(found, path, form):
    if form == "csv":
        return pa.csv.write_csv(found, path)
    if form == "semicolon":
        return pa.csv.write_csv(found, path, pa.csv.WriteOptions(delimiter=";"))
    if form == "codes":
        found = found.set_column(0, "agency", found.column("agency").dictionary_encode())
    return pa.parquet.write_table(found, path, row_group_size=random.Random(0).choice((50, 10_000)))


def check_all(found, rows, rubric):
    want = expected(rows, rubric)
    assert found.num_rows == len(want)
    order = list(dict.fromkeys((agency, year) for agency, year, *_ in rows))
    assert [(row["agency"], row["year"]) for row in found.to_pylist()] == order
    for row in found.to_pylist():
        mine = want[row["agency"], row["year"]]
        check(row, mine)
        assert row["status"] == ("scored" if mine.counts["answered"] == len(rubric.leaves()) else "incomplete")
        assert row["errors"] == sum(mine.counts[name] for name in ("unfilled", "invalid", "unknown"))
        # A complete one still says which of its levels are for no indicator of its instrument.
        assert bool(row["message"]) is (row["status"] != "scored" or mine.counts["unknown"] > 0)
        assert row["rubric"] == rubric.id


@settings(max_examples=20, **ONCE)
@given(
    rubric=st.sampled_from(IDS),
    kind=st.sampled_from(KINDS),
    form=st.sampled_from(("parquet", "codes", "csv", "semicolon")),
    ordered=st.booleans(),
    block=st.sampled_from((7, 100, 1 << 20)),
    seed=SEEDS,
)
def test_as_the_core(tmp_path_factory, rubric, kind, form, ordered, block, seed):
    path = tmp_path_factory.mktemp("levels") / "table"
    rubric = load_rubric(rubric)
    if kind == "float" and not form.startswith(("parquet", "codes")):
        kind = "text"  # as text a binary number may have an exponent, and then it is none
    rows = random_rows(rubric, kind, seed)
    if ordered:
        rows.sort(key=lambda row: row[:2])
    written(table(rows, kind), path, form)
    check_all(score_levels(path, rubric, block_rows=block).table, rows, rubric)


@pytest.mark.parametrize("block", [13, 1 << 20])
def test_several_years_and_instruments_in_one_table(tmp_path, block):
    rows = []
    for seed, (name, year) in enumerate(zip(IDS, (2019, 2022, 2026), strict=True)):
        made = random_rows(load_rubric(name), "text", seed + 100)
        rows += [(agency, year, code, said, cell) for agency, of, code, said, cell in made if of == made[0][1]]
    random.Random(1).shuffle(rows)
    pa.parquet.write_table(table(rows, "text"), tmp_path / "t.parquet")
    found = score_levels(tmp_path / "t.parquet", block_rows=block).table.to_pylist()
    for name, year in zip(IDS, (2019, 2022, 2026), strict=True):
        rubric = load_rubric(name)
        want = expected([row for row in rows if row[1] == year], rubric)
        mine = [row for row in found if row["year"] == year]
        assert len(mine) == len(want)
        for row in mine:
            assert row["rubric"] == name
            check(row, want[row["agency"], row["year"]])


@settings(max_examples=8, **ONCE)
@given(rubric=st.sampled_from((*IDS, None)), form=st.sampled_from(("parquet", "csv")), seed=SEEDS)
def test_how_rows_are_cut_and_ordered_changes_nothing(tmp_path_factory, rubric, form, seed):
    """The same rows in blocks of any size and in any order: the same results, but for the order of the agencies."""
    luck = random.Random(seed)
    rows = random_rows(load_rubric(rubric or IDS[1]), "text", seed)
    rows += luck.sample(rows, len(rows) // 5)
    rows += [(*luck.choice(rows)[:3], said, said) for said in ("1", "2", "9", "x", "") for _ in range(10)]
    path = tmp_path_factory.mktemp("levels") / "table"
    found = []
    for ordered in (False, True):
        rows.sort(key=lambda row: row[:2]) if ordered else luck.shuffle(rows)
        written(table(rows, "text"), path, form)
        mine = [score_levels(path, rubric, block_rows=block).table.to_pylist() for block in (5, 150, 1 << 20)]
        assert all(one == mine[0] for one in mine)
        found.append(sorted(mine[0], key=lambda row: (row["agency"], row["year"])))
    assert found[0] == found[1]
