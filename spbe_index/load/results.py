"""The published results that ship with the program: lists by year, and the means by kind."""

from __future__ import annotations

import os
import re
from fractions import Fraction
from functools import lru_cache

from spbe_index.core.problem import Place, SpbeError, problem
from spbe_index.core.published import INDEX, Published, PublishedMeans
from spbe_index.load.published import read_published
from spbe_index.load.rubric.shelf import home
from spbe_index.load.sheets import read_book

#: Years whose list names every agency; the lists of other years are the few figures that were found.
WHOLE_YEARS = (2023,)
_MEANS = "means.csv"


def results_folder() -> str:
    """Where the published results lie."""
    return os.path.join(home(), "results")


def listed_years() -> tuple[int, ...]:
    """The years of which a list ships, earliest first."""
    names = os.listdir(results_folder())
    return tuple(sorted(int(name[:4]) for name in names if re.fullmatch(r"\d{4}\.csv", name)))


def list_path(name: str) -> str:
    """Where the list of this name lies: a year alone is that of the list that ships, unless a file is called so.

    Raises:
        SpbeError: E108, none ships of that year.

    """
    if not re.fullmatch(r"\d{4}", name) or os.path.exists(name):
        return name
    years = listed_years()
    if int(name) not in years:
        about = {"advice": "year", "nearest": ", ".join(map(str, years)), "folder": ""}
        raise SpbeError(problem("E108", Place(name), **about))
    return os.path.join(results_folder(), f"{name}.csv")


@lru_cache(8)
def shipped_list(year: int) -> Published:
    """The list of one of the `listed_years`.

    Raises:
        SpbeError: there is none.

    """
    return read_published(os.path.join(results_folder(), f"{year}.csv"))[0]


def national_list(year: int | None) -> Published:
    """The list of all agencies to place a result of this year in: of that year, else the latest there is."""
    return shipped_list(year if year in WHOLE_YEARS else WHOLE_YEARS[-1])


@lru_cache(1)
def shipped_means() -> tuple[PublishedMeans, ...]:
    """The published means by kind of agency, in the order of their table."""
    (sheet,) = read_book(os.path.join(results_folder(), _MEANS), shown=_MEANS).sheets
    rows: dict[int, dict[int, str]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell.text
    head = rows.pop(1)
    column = {title: number for number, title in head.items()}
    codes = [title for title in head.values() if title == INDEX or title[0] in "DA"]
    return tuple(
        PublishedMeans(
            year=int(row[column["year"]]),
            rubric=row[column["rubric"]],
            group=row[column["group"]],
            kinds=tuple(row.get(column["kinds"], "").split()),
            values=tuple((code, Fraction(row[column[code]])) for code in codes),
        )
        for row in rows.values()
    )
