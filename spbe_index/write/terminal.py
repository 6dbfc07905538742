"""Results and problems as plain text for a terminal, as wide as the terminal is."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from fractions import Fraction

from spbe_index.core.problem import Problem, Severity
from spbe_index.core.result import Open, Result, Value, below
from spbe_index.core.rubric import Rubric
from spbe_index.write.wording import (
    answer_label,
    band_label,
    level_names,
    otherwise_sentence,
    stage_label,
    unfilled_sentence,
)
from spbe_index.write.words import Words, clean

_COLOUR = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_BAR_CELLS = 10


def terminal_width() -> int:
    """Columns of the terminal, between 60 and 120; 100 when there is none."""
    return max(60, min(120, shutil.get_terminal_size((100, 24)).columns))


def result_table(result: Result, rubric: Rubric, words: Words, *, width: int, colour: bool) -> str:
    """Index and predicate, then every node with weight and value, then the problems."""
    lines = [*_heading(result, rubric, words, colour), ""]
    lines += _tree(result, rubric, words, width, colour)
    if result.problems:
        lines += ["", words("terminal.problems", count=len(result.problems))]
        lines += problem_lines(result.problems, words, colour=colour, width=width)
    return "\n".join(lines) + "\n"


def problem_lines(problems: Sequence[Problem], words: Words, *, colour: bool, width: int = 100) -> list[str]:
    """Each problem as its place and message, and on the next line what to do."""
    lines: list[str] = []
    for found in problems:
        message, hint = words.tell(found)
        place = ": ".join(clean(part) for part in (found.place.file, found.place.address) if part)
        label = _paint(
            f"{words(f'terminal.severity.{found.severity.value}')} {found.code}", _COLOUR[found.severity], colour
        )
        head = f"{label} {place}: " if place else f"{label}: "
        lines.append(head + clean(message))
        lines += textwrap.wrap(
            clean(hint), width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
        )
    return lines


def _heading(result: Result, rubric: Rubric, words: Words, colour: bool) -> Iterator[str]:
    agency = clean(result.agency) or words("terminal.agency_unknown")
    year = str(result.year) if result.year is not None else words("terminal.year_unknown")
    yield _paint(f"{agency}, {year}", "1", colour)
    stage = stage_label(result, rubric, words)
    yield f"{rubric.title.of(words.language)} [{rubric.id}]; {words('terminal.stage')}: {stage}"
    yield ""
    name = rubric.index_name.of(words.language)
    if result.verdict is None:
        low, high = words.number(result.low), words.number(result.high)
        yield _paint(words("terminal.no_index", name=name, low=low, high=high), "1", colour)
    else:
        shown = f"{name}  {_shown(result.index, words)}  {band_label(result.verdict.name, rubric, words)}"
        yield _paint(shown, "1", colour)
        if result.verdict.otherwise:
            yield otherwise_sentence(result, rubric, words)
    if result.unfilled != "refuse" and not result.complete:
        yield unfilled_sentence(result, words)


def _tree(result: Result, rubric: Rubric, words: Words, width: int, colour: bool) -> list[str]:
    names = {item.code: item.name for item, _ in rubric.items()}
    levels = level_names(result, rubric, words)
    low = min(scale.low for scale in rubric.scales)
    high = max(scale.high for scale in rubric.scales)
    rows = [
        (
            "  " * depth + node.code,
            names[node.code].of(words.language),
            words.exact(node.weight),
            _shown(node.value, words),
            _bar(node.value, low, high),
            answer_label(node, levels, words),
        )
        for node, _, depth in below(result.root)
    ]
    head = tuple(words(f"terminal.column.{key}") for key in ("code", "name", "weight", "value", "", "level"))
    code, weight, value, level = (max(len(row[i]) for row in (*rows, head)) for i in (0, 2, 3, 5))
    room = max(20, width - code - weight - value - level - _BAR_CELLS - 10)
    lines = []
    for a, b, c, d, e, f in [head, *rows]:
        name = b if len(b) <= room else b[: room - 1] + "…"
        line = f"{a:<{code}}  {name:<{room}}  {c:>{weight}}  {d:>{value}}  {e:<{_BAR_CELLS}}  {f}".rstrip()
        is_answer = f and (a, b, c, d, e, f) != head
        lines.append(line if is_answer else _paint(line, "1", colour))
    return lines


def _shown(value: Value, words: Words) -> str:
    if isinstance(value, Open):
        return words("terminal.open", low=words.number(value.low), high=words.number(value.high))
    return words.number(value)


def _bar(value: Value, low: Fraction, high: Fraction) -> str:
    """A bar from the bottom to the top of the scales; empty for an open value."""
    if isinstance(value, Open):
        return ""
    share = max(Fraction(0), (value - low) / (high - low))
    full = int(share * _BAR_CELLS)
    return "█" * full + "░" * (_BAR_CELLS - full)


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
