"""`spbe rubric`: the instruments as office staff and programs see them."""

import json

import pytest
from rubric_making import spoiled
from running import spbe


@pytest.mark.parametrize(
    ("language", "said"), [("id", "7 aspek, 35 indikator, 37 isian)"), ("en", "7 aspects, 35 indicators, 37 answers)")]
)
def test_the_list_counts_the_answers_an_instrument_takes(language, said):
    lines = spbe("rubric", "list", "--lang", language).out.splitlines()
    assert [line.split()[0] for line in lines] == ["spbe-2018", "spbe-2020", "pemdi-2026"]
    assert lines[0].endswith(said)
    assert lines[1].endswith("47 indikator)" if language == "id" else "47 indicators)")
    listed = json.loads(spbe("rubric", "list", "--format", "json").out)["rubrics"]
    assert [rubric["answers"] for rubric in listed] == [37, 47, 20]


def test_an_input_shows_what_it_is_judged_by():
    shown = spbe("rubric", "show", "spbe-2018", "I35-2").out
    assert "Kriteria dan buktinya adalah milik I35, Layanan Publik Instansi Pemerintah." in shown
    assert "Tingkat 4 (Kolaborasi)" in shown
    assert "  - Layanan publik diproses sampai selesai melalui sistem." in shown
    plain = json.loads(spbe("rubric", "show", "spbe-2018", "I35-2", "--format", "json").out)
    assert (plain["code"], plain["criteria_of"], len(plain["levels"])) == ("I35-2", "I35", 6)
    assert plain["levels"][4]["name"] == {"id": "Kolaborasi", "en": "Collaboration"}
    assert plain["criteria_source"]["sure"] == "medium"


@pytest.mark.parametrize(
    ("rubric", "wanted", "code"),
    [
        ("spbe-2020", "12", "I12"),
        ("spbe-2020", "i12", "I12"),
        ("spbe-2020", "3", "I3"),
        ("spbe-2020", "a3", "A3"),
        ("spbe-2018", "35", "I35"),
        ("spbe-2018", "35-2", "I35-2"),
        ("pemdi-2026", " 20 ", "I20"),
    ],
)
def test_an_item_is_found_by_code_or_by_its_number(rubric, wanted, code):
    assert spbe("rubric", "show", rubric, wanted).out.startswith(f"{code}  ")


def test_a_number_that_no_indicator_has_is_refused():
    done = spbe("rubric", "show", "spbe-2020", "48")
    assert done.code == 2
    assert '"48"' in done.err
    assert "I47" in done.err


def test_what_only_adds_others_up_has_no_levels():
    shown = spbe("rubric", "show", "pemdi-2026", "A2").out
    assert "I3  5 %  Tingkat Kematangan Sumber Daya Manusia Pemdi" in shown
    assert "Tingkat 1" not in shown
    assert json.loads(spbe("rubric", "show", "pemdi-2026", "A2", "--format", "json").out)["criteria_of"] is None


def test_no_name_is_cut_in_the_tree(monkeypatch):
    for columns in ("60", "100"):
        monkeypatch.setenv("COLUMNS", columns)
        shown = spbe("rubric", "show", "spbe-2020").out
        assert "Penghubung Layanan Instansi Pusat/Pemerintah Daerah" in " ".join(shown.split())
        assert "[...]" not in shown
        assert max(map(len, shown.splitlines())) <= int(columns)


def test_a_missing_argument_is_shown_in_its_place():
    done = spbe("rubric", "show")
    assert done.code == 2
    assert "spbe rubric show ID|PATH" in done.err
    assert "spbe score" not in done.err
    assert "spbe score FILE" in spbe("score").err


def test_the_help_of_show_says_what_it_takes():
    told = " ".join(spbe("rubric", "show", "--help-all").out.split())
    assert "yang tersedia spbe-2018, spbe-2020, dan pemdi-2026. [wajib]" in told
    assert "misalnya I12, 12, atau A3" in told


def test_a_rubric_without_worked_examples_does_not_read_like_a_failure():
    assert spbe("rubric", "check", "rubrics/spbe-2018.yaml").out == (
        "Rubrik spbe-2018 sah: 37 isian. Di dalamnya tidak ada contoh hitung untuk dicocokkan.\n"
    )
    assert "4 contoh hitung cocok" in spbe("rubric", "check", "rubrics/spbe-2020.yaml").out


def test_a_shipped_rubric_is_checked_by_its_id(tmp_path):
    assert spbe("rubric", "check", "spbe-2020").out.startswith("Rubrik spbe-2020 sah: 47 isian")
    (tmp_path / "spbe-2020").write_text("- 1\n", encoding="utf-8")  # a file at hand goes first
    done = spbe("rubric", "check", "spbe-2020", folder=tmp_path)
    assert "E304 spbe-2020: 1:1: Isi seluruh berkas salah: tertulis sebuah daftar." in done.err
    assert "pasangan kunci dan isi, misalnya id: spbe-2020" in done.err
    assert "E313" in spbe("rubric", "check", "spbe-1999").err


def test_faults_are_told_with_what_would_be_right_and_where_the_first_is(tmp_path):
    text = spoiled(("first: 2030", 'first: "dua"'), ("code: A2", "code: A1"))
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    told = spbe("rubric", "check", tmp_path / "a.yaml").err
    assert "Bentuk yang benar: tahun tanpa tanda kutip, misalnya 2021" in told
    line = text[: text.index("code: A1")].count("\n") + 1
    assert f"A1 pada tree[A1].code sudah dipakai di tree[A1].code (baris {line})." in told


def test_the_page_of_an_indicator_is_one_of_those_of_its_source():
    assert "hlm. 30-77, khususnya hlm. 42" in spbe("rubric", "show", "spbe-2020", "I12").out
    assert "in particular p. 42" in spbe("rubric", "show", "spbe-2020", "I12", "--lang", "en").out


def test_an_example_to_begin_from_is_written_and_is_valid(tmp_path):
    done = spbe("rubric", "example", "-o", "kami.yaml", folder=tmp_path)
    assert (done.code, done.err) == (0, "Tersimpan: kami.yaml\n")
    assert spbe("rubric", "example").out == (tmp_path / "kami.yaml").read_text(encoding="utf-8")
    assert "1 contoh hitung cocok" in spbe("rubric", "check", "kami.yaml", folder=tmp_path).out
    assert "mutu-layanan" not in spbe("rubric", "list").out
    again = spbe("rubric", "example", "-o", "kami.yaml", folder=tmp_path)
    assert (again.code, "E501" in again.err) == (3, True)
    assert spbe("rubric", "example", "-o", "kami.yaml", "--force", folder=tmp_path).code == 0
    assert "Beri nama kami.yaml." in spbe("rubric", "example", "-o", "kami.xlsx", folder=tmp_path).err
    (tmp_path / "cacat.yaml").write_text(spoiled(("years: {first: 2030, last: 2031}\n", "")), encoding="utf-8")
    assert "contoh lengkapnya: spbe rubric example" in spbe("rubric", "check", "cacat.yaml", folder=tmp_path).err


def test_the_schema_is_written_to_a_file(tmp_path):
    assert spbe("rubric", "schema", "-o", "skema.json", folder=tmp_path).code == 0
    written = (tmp_path / "skema.json").read_text(encoding="utf-8")
    assert json.loads(written) == json.loads(spbe("rubric", "schema").out)
