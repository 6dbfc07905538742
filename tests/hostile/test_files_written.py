"""Files that are written: whole or not at all, whatever the disk, the other runs and the user do meanwhile."""

from __future__ import annotations

import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from running import EXAMPLES, ROOT, spbe

KEMENKO = EXAMPLES / "kemenko-perekonomian-2021.xlsx"
TEGAL = EXAMPLES / "kota-tegal-2023.xlsx"
RESULTS = ROOT / "rubrics" / "results" / "2023.csv"

posix = pytest.mark.skipif(os.name == "nt", reason="limits, signals and rights of POSIX")

#: Every command that writes a file, and what the file is called.
WRITING: dict[str, tuple[Sequence[object], str]] = {
    **{f"score {form}": (("score", KEMENKO, "-o"), f"hasil.{form}") for form in ("json", "csv", "xlsx", "md", "txt")},
    "report html": (("report", KEMENKO, "-o"), "laporan.html"),
    "report pdf": (("report", KEMENKO, "-o"), "laporan.pdf"),
    "check": (("check", KEMENKO, "-o"), "periksa.json"),
    "annotate": (("check", KEMENKO, "--annotate"), "ditandai.xlsx"),
    "template": (("template",), "formulir.xlsx"),
    "inspect": (("inspect", KEMENKO, "-o"), "isi.txt"),
    "explain": (("explain", KEMENKO, "-o"), "asal-usul.html"),
    "plan": (("plan", KEMENKO, "--target", "4", "-o"), "rencana.xlsx"),
    "simulate": (("simulate", KEMENKO, "--set", "I12=4", "-o"), "andai.xlsx"),
    "compare": (("compare", KEMENKO, TEGAL, "-o"), "banding.xlsx"),
    "rank": (("rank", RESULTS, "-o"), "peringkat.xlsx"),
    "batch": (("batch", KEMENKO, TEGAL, "--jobs", "1", "-o"), "banyak.xlsx"),
}

#: Runs `spbe` with room for so many bytes in each file that it writes, as on a disk that is nearly full.
NARROW = """import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
room = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
from spbe_index.cli.main import main
main()
"""


def narrow(room: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", NARROW, str(room), *map(str, arguments)]
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)


@posix
@pytest.mark.parametrize("command", WRITING)
def test_a_full_disk_leaves_the_earlier_output_and_nothing_else(tmp_path: Path, command: str) -> None:
    arguments, name = WRITING[command]
    out = tmp_path / name
    out.write_bytes(b"keluaran lama")
    for room in (0, 300, 900):
        done = narrow(room, *arguments, out, "--force")
        assert done.returncode == 3, (room, done.stderr)
        assert "Traceback" not in done.stderr
        assert "E901" not in done.stderr
        # One line a file that could not be written: a batch writes two.
        faults = [line for line in done.stderr.splitlines() if line.startswith("GALAT")]
        assert len({line.split(": ")[0] for line in faults}) == len(faults) <= (2 if command == "batch" else 1)
        assert out.read_bytes() == b"keluaran lama"
        # What a batch has finished is kept for --resume.
        assert {*os.listdir(tmp_path)} - {f"{name}.resume"} == {name}
        (tmp_path / f"{name}.resume").unlink(missing_ok=True)


@posix
def test_a_file_system_that_is_really_full(tmp_path: Path) -> None:
    """One of 64 KB, where the machine lets us make one."""
    small = tmp_path / "kecil"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file system may be mounted here")
    try:
        out = small / "laporan.html"
        out.write_bytes(b"keluaran lama")
        done = spbe("report", KEMENKO, "-o", out, "--force")
        assert (done.code, "E503" in done.err, "Traceback" in done.err) == (3, True, False)
        assert out.read_bytes() == b"keluaran lama"
        assert os.listdir(small) == ["laporan.html"]
        fits = spbe("score", KEMENKO, "-o", small / "hasil.csv")
        assert (fits.code, len((small / "hasil.csv").read_text(encoding="utf-8").splitlines())) == (0, 61)
        many = spbe("batch", KEMENKO, "-o", small / "banyak.json", "--reports", small / "laporan")
        assert (many.code, "E503" in many.err, "Traceback" in many.err) == (3, True, False)
        # What is finished is listed all the same, whole; where nothing is, there is no table.
        listed = small / "banyak.json"
        assert not listed.exists() or len(json.loads(listed.read_bytes())["rows"]) == 1
        assert not list(small.rglob(".spbe-*"))
    finally:
        subprocess.run(["umount", str(small)], check=True)


