"""One cell of evidence to its pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spbe_index.load.folding import one_line
from spbe_index.load.level import is_blank

# Compiled here, where evidence is: asked for each of a cell's lines.
_BULLET = re.compile(r"^(?:\(?\d{1,2}[.)]|[-*\u2022\u00b7\u25cf\u2013]|[a-z][.)])\s+")
_COUNTED = re.compile(r"(?:^|\s)\(?(\d{1,2})[.)]\s+")
_SEMICOLON = re.compile(r";(?:\s+|$)")


def pieces(text: str) -> Iterator[str]:
    """The pieces of evidence in one cell: by line, by semicolon, and by a list counted 1. 2. 3. within a line."""
    for line in text.splitlines():
        for part in _SEMICOLON.split(line) if ";" in line else (line,):
            for piece in _uncounted(part):
                plain = one_line(piece)
                if not plain[:3].isalpha():  # most begin with a word, so with no bullet
                    plain = _BULLET.sub("", plain)
                if not is_blank(plain):
                    yield plain


def _uncounted(text: str) -> list[str]:
    """A counted list taken apart, if it counts from 1 without a gap; a lone number is part of the text."""
    if "1" not in text and text.isascii():
        return [text]
    marks = list(_COUNTED.finditer(text))
    if len(marks) < 2 or [int(mark[1]) for mark in marks] != list(range(1, len(marks) + 1)):
        return [text]
    edges = [mark.end() for mark in marks], [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[: marks[0].start()], *(text[start:end] for start, end in zip(*edges, strict=True))]
