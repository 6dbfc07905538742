"""What the doctor asks of values made by hand; whole workbooks stand in tests/doctor."""

from __future__ import annotations

from fractions import Fraction

import making
import pytest
import small

from spbe_index.core.assessment import Evidence, Given, Tick, Unanswered
from spbe_index.core.doctor import examine, uncounted
from spbe_index.core.problem import Place, problem
from spbe_index.core.stage import TARGET

RUBRIC = small.small_rubric()
PLACE = Place(making.FILE, "Bukti", "C5")


def document(text="Laporan", **more):
    return Evidence(text, PLACE, **more)


def changed(assessment, **entries):
    """The assessment with fields of entries replaced: `I1={"unit": "A"}`."""
    new = [entry._replace(**entries.get(entry.code.replace("-", "_"), {})) for entry in assessment.entries]
    return assessment._replace(entries=tuple(new))


def found(assessment, stage="", **more):
    return [(p.code, p.place.address) for p in examine(RUBRIC, assessment, stage, **more)]


def with_document(values=(1,) * 6, year=2023, today="", **more):
    assessment = changed(making.assessment(RUBRIC, values, year=year), I1={"evidence": (document(**more),)})
    return found(assessment, today=today)


@pytest.mark.parametrize(
    ("day", "until", "expected"),
    [
        ("2023-12-31", "", []),
        ("2023-01-01", "", []),
        ("2024-01-01", "", [("W256", "Bukti!E5")]),
        ("2022-12-31", "", [("N257", "Bukti!E5")]),
        ("2022-12-31", "2023-12-31", []),
        ("2022-12-31", "2023-12-30", [("N259", "Bukti!F5")]),
        ("", "2022-12-31", [("W258", "Bukti!F5")]),
        ("", "2023-01-01", [("N259", "Bukti!F5")]),
        ("2023-06-01", "2023-05-31", [("W261", "Bukti!F5")]),
        ("2023-06-01", "2023-06-01", [("N259", "Bukti!F5")]),
        ("2024-06-02", "", [("W260", "Bukti!E5")]),
        ("2024-06-01", "", [("W256", "Bukti!E5")]),
        ("2025-01-01", "2022-01-01", [("W261", "Bukti!F5")]),
        ("2021-01-01", "2022-01-01", [("W258", "Bukti!F5")]),
    ],
)
def test_dates_on_either_side_of_every_edge(day, until, expected):
    said = {"date": day, "valid_until": until, "date_cell": "E5", "until_cell": "F5"}
    assert with_document(today="2024-06-01", **said) == expected


def test_without_a_year_or_a_day_only_what_contradicts_itself_is_odd_and_that_there_is_no_year_is_told():
    cases = (("2031-01-01", "", ["N288"]), ("", "1999-01-01", []), ("2031-01-01", "2030-01-01", ["W261", "N288"]))
    for day, until, codes in cases:
        assert [code for code, _ in with_document(year=None, date=day, valid_until=until)] == codes


def test_dates_that_have_no_cell_of_their_own_are_those_of_the_title():
    assert with_document(date="2024-01-01") == [("W256", "Bukti!C5")]


def test_evidence_is_asked_for_only_where_a_workbook_lists_any():
    assert found(making.assessment(RUBRIC, [3] * 6)) == [("N263", "")]
    told = with_document([2, 1, 3, None, 1, 1])
    assert told == [("W254", "Penilaian!D7")]


def test_levels_with_a_hole_in_their_evidence():
    def asked(claimed, *levels):
        evidence = tuple(document(str(level), level=level) for level in levels)
        whole = changed(making.assessment(RUBRIC, [claimed, 1, 1, 1, 1, 1]), I1={"evidence": evidence})
        return [dict(p.args)["missing"] for p in examine(RUBRIC, whole, "") if p.code == "W255"]

    assert asked(3, 2, 3) == []
    assert asked(3, 3) == ["2"]
    assert asked(3, 2) == ["3"]
    assert asked(2, 2, 5) == ["3, 4"]
    assert asked(4, 1, 4) == ["2, 3"]
    assert asked(4, 4, None) == []
    assert asked(1) == asked(1, 3) == []


