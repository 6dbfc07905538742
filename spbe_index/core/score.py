"""Assessment and rubric in, Result out: weighted means up the tree, and the band at the top.

Source of the arithmetic: the formulas of each regulation, cited in the rubric
file (59/2020: Lampiran Bab II.B.4). A value of an inner item is the weighted
mean of its children; no step in between is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from spbe_index.core.assessment import Assessment, Entry, Given
from spbe_index.core.exact import half_up, weighted_mean
from spbe_index.core.ledger import proof
from spbe_index.core.problem import Problem
from spbe_index.core.result import ROOT, Node, Open, Proof, Result, RubricRef, Value, Verdict, mean
from spbe_index.core.rubric import Band, Item, Rubric
from spbe_index.core.stage import TARGET, named, stage_answers

#: How unanswered items may be treated. The default gives no index; the others only when asked for.
UNFILLED = ("refuse", "lowest", "zero")


def score(
    rubric: Rubric,
    assessment: Assessment,
    stage: str,
    *,
    unfilled: str = "refuse",
    problems: tuple[Problem, ...] = (),
    program: str = "",
) -> Result:
    """The assessment scored at one stage.

    Args:
        rubric: The instrument.
        assessment: What was handed in, understood against the same rubric.
        stage: Which answers count: what `stage.choose_stage` gave ("" for a column that names no stage).
        unfilled: "refuse" gives no index while an item is unanswered; "lowest"
            counts blank items as the lowest value of their scale, "zero" as 0.
            A cell that holds something that is no answer is never counted.
        problems: What is to be reported with the result.
        program: Name and version of the program, for provenance.

    """
    # In the result an entry has the one answer that counts, under the name of its stage.
    answers = stage_answers(rubric, assessment, stage)
    entries = {entry.code: entry._replace(answers=(answers[entry.code],)) for entry in assessment.entries}
    root = _root(rubric, entries, unfilled)
    return Result(
        agency=assessment.agency,
        group=assessment.group,
        year=assessment.year,
        stage=named(assessment, stage),
        stages=tuple(dict.fromkeys(named(assessment, one) for one in assessment.stages)),
        rubric=RubricRef(rubric.id, rubric.title.id, rubric.sha256),
        unfilled=unfilled,
        root=root,
        verdict=_verdict_of(rubric, root),
        problems=problems,
        provenance=assessment.provenance,
        program=program,
    )


def score_again(result: Result, rubric: Rubric) -> Result:
    """What comes of the answers of a result when nothing else of it is believed: tree, weights, values, band.

    Raises:
        ValueError: its answers are not those that the rubric asks for.

    """
    entries = {leaf.code: leaf.entry for leaf in result.leaves if leaf.entry}
    if set(entries) != {leaf.code for leaf in rubric.leaves()} or result.unfilled not in UNFILLED:
        raise ValueError(result.rubric.id)
    root = _root(rubric, entries, result.unfilled)
    ref = RubricRef(rubric.id, rubric.title.id, rubric.sha256)
    return result._replace(rubric=ref, root=root, verdict=_verdict_of(rubric, root))


def evaluate(tree: Sequence[Item], given: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Values of all items that follow from the given ones, by code; the whole stands under `index`.

    A given value counts for its item whatever stands below it, as in the
    regulations' worked examples, which start at any floor of the tree.
    """
    found: dict[str, Fraction] = {}

    def visit(item: Item) -> Fraction | None:
        parts = [(child.weight, visit(child)) for child in item.children]
        value = given.get(item.code) if item.code in given else _whole_mean(parts)
        if value is not None:
            found[item.code] = value
        return value

    index = _whole_mean([(item.weight, visit(item)) for item in tree])
    if index is not None:
        found[ROOT] = index
    return found


def verdict(bands: Sequence[Band], decided_by: str, index: Fraction) -> Verdict:
    """The band of an index by the rule that decides it ("exact" or "rounded"), and what the other rule would say.

    No regulation says whether the exact or the rounded index decides; official
    lists have used both, so every output tells when they differ.
    """
    by_rule = {"exact": band_name(bands, index), "rounded": band_name(bands, half_up(index))}
    name = by_rule.pop(decided_by)
    (other,) = by_rule.values()
    return Verdict(name, decided_by, "" if other == name else other)


def band_name(bands: Sequence[Band], value: Fraction) -> str:
    """The official name of the band that `value` lies in.

    Counting blanks as 0 can bring an index below the lowest band (which begins
    at the lowest level); it is then of the lowest band.
    """
    for band in bands:
        if value in band.values:
            return band.name.id
    return bands[0].name.id


def _root(rubric: Rubric, entries: Mapping[str, Entry], unfilled: str) -> Node:
    """The scored tree; each entry has the one answer that counts."""
    children = tuple(_node(item, None, rubric, entries, unfilled) for item in rubric.tree)
    return Node(ROOT, ROOT, "", sum((child.weight for child in children), Fraction(0)), mean(children), children)


def _verdict_of(rubric: Rubric, root: Node) -> Verdict | None:
    return None if isinstance(root.value, Open) else verdict(rubric.bands, rubric.decided_by, root.value)


def _node(item: Item, parent: Item | None, rubric: Rubric, entries: Mapping[str, Entry], unfilled: str) -> Node:
    if item.children:
        children = tuple(_node(child, item, rubric, entries, unfilled) for child in item.children)
        return Node(item.code, item.kind, item.name.id, item.weight, mean(children), children)
    scale = rubric.scale(item.scale)
    entry = entries[item.code]
    ((stage, answer),) = entry.answers
    value: Value
    assumed = False
    if isinstance(answer, Given):
        value = answer.value
    elif unfilled != "refuse" and answer.reason != "faulty":
        value, assumed = (scale.low if unfilled == "lowest" else Fraction(0)), True
    else:
        value = Open(*(answer.between or (scale.low, scale.high)))
    levels = item.levels or (parent.levels if parent else ())
    # A target is still to be reached: nobody has evidence for it.
    shown = Proof() if stage == TARGET else proof(levels, scale, entry, answer)
    return Node(item.code, item.kind, item.name.id, item.weight, value, (), entry, answer, assumed, shown)


def _whole_mean(parts: list[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    known = [(weight, value) for weight, value in parts if value is not None]
    return weighted_mean(known) if known and len(known) == len(parts) else None
