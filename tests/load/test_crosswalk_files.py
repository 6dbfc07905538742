"""Crosswalk files: the shipped ones are whole, and each fault is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from spbe_index.core.crosswalk import COMPARABLE
from spbe_index.core.problem import SpbeError
from spbe_index.load import crosswalk
from spbe_index.load.crosswalk import check_crosswalk, crosswalk_between
from spbe_index.load.rubric import load_rubric

ROOT = Path(__file__).parents[2]
FILES = {path.stem: str(path) for path in sorted(ROOT.glob("rubrics/crosswalks/*.yaml"))}
TEXT = Path(FILES["spbe-2020--pemdi-2026"]).read_text(encoding="utf-8")


def checked(tmp_path, *changes):
    text = TEXT
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    path = tmp_path / "a--b.yaml"
    path.write_text(text, encoding="utf-8")
    found, problems = check_crosswalk(str(path))
    assert (found is None) == bool(problems)
    return problems


def test_there_is_a_crosswalk_for_each_change_of_instrument():
    assert set(FILES) == {"spbe-2018--spbe-2020", "spbe-2020--pemdi-2026"}


@pytest.mark.parametrize("name", FILES)
def test_every_answer_of_both_instruments_stands_in_a_shipped_crosswalk_once(name):
    found, problems = check_crosswalk(FILES[name])
    assert problems == ()
    assert (found.before, found.after) == tuple(name.split("--"))
    for rubric, codes in (
        (found.before, [code for pair in found.pairs for code in pair.before]),
        (found.after, [code for pair in found.pairs for code in pair.after]),
    ):
        assert sorted(codes) == sorted(leaf.code for leaf in load_rubric(rubric).leaves())
    for pair in found.pairs:
        assert pair.comparable in COMPARABLE
        assert pair.matched == (pair.comparable != "none")
        assert pair.note.id
        assert pair.note.en
    assert "bukan padanan resmi" in found.note.id
    assert "not official" in found.note.en


def test_the_inputs_of_5_2018_are_one_group():
    found = crosswalk_between("spbe-2018", "spbe-2020")
    (group,) = [pair for pair in found.pairs if "I45" in pair.after]
    assert group.before == ("I35-1", "I35-2", "I35-3")
    assert group.after == ("I45", "I46", "I47")


def test_a_file_serves_both_ways_and_several_make_a_longer_way():
    there, back = crosswalk_between("spbe-2020", "pemdi-2026"), crosswalk_between("pemdi-2026", "spbe-2020")
    assert back == there.reversed()
    long = crosswalk_between("spbe-2018", "pemdi-2026")
    assert long.via == ("spbe-2020",)
    assert {pair.comparable for pair in long.pairs} == {"partly", "low", "none"}
    assert crosswalk_between("spbe-2018", "lain-2030") is None


def test_without_a_folder_there_are_none(monkeypatch, tmp_path):
    monkeypatch.setattr(crosswalk, "home", lambda: str(tmp_path))
    assert crosswalk_between("spbe-2018", "spbe-2020") is None


def test_a_broken_file_is_an_error_when_it_is_needed(monkeypatch, tmp_path):
    folder = tmp_path / "crosswalks"
    folder.mkdir()
    (folder / "readme.txt").touch()
    (folder / "spbe-2018--spbe-2020.yaml").write_text("a: 1\n", encoding="utf-8")
    monkeypatch.setattr(crosswalk, "home", lambda: str(tmp_path))
    with pytest.raises(SpbeError) as error:
        crosswalk_between("spbe-2020", "spbe-2018")
    assert {problem.code for problem in error.value.problems} == {"E303", "E305"}


FIRST = "  - from: [I11, I12, I13]\n    to: [I1]\n    comparable: low\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("schema: spbe-crosswalk/1", "schema: spbe-crosswalk/2", {"E304"}),
        ("to: pemdi-2026", "to: pemdi-2027", {"E304"}),
        ("from: spbe-2020", "from: pemdi-2026", {"E309", "E807"}),
        ("comparable: low", "comparabel: low", {"E303", "E305"}),
        ("comparable: low", "comparable: low\n    comparable: full", {"E302"}),
        ("comparable: low", "comparable: somewhat", {"E304"}),
        ("comparable: low", "comparable: none", {"E304"}),
        ("from: [I11, I12, I13]", "from: [I11, I12, I12]", {"E309", "E808"}),
        ("from: [I11, I12, I13]", "from: [I11, I12, I13, I99]", {"E807"}),
        ("from: [I11, I12, I13]", "from: [I11, I12]", {"E808"}),
        ("from: [I11, I12, I13]", "from: [x]", {"E304"}),
        (FIRST, FIRST + "    near: [I2]\n", {"E304"}),
        ("    near: [I2]\n", "    near: [I77]\n", {"E807"}),
        (FIRST, "  - from: []\n    to: []\n    comparable: none\n", {"E305", "E808"}),
    ],
)
def test_each_fault_is_named_with_its_line(tmp_path, old, new, expected):
    problems = checked(tmp_path, (old, new))
    assert {problem.code for problem in problems} == expected
    for problem in problems:
        line, column = problem.place.cell.split(":")
        assert int(line) >= 1
        assert int(column) >= 1


def test_a_code_named_twice_is_found_at_its_line(tmp_path):
    (problem,) = checked(tmp_path, ("from: [I25]", "from: [I25, I11]"))
    assert problem.code == "E309"
    line = next(n for n, text in enumerate(TEXT.splitlines(), 1) if "from: [I25]" in text)
    assert problem.place.cell.startswith(f"{line}:")
