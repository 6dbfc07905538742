"""`spbe score` as people and programs use it: real examples, faults, formats, exit codes, both languages."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from running import EXAMPLES, spbe

from spbe_index.load.rubric import load_rubric

KEMENKO = EXAMPLES / "kemenko-perekonomian-2021.xlsx"
TEGAL = EXAMPLES / "kota-tegal-2023.xlsx"
PEMDI = EXAMPLES / "pemdi-2026-contoh-peraturan.xlsx"


def scored(path, *more):
    done = spbe("score", path, "--format", "json", *more)
    return done.code, json.loads(done.out)


def shown(plain):
    return {node["code"]: node["value"]["display"] for node in plain["nodes"] if node["kind"] in ("domain", "aspect")}


def test_kemenko_2021_as_published():
    code, plain = scored(KEMENKO)
    assert code == 0
    assert plain["index"] == {"exact": "1179/400", "decimal": "2.9475", "display": "2.95"}
    assert plain["band"] == {"name": "Baik", "decided_by": "exact", "otherwise": None}
    assert plain["complete"] is True
    assert (plain["agency"], plain["year"], plain["stage"]) == (
        "Kementerian Koordinator Bidang Perekonomian",
        2021,
        "akhir",
    )
    published = {"D1": "3.00", "D2": "3.00", "D3": "1.00", "D4": "3.61"}
    published |= {"A1": "3.00", "A2": "3.25", "A3": "3.00", "A4": "2.50", "A5": "1.00", "A6": "1.00"}
    published |= {"A7": "3.90", "A8": "3.17"}
    assert shown(plain) == published
    assert plain["problems"] == []


def test_kota_tegal_2023_as_published():
    code, plain = scored(TEGAL)
    assert code == 0
    assert (plain["index"]["display"], plain["band"]["name"]) == ("3.76", "Sangat Baik")
    domains = {key: value for key, value in shown(plain).items() if key.startswith("D")}
    assert domains == {"D1": "4.60", "D2": "3.60", "D3": "2.64", "D4": "4.02"}


def test_the_example_of_8_2026():
    code, plain = scored(PEMDI)
    assert code == 0
    assert (plain["index"]["decimal"], plain["band"]["name"]) == ("2.8", "Baik")
    assert list(shown(plain).values()) == ["2.60", "3.50", "1.20", "3.50", "2.50", "2.40", "3.50"]


def test_the_table_in_both_languages():
    indonesian, english = spbe("score", KEMENKO), spbe("score", KEMENKO, "--lang", "en")
    assert "Indeks SPBE  2,95  Baik" in indonesian.out
    assert "SPBE index  2.95  Baik (Good)" in english.out
    assert "\x1b[" not in indonesian.out


def test_the_language_of_the_environment(monkeypatch):
    monkeypatch.setenv("SPBE_LANG", "en")
    assert "SPBE index" in spbe("score", KEMENKO).out
    assert "Indeks SPBE" in spbe("score", KEMENKO, "--lang=id").out


def test_csv_has_real_numbers_and_all_nodes():
    rows = list(csv.DictReader(io.StringIO(spbe("score", KEMENKO, "--format", "csv").out)))
    assert rows[0]["code"] == "index"
    assert (rows[0]["value"], rows[0]["value_exact"], rows[0]["band"]) == ("2.95", "1179/400", "Baik")
    assert len(rows) == 1 + 4 + 8 + 47
    assert next(row for row in rows if row["code"] == "I12")["answer"] == "2"


def test_xlsx_holds_numbers_and_is_the_same_each_time(tmp_path):
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for out in (first, second):
        assert spbe("score", KEMENKO, "--format", "xlsx", "-o", out).code == 0
    assert first.read_bytes() == second.read_bytes()
    book = openpyxl.load_workbook(first)
    values = {row[0].value.strip(): row[3].value for row in book["Hasil"].iter_rows() if row[0].value}
    assert values["A8"] == 3.17
    assert values["I13"] == 5
    assert book.sheetnames == ["Hasil", "Temuan"]


def test_markdown_escapes_what_cells_hold(tmp_path):
    path = table(tmp_path, [["Instansi", "Kota <b>|*"], ["Tahun", 2023], ["No", "Tingkat"], *full()])
    text = spbe("score", path, "--format", "md").out
    assert "Kota \\<b\\>\\|\\*" in text
    assert "| D1 | Kebijakan Internal SPBE | 13 |" in text


def full(level=3):
    return [[number, level] for number in range(1, 48)]


def table(folder, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active.title = "Penilaian"
    path = folder / "penilaian.xlsx"
    book.save(path)
    return path


FAULTS = {
    6: "E202",
    0: "E202",
    3.5: "E202",
    "3,5": "E202",
    "#REF!": "E204",
    True: "E206",
    "=1+2": "E207",
    "3-Apr": "E205",
    "baik sekali": "E203",
    "n/a": "E203",
}


def test_faults_name_their_cells_and_the_rest_is_still_checked(tmp_path):
    rows = full()
    for row, value in zip(rows, FAULTS, strict=False):
        row[1] = value
    rows[20][1] = None
    rows[21][1] = "-"
    del rows[40]
    rows += [[5, 2], [99, 3]]
    path = table(tmp_path, [["Tahun", 2023], ["No", "Tingkat"], *rows])
    code, plain = scored(path)
    found = [(problem["code"], problem["cell"]) for problem in plain["problems"]]
    expected = {(kind, f"B{row}") for row, kind in enumerate(FAULTS.values(), 3) if row != 7}
    assert expected <= set(found)
    assert {("E211", "B23"), ("E211", "B24"), ("E210", "A50"), ("E208", "B49")} <= set(found)
    assert [kind for kind, _ in found].count("E209") == 1
    assert all(cell for _, cell in found)
    assert all(problem["sheet"] == "Penilaian" and problem["hint"] for problem in plain["problems"])
    assert code == 1
    assert plain["index"] is None
    assert plain["band"] is None


@pytest.mark.parametrize(
    "level", [3, 3.0, "3", "3.0", "3,00", "Level 3", "Tingkat 3", "3 - Terdefinisi", "III", " 3 ", "\u00a03"]
)
def test_spellings_of_three(tmp_path, level):
    rows = full(3)
    rows[0][1] = level
    code, plain = scored(table(tmp_path, [["Tahun", 2023], ["No", "Tingkat"], *rows]))
    assert (code, plain["index"]["exact"]) == (0, "3")


def test_unfilled_is_refused_unless_asked_for(tmp_path):
    rows = full()
    rows[46][1] = None
    path = table(tmp_path, [["Tahun", 2023], ["No", "Tingkat"], *rows])
    code, plain = scored(path)
    assert (code, plain["index"]) == (1, None)
    assert (plain["range"]["low"]["display"], plain["range"]["high"]["display"]) == ("2.94", "3.06")
    code, plain = scored(path, "--unfilled", "lowest")
    assert (code, plain["index"]["display"], plain["unfilled"], plain["complete"]) == (1, "2.94", "lowest", False)
    code, plain = scored(path, "--unfilled", "zero")
    assert plain["index"]["display"] == "2.91"
    text = spbe("score", path, "--unfilled", "zero").out
    assert "1 isian tanpa nilai (1 belum diisi) dihitung sebagai 0" in " ".join(text.split())
    assert "2,94 sampai 3,06" in " ".join(spbe("score", path).out.split())


def test_stages_side_by_side(tmp_path):
    rows = [[number, 4, 2, 3] for number in range(1, 48)]
    path = table(tmp_path, [["Tahun", 2023], ["No", "Target", "Mandiri", "Akhir"], *rows])
    code, plain = scored(path)
    assert (code, plain["index"]["exact"], plain["stage"], plain["stages"]) == (0, "3", "akhir", ["mandiri", "akhir"])
    assert [problem["code"] for problem in plain["problems"]] == ["N212"]
    assert scored(path, "--stage", "mandiri")[1]["index"]["exact"] == "2"
    assert plain["nodes"][2]["target"]["answer"] == "4"
    done = spbe("score", path, "--stage", "visitasi")
    assert done.code == 2
    assert "mandiri, akhir" in done.err


def test_the_sentence_when_the_other_rule_would_say_otherwise(tmp_path):
    """Levels of Kab. Boven Digoel 2023: exactly 1.7995, printed 1.80."""
    import national

    row = next(row for row in national.rows() if row.agency == "Pemerintah Kab. Boven Digoel")
    levels = next(national.fitting_levels(row))
    path = table(tmp_path, [["Tahun", 2023], ["No", "Tingkat"], *([n, level] for n, level in enumerate(levels, 1))])
    _, plain = scored(path)
    assert plain["band"] == {"name": "Kurang", "decided_by": "exact", "otherwise": "Cukup"}
    text = spbe("score", path).out
    assert "mengikuti nilai tepat 1,7995" in text
    assert "predikatnya Cukup" in text


def test_the_ending_of_the_output_tells_its_form(tmp_path):
    assert spbe("score", KEMENKO, "-o", tmp_path / "hasil.json").code == 0
    assert json.loads((tmp_path / "hasil.json").read_bytes())["index"]["display"] == "2.95"
    assert spbe("score", KEMENKO, "-o", tmp_path / "hasil.xlsx").code == 0
    assert openpyxl.load_workbook(tmp_path / "hasil.xlsx").sheetnames[0] == "Hasil"
    assert spbe("report", KEMENKO, "-o", tmp_path / "laporan.html").code == 0
    assert (tmp_path / "laporan.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_the_same_workbook_gives_the_same_bytes_wherever_it_lies(tmp_path):
    copy = tmp_path / KEMENKO.name
    copy.write_bytes(KEMENKO.read_bytes())
    near = spbe("score", KEMENKO.name, "--format", "json", folder=EXAMPLES)
    assert near.out == spbe("score", copy, "--format", "json").out


def test_rows_that_only_one_instrument_has_tell_it(tmp_path):
    rows = full()
    del rows[29]
    code, plain = scored(table(tmp_path, [["No", "Tingkat"], *rows, [99, 3]]))
    assert (code, plain["rubric"]["id"]) == (1, "spbe-2020")
    assert {problem["code"] for problem in plain["problems"]} == {"N213", "E209", "E210"}


def test_standard_input_and_output():
    done = spbe("score", "-", "--format", "json", "-o", "-", stdin=KEMENKO.read_bytes())
    assert json.loads(done.out)["index"]["display"] == "2.95"


def test_json_is_deterministic(monkeypatch):
    outs = set()
    for seed, zone, language in (("0", "UTC", "C"), ("1", "Asia/Jakarta", "C.UTF-8")):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("LC_ALL", language)
        outs.add(spbe("score", KEMENKO, "--format", "json").out)
    assert len(outs) == 1


def test_the_input_is_never_overwritten(tmp_path):
    path = Path(table(tmp_path, [["Tahun", 2023], ["No", "Tingkat"], *full()]))
    before = path.read_bytes()
    done = spbe("score", path, "-o", path, "--force")
    assert done.code == 3
    assert "E502" in done.err
    assert path.read_bytes() == before


def workbook(path, *lines):
    book = openpyxl.Workbook()
    for line in lines:
        book.worksheets[0].append(line)
    book.save(path)
    return path


def lines_of(rubric, *levels):
    return [[leaf.number, leaf.name.id, *levels] for leaf in load_rubric(rubric).leaves()]


def test_the_latest_of_two_years_is_scored_and_said_in_one_sentence(tmp_path):
    head = ["No", "Indikator", "Nilai 2022", "Nilai 2023"]
    code, plain = scored(workbook(tmp_path / "a.xlsx", head, *lines_of("spbe-2020", 3, 4)))
    assert (code, plain["year"], plain["index"]["display"]) == (0, 2023, "4.00")
    (said,) = plain["problems"]
    assert (said["code"], said["cell"]) == ("N229", "C1")
    assert said["message"] == 'Ada kolom untuk beberapa tahun: yang dihitung "Nilai 2023", bukan "Nilai 2022".'
    code, plain = scored(workbook(tmp_path / "b.xlsx", ["Tahun", 2022], head, *lines_of("spbe-2020", 3, 4)))
    assert (code, plain["year"], plain["index"]["display"]) == (0, 2022, "3.00")


def test_a_year_of_another_instrument_than_its_rows_is_said_before_the_rows(tmp_path):
    table = [["Tahun", 2030], ["No", "Indikator", "Tingkat"], *lines_of("spbe-2020", 3)]
    code, plain = scored(workbook(tmp_path / "a.xlsx", *table))
    assert code == 1
    assert (plain["problems"][0]["code"], plain["problems"][0]["cell"]) == ("W232", "B1")
    assert "--rubric spbe-2020" in plain["problems"][0]["hint"]
    assert scored(tmp_path / "a.xlsx", "--rubric", "spbe-2020")[1]["index"]["display"] == "3.00"


@pytest.mark.parametrize("stage", ["dokumen", "Dokumen", "verifikasi dokumen", "Penilaian Dokumen", "VERIFIKASI"])
def test_a_stage_is_asked_for_in_its_columns_words(tmp_path, stage):
    head = ["No", "Indikator", "Penilaian Mandiri", "Verifikasi Dokumen"]
    path = workbook(tmp_path / "a.xlsx", ["Tahun", 2023], head, *lines_of("spbe-2020", 4, 2))
    _, plain = scored(path, "--stage", stage)
    assert (plain["stage"], plain["index"]["display"]) == ("dokumen", "2.00")
