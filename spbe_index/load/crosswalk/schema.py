"""The strict shape of a crosswalk file, `spbe-crosswalk/1`; what must agree with the rubrics is in `rules`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from spbe_index.load.rubric.schema import ID, Code, Shape, TextShape

RubricId = Annotated[str, StringConstraints(pattern=ID)]


class PairShape(Shape):
    """Questions that correspond; an empty side means that only the other instrument asks for it."""

    before: list[Code] = Field(alias="from")
    after: list[Code] = Field(alias="to")
    comparable: Literal["full", "partly", "low", "none"]
    near: list[Code] = Field(default=[])
    """Codes of the other instrument, where one side is empty."""
    note: TextShape


class CrosswalkShape(Shape):
    """A whole file."""

    format: Literal["spbe-crosswalk/1"] = Field(alias="schema")
    before: RubricId = Field(alias="from")
    after: RubricId = Field(alias="to")
    title: TextShape
    note: TextShape
    """Whose analysis it is."""
    warning: TextShape
    """What must not be done with the two indices."""
    sources: list[TextShape] = Field(min_length=1)
    pairs: list[PairShape] = Field(min_length=1)
