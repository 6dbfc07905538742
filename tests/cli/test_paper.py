"""Comparisons and rankings as files for readers, and where the last of several years stands."""

from __future__ import annotations

import json
import os
import re
import tempfile

import openpyxl
import pytest
from pypdf import PdfReader
from running import EXAMPLES, ROOT, spbe

from spbe_index import printing
from spbe_index.cli.run import run

TEGAL = EXAMPLES / "kota-tegal-2023.xlsx"
RESULTS = ROOT / "rubrics" / "results"


@pytest.fixture(scope="module")
def earlier(tmp_path_factory):
    """The same city a year before: every indicator at level 3."""
    path = tmp_path_factory.mktemp("tahun") / "tegal-2022.xlsx"
    book = openpyxl.Workbook()
    for row in (["Instansi", "Pemerintah Kota Tegal"], ["Tahun", 2022], ["No", "Nilai Akhir"]):
        book.active.append(row)
    for number in range(1, 48):
        book.active.append([number, 3])
    book.save(path)
    return path


def text_of(path):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_a_comparison_is_written_for_readers_in_both_forms(earlier, tmp_path):
    done = spbe("compare", TEGAL, earlier, "--format", "pdf", "--standing", folder=tmp_path)
    assert done.code == 0, done.err
    (made,) = tmp_path.glob("*.pdf")
    assert made.name == "perbandingan-tegal-2022.pdf"
    text = text_of(made)
    for words in ("Indeks SPBE naik 0,76", "2022 ke 2023", "Posisi nasional", "12 dari 93"):
        assert words in text
    page = tmp_path / "beda.html"
    assert spbe("compare", TEGAL, earlier, "-o", page, "--lang", "en").code == 0
    assert "SPBE index rose by 0.76" in page.read_text(encoding="utf-8") or "0.76" in page.read_text(encoding="utf-8")


def test_the_same_comparison_gives_the_same_bytes(earlier, tmp_path):
    for name in ("a.pdf", "b.pdf"):
        assert spbe("compare", earlier, TEGAL, "-o", tmp_path / name).code == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_ranking_is_written_for_readers(tmp_path):
    pdf, page = tmp_path / "r.pdf", tmp_path / "r.html"
    assert spbe("rank", RESULTS / "2023.csv", RESULTS / "2022.csv", "-o", pdf).code == 0
    text = text_of(pdf)
    for words in ("Pemerintah Kota Surabaya", "Pemerintah Kab. Tuban", "+1,58", "3 dari 621"):
        assert words in text
    assert spbe("rank", RESULTS / "2023.csv", "--agency", "Kota Tegal", "-o", page).code == 0
    assert "12 dari 93" in page.read_text(encoding="utf-8")


def test_the_last_year_stands_in_the_list_in_every_form(earlier, tmp_path):
    files = ("compare", earlier, TEGAL, "--standing")
    plain = json.loads(spbe(*files, "--format", "json").out)
    ranks = {one["scope"]: one["rank"] for one in plain["standing"]["positions"]}
    assert (ranks["kind"], ranks["nation"]) == (12, 61)
    assert "12 dari 93" in spbe(*files).out
    assert "peringkat 12 dari 93" in spbe(*files, "--format", "csv").err
    assert spbe(*files, "-o", tmp_path / "s.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("12 dari 93" in str(value) or value == 12 for value in cells)


def test_the_report_takes_earlier_years_a_plan_and_a_list(earlier, tmp_path):
    out = tmp_path / "l.pdf"
    done = spbe("report", TEGAL, "--previous", earlier, "--standing", "--plan", "Memuaskan", "-o", out)
    assert done.code == 0, done.err
    text = text_of(out)
    for words in (
        "Perbandingan dengan penilaian sebelumnya",
        "Posisi nasional",
        "Rencana kenaikan",
        "Seberapa aman predikatnya",
        "cukup 16 kenaikan",
    ):
        assert words in text
    wrong = spbe("report", TEGAL, "--plan", "Memuaskn", "-o", tmp_path / "x.pdf")
    assert wrong.code == 2
    assert "Memuaskan" in wrong.err


def test_a_plan_that_cannot_be_made_is_told(tmp_path):
    path = tmp_path / "kurang.csv"
    path.write_text("Tahun,2023\nNo,Tingkat\n" + "".join(f"{n},3\n" for n in range(1, 47)), encoding="utf-8")
    done = spbe("report", path, "--plan", "Memuaskan", "-o", tmp_path / "l.pdf")
    assert done.code == 1
    assert "E826" in done.err
    assert "E826" not in spbe("report", path, "-o", tmp_path / "m.pdf").err


@pytest.mark.skipif(os.name == "nt", reason="limits on memory are those of POSIX")
def test_a_pdf_that_needs_more_memory_than_it_may_use_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(printing, "MEMORY_MB", 64)
    assert run(["report", str(TEGAL), "-o", str(tmp_path / "laporan.pdf")]) == 3
    # Compiled libraries end the process before Python can say that there is no memory.
    assert {"E507", "E509"} & set(re.findall(r"E\d+", capsys.readouterr().err))
    assert not (tmp_path / "laporan.pdf").exists()


def test_a_pdf_that_takes_longer_than_it_may_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(printing, "SECONDS", 0)
    assert run(["report", str(TEGAL), "-o", str(tmp_path / "laporan.pdf")]) == 3
    assert "E508" in capsys.readouterr().err
    assert not (tmp_path / "laporan.pdf").exists()


@pytest.mark.parametrize("program", ["", "import os, sys, tempfile\ntempfile.mkdtemp()\nos._exit(9)\n"])
def test_nothing_temporary_is_left_however_the_printing_ends(tmp_path, monkeypatch, program):
    """Fonts are laid down in a folder while a page is set."""
    (tmp_path / "sementara").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "sementara"))
    monkeypatch.setattr(printing, "_PROGRAM", program + printing._PROGRAM)
    assert run(["report", str(TEGAL), "-o", str(tmp_path / "laporan.pdf")]) == (3 if program else 0)
    assert list((tmp_path / "sementara").iterdir()) == []


def test_nothing_temporary_is_left_by_batches_and_by_verifying(tmp_path, monkeypatch):
    (tmp_path / "sementara").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "sementara"))
    assert spbe("batch", TEGAL, "-o", tmp_path / "a.csv", "--reports", tmp_path / "laporan").code == 0
    (made,) = (tmp_path / "laporan").iterdir()
    assert spbe("verify", made).code == 0
    assert list((tmp_path / "sementara").iterdir()) == []
