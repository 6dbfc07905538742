"""Why a row of a table of levels has no index, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spbe_index.core.problem import NOWHERE, problem
from spbe_index.write.words import Words


class Sentences(NamedTuple):
    """Why a row has no index, in words; `choices` are the instruments there are, `faults` those of the table's rows."""

    words: Words
    choices: list[str]
    faults: Sequence[tuple[str, dict[str, str]]] = ()

    def of(self, mark: int, many: int, more: int) -> str:
        """The message of a row without fault.

        Args:
            mark: -1 (nothing), -2 (no instrument), below (a fault), or (unfilled x `many` + invalid items) x `more`
                + levels of no item.
            many: More than there are invalid items in any row.
            more: More than there are levels of no item in any row.

        """
        if mark == -1:
            return ""
        if mark < -2:
            code, particulars = self.faults[-3 - mark]
            return self.words.tell(problem(code, NOWHERE, **particulars))[0]
        if mark == -2:
            return self.words.tell(problem("E844", choices=", ".join(self.choices)))[0]
        open_items, unknown = divmod(mark, more)
        unfilled, invalid = divmod(open_items, many)
        told = "complete" if not open_items else "more" if unknown else "items"
        return self.words.tell(problem("E845", told=told, unfilled=unfilled, invalid=invalid, unknown=unknown))[0]
