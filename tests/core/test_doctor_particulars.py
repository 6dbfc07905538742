"""What the doctor says is said of the right item, cell, document and day: whole problems, with every particular."""

from __future__ import annotations

from fractions import Fraction

import making
import pytest
import small
from test_doctor import RUBRIC, changed, document, ticks

from spbe_index.core.assessment import Given, Tick, Unanswered
from spbe_index.core.doctor import examine, uncounted
from spbe_index.core.problem import Place, problem
from spbe_index.core.rubric import Level, Scale

LEVEL = Place(making.FILE, "Penilaian", "D5")
DAY, END, LINK = (Place(making.FILE, "Bukti", cell) for cell in ("E5", "F5", "G5"))
CELLS = {"date_cell": "E5", "until_cell": "F5", "link_cell": "G5"}


def asked(values=(1,) * 6, rubric=RUBRIC, year=2023, today="", **entries):
    """All but the note that there is no evidence, each with its place and particulars."""
    whole = changed(making.assessment(rubric, values, year=year), **entries)
    return [found for found in examine(rubric, whole, "", today=today) if found.code != "N263"]


@pytest.mark.parametrize(
    ("begun", "until", "code", "place", "more"),
    [
        ("2023-06-01", "2023-05-31", "W261", END, {"date": "2023-06-01", "until": "2023-05-31"}),
        ("2024-06-02", "", "W260", DAY, {"date": "2024-06-02", "today": "2024-06-01"}),
        ("2024-01-05", "", "W256", DAY, {"date": "2024-01-05", "year": 2023}),
        ("", "2022-12-31", "W258", END, {"date": "2022-12-31", "year": 2023}),
        ("", "2023-06-30", "N259", END, {"date": "2023-06-30", "year": 2023}),
    ],
)
def test_what_is_odd_in_the_dates_of_a_document(begun, until, code, place, more):
    odd = document("SK Tim SPBE", date=begun, valid_until=until, **CELLS)
    expected = problem(code, place, indicator="I2", title="SK Tim SPBE", **more)
    assert asked(today="2024-06-01", I2={"evidence": (odd,)}) == [expected]


def old(count):
    """So many documents of the year before, each dated in a cell of its own."""
    return tuple(document(f"SK {n}", date=f"2022-01-{n:02}", date_cell=f"E{n}") for n in range(1, count + 1))


@pytest.mark.parametrize(
    ("count", "cells", "many"),
    [
        (1, "E1", "one"),
        (2, "E1, E2", "several"),
        (10, "E1, E2, E3, E4, E5, E6, E7, E8, E9, E10", "several"),
        (11, "E1, E2, E3, E4, E5, E6, E7, E8, E9, E10, …", "several"),
    ],
)
def test_documents_of_earlier_years_are_told_once_with_their_cells(count, cells, many):
    expected = problem(
        "N257",
        Place(making.FILE, "Bukti", "E1"),
        title="SK 1", date="2022-01-01", year=2023, count=count, cells=cells, many=many,
    )  # fmt: skip
    assert asked(I1={"evidence": old(count)}) == [expected]


def test_documents_that_no_year_can_be_held_against_are_counted():
    expected = problem("N288", Place(making.FILE), count=3)
    assert asked(year=None, I1={"evidence": old(2)}, I2={"evidence": (document(), *old(3)[2:])}) == [expected]


def test_a_workbook_without_evidence_is_told_where_the_list_is_headed_and_shown_the_first_indicator():
    whole = making.assessment(RUBRIC, [3] * 6)
    assert examine(RUBRIC, whole, "") == (problem("N263", Place(making.FILE), indicator="I1"),)
    headed = Place(making.FILE, "Bukti", "C3")
    assert examine(RUBRIC, whole._replace(register=headed), "") == (problem("N263", headed, indicator="I1"),)


