"""The same bytes out of every process, and the same verdict by the program itself, whatever the machine is set to."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from rubric_making import SMALL
from sealing import replaced, report, tampered, workbook

ROOT = Path(__file__).parents[2]
SETTINGS = [
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "1"},
    {"TZ": "Asia/Jakarta", "LC_ALL": "id_ID.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/New_York", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "4102444800"},
    {"TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "3", "COLUMNS": "20"},
    {"TZ": "Asia/Jayapura", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4", "PYTHONUTF8": "1"},
]


def program(*words, setting, folder):
    """The program in a process of its own, in this folder, on a machine that is set like this."""
    environment = {
        key: value for key, value in os.environ.items() if key not in ("SOURCE_DATE_EPOCH", "LANG", "LC_ALL")
    }
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **setting}
    command = [sys.executable, "-m", "spbe_index", *map(str, words)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_five_processes_one_hash(tmp_path):
    workbook(tmp_path / "penilaian.xlsx")
    (tmp_path / "kecil.yaml").write_text(SMALL, encoding="utf-8")
    found = set()
    for number, setting in enumerate(SETTINGS):
        folder = tmp_path / f"folder {number}"
        folder.mkdir()
        for name in ("penilaian.xlsx", "kecil.yaml"):
            shutil.copy(tmp_path / name, folder)
            os.utime(folder / name, (number * 1e8, number * 1e8))
        words = ["report", "penilaian.xlsx", "--rubric", "kecil.yaml", "--embed-input", "-o", "laporan.pdf"]
        if number % 2:
            words = [*words[:1], folder / "penilaian.xlsx", "--rubric", folder / "kecil.yaml", *words[4:]]
        done = program(*words, setting=setting, folder=folder)
        assert done.returncode == 0, done.stderr
        found.add(hashlib.sha256((folder / "laporan.pdf").read_bytes()).hexdigest())
    assert len(found) == 1


def test_the_program_itself_says_same_elsewhere_and_names_a_change(sealed, tmp_path):
    setting = SETTINGS[3]
    shutil.copy(sealed, tmp_path / "kiriman.pdf")
    done = program("--lang", "en", "verify", "kiriman.pdf", "-f", "json", setting=setting, folder=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["verdict"]) == (0, "same"), done.stderr
    changed = tampered(sealed, replaced("hasil.json", b'"weight": "32"', b'"weight": "31"'), "diubah.pdf")
    done = program("verify", changed, "-f", "json", setting=setting, folder=tmp_path)
    said = json.loads(done.stdout)
    assert (done.returncode, said["verdict"]) == (1, "differs")
    assert [one["args"]["where"] for one in said["problems"] if one["code"] == "E873"] == ["nodes[I1].weight"]


def test_a_report_in_english_with_everything_is_made_again_by_the_program(tmp_path):
    """Chapters from files that lie inside, read by the process that makes it again."""
    (tmp_path / "upaya.csv").write_text("Indikator;Upaya\nI1;2\nI3-1;3\n", encoding="utf-8")
    listed = [f"2030;{name};Kota;kecil-2030;{index}" for name, index in (("Kota Kecil", "2,44"), ("Kota Lain", "2,50"))]
    rows = ["Tahun;Instansi;Kelompok;Rubrik;Indeks", *listed]
    (tmp_path / "daftar.csv").write_text("\n".join(rows), encoding="utf-8")
    before = workbook(tmp_path / "dua ribu 29.xlsx", year=2029, I1=2)
    rounds = ["Tahun;2030", "No;Mandiri;Akhir", "I1;3;2", "I2;2,00;2,25", "I3-1;1;1", "I3-2;3;2", "I3-3;3;3"]
    (tmp_path / "riwayat.csv").write_text("\n".join(rounds), encoding="utf-8")
    words = ["--previous", before, "--plan", "Good", "--effort", tmp_path / "upaya.csv", "--lang", "en"]
    words += ["--history", tmp_path / "riwayat.csv"]
    made = report(tmp_path, *words, "--among", tmp_path / "daftar.csv", "--lock", "I2", "--horizon", "2")
    for name in ("upaya.csv", "daftar.csv", "dua ribu 29.xlsx", "penilaian.xlsx", "kecil.yaml"):
        (tmp_path / name).unlink()
    done = program("verify", made, "-f", "json", setting=SETTINGS[0], folder=tmp_path)
    said = json.loads(done.stdout)
    assert (done.returncode, said["verdict"]) == (0, "same"), said["problems"]
    assert "history" in [one["args"].get("what") for one in said["problems"]]
