"""What differs between two instruments as plain data: the JSON of `spbe rubric diff`, `spbe-rubric-diff/1`."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from spbe_index.core.facts import Fact, Told
from spbe_index.core.item_diff import CriteriaDiff, ItemDiff
from spbe_index.core.rubric import Band, Interval, Item, Level, Rubric, Scale, Text
from spbe_index.core.rubric_diff import BandDiff, RubricDiff, ScaleDiff
from spbe_index.core.rubric_json import interval_plain, text_plain
from spbe_index.core.wordings import Wording


def diff_plain(diff: RubricDiff) -> dict[str, Any]:
    """Both instruments and all that differs, every figure exact as text; null is what a side does not have."""
    walk = diff.crosswalk
    return {
        "schema": "spbe-rubric-diff/1",
        "before": _rubric(diff.before),
        "after": _rubric(diff.after),
        "differs": diff.differs,
        "crosswalk": walk and {"via": list(walk.via), "note": text_plain(walk.note)},
        "identity": _facts(diff.identity),
        "scales": [_scale(scale) for scale in diff.scales],
        "decided_by": _facts(diff.decided_by),
        "bands": [_band(band) for band in diff.bands],
        "items": [_item(item) for item in diff.items],
        "also": list(diff.also),
    }


def _rubric(rubric: Rubric) -> dict[str, Any]:
    return {"id": rubric.id, "title": rubric.title.id, "sha256": rubric.sha256}


def _facts(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    return [_fact(fact) for fact in facts]


def _fact(fact: Fact) -> dict[str, Any]:
    """A fact; of a weight the difference too, in percent points."""
    plain = {"what": fact.key, "before": _told(fact.before), "after": _told(fact.after)}
    return plain | {"difference": str(fact.difference)} if fact.key == "weight" else plain


def _told(value: Told) -> Any:
    if isinstance(value, Text):
        return text_plain(value) if value.id else None
    if isinstance(value, Interval):
        return interval_plain(value)
    return str(value) if isinstance(value, Fraction) else value


def _scale(scale: ScaleDiff) -> dict[str, Any]:
    return {
        "key": scale.key,
        "before": scale.before and _whole_scale(scale.before),
        "after": scale.after and _whole_scale(scale.after),
        "facts": _facts(scale.facts),
        "levels": [
            {
                "level": level.number,
                "before": level.before and _level(level.before),
                "after": level.after and _level(level.after),
                "facts": _facts(level.facts),
            }
            for level in scale.levels
        ],
    }


def _whole_scale(scale: Scale) -> dict[str, Any]:
    return {
        "name": text_plain(scale.name),
        "from": str(scale.low),
        "to": str(scale.high),
        "step": scale.step and str(scale.step),
        "levels": [{"level": level.number, **_level(level)} for level in scale.levels],
    }


def _level(level: Level) -> dict[str, Any]:
    return {"name": text_plain(level.name), "values": interval_plain(level.values)}


def _band(band: BandDiff) -> dict[str, Any]:
    return {
        "before": band.before and _whole_band(band.before),
        "after": band.after and _whole_band(band.after),
        "facts": _facts(band.facts),
    }


def _whole_band(band: Band) -> dict[str, Any]:
    return {"name": text_plain(band.name), "values": interval_plain(band.values)}


def _item(item: ItemDiff) -> dict[str, Any]:
    """Items that correspond; `comparable` and what follows from it only where a crosswalk paired them."""
    pair = item.pair
    return {
        "before": [_whole_item(one) for one in pair.before],
        "after": [_whole_item(one) for one in pair.after],
        "changes": list(item.changes),
        "comparable": pair.comparable or None,
        "note": text_plain(pair.note) if pair.note.id else None,
        "near": list(pair.near),
        "facts": _facts(item.facts),
        "levels": [_criteria(level) for level in item.levels],
    }


def _whole_item(item: Item) -> dict[str, Any]:
    return {"code": item.code, "kind": item.kind, "name": text_plain(item.name), "weight": str(item.weight)}


def _criteria(level: CriteriaDiff) -> dict[str, Any]:
    return {
        "level": level.level,
        "facts": _facts(level.facts),
        "criteria": [_wording(one) for one in level.criteria],
        "evidence": [_wording(one) for one in level.evidence],
    }


def _wording(wording: Wording) -> dict[str, Any]:
    before, after = (text and text_plain(text) for text in wording)
    return {"before": before, "after": after}
