"""Marking as a person calls for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from marked_books import unzipped
from workbooks import package

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
    # Lines break where the file's name ends.
    assert again.stdout.replace("keluar.xlsx", "masuk.xlsx").split() == first.stdout.split()


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


def kind(declared):
    """The example as another kind of workbook."""
    parts = unzipped(EXAMPLE.read_bytes())
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert plain in parts["[Content_Types].xml"]
    return package(parts | {"[Content_Types].xml": parts["[Content_Types].xml"].replace(plain, declared)})


MACROS = kind(b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
FORM = kind(b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml")


@pytest.mark.parametrize(
    ("content", "given", "output", "right"),
    [
        (MACROS, "masuk.xlsm", "keluar.xlsx", "keluar.xlsm"),
        (MACROS, "masuk.xlsm", "keluar", "keluar.xlsm"),
        (EXAMPLE.read_bytes(), "masuk.xlsx", "keluar.xlsm", "keluar.xlsx"),
        (EXAMPLE.read_bytes(), "masuk.xlsx", "hasil.pdf", "hasil.xlsx"),
        (FORM, "masuk.xltx", "hasil.xlsx", "hasil.xltx"),
    ],
    ids=["macros under xlsx", "no ending", "no macros under xlsm", "another ending", "a form"],
)
def test_a_name_that_excel_would_not_open_is_refused_with_the_right_one(tmp_path, content, given, output, right):
    (tmp_path / given).write_bytes(content)
    command = ["check", str(tmp_path / given), "--rubric", "spbe-2020", "--annotate"]
    refused = spbe(*command, str(tmp_path / output))
    assert refused.returncode == 3
    assert "E506" in refused.stderr
    assert f"Beri nama {right}." in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == [given]
    done = spbe(*command, str(tmp_path / right))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / right).exists()
