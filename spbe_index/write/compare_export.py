"""A comparison as csv: one row for each difference that can be told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from fractions import Fraction

from spbe_index.core.bridge import Group, NoDifference, NotAsked, Parts, Side
from spbe_index.core.compare import Change, Comparison, Series
from spbe_index.core.exact import decimal_text, display
from spbe_index.core.result import Open, Value
from spbe_index.write.compare_names import Named, codes_of, group_name, in_reading_order
from spbe_index.write.export import harmless
from spbe_index.write.words import Words

#: Columns of the csv, in order; numbers have a decimal point in every language. `row` is "index", "group" (across
#: instruments) or the kind of a node (within one); the parts add up to `contribution`, which at the index is the
#: whole difference. `not_comparable` says why there is no difference: open, low, new, dropped.
COLUMNS = (
    *("from", "to", "row", "code_before", "code_after", "name", "weight_before", "weight_after"),
    *("before", "before_exact", "after", "after_exact", "difference", "difference_exact"),
    *("contribution", "contribution_exact", "level_exact", "weight_exact", "scope_exact", "scale_exact"),
    *("comparable", "not_comparable", "note"),
)


def pairs_of(series: Series, named: Sequence[Named]) -> list[tuple[Comparison, Named, Named]]:
    """Every comparison of a series with the names of both its results: steps, spans, the whole way."""
    return [(comparison, named[first], named[last]) for first, last, comparison in series.comparisons]


def comparison_csv(series: Series, named: Sequence[Named], words: Words) -> str:
    """All comparisons of a series below each other."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for comparison, before, after in pairs_of(series, named):
        for row in _rows(comparison, before, after, words):
            writer.writerow([harmless(before.label), harmless(after.label), *row])
    return out.getvalue()


def _rows(comparison: Comparison, before: Named, after: Named, words: Words) -> Iterator[list[str]]:
    yield [
        *("index", "index", "index", harmless(after.names["index"]), "100", "100"),
        *_value(comparison.before.index),
        *_value(comparison.after.index),
        *_number(comparison.difference),
        *_effect(comparison.parts),
        "",
        _reason(comparison.difference),
        "",
    ]
    if comparison.changes:
        for change in comparison.changes[1:]:
            yield _node_row(change, before)
    else:
        for group in in_reading_order(comparison.groups):
            yield _group_row(group, before, after, words)


def _node_row(change: Change, named: Named) -> list[str]:
    """A node of one instrument: all that it adds to the index is level."""
    node, contribution = change.before, change.contribution
    difference = NoDifference("open") if change.difference is None else change.difference
    parts = NoDifference("open") if contribution is None else Parts(level=contribution)
    return [
        *(node.kind, node.code, node.code, harmless(named.names[node.code])),
        *(_plain(node.weight), _plain(change.after.weight)),
        *_value(node.value),
        *_value(change.after.value),
        *_number(difference),
        *_effect(parts),
        *("full", _reason(difference), ""),
    ]


def _group_row(group: Group, before: Named, after: Named, words: Words) -> list[str]:
    return [
        *("group", codes_of(group.before), codes_of(group.after), harmless(group_name(group, before, after))),
        *(_share(group.before), _share(group.after)),
        *_side_value(group.before),
        *_side_value(group.after),
        *_number(group.difference),
        *_effect(group.parts),
        *(group.pair.comparable, _reason(group.difference), harmless(group.pair.note.of(words.language))),
    ]


def _share(side: Side | NotAsked) -> str:
    return "0" if isinstance(side, NotAsked) else _plain(side.share * 100)


def _side_value(side: Side | NotAsked) -> tuple[str, str]:
    return ("", "") if isinstance(side, NotAsked) else _value(side.value)


def _value(value: Value) -> tuple[str, str]:
    return ("", "") if isinstance(value, Open) else (display(value), str(value))


def _number(value: Fraction | NoDifference) -> tuple[str, str]:
    return ("", "") if isinstance(value, NoDifference) else (display(value), str(value))


def _effect(parts: Parts | NoDifference) -> list[str]:
    """Contribution, twice, and the four parts."""
    if isinstance(parts, NoDifference):
        return [""] * 6
    return [display(parts.total, 4), str(parts.total), *(str(part) for part in parts)]


def _reason(value: Fraction | NoDifference) -> str:
    return value.reason if isinstance(value, NoDifference) else ""


def _plain(value: Fraction) -> str:
    return decimal_text(value) or display(value, 6)
