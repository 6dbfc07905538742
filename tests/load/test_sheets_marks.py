"""What a file tells beside its cells: protection, sheets that are deeply hidden, encoding and delimiter."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlwt
from old_workbooks import xls
from reading import codes, read
from workbooks import ods, ods_table, package, record, rows, saved, xlsb, xlsb_cell, xlsb_row, xlsx, xlsx_parts

from spbe_index.load.inside import book_of

A1 = rows(("A1", "><v>1</v>"))
BINARY = xlsb_row(0) + xlsb_cell(2, 0, b"\0\0\0\0")
PROTECTED = record(535, b"\0\0\1" + b"\0" * 63)
FLOAT = '<table:table-cell office:value-type="float" office:value="1"/>'


def xlsx_with(workbook: str) -> bytes:
    parts = xlsx_parts(A1)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("<sheets>", f"{workbook}<sheets>")
    return package(parts)


@pytest.mark.parametrize(
    ("name", "content", "sheet", "book"),
    [
        ("a.xlsx", xlsx(A1), False, False),
        ("a.xlsx", xlsx(f'{A1}<sheetProtection sheet="1" password="83AF"/>'), True, False),
        ("a.xlsx", xlsx(f'{A1}<sheetProtection sheet="0"/>'), False, False),
        ("a.xlsx", xlsx_with('<workbookProtection lockStructure="1"/>'), False, True),
        ("a.xlsx", xlsx_with('<workbookProtection lockWindows="1"/>'), False, False),
        ("a.ods", ods(ods_table(FLOAT)), False, False),
        ("a.ods", ods(ods_table(FLOAT).replace("<table:table ", '<table:table table:protected="true" ')), True, False),
        ("a.xlsb", xlsb(BINARY), False, False),
        ("a.xlsb", xlsb(BINARY, after=PROTECTED), True, False),
    ],
)
def test_protection(tmp_path: Path, name: str, content: bytes, sheet: bool, book: bool) -> None:
    found = read(tmp_path, name, content)
    assert (found.sheets[0].locked, found.locked, codes(found)) == (sheet, book, [])


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A package with something put in the place of something else in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    return package(parts | {part: parts[part].replace(old, new, 1)})


def test_the_structure_of_an_ods_and_an_xlsb(tmp_path: Path) -> None:
    plain = ods(ods_table(FLOAT))
    start = b"<office:spreadsheet"
    locked = changed(plain, "content.xml", start + b">", start + b' table:structure-protected="true">')
    assert (read(tmp_path, "a.ods", plain).locked, read(tmp_path, "b.ods", locked).locked) == (False, True)
    plain = xlsb(BINARY)
    for bits, is_locked in ((1, True), (2, False)):
        protection = record(534, bytes([0, 0, 0, 0, bits, 0]))
        content = changed(plain, "xl/workbook.bin", record(143), protection + record(143))
        assert read(tmp_path, "a.xlsb", content).locked is is_locked


def old(*, book: bool, sheet: bool) -> bytes:
    made = xlwt.Workbook()
    made.protect = book
    for name, protected in (("Satu", False), ("Dua", sheet)):
        page = made.add_sheet(name)
        page.protect = protected
        page.write(0, 0, 1)
    return saved(made)


@pytest.mark.parametrize(("book", "sheet"), [(False, False), (True, False), (False, True), (True, True)])
def test_an_old_workbook(tmp_path: Path, book: bool, sheet: bool) -> None:
    found = read(tmp_path, "a.xls", old(book=book, sheet=sheet))
    assert (found.locked, [page.locked for page in found.sheets]) == (book, [False, sheet])


def test_deeply_hidden_sheets(tmp_path: Path) -> None:
    old_book = read(tmp_path, "a.xls", xls())
    assert [(sheet.visible, sheet.unlisted) for sheet in old_book.sheets] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    states = [read(tmp_path, "a.xlsb", xlsb(BINARY, state=state)).sheets[0] for state in (0, 1, 2)]
    assert [(sheet.visible, sheet.unlisted) for sheet in states] == [(True, False), (False, False), (False, True)]
    parts = xlsx_parts(A1)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("sheetId", 'state="veryHidden" sheetId')
    assert read(tmp_path, "a.xlsx", package(parts)).sheets[0].unlisted


def test_a_worker_is_told_the_same(tmp_path: Path) -> None:
    content = old(book=True, sheet=True)
    assert book_of(content, "0" * 64, "a.xls", shown="a.xls")._replace(sha256="") == read(
        tmp_path, "a.xls", content, shown="a.xls"
    )._replace(sha256="")
