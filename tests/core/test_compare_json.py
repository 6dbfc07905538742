"""The JSON of a comparison: exact beside shown, and why something is null."""

from __future__ import annotations

import json
from fractions import Fraction

import test_bridge as made

from spbe_index.core.compare import own_crosswalk, series
from spbe_index.core.compare_json import SCHEMA, series_plain
from spbe_index.core.crosswalk import Crosswalk
from spbe_index.core.problem import problem
from spbe_index.core.result_json import from_plain, number_plain


def brief(plain):
    """The same with `#` and the exact number for its three forms, of which the decimal ones must be those of it."""
    if isinstance(plain, list):
        return [brief(one) for one in plain]
    if isinstance(plain, dict) and set(plain) == {"exact", "decimal", "display"}:
        assert plain == number_plain(Fraction(plain["exact"]))
        return f"#{plain['exact']}"
    return {key: brief(one) for key, one in plain.items()} if isinstance(plain, dict) else plain


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


ACROSS = {"from": 0,
 "to": 1,
 "before": {"agency": "Kota Contoh",
            "year": 2020,
            "stage": None,
            "rubric": "small",
            "index": "#19/10",
            "band": "low"},
 "after": {"agency": "Kota Contoh", "year": 2022, "stage": None, "rubric": "new", "index": "#16/5", "band": "high"},
 "one_instrument": False,
 "difference": "#13/10",
 "not_comparable": None,
 "parts": {"level": "#3/10", "weight": "#7/200", "scope": "#191/200", "scale": "#1/100"},
 "crosswalk": {"from": "small",
               "to": "new",
               "via": ["x"],
               "title": "TITLE",
               "note": "NOTE",
               "warning": "WARNING",
               "sources": ["SOURCE"]},
 "rose": [{"from": ["I1"], "to": ["I1"]}],
 "fell": [],
 "drove": [{"from": [], "to": ["I5"]},
           {"from": ["I3"], "to": []},
           {"from": ["I1"], "to": ["I1"]},
           {"from": ["I2"], "to": ["I2", "I3"]},
           {"from": ["I4-1", "I4-2", "I4-3"], "to": ["I4"]}],
 "groups": [{"from": ["I1"],
             "to": ["I1"],
             "comparable": "full",
             "before": {"share": "#1/5", "value": "#2"},
             "after": {"share": "#2/5", "value": "#3"},
             "difference": "#1",
             "not_comparable": None,
             "contribution": "#29/100",
             "parts": {"level": "#3/10", "weight": "#-1/100", "scope": "#0", "scale": "#0"},
             "near": [],
             "note": "PAIR"},
            {"from": ["I2"],
             "to": ["I2", "I3"],
             "comparable": "partly",
             "before": {"share": "#1/5", "value": "#3"},
             "after": {"share": "#3/10", "value": "#3"},
             "difference": "#0",
             "not_comparable": None,
             "contribution": "#9/200",
             "parts": {"level": "#0", "weight": "#9/200", "scope": "#0", "scale": "#0"},
             "near": [],
             "note": ""},
            {"from": ["I4-1", "I4-2", "I4-3"],
             "to": ["I4"],
             "comparable": "low",
             "before": {"share": "#3/10", "value": "#2"},
             "after": {"share": "#1/10", "value": "#1"},
             "difference": None,
             "not_comparable": "low",
             "contribution": "#1/100",
             "parts": {"level": "#0", "weight": "#0", "scope": "#0", "scale": "#1/100"},
             "near": [],
             "note": ""},
            {"from": ["I3"],
             "to": [],
             "comparable": "none",
             "before": {"share": "#3/10", "value": "#1"},
             "after": None,
             "difference": None,
             "not_comparable": "dropped",
             "contribution": "#93/200",
             "parts": {"level": "#0", "weight": "#0", "scope": "#93/200", "scale": "#0"},
             "near": ["I4"],
             "note": ""},
            {"from": [],
             "to": ["I5"],
             "comparable": "none",
             "before": None,
             "after": {"share": "#1/5", "value": "#5"},
             "difference": None,
             "not_comparable": "new",
             "contribution": "#49/100",
             "parts": {"level": "#0", "weight": "#0", "scope": "#49/100", "scale": "#0"},
             "near": [],
             "note": ""}],
 "nodes": []}  # fmt: skip


def test_all_of_a_comparison_across_instruments():
    # The figures are those of test_the_parts_by_hand.
    text = made.small.text
    pairs = (made.PAIRS[0]._replace(note=text("pair")), *made.PAIRS[1:])
    said = {name: text(name) for name in ("title", "note", "warning")}
    walk = made.WALK._replace(pairs=pairs, sources=(text("source"),), via=("x",), **said)
    one, other = made.result(made.OLD, [2, 3, 1, 2, 2, 2], year=2020), made.result(made.NEW, [3, 3, 3, 1, 5], year=2022)
    found = series([(one, made.OLD), (other, made.NEW)], lambda *_: walk)
    assert brief(series_plain(found, tell, "en")["comparisons"]) == [ACROSS]


WITHIN = {"one_instrument": True,
 "difference": None,
 "not_comparable": "open",
 "parts": None,
 "rose": [{"from": ["I1"], "to": ["I1"]}],
 "fell": [{"from": ["I2"], "to": ["I2"]}],
 "drove": []}  # fmt: skip
OPEN = [{"code": "index",
  "before": "#19/10",
  "after": None,
  "difference": None,
  "contribution": None,
  "not_comparable": "open"},
 {"code": "I1", "before": "#2", "after": "#3", "difference": "#1", "contribution": "#1/5", "not_comparable": None},
 {"code": "I2",
  "before": "#3",
  "after": "#2",
  "difference": "#-1",
  "contribution": "#-1/5",
  "not_comparable": None},
 {"code": "D2", "before": "#2", "after": None, "difference": None, "contribution": None, "not_comparable": "open"},
]  # fmt: skip


def test_within_one_instrument_what_is_open_is_told_beside_what_is_known():
    first, second = (
        made.result(made.OLD, [*pair, 1, 2, 2, last], year=year)
        for pair, last, year in (((2, 3), 2, 2020), ((3, 2), None, 2021))
    )
    plain, _ = plain_of(first._replace(stage="akhir"), second)
    (comparison,) = plain["comparisons"]
    assert brief({key: comparison[key] for key in WITHIN}) == WITHIN
    nodes = {node["code"]: brief(node) for node in comparison["nodes"]}
    assert [nodes[node["code"]] for node in OPEN] == OPEN
    assert (comparison["before"]["stage"], comparison["after"]["stage"]) == ("akhir", None)


def test_problems_of_results_are_worded_with_them_and_once_for_all():
    told = problem("W254", indicator="I1")
    first, second = (made.result(made.OLD, [n] * 6, year=2020 + n)._replace(problems=(told,)) for n in (1, 2))
    plain, _ = plain_of(first, second)
    assert [one["message"] for one in plain["problems"]] == ["message W254"]
    assert [one["message"] for result in plain["results"] for one in result["problems"]] == ["message W254"] * 2
