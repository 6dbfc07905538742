"""`spbe rubric diff`: two instruments, or one and a changed copy, as people and programs see what differs."""

from __future__ import annotations

import json

import pytest
from running import spbe

PAIRS = [
    ("spbe-2018", "spbe-2020"),
    ("spbe-2020", "pemdi-2026"),
    ("spbe-2018", "pemdi-2026"),
    ("pemdi-2026", "spbe-2018"),
]


@pytest.fixture
def copy(tmp_path):
    """The path of a copy of an instrument, changed in five places."""
    text = spbe("rubric", "copy", "spbe-2020", "spbe-kota-kami").out
    for old, new, behind in (
        ('weight: "2.50"', 'weight: "3.25"', "- code: I11\n"),
        ('weight: "2.50"', 'weight: "1.75"', "- code: I12\n"),
        ("belum ada, atau masih berupa rancangan.", "belum ada, atau baru berupa rancangan.", "- code: I12\n"),
        ("id: Tingkat Kematangan Keterpaduan", "id: Kematangan Keterpaduan", "- code: I13\n"),
        ("years: {first: 2021, last: 2025}", "years: {first: 2021, last: 2030}", ""),
    ):
        start = text.index(behind)
        place = text.index(old, start)
        text = text[:place] + new + text[place + len(old) :]
    start, end = text.index("\nexamples:"), text.index("\ntree:")
    path = tmp_path / "kami.yaml"
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    return path


def test_what_somebody_changed_in_a_copy_is_told_and_nothing_else(copy, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    done = spbe("rubric", "diff", "spbe-2020", copy)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "Sebelum  spbe-2020       Evaluasi SPBE (PermenPANRB 59/2020)",
        "Sesudah  spbe-kota-kami  Evaluasi SPBE (PermenPANRB 59/2020)",
        "Butir dipasangkan menurut kodenya, dan menurut namanya bila hanya kodenya yang",
        "berganti.",
        "",
        "Identitas",
        "  tahun terakhir: 2025 → 2030",
        "",
        "Butir",
        "  0 ditambahkan, 0 dihapus, 3 berubah.",
        "  Yang berubah: bobot 2, kriteria 1, nama 1.",
        "",
        "  Berubah",
        "    I11  Tingkat Kematangan Arsitektur SPBE Instansi Pusat/Pemerintah Daerah",
        "      bobot: 2,5 % → 3,25 % (+0,75 poin persen)",
        "    I12  Tingkat Kematangan Peta Rencana SPBE Instansi Pusat/Pemerintah Daerah",
        "      bobot: 2,5 % → 1,75 % (-0,75 poin persen)",
        "      kriteria tingkat 1:",
        "        - Dokumen peta rencana SPBE belum ada, atau masih berupa rancangan.",
        "        + Dokumen peta rencana SPBE belum ada, atau baru berupa rancangan.",
        "    I13  Kematangan Keterpaduan Rencana dan Anggaran SPBE",
        "      nama semula: Tingkat Kematangan Keterpaduan Rencana dan Anggaran SPBE",
        "",
        "Lain-lain",
        "  Berbeda pula: contoh hitung.",
    ]


def test_programs_get_the_same_with_exact_figures(copy):
    done = spbe("rubric", "diff", copy, "spbe-2020", "--format", "json")
    plain = json.loads(done.out)
    assert (done.code, plain["schema"], plain["problems"]) == (0, "spbe-rubric-diff/1", [])
    assert [plain[side]["id"] for side in ("before", "after")] == ["spbe-kota-kami", "spbe-2020"]
    assert plain["identity"] == [{"what": "last_year", "before": 2030, "after": 2025}]
    weights = [fact for item in plain["items"] for fact in item["facts"] if fact["what"] == "weight"]
    assert weights[0] == {"what": "weight", "before": "13/4", "after": "5/2", "difference": "-3/4"}
    assert [item["changes"] for item in plain["items"]] == [["weight"], ["weight", "criteria"], ["name"]]


