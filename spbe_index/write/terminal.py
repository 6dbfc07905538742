"""Results and problems as plain text for a terminal, as wide as the terminal is."""

from __future__ import annotations

import itertools
import os
import sys
import textwrap
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_index.core.exact import half_up
from spbe_index.core.problem import Problem, Severity
from spbe_index.core.result import Open, Result, Value, below
from spbe_index.core.rubric import Rubric
from spbe_index.write.columns import aligned
from spbe_index.write.gathering import gathered
from spbe_index.write.wording import (
    answer_label,
    band_label,
    level_names,
    no_index_sentence,
    otherwise_sentence,
    shared_prefix,
    shortened,
    stage_label,
    unfilled_sentence,
    without_prefix,
)
from spbe_index.write.words import Words, clean

if TYPE_CHECKING:
    from typing import TextIO

    from spbe_index.core.published import PublishedMeans
    from spbe_index.core.standing import Among

_COLOUR = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_BAR_CELLS = 10
#: How wide hints are where no width is given.
_HINT_WIDTH = 100

#: Columns of the table of nodes that are treated apart.
_NAME, _WEIGHT, _VALUE, _MEAN, _BAR, _LEVEL = 1, 2, 3, 4, 5, 6
_LEAST_NAME, _LEAST_LEVEL, _LEAST_SHORT_NAME = 20, 14, 16


def terminal_width(stream: TextIO | None = sys.__stdout__) -> int:
    """Columns of the terminal behind a stream (or of COLUMNS), between 60 and 160; 100 when there is none."""
    asked = os.environ.get("COLUMNS", "")
    columns = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    if not columns:  # as `shutil` finds it, which loads three kinds of compression
        try:
            columns = os.get_terminal_size(stream.fileno()).columns if stream else 0
        except (OSError, ValueError):
            columns = 0
    return max(60, min(160, columns or 100))


def result_table(
    result: Result, rubric: Rubric, words: Words, *, width: int, colour: bool, among: Among | None = None
) -> str:
    """Index and predicate, then every node with weight and value, then the problems.

    With `among` the means of its kind stand beside the values, and its standing below them.
    """
    lines = [*heading_lines(result, rubric, words, width=width, colour=colour), ""]
    lines += _tree(result, rubric, words, width, colour, among.means if among else None)
    if among:
        from spbe_index.write.standing import standing_text

        lines += ["", *standing_text(among, words, width=width).splitlines()]
    if result.problems:
        lines += ["", words("terminal.problems", count=len(result.problems))]
        lines += problem_lines(result.problems, words, colour=colour, width=width)
    return "\n".join(lines) + "\n"


def heading_lines(result: Result, rubric: Rubric, words: Words, *, width: int, colour: bool) -> list[str]:
    """Whose assessment it is, by which instrument and stage, and what came out."""
    lines: list[str] = []
    for sentence, bold in _heading(result, rubric, words):
        wrapped = textwrap.wrap(sentence, width, break_on_hyphens=False) or [""]
        lines += [_paint(line, "1", colour) if bold else line for line in wrapped]
    return lines


def problem_lines(
    problems: Sequence[Problem],
    words: Words,
    *,
    colour: bool,
    width: int | None = None,
    hint_once: bool = False,
) -> list[str]:
    """Each problem as its place and message, and below it what to do, or with `hint_once` below the last of its code.

    Findings that say the same of many cells are told once, with the cells.
    Where no width is given a message is one line, however long, which programs look through more easily.
    """
    lines: list[str] = []
    told = gathered(problems)
    last = {found.code: number for number, (found, _) in enumerate(told)}
    for number, one in enumerate(told):
        found = one.problem
        message, hint = words.tell(found)
        place = ": ".join(clean(part) for part in (found.place.file, found.place.address) if part)
        label = f"{words(f'terminal.severity.{found.severity.value}')} {found.code}"
        said = f"{label} {place}: {clean(message)}" if place else f"{label}: {clean(message)}"
        first, *further = _indented(said, width) if width and len(said) > width else [said]
        lines += [_paint(label, _COLOUR[found.severity], colour) + first.removeprefix(label), *further]
        if alike := one.alike(words):
            lines += _indented(clean(alike), width or _HINT_WIDTH, "    ")
        if not hint_once or last[found.code] == number:
            lines += _indented(clean(hint), width or _HINT_WIDTH, "    ")
    return lines


def _indented(text: str, width: int, first: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent="    ", break_on_hyphens=False)


