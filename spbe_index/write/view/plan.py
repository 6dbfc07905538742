"""A plan, and how safe the predicate is -> what the report shows of them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from spbe_index.core.outlook import Outlook
from spbe_index.core.planned import Plan, Step
from spbe_index.write.plan_words import GAIN_PLACES, alternatives, asked, step_name, summary, target_label, value_text
from spbe_index.write.robust_words import Safety, chances, outlook_sentences, safety_sentences, worths
from spbe_index.write.view.comparison import stripes
from spbe_index.write.view.plan_model import PlanRow, PlanView, PlanYear, SafetyView
from spbe_index.write.view.scene import Scene, clean
from spbe_index.write.view.shapes import Climb
from spbe_index.write.wording import band_label

#: Characters of what a step asks for that stand under its name.
ASKED_LIMIT = 260


def plan_view(scene: Scene, plan: Plan) -> PlanView:
    """The chapter on the way up."""
    words, rubric = scene.words, scene.rubric
    rows = [_row(scene, number, step) for number, step in enumerate(plan.steps, 1)]
    years: list[PlanYear] = []
    for year in plan.by_year:
        own, rows = rows[: len(year.steps)], rows[len(year.steps) :]
        cost, after = words.exact(year.cost), words.number(year.index_after)
        years.append(PlanYear(words("plan.year", year=year.number, cost=cost, after=after), tuple(own)))
    return PlanView(
        sentences=tuple(clean(text) for text in summary(plan, rubric, words)),
        years=tuple(years) if years else ((PlanYear("", tuple(rows)),) if rows else ()),
        climb=_climb(scene, plan),
        alternatives=tuple(clean(text) for text in alternatives(plan, words)),
    )


def safety_view(scene: Scene, safety: Safety) -> SafetyView:
    """The chapter on how safe the predicate is, what to expect, and what a level is worth."""
    words, outlook = scene.words, safety.outlook
    said = safety_sentences(safety.robustness, scene.result, scene.rubric, words)
    return SafetyView(
        sentences=tuple(clean(text) for text in said),
        outlook=tuple(clean(text) for text in outlook_sentences(outlook, words)) if outlook else (),
        chances=tuple(map(tuple, chances(outlook, scene.rubric, words))) if isinstance(outlook, Outlook) else (),
        worth=tuple(map(tuple, worths(safety.worth, words))),
    )


def _row(scene: Scene, number: int, step: Step) -> PlanRow:
    words, move = scene.words, step.move
    wanted, _ = asked(move, scene.rubric, words)
    unit = scene.cut(move.node.entry.unit, 80) if move.node.entry else ""
    return PlanRow(
        number=str(number),
        code=move.node.code,
        name=clean(step_name(move, scene.rubric, words)),
        asked=scene.cut(" ".join(wanted), ASKED_LIMIT),
        move=f"{value_text(move.start, words)} → {value_text(move.end, words)}",
        gain=words.signed(move.gain, GAIN_PLACES),
        cost=words.exact(move.cost),
        after=words.number(step.index_after),
        unit=unit,
    )


def _climb(scene: Scene, plan: Plan) -> Climb | None:
    """The best index of every effort before the bands; None where nothing can be raised."""
    if len(plan.frontier) < 2:
        return None
    words = scene.words
    points = tuple((point.cost, point.reached) for point in plan.frontier)
    low, high = Fraction(points[0][1] // 1), scene.rubric.bands[-1].values.high
    chosen = (plan.cost, plan.after) if plan.reached and plan.cost else None
    band = band_label(plan.verdict.name, scene.rubric, words)
    label = (
        words("plan.chart.chosen", cost=words.exact(plan.cost), after=words.number(plan.after), band=band)
        if (chosen and plan.cost is not None)
        else ""
    )
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
    )


def _told(scene: Scene, plan: Plan) -> Iterator[str]:
    """Where each predicate begins, for those who cannot see the picture."""
    words, before = scene.words, ""
    for point in plan.frontier:
        band = band_label(point.band.name.id, scene.rubric, words)
        if band != before:
            yield words("plan.chart.point", cost=words.exact(point.cost), after=words.number(point.reached), band=band)
        before = band
