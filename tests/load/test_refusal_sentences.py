"""What people read when a file is refused: nothing but words of their language, whatever the door found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import spbe_index.load.door
from spbe_index.core.problem import Place, problem
from spbe_index.write.words import Words

DOOR = "\n".join(path.read_text(encoding="utf-8") for path in Path(spbe_index.load.door.__path__[0]).glob("*.py"))
ID, EN = Words("id"), Words("en")


def has_phrase(key: str) -> bool:
    try:
        return bool(ID(f"problems.{key}") and EN(f"problems.{key}"))
    except KeyError:
        return False


def test_everything_that_is_counted_has_its_word() -> None:
    counted = set(re.findall(r'too_large\([^"\n]+, "(\w+)"', DOOR))
    assert len(counted) > 8
    assert {what for what in counted if not has_phrase(f"E118.what.{what}")} == set()
    assert DOOR.count("too_large(") == 1 + len(re.findall(r'too_large\([^"\n]+, "\w+"', DOOR))  # and its definition


@pytest.mark.parametrize("code", ["E101", "E106"])
def test_every_kind_of_file_has_its_word(code: str) -> None:
    found = set(re.findall(rf'RefusedError\("{code}", found="([^"]+)"', DOOR))
    if code == "E101":
        found |= set(re.findall(r'^    \(b"[^\n]*, "([\w-]+)"\),$', DOOR, re.MULTILINE)) | {
            "doc",
            "ppt",
            "docx",
            "text",
            "result",
            "JSON",
        }
    assert len(found) > 3
    assert {kind for kind in found if not has_phrase(f"{code}.found.{kind}")} == set()


def test_limits_are_figures_of_the_language() -> None:
    rows = problem("E118", limit=1_048_576, what="rows")
    assert ID.tell(rows)[0] == "Isi berkas melampaui batas 1.048.576 baris."
    assert EN.tell(rows)[0] == "The contents of the file are beyond the limit of 1,048,576 rows."


@pytest.mark.parametrize("code", ["E103", "E110"])
def test_what_only_programmers_understand_is_left_out_of_the_sentence(code: str) -> None:
    technical = problem(code, detail="zip: no end record")
    for words in (ID, EN):
        assert "zip" not in " ".join(words.tell(technical))


@pytest.mark.parametrize("code", ["E103", "E104", "E105", "E110", "E118"])
def test_nobody_is_told_to_save_a_parquet_file_from_excel(code: str) -> None:
    particulars = {"limit": 9, "option": "--reader-memory", "what": "rows"}
    for words in (ID, EN):
        book, table = (words.tell(problem(code, Place(name), **particulars))[1] for name in ("a.xlsx", "a.PARQUET"))
        assert "parquet" not in book
        assert "parquet" in table
        assert not re.search("xlsx|Excel|LibreOffice|lembar|sheet", table)
