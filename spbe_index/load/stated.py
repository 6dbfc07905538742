"""What a workbook itself says has come out: its own summary, compared with the score.

The summary of the form follows what is typed. Where it says something else
than the score, a formula was overwritten, or the file was saved before its
formulas had been calculated anew.
"""

from __future__ import annotations

from collections.abc import Iterator

from spbe_index.core.exact import display
from spbe_index.core.problem import Place, Problem, problem
from spbe_index.core.result import Result
from spbe_index.core.rubric import Rubric
from spbe_index.load.folding import fold, one_line, phrases
from spbe_index.load.level import read_number
from spbe_index.load.sheets import Book, Cell, Sheet

#: Sheets that sum up, and the label of the predicate; that of the index is its name in the instrument.
SUMMARY_SHEETS = frozenset(phrases("ringkasan|summary"))
BAND_LABELS = frozenset(phrases("predikat|predicate"))
_SHOWN = 60


def stated_otherwise(book: Book, rubric: Rubric, result: Result) -> Iterator[Problem]:
    """W284 for an index or a predicate on a sheet that sums up, where it is not the one that is scored.

    A formula without a stored value says nothing. The result must be that of what counts by default, as in the form.
    """
    labels = {fold(rubric.index_name.id): "index", fold(rubric.index_name.en): "index"}
    labels |= dict.fromkeys(BAND_LABELS, "band")
    for sheet in book.sheets:
        if not sheet.visible or fold(sheet.name) not in SUMMARY_SHEETS:
            continue
        for what, cell in _stated(sheet, labels):
            same = _same_index(cell, result) if what == "index" else _same_band(cell, rubric, result)
            if not same:
                place = Place(book.file, sheet.name, cell.name)
                yield problem("W284", place, what=what, found=one_line(cell.text)[:_SHOWN], **_scored(what, result))


def _stated(sheet: Sheet, labels: dict[str, str]) -> Iterator[tuple[str, Cell]]:
    """The first value behind each label, with what it is."""
    told: set[str] = set()
    for label, cell in zip(sheet.cells, sheet.cells[1:], strict=False):
        what = labels.get(fold(label.text)) if label.kind == "text" else None
        if what and what not in told and cell.row == label.row and cell.kind != "formula":
            told.add(what)
            yield what, cell


def _same_index(cell: Cell, result: Result) -> bool:
    """Whether a cell holds the index, to two places, or no number where there is no index."""
    number = read_number(cell.text) if cell.kind in ("text", "number") else None
    if result.verdict is None or number is None:
        return result.verdict is None and number is None and cell.kind != "error"
    return display(number) == display(result.low)


def _same_band(cell: Cell, rubric: Rubric, result: Result) -> bool:
    """Whether a cell names the predicate, with or without its translation, or none where there is none."""
    said = fold(cell.text)
    names = {band.name.id: {fold(name) for name in (band.name.id, band.name.en, f"{band.name.id} {band.name.en}")}
             for band in rubric.bands}  # fmt: skip
    if result.verdict is None:
        return cell.kind != "error" and not any(said in known for known in names.values())
    return said in names[result.verdict.name]


def _scored(what: str, result: Result) -> dict[str, str]:
    """What the score says, as particulars: `index`, `band`, or that something is not filled in."""
    if result.verdict is None:
        return {"scored": "open"}
    return {"scored": what, "value": display(result.low) if what == "index" else result.verdict.name}
