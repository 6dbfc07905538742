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
