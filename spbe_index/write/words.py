"""Sentences and numbers in the reader's language, from the catalogues in `locale/`.

A catalogue is one JSON file per part of the program and language:
`locale/id/report.json` and `locale/en/report.json` hold the same keys with the
same `{particulars}`; tests compare them and look for keys that are asked for but missing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_index.core.exact import SHOWN_PLACES, decimal_text, difference_places, display, exact_text
from spbe_index.core.problem import Problem

if TYPE_CHECKING:
    from spbe_index.core.result import Value

LANGUAGES = ("id", "en")
#: Decimals of what is finer than an index, such as the way to an edge.
FINE_PLACES = 4
DEFAULT_LANGUAGE = "id"

#: Signs that figures are made of: numbers, ratios, stretches from one to another, and lists.
_FIGURE = frozenset("0123456789.-/; ")

#: How the names of tables end that programs write and nobody opens in Excel.
_TABLE = ".parquet"
_LOCALE = os.path.join(os.path.dirname(__file__), "locale")


def clean(text: str) -> str:
    """Text from a file made harmless for a terminal: control characters are shown escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


class _Particular(str):
    """A particular of a problem, which a sentence may ask for in the language's way.

    `{value:n}` is a figure with its marks (`3,76`, `1.048.576`), `{day:d}` a
    date in words. Text that is neither stays as it is: the same particular may
    quote a number or a word from a cell.
    """

    words: Words

    def __new__(cls, text: str, words: Words) -> _Particular:
        made = super().__new__(cls, text)
        made.words = words
        return made

    def __format__(self, spec: str) -> str:
        text = str(self)
        if spec == "d":
            return self.words.date(text)
        if spec != "n" or not _FIGURE.issuperset(text):
            return text
        if len(text) > 4 and text.isdigit():
            text = f"{int(text):,}"
            return text.replace(",", ".") if self.words.language == "id" else text
        # Only marks between digits: a stretch is written with dots, `1.7 .. 1.8`.
        mark = self.words.decimal_mark(".")
        return "".join(
            mark if sign == "." and text[at - 1 : at + 2 : 2].isdigit() else sign for at, sign in enumerate(text)
        )


class _Particulars(dict[str, str]):
    """The particulars of one problem as its sentences ask for them; one that has a phrase is told by it.

    A phrase may hold other particulars, whatever their order; its own it holds
    as it is.
    """

    def __init__(self, problem: Problem, sentences: Mapping[str, str], words: Words) -> None:
        super().__init__()
        self._code, self._sentences, self._words = problem.code, sentences, words
        self._texts = dict(problem.args)
        self._telling: list[str] = []

    def sentence(self, part: str) -> str:
        """The message, the hint, or a phrase of the problem."""
        text = self._sentences[f"{self._code}.{part}"]
        return text.format_map(self) if self._texts else text

    def __missing__(self, name: str) -> str:
        text = self._texts[name]
        phrase = f"{name}.{text}"
        if name not in self._telling and f"{self._code}.{phrase}" in self._sentences:
            self._telling.append(name)
            told = self.sentence(phrase)
            self._telling.remove(name)
            return told
        # A name that a rubric has in both languages comes as `name` and `name_en`.
        return _Particular(self._texts.get(f"{name}_{self._words.language}", text), self._words)


