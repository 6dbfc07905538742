"""Domains and aspects of each result under its own instrument: what a bridge between instruments cannot show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from spbe_index.core.result import ROOT, Node
from spbe_index.write.compare_names import Named
from spbe_index.write.view.comparison_model import ValueTable
from spbe_index.write.view.scene import clean
from spbe_index.write.words import Words


def own_values(named: Sequence[Named], words: Words) -> tuple[ValueTable, ...]:
    """A table for each run of results of one rubric; none where all are of one, since their changes show the values."""
    runs = [list(run) for _, run in groupby(named, key=lambda one: one.result.rubric.sha256)]
    return tuple(_table(run, words) for run in runs) if len(runs) > 1 else ()


def _table(run: Sequence[Named], words: Words) -> ValueTable:
    last = run[-1]
    rows = []
    for nodes in zip(*(_parts(one.result.root, 0) for one in run), strict=True):
        depth, node = nodes[-1]
        code = "" if node.code == ROOT else node.code
        rows.append((str(depth), code, clean(last.names[node.code]), *(words.value(one.value) for _, one in nodes)))
    return ValueTable(clean(last.rubric.title.of(words.language)), tuple(one.label for one in run), tuple(rows))


def _parts(node: Node, depth: int) -> Iterator[tuple[int, Node]]:
    """The index and everything below it that is no indicator, with its depth."""
    yield depth, node
    for child in node.children:
        if child.children and child.kind != "indicator":
            yield from _parts(child, depth + 1)
