"""Which items of one instrument are which of another: by a crosswalk, else by their codes and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from spbe_index.core.crosswalk import NO_TEXT, Crosswalk, Pair
from spbe_index.core.rubric import Item, Rubric, Text


class ItemPair(NamedTuple):
    """Items that correspond; one side is empty where only the other instrument has it.

    Several on a side are one thing that was split, or several that were merged.
    `comparable`, `note` and `near` are those of the crosswalk, "" and () without one.
    """

    before: tuple[Item, ...]
    after: tuple[Item, ...]
    comparable: str = ""
    note: Text = NO_TEXT
    near: tuple[str, ...] = ()


def item_pairs(before: Rubric, after: Rubric, crosswalk: Crosswalk | None = None) -> tuple[ItemPair, ...]:
    """Every item of both instruments in one pair: those that are new, those that are gone, then those in both.

    Args:
        before, after: The instruments.
        crosswalk: Which questions of the one became which of the other. With
            it everything above the questions is known by its name. Without it,
            an item is the one of its code, but where names say that it only has
            another code.

    """
    pairs = _by_crosswalk(before, after, crosswalk) if crosswalk else _by_code(before, after)
    old, new = ({item.code: place for place, (item, _) in enumerate(one.items())} for one in (before, after))
    added = sorted((pair for pair in pairs if not pair.before), key=lambda pair: new[pair.after[0].code])
    others = sorted((pair for pair in pairs if pair.before), key=lambda pair: old[pair.before[0].code])
    return (*added, *sorted(others, key=lambda pair: bool(pair.after)))


def _by_code(before: Rubric, after: Rubric) -> list[ItemPair]:
    """By code and name together, then by a name that is on another code now, then by code alone."""
    old, new = (tuple(item for item, _ in rubric.items()) for rubric in (before, after))
    pairs: list[ItemPair] = []
    for key in (_code_and_name, _name, _code):
        found = _alike(old, new, key)
        pairs += found
        old, new = _left(old, found), _left(new, found)
    return [*pairs, *_alone(old, new)]


def _by_crosswalk(before: Rubric, after: Rubric, crosswalk: Crosswalk) -> list[ItemPair]:
    """Questions by the crosswalk, what stands above them by name; what the crosswalk does not name stands alone."""
    named = {code for pair in crosswalk.pairs for code in pair.before}
    others = [Pair((leaf.code,), (), "none") for leaf in before.leaves() if leaf.code not in named]
    named = {code for pair in crosswalk.pairs for code in pair.after}
    others += [Pair((), (leaf.code,), "none") for leaf in after.leaves() if leaf.code not in named]
    pairs = []
    for pair in (*crosswalk.pairs, *others):
        old, new = tuple(_known_by(before, pair.before)), tuple(_known_by(after, pair.after))
        if old or new:
            pairs.append(ItemPair(old, new, pair.comparable if old and new else "none", pair.note, pair.near))
    old, new = (tuple(item for item, _ in rubric.items() if not _is_question(item)) for rubric in (before, after))
    found = _alike(old, new, _name)
    return [*pairs, *found, *_alone(_left(old, found), _left(new, found))]


def _is_question(item: Item) -> bool:
    """Whether it is answered directly or by inputs, or is one of those."""
    return all(child.kind == "input" for child in item.children)


def _known_by(rubric: Rubric, codes: tuple[str, ...]) -> Iterator[Item]:
    """The questions whose answers are all among these codes, and the inputs of any other."""
    for item, _ in rubric.items():
        if item.kind != "input" and _is_question(item):
            below = item.children or (item,)
            asked = [leaf for leaf in below if leaf.code in codes]
            yield from (item,) if len(asked) == len(below) else asked


def _alike(before: Sequence[Item], after: Sequence[Item], key: Callable[[Item], Hashable]) -> list[ItemPair]:
    """The items that have a key in common which no other item of their side has."""
    often = [Counter(map(key, items)) for items in (before, after)]
    found = {key(item): item for item in after}
    return [
        ItemPair((item,), (found[key(item)],)) for item in before if [counts[key(item)] for counts in often] == [1, 1]
    ]


def _code(item: Item) -> Hashable:
    return item.code


def _name(item: Item) -> Hashable:
    """On which floor it stands and what it is called, however that is spaced and whatever its capitals."""
    return item.kind, " ".join(item.name.id.casefold().split())


def _code_and_name(item: Item) -> Hashable:
    return item.code, _name(item)


def _left(items: Iterable[Item], pairs: Iterable[ItemPair]) -> tuple[Item, ...]:
    """The items that are in none of the pairs."""
    paired = {id(item) for pair in pairs for item in (*pair.before, *pair.after)}
    return tuple(item for item in items if id(item) not in paired)


def _alone(before: Iterable[Item], after: Iterable[Item]) -> list[ItemPair]:
    return [*(ItemPair((item,), ()) for item in before), *(ItemPair((), (item,)) for item in after)]
