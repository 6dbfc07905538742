"""Stages of one assessment side by side, in every form."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction

import openpyxl
import pytest
from running import spbe

from spbe_index.load.rubric import load_rubric

LEAVES = load_rubric("spbe-2020").leaves()
MANDIRI = [2 + row % 4 for row in range(47)]
AKHIR = [None if row % 9 == 0 else max(1, level - row % 2) for row, level in enumerate(MANDIRI)]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    """Every indicator has a self-assessed level and a target, most a final level."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Penilaian"
    for line in (["Instansi", "Kota Contoh"], ["Tahun", 2023], []):
        sheet.append(line)
    sheet.append(["No", "Indikator", "Penilaian Mandiri", "Nilai Akhir", "Target"])
    for leaf, own, final in zip(LEAVES, MANDIRI, AKHIR, strict=True):
        sheet.append([int(leaf.number), leaf.name.id, own, final, 5])
    path = tmp_path_factory.mktemp("stages") / "dua-tahap.xlsx"
    book.save(path)
    return path


def weighted(levels):
    """The index by its own arithmetic: weight times level, added up."""
    return sum(leaf.weight * level for leaf, level in zip(LEAVES, levels, strict=True)) / 100


LATEST = [own if final is None else final for own, final in zip(MANDIRI, AKHIR, strict=True)]


def test_what_counts_is_the_latest_stage_of_each_indicator(workbook):
    done = spbe("score", workbook, "--format", "json")
    plain = json.loads(done.out)
    assert done.code == 0
    assert plain["stage"] == "terbaru"
    assert Fraction(plain["index"]["exact"]) == weighted(LATEST)
    stages = [node["stage"] for node in plain["nodes"] if "stage" in node]
    assert stages == ["mandiri" if final is None else "akhir" for final in AKHIR]
    assert [problem["code"] for problem in plain["problems"]] == ["N240"]
    shown = spbe("score", workbook).out
    assert "(mandiri)" in shown
    assert "mandiri (6), akhir (41)" in shown


def test_the_csv_names_the_stage_of_each_answer(workbook):
    rows = list(csv.DictReader(io.StringIO(spbe("score", workbook, "--format", "csv").out)))
    assert rows[0]["stage"] == "terbaru"
    assert [row["stage"] for row in rows if row["answer"]] == ["mandiri" if f is None else "akhir" for f in AKHIR]
    assert {row["stage"] for row in rows[1:] if not row["cell"]} == {""}


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_check_offers_one_stage_only(language):
    shown = " ".join(spbe("check", "--help-all", "--lang", language).out.split())
    assert "mandiri,akhir" not in shown
    assert "mandiri" in shown


def test_two_stages_in_json_with_what_each_indicator_did(workbook):
    done = spbe("score", workbook, "--stage", "mandiri,target", "--format", "json")
    plain = json.loads(done.out)
    assert done.code == 0
    assert plain["schema"] == "spbe-stages/1"
    assert [stage["stage"] for stage in plain["stages"]] == ["mandiri", "target"]
    first, last = (Fraction(stage["index"]["exact"]) for stage in plain["stages"])
    assert (first, last) == (weighted(MANDIRI), 5)
    nodes = {node["code"]: node for node in plain["changes"]["nodes"]}
    assert Fraction(nodes["index"]["difference"]["exact"]) == last - first
    contributions = [Fraction(nodes[leaf.code]["contribution"]["exact"]) for leaf in LEAVES]
    assert sum(contributions) == last - first
    assert contributions[0] == LEAVES[0].weight * (5 - MANDIRI[0]) / 100


def test_an_open_stage_shows_its_range_and_no_difference(workbook):
    done = spbe("score", workbook, "--stage", "mandiri,akhir", "--format", "json")
    plain = json.loads(done.out)
    assert done.code == 1
    assert plain["stages"][1]["index"] is None
    nodes = {node["code"]: node for node in plain["changes"]["nodes"]}
    assert nodes["index"]["difference"] is None
    assert nodes["I1"]["difference"] is None
    assert nodes["I2"]["difference"]["exact"] == "-1"
    assert {problem["code"] for problem in plain["problems"]} == {"E211"}


def test_stages_side_by_side_for_people(workbook):
    done = spbe("score", workbook, "--stage", "mandiri, akhir", "--unfilled", "lowest")
    lines = done.out.splitlines()
    assert lines[1].startswith("Penilaian Mandiri: 3,")
    assert lines[2].startswith("Nilai Akhir: ")
    (first,) = [line for line in lines if line.lstrip().startswith("I2 ")]
    assert first.split()[-4:] == ["3,00", "2,00", "-1,00", "-0,0130"]
    english = spbe("score", workbook, "--stage", "mandiri,akhir", "--lang", "en", "--unfilled", "lowest").out
    assert "To the index" in english


def test_stages_as_csv_xlsx_and_markdown(workbook, tmp_path):
    rows = list(csv.DictReader(io.StringIO(spbe("score", workbook, "--stage", "mandiri,target", "-f", "csv").out)))
    assert [row["code"] for row in rows][:3] == ["index", "D1", "A1"]
    assert Fraction(rows[0]["difference_exact"]) == 5 - weighted(MANDIRI)
    assert {row["target"] for row in rows} == {"5.00"}
    out = tmp_path / "tahap.xlsx"
    assert spbe("score", workbook, "--stage", "mandiri,target", "-o", out).code == 0
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert [cell.value for cell in sheet[1]][3:] == ["Penilaian Mandiri", "Target", "Selisih", "Ke indeks"]
    assert sheet.max_row == 1 + 1 + len(rows) - 1
    table = spbe("score", workbook, "--stage", "mandiri,target", "-f", "md").out
    assert table.count("\n| ") == len(rows) + 2


def test_an_unknown_stage_among_several_is_wrong_use(workbook):
    done = spbe("score", workbook, "--stage", "mandiri,visitasi")
    assert done.code == 2
    assert "visitasi" in done.err
    assert "mandiri, akhir, target" in done.err
