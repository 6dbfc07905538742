"""The numbers of a rubric's items as people type them: `12`, `Indikator 12`, `35.1`, `I12. Pembangunan Aplikasi`."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from spbe_index.core.rubric import Rubric
from spbe_index.load.folding import fold, one_line, visible

#: A number as it is typed, with what may stand before it; `said` and `above` are filled in from the instrument.
_NUMBER = (
    r"\(?(?:(?:{above})\d{{1,2}}[\s.,/-]+(?:(?:{above})\d{{1,2}}[\s.,/-]+)*(?={own}))?"
    r"(?:({said})[\s.:#-]*(?:ke[\s-]*)?)?0*(\d{{1,3}})"
    r"(?:\s*[-.,/_(\u2013]\s*0*(\d{{1,2}})|\s*([a-z]))?[\s.):]*"
)
_LEADING = (
    r"(?s)((?:(?:{said})[\s.:#-]*(?:ke[\s-]*)?)?\d{{1,3}}(?:\s?[-.,]\s?\d{{1,2}}|[a-z])?)"
    r"[\s.:)\u2013\u2014-]+(\D.*)"
)
#: What is said before a number in whatever instrument.
_BEFORE_NUMBERS = ("indikator", "indicator", "nomor", "ind", "no")
_LONGEST_SECTION = 12
_SECTION_NUMBER = r"(?i)(?:[ivx]+|[a-h])[.)]?"


class Number(NamedTuple):
    """A number typed for a row.

    `number` is the official form it stands for (`12`, `35-1`); `explicit`
    whether it says that it is an indicator's ("Indikator 12", "I12").
    """

    number: str
    explicit: bool


class Numbers:
    """What numbers a rubric has; `official` is the code of each item that is counted through the whole instrument."""

    def __init__(self, rubric: Rubric, official: Mapping[str, str]) -> None:
        self._rubric = rubric
        self._official = official

    @cached_property
    def _patterns(self) -> tuple[str, str]:
        """The expressions of a number and of one before a name: this instrument's letters and kinds stand in them.

        Most workbooks never ask for them.
        """
        kinds = {item.code: item.kind for item, _ in self._rubric.items()}
        answered = {kinds[code] for code in self._official.values()}
        own = {kind.prefix.casefold() for kind in self._rubric.kinds if kind.key in answered}
        names = {fold(name) for k in self._rubric.kinds if k.key in answered for name in (k.name.id, k.name.en)}
        above = {kind.prefix.casefold() for kind in self._rubric.kinds} - own
        words = {
            "said": _alternatives({*_BEFORE_NUMBERS, *names, *own}),
            "own": _alternatives(own),
            # Where nothing stands above, nothing of it can be said.
            "above": _alternatives(above) if above else "(?!)",
        }
        return _NUMBER.format_map(words), _LEADING.format_map(words)

    def read(self, text: str) -> Number | None:
        """The official number that a text stands for, or None when it is no number of this rubric's kind."""
        if text.isascii() and text.isdigit() and len(text) <= 2 and text[0] != "0":
            return Number(text, False)  # as nearly every row has it
        match = re.fullmatch(self._patterns[0], one_line(text).casefold()) if _has_digit(text) else None
        if not match:
            return None
        prefix, main, part, letter = match.groups()
        if letter:
            part = str(ord(letter) - 96)
        number = main if not part or part == "0" else f"{main}-{part}"
        if "-" in number and number not in self._official:
            return None
        return Number(number, bool(prefix) and prefix not in ("no", "nomor"))

    def split(self, text: str) -> tuple[Number | None, str]:
        """A number at the head of a text, and what stands behind it; the whole text where it has none."""
        if number := self.read(text):
            return number, ""
        # Most names have no number before them, and then the expression is not even made.
        match = re.fullmatch(self._patterns[1], visible(text).strip().casefold()) if _has_digit(text) else None
        if match and (number := self.read(match[1])):
            return number, match[2]
        return None, text


def is_section_number(text: str) -> bool:
    """Whether a number numbers sections: a Roman numeral or a letter."""
    number = one_line(text)
    return len(number) <= _LONGEST_SECTION and bool(re.fullmatch(_SECTION_NUMBER, number))


def _alternatives(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
