"""`spbe compare`: years, stages and instruments of one agency, in every form."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction

import openpyxl
import pytest
from running import spbe

from spbe_index.load.rubric import load_rubric

PARTS = ("level", "weight", "scope", "scale")


def levels(name, shift):
    """One level for each answer, all over the scale, the same at every run."""
    rubric = load_rubric(name)
    found = []
    for place, leaf in enumerate(rubric.leaves()):
        scale = rubric.scale(leaf.scale)
        found.append(int(scale.low) + (place * 7 + shift) % int(scale.high - scale.low + 1))
    return found


def index(name, values):
    """The index by its own arithmetic."""
    return sum(leaf.weight * value for leaf, value in zip(load_rubric(name).leaves(), values, strict=True)) / 100


def workbook(path, name, year, values, agency="Kota Contoh"):
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (["Instansi", agency], ["Tahun", year], ["Instrumen", name], []):
        sheet.append(line)
    sheet.append(["No", "Indikator", "Nilai Akhir"])
    for leaf, value in zip(load_rubric(name).leaves(), values, strict=True):
        sheet.append([leaf.number, leaf.name.id, value])
    book.save(path)
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """An agency under all three instruments, twice under the second; I12 rose by one level in between."""
    folder = tmp_path_factory.mktemp("compare")
    first = levels("spbe-2020", 1)
    first[11] = 2
    second = [*first]
    second[11] = 3
    made = {
        2020: workbook(folder / "2020.xlsx", "spbe-2018", 2020, levels("spbe-2018", 0)),
        2022: workbook(folder / "2022.xlsx", "spbe-2020", 2022, first),
        2023: workbook(folder / "2023.xlsx", "spbe-2020", 2023, second),
        2026: workbook(folder / "2026.xlsx", "pemdi-2026", 2026, levels("pemdi-2026", 3)),
    }
    done = spbe("score", made[2022], "-o", folder / "hasil-2022.json")
    assert done.code == 0, done.err
    # What a file is its content tells, not its name.
    return made | {"saved": (folder / "hasil-2022.json").rename(folder / "hasil-2022.dat")}


def test_one_indicator_that_rose_is_the_whole_difference(files):
    done = spbe("compare", files[2023], files[2022], "--format", "json")
    assert done.code == 0, done.err
    plain = json.loads(done.out)
    assert plain["schema"] == "spbe-compare/1"
    assert [one["year"] for one in plain["results"]] == [2022, 2023]
    (comparison,) = plain["comparisons"]
    weight = str(Fraction(5, 200))
    assert comparison["difference"]["exact"] == weight
    moved = {n["code"] for n in comparison["nodes"] if n["contribution"]["exact"] != "0"}
    assert moved == {"index", "D2", "A2", "I12"}
    assert {n["contribution"]["exact"] for n in comparison["nodes"]} == {"0", weight}
    assert comparison["rose"] == comparison["drove"] == [{"from": ["I12"], "to": ["I12"]}]
    assert comparison["parts"]["level"]["exact"] == weight


def test_three_instruments_have_three_indices_and_bridges_that_add_up(files):
    done = spbe("compare", *(files[year] for year in (2026, 2022, 2020)), "--format", "json")
    plain = json.loads(done.out)
    assert [one["rubric"]["id"] for one in plain["results"]] == ["spbe-2018", "spbe-2020", "pemdi-2026"]
    expected = [index("spbe-2018", levels("spbe-2018", 0)), None, index("pemdi-2026", levels("pemdi-2026", 3))]
    found = [Fraction(one["index"]["exact"]) for one in plain["results"]]
    assert [found[0], None, found[2]] == expected
    assert [(c["from"], c["to"], c["nodes"]) for c in plain["comparisons"]] == [(0, 1, []), (1, 2, []), (0, 2, [])]
    for comparison in plain["comparisons"]:
        parts = [Fraction(comparison["parts"][name]["exact"]) for name in PARTS]
        assert sum(parts) == Fraction(comparison["difference"]["exact"])
        groups = [Fraction(group["contribution"]["exact"]) for group in comparison["groups"]]
        assert sum(groups) == sum(parts)
        assert "bukan padanan resmi" in comparison["crosswalk"]["note"]
    assert plain["comparisons"][2]["crosswalk"]["via"] == ["spbe-2020"]
    assert [problem["code"] for problem in plain["problems"]] == ["N804"]
    shown = spbe("compare", *(files[year] for year in (2026, 2022, 2020))).out
    lines = shown.splitlines()
    assert [line.split()[0] for line in lines[1:4]] == ["2020", "2022", "2026"]
    assert [line.split()[-1] for line in lines[1:4]] == ["[spbe-2018]", "[spbe-2020]", "[pemdi-2026]"]
    assert "2020 ke 2026 (keseluruhan)" in lines


def test_a_saved_result_is_as_good_as_its_workbook(files):
    names = ("comparisons", "results")
    one = json.loads(spbe("compare", files[2022], files[2026], "-f", "json").out)
    other = json.loads(spbe("compare", files[2026], files["saved"], "-f", "json").out)
    assert [one[name] for name in names] == [other[name] for name in names]
    piped = spbe("compare", files[2026], "-", "-f", "json", stdin=files["saved"].read_bytes())
    assert json.loads(piped.out)["comparisons"] == one["comparisons"]


def test_years_of_one_instrument_stand_side_by_side(files):
    done = spbe("compare", files[2022], files[2023], "--lang", "en")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "Kota Contoh"
    assert "What moved the index most: SPBE roadmap (I12) +0.0250." in done.out
    (row,) = [line for line in lines if line.lstrip().startswith("I12 ")]
    assert row.split()[-5:] == ["2.5", "2.00", "3.00", "+1.00", "+0.0250"]


def test_stages_of_one_workbook(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Tahun", 2023])
    sheet.append(["No", "Indikator", "Penilaian Mandiri", "Nilai Akhir"])
    for leaf in load_rubric("spbe-2020").leaves():
        sheet.append([leaf.number, leaf.name.id, 3, 2])
    book.save(tmp_path / "a.xlsx")
    done = spbe("compare", tmp_path / "a.xlsx", "--stage", "akhir, mandiri")
    assert done.code == 0, done.err
    assert "Penilaian Mandiri ke Nilai Akhir" in done.out
    assert "Indeks SPBE turun 1,00, dari 3,00 (Penilaian Mandiri) menjadi 2,00 (Nilai Akhir)." in " ".join(
        done.out.split()
    )
    saved = spbe("score", tmp_path / "a.xlsx", "--stage", "akhir", "-f", "json", "-o", tmp_path / "b.json")
    assert saved.code == 0
    wrong = spbe("compare", tmp_path / "a.xlsx", tmp_path / "b.json", "--stage", "mandiri")
    assert wrong.code == 2
    assert "E402" in wrong.err


def test_csv_and_xlsx_hold_numbers_that_add_up(files, tmp_path):
    done = spbe("compare", files[2020], files[2022], files[2023], "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    bridge = [row for row in rows if (row["from"], row["to"]) == ("2020", "2022")]
    whole, *groups = bridge
    assert whole["row"] == "index"
    assert {row["row"] for row in groups} == {"group"}
    assert sum(Fraction(row["contribution_exact"]) for row in groups) == Fraction(whole["difference_exact"])
    for name in PARTS:
        assert sum(Fraction(row[f"{name}_exact"]) for row in groups) == Fraction(whole[f"{name}_exact"])
    for side in ("before", "after"):
        assert abs(sum(Fraction(row[f"weight_{side}"]) for row in groups) - 100) < Fraction(1, 1000)
    within = [row for row in rows if (row["from"], row["to"]) == ("2022", "2023")]
    assert [row["row"] for row in within[:4]] == ["index", "domain", "aspect", "indicator"]
    out = tmp_path / "banding.xlsx"
    assert spbe("compare", files[2020], files[2022], files[2023], "-o", out).code == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Ringkasan", "1 2020 - 2022", "2 2022 - 2023", "3 2020 - 2023", "Temuan"]
    (total,) = book.worksheets[1].iter_rows(min_row=2, max_row=2, values_only=True)
    assert isinstance(total[7], float)
    assert abs(sum(row[8] for row in book.worksheets[1].iter_rows(min_row=3, values_only=True)) - total[8]) < 0.01
    again = tmp_path / "lagi.xlsx"
    assert spbe("compare", files[2020], files[2022], files[2023], "-o", again).code == 0
    assert again.read_bytes() == out.read_bytes()


def test_names_from_files_are_harmless_in_every_form(tmp_path):
    evil = '=HYPERLINK("http://x")\x1b[31m'
    paths = [
        workbook(tmp_path / f"{year}.xlsx", "pemdi-2026", year, levels("pemdi-2026", year), agency)
        for year, agency in ((2026, evil.replace("\x1b", "")), (2027, "Kota B"))
    ]
    plain = json.loads(spbe("score", paths[0], "-f", "json").out) | {"agency": evil}
    (tmp_path / "a.json").write_text(json.dumps(plain), encoding="utf-8")
    shown = spbe("compare", tmp_path / "a.json", paths[1])
    assert "N801" in shown.out
    assert "\x1b" not in shown.out
    same_year = spbe("compare", tmp_path / "a.json", paths[0], "-f", "csv").out
    for row in csv.reader(io.StringIO(same_year)):
        assert not any(cell.startswith("=") for cell in row)
    out = tmp_path / "a.xlsx"
    assert spbe("compare", tmp_path / "a.json", paths[0], "-o", out).code == 0
    for sheet in openpyxl.load_workbook(out).worksheets:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_what_is_not_filled_in_is_an_error_and_no_difference(files, tmp_path):
    values = levels("spbe-2020", 1)
    values[0] = None
    path = workbook(tmp_path / "a.xlsx", "spbe-2020", 2024, values)
    done = spbe("compare", files[2023], path, "-f", "json")
    assert done.code == 1
    (comparison,) = json.loads(done.out)["comparisons"]
    assert (comparison["difference"], comparison["not_comparable"]) == (None, "open")
    shown = spbe("compare", files[2023], path)
    assert shown.code == 1
    assert "belum dapat dibandingkan, sebab belum semuanya terisi" in shown.out
    assert spbe("compare", files[2023], path, "--unfilled", "lowest", "-f", "json").code == 1
    for form in ("csv", "xlsx"):
        assert spbe("compare", files[2026], path, "-o", tmp_path / f"b.{form}").code == 1
    assert "belum diketahui" in spbe("compare", files[2026], path).out


@pytest.mark.parametrize(
    ("content", "code", "found"),
    [
        ('{"schema": ', 3, "E801"),
        ('{"schema": "spbe-compare/1"}', 3, "E802"),
        ('{"schema": "spbe-result/1"}', 3, "E803"),
    ],
)
def test_a_broken_result_is_a_file_that_cannot_be_read(files, tmp_path, content, code, found):
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    done = spbe("compare", files[2022], tmp_path / "a.json", "--format", "json")
    assert done.code == code
    assert json.loads(done.out)["problems"][0]["code"] == found


def test_a_result_of_an_unknown_instrument_needs_its_file(files, tmp_path):
    plain = json.loads(files["saved"].read_text(encoding="utf-8"))
    load_path = tmp_path / "lain.yaml"
    load_path.write_text(open_rubric().replace("id: spbe-2020", "id: spbe-lain", 1), encoding="utf-8")
    plain["rubric"] |= {"id": "spbe-lain", "sha256": "0" * 64}
    (tmp_path / "a.json").write_text(json.dumps(plain), encoding="utf-8")
    done = spbe("compare", tmp_path / "a.json", tmp_path / "a.json")
    assert done.code == 2
    assert "--rubric" in done.err
    done = spbe("compare", tmp_path / "a.json", tmp_path / "a.json", "--rubric", load_path, "--lang", "en")
    assert done.code == 0, done.err
    assert "W803" in done.out
    assert "2022 (1) to 2022 (2)" in done.out
    assert "Kebijakan" in done.out  # the result's own names


def test_a_finding_of_another_version_is_named_by_its_code(files, tmp_path):
    plain = json.loads(files["saved"].read_text(encoding="utf-8"))
    odd = {"code": "E299", "severity": "error", "file": "a", "sheet": "", "cell": "", "args": {}}
    plain["problems"] = [odd]
    (tmp_path / "a.json").write_text(json.dumps(plain), encoding="utf-8")
    done = spbe("compare", tmp_path / "a.json", files[2023])
    assert done.code == 1
    assert "Temuan E299 berasal dari versi lain" in done.out


def test_the_report_itself_is_the_last_of_its_year_and_nothing_later_goes_before_it(files, tmp_path):
    other = workbook(tmp_path / "lain.xlsx", "spbe-2020", 2022, [3] * 47)
    page = tmp_path / "laporan.html"
    assert spbe("report", files[2022], "--previous", other, "-o", page).code == 0
    text = page.read_text(encoding="utf-8")
    assert "2022 (1)</th>" in text
    own = json.loads(files["saved"].read_text(encoding="utf-8"))["index"]["display"].replace(".", ",")
    assert f'2022 (2)</th><td class="right strong" data-label="Indeks">{own}' in text
    done = spbe("report", files[2022], "--previous", files[2023], "-o", tmp_path / "b.html")
    assert done.code == 2
    assert "E809 2023.xlsx" in done.err
    assert not (tmp_path / "b.html").exists()


def test_wrong_use(files, tmp_path):
    assert spbe("compare", files[2022]).code == 2
    assert spbe("compare").code == 2
    assert spbe("compare", files[2022], tmp_path / "tidak-ada.xlsx").code == 3
    done = spbe("compare", files[2022], files[2023], "-o", files[2022], "--force")
    assert done.code == 3
    assert "E502" in done.err


def open_rubric():
    from spbe_index.load.rubric import shipped_files

    (path,) = [path for path in shipped_files() if path.endswith("spbe-2020.yaml")]
    with open(path, encoding="utf-8") as file:
        return file.read()


@pytest.mark.parametrize("other", ["spbe-2020", "spbe-2018"])
def test_a_table_of_two_agencies_keeps_to_the_width_and_its_words_whole(tmp_path, monkeypatch, other):
    monkeypatch.setenv("COLUMNS", "80")
    named = (("Kementerian Koordinator Bidang Perekonomian", other), ("Pemerintah Kota Contoh", "spbe-2020"))
    files = [
        workbook(tmp_path / f"{place}.xlsx", name, 2023, levels(name, place), agency)
        for place, (agency, name) in enumerate(named)
    ]
    said = spbe("compare", *files).out.splitlines()
    assert max(map(len, said)) <= 80
    heading = next(place for place, line in enumerate(said) if "Selisih  " in line)
    titles = [line.split() for line in said[heading - 3 : heading + 1]]
    # Both labels run on below themselves, as narrow as their words.
    assert titles[-1][-4:] == ["2023", "2023", "Selisih", "indeks"] or titles[-1][-2:] == ["Ke", "indeks"]
    assert {"Kementerian", "Koordinator", "Pemerintah"} <= {word for line in titles for word in line}
    assert not {"Pus", "Pemerinta", "at/Pemerinta"} & {word for line in said for word in line.split()}
