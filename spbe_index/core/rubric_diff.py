"""What differs between two instruments: who they are, scales, predicates, and item by item.

Everything that a rubric file says is looked at. What decides scores, and what
people are asked for, is told with what stands on each side; of the rest
(sources, notes, headings of stages) only which of it differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spbe_index.core.crosswalk import Crosswalk
from spbe_index.core.facts import Fact, differing, differing_in
from spbe_index.core.item_diff import ItemDiff, Tree, item_diff
from spbe_index.core.rubric import Band, Level, Rubric, Scale
from spbe_index.core.rubric_pairs import item_pairs


class LevelDiff(NamedTuple):
    """A level of a scale that differs; None where a side has none of this number."""

    number: int
    before: Level | None
    after: Level | None
    facts: tuple[Fact, ...] = ()


class ScaleDiff(NamedTuple):
    """A scale that differs, known by its key; without facts and levels where only one side has it."""

    key: str
    before: Scale | None
    after: Scale | None
    facts: tuple[Fact, ...] = ()
    levels: tuple[LevelDiff, ...] = ()


class BandDiff(NamedTuple):
    """A predicate that differs, known by its name, or by its values where it has another name now."""

    before: Band | None
    after: Band | None
    facts: tuple[Fact, ...] = ()


class RubricDiff(NamedTuple):
    """Two instruments and all that differs; `crosswalk` is what their items were paired by, None for codes and names.

    `identity` holds `title`, `index_name`, `regulation`, `about`, `signed`,
    `promulgated`, `in_force`, `gazette`, `first_year`, `last_year`; `decided_by`
    has an entry where another value decides the predicate. `also` names what
    else differs: `kinds`, `stages`, `sources`, `examples`, `defects`, `notes`,
    and `order` (of the topmost items). Ids and digests differ without being told.
    """

    before: Rubric
    after: Rubric
    crosswalk: Crosswalk | None
    identity: tuple[Fact, ...]
    scales: tuple[ScaleDiff, ...]
    decided_by: tuple[Fact, ...]
    bands: tuple[BandDiff, ...]
    items: tuple[ItemDiff, ...]
    also: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether there is any difference."""
        return any((self.identity, self.scales, self.decided_by, self.bands, self.items, self.also))


def rubric_diff(before: Rubric, after: Rubric, crosswalk: Crosswalk | None = None) -> RubricDiff:
    """Hold one instrument against another.

    Args:
        before, after: The instruments.
        crosswalk: Which questions became which, where they are two instruments
            and not one that was edited; see `item_pairs`.

    Raises:
        ValueError: the crosswalk is one of other instruments.

    """
    if crosswalk and (crosswalk.before, crosswalk.after) != (before.id, after.id):
        raise ValueError(f"{crosswalk.before} to {crosswalk.after} is no crosswalk for these instruments")
    pairs = item_pairs(before, after, crosswalk)
    tree = Tree.of(before, after, pairs)
    items = (item_diff(pair, tree, edited=crosswalk is None) for pair in pairs)
    return RubricDiff(
        before=before,
        after=after,
        crosswalk=crosswalk,
        identity=tuple(_identity(before, after)),
        scales=tuple(_scales(before, after)),
        decided_by=tuple(differing_in(("decided_by",), before, after)),
        bands=tuple(_bands(before.bands, after.bands)),
        items=tuple(item for item in items if item.changes),
        also=tuple(_also(before, after, tree)),
    )


def _identity(before: Rubric, after: Rubric) -> Iterator[Fact]:
    old, new = before.regulation, after.regulation
    yield from differing_in(("title", "index_name"), before, after)
    yield from differing(("regulation", old.number, new.number), ("about", old.about, new.about))
    yield from differing(
        ("signed", old.signed or None, new.signed or None),
        ("promulgated", old.promulgated or None, new.promulgated or None),
        ("in_force", old.in_force or None, new.in_force or None),
        ("gazette", old.gazette or None, new.gazette or None),
    )
    yield from differing_in(("first_year", "last_year"), before, after)


def _scales(before: Rubric, after: Rubric) -> Iterator[ScaleDiff]:
    olds, news = ({scale.key: scale for scale in rubric.scales} for rubric in (before, after))
    for key in dict.fromkeys((*olds, *news)):
        old, new = olds.get(key), news.get(key)
        if old is None or new is None:
            yield ScaleDiff(key, old, new)
            continue
        facts, levels = tuple(differing_in(("name", "low", "high", "step"), old, new)), tuple(_levels(old, new))
        if facts or levels:
            yield ScaleDiff(key, old, new, facts, levels)


def _levels(before: Scale, after: Scale) -> Iterator[LevelDiff]:
    olds, news = ({level.number: level for level in scale.levels} for scale in (before, after))
    for number in sorted({*olds, *news}):
        old, new = olds.get(number), news.get(number)
        if old is None or new is None:
            yield LevelDiff(number, old, new)
        elif old != new:
            yield LevelDiff(number, old, new, tuple(differing_in(("name", "summary", "values"), old, new)))


def _bands(before: tuple[Band, ...], after: tuple[Band, ...]) -> Iterator[BandDiff]:
    """Those of both by their names, then by their values; then what only one side has."""
    named = {band.name.id: band for band in after}
    pairs = [(band, named[band.name.id]) for band in before if band.name.id in named]
    old, new = _unpaired(before, pairs, 0), _unpaired(after, pairs, 1)
    pairs += [(one, other) for one in old for other in new if one.values == other.values]
    for one, other in sorted(pairs, key=lambda pair: pair[0].values.low):
        if facts := tuple(differing_in(("name", "alias", "values"), one, other)):
            yield BandDiff(one, other, facts)
    yield from (BandDiff(band, None) for band in _unpaired(before, pairs, 0))
    yield from (BandDiff(None, band) for band in _unpaired(after, pairs, 1))


def _unpaired(bands: tuple[Band, ...], pairs: list[tuple[Band, Band]], side: int) -> tuple[Band, ...]:
    return tuple(band for band in bands if all(band is not pair[side] for pair in pairs))


def _also(before: Rubric, after: Rubric, tree: Tree) -> Iterator[str]:
    yield from (fact.key for fact in differing_in(("kinds", "stages"), before, after))
    if any(differing_in(("sources", "bands_source", "formula_source"), before, after)) or _cited_otherwise(
        before, after
    ):
        yield "sources"
    yield from (fact.key for fact in differing_in(("examples", "defects"), before, after))
    if before.regulation.notes != after.regulation.notes:
        yield "notes"
    if tree.reordered(before.tree, after.tree):
        yield "order"


def _cited_otherwise(before: Rubric, after: Rubric) -> bool:
    """Whether a scale that both have rests on another source."""
    olds, news = ({scale.key: scale.source for scale in rubric.scales} for rubric in (before, after))
    return any(olds[key] != news[key] for key in olds.keys() & news.keys())
