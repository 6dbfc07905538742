"""The only arithmetic of the package: exact weighted means and one rounding.

Everything is a `fractions.Fraction`; nothing is ever a float. Weights such as
10/3 percent have no decimal form, so no decimal type would do.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm

#: No more decimals than these tell a value from an edge; only one that has no finite decimal form comes so far.
_MOST_PLACES = 12

#: Decimals shown for every value. The regulations print two everywhere and set no rule;
#: half-up on the exact value reproduces the official lists (half-even and truncation do not).
SHOWN_PLACES = 2


def weighted_mean(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Sum of weight x value over sum of weights, for (weight, value) pairs.

    Raises:
        ZeroDivisionError: no pairs, or weights that sum to nothing; a valid
            rubric has neither.

    """
    both = list(pairs)
    # Whole numbers over one denominator: the same sum as with fractions, at a fifth of the cost.
    of_weights = lcm(*(weight.denominator for weight, _ in both))
    of_values = lcm(*(value.denominator for _, value in both))
    top = bottom = 0
    for weight, value in both:
        share = weight.numerator * (of_weights // weight.denominator)
        top += share * value.numerator * (of_values // value.denominator)
        bottom += share
    return Fraction(top, bottom * of_values)


def is_step(value: Fraction, low: Fraction, high: Fraction, step: Fraction) -> bool:
    """Whether a value is one of `low`, `low` + `step` and so on, up to `high`."""
    # In whole numbers: every cell that may hold a level is asked, and with fractions it takes twenty times as long.
    unit = lcm(value.denominator, low.denominator, high.denominator, step.denominator)
    found = value.numerator * (unit // value.denominator)
    first = low.numerator * (unit // low.denominator)
    last = high.numerator * (unit // high.denominator)
    return first <= found <= last and (found - first) % (step.numerator * (unit // step.denominator)) == 0


def half_up(value: Fraction, places: int = SHOWN_PLACES) -> Fraction:
    """The value rounded to `places` decimals, halves away from zero, still exact."""
    return Fraction(_rounded(value, places), 10**places)


def display(value: Fraction, places: int = SHOWN_PLACES) -> str:
    """The rounded value as text with a decimal point and exactly `places` decimals, e.g. `3.00`."""
    return _plain(_rounded(value, places), places)


def telling_places(value: Fraction, edges: Iterable[tuple[Fraction, bool]], places: int = SHOWN_PLACES) -> int:
    """How many decimals, at least `places`, show a value on the side of every edge on which it lies.

    An edge is where something begins: at the number itself where that is
    included, else just above it. 3.5015 beyond an open edge at 3.5 shows as
    3.502, since 3.50 would lie before it.
    """
    sides = [(at, included, _beyond(value, at, included=included)) for at, included in edges]
    for more in range(places, _MOST_PLACES + 1):
        shown = half_up(value, more)
        if all(_beyond(shown, at, included=included) is side for at, included, side in sides):
            return more
    return places


def difference_places(value: Fraction, places: int = SHOWN_PLACES) -> int:
    """How many decimals, at least `places`, show a difference as one: only none at all is nought."""
    return telling_places(value, ((Fraction(0), True), (Fraction(0), False)), places)


def _beyond(value: Fraction, at: Fraction, *, included: bool) -> bool:
    return value >= at if included else value > at


def exact_text(value: Fraction) -> str:
    """The exact value in short: as a decimal where one equals it (`2.9475`), else as a ratio (`10/3`)."""
    return decimal_text(value) or str(value)


def decimal_text(value: Fraction) -> str | None:
    """The exact value as a decimal without trailing zeros, or None when no finite decimal equals it."""
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest //= 2
        twos += 1
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    places = max(twos, fives)
    return _plain(_rounded(value, places), places) if rest == 1 else None


def parse_exact(text: str) -> Fraction:
    """A plain decimal (`2.75`) or a ratio of whole numbers (`10/3`) as an exact number.

    Stricter than `Fraction(text)`: ASCII digits, an optional leading minus, no
    exponent, blank or underscore.

    Raises:
        ValueError: the text is neither.

    """
    head, slash, tail = text.partition("/")
    sign, digits = (-1, head[1:]) if head.startswith("-") else (1, head)
    if slash:
        if _is_digits(digits) and _is_digits(tail) and int(tail):
            return Fraction(sign * int(digits), int(tail))
    else:
        whole, dot, decimals = digits.partition(".")
        if _is_digits(whole) and (_is_digits(decimals) if dot else True):
            return Fraction(sign * int(whole + decimals), 10 ** len(decimals))
    raise ValueError(text)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _rounded(value: Fraction, places: int) -> int:
    """The value in units of its last shown decimal, halves away from zero; whole numbers all the way."""
    top, bottom, scale = abs(value.numerator), value.denominator, int(10**places)
    units = (2 * top * scale + bottom) // (2 * bottom)
    return -units if value.numerator < 0 else units


def _plain(units: int, places: int) -> str:
    """A whole number of units of the last of so many decimals, written out, e.g. `-0.05` for -5 and 2."""
    digits = str(abs(units)).rjust(places + 1, "0")
    sign = "-" if units < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits
