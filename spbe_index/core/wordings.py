"""Which wordings of a list are gone, new, or put otherwise in another: criteria and evidence of two instruments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.rubric import Text

#: Two wordings that share so much of their words say the same thing in other words.
_ALIKE = Fraction(1, 2)
#: Of longer lists nothing is taken as reworded: each wording would be held against each.
_MOST = 100


class Wording(NamedTuple):
    """What one list says and the other does not, or says in other words; None where a side has nothing of it."""

    before: Text | None
    after: Text | None


def reworded(before: Sequence[Text], after: Sequence[Text]) -> tuple[Wording, ...]:
    """What differs between two lists, whatever their order: changed and removed in the order before, then added.

    Of what only one of them has, those belong together that are most alike by
    their words, and the two that are left where each list has one.
    """
    both = Counter(before) & Counter(after)
    gone, new = _without(before, both), _without(after, both)
    pairs = dict(_alike(gone, new)) if max(len(gone), len(new)) <= _MOST else {}
    alone = [place for place in range(len(gone)) if place not in pairs]
    others = [place for place in range(len(new)) if place not in pairs.values()]
    if len(alone) == len(others) == 1:
        pairs[alone[0]] = others.pop()
    changed = (Wording(text, new[pairs[place]] if place in pairs else None) for place, text in enumerate(gone))
    return (*changed, *(Wording(None, new[place]) for place in others))


def _without(texts: Iterable[Text], both: Counter[Text]) -> list[Text]:
    """The texts but for those that both lists have, each as often as both have it."""
    left = both.copy()
    kept = []
    for text in texts:
        if left[text]:
            left[text] -= 1
        else:
            kept.append(text)
    return kept


def _alike(gone: Sequence[Text], new: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """Places that belong together, the most alike first; of equals, those that stand furthest up in both lists."""
    ours, theirs = ([Counter(text.id.casefold().split()) for text in texts] for texts in (gone, new))
    found = [(_shared(a, b), i, j) for i, a in enumerate(ours) for j, b in enumerate(theirs)]
    taken: tuple[set[int], set[int]] = (set(), set())
    for shared, i, j in sorted(found, key=lambda one: (-one[0], one[1] + one[2])):
        if shared >= _ALIKE and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield i, j


def _shared(ours: Counter[str], theirs: Counter[str]) -> Fraction:
    """How much of the words of two texts both have, 0 to 1."""
    return Fraction(2 * (ours & theirs).total(), (ours.total() + theirs.total()) or 1)
