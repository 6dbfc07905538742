"""The evidence files themselves, in a folder of their own."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from book_making import HEAD, full, read, sheet

from spbe_index.core.problem import Problem
from spbe_index.load.evidence_files import look_at_files
from spbe_index.write.words import Words


def looked_at(folder: Path, link: str, **there: bytes) -> tuple[Problem, ...]:
    """What is said of one link, in a folder with these files (an underscore for the dot of a name)."""
    for name, data in there.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    listed = sheet(["Kode", "Nama Dokumen", "Nomor Dokumen", "Berkas"], ["I1", "Dokumen", "1", link], name="Bukti")
    assessment, _ = read(sheet(HEAD, *full()), listed)
    return look_at_files(str(folder), assessment)[1]


def test_a_file_that_is_there_is_digested(tmp_path: Path) -> None:
    assert looked_at(tmp_path, "perwali.pdf", perwali_pdf=b"%PDF-1.7") == ()


@pytest.mark.parametrize("link", ["Perwali 12.pdf", "perwali-12.PDF", "perwali12.docx", "arsip/Perwali_12.pdf"])
def test_a_missing_file_is_told_with_the_one_that_was_probably_meant(tmp_path: Path, link: str) -> None:
    (found,) = looked_at(tmp_path, link, perwali12_pdf=b"%PDF-1.7")
    assert found.code == "W264"
    assert Words("id").tell(found)[1].startswith("Yang mirip di folder itu: perwali12.pdf.")


def test_the_name_of_a_missing_file_is_no_example_of_a_right_one(tmp_path: Path) -> None:
    (found,) = looked_at(tmp_path, "perwali.pdf", lain_pdf=b"%PDF-1.7")
    for language in ("id", "en"):
        message, hint = Words(language).tell(found)
        assert "perwali.pdf" in message
        assert "perwali.pdf" not in hint


def test_bytes_of_no_known_kind_are_told_in_words(tmp_path: Path) -> None:
    (found,) = looked_at(tmp_path, "a.pdf", a_pdf=b"\x00\x01\x02 what is this")
    assert found.code == "W266"
    assert Words("id").tell(found)[0].count("isinya tampak seperti berkas jenis lain yang tidak dikenal,")
    assert Words("en").tell(found)[0].count("it looks like a file of another kind, which is not known,")


def zipped(*names: str) -> bytes:
    """An archive with files of these names, stored."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "x")
    return out.getvalue()


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
WORD, EXCEL, PHOTOS = zipped("word/document.xml"), zipped("[Content_Types].xml", "xl/workbook.xml"), zipped("foto.jpg")
MOVIE = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", PDF, "PDF"),
        ("a.html", PDF, "PDF"),
        ("a.webp", PDF, "PDF"),
        ("a.mp4", PDF, "PDF"),
        ("a.csv", PHOTOS, "ZIP"),
        ("a.p12", PHOTOS, "ZIP"),
        ("a.docx", EXCEL, "Excel"),
        ("a.xlsx", WORD, "Word"),
        ("a.xlsx", PHOTOS, "ZIP"),
        ("a.odt", WORD, "Word"),
        ("a.jpg", MOVIE, "MP4"),
        ("a.dwg", PDF, "PDF"),
        ("a.pdf", b"<!DOCTYPE html><html>", "HTML"),
        ("a.xls", b"<html><table>", "HTML"),
        ("a.txt", b"\x01\x00\x02\x00", "?"),
    ],
)
def test_a_file_is_not_what_its_ending_says(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    (found,) = looked_at(tmp_path, name, **{name.replace(".", "_"): data})
    assert (found.code, dict(found.args)["found"]) == ("W266", kind)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"\n\n" + PDF),
        ("a.pdf", b"\xef\xbb\xbf" + PDF),
        ("a.docx", WORD),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.xlsx", EXCEL),
        ("a.odt", zipped("mimetype", "content.xml")),
        ("a.zip", PHOTOS),
        ("a.zip", WORD),
        ("a.kmz", PHOTOS),
        ("a.mp4", MOVIE),
        ("a.heic", MOVIE),
        ("a.mov", b"\x00\x00\x00\x08wide\x00\x00"),
        ("a.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 "),
        ("a.txt", b"BMKG, laporan cuaca"),
        ("a.txt", "Rapat".encode("utf-16")),
        ("a.csv", b"No,Nama\n1,Budi\n"),
        ("a.html", b"<html></html>"),
        ("a.svg", b"<?xml version='1.0'?><svg/>"),
        ("a.p12", b"\x30\x82\x01\x00"),
        ("a.shp", b"\x00\x00\x27\x0a\x00\x00"),
    ],
)
def test_a_file_is_what_its_ending_says(tmp_path: Path, name: str, data: bytes) -> None:
    assert looked_at(tmp_path, name, **{name.replace(".", "_"): data}) == ()


@pytest.mark.parametrize("name", ["peta.shp", "denah.dwg", "laporan.pages", "tanda.p12", "surat.eml", "data.accdb"])
def test_a_missing_file_with_a_less_usual_ending_is_told(tmp_path: Path, name: str) -> None:
    assert [found.code for found in looked_at(tmp_path, name)] == ["W264"]


@pytest.mark.parametrize("address", ["jdih.contoh.go.id", "https://contoh.go.id/a.pdf", "Perda No. 5"])
def test_an_address_or_a_title_is_no_file(tmp_path: Path, address: str) -> None:
    assert looked_at(tmp_path, address) == ()
