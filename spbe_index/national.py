"""Published lists ranked, and a result placed in one: the one path of every command that looks at other agencies."""

from __future__ import annotations

from typing import NamedTuple

from spbe_index.core.agency import nearest_names
from spbe_index.core.kinds import KINDS, kind_named
from spbe_index.core.problem import NOWHERE, Place, Problem, SpbeError, problem
from spbe_index.core.published import Published, PublishedMeans, means_for
from spbe_index.core.ranking import Ranking, ranking
from spbe_index.core.result import Result
from spbe_index.core.rubric import Text
from spbe_index.core.standing import Among, Standing, among, stand
from spbe_index.load.published import read_published
from spbe_index.load.results import national_list, shipped_means
from spbe_index.load.rubric import is_shipped, load_rubric
from spbe_index.load.sheets import DEFAULT_LIMITS, Limits


class RankedTable(NamedTuple):
    """A ranked list: where the agency that was asked for stands, names of predicates, and what was wrong with it."""

    source: str
    ranking: Ranking
    standing: Standing | None
    means: PublishedMeans | None
    bands: tuple[Text, ...]
    problems: tuple[Problem, ...]


def place_among(
    result: Result,
    *,
    table: str | None = None,
    group: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    encoding: str | None = None,
) -> tuple[Among, tuple[Problem, ...]]:
    """A result in a published list, beside the published means of its kind, and what was wrong with the list.

    Args:
        result: The scored assessment.
        table: A list of the user's own; the official list of all agencies when None.
        group: What kind of agency it is, where that should not be found out.
        limits: Memory and time the reading process may use.
        encoding: Encoding of a csv table.

    Raises:
        SpbeError: E816, no such group; E895, the list is of an instrument on another scale; or the table cannot be
            read or holds no list.

    """
    if group and not kind_named(group):
        raise SpbeError(_no_kind(group))
    listed, problems = _read(table, limits, encoding) if table else (national_list(result.year), ())
    _refuse_other_scale(result, listed)
    placed = among(result, listed, shipped_means(), group=group or "")
    standing = placed.standing
    if standing and standing.entry.agency and standing.own is None:
        named = _named(standing.entry.agency, standing.alike)
        problems = (*problems, problem("W818", Place(listed.source), **named))
    if standing:
        placed = placed._replace(standing=standing._replace(bands=_bands(sorted(standing.rubrics))))
    return placed, problems


def rank_tables(
    table: str,
    earlier: str | None = None,
    *,
    by: str = "group",
    agency: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    encoding: str | None = None,
) -> RankedTable:
    """Rank the latest year of a table.

    Args:
        table: A list of results.
        earlier: A list of an earlier year, to tell the movers by; when None, the year before in the table itself.
        by: How the list is cut, one of `core.ranking.BY`.
        agency: The agency whose place is asked for.
        limits: Memory and time the reading process may use.
        encoding: Encoding of csv tables.

    Raises:
        SpbeError: A table cannot be read or holds no list; E817, the other one is of no earlier year; or E818, it does
            not name the agency.

    """
    listed, problems = _read(table, limits, encoding)
    year = listed.years[-1]
    rows = listed.of_year(year)
    if len(listed.years) > 1:
        years = ", ".join(map(str, listed.years))
        problems = (*problems, problem("N819", Place(listed.source), years=years, year=year))
    before = listed
    if earlier:
        before, wrong = _read(earlier, limits, encoding)
        problems = (*problems, *wrong)
    past = [one for one in before.years if one < year]
    if earlier and not past:
        advice = "swapped" if before.years[-1] > year else "same"
        raise SpbeError(
            problem("E817", Place(before.source), first=listed.source, year=year, other=before.years[-1], advice=advice)
        )
    standing = _standing(Published(listed.source, rows), agency) if agency else None
    bands = _bands(sorted({row.rubric for row in rows}))
    return RankedTable(
        source=listed.source,
        ranking=ranking(
            rows,
            by=by,
            earlier=before.of_year(past[-1]) if past else (),
            bands=[band.id for band in bands],
        ),
        standing=standing and standing._replace(bands=bands),
        means=standing
        and means_for(shipped_means(), kind=standing.entry.kind, year=year, rubric=standing.entry.rubric),
        bands=bands,
        problems=problems,
    )


def _no_kind(group: str) -> Problem:
    """E816 with the kind that is spelled much like it."""
    from difflib import get_close_matches

    names = {name.casefold(): kind.names[0] for kind in KINDS for name in kind.names}
    nearest = get_close_matches(group[:60].casefold(), names, n=1, cutoff=0.7)
    about = {"found": group[:60], "choices": ", ".join(kind.names[0] for kind in KINDS)}
    advice = "nearest" if nearest else "none"
    return problem("E816", NOWHERE, advice=advice, nearest=names[nearest[0]] if nearest else "", **about)


def _refuse_other_scale(result: Result, listed: Published) -> None:
    """Refuse a list whose indices are not on the scale of the result: the national instruments share one.

    Raises:
        SpbeError: E895.

    """
    own, rubrics = result.rubric.id, {row.rubric for row in listed.of_year(listed.year_for(result.year))}
    if own not in rubrics and not (is_shipped(own) and rubrics.isdisjoint(listed.apart)):
        raise SpbeError(problem("E895", Place(listed.source), own=own, listed=", ".join(sorted(rubrics - {""})) or "-"))


def _read(table: str, limits: Limits, encoding: str | None) -> tuple[Published, tuple[Problem, ...]]:
    return read_published(table, limits=limits, encoding=encoding)


def _standing(listed: Published, agency: str) -> Standing:
    found = listed.find(agency)
    if not found:
        named = _named(agency, nearest_names(agency, [row.agency for row in listed.rows]))
        raise SpbeError(problem("E818", Place(listed.source), **named))
    return stand(found[0], listed)


def _named(agency: str, nearest: tuple[str, ...]) -> dict[str, str]:
    """A name that is not in a list, with those in it that may be meant."""
    return {"found": agency[:100], "advice": "nearest" if nearest else "none", "nearest": "; ".join(nearest)}


def _bands(rubrics: list[str]) -> tuple[Text, ...]:
    """The predicates of the list's instruments, lowest first, each name once."""
    bands = (band.name for rubric in rubrics if is_shipped(rubric) for band in load_rubric(rubric).bands)
    return tuple({band.id: band for band in bands}.values())