@posix
@pytest.mark.parametrize("kind", ["the file itself", "a hard link", "a symbolic link", "another way to it"])
def test_an_input_is_never_written_over(tmp_path: Path, kind: str) -> None:
    given = tmp_path / "penilaian.xlsx"
    given.write_bytes(KEMENKO.read_bytes())
    out = tmp_path / "hasil.xlsx"
    if kind == "the file itself":
        out = given
    elif kind == "a hard link":
        os.link(given, out)
    elif kind == "a symbolic link":
        out.symlink_to(given)
    else:
        (tmp_path / "folder").mkdir()
        out = tmp_path / "folder" / ".." / "penilaian.xlsx"
    for arguments in (
        ("score", given, "-o", out),
        ("check", given, "--annotate", out),
        ("template", out, "--from", given),
        ("batch", given, "-o", out),
        ("compare", given, KEMENKO, "-o", out),
    ):
        done = spbe(*arguments, "--force")
        assert (done.code, "E502" in done.err) == (3, True), done.err
        assert given.read_bytes() == KEMENKO.read_bytes()


@posix
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_rights_follow_the_mask_of_the_user(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        for command, name in (("score", "a.csv"), ("report", "b.html")):
            assert spbe(command, KEMENKO, "-o", tmp_path / name).code == 0
    finally:
        os.umask(before)
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o666 & ~mask}


# Stopped half-way.


def children_of(pid: int) -> list[int]:
    """All processes of a session that was started for one run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == pid and fields[0] != "Z":
                found.append(int(entry.name))
    return found


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked for in /proc")
@pytest.mark.parametrize(("command", "span"), [("report pdf", 4), ("annotate", 0.8), ("score xlsx", 0.8)])
def test_a_command_that_is_stopped_leaves_no_process_and_no_half_of_a_file(
    tmp_path: Path, command: str, span: float
) -> None:
    arguments, name = WRITING[command]
    line = [sys.executable, "-m", "spbe_index", *map(str, arguments)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    chance = random.Random(5)
    for turn in range(5):
        out = tmp_path / f"{turn}-{name}"
        started = subprocess.Popen(
            [*line, str(out)], env=env, cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True
        )
        time.sleep(0.05 + chance.random() * span)
        started.send_signal(chance.choice([signal.SIGINT, signal.SIGTERM]))
        _, said = started.communicate(timeout=30)
        # By itself Python ends so while it starts, before any of our lines has run.
        early = started.returncode in (-signal.SIGINT, -signal.SIGTERM)
        assert early or (started.returncode in (0, 130) and b"Traceback" not in said)
        assert children_of(started.pid) == []
        assert {path.name for path in tmp_path.iterdir()} <= {f"{number}-{name}" for number in range(5)}
        if out.exists():
            assert out.read_bytes().rstrip().endswith(b"%%EOF") if "pdf" in name else zipfile.is_zipfile(out)


# Several at once.


def test_of_twenty_runs_at_once_each_writes_a_whole_file_or_says_that_it_is_there(tmp_path: Path) -> None:
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}

    def start(*more: str) -> subprocess.Popen[bytes]:
        line = [sys.executable, "-m", "spbe_index", "score", str(KEMENKO), "-o", str(tmp_path / "hasil.json"), *more]
        return subprocess.Popen(line, env=env, stderr=subprocess.PIPE)

    runs = [start(*["--force"] * (number % 2), "--lang", "id" if number % 4 < 2 else "en") for number in range(20)]
    ended = [(run.communicate()[1], run.returncode) for run in runs]
    assert all(code == 0 or (code == 3 and b"E501" in said) for said, code in ended)
    assert sum(code == 0 for _, code in ended) >= 10
    assert os.listdir(tmp_path) == ["hasil.json"]
    assert json.loads((tmp_path / "hasil.json").read_bytes())["index"]["exact"] == "1179/400"


def test_of_twenty_batches_at_once_one_has_the_folder_and_the_rest_say_so(tmp_path: Path) -> None:
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    line = [sys.executable, "-m", "spbe_index", "batch", *map(str, [KEMENKO, TEGAL]), "--jobs", "1", "--force"]
    runs = [
        subprocess.Popen([*line, "-o", str(tmp_path / "hasil.csv")], env=env, stderr=subprocess.PIPE) for _ in range(20)
    ]
    ended = [(run.communicate()[1], run.returncode) for run in runs]
    assert all(code == 0 or (code == 3 and b"E866" in said) for said, code in ended)
    assert any(code == 0 for _, code in ended)
    assert os.listdir(tmp_path) == ["hasil.csv"]
    assert len((tmp_path / "hasil.csv").read_text(encoding="utf-8").splitlines()) == 3


@posix
def test_a_place_that_another_run_has_is_left_to_it(tmp_path: Path) -> None:
    import fcntl

    journal = tmp_path / "hasil.csv.resume"
    with journal.open("wb") as taken:
        fcntl.flock(taken, fcntl.LOCK_EX)
        for more in ("--force", "--resume"):
            done = spbe("batch", KEMENKO, "-o", tmp_path / "hasil.csv", more)
            assert (done.code, "E866" in done.err) == (3, True)
    assert os.listdir(tmp_path) == [journal.name]
    assert spbe("batch", KEMENKO, "-o", tmp_path / "hasil.csv", "--force").code == 0
