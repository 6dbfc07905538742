"""A result as an Excel workbook: a sheet of values and a sheet of problems."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from spbe_index.core.exact import display
from spbe_index.core.problem import Problem
from spbe_index.core.result import ROOT, Open, Result, below
from spbe_index.core.rubric import Rubric
from spbe_index.write.stages import PLACES, stage_lines
from spbe_index.write.wording import answer_label, band_label, level_names, remarks, stage_label
from spbe_index.write.words import Words

if TYPE_CHECKING:
    from spbe_index.core.standing import Among

#: Excel cuts longer text silently; we cut it visibly.
_LONGEST_TEXT = 32_767

#: What XML cannot hold; openpyxl lets halves of surrogate pairs through into a file that no reader opens.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

#: What Excel would take for a character by its number (`_x001B_`), which only the underscore in front makes of it.
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

_HEAD = PatternFill("solid", fgColor="1F3A5F")
#: How rows of inner items are told from those of indicators.
INNER = PatternFill("solid", fgColor="E8EDF3")


def result_book(result: Result, rubric: Rubric, words: Words, *, among: Among | None = None) -> Workbook:
    """The sheets of a result, to which others may be added before the book is finished."""
    book = Workbook()
    values = book.worksheets[0]
    values.title = words("terminal.sheet.values")
    _write_values(values, result, rubric, words)
    if among:
        from spbe_index.write.standing_workbook import standing_sheet

        standing_sheet(book, among, words, {item.code: item.name.of(words.language) for item, _ in rubric.items()})
    write_problems(book.create_sheet(words("terminal.sheet.problems")), result.problems, words)
    return book


def finished(book: Workbook) -> bytes:
    """The bytes of a workbook set up for printing on A4."""
    for sheet in book.worksheets:
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def stages_workbook(results: Sequence[Result], rubric: Rubric, words: Words, labels: Sequence[str] = ()) -> bytes:
    """The bytes of an xlsx file with stages side by side, and the problems of all of them.

    `labels` head the columns of values in place of the names of the stages.
    """
    book = Workbook()
    values = book.worksheets[0]
    values.title = words("terminal.sheet.values")
    labels = labels or [stage_label(result, rubric, words) for result in results]
    titles = [words(f"terminal.column.{key}") for key in ("code", "name", "weight")]
    titles += [*labels, words("terminal.column.difference"), words("terminal.column.contribution")]
    write_head(values, 1, titles, (10, 58, 9, *(12 for _ in range(len(results) + 2))))
    for row, line in enumerate(stage_lines(results, rubric, words), 2):
        put(values, row, 1, "" if line.code == ROOT else line.code).alignment = Alignment(
            vertical="top", indent=max(0, line.depth - 1)
        )
        put(values, row, 2, line.name)
        put(values, row, 3, line.weight)
        for column, value in enumerate(line.values, 4):
            put(values, row, column, None if isinstance(value, Open) else value)
        put(values, row, 4 + len(results), line.change.difference)
        put(values, row, 5 + len(results), line.change.contribution, PLACES)
        if line.change.before.children:
            for column in range(1, 6 + len(results)):
                values.cell(row, column).fill = INNER
                values.cell(row, column).font = Font(bold=True)
    problems = tuple(dict.fromkeys(found for result in results for found in result.problems))
    write_problems(book.create_sheet(words("terminal.sheet.problems")), problems, words)
    return finished(book)


def put(sheet: Any, row: int, column: int, value: str | int | Fraction | None, places: int | None = 2) -> Any:
    """Write one cell: text always as text (never a formula), a number as it is shown, rounded once.

    `places` is the number of decimals shown; None leaves the number whole.
    """
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = cell_text(value)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif isinstance(value, Fraction):
        shown = display(value, places or 0)
        cell.value = float(shown)
        cell.number_format = "0." + "0" * places if places else "0"
        cell.alignment = Alignment(vertical="top")
    elif value is not None:
        cell.value = value
        cell.alignment = Alignment(horizontal="left", vertical="top")
    return cell


def long_sheet(
    title: str, names: Sequence[str], rows: Iterable[Sequence[Any]], widths: Mapping[str, int], *, frozen: str
) -> bytes:
    """The bytes of an xlsx file of one long sheet, written row by row: a heading, then values as Python has them.

    Floats are shown with two decimals, text is always text, columns are as wide as `widths` says by name.
    """
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = frozen
    last = get_column_letter(len(names))
    for number, name in enumerate(names, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = widths.get(name, 12)
    sheet.append([as_heading(WriteOnlyCell(sheet, value=name)) for name in names])
    count = 1
    for row in rows:
        cells = []
        for value in row:
            is_text = isinstance(value, str)
            cell = WriteOnlyCell(sheet, value=cell_text(value) if is_text else value)
            if is_text:
                cell.data_type = "s"  # never a formula, whatever it begins with
            elif isinstance(value, float):
                cell.number_format = "0.00"
            cells.append(cell)
        sheet.append(cells)
        count += 1
    sheet.auto_filter.ref = f"A1:{last}{count}"
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def cell_text(text: str) -> str:
    """Text as a cell can hold it: what XML cannot is replaced, and what is too long is cut so that one sees it."""
    text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    text = text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
    return _LIKE_AN_ESCAPE.sub("_x005F_", text)


def as_heading(cell: Any) -> Any:
    """The cell in the style of headings."""
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = _HEAD
    return cell


def timeless(content: bytes) -> bytes:
    """The same xlsx without the moment it was written, so that equal contents are equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _write_values(sheet: Any, result: Result, rubric: Rubric, words: Words) -> None:
    facts: list[tuple[str, str | int | Fraction]] = [
        (words("terminal.agency"), result.agency or words("terminal.agency_unknown")),
        (words("terminal.year"), result.year if result.year is not None else words("terminal.year_unknown")),
        (words("terminal.instrument"), f"{rubric.title.of(words.language)} [{rubric.id}]"),
        (words("terminal.sheet_stage"), stage_label(result, rubric, words)),
    ]
    name = rubric.index_name.of(words.language)
    if result.verdict is not None:
        facts += [(name, result.low), (words("terminal.band"), band_label(result.verdict.name, rubric, words))]
    facts += [(words("terminal.note"), note) for note in remarks(result, rubric, words)]
    for row, (label, value) in enumerate(facts, 1):
        put(sheet, row, 1, label).font = Font(bold=True)
        put(sheet, row, 2, value).alignment = Alignment(horizontal="left")
    head = len(facts) + 2
    columns = ("code", "name", "weight", "value", "exact", "level", "cell")
    write_head(sheet, head, [words(f"terminal.column.{key}") for key in columns], (10, 58, 9, 9, 14, 24, 22))
    names = {item.code: item.name.of(words.language) for item, _ in rubric.items()}
    levels = level_names(result, rubric, words)
    for row, (node, _, depth) in enumerate(below(result.root), head + 1):
        exact = None if isinstance(node.value, Open) else node.value
        put(sheet, row, 1, node.code).alignment = Alignment(vertical="top", indent=depth)
        put(sheet, row, 2, names[node.code])
        put(sheet, row, 3, node.weight)
        put(sheet, row, 4, exact)
        put(sheet, row, 5, "" if exact is None else str(exact)).alignment = Alignment(horizontal="right")
        put(sheet, row, 6, answer_label(node, levels, words))
        put(sheet, row, 7, node.answer.place.address if node.answer else "")
        if node.children:
            for column in range(1, 8):
                sheet.cell(row, column).fill = INNER
                sheet.cell(row, column).font = Font(bold=True)


def write_problems(sheet: Any, problems: Iterable[Problem], words: Words) -> None:
    """Fill a sheet with problems, one a row."""
    columns = ("problem", "severity", "sheet", "cell", "message", "hint")
    write_head(sheet, 1, [words(f"terminal.column.{key}") for key in columns], (10, 12, 20, 10, 60, 60))
    for row, found in enumerate(problems, 2):
        message, hint = words.tell(found)
        severity = words(f"terminal.severity.{found.severity.value}")
        texts = (found.code, severity, found.place.sheet, found.place.cell, message, hint)
        for column, text in enumerate(texts, 1):
            put(sheet, row, column, text)


def write_head(sheet: Any, row: int, titles: list[str], widths: tuple[int, ...]) -> None:
    """Write a row of headings, stay it in place and on each printed page, and set the widths of its columns."""
    for column, (title, width) in enumerate(zip(titles, widths, strict=True), 1):
        as_heading(put(sheet, row, column, title))
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(row + 1, 1)
    sheet.print_title_rows = f"{row}:{row}"
