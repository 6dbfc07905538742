"""Tables of levels in workbooks, as a ministry keeps them; and workbooks of one agency, which are none."""

from __future__ import annotations

import random
import shutil
import subprocess

import openpyxl
import pyarrow as pa
import pyarrow.csv
import pytest

from spbe_index import SpbeError, load_rubric
from spbe_index.levels import is_level_table, score_levels
from spbe_index.levels.book import _tables as book_tables
from spbe_index.load.sheets import read_book

CODES = [leaf.code for leaf in load_rubric("spbe-2020").leaves()]
CHANCE = random.Random(4)
LEVELS = {f"Kota {number}": [CHANCE.randint(1, 5) for _ in CODES] for number in range(6)}


def saved(path, *rows, merged=(), **more):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    for name, others in more.items():
        extra = book.create_sheet(name)
        for row in others:
            extra.append(row)
    book.save(path)
    return path


def wide(year=2023):
    """As a text table has it, title and headings over two rows included."""
    yield [f"REKAPITULASI TINGKAT KEMATANGAN SPBE TAHUN {year}"]
    yield []
    yield ["No", "Nama Instansi", "Tingkat Kematangan Indikator"]
    yield [None, None, *range(1, 48)]
    yield [f"({number})" for number in range(1, 50)]
    for number, (name, levels) in enumerate(LEVELS.items(), 1):
        yield [number, name, *levels]


