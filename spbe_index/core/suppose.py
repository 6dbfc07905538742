"""An assessment as if some answers were others; what was handed in stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from spbe_index.core.assessment import Assessment, Entry, Given
from spbe_index.core.exact import exact_text
from spbe_index.core.rubric import Rubric
from spbe_index.core.stage import TARGET, stage_answers


def suppose(rubric: Rubric, assessment: Assessment, stage: str, values: Mapping[str, Fraction]) -> Assessment:
    """The assessment with these values given, by code, wherever `stage` would look for the answer that counts.

    Each stands in the cell of the answer it replaces.

    Args:
        rubric: The instrument.
        assessment: What was handed in.
        stage: Which answers count, as `stage.choose_stage` gave it.
        values: What is supposed; each must be allowed on the scale of its item.

    """
    counted = stage_answers(rubric, assessment, stage)

    def supposed(entry: Entry) -> Entry:
        if entry.code not in values:
            return entry
        value = values[entry.code]
        given = Given(value, exact_text(value), counted[entry.code][1].place)
        if stage == TARGET:
            return entry._replace(target=given)
        return entry._replace(answers=tuple((of_stage, given) for of_stage, _ in entry.answers))

    return assessment._replace(entries=tuple(map(supposed, assessment.entries)))
