"""Results for tests of the outputs: of every instrument, incomplete, and with names made to do harm."""

import functools
from fractions import Fraction

from reporting import DECIMALS, OFFICIAL, change, result_of, rubric

#: Answers of every instrument, with a full set of them.
ANSWERS = {"spbe-2018": [0, 1, 2, 3, 4, 5, 3] * 5 + [2, 4], "spbe-2020": OFFICIAL, "pemdi-2026": DECIMALS}
YEARS = {"spbe-2018": 2019, "spbe-2020": 2021, "pemdi-2026": 2026}

#: What agencies, stages and files must be able to be called without anything happening.
HOSTILE = [
    "=1+1",
    "+HYPERLINK(1)",
    "-2+3",
    "@SUM(A1)",
    " =1+1",
    "\t=1+1",
    "＝1+1",
    "<b>tebal</b>",
    "a | b | c",
    "satu\ndua\r\ntiga",
    "\u202eterbalik\u2066",
    "`kode` *tebal* [tautan](http://x)",
    "\x1b[31mmerah\x07",
    "\ud800",
]


@functools.cache
def whole(name):
    """A complete result of one instrument."""
    return result_of(name, ANSWERS[name], year=YEARS[name], stage="")


@functools.cache
def holed(unfilled="refuse"):
    """One answer faulty, one blank, one without a row."""
    values = [None if row in (3, 20, 46) else value for row, value in enumerate(OFFICIAL)]
    return result_of(values=values, unfilled=unfilled, reasons=("blank", "missing", "faulty"))


def disputed():
    """2.9475 with a band that begins at 2.948: by the exact value below it, by the rounded one above."""
    instrument = rubric("spbe-2020")
    edge = change(instrument.bands[2], values=change(instrument.bands[2].values, high=Fraction("2.948")))
    above = change(instrument.bands[3], values=change(instrument.bands[3].values, low=Fraction("2.948")))
    return result_of(by=change(instrument, bands=(*instrument.bands[:2], edge, above, instrument.bands[4])))
