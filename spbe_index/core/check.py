"""Judgements on an assessment before it is scored: which stage counts, and what is missing from it."""

from __future__ import annotations

from spbe_index.core.assessment import Assessment, Entry, Given, Unanswered
from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.core.rubric import Rubric


def choose_stage(rubric: Rubric, assessment: Assessment, wanted: str | None) -> tuple[str, tuple[Problem, ...]]:
    """The stage to score, and a note when there was a choice.

    Without a wish it is the latest stage of the procedure that holds at least
    one answer: a later stage replaces an earlier one, and an empty column of a
    stage still to come replaces nothing.

    Args:
        wanted: A stage code from `--stage`, or None.

    Raises:
        SpbeError: E402, the wanted stage has no column (its choices are named).

    """
    file = Place(assessment.provenance.file)
    if wanted is not None:
        if wanted in assessment.stages:
            return wanted, ()
        if wanted == assessment.stage_named and "" in assessment.stages:
            return "", ()
        choices = ", ".join(stage or assessment.stage_named or "-" for stage in assessment.stages)
        raise SpbeError(problem("E402", file, stage=wanted, choices=choices))
    order = [stage.code for stage in rubric.stages]

    def rank(stage: str) -> tuple[int, bool]:
        # A column that names no stage is of the stage the workbook names, if it names one.
        named = stage or assessment.stage_named
        return (order.index(named) if named in order else -1, bool(stage))

    known = sorted(assessment.stages, key=rank)
    filled = [stage for stage in known if any(isinstance(e.answer(stage), Given) for e in assessment.entries)]
    chosen = (filled or known)[-1]
    if len(assessment.stages) > 1:
        others = ", ".join(stage or assessment.stage_named or "-" for stage in known if stage != chosen)
        return chosen, (problem("N212", file, stage=chosen or assessment.stage_named or "-", others=others),)
    return chosen, ()


def check(rubric: Rubric, assessment: Assessment, stage: str) -> tuple[Problem, ...]:
    """Every problem that the answers of one stage have, in rubric order.

    A faulty cell brings its own problem, a blank one E211, an item without a row E209.
    """
    names = {leaf.code: leaf.name.id for leaf in rubric.leaves()}
    found: list[Problem] = []
    for entry in assessment.entries:
        answer = entry.answer(stage)
        if isinstance(answer, Unanswered):
            found.append(answer.fault or _unanswered(entry, answer, names[entry.code], assessment.provenance.file))
    return tuple(found)


def _unanswered(entry: Entry, answer: Unanswered, name: str, file: str) -> Problem:
    code = "E209" if answer.reason == "missing" else "E211"
    place = answer.place if answer.place.file else Place(file)
    return problem(code, place, indicator=entry.code, name=name)
