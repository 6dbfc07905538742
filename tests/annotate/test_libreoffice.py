"""A real spreadsheet program opens what was marked, and finds in it what was there before."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from comparing import differing
from marked_books import BOOKS, by_openpyxl, by_xlsxwriter, unzipped
from saying import fault, marked

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
FAULTS = [fault("Penilaian", "B2"), fault("Penilaian", "D4", "note"), fault("Penilaian", "H40", "warning")]


def through_libreoffice(folder, kind, books):
    """What LibreOffice saves each of the books as, by name: one start of the program for all."""
    given = []
    for name, content in books.items():
        given.append(folder / f"{name}.xlsx")
        given[-1].write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profil"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder / "keluar", *given]
    subprocess.run(command, check=True, capture_output=True)
    return {path.stem: path.read_bytes() for path in (folder / "keluar").iterdir()}


def test_each_opens_with_its_list_and_comments(tmp_path):
    books = {name: marked(tmp_path, book(), *FAULTS) for name, book in BOOKS.items()}
    saved = through_libreoffice(tmp_path, "fods", books)
    assert saved.keys() == books.keys()
    for name, content in saved.items():
        text = content.decode()
        assert 'table:name="Temuan"' in text, name
        assert text.count("Tingkat kosong.") == (5 if name == "excel" else 6), name  # a thread stays as it is


def test_charts_pictures_and_rules_are_still_there(tmp_path):
    olds = {"openpyxl": by_openpyxl(), "xlsxwriter": by_xlsxwriter()}
    news = {f"{name} marked": marked(tmp_path, old, *FAULTS) for name, old in olds.items()}
    saved = through_libreoffice(tmp_path, "xlsx:Calc MS Excel 2007 XML", {**olds, **news})
    for name in olds:
        was, now = unzipped(saved[name]), unzipped(saved[f"{name} marked"])
        for kind in ("xl/charts/chart", "xl/media/", "xl/drawings/drawing", "xl/tables/"):
            assert sum(part.startswith(kind) for part in was) == sum(part.startswith(kind) for part in now), kind
        sheet, marked_sheet = was["xl/worksheets/sheet1.xml"], now["xl/worksheets/sheet1.xml"]
        for tag in (b"<conditionalFormatting", b"<dataValidation ", b"<mergeCell ", b"<f ", b"<f>", b"<hyperlink "):
            assert sheet.count(tag) == marked_sheet.count(tag), tag
    # And a file that LibreOffice wrote is marked as any other.
    found = differing(saved["openpyxl"], marked(tmp_path, saved["openpyxl"], *FAULTS))
    assert found.keys() == {("Penilaian", "B2"), ("Penilaian", "D4"), ("Penilaian", "H40")}
