"""Which answers count."""

from fractions import Fraction

import making
import pytest
import small

from spbe_index.core.assessment import Given, Unanswered
from spbe_index.core.check import check
from spbe_index.core.problem import Place, SpbeError, problem
from spbe_index.core.result import Open
from spbe_index.core.score import score
from spbe_index.core.stage import LATEST, TARGET, choose_stage, stage_answers, stages_in_use

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
    ("values", "chosen", "said"),
    [
        ({"akhir": 4, "mandiri": 3}, "akhir", ["N212"]),
        ({"mandiri": 3, "akhir": None}, "mandiri", []),
        ({"mandiri": None, "akhir": None}, "mandiri", []),  # the first that is filled in
        ({"bare": 2, "mandiri": 3}, "mandiri", ["N212"]),
        ({"mandiri": None, "bare": 3}, "", []),
    ],
)
def test_the_latest_stage_with_an_answer_is_taken_and_said_where_another_has_answers(values, chosen, said):
    stage, notes = choose_stage(RUBRIC, with_stages(**values), None)
    assert stage == chosen
    assert [note.code for note in notes] == said


def test_what_is_advised_is_another_stage_than_the_one_that_counts():
    stage, (note,) = choose_stage(RUBRIC, with_stages(bare=2, mandiri=3), None)
    assert (stage, dict(note.args)) == ("mandiri", {"stage": "mandiri", "others": "-", "advice": "name", "other": ""})
    _, (note,) = choose_stage(RUBRIC, with_stages(bare=2, mandiri=3, akhir=4), None)
    assert (dict(note.args)["others"], dict(note.args)["other"]) == ("-, mandiri", "mandiri")


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


def test_a_bare_column_stands_where_the_stage_it_is_of_stands():
    named = with_stages(bare=2, mandiri=4)._replace(stage_named="akhir")
    stage, (note,) = choose_stage(RUBRIC, named, None)
    assert stage == ""
    assert dict(note.args) == {"stage": "akhir", "others": "mandiri", "advice": "ask", "other": "mandiri"}
    assert choose_stage(RUBRIC, named, "akhir") == ("", ())


def by_indicator(**columns):
    """An assessment of one answer an indicator a stage; None is blank, a text the code of a fault."""

    def answer(value, place):
        if isinstance(value, str):
            return Unanswered("faulty", place, problem(value, place))
        return making.given(value) if value else Unanswered("blank", place)

    assessment = making.assessment(RUBRIC, [None] * 6, stages=tuple(columns))
    entries = tuple(
        entry._replace(
            answers=tuple((stage, answer(values[n], Place("f", stage, f"D{n}"))) for stage, values in columns.items())
        )
        for n, entry in enumerate(assessment.entries)
    )
    return assessment._replace(entries=entries)


def test_each_indicator_counts_at_its_latest_stage():
    assessment = by_indicator(akhir=[None, 5, None, None, None, None], mandiri=[1, 2, 3, 4, 5, 1])
    stage, (note,) = choose_stage(RUBRIC, assessment, None)
    assert stage == LATEST
    assert (note.code, dict(note.args)) == ("N240", {"stages": "mandiri (5), akhir (1)"})
    result = score(RUBRIC, assessment, stage)
    assert [(leaf.entry.answers[0][0], leaf.value) for leaf in result.leaves] == [
        ("mandiri", 1), ("akhir", 5), ("mandiri", 3), ("mandiri", 4), ("mandiri", 5), ("mandiri", 1)
    ]  # fmt: skip
    assert result.stage == LATEST
    assert check(RUBRIC, assessment, stage) == ()


def test_a_fault_of_a_later_stage_never_lets_the_earlier_answer_slip_back():
    assessment = by_indicator(mandiri=[1] * 6, akhir=["E202", 2, 2, 2, 2, 2])
    stage, _ = choose_stage(RUBRIC, assessment, None)
    assert [p.code for p in check(RUBRIC, assessment, stage)] == ["E202"]
    assert isinstance(score(RUBRIC, assessment, stage).leaves[0].answer, Unanswered)


