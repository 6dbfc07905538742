"""All that the JSON of an explanation says of one answer, of an inner figure and of the whole, held word for word."""

from __future__ import annotations

from fractions import Fraction

import pytest
from test_explain import LEVELS, RUBRIC, at, converted, decimal_scale, opened, plain

from spbe_index.core.assessment import Tick, Unanswered
from spbe_index.core.explain import explain, route
from spbe_index.core.explain_json import explanation_plain
from spbe_index.core.problem import Place, problem

#: What is said of every figure before its numbers.
HEAD = ("code", "kind", "number", "parent", "place", "name", "weight", "weight_source", "share")


def said(word):
    return {"id": word, "en": word.upper()}


def level(number, to):
    return {
        "level": number, "name": said(f"level {number}"),
        "from": str(number), "from_included": True, "to": str(to), "to_included": False,
        "builds_on": number - 1, "match": "all", "criteria": [said(f"criterion {number}")],
    }  # fmt: skip


def sourced(explanation):
    """The same of a rubric that says where the criteria of I1 stand, and on which page."""

    def visit(item):
        if item.code == "I1":
            return item._replace(criteria_source="s", page="7")
        return item._replace(children=tuple(map(visit, item.children)))

    rubric = explanation.rubric._replace(tree=tuple(map(visit, explanation.rubric.tree)))
    return explain(rubric, explanation.result._replace(stage="akhir"))


def test_all_that_is_said_of_an_answer():
    explanation = sourced(converted())
    asked = plain(explanation, "I1")
    assert [(node["code"], node["place"]) for node in asked["nodes"]] == [
        ("index", "above"), ("D1", "above"), ("A1", "above"), ("I1", "asked"),
    ]  # fmt: skip
    told = asked["nodes"][-1]
    answer = told.pop("answer")
    assert [told[key] for key in HEAD] == [
        "I1", "indicator", "1", "A1", "asked", said("i1"), "20", "s", "1/5",
    ]  # fmt: skip
    assert (told["value"]["exact"], told["contribution"]["exact"], told["mean"]) == ("7/2", "7/10", None)
    assert (answer["how"], answer["stage"], answer["cell"]) == ("converted", None, "Penilaian!D5")
    assert answer["scale"] == {
        "key": "whole", "name": said("whole"), "from": "1", "to": "5", "step": None, "source": "s",
    }  # fmt: skip
    assert (answer["level"], answer["next"]) == (level(3, 4), {**level(4, 5), "to_included": True})
    assert [answer[key] for key in ("criteria_of", "criteria_source", "criteria_page")] == ["I1", "s", "7"]
    assert answer["external"] == {
        "name": said("other index"), "owner": "owner", "source": "s", "page": "1",
        "points": [["0", "1"], ["50", "2"], ["100", "5"]],
    }  # fmt: skip
    assert asked["stage"] == "akhir"
    assert asked["stage_source"] == "s"


def test_all_that_is_said_of_an_inner_figure_and_of_the_whole():
    told = plain(opened(), "D1")
    whole, domain, *below = told["nodes"]
    assert [whole[key] for key in HEAD] == [
        "index", "index", None, None, "above", said("index"), "100", None, "1",
    ]  # fmt: skip
    assert [domain[key] for key in HEAD] == [
        "D1", "domain", "1", "index", "asked", said("d1"), "70", "s", "7/10",
    ]  # fmt: skip
    assert {node["place"] for node in below} == {"below"}
    assert told["stage"] is None
    answers = {node["code"]: node["answer"] for node in below if node["answer"]}
    # I2 has no criteria of its own, and its indicator none either.
    assert [answers["I2"][key] for key in ("criteria_of", "criteria_source", "criteria_page", "external")] == [None] * 4


def test_where_a_rubric_names_no_source_none_is_told():
    explanation = converted()
    rubric = explanation.rubric
    scales = tuple(scale._replace(source="") for scale in rubric.scales)

    def visit(item):
        external = item.external and item.external._replace(source="", page="")
        return item._replace(external=external, children=tuple(map(visit, item.children)))

    bare = rubric._replace(scales=scales, tree=tuple(map(visit, rubric.tree)))
    answer = plain(explain(bare, explanation.result), "I1")["nodes"][-1]["answer"]
    assert (answer["external"]["source"], answer["external"]["page"], answer["scale"]["source"]) == (None, None, None)


def test_a_fault_of_a_target_is_worded():
    cell = Place("f", "S", "G1")
    fault = problem("E202", cell, found="x")
    explanation = opened(entry=lambda entry: entry._replace(target=Unanswered("faulty", cell, fault)))
    target = plain(explanation, "I1")["nodes"][-1]["answer"]["target"]
    assert (target["unanswered"], target["fault"]["message"]) == ("faulty", "m E202")


def test_the_next_level_of_an_input_asks_what_its_indicator_does():
    criteria = RUBRIC.tree[0].children[0].children[0].levels
    domain = RUBRIC.tree[1]
    (aspect,) = domain.children
    changed = domain._replace(children=(aspect._replace(children=(aspect.children[0]._replace(levels=criteria),)),))
    explanation = opened(by=RUBRIC._replace(tree=(RUBRIC.tree[0], changed)))
    assert at(explanation, "I4-1").reading.asks == criteria[4]
    answer = plain(explanation, "I4-1")["nodes"][-1]["answer"]
    assert (answer["criteria_of"], answer["next"]["criteria"]) == ("I4", [said("criterion 5")])


def test_an_answer_beside_a_checklist_of_other_cells_was_given():
    tick = Tick(1, 1, True, Place("f", "Kriteria", "E1"))
    assert at(opened(entry=lambda entry: entry._replace(ticks=(tick,))), "I2").reading.how == "given"


@pytest.mark.parametrize("decided_by", ["exact", "rounded"])
def test_the_rule_that_decides_is_told(decided_by):
    by = RUBRIC._replace(decided_by=decided_by, scales=decimal_scale())
    explanation = opened([Fraction("2.599")] * 6, by=by)
    assert explanation.decision.decided_by == decided_by
    assert plain(explanation)["bands"]["decided_by"] == decided_by


def test_a_figure_that_is_not_there_is_named():
    with pytest.raises(KeyError, match="I9"):
        route(opened(LEVELS), "I9")
    with pytest.raises(KeyError, match="I9"):
        explanation_plain(opened(LEVELS), lambda _: ("", ""), "I9")
    with pytest.raises(KeyError, match="I9"):
        opened(LEVELS).result.node("I9")
