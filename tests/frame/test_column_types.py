"""Types of columns that tables come with: lists, decimals, days, NaN; and doubled names."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pandas
import polars
import pyarrow as pa
import pyarrow.parquet
import pytest

from spbe_index import SpbeError, score_frame
from spbe_index.levels import score_levels

CODES = [f"I{number}" for number in range(1, 48)]
COLUMNS = {"agency": ["Kota A"] * 47, "year": [2023] * 47, "indicator": CODES, "level": [3] * 47}


def scored(tmp_path, **changed):
    pa.parquet.write_table(pa.table(COLUMNS | changed), tmp_path / "t.parquet")
    table, told = score_levels(tmp_path / "t.parquet", "spbe-2020")
    return table.to_pylist(), [(one.code, dict(one.args)) for one in told]


@pytest.mark.parametrize("changed", [{"level": [[3]] * 47}, {"agency": [{"a": "A"}] * 47}])
def test_lists_are_named(tmp_path, changed):
    for score in (
        lambda: scored(tmp_path, **changed),
        lambda: score_frame(polars.DataFrame(COLUMNS | changed), "spbe-2020"),
    ):
        with pytest.raises(SpbeError) as caught:
            score()
        (found,) = caught.value.problems
        assert (found.code, dict(found.args)) == ("E858", {"column": next(iter(changed))})


@pytest.mark.parametrize(
    "year", [Decimal("2023.00"), datetime.date(2023, 5, 1), datetime.datetime(2023, 5, 1), "2023,0"]
)
def test_years(tmp_path, year):
    (row,), told = scored(tmp_path, year=[year] * 47)
    assert (row["year"], row["index_exact"], told) == (2023, "3", [])


@pytest.mark.parametrize("agency", [float("nan"), None, " "])
def test_rows_without_an_agency(tmp_path, agency):
    (row,), told = scored(tmp_path, agency=pa.array([agency] * 47))
    assert (row["agency"], row["index_exact"]) == ("", "3")
    assert told == [("W859", {"count": "47"})]


NAMED = {**COLUMNS, "agency": ["Kota A", " Kota A"] * 23 + ["Kota A"]}
CATEGORIES = {
    "pandas": lambda: pandas.DataFrame(NAMED).astype("category"),
    "polars": lambda: polars.DataFrame(NAMED).with_columns(polars.col("agency", "indicator").cast(polars.Categorical)),
    "polars, listed": lambda: polars.DataFrame(NAMED).cast({"agency": polars.Enum(["Kota A", " Kota A"])}),
    "pyarrow": lambda: pa.table(NAMED | {"agency": pa.array(NAMED["agency"]).dictionary_encode()}),
}


@pytest.mark.parametrize("form", CATEGORIES)
def test_an_agency_is_one_whatever_its_categories(form):
    (row,) = pa.table(score_frame(CATEGORIES[form](), "spbe-2020", year="none")).to_pylist()
    assert (row["agency"], row["answered"], row["index_exact"]) == ("Kota A", 47, "3")


@pytest.mark.parametrize(("name", "what"), [("I1", "I1"), ("agency", "agency"), ("Catatan", "Catatan")])
def test_two_columns_of_a_name(name, what):
    frame = pandas.DataFrame([["A", 3, 4, 4]], columns=["agency", "I1", name, name][:4])
    for form in (frame, pa.Table.from_arrays([pa.array(["A"])] * 4, names=list(frame.columns))):
        with pytest.raises(SpbeError) as caught:
            score_frame(form, "spbe-2020")
        (found,) = caught.value.problems
        assert (found.code, dict(found.args)["what"]) == ("E846", what)


def test_blanks_at_the_ends_of_a_name():
    table = pa.table(COLUMNS | {"agency": ["A", "A "] * 23 + [" A"]})
    (row,) = score_frame(table, "spbe-2020").to_pylist()
    assert (row["agency"], row["index_exact"]) == ("A", "3")
