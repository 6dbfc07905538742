"""The stages of one assessment side by side, and who is responsible for what."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from spbe_index.core.exact import weighted_mean
from spbe_index.core.result import ROOT, Open, Result
from spbe_index.core.units import Unit, units
from spbe_index.write.stages import PLACES, Line, stage_lines
from spbe_index.write.view.model import Stage, StageRow, Stages, UnitRow
from spbe_index.write.view.scene import Scene
from spbe_index.write.wording import band_label, stage_label

#: Codes still to be filled in that a row lists before it says how many more.
CODES = 40
NAME_LIMIT = 120


def stages(scene: Scene, results: Sequence[Result]) -> Stages | None:
    """The stages side by side; None where there are not two.

    The index and its parts are shown whether or not they changed, indicators only if they did.
    """
    if len(results) < 2:
        return None
    words = scene.words
    lines = stage_lines(results, scene.rubric, words)
    leaves = {leaf.code for leaf in scene.result.leaves}
    changed = [line for line in lines if line.code in leaves and line.change.difference]
    shown = [line for line in lines if line.code not in leaves or line.change.difference]
    first, last = (stage_label(result, scene.rubric, words) for result in (results[0], results[-1]))
    return Stages(
        intro=scene.counted("stages.intro", len(changed), total=len(leaves), first=first, last=last),
        stages=tuple(_stage(scene, result) for result in results),
        rows=tuple(_row(scene, line) for line in shown),
    )


def _stage(scene: Scene, result: Result) -> Stage:
    band = band_label(result.verdict.name, scene.rubric, scene.words) if result.verdict else ""
    return Stage(
        scene.cut(stage_label(result, scene.rubric, scene.words), NAME_LIMIT), scene.number(result.index), band
    )


def _row(scene: Scene, line: Line) -> StageRow:
    difference, contribution = line.change.difference, line.change.contribution
    return StageRow(
        depth=line.depth,
        code="" if line.code == ROOT else line.code,
        name=scene.cut(line.name, NAME_LIMIT),
        values=tuple(scene.number(value) for value in line.values),
        difference=scene.words.signed(difference),
        contribution=scene.words.signed(contribution, PLACES),
        turn="up" if (difference or 0) > 0 else "down" if difference else "",
    )


def unit_rows(scene: Scene) -> tuple[UnitRow, ...]:
    """Who has what; nothing where the workbook names no unit."""
    found = units(scene.result)
    return tuple(_unit(scene, unit) for unit in found) if any(unit.name for unit in found) else ()


def _unit(scene: Scene, unit: Unit) -> UnitRow:
    pairs: list[tuple[Fraction, Fraction]] = [
        (item.weight, item.value) for item in unit.items if not isinstance(item.value, Open)
    ]
    return UnitRow(
        name=scene.cut(unit.name, NAME_LIMIT) or scene.words("report.units.nobody"),
        items=str(len(unit.items)),
        filled=str(len(unit.items) - len(unit.unfilled)),
        weight=scene.words.number(unit.weight),
        mean=scene.words.number(weighted_mean(pairs)) if pairs else "",
        unfilled=scene.codes(unit.unfilled, CODES),
    )