class Words:
    """The sentences of one language. Catalogues are read when a key of theirs is first asked for."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogues: dict[str, dict[str, str]] = {}

    def __call__(self, key: str, /, **particulars: object) -> str:
        """The sentence `catalogue.rest.of.key` with its particulars filled in.

        Raises:
            KeyError: no such sentence, or a particular is missing; a fault of
                the program, which a test looks for.

        """
        catalogue, _, rest = key.partition(".")
        sentence = self._catalogue(catalogue)[rest]
        return sentence.format_map(particulars) if particulars else sentence

    def tell(self, problem: Problem) -> tuple[str, str]:
        """Message and hint of a problem.

        A particular for which the catalogue has a phrase (`E118.what.rows`) is told by that phrase, which may hold
        the other particulars; the rest are told as they are, or as figures where the sentence says `{value:n}`.
        What no spreadsheet program opens has hints of its own (`E103.hint.parquet`).
        One that this catalogue cannot tell, from a result of another version, is named by its code.
        """
        try:
            return self._told(problem)
        except (KeyError, ValueError):
            return self.untold(problem)

    def untold(self, problem: Problem) -> tuple[str, str]:
        """What is said of a problem that a saved result brings along from another version of the program."""
        return self("terminal.untold.message", code=problem.code), self("terminal.untold.hint")

    def meaning(self, code: str) -> str:
        """What a code of problems means, as a phrase without an end."""
        return self(f"problems.{code}.meaning").rstrip(".")

    def _told(self, problem: Problem) -> tuple[str, str]:
        sentences = self._catalogue("problems")
        told = _Particulars(problem, sentences, self)
        hint = "hint"
        if problem.place.file.lower().endswith(_TABLE) and f"{problem.code}.{hint}{_TABLE}" in sentences:
            hint += _TABLE
        return told.sentence("message"), told.sentence(hint)

    def number(self, value: Fraction, places: int = SHOWN_PLACES) -> str:
        """A value rounded for display: `3,76` in Indonesian, `3.76` in English."""
        return self.decimal_mark(display(value, places))

    def value(self, value: Value) -> str:
        """A value of the scored tree as it is shown, or the stretch that it still lies in."""
        if isinstance(value, Fraction):
            return self.number(value)
        return self("terminal.open", low=self.number(value.low), high=self.number(value.high))

    def fine(self, value: Fraction) -> str:
        """A difference between indices: four decimals, of which ending zeros beyond two are dropped."""
        text = self.number(value, FINE_PLACES)
        return text[:-2] if text.endswith("00") else text.removesuffix("0")

    def whole(self, count: int) -> str:
        """A whole number with the language's marks between thousands: `26.885` in Indonesian."""
        text = f"{count:,}"
        return text.replace(",", ".") if self.language == "id" else text

    def signed(self, value: Fraction | None, places: int = SHOWN_PLACES) -> str:
        """A difference with its sign, `+0,03` or `-0,03`; `=` for none, and nothing where it is not known.

        One that is too small for so many decimals has more: it never looks like none.
        """
        if value is None:
            return ""
        if not value:
            return "="
        return ("+" if value > 0 else "") + self.number(value, difference_places(value, places))

    def exact(self, value: Fraction) -> str:
        """A value in full: a finite decimal where there is one, else a ratio; e.g. `2,9475` or `10/3`."""
        return self.decimal_mark(exact_text(value))

    def effort(self, value: Fraction) -> str:
        """An effort in full, with marks between thousands: `162.000.000` or `2,5`."""
        text = decimal_text(value)
        if text is None:
            return str(value)
        whole, _, decimals = text.partition(".")
        return self.whole(int(whole)) + (self.decimal_mark(".") + decimals if decimals else "")

    def counted(self, key: str, count: int, **particulars: object) -> str:
        """The sentence or phrase of a number of things, in its singular (`key.one`) or plural (`key.other`)."""
        form = "one" if count == 1 else "other"
        return self(f"{key}.{form}", count=self.whole(count), **particulars)

    def date(self, iso: str) -> str:
        """A day in words, `17 Agustus 2023`; text that is no ISO date stays as it is."""
        year, _, rest = iso.partition("-")
        month, _, day = rest.partition("-")
        if not (
            len(iso) == 10 and year.isdecimal() and month.isdecimal() and day.isdecimal() and 1 <= int(month) <= 12
        ):
            return iso
        return self("report.method.date", day=int(day), month=self(f"report.month.{int(month)}"), year=year)

    def decimal_mark(self, text: str) -> str:
        """Plain decimal text with the language's decimal mark."""
        return text.replace(".", ",") if self.language == "id" else text

    def _catalogue(self, name: str) -> dict[str, str]:
        if name not in self._catalogues:
            with open(os.path.join(_LOCALE, self.language, f"{name}.json"), encoding="utf-8") as file:
                self._catalogues[name] = json.load(file)
        return self._catalogues[name]
