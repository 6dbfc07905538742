"""How cells look and what may be done to them: what is typed, what is computed, what came from last year."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from spbe_index.core.exact import decimal_text
from spbe_index.core.rubric import Scale
from spbe_index.write.words import Words
from spbe_index.write.workbook import put

NAVY, INK, GREY, LINE = "1F3A5F", "222222", "5A5A5A", "BFBFBF"
_THIN = Side("thin", color=LINE)
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_BLUE = Side("thin", color="2E75B6")
#: Light yellow to be filled, grey computed; blue, in italics and with a darker edge, what was brought along: three
#: looks that differ in grey print too. (A hatched fill would do, but LibreOffice shows it as plain grey.)
INPUT = PatternFill("solid", fgColor="FFF8DC")
COMPUTED = PatternFill("solid", fgColor="E7E9EC")
BROUGHT = PatternFill("solid", fgColor="DCEBF7")
BROUGHT_BOX = Border(left=_BLUE, right=_BLUE, top=_BLUE, bottom=_BLUE)
_HEADING = PatternFill("solid", fgColor=NAVY)
_TITLE = Font(name="Calibri", size=18, bold=True, color=NAVY)
_LEAD = Font(name="Calibri", size=11, color=GREY)
#: Characters of running text that Calibri 11, or what stands in for it, surely sets into one unit of column width;
#: and how much less room bold ones have.
_DENSITY = 1.0
BOLD = 0.88
_LINE_POINTS = 15


def title(sheet: Any, text: str, lead: str) -> None:
    """The two lines above a table."""
    put(sheet, 1, 1, text).font = _TITLE
    put(sheet, 2, 1, lead).font = _LEAD
    for row, height in ((1, 28), (2, 18), (3, 6)):
        sheet.cell(row, 1).alignment = Alignment(vertical="center")
        sheet.row_dimensions[row].height = height


def headings(sheet: Any, row: int, texts: list[str], widths: list[float]) -> None:
    """A heading row, with a filter and frozen panes below it left to the sheet."""
    for column, (text, width) in enumerate(zip(texts, widths, strict=True), 1):
        cell = put(sheet, row, column, text)
        cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
        cell.fill = _HEADING
        cell.border = BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[row].height = 18 + 15 * max(
        lines(text, width) for text, width in zip(texts, widths, strict=True)
    )


def fixed(sheet: Any, row: int, column: int, value: str | int | None, *, centred: bool = False) -> Any:
    """A cell of the instrument, which nobody types into."""
    cell = put(sheet, row, column, None if value == "" else value)
    cell.font = Font(name="Calibri", size=11, color=INK)
    cell.alignment = Alignment(horizontal="center" if centred else "left", vertical="top", wrap_text=True)
    cell.border = BOX
    return cell


def computed(sheet: Any, row: int, column: int, formula: str, *, centred: bool = True) -> Any:
    """A formula, or nothing, locked."""
    cell = sheet.cell(row, column, formula or None)
    cell.font = Font(name="Calibri", size=11, color="404040")
    cell.fill = COMPUTED
    cell.border = BOX
    cell.alignment = Alignment(horizontal="center" if centred else "left", vertical="top", wrap_text=True)
    return cell


def fillable(
    sheet: Any, row: int, column: int, value: str | int | None = None, *, centred: bool = False, brought: bool = False
) -> Any:
    """A cell to be typed into; `brought` marks what came from an earlier workbook."""
    cell = put(sheet, row, column, value)
    cell.font = Font(name="Calibri", size=11, color=INK, italic=brought)
    cell.fill = BROUGHT if brought else INPUT
    cell.border = BROUGHT_BOX if brought else BOX
    cell.alignment = Alignment(horizontal="center" if centred else "left", vertical="top", wrap_text=True)
    cell.protection = Protection(locked=False)
    return cell


def as_brought(cell: Any) -> None:
    """A locked cell with something from an earlier workbook."""
    cell.font = Font(name="Calibri", size=11, color=INK, italic=True)
    cell.fill, cell.border = BROUGHT, BROUGHT_BOX


def lines(text: str, width: float) -> int:
    """About how many lines a text takes in a column."""
    room = max(4, int(width * _DENSITY))
    return sum(max(1, len(wrap(part, room))) for part in text.splitlines() or [""])


def fit_height(sheet: Any, row: int, texts: list[tuple[str, float]]) -> None:
    """Give a row the height of its longest text, from (text, column width) pairs."""
    sheet.row_dimensions[row].height = min(400, 6 + _LINE_POINTS * max(lines(text, width) for text, width in texts))


def link_to(cell: Any, place: str) -> None:
    """Let a cell lead to another place of this workbook, e.g. `'Kriteria'!E5`: no relation that leads out of it."""
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)


def rule_between(sheet: Any, row: int, last: int) -> None:
    """A darker line above a row, where another group begins."""
    for column in range(1, last + 1):
        cell = sheet.cell(row, column)
        cell.border = Border(left=_THIN, right=_THIN, top=Side("medium", color=NAVY), bottom=_THIN)


def finish(
    sheet: Any, words: Words, *, wide: bool, heading_row: int = 0, insert_rows: bool = False, pages: int = 0
) -> None:
    """Printing on A4, and protection of what is computed, without a password; filters and formats stay allowed.

    Args:
        sheet: The sheet, filled.
        words: The language of the footer.
        wide: Landscape.
        heading_row: The row repeated on every page, 0 for none.
        insert_rows: Whether rows may be added and removed.
        pages: So many pages at most, 0 for as many as it takes.

    """
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if wide else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = pages
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
    sheet.print_options.horizontalCentered = True
    if heading_row:
        sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = words("template.page", page="&P", pages="&N")
    for part in (sheet.oddFooter.left, sheet.oddFooter.right):
        part.size = 9
    guard = sheet.protection
    guard.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "autoFilter", "sort", "insertHyperlinks"):
        setattr(guard, allowed, False)
    guard.insertRows = guard.deleteRows = not insert_rows


def level_validation(scale: Scale, words: Words) -> DataValidation:
    """What may be typed as a level: a list of whole ones, or any decimal from the lowest to the highest."""
    low, high = decimal_text(scale.low) or "", decimal_text(scale.high) or ""
    shown = (words.decimal_mark(low), words.decimal_mark(high))
    if scale.step is None:
        check = DataValidation(type="decimal", operator="between", formula1=low, formula2=high, allow_blank=True)
        sentence = words("template.input.decimal", low=shown[0], high=shown[1])
        fault = words("template.refused.decimal", low=shown[0], high=shown[1])
    else:
        count = int((scale.high - scale.low) / scale.step) + 1
        levels = [decimal_text(scale.low + scale.step * number) or "" for number in range(count)]
        check = DataValidation(type="list", formula1=f'"{",".join(levels)}"', allow_blank=True)
        allowed = ", ".join(words.decimal_mark(level) for level in levels)
        sentence = words("template.input.whole", allowed=allowed)
        fault = words("template.refused.whole", allowed=allowed)
    return told(check, words("template.input.level_title"), sentence, fault)


def told(check: DataValidation, heading: str, sentence: str, fault: str = "", *, stops: bool = True) -> DataValidation:
    """A validation that says what it wants before, and what was wrong after; without `fault` it only advises."""
    check.promptTitle, check.prompt, check.showInputMessage = heading[:32], sentence[:255], True
    check.errorTitle, check.error = heading[:32], (fault or sentence)[:255]
    check.showErrorMessage = bool(fault)
    check.errorStyle = "stop" if stops else "warning"
    return check


def alert(sheet: Any, cells: str, formula: str) -> None:
    """Bold white on dark where a formula holds: also seen in grey."""
    look = DifferentialStyle(font=Font(bold=True, color="FFFFFF"), fill=PatternFill("solid", bgColor="9C2A1C"))
    rule = Rule(type="expression", formula=[formula], dxf=look)
    sheet.conditional_formatting.add(cells, rule)