def test_an_instrument_and_itself_and_its_copy_do_not_differ(tmp_path):
    spbe("rubric", "copy", "pemdi-2026", "pemdi-kami", "-o", "a.yaml", folder=tmp_path)
    same = spbe("rubric", "diff", "pemdi-2026", "pemdi-2026")
    assert (same.code, same.out.splitlines()[-1]) == (0, "Tidak ada perbedaan.")
    done = spbe("rubric", "diff", "pemdi-2026", "a.yaml", "--lang", "en", folder=tmp_path)
    assert (done.code, done.out.splitlines()[-1]) == (0, "There is no difference but the id.")
    plain = json.loads(spbe("rubric", "diff", "pemdi-2026", "a.yaml", "--format", "json", folder=tmp_path).out)
    assert (plain["differs"], plain["items"], plain["also"]) == (False, [], [])


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_shipped_instruments_fit_the_terminal_and_lose_nothing(pair, language, monkeypatch):
    told = {}
    for columns in (60, 80, 160):
        monkeypatch.setenv("COLUMNS", str(columns))
        done = spbe("rubric", "diff", *pair, "--lang", language)
        assert done.code == 0
        assert max(map(len, done.out.splitlines())) <= columns
        told[columns] = sorted(done.out.split())
    assert told[60] == told[80] == told[160]


def test_renumbered_split_and_merged_indicators_are_paired_by_the_crosswalk(monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    lines = [line.strip() for line in spbe("rubric", "diff", "spbe-2018", "spbe-2020").out.splitlines()]
    place = lines.index("I33 → I44  Jaringan Dokumentasi dan Informasi Hukum (JDIH)")
    assert lines[place + 2] == "bobot: 10/3 % → 3 % (-1/3 poin persen)"
    assert "Kurang, nilai: 0 ≤ x < 1,8 → 1 ≤ x < 1,8" in lines
    assert any(line.startswith("I35 → I45, I46, I47  Layanan Publik") for line in lines)
    plain = json.loads(spbe("rubric", "diff", "spbe-2020", "pemdi-2026", "--format", "json").out)
    (merged,) = (item for item in plain["items"] if [one["code"] for one in item["after"]] == ["I1"])
    assert ([one["code"] for one in merged["before"]], merged["changes"]) == (
        ["I11", "I12", "I13"],
        ["merged", "weight"],
    )
    assert merged["facts"] == [{"what": "weight", "before": "15/2", "after": "5", "difference": "-5/2"}]


def test_a_crosswalk_by_way_of_a_third_instrument_is_told():
    assert "N804" in spbe("rubric", "diff", "spbe-2018", "pemdi-2026").out
    plain = json.loads(spbe("rubric", "diff", "spbe-2018", "pemdi-2026", "--format", "json").out)
    assert ([one["code"] for one in plain["problems"]], plain["crosswalk"]["via"]) == (["N804"], ["spbe-2020"])


def test_instruments_that_have_nothing_in_common_are_all_removed_and_added(tmp_path):
    spbe("rubric", "example", "-o", "mutu.yaml", folder=tmp_path)
    plain = json.loads(spbe("rubric", "diff", "pemdi-2026", "mutu.yaml", "--format", "json", folder=tmp_path).out)
    assert {tuple(item["changes"]) for item in plain["items"]} == {("added",), ("removed",)}


@pytest.mark.parametrize(("given", "code"), [("spbe-2019", 3), ("cacat.yaml", 4)])
def test_what_is_no_instrument_is_told(given, code, tmp_path):
    (tmp_path / "cacat.yaml").write_text("id: x\n", encoding="utf-8")
    done = spbe("rubric", "diff", "spbe-2020", given, "--format", "json", folder=tmp_path)
    assert done.code == code
    assert json.loads(done.out)["problems"]
