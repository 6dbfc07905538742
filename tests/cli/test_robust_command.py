"""`spbe score --robust` and `--history` in every form."""

from __future__ import annotations

import json
from fractions import Fraction

import openpyxl
import pytest
from running import EXAMPLES, spbe

from spbe_index.load.rubric import load_rubric

TEGAL = EXAMPLES / "kota-tegal-2023.xlsx"
LEAVES = load_rubric("spbe-2020").leaves()


def saved(path, head, row, year=2023):
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (["Instansi", "Kota Contoh"], ["Tahun", year], []):
        sheet.append(line)
    sheet.append(["No", "Indikator", *head])
    for place, leaf in enumerate(LEAVES):
        sheet.append([int(leaf.number), leaf.name.id, *row(place)])
    book.save(path)
    return path


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """This year's self-assessment with evidence, last year's with both values, and one that has no final values."""
    folder = tmp_path_factory.mktemp("robust")
    now = saved(
        folder / "kini.xlsx",
        ["Penilaian Mandiri", "Bukti Dukung"],
        lambda place: [3 + place % 2, "" if place % 3 else "Laporan tahunan"],
    )
    last = saved(
        folder / "lalu.xlsx",
        ["Penilaian Mandiri", "Nilai Akhir"],
        lambda place: [3 + place % 2, 3 + place % 2 - (place % 5 == 0)],
        2022,
    )
    bare = saved(folder / "polos.xlsx", ["Nilai"], lambda place: [3], 2022)
    return now, last, bare


def test_the_table_tells_edges_losses_and_worth():
    done = spbe("score", TEGAL, "--robust")
    assert done.code == 0
    for told in (
        "Seberapa aman predikat Sangat Baik",
        "Ke Memuaskan kurang 0,4395: paling sedikit 16 kenaikan satu tingkat.",
        "Batas bawah predikat 3,50; jarak indeks ke batas itu 0,2605.",
        "Nilai satu tingkat",
        "0,0300       I42, I43, I44, I45, I46, I47",
    ):
        assert told in done.out
    assert "Seberapa aman" not in spbe("score", TEGAL).out


def test_evidence_and_chances(books):
    now, last, _ = books
    done = spbe("score", now, "--history", last, "--format", "json")
    plain = json.loads(done.out)
    robust = plain["robust"]
    assert robust["evidence"]["listed"] is True
    assert len(robust["evidence"]["claimed"]) == 47
    assert len(robust["evidence"]["without"]) == 31
    outlook = robust["outlook"]
    assert outlook["cases"] == 47
    assert sum(Fraction(one["chance"]["exact"]) for one in outlook["chances"]) == 1
    total = int(outlook["total"])
    assert sum(int(ways) for _, ways in outlook["outcomes"]) == total
    mean = sum(Fraction(index) * int(ways) for index, ways in outlook["outcomes"]) / total
    assert Fraction(outlook["expected"]["exact"]) == mean
    assert len(robust["worth"]) == 47
    text = spbe("score", now, "--history", last, "--lang", "en").out
    assert "What to expect after the external round" in text
    assert "Changes from self-assessed to final in earlier years" in text
    assert "31 of 47 answers above the lowest level have no evidence" in " ".join(text.split())


def test_markdown_and_workbook(books, tmp_path):
    now, last, _ = books
    text = spbe("score", now, "--history", last, "--format", "md").out
    assert "## Seberapa aman predikat Baik" in text
    assert "| Predikat | Peluang |" in text
    out = tmp_path / "aman.xlsx"
    assert spbe("score", now, "--history", last, "-o", out).code == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames[-3:] == ["Keamanan predikat", "Peluang", "Nilai satu tingkat"]
    assert book["Nilai satu tingkat"]["D2"].value == 0.03
    chances = [row[1].value for row in book["Peluang"].iter_rows() if row[1].number_format == "0.00%"]
    assert len(chances) == 5
    assert abs(sum(chances) - 1) < 1e-5


def test_earlier_years_that_cannot_be_used_are_named(books):
    now, last, bare = books
    plain = json.loads(spbe("score", now, "--history", bare, "--format", "json").out)
    assert plain["robust"]["outlook"] == {"reason": "cases"}
    assert [found["code"] for found in plain["problems"] if found["code"].startswith("W8")] == ["W821"]
    other = EXAMPLES / "pemdi-2026-contoh-peraturan.xlsx"
    plain = json.loads(spbe("score", now, "--history", other, "--history", last, "--format", "json").out)
    assert [found["args"]["reason"] for found in plain["problems"] if found["code"] == "W821"] == ["rubric"]
    assert plain["robust"]["outlook"]["cases"] == 47
    final = json.loads(spbe("score", TEGAL, "--history", last, "--format", "json").out)
    assert final["robust"]["outlook"] == {"reason": "final"}
    assert "Semua nilai sudah nilai akhir" in spbe("score", TEGAL, "--history", last).out


def test_an_incomplete_assessment_tells_only_what_levels_are_worth(tmp_path):
    path = saved(tmp_path / "a.xlsx", ["Nilai"], lambda place: [None if place else 3])
    done = spbe("score", path, "--robust")
    assert done.code == 1
    assert "Belum ada predikat" in done.out
    assert "Nilai satu tingkat" in done.out
    plain = json.loads(spbe("score", path, "--robust", "--format", "json").out)
    assert (plain["robust"]["evidence"], plain["robust"]["outlook"]) == (None, None)
    assert spbe("score", path, "--robust", "-o", tmp_path / "b.xlsx").code == 1


def test_the_ends_of_the_bands(tmp_path):
    top = saved(tmp_path / "a.xlsx", ["Nilai"], lambda place: [5])
    assert "Ini predikat tertinggi." in spbe("score", top, "--robust").out
    bottom = saved(tmp_path / "b.xlsx", ["Nilai"], lambda place: [1])
    assert "Ini predikat terendah" in spbe("score", bottom, "--robust").out
    edge = spbe("simulate", top, "--set", "D1=5").out
    assert "tidak berubah" in edge


def test_what_does_not_go_with_it():
    for wrong in (("--format", "csv"), ("--stage", "mandiri,akhir")):
        done = spbe("score", TEGAL, "--robust", *wrong)
        assert (done.code, "E829" in done.err) == (2, True)