def test_what_no_stage_answers_is_asked_for_at_the_earliest():
    assessment = by_indicator(mandiri=[None, 1, 1, 1, 1, 1], akhir=[None, 2, None, None, None, None])
    stage, _ = choose_stage(RUBRIC, assessment, None)
    (found,) = check(RUBRIC, assessment, stage)
    assert (found.code, found.place.address) == ("E211", "mandiri!D0")


def test_the_latest_of_one_column_is_that_column():
    assessment = by_indicator(mandiri=[1] * 6, akhir=[2] * 5 + [None])
    assert stage_answers(RUBRIC, assessment, "akhir")["I1"][1].value == 2
    assert choose_stage(RUBRIC, by_indicator(mandiri=[1] * 6), LATEST) == ("mandiri", ())


def test_targets_are_scored_like_a_stage():
    assessment = by_indicator(mandiri=[1] * 6)
    aims = [making.given(4)] * 5 + [Unanswered("missing")]
    place = Place("f", "s", "C9")
    entries = tuple(e._replace(target=aim, place=place) for e, aim in zip(assessment.entries, aims, strict=True))
    assessment = assessment._replace(entries=entries)
    stage, notes = choose_stage(RUBRIC, assessment, TARGET)
    assert (stage, notes) == (TARGET, ())
    result = score(RUBRIC, assessment, stage)
    assert result.stage == TARGET
    assert [isinstance(leaf.answer, Given) for leaf in result.leaves] == [True] * 5 + [False]
    assert [(p.code, p.place) for p in check(RUBRIC, assessment, stage)] == [("E211", place)]


def test_without_targets_there_is_none_to_score():
    with pytest.raises(SpbeError) as caught:
        choose_stage(RUBRIC, by_indicator(mandiri=[1] * 6), TARGET)
    assert dict(caught.value.problems[0].args)["choices"] == "mandiri"


def test_targets_are_among_the_choices_where_there_are_any():
    aimed = with_stages(mandiri=3)
    aimed = aimed._replace(entries=tuple(e._replace(target=making.given(5)) for e in aimed.entries))
    with pytest.raises(SpbeError) as caught:
        choose_stage(RUBRIC, aimed, "akhir")
    assert dict(caught.value.problems[0].args)["choices"] == "mandiri, target"


def test_stages_in_use_are_those_with_an_answer():
    assert stages_in_use(RUBRIC, with_stages(mandiri=3, akhir=None)) == ("mandiri",)
    assert stages_in_use(RUBRIC, with_stages(akhir=3, mandiri=2)) == ("mandiri", "akhir")
    assert stages_in_use(RUBRIC, with_stages(mandiri=None)) == ()


def test_what_a_checklist_has_settled_in_part_speaks_where_a_later_stage_is_blank():
    base = with_stages(mandiri=None, akhir=4)
    first = base.entries[0]
    part = Unanswered("faulty", first.place, problem("E243", first.place), (Fraction(3), Fraction(5)))
    blank = Unanswered("blank", first.place)
    assessment = base._replace(
        entries=(first._replace(answers=(("mandiri", part), ("akhir", blank))), *base.entries[1:])
    )
    stage, notes = choose_stage(RUBRIC, assessment, None)
    result = score(RUBRIC, assessment, stage)
    assert (stage, [note.code for note in notes]) == (LATEST, ["N240"])
    assert result.leaves[0].value == Open(Fraction(3), Fraction(5))
    assert [found.code for found in check(RUBRIC, assessment, stage)] == ["E243"]
    assert stages_in_use(RUBRIC, assessment) == ("akhir",)


def test_a_column_asked_for_by_no_name_is_the_one_without():
    assert choose_stage(RUBRIC, with_stages(bare=3), "") == ("", ())


