"""Where an agency stands, as a sheet of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openpyxl.styles import Alignment, Font

from spbe_index.core.published import INDEX
from spbe_index.core.standing import Among, Standing
from spbe_index.write.standing import band_name, means_note, scope_label, standing_notes
from spbe_index.write.words import Words
from spbe_index.write.workbook import put, write_head


def standing_sheet(book: Any, among: Among, words: Words, names: Mapping[str, str]) -> None:
    """A sheet of places, of own values beside medians and means, and of the nearest; numbers are real ones.

    Args:
        book: The workbook it is added to.
        among: Where the result stands.
        words: The language.
        names: Names of domains and aspects, by code.

    """
    sheet = book.create_sheet(words("standing.heading"))
    standing = among.standing
    if standing is None:
        put(sheet, 1, 1, words("standing.none"))
        return
    notes = [note for note in (*standing_notes(standing, words), means_note(among.means, words)) if note]
    first = words("standing.title", year=standing.year, count=standing.positions[-1].of, source=standing.source)
    for row, text in enumerate((first, *notes), 1):
        put(sheet, row, 1, text).alignment = Alignment()
    row = _places(sheet, len(notes) + 3, standing, words)
    row = _values(sheet, row + 1, among, standing, words, names)
    head = [words(f"rank.column.{key}") for key in ("agency", "rank", "index", "band")]
    write_head(sheet, row + 1, head, (50, 14, 14, 24))
    for place, one in enumerate(standing.nearest, row + 2):
        put(sheet, place, 1, one.row.agency)
        put(sheet, place, 2, one.rank)
        put(sheet, place, 3, one.row.printed)
        put(sheet, place, 4, band_name(one.row.band, standing, words))
        if one.row is standing.entry:
            for column in range(1, 5):
                sheet.cell(place, column).font = Font(bold=True)
    sheet.freeze_panes = None
    sheet.print_title_rows = None


def _places(sheet: Any, row: int, standing: Standing, words: Words) -> int:
    head = [words(f"standing.column.{key}") for key in ("scope", "rank", "of", "percentile")]
    write_head(sheet, row, head, (50, 14, 14, 16))
    for place in standing.positions:
        row += 1
        put(sheet, row, 1, scope_label(place.scope, place.name, words))
        put(sheet, row, 2, place.rank)
        put(sheet, row, 3, place.of)
        put(sheet, row, 4, place.percentile)
    return row + 1


def _values(sheet: Any, row: int, among: Among, standing: Standing, words: Words, names: Mapping[str, str]) -> int:
    positions = standing.positions
    head = [words("standing.column.node"), words("standing.column.own")]
    head += [words("standing.column.median_of", scope=scope_label(one.scope, one.name, words)) for one in positions]
    means = among.means
    head += [words("standing.column.mean", year=means.year)] if means else []
    write_head(sheet, row, head, (50, *(16 for _ in head[1:])))
    codes = [INDEX, *(code for code, _ in standing.entry.values)]
    for code in codes:
        row += 1
        put(sheet, row, 1, words("standing.index") if code == INDEX else f"{code} {names.get(code, '')}".strip())
        put(sheet, row, 2, standing.entry.value(code))
        for column, one in enumerate(positions, 3):
            put(sheet, row, column, one.median(code) if standing.same_instrument or code == INDEX else None)
        if means:
            put(sheet, row, 3 + len(positions), means.value(code))
    return row + 1
