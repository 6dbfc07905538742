"""Who stands where in a list: places, counts by band, the best, the movers.

Places are those of a competition (1, 2, 2, 4): one more than the number of those
that are better. Better is the higher printed index; among agencies of one printed
index the exact one decides, if it is known for all of them, else they share the
place. So no place depends on a figure that only some of the tied have, and the
printed list is never contradicted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.kinds import AWARD_GROUPS, REPORT_GROUPS, award_group
from spbe_index.core.published import Listed

#: How a list may be cut into parts that are ranked apart: groups of the awards, of the national report, provinces.
BY = ("group", "kind", "region", "none")


class Ranked(NamedTuple):
    """An agency with its place and how many share it (itself among them)."""

    rank: int
    shared: int
    row: Listed


class Section(NamedTuple):
    """A part of the list, best first: `name` is the code of a group or kind, a province, or "" for the whole."""

    name: str
    ranked: tuple[Ranked, ...]

    @property
    def best(self) -> tuple[Listed, ...]:
        """Those on the first place."""
        return tuple(one.row for one in self.ranked if one.rank == 1)


class Move(NamedTuple):
    """An agency in two years. `exact` says that the difference is one of exact indices, not of printed ones."""

    now: Listed
    earlier: Listed
    difference: Fraction
    exact: bool


class Movement(NamedTuple):
    """What became of the agencies whose earlier index is known.

    `moves` go from the greatest rise to the greatest fall. `known` counts the
    agencies with an earlier figure, `apart` those of them whose two indices are
    of different instruments: no difference is drawn there.
    """

    year: int
    moves: tuple[Move, ...]
    known: int
    apart: int


class Ranking(NamedTuple):
    """A list of one year, ranked. `bands` counts the predicates as printed, highest first; "" where none is printed."""

    year: int
    rubrics: tuple[str, ...]
    by: str
    overall: tuple[Ranked, ...]
    sections: tuple[Section, ...]
    best: tuple[Section, ...]
    bands: tuple[tuple[str, int], ...]
    movement: Movement | None


def ranking(
    rows: Sequence[Listed], *, by: str = "group", earlier: Sequence[Listed] = (), bands: Sequence[str] = ()
) -> Ranking:
    """Rank the rows of one year.

    Args:
        rows: The list; one row an agency, all of one year.
        by: How it is cut, one of `BY`.
        earlier: Rows of one earlier year, to tell the movers by.
        bands: Names of the predicates, lowest first; others that are printed come after them.

    """
    overall = ranked(rows)
    return Ranking(
        year=max(row.year for row in rows),
        rubrics=tuple(sorted({row.rubric for row in rows})),
        by=by,
        overall=overall,
        sections=(Section("", overall),) if by == "none" else sections(rows, by),
        best=sections(rows, "group"),
        bands=band_counts(rows, bands),
        movement=movement(rows, earlier) if earlier else None,
    )


def ranked(rows: Iterable[Listed]) -> tuple[Ranked, ...]:
    """The rows with their places, best first; the order in which they are given does not matter."""
    groups: dict[Fraction, list[Listed]] = {}
    for row in rows:
        groups.setdefault(row.printed, []).append(row)
    found: list[Ranked] = []
    for printed in sorted(groups, reverse=True):
        for tied in _apart(groups[printed]):
            place = len(found) + 1
            found += [Ranked(place, len(tied), row) for row in sorted(tied, key=_order)]
    return tuple(found)


def _apart(tied: list[Listed]) -> list[list[Listed]]:
    """Rows of one printed index, parted by the exact one where all have it, best first."""
    by_exact: dict[Fraction, list[Listed]] = {}
    for row in tied:
        if row.exact is None:
            return [tied]
        by_exact.setdefault(row.exact, []).append(row)
    return [by_exact[exact] for exact in sorted(by_exact, reverse=True)]


def _order(row: Listed) -> tuple[object, ...]:
    return (row.agency, row.group, row.place)


#: By how a list is cut: the part that a row belongs to ("" none), and the order of parts that have one of their own.
_PARTS: dict[str, tuple[Callable[[Listed], str], tuple[str, ...]]] = {
    "group": (lambda row: award_group(row.kind), AWARD_GROUPS),
    "kind": (lambda row: row.report, REPORT_GROUPS),
    "region": (lambda row: row.region, ()),
}


def sections(rows: Iterable[Listed], by: str) -> tuple[Section, ...]:
    """The parts of a list that have a row, each ranked by itself; rows that belong to no part are in none."""
    part, order = _PARTS[by]
    parts: dict[str, list[Listed]] = {}
    for row in rows:
        if name := part(row):
            parts.setdefault(name, []).append(row)
    names = [name for name in order if name in parts] or sorted(parts)
    return tuple(Section(name, ranked(parts[name])) for name in names)


def band_counts(rows: Iterable[Listed], bands: Sequence[str] = ()) -> tuple[tuple[str, int], ...]:
    """How many have which printed predicate: the known ones highest first, then others, then "" for none printed."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.band] = counts.get(row.band, 0) + 1
    names = [*reversed(bands), *sorted(name for name in counts if name and name not in bands), ""]
    return tuple((name, counts[name]) for name in names if name in counts)


def movement(rows: Iterable[Listed], earlier: Sequence[Listed]) -> Movement:
    """The difference of each agency's index from an earlier one.

    Of printed indices unless both exact ones are known: an exact index less a
    rounded one would be neither.
    """
    before: dict[str, Listed] = {row.key: row for row in earlier}
    pairs = [(row, before[row.key]) for row in rows if row.key in before]
    moves = [_move(now, then) for now, then in pairs if now.rubric == then.rubric]
    moves.sort(key=lambda move: (-move.difference, _order(move.now)))
    return Movement(max(row.year for row in earlier), tuple(moves), len(pairs), len(pairs) - len(moves))


def _move(now: Listed, then: Listed) -> Move:
    if now.exact is None or then.exact is None:
        return Move(now, then, now.printed - then.printed, False)
    return Move(now, then, now.exact - then.exact, True)
