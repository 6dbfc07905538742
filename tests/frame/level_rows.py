"""Random tables of levels in every spelling, and what the core says of them."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import pyarrow as pa

from spbe_index.core.assessment import Answer, Assessment, Entry, Given, Provenance, Unanswered
from spbe_index.core.exact import half_up
from spbe_index.core.problem import NOWHERE
from spbe_index.core.result import Open, Result, below
from spbe_index.core.rubric import Rubric
from spbe_index.core.score import score

IDS = ("spbe-2018", "spbe-2020", "pemdi-2026")
KINDS = ("text", "float", "int", "decimal")
BAD = "bad"
TYPES = {"text": pa.string(), "float": pa.float64(), "int": pa.int16(), "decimal": pa.decimal128(12, 6)}
_BLANKS: dict[str, list[Any]] = {
    "text": ["", "-", None, "  ", "\u2013", "\u00a0"],
    "float": [None, float("nan")],
    "int": [None],
    "decimal": [None],
}
_BADS: dict[str, list[Any]] = {
    "text": [
        "tiga",
        "9",
        "-1",
        "3-4",
        "nan",
        "inf",
        "1e0",
        "\u0663",
        "3.4.5",
        "5/5",
        "true",
        "3.0000001",
        "2..",
        "6.00",
    ],
    "float": [9.0, -1.0, float("inf"), float("-inf"), 3.00000001, 1e300, 5.000001],
    "int": [9, -1, 6, 300],
    "decimal": [Decimal(9), Decimal(-1), Decimal("5.000001")],
}

#: agency, year, indicator as written, what the level says (a value, None for a blank, BAD), the level as written.
Row = tuple[Any, int, str, Any, Any]


class Expected(NamedTuple):
    """What must come out for one agency and year."""

    counts: dict[str, int]
    result: Result


def random_rows(rubric: Rubric, kind: str, seed: int, agencies: int = 4) -> list[Row]:
    """Rows in any order: some blank, absent, wrong, doubled, of unknown indicators."""
    luck = random.Random(seed)
    fault = luck.choice((0.0, 0.0, 0.02, 0.2))
    rows = []
    for agency in range(agencies):
        for year in luck.sample((2019, 2022, 2026), luck.choice((1, 2))):
            for leaf in rubric.leaves():
                for _ in range(luck.choice((0, 1, 2)) if luck.random() < fault else 1):
                    said = _meaning(rubric, leaf.code, kind, luck, fault)
                    name = luck.choice((leaf.code, leaf.code, leaf.code.lower(), leaf.number, f" {leaf.code} "))
                    rows.append((f"Kota {agency}", year, name, said, _spelling(said, kind, luck)))
            if luck.random() < fault * 3:
                rows.append((f"Kota {agency}", year, luck.choice(("I99", "I35-9", "jumlah", "")), Fraction(3), 3))
                rows[-1] = (*rows[-1][:4], _spelling(Fraction(3), kind, luck))
    luck.shuffle(rows)
    return rows


def _meaning(rubric: Rubric, code: str, kind: str, luck: random.Random, fault: float) -> Any:
    if luck.random() < fault:
        return luck.choice((None, BAD))
    leaf = next(leaf for leaf in rubric.leaves() if leaf.code == code)
    scale = rubric.scale(leaf.scale)
    if scale.step is not None or kind == "int":
        return Fraction(luck.randint(int(scale.low), int(scale.high)))
    parts = luck.choice((1, 2, 100, 100, 10**6))
    return Fraction(luck.randint(int(scale.low * parts), int(scale.high * parts)), parts)


def _spelling(said: Any, kind: str, luck: random.Random) -> Any:
    if said is None:
        return luck.choice(_BLANKS[kind])
    if said == BAD:
        return luck.choice(_BADS[kind])
    exact = Decimal(said.numerator) / Decimal(said.denominator)
    if kind == "int":
        return int(said)
    if kind == "decimal":
        return exact
    if kind == "float":
        return float(exact) + luck.choice((0.0, 5e-10, -5e-10))
    return luck.choice((f"{exact}", f"{exact:.6f}", f"{exact}".replace(".", ","), f" {exact}\t"))


def table(rows: list[Row], kind: str) -> pa.Table:
    """The rows as an Arrow table, which every engine takes."""
    columns = zip(*((agency, year, name, level) for agency, year, name, _, level in rows), strict=True)
    arrays = zip(columns, (pa.string(), pa.int32(), pa.string(), TYPES[kind]), strict=True)
    return pa.table([pa.array(column, of) for column, of in arrays], names=["agency", "year", "indicator", "level"])


def expected(rows: list[Row], rubric: Rubric, unfilled: str = "refuse") -> dict[tuple[Any, int], Expected]:
    """By agency and year what the core makes of the rows, one at a time."""
    codes = {name: leaf.code for leaf in rubric.leaves() for name in (leaf.code.lower(), leaf.number)}
    cells: dict[tuple[Any, int], dict[str, list[Any]]] = {}
    unknown: dict[tuple[Any, int], int] = {}
    for agency, year, name, said, _ in rows:
        mine = cells.setdefault((agency, year), {})
        code = codes.get(name.strip().lower())
        if code is None:
            unknown[agency, year] = unknown.get((agency, year), 0) + (said is not None)
        else:
            mine.setdefault(code, []).append(said)
    return {key: _expected(rubric, found, unknown.get(key, 0), unfilled) for key, found in cells.items()}


def _expected(rubric: Rubric, found: dict[str, list[Any]], unknown: int, unfilled: str) -> Expected:
    answers: dict[str, Answer] = {}
    counts = {"answered": 0, "unfilled": 0, "invalid": 0, "repeated": 0, "unknown": unknown}
    for leaf in rubric.leaves():
        said = [one for one in found.get(leaf.code, []) if one is not None]
        if not said:
            answers[leaf.code] = Unanswered("blank")
            counts["unfilled"] += 1
        elif BAD in said or len(set(said)) > 1:
            answers[leaf.code] = Unanswered("faulty")
            counts["invalid"] += 1
        else:
            answers[leaf.code] = Given(said[0], "", NOWHERE)
            counts["answered"] += 1
            counts["repeated"] += len(said) - 1
    entries = tuple(Entry(code, (("", answer),)) for code, answer in answers.items())
    handed_in = Assessment("", "", None, ("",), "", entries, Provenance("", "", ""))
    return Expected(counts, score(rubric, handed_in, "", unfilled=unfilled))


def check(row: dict[str, Any], want: Expected) -> None:
    """One row that came out is what the core says, to the last digit."""
    result = want.result
    assert {name: row[name] for name in want.counts} == want.counts
    assert row["complete"] is result.complete
    index = result.index
    assert row["index_exact"] == (None if isinstance(index, Open) else str(index))
    assert row["band"] == (result.verdict.name if result.verdict else None)
    shown = {"index": result.root, **{node.code: node for node, _, _ in below(result.root) if node.children}}
    for code, node in shown.items():
        rounded = None if isinstance(node.value, Open) else float(half_up(node.value))
        assert row[code] == rounded, code
