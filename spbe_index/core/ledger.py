"""The evidence ledger: which levels of an answer are shown by documents, which are not, and how many in all."""

from collections.abc import Sequence
from typing import NamedTuple

from spbe_index.core.assessment import Answer, Entry, Given
from spbe_index.core.checklist import rests_on
from spbe_index.core.result import Node, Proof
from spbe_index.core.rubric import LevelCriteria, Scale


class Ledger(NamedTuple):
    """The evidence at and below a node.

    `documents` counts them; `proven` and `missing` count levels of answers
    with and without one. `without` are the codes of answers above the lowest
    level that have no document at all, `partial` those that lack one for some level.
    """

    documents: int
    proven: int
    missing: int
    without: tuple[str, ...]
    partial: tuple[str, ...]


def proof(levels: Sequence[LevelCriteria], scale: Scale, entry: Entry, answer: Answer) -> Proof:
    """What the evidence of one answer shows.

    A level above the lowest needs evidence, and so does each level that it
    rests on, and each that a level with evidence rests on. A document that
    names no level may show any of them, so beside one nothing is missing. An
    answer computed from another agency's index needs no evidence.
    """
    shown = {evidence.level for evidence in entry.evidence if evidence.level is not None}
    proven = tuple(sorted(shown))
    unnamed = any(evidence.level is None for evidence in entry.evidence)
    if not isinstance(answer, Given) or answer.converted_from is not None or unnamed:
        return Proof(proven)
    floor = scale.levels[0].number
    claimed = next((level.number for level in scale.levels if answer.value in level.values), floor)
    if claimed == floor:
        return Proof(proven)
    # The numbers of levels need not follow one another, nor have criteria.
    above = [level.number for level in scale.levels[1:]]
    needed = {n for top in {claimed, *shown} for n in rests_on(levels, top) or [n for n in above if n <= top]}
    return Proof(proven, tuple(sorted(needed - shown)))


def ledger(node: Node) -> Ledger:
    """The evidence at and below a node."""
    leaves = [leaf for leaf in node.walk() if leaf.entry is not None]
    documents = {leaf.code: len(leaf.entry.evidence) for leaf in leaves if leaf.entry}
    gaps = [leaf.code for leaf in leaves if leaf.proof.missing]
    return Ledger(
        documents=sum(documents.values()),
        proven=sum(len(leaf.proof.proven) for leaf in leaves),
        missing=sum(len(leaf.proof.missing) for leaf in leaves),
        without=tuple(code for code in gaps if not documents[code]),
        partial=tuple(code for code in gaps if documents[code]),
    )