def long():
    yield ["Nama Instansi", "Tahun", "Kode Indikator", "Tingkat Kematangan", "Keterangan"]
    for name, levels in LEVELS.items():
        for code, level in zip(CODES, levels, strict=True):
            yield [name, 2023, code, level, None]


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The results of the same levels in a text table."""
    path = tmp_path_factory.mktemp("teks") / "t.csv"
    head, *rows = long()
    columns = {name: pa.array(cells) for name, cells in zip(head, zip(*rows, strict=True), strict=True)}
    pa.csv.write_csv(pa.table(columns), path)
    return score_levels(path, shown="t").table


@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
@pytest.mark.parametrize(("rows", "merged"), [(wide, ["A3:A4", "B3:B4", "C3:AW3", "A1:AW1"]), (wide, []), (long, [])])
def test_as_the_same_levels_in_a_text_table(tmp_path, expected, rows, merged, form):
    path = saved(tmp_path / "rekap.xlsx", *rows(), merged=merged)
    if form != "xlsx":
        office = shutil.which("soffice")
        if not office or rows is long:
            pytest.skip("made by LibreOffice, once is enough")
        profile = f"-env:UserInstallation=file://{tmp_path}/profil"
        subprocess.run(
            [office, profile, "--headless", "--convert-to", form, "--outdir", tmp_path, path],
            check=True,
            capture_output=True,
        )
        path = path.with_suffix(f".{form}")
    assert is_level_table(path)
    table, problems = score_levels(path, shown="t")
    assert table.equals(expected)
    assert [found.code for found in problems if found.code[0] != "N"] == []


def test_one_agency_in_columns_for_the_indicators(tmp_path, expected):
    path = saved(tmp_path / "t.xlsx", *list(wide())[:6])
    assert is_level_table(path)
    assert score_levels(path, shown="t").table.to_pylist() == expected.to_pylist()[:1]


@pytest.mark.parametrize("rows", [[["Instansi", 1, 2, 3, 4, 5], ["Kota A", "v"]], list(wide())[:5]])
def test_what_is_no_such_table(tmp_path, rows):
    """A few numbers head levels; without an agency there is nothing."""
    assert not is_level_table(saved(tmp_path / "t.xlsx", *rows))


@pytest.mark.parametrize("apart", ["Tahun", "Tahap"])
def test_one_agency_whose_years_or_stages_a_column_tells_apart(tmp_path, apart):
    """Read as a workbook, two years would be one answer."""
    values = {"Tahun": (2023, 2024), "Tahap": ("Mandiri", "Akhir")}[apart]
    rows = [["Kota A", value, code, level] for level, value in enumerate(values, 2) for code in CODES]
    path = saved(tmp_path / "t.xlsx", ["Instansi", apart, "Indikator", "Nilai"], *rows)
    assert is_level_table(path)
    table = score_levels(path, "spbe-2020").table.to_pylist()
    assert [(row["status"], row["index_exact"]) for row in table] == [("scored", "2"), ("scored", "3")]


def test_names_merged_over_two_columns_and_downwards(tmp_path, expected):
    head, *rows = long()
    rows = [[row[0] if at % 47 == 0 else None, None, *row[1:]] for at, row in enumerate(rows)]
    merged = [f"A{start}:B{start + 46}" for start in range(2, 2 + 6 * 47, 47)]
    path = saved(tmp_path / "t.xlsx", [head[0], "Kode Unit", *head[1:]], *rows, merged=merged)
    assert score_levels(path, shown="t").table.equals(expected)


def test_headings_over_three_rows(tmp_path, expected):
    """Domains above aspects above numbers, the agency merged over all, and a column that only the first row heads."""
    above = ["No", "Nama Instansi", *["Domain 1"] * 10, *["Domain 2"] * 37, "Indeks SPBE"]
    aspects = [None, None, *["Aspek 1"] * 10, *["Aspek 2"] * 37]
    rows = [[*row, 2.5] for row in list(wide())[5:]]
    path = saved(tmp_path / "t.xlsx", ["TAHUN 2023"], above, aspects, [None, None, *range(1, 48)], *rows)
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("B2:B4")
    book.save(path)
    assert is_level_table(path)
    table, told = score_levels(path, shown="t")
    assert table.equals(expected)
    assert [(one.code, dict(one.args)) for one in told] == [("N849", {"count": "1", "found": "Indeks SPBE"})]


@pytest.mark.parametrize("merged", [True, False])
def test_names_of_the_indicators_below_their_codes(tmp_path, expected, merged):
    names = [leaf.name.id for leaf in load_rubric("spbe-2020").leaves()]
    rows = [[*row[1:2], 2023, *row[2:]] for row in list(wide())[5:]]
    head = ["Nama Instansi", "Tahun", *CODES]
    path = saved(tmp_path / "t.xlsx", head, [None, None, *names], *rows, merged=["A1:A2"] if merged else [])
    table, told = score_levels(path, shown="t")
    assert table.equals(expected)
    assert told == ()


def test_an_agency_whose_cell_is_merged_over_its_rows(tmp_path, expected):
    head, *rows = long()
    merged = [f"A{start}:A{start + 46}" for start in range(2, 2 + 6 * 47, 47)]
    assert score_levels(saved(tmp_path / "t.xlsx", head, *rows, merged=merged), shown="t").table.equals(expected)


def test_a_merge_as_long_as_the_sheet_makes_no_rows(tmp_path):
    cells = (["Instansi", "Tahun", "Kode Indikator", "Tingkat"], ["Kota A", 2023, "I1", 3], ["Kota B", 2023, "I1", 4])
    path = saved(tmp_path / "t.xlsx", *cells, [None, 2023, "I2", 5])
    book = openpyxl.load_workbook(path)
    book.active.merged_cells.add("A3:A1048576")
    book.save(path)
    (table,) = book_tables(read_book(str(path)))
    assert table.text().decode().splitlines()[1:] == ["Kota A;2023;I1;3", "Kota B;2023;I1;4", "Kota B;2023;I2;5"]


def test_what_stands_in_a_cell_that_is_no_level(tmp_path):
    rows = [[name, 2023, code, 3] for name in ("Kota A", "Kota B") for code in CODES]
    for at, value in enumerate(["=1+2", True, "#REF!", "tiga", None]):
        rows[at][3] = value
    first, second = score_levels(saved(tmp_path / "t.xlsx", next(long())[:4], *rows)).table.to_pylist()
    assert (first["invalid"], first["unfilled"], second["status"]) == (4, 1, "scored")


def test_rows_are_named_as_excel_names_them(tmp_path):
    path = saved(
        tmp_path / "t.xlsx", ["Rekap"], [], ["Instansi", "Tahun", "I1", "I2", "I2"], *[[name] for name in "AB"]
    )
    with pytest.raises(SpbeError) as caught:
        score_levels(path)
    (found,) = caught.value.problems
    assert (found.code, found.place.cell) == ("E846", "A3")


def test_a_far_cell_and_further_sheets(tmp_path, expected):
    path = saved(tmp_path / "t.xlsx", *wide(), Tahun_2022=list(wide(2022)), Catatan=[["apa saja"]])
    book = openpyxl.load_workbook(path)
    book.active["XFD1048576"] = "jauh"
    book.save(path)
    table, problems = score_levels(path, shown="t")
    assert table.equals(expected)
    assert [dict(found.args) for found in problems if found.code == "N856"] == [{"found": "Tahun_2022"}]


def test_workbooks_of_one_agency_are_no_tables(tmp_path):
    one = saved(tmp_path / "satu.xlsx", ["Instansi", "Kota A"], ["No", "Indikator", "Tingkat"], [1, "Kebijakan", 3])
    assert not is_level_table(one)
    head, *rows = long()
    own = [[head[0], *head[2:]], *([row[0], *row[2:]] for row in rows if row[0] == "Kota 1")]
    assert not is_level_table(saved(tmp_path / "sendiri.xlsx", *own))
    assert not is_level_table("examples/kota-tegal-2023.xlsx")
    (tmp_path / "rusak.xlsx").write_bytes(b"PK\3\4 rusak")
    assert not is_level_table(tmp_path / "rusak.xlsx")
    with pytest.raises(SpbeError) as caught:
        score_levels(one)
    assert [found.code for found in caught.value.problems] == ["E841"]
