"""Lists as values, and which published means fit a result."""

from __future__ import annotations

from fractions import Fraction

import pytest
from lists import listed

from spbe_index.core.published import Published, PublishedMeans, as_listed, means_for

MEANS = tuple(
    PublishedMeans(year, rubric, kinds or "Nasional", tuple(kinds.split()), (("index", Fraction(index)),))
    for year, rubric, kinds, index in [
        (2021, "spbe-2020", "", "2.24"),
        (2021, "spbe-2020", "kota", "2.29"),
        (2021, "spbe-2020", "lns lainnya", "2.10"),
        (2023, "spbe-2020", "kota", "3.02"),
        (2026, "pemdi-2026", "kota", "2.00"),
    ]
)


@pytest.mark.parametrize(
    ("kind", "year", "rubric", "index"),
    [
        ("kota", 2023, "spbe-2020", "3.02"),
        ("kota", 2022, "spbe-2020", "2.29"),
        ("kota", 2025, "spbe-2020", "3.02"),
        ("kota", 2026, "pemdi-2026", "2.00"),
        ("alat-negara", 2023, "spbe-2020", "2.10"),
        ("", 2023, "spbe-2020", "2.24"),
        ("kota", 2020, "spbe-2020", None),
        ("kota", 2019, "spbe-2018", None),
        ("kota", None, "spbe-2020", None),
        ("kabupaten", 2023, "spbe-2020", None),
    ],
)
def test_the_means_of_the_kind_and_the_year_or_the_latest_before(kind, year, rubric, index):
    found = means_for(MEANS, kind=kind, year=year, rubric=rubric)
    assert (found and found.value("index")) == (index and Fraction(index))


def test_a_mean_that_was_not_published_is_none():
    assert MEANS[0].value("D1") is None


def test_a_list_by_year_and_by_name():
    rows = (listed("Kota A", "3.10"), listed("Kota B", "3.00", year=2022), listed("Pemkot A", "2.10", year=2022))
    found = Published("a.csv", rows)
    assert found.years == (2022, 2023)
    assert found.of_year(2022) == rows[1:]
    assert [found.year_for(year) for year in (2022, 2023, 2021, 2026, None)] == [2022, 2023, 2023, 2023, 2023]
    assert found.find("Pemerintah Kota A") == (rows[0], rows[2])
    assert found.find("Kota C") == ()


def test_a_row_tells_its_values_by_code():
    row = listed("Kota A", "3.10", values=(("D1", Fraction("4.20")),))
    assert (row.value("index"), row.value("D1"), row.value("D2")) == (Fraction("3.10"), Fraction("4.2"), None)
    assert row.report == "kota"


def test_a_computed_index_is_listed_as_it_would_be_printed():
    row = as_listed("Kota A", Fraction("3.7605"), year=2023, rubric="x", values=[("D1", Fraction("1.005"))])
    assert (row.printed, row.exact, row.values) == (Fraction("3.76"), Fraction("3.7605"), (("D1", Fraction("1.01")),))


def test_the_latest_means_are_taken_whatever_the_instrument_is_called_and_in_whatever_order():
    for means in (MEANS, MEANS[::-1]):
        renamed = [mean._replace(group="A" if mean.year == 2023 else "Z") for mean in means]
        assert means_for(renamed, kind="kota", year=2025, rubric="spbe-2020").year == 2023


def test_a_computed_index_is_listed_with_what_is_known_of_the_agency_and_no_more():
    row = as_listed("Kota A", Fraction(3), year=2023, rubric="x")
    assert (row.kind, row.region, row.band, row.values) == ("", "", "", ())
    row = as_listed("Kota A", Fraction(3), year=2023, rubric="x", kind="kota", band="Baik")
    assert (row.agency, row.year, row.rubric, row.kind, row.region, row.band) == (
        "Kota A", 2023, "x", "kota", "", "Baik",
    )  # fmt: skip
