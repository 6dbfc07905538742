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
        told = words("compare.index.two", difference=amount(difference, words, 2), **facts)
        return told if _as_printed(comparison, difference) else f"{told} {words('compare.index.rounded')}"
    facts["index"] = after.names[ROOT]
    if isinstance(difference, NoDifference):
        return words("compare.index.open", **facts)
    turn = _turn(difference, comparison)
    told = words(f"compare.index.{turn}", amount=amount(abs(difference), words, 2).lstrip("+"), **facts)
    return told if _as_printed(comparison, difference) else f"{told} {words('compare.index.rounded')}"


def _as_printed(comparison: Comparison, difference: Fraction) -> bool:
    """Whether the printed difference is that of the printed indices, which their rounding may keep it from."""
    before, after = comparison.before.index, comparison.after.index
    if isinstance(before, Open) or isinstance(after, Open):
        return True
    return half_up(after) - half_up(before) == half_up(difference)


def _band(comparison: Comparison, before: Named, after: Named, words: Words) -> str:
    if not before.band or not after.band:
        return ""
    facts = {"before": predicate(before, words), "after": predicate(after, words)}
    if not comparison.one_instrument:
        return words("compare.band.two", first=before.label, last=after.label, **facts)
    order = [band.name.id for band in after.rubric.bands]
    if before.band == after.band or not {before.band, after.band} <= set(order):
        turn = _turn(0, comparison) if before.band == after.band else "two"
        return words(f"compare.band.{turn}", first=before.label, last=after.label, **facts)
    turn = _turn(order.index(after.band) - order.index(before.band), comparison)
    return words(f"compare.band.{turn}", first=before.label, last=after.label, **facts)


def _turn(difference: Fraction | int, comparison: Comparison) -> str:
    """An agency rises or falls over time; of two agencies one is higher or lower."""
    up, down, same = ("up", "down", "same") if comparison.one_agency else ("higher", "lower", "equal")
    return up if difference > 0 else down if difference else same


def of_agencies(key: str, comparison: Comparison) -> str:
    """The key of a sentence, or of the one that is said in its place of two agencies."""
    return f"compare.{key}" if comparison.one_agency else f"compare.{key}_apart"


def step_heading(comparison: Comparison, before: Named, after: Named, words: Words, *, whole: bool) -> str:
    """What a comparison is called."""
    key = of_agencies("whole" if whole else "heading", comparison)
    return words(key, first=before.label, last=after.label)


def _count(comparison: Comparison, words: Words) -> str:
    """How many indicators rose and fell, within one instrument."""
    moved, groups = movers(comparison), comparison.groups
    rose, fell, total = len(moved.rose), len(moved.fell), len(groups)
    unknown = sum(isinstance(group.difference, NoDifference) for group in groups)
    facts = {"total": total, "rose": rose, "fell": fell, "same": total - rose - fell - unknown}
    key = of_agencies("count.some" if unknown else "count.all", comparison)
    return words(key, **facts | ({"unknown": unknown} if unknown else {}))


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
        yield words(of_agencies("count.two_open", comparison), unknown=unknown, **facts)
    else:
        yield words(of_agencies("count.two", comparison), **facts)
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
    return words(of_agencies("drove", comparison), movers="; ".join(named)) if named else ""


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
