"""Which indicator a row of a long table is about: by its code or number, else by its name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from spbe_index.levels.records import Said
from spbe_index.load.folding import fold
from spbe_index.load.level_tables import key_of
from spbe_index.load.naming import Names, names_of
from spbe_index.load.rubric import load_rubric

#: So many names that are nobody's are told.
_NAMED = 5
_SHOWN = 60


class Indicators:
    """The indicators of several instruments, by their keys.

    Args:
        keys: Of all indicators; their places in this list are told.
        rubrics: Ids or paths of the instruments, whose names are looked at only when a text is no key.

    """

    def __init__(self, keys: Sequence[str], rubrics: Sequence[str]) -> None:
        self.place = {key: at for at, key in enumerate(keys)}
        self._rubrics = rubrics
        self._known: dict[str, int] = {"": -1}
        self._strange: set[str] = set()
        self._headings: dict[str, None] = {}

    def place_of(self, text: str) -> int:
        """The place of the indicator that a cell names, -1 for none."""
        if text not in self._known:
            self._known[text] = self.place.get(key_of(text) or self._named(text), -1)
            if self._known[text] < 0:
                self._strange.add(text)
        return self._known[text]

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
            said.append(("N857", {"count": str(len(strange)), "found": named}))

    @cached_property
    def _names(self) -> list[Names]:
        return [names_of(load_rubric(one)) for one in self._rubrics]

    def _named(self, text: str) -> str:
        """The key of the indicator that a name means, by itself or behind a number that agrees with it; "" for none.

        Of instruments that know the name for different indicators, those count whose official name it is.
        """
        official: set[str] = set()
        found: set[str] = set()
        numbered: set[str] = set()
        for names in self._names:
            number, name = names.split(text)
            leaves = names.find(name).leaves if name else ()
            if number:
                code = names.by_number.get(number.number, "")
                if code in leaves:
                    return key_of(code)
                numbered.add(key_of(code) if not leaves else "")
            elif len(leaves) == 1:
                found.add(key_of(leaves[0]))
                called = names.leaves[leaves[0]].name
                if fold(name) in (fold(called.id), fold(called.en)):
                    official.add(key_of(leaves[0]))
        keys = official or found or numbered
        return keys.pop() if len(keys) == 1 else ""
