"""The JSON of a comparison: exact beside shown, and why something is null."""

from __future__ import annotations

import json
from fractions import Fraction

import test_bridge as made

from spbe_index.core.compare import own_crosswalk, series
from spbe_index.core.compare_json import SCHEMA, series_plain
from spbe_index.core.crosswalk import Crosswalk
from spbe_index.core.problem import problem
from spbe_index.core.result_json import from_plain


def tell(found):
    return f"message {found.code}", f"hint {found.code}"


def between(one, other):
    if one.rubric.id == other.rubric.id:
        return own_crosswalk(one, other)
    return made.WALK if one.rubric.id == "small" else made.WALK.reversed()


def plain_of(*results, problems=()):
    rubrics = {"small": made.OLD, "new": made.NEW}
    found = series([(one, rubrics[one.rubric.id]) for one in results], between)
    return json.loads(json.dumps(series_plain(found, tell, "en", problems), allow_nan=False)), found


def test_the_contract_across_instruments_and_within_one():
    first = made.result(made.OLD, [2, 3, 1, 2, 2, 2], year=2020)
    second = made.result(made.OLD, [3, 3, 1, 2, 2, 2], year=2021)
    third = made.result(made.NEW, [3, 3, 3, 1, 5], year=2022)
    plain, found = plain_of(third, first, second, problems=(problem("N801", agencies="x"),) * 2)
    assert plain["schema"] == SCHEMA
    assert [one["year"] for one in plain["results"]] == [2020, 2021, 2022]
    assert tuple(from_plain(one) for one in plain["results"]) == found.results
    assert [problem["code"] for problem in plain["problems"]] == ["N801"]
    within, across, whole = plain["comparisons"]
    assert [(c["from"], c["to"], c["one_instrument"]) for c in plain["comparisons"]] == [
        (0, 1, True), (1, 2, False), (0, 2, False)
    ]  # fmt: skip
    assert within["difference"] == {"exact": "1/5", "decimal": "0.2", "display": "0.20"}
    assert within["rose"] == [{"from": ["I1"], "to": ["I1"]}]
    assert within["crosswalk"] is None
    assert within["nodes"][0]["code"] == "index"
    assert within["before"]["band"] == "low"
    assert across["nodes"] == []
    parts = {name: Fraction(part["exact"]) for name, part in across["parts"].items()}
    assert sum(parts.values()) == Fraction(across["difference"]["exact"])
    assert across["crosswalk"]["via"] == []
    new = across["groups"][-1]
    assert (new["before"], new["difference"], new["not_comparable"]) == (None, None, "new")
    assert Fraction(new["contribution"]["exact"]) == parts["scope"] - Fraction(
        across["groups"][3]["contribution"]["exact"]
    )
    assert whole["difference"]["exact"] == "13/10"


def test_what_is_open_is_null_and_says_so():
    first = made.result(made.OLD, [None, 3, 1, 2, 2, 2], year=2020)
    second = made.result(made.OLD, [3, 3, 1, 2, 2, 2], year=2021)
    (comparison,) = plain_of(first, second)[0]["comparisons"]
    assert (comparison["difference"], comparison["parts"], comparison["not_comparable"]) == (None, None, "open")
    assert comparison["before"]["index"] is None
    assert comparison["before"]["band"] is None
    nodes = {node["code"]: node for node in comparison["nodes"]}
    assert (nodes["I1"]["before"], nodes["I1"]["difference"], nodes["I1"]["not_comparable"]) == (None, None, "open")
    assert nodes["I2"]["difference"]["exact"] == "0"
    assert comparison["groups"][0]["contribution"] is None


def test_the_crosswalk_of_two_instruments_is_told_in_the_language_of_the_output():
    text = made.small.text
    walk = made.WALK._replace(title=text("title"), sources=(text("source"),))
    one, other = made.result(made.OLD, [3] * 6), made.result(made.NEW, [3] * 5)
    found = series([(one, made.OLD), (other, made.NEW)], lambda *_: walk)
    plain = series_plain(found, tell, "en")
    assert plain["comparisons"][0]["crosswalk"]["title"] == "TITLE"
    assert plain["comparisons"][0]["crosswalk"]["sources"] == ["SOURCE"]
    assert isinstance(walk, Crosswalk)
