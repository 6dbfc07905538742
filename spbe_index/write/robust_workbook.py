"""The sheets of a result's workbook that tell how safe it is, what to expect, and what a level is worth."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from spbe_index.core.outlook import Outlook
from spbe_index.core.result import Result
from spbe_index.core.rubric import Rubric
from spbe_index.write.robust_words import PLACES, Safety, outlook_sentences, safety_sentences
from spbe_index.write.wording import band_label, worth_form
from spbe_index.write.words import Words
from spbe_index.write.workbook import put, write_head


def add_safety(book: Workbook, safety: Safety, result: Result, rubric: Rubric, words: Words) -> None:
    """Add the sheets behind those of the result."""
    sheet = book.create_sheet(words("robust.sheet.safety"))
    sheet.column_dimensions["A"].width = 110
    for row, said in enumerate(safety_sentences(safety.robustness, result, rubric, words), 1):
        put(sheet, row, 1, said)
    if safety.outlook:
        _write_outlook(book, safety, rubric, words)
    form = worth_form(rubric)
    sheet = book.create_sheet(words(f"robust.sheet.worth{form}"))
    names = {item.code: item.name.of(words.language) for item, _ in rubric.items()}
    titles = [words(f"robust.column.{key}") for key in ("rank", "code", "name", f"worth{form}", "room")]
    write_head(sheet, 1, titles, (11, 10, 60, 14, 22))
    for row, one in enumerate(safety.worth, 2):
        put(sheet, row, 1, one.rank)
        put(sheet, row, 2, one.node.code)
        put(sheet, row, 3, names[one.node.code])
        put(sheet, row, 4, one.level, PLACES)
        put(sheet, row, 5, one.room, PLACES)


def _write_outlook(book: Workbook, safety: Safety, rubric: Rubric, words: Words) -> None:
    outlook = safety.outlook
    assert outlook is not None  # noqa: S101  for the type checker
    sheet = book.create_sheet(words("robust.sheet.outlook"))
    said = outlook_sentences(outlook, words)
    for row, sentence in enumerate(said, 1):
        put(sheet, row, 1, sentence).alignment = Alignment(vertical="top")
    if not isinstance(outlook, Outlook):
        return
    head = len(said) + 2
    write_head(sheet, head, [words(f"robust.column.{key}") for key in ("band", "chance")], (30, 14))
    for row, one in enumerate(reversed(outlook.chances), head + 1):
        put(sheet, row, 1, band_label(one.band.name.id, rubric, words))
        put(sheet, row, 2, one.chance, 6).number_format = "0.00%"
    head += len(outlook.chances) + 3
    put(sheet, head - 1, 1, words("robust.outlook.changes")).font = Font(bold=True)
    titles = [words(f"robust.column.{key}") for key in ("level", "cases", "claims")]
    changes = sorted({change for of_level in outlook.levels for change, _ in of_level.changes})
    write_head(
        sheet, head, [*titles, *(words.exact(change) for change in changes)], (30, 14, 14, *(10 for _ in changes))
    )
    for row, of_level in enumerate(outlook.levels, head + 1):
        put(sheet, row, 1, of_level.level)
        put(sheet, row, 2, of_level.cases)
        put(sheet, row, 3, of_level.claims)
        counts = dict(of_level.changes)
        for column, change in enumerate(changes, 4):
            put(sheet, row, column, counts.get(change, 0))
    sheet.freeze_panes = None
