"""(Result, Rubric, Words) -> what the yearly report shows: every number rounded and worded, once.

Nothing is computed here beyond choosing, ordering and wording; what the
figures mean comes from `core.insight`.
"""

from __future__ import annotations

from collections.abc import Sequence

from spbe_index.core.result import Result
from spbe_index.core.rubric import Rubric
from spbe_index.write.view.cover import cover, guide
from spbe_index.write.view.indicators import group, indicators_intro, step_table
from spbe_index.write.view.method import method
from spbe_index.write.view.model import ReportView
from spbe_index.write.view.pieces import strip
from spbe_index.write.view.records import evidence, evidence_gaps, evidence_note, findings, findings_note, seal
from spbe_index.write.view.scene import Scene
from spbe_index.write.view.simulator import simulator
from spbe_index.write.view.stages import stages, unit_rows
from spbe_index.write.view.summary import parts, radar, summary, values_intro
from spbe_index.write.wording import shortened
from spbe_index.write.words import Words

__all__ = ["ReportView", "report_view"]

#: Characters of the agency's name that the two lines of the running header hold.
RUNNING_LIMIT = 110


def report_view(result: Result, rubric: Rubric, words: Words, *, apart: Sequence[Result] = ()) -> ReportView:
    """What the report of a result shows, in the language of `words`.

    `rubric` must be the one the result was scored by; `apart` are the results of
    its stages, earliest first, where it has several.
    """
    scene = Scene(result, rubric, words)
    first = cover(scene)
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
        summary=summary(scene),
        values_intro=values_intro(scene),
        indicators_intro=indicators_intro(scene),
        parts=parts(scene),
        radar=radar(scene),
        groups=tuple(group(scene, node) for node in scene.groups),
        level_numbers=tuple(sorted({level.number for scale in rubric.scales for level in scale.levels})),
        steps=step_table(scene),
        stages=stages(scene, apart),
        units=unit_rows(scene),
        evidence=evidence(scene),
        evidence_note=evidence_note(scene),
        evidence_gaps=evidence_gaps(scene),
        findings=findings(scene),
        findings_note=findings_note(scene),
        method=method(scene),
        simulator=simulator(scene),
        seal=seal(scene),
    )


def _running(scene: Scene) -> str:
    """Agency and year as the running header shows them."""
    short = shortened(scene.agency(), RUNNING_LIMIT)
    return f"{short}, {scene.result.year}" if scene.result.year else short
