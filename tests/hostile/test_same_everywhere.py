"""One run says the same in every form and in every place, and its own csv is read back as it was written."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import openpyxl
import pypdf
import pytest
from book_making import full
from hypothesis import given
from hypothesis import strategies as st
from looking import CHECKS, LIVE, Page, check_pdf
from payloads import PAYLOADS, SEEN, mark, save
from running import EXAMPLES, ROOT, spbe

from spbe_index.core.exact import display
from spbe_index.core.result_json import from_plain
from spbe_index.load.door.text import as_written
from spbe_index.load.rubric import load_rubric
from spbe_index.load.sheets import read_book
from spbe_index.write.export import harmless
from spbe_index.write.json_text import json_text
from spbe_index.write.wording import item_names, level_names
from spbe_index.write.words import Words
from spbe_index.write.workbook import cell_text

KEMENKO = EXAMPLES / "kemenko-perekonomian-2021.xlsx"


# A text in a csv, and back.


@given(
    st.text(max_size=30) | st.sampled_from(PAYLOADS) | st.text("'=+-@\t\r\n \u3000\uff1d\u00a0\x85\x1c1a", max_size=8)
)
def test_what_guards_a_text_in_a_csv_is_taken_away_again(text: str) -> None:
    guarded = harmless(text)
    assert not LIVE.match(guarded)
    assert as_written(guarded) == text if guarded.startswith("'") else guarded == text


def test_numbers_are_not_guarded() -> None:
    done = spbe("simulate", KEMENKO, "--set", "I12=1", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert {row["code"]: row["difference"] for row in rows}["I12"] == "-1.00"


def test_our_own_csv_is_read_back_as_it_was(tmp_path: Path) -> None:
    paths = []
    for place, text in enumerate(PAYLOADS):
        lines = [["Nama Instansi", text], ["Tahun", 2023], ["No", "Indikator", "Tingkat"], *full()]
        paths.append(save(tmp_path / f"{place:02}.xlsx", [("Penilaian", lines)]))
    for form in ("csv", "json", "xlsx"):
        assert spbe("batch", *paths, "-o", tmp_path / f"h.{form}").code == 0
    told = [row["agency"] for row in json.loads((tmp_path / "h.json").read_bytes())["rows"]]
    assert all(mark(text) in said for text, said in zip(PAYLOADS, told, strict=True))
    for form in ("csv", "xlsx"):
        cells = read_book(tmp_path / f"h.{form}").sheets[0].cells
        # A workbook cannot hold what XML cannot, and says so with a sign of its own.
        expected = [said if form == "csv" else cell_text(said) for said in told]
        assert [cell.text for cell in cells if cell.column == 2 and cell.row > 1] == expected


# The same values in every form.


def test_every_form_of_one_run_has_the_same_values(tmp_path: Path) -> None:
    for form in ("json", "csv", "xlsx", "md", "txt"):
        assert spbe("score", KEMENKO, "-o", tmp_path / f"h.{form}").code == 0
    for form in ("html", "pdf"):
        assert spbe("report", KEMENKO, "-o", tmp_path / f"h.{form}").code == 0
    result = from_plain(json.loads((tmp_path / "h.json").read_bytes()))
    values = {node.code: node.value for node in result.root.walk() if isinstance(node.value, Fraction)}
    assert len(values) == 1 + 4 + 8 + 47
    shown = {code: display(value) for code, value in values.items()}
    rows = list(csv.DictReader(io.StringIO((tmp_path / "h.csv").read_bytes().decode(), newline="")))
    assert {row["code"]: (row["value"], Fraction(row["value_exact"])) for row in rows} == {
        code: (shown[code], values[code]) for code in values
    }
    sheet = openpyxl.load_workbook(tmp_path / "h.xlsx").worksheets[0]
    cells = {row[0].value: (row[3].value, row[4].value) for row in sheet.iter_rows(min_row=8)}
    markdown, table = ((tmp_path / f"h.{form}").read_text(encoding="utf-8") for form in ("md", "txt"))
    pages = {form: re.sub(r"\s", "", CHECKS[form](tmp_path / f"h.{form}")) for form in ("html", "pdf")}
    words, rubric = Words("id"), load_rubric("spbe-2020")
    names, levels = item_names(result, rubric, words), level_names(result, rubric, words)
    for code, value in shown.items():
        comma = value.replace(".", ",")
        for form, text in pages.items():
            # Name and value side by side; an indicator with its weight and page, and its level by number and name.
            shown_as = f".{{0,60}}?{comma}"
            if code in levels:
                shown_as = rf"bobot[\d,]+%,hlm\.\d\d(?:Tingkat\ddari5)?{comma[0]}" + re.sub(r"\s", "", levels[code])
            assert re.search(re.escape(re.sub(r"\s", "", names[code])) + shown_as, text), (form, code)
        if code != "index":
            assert cells[code] == (float(value), str(values[code]))
            assert re.search(rf"^\| {code} \|[^|]*\|[^|]*\| {comma} \|", markdown, re.M), code
            assert re.search(rf"^ *{code} .* {comma} ", table, re.M), code
    assert shown["index"] == "2.95"


# NaN, infinity and text that hurts.


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_no_json_holds_what_json_does_not_know(value: float) -> None:
    for plain in ({"a": value}, {"a": [{"b": value}]}, {"a": {"b": [value]}}):
        with pytest.raises(ValueError, match="JSON"):
            json_text(plain)


@pytest.mark.parametrize("stored", ["NaN", "INF", "1e999", "-1e999", "1e-999"])
def test_a_number_that_is_none_is_no_level(tmp_path: Path, stored: str) -> None:
    from workbooks import xlsx

    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row - 3}</v></c><c r="B{row}"><v>{stored if row == 5 else 3}</v></c></row>'
        for row in range(4, 51)
    )
    head = "".join(
        f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>' for name, text in (("A3", "No"), ("B3", "Tingkat"))
    )
    year = '<row r="2"><c r="A2" t="inlineStr"><is><t>Tahun</t></is></c><c r="B2"><v>2023</v></c></row>'
    content = xlsx(f"<sheetData>{year}<row r='3'>{head}</row>{rows}</sheetData>")
    (tmp_path / "a.xlsx").write_bytes(content)
    done = spbe("score", tmp_path / "a.xlsx", "--format", "json")
    plain = json.loads(done.out, parse_constant=pytest.fail)
    assert done.code in (1, 3)
    assert any(found["severity"] == "error" for found in plain["problems"])
    assert plain.get("index") is None


# What nobody may notice: seed, language, zone, where and in what order files lie.


def test_neither_seed_nor_locale_nor_zone_shows_in_any_form(tmp_path: Path) -> None:
    forms = ("json", "csv", "md", "xlsx")
    seen: dict[str, set[bytes]] = {form: set() for form in forms}
    for seed, zone, locale in (
        ("0", "UTC", "C"),
        ("1", "Asia/Jakarta", "id_ID.UTF-8"),
        ("77", "Pacific/Apia", "de_DE"),
    ):
        for form in forms:
            out = tmp_path / f"{seed}.{form}"
            env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(ROOT)}
            line = [sys.executable, "-m", "spbe_index", "score", str(KEMENKO), "-o", str(out)]
            subprocess.run(line, env=env, capture_output=True, check=True)
            seen[form].add(out.read_bytes())
    assert {form: len(found) for form, found in seen.items()} == dict.fromkeys(forms, 1)


def test_the_order_in_which_a_folder_gives_its_files_does_not_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from spbe_index.batch import sources

    for name in ("b/2.csv", "a/3.csv", "c.csv", "a/1.csv", "~$c.csv", "d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    walk = os.walk

    def backwards(folder: str, **more: object) -> object:
        for here, folders, names in walk(folder, **more):
            folders.sort(reverse=True)
            yield here, folders, sorted(names, reverse=True)

    expected = sources.find_inputs([str(tmp_path)])
    monkeypatch.setattr(os, "walk", backwards)
    assert sources.find_inputs([str(tmp_path)]) == expected
    assert [os.path.basename(path) for path in expected.paths] == ["c.csv", "1.csv", "3.csv", "2.csv"]


# One table as xlsx, and as the two kinds of csv that Excel writes.


def test_a_table_and_its_csv_in_either_manner_score_the_same(tmp_path: Path) -> None:
    def line(row: list[object], mark: str, decimal: str) -> str:
        cells = (str(cell).replace(".", decimal) if isinstance(cell, float) else str(cell) for cell in row)
        return mark.join(f'"{cell}"' if mark in cell or "\u2013" in cell else cell for cell in cells)

    levels = [[number, 1 + number % 17 / 4] for number in range(1, 21)]
    table: list[list[object]] = [
        ["Nama Instansi", "Kota Contoh \u2013 \u00e9"],
        ["Tahun", 2026],
        ["No", "Nilai"],
        *levels,
    ]
    save(tmp_path / "a.xlsx", [("a", table)])
    (tmp_path / "b.csv").write_text("\n".join(line(row, ",", ".") for row in table), encoding="utf-8")
    (tmp_path / "c.csv").write_text("\r\n".join(line(row, ";", ",") for row in table), encoding="utf-8-sig")
    (tmp_path / "d.csv").write_bytes("\r\n".join(line(row, ";", ",") for row in table).encode("cp1252"))
    found = []
    for name in ("a.xlsx", "b.csv", "c.csv", "d.csv"):
        plain = json.loads(spbe("score", tmp_path / name, "--format", "json").out)
        found.append((plain["agency"], plain["index"], [(node["code"], node["value"]) for node in plain["nodes"]]))
        assert [one["code"] for one in plain["problems"]] == (["W114"] if name == "d.csv" else [])
    assert found[0] == found[1] == found[2] == found[3]
    assert found[0][0] == "Kota Contoh \u2013 \u00e9"


# Reports of enormous workbooks.


def test_a_report_of_ten_thousand_rows_is_bounded_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    from payloads import HEAD

    long = ("panjang" * 4_682)[:32_767]
    arabic, family = "\u0645\u0631\u062d\u0628\u0627", "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f600"
    odd = [arabic, family, "e" + "\u0301" * 500, long]
    lines: list[list[object]] = [["Nama Instansi", long[:400]], ["Tahun", 2023], HEAD]
    for place, (number, name, _) in enumerate(full()):
        lines.append([number, name, 3, odd[place % 4], "Bappeda", odd[place % 4]])
    lines += [[number, name, 1 + turn % 5] for turn in range(107) for number, name, _ in full()]
    evidence: list[list[object]] = [["No Indikator", "Nama Dokumen"], *([1, f"Dokumen {row}"] for row in range(5_000))]
    path = save(tmp_path / "besar.xlsx", [("Penilaian", lines), ("Bukti", evidence)])
    for form in ("html", "pdf"):
        done = spbe("report", path, "--unfilled", "lowest", "-o", tmp_path / f"a.{form}", "--quiet")
        assert (done.code, "Traceback" in done.err) == (1, False)
    page = Page((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert len(page.elements) < 25_000
    assert len(pypdf.PdfReader(tmp_path / "a.pdf").pages) < 60
    texts = [page.text]
    if shutil.which("pdftotext"):
        texts.append(" ".join(check_pdf(tmp_path / "a.pdf").split()))
        assert max(len(word) for word in texts[1].split() if "panjangpanjang" in word) < 130  # broken into lines
    for text in texts:
        assert re.search(r"\d temuan lagi tidak dicetak", text)
        assert re.search(r"dan [\d.]+ bukti lagi", text)
        assert re.search(r"\u2026 \(\+[\d.]+ karakter\)", text)


@pytest.mark.parametrize("form", ["html", "csv", "json", "xlsx", "md", "txt"])
def test_without_the_libraries_of_the_pdf_all_else_is_written(tmp_path: Path, form: str) -> None:
    hidden = tmp_path / "weasyprint"
    hidden.mkdir()
    (hidden / "__init__.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")\n")
    code = (
        f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]\nfrom spbe_index.cli.main import main\nmain()\n"
    )

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-c", code, *map(str, arguments)]
        return subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)

    command = "report" if form == "html" else "score"
    assert run(command, KEMENKO, "-o", tmp_path / f"h.{form}").returncode == 0
    without = run("report", KEMENKO, "-o", tmp_path / "h.pdf")
    assert (without.returncode, without.stderr.count("GALAT"), "E504" in without.stderr) == (3, 1, True)
    assert not (tmp_path / "h.pdf").exists()


def test_without_the_libraries_of_the_pdf_what_is_told_to_do_works(tmp_path: Path) -> None:
    hidden = tmp_path / "tersembunyi" / "weasyprint"
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")\n")
    code = (
        f"import sys; sys.path[:0] = [{str(hidden.parent)!r}, {str(ROOT)!r}]\n"
        "from spbe_index.cli.main import main\nmain()\n"
    )

    def run(*arguments: object) -> tuple[int, str]:
        line = [sys.executable, "-c", code, *map(str, arguments)]
        done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.returncode, " ".join(done.stderr.split())

    # Nothing is begun where every report would fail; without the option the table is made.
    status, said = run("batch", KEMENKO, "-o", "t.csv", "--reports", "laporan")
    assert (status, "E504" in said, "hapus --reports" in said, "--format" in said) == (3, True, True, False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tersembunyi"]
    assert run("batch", KEMENKO, "-o", "t.csv")[0] == 0
    for number, words in enumerate((("report", KEMENKO), ("compare", KEMENKO, KEMENKO), ("rank", "2023"))):
        status, said = run(*words, "-o", "a.pdf")
        told = re.search(r"-o laporan\.html --format html$", said)
        assert (status, bool(told)) == (3, True), said
        assert run(*words, *told[0].split(), *["--force"][: number and 1])[0] == 0  # looked at above
    assert Page((tmp_path / "laporan.html").read_text(encoding="utf-8")).text
    assert not (tmp_path / "a.pdf").exists()


def test_every_mark_is_of_one_payload() -> None:
    assert len({mark(text) for text in PAYLOADS}) == len(PAYLOADS) == sum(len(SEEN.findall(text)) for text in PAYLOADS)
