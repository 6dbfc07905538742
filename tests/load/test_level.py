"""Every way a level is typed, and everything that is not one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from book_making import Value, cell, rubric, spoken
from hypothesis import given
from hypothesis import strategies as st

from spbe_index.core.assessment import Given, Unanswered
from spbe_index.core.problem import Place
from spbe_index.load.level import allowed, read_level, read_number

HERE = Place("berkas.xlsx", "Penilaian", "D17")
PROCESS = rubric("spbe-2020").scale("process")
SERVICE = rubric("spbe-2020").scale("service")
OLD = rubric("spbe-2018").scale("process")
PEMDI = rubric("pemdi-2026").scale("maturity")
SCALES = [PROCESS, SERVICE, OLD, rubric("spbe-2018").scale("service"), PEMDI]


def said(value: Value, scale=PROCESS) -> str:
    return spoken(read_level(cell(value), scale, "I12", HERE))


THREE = [
    3, 3.0, "3", "3.0", "3,0", "3.00", "3,00", "3,000", " 3 ", "3.", "03", "'3", "(3)", "\u00a03", "3\u202f", "\u200b3",
    "3\ufeff", "\uff13", "\uff13\uff0c\uff10\uff10", "Level 3", "level 3", "LEVEL 3", "Level3", "Level-3", "Level: 3",
    "Level = 3", "Lv. 3", "Lv.3", "lv 3", "Lvl 3", "L3", "L-3", "Tingkat 3", "tingkat 3", "Tingkat Kematangan 3",
    "Tingkat ke-3", "TK 3", "Nilai 3", "Skor: 3", "Score 3", "Capaian 3", "Maturity level 3", "III", "Level III",
    "tingkat iii", "\u2162", "tiga", "Tiga", "three", "3 (tiga)", "Level 3 (tiga)", "3 - Terdefinisi",
    "3 \u2013 Terdefinisi", "3-Terdefinisi", "3. Terdefinisi", "3: Terdefinisi", "3/Terdefinisi", "3 Terdefinisi",
    "3 (Terdefinisi)", "3 - TERDEFINISI", "3 = terdefinisi", "III - Terdefinisi", "Terdefinisi (3)", "Terdefinisi - 3",
    "Level 3 - Terdefinisi", "Level 3 (Terdefinisi)", "Tingkat 3: Terdefinisi", "3 - Defined",
    "3 (Terdefinisi/Defined)",
    "Terdefinisi", "terdefinisi", " Terdefinisi ", "Defined", "Tingkat Terdefinisi", "Level Terdefinisi",
    "3\nTerdefinisi",
    "2.9999999996", 3.0000000004, ("number", "2.9999999999999996"),
]  # fmt: skip


@pytest.mark.parametrize("value", THREE, ids=repr)
def test_a_three_is_a_three(value: Value) -> None:
    assert said(value) == "3"


@pytest.mark.parametrize(
    ("value", "scale", "level"),
    [
        ("4 - Terpadu dan Terukur", PROCESS, "4"),
        ("4 - Terpadu", PROCESS, "4"),
        ("Terpadu dan Terukur", PROCESS, "4"),
        ("3 - Transaksi", SERVICE, "3"),
        ("Transaksi", SERVICE, "3"),
        ("V", PROCESS, "5"),
        (0, OLD, "0"),
        ("0 - Belum Ada", OLD, "0"),
        ("Level 0", OLD, "0"),
        ("2,75", PEMDI, "11/4"),
        ("2.75", PEMDI, "11/4"),
        (2.75, PEMDI, "11/4"),
        ("1.250", PEMDI, "5/4"),
        ("2,75 (Berkembang)", PEMDI, "11/4"),
        ("Level 3", PEMDI, "3"),
        ("3 - Berkembang", PEMDI, "3"),
    ],
)
def test_scales_have_their_own_levels(value: Value, scale, level: str) -> None:
    assert said(value, scale) == level


@pytest.mark.parametrize(
    "value", [None, "-", "\u2013", "\u2014", "\u2212", "--", " - ", "_", "\u00a0", "\u200b", "- -"]
)
def test_blank_and_dashes_are_not_filled(value: Value) -> None:
    answer = read_level(cell(value), PROCESS, "I12", HERE)
    assert answer == Unanswered("blank", HERE)


@pytest.mark.parametrize(
    ("value", "scale", "code"),
    [
        (6, PROCESS, "E202"),
        ("6", PROCESS, "E202"),
        (0, PROCESS, "E202"),
        ("3,5", PROCESS, "E202"),
        (3.5, PROCESS, "E202"),
        ("2.999", PROCESS, "E202"),
        ("-1", PROCESS, "E202"),
        (-1, PROCESS, "E202"),
        ("Level 6", PROCESS, "E202"),
        ("VII", PROCESS, "E202"),
        ("300", PROCESS, "E202"),
        ("0,75", PEMDI, "E202"),
        ("5.01", PEMDI, "E202"),
        ("N/A", PROCESS, "E203"),
        ("n/a", PROCESS, "E203"),
        ("tidak ada", PROCESS, "E203"),
        ("belum", PROCESS, "E203"),
        ("Belum Ada", OLD, "E203"),
        ("Ya", PROCESS, "E203"),
        ("abc", PROCESS, "E203"),
        ("?", PROCESS, "E203"),
        ("3?", PROCESS, "E203"),
        ("3*", PROCESS, "E203"),
        ("3+", PROCESS, "E203"),
        ("~3", PROCESS, "E203"),
        (">3", PROCESS, "E203"),
        ("3%", PROCESS, "E203"),
        ("3-4", PROCESS, "E203"),
        ("3 - 4", PROCESS, "E203"),
        ("3/5", PROCESS, "E203"),
        ("5/5", PROCESS, "E203"),
        ("3-3", PROCESS, "E203"),
        ("3 dari 3", PROCESS, "E203"),
        ("3 (3)", PROCESS, "E203"),
        ("2,5/2,5", PEMDI, "E203"),
        ("3 dari 5", PROCESS, "E203"),
        ("3, 4", PROCESS, "E203"),
        ("3 ,5", PROCESS, "E203"),
        (",5", PEMDI, "E203"),
        (".5", PEMDI, "E203"),
        ("3,", PROCESS, "E203"),
        ("- 3", PROCESS, "E203"),
        ("3-", PROCESS, "E203"),
        ("3a", PROCESS, "E203"),
        ("v", PROCESS, "E203"),
        ("x", PROCESS, "E203"),
        ("V3", PROCESS, "E203"),
        ("1.250,5", PEMDI, "E203"),
        ("1,250.5", PEMDI, "E203"),
        ("3e0", PROCESS, "E203"),
        ("3 - Terkelola", PROCESS, "E203"),
        ("3 (tiga) - Terkelola", PROCESS, "E203"),
        ("3 (empat)", PROCESS, "E203"),
        ("3 - Transaksi", PROCESS, "E203"),
        ("2,75 (Melembaga)", PEMDI, "E203"),
        ("Berkembang", PEMDI, "E203"),
        ("Optimum?", PROCESS, "E203"),
        ("Level", PROCESS, "E203"),
        ("9" * 5000, PROCESS, "E203"),
        ("Level " + "9" * 5000, PROCESS, "E203"),
        (("error", "#REF!"), PROCESS, "E204"),
        ("#DIV/0!", PROCESS, "E204"),
        (("date", "2021-04-03"), PROCESS, "E205"),
        (("date", "03:04:00"), PROCESS, "E205"),
        ("2021-04-03", PROCESS, "E205"),
        ("3-Apr", PROCESS, "E205"),
        ("03-Mei", PROCESS, "E205"),
        (True, PROCESS, "E206"),
        ("TRUE", PROCESS, "E206"),
        (("formula", "=B2+1"), PROCESS, "E207"),
        (("formula", ""), PROCESS, "E207"),
        ("=B2+1", PROCESS, "E207"),
    ],
)
def test_what_is_no_level_is_a_fault(value: Value, scale, code: str) -> None:
    assert said(value, scale) == code


def fault_args(value: Value, scale=PROCESS) -> dict[str, str]:
    answer = read_level(cell(value), scale, "I12", HERE)
    assert isinstance(answer, Unanswered)
    assert answer.fault
    assert answer.fault.place == answer.place == HERE
    return dict(answer.fault.args)


def test_a_fault_tells_what_was_found_and_what_is_allowed() -> None:
    assert fault_args(6) == {"found": "6", "indicator": "I12", **allowed(PROCESS)}
    assert fault_args("n/a", PEMDI) == {"found": "n/a", "indicator": "I12", **allowed(PEMDI)}
    date = {"found": "2021-04-03", "indicator": "I12", "cause": "typed", "typed": "3-4"}
    assert fault_args(("date", "2021-04-03")) == date
    assert fault_args("3-Apr")["typed"] == "3-4"
    assert fault_args(("date", "1900-01-03T00:00:00"))["typed"] == "3-1"
    assert fault_args(("date", "03:04:00")) == {"found": "03:04:00", "indicator": "I12", "cause": "time"}
    assert fault_args(("formula", "=B2+1"))["formula"] == "=B2+1"
    assert len(fault_args("kata " * 5000)["found"]) == 60


def test_allowed_values_are_named() -> None:
    assert allowed(OLD) == {"allowed": "steps", "steps": "0, 1, 2, 3, 4, 5", "example": "3"}
    assert allowed(PROCESS)["example"] == "3"
    assert allowed(PEMDI) == {"allowed": "range", "low": "1.00", "high": "5.00", "example": "3.25"}


def test_every_example_is_a_right_answer() -> None:
    for scale in SCALES:
        assert said(allowed(scale)["example"], scale) not in ("E202", "E203")


def test_an_answer_keeps_text_and_place() -> None:
    assert read_level(cell(" Level 3 "), PROCESS, "I12", HERE) == Given(Fraction(3), " Level 3 ", HERE)


@given(st.sampled_from(SCALES), st.data())
def test_every_spelling_of_every_level_of_every_scale_is_that_level(scale, data) -> None:
    level = data.draw(st.sampled_from(scale.levels))
    name = data.draw(st.sampled_from([level.name.id, level.name.en, level.name.id.upper()]))
    number = data.draw(st.sampled_from([str(level.number), f"{level.number},00", f"{level.number}.0"]))
    shape = data.draw(
        st.sampled_from(
            ["{n}", "Level {n}", "{n} - {m}", "{n} ({m})", "Tingkat {n}: {m}", "{m} ({n})", "  {n}\n{m}", "{n}. {m}"]
        )
    )
    assert said(shape.format(n=number, m=name), scale) == str(level.number)


@given(st.decimals(1, 5, places=3))
def test_a_decimal_is_exact_with_point_or_comma(value) -> None:
    assert said(str(value), PEMDI) == said(str(value).replace(".", ","), PEMDI) == str(Fraction(value))


@given(st.text(max_size=40))
def test_no_text_is_ever_anything_but_a_level_or_a_fault(text: str) -> None:
    answer = read_level(cell(("text", text)), PROCESS, "I12", HERE)
    if isinstance(answer, Given):
        assert PROCESS.allows(answer.value)
    else:
        assert answer.reason == "blank" or answer.fault


@given(st.fractions(min_value=0, max_value=6, max_denominator=1000))
def test_numbers_are_allowed_exactly_when_the_scale_says_so(value: Fraction) -> None:
    text = f"{float(value):.12f}"
    read = read_number(text)
    assert read is not None
    assert (said(("number", text)) == str(read)) == PROCESS.allows(read)
