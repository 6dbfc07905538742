"""The cover, and the page that tells how to read the report."""

from __future__ import annotations

from spbe_index.core.result import Open
from spbe_index.write.view.model import Cover, ScaleGuide, ScaleLevel
from spbe_index.write.view.pieces import dots
from spbe_index.write.view.scene import Scene
from spbe_index.write.wording import band_label, otherwise_sentence, unanswered, unfilled_sentence
from spbe_index.write.words import clean


def cover(scene: Scene) -> Cover:
    """The first page of the report."""
    words, result = scene.words, scene.result
    year = words("report.cover.year", year=result.year) if result.year else words("report.cover.year_unknown")
    name, by, standing = _stage(scene)
    return Cover(
        agency=scene.agency(),
        year=year,
        stage=name,
        stage_by=by,
        stage_standing=standing,
        value=words.number(result.low) if result.verdict else "",
        band=band_label(result.verdict.name, scene.rubric, words) if result.verdict else "",
        waiting=""
        if result.verdict
        else words("report.open.range", low=words.number(result.low), high=words.number(result.high)),
        notices=notices(scene),
    )


def notices(scene: Scene) -> tuple[str, ...]:
    """What must be said wherever index or predicate stand: warnings, what is open or assumed, the other rule."""
    words, result = scene.words, scene.result
    warned = (clean(words.tell(one)[0]) for one in result.problems if one.code == "N293")
    found = [*warned, otherwise_sentence(result, scene.rubric, words), unfilled_sentence(result, words)]
    assumed = tuple(leaf for leaf in result.leaves if leaf.assumed)
    if assumed:
        found.append(words(f"report.open.assumed.{result.unfilled}", count=len(assumed), codes=scene.codes(assumed)))
    without = tuple(leaf for leaf in result.leaves if isinstance(leaf.value, Open))
    if without:
        found.append(scene.counted("open.count", len(without), total=len(result.leaves)))
    for reason, leaves in unanswered(without).items():
        found.append(words(f"report.open.{reason}", count=len(leaves), codes=scene.codes(leaves)))
    return tuple(sentence for sentence in found if sentence)


def guide_intro(scene: Scene) -> str:
    """What an answer is: a level, or a value of which the level is the stretch it lies in."""
    if not scene.is_decimal():
        return scene.words("report.guide.levels")
    scales = [scale for scale in scene.rubric.scales if scale.step is None]
    low, high = min(scale.low for scale in scales), max(scale.high for scale in scales)
    return scene.words("report.guide.decimal", low=scene.words.number(low), high=scene.words.number(high))


def guide(scene: Scene) -> tuple[ScaleGuide, ...]:
    """The levels of every scale with what they mean."""
    return tuple(
        ScaleGuide(
            scene.text(scale.name),
            tuple(
                ScaleLevel(
                    dots(scene, scale, level), f"{level.number} {scene.text(level.name)}", scene.text(level.summary)
                )
                for level in scale.levels
            ),
        )
        for scale in scene.rubric.scales
    )


def _stage(scene: Scene) -> tuple[str, str, str]:
    """Name of the stage, who carries it out, and where it stands in the procedure."""
    words, rubric, code = scene.words, scene.rubric, scene.result.stage
    stage = rubric.stage(code)
    if not code and not rubric.stages:
        return words("report.cover.stage_none"), "", words("report.cover.stage_none_note")
    if not code:
        return words("report.cover.stage_unknown"), "", words("report.cover.stage_unknown_note")
    if stage is None:
        return scene.cut(code, 80), "", words("report.cover.stage_other")
    steps = [one.code for one in rubric.stages if not one.covers]
    count = len(steps)
    if stage.covers:
        covered = [steps.index(one) + 1 for one in stage.covers]
        standing = words("report.cover.stage_covers", first=min(covered), last=max(covered), count=count)
    elif code == steps[-1]:
        standing = words("report.cover.stage_final", count=count)
    else:
        standing = words("report.cover.stage_not_final", position=steps.index(code) + 1, count=count)
    return scene.text(stage.name), words("report.cover.stage_by", by=scene.text(stage.by)), standing
