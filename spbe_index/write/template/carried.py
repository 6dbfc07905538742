"""What is brought along from an earlier workbook: never as an answer of this year, and always marked."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.assessment import Entry, Evidence, Given
from spbe_index.core.result import Result

#: One member of the team: the cells of a row behind its label.
Member = tuple[str, ...]


class Brought(NamedTuple):
    """The earlier answers, explanations, units, targets and evidence by indicator; all empty where there are none.

    `from_year` is the year of the earlier workbook, as text, "" where it names none.
    """

    agency: str = ""
    group: str = ""
    team: tuple[Member, ...] = ()
    from_year: str = ""
    levels: dict[str, Fraction] = {}  # noqa: RUF012  a NamedTuple's default, never written to
    entries: dict[str, Entry] = {}  # noqa: RUF012

    def evidence(self) -> list[tuple[str, Evidence]]:
        """Every piece of evidence with the code of its indicator."""
        return [(code, piece) for code, entry in self.entries.items() for piece in entry.evidence]


def brought_from(earlier: Result, team: tuple[Member, ...], *, same_instrument: bool) -> Brought:
    """What an earlier result brings; only who was assessed and by whom where the instrument is another one."""
    year = "" if earlier.year is None else str(earlier.year)
    who = Brought(earlier.agency, earlier.group, team, year)
    if not same_instrument:
        return who
    leaves = [leaf for leaf in earlier.leaves if leaf.entry]
    return who._replace(
        levels={leaf.code: leaf.answer.value for leaf in leaves if isinstance(leaf.answer, Given)},
        entries={leaf.code: leaf.entry for leaf in leaves if leaf.entry},
    )
