"""What differs between two instruments in words: facts, wordings and items, each as a phrase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.facts import Fact, Told
from spbe_index.core.item_diff import CriteriaDiff, ItemDiff
from spbe_index.core.rubric import Interval, Item, Level, Rubric, Scale, Text
from spbe_index.core.rubric_diff import RubricDiff
from spbe_index.core.wordings import Wording
from spbe_index.write.instrument import interval
from spbe_index.write.wording import shared_prefix, without_prefix
from spbe_index.write.words import LANGUAGES, Words

#: Facts whose absence has a name of its own, and those whose values have.
_MISSING, _CODED = ("last_year", "step", "parent"), ("decided_by", "match")
_UNKNOWN = ("signed", "promulgated", "in_force", "gazette")
#: What is said of items that were split or merged, and the side that it lists.
_GROUPED = {
    "split": (("split", "after"),),
    "merged": (("merged", "before"),),
    "regrouped": (("regrouped.before", "before"), ("regrouped.after", "after")),
}
_BETWEEN = "; "


class Names(NamedTuple):
    """What the items of both instruments are called, by code; see `short_names`."""

    before: Mapping[str, str]
    after: Mapping[str, str]


def fact_told(fact: Fact, diff: RubricDiff, words: Words) -> str:
    """A fact with both sides: `bobot: 2,5 % → 3 % (+0,5 poin persen)`."""
    before, after = fact.before, fact.after
    label = words(f"rubric.fact.{fact.key}")
    if isinstance(before, Text) and isinstance(after, Text) and not seen(before, after, words):
        label, words = words("rubric.fact.other_language", fact=label), _other(words)
    told = words(
        "rubric.change",
        fact=label,
        before=_value(fact.key, before, diff.before, words),
        after=_value(fact.key, after, diff.after, words),
    )
    if fact.key == "weight" and fact.difference is not None:
        sign = "+" if fact.difference > 0 else ""
        told += f" ({words('rubric.points', difference=sign + words.exact(fact.difference))})"
    return told


def wording_told(wording: Wording, words: Words) -> Iterator[tuple[str, str]]:
    """What a list says no more, with a minus before it, and what it says now, with a plus."""
    before, after = wording
    if before and after and not seen(before, after, words):
        words = _other(words)
    if before:
        yield "- ", before.of(words.language)
    if after:
        yield "+ ", after.of(words.language)


def short_names(rubric: Rubric, words: Words) -> dict[str, str]:
    """The name of every item by code, without the words that those of all indicators begin with."""
    prefix = shared_prefix(rubric, words.language)
    return {item.code: without_prefix(item.name.of(words.language), prefix) for item, _ in rubric.items()}


def codes(items: Iterable[Item]) -> str:
    """The codes of several items."""
    return ", ".join(item.code for item in items)


def scale_told(scale: Scale, words: Words) -> str:
    """The range of a scale and its levels by name, with their edges where they are stretches."""
    levels = ", ".join(_level_told(level, words) for level in scale.levels)
    return words("rubric.scale", low=words.exact(scale.low), high=words.exact(scale.high), levels=levels)


def _level_told(level: Level, words: Words) -> str:
    named = f"{level.number} {level.name.of(words.language)}"
    return f"{named} ({interval(level.values, words)})" if level.values.low < level.values.high else named


def grouping(item: ItemDiff, names: Names, words: Words) -> Iterator[str]:
    """What was split into what, or merged from what."""
    sides = {"before": item.pair.before, "after": item.pair.after}
    for key, side in _GROUPED.get(item.changes[0], ()):
        named = (words("rubric.named", code=one.code, name=getattr(names, side)[one.code]) for one in sides[side])
        yield words("rubric.only", change=words(f"rubric.{key}"), what=_BETWEEN.join(named))


def levels_told(levels: Iterable[CriteriaDiff], words: Words) -> Iterator[str]:
    """At which levels criteria and evidence differ, without their wording: `kriteria berbeda pada tingkat 0-5`."""
    numbers = {key: [level.level for level in levels if getattr(level, key)] for key in ("criteria", "evidence")}
    for key, found in numbers.items():
        if found:
            yield words(f"rubric.{key}.levels", levels=_in_runs(found))


def _in_runs(numbers: list[int]) -> str:
    """Numbers in their order, those that follow one another as a stretch: `0, 2-5`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def change_name(key: str, words: Words) -> str:
    """What a kind of change is called: `nama`, `bobot`, `dipecah`, `urutan`."""
    if key in ("split", "merged", "regrouped", "criteria", "evidence"):
        return words(f"rubric.change.{key}")
    if key in ("note", "scope", "aliases", "external", "sources", "criteria_order", "order"):
        return words(f"rubric.also.{key}")
    return words(f"rubric.fact.{key}")


def _value(key: str, value: Told, rubric: Rubric, words: Words) -> str:
    """One side of a fact."""
    if value is None:
        return words(f"rubric.missing.{key if key in _MISSING else 'unknown' if key in _UNKNOWN else 'other'}")
    if isinstance(value, Text):
        return value.of(words.language) or words("rubric.missing.other")
    if isinstance(value, Interval):
        return interval(value, words)
    if isinstance(value, Fraction):
        return words.exact(value) + (" %" if key == "weight" else "")
    return _by_key(key, str(value), rubric, words)


def _by_key(key: str, value: str, rubric: Rubric, words: Words) -> str:
    """A value that is the code or key of something, by what that is called."""
    if key in _CODED:
        return words(f"rubric.{key}.{value}")
    if key == "kind":
        return rubric.kind(value).name.of(words.language)
    if key == "scale":
        return f"{rubric.scale(value).name.of(words.language)} [{value}]"
    if key == "parent":
        name = next(item.name for item, _ in rubric.items() if item.code == value)
        return words("rubric.named", code=value, name=name.of(words.language))
    return words.date(value)


def seen(before: Text, after: Text, words: Words) -> bool:
    """Whether the wordings differ in the reader's own language."""
    return before.of(words.language) != after.of(words.language)


def _other(words: Words) -> Words:
    """The words of the other language, for what differs only there."""
    return Words(next(language for language in LANGUAGES if language != words.language))
