"""A comparison in words, made from its facts alone: the same sentences on every output."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from spbe_index.core.bridge import Group, NoDifference, NotAsked, Parts
from spbe_index.core.compare import Comparison, movers
from spbe_index.core.exact import half_up
from spbe_index.core.insight import NAMED
from spbe_index.core.result import ROOT, Open, Value
from spbe_index.write.compare_names import Named, codes_of, group_name, nodes_of, predicate
from spbe_index.write.stages import PLACES
from spbe_index.write.words import Words


def comparison_sentences(comparison: Comparison, before: Named, after: Named, words: Words) -> list[str]:
    """What happened from one result to another: index, predicate, how many rose and fell, what drove it.

    Across instruments also what the difference consists of; `crosswalk_sentences` belong to it.
    """
    one = comparison.one_instrument
    said = [_index(comparison, before, after, words), _band(comparison, before, after, words)]
    said += [_count(comparison, words)] if one else list(_counts(comparison, before, after, words))
    said.append(_drove(comparison, before, after, words))
    if not one:
        said += _parts(comparison, words)
    return [sentence for sentence in said if sentence]


def crosswalk_sentences(comparison: Comparison, words: Words) -> list[str]:
    """Whose analysis the crosswalk is, and what must not be done with the two indices; none within one instrument."""
    crosswalk = comparison.crosswalk
    said = (crosswalk.note.of(words.language), crosswalk.warning.of(words.language))
    return [sentence for sentence in said if sentence]


def amount(value: Fraction, words: Words, places: int = PLACES) -> str:
    """A difference in a sentence, signed; one too small for so many places in full, and none as 0."""
    if not value:
        return "0"
    if half_up(value, places):
        return words.signed(value, places)
    return ("+" if value > 0 else "") + words.exact(value)


def _index(comparison: Comparison, before: Named, after: Named, words: Words) -> str:
    difference = comparison.difference
    facts = {
        "first": before.label,
        "last": after.label,
        "before": _value(before.result.index, words),
        "after": _value(after.result.index, words),
    }
    if not comparison.one_instrument:
        facts |= {
            "index_before": before.names[ROOT],
            "index_after": after.names[ROOT],
            "title_before": before.rubric.title.of(words.language),
            "title_after": after.rubric.title.of(words.language),
        }
        if isinstance(difference, NoDifference):
            return words("compare.index.two_open", **facts)
        return words("compare.index.two", difference=amount(difference, words, 2), **facts)
    facts["index"] = after.names[ROOT]
    if isinstance(difference, NoDifference):
        return words("compare.index.open", **facts)
    turn = "up" if difference > 0 else "down" if difference else "same"
    return words(f"compare.index.{turn}", amount=amount(abs(difference), words, 2).lstrip("+"), **facts)


def _band(comparison: Comparison, before: Named, after: Named, words: Words) -> str:
    if not before.band or not after.band:
        return ""
    facts = {"before": predicate(before, words), "after": predicate(after, words)}
    if not comparison.one_instrument:
        return words("compare.band.two", first=before.label, last=after.label, **facts)
    order = [band.name.id for band in after.rubric.bands]
    if before.band == after.band or not {before.band, after.band} <= set(order):
        turn = "same" if before.band == after.band else "two"
        return words(f"compare.band.{turn}", first=before.label, last=after.label, **facts)
    turn = "up" if order.index(after.band) > order.index(before.band) else "down"
    return words(f"compare.band.{turn}", **facts)


def _count(comparison: Comparison, words: Words) -> str:
    """How many indicators rose and fell, within one instrument."""
    moved, groups = movers(comparison), comparison.groups
    rose, fell, total = len(moved.rose), len(moved.fell), len(groups)
    unknown = sum(isinstance(group.difference, NoDifference) for group in groups)
    facts = {"total": total, "rose": rose, "fell": fell, "same": total - rose - fell - unknown}
    return words("compare.count.some", unknown=unknown, **facts) if unknown else words("compare.count.all", **facts)


def _counts(comparison: Comparison, before: Named, after: Named, words: Words) -> Iterator[str]:
    """How many groups correspond and what became of them, and how many indicators stand alone."""
    moved, groups = movers(comparison), comparison.groups
    matched = [group for group in groups if group.pair.matched]
    if not matched:
        yield words("compare.count.none")
        return
    compared = sum(isinstance(group.difference, Fraction) for group in matched)
    low = sum(not group.pair.levels_comparable for group in matched)
    rose, fell, unknown = len(moved.rose), len(moved.fell), len(matched) - compared - low
    facts = {"matched": len(matched), "compared": compared, "rose": rose, "fell": fell, "low": low}
    facts["same"] = compared - rose - fell
    if unknown:
        yield words("compare.count.two_open", unknown=unknown, **facts)
    else:
        yield words("compare.count.two", **facts)
    alone = {"dropped": _indicators(groups, new=False), "new": _indicators(groups, new=True)}
    yield words("compare.count.alone", first=before.label, last=after.label, **alone)


def _indicators(groups: tuple[Group, ...], *, new: bool) -> int:
    """How many indicators only one of the instruments has."""
    sides = [(group.after, group.before) if new else (group.before, group.after) for group in groups]
    return sum(len(nodes_of(side)) for side, other in sides if isinstance(other, NotAsked))


def _drove(comparison: Comparison, before: Named, after: Named, words: Words) -> str:
    """The groups that moved the index most."""
    named = [
        words(
            "compare.mover",
            name=group_name(group, before, after),
            codes=mover_codes(group, one_instrument=comparison.one_instrument),
            amount=amount(group.parts.total, words),
        )
        for group in movers(comparison).drove[:NAMED]
        if isinstance(group.parts, Parts)
    ]
    return words("compare.drove", movers="; ".join(named)) if named else ""


def mover_codes(group: Group, *, one_instrument: bool) -> str:
    """The codes of a group in a sentence, e.g. `I12`, and across instruments `I11, I12 → I1`."""
    old, new = codes_of(group.before), codes_of(group.after)
    return old or new if one_instrument else f"{old or '-'} → {new or '-'}"


def _parts(comparison: Comparison, words: Words) -> Iterator[str]:
    """What the difference consists of, and from where it is measured."""
    parts = comparison.parts
    if isinstance(parts, NoDifference):
        return
    yield words("compare.parts", **{name: amount(value, words) for name, value in parts._asdict().items()})
    yield words("compare.middle", middle=words.number(comparison.middle))


def _value(value: Value, words: Words) -> str:
    if isinstance(value, Open):
        return words("compare.open", low=words.number(value.low), high=words.number(value.high))
    return words.number(value)