def in_columns(rows: Sequence[Sequence[str]], width: int, *, name: int) -> list[str]:
    """Rows of texts, one line each, with aligned columns; names that leave the numbers no room are shortened.

    The column `name` and the first begin at the left, all others end at the right.
    """
    others = sum(max(len(row[column]) for row in rows) + 2 for column in range(len(rows[0])) if column != name)
    limit = max(_LEAST_SHORT_NAME, width - others)
    short = [[*row[:name], shortened(row[name], limit), *row[name + 1 :]] for row in rows]
    right = [column for column in range(len(rows[0])) if column not in (0, name)]
    # Names fit by now, so that none runs on below itself.
    return aligned(short, width=others + limit, flexible=name, right=right)


def _heading(result: Result, rubric: Rubric, words: Words) -> Iterator[tuple[str, bool]]:
    """The sentences above the table, and which of them stand out."""
    agency = clean(result.agency) or words("terminal.agency_unknown")
    year = str(result.year) if result.year is not None else words("terminal.year_unknown")
    yield f"{agency}, {year}", True
    stage = stage_label(result, rubric, words)
    yield f"{rubric.title.of(words.language)} [{rubric.id}]; {words('terminal.stage')}: {clean(stage)}", False
    yield "", False
    if result.verdict is None:
        yield no_index_sentence(result, rubric, words), True
    else:
        name = rubric.index_name.of(words.language)
        yield f"{name}  {words.value(result.index)}  {band_label(result.verdict.name, rubric, words)}", True
    for sentence in (otherwise_sentence(result, rubric, words), unfilled_sentence(result, words)):
        if sentence:
            yield sentence, False


def _tree(
    result: Result, rubric: Rubric, words: Words, width: int, colour: bool, means: PublishedMeans | None
) -> list[str]:
    """The table of nodes; names and levels run on below themselves, a narrow terminal goes without bars and weights."""
    names = {item.code: item.name.of(words.language) for item, _ in rubric.items()}
    prefix = shared_prefix(rubric, words.language)
    levels = level_names(result, rubric, words)
    top = max(scale.high for scale in rubric.scales)
    rows = [
        (
            "  " * depth + node.code,
            without_prefix(names[node.code], prefix),
            words.exact(node.weight),
            words.value(node.value),
            _mean(node.code, means, words),
            _bar(node.value, top),
            answer_label(node, levels, words),
        )
        for node, _, depth in below(result.root)
    ]
    titles = [words(f"terminal.column.{key}") for key in ("code", "name", "weight", "value", "level")]
    mean = words("standing.column.mean_short") if means else ""
    head = (*titles[:4], mean, f"0{words.exact(top):>{_BAR_CELLS - 1}}", titles[4])
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    _fit(widths, width)
    lines = []
    for row in (head, *rows):
        is_answer = row is not head and row[_LEVEL]
        lines += [line if is_answer else _paint(line, "1", colour) for line in _lines(row, widths)]
    return lines


def _fit(widths: list[int], width: int) -> None:
    """Make the columns fit the terminal: the name gives way first, then bars, weights, the level's name, means."""
    for column, least in ((_BAR, 0), (_WEIGHT, 0), (_LEVEL, _LEAST_LEVEL), (_MEAN, 0)):
        if width - _taken(widths) >= min(widths[_NAME], _LEAST_NAME):
            break
        widths[column] = min(widths[column], least)
    widths[_NAME] = min(widths[_NAME], max(_LEAST_NAME, width - _taken(widths)))


def _taken(widths: list[int]) -> int:
    """What the columns beside the name take, with two blanks between columns."""
    return sum(size + 2 for column, size in enumerate(widths) if size and column != _NAME)


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """One row on as many lines as its name and its level's name need."""
    wrapped = [
        [row[i]] if len(row[i]) <= widths[i] else textwrap.wrap(row[i], widths[i], break_on_hyphens=False)
        for i in (_NAME, _LEVEL)
    ]
    for number, (name, level) in enumerate(itertools.zip_longest(*wrapped, fillvalue="")):
        cells = [*row] if number == 0 else [""] * len(row)
        cells[_NAME], cells[_LEVEL] = name, level
        padded = (
            f"{cell:>{size}}" if column in (_WEIGHT, _VALUE, _MEAN) else f"{cell:<{size}}"
            for column, (cell, size) in enumerate(zip(cells, widths, strict=True))
            if size
        )
        yield "  ".join(padded).rstrip()


def _mean(code: str, means: PublishedMeans | None, words: Words) -> str:
    mean = means.value(code) if means else None
    return "" if mean is None else words.number(mean)


def _bar(value: Value, top: Fraction) -> str:
    """A bar from 0 to the top of the scales, as in the report; lighter where an open value can still go."""
    sure = int(half_up((value.low if isinstance(value, Open) else value) / top * _BAR_CELLS, 0))
    reach = int(half_up(value.high / top * _BAR_CELLS, 0)) if isinstance(value, Open) else sure
    return "█" * sure + "▒" * (reach - sure) + "░" * (_BAR_CELLS - reach)


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
