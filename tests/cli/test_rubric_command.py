"""`spbe rubric`: the instruments as office staff and programs see them."""

import json

import pytest
from rubric_making import spoiled
from running import ROOT, spbe


@pytest.mark.parametrize(
    ("language", "said"), [("id", "7 aspek, 35 indikator, 37 isian)"), ("en", "7 aspects, 35 indicators, 37 answers)")]
)
def test_the_list_counts_the_answers_an_instrument_takes(language, said, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
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
    assert (plain["schema"], plain["code"], plain["criteria_of"]) == ("spbe-item/1", "I35-2", "I35")
    assert len(plain["levels"]) == 6
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


@pytest.mark.parametrize("columns", [60, 80, 112])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_list_fits_the_terminal_and_loses_nothing(columns, language, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    whole = " ".join(spbe("rubric", "list", "--lang", language).out.split())
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = spbe("rubric", "list", "--lang", language).out
    assert max(map(len, shown.splitlines())) <= columns
    assert " ".join(shown.split()) == whole


@pytest.mark.parametrize("rubric", ["spbe-2018", "spbe-2020", "pemdi-2026"])
def test_a_copy_has_a_new_id_and_nothing_else_new(rubric, tmp_path):
    done = spbe("rubric", "copy", rubric, "milik-kami", "-o", "milik-kami.yaml", folder=tmp_path)
    assert (done.code, done.out, done.err) == (0, "", "Tersimpan: milik-kami.yaml\n")
    copied = (tmp_path / "milik-kami.yaml").read_text(encoding="utf-8")
    before = (ROOT / "rubrics" / f"{rubric}.yaml").read_text(encoding="utf-8")
    assert copied == before.replace(f"\nid: {rubric}\n", "\nid: milik-kami\n")
    assert copied != before
    checked = spbe("rubric", "check", "milik-kami.yaml", folder=tmp_path)
    assert (checked.code, checked.err) == (0, "")
    assert checked.out.startswith("Rubrik milik-kami sah")


def test_a_copy_can_be_used_and_a_workbook_made_with_it_asks_for_it(tmp_path):
    spbe("rubric", "copy", "pemdi-2026", "milik-kami", "-o", "kami.yaml", folder=tmp_path)
    assert spbe("template", "isi.xlsx", "--rubric", "kami.yaml", folder=tmp_path).code == 0
    forgotten = spbe("score", "isi.xlsx", folder=tmp_path)
    assert forgotten.code != 0
    assert 'E214 isi.xlsx: Identitas!B8: Buku kerja ini untuk instrumen "milik-kami"' in forgotten.err
    assert "--rubric" in forgotten.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("spbe-2020", "spbe-2018"), '"spbe-2018" tidak sah untuk NEW-ID'),
        (("spbe-2020", "spbe-2020"), "misalnya spbe-2020-kami"),
        (("spbe-2020", "Milik-Kami"), "berhuruf kecil yang disambung tanda hubung"),
        (("spbe-2020", "kami"), "disambung tanda hubung"),  # which a workbook could not be told by
        (("spbe-2020", "milik-kami\n"), "NEW-ID"),
        (("spbe-2020", "a-" * 30 + "b"), "NEW-ID"),
        (("kami.yaml", "milik-kami"), "spbe-2018, spbe-2020, pemdi-2026"),
        (("spbe-2020",), "NEW-ID"),
    ],
)
def test_a_copy_under_no_id_of_its_own_is_refused(words, said, tmp_path):
    done = spbe("rubric", "copy", *words, "-o", "a.yaml", folder=tmp_path)
    assert (done.code, list(tmp_path.iterdir())) == (2, [])
    assert said in " ".join(done.err.split())


def test_a_shipped_id_on_other_content_is_warned_of(tmp_path):
    shipped = (ROOT / "rubrics" / "spbe-2020.yaml").read_text(encoding="utf-8")
    (tmp_path / "ubah.yaml").write_text(shipped.replace("Evaluasi SPBE", "Evaluasi kami", 1), encoding="utf-8")
    done = spbe("rubric", "check", "ubah.yaml", folder=tmp_path)
    line = shipped[: shipped.index("\nid: spbe-2020")].count("\n") + 2
    assert done.code == 0
    assert f"W896 ubah.yaml: {line}:5: Id spbe-2020 milik" in done.err
    assert done.out.startswith("Rubrik spbe-2020 sah")
    plain = json.loads(spbe("rubric", "check", "ubah.yaml", "--format", "json", folder=tmp_path).out)
    assert (plain["valid"], [one["severity"] for one in plain["problems"]]) == (True, ["warning"])
    (tmp_path / "sama.yaml").write_text(shipped, encoding="utf-8")
    for path in ("sama.yaml", "spbe-2020", ROOT / "rubrics" / "spbe-2020.yaml"):
        assert spbe("rubric", "check", path, folder=tmp_path).err == ""


def test_one_example_agrees_and_several_agree():
    example = ROOT / "rubrics" / "example" / "mutu-layanan.yaml"
    assert "5 answers, 1 worked example agrees." in spbe("rubric", "check", example, "--lang", "en").out
    assert "47 answers, 4 worked examples agree." in spbe("rubric", "check", "spbe-2020", "--lang", "en").out


def test_a_code_without_its_rubric_is_told_where_it_stands():
    for words in (("I12",), ("i99",), ("I12", "spbe-2020")):
        done = spbe("rubric", "show", *words)
        assert (done.code, "spbe rubric show spbe-2020 I12" in " ".join(done.err.split())) == (3, True)
    assert "Mungkin maksudnya: spbe-2020" in spbe("rubric", "show", "spbe-2021").err
