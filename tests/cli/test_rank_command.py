"""`spbe rank`, and `spbe score --standing`, as people run them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from fractions import Fraction

import jsonschema
import openpyxl
import pytest
from running import EXAMPLES, ROOT, spbe

from spbe_index.core.result_json import from_plain
from spbe_index.write.words import LANGUAGES

LISTS = ROOT / "rubrics" / "results"
TEGAL = EXAMPLES / "kota-tegal-2023.xlsx"
PEMDI = EXAMPLES / "pemdi-2026-contoh-peraturan.xlsx"
SCHEMA = json.loads((ROOT / "spbe_index" / "core" / "spbe-result-1.schema.json").read_text(encoding="utf-8"))


def wide(width, *arguments):
    """Standard output on a terminal of so many columns."""
    done = subprocess.run(
        [sys.executable, "-m", "spbe_index", *map(str, arguments)],
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": str(width)},
        check=False,
    )
    return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def ranked():
    return spbe("rank", LISTS / "2023.csv", LISTS / "2022.csv")


def test_the_best_of_each_group_as_the_press_named_them(ranked):
    assert ranked.code == 0
    assert ranked.err == ""
    best = ranked.out.partition("Terbaik tiap kelompok\n")[2].partition("\n\n")[0]
    for name in (
        "Kementerian Pariwisata dan Ekonomi",
        "Lembaga Administrasi Negara",
        "Pemerintah Provinsi Jawa Tengah",
        "Pemerintah Kota Surabaya",
        "Pemerintah Kab. Banyuwangi",
    ):
        assert name in best
    assert "Memuaskan 24, Sangat Baik 90, Baik 274, Cukup 186, Kurang 47" in ranked.out


def test_the_movers_and_for_how_many_an_earlier_figure_is_known(ranked):
    movers = ranked.out[ranked.out.index("Perubahan terbesar") :].splitlines()
    assert movers[0] == "Perubahan terbesar sejak 2022: angka 2022 diketahui untuk 3 dari 621 instansi."
    assert movers[2].split() == ["Pemerintah", "Kab.", "Tuban", "2,32", "3,90", "+1,58"]


def test_one_agency_among_its_kind_and_nationally():
    done = spbe("rank", LISTS / "2023.csv", "--agency", "Pemkot Tegal")
    assert done.code == 0
    lines = {line.split("  ")[0]: line for line in done.out.splitlines()}
    assert "12 dari 93" in lines["Kota"]
    assert "8 dari 36" in lines["Se-Jawa Tengah"]
    assert "61 dari 621" in lines["Nasional"]
    english = spbe("rank", LISTS / "2023.csv", "--agency", "Kota Tegal", "--lang", "en").out
    assert "Pemerintah Kota Tegal, 2023: 3.76 Sangat Baik" in english
    assert "12 of 93" in english


def test_a_wrong_name_is_answered_with_the_nearest():
    done = spbe("rank", LISTS / "2023.csv", "--agency", "Tegal")
    assert done.code == 2
    assert "Pemerintah Kota Tegal; Pemerintah Kab. Tegal" in done.err
    assert spbe("rank", LISTS / "2023.csv", "--agency", "qqq").code == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_everything_fits_the_terminal(width, language):
    earlier = (LISTS / "2023.csv", LISTS / "2022.csv")
    for arguments in (
        ("rank", *earlier),
        ("rank", *earlier, "--by", "region", "--top", "1"),
        ("rank", *earlier, "--by", "kind"),
        ("rank", *earlier, "--by", "none", "--top", "700"),
        (
            "rank",
            LISTS / "2023.csv",
            "--agency",
            "Badan Pengusahaan Kawasan Perdagangan Bebas dan Pelabuhan Bebas Sabang",
        ),
        ("rank", LISTS / "2023.csv", "--agency", "BRIN"),
        ("score", TEGAL, "--standing"),
        ("score", PEMDI, "--standing", "--group", "lainnya"),
    ):
        for line in wide(width, *arguments, "--lang", language).splitlines():
            assert len(line) <= width, line


def test_json_holds_every_agency_with_its_places():
    done = spbe("rank", LISTS / "2023.csv", LISTS / "2022.csv", "--by", "kind", "-f", "json", "--agency", "Kota Tegal")
    plain = json.loads(done.out)
    assert (plain["schema"], plain["year"], plain["count"], plain["by"]) == ("spbe-rank/1", 2023, 621, "kind")
    assert {part["name"]: part["count"] for part in plain["sections"]} == {
        "kementerian": 34,
        "lpnk": 22,
        "lns": 21,
        "lainnya": 15,
        "provinsi": 38,
        "kabupaten": 398,
        "kota": 93,
    }
    cities = {row["agency"]: row for part in plain["sections"] if part["name"] == "kota" for row in part["rows"]}
    assert cities["Pemerintah Kota Tegal"]["rank"] == 12
    assert cities["Pemerintah Kota Tegal"]["values"]["D1"] == "4.60"
    first = plain["movement"]["moves"][0]
    assert (first["agency"], first["difference"]["exact"], first["of_exact"]) == (
        "Pemerintah Kab. Tuban",
        "79/50",
        False,
    )
    assert (plain["movement"]["year"], plain["movement"]["known"]) == (2022, 3)
    assert [one["rank"] for one in plain["agency"]["positions"]] == [12, 8, 61]
    assert plain["agency"]["means"]["values"]["index"] == "3.02"
    assert plain["problems"] == []


def test_csv_can_be_ranked_again(tmp_path):
    out = tmp_path / "peringkat.csv"
    assert spbe("rank", LISTS / "2023.csv", LISTS / "2022.csv", "-o", out).code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert len(rows) == 621
    (tuban,) = [row for row in rows if row["agency"].endswith("Tuban")]
    assert (tuban["earlier_index"], tuban["difference"], tuban["difference_exact"]) == ("2.32", "1.58", "")
    assert rows[0]["section"] == "kementerian"
    again = spbe("rank", out)
    assert (again.code, again.err) == (0, "")
    assert again.out.splitlines()[:8] == spbe("rank", LISTS / "2023.csv").out.splitlines()[:8]
    assert spbe("rank", LISTS / "2023.csv", "-o", out).code == 3
    assert spbe("rank", out, "-o", out, "--force").code == 3
    one = spbe("rank", LISTS / "2023.csv", "--agency", "Kota Tegal", "-f", "csv").out
    (tegal,) = csv.DictReader(io.StringIO(one))
    assert (tegal["rank"], tegal["rank_nation"], tegal["index"], tegal["index_exact"]) == ("12", "61", "3.76", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("earlier", [(), (LISTS / "2022.csv",)])
def test_a_ranking_in_excel_can_be_ranked_again(tmp_path, language, earlier):
    out = tmp_path / "peringkat.xlsx"
    assert spbe("rank", LISTS / "2023.csv", *earlier, "-o", out, "--quiet", "--lang", language).code == 0
    again = spbe("rank", out, *earlier, "-f", "json", "--lang", language)
    first = spbe("rank", LISTS / "2023.csv", *earlier, "-f", "json", "--lang", language)
    assert (again.code, again.err) == (0, "")
    assert json.loads(again.out) | {"source": "2023.csv"} == json.loads(first.out)


def test_xlsx_holds_real_numbers(tmp_path):
    out = tmp_path / "peringkat.xlsx"
    assert spbe("rank", LISTS / "2023.csv", LISTS / "2022.csv", "-o", out, "--quiet").code == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Peringkat", "Ringkasan", "Perubahan"]
    sheet = book["Peringkat"]
    head = [cell.value for cell in sheet[1]]
    assert sheet.max_row == 622
    first = dict(zip(head, (cell.value for cell in sheet[2]), strict=True))
    assert (first["Peringkat"], first["Indeks"], first["D1"]) == (1, 4.67, 4.8)
    assert [cell.value for cell in book["Perubahan"][4]] == ["Pemerintah Kab. Tuban", 2.32, 3.9, 1.58]
    best = [[cell.value for cell in row][1:3] for row in book["Ringkasan"].iter_rows(min_row=5)]
    assert ["Pemerintah Kota Surabaya", 4.49] in best


def test_text_of_a_list_is_harmless_wherever_it_goes(tmp_path):
    table = tmp_path / "daftar.csv"
    table.write_text(
        "tahun,instansi,kelompok,indeks,predikat,D1\n"
        "2023,=1+1,@kelompok,3.00,\x1b[31mBaik,3\n2023,Kota B,Kota,2.00,Baik,\n",
        encoding="utf-8",
    )
    rows = list(csv.DictReader(io.StringIO(spbe("rank", table, "-f", "csv").out)))
    assert [(row["agency"], row["group"], row["rank"], row["rank_nation"]) for row in rows] == [
        ("Kota B", "Kota", "1", "2"),
        ("'=1+1", "'@kelompok", "", "1"),
    ]
    shown = spbe("rank", table)
    assert "\x1b" not in shown.out
    outside = shown.out.partition("Jenisnya tidak diketahui, dengan peringkat nasionalnya (1 instansi)\n")[2]
    assert outside.splitlines()[1].split()[:2] == ["1", "=1+1"]
    assert "W815" in shown.err
    out = tmp_path / "a.xlsx"
    spbe("rank", table, "-o", out)
    sheets = openpyxl.load_workbook(out)
    assert sheets["Peringkat"]["D3"].value == "=1+1"
    assert sheets["Peringkat"]["D3"].data_type == "s"
    assert sheets["Temuan"]["A2"].value == "W815"


def test_places_within_a_group_and_overall_stand_side_by_side(ranked):
    shown = wide(100, "rank", LISTS / "2023.csv", "--top", "12")
    (tegal,) = [line for line in shown.splitlines() if "Kota Tegal" in line]
    assert tegal.split()[:2] == ["12", "61"]
    assert "Semua instansi (621 instansi)" in ranked.out
    alone = spbe("rank", LISTS / "2023.csv", "--by", "none").out
    assert "Nasional" not in alone
    assert alone.count("(621 instansi)") == 1


@pytest.mark.parametrize("earlier", ["2023.csv", "2022.csv"])
def test_changes_are_told_from_an_earlier_year_only(earlier):
    done = spbe("rank", LISTS / "2022.csv", LISTS / earlier)
    assert done.code == 2
    assert "E817" in done.err
    assert ("Tulis daftar terbaru lebih dulu" in done.err) == (earlier == "2023.csv")


def test_titles_above_a_list_are_no_short_lines(tmp_path):
    table = tmp_path / "daftar.csv"
    table.write_text(
        "Hasil 2024\nInstansi,Indeks,Indeks tepat\nKota A,3.10,\nKota B,2.00\n\nSumber: kami\n", encoding="utf-8"
    )
    done = spbe("rank", table)
    assert done.err.count("W117") == 1
    assert "A4" in done.err
    table.write_text("Hasil 2024\nInstansi,Indeks,Indeks tepat\nKota\nKota A,3.10,\nKota B,2.00,\n", encoding="utf-8")
    assert spbe("rank", table).err == ""


def test_several_years_in_one_table_and_faults_in_it(tmp_path):
    table = tmp_path / "daftar.csv"
    table.write_text(
        "tahun,instansi,indeks,rubrik\n2023,Kota A,3.00,\n2022,Kota A,2.00,\n2023,Kota B,4.00,spbe-2018\n"
        "2022,Kota B,3.00,\n2023,Kota C,baik,\n",
        encoding="utf-8",
    )
    done = spbe("rank", table, "--by", "none")
    assert done.code == 1
    assert "N819" in done.err
    assert "E811" in done.err
    told = " ".join(done.out.split())
    assert "angka 2022 diketahui untuk 2 dari 2 instansi" in told
    assert "Untuk 1 di antaranya instrumennya berbeda" in told
    assert "+1,00" in done.out
    broken = spbe("rank", tmp_path / "tidak ada.csv", "-f", "json")
    assert broken.code == 3
    assert json.loads(broken.out)["problems"][0]["code"] == "E108"


def test_standing_beside_a_score():
    done = spbe("score", TEGAL, "--standing")
    assert done.code == 0
    assert "12 dari 93" in done.out
    (aspect,) = [line for line in done.out.splitlines() if line.startswith("  A8 ")]
    assert "3,77" in aspect
    assert "hasil di sini menggantikan baris itu" in " ".join(done.out.split())


@pytest.mark.parametrize("form", ["table", "md", "xlsx"])
def test_the_nearest_are_told_with_their_predicates_in_both_languages(tmp_path, form):
    out = tmp_path / f"tegal.{form}"
    for language, band in (("en", "Sangat Baik (Very good)"), ("id", "Sangat Baik")):
        into = () if form == "table" else ("-o", out, "--force")
        done = spbe("score", TEGAL, "--standing", "--lang", language, "-f", form, *into)
        assert done.code == 0, done.err
        if form == "xlsx":
            rows = [[str(cell.value) for cell in row] for sheet in openpyxl.load_workbook(out) for row in sheet]
        else:
            said = out.read_text("utf-8") if into else done.out
            rows = [re.split(r" *\| *" if into else " {2,}", line) for line in said.splitlines()]
        # The row of a city beside it in the list: name, place, index and predicate.
        bands = [row for row in rows if any("Kota Tegal" in one for one in row) and len(row) > 3]
        bands = [cell for row in bands for cell in row if cell.startswith("Sangat")]
        assert bands, rows
        assert set(bands) == {band}


@pytest.fixture
def misspelt(tmp_path):
    """The assessment of a city whose name has a letter too many."""
    book = openpyxl.load_workbook(TEGAL)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=12):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.endswith("Kota Tegal"):
                    cell.value += "l"
    book.save(tmp_path / "tegall.xlsx")
    return tmp_path / "tegall.xlsx"


def test_a_misspelt_agency_is_told_with_the_nearest_names(misspelt, tmp_path):
    done = spbe("score", misspelt, "--standing")
    assert "W818" in done.err
    assert "Mungkin maksudnya: Pemerintah Kota Tegal; " in done.err
    assert "Mungkin maksudnya salah satu dari: Pemerintah Kota Tegal; " in " ".join(done.out.split())
    plain = json.loads(spbe("score", misspelt, "--standing", "-f", "json").out)
    jsonschema.validate(plain, SCHEMA)
    assert plain["standing"]["alike"][0] == "Pemerintah Kota Tegal"
    assert [one["code"] for one in plain["standing"]["problems"]] == ["W818"]
    page = tmp_path / "laporan.html"
    assert "W818" in spbe("report", misspelt, "--standing", "-o", page, "-f", "html").err
    assert "Pemerintah Kota Tegal; " in page.read_text(encoding="utf-8")
    plain = json.loads(spbe("compare", misspelt, misspelt, "--standing", "-f", "json").out)
    assert "W818" in [one["code"] for one in plain["problems"]]
    assert plain["standing"]["alike"][0] == "Pemerintah Kota Tegal"


def test_a_kind_asks_for_the_standing_in_it(tmp_path):
    assert spbe("score", TEGAL, "--group", "kota").out == spbe("score", TEGAL, "--standing", "--group", "kota").out
    assert "standing" in json.loads(spbe("compare", TEGAL, TEGAL, "--group", "kota", "-f", "json").out)
    page = tmp_path / "a.html"
    spbe("report", TEGAL, "--group", "kota", "-o", page, "-f", "html")
    assert "12 dari 93" in page.read_text(encoding="utf-8")


def test_a_place_held_by_two_is_told_with_both(tmp_path):
    table = tmp_path / "daftar.csv"
    table.write_text("tahun,instansi,indeks\n2023,Kota A,3.76\n2023,Kota B,2.00\n", encoding="utf-8")
    for language, told in (("id", "ditempati 2 instansi sekaligus"), ("en", "held by 2 agencies at once")):
        done = spbe("score", TEGAL, "--among", table, "-f", "csv", "--lang", language)
        assert told in done.err


def test_published_means_of_aspects_stand_beside_aspects(tmp_path):
    """In every output with a standing, a comparison as well."""
    lines = spbe("compare", TEGAL, TEGAL, "--standing").out.splitlines()
    (aspect,) = [line for line in lines if line.split()[:1] == ["A8"] and line.split()[-1] == "3,77"]
    assert len(aspect.split()) == 3, "no medians of aspects are published"
    out = tmp_path / "a.xlsx"
    spbe("compare", TEGAL, TEGAL, "--standing", "-o", out)
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(out)["Kedudukan"].iter_rows()]
    (aspect,) = [row for row in rows if str(row[0]).startswith("A8 ")]
    assert (aspect[2:5], aspect[5]) == ([None] * 3, 3.77)


def test_standing_in_json_leaves_the_result_as_it_is():
    plain = json.loads(spbe("score", TEGAL, "-f", "json").out)
    placed = json.loads(spbe("score", TEGAL, "--standing", "-f", "json").out)
    jsonschema.validate(placed, SCHEMA)
    assert from_plain(placed) == from_plain(plain)
    standing = placed.pop("standing")
    assert placed == plain
    assert [(one["scope"], one["rank"], one["of"]) for one in standing["positions"]] == [
        ("kind", 12, 93),
        ("region", 8, 36),
        ("nation", 61, 621),
    ]
    assert standing["list"]["same_year"]
    assert standing["own"]["index"] == "3.76"
    assert Fraction(standing["positions"][0]["percentile"]["exact"]) == Fraction(8100, 92)
    assert sum(row["self"] for row in standing["nearest"]) == 1


def test_standing_in_the_other_forms(tmp_path):
    out = tmp_path / "a.xlsx"
    assert spbe("score", TEGAL, "--standing", "-o", out).code == 0
    sheet = openpyxl.load_workbook(out)["Kedudukan"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["Kota", 12, 93] in [row[:3] for row in rows]
    assert ["D1 Kebijakan Internal SPBE", 4.6, 3.1, 3.9, 3, 3.2] in rows
    text = spbe("score", TEGAL, "--standing", "-f", "md").out
    assert "| Kota | 12 dari 93 | 88,0 % | 3,00 |" in text
    table = spbe("score", TEGAL, "--standing", "-f", "csv")
    assert "Kota: peringkat 12 dari 93" in table.err
    assert table.out == spbe("score", TEGAL, "-f", "csv").out


def test_another_instrument_and_a_list_of_ones_own(tmp_path):
    done = spbe("score", PEMDI, "--standing", "--group", "kota")
    assert "instrumen spbe-2020, sedangkan penilaian ini pemdi-2026" in " ".join(done.out.split())
    own = tmp_path / "daftar.csv"
    own.write_text(
        "tahun,instansi,kelompok,indeks\n2026,Kota A,Kota,2.80\n2026,Kota B,,2.90\n2026,X,,3\n", encoding="utf-8"
    )
    done = spbe("score", PEMDI, "--among", own, "--group", "kota")
    assert "1 dari 3" not in done.out
    assert "2 dari 3 (2 seri)" in done.out
    assert "3 dari 4 (2 seri)" in done.out
    assert "W815" in done.err
    plain = json.loads(spbe("score", PEMDI, "--among", own, "-f", "json").out)
    assert [problem["code"] for problem in plain["standing"]["problems"]] == ["W815", "W818"]


def test_without_an_index_no_standing(tmp_path):
    path = tmp_path / "sebagian.csv"
    path.write_text("No,Tingkat\n1,3\n2,4\n", encoding="utf-8")
    done = spbe("score", path, "--rubric", "spbe-2020", "--standing")
    assert "Kedudukan belum dapat disebut" in done.out
    assert "Kedudukan belum dapat disebut" in spbe("score", path, "--rubric", "spbe-2020", "--standing", "-f", "md").out
    assert (
        "Kedudukan belum dapat disebut" in spbe("score", path, "--rubric", "spbe-2020", "--standing", "-f", "csv").err
    )
    plain = json.loads(spbe("score", path, "--rubric", "spbe-2020", "--standing", "-f", "json").out)
    jsonschema.validate(plain, SCHEMA)
    assert plain["standing"] is None
    out = tmp_path / "a.xlsx"
    spbe("score", path, "--rubric", "spbe-2020", "--standing", "-o", out)
    assert "belum dapat" in openpyxl.load_workbook(out)["Kedudukan"]["A1"].value


def test_a_year_alone_is_the_list_that_ships(tmp_path):
    done = spbe("rank", "2023", "2022", "--top", "2", folder=tmp_path)
    assert (done.code, done.out) == (0, spbe("rank", LISTS / "2023.csv", LISTS / "2022.csv", "--top", "2").out)
    assert spbe("rank", "1999", folder=tmp_path).code == 3
    (tmp_path / "2023").write_text("Instansi,Tahun,Indeks\nKota Contoh,2023,3\n", encoding="utf-8")
    assert "Kota Contoh" in spbe("rank", "2023", folder=tmp_path).out


@pytest.mark.parametrize("top", ["4.9", "6.21", "97.5", "100000000"])
def test_a_list_on_any_scale_is_drawn_with_bars_and_numbers_that_have_room(tmp_path, top):
    table = tmp_path / "semua.csv"
    rows = [f"2026,Kantor {number},mutu-layanan,{index}," for number, index in enumerate(("0.5", "2", "3.25", top))]
    table.write_text("year,agency,rubric,index,index_exact\n" + "\n".join(rows) + "\n", encoding="utf-8")
    done = spbe("rank", table, "-o", tmp_path / "r.html", "-q")
    assert (done.code, done.err) == (0, "")
    (chart,) = re.findall(r'<svg[^>]*class="spread".*?</svg>', (tmp_path / "r.html").read_text(encoding="utf-8"), re.S)
    bars = [
        (float(x), float(width)) for x, width in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([-\d.]+)"', chart)
    ]
    assert 3 <= len(bars) < 12  # and one in the legend
    assert all(width > 2 and x + width <= 690 for x, width in bars)
    assert 3 < len(re.findall(r">\d+</text>", chart)) < 25
    shown = spbe("rank", table, "--agency", "Kantor 3")
    strip = shown.out.splitlines()
    (at,) = (line for line in strip if "▲" in line)
    axis = next(line for line in strip if re.fullmatch(r"  0( +\d+){5}", line))
    assert Fraction(axis.split()[-1]) >= Fraction(top)
    assert at.index("▲") - 2 == min(49, int(Fraction(top) * 50 / int(axis.split()[-1])))
