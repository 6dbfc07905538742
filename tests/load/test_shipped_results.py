"""The published results that ship: whole, with kind and region, and true to themselves."""

from __future__ import annotations

import csv
from collections import Counter
from fractions import Fraction

import pytest

from spbe_index.core.agency import agency_key
from spbe_index.core.exact import display, half_up, weighted_mean
from spbe_index.core.kinds import KINDS, REPORT_GROUPS, kind_of, region_of
from spbe_index.core.ranking import ranking
from spbe_index.core.standing import stand
from spbe_index.load.published import read_published
from spbe_index.load.results import listed_years, national_list, results_folder, shipped_list, shipped_means
from spbe_index.load.rubric import load_rubric

LIST = shipped_list(2023)
PRESS = {
    "kementerian": "Kementerian Pariwisata dan Ekonomi Kreatif",
    "lembaga": "Lembaga Administrasi Negara",
    "provinsi": "Provinsi Jawa Tengah",
    "kota": "Kota Surabaya",
    "kabupaten": "Kabupaten Banyuwangi",
}


def test_the_list_of_2023_is_whole_and_every_agency_has_its_kind_and_region():
    assert len(LIST.rows) == 621
    assert len({row.key for row in LIST.rows}) == 621
    assert Counter(row.kind for row in LIST.rows) == {
        "kementerian": 34,
        "lpnk": 22,
        "lns": 21,
        "alat-negara": 3,
        "sekretariat-kabinet": 1,
        "setjen-lembaga-negara": 7,
        "lembaga-pemerintah-lainnya": 2,
        "lembaga-penyiaran-publik": 2,
        "provinsi": 38,
        "kabupaten": 398,
        "kota": 93,
    }
    local = [row for row in LIST.rows if row.kind in ("provinsi", "kabupaten", "kota")]
    assert len({row.region for row in local}) == 38
    assert all(row.region for row in local)
    assert {row.region for row in LIST.rows if row not in local} == {""}
    provinces = Counter(row.region for row in LIST.rows if row.kind == "provinsi")
    assert set(provinces.values()) == {1}


def test_kind_and_region_are_those_of_group_and_name():
    for row in LIST.rows:
        assert kind_of(row.group, row.agency) == row.kind, row
        assert region_of(row.group) == row.region, row


def test_the_index_follows_from_the_domains_within_rounding():
    weights = [domain.weight for domain in load_rubric("spbe-2020").tree]
    for row in LIST.rows:
        values = [row.value(f"D{number}") for number in (1, 2, 3, 4)]
        assert None not in values
        index = weighted_mean(zip(weights, values, strict=True))
        # Each printed domain is within half a hundredth of its exact value, and so is the index.
        assert abs(index - row.printed) <= Fraction(1, 100), row
        if row.exact is not None:
            assert half_up(row.exact) == row.printed
            assert (row.exact * 2000).denominator == 1
            assert abs(index - row.exact) <= Fraction(1, 200)
    assert sum(row.exact is not None for row in LIST.rows) == 213


def test_the_predicate_is_that_of_the_printed_index():
    bands = load_rubric("spbe-2020").bands
    for row in LIST.rows:
        assert [band.name.id for band in bands if row.printed in band.values] == [row.band], row


def test_the_best_of_each_group_are_those_that_the_press_named():
    best = {part.name: [row.key for row in part.best] for part in ranking(LIST.rows).best}
    assert best == {group: [agency_key(name)] for group, name in PRESS.items()}


def test_the_places_of_kota_tegal():
    (tegal,) = LIST.find("Kota Tegal")
    found = stand(tegal, LIST)
    assert [(one.scope, one.rank, one.of) for one in found.positions] == [
        ("kind", 12, 93),
        ("region", 8, 36),
        ("nation", 61, 621),
    ]
    # Counted anew, from the file itself.
    with open(f"{results_folder()}/2023.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(Fraction(row["index"]) > Fraction("3.76") for row in rows if row["kind"] == "kota") == 11
    assert sum(Fraction(row["index"]) > Fraction("3.76") for row in rows) == 60


def test_tuban_moved_most_among_those_whose_figure_of_2022_is_known():
    found = ranking(LIST.rows, earlier=shipped_list(2022).rows).movement
    assert found is not None
    assert (found.known, found.moves[0].now.agency) == (3, "Pemerintah Kab. Tuban")
    assert found.moves[0].difference == Fraction("1.58")


@pytest.mark.parametrize("year", listed_years())
def test_each_list_is_read_without_a_word_and_names_agencies_alike(year):
    found, problems = read_published(f"{results_folder()}/{year}.csv")
    assert problems == ()
    assert found.years == (year,)
    for row in found.rows:
        (same,) = LIST.find(row.agency)
        assert (same.agency, same.group, same.kind, same.region) == (row.agency, row.group, row.kind, row.region)


def test_any_year_is_placed_in_a_whole_list():
    assert {national_list(year).source for year in (2021, 2022, 2023, 2030, None)} == {"2023.csv"}


@pytest.mark.parametrize("kind", ["kementerian", "lainnya", "provinsi", "kota"])
def test_the_published_means_of_2023_are_those_of_the_list(kind):
    (mean,) = [one for one in shipped_means() if one.year == 2023 and one.kinds == (kind,)]
    rows = [row for row in LIST.rows if row.report == kind]
    for code in ("index", "D1", "D2", "D3", "D4"):
        values = [row.value(code) for row in rows]
        assert abs(sum(values) / len(values) - mean.value(code)) < Fraction(1, 100), code


def test_the_means_are_of_known_groups_and_every_value_is_there():
    means = shipped_means()
    assert Counter(mean.year for mean in means) == {2021: 7, 2023: 8, 2024: 7}
    assert {kind for mean in means for kind in mean.kinds} == set(REPORT_GROUPS)
    for mean in means:
        assert len(mean.values) == 13
        assert mean.value("A1") == mean.value("D1")
        assert all(1 <= value <= 5 for _, value in mean.values)
    for year in (2021, 2023, 2024):
        covered = Counter(kind for mean in means if mean.year == year for kind in mean.kinds)
        assert set(covered.values()) == {1}
    assert {kind.report for kind in KINDS} == set(REPORT_GROUPS)
    assert display(means[0].values[0][1]) == "2.24"
