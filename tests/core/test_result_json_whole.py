"""The JSON of a result word for word: its head, an answer of which everything is known, and one of which nothing is."""

from __future__ import annotations

from fractions import Fraction

import making
import pytest
import small
from test_result_json import tell, through_json

from spbe_index.core.assessment import Effort, Entry, Evidence, Given, Tick, Unanswered
from spbe_index.core.problem import Place, problem
from spbe_index.core.result import below
from spbe_index.core.result_json import evidence_plain, from_plain, to_plain
from spbe_index.core.score import score

RUBRIC = small.small_rubric()


def at(cell, sheet="Penilaian"):
    return Place(making.FILE, sheet, cell)


FAULT = problem("E202", at("H5"), found="x")
FULL = Entry(
    "I1",
    (("akhir", Given(Fraction(3), "Level 3", at("D5"), Fraction(125, 2))),),
    at("A5"),
    Unanswered("faulty", at("H5"), FAULT, (Fraction(3), Fraction(4))),
    "alasan",
    "Kominfo",
    (Evidence("SK", at("C5", "Bukti")), Evidence("Perwali", at("C6", "Bukti"), "1/2023", "2023-01-02", level=3)),
    (Tick(2, 1, True, at("E9", "Kriteria"), "catatan"), Tick(3, 1, None, at("E10", "Kriteria"))),
    (Effort(Fraction(3, 2), at("K5"), 4, 1),),
)


def made():
    """The small instrument at 3, its first answer known in full, its second blank and counted as the lowest."""
    whole = making.assessment(RUBRIC, [3, None, 3, 3, 3, 3], stages=("akhir", ""))
    whole = whole._replace(entries=(FULL, *whole.entries[1:]), stage_named="mandiri")
    return score(RUBRIC, whole, "akhir", unfilled="lowest", problems=(FAULT,), program="spbe 1")


def number(exact, decimal, display):
    return {"exact": exact, "decimal": decimal, "display": display}


def worded(found):
    return {
        "code": found.code, "severity": "error", "file": making.FILE, "sheet": found.place.sheet,
        "cell": found.place.cell, "message": f"message {found.code}", "hint": f"hint {found.code}",
        "args": {"found": "x"},
    }  # fmt: skip


def test_the_head_of_a_result():
    plain = to_plain(made(), tell)
    nodes = plain.pop("nodes")
    assert [node["code"] for node in nodes][:3] == ["D1", "A1", "I1"]
    assert plain == {
        "schema": "spbe-result/1", "agency": "Kota Contoh", "group": "Kota", "year": 2023,
        "stage": "akhir", "stages": ["akhir", "mandiri"],
        "rubric": {"id": "small", "title": "small", "sha256": "f" * 64},
        "unfilled": "lowest", "complete": False,
        "index": number("13/5", "2.6", "2.60"),
        "range": {"low": number("13/5", "2.6", "2.60"), "high": number("13/5", "2.6", "2.60")},
        "band": {"name": "high", "decided_by": "exact", "otherwise": None},
        "ledger": {"documents": 2, "proven": 1, "missing": 8, "without": ["I3", "I4-1", "I4-2", "I4-3"], "partial": []},
        "problems": [worded(FAULT)],
        "provenance": {"program": "spbe 1", "input": making.FILE, "input_sha256": "0" * 64, "reader": "calamine"},
    }  # fmt: skip


def test_an_answer_of_which_everything_is_known():
    plain = to_plain(made(), tell)["nodes"][2]
    assert plain == {
        "code": "I1", "kind": "indicator", "parent": "A1", "name": "i1", "weight": "20",
        "value": number("3", "3", "3.00"), "range": None,
        "ledger": {"documents": 2, "proven": 1, "missing": 0, "without": [], "partial": []},
        "answer": "3", "text": "Level 3", "cell": "Penilaian!D5", "converted_from": "125/2",
        "unanswered": None, "fault": None, "between": None,
        "assumed": False, "row": "Penilaian!A5",
        "target": {
            "answer": None, "text": None, "cell": "Penilaian!H5", "converted_from": None,
            "unanswered": "faulty", "fault": worded(FAULT), "between": {"low": "3", "high": "4"},
        },
        "explanation": "alasan", "unit": "Kominfo", "stage": "akhir", "levels_proven": [3], "levels_missing": [],
        "evidence": [
            {"text": "SK", "cell": "Bukti!C5"},
            {"text": "Perwali", "cell": "Bukti!C6", "number": "1/2023", "date": "2023-01-02", "level": 3},
        ],
        "criteria": [
            {"level": 2, "number": 1, "met": True, "cell": "Kriteria!E9", "note": "catatan"},
            {"level": 3, "number": 1, "met": None, "cell": "Kriteria!E10", "note": ""},
        ],
        "efforts": [{"cost": "3/2", "level": 4, "step": 1, "cell": "Penilaian!K5"}],
    }  # fmt: skip


