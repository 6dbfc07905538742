"""The chapters on the way up and on safety: the plan's own figures, its staircase, and nothing invented."""

from __future__ import annotations

import pytest
from reporting import DECIMALS, OFFICIAL, result_of
from test_html import Page
from years_and_lists import planned, safety

from spbe_index.core.planned import Horizon
from spbe_index.write.html import report_html
from spbe_index.write.view import report_view
from spbe_index.write.view.scene import clean
from spbe_index.write.words import Words


def view_of(plan, values=OFFICIAL, rubric="spbe-2020", language="id", **more):
    return report_view(*result_of(rubric, values), Words(language), plan=plan, **more)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_step_stands_with_its_own_figures(language):
    plan, words = planned(), Words(language)
    view = view_of(plan, language=language)
    rows = [row for year in view.plan.years for row in year.rows]
    assert [row.code for row in rows] == [step.move.node.code for step in plan.steps]
    shown = [words.number(step.index_after) for step in plan.steps]
    # 3.4975 on the way to 3.50 is not shown as if it had arrived.
    shown[18] = words.number(plan.steps[18].index_after, 3)
    assert [row.after for row in rows] == shown
    text = Page(report_html(view)).text
    assert all(row.name in text for row in rows)
    assert "None" not in text


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("rubric", "values"), [("spbe-2020", OFFICIAL), ("pemdi-2026", DECIMALS)])
def test_what_every_step_asks_stands_whole(rubric, values, language):
    plan = planned("Memuaskan", values, rubric)
    text = Page(report_html(view_of(plan, values, rubric, language))).text
    assert any(step.move.criteria for step in plan.steps)
    for step in plan.steps:
        found = step.move.criteria if step.move.now != step.move.next else None
        for told in (*found.criteria, *found.evidence) if found else ():
            assert clean(told.of(language)) in text


def test_that_another_agency_raises_it_is_said_first():
    plan = planned("5", DECIMALS, "pemdi-2026")
    rows = [row for year in view_of(plan, DECIMALS, "pemdi-2026").plan.years for row in year.rows]
    external = [row for row, step in zip(rows, plan.steps, strict=True) if step.move.external]
    assert external
    assert all(row.asked.leads[0].startswith("Nilainya berasal dari indeks instansi lain") for row in external)


def test_the_staircase_is_the_frontier_and_the_plan_lies_on_or_under_it():
    plan = planned()
    climb = view_of(plan).plan.climb
    assert climb.points == tuple((point.cost, point.reached) for point in plan.frontier)
    assert climb.chosen == (plan.cost, plan.after)
    assert climb.low <= plan.before
    assert climb.high == 5


def test_years_are_told_apart():
    view = view_of(planned(horizon=Horizon(3)))
    assert len(view.plan.years) == 3
    assert all(year.title for year in view.plan.years)
    assert sum(len(year.rows) for year in view.plan.years) == len(planned().steps)


def test_what_is_reached_already_needs_no_step_and_shows_none():
    view = view_of(planned("Baik"))
    assert view.plan.years == ()
    assert "sudah tercapai" in view.plan.sentences[0]


def test_nothing_left_to_raise_draws_no_staircase():
    values = [5] * 47
    assert view_of(planned("Memuaskan", values), values).plan.climb is None


@pytest.mark.parametrize(("rubric", "values"), [("spbe-2020", OFFICIAL), ("pemdi-2026", DECIMALS)])
def test_safety_is_told_with_what_a_level_is_worth(rubric, values):
    view = view_of(None, values, rubric, safety=safety(values, rubric))
    assert view.safety.sentences
    assert len(view.safety.worth) > 2
    assert view.safety.chances == ()
    assert view.plan is None
    text = Page(report_html(view)).text
    assert view.safety.sentences[0] in text
    assert "Rencana kenaikan" not in text
