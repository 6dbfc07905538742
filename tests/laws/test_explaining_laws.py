"""Laws of explanations: from the JSON alone, with arithmetic of its own, every figure comes out again."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import jsonschema
import making
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_scoring_laws import NAMES, RUBRICS, answers

from spbe_index.core.explain import explain
from spbe_index.core.explain_json import explanation_plain
from spbe_index.core.score import score

SCHEMA = jsonschema.Draft202012Validator(
    json.loads(
        (Path(__file__).parents[2] / "spbe_index" / "core" / "spbe-explain-1.schema.json").read_text(encoding="utf-8")
    )
)


def number(text):
    """An exact number of the JSON, read without the program: a numerator and a denominator."""
    top, _, bottom = text.partition("/")
    return int(top), int(bottom or 1)


def plus(one, other):
    return one[0] * other[1] + other[0] * one[1], one[1] * other[1]


def times(one, other):
    return one[0] * other[0], one[1] * other[1]


def same(one, other):
    return one[0] * other[1] == other[0] * one[1]


def less(one, other):
    return one[0] * other[1] < other[0] * one[1]


def ends(value):
    """The least and the greatest that a figure can be; the same twice where it is known."""
    if "exact" in value:
        return number(value["exact"]), number(value["exact"])
    return number(value["low"]["exact"]), number(value["high"]["exact"])


def summed(values):
    total = (0, 1)
    for value in values:
        total = plus(total, value)
    return total


def within(value, span):
    """Whether a value lies in a stretch with open or closed edges."""
    low, high = number(span["from"]), number(span["to"])
    above = less(low, value) or (span["from_included"] and same(low, value))
    return above and (less(value, high) or (span["to_included"] and same(value, high)))


def rounded(value):
    """Half-up to hundredths, by the definition: the whole hundredths of the value and a half."""
    return (200 * value[0] + value[1]) // (2 * value[1]), 100


def check_number(plain):
    """That the three forms of a number are of one number."""
    exact = number(plain["exact"])
    if plain["decimal"] is not None:
        assert Decimal(plain["decimal"]) * exact[1] == exact[0]
    hundredths = plain["display"].replace(".", "")
    assert same((int(hundredths), 100), rounded(exact))


def check(told):
    """Do every step of an explanation again."""
    nodes = {node["code"]: node for node in told["nodes"]}
    root = nodes["index"]
    whole = number(root["weight"])
    for node in told["nodes"]:
        value, weight = ends(node["value"]), number(node["weight"])
        for one in [node["value"]] if "exact" in node["value"] else node["value"].values():
            check_number(one)
        assert same(times(number(node["share"]), whole), weight)
        for end in (0, 1):
            assert same(ends(node["contribution"])[end], times(number(node["share"]), value[end]))
        if node["mean"]:
            check_mean(node, nodes, whole)
        else:
            check_answer(node, told["unfilled"])
    below = [node for node in told["nodes"] if node["place"] != "above" and node["answer"]]
    asked = nodes[told["asked"]]
    for end in (0, 1):
        assert same(summed(ends(leaf["contribution"])[end] for leaf in below), ends(asked["contribution"])[end])
    check_index(told, root)


def check_mean(node, nodes, whole):
    mean = node["mean"]
    assert same(summed(number(term["weight"]) for term in mean["terms"]), number(node["weight"]))
    assert same(number(mean["divisor"]), number(node["weight"]))
    for term in mean["terms"]:
        if child := nodes.get(term["code"]):
            assert (child["value"], child["weight"], child["parent"]) == (term["value"], term["weight"], node["code"])
    for end in (0, 1):
        for term in mean["terms"]:
            assert same(ends(term["product"])[end], times(number(term["weight"]), ends(term["value"])[end]))
        total = summed(ends(term["product"])[end] for term in mean["terms"])
        assert same(ends(mean["sum"])[end], total)
        assert same(times(ends(node["value"])[end], number(mean["divisor"])), total)
        parts = summed(times(number(term["weight"]), ends(term["value"])[end]) for term in mean["terms"])
        assert same(times(ends(node["contribution"])[end], whole), parts)


def check_answer(node, unfilled):
    answer, (low, high) = node["answer"], ends(node["value"])
    scale = answer["scale"]
    if answer["how"] == "open":
        between = answer["between"] or {"low": scale["from"], "high": scale["to"]}
        assert (low, high) == (number(between["low"]), number(between["high"]))
        assert (answer["level"], answer["next"]) == (None, None)
        return
    assert same(low, high)
    if answer["how"] == "assumed":
        assert same(low, number(scale["from"] if unfilled == "lowest" else "0"))
    else:
        given = Fraction(answer["answer"])
        assert same(low, (given.numerator, given.denominator))
    if answer["how"] == "converted":
        (x0, y0), (x1, y1) = ([number(end) for end in answer["conversion"][key]] for key in ("from", "to"))
        x = number(answer["conversion"]["published"])
        assert not less(x, x0)
        assert not less(x1, x)
        minus = lambda one, other: plus(one, (-other[0], other[1]))  # noqa: E731
        assert same(times(minus(low, y0), minus(x1, x0)), times(minus(x, x0), minus(y1, y0)))
        assert [answer["conversion"]["from"], answer["conversion"]["to"]] in [
            list(pair) for pair in zip(answer["external"]["points"], answer["external"]["points"][1:], strict=False)
        ]
    if answer["level"]:
        assert within(low, answer["level"])
        assert answer["level"]["criteria"]
    else:
        assert less(low, number(scale["from"]))


def check_index(told, root):
    assert told["index"] == root["value"]
    if "exact" not in root["value"]:
        assert (told["rounding"], told["band"]) == (None, None)
        return
    step = {key: value if key == "rule" else number(value) for key, value in told["rounding"].items()}
    index = ends(root["value"])[0]
    assert same(step["exact"], index)
    assert same(step["shown"], rounded(index))
    assert not less(index, step["below"])
    assert same(step["below"], step["above"]) or (
        less(index, step["above"]) and same(step["above"], plus(step["below"], (1, 100)))
    )
    assert same(step["shown"], step["below"] if less(index, step["middle"]) else step["above"])
    deciding = index if told["bands"]["decided_by"] == "exact" else rounded(index)
    assert same(number(told["band"]["deciding"]), deciding)
    named = {"exact": band_of(told, index), "rounded": band_of(told, rounded(index))}
    own = named.pop(told["bands"]["decided_by"])
    (other,) = named.values()
    assert told["band"]["name"] == own
    assert told["band"]["otherwise"] == (None if own == other else other)


def band_of(told, value):
    found = [band["name"] for band in told["bands"]["list"] if within(value, band)]
    assert len(found) <= 1
    return found[0] if found else told["bands"]["list"][0]["name"]


def told_of(rubric, whole, asked="index", **more):
    made = explanation_plain(explain(rubric, score(rubric, whole, "", **more)), lambda p: ("", ""), asked)
    return json.loads(json.dumps(made, allow_nan=False))


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=8)
@given(data=st.data())
def test_every_figure_comes_out_again_from_the_json_alone(name, data):
    rubric = RUBRICS[name]
    blanks = data.draw(st.booleans())
    values = data.draw(answers(rubric, blanks=blanks))
    unfilled = data.draw(st.sampled_from(["refuse", "lowest", "zero"]))
    codes = ["index", *(item.code for item, _ in rubric.items())]
    asked = data.draw(st.just("index") | st.sampled_from(codes))
    told = told_of(rubric, making.assessment(rubric, values), asked, unfilled=unfilled)
    SCHEMA.validate(told)
    check(told)


@settings(deadline=None, max_examples=8)
@given(data=st.data())
def test_conversions_come_out_again_too(data):
    rubric = RUBRICS["pemdi-2026"]
    whole = making.assessment(rubric, data.draw(answers(rubric)))
    entries = []
    for entry, leaf in zip(whole.entries, rubric.leaves(), strict=True):
        if leaf.external and leaf.external.points:
            low, high = leaf.external.points[0][0], leaf.external.points[-1][0]
            published = data.draw(st.fractions(low, high, max_denominator=100) | st.sampled_from([low, high]))
            answer = entry.answers[0][1]._replace(value=leaf.external.convert(published), converted_from=published)
            entry = entry._replace(answers=(("", answer),))  # noqa: PLW2901
        entries.append(entry)
    told = told_of(rubric, whole._replace(entries=tuple(entries)))
    check(told)
    assert sum(bool(node["answer"] and node["answer"]["conversion"]) for node in told["nodes"]) == 2


@pytest.mark.parametrize("decided_by", ["exact", "rounded"])
@pytest.mark.parametrize("name", NAMES)
def test_the_edges_of_bands_are_decided_by_the_rule_of_the_rubric(name, decided_by):
    rubric = RUBRICS[name]._replace(decided_by=decided_by)
    weights = [leaf.weight for leaf in rubric.leaves()]
    scales = [rubric.scale(leaf.scale) for leaf in rubric.leaves()]
    for band in rubric.bands[1:]:
        # Levels raised one by one come as near below the edge as they can, and with one more beyond it.
        values = [scale.low for scale in scales]
        for place, scale in sorted(enumerate(scales), key=lambda pair: -weights[pair[0]]):
            room = band.values.low * 100 - sum(w * v for w, v in zip(weights, values, strict=True))
            step = scale.step or Fraction(1, 100)
            values[place] += min(scale.high - scale.low, max(0, room) / weights[place] // step * step)
        for raised in (0, 1):
            place = next(i for i, scale in enumerate(scales) if values[i] < scale.high)
            values[place] += raised * (scales[place].step or Fraction(1, 100))
            check(told_of(rubric, making.assessment(rubric, values)))


def test_the_check_bites():
    rubric = RUBRICS["spbe-2020"]
    told = told_of(rubric, making.assessment(rubric, [3] * 47))
    check(told)
    for spoil in (
        lambda t: t["nodes"][2]["value"].update(exact="3001/1000", decimal="3.001"),
        lambda t: t["nodes"][1]["mean"].update(divisor="12"),
        lambda t: t["nodes"][3].update(weight="13/5"),
        lambda t: t["rounding"].update(shown="301/100"),
        lambda t: t["band"].update(name={"id": "Cukup", "en": "Fair"}),
        lambda t: t["nodes"][3]["answer"].update(answer="4"),
    ):
        other = json.loads(json.dumps(told))
        spoil(other)
        with pytest.raises(AssertionError):
            check(other)
