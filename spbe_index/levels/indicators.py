"""Which indicator a row or column of a table is about: by its code or number, else by its name.

A name is understood by the instrument that its row is scored with, which may be known only when all rows are read:
until then a text that instruments understand differently stands for what it means to each of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from spbe_index.core.scaled import Scaled
from spbe_index.levels.records import Said
from spbe_index.load.answer_codes import SHIPPED, AnswerCodes
from spbe_index.load.naming import Names, names_of
from spbe_index.load.rubric import load_rubric, shipped

#: So many names that are nobody's are told.
_NAMED = 5
_SHOWN = 60
#: Places below this stand for a text that instruments understand differently, see `Indicators.meanings`.
OPEN = -2


class Indicators:
    """The indicators of several instruments, by their keys.

    `place` has their places by key. `meanings` are, for each text that instruments understand differently, its
    places by instrument, -1 in one that has no such indicator; the text's own place is `OPEN` less its place here.

    Args:
        keys: Of all indicators; their places in this list are told.
        rubrics: Ids or paths of the instruments, whose names are looked at only when a text is no key.
        codes: Those of their answers.

    """

    def __init__(self, keys: Sequence[str], rubrics: Sequence[str], codes: AnswerCodes = SHIPPED) -> None:
        self.place = {key: at for at, key in enumerate(keys)}
        self.meanings: list[tuple[int, ...]] = []
        self.codes = codes
        self._keys = keys
        self._rubrics = rubrics
        self._texts: list[str] = []
        self._known: dict[str, int] = {"": -1}
        self._strange: set[str] = set()
        self._headings: dict[str, None] = {}

    def columns(self, whole: Scaled) -> list[int]:
        """The places of an instrument's answers, in rubric order."""
        return [self.place[self.codes.of(leaf.code)] for leaf in whole.leaves]

    def place_of(self, text: str) -> int:
        """The place of the indicator that a cell names, -1 for none, `OPEN` or below where that hangs on the row."""
        if text not in self._known:
            key = self.codes.key_of(text)
            own = (key,) if key in self.place else [self._named(text, names) for names in self._names]
            self._known[text] = self._meaning(text, [self.place.get(one, -1) for one in own])
        return self._known[text]

    def place_in(self, key: str, text: str, instruments: Collection[int]) -> int:
        """The place of an indicator that a heading names as these instruments do (their places), and no others."""
        place = self.place.get(key, -1)
        return self._meaning(text, [place if at in instruments else -1 for at in range(len(self._rubrics))])

    def note(self, meaning: int) -> None:
        """Take note that a text of `meanings` is no indicator of the instrument of a row."""
        self._strange.add(self._texts[meaning])

    def contradicts(self, instrument: int, place: int, text: str) -> bool:
        """Whether a text names another indicator of an instrument than the one at a place, or one of others alone."""
        if not self._rubrics:
            return False
        names = self._names[instrument]
        _, name = names.split(text)
        found = names.find(name)
        if found.leaves:
            return not found.inner and self._keys[place] not in map(self.codes.of, found.leaves)
        return not found.inner and self._is_foreign(name)

    def place_of_column(self, key: str, heading: str) -> int:
        """The place of the indicator that a column is of by its key, -1 for none: then its heading is told."""
        place = self.place.get(key, -1)
        if place < 0:
            self._headings.setdefault(heading)
        return place

    def tell(self, said: Said) -> None:
        """Say which names are no indicator's."""
        if strange := [*self._headings, *sorted(self._strange)]:
            named = ", ".join(text[:_SHOWN] for text in strange[:_NAMED])
            said.append(("N857", {"count": str(len(strange)), "found": named, "example": self.codes.first[0]}))

    def _meaning(self, text: str, places: Sequence[int]) -> int:
        """The place that a text has in all instruments, else that of what it means to each."""
        different = set(places)
        if len(different) > 1:
            self.meanings.append(tuple(places))
            self._texts.append(text)
            return OPEN - len(self.meanings) + 1
        place = different.pop() if different else -1
        if place < 0:
            self._strange.add(text)
        return place

    @cached_property
    def _names(self) -> list[Names]:
        return [names_of(load_rubric(one)) for one in self._rubrics]

    def _named(self, text: str, names: Names) -> str:
        """The key of the indicator that a text means in an instrument, by its name; "" for none.

        A number before the name must agree with it. `I1` alone is heard too where nobody has such a name, but `1.`,
        which may as well count the lines, only where the name is a shortened or misspelt one of that indicator, or
        its own one only holds a place (`Layanan Publik Sektor 1`).
        """
        number, name = names.split(text)
        leaves = names.find(name).leaves if name else ()
        if not number:
            return self.codes.of(leaves[0]) if len(leaves) == 1 else ""
        code = names.by_number.get(number.number, "")
        if name and code not in leaves:
            if leaves or self._is_foreign(name):
                return ""
            if not (number.explicit or _vouches(code, name, names)):
                return ""
        if code in names.leaves and self.codes.of(code) == code:
            # Two answers have this number, so that it says nothing without the name of one.
            return code if name and code in leaves else ""
        return self.codes.key_of(code)

    def _is_foreign(self, name: str) -> bool:
        """Whether a name that is none of an instrument's is one of another that comes with the program."""
        return any(names_of(load_rubric(one)).find(name).leaves for one in shipped())


def _vouches(code: str, name: str, names: Names) -> bool:
    """Whether a number before a name that is nobody's may be that of an indicator."""
    if code not in names.leaves:
        return False
    return names.stands_for_any(code) or code in names.containing(name) or code in names.nearest(name)
