"""What differs in items of two instruments that correspond: name, place, weight, scale, criteria and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.facts import Fact, differing, differing_in
from spbe_index.core.rubric import Item, Rubric
from spbe_index.core.rubric_pairs import ItemPair
from spbe_index.core.wordings import Wording, reworded


class CriteriaDiff(NamedTuple):
    """What differs in what one level of an item demands. Facts are `builds_on` and `match`."""

    level: int
    facts: tuple[Fact, ...]
    criteria: tuple[Wording, ...]
    evidence: tuple[Wording, ...]


class ItemDiff(NamedTuple):
    """An item, or items that correspond by a crosswalk, with what differs.

    `facts` are `code`, `number`, `kind`, `name`, `parent` (its code, None at the
    top), `weight` (percent of the whole, of several items together) and `scale`
    (its key). `also` names what else differs: `note`, `scope`, `aliases`,
    `external`, `sources`, `criteria_order` (where the same stand in another
    one), and `order` (of its children). Between instruments that have a
    crosswalk everything is put otherwise, so that `also` is empty.
    """

    pair: ItemPair
    facts: tuple[Fact, ...] = ()
    levels: tuple[CriteriaDiff, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def changes(self) -> tuple[str, ...]:
        """What happened, by keys: `added` or `removed`, else `split`, `merged` or `regrouped`, and what differs."""
        before, after = self.pair.before, self.pair.after
        if not (before and after):
            return ("removed",) if before else ("added",)
        grouped = {(False, False): (), (False, True): ("split",), (True, False): ("merged",)}
        parts = {
            "criteria": any(level.criteria or level.facts for level in self.levels),
            "evidence": any(level.evidence for level in self.levels),
        }
        return (
            *grouped.get((len(before) > 1, len(after) > 1), ("regrouped",)),
            *(fact.key for fact in self.facts),
            *(key for key, differs in parts.items() if differs),
            *self.also,
        )


class Tree(NamedTuple):
    """Where items stand: the codes of their parents ("" at the top) on each side, and which code became which."""

    before: Mapping[str, str]
    after: Mapping[str, str]
    became: Mapping[str, str]

    @classmethod
    def of(cls, before: Rubric, after: Rubric, pairs: tuple[ItemPair, ...]) -> Tree:
        """The places of all items; what was split, merged or stands alone became no other."""
        old, new = ({item.code: above.code if above else "" for item, above in one.items()} for one in (before, after))
        single = {"": ""} | {p.before[0].code: p.after[0].code for p in pairs if len(p.before) == len(p.after) == 1}
        return cls(old, new, single)

    def moved(self, old: str, new: str) -> bool:
        """Whether an item stands below another parent than the one that became of its own."""
        return self.became.get(self.before[old]) != self.after[new]

    def reordered(self, old: tuple[Item, ...], new: tuple[Item, ...]) -> bool:
        """Whether those of these siblings that stayed stand in another order."""
        theirs = {item.code for item in new}
        stayed = dict.fromkeys(self.became[item.code] for item in old if self.became.get(item.code) in theirs)
        return [*stayed] != [item.code for item in new if item.code in stayed]


def item_diff(pair: ItemPair, tree: Tree, *, edited: bool) -> ItemDiff:
    """A pair with what differs; `edited` where both instruments are versions of one."""
    if not (pair.before and pair.after):
        return ItemDiff(pair)
    share, other = (sum((item.weight for item in side), Fraction(0)) for side in (pair.before, pair.after))
    weight = tuple(differing(("weight", share, other)))
    if (len(pair.before), len(pair.after)) != (1, 1):
        return ItemDiff(pair, weight)
    (old,), (new,) = pair.before, pair.after
    facts = [
        *differing(("code", old.code, new.code)),
        # A number goes with its code.
        *(differing(("number", old.number, new.number)) if old.code == new.code else ()),
        *differing_in(("kind", "name"), old, new),
    ]
    if tree.moved(old.code, new.code):
        facts.append(Fact("parent", tree.before[old.code] or None, tree.after[new.code] or None))
    facts += [*weight, *differing(("scale", old.scale or None, new.scale or None))]
    levels = tuple(_criteria(old, new))
    return ItemDiff(pair, tuple(facts), levels, tuple(_also(old, new, tree, levels)) if edited else ())


def _criteria(before: Item, after: Item) -> Iterator[CriteriaDiff]:
    olds, news = ({level.level: level for level in item.levels} for item in (before, after))
    for number in sorted({*olds, *news}):
        old, new = olds.get(number), news.get(number)
        # How criteria belong together is told where there are some on both sides.
        facts = tuple(differing_in(("builds_on", "match"), old, new)) if old and new else ()
        criteria = reworded(old.criteria if old else (), new.criteria if new else ())
        evidence = reworded(old.evidence if old else (), new.evidence if new else ())
        if facts or criteria or evidence:
            yield CriteriaDiff(number, facts, criteria, evidence)


def _also(old: Item, new: Item, tree: Tree, levels: tuple[CriteriaDiff, ...]) -> Iterator[str]:
    yield from (fact.key for fact in differing_in(("note", "scope", "aliases", "external"), old, new))
    if any(differing_in(("weight_source", "criteria_source", "page"), old, new)):
        yield "sources"
    if old.levels != new.levels and not levels:
        yield "criteria_order"
    if tree.reordered(old.children, new.children):
        yield "order"
