"""A plan as an Excel workbook: an action plan to fill in, effort against index, and the problems."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import Reference, ScatterChart, Series
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation

from spbe_index.core.planned import Plan
from spbe_index.core.result import Result
from spbe_index.core.rubric import Rubric
from spbe_index.write.charts.svg import ACCENTS
from spbe_index.write.plan_words import GAIN_PLACES, asked, step_name, summary, target_label
from spbe_index.write.wording import band_label, index_places, remarks
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
#: Colours of the chart: the frontier, and the plan's mark on it.
_FRONTIER, _CHOSEN = "1F3A5F", "C0392B"
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
    edge = (plan.target.at, plan.target.included)
    keys = [key for key in _COLUMNS if key != "year" or plan.by_year]
    write_head(sheet, head, [words(f"plan.column.{key}") for key in keys], tuple(_COLUMNS[key] for key in keys))
    for row, step in enumerate(plan.steps, head + 1):
        move = step.move
        of_step = asked(move, rubric, words)
        cells: dict[str, str | int] = {
            "number": row - head,
            "year": step.year,
            "code": move.node.code,
            "name": step_name(move, rubric, words),
            "asked": "\n".join(of_step.wanted),
            "evidence": "\n".join(of_step.evidence),
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
                put(sheet, row, column, step.index_after, index_places(step.index_after, rubric, edge))
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
    """Every effort with the best index it reaches, and a chart of them before the predicates."""
    titles = [words(f"plan.{key}") for key in ("column.cost", "sheet.best", "column.band")]
    titles += ["", *(words(f"plan.{key}") for key in ("sheet.line", "column.cost", "column.index_after"))]
    write_head(sheet, 1, titles, (16, 14, 28, 3, 42, 16, 12))
    edge = (plan.target.at, plan.target.included)
    for row, point in enumerate(plan.frontier, 2):
        put(sheet, row, 1, point.cost, None if point.cost.denominator == 1 else 2)
        put(sheet, row, 2, point.reached, index_places(point.reached, rubric, edge))
        put(sheet, row, 3, band_label(point.band.name.id, rubric, words))
    chart = ScatterChart()
    chart.style = 2
    low, chart.y_axis.scaling.max = _axis(rubric)
    chart.y_axis.scaling.min = low = max(low, int(plan.before))
    chart.x_axis.scaling.min = 0
    chart.x_axis.title, chart.y_axis.title = titles[0], titles[1]
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend = Legend(legendPos="b")
    chart.series.append(_line(sheet, 1, 2, len(plan.frontier) + 1, titles[1], _FRONTIER))
    last, row = plan.frontier[-1].cost, 2
    for place, band in enumerate(rubric.bands):
        if band.values.low > low:
            name = words("plan.sheet.edge", band=band_label(band.name.id, rubric, words))
            _point(sheet, row, name, Fraction(0), band.values.low)
            _point(sheet, row + 1, name, last, band.values.low)
            line = _line(sheet, 6, row, row + 1, name, ACCENTS[min(place, 4)].lstrip("#"))
            line.graphicalProperties.line.dashStyle = "dash"
            chart.series.append(line)
            row += 2
    if plan.cost is not None:
        _point(sheet, row, words("plan.sheet.plan"), plan.cost, plan.after)
        mark = _line(sheet, 6, row, row, words("plan.sheet.plan"), _CHOSEN)
        mark.marker = Marker(symbol="circle", size=10)
        mark.marker.graphicalProperties.solidFill = _CHOSEN
        mark.graphicalProperties.line.noFill = True
        chart.series.append(mark)
    chart.width, chart.height = 22, 13
    sheet.add_chart(chart, "I2")


def _point(sheet: Any, row: int, name: str, cost: Fraction, index: Fraction) -> None:
    """A point of the chart beside the frontier: what it is of, its effort and its index."""
    put(sheet, row, 5, name)
    put(sheet, row, 6, cost, None if cost.denominator == 1 else 2)
    put(sheet, row, 7, index)


def _line(sheet: Any, column: int, first: int, last: int, name: str, colour: str) -> Any:
    """The line through the points of some rows: efforts in a column, indices in the next."""
    efforts, indices = (Reference(sheet, min_col=at, min_row=first, max_row=last) for at in (column, column + 1))
    line = Series(indices, efforts, title=name)
    line.smooth = False
    line.marker = Marker(symbol="none")
    line.graphicalProperties.line.solidFill = colour
    return line
