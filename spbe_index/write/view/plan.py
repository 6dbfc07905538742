"""A plan, and how safe the predicate is -> what the report shows of them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from spbe_index.core.outlook import Outlook
from spbe_index.core.planned import Plan, Step
from spbe_index.write.plan_words import (
    GAIN_PLACES,
    Asked,
    alternatives,
    asked,
    reached,
    step_name,
    step_title,
    summary,
    target_label,
    value_text,
)
from spbe_index.write.robust_words import Safety, chances, outlook_sentences, safety_sentences, worths
from spbe_index.write.view.comparison import stripes
from spbe_index.write.view.plan_model import PlanRow, PlanView, PlanYear, SafetyView
from spbe_index.write.view.scene import Scene, clean
from spbe_index.write.view.shapes import Climb, Mark
from spbe_index.write.wording import band_label, worth_form

#: A step that asks more characters than these may be divided between two pages.
_LONG = 900


def plan_view(scene: Scene, plan: Plan) -> PlanView:
    """The chapter on the way up."""
    words, rubric = scene.words, scene.rubric
    rows = [_row(scene, plan, number, step) for number, step in enumerate(plan.steps, 1)]
    years: list[PlanYear] = []
    for year in plan.by_year:
        own, rows = rows[: len(year.steps)], rows[len(year.steps) :]
        cost, after = words.effort(year.cost), reached(year.index_after, plan, rubric, words)
        years.append(PlanYear(words("plan.year", year=year.number, cost=cost, after=after), tuple(own)))
    return PlanView(
        sentences=tuple(clean(text) for text in summary(plan, rubric, words)),
        years=tuple(years) if years else ((PlanYear("", tuple(rows)),) if rows else ()),
        climb=_climb(scene, plan),
        alternatives=tuple(clean(text) for text in alternatives(plan, rubric, words)),
    )


def safety_view(scene: Scene, safety: Safety) -> SafetyView:
    """The chapter on how safe the predicate is, what to expect, and what a level is worth."""
    words, outlook = scene.words, safety.outlook
    said = safety_sentences(safety.robustness, scene.result, scene.rubric, words)
    return SafetyView(
        sentences=tuple(clean(text) for text in said),
        outlook=tuple(clean(text) for text in outlook_sentences(outlook, words)) if outlook else (),
        chances=tuple(map(tuple, chances(outlook, scene.rubric, words))) if isinstance(outlook, Outlook) else (),
        worth_title=words(f"robust.worth.title{worth_form(scene.rubric)}"),
        worth=tuple(map(tuple, worths(safety.worth, scene.rubric, words))),
    )


def _row(scene: Scene, plan: Plan, number: int, step: Step) -> PlanRow:
    words, move = scene.words, step.move
    of_step = Asked(*(tuple(map(clean, texts)) for texts in asked(move, scene.rubric, words)))
    return PlanRow(
        number=str(number),
        code=move.node.code,
        name=clean(step_name(move, scene.rubric, words)),
        title=clean(step_title(number, move, scene.rubric, words)),
        asked=of_step,
        long=sum(len(text) for texts in of_step for text in texts) > _LONG,
        move=f"{value_text(move.start, words)} → {value_text(move.end, words)}",
        gain=words.signed(move.gain, GAIN_PLACES),
        cost=words.effort(move.cost),
        after=reached(step.index_after, plan, scene.rubric, words),
        unit=clean(move.node.entry.unit) if move.node.entry else "",
    )


def _climb(scene: Scene, plan: Plan) -> Climb | None:
    """The best index of every effort before the bands; None where nothing can be raised."""
    if len(plan.frontier) < 2:
        return None
    words = scene.words
    points = tuple((point.cost, point.reached) for point in plan.frontier)
    low, high = Fraction(points[0][1] // 1), scene.rubric.bands[-1].values.high
    chosen, label = None, ""
    if plan.reached and plan.cost:
        chosen = (plan.cost, plan.after)
        band = band_label(plan.verdict.name, scene.rubric, words)
        after = reached(plan.after, plan, scene.rubric, words)
        label = words("plan.chart.chosen", cost=words.effort(plan.cost), after=after, band=band)
    told = "; ".join(_told(scene, plan))
    target = target_label(plan.target, scene.rubric, words)
    return Climb(
        title=words("plan.chart", target=target),
        description=told,
        low=low,
        high=high,
        stripes=tuple(stripe for stripe in stripes(scene.rubric, words) if stripe.high > low),
        points=points,
        chosen=chosen,
        chosen_label=label,
        effort=words("plan.chart.effort"),
        ticks=tuple(Mark(Fraction(tick), words.whole(tick)) for tick in round_ticks(points[0][0], points[-1][0])),
    )


def round_ticks(low: Fraction, high: Fraction) -> range:
    """At most eight whole numbers at round distances."""
    steps = (digit * 10**power for power in range(30) for digit in (1, 2, 5))
    step = next(step for step in steps if (high - low) / step <= 7)
    return range(int(-(-low // step)) * step, int(high // 1) + 1, step)


def _told(scene: Scene, plan: Plan) -> Iterator[str]:
    """Where each predicate begins, for those who cannot see the picture."""
    words, before = scene.words, ""
    for point in plan.frontier:
        band = band_label(point.band.name.id, scene.rubric, words)
        if band != before:
            after = reached(point.reached, plan, scene.rubric, words)
            yield words("plan.chart.point", cost=words.effort(point.cost), after=after, band=band)
        before = band
