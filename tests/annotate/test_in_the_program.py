"""Marking as a person calls for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

SPBE = Path(sys.executable).with_name("spbe")
EXAMPLE = Path(__file__).parents[2] / "examples" / "kota-tegal-2023.xlsx"


def spbe(*arguments):
    environment = {**os.environ, "SPBE_LANG": "id", "NO_COLOR": "1"}
    return subprocess.run([SPBE, *arguments], capture_output=True, text=True, check=False, env=environment)


def test_check_hands_back_the_marked_workbook(tmp_path):
    book = openpyxl.load_workbook(EXAMPLE)
    book["Domain 1"]["D8"] = "tujuh"
    book.save(tmp_path / "masuk.xlsx")
    done = spbe("check", str(tmp_path / "masuk.xlsx"), "--annotate", str(tmp_path / "keluar.xlsx"))
    assert done.returncode == 1
    out = openpyxl.load_workbook(tmp_path / "keluar.xlsx")
    assert out["Domain 1"]["D8"].comment.text.startswith("GALAT E203\n")
    assert out.sheetnames[-1] == "Temuan"
    again = spbe("check", str(tmp_path / "keluar.xlsx"))
    first = spbe("check", str(tmp_path / "masuk.xlsx"))
    assert again.stdout.replace("keluar.xlsx", "masuk.xlsx") == first.stdout


@pytest.mark.parametrize("name", ["masuk.csv", "masuk.xlsx"])
def test_a_csv_under_any_name_is_refused_kindly(tmp_path, name):
    rows = [f"{number};{number % 5 + 1}" for number in range(1, 48)]
    (tmp_path / name).write_text("\n".join(["No;Tingkat", *rows]), encoding="utf-8")
    command = ["check", str(tmp_path / name), "--rubric", "spbe-2020", "--annotate", str(tmp_path / "keluar.xlsx")]
    done = spbe(*command)
    assert done.returncode == 3
    assert "E701" in done.stderr
    assert "simpan sebagai xlsx" in " ".join(done.stderr.split())
    assert not (tmp_path / "keluar.xlsx").exists()
