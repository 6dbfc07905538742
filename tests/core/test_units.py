from __future__ import annotations

from fractions import Fraction

import making
import small

from spbe_index.core.score import score
from spbe_index.core.units import units

RUBRIC = small.small_rubric()


def of(*named: str, values=(3, 3, None, 3, 3, 3)):
    """The units of a result whose answers are of these units, in rubric order."""
    assessment = making.assessment(RUBRIC, values)
    entries = [entry._replace(unit=unit) for entry, unit in zip(assessment.entries, named, strict=True)]
    return units(score(RUBRIC, assessment._replace(entries=tuple(entries)), ""))


def told(*named: str, **more):
    return [(unit.name, [item.code for item in unit.items], unit.weight) for unit in of(*named, **more)]


def test_units_by_weight_and_what_nobody_has_last():
    assert told("Kominfo", "Bappeda", "", "Bappeda", "Kominfo", "Kominfo") == [
        ("Kominfo", ["I1", "I4-2", "I4-3"], Fraction(40)),
        ("Bappeda", ["I2", "I4-1"], Fraction(30)),
        ("", ["I3"], Fraction(30)),
    ]


def test_shared_work_is_work_of_each_and_a_unit_named_twice_has_it_once():
    assert told("A; B", "a;A ", "B;", " ; ", "", "") == [
        ("B", ["I1", "I3"], Fraction(50)),
        ("A", ["I1", "I2"], Fraction(40)),
        ("", ["I4-1", "I4-2", "I4-3"], Fraction(30)),
    ]


def test_a_unit_spelled_in_several_ways_is_one_with_the_first_spelling():
    (unit,) = of("Dinas Kominfo", "DINAS  KOMINFO", *["dinas kominfo"] * 4)
    assert (unit.name, len(unit.items), unit.weight) == ("Dinas Kominfo", 6, 100)


def test_what_is_left_to_fill():
    kominfo, bappeda = of("K", "K", "B", "K", "K", "K")
    assert [item.code for item in bappeda.unfilled] == ["I3"]
    assert kominfo.unfilled == ()


def test_the_weights_of_all_units_are_the_whole_when_no_work_is_shared():
    assert sum(unit.weight for unit in of(*"ABCABC")) == 100


def test_spaces_between_words_tell_units_apart():
    assert [unit.name for unit in of("Bagian Hukum", "Bagianhukum", *["Bagian Hukum"] * 4)] == [
        "Bagian Hukum",
        "Bagianhukum",
    ]
