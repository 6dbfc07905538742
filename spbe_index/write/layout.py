"""Rows of text in columns, as wide as the terminal allows."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Sequence

#: A column that gives way keeps this much.
_LEAST = 16


def columns(
    rows: Sequence[Sequence[str]],
    width: int,
    *,
    right: Sequence[int] = (),
    wrap: Sequence[int] = (),
    indent: int = 0,
) -> list[str]:
    """The lines of all rows; see `laid_out`."""
    return [line for lines in laid_out(rows, width, right=right, wrap=wrap, indent=indent) for line in lines]


def laid_out(
    rows: Sequence[Sequence[str]],
    width: int,
    *,
    right: Sequence[int] = (),
    wrap: Sequence[int] = (),
    indent: int = 0,
    least: int = _LEAST,
) -> list[list[str]]:
    """The lines of each row, two blanks between columns.

    Args:
        rows: The head and the rows, all of one length.
        width: Columns of the terminal.
        right: The columns that are set to the right, figures mostly.
        wrap: The columns that give way where there is no room, the widest first, and run on below themselves.
        indent: Blanks before each line.
        least: What a column that gives way keeps.

    """
    sizes = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    giving = [place for place in wrap if place < len(sizes)]
    while giving and indent + sum(sizes) + 2 * (len(sizes) - 1) > width:
        widest = max(giving, key=lambda place: sizes[place])
        if sizes[widest] <= least:
            break
        sizes[widest] -= 1
    return [_lines(row, sizes, right, indent) for row in rows]


def _lines(row: Sequence[str], sizes: Sequence[int], right: Sequence[int], indent: int) -> list[str]:
    wrapped = [
        [text] if len(text) <= size else textwrap.wrap(text, size, break_on_hyphens=False)
        for text, size in zip(row, sizes, strict=True)
    ]
    lines = []
    for cells in itertools.zip_longest(*wrapped, fillvalue=""):
        padded = (
            f"{cell:>{size}}" if place in right else f"{cell:<{size}}"
            for place, (cell, size) in enumerate(zip(cells, sizes, strict=True))
        )
        lines.append((" " * indent + "  ".join(padded)).rstrip())
    return lines
