"""`spbe explain`: what is printed can be computed again by hand, and names article and page."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest
from running import EXAMPLES, spbe

KEMENKO = EXAMPLES / "kemenko-perekonomian-2021.xlsx"
PEMDI = EXAMPLES / "pemdi-2026-contoh-peraturan.xlsx"


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The example as a saved result."""
    path = tmp_path_factory.mktemp("hasil") / "hasil.json"
    path.write_text(spbe("score", KEMENKO, "--format", "json").out, encoding="utf-8")
    return path


def exact(text):
    """A number as it is printed in Indonesian: a decimal with comma, or a ratio."""
    return Fraction(text.replace(",", "."))


def figures(text):
    """Every figure of the printed tree: the numbers of its formula, what it comes to, and its other lines."""
    found = {}
    plain = re.sub(r"\n[│ ]*  (?=[^ -])", " ", text)  # lines that run on
    for block in re.split(r"\n[│ ]*\n", plain)[1:]:
        lines = [line.lstrip("│ ").strip() for line in block.splitlines() if line.strip("│ ")]
        code = re.match(r"[A-Z][0-9]+|Indeks SPBE", lines[0])
        if code:
            found[code[0]] = lines
    return found


def test_the_index_is_recomputed_by_hand_from_what_is_printed(monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    done = spbe("explain", KEMENKO)
    assert done.code == 0
    told = figures(done.out)
    assert len(told) == 1 + 4 + 8 + 47
    values = {}
    for code, lines in reversed(list(told.items())):
        text = " ".join(lines)
        if code.startswith("I") and code != "Indeks SPBE":
            values[code] = exact(re.search(r'Jawaban: "([0-9]+)" pada sel Penilaian!E[0-9]+', text)[1])
            continue
        parts = re.search(r"Urutan bagiannya: ([A-Z0-9, ]+)\.", text)[1].split(", ")
        terms, divisor = re.search(rf"{code} = \(([^)]*)\) ÷ ([0-9,]+)", text).groups()
        pairs = [[exact(number) for number in term.split(" × ")] for term in terms.split(" + ")]
        assert [value for _, value in pairs] == [values[part] for part in parts]
        values[code] = sum(weight * value for weight, value in pairs) / exact(divisor)
        assert sum(weight for weight, _ in pairs) == exact(divisor)
    assert values["Indeks SPBE"] == Fraction(1179, 400)
    top = " ".join(told["Indeks SPBE"])
    assert "= 2,9475 (1179/400)" in top
    assert "2,9475 (1179/400) dibulatkan setengah ke atas menjadi 2,95" in top
    assert "Baik, karena 2,6 ≤ 2,9475 < 3,5." in top


def test_every_weight_and_the_bands_name_article_and_page(monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    told = figures(spbe("explain", KEMENKO).out)
    where = r"\(Pasal [0-9]+; Lampiran Bab II\.B\.[35], Tabel [0-9]+, hlm\. [0-9]+(-[0-9]+)?\)"
    for code, lines in told.items():
        label = "Predikat" if code == "Indeks SPBE" else "Bobot"
        (line,) = [line for line in lines if line.startswith(f"{label}: ")]
        assert re.search(where, line), (code, line)
    assert "Peraturan Menteri PANRB Nomor 59 Tahun 2020" in spbe("explain", KEMENKO, "D1").out.replace("\n  ", " ")


def test_a_page_that_nobody_has_told_is_said_to_be_unknown(tmp_path):
    path = tmp_path / "2019.csv"
    path.write_text("No,Tingkat\n" + "".join(f"{n},3\n" for n in [*range(1, 35), "35-1", "35-2", "35-3"]))
    for language, said in (("id", "halaman tidak diketahui"), ("en", "page not known")):
        out = spbe("explain", path, "35-2", "--rubric", "spbe-2018", "--lang", language).out
        assert said in " ".join(out.replace("│", " ").split())
        assert "10/3" in out


def test_one_figure_comes_with_its_way_from_the_index_and_all_below_it():
    out = spbe("explain", KEMENKO, "a4").out
    titles = re.findall(r"^[│ ]*((?:[A-Z][0-9]+|Indeks SPBE) ?[^:=]*): [0-9],?[0-9]*$", out, re.M)
    assert [title.split()[0] for title in titles] == ["Indeks", "D2", "A4", "I19", "I20"]
    assert "D2 = (10 × 3,25 + 10 × 3 + 5 × 2,5) ÷ 25" in out


@pytest.mark.parametrize(("wanted", "code"), [("I12", "I12"), ("12", "I12"), ("Aspek 3", "A3"), ("layanan spbe", "D4")])
def test_a_figure_is_asked_for_by_code_number_or_name(wanted, code):
    told = json.loads(spbe("explain", KEMENKO, wanted, "--format", "json").out)
    assert told["asked"] == code


def test_a_misspelt_code_is_wrong_use_with_a_suggestion():
    done = spbe("explain", KEMENKO, "I122")
    assert (done.code, done.out) == (2, "")
    assert "E822" in done.err
    assert "I12 (Tingkat Kematangan Peta Rencana" in " ".join(done.err.split())


def test_a_saved_result_is_explained_as_its_workbook_is(saved):
    for form in ("table", "json", "md"):
        assert spbe("explain", saved, "--format", form).out == spbe("explain", KEMENKO, "--format", form).out
    assert spbe("explain", "-", "--format", "md", stdin=saved.read_bytes()).code == 0
    assert spbe("explain", saved, "--stage", "mandiri").code == 2


def test_a_saved_result_is_never_traced_to_a_rubric_that_it_does_not_follow(saved, tmp_path):
    plain = json.loads(saved.read_text(encoding="utf-8"))
    plain["rubric"]["sha256"] = "0" * 64
    other = tmp_path / "lama.json"
    other.write_text(json.dumps(plain), encoding="utf-8")
    done = spbe("explain", other)
    assert done.code == 0
    assert "W880" in done.err
    plain["band"]["decided_by"] = "rounded"
    other.write_text(json.dumps(plain), encoding="utf-8")
    done = spbe("explain", other, "--format", "json")
    assert done.code == 3
    assert "E881" in done.err
    assert spbe("explain", saved, "--unfilled", "lowest").code == 2


def test_pemdi_is_opened_with_its_stretches_of_decimals(monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    out = re.sub(r"\n[│ ]*  (?=[^ -])", " ", spbe("explain", PEMDI, "I5").out)
    assert "1 (Merintis), karena 1 ≤ 1,2 ≤ 1,5; skala Tingkat kematangan Pemdi, 1 sampai 5" in out
    assert "dapat dikonversi, tetapi di sini nilainya diisi langsung. (Pasal 7 ayat (3)-(4)" in out


def test_what_is_not_filled_in_is_told_with_what_it_can_still_become(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("No,Tingkat\n" + "".join(f"{n},3\n" for n in range(1, 47)) + "47,\n")
    done = spbe("explain", path, "I47", "--rubric", "spbe-2020")
    assert done.code == 1
    out = " ".join(done.out.replace("│", " ").split())
    assert "! Belum ada nilai: sel a!B48 belum diisi. ! Nilainya masih dapat menjadi 1 sampai 5." in out
    assert "Paling rendah: Indeks SPBE = (13 × 3" in out
    assert "Paling tinggi: Indeks SPBE = (13 × 3" in out
    assert "Predikat: Belum dapat ditetapkan; apa pun isian yang masih terbuka nanti, predikatnya Baik." in out
    assumed = spbe("explain", path, "I47", "--rubric", "spbe-2020", "--unfilled", "zero")
    assert "Atas permintaan (--unfilled zero) dihitung sebagai 0" in " ".join(assumed.out.replace("│", " ").split())


def test_the_ending_of_the_output_chooses_the_form(tmp_path):
    for name, first in (
        ("a.html", "<!DOCTYPE html>"),
        ("a.md", "# Asal-usul"),
        ("a.json", "{"),
        ("a.txt", "Asal-usul"),
    ):
        assert spbe("explain", KEMENKO, "-o", tmp_path / name).code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").lstrip().startswith(first)
    assert spbe("explain", KEMENKO, "-o", tmp_path / "a.md").code == 3
    assert spbe("explain", KEMENKO, "--format", "html", folder=tmp_path).code == 0
    assert (tmp_path / "asal-usul-kemenko-perekonomian-2021.html").exists()


def test_no_line_is_wider_than_the_terminal(monkeypatch):
    for columns in ("60", "100"):
        monkeypatch.setenv("COLUMNS", columns)
        out = spbe("explain", PEMDI).out
        # A digest has no place to break.
        assert max(len(line) for line in out.splitlines() if "SHA-256" not in line and len(line.strip()) != 65) <= int(
            columns
        )
