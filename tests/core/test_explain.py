"""A figure opened: its mean, its reading, the rounding step and the band, and the JSON of it."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import jsonschema
import making
import pytest
import small

from spbe_index.core.assessment import Evidence, Given, Tick, Unanswered
from spbe_index.core.explain import Conversion, Explanation, Term, explain, rounding, route
from spbe_index.core.explain_json import explanation_plain
from spbe_index.core.problem import Place, problem
from spbe_index.core.result import Open
from spbe_index.core.rubric import Rubric, Source
from spbe_index.core.rubric_json import source_plain
from spbe_index.core.score import score

RUBRIC = small.small_rubric()
LEVELS = [1, 2, 3, 4, 5, 5]
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "spbe_index" / "core" / "spbe-explain-1.schema.json").read_text(encoding="utf-8")
)


def opened(values=LEVELS, *, by: Rubric = RUBRIC, entry=lambda entry: entry, **more) -> Explanation:
    """The small instrument answered so, each entry changed by a function, and explained."""
    whole = making.assessment(by, values)
    whole = whole._replace(entries=tuple(map(entry, whole.entries)))
    return explain(by, score(by, whole, "", **more))


def at(explanation: Explanation, code: str):
    return route(explanation, code)[-1]


def plain(explanation: Explanation, asked: str = "index"):
    """Its JSON, which keeps to the published schema."""
    made = json.loads(
        json.dumps(explanation_plain(explanation, lambda p: (f"m {p.code}", "h"), asked), allow_nan=False)
    )
    jsonschema.validate(made, SCHEMA)
    return made


def test_the_schema_is_one_and_strict() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    pending = [SCHEMA]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            if node.get("type") == "object":
                assert "additionalProperties" in node
                assert set(node.get("required", ())) <= set(node.get("properties", ()))
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)


def test_an_inner_figure_is_a_mean_of_its_parts() -> None:
    figure = at(opened(), "A1")
    assert figure.mean is not None
    assert figure.mean.terms == (Term("I1", 20, 1, 20), Term("I2", 20, 2, 40))
    assert (figure.mean.total, figure.mean.divisor) == (60, 40)
    assert (figure.node.value, figure.share, figure.contribution) == (Fraction(3, 2), Fraction(2, 5), Fraction(3, 5))
    assert figure.reading is None
    assert figure.item is not None
    assert figure.item.code == "A1"


def test_the_way_to_a_figure_begins_at_the_index() -> None:
    explanation = opened()
    assert [figure.node.code for figure in route(explanation, "I4-2")] == ["index", "D2", "A3", "I4", "I4-2"]
    assert route(explanation, "index") == (explanation.whole,)
    with pytest.raises(KeyError):
        route(explanation, "I9")


def test_what_is_open_is_told_with_both_ends() -> None:
    explanation = opened([None, *LEVELS[1:]])
    assert (explanation.rounding, explanation.decision) == (None, None)
    mean = at(explanation, "A1").mean
    assert mean is not None
    assert (mean.total, mean.terms[0].product) == (Open(Fraction(60), Fraction(140)), Open(Fraction(20), Fraction(100)))
    reading = at(explanation, "I1").reading
    assert reading is not None
    assert (reading.how, reading.level, reading.following, reading.criteria, reading.asks) == ("open", *[None] * 4)


def test_an_answer_is_read_with_its_level_and_the_next() -> None:
    reading = at(opened([2, *LEVELS[1:]]), "I1").reading
    assert reading is not None
    assert reading.how == "given"
    assert (reading.level.number, reading.following.number) == (2, 3)
    assert (reading.criteria.criteria[0].id, reading.asks.criteria[0].id) == ("criterion 2", "criterion 3")
    assert (reading.judged_by.code, reading.conversion) == ("I1", None)
    top = at(opened([5, *LEVELS[1:]]), "I1").reading
    assert top is not None
    assert (top.level.number, top.following, top.asks) == (5, None, None)


def test_an_input_is_judged_by_its_indicator_where_that_has_criteria() -> None:
    base = at(opened(), "I4-1").reading
    assert base is not None
    assert (base.judged_by.code, base.criteria) == ("I4-1", None)
    criteria = RUBRIC.tree[0].children[0].children[0].levels
    domain = RUBRIC.tree[1]
    aspect = domain.children[0]
    indicator = aspect.children[0]._replace(levels=criteria)
    changed = domain._replace(children=(aspect._replace(children=(indicator,)),))
    reading = at(opened(by=RUBRIC._replace(tree=(RUBRIC.tree[0], changed))), "I4-1").reading
    assert reading is not None
    assert (reading.judged_by.code, reading.criteria.level) == ("I4", 4)


def test_counted_values_are_assumed_and_nought_lies_below_the_scale() -> None:
    zero = at(opened([None, *LEVELS[1:]], unfilled="zero"), "I1").reading
    lowest = at(opened([None, *LEVELS[1:]], unfilled="lowest"), "I1").reading
    assert zero is not None
    assert lowest is not None
    assert (zero.how, zero.level, zero.following.number) == ("assumed", None, 1)
    assert (lowest.how, lowest.level.number) == ("assumed", 1)


def test_a_level_that_a_checklist_supports_stands_in_the_cell_of_a_tick() -> None:
    def ticked(entry):
        place = entry.answers[0][1].place
        return entry._replace(ticks=(Tick(1, 1, True, Place("f", "Kriteria", "E1")), Tick(2, 1, True, place)))

    reading = at(opened(entry=ticked), "I2").reading
    assert reading is not None
    assert reading.how == "checklist"
    told = next(node for node in plain(opened(entry=ticked))["nodes"] if node["code"] == "I2")["answer"]
    assert (told["how"], told["checklist"][0]["cell"]) == ("checklist", "Kriteria!E1")


def converted(points: object = None, source: int = 75) -> Explanation:
    """The first answer computed from another agency's index."""
    external = small.external()
    external = external if points is None else external._replace(points=points)
    domain = RUBRIC.tree[0]
    aspect = domain.children[0]
    leaf = aspect.children[0]._replace(external=external)
    aspect = aspect._replace(children=(leaf, *aspect.children[1:]))
    by = RUBRIC._replace(tree=(domain._replace(children=(aspect, *domain.children[1:])), *RUBRIC.tree[1:]))

    def change(entry):
        if entry.code != "I1":
            return entry
        given = entry.answers[0][1]._replace(converted_from=Fraction(source))
        return entry._replace(answers=(("", given),))

    return opened([Fraction(7, 2), *LEVELS[1:]], by=by._replace(scales=decimal_scale()), entry=change)


