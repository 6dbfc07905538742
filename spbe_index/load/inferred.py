"""Blank levels that follow from something else: a checklist, or the published index of another agency."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from spbe_index.core.assessment import Given, Unanswered
from spbe_index.core.problem import Place, problem
from spbe_index.core.rubric import External, LevelCriteria
from spbe_index.load.answers import Gathered
from spbe_index.load.folding import one_line
from spbe_index.load.level import allowed, figure, read_number
from spbe_index.load.sheets import Cell

_SHOWN = 60


def judge(gathered: Gathered, stage: str, levels: Sequence[LevelCriteria]) -> None:
    """Fill a blank level from the checklist: N244 says so, E243 what is still to be judged."""
    from spbe_index.core.checklist import supported  # only where there is a checklist

    known = gathered.answers.get(stage, Unanswered("missing"))
    held = supported(levels, gathered.ticks)
    if held is None or isinstance(known, Given) or known.reason == "faulty":
        return
    code = gathered.item.code
    cells = {(tick.level, tick.number): tick.place for tick in gathered.ticks}
    if held.undecided:
        level, number = held.undecided.level, held.undecided.number
        place = cells.get((level, number), gathered.ticks[0].place)
        fault = problem("E243", place, indicator=code, level=level, number=number)
        between = (Fraction(held.level), Fraction(held.highest))
        gathered.answers[stage] = Unanswered("faulty", place, fault, between)
    else:
        met = [tick.place for tick in gathered.ticks if tick.met and tick.level == held.level]
        place = (met or [gathered.ticks[0].place])[0]
        gathered.answers[stage] = Given(Fraction(held.level), str(held.level), place)
        gathered.problems.append(problem("N244", place, indicator=code, level=held.level))


def convert_external(gathered: Gathered, stages: Sequence[str]) -> None:
    """Fill blank levels from published indices of other agencies.

    An index whose column names no stage counts for the stages in use: all
    that have an answer to anything, so that no empty stage comes to life.
    One whose column names a stage counts for that one only, if it is in use.
    """
    for of_stage, cell, place in gathered.external:
        if of_stage in stages:
            _convert(gathered, of_stage, cell, place)
        elif not of_stage:
            for stage in stages:
                _convert(gathered, stage, cell, place)


def _convert(gathered: Gathered, stage: str, cell: Cell, place: Place) -> None:
    item, scale = gathered.item, gathered.scale
    known = gathered.answers.get(stage, Unanswered("blank", place))
    index = read_number(cell.text) if cell.kind in ("text", "number") else None
    shown = one_line(cell.text)[:_SHOWN] if index is None else figure(index)
    value = item.external.convert(index) if item.external and index is not None else None
    if isinstance(known, Given):
        if known.converted_from is None:
            _compare(gathered, known, value, shown, place, index)
    elif known.reason == "faulty":
        return
    elif value is None or index is None or not scale.allows(value):
        why = _why_not_converted(item.external, index)
        fault = problem("E218", place, indicator=item.code, found=shown, **why, **allowed(scale))
        gathered.answers[stage] = Unanswered("faulty", place, fault)
    else:
        gathered.answers[stage] = Given(value, cell.text, place, converted_from=index)
        gathered.problems.append(problem("N216", place, indicator=item.code, found=shown, value=figure(value)))


def _compare(
    gathered: Gathered, known: Given, value: Fraction | None, shown: str, place: Place, index: Fraction | None
) -> None:
    """Notice where an index says otherwise than the value beside it (W219), or can say nothing (W296)."""
    item = gathered.item
    if value is not None and value != known.value:
        typed = {"found": figure(known.value), "value": figure(value), "index": shown, "other": place.address}
        gathered.problems.append(problem("W219", known.place, indicator=item.code, **typed))
    # An index that the regulation knows, but not how to convert, is kept beside the value for whoever reads it.
    if value is None and not (item.external and index is not None and not item.external.points):
        why = _why_not_converted(item.external, index)
        used = {"found": shown, "value": figure(known.value), "other": known.place.address}
        unused = problem("W296", place, indicator=item.code, **used, **why)
        if all((told.code, told.place) != (unused.code, unused.place) for told in gathered.problems):
            gathered.problems.append(unused)


def _why_not_converted(external: External | None, index: Fraction | None) -> dict[str, str]:
    """Why a published index gives no value, as particulars of E218 and W296."""
    if external is None:
        return {"reason": "none"}
    if index is None:
        return {"reason": "text"}
    if not external.points:
        return {"reason": "rule", "owner": external.owner}
    return {"reason": "outside", "least": figure(external.points[0][0]), "most": figure(external.points[-1][0])}
