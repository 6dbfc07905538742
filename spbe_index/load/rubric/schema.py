"""The strict shape of a rubric file, `spbe-rubric/1`: which keys, which types, what is required.

What departs from it is told by `shape`; rules between parts of a file
(weights that add up, bands without a hole) are in `rules`. The models are
also the source of the JSON Schema for editors, which is why their keys carry
descriptions. Only authors' files come this way: pydantic is not imported for a
rubric that was compiled.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

# Lengths keep exact arithmetic cheap: a hostile file could otherwise ask for numbers of a million digits.
NUMBER = r"^-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,9}|/[1-9][0-9]{0,8})?$"
POSITIVE = r"^(0|[1-9][0-9]{0,8})(\.[0-9]{1,9}|/[1-9][0-9]{0,8})?$"
TWO_PLACES = r"^-?(0|[1-9][0-9]{0,8})\.[0-9]{2}$"
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
# Two words at least: behind "Instrumen" in a workbook, one word alone ("SPBE") does not say which instrument is meant.
ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)+$"
MAX_ID = 60
KEY = r"^[a-z0-9]+([_-][a-z0-9]+)*$"
PREFIX = r"^[A-Z]{1,3}$"
CODE = r"^[A-Z]{1,3}[0-9]{1,4}(-[0-9]{1,4})*$"
ITEM_NUMBER = r"^[0-9]{1,4}(-[0-9]{1,4})*$"
RESULT_CODE = r"^(index|[A-Z]{1,3}[0-9]{1,4}(-[0-9]{1,4})*)$"
WORDS = r"^[^\s]([\s\S]*[^\s])?$"

Words = Annotated[str, StringConstraints(pattern=WORDS)]
Number = Annotated[str, StringConstraints(pattern=NUMBER)]
Weight = Annotated[str, StringConstraints(pattern=POSITIVE)]
Printed = Annotated[str, StringConstraints(pattern=TWO_PLACES)]
Date = Annotated[str, StringConstraints(pattern=DATE)]
Key = Annotated[str, StringConstraints(pattern=KEY)]
Code = Annotated[str, StringConstraints(pattern=CODE)]
ResultCode = Annotated[str, StringConstraints(pattern=RESULT_CODE)]
Year = Annotated[int, Field(ge=1900, le=9999)]
LevelNumber = Annotated[int, Field(ge=0, le=100)]
Nothing = Annotated[Any, WithJsonSchema({"type": ["object", "array"], "maxProperties": 0, "maxItems": 0})]


class Shape(BaseModel):
    """What all parts of a file share: no unknown key, no converting of types."""

    model_config = ConfigDict(strict=True, extra="forbid", use_attribute_docstrings=True)


class TextShape(Shape):
    """One wording in both languages."""

    id: Words
    """Indonesian; for official names the official wording."""
    en: Words | None = None
    """English, a translation; omitted: the Indonesian words stand in English texts too."""


class RegulationShape(Shape):
    """The legal act."""

    number: TextShape
    about: TextShape
    signed: Date | None = None
    promulgated: Date | None = None
    in_force: Date | None = None
    gazette: Words = ""
    notes: list[TextShape] = []


class YearsShape(Shape):
    """Assessment years; `last` is omitted while the instrument is in force."""

    first: Year
    last: Year | None = None


class KindShape(Shape):
    """A floor of the tree and the letters its codes begin with."""

    kind: Key
    prefix: Annotated[str, StringConstraints(pattern=PREFIX)]
    name: TextShape


class SourceShape(Shape):
    """Where a fact stands and how sure it is."""

    where: TextShape
    """Article, annex, table; without the page."""
    page: Words = ""
    """The page or pages, such as "17-18"; omitted when not known, which is then said. Where `where` names several
    places with semicolons between them, so may this their pages: "5; 16-17"."""
    sure: Literal["high", "medium", "low"]
    note: TextShape | None = None


class IntervalShape(Shape):
    """A stretch of values, each edge belonging to it or not."""

    low: Number = Field(alias="from")
    from_included: bool
    high: Number = Field(alias="to")
    to_included: bool


class ScaleLevelShape(Shape):
    """One step of a scale; `values` only where decimals may be given."""

    level: LevelNumber
    name: TextShape
    summary: TextShape
    values: IntervalShape | None = None


class ScaleShape(Shape):
    """The answers an indicator may get."""

    key: Key
    name: TextShape
    source: Key = ""
    low: Number = Field(alias="from")
    high: Number = Field(alias="to")
    step: Number | None = None
    """Omitted: any decimal between `from` and `to`."""
    levels: list[ScaleLevelShape] = Field(min_length=1)


class FormulaShape(Shape):
    """Where the weighted mean is laid down."""

    source: Key = ""


class BandShape(Shape):
    """A predicate and the index values that earn it."""

    name: TextShape
    alias: TextShape | None = None
    values: IntervalShape


class BandsShape(Shape):
    """The predicates, lowest first, and whether the exact or the rounded index decides."""

    source: Key = ""
    decided_by: Literal["exact", "rounded"]
    bands: list[BandShape] = Field(alias="list", min_length=1)


class StageShape(Shape):
    """A round of assessment."""

    code: Key
    name: TextShape
    by: TextShape
    source: Key = ""
    headings: list[Words] = Field(min_length=1)
    """Words that columns of workbooks carry for this stage, besides its names."""
    titles: list[Words] = []
    """Words, besides its names, that mean this stage even among others in a title or in a sheet's name."""
    covers: list[Key] = []
    """Codes of the stages before it that it stands for as a whole; it is then no further step of the procedure."""


