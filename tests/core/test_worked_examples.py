"""The worked examples of the regulations, read from the rubric files and computed by the scoring core."""

from __future__ import annotations

import pytest

from spbe_index.core.exact import display
from spbe_index.core.score import evaluate, verdict
from spbe_index.load.rubric import load_rubric, shipped

EXAMPLES = [(name, number) for name in shipped() for number in range(len(load_rubric(name).examples))]


def test_the_instruments_with_known_examples_have_them():
    assert {name for name, _ in EXAMPLES} == {"spbe-2020", "pemdi-2026"}


@pytest.mark.parametrize(("name", "number"), EXAMPLES)
def test_example(name, number):
    rubric = load_rubric(name)
    example = rubric.examples[number]
    found = evaluate(rubric.tree, dict(example.given))
    assert example.expected
    assert {code: display(found[code]) for code, _ in example.expected} == dict(example.expected)
    if example.index_exact is not None:
        assert found["index"] == example.index_exact
    if example.band:
        assert verdict(rubric.bands, rubric.decided_by, found["index"]).name == example.band
