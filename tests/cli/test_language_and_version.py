"""The language by its code in any spelling, and the version wherever it is asked for."""

from __future__ import annotations

import sys

import pytest
from running import spbe

from spbe_index import __version__
from spbe_index.cli.interpreter import is_safe
from spbe_index.cli.run import language_meant, run


@pytest.mark.parametrize(
    ("wish", "language"),
    [("en", "en"), ("EN", "en"), ("en_US", "en"), ("en_US.UTF-8", "en"), ("en-GB", "en"), ("id", "id"), ("ID", "id"),
     ("id_ID", "id"), ("id_ID.UTF-8", "id"), ("in", "id"), ("in_ID", "id"), (" en ", "en"), ("", ""), ("fr", ""),
     ("english", ""), ("_en", "")],
)  # fmt: skip
def test_codes_in_any_case_and_with_any_region(wish, language):
    assert language_meant(wish) == language


@pytest.mark.parametrize(("wish", "shown"), [("EN", "is no valid"), ("en_US", "is no valid"), ("in", "tidak sah")])
def test_the_environment_may_spell_it_so(monkeypatch, wish, shown):
    monkeypatch.setenv("SPBE_LANG", wish)
    done = spbe("rubric", "show", "spbe-2020", "A99")
    assert shown in done.err
    assert "N401" not in done.err


def test_an_unknown_language_of_the_environment_is_said_once(monkeypatch):
    monkeypatch.setenv("SPBE_LANG", "xx")
    done = spbe("rubric", "show", "spbe-2020", "A99")
    assert done.err.count("N401") == 1
    assert '"xx"' in done.err
    assert "N401" not in spbe("--lang", "id", "rubric", "show", "spbe-2020", "A99").err


def test_the_option_takes_the_same_spellings():
    assert "is no valid" in spbe("rubric", "show", "spbe-2020", "A99", "--lang", "EN").err
    assert "E404" in spbe("rubric", "list", "--lang", "xx").err


@pytest.mark.parametrize(
    "line", [["--version"], ["score", "--version"], ["score", "a.xlsx", "--version"], ["rubric", "--version"],
             ["rubric", "list", "--version"], ["report", "--lang", "en", "--version"]]
)  # fmt: skip
def test_the_version_is_told_everywhere(line):
    done = spbe(*line)
    assert (done.code, done.out) == (0, f"spbe {__version__}\n")
    assert done.err == "" or ("W125" in done.err and not is_safe(sys.version_info[:3]))


def test_a_file_of_that_name_is_a_file():
    assert "E1" in spbe("score", "--", "--version").err


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 11, 13), False),
        ((3, 11, 14), True),
        ((3, 12, 11), False),
        ((3, 12, 12), True),
        ((3, 13, 9), False),
        ((3, 13, 10), True),
        ((3, 14, 0), True),
    ],
)
def test_a_python_that_reads_zip_files_carelessly_is_told_with_the_version(version, safe, monkeypatch, capsys):
    assert is_safe(version) is safe
    monkeypatch.setattr(sys, "version_info", (*version, "final", 0))
    assert run(["--version", "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("spbe 0.")
    assert ("W125" in said.err) is not safe
