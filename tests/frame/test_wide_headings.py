"""Headings of wide tables as people type them: which are an indicator's, of which year, and which may be two things."""

from __future__ import annotations

import openpyxl
import pandas
import pyarrow as pa
import pytest

from spbe_index import SpbeError, load_rubric, score_frame
from spbe_index.levels import is_level_table, score_levels
from spbe_index.load.wide_headings import WideHeading, read_wide_heading

RUBRIC = load_rubric("spbe-2020")
LEAVES = RUBRIC.leaves()
COUNT = range(1, 48)


def scored(tmp_path, headings, *rows, **options):
    (tmp_path / "t.csv").write_text("\n".join(";".join(map(str, row)) for row in (headings, *rows)), encoding="utf-8")
    table, problems = score_levels(tmp_path / "t.csv", **options)
    return table.to_pylist(), [(found.code, dict(found.args)) for found in problems]


def refused(tmp_path, headings, *rows):
    with pytest.raises(SpbeError) as caught:
        scored(tmp_path, headings, *rows)
    (found,) = caught.value.problems
    assert found.code == "E848"
    particulars = dict(found.args)
    assert particulars.pop("example") == "I1"
    return particulars


@pytest.mark.parametrize(
    ("heading", "key", "year"),
    [
        ("Nilai I1", "1", None),
        ("Skor Indikator 1", "1", None),
        ("Tingkat Kematangan Indikator ke-1", "1", None),
        ("Nilai Indikator No. 01", "1", None),
        ("NILAI_I1", "1", None),
        ("I1 Tingkat", "1", None),
        ("I-1", "1", None),
        ("Ind 1", "1", None),
        ("1", "1", None),
        ("I1 (skala 1-5)", "1", None),
        ("I1_2023", "1", 2023),
        ("I1 2023", "1", 2023),
        ("I1 (Tahun 2023)", "1", 2023),
        ("2023 I1", "1", 2023),
        ("Nilai Indikator 35.1 Tahun 2026", "35-1", 2026),
        ("I35_1_2020", "35-1", 2020),
    ],
)
def test_what_a_heading_says(heading, key, year):
    assert read_wide_heading(heading) == WideHeading(key, year)


@pytest.mark.parametrize(
    "heading",
    ["2023", "Nilai 2023", "Bukti I1", "I1 2022 2023", "I12023", "D1", "Indikator", "I1 (0-100)", "I1 (1)", "a" * 999],
)
def test_what_is_no_indicators_heading(heading):
    said = read_wide_heading(heading)
    assert said is None or said.name


@pytest.mark.parametrize(
    "form",
    ["Nilai I{n}", "Skor Indikator {n}", "Indikator {n} - {name}", "{n}. {name}", "I{n} ({name})", "I{n} {start} ..."],
)
def test_a_table_with_such_headings(tmp_path, form):
    names = [leaf.name.id for leaf in LEAVES]
    starts = [" ".join(name.split()[:5]) for name in names]
    heads = [form.format(n=n, name=name, start=start) for n, name, start in zip(COUNT, names, starts, strict=True)]
    rows, told = scored(tmp_path, ["Nama Instansi", "Tahun", *heads], ["Kota Tegal", 2023, *[4] * 47])
    assert [(row["index_exact"], row["answered"], row["unknown"]) for row in rows] == [("4", 47, 0)]
    assert told == []
    assert is_level_table(tmp_path / "t.csv")
    frame = pandas.DataFrame([["Kota Tegal", *[4] * 47]], columns=["agency", *heads])
    assert score_frame(frame, RUBRIC)["index_exact"].tolist() == ["4"]


def test_columns_of_several_years_are_rows_of_each(tmp_path):
    heads = [f"I{n}_{year}" for year in (2022, 2023) for n in COUNT]
    levels = {"Kota A": [3] * 47 + [4] * 47, "Kota B": [2] * 47 + [""] * 47}
    rows, told = scored(tmp_path, ["Instansi", *heads], *([name, *cells] for name, cells in levels.items()))
    assert [(row["agency"], row["year"], row["index_exact"], row["unfilled"]) for row in rows] == [
        ("Kota A", 2022, "3", 0), ("Kota A", 2023, "4", 0), ("Kota B", 2022, "2", 0), ("Kota B", 2023, None, 47),
    ]  # fmt: skip
    assert told == []
    one = score_levels(tmp_path / "t.csv", block_rows=1, shown="t").table
    assert one.equals(score_levels(tmp_path / "t.csv", shown="t").table)


def test_years_in_the_headings_of_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Nama Instansi", *(f"Nilai I{n} ({year})" for n in COUNT for year in (2022, 2023))])
    for name in ("Kota A", "Kota B"):
        book.active.append([name, *[3, 4] * 47])
    book.save(tmp_path / "t.xlsx")
    assert is_level_table(tmp_path / "t.xlsx")
    rows = score_levels(tmp_path / "t.xlsx").table.to_pylist()
    assert [(row["year"], row["index_exact"]) for row in rows] == [(2022, "3"), (2023, "4")] * 2


