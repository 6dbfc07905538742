"""Rows at the foot of a table of levels that sum up the others: told and left out, and no agency is taken for one."""

from __future__ import annotations

import re

import openpyxl
import pandas
import pytest

from spbe_index.levels import is_level_table, score_levels
from spbe_index.load.level_tables import SUMS

HEAD = ["No", "Nama Instansi", "Tahun", *(f"I{n}" for n in range(1, 48))]


def made(path, *rows):
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in (HEAD, *rows):
            book.active.append(row)
        for at, row in enumerate(rows, 2):
            if row[1] is None:
                book.active.merge_cells(f"A{at}:B{at}")
        book.save(path)
    else:
        frame = pandas.DataFrame(list(rows), columns=HEAD).astype({"No": "string"})
        frame.to_csv(path, index=False) if path.suffix == ".csv" else frame.to_parquet(path)
    return path


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a_row_that_sums_up_is_no_agency(tmp_path, form):
    agencies = ["Kabupaten Total Raya", "Kota Jumlah", "Badan Rata-rata"]
    rows = [[n, name, 2023, *[3] * 47] for n, name in enumerate(agencies, 1)]
    path = made(
        tmp_path / f"t.{form}", *rows, [None, "RATA-RATA", None, *[3.0] * 47], [None, "Jumlah:", None, *[9] * 47]
    )
    table, told = score_levels(path)
    assert [(row["agency"], row["index_exact"]) for row in table.to_pylist()] == [(name, "3") for name in agencies]
    assert [(one.code, dict(one.args)) for one in told] == [("N855", {"count": "2", "found": "RATA-RATA, Jumlah:"})]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_sum_that_stands_in_the_first_column(tmp_path, form):
    rows = [["1", "Kota A", 2023, *[3] * 47], ["Rata-rata nilai", None, None, *[3.5] * 47]]
    table, told = score_levels(made(tmp_path / f"t.{form}", *rows))
    assert table.column("agency").to_pylist() == ["Kota A"]
    assert [dict(one.args)["found"] for one in told] == ["Rata-rata nilai"]


def test_a_sum_makes_no_table_of_one_agencys_workbook(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Instansi", "Kode Indikator", "Tingkat"], ["Kota A", "I1", 3], ["Kota A", "I2", 4], ["Total", "", 7]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    assert not is_level_table(tmp_path / "t.xlsx")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Total",
            "rata-rata",
            "Rerata Nasional",
            "Jumlah Total",
            "  TOTAL :",
            "Nilai Tertinggi",
            "Rata-rata Kab/Kota",
        ),
        *("Rata-rata Provinsi Jawa Tengah", "Rata-rata 2026", "Rata2", "Maks", "Min", "Standar Deviasi", "(2)"),
    ],
)
def test_what_sums_up(name):
    assert re.search(SUMS, name)


@pytest.mark.parametrize(
    "name",
    ["Kabupaten Total", "Totalindo", "Sumenep", "Sumba", "Meanindo", "Jumlah Penduduk", "Total E&P", "Minahasa", "12"],
)
def test_what_is_an_agency(name):
    assert not re.search(SUMS, name)
