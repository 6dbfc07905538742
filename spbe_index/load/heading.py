"""What one heading says: which role its column has, and of which stage and year."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from spbe_index.load.folding import fold, phrases, visible
from spbe_index.load.headings import (
    DENYING_BEFORE,
    DENYING_BEHIND,
    FILLERS,
    HARMLESS,
    HEADINGS,
    SECOND_CHOICE,
    TURNING,
    Role,
)

if TYPE_CHECKING:
    from spbe_index.core.rubric import Rubric, Stage

_ROLES = {phrase: role for role, listed in HEADINGS.items() for phrase in phrases(listed)}
#: Roles whose cells are counted, so that a bracket that is not understood must not be passed over.
_COUNTED = frozenset((None, Role.LEVEL, Role.EXTERNAL, Role.MET))
_WORDS = frozenset(word for phrase in _ROLES for word in phrase.split()) | FILLERS | {"tahun", "ta", "th", "year"}
_UNCHANGING = HARMLESS | FILLERS | {word for phrase in phrases(HEADINGS[Role.LEVEL]) for word in phrase.split()}
_LONGEST = 90
_BRACKETS = r"[(\[][^()\[\]]*[)\]]"
_BRACKET = frozenset("([")
#: So many words before a stage may deny it.
_REACH = 3
#: Of levels; a stage or a year alone heads levels too.
_LEVELS = frozenset((None, Role.LEVEL, Role.TARGET))
#: No instrument has a level beyond this.
_HIGHEST = 10


class Heading(NamedTuple):
    """What one heading says.

    `role` is None where only a stage or a year is said (`Mandiri`, `2021`);
    `second` marks a heading that gives way to a plainer one; `either` marks a
    word that is a stage's and a role's at once ("Dokumen"), to be told apart by
    what stands below.
    """

    role: Role | None
    stage: str = ""
    year: int | None = None
    second: bool = False
    either: bool = False


#: So many cells are remembered; a workbook asks of the same ones again and again, and so does a folder of workbooks.
_REMEMBERED = 20_000


class StageWords:
    """The phrases that mean a stage with its code, longest first, and all words that occur in them.

    `levels` are the words in the names of an instrument's levels, which a heading may list in brackets.
    """

    def __init__(
        self,
        phrases: tuple[tuple[str, str], ...] = (),
        words: frozenset[str] = frozenset(),
        levels: frozenset[str] = frozenset(),
    ) -> None:
        self.phrases = phrases
        self.words = words
        self.levels = levels
        self._headings: dict[str, Heading | None] = {}

    def heading(self, text: str) -> Heading | None:
        """What a cell with this text says as a heading; see `read_heading`."""
        if len(text) > _LONGEST:
            return None
        known = self._headings
        if text not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[text] = read_heading(text, self)
        return known[text]

    def find(self, folded: str) -> tuple[str, str]:
        """The code of the longest phrase in folded words, and the words without it; ("", words) if there is none.

        What to make of the words that are left is the caller's: another stage may be among them, or a word that
        denies the one found.
        """
        if self.words.isdisjoint(folded.split()):
            return "", folded
        padded = f" {folded} "
        for phrase, code in self.phrases:
            if f" {phrase} " in padded:
                return code, padded.replace(f" {phrase} ", " ", 1).strip()
        return "", folded

    def named(self, text: str) -> tuple[str, ...]:
        """The codes of the stages that a text names, in no order; "" among them where it denies one.

        Only a text that names one, and nothing else, can be taken at its word.
        """
        folded = fold(text)
        if self.words.isdisjoint(folded.split()):
            return ()
        padded = f" {folded} "
        codes: dict[str, None] = {}
        for phrase, code in self.phrases:
            while f" {phrase} " in padded:
                before, _, behind = padded.partition(f" {phrase} ")
                denied = not DENYING_BEFORE.isdisjoint(before.split()[-_REACH:])
                denied |= not DENYING_BEHIND.isdisjoint(behind.split()[:1])
                codes["" if denied else code] = None
                padded = f"{before} | {behind}"
        return tuple(codes)

    def one_in(self, text: str) -> str:
        """The code of the one stage that a text names; empty when it names none, several, or denies one."""
        codes = self.named(text)
        return codes[0] if len(codes) == 1 else ""


NO_STAGES = StageWords()


def words_of(rubric: "Rubric") -> StageWords:
    """The words of an instrument that stand in headings: those for its stages, and the names of its levels."""
    names = (name for scale in rubric.scales for level in scale.levels for name in (level.name.id, level.name.en))
    return _words_of(rubric.stages, tuple(names))


@lru_cache(32)
def _words_of(stages: "tuple[Stage, ...]", levels: tuple[str, ...]) -> StageWords:
    return stage_words(((stage.code, stage.headings) for stage in stages), levels)


def stage_words(stages: Iterable[tuple[str, Iterable[str]]], levels: Iterable[str] = ()) -> StageWords:
    """Stage words from stages' codes and the phrases that headings have for them, and from names of levels."""
    pairs = {(fold(phrase), code) for code, phrases_of in stages for phrase in phrases_of}
    in_order = sorted(pairs, key=lambda pair: (-len(pair[0]), pair))
    words = frozenset(word for phrase, _ in pairs for word in phrase.split())
    return StageWords(tuple(in_order), words, frozenset(word for name in levels for word in fold(name).split()))


