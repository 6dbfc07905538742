"""A result as plain data for JSON, and back, losslessly: the contract `spbe-result/1`.

`to_plain` and `from_plain` are inverse on every `Result`; the sentences of
problems are put in on the way out and ignored on the way in, since code and
particulars say the same in any language.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from spbe_index.core.assessment import Answer, Effort, Entry, Evidence, Given, Provenance, Tick, Unanswered
from spbe_index.core.exact import decimal_text, display, exact_text, parse_exact
from spbe_index.core.ledger import ledger
from spbe_index.core.problem import NOWHERE, Place, Problem
from spbe_index.core.result import ROOT, Node, Open, Proof, Result, RubricRef, Value, Verdict, below

SCHEMA = "spbe-result/1"

#: Gives the (message, hint) of a problem in the language of the output.
Tell = Callable[[Problem], tuple[str, str]]


def number_plain(value: Fraction) -> dict[str, str | None]:
    """The three forms of a number in JSON: exact ratio, finite decimal or null, and two-decimal display."""
    return {"exact": str(value), "decimal": decimal_text(value), "display": display(value)}


def value_plain(value: Value) -> dict[str, str | None] | None:
    """A value of the scored tree as `number_plain` has it; null while it is open."""
    return None if isinstance(value, Open) else number_plain(value)


def problem_plain(problem: Problem, tell: Tell) -> dict[str, Any]:
    """A problem as it stands in JSON output."""
    message, hint = tell(problem)
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": problem.place.file,
        "sheet": problem.place.sheet,
        "cell": problem.place.cell,
        "message": message,
        "hint": hint,
        "args": dict(problem.args),
    }


def to_plain(result: Result, tell: Tell) -> dict[str, Any]:
    """The result as plain data in the order of the contract."""
    return {
        "schema": SCHEMA,
        "agency": result.agency,
        "group": result.group,
        "year": result.year,
        "stage": result.stage or None,
        "stages": list(result.stages),
        "rubric": {"id": result.rubric.id, "title": result.rubric.title, "sha256": result.rubric.sha256},
        "unfilled": result.unfilled,
        "complete": result.complete,
        "index": value_plain(result.index),
        "range": {"low": number_plain(result.low), "high": number_plain(result.high)},
        "band": result.verdict
        and {
            "name": result.verdict.name,
            "decided_by": result.verdict.decided_by,
            "otherwise": result.verdict.otherwise or None,
        },
        "ledger": _ledger_plain(result.root),
        "nodes": [_node_plain(node, parent, tell) for node, parent, _ in below(result.root)],
        "problems": [problem_plain(problem, tell) for problem in result.problems],
        "provenance": {
            "program": result.program,
            "input": result.provenance.file,
            "input_sha256": result.provenance.sha256,
            "reader": result.provenance.reader,
        },
    }


def _node_plain(node: Node, parent: str, tell: Tell) -> dict[str, Any]:
    value = node.value
    plain: dict[str, Any] = {
        "code": node.code,
        "kind": node.kind,
        "parent": parent,
        "name": node.name,
        "weight": str(node.weight),
        "value": value_plain(value),
        "range": {"low": number_plain(value.low), "high": number_plain(value.high)}
        if isinstance(value, Open)
        else None,
        "ledger": _ledger_plain(node),
    }
    if node.entry is not None and node.answer is not None:
        plain |= answer_plain(node.answer, tell)
        plain["assumed"] = node.assumed
        plain["row"] = node.entry.place.address
        plain["target"] = answer_plain(node.entry.target, tell)
        plain["explanation"] = node.entry.explanation
        plain["unit"] = node.entry.unit
        plain["stage"] = node.entry.answers[0][0] or None
        plain["levels_proven"] = list(node.proof.proven)
        plain["levels_missing"] = list(node.proof.missing)
        plain["evidence"] = [evidence_plain(evidence) for evidence in node.entry.evidence]
        plain["criteria"] = [tick_plain(tick) for tick in node.entry.ticks]
        # Few workbooks say what a level costs, and programs that read results need not know of it.
        if node.entry.efforts:
            plain["efforts"] = [
                {"cost": str(e.cost), "level": e.level, "step": e.step, "cell": e.place.address}
                for e in node.entry.efforts
            ]
    return plain


def _ledger_plain(node: Node) -> dict[str, Any]:
    """Counts of the evidence at and below a node, and the codes of the answers that lack some."""
    found = ledger(node)
    return {**found._asdict(), "without": list(found.without), "partial": list(found.partial)}


def evidence_plain(evidence: Evidence) -> dict[str, Any]:
    """Title and cell, and whatever else is known: what the workbook does not say is left out."""
    more = evidence._asdict()
    del more["text"], more["place"]
    said = {name: value for name, value in more.items() if value not in ("", None)}
    return {"text": evidence.text, "cell": evidence.place.address, **said}


def tick_plain(tick: Tick) -> dict[str, Any]:
    """One criterion ticked or not, with its cell."""
    return {
        "level": tick.level,
        "number": tick.number,
        "met": tick.met,
        "cell": tick.place.address,
        "note": tick.note,
    }


def answer_plain(answer: Answer, tell: Tell) -> dict[str, Any]:
    """An answer, or why there is none."""
    if isinstance(answer, Given):
        return {
            "answer": exact_text(answer.value),
            "text": answer.text,
            "cell": answer.place.address,
            "converted_from": None if answer.converted_from is None else str(answer.converted_from),
            "unanswered": None,
            "fault": None,
            "between": None,
        }
    between = answer.between and {"low": str(answer.between[0]), "high": str(answer.between[1])}
    return {
        "answer": None,
        "text": None,
        "cell": answer.place.address,
        "converted_from": None,
        "unanswered": answer.reason,
        "fault": answer.fault and problem_plain(answer.fault, tell),
        "between": between,
    }


def from_plain(plain: Mapping[str, Any]) -> Result:
    """The result that `to_plain` wrote.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: the data is not a
            whole `spbe-result/1`.

    """
    if plain["schema"] != SCHEMA:
        raise ValueError(plain["schema"])
    source = plain["provenance"]
    provenance = Provenance(source["input"], source["input_sha256"], source["reader"])
    under: dict[str, list[Mapping[str, Any]]] = {}
    for node in plain["nodes"]:
        under.setdefault(node["parent"], []).append(node)
    children = tuple(_node_from(node, under, provenance.file) for node in under.get("", []))
    index = plain["index"]
    value = parse_exact(index["exact"]) if index else _open_from(plain["range"])
    band = plain["band"]
    return Result(
        agency=plain["agency"],
        group=plain["group"],
        year=plain["year"],
        stage=plain["stage"] or "",
        stages=tuple(plain["stages"]),
        rubric=RubricRef(**plain["rubric"]),
        unfilled=plain["unfilled"],
        root=Node(ROOT, ROOT, "", sum((child.weight for child in children), Fraction(0)), value, children),
        verdict=Verdict(band["name"], band["decided_by"], band["otherwise"] or "") if band else None,
        problems=tuple(_problem_from(problem) for problem in plain["problems"]),
        provenance=provenance,
        program=source["program"],
    )


def _open_from(span: Mapping[str, Any]) -> Open:
    return Open(parse_exact(span["low"]["exact"]), parse_exact(span["high"]["exact"]))


def _node_from(plain: Mapping[str, Any], under: Mapping[str, Sequence[Mapping[str, Any]]], file: str) -> Node:
    value = plain["value"]
    entry = answer = None
    if "answer" in plain:
        answer = _answer_from(plain, file)
        entry = Entry(
            code=plain["code"],
            answers=((plain["stage"] or "", answer),),
            place=_place_from(plain["row"], file),
            target=_answer_from(plain["target"], file),
            explanation=plain["explanation"],
            unit=plain["unit"],
            evidence=tuple(_evidence_from(evidence, file) for evidence in plain["evidence"]),
            ticks=tuple(
                Tick(t["level"], t["number"], t["met"], _place_from(t["cell"], file), t["note"])
                for t in plain["criteria"]
            ),
            efforts=tuple(
                Effort(parse_exact(e["cost"]), _place_from(e["cell"], file), e["level"], e["step"])
                for e in plain.get("efforts", ())
            ),
        )
    return Node(
        code=plain["code"],
        kind=plain["kind"],
        name=plain["name"],
        weight=parse_exact(plain["weight"]),
        value=parse_exact(value["exact"]) if value else _open_from(plain["range"]),
        children=tuple(_node_from(child, under, file) for child in under.get(plain["code"], [])),
        entry=entry,
        answer=answer,
        assumed=plain.get("assumed", False),
        proof=Proof(tuple(plain.get("levels_proven", ())), tuple(plain.get("levels_missing", ()))),
    )


def _evidence_from(plain: Mapping[str, Any], file: str) -> Evidence:
    more = {name: value for name, value in plain.items() if name not in ("text", "cell")}
    return Evidence(plain["text"], _place_from(plain["cell"], file), **more)


def _answer_from(plain: Mapping[str, Any], file: str) -> Answer:
    place = _place_from(plain["cell"], file)
    if plain["answer"] is None:
        fault, span = plain["fault"], plain.get("between")
        between = (parse_exact(span["low"]), parse_exact(span["high"])) if span else None
        return Unanswered(plain["unanswered"], place, _problem_from(fault) if fault else None, between)
    source = plain["converted_from"]
    return Given(parse_exact(plain["answer"]), plain["text"], place, None if source is None else parse_exact(source))


def _place_from(address: str, file: str) -> Place:
    sheet, _, cell = address.rpartition("!")
    return Place(file, sheet, cell) if address else NOWHERE


def _problem_from(plain: Mapping[str, Any]) -> Problem:
    place = Place(plain["file"], plain["sheet"], plain["cell"])
    return Problem(plain["code"], place, tuple(plain["args"].items()))
