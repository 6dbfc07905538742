"""`spbe plan` in every form, on a real assessment and on workbooks made for it."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction

import openpyxl
import pytest
from running import EXAMPLES, spbe

from spbe_index.load.rubric import load_rubric

TEGAL = EXAMPLES / "kota-tegal-2023.xlsx"
PEMDI = EXAMPLES / "pemdi-2026-contoh-peraturan.xlsx"
LEAVES = load_rubric("spbe-2020").leaves()


def made(folder, rows, head=()):
    """A workbook of a row an indicator: what `rows` gives for it behind number and name."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Penilaian"
    for line in (["Instansi", "Kota Contoh"], ["Tahun", 2023], []):
        sheet.append(line)
    sheet.append(["No", "Indikator", *head])
    for leaf in LEAVES:
        sheet.append([int(leaf.number), leaf.name.id, *rows(leaf)])
    path = folder / "penilaian.xlsx"
    book.save(path)
    return path


def planned(*arguments):
    done = spbe("plan", *arguments, "--format", "json")
    return done.code, json.loads(done.out)


def test_kota_tegal_to_memuaskan_is_told_so_that_a_newcomer_understands():
    done = spbe("plan", TEGAL, "--target", "Memuaskan")
    assert done.code == 0
    assert done.err == ""
    for told in (
        "Dari 3,76, predikat Sangat Baik, ke Memuaskan (mulai 4,20): cukup 16 kenaikan tingkat",
        "Sesudahnya Indeks SPBE menjadi 4,21, predikat Memuaskan.",
        "Tidak ada rencana yang lebih murah; ada 26.884 susunan lain yang sama murahnya.",
        "I43   Layanan Data Terbuka",
        "bukti: Laporan reviu dan evaluasi",
        "Upaya dan indeks terbaik yang dapat dicapainya",
    ):
        assert told in " ".join(done.out.split()) or told in done.out
    english = spbe("plan", TEGAL, "--target", "Excellent", "--lang", "en")
    assert "No plan is cheaper; 26,884 other sets of raises are as cheap." in english.out
    assert "evidence: Report on the review and evaluation" in english.out


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_wider_than_the_terminal(columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    for path in (TEGAL, PEMDI):
        for more in ((), ("--horizon", "2"), ("--lang", "en")):
            done = spbe("plan", path, *more)
            assert max(map(len, done.out.splitlines())) <= columns, done.out


def test_the_json_is_whole():
    code, plain = planned(TEGAL, "--target", "4,2")
    assert code == 0
    assert plain["schema"] == "spbe-plan/1"
    assert plain["target"] == {
        "at": {"exact": "21/5", "decimal": "4.2", "display": "4.20"},
        "included": True,
        "band": None,
    }
    assert plain["reached"] is True
    assert plain["cost"]["exact"] == "16"
    steps = plain["steps"]
    assert {"code", "from", "to", "gain", "cost", "index_after", "criteria", "evidence", "unit"} <= steps[0].keys()
    index = Fraction(plain["index"]["exact"])
    for step in steps:
        index += Fraction(step["gain"]["exact"])
        assert Fraction(step["index_after"]["exact"]) == index
    assert plain["after"] == {"index": steps[-1]["index_after"], "band": "Memuaskan"}
    assert plain["frontier"][0]["cost"]["exact"] == "0"
    assert plain["frontier"][-1]["index"]["exact"] == "5"
    assert {found["code"] for found in plain["problems"]} == {"N293"}
    assert len(plain["alternatives"]) == 5


def test_without_a_target_the_next_predicate_is_meant():
    assert planned(TEGAL)[1]["target"]["band"] == "Memuaskan"


def test_the_highest_predicate_leaves_nothing_to_do(tmp_path):
    path = made(tmp_path, lambda leaf: [5], ["Nilai"])
    code, plain = planned(path)
    assert (code, plain["reached"], plain["steps"], plain["cost"]["exact"]) == (0, True, [], "0")
    assert "sudah tercapai" in spbe("plan", path).out


def test_the_csv_has_a_row_a_step_and_is_harmless(tmp_path):
    path = made(tmp_path, lambda leaf: [4, '@HYPERLINK("x")'], ["Nilai", "PIC"])
    done = spbe("plan", path, "--format", "csv", "--horizon", "2")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert rows
    assert {row["unit"][:2] for row in rows} == {"'@"}
    assert [int(row["number"]) for row in rows] == list(range(1, len(rows) + 1))
    assert {row["year"] for row in rows} == {"1", "2"}
    assert Fraction(rows[0]["gain_exact"]) == Fraction(rows[0]["gain"])
    assert "upaya" in done.err


def test_the_workbook_is_an_action_plan_to_fill_in(tmp_path):
    out = tmp_path / "rencana.xlsx"
    done = spbe("plan", TEGAL, "--target", "Memuaskan", "--horizon", "2", "-o", out)
    assert done.code == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Rencana", "Upaya dan indeks", "Temuan"]
    sheet = book["Rencana"]
    assert sheet.page_setup.paperSize == 9
    head = next(row for row in sheet.iter_rows() if row[0].value == "No")
    titles = [cell.value for cell in head]
    wanted = ["Bukti dukung", "PIC", "Pelaksana", "Tenggat", "Status", "Catatan"]
    assert titles[titles.index("Bukti dukung") :][:6] == wanted
    first = [cell.value for cell in sheet[head[0].row + 1]]
    assert first[titles.index("Dari")] == 4
    assert first[titles.index("Kenaikan")] == 0.03
    assert first[titles.index("Status")] == "Belum mulai"
    (offer,) = sheet.data_validations.dataValidation
    assert offer.formula1 == '"Belum mulai,Berjalan,Selesai,Tertunda"'
    column = head[titles.index("Status")].column_letter
    assert str(offer.sqref) == f"{column}{head[0].row + 1}:{column}{head[0].row + 16}"
    frontier = book["Upaya dan indeks"]
    assert (frontier["A2"].value, frontier["B2"].value, frontier["C2"].value) == (0, 3.76, "Sangat Baik")
    again = tmp_path / "lagi.xlsx"
    spbe("plan", TEGAL, "--target", "Memuaskan", "--horizon", "2", "-o", again)
    assert again.read_bytes() == out.read_bytes()


def test_markdown_holds_the_steps_and_what_they_ask():
    done = spbe("plan", TEGAL, "--format", "md", "--horizon", "2")
    assert "| Tahun | No | Kode |" in done.out
    assert "## Yang diminta tiap langkah" in done.out
    assert "## Susunan lain yang sama murahnya" in done.out


def test_an_incomplete_assessment_has_no_plan_unless_blanks_count(tmp_path):
    path = made(tmp_path, lambda leaf: [None if leaf.code == "I12" else 3], ["Nilai"])
    code, plain = planned(path)
    assert (code, plain["reached"], plain["cost"], plain["steps"]) == (1, None, None, [])
    assert [found["code"] for found in plain["problems"]] == ["E826", "E211"]
    done = spbe("plan", path)
    assert done.code == 1
    assert "Rencana belum dapat disusun" in done.out
    for form in ("csv", "md"):
        assert spbe("plan", path, "--format", form).code == 1
    assert spbe("plan", path, "-o", tmp_path / "x.xlsx").code == 1
    code, plain = planned(path, "--unfilled", "lowest", "--target", "3.5")
    assert plain["reached"] is True


def test_efforts_of_the_workbook_and_of_a_table(tmp_path):
    path = made(tmp_path, lambda leaf: [4, "1; 9" if leaf.code == "I43" else 5], ["Nilai", "Upaya"])
    _, plain = planned(path, "--target", "4,03")
    assert [(step["code"], step["cost"]["exact"]) for step in plain["steps"]] == [("I43", "1")]
    efforts = tmp_path / "upaya.csv"
    efforts.write_text("Kode;Tingkat;Upaya\nI42;5;0\nI43;5;2,5\n", encoding="utf-8")
    _, plain = planned(path, "--target", "4.06", "--effort", efforts)
    assert [(step["code"], step["cost"]["exact"]) for step in plain["steps"]] == [("I42", "0"), ("I43", "5/2")]
    assert "dihitung sebagai satu upaya" not in spbe("plan", path, "--target", "4.06", "--effort", efforts).out


def test_locks_limits_units_and_targets_of_the_workbook(tmp_path):
    path = made(
        tmp_path,
        lambda leaf: [3, 4 if leaf.code == "I1" else 5, "Dinas A" if leaf.number in ("1", "2") else "Dinas B"],
        ["Nilai", "Target", "PIC"],
    )
    _, plain = planned(path, "--target", "5", "--only-unit", "dinas a", "--within-targets", "--lock", "I3,I4")
    assert plain["reached"] is False
    assert plain["highest"]["index"]["exact"] == str(3 + 3 * Fraction(13, 1000))
    assert {one["reason"] for one in plain["obstacles"]} == {"unit", "within_targets"}
    done = spbe("plan", path, "--target", "5", "--lock", "D4", "--lock", "I1", "--max-raise", "1")
    assert done.code == 0
    assert "tidak dapat dicapai" in done.out
    assert "--lock" in done.out
    assert "--max-raise" in done.out


def test_years_are_told_one_by_one_and_too_little_a_year_is_said():
    done = spbe("plan", TEGAL, "--horizon", "2", "--per-year", "8")
    assert "Tahun ke-1: upaya 8" in done.out
    assert "Tahun ke-2: upaya 8, indeks 4,21" in done.out
    _, plain = planned(TEGAL, "--horizon", "2", "--per-year", "7,5")
    assert plain["spread"]["outcome"] == "over"
    assert {step["year"] for step in plain["steps"]} == {None}
    _, plain = planned(TEGAL, "--horizon", "2")
    assert plain["spread"] == {
        "years": 2,
        "per_year": {"exact": "8", "decimal": "8", "display": "8.00"},
        "outcome": "fits",
        "best": True,
    }


def test_options_that_do_not_go_together_or_hold_no_number():
    assert "E829" in spbe("plan", TEGAL, "--per-year", "8").err
    assert "E404" in spbe("plan", TEGAL, "--horizon", "2", "--per-year", "delapan").err
    for wrong in (("--horizon", "0"), ("--max-raise", "0"), ("--target", "9"), ("--lock", "I99")):
        assert spbe("plan", TEGAL, *wrong).code == 2


def test_decimals_are_said_to_go_to_the_least_value():
    done = spbe("plan", PEMDI)
    assert "Pada skala desimal" in done.out
    assert "sampai ujung skala" in done.out
    assert spbe("plan", PEMDI, "--target", "Sangat Baik", "--format", "json").code == 0


def test_the_input_is_no_output():
    assert "E502" in spbe("plan", TEGAL, "-o", TEGAL).err


def test_an_index_is_never_shown_on_the_other_side_of_an_open_edge(tmp_path):
    book = openpyxl.Workbook()
    for line in (["Tahun", 2026], ["No", "Indikator", "Nilai"]):
        book.active.append(line)
    for leaf in load_rubric("pemdi-2026").leaves():
        book.active.append([leaf.code, leaf.name.id, "3,5"])
    book.save(tmp_path / "buka.xlsx")
    out = " ".join(spbe("plan", tmp_path / "buka.xlsx", "--target", "Sangat Baik", "--lang", "en").out.split())
    assert "(above 3.50)" in out
    after = out.partition("After that the ")[2].partition(" is ")[2].partition(",")[0]
    assert Fraction(after) > Fraction("3.5")
    done = spbe(
        "plan", tmp_path / "buka.xlsx", "--target", "Sangat Baik", "--format", "xlsx", "-o", tmp_path / "b.xlsx"
    )
    assert done.code == 0
    rows = list(openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[1].iter_rows(min_row=2, values_only=True))
    assert all((index > 3.5) == (band in ("Sangat Baik", "Memuaskan")) for _, index, band, *_ in rows if index)


def test_a_selection_of_the_frontier_is_said_to_be_one():
    for form in ("table", "md"):
        out = spbe("plan", TEGAL, "--format", form, "--lang", "en").out
        assert "Shown are 10 of 61 points; all of them are in the forms json and xlsx." in " ".join(out.split())


def test_the_chart_of_the_workbook_shows_the_edges_and_the_plan(tmp_path):
    out = tmp_path / "rencana.xlsx"
    spbe("plan", TEGAL, "--target", "Memuaskan", "-o", out)
    sheet = openpyxl.load_workbook(out)["Upaya dan indeks"]
    lines = [[cell.value for cell in row] for row in sheet["E2:G4"]]
    assert lines[:2] == [["Sangat Baik: batas bawah", 0, 3.5], ["Sangat Baik: batas bawah", 60, 3.5]]
    assert [cell.value for cell in sheet["E6:G6"][0]] == ["Rencana", 16, 4.21]
    (chart,) = sheet._charts
    assert [one.tx.v for one in chart.series][-1] == "Rencana"
    assert chart.series[-1].marker.symbol == "circle"


def test_what_nobody_gave_an_effort_for_is_said_beside_efforts_that_were_given(tmp_path):
    efforts = tmp_path / "upaya.csv"
    efforts.write_text("Kode,Upaya\nI43,1\n", encoding="utf-8")
    for form in ("table", "md", "csv"):
        done = spbe("plan", TEGAL, "--effort", efforts, "--lang", "en", "--format", form)
        told = " ".join((done.out + done.err).split())
        assert "other efforts may be given" not in told
        assert "indicators that can be raised lack the effort of some step; such a step counts as 1." in told
    _, plain = planned(TEGAL, "--effort", efforts)
    assert "I43" not in plain["untold_efforts"]
    assert len(plain["untold_efforts"]) > 1
    assert "other efforts may be given" in " ".join(spbe("plan", TEGAL, "--lang", "en").out.split())


def test_one_is_said_as_one(tmp_path):
    path = made(tmp_path, lambda leaf: [2 if leaf.code == "I1" else 3], ["Nilai"])
    out = " ".join(
        spbe("plan", path, "--target", "3", "--lock", "D2,D3,D4", "--lang", "en", "--horizon", "1").out.split()
    )
    assert "1 level raise on 1 indicator will do" in out
    assert "Spread over 1 year, " in out
    out = " ".join(spbe("plan", path, "--target", "2.999", "--lang", "en").out.split())
    assert "1 level raises" not in out
    assert "1 other sets" not in out


def test_large_efforts_have_marks_between_thousands(tmp_path):
    path = made(tmp_path, lambda leaf: [4, "Rp 3.000.000"], ["Nilai", "Upaya"])
    assert "3.000.000" in spbe("plan", path, "--target", "4,02").out
    assert "3,000,000" in spbe("plan", path, "--target", "4.02", "--lang", "en").out


def test_the_report_keeps_to_the_terms_of_a_plan(tmp_path):
    efforts = tmp_path / "upaya.csv"
    efforts.write_text("Kode,Upaya\nD4,7\n", encoding="utf-8")
    out = tmp_path / "l.html"
    terms = ("--effort", efforts, "--lock", "I43", "--max-raise", "1", "--horizon", "2")
    assert spbe("report", TEGAL, "--plan", "Memuaskan", *terms, "--format", "html", "-o", out).code == 0
    text = out.read_text(encoding="utf-8")
    told = spbe("plan", TEGAL, "--target", "Memuaskan", *terms).out
    (way,) = [line for line in " ".join(told.split()).split(". ") if "kenaikan tingkat pada" in line]
    assert way.rpartition("upaya ")[2] in text
    assert "Tahun ke-2" in text
    assert "E829" in spbe("report", TEGAL, "--lock", "I43", "-o", out, "--force").err