@pytest.mark.parametrize("engine", [pa.Table.from_pandas, lambda frame: frame])
def test_years_in_the_names_of_a_frames_columns(engine):
    columns = {f"I{n} {year}": [level, 5] for year, level in ((2022, 3), (2023, 4)) for n in COUNT}
    table = score_frame(engine(pandas.DataFrame({"agency": ["Kota A", "Kota B"], **columns})), RUBRIC)
    rows = table.to_pylist() if isinstance(table, pa.Table) else table.to_dict("records")
    found = sorted((row["agency"], row["year"], row["index_exact"], row["unknown"]) for row in rows)
    assert found == [("Kota A", 2022, "3", 0), ("Kota A", 2023, "4", 0)] + [
        ("Kota B", year, "5", 0) for year in (2022, 2023)
    ]


def test_what_may_be_two_things_is_told_and_not_guessed(tmp_path):
    levels = [3] * 47
    bare = [f"Nilai {n}" for n in COUNT]
    assert refused(tmp_path, ["Instansi", *bare], ["A", *levels]) == {
        "cause": "number", "first": "Nilai 1", "second": "Nilai 2",
    }  # fmt: skip
    dated = [f"I{n} 2023" for n in COUNT]
    assert refused(tmp_path, ["Instansi", "Tahun", *dated], ["A", 2022, *levels])["cause"] == "year"
    assert refused(tmp_path, ["Instansi", *dated[:46], "I47"], ["A", *levels])["second"] == "I47"
    heads = [f"Indikator {n} - {leaf.name.id}" for n, leaf in zip((2, 1, *COUNT[2:]), LEAVES, strict=True)]
    told = refused(tmp_path, ["Instansi", *heads], ["A", *levels])
    assert (told["cause"], told["one"], told["two"]) == ("name", "I2", "I1")
    with pytest.raises(SpbeError) as caught:
        score_frame(pandas.DataFrame([["A", *levels]], columns=["agency", *heads]), RUBRIC)
    assert caught.value.problems[0].code == "E848"


def test_other_columns_of_an_indicator_are_told_and_not_read(tmp_path):
    heads = [f"I{n}" for n in COUNT] + ["I1 Bukti", "Target I1", "Nilai 1", "I1 (Mandiri)"]
    rows, told = scored(tmp_path, ["Instansi", "Tahun", *heads], ["A", 2023, *[3] * 47, 5, 5, 5, 5])
    assert rows[0]["index_exact"] == "3"
    assert told == [("N849", {"count": "4", "found": "I1 Bukti, Target I1, Nilai 1, I1 (Mandiri)"})]


def test_two_columns_of_one_indicator_are_told(tmp_path):
    with pytest.raises(SpbeError) as caught:
        scored(tmp_path, ["Instansi", "I1", "I2", "Skor I1"], ["A", 3, 3, 4])
    (found,) = caught.value.problems
    assert (found.code, dict(found.args)["second"]) == ("E846", "Skor I1")


@pytest.mark.parametrize("target", ["Tingkat (Target)", "Level (Target 2024)", "Nilai (x bobot)", "Tingkat [Mandiri]"])
def test_what_stands_in_brackets_may_say_that_these_are_not_the_levels(tmp_path, target):
    rows = [["Kota A", f"I{number}", 5, 2] for number in COUNT]
    (row,), told = scored(tmp_path, ["Instansi", "Indikator", target, "Capaian"], *rows, rubric="spbe-2020")
    assert row["index"] == 2
    assert told == [("N849", {"count": "1", "found": target})]
    with pytest.raises(SpbeError) as caught:
        scored(tmp_path, ["Instansi", "Indikator", target], *(row[:3] for row in rows))
    assert caught.value.problems[0].code == "E841"


@pytest.mark.parametrize("heading", ["Nilai 2022", "Nilai (2022)", "Tingkat Kematangan Tahun 2022"])
def test_the_heading_of_the_levels_may_name_their_year(tmp_path, heading):
    rows = [["Kota A", f"I{number}", 3] for number in COUNT]
    (row,), told = scored(tmp_path, ["Instansi", "Indikator", heading], *rows)
    assert (row["year"], row["rubric"], told) == (2022, "spbe-2020", [])
    (row,), _ = scored(tmp_path, ["Instansi", "Indikator", heading, "Tahun"], *([*row, 2023] for row in rows))
    assert row["year"] == 2023


def test_two_columns_of_levels_of_different_years_are_told(tmp_path):
    with pytest.raises(SpbeError) as caught:
        scored(tmp_path, ["Instansi", "Indikator", "Nilai 2022", "Nilai 2023"], ["Kota A", "I1", 3, 4])
    assert caught.value.problems[0].code == "E846"
