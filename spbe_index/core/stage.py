"""Which answers count: those of one stage, of every indicator's latest one, or the targets.

A round of assessment replaces the one before it, but only where it was made: a
visit looks at some indicators only, so what counts now is, indicator by
indicator, the latest stage that has an answer.
"""

from __future__ import annotations

from collections import Counter

from spbe_index.core.assessment import Answer, Assessment, Entry, Given, Unanswered
from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.core.rubric import Rubric

#: The name of what counts now where stages are mixed: each indicator's latest stage that has an answer.
LATEST = "terbaru"
#: The name under which the targets are scored as if they had been reached.
TARGET = "target"


def choose_stage(rubric: Rubric, assessment: Assessment, wanted: str | None) -> tuple[str, tuple[Problem, ...]]:
    """The stage to score, and a note when there was a choice.

    Without a wish it is `LATEST`; where that comes to one and the same column
    for every answer, that column's stage.

    Args:
        rubric: The instrument, which knows the order of the stages.
        assessment: What was handed in.
        wanted: A stage code from `--stage`, `LATEST`, `TARGET`, or None.

    Returns:
        A code to be given to `stage_answers`, and N212 or N240 with the other columns.

    Raises:
        SpbeError: E402, the wanted stage has no column (its choices are named).

    """
    file = Place(assessment.provenance.file)
    if wanted not in (None, LATEST):
        return _wanted(assessment, wanted, file), ()
    known = _in_order(rubric, assessment)
    used = _in_use(assessment, known)
    counted = Counter(_latest(entry, used)[0] for entry in assessment.entries if _has_answer(entry, used))
    if len(counted) > 1:
        named = ", ".join(f"{shown(assessment, stage)} ({counted[stage]})" for stage in used if stage in counted)
        latest = [stage for stage in used if stage in counted][-1]
        return LATEST, (problem("N240", _heading(assessment, latest), stages=named),)
    # Where nothing is filled yet, the stage that is filled in first.
    chosen = next(iter(counted), known[0])
    # The empty column of a stage still to come is no choice.
    filled = [s for s in known if s != chosen and any(_counts(entry.answer(s)) for entry in assessment.entries)]
    if filled:
        others = [shown(assessment, stage) for stage in filled]
        # What can be asked for by name; a column that names no stage cannot.
        other = next((stage for stage in reversed(others) if stage != "-"), "")
        args = {"others": ", ".join(others), "advice": "ask" if other else "name", "other": other}
        return chosen, (problem("N212", _heading(assessment, chosen), stage=shown(assessment, chosen), **args),)
    return chosen, ()


def stage_answers(rubric: Rubric, assessment: Assessment, stage: str) -> dict[str, tuple[str, Answer]]:
    """The answer that counts for each indicator, by code, with the code of the stage it is of.

    Args:
        rubric: The instrument, which knows the order of the stages.
        assessment: What was handed in.
        stage: What `choose_stage` gave.

    """
    if stage == TARGET:
        return {entry.code: (TARGET, _target(entry)) for entry in assessment.entries}
    used = _in_use(assessment, _in_order(rubric, assessment)) if stage == LATEST else [stage]
    found = ((entry.code, _latest(entry, used)) for entry in assessment.entries)
    return {code: (named(assessment, of_stage), answer) for code, (of_stage, answer) in found}


def stages_in_use(rubric: Rubric, assessment: Assessment) -> tuple[str, ...]:
    """The stages that have at least one answer, earliest first, as `stage_answers` takes them; none where none has."""
    used = _in_use(assessment, _in_order(rubric, assessment))
    return tuple(stage for stage in used if any(isinstance(e.answer(stage), Given) for e in assessment.entries))


def named(assessment: Assessment, stage: str) -> str:
    """A stage's code; a column that names none is of the stage that the workbook claims ("" if it claims none)."""
    return stage or assessment.stage_named


def shown(assessment: Assessment, stage: str) -> str:
    """A stage's code as notes name it, a dash for a column that is of no known stage."""
    return named(assessment, stage) or "-"


def _heading(assessment: Assessment, stage: str) -> Place:
    """The cell that heads a stage's levels; the file where none does."""
    return dict(assessment.headings).get(stage, Place(assessment.provenance.file))


def _target(entry: Entry) -> Answer:
    """The target as an answer; an indicator that has a row but no target is one left blank."""
    blank = entry.target == Unanswered("missing") and entry.place.file
    return Unanswered("blank", entry.place) if blank else entry.target


def _wanted(assessment: Assessment, wanted: str | None, file: Place) -> str:
    if wanted in assessment.stages:
        return wanted or ""
    if wanted == assessment.stage_named and "" in assessment.stages:
        return ""
    choices = [shown(assessment, stage) for stage in assessment.stages]
    if any(entry.target != Unanswered("missing") for entry in assessment.entries):
        if wanted == TARGET:
            return TARGET
        choices.append(TARGET)
    raise SpbeError(problem("E402", file, stage=wanted, choices=", ".join(choices)))


def _in_order(rubric: Rubric, assessment: Assessment) -> list[str]:
    """The stages that have a column, earliest first."""
    order = [stage.code for stage in rubric.stages]

    def rank(stage: str) -> tuple[int, bool]:
        # A column that names no stage is of the stage the workbook names, if it names one.
        code = named(assessment, stage)
        return (order.index(code) if code in order else -1, bool(stage))

    return sorted(assessment.stages, key=rank)


def _in_use(assessment: Assessment, known: list[str]) -> list[str]:
    """The stages with an answer, or a part of one: the empty column of a stage still to come replaces nothing."""
    used = [stage for stage in known if any(_settles(e.answer(stage)) for e in assessment.entries)]
    return used or known[-1:]


def _settles(answer: Answer) -> bool:
    """Whether an answer says what the level is, or at least what it can still be."""
    return isinstance(answer, Given) or answer.between is not None


def _counts(answer: Answer) -> bool:
    """Whether a cell speaks at all. One that holds a fault does: what stood before it must not slip back in."""
    return isinstance(answer, Given) or answer.reason == "faulty"


def _has_answer(entry: Entry, used: list[str]) -> bool:
    return any(_counts(entry.answer(stage)) for stage in used)


def _latest(entry: Entry, used: list[str]) -> tuple[str, Answer]:
    """The latest stage whose cell speaks; where none does, the earliest, since that one is filled in first."""
    for stage in reversed(used):
        answer = entry.answer(stage)
        if _counts(answer):
            return stage, answer
    return used[0], entry.answer(used[0])
