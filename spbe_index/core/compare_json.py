"""Comparisons as plain data for JSON: the contract `spbe-compare/1`.

Every number has its three forms (`number_plain`). Where none can be given it is
null, and `not_comparable` beside it says why: "open", "low", "new", "dropped".
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from spbe_index.core.bridge import Group, NoDifference, NotAsked, Parts, Side
from spbe_index.core.compare import Comparison, Series, movers
from spbe_index.core.crosswalk import Crosswalk
from spbe_index.core.problem import Problem
from spbe_index.core.result import Result
from spbe_index.core.result_json import Tell, number_plain, problem_plain, to_plain, value_plain

SCHEMA = "spbe-compare/1"


def series_plain(series: Series, tell: Tell, language: str, problems: Iterable[Problem] = ()) -> dict[str, Any]:
    """A series as plain data.

    Args:
        series: What `compare.series` gave.
        tell: Words the problems.
        language: "id" or "en", for what the crosswalks say.
        problems: Those of the comparison itself; those of all results come behind them, each once.

    """
    every = dict.fromkeys((*problems, *(found for result in series.results for found in result.problems)))
    return {
        "schema": SCHEMA,
        "results": [to_plain(result, tell) for result in series.results],
        "comparisons": [
            {"from": first, "to": last, **comparison_plain(comparison, language)}
            for first, last, comparison in series.comparisons
        ],
        "problems": [problem_plain(found, tell) for found in every],
    }


def comparison_plain(comparison: Comparison, language: str) -> dict[str, Any]:
    """One comparison: difference, parts, what moved, every group, and every node where both are of one rubric."""
    moved = movers(comparison)
    return {
        "before": _result_plain(comparison.before),
        "after": _result_plain(comparison.after),
        "one_instrument": comparison.one_instrument,
        "difference": _number(comparison.difference),
        "not_comparable": _reason(comparison.difference),
        "parts": _parts_plain(comparison.parts),
        "crosswalk": None if comparison.one_instrument else _crosswalk_plain(comparison.crosswalk, language),
        "rose": [_codes(group) for group in moved.rose],
        "fell": [_codes(group) for group in moved.fell],
        "drove": [_codes(group) for group in moved.drove],
        "groups": [_group_plain(group, language) for group in comparison.groups],
        "nodes": [
            {
                "code": change.before.code,
                "before": value_plain(change.before.value),
                "after": value_plain(change.after.value),
                "difference": _number(change.difference),
                "contribution": _number(change.contribution),
                "not_comparable": "open" if change.difference is None else None,
            }
            for change in comparison.changes
        ],
    }


def _result_plain(result: Result) -> dict[str, Any]:
    return {
        "agency": result.agency,
        "year": result.year,
        "stage": result.stage or None,
        "rubric": result.rubric.id,
        "index": value_plain(result.index),
        "band": result.verdict.name if result.verdict else None,
    }


def _crosswalk_plain(crosswalk: Crosswalk, language: str) -> dict[str, Any]:
    return {
        "from": crosswalk.before,
        "to": crosswalk.after,
        "via": list(crosswalk.via),
        "title": crosswalk.title.of(language),
        "note": crosswalk.note.of(language),
        "warning": crosswalk.warning.of(language),
        "sources": [source.of(language) for source in crosswalk.sources],
    }


def _group_plain(group: Group, language: str) -> dict[str, Any]:
    parts = group.parts
    return {
        **_codes(group),
        "comparable": group.pair.comparable,
        "before": _side_plain(group.before),
        "after": _side_plain(group.after),
        "difference": _number(group.difference),
        "not_comparable": _reason(group.difference),
        "contribution": _number(parts.total if isinstance(parts, Parts) else parts),
        "parts": _parts_plain(parts),
        "near": list(group.pair.near),
        "note": group.pair.note.of(language),
    }


def _codes(group: Group) -> dict[str, list[str]]:
    return {"from": list(group.pair.before), "to": list(group.pair.after)}


def _side_plain(side: Side | NotAsked) -> dict[str, Any] | None:
    if isinstance(side, NotAsked):
        return None
    return {"share": number_plain(side.share), "value": value_plain(side.value)}


def _number(value: Fraction | NoDifference | None) -> dict[str, Any] | None:
    return number_plain(value) if isinstance(value, Fraction) else None


def _reason(value: Fraction | NoDifference) -> str | None:
    return value.reason if isinstance(value, NoDifference) else None


def _parts_plain(parts: Parts | NoDifference) -> dict[str, Any] | None:
    if isinstance(parts, NoDifference):
        return None
    return {name: number_plain(value) for name, value in parts._asdict().items()}
