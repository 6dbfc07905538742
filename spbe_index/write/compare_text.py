"""A comparison as plain text for a terminal: what each result came to, what happened in between, and every node."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from spbe_index.core.bridge import Group, NoDifference, NotAsked, Parts
from spbe_index.core.compare import Comparison, Series
from spbe_index.core.problem import Problem
from spbe_index.core.result import ROOT
from spbe_index.write.columns import aligned, stacked
from spbe_index.write.compare_export import pairs_of
from spbe_index.write.compare_names import (
    Named,
    codes_of,
    group_name,
    in_reading_order,
    predicate,
)
from spbe_index.write.compare_words import comparison_sentences, crosswalk_sentences, step_heading
from spbe_index.write.stages import PLACES, side_by_side
from spbe_index.write.terminal import in_columns, problem_lines
from spbe_index.write.wording import remarks
from spbe_index.write.words import Words, clean

_INDENT = "  "
#: On a narrower terminal the codes of a group stand before its name.
_ROOMY = 88


def comparison_text(
    series: Series, named: Sequence[Named], problems: Iterable[Problem], words: Words, *, width: int, colour: bool
) -> str:
    """The results, each under its own instrument, then each step, then the whole way, then the problems.

    Years of one instrument stand in one table; between two instruments there is a
    table of corresponding groups, and never one of years side by side.
    """
    lines = [*_headlines(named, words, width)]
    told: set[str] = set()  # what a crosswalk says is said once; the whole way leads along those of the steps
    for run in _runs(series, named):
        for step in run:
            lines += ["", *_told(step, words, width)]
            about = [said for said in crosswalk_sentences(step[0], words) if said not in told]
            told.update(about)
            lines += _wrapped(about, width)
        lines += ["", *_table(run, words, width)]
    for step in pairs_of(series, named)[len(series.steps) :]:
        lines += ["", *_told(step, words, width, whole=True)]
    every = tuple(dict.fromkeys((*problems, *(found for one in named for found in one.result.problems))))
    if every:
        lines += ["", words("terminal.problems", count=len(every))]
        lines += problem_lines(every, words, colour=colour, width=width)
    return "\n".join(lines) + "\n"


_Step = tuple[Comparison, Named, Named]


def _runs(series: Series, named: Sequence[Named]) -> Iterator[list[_Step]]:
    """Steps within one rubric file together, each other step by itself."""
    steps = zip(series.steps, named, named[1:], strict=False)
    for same, run in itertools.groupby(steps, key=lambda step: bool(step[0].changes)):
        if same:
            yield list(run)
        else:
            yield from ([step] for step in run)


def _headlines(named: Sequence[Named], words: Words, width: int) -> Iterator[str]:
    agencies = dict.fromkeys(clean(one.result.agency) or words("terminal.agency_unknown") for one in named)
    yield "; ".join(agencies)
    facts = [
        [one.label, one.names[ROOT], words.value(one.result.index), predicate(one, words), f"[{one.rubric.id}]"]
        for one in named
    ]
    yield from aligned(facts, width=width, flexible=0, right=(2,))
    for one in named:
        for remark in remarks(one.result, one.rubric, words):
            yield from textwrap.wrap(f"{one.label}: {remark}", width, break_on_hyphens=False)


def _told(step: _Step, words: Words, width: int, *, whole: bool = False) -> Iterator[str]:
    """A comparison in words below its heading."""
    comparison, before, after = step
    yield from textwrap.wrap(step_heading(comparison, before, after, words, whole=whole), width)
    yield from _wrapped(comparison_sentences(comparison, before, after, words), width)


def _wrapped(sentences: Iterable[str], width: int) -> Iterator[str]:
    for sentence in sentences:
        yield from textwrap.wrap(
            sentence, width, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False
        )


def _table(run: Sequence[_Step], words: Words, width: int) -> list[str]:
    step, before, after = run[0]
    if not step.changes:
        rows = group_rows(step, before, after, words)
        if width >= _ROOMY:
            return aligned(stacked(rows, width=width, flexible=2), width=width, flexible=2, right=(3, 4, 5, 6))
        head, *others = rows
        folded = [[f"{old or '-'} → {new or '-'}: {name}", *rest] for old, new, name, *rest in others]
        narrow = stacked([head[2:], *folded], width=width, flexible=0)
        return aligned(narrow, width=width, flexible=0, right=(1, 2, 3, 4))
    shown = [before, *(last for _, _, last in run)]
    rows = side_by_side([one.result for one in shown], before.rubric, words, [one.label for one in shown])
    return in_columns(stacked(rows, width=width, flexible=1), width, name=1)


def group_rows(comparison: Comparison, before: Named, after: Named, words: Words) -> list[list[str]]:
    """Every group as a row of texts, below a row of titles: codes, name, both values, difference, effect."""
    titles = [words(f"compare.column.{key}") for key in ("before_codes", "after_codes", "name")]
    titles += [before.label, after.label]
    titles += [words(f"compare.column.{key}") for key in ("difference", "contribution")]
    return [titles, *(_row(group, before, after, words) for group in in_reading_order(comparison.groups))]


def difference_text(difference: Fraction | NoDifference, words: Words) -> str:
    """A difference with its sign, or why there is none."""
    if isinstance(difference, NoDifference):
        return words(f"compare.no_difference.{difference.reason}")
    return words.signed(difference)


def _row(group: Group, before: Named, after: Named, words: Words) -> list[str]:
    sides = (group.before, group.after)
    return [
        codes_of(group.before),
        codes_of(group.after),
        group_name(group, before, after),
        *("" if isinstance(side, NotAsked) else words.value(side.value) for side in sides),
        difference_text(group.difference, words),
        words.signed(group.parts.total, PLACES) if isinstance(group.parts, Parts) else "",
    ]