def decimal_scale():
    (scale,) = RUBRIC.scales
    stretches = [small.span(str(n), str(n + 1), closed="[]" if n == 4 else "[)") for n in range(1, 5)]
    levels = tuple(level._replace(values=span) for level, span in zip(scale.levels, stretches, strict=False))
    return (scale._replace(step=None, levels=levels),)


def test_a_conversion_is_told_with_the_line_it_goes_along() -> None:
    explanation = converted()
    reading = at(explanation, "I1").reading
    assert reading is not None
    fifty, hundred = ((Fraction(50), Fraction(2)), (Fraction(100), Fraction(5)))
    assert (reading.how, reading.conversion) == ("converted", Conversion(Fraction(75), fifty, hundred))
    told = next(node for node in plain(explanation)["nodes"] if node["code"] == "I1")["answer"]
    assert told["conversion"] == {"published": "75", "from": ["50", "2"], "to": ["100", "5"]}
    assert told["external"]["points"][2] == ["100", "5"]


def test_a_converted_value_of_a_rubric_that_has_lost_its_points_has_no_line() -> None:
    assert at(converted(points=()), "I1").reading.conversion is None
    assert at(converted(source=101), "I1").reading.conversion is None
    indicator = at(
        opened(entry=lambda e: e._replace(answers=(("", e.answers[0][1]._replace(converted_from=1)),))), "I1"
    )
    assert (indicator.reading.how, indicator.reading.conversion) == ("converted", None)


@pytest.mark.parametrize(
    ("value", "below", "above", "shown"),
    [
        ("2.9475", "2.94", "2.95", "2.95"),
        ("2.944", "2.94", "2.95", "2.94"),
        ("2.945", "2.94", "2.95", "2.95"),
        ("2.95", "2.95", "2.95", "2.95"),
        ("19/6", "3.16", "3.17", "3.17"),
    ],
)
def test_the_rounding_step(value: str, below: str, above: str, shown: str) -> None:
    found = rounding(Fraction(value))
    assert (found.below, found.above, found.shown) == (Fraction(below), Fraction(above), Fraction(shown))
    assert found.middle == (found.below + found.above) / 2


