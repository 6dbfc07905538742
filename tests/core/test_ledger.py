"""The evidence ledger, and that an answer settled in part by its checklist leaves only the rest open."""

from __future__ import annotations

from fractions import Fraction

import making
import pytest
import small

from spbe_index.core.assessment import Assessment, Entry, Evidence, Given, Unanswered
from spbe_index.core.ledger import Ledger, ledger, proof
from spbe_index.core.problem import NOWHERE, Place
from spbe_index.core.result import Open, Proof
from spbe_index.core.rubric import LevelCriteria, Rubric
from spbe_index.core.score import score
from spbe_index.core.stage import TARGET

RUBRIC = small.small_rubric()


def documents(*levels: int | None) -> tuple[Evidence, ...]:
    return tuple(Evidence(f"Dokumen {n}", Place("a", "B", f"C{n}"), level=level) for n, level in enumerate(levels))


def shown(claimed: int, *levels: int | None, criteria: tuple[LevelCriteria, ...] = ()) -> Proof:
    entry = Entry("I1", (), evidence=documents(*levels))
    return proof(criteria, RUBRIC.scales[0], entry, making.given(claimed))


@pytest.mark.parametrize(
    ("claimed", "levels", "proven", "missing"),
    [
        (3, (), (), (2, 3)),
        (3, (2, 3), (2, 3), ()),
        (3, (2,), (2,), (3,)),
        (3, (3, 3), (3,), (2,)),
        (3, (2, None), (2,), ()),
        (2, (4,), (4,), (2, 3)),
        (1, (), (), ()),
        (1, (3,), (3,), ()),
    ],
)
def test_what_the_documents_of_an_answer_show(
    claimed: int, levels: tuple[int | None, ...], proven: tuple[int, ...], missing: tuple[int, ...]
) -> None:
    assert shown(claimed, *levels) == Proof(proven, missing)


def test_a_level_rests_only_on_what_the_regulation_names() -> None:
    leaps = tuple(LevelCriteria(n, base, "all", (), ()) for n, base in ((1, None), (2, 1), (3, 1)))
    assert shown(3, 3, criteria=leaps) == Proof((3,), ())


def test_levels_need_not_be_numbered_one_after_the_other() -> None:
    scale = RUBRIC.scales[0]
    apart = scale._replace(
        levels=tuple(level._replace(number=n) for level, n in zip(scale.levels, (2, 4, 7, 10, 11), strict=True))
    )
    entry = Entry("I1", (), evidence=documents(7))
    assert proof((), apart, entry, making.given(4)) == Proof((7,), (4, 10))


def test_nothing_is_missing_where_nothing_is_claimed() -> None:
    entry = Entry("I1", (), evidence=documents(2))
    scale = RUBRIC.scales[0]
    assert proof((), scale, entry, Unanswered("blank")) == Proof((2,))
    assert proof((), scale, entry, Given(Fraction(3), "62,5", NOWHERE, Fraction(125, 2))) == Proof((2,))
    assert proof((), scale, entry, Given(Fraction(99), "99", NOWHERE)) == Proof((2,))


def handed_in(rubric: Rubric) -> Assessment:
    """Level 3 everywhere: the first item without evidence, the second with a part of it, the others with all."""
    plain = making.assessment(rubric, [3] * 6)
    pieces = [(), documents(2), *([documents(None)] * 4)]
    entries = (e._replace(evidence=p, target=making.given(4)) for e, p in zip(plain.entries, pieces, strict=True))
    return plain._replace(entries=tuple(entries))


def test_the_counts_of_a_node_are_those_of_all_below_it() -> None:
    result = score(RUBRIC, handed_in(RUBRIC), "")
    codes = [leaf.code for leaf in result.leaves]
    assert ledger(result.root) == Ledger(5, 1, 3, (codes[0],), (codes[1],))
    assert ledger(result.node(codes[1])) == Ledger(1, 1, 1, (), (codes[1],))
    parts = [ledger(child) for child in result.root.children]
    assert sum(part.documents for part in parts) == 5
    assert sum(part.missing for part in parts) == 3


def test_a_target_needs_no_evidence_yet() -> None:
    assert all(leaf.proof == Proof() for leaf in score(RUBRIC, handed_in(RUBRIC), TARGET).leaves)


def test_what_a_checklist_has_settled_is_no_longer_open() -> None:
    plain = making.assessment(RUBRIC, [3] * 6)
    first = plain.entries[0]
    settled = Unanswered("faulty", first.place, None, (Fraction(3), Fraction(4)))
    part = first._replace(answers=(("", settled),))
    result = score(RUBRIC, plain._replace(entries=(part, *plain.entries[1:])), "")
    assert result.leaves[0].value == Open(Fraction(3), Fraction(4))
    assert result.low == 3
    assert result.high == 3 + result.leaves[0].weight / 100
