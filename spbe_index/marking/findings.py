"""The sheet that lists the findings, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from spbe_index.load.door.refusal import MAX_TEXT
from spbe_index.load.door.values import letters
from spbe_index.marking.cells import Position, name_of, position
from spbe_index.marking.looks import LOOKS
from spbe_index.marking.markup import escape_cell
from spbe_index.marking.package import XML_HEAD
from spbe_index.marking.styles import Styles
from spbe_index.marking.workbook import quoted

HEAD_ROW = 4
_WIDTHS = (6, 15, 9, 28, 62, 62)
#: The column that remembers marks: each cell there has the text of a place and the format it had before.
MEMORY = 8
_MOST_LINKS = 65_000  # Excel takes 65,530 on one sheet
_HIGHEST_ROW = 409  # points, for Excel
_LINE = "FFC9D3DF"
_HEAD_FILL = "FF1F3A5F"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Finding(NamedTuple):
    """One problem as it is shown; `sheet` and `cell` are "" where there is none."""

    severity: str
    severity_word: str
    code: str
    sheet: str
    cell: str
    message: str
    hint: str


class Remembered(NamedTuple):
    """A marked cell, and the format it had before."""

    sheet: str
    cell: Position
    form: int


class Wording(NamedTuple):
    """The sentences around the list. The title ends with the mark by which readers know the sheet."""

    name: str
    title: str
    about: str
    none: str
    more: str
    headings: Sequence[str]


def findings_sheet(
    findings: Sequence[Finding],
    wording: Wording,
    styles: Styles,
    memory: Sequence[Remembered],
    space: str,
    sheets: Sequence[str],
) -> bytes:
    """The worksheet part.

    Args:
        findings: What it lists, in this order.
        wording: The sentences around it.
        styles: Told of the formats it needs.
        memory: Sheet, cell and former format of each marked cell.
        space: The namespace of the workbook's markup.
        sheets: The names of the sheets that can be linked to.

    """
    forms = _Forms(styles)
    rows = {1: _text("A1", wording.title, forms.title), 2: _text("A2", wording.about, forms.about)}
    heights = {1: 24, HEAD_ROW: 20}
    heads = enumerate(wording.headings)
    rows[HEAD_ROW] = "".join(_text(f"{letters(place)}{HEAD_ROW}", text, forms.head) for place, text in heads)
    links: list[str] = []
    for row, finding in enumerate(findings, HEAD_ROW + 1):
        cells = [f'<c r="A{row}" s="{forms.number}"><v>{row - HEAD_ROW}</v></c>']
        place = f"{finding.sheet}!{finding.cell}" if finding.sheet and finding.cell else finding.cell or finding.sheet
        linked = finding.sheet in sheets and len(links) < _MOST_LINKS
        if linked:
            target = f"{quoted(finding.sheet)}!{finding.cell if position(finding.cell) else 'A1'}"
            links.append(f'<hyperlink ref="D{row}" location="{_escaped(target)}" display="{_escaped(place)}"/>')
        shown = (
            (finding.severity_word, forms.severity[finding.severity]),
            (finding.code, forms.text(finding.code)),
            (place, forms.link if linked else forms.text(place)),
            (finding.message, forms.text(finding.message)),
            (finding.hint, forms.text(finding.hint)),
        )
        cells += [_text(f"{letters(number)}{row}", text, form) for number, (text, form) in enumerate(shown, 1)]
        rows[row] = "".join(cells)
        heights[row] = _height((place, _WIDTHS[3]), (finding.message, _WIDTHS[4]), (finding.hint, _WIDTHS[5]))
    if not findings:
        rows[HEAD_ROW + 1] = _text(f"A{HEAD_ROW + 1}", wording.none, forms.about)
    for row, (sheet, cell, form) in enumerate(memory, HEAD_ROW):
        rows[row] = rows.get(row, "") + _text(name_of((row, MEMORY)), f"{quoted(sheet)}!{name_of(cell)}", form)
    return XML_HEAD + _sheet(rows, heights, links, space).encode("ascii")


def _sheet(rows: Mapping[int, str], heights: Mapping[int, int], links: Sequence[str], space: str) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_WIDTHS, 1)
    )
    high = {number: f' ht="{height}" customHeight="1"' for number, height in heights.items()}
    data = "".join(f'<row r="{number}"{high.get(number, "")}>{rows[number]}</row>' for number in sorted(rows))
    below = HEAD_ROW + 1
    return (
        f'<worksheet xmlns="{space}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:H{max(rows)}"/>'
        f'<sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane ySplit="{HEAD_ROW}" topLeftCell="A{below}" '
        f'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A{below}" '
        f'sqref="A{below}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f'<cols>{columns}<col min="{MEMORY}" max="{MEMORY}" width="9" hidden="1" customWidth="1"/></cols>'
        f"<sheetData>{data}</sheetData>"
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
    )


def _height(*texts: tuple[str, int]) -> int:
    """The height in points of a row with these texts in columns of these widths: not every program finds it itself."""
    lines = max(sum(1 + len(line) // (width - 4) for line in text.split("\n")) for text, width in texts)
    return min(_HIGHEST_ROW, 15 * lines + 5)


class _Forms:
    """The formats of the list."""

    def __init__(self, styles: Styles) -> None:
        font, bold = styles.font(), styles.font(before="<{p}b/>")
        wrapped = ' wrapText="1"'
        self.title = styles.own(styles.font(before="<{p}b/>", size="15"))
        self.about = styles.own(font)
        self.head = styles.own(styles.font(before="<{p}b/>", colour="FFFFFFFF"), fill=_HEAD_FILL, alignment=wrapped)
        self.number = styles.own(font, line=_LINE, alignment=' horizontal="center"')
        self.link = styles.own(styles.font(before="<{p}u/>", colour="FF0563C1"), line=_LINE, alignment=wrapped)
        self._text = styles.own(font, line=_LINE, alignment=wrapped)
        self._quoted = styles.own(font, line=_LINE, alignment=wrapped, quoted=True)
        self.severity = {name: styles.own(bold, fill=look.light, line=_LINE) for name, look in LOOKS.items()}

    def text(self, text: str) -> int:
        """The format for a text; one that starts like a formula stays text also when it is edited."""
        return self._quoted if text.startswith(_FORMULA_STARTS) else self._text


def _escaped(text: str) -> str:
    return escape_cell(text).decode("ascii")


def _text(cell: str, text: str, form: int) -> str:
    """A cell that holds text and never a formula, cut visibly where Excel would refuse it."""
    if not text:
        return f'<c r="{cell}" s="{form}"/>'
    short = text
    if len(text.encode("utf-16-le", "surrogatepass")) > MAX_TEXT * 2:
        short = text.encode("utf-16-le", "surrogatepass")[: (MAX_TEXT - 1) * 2].decode("utf-16-le", "ignore") + "…"
    return f'<c r="{cell}" s="{form}" t="inlineStr"><is><t xml:space="preserve">{_escaped(short)}</t></is></c>'