def test_a_level_without_evidence_and_one_with_a_hole_below():
    claim = {"answer": "level", "found": "4", "claimed": "4"}
    (told, _) = asked([4, 2, 1, 1, 1, 1], I1={"evidence": (document(level=3),)})
    assert told == problem("W255", LEVEL, indicator="I1", **claim, missing="2, 4", first="2", rule="named")
    (told, *_) = asked([1, 4, 1, 1, 1, 1], I2={"evidence": (document(level=3),)})
    assert (told.code, dict(told.args)["missing"], dict(told.args)["rule"]) == ("W255", "2, 4", "usual")
    (domain, *domains), (item, *_) = RUBRIC.tree, RUBRIC.leaves()
    (aspect, *aspects) = domain.children
    apart = item._replace(levels=tuple(level._replace(builds_on=None) for level in item.levels))
    aspect = aspect._replace(children=(apart, *aspect.children[1:]))
    rubric = RUBRIC._replace(tree=(domain._replace(children=(aspect, *aspects)), *domains))
    (told, *_) = asked([4, 1, 1, 1, 1, 1], rubric, I1={"evidence": (document(level=3),)})
    assert (told.code, dict(told.args)["missing"], dict(told.args)["rule"]) == ("W255", "2, 4", "usual")
    (told,) = asked([4, 1, 1, 1, 1, 1], I2={"evidence": (document(),)})
    assert told == problem("W254", LEVEL, indicator="I1", **claim)


def test_a_level_and_its_checklist():
    claim = {"answer": "level", "found": "4", "claimed": "4"}
    (told,) = asked([4, 1, 1, 1, 1, 1], I1={"ticks": ticks(True, True, False, True)})
    about = {"level": 3, "number": 1, "cell": "Kriteria!F3", "state": "unmet"}
    assert told == problem("W245", LEVEL, indicator="I1", **claim, supported=2, **about)
    (told,) = asked([4, 1, 1, 1, 1, 1], I1={"ticks": ticks(True)})
    about = {"level": 2, "number": 1, "cell": "Kriteria", "state": "open"}
    assert told == problem("W245", LEVEL, indicator="I1", **claim, supported=1, **about)
    claim = {"answer": "level", "found": "1", "claimed": "1"}
    (told,) = asked(I1={"ticks": ticks(True, True, True)})
    assert told == problem("N246", LEVEL, indicator="I1", **claim, supported=3)


@pytest.mark.parametrize(
    ("value", "answer", "found"),
    [(Fraction(7, 2), "between", "3.5"), (Fraction(10, 3), "between", "3.33"), (Fraction(3), "level", "3")],
)
def test_a_value_between_two_levels_counts_as_the_lower(value, answer, found):
    spans = (small.span(str(n), str(n + 1), closed="[)" if n < 5 else "[]") for n in range(1, 6))
    levels = tuple(Level(n, small.text(str(n)), small.text(""), span) for n, span in enumerate(spans, 1))
    scale = Scale("whole", small.text("whole"), "s", Fraction(1), Fraction(5), None, levels)
    (told,) = asked([value, 1, 1, 1, 1, 1], small.small_rubric(scales=(scale,)), I1={"ticks": ticks(True, True, False)})
    assert {name: said for name, said in told.args if name in ("answer", "found", "claimed")} == {
        "answer": answer, "found": found, "claimed": "3",
    }  # fmt: skip


def test_inputs_are_held_against_the_criteria_of_their_indicator():
    levels = next(item.levels for item, _ in RUBRIC.items() if item.code == "I1")

    def given(item):
        if item.code == "I4":
            return item._replace(levels=levels)
        return item._replace(children=tuple(given(child) for child in item.children))

    rubric = small.small_rubric(tree=tuple(given(item) for item in RUBRIC.tree))
    (told,) = asked([1, 1, 1, 1, 3, 1], rubric, I4_2={"ticks": ticks(True, True, False)})
    assert (told.code, told.place.cell, dict(told.args)["supported"]) == ("W245", "D9", "2")


def test_an_instrument_may_have_answers_at_its_top():
    rubric = small.small_rubric(tree=tuple(small.leaf(f"I{n}", "indicator", "25") for n in (1, 2, 3, 4)))
    assert asked([2, 1, 1, 1], rubric, I2={"evidence": (document(),)}) == [
        problem("W254", LEVEL, indicator="I1", answer="level", found="2", claimed="2")
    ]


