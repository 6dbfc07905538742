"""How the answers of instruments are coded: what tells in a table of levels which indicator is meant.

Instruments that ship with the program code them `I1`, `I2`, `I35-1`; one of somebody's own has the letters that its
kinds say, as `B1` or `SL13-1`. Codes of other floors (`D1`, `A1`) are no answer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from spbe_index.core.rubric import Rubric
from spbe_index.load.folding import fold
from spbe_index.load.level_tables import EDGES, JOINTS, NOUGHTS
from spbe_index.load.rubric import is_shipped

#: What may be said before an indicator's number in whatever instrument.
_WORDS = ("indikator", "indicator", "ind")
#: Digits of a number, and of a part behind it, as people are used to them; an instrument may have more.
_DIGITS, _PART_DIGITS = 3, 2
#: What is longer is no code, however it is typed.
_LONGEST = 250
_CODE = re.compile(r"([A-Z]+)([0-9]+)((?:-[0-9]+)*)")
#: Words that mean themselves in every engine's patterns.
_PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*")
_GAP = "[ ._-]*"
_NOTHING = "(?!)"


class Coding(NamedTuple):
    """The codes of all answers, in rubric order, each once.

    `words` are what the floors of answers are called (`butir`), `others` what those are called that have none, and
    the letters of their codes; all folded.
    """

    codes: tuple[str, ...]
    words: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def coding_of(rubrics: Iterable[Rubric]) -> Coding:
    """How the answers of these instruments are coded."""
    codes: dict[str, None] = {}
    words: set[str] = set()
    others: set[str] = set()
    for rubric in rubrics:
        leaves = rubric.leaves()
        codes |= dict.fromkeys(leaf.code for leaf in leaves)
        if not is_shipped(rubric.id):
            answered = {leaf.kind for leaf in leaves}
            for kind in rubric.kinds:
                names = {fold(kind.name.id), fold(kind.name.en)}
                if kind.key in answered:
                    words |= names
                else:
                    others |= {*names, kind.prefix.lower()}
    return Coding(tuple(codes), tuple(sorted(words)), tuple(sorted(others)))


class AnswerCodes:
    """What may stand for an answer of the instruments at hand.

    The key of an answer is its number, `12` or `35-1`, which no letters need stand before; where two answers have the
    same number (`U3` and `B3`), its code.
    """

    def __init__(self, coding: Coding) -> None:
        parted = [_parted(code) for code in coding.codes]
        #: The letters that codes begin with.
        self.prefixes = tuple(dict.fromkeys(letters for letters, _, _ in parted))
        bare = {(letters, number.lstrip("0"), parts) for letters, number, parts in parted}
        # Noughts before a number say nothing, but where `B1` and `B01` are two, or one is `B0`.
        self._bare = len(bare) == len(parted) and all(number for _, number, _ in bare)
        all_parts = [part for _, _, parts in parted for part in parts.split("-")]
        self._padded = any(part.startswith("0") for part in all_parts)
        numbers = [self._number(number) + parts for _, number, parts in parted]
        codes = [letters + number for (letters, _, _), number in zip(parted, numbers, strict=True)]
        own = [number if numbers.count(number) == 1 else code for number, code in zip(numbers, codes, strict=True)]
        self._keys = dict(zip(coding.codes, own, strict=True))
        self._codes = dict(zip(own, coding.codes, strict=True))
        #: The keys by the codes as they are typed, without noughts.
        self._typed = dict(zip(codes, own, strict=True))
        letters = set(map(str.lower, self.prefixes))
        words = {*_WORDS, *filter(_PLAIN.fullmatch, coding.words)} - letters - set(coding.others)
        self._letters, self._words = _alternatives(letters), _alternatives(words)
        digits = rf"[0-9]{{1,{max(_DIGITS, *(len(number) for _, number, _ in parted))}}}"
        part = rf"[0-9]{{1,{max(_PART_DIGITS, *map(len, all_parts))}}}"
        most = max(1, *(parts.count("-") for _, _, parts in parted))
        said = f"(?:{self._words or _NOTHING}|(?P<letters>{self._letters}))"
        self._pattern = re.compile(
            rf"(?i)(?:{said}{_GAP}(?:ke{_GAP})?|{_GAP})(?P<number>{digits})(?P<parts>(?:[-._ ]{part}){{0,{most}}})"
        )
        #: A folded heading: what is said before a number, the number, its parts, and the name behind it.
        self.item = re.compile(
            rf"(?P<said>{said}(?: ?(?:ke|no|nomor|number))? ?)?{'0*' if self._bare else ''}(?P<number>{digits})"
            rf"(?P<parts>(?: 0*{part}){{0,{most}}})(?: (?P<name>[^\W\d].*))?"
        )

    @property
    def first(self) -> tuple[str, ...]:
        """The first codes there are, three at most, as examples."""
        return tuple(self._keys)[:3]

    def of(self, code: str) -> str:
        """The key of one of the answers."""
        return self._keys[code]

    def shown(self, key: str) -> str:
        """The code of a key, also of one that is no answer's."""
        return self._codes.get(key) or (key if key[:1].isalpha() else self.prefixes[0] + key)

    def key_of(self, name: str) -> str:
        """The key that a code, number or column names, as `12` for `I12`, `35-1` for `i35_1`; "" for other names."""
        if len(name) > _LONGEST:
            return ""
        found = self._pattern.fullmatch(re.sub(NOUGHTS, "", re.sub(EDGES, "", name)))
        return self._key(found["letters"], found["number"], re.sub(JOINTS, "-", found["parts"])) if found else ""

    def key_in(self, item: re.Match[str]) -> str:
        """The key that a folded heading names, as `item` has matched it."""
        parts = (part if self._padded else part.lstrip("0") or "0" for part in item["parts"].split())
        return self._key(item["letters"], item["number"], "".join(f"-{part}" for part in parts))

    def steps(self) -> list[tuple[str, str]]:
        """What makes keys of names in capitals: patterns, each with what takes its place; see `lone`."""
        noughts = "0*" if self._bare else ""
        several = len(self.prefixes) > 1
        said = "|".join(filter(None, (self._words, "" if several else self._letters))).upper()
        steps = [(f"^(?:(?:{said}){_GAP}(?:KE{_GAP})?|{_GAP}){noughts}" if said else f"^{_GAP}{noughts}", "")]
        if several:
            steps += [(f"^{letters}{_GAP}(?:KE{_GAP})?{noughts}", letters) for letters in self.prefixes]
        return steps

    def lone(self) -> dict[str, list[str]]:
        """By prefix the codes whose key is their number, where there are several prefixes: `steps` leave them."""
        found: dict[str, list[str]] = {}
        for code, key in self._typed.items() if len(self.prefixes) > 1 else ():
            if key != code:
                found.setdefault(_parted(code)[0], []).append(code)
        return found

    def _key(self, letters: str | None, number: str, parts: str) -> str:
        whole = self._number(number) + parts
        if not letters or len(self.prefixes) == 1:
            return whole
        code = letters.upper() + whole
        return self._typed.get(code, code)

    def _number(self, number: str) -> str:
        return number.lstrip("0") or "0" if self._bare else number


@lru_cache(16)
def answer_codes(coding: Coding) -> AnswerCodes:
    """What may stand for an answer where they are coded so."""
    return AnswerCodes(coding)


def _parted(code: str) -> tuple[str, str, str]:
    """The letters of a code, its number, and the parts behind it: `SL13-1` is SL, 13, -1."""
    found = _CODE.fullmatch(code)
    if not found:
        raise ValueError(code)
    return found[1], found[2], found[3]


def _alternatives(words: Iterable[str]) -> str:
    """A pattern of words; the longest comes first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


#: Of the instruments that ship with the program, and as long as nobody names one.
SHIPPED = AnswerCodes(Coding(("I1", "I2", "I3")))
