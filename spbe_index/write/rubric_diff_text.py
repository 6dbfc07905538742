"""What differs between two instruments as plain text: what `spbe rubric diff` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from spbe_index.core.facts import Fact
from spbe_index.core.item_diff import ItemDiff
from spbe_index.core.problem import Problem
from spbe_index.core.rubric import Text
from spbe_index.core.rubric_diff import BandDiff, LevelDiff, RubricDiff, ScaleDiff
from spbe_index.write.instrument import interval, paragraph
from spbe_index.write.layout import columns
from spbe_index.write.rubric_diff_words import (
    Names,
    change_name,
    codes,
    fact_told,
    grouping,
    levels_told,
    scale_told,
    seen,
    short_names,
    wording_told,
)
from spbe_index.write.terminal import problem_lines
from spbe_index.write.words import Words

#: Paragraphs: what stands before the first line of each, and its text.
_Parts = Iterator[tuple[str, str]]
#: Before what is said of one item.
_DEEP = " " * 6


def diff_text(diff: RubricDiff, problems: Iterable[Problem], words: Words, width: int, *, colour: bool) -> str:
    """Both instruments, then each part in which anything differs, then the problems."""
    lines = [*_sides(diff, words, width)]
    sections = {
        "identity": (("  ", fact_told(fact, diff, words)) for fact in diff.identity),
        "scales": (part for scale in diff.scales for part in _scale(scale, diff, words)),
        "bands": _bands(diff, words),
    }
    for key, parts in sections.items():
        if told := list(_lines(parts, width)):
            lines += ["", words(f"rubric.section.{key}"), *told]
    if diff.items:
        lines += ["", words("rubric.section.items"), *_items(diff, words, width)]
    if diff.also:
        named = ", ".join(words(f"rubric.also.{key}") for key in diff.also)
        lines += ["", words("rubric.section.also"), *paragraph("  ", words("rubric.also.whole", what=named), width)]
    if not diff.differs:
        same_id = diff.before.id == diff.after.id
        lines += ["", words("rubric.none" if same_id else "rubric.none_but_id")]
    if found := tuple(problems):
        lines += ["", *problem_lines(found, words, colour=colour, width=width)]
    return "\n".join(lines) + "\n"


def _sides(diff: RubricDiff, words: Words, width: int) -> Iterator[str]:
    """Which instruments they are, and how their items were paired."""
    sides = (("before", diff.before), ("after", diff.after))
    rows = [[words(f"rubric.side.{key}"), one.id, one.title.of(words.language)] for key, one in sides]
    yield from columns(rows, width, wrap=(2,))
    if diff.crosswalk:
        yield from paragraph("", words("rubric.paired.crosswalk", note=diff.crosswalk.note.of(words.language)), width)
    elif diff.items:
        yield from paragraph("", words("rubric.paired.codes"), width)


def _lines(parts: _Parts, width: int) -> Iterator[str]:
    """Paragraphs in lines; those of a paragraph without a mark or name before it hang a little deeper."""
    for lead, text in parts:
        yield from paragraph(lead, text, width, deeper=0 if lead.strip() else 2)


def _scale(scale: ScaleDiff, diff: RubricDiff, words: Words) -> _Parts:
    """A scale: that it is new or gone, with its levels; or what differs in it."""
    before, after = scale.before, scale.after
    one = after or before
    assert one is not None  # noqa: S101  one side has it
    yield "  ", f"{one.name.of(words.language)} [{scale.key}]"
    if before is None or after is None:
        what = scale_told(one, words)
        yield "    ", words("rubric.only", change=words(f"rubric.{'removed' if before else 'added'}"), what=what)
    yield from (("    ", fact_told(fact, diff, words)) for fact in scale.facts)
    for level in scale.levels:
        yield from _level(level, diff, words)


def _level(level: LevelDiff, diff: RubricDiff, words: Words) -> _Parts:
    of_level = words("rubric.level", level=level.number)
    for one, key in ((level.before, "removed"), (level.after, "added")):
        if one and not (level.before and level.after):
            told = words("rubric.only", change=words(f"rubric.{key}"), what=one.name.of(words.language))
            yield "    ", f"{of_level}, {told}"
    yield from (("    ", f"{of_level}, {fact_told(fact, diff, words)}") for fact in level.facts)


def _bands(diff: RubricDiff, words: Words) -> _Parts:
    """What decides, then the predicates, highest first as everywhere."""
    yield from (("  ", fact_told(fact, diff, words)) for fact in diff.decided_by)
    for band in sorted(diff.bands, key=_low, reverse=True):
        for one, key in ((band.before, "removed"), (band.after, "added")):
            if one and not (band.before and band.after):
                told = words("rubric.only", change=words(f"rubric.{key}"), what=interval(one.values, words))
                yield "  ", f"{one.name.of(words.language)}, {told}"
        if band.before:
            name = band.before.name.of(words.language)
            yield from (("  ", f"{name}, {fact_told(fact, diff, words)}") for fact in band.facts)


def _low(band: BandDiff) -> Fraction:
    return next(one.values.low for one in (band.before, band.after) if one)


def _items(diff: RubricDiff, words: Words, width: int) -> Iterator[str]:
    """How many are new, gone and changed, then each of them."""
    added, removed = ([item for item in diff.items if key in item.changes] for key in ("added", "removed"))
    changed = [item for item in diff.items if item.pair.before and item.pair.after]
    names = Names(short_names(diff.before, words), short_names(diff.after, words))
    counts = {"added": len(added), "removed": len(removed), "changed": len(changed)}
    yield from paragraph("  ", words("rubric.items.count", **counts), width)
    often = Counter(key for item in changed for key in item.changes).most_common()
    told = ", ".join(words("rubric.count", change=change_name(key, words), count=count) for key, count in often)
    if told:
        yield from paragraph("  ", words("rubric.items.changed", changes=told), width)
    for key, alone, named in (("added", added, names.after), ("removed", removed, names.before)):
        if alone:
            yield from ("", f"  {words(f'rubric.group.{key}')}")
            yield from columns([_row(item, named, words) for item in alone], width, right=(1,), wrap=(2,), indent=4)
    if changed:
        yield from ("", f"  {words('rubric.group.changed')}")
        yield from _lines((part for item in changed for part in _changed(item, diff, names, words)), width)
        if diff.crosswalk and any(item.levels for item in changed):
            yield from ("", *paragraph("  ", words("rubric.items.wording", id=diff.after.id), width))


def _row(item: ItemDiff, names: Mapping[str, str], words: Words) -> list[str]:
    """An item that only one side has: code, weight, name, and what the other has near to it."""
    items = (*item.pair.before, *item.pair.after)
    name = "; ".join(names[one.code] for one in items)
    if item.pair.near:
        name = words("rubric.near", name=name, codes=", ".join(item.pair.near))
    return [codes(items), f"{words.exact(sum((one.weight for one in items), Fraction(0)))} %", name]


def _changed(item: ItemDiff, diff: RubricDiff, names: Names, words: Words) -> _Parts:
    """An item of both, with all that differs in it; what was split or merged is called by the side that is one."""
    before, after = codes(item.pair.before), codes(item.pair.after)
    by_old = len(item.pair.before) < len(item.pair.after)
    called, of_side = (item.pair.before, names.before) if by_old else (item.pair.after, names.after)
    name = "; ".join(of_side[one.code] for one in called)
    yield f"    {before if before == after else f'{before} → {after}'}  ", name
    yield from ((_DEEP, told) for told in grouping(item, names, words))
    yield from ((_DEEP, _fact(fact, diff, words)) for fact in item.facts if fact.key != "code")
    if item.pair.comparable:
        how, note = words(f"compare.comparable.{item.pair.comparable}"), item.pair.note.of(words.language)
        told = words("rubric.comparable.told", how=how, note=note).strip()
        yield _DEEP, words("rubric.only", change=words("rubric.comparable"), what=told)
        yield from ((_DEEP, told) for told in levels_told(item.levels, words))
    else:
        yield from _levels(item, diff, words)
    if item.also:
        yield _DEEP, words("rubric.also", what=", ".join(words(f"rubric.also.{key}") for key in item.also))


def _fact(fact: Fact, diff: RubricDiff, words: Words) -> str:
    """A fact of an item; of a name only the earlier one, since the other stands above it."""
    before, after = fact.before, fact.after
    if fact.key == "name" and isinstance(before, Text) and isinstance(after, Text) and seen(before, after, words):
        return words("rubric.only", change=words("rubric.name_before"), what=before.of(words.language))
    return fact_told(fact, diff, words)


def _levels(item: ItemDiff, diff: RubricDiff, words: Words) -> _Parts:
    """Criteria and evidence of each level, word for word."""
    for level in item.levels:
        head = words("rubric.criteria", level=level.level)
        yield from ((_DEEP, f"{head}, {fact_told(fact, diff, words)}") for fact in level.facts)
        for key in ("criteria", "evidence"):
            if wordings := getattr(level, key):
                yield _DEEP, words(f"rubric.{key}", level=level.level) + ":"
                yield from ((f"{_DEEP}  {mark}", text) for one in wordings for mark, text in wording_told(one, words))
