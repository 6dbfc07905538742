"""The indicators aspect by aspect, and what the next level of each one asks."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from spbe_index.core.assessment import Given, Unanswered
from spbe_index.core.insight import (
    Step,
    contribution,
    is_strength,
    is_weakness,
    level_criteria,
    steps,
    strength_from,
    weakness_to,
)
from spbe_index.core.result import ROOT, Node, Open
from spbe_index.core.rubric import Level, LevelCriteria, Scale
from spbe_index.write.view.model import Group, IndicatorRow, Named, StepRow, Steps
from spbe_index.write.view.pieces import dots
from spbe_index.write.view.scene import Scene

#: Characters that cells of the tables hold before they are cut.
MEANING_LIMIT = 200
UNIT_LIMIT = 80
ASKS_LIMIT = 240


def indicators_intro(scene: Scene) -> tuple[str, ...]:
    """How the tables of indicators are to be read."""
    words, scale = scene.words, scene.rubric.scales[0]
    quarters = {"strength": words.number(strength_from(scale)), "weakness": words.number(weakness_to(scale))}
    found = [words("report.indicators.intro"), words("report.indicators.quarters", **quarters)]
    if scene.prefix:
        found.append(words("report.indicators.prefix", prefix=scene.prefix))
    return tuple(found)


def group(scene: Scene, node: Node) -> Group:
    """An aspect with its questions."""
    leaves = [leaf for leaf in node.walk() if leaf.entry is not None]
    figures = scene.words(
        "report.group.figures",
        value=scene.number(node.value),
        weight=scene.percent(node.weight),
        contribution=scene.contribution(contribution(node, scene.result.root)),
    )
    return Group(
        code=node.code,
        anchor=f"bagian-{node.code}",
        title=_title(scene, node),
        figures=figures,
        rows=tuple(_row(scene, leaf) for leaf in leaves),
        strengths=tuple(_named(scene, leaf) for leaf in leaves if _judged(scene, leaf, is_strength)),
        weaknesses=tuple(_named(scene, leaf) for leaf in leaves if _judged(scene, leaf, is_weakness)),
    )


def step_table(scene: Scene) -> Steps:
    """Every next level, most valuable first."""
    words = scene.words
    found = steps(scene.rubric, scene.result)
    intro = words("report.steps.intro_decimal" if scene.is_decimal() else "report.steps.intro")
    with_evidence = any(step.criteria and step.criteria.evidence for step in found)
    rows = tuple(_step_row(scene, step) for step in found)
    if not rows:
        answered = any(isinstance(leaf.answer, Given) for leaf in scene.result.leaves)
        intro = words("report.steps.none") if answered else words("report.steps.unanswered")
    return Steps(intro, rows, with_evidence)


def _title(scene: Scene, node: Node) -> str:
    if node.code == ROOT:
        return scene.index_name
    kind = scene.text(scene.rubric.kind(node.kind).name)
    return scene.words("report.group.title", kind=kind, number=scene.official_number(node), name=scene.name(node))


def _row(scene: Scene, leaf: Node) -> IndicatorRow:
    item, _ = scene.items[leaf.code]
    scale = scene.rubric.scale(item.scale)
    level = None if isinstance(leaf.value, Open) else _level_of(scale, leaf.value)
    known = isinstance(leaf.answer, Given)
    facts = {"weight": scene.percent(leaf.weight)}
    return IndicatorRow(
        code=leaf.code,
        number=item.number,
        name=scene.short(leaf),
        facts=scene.words("report.indicators.facts_page", page=item.page, **facts)
        if item.page
        else scene.words("report.indicators.facts", **facts),
        dots=dots(scene, scale, level if known else None, known=known),
        level=_level_words(scene, leaf, level),
        meaning=_meaning(scene, leaf, level if known else None),
        evidence=str(len(leaf.entry.evidence)) if leaf.entry else "",
        unit=_unit(scene, leaf),
        weight=str(leaf.weight),
    )


def _level_of(scale: Scale, value: Fraction) -> Level | None:
    """The level of a value; None for one below the scale (a blank counted as 0)."""
    return scale.level_of(value) if value >= scale.low else None


def _level_words(scene: Scene, leaf: Node, level: Level | None) -> str:
    words, answer = scene.words, leaf.answer
    if isinstance(answer, Unanswered):
        reason = words(f"report.indicators.{answer.reason}")
        if isinstance(leaf.value, Open):
            return reason
        return words("report.indicators.assumed", reason=reason, value=scene.level(leaf.value, leaf.code))
    value = "" if isinstance(leaf.value, Open) else scene.level(leaf.value, leaf.code)
    return words("report.indicators.level_named", value=value, name=scene.text(level.name) if level else "")


def _meaning(scene: Scene, leaf: Node, level: Level | None) -> str:
    """The criteria of the level reached, as many sentences as fit; its summary where the rubric gives none."""
    if level is None:
        return ""
    item, parent = scene.items[leaf.code]
    found = level_criteria(item, parent, level.number)
    text = some_criteria(scene, found, MEANING_LIMIT) or scene.text(level.summary)
    if isinstance(leaf.answer, Given) and leaf.answer.converted_from is not None:
        index = scene.words.exact(leaf.answer.converted_from)
        text += " " + scene.words("report.indicators.converted", index=index)
    return text


def some_criteria(scene: Scene, criteria: LevelCriteria | None, limit: int) -> str:
    """As many criteria as fit into `limit` characters, the first in any case; an ellipsis says that there are more."""
    sentences = [scene.text(text) for text in criteria.criteria] if criteria else []
    text = "".join(sentences[:1])
    for sentence in sentences[1:]:
        if len(text) + len(sentence) >= limit:
            return text + "\u00a0…"  # never alone on a line
        text += " " + sentence
    return text


def _unit(scene: Scene, leaf: Node) -> str:
    unit = scene.cut(leaf.entry.unit, UNIT_LIMIT) if leaf.entry else ""
    return scene.words("report.indicators.unit", unit=unit) if unit else ""


def _judged(scene: Scene, leaf: Node, judge: Callable[[Scale, Fraction], bool]) -> bool:
    """Whether an answer that was given is a strength, or a weakness."""
    scale = scene.rubric.scale(scene.items[leaf.code][0].scale)
    return isinstance(leaf.answer, Given) and judge(scale, leaf.answer.value)


def _named(scene: Scene, leaf: Node) -> Named:
    answer = leaf.answer
    figure = scene.level(answer.value, leaf.code) if isinstance(answer, Given) else ""
    return Named(f"{scene.official_number(leaf)}. {scene.short(leaf)}", figure)


def _from_to(scene: Scene, step: Step) -> dict[str, object]:
    """From level to level; from value to value on a scale of decimals, where a point need not be a level."""
    if scene.is_decimal(step.node.code):
        return {"now": scene.number(step.node.value), "next": scene.words.number(step.reaches)}
    return {"now": step.now.number if step.now else 0, "next": step.next.number}


def _step_row(scene: Scene, step: Step) -> StepRow:
    words, entry = scene.words, step.node.entry
    target = entry.target if entry else None
    found = step.criteria
    criteria = tuple(scene.text(text) for text in found.criteria) if found else ()
    return StepRow(
        anchor=f"naik-{step.node.code}",
        number=scene.official_number(step.node),
        name=scene.short(step.node),
        rise=words("report.steps.rise", **_from_to(scene, step)),
        target=words("report.steps.target", value=scene.level(target.value, step.node.code))
        if isinstance(target, Given)
        else "",
        gain=words("report.steps.gain", gain=scene.fine(step.gain)),
        lead=words("report.steps.any") if found and found.match == "any" else "",
        criteria=criteria or (words("report.steps.no_criteria"),),
        evidence=tuple(scene.text(text) for text in found.evidence) if found else (),
    )
