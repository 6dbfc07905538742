"""The register of evidence: many rows an indicator, each with its document."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

from spbe_index.write.template.carried import Brought
from spbe_index.write.template.layout import EVIDENCE_ROWS, FIRST, HEAD, Layout
from spbe_index.write.template.style import computed, fillable, finish, fit_height, headings, title, told
from spbe_index.write.words import LANGUAGES, Words

_COLUMNS = (
    "code", "for_level", "document", "document_number", "date", "valid_until", "file", "page", "note", "whose",
)  # fmt: skip
_WIDTHS = [8.0, 9.0, 46.0, 24.0, 12.0, 12.0, 40.0, 9.0, 30.0, 38.0]
#: Nothing of this field is older; an earlier date is a slip of the finger.
_EARLIEST = "36526"  # 1 January 2000 as a spreadsheet counts days
_DATE = "dd/mm/yyyy"
#: Number and page of a document: as text, "3-4" does not become a day in April.
_TEXTS = (4, 8)


def write_evidence(sheet: Any, layout: Layout, brought: Brought) -> None:
    """Fill the sheet: what is brought along first, then empty rows."""
    words = layout.words
    title(sheet, layout.title("evidence"), words("template.evidence.lead"))
    headings(sheet, HEAD, [words(f"template.heading.{column}") for column in _COLUMNS], list(_WIDTHS))
    rows: list[list[Any]] = []
    mark = (
        words("template.brought.note", year=brought.from_year) if brought.from_year else words("template.brought.old")
    )
    marked = _marked()
    for code, piece in brought.evidence():
        dates = [date.fromisoformat(text) if text else None for text in (piece.date, piece.valid_until)]
        own = re.sub(marked, "", piece.note)
        note = f"{own}; {mark}" if own else mark
        rows.append([code, piece.level, piece.text, piece.number, *dates, piece.link, piece.page, note])
    last = FIRST + len(rows) + EVIDENCE_ROWS - 1
    names = layout.at("levels", f"${layout.columns['name']}${FIRST}:${layout.columns['name']}${layout.last}")
    codes = layout.at("levels", f"$A${FIRST}:$A${layout.last}")
    for row in range(FIRST, last + 1):
        values = rows[row - FIRST] if row - FIRST < len(rows) else [None] * 9
        for column, value in enumerate(values, 1):
            day, empty = isinstance(value, date), value in (None, "")
            cell = fillable(sheet, row, column, None if day or empty else value, brought=not empty)
            if day:
                cell.value = value
            if column in (5, 6):
                cell.number_format = _DATE
            elif column in _TEXTS:
                cell.number_format = "@"
        computed(
            sheet, row, 10, f'=IF(A{row}="","",IFERROR(INDEX({names},MATCH(A{row},{codes},0)),"?"))', centred=False
        )
        if row - FIRST < len(rows):
            fit_height(sheet, row, [(str(value or ""), width) for value, width in zip(values, _WIDTHS, strict=False)])
    _validate(sheet, layout, codes, last)
    sheet.freeze_panes = sheet.cell(FIRST, 3)
    sheet.auto_filter.ref = f"A{HEAD}:J{last}"
    finish(sheet, words, wide=True, heading_row=HEAD, insert_rows=True)


def _marked() -> str:
    """A pattern for the mark that an earlier template has left on a note, in either language."""
    marks = []
    for language in LANGUAGES:
        words = Words(language)
        marks += [words("template.brought.note", year=r"\d{4}"), words("template.brought.old")]
    return rf"(?:^|; )(?:{'|'.join(marks)})$"


def _validate(sheet: Any, layout: Layout, codes: str, last: int) -> None:
    words = layout.words
    levels = sorted({level.number for scale in layout.rubric.scales for level in scale.levels})
    code = DataValidation(type="list", formula1=codes, allow_blank=True)
    told(code, words("template.heading.code"), words("template.input.code"), words("template.refused.code"))
    level = DataValidation(type="list", formula1=f'"{",".join(map(str, levels))}"', allow_blank=True)
    allowed = ", ".join(map(str, levels))
    told(level, words("template.heading.for_level"), words("template.input.for_level"),
         words("template.refused.whole", allowed=allowed))  # fmt: skip
    day = DataValidation(type="date", operator="greaterThanOrEqual", formula1=_EARLIEST, allow_blank=True)
    told(day, words("template.heading.date"), words("template.input.date"), words("template.refused.date"))
    until = DataValidation(type="date", operator="greaterThanOrEqual", formula1=_EARLIEST, allow_blank=True)
    told(until, words("template.heading.valid_until"), words("template.input.valid_until"),
         words("template.refused.date"), stops=False)  # fmt: skip
    for check, column in ((code, "A"), (level, "B"), (day, "E"), (until, "F")):
        check.add(f"{column}{FIRST}:{column}{last}")
        sheet.add_data_validation(check)
