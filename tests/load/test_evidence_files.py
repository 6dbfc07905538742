"""The evidence files themselves, in a folder of their own."""

from __future__ import annotations

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
    assert Words("id").tell(found)[0].endswith("isinya tampak seperti berkas jenis lain yang tidak dikenal.")
    assert Words("en").tell(found)[0].endswith("it looks like a file of another kind, which is not known.")
