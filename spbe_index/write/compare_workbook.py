"""A comparison as an Excel workbook: a summary in words, a sheet for each comparison, and the problems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from spbe_index.core.bridge import Group, NoDifference, NotAsked, Parts, Side
from spbe_index.core.compare import Comparison, Series
from spbe_index.core.problem import Problem
from spbe_index.core.result import Open, Value, below
from spbe_index.core.standing import Among
from spbe_index.write.compare_export import pairs_of
from spbe_index.write.compare_names import Named, codes_of, group_name, in_reading_order, predicate
from spbe_index.write.compare_words import comparison_sentences, crosswalk_sentences, step_heading
from spbe_index.write.stages import PLACES
from spbe_index.write.standing_workbook import standing_sheet
from spbe_index.write.wording import remarks, stage_label
from spbe_index.write.words import Words
from spbe_index.write.workbook import INNER, finished, put, write_head, write_problems

#: What Excel takes no sheet's name with, and how long one may be.
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


def comparison_workbook(
    series: Series, named: Sequence[Named], problems: Iterable[Problem], words: Words, *, among: Among | None = None
) -> bytes:
    """The bytes of an xlsx file; the same series gives the same bytes. With `among` a sheet has its standing."""
    book = Workbook()
    summary = book.worksheets[0]
    summary.title = words("compare.sheet.summary")
    _write_summary(summary, series, named, words)
    for number, (comparison, before, after) in enumerate(pairs_of(series, named), 1):
        sheet = book.create_sheet(_sheet_name(f"{number} {before.label} - {after.label}"))
        (_write_nodes if comparison.changes else _write_groups)(sheet, comparison, before, after, words)
    if among:
        standing_sheet(book, among, words, named[-1].names)
    every = tuple(dict.fromkeys((*problems, *(found for one in named for found in one.result.problems))))
    write_problems(book.create_sheet(words("terminal.sheet.problems")), every, words)
    return finished(book)


def _sheet_name(text: str) -> str:
    return _NOT_IN_NAMES.sub(" ", text)[:_LONGEST_NAME].strip()


def _write_summary(sheet: Any, series: Series, named: Sequence[Named], words: Words) -> None:
    keys = ("result", "index", "band", "instrument", "stage")
    titles = [words("terminal.agency"), *(words(f"compare.column.{key}") for key in keys)]
    write_head(sheet, 1, titles, (34, 24, 9, 22, 46, 22))
    for row, one in enumerate(named, 2):
        index = one.result.index
        put(sheet, row, 1, one.result.agency or words("terminal.agency_unknown"))
        put(sheet, row, 2, one.label)
        put(sheet, row, 3, _known(index))
        put(sheet, row, 4, predicate(one, words))
        put(sheet, row, 5, f"{one.rubric.title.of(words.language)} [{one.rubric.id}]")
        put(sheet, row, 6, stage_label(one.result, one.rubric, words))
    row = len(named) + 3
    for one in named:
        for remark in remarks(one.result, one.rubric, words):
            row = _sentence(sheet, row, f"{one.label}: {remark}")
    for number, (comparison, before, after) in enumerate(pairs_of(series, named)):
        whole = number >= len(series.steps)
        heading = step_heading(comparison, before, after, words, whole=whole)
        put(sheet, row, 1, heading).font = Font(bold=True)
        row += 1
        sentences = comparison_sentences(comparison, before, after, words)
        about = [] if whole else crosswalk_sentences(comparison, words)
        for sentence in (*sentences, *about):
            row = _sentence(sheet, row, sentence)
        row += 1


def _sentence(sheet: Any, row: int, sentence: str) -> int:
    """One sentence over the whole width, high enough to be read; the next row."""
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=6)
    put(sheet, row, 1, sentence).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[row].height = 15 * (1 + len(sentence) // 165)
    return row + 1


def _write_nodes(sheet: Any, comparison: Comparison, before: Named, after: Named, words: Words) -> None:
    """Every node of one instrument."""
    titles = [words(f"terminal.column.{key}") for key in ("code", "name", "weight")]
    titles += [before.label, after.label, *(words(f"compare.column.{key}") for key in ("difference", "contribution"))]
    write_head(sheet, 1, titles, (10, 58, 9, 14, 14, 12, 12))
    depths = {node.code: depth for node, _, depth in below(comparison.before.root)}
    for row, change in enumerate(comparison.changes, 2):
        code = change.before.code
        put(sheet, row, 1, code if code in depths else "").alignment = Alignment(
            vertical="top", indent=depths.get(code, 0)
        )
        put(sheet, row, 2, before.names[code])
        put(sheet, row, 3, change.before.weight)
        put(sheet, row, 4, _known(change.before.value))
        put(sheet, row, 5, _known(change.after.value))
        put(sheet, row, 6, change.difference)
        put(sheet, row, 7, change.contribution, PLACES)
        if change.before.children:
            for column in range(1, 8):
                sheet.cell(row, column).fill = INNER
                sheet.cell(row, column).font = Font(bold=True)


def _write_groups(sheet: Any, comparison: Comparison, before: Named, after: Named, words: Words) -> None:
    """Every group of corresponding indicators, and below the titles the whole."""
    titles = [words(f"compare.column.{key}") for key in ("before_codes", "after_codes", "name")]
    titles += [words("compare.column.weight_before", label=before.label), before.label]
    titles += [words("compare.column.weight_after", label=after.label), after.label]
    keys = ("difference", "contribution", "level", "weight", "scope", "scale", "comparable", "note")
    titles += [words(f"compare.column.{key}") for key in keys]
    write_head(sheet, 1, titles, (16, 16, 46, 11, 11, 11, 11, 14, 12, 11, 11, 11, 11, 15, 60))
    whole = [Fraction(100), _known(comparison.before.index), Fraction(100), _known(comparison.after.index)]
    _write_row(sheet, 2, ["", "", words("compare.total"), *whole, comparison.difference], comparison.parts)
    for column in range(1, 16):
        sheet.cell(2, column).font = Font(bold=True)
        sheet.cell(2, column).fill = INNER
    for row, group in enumerate(in_reading_order(comparison.groups), 3):
        _write_group(sheet, row, group, before, after, words)


def _write_group(sheet: Any, row: int, group: Group, before: Named, after: Named, words: Words) -> None:
    named = [codes_of(group.before), codes_of(group.after), group_name(group, before, after)]
    difference: Fraction | str = (
        words(f"compare.no_difference.{group.difference.reason}")
        if isinstance(group.difference, NoDifference)
        else group.difference
    )
    _write_row(sheet, row, [*named, *_side(group.before), *_side(group.after), difference], group.parts)
    put(sheet, row, 14, words(f"compare.comparable.{group.pair.comparable}"))
    put(sheet, row, 15, group.pair.note.of(words.language))


def _write_row(sheet: Any, row: int, cells: Sequence[Any], parts: Parts | NoDifference) -> None:
    for column, cell in enumerate(cells, 1):
        put(sheet, row, column, None if isinstance(cell, NoDifference) else cell)
    if isinstance(parts, Parts):
        for column, part in enumerate((parts.total, *parts), len(cells) + 1):
            put(sheet, row, column, part, PLACES)


def _side(side: Side | NotAsked) -> tuple[Fraction | None, Fraction | None]:
    """Weight in percent, and value; both empty where nothing is asked."""
    return (None, None) if isinstance(side, NotAsked) else (side.share * 100, _known(side.value))


def _known(value: Value) -> Fraction | None:
    return None if isinstance(value, Open) else value
