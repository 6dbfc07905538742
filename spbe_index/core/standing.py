"""Where one agency stands in a published list: in its kind, its province, and nationally."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.agency import nearest_names
from spbe_index.core.kinds import kind_named, kind_of
from spbe_index.core.published import INDEX, Listed, Published, PublishedMeans, as_listed, find, means_for
from spbe_index.core.ranking import Ranked, ranked
from spbe_index.core.result import Open, Result
from spbe_index.core.rubric import Text

#: How many others are shown around an agency.
NEAREST = 10


class Position(NamedTuple):
    """The place in one part of the list.

    `scope` is "kind", "region" or "nation"; `name` the group of the national
    report, the province, or "". `of` counts the agencies, this one among them;
    `below` those on a lower place. `values` are the printed indices of all of
    them, ascending, this one's as well. `medians` are those of the list as it was
    published, by code, the index first; a domain only where every row has it.
    """

    scope: str
    name: str
    rank: int
    shared: int
    of: int
    below: int
    values: tuple[Fraction, ...]
    medians: tuple[tuple[str, Fraction], ...]

    @property
    def percentile(self) -> Fraction:
        """The part of the other agencies that stand lower, in percent: 0 to 100, and 100 where there is no other."""
        return Fraction(100 * self.below, self.of - 1) if self.of > 1 else Fraction(100)

    def median(self, code: str) -> Fraction | None:
        """The median of a node; None where the list does not tell it for all."""
        return dict(self.medians).get(code)


class Standing(NamedTuple):
    """An agency in a list.

    `entry` is the agency as it was placed, `own` its row in the list, whose place
    it takes; None when the list does not name it. `nearest` are the agencies
    around it with their places, itself among them, in its kind or, where that is
    not known, in the whole list (`nearest_scope`). `alike` are the names of the
    list most like an agency's that the list does not name: one of them may be meant.
    `bands` are the names of the predicates of the list's instruments.
    """

    source: str
    year: int
    rubrics: tuple[str, ...]
    entry: Listed
    own: Listed | None
    positions: tuple[Position, ...]
    nearest_scope: str
    nearest: tuple[Ranked, ...]
    alike: tuple[str, ...] = ()
    bands: tuple[Text, ...] = ()

    @property
    def same_year(self) -> bool:
        """Whether the list is of the year of the assessment."""
        return self.entry.year == self.year

    @property
    def same_instrument(self) -> bool:
        """Whether every row of the list was scored by the instrument of the assessment."""
        return self.rubrics == (self.entry.rubric,)

    def position(self, scope: str) -> Position | None:
        """The place in its kind, its province or the nation; None where that is not known."""
        return next((one for one in self.positions if one.scope == scope), None)


class Among(NamedTuple):
    """A result among others: where it stands (None while it has no index), and the means published for its kind."""

    standing: Standing | None
    means: PublishedMeans | None


def among(result: Result, published: Published, means: Iterable[PublishedMeans], *, group: str = "") -> Among:
    """A result beside a list and the published means; see `standing_of` and `published.means_for`."""
    standing = standing_of(result, published, group=group)
    kind = standing.entry.kind if standing else kind_named(group) or kind_of(result.group, result.agency)
    return Among(standing, means_for(means, kind=kind, year=result.year, rubric=result.rubric.id))


def standing_of(result: Result, published: Published, *, group: str = "") -> Standing | None:
    """Where a result stands in a list; None while it has no index.

    Args:
        result: The scored assessment. The list's rows of its year are taken, else those of the latest year.
        published: The list, with at least one row.
        group: What kind of agency it is, where that should not be read from the
            workbook (its group, else the agency's name) or from its own row.

    """
    if isinstance(result.index, Open):
        return None
    _, *parts = (node for node in result.root.walk() if node.children and node.kind != "indicator")
    values = [(node.code, node.value) for node in parts if not isinstance(node.value, Open)]
    kind = kind_named(group) or kind_of(result.group, result.agency)
    entry = as_listed(
        result.agency,
        result.index,
        year=result.year or 0,
        rubric=result.rubric.id,
        kind=kind,
        band=result.verdict.name if result.verdict else "",
        values=values,
    )
    return stand(entry, published)


def stand(entry: Listed, published: Published) -> Standing:
    """Where an agency stands in a list, instead of the row of its own name.

    Kind and province that the entry does not tell are those of that row.
    """
    year = published.year_for(entry.year)
    rows = published.of_year(year)
    own = next(iter(find(rows, entry.agency)), None) if entry.agency else None
    if own is not None:
        entry = entry._replace(
            kind=entry.kind or own.kind, region=entry.region or own.region, group=entry.group or own.group
        )
    parts: dict[str, tuple[str, list[Listed]]] = {}
    if entry.report:
        parts["kind"] = (entry.report, [row for row in rows if row.report == entry.report])
    if entry.region:
        parts["region"] = (entry.region, [row for row in rows if row.region == entry.region])
    parts["nation"] = ("", list(rows))
    scope = next(iter(parts))
    return Standing(
        source=published.source,
        year=year,
        rubrics=tuple(sorted({row.rubric for row in rows})),
        entry=entry,
        own=own,
        positions=tuple(_position(name, entry, own, *part) for name, part in parts.items()),
        nearest_scope=scope,
        nearest=_around(_with(entry, own, parts[scope][1]), entry),
        alike=nearest_names(entry.agency, [row.agency for row in rows]) if entry.agency and own is None else (),
    )


def _with(entry: Listed, own: Listed | None, rows: Iterable[Listed]) -> tuple[Ranked, ...]:
    return ranked([entry, *(row for row in rows if row is not own)])


def _position(scope: str, entry: Listed, own: Listed | None, name: str, rows: Sequence[Listed]) -> Position:
    all_of = _with(entry, own, rows)
    place = next(one for one in all_of if one.row is entry)
    return Position(
        scope=scope,
        name=name,
        rank=place.rank,
        shared=place.shared,
        of=len(all_of),
        below=sum(one.rank > place.rank for one in all_of),
        values=tuple(one.row.printed for one in reversed(all_of)),
        medians=_medians(rows),
    )


def _medians(rows: Sequence[Listed]) -> tuple[tuple[str, Fraction], ...]:
    """The median of the index and of each value that every row has, in the order of the first row."""
    if not rows:
        return ()
    found: list[tuple[str, Fraction]] = []
    for code in (INDEX, *(code for code, _ in rows[0].values)):
        values = [value for row in rows if (value := row.value(code)) is not None]
        if len(values) == len(rows):
            found.append((code, median(values)))
    return tuple(found)


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle value, or the mean of the two middle ones; exact.

    Raises:
        IndexError: there are no values.

    """
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _around(all_of: Sequence[Ranked], entry: Listed) -> tuple[Ranked, ...]:
    """The agency and the ten around it: five above and five below, or more on one side where the other has fewer."""
    at = next(place for place, one in enumerate(all_of) if one.row is entry)
    first = max(0, min(at - NEAREST // 2, len(all_of) - NEAREST - 1))
    return tuple(all_of[first : first + NEAREST + 1])