def of_four(*documents):
    """What is said of documents that stand for one indicator each, of four."""
    rubric = small.small_rubric(tree=tuple(small.leaf(f"I{n}", "indicator", "25") for n in (1, 2, 3, 4)))
    return asked([1] * 4, rubric, **{f"I{n}": {"evidence": (one,)} for n, one in enumerate(documents, 1)})


def test_one_document_for_many_indicators():
    (told,) = of_four(document("SK", link="sk.pdf", **CELLS), document("Lain", link="sk.pdf"))
    assert told == problem("W262", LINK, title="SK", count=2, indicators="I1, I2")
    assert of_four(document("SK")) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"text": "Surat  Tugas"}, {"text": "surat tugas"}, True),
        ({"text": "Surat 1"}, {"text": "Surat 2"}, False),
        ({"text": "Surat 1/2"}, {"text": "Surat 1\\2"}, False),
        ({"text": "./Surat"}, {"text": "Surat"}, False),
        ({"text": "SK", "link": "bukti/A.pdf"}, {"text": "Perwali", "link": "Bukti\\a.pdf"}, True),
        ({"text": "SK", "link": "./a.pdf"}, {"text": "Perwali", "link": "a.pdf"}, True),
        ({"text": "SK", "link": "a.pdf"}, {"text": "SK", "link": "b.pdf"}, False),
        ({"text": "SK", "link": "a./"}, {"text": "SK", "link": "a"}, False),
    ],
)
def test_a_document_is_told_by_its_file_or_else_its_title(one, other, same):
    assert [found.code for found in of_four(document(**one), document(**other))] == (["W262"] if same else [])


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 59 + "…")])
def test_a_title_of_sixty_letters_is_whole_and_a_longer_one_is_cut(length, shown):
    for count, link in ((1, ""), (2, "a.pdf")):
        same = document("x" * length, link=link, date="2024-02-02")
        told = asked(**{f"I{n}": {"evidence": (same,)} for n in range(1, count + 1)})
        assert {dict(found.args)["title"] for found in told} == {shown}
    aged = document("x" * length, date="2022-02-02")
    assert dict(asked(I1={"evidence": (aged,)})[0].args)["title"] == shown


def test_a_faulty_level_that_does_not_count_is_told_with_its_stage():
    rubric = small.small_rubric()
    cell = Place(making.FILE, "Penilaian", "E5")
    whole = making.assessment(rubric, [3] * 6, stages=("mandiri", "akhir"))
    for about, what, said in (({"found": "6"}, "text", "6"), ({"first": "Penilaian!D2"}, "none", "")):
        fault = Unanswered("faulty", cell, problem("E202", cell, indicator="I1", **about))
        spoilt = changed(whole, I1={"answers": (("mandiri", fault), whole.entries[0].answers[1])})
        expected = problem("W235", cell, indicator="I1", what=what, found=said, stage="mandiri")
        assert list(uncounted(rubric, spoilt, "akhir")) == [expected]


def test_the_latest_stage_is_the_one_that_the_instrument_names_last():
    fault = Unanswered("faulty", LEVEL, problem("E202", LEVEL, indicator="I1", found="6"))
    whole = making.assessment(RUBRIC, [3] * 6, stages=("akhir", "mandiri"))
    spoilt = changed(whole, I1={"answers": (("akhir", Given(Fraction(4), "4", LEVEL)), ("mandiri", fault))})
    (told,) = uncounted(RUBRIC, spoilt, "terbaru")
    assert dict(told.args)["stage"] == "mandiri"
    tick = Tick(2, 1, False, LEVEL)
    codes = [found.code for found in examine(RUBRIC, changed(spoilt, I1={"ticks": (tick,)}), "terbaru")]
    assert codes == ["W245", "N263"]


def test_a_faulty_level_of_a_column_without_a_name_is_told_with_that_of_the_workbook():
    fault = Unanswered("faulty", LEVEL, problem("E202", LEVEL, indicator="I1", found="6"))
    whole = making.assessment(RUBRIC, [3] * 6, stages=("", "akhir"))
    spoilt = changed(whole, I1={"answers": (("", fault), whole.entries[0].answers[1])})
    for named, shown in (("", "-"), ("mandiri", "mandiri")):
        (told,) = uncounted(RUBRIC, spoilt._replace(stage_named=named), "akhir")
        assert dict(told.args)["stage"] == shown