def read_heading(text: str, stages: StageWords = NO_STAGES) -> Heading | None:
    """What a cell says as a heading, or None when it is none that is understood.

    Args:
        text: The cell's text, with line breaks, brackets and signs as typed.
        stages: Stage words with their codes, from `stage_words`.

    """
    if len(text) > _LONGEST:
        return None
    first = text.split(maxsplit=1)[:1]
    if first and first[0].isascii() and first[0].isalpha() and not _BRACKET & set(text):
        # Most cells that are asked about are names and documents: their first word says that they are no heading.
        word = first[0].lower()
        if word not in _WORDS and word not in stages.words:
            return None
    found = _understood(text, stages)
    return None if found and found.role in _LEVELS and _is_of_a_hundred(text) else found


def _is_of_a_hundred(text: str) -> bool:
    """Whether a heading says that its column has percents or points, which are no levels: `Nilai (%)`, `Skor (0-100)`.

    In brackets that speak of indicators the numbers are theirs.
    """
    if text.isascii() and "%" not in text and not any(sign.isdigit() for sign in text):
        return False
    seen = visible(text)
    if "%" in seen:
        return True
    asides = (fold(aside).split() for aside in re.findall(_BRACKETS, seen))
    return any(
        word.isdecimal() and not _is_year(word) and int(word) > _HIGHEST
        for words in asides
        if not {"indikator", "indicator"} & set(words)
        for word in words
    )


def _understood(text: str, stages: StageWords) -> Heading | None:
    """What a heading says, whatever its column is counted in."""
    whole = fold(text)
    if not whole:
        return None
    for word in whole.split():
        if word not in _WORDS and word not in stages.words and not word.isdigit():
            if not re.search(_BRACKETS, visible(text)):
                return None
            break
    role = _ROLES.get(whole)
    stage, rest = stages.find(whole)
    if role is not None:
        both = bool(stage) and not rest
        return Heading(role, stage if both else "", second=whole in SECOND_CHOICE, either=both)
    found = _read_rest(rest, stage)
    if found is None and (bare := re.sub(_BRACKETS, " ", visible(text))) != text:
        asides = [fold(aside) for aside in re.findall(_BRACKETS, visible(text))]
        said = _read_rest(stages.find(fold(bare))[1], stage)
        if said and all(_is_harmless(aside, said.role, stages) for aside in asides):
            years = [int(word) for aside in asides for word in aside.split() if _is_year(word)]
            found = said._replace(year=said.year or next(iter(years), None))
    return found


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.startswith("20") and word.isdecimal()


def _is_harmless(aside: str, role: Role | None, stages: StageWords) -> bool:
    """Whether words in brackets leave a column what it is without them."""
    if not TURNING.isdisjoint(aside.split()):
        return False
    if role not in _COUNTED:
        return True
    if len(stages.named(aside)) > 1 or "" in stages.named(aside):
        return False
    rest = stages.find(aside)[1]
    if rest in _ROLES:
        return _ROLES[rest] in (role, Role.LEVEL)
    return all(word in _UNCHANGING or word in stages.levels or word.isdigit() for word in rest.split())


def _read_rest(rest: str, stage: str) -> Heading | None:
    """What is said once the stage is known: year and filling words fall away one after the other."""
    words = rest.split()
    year = next((int(word) for word in words if _is_year(word)), None)
    words = [word for word in words if not _is_year(word) and word not in ("tahun", "ta", "th", "year")]
    phrase = " ".join(words)
    role = _ROLES.get(phrase)
    if role is None:
        words = [word for word in words if word not in FILLERS and not word.isdigit()]
        phrase = " ".join(words)
        role = _ROLES.get(phrase)
    if role is None and ("target" in words or "sasaran" in words):
        others = " ".join(word for word in words if word not in ("target", "sasaran"))
        role = Role.TARGET if not others or _ROLES.get(others) is Role.LEVEL else None
    if role is None and (words or (not stage and year is None)):
        return None
    return Heading(role, stage, year, phrase in SECOND_CHOICE)
