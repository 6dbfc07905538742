"""A result opened, as plain data for JSON: the contract `spbe-explain/1`.

Everything that a figure hangs on stands in the object itself, exact and as
text, so that a program of anybody's can do each step again without the
workbook and without the rubric. Where a fact is laid down stands under its
key in `sources`; null is a rubric's silence, and a `page` of null a page that
nobody has told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spbe_index.core.explain import Decision, Explanation, Figure, Mean, Reading, Rounding, route
from spbe_index.core.result import ROOT, Open, Value
from spbe_index.core.result_json import Tell, answer_plain, evidence_plain, number_plain, problem_plain, tick_plain
from spbe_index.core.rubric import Level, LevelCriteria, Rubric
from spbe_index.core.rubric_json import interval_plain, source_plain, text_plain

SCHEMA = "spbe-explain/1"


def explanation_plain(explanation: Explanation, tell: Tell, asked: str = ROOT) -> dict[str, Any]:
    """An explanation as plain data.

    Args:
        explanation: What `explain` gave.
        tell: Words the problems.
        asked: The code of the figure that is opened; what is above it comes along without what else is below.

    Raises:
        KeyError: there is no figure of this code.

    """
    result, rubric = explanation.result, explanation.rubric
    way, stage = route(explanation, asked), rubric.stage(result.stage)
    return {
        "schema": SCHEMA,
        "agency": result.agency,
        "group": result.group,
        "year": result.year,
        "stage": result.stage or None,
        "rubric": {
            "id": rubric.id,
            "title": text_plain(rubric.title),
            "sha256": rubric.sha256,
            "regulation": text_plain(rubric.regulation.number),
        },
        "unfilled": result.unfilled,
        "complete": result.complete,
        "asked": asked,
        "index": _value_plain(result.index),
        "sources": {key: source_plain(source) for key, source in rubric.sources},
        "stage_source": stage.source or None if stage else None,
        "formula_source": rubric.formula_source or None,
        "rounding": explanation.rounding and _rounding_plain(explanation.rounding),
        "bands": {
            "decided_by": rubric.decided_by,
            "source": rubric.bands_source or None,
            "list": [{"name": text_plain(band.name), **interval_plain(band.values)} for band in rubric.bands],
        },
        "band": explanation.decision and _decision_plain(explanation.decision),
        "nodes": [
            *(_figure_plain(rubric, figure, up, tell, "above") for figure, up in _with_parents(way[:-1])),
            *_below(rubric, way[-1], way[-2].node.code if len(way) > 1 else None, tell, "asked"),
        ],
        "problems": [problem_plain(problem, tell) for problem in result.problems],
        "provenance": {
            "program": result.program,
            "input": result.provenance.file,
            "input_sha256": result.provenance.sha256,
            "reader": result.provenance.reader,
        },
    }


def _with_parents(way: Sequence[Figure]) -> list[tuple[Figure, str | None]]:
    return list(zip(way, (None, *(figure.node.code for figure in way)), strict=False))


def _below(rubric: Rubric, figure: Figure, parent: str | None, tell: Tell, place: str) -> list[dict[str, Any]]:
    below = [plain for part in figure.parts for plain in _below(rubric, part, figure.node.code, tell, "below")]
    return [_figure_plain(rubric, figure, parent, tell, place), *below]


def _value_plain(value: Value) -> dict[str, Any]:
    """A number in its three forms, or the two that it lies between while something is open."""
    if isinstance(value, Open):
        return {"low": number_plain(value.low), "high": number_plain(value.high)}
    return number_plain(value)


def _rounding_plain(rounding: Rounding) -> dict[str, str]:
    return {"rule": "half-up", **{name: str(value) for name, value in rounding._asdict().items()}}


def _decision_plain(decision: Decision) -> dict[str, Any]:
    return {
        "name": text_plain(decision.band.name),
        "deciding": str(decision.deciding),
        "beneath": decision.beneath,
        "otherwise": decision.otherwise and text_plain(decision.otherwise.name),
    }


def _figure_plain(rubric: Rubric, figure: Figure, parent: str | None, tell: Tell, place: str) -> dict[str, Any]:
    node, item = figure.node, figure.item
    return {
        "code": node.code,
        "kind": node.kind,
        "number": item.number if item else None,
        "parent": parent,
        "place": place,
        "name": text_plain(item.name if item else rubric.index_name),
        "weight": str(node.weight),
        "weight_source": (item.weight_source or None) if item else None,
        "share": str(figure.share),
        "value": _value_plain(node.value),
        "contribution": _value_plain(figure.contribution),
        "mean": figure.mean and _mean_plain(figure.mean),
        "answer": figure.reading and _reading_plain(figure, figure.reading, tell),
    }


def _mean_plain(mean: Mean) -> dict[str, Any]:
    return {
        "terms": [
            {
                "code": term.code,
                "weight": str(term.weight),
                "value": _value_plain(term.value),
                "product": _value_plain(term.product),
            }
            for term in mean.terms
        ],
        "sum": _value_plain(mean.total),
        "divisor": str(mean.divisor),
    }


def _reading_plain(figure: Figure, reading: Reading, tell: Tell) -> dict[str, Any]:
    node, scale, judged_by = figure.node, reading.scale, reading.judged_by
    entry, answer, external = reading.entry, reading.answer, figure.item and figure.item.external
    return {
        "how": reading.how,
        **answer_plain(answer, tell),
        "stage": entry.answers[0][0] or None,
        "scale": {
            "key": scale.key,
            "name": text_plain(scale.name),
            "from": str(scale.low),
            "to": str(scale.high),
            "step": scale.step and str(scale.step),
            "source": scale.source or None,
        },
        "level": reading.level and _level_plain(reading.level, reading.criteria),
        "next": reading.following and _level_plain(reading.following, reading.asks),
        "criteria_of": judged_by.code if judged_by.levels else None,
        "criteria_source": judged_by.criteria_source or None,
        "criteria_page": judged_by.page or None,
        "external": external
        and {
            "name": text_plain(external.name),
            "owner": external.owner,
            "points": [[str(index), str(value)] for index, value in external.points],
            "source": external.source or None,
            "page": external.page or None,
        },
        "conversion": reading.conversion
        and {
            "published": str(reading.conversion.published),
            "from": [str(end) for end in reading.conversion.start],
            "to": [str(end) for end in reading.conversion.end],
        },
        "evidence": [evidence_plain(evidence) for evidence in entry.evidence],
        "levels_proven": list(node.proof.proven),
        "levels_missing": list(node.proof.missing),
        "checklist": [tick_plain(tick) for tick in entry.ticks],
        "target": answer_plain(entry.target, tell),
        "unit": entry.unit,
        "explanation": entry.explanation,
    }


def _level_plain(level: Level, criteria: LevelCriteria | None) -> dict[str, Any]:
    return {
        "level": level.number,
        "name": text_plain(level.name),
        **interval_plain(level.values),
        "builds_on": criteria and criteria.builds_on,
        "match": criteria and criteria.match,
        "criteria": [text_plain(text) for text in criteria.criteria] if criteria else [],
    }
