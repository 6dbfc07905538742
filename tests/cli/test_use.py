"""Wrong use, help, and files that cannot be read or written: codes, sentences, and nothing left behind."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest
from running import EXAMPLES, ROOT, spbe

KEMENKO = EXAMPLES / "kemenko-perekonomian-2021.xlsx"
README = ROOT / "README.md"
RESULTS_2023 = ROOT / "rubrics" / "results" / "2023.csv"


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (["score"], 2, "E403"),
        (["score", KEMENKO, "--formt", "json"], 2, "E401"),
        (["score", KEMENKO, "--format", "jsn"], 2, "E404"),
        (["score", KEMENKO, "--reader-seconds", "lama"], 2, "E404"),
        (["score", KEMENKO, "extra"], 2, "E407"),
        (["score", KEMENKO, "-o"], 2, "E408"),
        (["--quieter"], 2, "E401"),
        (["score", KEMENKO, "--reader-memory", "1"], 2, "E404"),
        (["score", KEMENKO, "--reader-seconds", "99999999999999999999"], 2, "E404"),
        (["plan", KEMENKO, "--max-raise", "9" * 5_000], 2, "E404"),
        (["plan", KEMENKO, "--horizon", "99999999999"], 2, "E404"),
        (["template", "x.xlsx", "--year", "9" * 5_000], 2, "E404"),
        (["score", KEMENKO, "-o", EXAMPLES, "--force"], 3, "E505"),
        (["skor", KEMENKO], 2, "E405"),
        (["score", KEMENKO, "--lang", "fr"], 2, "E404"),
        (["score", KEMENKO, "--stage", "visitasi"], 2, "E402"),
        (["score", "tidak-ada.xlsx"], 3, "E108"),
        (["score", EXAMPLES], 3, "E109"),
        (["score", README], 3, "E201"),
        (["score", KEMENKO, "--rubric", "spbe-1999"], 3, "E313"),
        (["score", KEMENKO, "--rubric", "Makefile"], 3, "E313"),
        (["score", KEMENKO, "--rubric", ROOT / "pyproject.yaml"], 3, "E313"),
        (["score", KEMENKO, "-o", "/tidak/ada/hasil.csv"], 3, "E503"),
        (["rubric", "show", "spbe-2020", "I99"], 2, "E404"),
        (["report", KEMENKO, "--logo", README], 3, "E117"),
        (["template", "n4.csv"], 3, "E506"),
        (["template", "n4"], 3, "E506"),
        (["report", KEMENKO, "-o", "x.docx"], 3, "E506"),
        (["report", KEMENKO, "-o", "x"], 3, "E506"),
        (["report", KEMENKO, "--format", "html", "-o", "x.pdf"], 3, "E506"),
        (["score", KEMENKO, "-o", "r.pdf"], 3, "E506"),
        (["score", KEMENKO, "--format", "xlsx", "-o", "r.csv"], 3, "E506"),
        (["score", KEMENKO, "--format", "table", "-o", "r.json"], 3, "E506"),
        (["check", KEMENKO, "-o", "r.xlsx"], 3, "E506"),
        (["plan", KEMENKO, "-o", "r.pdf"], 3, "E506"),
        (["simulate", KEMENKO, "--set", "I12=4", "-o", "r.pdf"], 3, "E506"),
        (["compare", KEMENKO, KEMENKO, "-o", "r.docx"], 3, "E506"),
        (["rank", RESULTS_2023, "-o", "r.docx"], 3, "E506"),
        (["batch", KEMENKO, "-o", "r.docx"], 3, "E506"),
    ],
    ids=str,
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_wrong_use_says_what_and_what_to_do(arguments, code, problem, language, tmp_path, monkeypatch):
    monkeypatch.setenv("SPBE_LANG", language)
    done = spbe(*arguments, folder=tmp_path)  # nothing lies there that a default output could run into
    assert done.code == code, done.err
    assert list(tmp_path.iterdir()) == []
    assert problem in done.err
    assert done.err.count("\n") >= 2
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["skor"], "Mungkin maksudnya: score. Perintah yang ada: score, explain,"),
        (["simulate", KEMENKO], "spbe simulate ... --set CODE=LEVEL."),
        (["key", "new"], "spbe key new KEY.pem."),
        (["zzz"], "\n    Perintah yang ada: score, explain,"),
        (
            ["rubric", "exampel"],
            "maksudnya: example. Perintah yang ada: list, show, check, diff, copy, example, schema.",
        ),
        (["penilaian 2025.xlsx"], 'misalnya: spbe score "penilaian 2025.xlsx". Perintah yang ada'),
        (["score", KEMENKO, "--robust", "-f", "csv"], "Hapus --robust, atau tulis -o hasil.xlsx sebagai gantinya."),
        (["score", KEMENKO, "--robust", "--stage", "mandiri,akhir"], "tulis --stage akhir sebagai gantinya."),
        (["score", KEMENKO, "--sign", "k.pem"], "Hapus --sign, atau tulis -o hasil.json sebagai gantinya."),
        (["score", KEMENKO, "-f", "json", "--sign", "k.pem"], "Tambahkan -o hasil.json, atau hapus --sign."),
        (["report", KEMENKO, "--lock", "I4"], "Tambahkan --plan Memuaskan, atau hapus --lock."),
        (["report", KEMENKO, "-o", "x.html", "--embed-input"], "Hapus --embed-input, atau tulis -o laporan.pdf"),
        (["plan", KEMENKO, "--per-year", "3"], "Tambahkan --horizon 3, atau hapus --per-year."),
    ],
    ids=str,
)
def test_the_hint_is_what_to_do_next(arguments, hint, tmp_path):
    done = spbe(*arguments, folder=tmp_path)
    assert done.code == 2
    assert hint in done.err.replace("\n    ", " ") or hint in done.err


def test_a_file_that_is_not_what_is_wanted_says_what_to_give_instead(tmp_path):
    """A name misspelt, a folder, a folder that is not there, a report as a workbook, a year without a list."""
    shutil.copy(KEMENKO, tmp_path / "Penilaian 2021.xlsx")
    (tmp_path / "~$Penilaian 2021.xlsx").write_bytes(b"x")
    (tmp_path / "laporan.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "masuk").mkdir()
    for arguments, code, hint in (
        (["score", "penilaian_2021.xls"], "E108", "Yang namanya mirip di folder itu: Penilaian 2021.xlsx.\n"),
        (["score", "lain.csv"], "E108", "Periksa nama dan foldernya;"),
        (["score", "tiada/a.xlsx"], "E108", "Folder tiada tidak ada"),
        (["score", "masuk"], "E109", "spbe batch FOLDER -o hasil.csv"),
        (["score", "laporan.pdf"], "E101", "Laporan PDF diperiksa dengan spbe verify."),
        (["report", "Penilaian 2021.xlsx", "--logo", "laporan.png"], "E108", "mirip di folder itu: laporan.pdf."),
        (["rank", "2019"], "E108", "Tahun yang daftarnya ikut terpasang: 2021, 2022, 2023;"),
        (
            ["score", "Penilaian 2021.xlsx", "-o", "x.pdf"],
            "E506",
            "Beri nama x.txt; laporan PDF dibuat dengan spbe report.",
        ),
        (["verify", "laporan.pdf", "--trust", "Penilaian 2021.xlsx"], "E879", "terlalu besar untuk sebuah kunci"),
    ):
        done = spbe(*arguments, folder=tmp_path)
        assert (done.code, code in done.err, hint in done.err.replace("\n    ", " ") + "\n") == (3, True, True), (
            done.err
        )


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of its own")
@pytest.mark.parametrize("columns", [60, 80, 140])
def test_problems_are_broken_between_words_on_a_terminal(columns):
    lines = on_a_terminal(columns, "nihil")
    assert "E405" in lines[0]
    assert max(map(len, lines)) <= columns
    assert len(lines) == {60: 4, 80: 3, 140: 2}[columns], lines


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of its own")
def test_so_are_sentences_that_belong_to_a_result(tmp_path):
    line = ["plan", KEMENKO, "--target", "Memuaskan", "--horizon", "2", "--force", "-o", tmp_path / "r.csv"]
    plain = spbe(*line).err.splitlines()
    assert max(map(len, plain[:-1])) > 80
    lines = on_a_terminal(80, *line)
    place = next(place for place, said in enumerate(lines) if said.startswith("Tersimpan"))
    assert max(map(len, lines[:place])) <= 80
    assert " ".join(" ".join(lines[:place]).split()) == " ".join(" ".join(plain[:-1]).split())


def on_a_terminal(columns, *words):
    """The lines that a command writes to standard error, where that is a terminal so wide."""
    import fcntl
    import pty
    import struct
    import termios

    watched, terminal = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    command = [sys.executable, "-m", "spbe_index", *map(str, words)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=terminal, env=clean, cwd=ROOT, check=False)
    os.close(terminal)
    lines = os.read(watched, 9999).decode().replace("\x1b[31m", "").replace("\x1b[0m", "").splitlines()
    os.close(watched)
    return lines


@pytest.mark.parametrize(
    "arguments", [["score", "tidak-ada.xlsx"], ["score", "README.md"], ["rubric", "check", "nihil.yaml"]]
)
def test_json_is_valid_where_nothing_could_be_done(arguments):
    done = spbe(*arguments, "--format", "json")
    plain = json.loads(done.out)
    assert plain["problems"][0]["severity"] == "error"
    assert done.code in (3, 4)


def test_an_invalid_rubric_is_exit_4(tmp_path):
    path = tmp_path / "salah.yaml"
    path.write_text("schema: spbe-rubric/1\nid: salah\nid: lagi\n", encoding="utf-8")
    done = spbe("score", KEMENKO, "--rubric", path, "--format", "json")
    assert done.code == 4
    codes = {problem["code"] for problem in json.loads(done.out)["problems"]}
    assert {"E302", "E305"} <= codes
    checked = spbe("rubric", "check", path)
    assert checked.code == 4
    assert "salah.yaml: 3:1" in checked.err


@pytest.mark.parametrize("option", ["--help", "--help-all"])
def test_help_is_worded_in_both_languages(option):
    indonesian, english = spbe("score", option), spbe("score", option, "--lang", "en")
    assert indonesian.code == english.code == 0
    for word in ("Usage:", "Options:", "Arguments:", "Show this message", "[default", "[required]"):
        assert word not in indonesian.out
    assert "Pemakaian: spbe score" in indonesian.out
    assert "Usage: spbe score" in english.out
    assert "commands." not in indonesian.out + english.out


def test_without_a_command_the_help_is_shown():
    done = spbe()
    assert done.code == 2
    assert "score" in done.out


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["score", KEMENKO], "r.txt"),
        (["score", KEMENKO], "r"),
        (["score", KEMENKO], "R.MD"),
        (["score", KEMENKO, "--format", "json"], "r"),
        (["report", KEMENKO], "r.htm"),
    ],
)
def test_endings_that_fit_are_taken(arguments, name, tmp_path):
    assert spbe(*arguments, "-o", tmp_path / name).code == 0
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_existing_output_is_kept_unless_forced(tmp_path):
    out = tmp_path / "hasil.csv"
    out.write_text("milik orang lain", encoding="utf-8")
    assert spbe("score", KEMENKO, "--format", "csv", "-o", out).code == 3
    assert out.read_text(encoding="utf-8") == "milik orang lain"
    assert spbe("score", KEMENKO, "--format", "csv", "-o", out, "--force").code == 0
    assert "1179/400" in out.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["hasil.csv"]


def test_a_symbolic_link_is_replaced_not_written_through(tmp_path):
    kept = tmp_path / "asli.csv"
    kept.write_text("asli", encoding="utf-8")
    link = tmp_path / "tautan.csv"
    link.symlink_to(kept)
    assert spbe("score", KEMENKO, "--format", "csv", "-o", link, "--force").code == 0
    assert kept.read_text(encoding="utf-8") == "asli"
    assert not link.is_symlink()


def test_a_closed_pipe_ends_quietly():
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        done = subprocess.run(
            [sys.executable, "-m", "spbe_index", "score", KEMENKO], stdout=gone, stderr=subprocess.PIPE, check=False
        )
    assert done.stderr == b""


def test_a_terminal_without_utf_8_does_not_crash(monkeypatch):
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "spbe_index", "score", KEMENKO], env=env, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert b"2,95" in done.stdout


def test_the_report_command_writes_both_forms(tmp_path):
    done = spbe("report", KEMENKO, folder=tmp_path)
    assert done.code == 0
    assert (tmp_path / "laporan-kemenko-perekonomian-2021.pdf").read_bytes().startswith(b"%PDF-")
    page = tmp_path / "laporan.html"
    assert spbe("report", KEMENKO, "--format", "html", "-o", page, "--lang", "en").code == 0
    text = page.read_text(encoding="utf-8")
    assert "2.95" in text
    assert "https://" not in text.replace("http://www.w3.org", "")


def test_rubric_commands():
    listed = json.loads(spbe("rubric", "list", "--format", "json").out)["rubrics"]
    assert [(r["id"], r["items"]["indicator"]) for r in listed] == [
        ("spbe-2018", 35),
        ("spbe-2020", 47),
        ("pemdi-2026", 20),
    ]
    shown = json.loads(spbe("rubric", "show", "spbe-2020", "i12", "--format", "json").out)
    assert (shown["code"], shown["weight"], len(shown["levels"])) == ("I12", "5/2", 5)
    assert "Peta Rencana" in spbe("rubric", "show", "spbe-2020", "I12").out
    assert "1,8 ≤ x < 2,6" in spbe("rubric", "show", "spbe-2020").out
    assert "2,5 < x ≤ 3,5" in spbe("rubric", "show", "pemdi-2026").out
    assert spbe("rubric", "check", "rubrics/spbe-2020.yaml").code == 0
    assert json.loads(spbe("rubric", "schema").out)["type"] == "object"


def test_the_version_wherever_it_is_asked_for():
    for arguments in (["--version"], ["--version", "--lang", "en"], ["--lang", "id", "--version"]):
        done = spbe(*arguments)
        assert done.code == 0
        assert done.out.startswith("spbe 0.")


def test_inputs_other_than_the_workbook_are_not_overwritten_either(tmp_path):
    rubric = tmp_path / "milikku.yaml"
    rubric.write_bytes((EXAMPLES.parent / "rubrics" / "spbe-2020.yaml").read_bytes())
    before = rubric.read_bytes()
    done = spbe("score", KEMENKO, "--rubric", rubric, "-o", rubric, "--force")
    assert (done.code, "E502" in done.err) == (3, True)
    assert rubric.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="names of bytes are not known on Windows")
def test_a_name_that_is_no_text(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.xlsx"
    with open(path, "wb") as file:
        file.write(KEMENKO.read_bytes())
    command = [sys.executable, "-m", "spbe_index", "score", path, "--format", "json"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0
    assert json.loads(done.stdout)["provenance"]["input"].endswith("\\udcff.xlsx")


def test_json_is_utf_8_whatever_the_terminal_is(tmp_path):
    path = tmp_path / "penilaian.csv"
    rows = "\n".join(f"{number},3" for number in range(1, 48))
    path.write_text(f"Instansi,Kota Ké\nTahun,2023\nNo,Tingkat\n{rows}\n", encoding="utf-8")
    env = os.environ | {"PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "spbe_index", "score", path, "--format", "json"]
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    assert json.loads(done.stdout.decode("utf-8"))["agency"] == "Kota Ké"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs the device that is always full")
def test_a_full_disk_behind_standard_output():
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "spbe_index", "score", KEMENKO]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert b"E503" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_damaged_logo_is_refused(tmp_path):
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"\x89PNG\r\n\x1a\n" + b"rusak" * 50)
    done = spbe("report", KEMENKO, "--logo", logo, "-o", tmp_path / "l.pdf")
    assert (done.code, "E117" in done.err) == (3, True)


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["--formt", "json"], "Pilihan --formt tidak dikenal.", "Yang mirip: --format"),
        (["--zzz"], "Pilihan --zzz tidak dikenal.", "Semua pilihan tampak dengan --help."),
        (["--reader-seconds", "lama"], 'Nilai "lama" tidak sah', "angka bulat, paling sedikit 1."),
        (["--reader-memory", "1"], 'Nilai "1" tidak sah', "angka bulat, paling sedikit 64."),
        (["--force=ya"], "Pilihan --force ditulis tanpa nilai.", "--help"),
        (["-o"], "Pilihan -o memerlukan nilai sesudahnya.", "--help"),
        (
            ["--stage", "akhir", "--stage", "mandiri"],
            "Pilihan --stage ditulis lebih dari satu kali",
            "Sisakan satu saja.",
        ),
        (["-o", "a.json", "--output=b.json"], "Pilihan --output ditulis lebih dari satu kali", "Sisakan satu saja."),
        (["--lang", "id", "--lang", "en"], "Pilihan --lang ditulis lebih dari satu kali", "Sisakan satu saja."),
    ],
    ids=str,
)
def test_wrong_options_are_told_without_signs_for_nothing(arguments, message, hint):
    done = spbe("score", KEMENKO, *arguments)
    assert done.code == 2
    assert message in done.err
    assert hint in done.err
    assert ": -." not in done.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["rank", "--year", "2023"], "misalnya: spbe rank 2023"),
        (["rank", "--group", "Kotaa"], "--by group, menurut jenis dengan --by kind; kedudukan satu instansi: --agency"),
        (["rank", "2023", "--agncy", "Kota Tegal"], "Yang mirip: --agency."),
        (["rank", "2023", "--outptu", "x.pdf"], "Yang mirip: --output."),
        (["score", "a.xlsx", "--resume"], "Pilihan ini ada pada spbe batch."),
        (
            ["rubric", "show", "--standing"],
            "ada pada spbe score, spbe report, spbe compare. Semua pilihan spbe rubric show",
        ),
        (["rank", "2023", "--gruop", "x"], "Semua pilihan tampak dengan --help."),
        (["--quieter"], "Semua pilihan tampak dengan --help."),
        (["score", KEMENKO, "--group", "Kotaa"], "Mungkin maksudnya: kota. Pilih salah satu: kementerian"),
    ],
    ids=str,
)
def test_what_is_suggested_is_like_what_was_typed_or_nothing_is(arguments, told):
    done = spbe(*arguments)
    assert done.code == 2
    assert told in " ".join(done.err.split())
    assert "--top" not in done.err
    assert ("Yang mirip" in done.err) == ("Yang mirip" in told)


def test_help_shows_only_what_is_typed():
    assert spbe("score", "--help").out.splitlines()[0] == "Pemakaian: spbe score [PILIHAN] FILE"
    assert spbe("rank", "--help", "--lang", "en").out.splitlines()[0] == "Usage: spbe rank [OPTIONS] TABLE [EARLIER]"


@pytest.mark.parametrize(
    ("words", "example"),
    [
        (["check", "isi.xlsx", "--annotate", "isi.xlsx"], "isi-hasil.xlsx"),
        (["check", "isi.xlsx", "-o", "isi.xlsx"], "isi-hasil.txt"),
        (["score", "isi.xlsx", "-o", "./isi.xlsx"], "isi-hasil.xlsx"),
        (["score", "isi.xlsx", "--format", "json", "-o", "isi.xlsx"], "isi-hasil.json"),
        (["report", "isi.xlsx", "-o", "isi.xlsx"], "isi-hasil.pdf"),
        (["report", "isi.xlsx", "--format", "html", "-o", "isi.xlsx"], "isi-hasil.html"),
        (["plan", "isi.xlsx", "--effort", "upaya.csv", "-o", "upaya.csv"], "upaya-hasil.csv"),
    ],
)
def test_the_name_offered_for_an_output_that_is_the_input_can_be_taken(words, example, tmp_path):
    (tmp_path / "isi.xlsx").write_bytes(KEMENKO.read_bytes())
    (tmp_path / "upaya.csv").write_text("Kode,Upaya\nI1,2\n", encoding="utf-8")
    refused = spbe(*words, folder=tmp_path)
    assert f"misalnya {example}." in refused.err
    if not example.endswith("pdf"):  # which takes its time, and is made elsewhere
        taken = spbe(*words[:-1], example, folder=tmp_path)
        assert f"Tersimpan: {example}" in taken.err


def test_a_file_whose_name_begins_with_a_hyphen_is_told_how_to_be_written(tmp_path):
    shutil.copy(KEMENKO, tmp_path / "-penilaian 2021.xlsx")
    done = spbe("score", "-penilaian 2021.xlsx", folder=tmp_path)
    assert (done.code, '"./-penilaian 2021.xlsx"' in done.err) == (2, True)
    assert spbe("score", "./-penilaian 2021.xlsx", folder=tmp_path).code == 0
