"""Results made by hand for tests of the report."""

from __future__ import annotations

import functools
from fractions import Fraction

from spbe_index.core.assessment import Assessment, Entry, Evidence, Given, Provenance, Unanswered
from spbe_index.core.problem import Place
from spbe_index.core.score import score
from spbe_index.load.rubric import load_rubric
from spbe_index.write.words import Words

FILE = "penilaian.xlsx"

#: The official levels of the Coordinating Ministry for Economic Affairs, 2021: 2.9475, Baik.
OFFICIAL = [3] * 10 + [2, 2, 5, 4] + [3] * 5 + [2] + [1] * 11 + [4] * 6 + [3, 3, 4, 5, 4, 3, 2, 4, 3, 3]

#: Decimal values, among them edges of levels.
DECIMALS = ["1.00", "2.35", "2.75", "3.50", "3.51", "4.00", "4.20", "5.00", "1.50", "2.5"] * 2

rubric = functools.cache(load_rubric)


def result_of(
    name="spbe-2020",
    values=OFFICIAL,
    *,
    by=None,
    agency="Kota Contoh",
    year=2021,
    stage="akhir",
    unit="",
    evidence=(),
    target=None,
    problems=(),
    unfilled="refuse",
    file=FILE,
    program="spbe 0",
    reasons=("blank",),
    converted=None,
):
    """A result and its rubric; a value of None is an unanswered item, `evidence` may be a function of the row."""
    instrument = by or rubric(name)
    entries = []
    for row, (leaf, value) in enumerate(zip(instrument.leaves(), values, strict=True)):
        place = Place(file, "Penilaian", f"D{row + 9}")
        source = None if converted is None else Fraction(converted)
        answer = (
            Unanswered(reasons[row % len(reasons)], place)
            if value is None
            else Given(Fraction(value), str(value), place, source)
        )
        texts = evidence(row) if callable(evidence) else evidence
        entries.append(
            Entry(
                leaf.code,
                ((stage, answer),),
                target=Unanswered("missing") if target is None else Given(Fraction(target), str(target), place),
                unit=unit,
                evidence=tuple(Evidence(text, Place(file, "Penilaian", f"F{row + 9}")) for text in texts),
            )
        )
    source = Provenance(file, "a" * 64, "calamine")
    whole = Assessment(agency, "", year, (stage,), "", tuple(entries), source)
    return score(instrument, whole, stage, unfilled=unfilled, problems=problems, program=program), instrument


def change(value, /, **changes):
    """A named tuple or dataclass with some fields changed."""
    import dataclasses

    return value._replace(**changes) if isinstance(value, tuple) else dataclasses.replace(value, **changes)


class Recording(Words):
    """Words that remember which sentences were asked for."""

    def __init__(self, language, used=None):
        super().__init__(language)
        self.used = set() if used is None else used

    def __call__(self, key, /, **particulars):
        self.used.add(key)
        return super().__call__(key, **particulars)

    def tell(self, problem):
        """Sentences of any code, so that no test here depends on the catalogue of problems."""
        return f"message {dict(problem.args)}", "hint"
