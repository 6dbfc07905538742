"""Lines of a table of levels with a name alone: left out, told, and the same with and without a column of years."""

from __future__ import annotations

import pytest

from spbe_index.levels import score_levels

LEVELS = ",".join(f"I{number}" for number in range(1, 48))
FOOT = ["Kota Hilang", '"Jakarta, 1 Januari 2024"', "Kepala Dinas"]


def scored(tmp_path, *lines):
    (tmp_path / "t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    table, told = score_levels(tmp_path / "t.csv", "spbe-2020")
    return [(row["agency"], row["status"]) for row in table.to_pylist()], [(one.code, dict(one.args)) for one in told]


@pytest.mark.parametrize("years", [0, 1])
def test_in_a_wide_table(tmp_path, years):
    head = "Instansi," + "Tahun," * years + LEVELS
    rows = ["Kota A," + "2023," * years + ",".join(["3"] * 47), *(name + "," * (47 + years) for name in FOOT)]
    found, told = scored(tmp_path, head, *rows, "Sumber: PANRB")
    assert found == [("Kota A", "scored")]
    said = "Sumber: PANRB, Kota Hilang, Jakarta, 1 Januari 2024, Kepala Dinas"
    assert told == [("N848", {"count": "4", "found": said})]


def test_in_a_long_table(tmp_path):
    rows = [f"Kota A,2023,I{number},3" for number in range(1, 48)]
    lone = [f"Kota {number},,," for number in range(7)]
    found, told = scored(tmp_path, "Instansi,Tahun,Indikator,Tingkat", *rows, *lone)
    assert found == [("Kota A", "scored")]
    assert told == [("N848", {"count": "7", "found": "Kota 0, Kota 1, Kota 2, Kota 3, Kota 4"})]


@pytest.mark.parametrize("beside", ["Tahun,2023", "Kelompok,Kota"])
def test_an_agency_with_its_year_or_group_stays(tmp_path, beside):
    heading, value = beside.split(",")
    full = f"Kota A,{value}," + ",".join(["3"] * 47)
    found, told = scored(tmp_path, f"Instansi,{heading},{LEVELS}", full, f"Kota B,{value}" + "," * 47)
    assert found == [("Kota A", "scored"), ("Kota B", "incomplete")]
    assert told == []


def test_in_the_first_column_of_running_numbers(tmp_path):
    rows = [f"{at},Kota A,2023,I{at},3" for at in range(1, 48)]
    notes = ["A. Kementerian,,,,", "48,,,,", "Total,,,,", "Catatan: sementara,,,,"]
    found, told = scored(tmp_path, "No,Instansi,Tahun,Indikator,Tingkat", *rows, *notes)
    assert found == [("Kota A", "scored")]
    assert told == [
        ("N848", {"count": "2", "found": "A. Kementerian, Catatan: sementara"}),
        ("N855", {"count": "1", "found": "Total"}),
    ]
