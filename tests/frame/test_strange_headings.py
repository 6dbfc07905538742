"""Columns of indicators that no instrument has: their headings are named, and a row tells its levels there."""

from __future__ import annotations

import pytest

from spbe_index.levels import score_levels


def scored(tmp_path, headings, levels, language):
    lines = ["Instansi,Tahun," + ",".join(headings), "Kota A,2023," + ",".join(levels)]
    (tmp_path / "t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    table, told = score_levels(tmp_path / "t.csv", "spbe-2020", language=language)
    (row,) = table.to_pylist()
    return row, [(one.code, dict(one.args)) for one in told]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "Complete, but levels of no indicator of its instrument do not count: 1."),
        ("id", "Lengkap, tetapi 1 tingkat bukan untuk indikator instrumennya dan tidak dihitung."),
    ],
)
def test_one_more_column(tmp_path, language, message):
    row, told = scored(tmp_path, [f"I{number}" for number in range(1, 49)], ["3"] * 48, language)
    assert (row["status"], row["index_exact"], row["errors"], row["message"]) == ("scored", "3", 1, message)
    assert told == [("N857", {"count": "1", "found": "I48", "example": "I1"})]


def test_a_blank_column_costs_nothing(tmp_path):
    row, told = scored(tmp_path, [f"I{number}" for number in range(1, 49)], ["3"] * 47 + [""], "en")
    assert (row["errors"], row["message"], [code for code, _ in told]) == (0, "", ["N857"])


def test_years_of_two_digits(tmp_path):
    row, told = scored(tmp_path, [f"I{number}_23" for number in range(1, 48)], ["3"] * 47, "en")
    assert row["message"] == ("No index yet: 47 items blank, 0 invalid; levels of no indicator of its instrument: 47.")
    assert told == [("N857", {"count": "47", "found": "I1_23, I2_23, I3_23, I4_23, I5_23", "example": "I1"})]