def test_what_is_told_of_stages_stands_at_the_heading_of_the_column_or_of_the_file():
    both = with_stages(mandiri=3, akhir=4)
    heading = Place("f", "Penilaian", "E4")
    (note,) = choose_stage(RUBRIC, both, None)[1]
    assert note.place == Place(making.FILE)
    (note,) = choose_stage(RUBRIC, both._replace(headings=(("akhir", heading),)), None)[1]
    assert note.place == heading
    with pytest.raises(SpbeError) as caught:
        choose_stage(RUBRIC, both, "visitasi")
    assert caught.value.problems[0].place == Place(making.FILE)


def test_a_target_is_blank_where_its_row_is_and_missing_where_there_is_none():
    place = Place("f", "s", "C9")
    found = stage_answers(RUBRIC, by_indicator(mandiri=[1] * 6), TARGET)
    assert {answer.reason for _, answer in found.values()} == {"blank"}
    made = by_indicator(mandiri=[1] * 6)
    bare = made._replace(entries=tuple(entry._replace(place=Place()) for entry in made.entries))
    assert {answer for _, answer in stage_answers(RUBRIC, bare, TARGET).values()} == {Unanswered("missing")}
    rows = made._replace(entries=tuple(entry._replace(place=place) for entry in made.entries))
    assert {answer for _, answer in stage_answers(RUBRIC, rows, TARGET).values()} == {Unanswered("blank", place)}


def three(stages=("mandiri", "akhir", "banding"), **values):
    """A rubric of three stages, and an assessment with the answers of each, None for a blank, in rubric order."""
    codes = ("mandiri", "akhir", "banding")
    rubric = small.small_rubric(stages=tuple(RUBRIC.stages[0]._replace(code=code) for code in codes))
    made = making.assessment(rubric, [None] * 6, stages=stages)
    entries = []
    for number, entry in enumerate(made.entries):
        given = {stage: values.get(stage or "bare", [None] * 6)[number] for stage in stages}
        answers = [(s, making.given(v) if v else Unanswered("blank", entry.place)) for s, v in given.items()]
        entries.append(entry._replace(answers=tuple(answers)))
    headings = tuple(
        (stage, Place("f", "Penilaian", f"{column}4")) for stage, column in zip(stages, "DEF", strict=True)
    )
    return rubric, made._replace(entries=tuple(entries), headings=headings)


def test_of_mixed_stages_the_latest_is_told_at_its_heading():
    answers = {
        "mandiri": [3] * 6,
        "akhir": [None, 2, 2, None, None, None],
        "banding": [None, None, 4, None, None, None],
    }
    stage, (note,) = choose_stage(*three(**answers), None)
    assert (stage, note.code, note.place.cell) == (LATEST, "N240", "F4")
    assert dict(note.args)["stages"] == "mandiri (4), akhir (1), banding (1)"


def test_of_mixed_stages_a_column_without_a_name_is_told_by_that_of_the_workbook():
    rubric, made = three(stages=("mandiri", "", "banding"), mandiri=[3] * 6, bare=[2, 2, None, None, None, None])
    _, (note,) = choose_stage(rubric, made._replace(stage_named="akhir"), None)
    assert (note.place.cell, dict(note.args)["stages"]) == ("E4", "mandiri (4), akhir (2)")


def test_a_column_without_a_name_comes_before_the_one_that_has_it():
    rubric, made = three(stages=("akhir", "", "banding"), akhir=[3] * 6, bare=[2] * 6)
    assert stages_in_use(rubric, made._replace(stage_named="akhir")) == ("", "akhir")


def test_where_nothing_is_answered_the_last_stage_stands_for_all():
    answers = stage_answers(*three(), LATEST)
    assert {stage for stage, _ in answers.values()} == {"banding"}


def test_an_empty_column_of_an_earlier_stage_is_not_asked_for_an_answer():
    answers = stage_answers(*three(akhir=[3, 3, 3, 3, 3, None]), LATEST)
    assert answers["I4-3"][0] == "akhir"
