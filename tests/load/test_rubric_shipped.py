"""The shipped rubrics: valid, with examples that recompute, and in force one after the other."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from spbe_index.core.exact import weighted_mean
from spbe_index.core.rubric import Rubric
from spbe_index.load.rubric import check_rubric, load_rubric, rubric_for_year, shipped, shipped_files
from spbe_index.load.rubric.build import build_rubric
from spbe_index.load.rubric.check import checked_data

FILES = shipped_files()


@pytest.fixture(scope="module", params=FILES, ids=[Path(path).stem for path in FILES])
def file(request: pytest.FixtureRequest) -> str:
    path: str = request.param
    return path


@pytest.fixture(scope="module")
def rubric(file: str) -> Rubric:
    found, problems = check_rubric(file)
    assert found is not None, problems
    return found


def test_there_are_some() -> None:
    assert set(shipped()) == {"spbe-2018", "spbe-2020", "pemdi-2026"}
    assert shipped() == ("spbe-2018", "spbe-2020", "pemdi-2026")


def test_everything_is_said_in_both_languages(file: str) -> None:
    """A file of one's own may leave the English out; the shipped ones do not."""
    data, _ = checked_data(Path(file).read_bytes(), file)
    pending: list[object] = [data]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            assert "id" not in node or not isinstance(node["id"], str) or node is data or node.get("en"), node
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)


def test_it_is_named_after_its_id(rubric: Rubric, file: str) -> None:
    assert Path(file).stem == rubric.id


def test_it_has_worked_examples(rubric: Rubric) -> None:
    """That they recompute is one of the rules; here, that there is something to recompute."""
    assert rubric.examples or rubric.id == "spbe-2018"  # none of 5/2018 has come down to us
    assert all(example.expected or example.index_exact is not None for example in rubric.examples)


def test_both_ways_give_the_same(rubric: Rubric, file: str) -> None:
    assert load_rubric(rubric.id) == rubric
    data, _ = checked_data(Path(file).read_bytes(), file)
    assert build_rubric(json.loads(json.dumps(data)), rubric.sha256) == rubric


def test_every_value_has_one_level_and_every_index_one_band(rubric: Rubric) -> None:
    for leaf in rubric.leaves():
        scale = rubric.scale(leaf.scale)
        for hundredths in range(int(scale.low * 100), int(scale.high * 100) + 1):
            value = Fraction(hundredths, 100)
            if scale.allows(value):
                assert sum(value in level.values for level in scale.levels) == 1
                scale.level_of(value)
    low = weighted_mean((leaf.weight, rubric.scale(leaf.scale).low) for leaf in rubric.leaves())
    high = weighted_mean((leaf.weight, rubric.scale(leaf.scale).high) for leaf in rubric.leaves())
    steps = 1000
    for step in range(steps + 1):
        index = low + (high - low) * step / steps
        assert sum(index in band.values for band in rubric.bands) == 1


def test_every_indicator_says_what_each_level_demands(rubric: Rubric) -> None:
    for item, _ in rubric.items():
        if item.kind == "indicator":
            assert item.levels, item.code


def test_every_weight_band_scale_and_criterion_says_where_it_stands(rubric: Rubric) -> None:
    keys = {item.weight_source for item, _ in rubric.items()} | {scale.source for scale in rubric.scales}
    keys |= {rubric.formula_source, rubric.bands_source}
    keys |= {item.criteria_source for item, _ in rubric.items() if item.levels}
    keys |= {item.external.source for item, _ in rubric.items() if item.external}
    found = [rubric.source(key) for key in keys]
    assert all(source and source.where.id and source.where.en for source in found)
    # The annex of 5/2018 has not been read, and the file says so instead of guessing a page.
    assert {bool(source and source.page) for source in found} == {rubric.id != "spbe-2018"}
    for _, source in rubric.sources:
        assert not re.search(r"hlm\.|\bpp?\.|halaman|page", source.where.id + source.where.en)
    for item, _ in rubric.items():
        if item.levels and rubric.id != "spbe-2018":
            assert item.page, item.code


def test_years_follow_without_gap_or_overlap() -> None:
    rubrics = [load_rubric(name) for name in shipped()]
    for earlier, later in pairwise(rubrics):
        assert earlier.last_year is not None
        assert earlier.last_year + 1 == later.first_year
    assert rubrics[-1].last_year is None
    for rubric in rubrics:
        assert rubric_for_year(rubric.first_year) == rubric.id
        assert rubric_for_year(rubric.last_year or 2999) == rubric.id
    assert rubric_for_year(rubrics[0].first_year - 1) is None
    assert [rubric_for_year(year) for year in (2018, 2020, 2021, 2025, 2026)] == [
        "spbe-2018", "spbe-2018", "spbe-2020", "spbe-2020", "pemdi-2026"
    ]  # fmt: skip
