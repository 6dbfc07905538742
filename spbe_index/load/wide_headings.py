"""Headings of columns that hold one indicator each, as people type them.

`I1`, `Nilai I1`, `Skor Indikator 1`, `I1_2023`, `I1 (skala 1-5)`, `Indikator 1 - Kebijakan Internal`: a code or
number, words that say that levels stand below, a year, the indicator's name; in place of I the letters of the codes of
whatever instrument is at hand. With any other word a column is not
that of an indicator's levels: `Bukti I1`, `I1 Target`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from spbe_index.core.rubric import Rubric
from spbe_index.load.answer_codes import SHIPPED, AnswerCodes
from spbe_index.load.folding import fold, one_line, phrases
from spbe_index.load.level_tables import TABLE_HEADINGS
from spbe_index.load.naming import Names, names_of
from spbe_index.load.rubric import load_rubric
from spbe_index.load.spoken import core

_LONGEST = 250
_OF_INDICATORS = {"indikator", "indicator"}
#: What says before or behind a number that levels stand below, the longest first.
_LEVEL_WORDS = sorted(
    {
        phrase
        for listed in TABLE_HEADINGS["level"]
        for phrase in phrases(listed)
        if _OF_INDICATORS.isdisjoint(phrase.split())
    },
    key=lambda phrase: (-len(phrase), phrase),
)
_BEHIND_OR_BEFORE = "|".join(_LEVEL_WORDS)
_LEVELS = re.compile(rf"^(?:{_BEHIND_OR_BEFORE}) (?=.)|(?<=.) (?:{_BEHIND_OR_BEFORE})$")
_ASIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_YEAR = re.compile(r"(?:\b(?:tahun|thn|th|ta|t a|year) )?\b(20[0-9]{2})\b")
#: What may stand in brackets of the levels there are: `(skala 1-5)`, `(1 s.d. 5)`.
_SCALE = re.compile(r"(?:(?:skala|scale|tingkat|level|nilai|skor|kematangan|sampai|hingga|to|s|d|sd|[0-9])(?: |$))+")
#: A name may be cut off, behind so many letters at least.
_SHORTEST = 4


class WideHeading(NamedTuple):
    """What a heading says of the indicator below it.

    `key` is that of `AnswerCodes`, `year` the one that is named, `name`
    what stands where an indicator's name may ("" for nothing). `unsure` marks a
    number that nothing says to be an indicator's: `Nilai 1` may be the first
    assessor's.
    """

    key: str
    year: int | None = None
    name: str = ""
    unsure: bool = False


@lru_cache(4096)  # a sheet's first rows are looked at in several ways
def read_wide_heading(heading: str, codes: AnswerCodes = SHIPPED) -> WideHeading | None:
    """What a heading says of an indicator that is coded so; None for one that is of none."""
    if key := codes.key_of(heading):
        return WideHeading(key)
    if len(heading) > _LONGEST or not any(map(str.isdigit, heading)):
        return None
    seen = one_line(heading)
    asides = [fold(aside) for aside in _ASIDE.findall(seen)]
    words = fold(_ASIDE.sub(" ", seen))
    years = {int(year) for text in (words, *asides) for year in _YEAR.findall(text)}
    bare = _without_years(words)
    item = _LEVELS.sub("", bare)
    found = codes.item.fullmatch(item)
    if not found or len(years) > 1:
        return None
    names = [found["name"]] if found["name"] else []
    names += [text for aside in asides if (text := _without_years(aside)) and not is_scale(text)]
    unsure = not found["said"] and not names and (item != bare or bool(years))
    return WideHeading(codes.key_in(found), years.pop() if years else None, " ".join(names), unsure)


def is_scale(folded: str) -> bool:
    """Whether words in brackets tell what levels there are; one alone may be a part of the indicator."""
    return bool(_SCALE.fullmatch(folded)) and sum(map(str.isdigit, folded)) != 1


def _without_years(folded: str) -> str:
    return " ".join(_YEAR.sub(" ", folded).split())


def meant_by(said: WideHeading, rubrics: Iterable[Rubric | str], codes: AnswerCodes) -> Iterator[str]:
    """The keys of the indicators that the name in a heading may mean: that of its number alone where they agree."""
    others: dict[str, None] = {}
    for rubric in rubrics:
        names = names_of(load_rubric(rubric))
        found = {codes.of(code): None for code in names.find(said.name).leaves}
        if said.key in found or _begins(said, names, codes):
            yield said.key
            return
        others |= found
    yield from others


def _begins(said: WideHeading, names: Names, codes: AnswerCodes) -> bool:
    """Whether the name in a heading is how that of its indicator begins: `Kebijakan Internal ...`."""
    own = [leaf for code, leaf in names.leaves.items() if codes.of(code) == said.key]
    whole = fold(said.name)
    if len(core(whole)) < _SHORTEST:
        return False
    return any(
        f"{known} ".startswith(f"{spoken} ")
        for leaf in own
        for name in map(fold, (leaf.name.id, leaf.name.en))
        for known, spoken in ((name, whole), (core(name), core(whole)))
    )
