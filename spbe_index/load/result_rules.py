"""What a saved result must be beyond its shape: every figure follows from those below it, and from its instrument."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from spbe_index.core.assessment import Given, Unanswered
from spbe_index.core.ledger import proof
from spbe_index.core.problem import Problem
from spbe_index.core.result import ROOT, Node, Open, Proof, Result, mean
from spbe_index.core.result_json import to_plain
from spbe_index.core.rubric import Rubric, Scale
from spbe_index.core.score import UNFILLED, verdict

#: What is wrong, and where: the code of a node, or a key.
Fault = tuple[str, str]

_MOST_NODES = 2_000
_DEEPEST = 10
_CODE = re.compile(r"[EWN][0-9]{3}")
_REASONS = ("blank", "missing", "faulty")
#: Keys that results saved by earlier versions lack; what they lack follows from the rest.
LATER = ("ledger", "levels_proven", "levels_missing", "between")


def tree_faults(nodes: list[Mapping[str, Any]]) -> Iterator[Fault]:
    """Why the list of nodes makes no tree: a code twice, a parent that does not come before, too many or too deep."""
    if len(nodes) > _MOST_NODES:
        yield "size", str(_MOST_NODES)
        return
    depths = {"": 0}
    for node in nodes:
        code, parent = node["code"], node["parent"]
        if code in depths or code == ROOT:
            yield "twice", code
        elif parent not in depths or depths[parent] >= _DEEPEST:
            yield "parent", code
        else:
            depths[code] = depths[parent] + 1


def figure_faults(result: Result) -> Iterator[Fault]:
    """Every figure that does not follow from others, and every word that is none of the contract's."""
    for node in result.root.walk():
        if what := _node_fault(node):
            yield what, node.code
    if (result.verdict is None) != isinstance(result.index, Open):
        yield "band", "band"
    if result.verdict and result.verdict.decided_by not in ("exact", "rounded"):
        yield "shape", "band.decided_by"
    if result.unfilled not in UNFILLED:
        yield "shape", "unfilled"
    if result.year is not None and not 0 < result.year < 10_000:
        yield "shape", "year"
    faults = [leaf.answer.fault for leaf in result.leaves if leaf.answer and not isinstance(leaf.answer, Given)]
    if not all(_CODE.fullmatch(found.code) for found in (*result.problems, *faults) if found):
        yield "shape", "problems.code"


def written_faults(result: Result, plain: Mapping[str, Any]) -> Iterator[Fault]:
    """Where the file says something else than what it would be written as: a decimal that is not the exact value."""
    pending: list[tuple[str, Any, Any]] = [("", to_plain(result, _untold), plain)]
    while pending:
        key, meant, said = pending.pop()
        if isinstance(meant, dict) and isinstance(said, dict):
            names = [n for n in meant if n not in ("message", "hint") and (n in said or n not in LATER)]
            pending.extend((f"{key}.{name}".lstrip("."), meant[name], said.get(name)) for name in names)
        elif isinstance(meant, list) and isinstance(said, list) and len(meant) == len(said):
            pending.extend((f"{key}[{n}]", *both) for n, both in enumerate(zip(meant, said, strict=True), 1))
        elif meant != said or type(meant) is not type(said):
            yield "written", key


def rubric_faults(result: Result, rubric: Rubric) -> Iterator[Fault]:
    """Where the result is not one of this very rubric file: items, weights, scales, band."""
    asked = [(item.code, item.weight, item.kind) for item, _ in rubric.items()]
    if asked != [(node.code, node.weight, node.kind) for node in result.root.walk() if node.code != ROOT]:
        yield "instrument", "nodes"
        return
    items = {item.code: (item, item.levels or (parent.levels if parent else ())) for item, parent in rubric.items()}
    for leaf in result.leaves:
        item, levels = items[leaf.code]
        scale, value = rubric.scale(item.scale), leaf.value
        least = {"lowest": scale.low, "zero": Fraction(0)}.get(result.unfilled)
        fits = (
            _open_as(leaf, scale)
            if isinstance(value, Open)
            else value == least
            if leaf.assumed
            else scale.allows(value)
        )
        if not fits:
            yield "scale", leaf.code
        # An earlier version saved none of it; where targets are scored there is none either.
        elif leaf.entry and leaf.answer and leaf.proof not in (Proof(), proof(levels, scale, leaf.entry, leaf.answer)):
            yield "written", f"{leaf.code}.levels_missing"
    if not isinstance(result.index, Open) and result.verdict != verdict(rubric.bands, rubric.decided_by, result.index):
        yield "band", "band"


def _open_as(leaf: Node, scale: Scale) -> bool:
    """Whether an open leaf can become what its scale allows, or that part of it which a checklist has left open."""
    between = leaf.answer.between if isinstance(leaf.answer, Unanswered) else None
    low, high = between or (scale.low, scale.high)
    return scale.low <= low <= high <= scale.high and leaf.value == Open(low, high)


def _node_fault(node: Node) -> str:
    """What is wrong with a node; "" when nothing is."""
    if node.weight <= 0:
        return "weight"
    if node.entry is not None and node.answer is not None:
        if node.children:
            return "leaf"
        if isinstance(node.answer, Given):
            return "" if node.value == node.answer.value and not node.assumed else "value"
        if node.answer.reason not in _REASONS:
            return "leaf"
        return "" if isinstance(node.value, Open) != node.assumed else "value"
    if not node.children or node.assumed:
        return "leaf"
    if node.weight != sum((child.weight for child in node.children), Fraction(0)):
        return "weight"
    return "" if node.value == mean(node.children) else "value"


def _untold(_: Problem) -> tuple[str, str]:
    return "", ""
