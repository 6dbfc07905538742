"""Rows of text in columns as wide as they need, within the width of a terminal."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Collection, Sequence

_GAP = 2
_LEAST = 12
#: With less than this for the column that gives way, titles stand on several lines.
_EASY = 34


def aligned(
    rows: Sequence[Sequence[str]], *, width: int, flexible: int, right: Collection[int] = (), indent: str = ""
) -> list[str]:
    """The rows as lines, columns one below the other.

    Args:
        rows: Cells as text; all rows have the same number of them.
        width: Of the whole, with the indent.
        flexible: The column that runs on below itself where the others leave it too little room.
        right: Columns of numbers, which stand at the right.
        indent: What every line begins with.

    """
    sizes = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    others = sum(size + _GAP for column, size in enumerate(sizes) if column != flexible)
    sizes[flexible] = min(sizes[flexible], max(_LEAST, width - len(indent) - others))
    lines: list[str] = []
    for row in rows:
        pieces = _pieces(row[flexible], sizes[flexible]) or [""]
        for first, piece in zip(itertools.chain((True,), itertools.repeat(False)), pieces, strict=False):
            cells = [*row] if first else [""] * len(row)
            cells[flexible] = piece
            padded = (
                f"{cell:>{size}}" if column in right else f"{cell:<{size}}"
                for column, (cell, size) in enumerate(zip(cells, sizes, strict=True))
            )
            lines.append((indent + (" " * _GAP).join(padded)).rstrip())
    return lines


def stacked(rows: Sequence[Sequence[str]], *, width: int, flexible: int) -> list[Sequence[str]]:
    """The rows with their titles on several lines, where titles on one would leave the flexible column too little room.

    A title is then as narrow as its longest word, or as wide as the cells below it.
    """
    head, *others = rows
    places = [place for place in range(len(head)) if place != flexible]
    longest = max(len(row[flexible]) for row in rows)
    needed = sum(max(len(row[place]) for row in rows) + _GAP for place in places) + min(longest, _EASY)
    if needed <= width:
        return [*rows]
    titles = [[title] for title in head]
    for place in places:
        words = head[place].split() or [""]
        size = max(*map(len, words), *(len(row[place]) for row in others), 1)
        titles[place] = textwrap.wrap(head[place], size, break_on_hyphens=False) or [""]
    most = max(map(len, titles))
    lines = zip(*([*[""] * (most - len(title)), *title] for title in titles), strict=True)
    return [*map(list, lines), *others]


def _pieces(text: str, size: int) -> list[str]:
    """A text in lines of a size; a word that is longer is broken behind a stroke first."""
    words = (word.replace("/", "/ ") if len(word) > size else word for word in text.split(" "))
    return textwrap.wrap(" ".join(words), size, break_on_hyphens=False)
