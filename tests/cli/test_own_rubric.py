"""An instrument that somebody writes without touching Python: three floors of its own, letters closed above, decimals.

Every command that takes an instrument is run with it, as an office would.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from running import ROOT, spbe

RUBRIC = ROOT / "rubrics" / "example" / "mutu-layanan.yaml"
NOW = (2.5, 3, 1.75, 4, 2)  # 50 + 45 + 43.75 + 120 + 20 of 100: 2.7875
BEFORE = (1.5, 3, 1.25, 3.25, 2)  # 30 + 45 + 31.25 + 97.5 + 20 of 100: 2.2375


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the empty workbook, and those of two years filled by hand."""
    where = tmp_path_factory.mktemp("office")
    assert spbe("template", "kosong.xlsx", "--rubric", RUBRIC, "--agency", "Kantor Contoh", folder=where).code == 0
    for year, levels in ((2026, BEFORE), (2027, NOW)):
        book = openpyxl.load_workbook(where / "kosong.xlsx")
        sheet = book["Penilaian"]
        heads = {cell.value: cell.column for cell in sheet[4]}
        for row, level in enumerate(levels, 5):
            sheet.cell(row, heads["Tingkat"]).value = level
        identity = {row[0].value: row[1] for row in book["Identitas"].iter_rows(min_row=4, max_row=8)}
        assert "Tahap" not in identity
        identity["Tahun Penilaian"].value = year
        book.save(where / f"{year}.xlsx")
    return where


def run(folder: Path, *arguments: object) -> str:
    done = spbe(*arguments, "--rubric", RUBRIC, folder=folder)
    assert done.code == 0, done.err
    return done.out


def test_the_empty_workbook_has_a_column_of_each_floor_and_one_for_levels(folder: Path) -> None:
    sheet = openpyxl.load_workbook(folder / "kosong.xlsx")["Penilaian"]
    heads = [cell.value for cell in sheet[4]]
    assert heads[:6] == ["Kode", "Pilar", "Unsur", "Indikator", "Tingkat", "Target"]
    done = spbe("score", "kosong.xlsx", "--rubric", RUBRIC, folder=folder)
    assert done.code == 1
    assert "masih mungkin 0,00 sampai 4,00" in " ".join(done.out.split())
    assert "Isi tingkatnya, misalnya 2,25." in " ".join(done.out.split())


def test_its_batch_table_is_ranked_without_a_word_about_columns(folder: Path) -> None:
    for form in ("csv", "xlsx"):
        run(folder, "batch", "2026.xlsx", "2027.xlsx", "-o", f"semua.{form}")
        done = spbe("rank", f"semua.{form}", folder=folder)
        assert (done.code, re.findall(r"\b[ENW]\d{3}\b", done.err)) == (0, ["N819"])
        assert "Kantor Contoh  2,24  2,79    +0,55" in done.out
        assert "Terbaik" not in done.out
        assert "Jenisnya" not in done.out
    # What the ranking itself writes is ranked again.
    assert spbe("rank", "semua.csv", "-o", "peringkat.csv", folder=folder).code == 0
    again = spbe("rank", "peringkat.csv", folder=folder)
    assert (again.code, again.err) == (0, "")


def test_no_standing_in_a_list_on_another_scale(folder: Path) -> None:
    for words in (
        ("score", "2027.xlsx"),
        ("report", "2027.xlsx", "-o", "l.pdf"),
        ("compare", "2026.xlsx", "2027.xlsx"),
    ):
        done = spbe(*words, "--rubric", RUBRIC, "--standing", folder=folder)
        assert (done.code, done.out, "E895" in done.err) == (2, "", True)
        assert "menurut instrumen mutu-layanan" in done.err
    assert not (folder / "l.pdf").exists()
    run(folder, "batch", "2026.xlsx", "2027.xlsx", "-o", "daftar.csv")
    assert "Kedudukan di antara 1 instansi" in run(folder, "score", "2027.xlsx", "--among", "daftar.csv")
    other = spbe("score", ROOT / "examples" / "kota-tegal-2023.xlsx", "--among", "daftar.csv", folder=folder)
    assert (other.code, "E895" in other.err) == (2, True)


def test_scored_by_hand_and_by_the_program(folder: Path) -> None:
    result = json.loads(run(folder, "score", "2027.xlsx", "--format", "json"))
    assert result["index"] == {"exact": "223/80", "decimal": "2.7875", "display": "2.79"}
    assert result["band"]["name"] == "B"
    shown = run(folder, "score", "2027.xlsx")
    assert "instrumen ini tidak bertahap" in shown
    assert "Mapan" in shown
    before = json.loads(run(folder, "score", "2026.xlsx", "--format", "json"))
    assert (before["index"]["decimal"], before["band"]["name"]) == ("2.2375", "C")


@pytest.mark.parametrize("first", ["B{}", "Butir {}", "b.{}", "{}", "U9 B{}"])
def test_rows_by_its_own_codes(folder: Path, first: str) -> None:
    lines = ["Kode,Tingkat", *(f"{first.format(number)},{level}" for number, level in enumerate(NOW, 1))]
    (folder / "kode.csv").write_text("\n".join(lines), encoding="utf-8")
    assert "2,79  B" in run(folder, "score", "kode.csv")


