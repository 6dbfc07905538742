"""Rows of text in columns as wide as they need, within the width of a terminal."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Collection, Sequence

_GAP = 2
_LEAST = 12


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
        pieces = textwrap.wrap(row[flexible], sizes[flexible], break_on_hyphens=False) or [""]
        for first, piece in zip(itertools.chain((True,), itertools.repeat(False)), pieces, strict=False):
            cells = [*row] if first else [""] * len(row)
            cells[flexible] = piece
            padded = (
                f"{cell:>{size}}" if column in right else f"{cell:<{size}}"
                for column, (cell, size) in enumerate(zip(cells, sizes, strict=True))
            )
            lines.append((indent + (" " * _GAP).join(padded)).rstrip())
    return lines
