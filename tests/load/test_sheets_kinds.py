"""What a file is, told by its content; encrypted ones."""

import os
import struct

import pytest
from old_workbooks import xls
from reading import args, codes, read, refused
from workbooks import ods, ods_table, ole, package, rows, xlsb, xlsb_cell, xlsb_row, xlsx, xlsx_parts

HTML = "<html><table><tr><td>3</td></tr></table></html>"
XML_2003 = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
DOCX = package(
    {"[Content_Types].xml": "<Types/>", "_rels/.rels": xlsx_parts("")["_rels/.rels"].replace("xl/w", "word/w")}
)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.xls", xlsx(rows(("A1", "><v>3</v>"))), "xlsx"),
        ("a.csv", xlsx(rows(("A1", "><v>3</v>"))), "xlsx"),
        ("a.ods", xlsx(rows(("A1", "><v>3</v>"))), "xlsx"),
        ("a.xlsx", xls(), "xls"),
        ("a.xlsx", ods(ods_table('<table:table-cell office:value-type="float" office:value="3"/>')), "ods"),
        ("a.xlsx", xlsb(xlsb_row(0) + xlsb_cell(5, 0, struct.pack("<d", 3))), "xlsb"),
        ("a.xlsx", "a;b\n1;2\n", "csv"),
        ("a.xls", "a\tb\n1\t2\n", "csv"),
    ],
)
def test_a_wrong_extension_is_read_with_a_warning(tmp_path, name, content, kind):
    book = read(tmp_path, name, content)
    assert book.format == kind
    extension = os.path.splitext(name)[1]
    assert (codes(book), args(book.problems[0])) == (["W111"], {"found": kind, "extension": extension})
    assert book.problems[0].place.file == str(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "content", "code", "found"),
    [
        ("a.xls", HTML, "E106", "HTML"),
        ("a.xls", "\ufeff" + HTML.replace("<html>", "<HTML xmlns:x='urn:x'>"), "E106", "HTML"),
        ("a.xls", XML_2003, "E106", "Excel 2003 XML"),
        ("a.xlsx", "<?xml version='1.0'?><a/>", "E101", "XML"),
        ("a.xlsx", DOCX, "E101", "docx"),
        ("a.xls", ole("WordDocument"), "E101", "doc"),
        ("a.xls", ole("Lain"), "E101", "OLE"),
        ("a.ods", package({"mimetype": "application/vnd.oasis.opendocument.text"}), "E101", "text"),
        ("a.xlsx", b"%PDF-1.7\n...", "E101", "PDF"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n", "E101", "PNG"),
        ("a.xlsx", package({"a.txt": "teks"}), "E101", "ZIP"),
        ("a.numbers", package({"Index/Document.iwa": "x"}), "E106", "Apple iWork"),
        ("a.json", '{\n  "schema": "spbe-result/1",\n', "E101", "result"),
        ("a.csv", '\ufeff{"schema":"spbe-outcome/1"}', "E101", "result"),
        ("a.yaml", "# Rubrik kami\n\nschema: spbe-rubric/1\nid: mutu-2030\n", "E101", "rubric"),
        ("a.json", '{"nama": "Kota"}', "E101", "JSON"),
        ("a.json", '[{"nama": "Kota"}]', "E101", "JSON"),
        ("a.csv", b"a;b\n\0;1\n", "E101", "NUL"),
        ("a.csv", bytes(range(1, 32)) * 10, "E101", "binary"),
    ],
)
def test_what_is_no_workbook_is_refused_by_name(tmp_path, name, content, code, found):
    fault = refused(tmp_path, name, content)
    assert (fault.code, args(fault)["found"]) == (code, found)
    advice = {"PDF": "report", "result": "result", "rubric": "rubric", "ZIP": "unpack"}.get(found, "save")
    assert args(fault).get("advice") == (advice if code == "E101" else None)


@pytest.mark.parametrize("name", ["EncryptedPackage", "EncryptionInfo"])
def test_an_encrypted_workbook_in_a_compound_file(tmp_path, name):
    assert refused(tmp_path, "a.xlsx", ole("StrongEncryptionDataSpace", name)).code == "E102"


def test_an_encrypted_opendocument(tmp_path):
    manifest = '<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    assert refused(tmp_path, "a.ods", ods("", manifest=manifest)).code == "E102"


def test_an_encrypted_zip_member(tmp_path):
    content = bytearray(xlsx(rows(("A1", "><v>3</v>"))))
    at = content.find(b"PK\1\2")
    content[at + 8] |= 1
    assert refused(tmp_path, "a.xlsx", bytes(content)).code == "E102"
