"""A plan as plain data for JSON (`spbe-plan/1`) and as csv."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from typing import Any

from spbe_index.core.exact import decimal_text, display, exact_text
from spbe_index.core.planned import Alternative, Plan, Step
from spbe_index.core.raises import Raise
from spbe_index.core.result import Result
from spbe_index.core.result_json import number_plain, problem_plain, value_plain
from spbe_index.core.rubric import Rubric
from spbe_index.core.rubric_json import text_plain
from spbe_index.write.export import harmless
from spbe_index.write.plan_words import asked, step_name
from spbe_index.write.words import Words

SCHEMA = "spbe-plan/1"
#: Columns of the csv, in order; numbers have a decimal point in every language, `_exact` is a ratio of whole numbers.
COLUMNS = (
    *("number", "year", "code", "name", "from", "to", "level", "gain", "gain_exact", "cost", "cost_exact"),
    *("index_after", "index_after_exact", "unit", "external", "asked", "evidence"),
)


def plan_plain(plan: Plan | None, result: Result, words: Words) -> dict[str, Any]:
    """The plan as plain data; without an index to start from only whose assessment it is, and its problems."""
    plain: dict[str, Any] = {
        "schema": SCHEMA,
        "agency": result.agency,
        "group": result.group,
        "year": result.year,
        "stage": result.stage or None,
        "rubric": {"id": result.rubric.id, "title": result.rubric.title, "sha256": result.rubric.sha256},
        "unfilled": result.unfilled,
        "index": value_plain(result.index),
        "band": result.verdict and result.verdict.name,
    }
    plain |= _plan(plan) if plan else dict.fromkeys(("target", "reached", "cost", "after"), None) | {"steps": []}
    plain["problems"] = [problem_plain(problem, words.tell) for problem in result.problems]
    return plain


def _plan(plan: Plan) -> dict[str, Any]:
    target, spread = plan.target, plan.spread
    return {
        "target": {
            "at": number_plain(target.at),
            "included": target.included,
            "band": target.band and target.band.name.id,
        },
        "reached": plan.reached,
        "cost": None if plan.cost is None else number_plain(plan.cost),
        "after": {"index": number_plain(plan.after), "band": plan.verdict.name},
        "highest": {
            "cost": number_plain(plan.highest.cost),
            "index": number_plain(plan.highest.reached),
            "band": plan.highest.band.name.id,
        },
        "obstacles": [{"reason": o.reason, "highest": number_plain(o.highest)} for o in plan.obstacles],
        "sets": plan.sets,
        "untold_efforts": list(plan.untold),
        "spread": spread
        and {
            "years": spread.years,
            "per_year": number_plain(spread.ceiling),
            "outcome": spread.outcome,
            "best": spread.best,
        },
        "steps": [_step(step) for step in plan.steps],
        "alternatives": [_alternative(other) for other in plan.alternatives],
        "frontier": [
            {"cost": number_plain(point.cost), "index": number_plain(point.reached), "band": point.band.name.id}
            for point in plan.frontier
        ],
    }


def _step(step: Step) -> dict[str, Any]:
    move = step.move
    criteria = move.criteria
    return {
        **_move(move),
        "level": move.next.number,
        "gain": number_plain(move.gain),
        "cost": number_plain(move.cost),
        "index_after": number_plain(step.index_after),
        "unit": move.node.entry.unit if move.node.entry else "",
        "year": step.year or None,
        "external": move.external,
        "match": criteria and criteria.match,
        "criteria": [text_plain(text) for text in criteria.criteria] if criteria else [],
        "evidence": [text_plain(text) for text in criteria.evidence] if criteria else [],
    }


def _alternative(other: Alternative) -> dict[str, Any]:
    return {"after": number_plain(other.after), "steps": [_move(move) for move in other.moves]}


def _move(move: Raise) -> dict[str, Any]:
    return {"code": move.node.code, "name": move.node.name, "from": exact_text(move.start), "to": exact_text(move.end)}


def plan_csv(plan: Plan | None, rubric: Rubric, words: Words) -> str:
    """One row a step, in the order of the plan; only the head where there is no plan."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, step in enumerate(plan.steps if plan else (), start=1):
        move = step.move
        of_step = asked(move, rubric, words)
        numbers = (text for value in (move.gain, move.cost) for text in _pair(value))
        writer.writerow(
            (
                number,
                step.year or "",
                move.node.code,
                harmless(step_name(move, rubric, words)),
                exact_text(move.start),
                exact_text(move.end),
                move.next.number,
                *numbers,
                display(step.index_after),
                str(step.index_after),
                harmless(move.node.entry.unit if move.node.entry else ""),
                int(move.external),
                harmless(" ".join(of_step.wanted)),
                harmless("; ".join(of_step.evidence)),
            )
        )
    return out.getvalue()


def _pair(value: Fraction) -> tuple[str, str]:
    return decimal_text(value) or display(value, 6), str(value)
