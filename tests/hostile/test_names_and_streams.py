"""Files of any name and kind, streams that are closed or know few letters, and what a terminal is shown of them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from looking import check_terminal
from running import EXAMPLES, ROOT, spbe

KEMENKO = EXAMPLES / "kemenko-perekonomian-2021.xlsx"
ENV = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="names, pipes and terminals of POSIX")

ODD_NAMES = [
    "dua  spasi.xlsx",
    "'kutip' dan \"ganda\".xlsx",
    "baris\nbaru.xlsx",
    "-o.xlsx",
    "--format=json.xlsx",
    "\x1b]0;judul\x07\x1b[2J.xlsx",
    "\u202exslx.exe",
    "$(touch pernah); `id`.xlsx",
    "%s {agency} {{7*7}}.xlsx",
    "n" * 250 + ".xlsx",
    "*?[a].xlsx",
    os.fsdecode(b"\xff\xfe.xlsx"),
]


@pytest.mark.parametrize("name", ODD_NAMES, ids=range(len(ODD_NAMES)))
def test_a_file_of_any_name_is_scored_and_named_harmlessly(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(KEMENKO.read_bytes())
    before = set(os.listdir(tmp_path))
    done = spbe("score", tmp_path / name, "--format", "json")
    plain = json.loads(done.out)
    assert (done.code, plain["index"]["exact"]) == (0, "1179/400")
    assert plain["provenance"]["input"].encode("utf-8", "replace")
    # By its bare name, as one types it in its folder; a leading dash needs the usual sign.
    bare = spbe("score", *(["--"] if name.startswith("-") else []), name, folder=tmp_path)
    assert bare.code == 0
    check_terminal(bare.out + bare.err)
    gone = spbe("score", tmp_path / name / "x")
    check_terminal(gone.err)
    assert set(os.listdir(tmp_path)) == before


def test_a_batch_accounts_for_every_kind_of_entry(tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    for name in ODD_NAMES:
        (folder / name).write_bytes(KEMENKO.read_bytes())
    (folder / "~$baik.xlsx").write_bytes(b"\x04Dewi" + b" " * 160)
    (folder / "folder.xlsx").mkdir()
    (folder / "tautan.xlsx").symlink_to("tidak ada")
    (folder / "putar.xlsx").symlink_to("putar.xlsx")
    os.mkfifo(folder / "pipa.xlsx")
    (folder / "rahasia.xlsx").write_bytes(KEMENKO.read_bytes())
    (folder / "rahasia.xlsx").chmod(0)
    (folder / os.fsdecode(b"catatan \xff.pdf")).touch()
    for form in ("json", "csv"):
        done = subprocess.run(
            [sys.executable, "-m", "spbe_index", "batch", str(folder), str(folder / "hilang.xlsx"), "--format", form],
            env=ENV,
            capture_output=True,
            check=False,
        )
        err = done.stderr.decode("utf-8")
        check_terminal(err)
        out = done.stdout.decode("utf-8")
        rows = json.loads(out)["rows"] if form == "json" else list(csv.DictReader(io.StringIO(out, newline="")))
        status = {Path(row["file"]).name: row["status"] for row in rows}
        good = len(ODD_NAMES) - 1 + (os.geteuid() == 0)  # one has no ending of a workbook; root may read everything
        failed = {"tautan.xlsx", "putar.xlsx", "pipa.xlsx", "hilang.xlsx"} | (
            {"rahasia.xlsx"} if os.geteuid() else set()
        )
        assert {name for name, found in status.items() if found == "failed"} == failed
        assert list(status.values()).count("scored") == good
        assert len(rows) == good + len(failed)
        assert done.returncode == 1
        assert f"{len(rows)} berkas: {good} terhitung lengkap, 0 belum lengkap, {len(failed)} gagal." in err
        assert "N126" in err
        assert "N861" in err


def test_a_file_that_vanishes_meanwhile_is_a_row_that_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from spbe_index.batch import sources
    from spbe_index.cli.run import run

    (tmp_path / "a.xlsx").write_bytes(KEMENKO.read_bytes())
    (tmp_path / "b.xlsx").write_bytes(KEMENKO.read_bytes())
    found = sources.find_inputs

    def vanishing(*given: object, **more: object) -> object:
        inputs = found(*given, **more)
        (tmp_path / "b.xlsx").unlink()
        return inputs

    monkeypatch.setattr("spbe_index.cli.batch.find_inputs", vanishing)
    assert run(["batch", str(tmp_path), "-o", str(tmp_path / "h.json"), "-q"]) == 1
    rows = json.loads((tmp_path / "h.json").read_bytes())["rows"]
    assert [row["status"] for row in rows] == ["scored", "failed"]


def test_standard_input_is_a_file_like_any_other() -> None:
    done = spbe("score", "-", "--format", "json", stdin=KEMENKO.read_bytes())
    assert (done.code, json.loads(done.out)["index"]["exact"]) == (0, "1179/400")
    assert spbe("score", "-", stdin=b"").code == 3


STREAMS = {
    "score": ("score", KEMENKO),
    "score json": ("score", KEMENKO, "--format", "json"),
    "check": ("check", KEMENKO),
    "explain": ("explain", KEMENKO, "I12"),
    "inspect": ("inspect", KEMENKO),
    "rubric": ("rubric", "show", "spbe-2020"),
    "rank": ("rank", ROOT / "rubrics" / "results" / "2023.csv", "--format", "csv"),
    "report": ("report", KEMENKO, "--format", "html", "-o", "-"),
    "help": ("--help",),
    "version": ("--version",),
}


@pytest.mark.parametrize("command", STREAMS)
def test_a_reader_that_has_read_enough_ends_it_quietly(command: str) -> None:
    line = [sys.executable, "-m", "spbe_index", *map(str, STREAMS[command])]
    with subprocess.Popen(line, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout
        assert started.stderr
        started.stdout.read(1)
        started.stdout.close()
        said = started.stderr.read().decode("utf-8")
    assert "Traceback" not in said
    assert "Broken" not in said
    assert "E901" not in said


@pytest.mark.parametrize("command", STREAMS)
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_crash_nothing(tmp_path: Path, command: str, closed: str) -> None:
    out = tmp_path / "hasil.txt"
    line = [sys.executable, "-m", "spbe_index", *map(str, STREAMS[command])]
    if command in ("score", "check"):  # a file that is written gets no descriptor that others take for a stream
        line += ["-o", str(out)]
    shell = f'"$@" {closed}; echo $? > {tmp_path}/kode'
    subprocess.run(["sh", "-c", shell, "sh", *line], env=ENV, capture_output=True, check=True)
    assert (tmp_path / "kode").read_text().strip() == "0"
    if out.exists():
        assert "Kementerian" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["score", "check", "rubric", "help"])
def test_a_locale_of_few_letters_crashes_nothing(command: str) -> None:
    env = {key: value for key, value in ENV.items() if not key.startswith(("LC_", "LANG", "PYTHONIO"))}
    env |= {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    line = [sys.executable, "-m", "spbe_index", *map(str, STREAMS[command])]
    done = subprocess.run(line, env=env, capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert b"SPBE" in done.stdout


@pytest.mark.parametrize(("form", "code"), [("csv", 0), ("json", 0), ("xlsx", 3)])
def test_what_is_meant_for_programs_does_nothing_to_a_terminal(tmp_path: Path, form: str, code: int) -> None:
    import pty

    levels = "\n".join(f"{number},3" for number in range(1, 48))
    text = f"Instansi,\x1b]8;;http://evil.example\x1b\\klik\x9b31m\u202e\nTahun,2023\nNo,Tingkat\n{levels}\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    child, terminal = pty.fork()
    if child == 0:
        line = [sys.executable, "-m", "spbe_index", "batch", str(tmp_path / "a.csv"), "--format", form]
        os.execve(sys.executable, line, ENV | {"TERM": "xterm", "NO_COLOR": "1"})
    shown = b""
    try:
        while piece := os.read(terminal, 1 << 16):
            shown += piece
    except OSError:  # the terminal is gone with its last process
        pass
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == code
    said = shown.decode("utf-8").replace("\r\n", "\n")
    # Progress clears its own line; nothing of the file steers anything.
    check_terminal(said.replace("\r\x1b[K", "").replace("\r", ""))
    assert "klik" in said or code
