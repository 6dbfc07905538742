"""`spbe inspect`: a view of every file there is, or one clear error; in both languages, as text and as data."""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from odd_files import FILES, UNREADABLE, YEAR, book, full

from spbe_index.cli.run import run

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.xlsx"))
SCHEMA = json.loads((ROOT / "spbe_index" / "core" / "spbe-inspect-1.schema.json").read_text(encoding="utf-8"))


def inspect(path: Path, *more: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(["inspect", str(path), *more])
    out.flush()
    return code, out.buffer.getvalue().decode(), err.getvalue()


def data(path: Path, *more: str) -> tuple[int, Any]:
    code, out, _ = inspect(path, "--format", "json", *more)
    return code, json.loads(out)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("odd")
    for name, make in FILES.items():
        (made / name).write_bytes(make())
    return made


@pytest.mark.parametrize("name", FILES)
def test_a_view_or_one_clear_error(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, plain = data(folder / name)
    if name in UNREADABLE:
        (problem,) = plain["problems"]
        assert (code, plain["schema"], problem["code"]) == (3, "spbe-problems/1", UNREADABLE[name])
        return
    assert code == 0
    jsonschema.validate(plain, SCHEMA)
    assert plain["scorable"] is (plain["understood"] is not None)
    assert plain["scorable"] or any(found["severity"] == "error" for found in plain["problems"])
    code, out, err = inspect(folder / name)
    assert (code, err) == (0, "")
    # Only what cannot be broken may reach beyond the terminal.
    assert [line for line in out.splitlines() if len(line) > 80 and " " in line.strip()] == []
    assert all(line.isprintable() for line in out.splitlines())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_seen_whole(path: Path) -> None:
    code, plain = data(path, "--lang", "en")
    jsonschema.validate(plain, SCHEMA)
    found = plain["understood"]
    assert (code, found["found"]) == (0, found["items"])
    assert all(one["count"] == found["items"] for one in found["answered"])
    assert plain["rubric"]["why"] == "named"


def test_both_languages(folder: Path) -> None:
    _, indonesian, _ = inspect(folder / "lengkap.xlsx")
    _, english, _ = inspect(folder / "lengkap.xlsx", "--lang", "en")
    assert "Dapat dihitung: 47 dari 47 isian ditemukan" in indonesian
    assert re.search(r"C3 +Tingkat +tingkat\n", indonesian)
    assert "Can be scored: 47 of 47 answers found" in english
    assert re.search(r"agency +Pemerintah Kota Contoh +Penilaian!B1\n", english)
    assert "by its year (Penilaian!B2)" in " ".join(english.split())


def seen(folder: Path, name: str) -> Any:
    return data(folder / name)[1]


def test_who_read_it_and_what_it_really_is(folder: Path) -> None:
    usual = seen(folder, "sebenarnya xlsx.csv")
    assert (usual["format"], usual["reader"], usual["second_reader"]) == ("xlsx", "calamine", False)
    assert [found["code"] for found in usual["problems"]][:1] == ["W111"]
    second = seen(folder, "jauh.xlsx")
    assert (second["reader"], second["second_reader"]) == ("openpyxl", True)
    macros = [found["code"] for found in seen(folder, "makro dan tautan.xlsm")["problems"]]
    assert {"N115", "N116"} <= set(macros)


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter"),
    [
        ("utf-16.csv", "utf-16", "\t"),
        ("garis.txt", "utf-8", "|"),
        ("diumumkan.csv", "utf-8-sig", "^"),
        ("windows.csv", "cp1252", ";"),
    ],
)
def test_encoding_and_delimiter(folder: Path, name: str, encoding: str, delimiter: str) -> None:
    plain = seen(folder, name)
    assert (plain["format"], plain["encoding"], plain["delimiter"]) == ("csv", encoding, delimiter)


def test_a_named_encoding_is_told(folder: Path) -> None:
    assert data(folder / "windows.csv", "--encoding", "cp850")[1]["encoding"] == "cp850"


def test_what_is_hidden(folder: Path) -> None:
    plain = seen(folder, "tersembunyi.xlsx")
    first, hidden, deep = plain["sheets"]
    assert (first["state"], hidden["state"], deep["state"]) == ("visible", "hidden", "very hidden")
    assert first["hidden_rows"] == {"total": 5, "first": ["5", "6", "7", "8", "9"]}
    assert first["hidden_columns"] == {"total": 1, "first": ["C"]}
    assert first["hidden_cells"] == 48 + 5 * 3
    assert [(table["sheet"], table["read"]) for table in plain["tables"]] == [
        ("Penilaian", True),
        ("hidden", False),
        ("veryHidden", False),
    ]


def test_errors_formulas_and_what_merges_cover(folder: Path) -> None:
    (odd,) = seen(folder, "galat dan rumus.xlsx")["sheets"]
    assert (odd["errors"]["total"], odd["errors"]["first"][:2]) == (24, ["C3", "C5"])
    assert (odd["uncalculated"]["total"], odd["uncalculated"]["first"][:2]) == (23, ["C4", "C6"])
    (merged,) = seen(folder, "gabungan.xlsx")["sheets"]
    assert (merged["merged"], merged["under_merges"]["total"]) == (2, 7 + 8)
    assert merged["under_merges"]["first"][-3:] == ["B12", "C12", "A13"]


@pytest.mark.parametrize("name", ["terkunci.xlsx", "terkunci.xls"])
def test_protection_is_told_and_hinders_nobody(folder: Path, name: str) -> None:
    plain = seen(folder, name)
    assert (plain["locked"], plain["sheets"][0]["locked"], plain["understood"]["found"]) == (True, True, 47)


def columns(plain: Any) -> list[tuple[str, str | None, str | None, str]]:
    headings = plain["tables"][0]["headings"]
    return [(one["cell"], one["holds"], one["stage"], one["use"]) for one in headings]


def test_what_each_column_is_read_as(folder: Path) -> None:
    plain = seen(folder, "dua baris judul.xlsx")
    assert columns(plain) == [
        ("A2", "number", None, "read"),
        ("B2", "name", None, "read"),
        ("C3", "level", "mandiri", "read"),
        ("D3", "level", "akhir", "read"),
        ("E2", "weight", None, "read"),
        ("F2", "evidence", None, "read"),
    ]
    assert plain["understood"]["documents"] == 47
    assert [(one["stage"], one["count"]) for one in plain["understood"]["answered"]] == [("mandiri", 47), ("akhir", 47)]


def test_columns_that_another_outdoes(tmp_path: Path) -> None:
    lines = [[*line, 2, 1] for line in full()]
    (tmp_path / "a.xlsx").write_bytes(book(YEAR, ["No", "Indikator", "Nilai 2023", "Nilai 2022", "Sesuatu"], *lines))
    plain = seen(tmp_path, "a.xlsx")
    assert [(one["holds"], one["year"], one["use"]) for one in plain["tables"][0]["headings"]][2:] == [
        ("level", 2023, "read"),
        ("level", 2022, "passed over"),
        (None, None, "not understood"),
    ]
    assert "tingkat, 2022 (dilewati; kolom lain yang dipakai)" in inspect(tmp_path / "a.xlsx")[1]


def test_where_nothing_can_be_scored(folder: Path) -> None:
    budget = seen(folder, "anggaran.xlsx")
    assert columns(budget)[:3] == [
        ("A3", "number", None, "passed over"),
        ("B3", "name", None, "passed over"),
        ("C3", None, None, "not understood"),
    ]
    assert (budget["rubric"], budget["tables"][0]["kind"], budget["tables"][0]["read"]) == (None, "other", False)
    strange = seen(folder, "judul asing.xlsx")
    assert strange["rubric"]["why"] == "year"
    assert [one["text"] for one in strange["tables"][0]["headings"]] == ["Ref", "Butir Penilaian", "Skor Akhir Tim"]
    assert strange["tables"][0]["kind"] == "unknown"


def test_which_instrument_fits(folder: Path) -> None:
    plain = seen(folder, "tanpa tahun.xlsx")
    assert (plain["rubric"]["id"], plain["rubric"]["why"], plain["rubric"]["cell"]) == ("spbe-2020", "rows", None)
    fits = {one["rubric"]: (one["known"], one["rows"]) for one in plain["fits"]}
    assert fits["spbe-2020"] == (47, 47)
    assert fits["pemdi-2026"][0] < 10
    foreign = seen(folder, "instrumen asing.xlsx")
    assert (foreign["rubric"], [found["code"] for found in foreign["problems"]]) == (None, ["E214"])
    assert foreign["fits"][1]["known"] == 47


def test_sheets_that_are_too_long_are_not_waited_for(folder: Path) -> None:
    plain = seen(folder, "daftar panjang.csv")
    assert [found["code"] for found in plain["problems"]] == ["E890"]
    assert [(one["text"], one["holds"]) for one in plain["tables"][0]["headings"]] == [
        ("No", "number"),
        ("Indikator", "name"),
        ("Tingkat", "level"),
    ]


def test_a_template_and_what_is_in_it(tmp_path: Path) -> None:
    with contextlib.redirect_stderr(io.StringIO()):
        assert run(["template", str(tmp_path / "t.xlsx"), "--year", "2023", "--agency", "Kota X"]) == 0
    plain = seen(tmp_path, "t.xlsx")
    holds = {sheet["name"]: sheet["holds"] for sheet in plain["sheets"]}
    assert holds["Identitas"] == ["identity"]
    assert holds["Ringkasan"] == ["summary"]
    kinds = {table["sheet"]: (table["kind"], table["read"]) for table in plain["tables"]}
    for sheet, kind in {"Penilaian": "levels", "Kriteria": "checklist", "Bukti Dukung": "evidence"}.items():
        assert kinds[sheet][0] == kind
    assert kinds["Bukti Dukung"] == ("evidence", True)
    assert "Hitungan" not in kinds


def test_a_rubric_that_was_asked_for(folder: Path, tmp_path: Path) -> None:
    plain = data(folder / "lengkap.xlsx", "--rubric", "spbe-2018")[1]
    assert (plain["rubric"]["id"], plain["rubric"]["why"]) == ("spbe-2018", "wanted")
    copy = tmp_path / "milik.yaml"
    copy.write_text(
        (ROOT / "rubrics" / "spbe-2020.yaml").read_text("utf-8").replace("id: spbe-2020", "id: milik-kami", 1)
    )
    assert [fit["rubric"] for fit in data(folder / "lengkap.xlsx", "--rubric", str(copy))[1]["fits"]][
        -1
    ] == "milik-kami"
    copy.write_text("id: [")
    code, plain = data(folder / "lengkap.xlsx", "--rubric", str(copy))
    assert (code, plain["schema"]) == (4, "spbe-problems/1")
    assert data(folder / "lengkap.xlsx", "--rubric", str(tmp_path / "tidak.yaml"))[0] == 3


def test_a_file_for_it(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "lihat.json"
    code, shown, said = inspect(folder / "lengkap.xlsx", "-o", str(out))
    assert (code, shown, said) == (0, "", f"Tersimpan: {out}\n")
    jsonschema.validate(json.loads(out.read_bytes()), SCHEMA)
    assert inspect(folder / "lengkap.xlsx", "-o", str(out))[0] == 3
    assert inspect(folder / "lengkap.xlsx", "-o", str(folder / "lengkap.xlsx"), "--force")[0] == 3
    assert inspect(folder / "tidak ada.xlsx")[0] == 3
    assert inspect(folder / "lengkap.xlsx", "--format", "csv")[0] == 2


def test_many_of_anything_are_left_out_and_counted(folder: Path) -> None:
    _, out, _ = inspect(folder / "banyak lembar.xlsx")
    assert "… dan 21 lagi; --format json memuat lebih banyak." in out
    plain = seen(folder, "judul saja.xlsx")
    assert (len(plain["tables"]), plain["more_tables"]) == (100, 100)
    wide = seen(folder, "lebar.xlsx")["tables"][0]
    assert (len(wide["headings"]), wide["more_headings"]) == (60, 240)
