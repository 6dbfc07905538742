"""In what a rubric file departs from the shape of `schema`, as faults with what would be right."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from spbe_index.load.rubric import schema
from spbe_index.load.rubric.document import Fault, Path

#: What a right value looks like: by pattern, else by kind of error. Examples need no language; the catalogue
#: has words for those that say too little by themselves.
_RIGHT = {
    schema.NUMBER: '"2.75" | "10/3"',
    schema.POSITIVE: '"2.75" | "10/3"',
    schema.TWO_PLACES: '"3.00"',
    schema.DATE: '"2020-09-02"',
    schema.ID: "id",
    schema.KEY: "tabel-9",
    schema.PREFIX: "D | A | I",
    schema.CODE: "D1 | A3 | I12 | I35-2",
    schema.ITEM_NUMBER: '"12" | "35-2"',
    schema.RESULT_CODE: "index | D1 | A3 | I12",
    schema.WORDS: '"abc"',
    "string_type": '"abc"',
    "int_type": "whole",
    "bool_type": "true | false",
    "list_type": "[...]",
    "dict_type": "{...}",
    "model_type": "{...}",
}
#: Words in keys by which other instruments make a value depend on more than weights and levels.
_RULES = ("gate", "gating", "penalt", "bonus", "threshold", "veto", "gerbang", "pengurang", "prasyarat", "ambang")
_LIMITS = {"ge": ">=", "le": "<=", "min_length": ">=", "max_length": "<="}


def shape_faults(data: object, shape: type[schema.Shape] = schema.RubricShape) -> Iterator[Fault]:
    """Everything in which `data` departs from the shape of a rubric file, or of another kind of file."""
    try:
        shape.model_validate(data)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            yield _fault(details, data, shape)


def _fault(details: ErrorDetails, data: object, shape: type[schema.Shape]) -> Fault:
    on_key = bool(details["loc"]) and details["loc"][-1] == "[key]"
    path: Path = details["loc"][:-1] if on_key else details["loc"]
    kind, found = details["type"], details["input"]
    if kind == "missing":
        return Fault("E305", path)
    if kind == "extra_forbidden":
        return _unknown_key(path, data, shape)
    if kind == "string_type" and isinstance(found, int):
        return Fault("E318", path, {"found": short(found), "write": f'"{short(found)}"'})
    return Fault("E304", path, {"expected": _expected(details), "found": short(found)}, on_key)


def _unknown_key(path: Path, data: object, shape: type[schema.Shape]) -> Fault:
    """E310 where the key names a rule that changes results, which must not look like a slip of the pen; else E303."""
    if any(word in str(path[-1]).casefold() for word in _RULES):
        return Fault("E310", path, on_key=True)
    similar = _suggestion(path, data, shape)
    return Fault("E303", path, {"advice": "similar" if similar else "remove", "suggestion": similar}, on_key=True)


def _expected(details: ErrorDetails) -> str:
    limits = details.get("ctx", {})
    if details["type"] == "int_type" and details["loc"][:1] == ("years",):
        return "year"
    if details["type"] == "literal_error":
        return str(limits["expected"]).replace("'", "").replace(" or ", " | ").replace(", ", " | ")
    if "pattern" in limits:
        return _RIGHT[limits["pattern"]]
    known = [f"{sign} {limits[name]}" for name, sign in _LIMITS.items() if name in limits]
    return known[0] if known else _RIGHT.get(details["type"], details["type"])


def _suggestion(path: Path, data: object, shape: type[schema.Shape]) -> str:
    """Find the known key nearest to an unknown one and not yet used beside it; empty when none is near."""
    beside: Any = data
    for step in path[:-1]:
        beside = beside[step]
    names = {
        field.alias or name
        for part in schema.Shape.__subclasses__()
        if part.__module__ == shape.__module__
        for name, field in part.model_fields.items()
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
