from fractions import Fraction

import making
import small

from spbe_index.core.assessment import Entry, Unanswered
from spbe_index.core.check import check
from spbe_index.core.problem import Place, problem

RUBRIC = small.small_rubric()


def test_every_unanswered_item_is_named_with_its_cell():
    assessment = making.assessment(RUBRIC, [1, None, 3, 4, 5, 5])
    fault = problem("E202", Place("f", "s", "D7"), found="6")
    entries = list(assessment.entries)
    entries[2] = Entry("I3", (("", Unanswered("faulty", fault.place, fault)),))
    entries[3] = Entry("I4-1", ())
    found = check(RUBRIC, assessment._replace(entries=tuple(entries)), "")
    assert [(p.code, p.place.address) for p in found] == [("E211", "Penilaian!D6"), ("E202", "s!D7"), ("E209", "")]
    assert found[2].place.file == making.FILE
    assert dict(found[0].args) == {"indicator": "I2", "example": "3", "name": "i2", "name_en": "I2"}


def test_a_complete_assessment_has_nothing_to_report():
    assert check(RUBRIC, making.assessment(RUBRIC, [3] * 6), "") == ()


def test_an_example_without_a_finite_decimal_is_rounded():
    scale = RUBRIC.scales[0]._replace(step=None, low=Fraction(0), high=Fraction(16, 27))
    (found,) = check(small.small_rubric(scales=(scale,)), making.assessment(RUBRIC, [None, 0, 0, 0, 0, 0]), "")
    assert dict(found.args)["example"] == "0.33"


def test_an_entry_misses_the_answer_of_another_stage_in_its_own_cell():
    (entry, *_) = making.assessment(RUBRIC, [3] * 6).entries
    assert entry.answer("akhir") == Unanswered("missing", Place(making.FILE, "Penilaian", "A5"))
