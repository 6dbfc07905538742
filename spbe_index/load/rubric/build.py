"""Plain data of a checked rubric file -> the values of `core/rubric.py`.

The one way from data to a `Rubric`, whether the data comes from YAML or from
its compiled form. It trusts the shape (`schema` has seen it) and is on
the path of every `spbe score`, so it imports nothing but the core.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from spbe_index.core.exact import parse_exact
from spbe_index.core.rubric import (
    Band,
    Example,
    External,
    Interval,
    Item,
    Kind,
    Level,
    LevelCriteria,
    Regulation,
    Rubric,
    Scale,
    Source,
    Stage,
    Text,
)

#: The compiled form. One more whenever this module, `schema` or `compile` changes what the data holds or means:
#: a file compiled by another version is then passed over (`rubric.py`).
FORMAT = 3

Plain = Mapping[str, Any]
_NO_TEXT = Text("", "")


def build_rubric(data: Plain, sha256: str) -> Rubric:
    """Build the rubric that `data` describes; `sha256` is that of the file it was read from."""
    years = data["years"]
    return Rubric(
        id=data["id"],
        title=_text(data["title"]),
        index_name=_text(data["index_name"]),
        regulation=_regulation(data["regulation"]),
        first_year=years["first"],
        last_year=years.get("last"),
        kinds=build_kinds(data),
        scales=build_scales(data),
        bands=build_bands(data),
        bands_source=data["bands"].get("source", ""),
        decided_by=data["bands"]["decided_by"],
        formula_source=data.get("formula", {}).get("source", ""),
        stages=tuple(
            # A stage's own names head columns too: those of the template do in either language.
            Stage(
                stage["code"],
                _text(stage["name"]),
                _text(stage["by"]),
                stage.get("source", ""),
                (*stage["headings"], *stage["name"].values()),
                (*stage.get("titles", ()), *stage["name"].values()),
                tuple(stage.get("covers", ())),
            )
            for stage in data.get("stages", ())
        ),
        sources=tuple(
            (key, Source(_text(source["where"]), source["sure"], _optional(source.get("note")), source.get("page", "")))
            for key, source in data.get("sources", {}).items()
        ),
        defects=_texts(data.get("defects", ())),
        examples=build_examples(data),
        tree=build_tree(data),
        sha256=sha256,
    )


def build_kinds(data: Plain) -> tuple[Kind, ...]:
    """Build the floors of the tree, top first."""
    return tuple(Kind(kind["kind"], kind["prefix"], _text(kind["name"])) for kind in data["kinds"])


def build_scales(data: Plain) -> tuple[Scale, ...]:
    """Build the scales; a level without values counts exactly the whole number it is."""
    return tuple(
        Scale(
            key=scale["key"],
            name=_text(scale["name"]),
            source=scale.get("source", ""),
            low=parse_exact(scale["from"]),
            high=parse_exact(scale["to"]),
            step=parse_exact(scale["step"]) if "step" in scale else None,
            levels=tuple(_level(level) for level in scale["levels"]),
        )
        for scale in data["scales"]
    )


def build_bands(data: Plain) -> tuple[Band, ...]:
    """Build the predicates, lowest first."""
    return tuple(
        Band(_text(band["name"]), _optional(band.get("alias")), _interval(band["values"]))
        for band in data["bands"]["list"]
    )


def build_examples(data: Plain) -> tuple[Example, ...]:
    """Build the worked examples."""
    return tuple(
        Example(
            name=_text(example["name"]),
            source=example.get("source", ""),
            given=tuple((code, parse_exact(value)) for code, value in example["given"].items()),
            expected=tuple(example.get("expected", {}).items()),
            index_exact=parse_exact(example["index_exact"]) if "index_exact" in example else None,
            band=example.get("band", ""),
        )
        for example in data.get("examples", ())
    )


def build_tree(data: Plain) -> tuple[Item, ...]:
    """Build the tree.

    The kind of an item is the floor it stands on (the last one for any deeper, which the rules refuse).
    """
    kinds = tuple(kind["kind"] for kind in data["kinds"])
    return tuple(_item(item, kinds) for item in data["tree"])


def _item(item: Plain, kinds: Sequence[str]) -> Item:
    below = kinds[1:] or kinds
    get = item.get
    return Item(
        code=item["code"],
        kind=kinds[0],
        number=item["number"],
        name=_text(item["name"]),
        weight=parse_exact(item["weight"]),
        weight_source=get("weight_source", ""),
        children=tuple([_item(child, below) for child in get("children", ())]),
        scale=get("scale", ""),
        levels=tuple([_criteria(level) for level in get("levels", ())]),
        criteria_source=get("criteria_source", ""),
        page=get("page", ""),
        aliases=tuple(get("aliases", ())),
        scope=_texts(get("scope", ())),
        note=_optional(get("note")),
        external=_external(item["external"]) if "external" in item else None,
    )


def _criteria(level: Plain) -> LevelCriteria:
    return LevelCriteria(
        level["level"], level.get("builds_on"), level["match"], _texts(level["criteria"]), _texts(level["evidence"])
    )


def _external(external: Plain) -> External:
    points = tuple((parse_exact(index), parse_exact(value)) for index, value in external.get("points", ()))
    return External(
        _text(external["name"]), external["owner"], points, external.get("source", ""), external.get("page", "")
    )


def _level(level: Plain) -> Level:
    number = level["level"]
    whole = Interval(Fraction(number), True, Fraction(number), True)
    values = _interval(level["values"]) if "values" in level else whole
    return Level(number, _text(level["name"]), _text(level["summary"]), values)


def _interval(values: Plain) -> Interval:
    return Interval(
        parse_exact(values["from"]), values["from_included"], parse_exact(values["to"]), values["to_included"]
    )


def _regulation(act: Plain) -> Regulation:
    return Regulation(
        number=_text(act["number"]),
        about=_text(act["about"]),
        signed=act.get("signed", ""),
        promulgated=act.get("promulgated", ""),
        in_force=act.get("in_force", ""),
        gazette=act.get("gazette", ""),
        notes=_texts(act.get("notes", ())),
    )


def _text(text: Plain) -> Text:
    return Text(text["id"], text.get("en") or text["id"])


def _optional(text: Plain | None) -> Text:
    return _NO_TEXT if text is None else _text(text)


def _texts(texts: Sequence[Plain]) -> tuple[Text, ...]:
    return tuple([_text(text) for text in texts])
