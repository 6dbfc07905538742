"""What the columns of a table of levels hold, by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from spbe_index.core.rubric import Rubric
from spbe_index.load.answer_codes import SHIPPED, AnswerCodes
from spbe_index.load.folding import fold, phrases
from spbe_index.load.heading import read_heading
from spbe_index.load.headings import Role
from spbe_index.load.level_tables import TABLE_HEADINGS
from spbe_index.load.wide_headings import WideHeading, is_scale, meant_by, read_wide_heading

#: In a workbook they head the names of indicators.
_ELSEWHERE = ("nama", "name")
#: What a heading says its column holds, and in which of the lists it stands first.
_ROLES: dict[str, tuple[str, int]] = {}
for _role_of, _lists in TABLE_HEADINGS.items():
    for _rank, _listed in enumerate(_lists):
        for _phrase in phrases(_listed):
            if _phrase not in _ELSEWHERE:
                _ROLES.setdefault(_phrase, (_role_of, _rank))
_LONGEST = 90
#: What stands in brackets in a heading, and a year: they say nothing about what its column holds. Of levels they may:
#: `Tingkat (Target)` and `Nilai (Mandiri)` are not the levels that count, `Tingkat (1-5)` and `Nilai (2023)` are.
_ASIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_YEARS = re.compile(r"\b(?:tahun |year )?(20\d\d)\b")
_SHOWN = 60


class Columns(NamedTuple):
    """The columns of a table of levels that are read, by their places (from 0).

    `roles` by what they hold: a key of `TABLE_HEADINGS`. `keys` are those of a
    wide table, by the key of their indicator, behind which stands the year if
    the heading names one: `12 2023`. `twice` has two places of each
    pair that holds the same, and what that is: a role or a key. `doubt` are the
    particulars of E848 where headings can be read in two ways. `wide` are all headings of
    indicators; those that name theirs are among the keys once `settled`. `only` are the keys whose headings name
    them as some of the instruments do, with the places of these. `of_year` is the year that the heading of the
    levels names, as `Nilai 2023` does. `codes` are those that headings were understood by.
    """

    roles: dict[str, int]
    keys: dict[str, int]
    twice: tuple[tuple[int, int, str], ...]
    doubt: Mapping[str, str] | None = None
    wide: tuple[tuple[int, WideHeading], ...] = ()
    only: Mapping[str, tuple[int, ...]] = MappingProxyType({})
    of_year: int | None = None
    codes: AnswerCodes = SHIPPED

    @property
    def lacks(self) -> str:
        """What a table needs and this one does not have: `agency`, `indicator` or `level`; "" when it has all."""
        if "agency" not in self.roles:
            return "agency"
        if self.keys or self._named or {"indicator", "level"} <= self.roles.keys():
            return ""
        return "level" if "indicator" in self.roles else "indicator"

    @property
    def is_of_levels(self) -> bool:
        """Whether the columns are those of a table of many agencies' levels, if perhaps without the levels."""
        return "agency" in self.roles and ("indicator" in self.roles or len(self.wide) > 1)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that headings of indicators name, in the order in which they first come."""
        return tuple(dict.fromkeys(year for year in map(year_in, self.keys) if year is not None))

    @property
    def _named(self) -> bool:
        return any(said.name for _, said in self.wide)


def year_in(key: str) -> int | None:
    """The year behind a key of `Columns.keys`."""
    year = key.partition(" ")[2]
    return int(year) if year else None


def columns_of(headings: Sequence[str], codes: AnswerCodes = SHIPPED) -> Columns:
    """What the columns of these headings hold, as far as they tell by the codes of answers alone."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    wide: list[tuple[int, WideHeading]] = []
    for place, heading in enumerate(headings):
        if said := _role(heading):
            ranked.setdefault(said[0], []).append((said[1], place))
        elif of := read_wide_heading(heading, codes):
            wide.append((place, of))
    found = {role: [place for rank, place in all_ if rank == min(all_)[0]] for role, all_ in ranked.items()}
    sure = {of.key for _, of in wide if not of.unsure}
    if len(sure) > 1 or not {"indicator", "level"} <= found.keys():
        # Beside a column for each indicator, `Kode` is that of the agency, and `Nilai` what all came to.
        found = {role: places for role, places in found.items() if not sure or role not in ("indicator", "level")}
    else:
        wide = []
    twice = tuple((places[0], places[1], role) for role, places in found.items() if len(places) > 1)
    return _with_keys({role: places[0] for role, places in found.items()}, twice, wide, headings, codes)


