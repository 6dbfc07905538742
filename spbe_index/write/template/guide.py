"""The first page: how to fill the workbook, what the colours mean, and what the instrument rests on."""

from __future__ import annotations

import re
from typing import Any

from openpyxl.styles import Alignment, Font

from spbe_index.write.instrument import interval
from spbe_index.write.template.carried import Brought
from spbe_index.write.template.layout import Layout
from spbe_index.write.template.style import (
    BOLD,
    BOX,
    BROUGHT,
    BROUGHT_BOX,
    COMPUTED,
    GREY,
    INK,
    INPUT,
    NAVY,
    finish,
    fit_height,
    lines,
    link_to,
)
from spbe_index.write.wording import band_label, quotable
from spbe_index.write.workbook import put

_STEPS = ("identity", "levels", "criteria", "evidence", "summary", "program")
_LEFT, _RIGHT = 26.0, 84.0


class _Page:
    """A page written downwards: titles, and lines of two columns."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.row = 0

    def heading(self, text: str) -> None:
        self.row += 2
        cell = put(self.sheet, self.row, 1, text)
        cell.font = Font(name="Calibri", size=13, bold=True, color=NAVY)
        cell.alignment = Alignment(vertical="center")
        self.sheet.row_dimensions[self.row].height = 22

    def line(self, left: str, right: str, *, fill: Any = None, link: str = "") -> None:
        self.row += 1
        label = put(self.sheet, self.row, 1, left)
        label.font = Font(name="Calibri", size=11, bold=True, color="0B5394" if link else INK)
        label.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
        if link:
            link_to(label, link)
            label.font = Font(name="Calibri", size=11, bold=True, color="0B5394", underline="single")
        if fill:
            brought = fill is BROUGHT
            label.fill, label.border = fill, BROUGHT_BOX if brought else BOX
            label.font = Font(name="Calibri", size=11, color=INK, italic=brought)
        self.text(right)
        fit_height(self.sheet, self.row, [(left, (_LEFT - 3) * BOLD), (right, _RIGHT - 3)])

    def text(self, text: str) -> None:
        cell = put(self.sheet, self.row, 2, text)
        cell.font = Font(name="Calibri", size=11, color=INK)
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)

    def paragraph(self, text: str) -> None:
        """A paragraph over both columns."""
        self.row += 1
        self.sheet.merge_cells(start_row=self.row, start_column=1, end_row=self.row, end_column=2)
        cell = put(self.sheet, self.row, 1, text)
        cell.font = Font(name="Calibri", size=11, color=GREY)
        self.sheet.row_dimensions[self.row].height = 6 + 15 * lines(text, _LEFT + _RIGHT)


def write_guide(sheet: Any, layout: Layout, brought: Brought, rubric_file: str) -> None:
    """Fill the sheet; `rubric_file` is the name of the rubric's own file, "" for an instrument that ships."""
    words, rubric, language = layout.words, layout.rubric, layout.words.language
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _LEFT, _RIGHT
    page = _Page(sheet)
    page.row = 1
    head = put(sheet, 1, 1, words("template.guide.title", index=rubric.index_name.of(language)))
    head.font, head.alignment = Font(name="Calibri", size=20, bold=True, color=NAVY), Alignment(vertical="center")
    sheet.row_dimensions[1].height = 34
    page.paragraph(words("template.guide.lead", title=rubric.title.of(language)))

    page.heading(words("template.guide.steps"))
    for number, step in enumerate(_STEPS, 1):
        name = words(f"template.sheet.{step}") if step != "program" else words("template.guide.program_name")
        link = layout.at(step, "A1") if step != "program" else ""
        page.line(f"{number}. {name}", _step(step, layout, rubric_file), link=link)

    page.heading(words("template.guide.colours"))
    page.line(words("template.guide.colour.input"), words("template.guide.colour.input_text"), fill=INPUT)
    page.line(words("template.guide.colour.computed"), words("template.guide.colour.computed_text"), fill=COMPUTED)
    if brought.entries or brought.agency:
        year = brought.from_year or words("template.brought.earlier")
        page.line(words("template.guide.colour.brought", year=year), words("template.guide.colour.brought_text"),
                  fill=BROUGHT)  # fmt: skip

    if rubric.stages:
        page.heading(words("template.guide.stages"))
        page.paragraph(words("template.guide.stages_text"))
    for stage in rubric.stages:
        page.line(stage.name.of(language), words("template.guide.stage_by", who=stage.by.of(language)))

    for scale in rubric.scales:
        page.heading(words("template.guide.scale", name=scale.name.of(language)))
        for level in scale.levels:
            page.line(f"{level.number}  {level.name.of(language)}", level.summary.of(language))

    page.heading(words("template.guide.bands"))
    page.paragraph(words(f"template.guide.decided.{rubric.decided_by}"))
    for band in reversed(rubric.bands):
        page.line(band_label(band.name.id, rubric, words), interval(band.values, words))

    page.heading(words("template.guide.basis"))
    page.line(words("template.guide.regulation"), rubric.regulation.number.of(language))
    page.line(words("template.guide.about"), rubric.regulation.about.of(language))
    if rubric.regulation.gazette:
        page.line(words("template.guide.gazette"), rubric.regulation.gazette)
    for note in rubric.regulation.notes:
        page.line("", f"• {note.of(language)}")
    finish(sheet, words, wide=False, pages=1)


def _step(step: str, layout: Layout, rubric_file: str) -> str:
    """What is done on a sheet; without stages levels have one column, and an own rubric is named to the program."""
    words = layout.words
    if step == "levels" and not layout.rubric.stages:
        return words("template.guide.step.levels_alone")
    if step == "program" and rubric_file:
        return words("template.guide.step.program_own", rubric=_argument(rubric_file, layout.rubric.id))
    return words(f"template.guide.step.{step}")


def _argument(file: str, rubric: str) -> str:
    """A file's name as it may be typed; one that would need more than quotes is named after the rubric."""
    if not quotable(file):
        return f"{rubric}.yaml"
    return file if re.fullmatch(r"[\w.-]+", file) else f'"{file}"'
