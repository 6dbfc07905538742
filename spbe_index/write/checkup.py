"""What `spbe check` says: how far the workbook is filled, every problem in its order, and who still has what to do."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import Any

from spbe_index.core.assessment import Given
from spbe_index.core.problem import Problem, Severity
from spbe_index.core.result import Result
from spbe_index.core.result_json import number_plain, problem_plain, value_plain
from spbe_index.core.rubric import Rubric
from spbe_index.core.units import Unit, units
from spbe_index.write.terminal import heading_lines, problem_lines
from spbe_index.write.words import Words, clean

SCHEMA = "spbe-check/1"
_LEAST_UNIT = 16


def checkup_plain(result: Result, words: Words) -> dict[str, Any]:
    """The whole check-up as plain data, for JSON."""
    return {
        "schema": SCHEMA,
        "file": result.provenance.file,
        "agency": result.agency,
        "year": result.year,
        "stage": result.stage or None,
        "rubric": result.rubric._asdict(),
        "complete": result.complete,
        "index": value_plain(result.index),
        "range": {"low": number_plain(result.low), "high": number_plain(result.high)},
        "counts": {severity.value: count for severity, count in _counts(result.problems).items()},
        "units": [_unit_plain(unit) for unit in units(result)],
        "problems": [problem_plain(found, words.tell) for found in result.problems],
    }


def _unit_plain(unit: Unit) -> dict[str, Any]:
    return {
        "unit": unit.name,
        "indicators": [item.code for item in unit.items],
        "unfilled": [item.code for item in unit.unfilled],
        "weight": number_plain(unit.weight),
    }


def checkup_text(result: Result, rubric: Rubric, words: Words, *, width: int, colour: bool) -> str:
    """The whole check-up for a terminal."""
    lines = heading_lines(result, rubric, words, width=width, colour=colour)
    filled = sum(isinstance(leaf.answer, Given) for leaf in result.leaves)
    lines += [words("terminal.check.filled", filled=filled, count=len(result.leaves)), ""]
    counts = _counts(result.problems)
    if result.problems:
        told = {
            severity.value: words.counted(f"terminal.check.{severity.value}", count)
            for severity, count in counts.items()
        }
        lines += [words("terminal.check.found", **told), ""]
        lines += problem_lines(result.problems, words, colour=colour, width=width)
    else:
        lines.append(words("terminal.check.sound"))
    found = units(result)
    # Where nobody is named and nothing is left to do, the table would say nothing.
    if any(unit.name or unit.unfilled for unit in found):
        lines += ["", *_units(found, words, width)]
    return "\n".join(lines) + "\n"


def _counts(problems: tuple[Problem, ...]) -> dict[Severity, int]:
    counted = Counter(found.severity for found in problems)
    return {severity: counted[severity] for severity in Severity}


def _units(found: tuple[Unit, ...], words: Words, width: int) -> list[str]:
    """A table of units; the codes still to be filled in run on below themselves."""
    rows = [
        (
            clean(unit.name) or words("terminal.check.no_unit"),
            str(len(unit.items)),
            str(len(unit.items) - len(unit.unfilled)),
            words.number(unit.weight),
            ", ".join(item.code for item in unit.unfilled) or "-",
        )
        for unit in found
    ]
    head = tuple(words(f"terminal.check.column.{key}") for key in ("unit", "items", "filled", "weight", "unfilled"))
    sizes = [max(len(row[column]) for row in (head, *rows)) for column in range(5)]
    sizes[0] = min(sizes[0], max(_LEAST_UNIT, width - sum(sizes[1:4]) - 30))
    sizes[4] = max(20, width - sum(sizes[:4]) - 8)
    lines: list[str] = []
    for row in (head, *rows):
        names, codes = (textwrap.wrap(row[column], sizes[column]) or [""] for column in (0, 4))
        for number in range(max(len(names), len(codes))):
            name = names[number] if number < len(names) else ""
            figures = row[1:4] if number == 0 else ("", "", "")
            cells = [
                f"{name:<{sizes[0]}}",
                *(f"{cell:>{size}}" for cell, size in zip(figures, sizes[1:4], strict=True)),
            ]
            lines.append("  ".join([*cells, codes[number] if number < len(codes) else ""]).rstrip())
    return lines