def heads_names(heading: str) -> bool:
    """Whether a heading is one of indicators, or of their names as in a workbook."""
    said = read_heading(heading)
    return (_role(heading) or ("", 0))[0] == "indicator" or (said is not None and said.role == Role.NAME)


def settled(columns: Columns, headings: Sequence[str], rubrics: Iterable[Rubric | str]) -> Columns:
    """The columns, those with a name behind their number read if one of these instruments calls the indicator so.

    Which of them do is told by `Columns.only`.
    """
    wide, rubrics, codes = [], tuple(rubrics), columns.codes
    some: dict[int, tuple[int, ...]] = {}
    for place, said in columns.wide:
        meant = list(meant_by(said, rubrics, codes)) if said.name else [said.key]
        if said.key in meant:
            wide.append((place, said._replace(name="")))
            own = [at for at, one in enumerate(rubrics) if not said.name or said.key in meant_by(said, (one,), codes)]
            if len(own) < len(rubrics):
                some[place] = tuple(own)
        elif meant:
            told = {"cause": "name", "first": headings[place][:_SHOWN], "example": codes.first[0]}
            return columns._replace(doubt=told | {"one": codes.shown(said.key), "two": codes.shown(meant[0])})
    twice = tuple(pair for pair in columns.twice if pair[2] in TABLE_HEADINGS)
    found = _with_keys(columns.roles, twice, wide, headings, codes)
    return found._replace(only={key: some[place] for key, place in found.keys.items() if place in some})


def _with_keys(
    roles: dict[str, int],
    twice: tuple[tuple[int, int, str], ...],
    wide: Sequence[tuple[int, WideHeading]],
    headings: Sequence[str],
    codes: AnswerCodes,
) -> Columns:
    """The columns with those of indicators among them that nobody need be asked about."""
    places: dict[str, list[int]] = {}
    for place, said in wide:
        if not (said.unsure or said.name):
            places.setdefault(f"{said.key} {said.year}" if said.year else said.key, []).append(place)
    again = tuple((two[0], two[1], key) for key, two in places.items() if len(two) > 1)
    keys = {key: two[0] for key, two in places.items()}
    dated = [place for key, place in keys.items() if year_in(key) is not None]
    undated = [place for key, place in keys.items() if year_in(key) is None]
    unsure = [place for place, said in wide if said.unsure]
    # A column of years says it of each row.
    dates = _YEARS.findall(headings[roles["level"]]) if "level" in roles and "year" not in roles else []
    of_year = int(dates[0]) if dates else None
    doubt: dict[str, str] | None = None
    for cause, pair in (
        ("year", [*dated[:1], roles["year"]] if "year" in roles else []),
        ("some", dated[:1] + undated[:1]),
        ("number", unsure[:2] if len(unsure) == len(wide) else []),
    ):
        if len(pair) == 2 and not doubt:
            first, second = (headings[place][:_SHOWN] for place in pair)
            doubt = {"cause": cause, "first": first, "second": second, "example": codes.first[0]}
    return Columns(roles, keys, twice + again, doubt, tuple(wide), of_year=of_year, codes=codes)


@lru_cache(4096)
def _role(heading: str) -> tuple[str, int] | None:
    """What the column of a heading holds, and how well the heading says so; years fall away."""
    if len(heading) > _LONGEST:
        return None
    folded = fold(heading)
    if whole := _ROLES.get(folded):
        return whole
    found = _ROLES.get(" ".join(_YEARS.sub(" ", fold(_ASIDE.sub(" ", heading))).split()))
    asides = (" ".join(_YEARS.sub(" ", fold(aside)).split()) for aside in _ASIDE.findall(heading))
    if found and found[0] == "level" and any(aside and not is_scale(aside) for aside in asides):
        return None
    return found


def twice_told(headings: Sequence[str], first: int, second: int, what: str, codes: AnswerCodes) -> dict[str, Any]:
    """The particulars of E846: two columns (their places) that hold the same, a role or the key of an indicator."""
    named = {"first": headings[first][:_SHOWN], "second": headings[second][:_SHOWN]}
    what = what if what in TABLE_HEADINGS else codes.shown(what)
    return {"one": str(first + 1), "two": str(second + 1), "what": what, **named}
