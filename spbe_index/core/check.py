"""What is missing from an assessment before it is scored."""

from __future__ import annotations

from spbe_index.core.assessment import Assessment, Unanswered
from spbe_index.core.exact import decimal_text, display
from spbe_index.core.problem import Place, Problem, problem
from spbe_index.core.rubric import Item, Rubric
from spbe_index.core.stage import stage_answers


def check(rubric: Rubric, assessment: Assessment, stage: str) -> tuple[Problem, ...]:
    """Every problem that the answers of one stage (as `choose_stage` gave it) have, in rubric order.

    A faulty cell brings its own problem, a blank one E211, an item without a row E209.
    """
    answers = stage_answers(rubric, assessment, stage)
    leaves = {leaf.code: leaf for leaf in rubric.leaves()}
    found: list[Problem] = []
    for entry in assessment.entries:
        _, answer = answers[entry.code]
        if isinstance(answer, Unanswered):
            found.append(answer.fault or _unanswered(answer, leaves[entry.code], rubric, assessment.provenance.file))
    return tuple(dict.fromkeys(found))  # a hidden table is one fault of all that it answers


def _unanswered(answer: Unanswered, leaf: Item, rubric: Rubric, file: str) -> Problem:
    code = "E209" if answer.reason == "missing" else "E211"
    place = answer.place if answer.place.file else Place(file)
    value = rubric.scale(leaf.scale).example()
    example = decimal_text(value) or display(value)
    return problem(code, place, indicator=leaf.code, example=example, **leaf.name.particulars("name"))
