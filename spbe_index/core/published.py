"""Published results: what lists say of agencies, as printed, and the means by kind."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.agency import agency_key
from spbe_index.core.exact import half_up
from spbe_index.core.kinds import report_group
from spbe_index.core.problem import NOWHERE, Place

#: The code under which a list's value for the whole stands, as in a result.
INDEX = "index"


class Listed(NamedTuple):
    """One agency in a list.

    `printed` is the index with the two decimals that lists print, `exact` the
    exact one where it is known. `values` are those of domains and aspects by
    code, as printed. `kind` is a code of `kinds.KINDS` ("" unknown), `region`
    the province of a local government, `band` the predicate ("" not told).
    """

    agency: str
    year: int
    rubric: str
    printed: Fraction
    exact: Fraction | None = None
    group: str = ""
    kind: str = ""
    region: str = ""
    band: str = ""
    values: tuple[tuple[str, Fraction], ...] = ()
    place: Place = NOWHERE

    @property
    def key(self) -> str:
        """What names of the same agency share."""
        return agency_key(self.agency)

    @property
    def report(self) -> str:
        """The group of the national report it is counted in; "" unknown."""
        return report_group(self.kind)

    def value(self, code: str) -> Fraction | None:
        """Its index as printed or the printed value of one node; None where the list does not tell."""
        return self.printed if code == INDEX else dict(self.values).get(code)


class Published(NamedTuple):
    """A list of results: the name of its file, and its rows in order.

    `apart` are the instruments among them that are none of the program's: what
    an index means in them, and how high it can be, only their owner knows.
    """

    source: str
    rows: tuple[Listed, ...]
    apart: frozenset[str] = frozenset()

    @property
    def years(self) -> tuple[int, ...]:
        """The years it tells of, earliest first."""
        return tuple(sorted({row.year for row in self.rows}))

    def of_year(self, year: int) -> tuple[Listed, ...]:
        """The rows of one year."""
        return tuple(row for row in self.rows if row.year == year)

    def year_for(self, year: int | None) -> int:
        """The year whose rows a result of this year is set beside: its own, else the latest of the list."""
        return self.years[-1] if year is None or year not in self.years else year

    def find(self, agency: str) -> tuple[Listed, ...]:
        """The rows of the agency that a name means, in order; none when no name is the same."""
        return find(self.rows, agency)


def find(rows: Iterable[Listed], agency: str) -> tuple[Listed, ...]:
    """Those of the rows that are of the agency a name means."""
    wanted = agency_key(agency)
    return tuple(row for row in rows if row.key == wanted)


class PublishedMeans(NamedTuple):
    """Published means of one group: of all agencies where `kinds` (groups of the national report) is empty."""

    year: int
    rubric: str
    group: str
    kinds: tuple[str, ...]
    values: tuple[tuple[str, Fraction], ...]

    def value(self, code: str) -> Fraction | None:
        """The mean of a node (`index`, `D1`, `A3`), as printed; None where none was published."""
        return dict(self.values).get(code)


def means_for(means: Iterable[PublishedMeans], *, kind: str, year: int | None, rubric: str) -> PublishedMeans | None:
    """The means to set beside a result: of its kind, by the same instrument, of its year or else the latest before.

    Args:
        means: All that were published.
        kind: The result's kind; "" compares with the mean of all agencies.
        year: The year assessed; None has no means.
        rubric: Id of the instrument; means of another one are never compared with.

    """
    group = report_group(kind)
    fitting = [
        mean
        for mean in means
        if year is not None
        and mean.rubric == rubric
        and mean.year <= year
        and (group in mean.kinds if group else not mean.kinds)
    ]
    return max(fitting, key=lambda mean: mean.year, default=None)


def as_listed(
    agency: str,
    index: Fraction,
    *,
    year: int,
    rubric: str,
    kind: str = "",
    band: str = "",
    values: Iterable[tuple[str, Fraction]] = (),
) -> Listed:
    """An agency with a computed index, as a list would print it: rounded once, the exact value beside it."""
    shown = tuple((code, half_up(value)) for code, value in values)
    return Listed(agency, year, rubric, half_up(index), index, kind=kind, band=band, values=shown)