def test_a_blank_that_is_counted_and_one_that_is_open():
    blank = to_plain(made(), tell)["nodes"][3]
    assert (blank["answer"], blank["unanswered"], blank["assumed"], blank["value"]["exact"]) == (
        None,
        "blank",
        True,
        "1",
    )
    assert (blank["evidence"], blank["criteria"], blank["target"]["unanswered"]) == ([], [], "missing")
    assert "efforts" not in blank
    opened = to_plain(score(RUBRIC, making.assessment(RUBRIC, [3, None, 3, 3, 3, 3]), ""), tell)
    assert opened["stage"] is None
    assert (opened["nodes"][3]["stage"], opened["nodes"][3]["value"]) == (None, None)
    assert opened["nodes"][3]["range"] == {"low": number("1", "1", "1.00"), "high": number("5", "5", "5.00")}
    assert opened["range"] == {"low": number("13/5", "2.6", "2.60"), "high": number("17/5", "3.4", "3.40")}


def test_a_band_that_the_other_rule_would_not_give_is_told():
    rubric = small.small_rubric(scales=(RUBRIC.scales[0]._replace(step=None),))
    close = score(rubric, making.assessment(rubric, [Fraction("2.599")] * 6), "")
    assert to_plain(close, tell)["band"] == {"name": "low", "decided_by": "exact", "otherwise": "high"}


def test_an_answer_without_a_finite_decimal_is_a_ratio():
    third = score(RUBRIC, making.assessment(RUBRIC, [Fraction(10, 3)] * 6), "")
    assert to_plain(third, tell)["nodes"][2]["answer"] == "10/3"


def test_evidence_has_what_is_known_of_it_and_no_more():
    every = Evidence("SK", at("C5"), "1", "2023-01-02", "2024-01-02", "a.pdf", "7", 0, "ab", "G5", "E5", "F5", "baik")
    assert evidence_plain(every) == {
        "text": "SK", "cell": "Penilaian!C5", "number": "1", "date": "2023-01-02", "valid_until": "2024-01-02",
        "link": "a.pdf", "page": "7", "level": 0, "sha256": "ab",
        "link_cell": "G5", "date_cell": "E5", "until_cell": "F5", "note": "baik",
    }  # fmt: skip


def test_it_is_read_back_as_it_was_and_older_ones_without_what_is_new():
    assert through_json(made()) == made()
    plain = to_plain(made(), tell)
    for node in plain["nodes"]:
        for key in ("levels_proven", "levels_missing", "assumed", "efforts"):
            node.pop(key, None)
    plain["nodes"][2]["target"].pop("between")
    leaf = from_plain(plain).node("I1")
    assert (leaf.proof, leaf.assumed, leaf.entry.efforts, leaf.entry.target.between) == (((), ()), False, (), None)


def test_another_schema_is_refused_by_its_name():
    with pytest.raises(ValueError, match="spbe-result/9"):
        from_plain(to_plain(made(), tell) | {"schema": "spbe-result/9"})


def test_a_result_without_nodes_has_none():
    assert from_plain(to_plain(made(), tell) | {"nodes": []}).root.children == ()


def test_every_node_has_its_parent_and_its_depth_below_the_index():
    assert [(node.code, parent, depth) for node, parent, depth in below(made().root)] == [
        ("D1", "", 0), ("A1", "D1", 1), ("I1", "A1", 2), ("I2", "A1", 2), ("A2", "D1", 1), ("I3", "A2", 2),
        ("D2", "", 0), ("A3", "D2", 1), ("I4", "A3", 2), ("I4-1", "I4", 3), ("I4-2", "I4", 3), ("I4-3", "I4", 3),
    ]  # fmt: skip
