"""A plan as an Excel workbook: an action plan to fill in, effort against index, and the problems."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import Reference, ScatterChart, Series
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation

from spbe_index.core.planned import Plan
from spbe_index.core.result import Result
from spbe_index.core.rubric import Rubric
from spbe_index.write.plan_words import GAIN_PLACES, asked, step_name, summary, target_label
from spbe_index.write.wording import band_label, remarks
from spbe_index.write.words import Words
from spbe_index.write.workbook import finished, put, write_head, write_problems

#: What stands in the columns of the action plan, and how wide they are.
_COLUMNS = {
    "number": 4,
    "year": 7,
    "code": 7,
    "name": 21,
    "from": 6,
    "to": 6,
    "asked": 40,
    "evidence": 28,
    "unit": 13,
    "owner": 13,
    "due": 11,
    "status": 12,
    "remark": 14,
    "gain": 9,
    "cost": 8,
    "index_then": 12,
}
#: Height of one line of text in points, and how much of a column's width its text fills before it runs on.
_LINE, _FILLED = 13, 0.95
_STATUS = ("open", "running", "done", "late")
_THIN = Side(style="thin", color="B8C4D2")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def plan_workbook(plan: Plan | None, result: Result, rubric: Rubric, words: Words) -> bytes:
    """The bytes of an xlsx file; the same plan gives the same bytes."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = words("plan.sheet.plan")
    said = summary(plan, rubric, words) if plan else [words("plan.incomplete")]
    agency = result.agency or words("terminal.agency_unknown")
    facts = [
        (words("terminal.agency"), agency),
        (words("terminal.year"), result.year if result.year is not None else words("terminal.year_unknown")),
        (words("terminal.instrument"), f"{rubric.title.of(words.language)} [{rubric.id}]"),
    ]
    if plan:
        facts.append((words("plan.sheet.about"), target_label(plan.target, rubric, words)))
    facts += [(words("plan.sheet.plan") if not place else "", text) for place, text in enumerate(said)]
    facts += [(words("terminal.note"), note) for note in remarks(result, rubric, words)]
    if plan and plan.steps:
        facts.append(("", words("plan.sheet.fill")))
    for row, (label, value) in enumerate(facts, 1):
        put(sheet, row, 1, label).font = Font(bold=True)
        sheet.cell(row, 1).alignment = Alignment(vertical="top")
        put(sheet, row, 4, value).alignment = Alignment(horizontal="left", vertical="top")
    if plan:
        _write_steps(sheet, len(facts) + 2, plan, rubric, words)
        _write_frontier(book.create_sheet(words("plan.sheet.frontier")), plan, rubric, words)
    if result.problems:
        write_problems(book.create_sheet(words("terminal.sheet.problems")), result.problems, words)
    for margins in (page.page_margins for page in book.worksheets):
        margins.left = margins.right = margins.top = margins.bottom = 0.4
    return finished(book)


def _write_steps(sheet: Any, head: int, plan: Plan, rubric: Rubric, words: Words) -> None:
    """The steps from row `head` on, with the columns to fill in."""
    keys = [key for key in _COLUMNS if key != "year" or plan.by_year]
    write_head(sheet, head, [words(f"plan.column.{key}") for key in keys], tuple(_COLUMNS[key] for key in keys))
    for row, step in enumerate(plan.steps, head + 1):
        move = step.move
        wanted, evidence = asked(move, rubric, words)
        cells: dict[str, str | int] = {
            "number": row - head,
            "year": step.year,
            "code": move.node.code,
            "name": step_name(move, rubric, words),
            "asked": "\n".join(wanted),
            "evidence": "\n".join(evidence),
            "unit": move.node.entry.unit if move.node.entry else "",
            "status": words("plan.status.open"),
        }
        for column, key in enumerate(keys, 1):
            if key in ("from", "to", "cost"):
                value = {"from": move.start, "to": move.end, "cost": move.cost}[key]
                put(sheet, row, column, value, None if value.denominator == 1 else 2)
            elif key == "gain":
                put(sheet, row, column, move.gain, GAIN_PLACES)
            elif key == "index_then":
                put(sheet, row, column, step.index_after)
            else:
                put(sheet, row, column, cells.get(key, ""))
            cell = sheet.cell(row, column)
            cell.border = _BOX
            if key in ("number", "year", "from", "to"):
                cell.alignment = Alignment(horizontal="center", vertical="top")
            if key == "due":
                cell.number_format = "yyyy-mm-dd"
        # Excel measures rows when they are typed into, not when they are written.
        lines = max(_lines(str(cells.get(key, "")), _COLUMNS[key]) for key in keys)
        sheet.row_dimensions[row].height = _LINE * lines + 3
    sheet.row_dimensions[head].height = 2 * _LINE + 3
    if plan.steps:
        _offer(sheet, keys.index("status") + 1, head + 1, head + len(plan.steps), _STATUS, words)


def _axis(rubric: Rubric) -> tuple[int, int]:
    """Where the axis of the index begins and ends."""
    return int(min(scale.low for scale in rubric.scales)), int(max(scale.high for scale in rubric.scales))


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column."""
    return sum(max(1, len(textwrap.wrap(line, int(width * _FILLED)))) for line in text.split("\n"))


def _offer(sheet: Any, column: int, first: int, last: int, choices: Sequence[str], words: Words) -> None:
    listed = ",".join(words(f"plan.status.{key}") for key in choices)
    offer = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    offer.add(f"{sheet.cell(first, column).coordinate}:{sheet.cell(last, column).coordinate}")
    sheet.add_data_validation(offer)


def _write_frontier(sheet: Any, plan: Plan, rubric: Rubric, words: Words) -> None:
    """Every effort with the best index it reaches, and a chart of them."""
    titles = [words("plan.column.cost"), words("plan.sheet.best"), words("plan.column.band")]
    write_head(sheet, 1, titles, (12, 14, 28))
    for row, point in enumerate(plan.frontier, 2):
        put(sheet, row, 1, point.cost, None if point.cost.denominator == 1 else 2)
        put(sheet, row, 2, point.reached)
        put(sheet, row, 3, band_label(point.band.name.id, rubric, words))
    last = len(plan.frontier) + 1
    chart = ScatterChart()
    chart.style = 2
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = _axis(rubric)
    chart.x_axis.title, chart.y_axis.title = titles[0], titles[1]
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend = None
    series = Series(
        Reference(sheet, min_col=2, min_row=2, max_row=last), Reference(sheet, min_col=1, min_row=2, max_row=last)
    )
    series.smooth = False
    series.graphicalProperties.line.solidFill = "1F3A5F"
    chart.series.append(series)
    chart.width, chart.height = 18, 10
    sheet.add_chart(chart, "E2")
