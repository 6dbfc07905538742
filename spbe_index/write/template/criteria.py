"""The checklist: one row a criterion, to be answered with yes or no."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from spbe_index.core.assessment import Tick
from spbe_index.write.template.carried import Brought
from spbe_index.write.template.layout import FIRST, HEAD, Layout
from spbe_index.write.template.style import (
    BOLD,
    GREY,
    as_brought,
    computed,
    fillable,
    finish,
    fit_height,
    fixed,
    headings,
    rule_between,
    title,
    told,
)

_COLUMNS = ("code", "name", "level", "point", "criterion", "rule", "met", "note")
_WIDTHS = [8.0, 30.0, 9.0, 8.0, 62.0, 12.0, 12.0, 32.0]


def write_criteria(sheet: Any, layout: Layout, brought: Brought) -> None:
    """Fill the sheet; column G holds the answers, which the formulas count.

    Answers of an earlier workbook stand beside them, as old levels do: marked, locked, and never counted.
    """
    words = layout.words
    title(sheet, layout.title("criteria"), words("template.criteria.lead"))
    shows = any(one.level.evidence for one in layout.criteria)
    columns = [*_COLUMNS, "expected"] if shows else list(_COLUMNS)
    widths = [*_WIDTHS, 44.0] if shows else _WIDTHS
    names = [words(f"template.heading.{column}") for column in columns]
    old = {(code, tick.level, tick.number): tick for code, entry in brought.entries.items() for tick in entry.ticks}
    answered = any(tick.met is not None for tick in old.values())
    if answered:
        names.append(words("template.heading.before_of", year=brought.from_year) if brought.from_year
                     else words("template.heading.before"))  # fmt: skip
        widths = [*widths, 12.0]
    headings(sheet, HEAD, names, widths)
    before: object = None
    for one in layout.criteria:
        first = one.leaf is not before
        name = one.leaf.name.of(words.language)
        fixed(sheet, one.row, 1, one.leaf.code)
        cell = fixed(sheet, one.row, 2, name)
        cell.font = Font(name="Calibri", size=11, bold=first, color="222222" if first else GREY)
        fixed(sheet, one.row, 3, one.level.level, centred=True)
        fixed(sheet, one.row, 4, f"{one.level.level}.{one.number}", centred=True)
        criterion = one.level.criteria[one.number - 1].of(words.language)
        fixed(sheet, one.row, 5, criterion)
        # A lone criterion has no rule to choose between.
        several = len(one.level.criteria) > 1
        fixed(sheet, one.row, 6, words(f"template.rule.{one.level.match}") if several else "", centred=True)
        tick = old.get((one.leaf.code, one.level.level, one.number))
        note = tick.note if tick else ""
        fillable(sheet, one.row, 7, centred=True)
        fillable(sheet, one.row, 8, note or None, brought=bool(note))
        if answered:
            _before(sheet, one.row, len(names), tick, layout)
        texts = [(name, _WIDTHS[1] * (BOLD if first else 1)), (criterion, _WIDTHS[4]), (note, _WIDTHS[7])]
        if shows:
            wanted = "\n".join(f"• {text.of(words.language)}" for text in one.level.evidence) if one.number == 1 else ""
            fixed(sheet, one.row, 9, wanted)
            texts.append((wanted, 44.0))
        fit_height(sheet, one.row, texts)
        if first and before is not None:
            rule_between(sheet, one.row, len(names))
        before = one.leaf
    last = FIRST + len(layout.criteria) - 1
    if layout.criteria:
        answers = f'"{words("template.yes")},{words("template.no")}"'
        check = DataValidation(type="list", formula1=answers, allow_blank=True)
        check.add(f"G{FIRST}:G{last}")
        told(check, words("template.heading.met"), words("template.input.met"), words("template.refused.met"))
        sheet.add_data_validation(check)
        sheet.auto_filter.ref = f"A{HEAD}:{chr(64 + len(names))}{last}"
    sheet.freeze_panes = sheet.cell(FIRST, 3)
    finish(sheet, words, wide=True, heading_row=HEAD)


def _before(sheet: Any, row: int, column: int, tick: Tick | None, layout: Layout) -> None:
    """The answer of the earlier workbook."""
    cell = computed(sheet, row, column, "")
    if tick and tick.met is not None:
        cell.value = layout.words("template.yes" if tick.met else "template.no")
        as_brought(cell)
