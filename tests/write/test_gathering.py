"""Findings that say the same of many cells are one line for people, and each one for programs."""

from __future__ import annotations

from spbe_index.core.problem import Place, problem
from spbe_index.write.gathering import gathered
from spbe_index.write.terminal import problem_lines
from spbe_index.write.words import Words


def without_evidence(count, sheet="Penilaian", **more):
    return [
        problem("W254", Place("a.xlsx", sheet, f"D{n + 4}"), indicator=f"I{n}", answer="level", found=n % 5, **more)
        for n in range(1, count + 1)
    ]


def test_many_alike_are_one_line_with_their_cells():
    (line, cells, *hint) = problem_lines(without_evidence(46), Words("id"), colour=False)
    assert line == "PERINGATAN W254 a.xlsx: Penilaian!D5: I1: tingkat 1 diisi tanpa satu pun bukti dukung."
    assert cells.strip() == "Begitu juga: D6, D7, D8, D9, D10, dan 40 sel lain."
    assert hint[0].strip().startswith("Tambahkan bukti dukungnya")


def test_few_and_unlike_ones_are_told_one_by_one():
    problems = [
        *without_evidence(4),
        *without_evidence(4, "Lain"),
        *(problem("E204", Place("a.xlsx", "Penilaian", f"D{n}"), indicator=f"I{n}", found=f"x{n}") for n in range(9)),
        *(problem("N849", Place("a.xlsx"), count=1, found="x") for _ in range(9)),
    ]
    assert [found.problem for found in gathered(problems)] == problems


def test_five_are_many():
    assert [len(found.others) for found in gathered(without_evidence(5))] == [4]


def test_each_is_told_where_the_first_of_its_kind_stands():
    first, *others = without_evidence(6)
    between = problem("E204", Place("a.xlsx", "Penilaian", "D99"), indicator="I47", found="x")
    told = gathered([first, between, *others])
    assert [(found.problem, len(found.others)) for found in told] == [(first, 5), (between, 0)]
    assert told[0].alike(Words("en")) == "Likewise: D6, D7, D8, D9, D10."


def test_words_that_somebody_typed_are_all_told():
    problems = [
        problem("W251", Place("a.xlsx", "Bukti", f"E{n}"), indicator=f"I{n}", found=f"kapan {n}") for n in range(9)
    ]
    assert [found.problem for found in gathered(problems)] == problems
