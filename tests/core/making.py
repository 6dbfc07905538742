"""Assessments made by hand for tests of the core."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import small

from spbe_index.core.assessment import Answer, Assessment, Entry, Given, Provenance, Unanswered
from spbe_index.core.problem import Place
from spbe_index.core.result import Result
from spbe_index.core.rubric import Rubric
from spbe_index.core.score import score

FILE = "penilaian.xlsx"
SMALL = small.small_rubric()


def given(value: Fraction | int, row: int = 1) -> Given:
    return Given(Fraction(value), str(value), Place(FILE, "Penilaian", f"D{row}"))


def assessment(
    rubric: Rubric,
    values: Mapping[str, Fraction | int | None] | Sequence[Fraction | int | None],
    *,
    stages: tuple[str, ...] = ("",),
    year: int | None = 2023,
) -> Assessment:
    """One with the given values (None is a blank cell) in every stage."""
    leaves = rubric.leaves()
    by_code = values if isinstance(values, Mapping) else dict(zip((leaf.code for leaf in leaves), values, strict=True))
    entries = []
    for row, leaf in enumerate(leaves, 5):
        value = by_code.get(leaf.code)
        place = Place(FILE, "Penilaian", f"D{row}")
        answer: Answer = Unanswered("blank", place) if value is None else given(value, row)
        answers = tuple((stage, answer) for stage in stages)
        entries.append(Entry(leaf.code, answers, Place(FILE, "Penilaian", f"A{row}")))
    return Assessment("Kota Contoh", "Kota", year, stages, "", tuple(entries), Provenance(FILE, "0" * 64, "calamine"))


def scored(
    values: Mapping[str, Fraction | int | None] | Sequence[Fraction | int | None], rubric: Rubric = SMALL, **more: Any
) -> Result:
    """The result of such an assessment, by the small rubric where no other is given."""
    return score(rubric, assessment(rubric, values), "", **more)
