"""Laws of the sentences about problems: every phrase is spoken, and figures follow the language."""

from __future__ import annotations

import json
import re
import string

import pytest

from spbe_index.core.problem import NOWHERE, Place, Problem
from spbe_index.write import words
from spbe_index.write.words import LANGUAGES, Words


def catalogue(language):
    with open(f"{words._LOCALE}/{language}/problems.json", encoding="utf-8") as file:
        return json.load(file)


SENTENCES = {language: catalogue(language) for language in LANGUAGES}
#: Hints for files that no spreadsheet program opens are sentences of their own.
OF_PARQUET = sorted(key for key in SENTENCES["id"] if key.endswith(".hint.parquet"))
PHRASES = sorted(key for key in SENTENCES["id"] if key.count(".") > 1 and key not in OF_PARQUET)


def fields(sentence):
    """Name and format of each particular that a sentence holds."""
    return {(name, form) for _, name, form, _ in string.Formatter().parse(sentence) if name}


def way_to(told, key):
    """Which phrases must be chosen so that one is said: those that hold it, up to a message or a hint."""
    code, name, value = key.split(".", 2)
    holders = [other for other, text in told.items() if other.startswith(f"{code}.") and name in dict(fields(text))]
    for holder in sorted(holders, key=lambda other: other.count(".")):
        if holder.count(".") == 1:
            return {name: value}
        if holder.split(".")[1] != name and (outer := way_to(told, holder)):
            return {name: value, **outer}
    return {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", PHRASES)
def test_a_phrase_is_spoken_in_its_sentence_whatever_the_order(language, key):
    code = key.partition(".")[0]
    told = SENTENCES[language]
    chosen = way_to(told, key)
    assert chosen, "no sentence holds this particular"
    names = {field for other, text in told.items() if other.startswith(f"{code}.") for field, _ in fields(text)}
    # What other particulars have phrases for is no text of its own here.
    args = dict.fromkeys(sorted(names), "7") | chosen
    wanted = re.sub(r"\{\w+(:\w)?\}", "7", told[key])
    for order in (args, dict(reversed(args.items())), chosen | args, args | dict(reversed(chosen.items()))):
        said = Words(language).tell(Problem(code, NOWHERE, tuple(order.items())))
        assert wanted in " ".join(said)
        assert all("{" not in text for text in said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", OF_PARQUET)
def test_a_parquet_file_has_hints_of_its_own(language, key):
    args = tuple((name, "7") for name in ("option", "what", "limit", "detail", "reader", "found"))
    told = {
        file: Words(language).tell(Problem(key.partition(".")[0], Place(file), args))[1]
        for file in ("tingkat.parquet", "tingkat.csv")
    }
    assert told["tingkat.parquet"] == re.sub(r"\{\w+(:\w)?\}", "7", SENTENCES[language][key])
    assert told["tingkat.csv"] != told["tingkat.parquet"]


@pytest.mark.parametrize("key", [key for key in SENTENCES["id"] if not key.endswith(".meaning")])
def test_a_figure_in_one_language_is_a_figure_in_the_other(key):
    assert fields(SENTENCES["id"][key]) == fields(SENTENCES["en"][key])


def test_written_figures_have_the_marks_of_their_language():
    assert [key for key, text in SENTENCES["id"].items() if re.search(r"\d\.\d\d(?!\d)", text)] == []
    assert [key for key, text in SENTENCES["en"].items() if re.search(r"\d,\d\d(?!\d)", text)] == []


@pytest.mark.parametrize(
    ("text", "indonesian", "english"),
    [
        ("3.76", "3,76", "3.76"),
        ("10/3", "10/3", "10/3"),
        ("1.7 .. 1.8", "1,7 .. 1,8", "1.7 .. 1.8"),
        ("1048576", "1.048.576", "1,048,576"),
        ("2023", "2023", "2023"),
        ("n/a 2.5", "n/a 2.5", "n/a 2.5"),
        ("Layanan v1.2", "Layanan v1.2", "Layanan v1.2"),
        ("", "", ""),
    ],
)
def test_a_figure_is_shown_in_the_marks_of_the_language(text, indonesian, english):
    found = Problem("E202", NOWHERE, (("indicator", "I1"), ("found", text), ("allowed", "3"), ("example", "3")))
    assert Words("id").tell(found)[0] == (
        f'I1: nilai "{indonesian}" tidak ada pada skala, sehingga indikator ini belum dapat dihitung.'
    )
    assert Words("en").tell(found)[0] == (
        f'I1: the value "{english}" is not on the scale, so this indicator cannot be counted yet.'
    )


def test_what_a_cell_holds_is_never_taken_for_a_phrase_or_a_place_to_fill():
    why = "sehingga indikator ini belum dapat dihitung."
    for text in ("{row}", "named", "{}", "{0}"):
        found = Problem(
            "E203",
            NOWHERE,
            (("indicator", "I1"), ("found", text), ("allowed", "steps"), ("steps", "1, 2"), ("example", "1")),
        )
        assert Words("id").tell(found)[0] == f'I1: isian "{text}" tidak dipahami sebagai tingkat, {why}'
