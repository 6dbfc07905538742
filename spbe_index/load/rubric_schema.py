"""The strict shape of a rubric file, `spbe-rubric/1`: which keys, which types, what is required.

Rules between parts of a file (weights that add up, bands without a hole) are in
`rubric_rules`. The models are also the source of the JSON Schema for editors,
which is why their keys carry descriptions. Only authors' files come this way:
pydantic is not imported for a rubric that was compiled.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, WithJsonSchema
from pydantic_core import ErrorDetails

from spbe_index.load.yaml_document import Fault, Path

# Lengths keep exact arithmetic cheap: a hostile file could otherwise ask for numbers of a million digits.
NUMBER = r"^-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,9}|/[1-9][0-9]{0,8})?$"
POSITIVE = r"^(0|[1-9][0-9]{0,8})(\.[0-9]{1,9}|/[1-9][0-9]{0,8})?$"
TWO_PLACES = r"^-?(0|[1-9][0-9]{0,8})\.[0-9]{2}$"
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
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


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", use_attribute_docstrings=True)


class TextShape(_Shape):
    """One wording in both languages."""

    id: Words
    """Indonesian; for official names the official wording."""
    en: Words
    """English, our translation."""


class RegulationShape(_Shape):
    """The legal act."""

    number: TextShape
    about: TextShape
    signed: Date | None = None
    promulgated: Date | None = None
    in_force: Date | None = None
    gazette: Words = ""
    notes: list[TextShape] = []


class YearsShape(_Shape):
    """Assessment years; `last` is omitted while the instrument is in force."""

    first: Year
    last: Year | None = None


class KindShape(_Shape):
    """A floor of the tree and the letters its codes begin with."""

    kind: Key
    prefix: Annotated[str, StringConstraints(pattern=PREFIX)]
    name: TextShape


class SourceShape(_Shape):
    """Where a fact stands and how sure it is."""

    where: TextShape
    sure: Literal["high", "medium", "low"]
    note: TextShape | None = None


class IntervalShape(_Shape):
    """A stretch of values, each edge belonging to it or not."""

    low: Number = Field(alias="from")
    from_included: bool
    high: Number = Field(alias="to")
    to_included: bool


class ScaleLevelShape(_Shape):
    """One step of a scale; `values` only where decimals may be given."""

    level: LevelNumber
    name: TextShape
    summary: TextShape
    values: IntervalShape | None = None


class ScaleShape(_Shape):
    """The answers an indicator may get."""

    key: Key
    name: TextShape
    source: Key
    low: Number = Field(alias="from")
    high: Number = Field(alias="to")
    step: Number | None = None
    """Omitted: any decimal between `from` and `to`."""
    levels: list[ScaleLevelShape] = Field(min_length=1)


class FormulaShape(_Shape):
    """Where the weighted mean is laid down."""

    source: Key


class BandShape(_Shape):
    """A predicate and the index values that earn it."""

    name: TextShape
    alias: TextShape | None = None
    values: IntervalShape


class BandsShape(_Shape):
    """The predicates, lowest first, and whether the exact or the rounded index decides."""

    source: Key
    decided_by: Literal["exact", "rounded"]
    bands: list[BandShape] = Field(alias="list", min_length=1)


class StageShape(_Shape):
    """A round of assessment."""

    code: Key
    name: TextShape
    by: TextShape
    source: Key
    headings: list[Words] = Field(min_length=1)
    """Words that columns of workbooks carry for this stage."""


class ExampleShape(_Shape):
    """A worked example, recomputed whenever the file is checked."""

    name: TextShape
    source: Key
    given: dict[Code, Number] = Field(min_length=1)
    expected: dict[ResultCode, Printed] = {}
    """Two decimals as printed; `index` stands for the whole."""
    index_exact: Number | None = None
    band: Words = ""


class ExternalShape(_Shape):
    """Another agency's index from which an indicator takes its value."""

    name: TextShape
    owner: Words
    points: list[Annotated[list[Number], Field(min_length=2, max_length=2)]] = []
    """Pairs of index and value, joined by straight lines; omitted when not regulated."""
    source: Key
    page: Words = ""


class CriteriaShape(_Shape):
    """What one level of an indicator demands."""

    level: LevelNumber
    builds_on: LevelNumber | None = None
    """The level to be met first; omitted where the criteria name none."""
    match: Literal["all", "any"]
    criteria: list[TextShape] = Field(min_length=1)
    evidence: list[TextShape]


