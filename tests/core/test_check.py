import making
import pytest
import small

from spbe_index.core.assessment import Entry, Unanswered
from spbe_index.core.check import check, choose_stage
from spbe_index.core.problem import Place, SpbeError, problem

RUBRIC = small.small_rubric()


def with_stages(**values):
    """An assessment whose stages hold the given answer in every item (None is blank)."""
    names = tuple(name.replace("bare", "") for name in values)
    assessment = making.assessment(RUBRIC, [None] * 6, stages=names)
    answers = tuple(
        (name, making.given(value) if value else Unanswered("blank", Place("f", "s", "D1")))
        for name, value in zip(names, values.values(), strict=True)
    )
    return assessment._replace(entries=tuple(e._replace(answers=answers) for e in assessment.entries))


def test_a_single_column_is_taken_without_a_word():
    assert choose_stage(RUBRIC, with_stages(bare=3), None) == ("", ())


@pytest.mark.parametrize(
    ("values", "chosen"),
    [
        ({"akhir": 4, "mandiri": 3}, "akhir"),
        ({"mandiri": 3, "akhir": None}, "mandiri"),
        ({"mandiri": None, "akhir": None}, "akhir"),
        ({"bare": 2, "mandiri": 3}, "mandiri"),
        ({"mandiri": None, "bare": 3}, ""),
    ],
)
def test_the_latest_stage_with_an_answer_is_taken_and_said(values, chosen):
    stage, notes = choose_stage(RUBRIC, with_stages(**values), None)
    assert stage == chosen
    assert [note.code for note in notes] == ["N212"]


def test_a_wanted_stage_is_taken():
    assert choose_stage(RUBRIC, with_stages(mandiri=3, akhir=4), "mandiri") == ("mandiri", ())


def test_a_bare_column_answers_to_the_stage_the_workbook_names():
    named = with_stages(bare=3)._replace(stage_named="akhir")
    assert choose_stage(RUBRIC, named, "akhir") == ("", ())


def test_a_stage_without_a_column_is_wrong_use():
    with pytest.raises(SpbeError) as caught:
        choose_stage(RUBRIC, with_stages(bare=3, mandiri=3), "visitasi")
    (found,) = caught.value.problems
    assert found.code == "E402"
    assert dict(found.args) == {"stage": "visitasi", "choices": "-, mandiri"}


def test_every_unanswered_item_is_named_with_its_cell():
    assessment = making.assessment(RUBRIC, [1, None, 3, 4, 5, 5])
    fault = problem("E202", Place("f", "s", "D7"), found="6")
    entries = list(assessment.entries)
    entries[2] = Entry("I3", (("", Unanswered("faulty", fault.place, fault)),))
    entries[3] = Entry("I4-1", ())
    found = check(RUBRIC, assessment._replace(entries=tuple(entries)), "")
    assert [(p.code, p.place.address) for p in found] == [("E211", "Penilaian!D6"), ("E202", "s!D7"), ("E209", "")]
    assert found[2].place.file == making.FILE
    assert dict(found[0].args) == {"indicator": "I2", "name": "i2"}


def test_a_complete_assessment_has_nothing_to_report():
    assert check(RUBRIC, making.assessment(RUBRIC, [3] * 6), "") == ()


def test_a_bare_column_stands_where_the_stage_it_is_of_stands():
    named = with_stages(bare=2, mandiri=4)._replace(stage_named="akhir")
    stage, (note,) = choose_stage(RUBRIC, named, None)
    assert stage == ""
    assert dict(note.args) == {"stage": "akhir", "others": "mandiri"}
    assert choose_stage(RUBRIC, named, "akhir") == ("", ())
