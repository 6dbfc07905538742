"""What is missing from an assessment before it is scored."""

from __future__ import annotations

from spbe_index.core.assessment import Assessment, Entry, Unanswered
from spbe_index.core.problem import Place, Problem, problem
from spbe_index.core.rubric import Rubric, Text
from spbe_index.core.stage import stage_answers


def check(rubric: Rubric, assessment: Assessment, stage: str) -> tuple[Problem, ...]:
    """Every problem that the answers of one stage (as `choose_stage` gave it) have, in rubric order.

    A faulty cell brings its own problem, a blank one E211, an item without a row E209.
    """
    answers = stage_answers(rubric, assessment, stage)
    names = {leaf.code: leaf.name for leaf in rubric.leaves()}
    found: list[Problem] = []
    for entry in assessment.entries:
        _, answer = answers[entry.code]
        if isinstance(answer, Unanswered):
            found.append(answer.fault or _unanswered(entry, answer, names[entry.code], assessment.provenance.file))
    return tuple(dict.fromkeys(found))  # a hidden table is one fault of all that it answers


def _unanswered(entry: Entry, answer: Unanswered, name: Text, file: str) -> Problem:
    code = "E209" if answer.reason == "missing" else "E211"
    place = answer.place if answer.place.file else Place(file)
    return problem(code, place, indicator=entry.code, **name.particulars("name"))
