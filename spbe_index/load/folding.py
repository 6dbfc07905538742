"""When two texts are the same: the one rule by which words in cells are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Characters that nobody sees and that come along with copied text: zero-width ones, joiners, marks, soft hyphen.
_INVISIBLE = dict.fromkeys(
    (0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF)
)
_NOT_WORD = re.compile(r"[\W_]+")  # compiled here: it is asked for each cell


def visible(text: str) -> str:
    """The text as the eye reads it: full-width and other compatibility forms made plain, invisible signs dropped."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text.translate(_INVISIBLE))


def one_line(text: str) -> str:
    """The visible text on one line, single blanks between words."""
    return " ".join(visible(text).split())


@lru_cache(4096)  # headings and names are asked for again and again
def fold(text: str) -> str:
    """Only the words, in lower case, one blank between them: what counts when names and headings are compared."""
    return _NOT_WORD.sub(" ", visible(text).casefold()).strip()


def phrases(listed: str) -> tuple[str, ...]:
    """The phrases of a written list, one after the other with bars or line ends between them.

    They are written as `fold` leaves them, which a test holds every list to: folding
    hundreds of them at each start would take a hundredth of it.
    """
    return tuple(text for phrase in listed.replace("\n", "|").split("|") if (text := phrase.strip()))
