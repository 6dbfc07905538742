"""`spbe simulate` in every form, against scoring the same levels."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from fractions import Fraction

import openpyxl
from running import EXAMPLES, spbe

TEGAL = EXAMPLES / "kota-tegal-2023.xlsx"
PEMDI = EXAMPLES / "pemdi-2026-contoh-peraturan.xlsx"


def test_the_json_holds_both_results_and_what_changed():
    before = hashlib.sha256(TEGAL.read_bytes()).hexdigest()
    done = spbe("simulate", TEGAL, "--set", "I12=4", "-s", "40=5", "--format", "json")
    plain = json.loads(done.out)
    assert done.code == 0
    assert plain["schema"] == "spbe-simulate/1"
    assert plain["set"] == [{"code": "I12", "to": "4"}, {"code": "I40", "to": "5"}]
    scored = json.loads(spbe("score", TEGAL, "--format", "json").out)
    assert plain["before"] == scored
    index = Fraction(plain["before"]["index"]["exact"]) + Fraction("0.025") + Fraction("0.0275")
    assert Fraction(plain["after"]["index"]["exact"]) == index
    assert [change["code"] for change in plain["changes"]] == ["index", "D2", "A2", "I12", "D4", "A7", "I40"]
    assert plain["changes"][3]["after"]["exact"] == "4"
    assert hashlib.sha256(TEGAL.read_bytes()).hexdigest() == before


def test_the_result_as_if_is_that_of_a_workbook_with_these_levels(tmp_path):
    book = openpyxl.load_workbook(TEGAL)
    nodes = json.loads(spbe("score", TEGAL, "--format", "json").out)["nodes"]
    cell = next(node["cell"] for node in nodes if node["code"] == "I12")
    sheet, _, at = cell.partition("!")
    book[sheet][at] = 5
    book.save(tmp_path / "lain.xlsx")
    written = json.loads(spbe("score", tmp_path / "lain.xlsx", "--format", "json").out)
    supposed = json.loads(spbe("simulate", TEGAL, "--set", "I12=5", "--format", "json").out)["after"]
    assert written["nodes"] == supposed["nodes"]
    assert (written["index"], written["band"]) == (supposed["index"], supposed["band"])


def test_the_table_shows_what_changes_only():
    done = spbe("simulate", TEGAL, "--set", "I12=4")
    assert "Seandainya: I12=4" in done.out
    assert "Indeks SPBE 3,76, Sangat Baik, menjadi 3,79, Sangat Baik (+0,0250)." in done.out
    assert "I40" not in done.out
    same = spbe("simulate", TEGAL, "--set", "I12=3", "--lang", "en")
    assert "(no change)" in same.out


def test_how_far_a_range_moves_is_told_of_its_ends(tmp_path):
    book = openpyxl.load_workbook(TEGAL)
    nodes = {node["code"]: node for node in json.loads(spbe("score", TEGAL, "--format", "json").out)["nodes"]}
    for code in ("I12", "I40"):
        sheet, _, at = nodes[code]["cell"].partition("!")
        book[sheet][at] = None
    path = tmp_path / "belum.xlsx"
    book.save(path)
    told = {
        "I1=1": "(both ends -",  # somewhere else
        "I12=1": "(lower end as before, upper end -0.1",
        "I12=5": "(lower end +0.1000, upper end as before).",  # 2.5 % of four levels
        "I12=2": "(lower end +0.0250, upper end -0.0750).",
        "I12=2,I40=2": "(by how much is not known yet).",
    }
    for settings, said in told.items():
        out = " ".join(spbe("simulate", path, "--set", settings, "--lang", "en").out.split())
        assert said in out, out
        assert "no change" not in out


def test_csv_markdown_and_workbook(tmp_path):
    done = spbe("simulate", TEGAL, "--set", "I12=4", "--format", "csv")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(done.out))}
    assert (rows["I12"]["before"], rows["I12"]["after"], rows["I12"]["contribution_exact"]) == ("3.00", "4.00", "1/40")
    assert rows["I1"]["difference_exact"] == "0"
    assert "| I12 |" in spbe("simulate", TEGAL, "--set", "I12=4", "--format", "md").out.replace("    ", "")
    out = tmp_path / "seandainya.xlsx"
    assert spbe("simulate", TEGAL, "--set", "I12=4", "-o", out).code == 0
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert [cell.value for cell in sheet[1]][3:5] == ["Sekarang", "Seandainya"]
    assert sheet["E2"].value == 3.79


def test_decimals_may_be_written_with_a_comma():
    plain = json.loads(spbe("simulate", PEMDI, "--set", "I5=2,75,I6=3", "--format", "json").out)
    assert plain["set"] == [{"code": "I5", "to": "2.75"}, {"code": "I6", "to": "3"}]


def test_a_blank_may_be_supposed(tmp_path):
    (tmp_path / "a.csv").write_text(
        "Tahun,2023\nNo,Tingkat\n" + "".join(f"{n},{'' if n == 12 else 3}\n" for n in range(1, 48)), encoding="utf-8"
    )
    done = spbe("simulate", tmp_path / "a.csv", "--set", "I12=3", "--format", "json")
    plain = json.loads(done.out)
    assert (done.code, plain["before"]["complete"], plain["after"]["index"]["exact"]) == (0, False, "3")
    assert [found["code"] for found in plain["before"]["problems"]] == ["E211"]
    assert plain["problems"] == []
    said = " ".join(spbe("simulate", tmp_path / "a.csv", "--set", "I12=3").out.split())
    assert "belum ada predikat tetapi akan Baik apa pun isiannya, menjadi 3,00, Baik" in said
    said = " ".join(spbe("simulate", tmp_path / "a.csv", "--set", "I12=3", "--lang", "en").out.split())
    assert "no predicate yet but Baik (Good) whatever is filled in, becomes" in said
    still = spbe("simulate", tmp_path / "a.csv", "--set", "I11=4")
    assert still.code == 1
    assert "E211" in still.out


def test_wrong_settings_name_what_is_right():
    for setting, code, told in (
        ("I12=9", "E823", "1, 2, 3, 4, 5"),
        ("I99=3", "E822", "I9"),
        ("I12", "E824", "--set I12=4"),
    ):
        done = spbe("simulate", TEGAL, "--set", setting)
        assert done.code == 2
        assert code in done.err
        assert told in done.err
    assert "E403" in spbe("simulate", TEGAL).err
