"""Names of indicators in tables of levels: understood by the instrument of their row, and by no other."""

from __future__ import annotations

import csv
import io

import pytest

from spbe_index import load_rubric
from spbe_index.levels import score_levels

NAMES = {one: [leaf.name.id for leaf in load_rubric(one).leaves()] for one in ("spbe-2018", "spbe-2020", "pemdi-2026")}
HEAD = ("Instansi", "Tahun", "Indikator", "Nilai")


def scored(tmp_path, head, rows, rubric=None, **options):
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    (tmp_path / "t.csv").write_text(text.getvalue(), encoding="utf-8")
    table, problems = score_levels(tmp_path / "t.csv", rubric, **options)
    return table.to_pylist(), {found.code: dict(found.args) for found in problems}


def table_of(form, of, year, most=None):
    """Headings and rows of one agency whose indicators are named in some form, long or wide."""
    leaves = load_rubric(of).leaves()[:most]
    if form == "wide":
        heads = [f"Indikator {leaf.number} - {leaf.name.id}" for leaf in leaves]
        return ("Instansi", "Tahun", *heads), [("A", year, *[3] * len(leaves))]
    names = [f"{leaf.number}. {leaf.name.id}" if form == "numbered" else leaf.name.id for leaf in leaves]
    return HEAD, [("A", year, name, 3) for name in names]


FORMS = ["bare", "numbered", "wide"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("of", "year"), [("spbe-2020", 2026), ("spbe-2018", 2023), ("pemdi-2026", 2023)])
def test_names_of_another_instrument_are_unknown(tmp_path, form, of, year):
    names = NAMES[of][:20]
    (row,), told = scored(tmp_path, *table_of(form, of, year, 20))
    into = "pemdi-2026" if year == 2026 else "spbe-2020"
    shared = sum(name in NAMES[into] for name in names)
    assert (row["rubric"], row["status"]) == (into, "incomplete")
    # A few names of the older instrument are in the newer one too.
    assert shared <= row["answered"] <= 2
    assert row["unknown"] == 20 - row["answered"]
    assert told["N857"]["count"] == str(row["unknown"])


@pytest.mark.parametrize("form", ["numbered", "bare"])
def test_names_of_another_instrument_are_unknown_to_one_that_is_asked_for(tmp_path, form):
    (row,), told = scored(tmp_path, *table_of(form, "spbe-2020", 2026, 20), rubric="pemdi-2026")
    assert (row["answered"], row["unknown"], told["N857"]["count"]) == (0, 20, "20")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("block_rows", [3, 1 << 19])
@pytest.mark.parametrize(("of", "year"), [("spbe-2018", 2019), ("spbe-2020", 2023), ("pemdi-2026", 2026)])
@pytest.mark.parametrize("known", [True, False])
def test_names_of_the_rows_own_instrument(tmp_path, form, of, year, known, block_rows):
    head, rows = table_of(form, of, year if known else "")
    (row,), told = scored(tmp_path, head, rows, block_rows=block_rows)
    assert (row["rubric"], row["index_exact"], row["answered"], row["unknown"]) == (of, "3", len(NAMES[of]), 0)
    assert told == {}


def test_a_name_is_another_indicator_in_another_year(tmp_path):
    years = {"spbe-2018": 2019, "spbe-2020": 2023, "pemdi-2026": 2026}
    rows = [("A", year, name, 1 + at % 5) for of, year in years.items() for at, name in enumerate(NAMES[of])]
    rows.sort(key=lambda row: row[2])  # years in turn
    found, told = scored(tmp_path, HEAD, rows, block_rows=5)
    assert told == {}
    for row in found:
        codes = [leaf.code for leaf in load_rubric(row["rubric"]).leaves()]
        plain = [("A", row["year"], code, 1 + at % 5) for at, code in enumerate(codes)]
        (want,), _ = scored(tmp_path, HEAD, plain)
        assert row["year"] == years[row["rubric"]]
        assert {name: row[name] for name in want} == want


@pytest.mark.parametrize(
    ("of", "year", "name", "number"),
    [
        ("spbe-2020", 2023, "Layanan Pengadaan", 35),
        ("spbe-2020", 2023, "Layanan Pengaduan Publik", 42),
        ("spbe-2018", 2019, "Integrasi Aplikasi", 23),
    ],
)
@pytest.mark.parametrize("rubric", [True, False])
def test_a_short_name_among_codes(tmp_path, of, year, name, number, rubric):
    codes = [leaf.code for leaf in load_rubric(of).leaves()]
    rows = [("A", year, name if code == f"I{number}" else code, 2 + (at % 2)) for at, code in enumerate(codes)]
    plain = [("A", year, code, 2 + (at % 2)) for at, code in enumerate(codes)]
    asked = of if rubric else None
    assert scored(tmp_path, HEAD, rows, asked) == scored(tmp_path, HEAD, plain, asked)


@pytest.mark.parametrize(
    ("entry", "known"),
    [
        ("1. " + NAMES["spbe-2020"][0], True),
        ("2. " + NAMES["spbe-2020"][0], False),
        ("1. " + NAMES["spbe-2020"][0].replace("Arsitektur", "Arsitektr"), True),
        ("1. Hal yang lain sama sekali", False),
        ("45. Layanan Izin Usaha", True),
        ("I1 - Peraturan bupati", True),
        ("I1 - " + NAMES["pemdi-2026"][0], False),
        ("1.", True),
    ],
)
def test_a_number_before_a_name(tmp_path, entry, known):
    (row,), told = scored(tmp_path, HEAD, [("A", 2023, entry, 3)])
    assert (row["answered"], row["unknown"], "N857" in told) == (int(known), int(not known), not known)


@pytest.mark.parametrize("beside", ["Nama Indikator", "Indikator"])
@pytest.mark.parametrize("block_rows", [3, 1 << 19])
@pytest.mark.parametrize("rubric", [None, "spbe-2020"])
def test_a_code_that_contradicts_the_name_beside_it(tmp_path, beside, block_rows, rubric):
    names = NAMES["spbe-2020"]
    head = ("Instansi", "Tahun", "No Indikator", beside, "Tingkat")
    right = [("A", 2023, at, name, 3) for at, name in enumerate(names, 1)]
    wrong = [(agency, 2023, at, name, 3) for agency in "BC" for at, name in enumerate(reversed(names), 1)]
    rows, told = scored(tmp_path, head, right, rubric, block_rows=block_rows)
    assert (rows[0]["index_exact"], told) == ("3", {})
    rows, told = scored(tmp_path, head, right + wrong, rubric, block_rows=block_rows)
    assert [row["index_exact"] for row in rows] == ["3"] * 3
    # The middle one of 47 is where it belongs.
    assert told == {"W858": {"count": "92", "key": "I1", "found": names[-1][:60]}}


def test_names_of_another_year_beside_codes_and_words_of_ones_own(tmp_path):
    head = ("Instansi", "Tahun", "Kode Indikator", "Nama Indikator", "Tingkat")
    rows = [("A", 2026, at, name, 3) for at, name in enumerate(NAMES["spbe-2020"][:20], 1)]
    assert scored(tmp_path, head, rows)[1]["W858"]["count"] == "20"
    assert scored(tmp_path, head, [(*row[:3], "urusan kami", 3) for row in rows])[1] == {}
    many = [("A", 2023, 1, f"catatan {at}", 3) for at in range(11_000)]
    assert scored(tmp_path, head, many + rows)[1] == {}