@pytest.mark.parametrize(
    ("decided_by", "index", "band", "other", "beneath"),
    [
        ("exact", "2.599", "low", "high", False),
        ("rounded", "2.599", "high", "low", False),
        ("exact", "2.6", "high", None, False),
        ("exact", "0", "low", None, True),
    ],
)
def test_the_band_and_the_rule_that_decides_it(
    decided_by: str, index: str, band: str, other: str | None, beneath: bool
) -> None:
    by = RUBRIC._replace(decided_by=decided_by, scales=(RUBRIC.scales[0]._replace(step=Fraction(1, 1000)),))
    by = by._replace(scales=decimal_scale())
    blank = index == "0"
    explanation = opened([None if blank else Fraction(index)] * 6, by=by, unfilled="zero" if blank else "refuse")
    decision = explanation.decision
    assert decision is not None
    assert (decision.band.name.id, decision.beneath) == (band, beneath)
    assert (decision.otherwise and decision.otherwise.name.id) == other
    assert decision.deciding == (Fraction(index) if decided_by == "exact" else Fraction("2.6"))
    assert plain(explanation)["band"]["otherwise"] == (other and {"id": other, "en": other.upper()})


def test_json_of_one_figure_has_what_is_above_and_below_it() -> None:
    told = plain(opened(), "I4")
    places = [(node["code"], node["parent"], node["place"]) for node in told["nodes"]]
    assert places == [
        ("index", None, "above"),
        ("D2", "index", "above"),
        ("A3", "D2", "above"),
        ("I4", "A3", "asked"),
        ("I4-1", "I4", "below"),
        ("I4-2", "I4", "below"),
        ("I4-3", "I4", "below"),
    ]
    assert told["asked"] == "I4"
    assert [node["parent"] for node in plain(opened())["nodes"]][:3] == [None, "index", "D1"]


def test_json_tells_faults_documents_and_targets_exactly() -> None:
    fault = problem("E202", Place("f", "S", "D1"), found="x")

    def change(entry):
        if entry.code == "I1":
            return entry._replace(
                answers=(("akhir", Unanswered("faulty", fault.place, fault, (Fraction(2), Fraction(3)))),)
            )
        target = Given(Fraction(5), "5", Place("f", "S", "G1"))
        return entry._replace(
            answers=(("akhir", entry.answers[0][1]),),
            target=target,
            evidence=(Evidence("SK", Place("f", "S", "F1"), level=2),),
        )

    whole = making.assessment(RUBRIC, LEVELS, stages=("akhir",))
    whole = whole._replace(entries=tuple(map(change, whole.entries)))
    told = plain(explain(RUBRIC, score(RUBRIC, whole, "akhir", problems=(fault,))))
    first, second = (node["answer"] for node in told["nodes"] if node["code"] in ("I1", "I2"))
    assert (first["how"], first["unanswered"], first["fault"]["message"]) == ("open", "faulty", "m E202")
    assert first["between"] == {"low": "2", "high": "3"}
    assert (second["target"]["answer"], second["evidence"][0]["level"]) == ("5", 2)
    assert told["index"]["low"]["exact"] != told["index"]["high"]["exact"]
    assert (told["rounding"], told["band"], told["complete"]) == (None, None, False)
    assert (told["stage_source"], told["formula_source"], told["bands"]["source"]) == ("s", "s", "s")
    assert told["sources"]["s"] == {
        "where": {"id": "somewhere", "en": "SOMEWHERE"},
        "page": None,
        "sure": "high",
        "note": None,
    }


def test_a_rubric_without_sources_is_explained_and_says_so() -> None:
    def bare(item):
        return item._replace(weight_source="", criteria_source="", children=tuple(map(bare, item.children)))

    by = RUBRIC._replace(
        sources=(), formula_source="", bands_source="", stages=(), tree=tuple(map(bare, RUBRIC.tree)),
        scales=tuple(scale._replace(source="") for scale in RUBRIC.scales),
    )  # fmt: skip
    told = plain(opened(by=by))
    assert (told["sources"], told["stage_source"], told["formula_source"], told["bands"]["source"]) == ({}, *[None] * 3)
    assert {node["weight_source"] for node in told["nodes"]} == {None}
    assert by.source("") is None


def test_sources_as_plain_data() -> None:
    known = Source(small.text("tabel"), "low", small.text("misprint"), "17-18")
    assert source_plain(known) == {
        "where": {"id": "tabel", "en": "TABEL"},
        "page": "17-18",
        "sure": "low",
        "note": {"id": "misprint", "en": "MISPRINT"},
    }
    assert source_plain(None) is None
