"""(Result, Rubric, Words) -> what the yearly report shows: every number rounded and worded, once.

Nothing is computed here beyond choosing, ordering and wording; what the
figures mean comes from `core.insight`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from spbe_index.core.compare import Series
from spbe_index.core.explain import explain
from spbe_index.core.planned import Plan
from spbe_index.core.problem import Problem
from spbe_index.core.result import Result
from spbe_index.core.rubric import Rubric
from spbe_index.core.standing import Among
from spbe_index.write.compare_names import Named
from spbe_index.write.robust_words import Safety
from spbe_index.write.view.comparison import comparison_view
from spbe_index.write.view.comparison_model import StandingView
from spbe_index.write.view.cover import cover, guide, guide_intro
from spbe_index.write.view.explanation import explanation_intro, whole_opened
from spbe_index.write.view.indicators import group, indicators_intro, step_table
from spbe_index.write.view.method import method
from spbe_index.write.view.model import Comparison, ReportView
from spbe_index.write.view.pieces import strip
from spbe_index.write.view.plan import plan_view, safety_view
from spbe_index.write.view.records import evidence, evidence_gaps, evidence_note, findings, findings_note, seal
from spbe_index.write.view.scene import Scene
from spbe_index.write.view.simulator import simulator
from spbe_index.write.view.stages import stages, unit_rows
from spbe_index.write.view.standing import standing_view
from spbe_index.write.view.summary import mean_label, parts, radar, summary, values_intro
from spbe_index.write.wording import shortened
from spbe_index.write.words import Words

__all__ = ["Past", "ReportView", "report_view"]


class Past(NamedTuple):
    """Earlier assessments and, last, the reported one as a series, named, and what must be said of all of them."""

    series: Series
    named: tuple[Named, ...]
    problems: tuple[Problem, ...]


_NO_OPTIONS: Mapping[str, str] = {}

#: Characters of the agency's name that the two lines of the running header hold.
RUNNING_LIMIT = 110


def report_view(
    result: Result,
    rubric: Rubric,
    words: Words,
    *,
    apart: Sequence[Result] = (),
    past: Past | None = None,
    among: Among | None = None,
    plan: Plan | None = None,
    safety: Safety | None = None,
    options: Mapping[str, str] = _NO_OPTIONS,
) -> ReportView:
    """What the report of a result shows, in the language of `words`.

    Args:
        result: The scored assessment.
        rubric: The one it was scored by.
        words: The language.
        apart: The results of its stages, earliest first, where it has several.
        past: Earlier assessments and this one, compared.
        among: Where it stands in a published list.
        plan: The cheapest way to a target.
        safety: How safe its predicate is.
        options: The options of a command line that make this result of the workbook, for the command that the page
            offers: `--stage`, `--rubric`, `--unfilled`, `--encoding`.

    """
    before = _before(past)
    scene = Scene(result, rubric, words, before, among.means if among else None)
    compared = _comparison(past, words) if past else None
    first = cover(scene)
    next_steps, documents = step_table(scene), evidence(scene)
    anchors = {row.anchor for row in next_steps.rows} | {row.anchor for row in documents}
    opened = whole_opened(scene, explain(rubric, result), elsewhere=frozenset(anchors))
    return ReportView(
        words=words,
        accent=scene.accent,
        title=f"{words('report.cover.kind')}: {scene.subject()}",
        instrument=scene.text(rubric.title),
        index_name=scene.index_name,
        top=words.exact(scene.top),
        running=_running(scene),
        cover=first,
        strip=strip(scene),
        guide=guide(scene),
        guide_intro=guide_intro(scene),
        summary=summary(scene, compared),
        values_intro=values_intro(scene),
        indicators_intro=indicators_intro(scene),
        parts=parts(scene),
        radar=radar(scene),
        groups=tuple(group(scene, node) for node in scene.groups),
        level_numbers=tuple(sorted({level.number for scale in rubric.scales for level in scale.levels})),
        steps=next_steps,
        stages=stages(scene, apart),
        units=unit_rows(scene),
        evidence=documents,
        evidence_note=evidence_note(scene),
        evidence_gaps=evidence_gaps(scene),
        findings=findings(scene),
        findings_note=findings_note(scene),
        plan=plan_view(scene, plan) if plan else None,
        safety=safety_view(scene, safety) if safety else None,
        comparison=compared,
        standing=_standing(scene, among),
        parts_before=before.label if before else "",
        parts_mean=mean_label(scene),
        method=method(scene),
        simulator=simulator(scene, options),
        explanation=opened,
        explanation_intro=explanation_intro(scene),
        seal=seal(scene),
    )


def _before(past: Past | None) -> Named | None:
    """The assessment before this one, if it is of the same agency and rubric: only then figures stand side by side."""
    if past is None:
        return None
    leading = past.series.steps[-1]
    return past.named[-2] if leading.one_agency and leading.changes else None


def _comparison(past: Past, words: Words) -> Comparison:
    """All assessments, every step from one to the next, and the whole way."""
    whole = comparison_view(past.series, past.named, past.problems, words)
    leading = whole.steps[len(past.series.steps) - 1]
    return Comparison(whole.results, whole.trend, whole.values, whole.steps, leading, whole.remarks)


def _standing(scene: Scene, among: Among | None) -> StandingView | None:
    if among is None:
        return None
    names = {code: scene.text(item.name) for code, (item, _) in scene.items.items()}
    return standing_view(among, scene.words, names, scene.accent)


def _running(scene: Scene) -> str:
    """Agency and year as the running header shows them."""
    short = shortened(scene.agency(), RUNNING_LIMIT)
    return f"{short}, {scene.result.year}" if scene.result.year else short
