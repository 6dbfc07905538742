"""The live summary: index, predicate, domains and aspects, and how much is filled; it follows what is typed."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import RadarChart, Reference
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.styles import Alignment, Font

from spbe_index.core.exact import SHOWN_PLACES
from spbe_index.core.result import ROOT
from spbe_index.core.rubric import Item
from spbe_index.write.template import working as at
from spbe_index.write.template.identity import AGENCY, YEAR
from spbe_index.write.template.layout import EVIDENCE_ROWS, FIRST, Layout
from spbe_index.write.template.style import (
    GREY,
    INK,
    NAVY,
    computed,
    finish,
    fixed,
    headings,
    lines,
    rule_between,
    title,
)
from spbe_index.write.template.whole import band_of, rounded, text
from spbe_index.write.wording import band_label
from spbe_index.write.workbook import put

#: Rows of the figures at the top, and the heading row of the table below them.
INDEX, BAND, RANGE, PROGRESS, EVIDENCE, OTHERWISE, UNREAD = 5, 6, 7, 8, 9, 10, 11
TABLE = 12
_WIDTHS = [46.0, 12.0, 12.0, 12.0, 13.0, 13.0]
_HUNDRED = 10**SHOWN_PLACES
_BESIDE = Font(name="Calibri", size=9, color="9A9A9A")


def write_summary(sheet: Any, layout: Layout, working: at.Working, evidence_rows: int) -> None:
    """Fill the sheet; every figure is read off the hidden one that computes."""
    words = layout.words
    title(sheet, layout.title("summary"), "")
    agency, year = (layout.at("identity", f"$B${row}") for row in (AGENCY, YEAR))
    sheet["A2"] = f'={agency}&IF({year}="",""," "&{year})'
    sheet["A2"].font = Font(name="Calibri", size=12, color=GREY)
    _figures(sheet, layout, working, evidence_rows)
    keys = ("part", "share", "done", "value", "lowest", "highest")
    headings(sheet, TABLE, [words(f"template.summary.{key}") for key in keys], _WIDTHS)
    inner = [item for item, _ in layout.rubric.items() if item.kind in layout.groups]
    for row, item in enumerate(inner, TABLE + 1):
        _write_item(sheet, layout, working, row, item)
    last = TABLE + len(inner)
    lowest_floor = layout.groups[-1] if layout.groups else ""
    aspects = [row for row, item in enumerate(inner, TABLE + 1) if item.kind == lowest_floor]
    if len(aspects) > 2:
        _chart(sheet, layout, working, [item for item in inner if item.kind == lowest_floor], last)
    sheet.freeze_panes = "A4"
    finish(sheet, words, wide=False, pages=1)


def _figures(sheet: Any, layout: Layout, working: at.Working, evidence_rows: int) -> None:
    words, rubric = layout.words, layout.rubric
    total, low, high, divisor, done, count = (
        working.node(ROOT, column) for column in (at.TOTAL, at.TOTAL_LOW, at.TOTAL_HIGH, at.DIVISOR, at.DONE, at.COUNT)
    )
    names = [band_label(band.name.id, rubric, words) for band in rubric.bands]
    whole = f"{done}={count}"

    def band(top: str, by: str = rubric.decided_by) -> str:
        return band_of(rubric, top, divisor, by=by, language_names=names)

    other = "rounded" if rubric.decided_by == "exact" else "exact"
    before, after = map(text, words("template.summary.otherwise").split("{band}"))
    otherwise = f"{before}&{band(total, other)}&{after}"
    missing = text(words("template.summary.incomplete"))
    last = FIRST + evidence_rows + EVIDENCE_ROWS - 1
    titles, files = (layout.at("evidence", f"${column}${FIRST}:${column}${last}") for column in "CG")
    # A row with a file and no title is a document too.
    documents = f"SUMPRODUCT(((1-ISBLANK({titles}))+(1-ISBLANK({files}))>0)*1)"
    figures = {
        INDEX: (rubric.index_name.of(words.language), f"=IF({whole},{rounded(total, divisor)}/{_HUNDRED},{missing})"),
        BAND: (words("template.summary.band"), f"=IF({whole},{band(total)},{missing})"),
        RANGE: (
            words("template.summary.range"),
            # FIXED writes the decimal mark of the reader's country; a format given to TEXT would have to be translated.
            f'=IF({whole},"–",FIXED({rounded(low, divisor)}/{_HUNDRED},{SHOWN_PLACES},TRUE)&" – "&'
            f"FIXED({rounded(high, divisor)}/{_HUNDRED},{SHOWN_PLACES},TRUE))",
        ),
        PROGRESS: (
            words("template.summary.progress"),
            f'={done}&" / "&{count}&"   "&REPT("█",INT(20*{done}/{count}))&REPT("░",20-INT(20*{done}/{count}))',
        ),
        EVIDENCE: (words("template.summary.evidence"), f"={documents}"),
    }
    for row, (label, formula) in figures.items():
        fixed(sheet, row, 1, label).font = Font(name="Calibri", size=12, bold=True, color=INK)
        cell = computed(sheet, row, 2, formula, centred=False)
        for column in range(3, 7):
            computed(sheet, row, column, "")
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=6)
        cell.font = Font(name="Calibri", size=12, color=INK)
        cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)
        sheet.cell(row, 1).alignment = Alignment(horizontal="left", vertical="center", indent=1)
        sheet.row_dimensions[row].height = 22
    for row in (INDEX, BAND):
        sheet.cell(row, 2).font = Font(name="Calibri", size=20, bold=True, color=NAVY)
        sheet.row_dimensions[row].height = 34
    sheet.cell(INDEX, 2).number_format = "0.00"
    sheet.cell(OTHERWISE, 1).value = f'=IF({whole},IF({band(total)}={band(total, other)},"",{otherwise}),"")'
    sheet.cell(OTHERWISE, 1).font = Font(name="Calibri", size=10, italic=True, color=GREY)
    # Words that the program understands, such as "Level 3", are none that a formula could add up.
    values = layout.at("working", f"${at.VALUE}${FIRST}:${at.VALUE}${layout.last}")
    unread = f'SUMPRODUCT(({values}="?")*1)'
    before, after = map(text, words("template.summary.not_numbers").split("{count}"))
    sheet.cell(UNREAD, 1).value = f'=IF({unread}=0,"",{before}&{unread}&{after})'
    sheet.cell(UNREAD, 1).font = Font(name="Calibri", size=11, bold=True, color="9C2A1C")


def _write_item(sheet: Any, layout: Layout, working: at.Working, row: int, item: Item) -> None:
    words = layout.words
    total, low, high, divisor, done, count = (
        working.node(item.code, column)
        for column in (at.TOTAL, at.TOTAL_LOW, at.TOTAL_HIGH, at.DIVISOR, at.DONE, at.COUNT)
    )
    depth = layout.groups.index(item.kind)
    top = depth == 0 and len(layout.groups) > 1
    name = f"{item.code}  {item.name.of(words.language)}"
    fixed(sheet, row, 1, name)
    computed(sheet, row, 2, f"={item.weight.numerator}/{item.weight.denominator}").number_format = "0.00"
    computed(sheet, row, 3, f'={done}&" / "&{count}')
    computed(sheet, row, 4, f'=IF({done}={count},{rounded(total, divisor)}/{_HUNDRED},"–")').number_format = "0.00"
    for column, bound in ((5, low), (6, high)):
        computed(sheet, row, column, f"={rounded(bound, divisor)}/{_HUNDRED}").number_format = "0.00"
    for column in range(1, 7):
        cell = sheet.cell(row, column)
        cell.font = Font(name="Calibri", size=11, bold=top, color=INK)
        cell.alignment = Alignment(horizontal="center", vertical="center")
    sheet.cell(row, 1).alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=2 * depth)
    sheet.row_dimensions[row].height = 5 + 15 * lines(name, _WIDTHS[0] - 4 * depth)
    if top:
        rule_between(sheet, row, 6)


def _chart(sheet: Any, layout: Layout, working: at.Working, aspects: list[Item], last: int) -> None:
    """A radar of the aspects: the lowest and the highest each can still become; once all is filled, one line, so named.

    The line of the lowest is drawn last, over that of the highest.
    """
    words = layout.words
    # Its figures stand beside the table, outside what is printed: in the table, domains lie between the aspects.
    first = TABLE
    put(sheet, first, 8, words("template.summary.chart")).font = _BESIDE
    whole = f"{working.node(ROOT, at.DONE)}={working.node(ROOT, at.COUNT)}"
    for place, settled, still_open in ((9, "settled", "highest"), (10, "value", "lowest")):
        one, other = (text(words(f"template.summary.{key}")) for key in (settled, still_open))
        sheet.cell(first, place, f"=IF({whole},{one},{other})").font = _BESIDE
    for row, item in enumerate(aspects, first + 1):
        put(sheet, row, 8, item.code).font = _BESIDE
        divisor = working.node(item.code, at.DIVISOR)
        for offset, column in enumerate((at.TOTAL_HIGH, at.TOTAL_LOW)):
            cell = sheet.cell(row, 9 + offset, f"={rounded(working.node(item.code, column), divisor)}/{_HUNDRED}")
            cell.font, cell.number_format = _BESIDE, "0.00"
    for column, width in zip("GHIJ", (3.0, 14.0, 10.0, 10.0), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.print_area = f"A1:F{last + 28}"
    chart: Any = RadarChart()
    chart.type = "marker"
    chart.height, chart.width = 11.5, 20.5
    chart.title = None
    chart.legend.position = "b"
    end = first + len(aspects)
    chart.add_data(Reference(sheet, min_col=9, max_col=10, min_row=first, max_row=end), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=8, min_row=first + 1, max_row=end))
    for series, (colour, dash) in zip(chart.series, (("C55A11", "sysDash"), (NAVY, "solid")), strict=True):
        series.graphicalProperties = GraphicalProperties(ln=_line(colour, dash))
        series.marker.symbol = "circle"
        series.marker.graphicalProperties = GraphicalProperties(solidFill=colour)
    axis = chart.y_axis
    axis.scaling.min = 0
    axis.scaling.max = int(max(scale.high for scale in layout.rubric.scales))
    axis.majorUnit = 1
    axis.delete = chart.x_axis.delete = False
    axis.number_format = "0"
    sheet.add_chart(chart, f"A{last + 2}")


def _line(colour: str, dash: Any) -> LineProperties:
    return LineProperties(solidFill=colour, prstDash=dash, w=28_575)
