"""One sheet marked: its faulty cells' formats and comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spbe_index.load.door.refusal import damaged
from spbe_index.marking.cells import Position, name_of, position
from spbe_index.marking.commenting import add_comments, shortened
from spbe_index.marking.findings import Finding, Remembered
from spbe_index.marking.formats import set_formats
from spbe_index.marking.looks import SEVERITIES
from spbe_index.marking.markup import Edits
from spbe_index.marking.package import Package
from spbe_index.marking.styles import Styles
from spbe_index.marking.workbook import Sheet
from spbe_index.marking.worksheet import Worksheet


class _Marks:
    """The worst severity of each cell that is marked, and what is said at each that is commented.

    Under a merge the cell that shows is commented; the faulty one is marked too
    if it is written, for the day the merge is taken apart.
    """

    def __init__(self, worksheet: Worksheet, findings: Sequence[Finding]) -> None:
        self.severities: dict[Position, str] = {}
        self.said: dict[Position, list[tuple[str, str]]] = {}
        for finding in findings:
            place = position(finding.cell)
            if place is None:
                continue
            anchor = worksheet.anchor(place)
            for cell in {anchor, place} if worksheet.cell(place) else {anchor}:
                worst = min(self.severities.get(cell, finding.severity), finding.severity, key=SEVERITIES.index)
                self.severities[cell] = worst
            head = f"{finding.severity_word} {finding.code}" + ("" if anchor == place else f" ({name_of(place)})")
            self.said.setdefault(anchor, []).append((head, f"{finding.message}\n{finding.hint}".strip()))


def mark_sheet(
    package: Package,
    sheet: Sheet,
    styles: Styles,
    findings: Sequence[Finding],
    before: Mapping[Position, int] | None,
    more: str,
) -> list[Remembered]:
    """Mark the cells of one sheet; returns them with the formats they had.

    Args:
        package: The workbook.
        sheet: Which of its sheets.
        styles: Told of the formats it needs.
        findings: Those on this sheet.
        before: The formats that the marks of an earlier run cover; None when there was none.
        more: The sentence about findings that a comment has no room for.

    Raises:
        RefusedError: E103, the part is damaged.

    """
    worksheet = _worksheet(package, sheet, findings, before, styles)
    if worksheet.part("sheetData") is None:
        raise damaged(f"{sheet.part}: sheetData")
    formats = _covered(worksheet, styles, before or {})
    marks = _Marks(worksheet, findings)
    marked = []
    for cell, severity in sorted(marks.severities.items()):
        form = formats.get(cell, worksheet.format_of(cell))
        marked.append(Remembered(sheet.name, cell, form))
        formats[cell] = styles.marked(form, severity)
    edits = Edits(worksheet.data)
    set_formats(worksheet, edits, formats)
    said = {place: shortened(texts, more) for place, texts in marks.said.items()}
    add_comments(package, sheet.part, worksheet, edits, said)
    package.put(sheet.part, edits.result())
    return marked


def _worksheet(
    package: Package,
    sheet: Sheet,
    findings: Sequence[Finding],
    before: Mapping[Position, int] | None,
    styles: Styles,
) -> Worksheet:
    """The sheet with the rows of its faulty cells, of the cells that show in their place, and of earlier marks."""
    data = package.read(sheet.part)
    marks = set() if before is None else styles.marks()
    places = {place for finding in findings if (place := position(finding.cell))}
    rows = {row for row, _ in (*places, *(before or ()))}
    worksheet = Worksheet(data, sheet.part, rows, marks)
    shown = {row for row, _ in (*map(worksheet.anchor, places), *worksheet.found)}
    return worksheet if shown <= rows else Worksheet(data, sheet.part, rows | shown, marks)


def _covered(worksheet: Worksheet, styles: Styles, before: Mapping[Position, int]) -> dict[Position, int]:
    """The format that each marked cell had before it was marked.

    Where rows have been inserted or deleted since, the cells are no longer where they were; their order is.
    """
    found, known = sorted(worksheet.found), sorted(before.items())
    if len(found) == len(known) and not before.keys() >= set(found):
        return dict(zip(found, (form for _, form in known), strict=True))
    return {place: before[place] if place in before else styles.unmarked(worksheet.format_of(place)) for place in found}
