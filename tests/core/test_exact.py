import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_index.core.exact import (
    decimal_text,
    difference_places,
    display,
    exact_text,
    half_up,
    parse_exact,
    telling_places,
    weighted_mean,
)

fractions = st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6)


@given(st.decimals(min_value=-100, max_value=100, places=5), st.integers(0, 4))
def test_rounding_equals_the_decimal_module(value, places):
    expected = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert half_up(Fraction(value), places) == Fraction(expected)
    assert Decimal(display(Fraction(value), places)) == expected


@given(fractions)
def test_rounding_moves_a_value_by_at_most_half_a_unit(value):
    assert abs(half_up(value) - value) <= Fraction(1, 200)
    assert half_up(half_up(value)) == half_up(value)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("1.7995", "1.80"),
        ("2.9475", "2.95"),
        ("3.005", "3.01"),
        ("2.595", "2.60"),
        ("0.004", "0.00"),
        ("5", "5.00"),
        ("-0.005", "-0.01"),
    ],
)
def test_halves_go_up_and_two_decimals_are_always_shown(value, shown):
    assert display(Fraction(value)) == shown


@given(fractions)
def test_decimal_text_is_exact_or_absent(value):
    text = decimal_text(value)
    if text is None:
        assert value.denominator % 3 == 0 or any(
            value.denominator % p == 0 for p in range(7, value.denominator + 1, 2) if p % 5
        )
    else:
        assert Fraction(text) == value
        assert "." not in text or not text.endswith("0")


@pytest.mark.parametrize(
    ("value", "at", "included", "places"),
    [
        ("3.5015", "3.5", False, 3),
        ("3.5001", "3.5", False, 4),
        ("3.5", "3.5", False, 2),
        ("3.5015", "3.5", True, 2),
        ("3.4985", "3.5", True, 3),
        ("3.4985", "3.5", False, 2),
        ("3.49999", "3.5", True, 5),
        ("2.9475", "3.5", True, 2),
        ("1/3", "1/3", True, 2),
        ("3.5015", "3.5015", True, 3),
        # Twelve decimals are the most that are tried.
        ("3.500000000001", "3.5", False, 12),
        ("3.5000000000001", "3.5", False, 2),
    ],
)
def test_decimals_are_as_many_as_show_the_side_of_an_edge(value, at, included, places):
    assert telling_places(Fraction(value), [(Fraction(at), included)]) == places


@pytest.mark.parametrize(("value", "places"), [("0", 2), ("0.0003", 4), ("-0.0003", 4), ("0.005", 2), ("-0.02", 2)])
def test_a_difference_never_looks_like_none(value, places):
    assert difference_places(Fraction(value)) == places


def test_a_difference_is_shown_with_the_decimals_that_are_asked_for():
    assert [difference_places(Fraction("0.04"), places) for places in (0, 1, 2, 3)] == [2, 2, 2, 3]
    assert difference_places(Fraction(1), 0) == 0


def test_thirds_have_no_decimal():
    assert decimal_text(Fraction(10, 3)) is None
    assert decimal_text(Fraction(1179, 400)) == "2.9475"
    assert decimal_text(Fraction(3)) == "3"
    assert [exact_text(Fraction(text)) for text in ("10/3", "1179/400", "3")] == ["10/3", "2.9475", "3"]


@given(fractions)
def test_what_is_written_is_read_back(value):
    assert parse_exact(str(value)) == value
    text = decimal_text(value)
    if text is not None:
        assert parse_exact(text) == value
    assert parse_exact(exact_text(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("2.75", (11, 4)), ("-0.05", (-1, 20)), ("10/3", (10, 3)), ("-6/4", (-3, 2)), ("007", (7, 1)), ("1.50", (3, 2))],
)
def test_decimals_and_ratios_are_read_exactly(text, value):
    assert parse_exact(text) == Fraction(*value)


@pytest.mark.parametrize(
    "text", ["", "-", "1.", ".5", "1e3", "1_0", " 1", "1,5", "1/0", "1/-2", "1.5/2", "٣", "nan", "1/", "--1", "+1"]
)
def test_anything_but_a_plain_number_is_refused(text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        parse_exact(text)


@given(st.lists(st.tuples(st.fractions(min_value=Fraction(1, 100), max_value=100), fractions), min_size=1))
def test_a_weighted_mean_lies_between_its_extremes(pairs):
    values = [value for _, value in pairs]
    assert min(values) <= weighted_mean(pairs) <= max(values)


def test_the_mean_of_nothing_is_an_error():
    with pytest.raises(ZeroDivisionError):
        weighted_mean([])
