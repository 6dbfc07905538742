"""Long tables of levels, scored in whatever dataframe engine holds them.

Only sums and divisions of whole numbers are asked of the engine, so pandas,
polars, pyarrow, DuckDB, Dask and Spark all give the same exact index as
`assess_file` does for a workbook. Lazy tables stay lazy: nothing is computed here.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from spbe_index.core.problem import SpbeError, problem
from spbe_index.core.rubric import Rubric
from spbe_index.core.scaled import scaled
from spbe_index.core.score import UNFILLED
from spbe_index.frame.cells import long_form, twins, wide_columns
from spbe_index.frame.sums import settled, summed
from spbe_index.frame.values import outputs, valued
from spbe_index.load.answer_codes import answer_codes, coding_of
from spbe_index.load.rubric import load_rubric

__all__ = ["score_frame"]


def score_frame(
    frame: Any,
    rubric: Rubric | str,
    *,
    agency: str = "agency",
    year: str = "year",
    indicator: str = "indicator",
    level: str = "level",
    unfilled: str = "refuse",
) -> Any:
    """Score a table of levels: one row for each agency and year, as the same kind of table.

    The table is long (a row for each agency, year and indicator) or, where it
    has no column `indicator`, wide (a column for each indicator, named `I12`,
    `i12` or `12`, `Nilai I12`, `Indikator 12 - ` and its name, or `I12_2023`
    where it is of one year: then each year is a row). In a long one indicators are
    named by code, or numbered: 12, 12.0 and, for an input, 35.1; the codes are those of the instrument, `B1` where its
    answers are coded so. Levels may be whole numbers,
    decimals, binary numbers within 1e-9 of an allowed level, or text (`3`,
    `3,00`); blanks, NaN and dashes are unfilled. Levels of a scale without steps
    (Pemdi) count with up to six decimals. Any row order will do.

    Args:
        frame: A pandas or polars DataFrame, polars LazyFrame, pyarrow Table,
            DuckDB relation, Dask or PySpark DataFrame.
        rubric: The instrument, or its id (`spbe-2020`) or path.
        agency: Name of the column of agencies, of any type.
        year: Name of the column of years; a table without it has one year.
        indicator: Name of the column of indicators.
        level: Name of the column of levels.
        unfilled: What counts for blank and missing items: "refuse" (no index),
            "lowest" (the scale's lowest level) or "zero".

    Returns:
        The same kind of table, lazy where `frame` is, rows in no certain order:
        `agency` and `year` as given, but categories as text, without blanks at their
        ends, and blanks and NaN as null; of the instrument's items how many are
        `answered`, `unfilled` (blank, or no row) and `invalid` (no level of the
        scale, no number, or rows that contradict each other); `repeated`, rows
        that say again what another row has said; `unknown`, rows with a level
        for what is no indicator of the instrument; `complete`, whether all are
        answered; `index` to two decimals, halves up; `index_exact` (`1179/400`);
        `band`; and each domain, aspect and indicator of several inputs by its
        code, to two decimals. Index, band and values are null where an item
        they need has no level.

    Raises:
        SpbeError: E313 or others, there is no such instrument or it is invalid;
            E841, a column is missing; E843, the instrument is too fine for
            whole numbers that every engine knows; E846, two columns are of the
            same indicator or have the same name; E858, a column holds lists;
            E848, one may mean two things; E851, `agency` or `year` is named like
            a column that comes out.
        ValueError: `unfilled` is none of the three.
        TypeError: `frame` is no table that narwhals knows, or `rubric` neither an instrument nor a text.

    >>> import pandas
    >>> levels = {f"I{number}": [3, 4] for number in range(1, 48)}
    >>> table = pandas.DataFrame({"agency": ["Kota Satu", "Kota Dua"], **levels, "I12": [3, None]})
    >>> scored = spbe_index.score_frame(table, "spbe-2020").set_index("agency")
    >>> scored.loc[["Kota Satu"], ["index", "index_exact", "band"]].to_dict("records")
    [{'index': 3.0, 'index_exact': '3', 'band': 'Baik'}]
    >>> scored.loc[["Kota Dua"], ["unfilled", "D1", "complete"]].to_dict("records")
    [{'unfilled': 1, 'D1': 4.0, 'complete': False}]

    """
    if unfilled not in UNFILLED:
        raise ValueError(f"unfilled must be one of {', '.join(UNFILLED)}, not {unfilled!r}")
    rubric = load_rubric(rubric)
    whole = scaled(rubric)
    codes = answer_codes(coding_of((rubric,)))
    try:
        table: Any = nw.from_native(frame)
        schema = table.collect_schema()
    except nw.exceptions.DuplicateError:
        given = {"agency": agency, "year": year, "indicator": indicator, "level": level}
        raise SpbeError(problem("E846", **twins(frame, given, codes))) from None
    names = list(schema)
    by = [agency, *([year] if year in names else [])]
    wide = None if indicator in names else wide_columns(names, by, year, rubric, codes)
    by += [year] if wide and wide.years else []
    read = [*by, *([indicator, level] if wide is None else [names[place] for place in wide.keys.values()])]
    if nested := [name for name in read if name in schema and schema[name].is_nested()]:
        raise SpbeError(problem("E858", column=str(nested[0])[:60]))
    if clashing := [name for name in by if name in outputs(whole, unfilled)]:
        raise SpbeError(problem("E851", found=clashing[0]))
    long = long_form(table, whole, codes, by, indicator, level, wide)
    return nw.to_native(valued(summed(settled(long, whole, by), whole, by, unfilled), whole, by, unfilled))
