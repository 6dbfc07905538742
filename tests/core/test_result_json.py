"""The JSON of a result: the contract's shape, and that nothing is lost on the way out and in."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import jsonschema
import making
import pytest
import small
from hypothesis import given
from hypothesis import strategies as st

from spbe_index.core.assessment import Effort, Entry, Evidence, Given, Tick, Unanswered
from spbe_index.core.problem import Place, problem
from spbe_index.core.result_json import from_plain, to_plain
from spbe_index.core.score import score

RUBRIC = small.small_rubric()
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "spbe_index" / "core" / "spbe-result-1.schema.json").read_text(encoding="utf-8")
)


def tell(found):
    return f"message {found.code}", f"hint {found.code}"


def through_json(result):
    return from_plain(json.loads(json.dumps(to_plain(result, tell), allow_nan=False)))


places = st.builds(
    Place,
    st.just(making.FILE),
    st.text(st.characters(exclude_characters="", exclude_categories=("Cs",)), min_size=1, max_size=8),
    st.from_regex(r"[A-Z]{1,2}[1-9]", fullmatch=True),
)
problems = st.builds(
    lambda code, place, found: problem(code, place, found=found), st.sampled_from(["E202", "W111"]), places, st.text()
)
answers = st.one_of(
    st.builds(
        Given,
        st.fractions(min_value=1, max_value=5, max_denominator=999),
        st.text(),
        places,
        st.none() | st.fractions(min_value=0, max_value=100, max_denominator=99),
    ),
    st.builds(Unanswered, st.sampled_from(["blank", "missing"]), places, st.none()),
    st.builds(
        lambda found, between: Unanswered("faulty", found.place, found, between),
        problems,
        st.none() | st.sampled_from([(Fraction(3), Fraction(5)), (Fraction(3, 2), Fraction(2))]),
    ),
)


evidence = st.builds(
    Evidence,
    st.text(),
    places,
    number=st.text(),
    date=st.sampled_from(["", "2023-08-17"]),
    valid_until=st.sampled_from(["", "2024-12-31"]),
    link=st.text(),
    page=st.text(),
    level=st.none() | st.integers(0, 5),
    sha256=st.text("0123456789abcdef"),
    link_cell=st.sampled_from(["", "G7"]),
    date_cell=st.sampled_from(["", "E7"]),
    until_cell=st.sampled_from(["", "F7"]),
    note=st.text(),
)
ticks = st.builds(Tick, st.integers(0, 5), st.integers(1, 9), st.none() | st.booleans(), places, st.text())
efforts = st.builds(
    Effort,
    st.fractions(min_value=0, max_value=99, max_denominator=99),
    places,
    st.none() | st.integers(0, 5),
    st.integers(1, 5),
)


@st.composite
def results(draw):
    stage = draw(st.sampled_from(["", "akhir"]))
    entries = tuple(
        Entry(
            leaf.code,
            ((stage, draw(answers)),),
            draw(places),
            draw(answers),
            draw(st.text()),
            draw(st.text()),
            tuple(draw(st.lists(evidence, max_size=2))),
            tuple(draw(st.lists(ticks, max_size=2))),
            tuple(draw(st.lists(efforts, max_size=2))),
        )
        for leaf in RUBRIC.leaves()
    )
    blank = making.assessment(RUBRIC, [None] * 6, stages=(stage,), year=draw(st.none() | st.integers(2000, 2100)))
    assessment = blank._replace(
        agency=draw(st.text()),
        stage_named=draw(st.sampled_from(["", "mandiri"])),
        group=draw(st.text()),
        entries=entries,
    )
    unfilled = draw(st.sampled_from(["refuse", "lowest", "zero"]))
    found = tuple(draw(st.lists(problems, max_size=3)))
    return score(RUBRIC, assessment, stage, unfilled=unfilled, problems=found, program="spbe 0")


@given(results())
def test_json_out_and_in_is_lossless(result):
    assert through_json(result) == result


@given(results())
def test_the_published_schema_describes_what_is_written(result):
    jsonschema.validate(to_plain(result, tell), SCHEMA)


def test_the_published_schema_refuses_what_is_not_a_result():
    plain = to_plain(score(RUBRIC, making.assessment(RUBRIC, [3] * 6), ""), tell)
    for key in plain:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({k: v for k, v in plain.items() if k != key}, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain | {"index": 2.7}, SCHEMA)


def test_the_contract_of_a_complete_result():
    plain = to_plain(score(RUBRIC, making.assessment(RUBRIC, [3, 3, 2, 3, 3, 3]), "", program="spbe 0"), tell)
    assert plain["schema"] == "spbe-result/1"
    assert plain["complete"] is True
    assert plain["stage"] is None
    assert plain["index"] == {"exact": "27/10", "decimal": "2.7", "display": "2.70"}
    assert plain["range"] == {"low": plain["index"], "high": plain["index"]}
    assert plain["band"] == {"name": "high", "decided_by": "exact", "otherwise": None}
    assert [node["code"] for node in plain["nodes"][:4]] == ["D1", "A1", "I1", "I2"]
    assert plain["nodes"][0] | {"weight": "70", "parent": ""} == plain["nodes"][0]
    first = plain["nodes"][2]
    assert (first["parent"], first["weight"], first["answer"], first["cell"]) == ("A1", "20", "3", "Penilaian!D5")
    assert plain["provenance"]["input_sha256"] == "0" * 64


def test_the_contract_of_an_incomplete_result():
    plain = to_plain(score(RUBRIC, making.assessment(RUBRIC, [3, None, 2, 3, 3, 3]), ""), tell)
    assert plain["index"] is None
    assert plain["band"] is None
    assert plain["complete"] is False
    assert plain["range"]["low"]["display"] == "2.30"
    open_node = next(node for node in plain["nodes"] if node["code"] == "I2")
    assert open_node["value"] is None
    assert open_node["answer"] is None
    assert open_node["unanswered"] == "blank"
    assert plain["nodes"][0]["value"] is None


def test_a_value_without_finite_decimal_says_so():
    plain = to_plain(score(RUBRIC, making.assessment(RUBRIC, [3, 3, 3, 1, 1, 2]), ""), tell)
    node = next(node for node in plain["nodes"] if node["code"] == "I4")
    assert node["value"] == {"exact": "4/3", "decimal": None, "display": "1.33"}


def test_problems_carry_sentences_and_particulars():
    found = problem("E202", Place("f", "s", "D7"), found="6")
    result = score(RUBRIC, making.assessment(RUBRIC, [3] * 6), "", problems=(found,))
    assert result.has_errors()
    (plain,) = to_plain(result, tell)["problems"]
    assert plain == {
        "code": "E202", "severity": "error", "file": "f", "sheet": "s", "cell": "D7",
        "message": "message E202", "hint": "hint E202", "args": {"found": "6"},
    }  # fmt: skip


def test_an_unknown_code_is_a_key_error():
    result = score(RUBRIC, making.assessment(RUBRIC, [Fraction(3)] * 6), "")
    assert result.node("A3").value == 3
    with pytest.raises(KeyError):
        result.node("I99")


def test_another_schema_is_refused():
    plain = to_plain(score(RUBRIC, making.assessment(RUBRIC, [3] * 6), ""), tell)
    with pytest.raises(ValueError):
        from_plain(plain | {"schema": "spbe-result/9"})