def test_the_levels_of_an_item_without_criteria_rest_on_all_below():
    evidence = (document(level=4),)
    whole = changed(making.assessment(RUBRIC, [1, 4, 1, 1, 1, 1]), I2={"evidence": evidence})
    assert [dict(p.args)["missing"] for p in examine(RUBRIC, whole, "")] == ["2, 3"]


def ticks(*met):
    return tuple(Tick(level, 1, said, Place(making.FILE, "Kriteria", f"F{level}")) for level, said in enumerate(met, 1))


def test_a_level_above_below_and_at_what_the_checklist_supports():
    def asked(claimed, *met):
        whole = changed(making.assessment(RUBRIC, [claimed, 1, 1, 1, 1, 1]), I1={"ticks": ticks(*met)})
        return [(p.code, dict(p.args)) for p in examine(RUBRIC, whole, "") if p.code != "N263"]

    assert asked(2, True, True, False) == []
    assert asked(3) == []
    ((code, args),) = asked(4, True, True, False, True)
    assert (code, args["supported"], args["level"], args["cell"], args["state"]) == (
        "W245",
        "2",
        "3",
        "Kriteria!F3",
        "unmet",
    )
    ((code, args),) = asked(3, True, True)
    assert (code, args["state"], args["cell"]) == ("W245", "open", "Kriteria")
    ((code, args),) = asked(1, True, True, False)
    assert (code, args["claimed"], args["supported"]) == ("N246", "1", "2")


def test_a_value_computed_from_another_index_needs_no_evidence():
    converted = Given(Fraction(3), "62,5", Place(making.FILE, "Penilaian", "K6"), Fraction(125, 2))
    whole = changed(
        making.assessment(RUBRIC, [1] * 6), I1={"evidence": (document(),)}, I2={"answers": (("", converted),)}
    )
    assert found(whole) == []


def test_of_a_target_nobody_asks_for_proof():
    whole = changed(making.assessment(RUBRIC, [1] * 6), I1={"evidence": (document(),), "ticks": ticks(True, False)})
    whole = whole._replace(entries=tuple(entry._replace(target=making.given(5)) for entry in whole.entries))
    assert found(whole, TARGET) == []


def test_one_document_for_more_than_a_quarter():
    def told(*codes, **more):
        entries = {code: {"evidence": (document(**more),)} for code in codes}
        return found(changed(making.assessment(RUBRIC, [1] * 6), **entries))

    assert told("I1") == []
    assert told("I1", "I2") == [("W262", "Bukti!C5")]
    assert told("I1", "I4_1", link="Perwali.pdf", link_cell="G5") == [("W262", "Bukti!G5")]


def test_a_document_twice_for_one_indicator_is_no_second_indicator():
    whole = changed(making.assessment(RUBRIC, [1] * 6), I1={"evidence": (document(), document())})
    assert found(whole) == []


def test_a_long_title_is_cut():
    told = examine(
        RUBRIC,
        changed(making.assessment(RUBRIC, [1] * 6), I1={"evidence": (document("x" * 90, date="2024-02-02"),)}),
        "",
    )
    assert dict(told[0].args)["title"] == "x" * 59 + "\u2026"


def test_faults_of_stages_that_do_not_count():
    cell = Place(making.FILE, "Penilaian", "E5")
    fault = Unanswered("faulty", cell, problem("E202", cell, indicator="I1", found="6"))
    double = Unanswered("faulty", cell, problem("E208", cell, indicator="I1", first="Penilaian!D2"))
    whole = making.assessment(RUBRIC, [3] * 6, stages=("mandiri", "akhir"))
    answers = whole.entries[0].answers
    for wrong, said in ((fault, "text"), (double, "none")):
        spoilt = changed(whole, I1={"answers": (("mandiri", wrong), answers[1])})
        (told,) = uncounted(RUBRIC, spoilt, "akhir")
        assert (told.code, told.place, dict(told.args)["what"]) == ("W235", cell, said)
        assert list(uncounted(RUBRIC, spoilt, "mandiri")) == []
