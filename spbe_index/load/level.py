"""A cell to an answer: every way a maturity level is typed, and what is wrong with the rest.

The written rule. A level is one number of the item's scale, as digits, as a
Roman numeral or as a word, with or without a word before it ("Level 3") and the
level's own name behind it ("3 - Terdefinisi"); the name alone will do where the
scale has whole levels. Digits stand once: in "5/5" the second number may be the
most there is to get, and in "3-3" a range, so neither is a level. Blank and
dashes are "not filled". Levels are at most 100, so a single point or comma is
always a decimal mark; two of them are not a number. A number within 1e-9 of a
whole one is that whole one, and of more than 15 significant digits only 15
count, as in a workbook. Truth values, dates, errors and anything else are
faults, never levels.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from spbe_index.core.assessment import Answer, Given, Unanswered
from spbe_index.core.exact import decimal_text, display
from spbe_index.core.problem import Place, problem
from spbe_index.load.folding import fold, one_line, phrases

if TYPE_CHECKING:
    from spbe_index.core.rubric import Scale
    from spbe_index.load.sheets import Cell

#: Words that may stand before a level without changing it.
LEVEL_WORDS = frozenset(phrases("level|lvl|lv|l|tingkat|tk|nilai|skor|score|kematangan|capaian|maturity|ke"))
NUMERALS = {
    **{word: number for number, word in enumerate(phrases("nol|satu|dua|tiga|empat|lima"))},
    **{word: number for number, word in enumerate(phrases("zero|one|two|three|four|five"))},
    **{word: number for number, word in enumerate(phrases("i|ii|iii|iv|v|vi|vii|viii|ix|x"), start=1)},
}
#: Said of what is not there. No instrument knows "not applicable"; and "Belum ada", the name of level 0 in 2018, says
#: as often that nobody has filled the cell yet.
ABSENCE = frozenset(phrases("belum ada|tidak ada|belum|tidak|kosong|nihil|n a|na|absent"))
ERROR_VALUES = frozenset(
    ("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA")
)
_MONTHS = {
    month: number
    for number, names in enumerate(
        phrases("jan|feb|mar|apr|mei may|jun|jul|agu agt aug|sep|okt oct|nov|des dec"), start=1
    )
    for month in names.split()
}
_SHOWN = 60
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212_ ")
_NUMBER = r"[-\u2212]?\d{1,30}(?:[.,]\d{1,60})?\.?"
_PIECE = r"\d+(?:[.,]\d+)*|[^\W\d_]+"
#: A sign at either end may be a minus or the rest of something cut off; brackets and quotes are not.
_WORDS_AND_SEPARATORS = r"[(\['\"]*\w(?:[\w\s.,:;=/()\[\]'\"\u2010-\u2015-]*[\w)\]'\".])?"
#: A lone small letter is as likely a tick as a Roman numeral.
_TICKS = frozenset("vixl")
_LOOSE_DECIMAL = r"(?:^|[^\w])[.,]\d|\d,(?:\s|$)"
_ISO_DATE = r"\d{4}-\d\d-\d\d(?:[t ].*)?"
_DAY_MONTH = r"(\d{1,2})[-/ ]([a-z]{3})[a-z]*"
#: Significant digits that a workbook's number has.
_DIGITS = 15
_NEARLY_WHOLE = Fraction(1, 10**9)


@lru_cache(4096)  # the same few levels in all cells of all workbooks
def _number_said(text: str) -> tuple[Fraction | None, str]:
    """A number and how it is shown: alike however it was stored, as a number or as text with a comma; else the text."""
    value = read_number(text)
    return value, text if value is None else decimal_text(value) or text


@lru_cache(4096)
def read_number(text: str) -> Fraction | None:
    """A plain decimal with a point or a comma as its mark, exact; None when the text is anything else."""
    if text.isascii() and text.isdigit() and len(text) <= 30:
        return Fraction(int(text))
    compact = one_line(text)
    # A word does not end as a number does; the expression is not even made where there are only words.
    if compact[-1:].isalpha() or not re.fullmatch(_NUMBER, compact):
        return None
    plain = compact.rstrip(".").replace(",", ".").replace("\u2212", "-")
    digits = sum(sign.isdigit() for sign in plain)
    # A workbook would hold it as a binary number, and that is read with 15 digits.
    value = Fraction(plain if digits <= _DIGITS else f"{float(plain):.{_DIGITS}g}")
    whole = round(value)
    return Fraction(whole) if abs(value - whole) <= _NEARLY_WHOLE else value


def is_blank(text: str) -> bool:
    """Whether a cell with this text counts as not filled: nothing but blanks and dashes."""
    return not text[:1].isalnum() and _DASHES.issuperset(one_line(text))


def unreadable(cell: Cell) -> str:
    """Why a cell that should hold a text holds none: "error", "formula" (one without a stored value), or ""."""
    if cell.kind == "error" or cell.text.strip().upper() in ERROR_VALUES:
        return "error"
    return "formula" if cell.kind == "formula" else ""


def read_level(cell: Cell | None, scale: Scale, indicator: str, place: Place) -> Answer:
    """The answer in one level cell.

    Args:
        cell: The cell, or None for an empty one.
        scale: The scale of the item the row is about.
        indicator: Its code, for the sentence of a fault.
        place: The cell's place, which an empty cell cannot tell itself.

    Returns:
        `Given`; `Unanswered("blank")`; or `Unanswered("faulty")` with the fault:
        E202 not on the scale, E203 not understood, E204 error value, E205 date,
        E206 truth value, E207 formula without a stored value.

    """
    if cell is None or (cell.kind == "text" and is_blank(cell.text)):
        return Unanswered("blank", place)
    if cell.kind != "number" and (odd := _odd_kind(cell)) is not None:
        code, args = odd
        return _fault(code, place, indicator, cell.text, **args)
    value, text = _number_said(cell.text)
    if value is None:
        value = _spelled(text, scale)
        if value is None:
            return _fault("E203", place, indicator, text, **allowed(scale))
    if not scale.allows(value):
        return _fault("E202", place, indicator, text, **allowed(scale))
    return Given(value, text, place)


def figure(value: Fraction) -> str:
    """A level or an index as problems tell it: exactly where it has so many decimals, else rounded."""
    return decimal_text(value) or display(value)


def allowed(scale: Scale) -> dict[str, str]:
    """What may be answered, as particulars of a problem: the `steps` of a scale, or the ends of its `range`."""
    if scale.step is None:
        return {
            "allowed": "range",
            "low": display(scale.low),
            "high": display(scale.high),
            "example": display(scale.example()),
        }
    count = int((scale.high - scale.low) / scale.step) + 1
    steps = [str(decimal_text(scale.low + scale.step * step)) for step in range(count)]
    separator = "; " if any("." in step for step in steps) else ", "  # a comma is also a decimal mark
    return {"allowed": "steps", "steps": separator.join(steps), "example": str(decimal_text(scale.example()))}


def _fault(code: str, place: Place, indicator: str, found: str, **args: str) -> Unanswered:
    shown = one_line(found)
    shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "\u2026"
    return Unanswered("faulty", place, problem(code, place, found=shown, indicator=indicator, **args))


def _odd_kind(cell: Cell) -> tuple[str, dict[str, str]] | None:
    """The fault of a cell that is no number and no word, also where csv left only its text."""
    text = one_line(cell.text)
    if cell.kind == "date" or re.fullmatch(_ISO_DATE, text.casefold()):
        return "E205", typed_as_date(text)
    if cell.kind == "error" or text.upper() in ERROR_VALUES:
        return "E204", {}
    if cell.kind == "boolean" or text.casefold() in ("true", "false"):
        return "E206", {}
    if cell.kind == "formula" or text.startswith("="):
        return "E207", {"where": "level", "formula": text[:_SHOWN]}
    if (match := re.fullmatch(_DAY_MONTH, text.casefold())) and match[2] in _MONTHS:
        return "E205", {"cause": "typed", "typed": f"{int(match[1])}-{_MONTHS[match[2]]}"}
    return None


def typed_as_date(iso: str) -> dict[str, str]:
    """What was probably typed when a spreadsheet made a date of it: `3-4` for 3 April; a bare time tells nothing."""
    parts = iso[:10].split("-")
    if len(parts) == 3 and all(part.isdecimal() for part in parts):
        return {"cause": "typed", "typed": f"{int(parts[2])}-{int(parts[1])}"}
    return {"cause": "time"}


def _spelled(text: str, scale: Scale) -> Fraction | None:
    """The level that words tell, or None."""
    plain = one_line(text).casefold()
    if len(plain) > 200 or not re.fullmatch(_WORDS_AND_SEPARATORS, plain) or re.search(_LOOSE_DECIMAL, plain):
        return None
    if text.strip() in _TICKS:
        return None
    named = fold(plain)
    values: set[Fraction] = set()
    words: list[str] = []
    tokens = re.findall(_PIECE, plain)
    if sum(token[0].isdigit() for token in tokens) > 1:
        return None
    for token in tokens:
        number = Fraction(NUMERALS[token]) if token in NUMERALS else read_number(token)
        if number is not None:
            values.add(number)
        elif token[0].isdigit():
            return None
        else:
            words.append(token)
    if not values:
        return _by_name(named, [word for word in words if word not in LEVEL_WORDS], scale)
    if len(values) > 1:
        return None
    (value,) = values
    rest = " ".join(word for word in words if word not in LEVEL_WORDS)
    if rest and (not scale.allows(value) or rest not in _own_names(value, scale)):
        return None
    return value


def _own_names(value: Fraction, scale: Scale) -> set[str]:
    """What may stand beside a number: the name of its level, in either language, whole or its first words."""
    level = scale.level_of(value)
    allowed_names: set[str] = set()
    for name in (fold(level.name.id), fold(level.name.en)):
        words = name.split()
        allowed_names |= {" ".join(words[:end]) for end in range(1, len(words) + 1)}
        allowed_names.add(f"{fold(level.name.id)} {fold(level.name.en)}")
    others = {fold(name) for o in scale.levels if o is not level for name in (o.name.id, o.name.en)}
    return allowed_names - others


def _by_name(named: str, words: list[str], scale: Scale) -> Fraction | None:
    """The one whole level with this name. A decimal scale has many values under a name, so there none is meant."""
    if scale.step is None or named in ABSENCE:
        return None
    name = " ".join(words)
    found = {level.number for level in scale.levels if name in (fold(level.name.id), fold(level.name.en))}
    return Fraction(found.pop()) if len(found) == 1 and name not in ABSENCE else None