class ExampleShape(Shape):
    """A worked example, recomputed whenever the file is checked."""

    name: TextShape
    source: Key = ""
    given: dict[Code, Number] = Field(min_length=1)
    expected: dict[ResultCode, Printed] = {}
    """Two decimals as printed; `index` stands for the whole."""
    index_exact: Number | None = None
    band: Words = ""


class ExternalShape(Shape):
    """Another agency's index from which an indicator takes its value."""

    name: TextShape
    owner: Words
    points: list[Annotated[list[Number], Field(min_length=2, max_length=2)]] = []
    """Pairs of index and value, joined by straight lines; omitted when not regulated."""
    source: Key = ""
    page: Words = ""


class CriteriaShape(Shape):
    """What one level of an indicator demands."""

    level: LevelNumber
    builds_on: LevelNumber | None = None
    """The level to be met first; omitted where the criteria name none."""
    match: Literal["all", "any"]
    criteria: list[TextShape] = Field(min_length=1)
    evidence: list[TextShape]


class ItemShape(Shape):
    """A domain, aspect, indicator or input. `weight` is percent of the whole index."""

    code: Code
    number: Annotated[str, StringConstraints(pattern=ITEM_NUMBER)]
    name: TextShape
    aliases: list[Words] = []
    weight: Weight
    weight_source: Key = ""
    scale: Key = ""
    criteria_source: Key = ""
    page: Words = ""
    scope: list[TextShape] = []
    note: TextShape | None = None
    external: ExternalShape | None = None
    levels: list[CriteriaShape] = []
    children: list[ItemShape] = Field(default=[], min_length=1)


class RubricShape(Shape):
    """A whole instrument."""

    schema_name: Literal["spbe-rubric/1"] = Field(alias="schema")
    id: Annotated[str, StringConstraints(pattern=ID, max_length=MAX_ID)]
    title: TextShape
    index_name: TextShape
    regulation: RegulationShape
    years: YearsShape
    kinds: list[KindShape] = Field(min_length=1)
    sources: dict[Key, SourceShape] = {}
    """By the keys that other parts cite. A rubric of one's own may go without any; what has none says so wherever it is
    explained."""
    scales: list[ScaleShape] = Field(min_length=1)
    formula: FormulaShape | None = None
    bands: BandsShape
    stages: list[StageShape] = []
    defects: list[TextShape] = []
    """Misprints of the regulation which this file overrides or follows, said aloud."""
    examples: list[ExampleShape] = []
    tree: list[ItemShape] = Field(min_length=1)
    extensions: Nothing = None
    """Reserved for rules that this version cannot honour; must be empty or absent."""


def json_schema() -> dict[str, object]:
    """Describe the file format for editors; what a JSON Schema cannot say is checked by `spbe rubric check`."""
    schema: dict[str, object] = RubricShape.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_without_null(schema),
        "title": "spbe-rubric/1",
    }


def _without_null(node: Any) -> Any:
    """Drop the `null` alternatives and defaults: a key without value is a fault, an omitted key is not."""
    if isinstance(node, list):
        return [_without_null(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    if "anyOf" in node:
        rest = [entry for entry in node["anyOf"] if entry != {"type": "null"}]
        node = {**{name: entry for name, entry in node.items() if name != "anyOf"}, **rest[0]}
    return {name: _without_null(entry) for name, entry in node.items() if not (name == "default" and entry is None)}