def test_an_upper_edge_belongs_to_the_letter_below(folder: Path) -> None:
    made = run(folder, "simulate", "2027.xlsx", "--format", "json", *_set(2.5, 2.5, 2.5, 2.5, 2.5))
    assert json.loads(made)["after"]["band"]["name"] == "C"
    made = run(folder, "simulate", "2027.xlsx", "--format", "json", *_set(2.51, 2.5, 2.5, 2.5, 2.5))
    assert json.loads(made)["after"]["band"]["name"] == "B"


def _set(*levels: float) -> list[str]:
    return [part for number, level in enumerate(levels, 1) for part in ("--set", f"B{number}={level}")]


def test_checked_compared_and_planned(folder: Path) -> None:
    assert "0 galat" in run(folder, "check", "2027.xlsx")
    compared = run(folder, "compare", "2026.xlsx", "2027.xlsx")
    assert "Predikatnya naik dari C menjadi B." in compared
    planned = run(folder, "plan", "2027.xlsx", "--target", "A")
    assert "Waktu tanggap dipantau langsung" in planned or "B3" in planned
    assert "predikat A" in planned


def test_compared_with_a_workbook_of_a_shipped_instrument(folder: Path) -> None:
    assert (
        spbe("template", "pemdi.xlsx", "--rubric", "pemdi-2026", "--year", "2026", "--force", folder=folder).code == 0
    )
    both = spbe("compare", "pemdi.xlsx", "2027.xlsx", "--rubric", RUBRIC, "--format", "json", folder=folder)
    compared = json.loads(both.out)
    assert [one["rubric"]["id"] for one in compared["results"]] == ["pemdi-2026", "mutu-layanan"]
    told = {problem["code"] for problem in compared["problems"]}
    assert "N298" in told
    assert "W297" not in told


@pytest.mark.parametrize("lang", ["id", "en"])
def test_reported_as_page_and_on_paper(folder: Path, lang: str) -> None:
    more = ("--previous", "2026.xlsx", "--plan", "A", "--lang", lang, "--force")
    run(folder, "report", "2027.xlsx", "-o", "laporan.html", *more)
    run(folder, "report", "2027.xlsx", "-o", "laporan.pdf", *more)
    page = (folder / "laporan.html").read_text(encoding="utf-8")
    paper = "\n".join(sheet.extract_text() for sheet in PdfReader(folder / "laporan.pdf").pages)
    words = ("Unsur", "Kecepatan", "2,79") if lang == "id" else ("Element", "Speed", "2.79")
    for word in words:
        assert word in page
        assert word in paper
    ruler = re.search(r"<svg[^>]*\bstrip\b.*?</svg>", page, re.DOTALL)
    assert ruler
    assert re.findall(r">([A-D])<", ruler[0]) == ["D", "C", "B", "A"]  # each once, in either language
    # Nothing is called by the names of another instrument's floors.
    for foreign in ("aspek", "domain") if lang == "id" else ("aspect", "domain"):
        visible = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
        assert not re.search(rf"\b{foreign}s?\b", visible, re.IGNORECASE), foreign


def test_earlier_years_say_nothing_of_stages_that_there_are_not(folder: Path) -> None:
    done = spbe("score", "2027.xlsx", "--robust", "--history", "2026.xlsx", "--rubric", RUBRIC, folder=folder)
    assert done.code == 0
    assert "Instrumen mutu-layanan tidak bertahap" in done.out


def test_carried_into_the_next_year(folder: Path) -> None:
    run(folder, "template", "2028.xlsx", "--from", "2027.xlsx", "--force")
    sheet = openpyxl.load_workbook(folder / "2028.xlsx")["Penilaian"]
    heads = {cell.value: cell.column for cell in sheet[4]}
    before = next(column for name, column in heads.items() if name and name.startswith("Tahun lalu"))
    assert [sheet.cell(row, before).value for row in range(5, 10)] == list(NOW)


def test_without_the_file_the_message_says_how_to_give_it(folder: Path) -> None:
    done = spbe("score", "2027.xlsx", folder=folder)
    assert done.code == 3
    assert 'untuk instrumen "mutu-layanan", yang tidak ada di dalam program' in done.err
    assert "misalnya --rubric instrumen-kami.yaml" in " ".join(done.err.split())


def test_a_workbook_may_name_the_instrument_it_is_scored_by(tmp_path: Path) -> None:
    run_by = ("--rubric", str(RUBRIC))
    assert spbe("template", "kosong.xlsx", *run_by, folder=tmp_path).code == 0
    assert "W283" not in spbe("check", "kosong.xlsx", *run_by, folder=tmp_path).out


def test_letters_that_are_the_same_in_english_are_said_once(folder: Path) -> None:
    assert "2.79  B\n" in run(folder, "score", "2027.xlsx", "--lang", "en")
