"""Which item of the rubric a row is about, by its number and its name, and never by a guess."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Set
from functools import cached_property
from typing import NamedTuple

from spbe_index.core.rubric import Item, LevelCriteria, Rubric
from spbe_index.load.folding import fold, phrases, visible
from spbe_index.load.numbers import Number, Numbers
from spbe_index.load.spoken import core, spelt

#: First words of rows that are no indicators: sums, notes, signatures.
_NO_INDICATOR = phrases("""
    total | sub total | subtotal | grand total | jumlah | rata rata | rerata | rataan | nilai rata rata | indeks
    index | nilai indeks | nilai akhir | nilai total | hasil akhir | hasil penilaian | predikat | kategori
    catatan | keterangan | sumber | mengetahui | skala | average | mean | sum | note | notes | predicate
    source | remarks | bobot | persentase | nilai domain | nilai aspek | nilai spbe
""")
_ASIDE = r"\s*[(\[][^()\[\]]*[)\]]"
_NOTE_MARK = r"\s[-\u2013\u2014]\s|[:;|\n]"
#: Names longer than this are compared by their beginning, and of more unknown ones none is looked for.
_LONGEST = 200
_MOST_NEAREST = 300
#: How alike two names must be before a number may vouch for a misspelling.
_ALIKE = 0.6


class Found(NamedTuple):
    """The items that a name may mean: answerable ones, and inner ones (domains, aspects)."""

    leaves: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()


_NOTHING = Found()


#: The rubrics whose names are kept; there are three, and a user's own.
_KEPT: "list[Names]" = []
_MOST_KEPT = 8
#: So many names that were looked up are remembered, over all workbooks of a rubric.
_MOST_FOUND = 20_000


def names_of(rubric: Rubric) -> "Names":
    """The names of a rubric, gathered once for all workbooks that are scored by it.

    How many misspelt names are looked for is counted anew with each call: what
    is said of one workbook must not hang on those before it.
    """
    for known in _KEPT:
        if known.rubric is rubric:
            known.misspelt.clear()
            return known
    made = Names(rubric)
    _KEPT.insert(0, made)
    del _KEPT[_MOST_KEPT:]
    return made


class Names:
    """Every name and number of a rubric, ready to be looked up."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self.items = {item.code: item for item, _ in rubric.items()}
        self.parents = {item.code: parent.code if parent else "" for item, parent in rubric.items()}
        self.leaves = {leaf.code: leaf for leaf in rubric.leaves()}
        #: Items that are answered part by part: their codes are those of the parts without what follows the hyphen.
        self.divided = frozenset(
            code
            for code, item in self.items.items()
            if item.children and (item.levels or all(part.code.startswith(f"{code}-") for part in item.children))
        )
        inner = {item.kind for code, item in self.items.items() if item.children and code not in self.divided}
        self._inner_words = tuple(
            fold(word) for kind in rubric.kinds if kind.key in inner for word in (kind.name.id, kind.name.en)
        )
        #: Numbers that count through the whole instrument: those of indicators and what stands below them.
        self.by_number = {
            item.number: code for code, item in self.items.items() if code in self.leaves or code in self.divided
        }
        self.numbers = Numbers(rubric, self.by_number)
        self._whole: dict[str, set[str]] = {}
        for item in self.items.values():
            for name in (item.name.id, item.name.en, *item.aliases):
                self._whole.setdefault(fold(name), set()).add(item.code)
        #: The code of one of the indicators, for hints.
        self.example = list(self.leaves)[len(self.leaves) // 4]
        self._under: dict[str, set[str]] = {}
        self._positions: dict[str, dict[str, str]] = {}
        for count, leaf in enumerate(self.leaves, start=1):
            self._positions[leaf] = {"": str(count)}
            above = self.parents[leaf]
            while above:
                below = self._under.setdefault(above, set())
                below.add(leaf)
                self._positions[leaf][self.items[above].kind] = str(len(below))
                above = self.parents[above]
        #: What was asked for already: the names of domains and aspects stand in every row.
        self._found: dict[str, Found] = {}
        #: The nearest items to names that are nobody's, as far as they were looked for.
        self.misspelt: dict[str, tuple[str, ...]] = {}
        self._steps = {
            fold(name) for scale in rubric.scales for level in scale.levels for name in (level.name.id, level.name.en)
        } | {fold(name) for band in rubric.bands for name in (band.name.id, band.name.en)}

    @cached_property
    def _core(self) -> dict[str, set[str]]:
        """The items by what is left of their names without what is often said around them.

        Names written out as they are officially never ask for it.
        """
        cores: dict[str, set[str]] = {}
        for whole, codes in self._whole.items():
            cores.setdefault(core(whole), set()).update(codes)
        return cores

    @cached_property
    def _cores(self) -> list[str]:
        """What is left of the names, in order, so that those that begin in one way stand together."""
        return sorted(self._core)

    def _sharing(self, spoken: str) -> set[str]:
        """The items whose name comes down to these words; looked for without taking every name apart."""
        alike = (codes for whole, codes in self._whole.items() if spoken in whole and core(whole) == spoken)
        return {code for codes in alike for code in codes}

    @cached_property
    def _words(self) -> dict[str, set[str]]:
        """The words of each answerable item's name."""
        return {code: set(core(fold(leaf.name.id)).split()) for code, leaf in self.leaves.items()}

    def split(self, text: str) -> tuple[Number | None, str]:
        """A number at the head of a name (`12. Pembangunan Aplikasi`), and the name without it."""
        return (None, text) if fold(text) in self._whole else self.numbers.split(text)

    def find(self, name: str) -> Found:
        """What a name means: whole, then without what is often said around it, then as the beginning of one only."""
        if name not in self._found:
            if len(self._found) >= _MOST_FOUND:
                self._found.clear()
            self._found[name] = self._look_for(name)
        return self._found[name]

    def _look_for(self, name: str) -> Found:
        folded = spelt(fold(name))
        if not folded:
            return _NOTHING
        if codes := self._whole.get(folded):
            # As it stands it may name an aspect and, for want of "Tingkat Kematangan", an indicator too.
            return self._sorted(codes if codes & self.leaves.keys() else codes | self._sharing(core(folded)))
        spoken = core(folded)
        if codes := self._core.get(spoken):
            return self._sorted(codes)
        seen = visible(name)
        aside = re.sub(_ASIDE, " ", seen) if "(" in seen or "[" in seen else seen
        for shorter in (aside, re.split(_NOTE_MARK, seen.strip(), maxsplit=1)[0]):
            short = core(fold(shorter))
            if short and short != spoken and (codes := self._core.get(short)):
                return self._sorted(codes)
        if len(spoken) < 4:
            return _NOTHING
        begun: set[str] = set()
        for known in self._cores[bisect_left(self._cores, spoken) :]:
            if not known.startswith(spoken):
                break
            begun |= self._core[known]
        return self._sorted(begun) if len(begun) == 1 else _NOTHING

    def is_no_indicator(self, text: str) -> bool:
        """Whether a label begins like a sum, a note, a domain or an aspect, or is a level's or a predicate's name."""
        folded = fold(text)
        starts = self._starts.get(folded.partition(" ")[0], ())
        return folded in self._steps or any(folded == start or folded.startswith(start + " ") for start in starts)

    @cached_property
    def _starts(self) -> dict[str, list[str]]:
        """How labels of what is no indicator begin, by their first word."""
        starts: dict[str, list[str]] = {}
        for start in (*_NO_INDICATOR, *self._inner_words):
            starts.setdefault(start.partition(" ")[0], []).append(start)
        return starts

    def containing(self, name: str) -> tuple[str, ...]:
        """The answerable items whose name has all the words of a shortened one."""
        words = set(core(fold(name)).split())
        return tuple(code for code, known in self._words.items() if words <= known) if words else ()

    def stands_for_any(self, code: str) -> bool:
        """Whether an item's name only holds a place (`Layanan Publik Sektor 1`) for the one an agency writes there."""
        stem = _stem(self.leaves[code])
        return bool(stem) and sum(_stem(leaf) == stem for leaf in self.leaves.values()) > 1

    def nearest(self, name: str) -> tuple[str, ...]:
        """The answerable items whose names are most alike, if any is alike at all; several when equally so.

        Looking is slow, so a workbook with hundreds of unknown names gets no answer for the last of them.
        """
        spoken = core(fold(name))[:_LONGEST]
        if spoken not in self.misspelt and len(self.misspelt) < _MOST_NEAREST:
            self.misspelt[spoken] = self._look_for_nearest(spoken)
        return self.misspelt.get(spoken, ())

    def _look_for_nearest(self, spoken: str) -> tuple[str, ...]:
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(spoken)
        alike: dict[str, float] = {}
        for known, codes in self._core.items():
            matcher.set_seq1(known)
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                for code in codes & self.leaves.keys():
                    alike[code] = max(alike.get(code, 0), matcher.ratio())
        best = max(alike.values(), default=0)
        return tuple(code for code in self.leaves if best >= _ALIKE and alike.get(code) == best)

    def positions(self, code: str) -> Mapping[str, str]:
        """The numbers an item has when counting starts anew in each item of a kind, by kind; "" for nowhere anew."""
        return self._positions[code]

    def criteria(self, code: str) -> tuple[LevelCriteria, ...]:
        """The criteria of an item: its own, or those of the indicator of which it is one of several answers."""
        own, parent = self.items[code].levels, self.parents[code]
        return own or (self.items[parent].levels if parent else ())

    def under(self, code: str) -> Set[str]:
        """The answerable items below an inner one."""
        return self._under.get(code, frozenset())

    def _sorted(self, codes: Set[str]) -> Found:
        return Found(
            tuple(code for code in self.items if code in codes and code in self.leaves),
            tuple(code for code in self.items if code in codes and code not in self.leaves),
        )


def _stem(leaf: Item) -> str:
    """A name without the number it ends with; empty when it ends with none."""
    words = fold(leaf.name.id).split()
    return " ".join(words[:-1]) if words and words[-1].isdigit() else ""
