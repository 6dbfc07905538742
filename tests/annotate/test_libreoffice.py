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


def through_libreoffice(folder, content, kind="xlsx:Calc MS Excel 2007 XML"):
    (folder / "masuk.xlsx").write_bytes(content)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profil", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", folder / "keluar", folder / "masuk.xlsx"], check=True, capture_output=True)
    (result,) = (folder / "keluar").iterdir()
    return result.read_bytes()


@pytest.mark.parametrize("name", BOOKS)
def test_it_opens(tmp_path, name):
    text = through_libreoffice(tmp_path, marked(tmp_path, BOOKS[name](), *FAULTS), "fods").decode()
    assert 'table:name="Temuan"' in text
    assert text.count("Tingkat kosong.") == (5 if name == "excel" else 6)  # a threaded comment stays as it is
    assert "thick" in text or "2.5pt" in text or "1.76pt" in text


def test_charts_pictures_and_rules_are_still_there(tmp_path):
    for number, old in enumerate((by_openpyxl(), by_xlsxwriter())):
        before, after = tmp_path / f"{number}a", tmp_path / f"{number}b"
        before.mkdir()
        after.mkdir()
        was = unzipped(through_libreoffice(before, old))
        now = unzipped(through_libreoffice(after, marked(tmp_path, old, *FAULTS)))
        for kind in ("xl/charts/chart", "xl/media/", "xl/drawings/drawing", "xl/tables/"):
            assert sum(name.startswith(kind) for name in was) == sum(name.startswith(kind) for name in now), kind
        sheet, marked_sheet = was["xl/worksheets/sheet1.xml"], now["xl/worksheets/sheet1.xml"]
        for tag in (b"<conditionalFormatting", b"<dataValidation ", b"<mergeCell ", b"<f ", b"<f>", b"<hyperlink "):
            assert sheet.count(tag) == marked_sheet.count(tag), tag


def test_a_file_that_libreoffice_wrote(tmp_path):
    old = through_libreoffice(tmp_path, by_openpyxl())
    found = differing(old, marked(tmp_path, old, *FAULTS))
    assert found.keys() == {("Penilaian", "B2"), ("Penilaian", "D4"), ("Penilaian", "H40")}