class ItemShape(_Shape):
    """A domain, aspect, indicator or input. `weight` is percent of the whole index."""

    code: Code
    number: Annotated[str, StringConstraints(pattern=ITEM_NUMBER)]
    name: TextShape
    aliases: list[Words] = []
    weight: Weight
    weight_source: Key
    scale: Key = ""
    criteria_source: Key = ""
    page: Words = ""
    scope: list[TextShape] = []
    note: TextShape | None = None
    external: ExternalShape | None = None
    levels: list[CriteriaShape] = []
    children: list[ItemShape] = Field(default=[], min_length=1)


class RubricShape(_Shape):
    """A whole instrument."""

    schema_name: Literal["spbe-rubric/1"] = Field(alias="schema")
    id: Annotated[str, StringConstraints(pattern=ID, max_length=60)]
    title: TextShape
    index_name: TextShape
    regulation: RegulationShape
    years: YearsShape
    kinds: list[KindShape] = Field(min_length=1)
    sources: dict[Key, SourceShape] = Field(min_length=1)
    scales: list[ScaleShape] = Field(min_length=1)
    formula: FormulaShape
    bands: BandsShape
    stages: list[StageShape] = []
    defects: list[TextShape] = []
    """Misprints of the regulation which this file overrides or follows, said aloud."""
    examples: list[ExampleShape] = []
    tree: list[ItemShape] = Field(min_length=1)
    extensions: Nothing = None
    """Reserved for rules that this version cannot honour; must be empty or absent."""


#: What a right value looks like: by pattern, else by kind of error. Examples, so that they need no language.
_RIGHT = {
    NUMBER: '"2.75" | "10/3"',
    POSITIVE: '"2.75" | "10/3"',
    TWO_PLACES: '"3.00"',
    DATE: '"2020-09-02"',
    ID: "spbe-2020",
    KEY: "tabel-9",
    PREFIX: "D | A | I",
    CODE: "D1 | A3 | I12 | I35-2",
    ITEM_NUMBER: '"12" | "35-2"',
    RESULT_CODE: "index | D1 | A3 | I12",
    WORDS: '"abc"',
    "string_type": '"abc"',
    "int_type": "1",
    "bool_type": "true | false",
    "list_type": "[...]",
    "dict_type": "{...}",
    "model_type": "{...}",
}
_LIMITS = {"ge": ">=", "le": "<=", "min_length": ">=", "max_length": "<="}


def shape_faults(data: object) -> Iterator[Fault]:
    """Everything in which `data` departs from the shape of a rubric file."""
    try:
        RubricShape.model_validate(data)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            yield _fault(details, data)


def _fault(details: ErrorDetails, data: object) -> Fault:
    on_key = bool(details["loc"]) and details["loc"][-1] == "[key]"
    path: Path = details["loc"][:-1] if on_key else details["loc"]
    kind, found = details["type"], details["input"]
    if kind == "missing":
        return Fault("E305", path)
    if kind == "extra_forbidden":
        return Fault("E303", path, {"suggestion": _suggestion(path, data)}, on_key=True)
    if kind == "string_type" and isinstance(found, int):
        return Fault("E318", path, {"found": short(found), "write": f'"{short(found)}"'})
    return Fault("E304", path, {"expected": _expected(details), "found": short(found)}, on_key)


def _expected(details: ErrorDetails) -> str:
    limits = details.get("ctx", {})
    if details["type"] == "literal_error":
        return str(limits["expected"]).replace("'", "").replace(" or ", " | ").replace(", ", " | ")
    if "pattern" in limits:
        return _RIGHT[limits["pattern"]]
    known = [f"{sign} {limits[name]}" for name, sign in _LIMITS.items() if name in limits]
    return known[0] if known else _RIGHT.get(details["type"], details["type"])


def _suggestion(path: Path, data: object) -> str:
    """Find the known key nearest to an unknown one and not yet used beside it; empty when none is near."""
    beside: Any = data
    for step in path[:-1]:
        beside = beside[step]
    names = {
        field.alias or name
        for shape in _Shape.__subclasses__()
        for name, field in shape.model_fields.items()
        if (field.alias or name) not in beside
    }
    return next(iter(difflib.get_close_matches(str(path[-1]), sorted(names), n=1)), "")


def short(value: object) -> str:
    """Write a value as it would be written in the file, at most 60 characters."""
    if isinstance(value, dict):
        return "{...}" if value else "{}"
    if isinstance(value, list):
        return "[...]" if value else "[]"
    text = value if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 60 else text[:59] + "…"


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
