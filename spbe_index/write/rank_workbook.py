"""A ranked list as an Excel workbook; numbers are real ones in every language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment

from spbe_index.core.problem import Problem
from spbe_index.core.ranking import Movement, Ranking
from spbe_index.write.rank import band_sentence, movement_sentence, ranking_title, section_label
from spbe_index.write.rank_export import placed, value_codes
from spbe_index.write.words import Words
from spbe_index.write.workbook import finished, put, write_head, write_problems


def ranking_workbook(
    ranking: Ranking, words: Words, *, bands: Mapping[str, str], only: str = "", problems: Sequence[Problem] = ()
) -> bytes:
    """The bytes of an xlsx file: the list, the best and the counts, the movers, the problems.

    Args:
        ranking: The ranked list.
        words: The language.
        bands: What the predicates are called in this language.
        only: The key of the one agency that is wanted.
        problems: What was wrong with the table.

    """
    book = Workbook()
    _list(book.worksheets[0], ranking, words, only)
    _summary(book.create_sheet(words("rank.sheet.summary")), ranking, words, bands)
    if ranking.movement:
        _movers(book.create_sheet(words("rank.sheet.movers")), ranking, ranking.movement, words)
    if problems:
        write_problems(book.create_sheet(words("terminal.sheet.problems")), problems, words)
    return finished(book)


def _list(sheet: Any, ranking: Ranking, words: Words, only: str) -> None:
    sheet.title = words("rank.sheet.list")
    codes = value_codes(ranking)
    keys = ["part", "rank", "rank_nation", "agency", "section", "kind", "region", "year", "rubric"]
    keys += ["index", "exact", "band"]
    widths = (24, 11, 11, 54, 24, 20, 22, 7, 12, 9, 11, 16, *(8 for _ in codes))
    write_head(sheet, 1, [*(words(f"rank.column.{key}") for key in keys), *codes], widths)
    national = {id(one.row): one.rank for one in ranking.overall}
    labels = {part.name: section_label(ranking, part, words) for part in ranking.sections}
    wanted = [(name, one) for name, one in placed(ranking) if not only or one.row.key == only]
    for line, (name, one) in enumerate(wanted, 2):
        row = one.row
        put(sheet, line, 1, "" if name is None else labels[name])
        put(sheet, line, 2, None if name is None else one.rank)
        put(sheet, line, 3, national[id(row)])
        cells: list[str | int | Fraction | None] = [row.agency, row.group, row.kind, row.region, row.year, row.rubric]
        cells += [row.printed, "" if row.exact is None else str(row.exact), row.band]
        cells += [row.value(code) for code in codes]
        for column, cell in enumerate(cells, 4):
            put(sheet, line, column, cell)
    sheet.auto_filter.ref = sheet.dimensions


def _summary(sheet: Any, ranking: Ranking, words: Words, bands: Mapping[str, str]) -> None:
    put(sheet, 1, 1, ranking_title(ranking, words)).alignment = Alignment()
    put(sheet, 2, 1, band_sentence(ranking, words, bands)).alignment = Alignment()
    best = [(part.name, row) for part in ranking.best for row in part.best]
    if best:
        head = [words(f"rank.column.{key}") for key in ("best_of", "agency", "index", "band")]
        write_head(sheet, 4, head, (40, 54, 9, 16))
    for line, (name, row) in enumerate(best, 5):
        put(sheet, line, 1, words(f"rank.group.{name}"))
        put(sheet, line, 2, row.agency)
        put(sheet, line, 3, row.printed)
        put(sheet, line, 4, row.band)


def _movers(sheet: Any, ranking: Ranking, movement: Movement, words: Words) -> None:
    put(sheet, 1, 1, movement_sentence(ranking, movement, words)).alignment = Alignment()
    head = [words("rank.column.agency"), str(movement.year), str(ranking.year), words("rank.column.difference")]
    write_head(sheet, 3, head, (54, 9, 9, 9))
    for line, move in enumerate(movement.moves, 4):
        put(sheet, line, 1, move.now.agency)
        put(sheet, line, 2, move.earlier.printed)
        put(sheet, line, 3, move.now.printed)
        put(sheet, line, 4, move.difference)
