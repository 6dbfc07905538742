"""The marked workbook: formats, comments and the list of findings, put into the package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spbe_index.load.door.refusal import damaged
from spbe_index.marking import comments as notes
from spbe_index.marking import shapes
from spbe_index.marking.cells import Position, Worksheet, name_of, position
from spbe_index.marking.comments import Comments
from spbe_index.marking.earlier import earlier_list, remembered
from spbe_index.marking.findings import HEAD_ROW, Finding, Remembered, Wording, findings_sheet
from spbe_index.marking.looks import SEVERITIES
from spbe_index.marking.markup import Edits
from spbe_index.marking.package import XML_HEAD, Package
from spbe_index.marking.styles import EMPTY as NO_STYLES
from spbe_index.marking.styles import Styles
from spbe_index.marking.workbook import Sheet, add_part, add_sheet, part_of_kind, reference_attribute, sheets_of

_SPACES = {
    False: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    True: "http://purl.oclc.org/ooxml/spreadsheetml/main",
}
_STYLES_PART = "xl/styles.xml"  # where some readers look for it, whatever the relations say
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
#: What stands before the reference to the boxes of comments (ECMA-376, CT_Worksheet).
_BEFORE_BOXES = (
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
)
_LONGEST_TEXT, _LONGEST_COMMENT = 4_000, 12_000  # characters; all of it stands in the list


def mark_workbook(data: bytes, findings: Sequence[Finding], wording: Wording, mark: str) -> bytes:
    """The same workbook with its findings marked, commented and listed; an earlier run's are replaced.

    Raises:
        RefusedError: The workbook is damaged or passes a limit.

    """
    package = Package(data)
    space = _SPACES[package.strict]
    sheets = sheets_of(package)
    old_list = earlier_list(package, sheets, mark)
    memory = remembered(package, old_list) if old_list else []
    styles_part = part_of_kind(package, "styles")
    styles = Styles(package.read(styles_part) if styles_part else NO_STYLES.format(space=space).encode(), styles_part)
    marked: list[Remembered] = []
    done: set[str] = set()
    for sheet in sheets:
        if sheet == old_list or sheet.name in done or sheet.part not in package:
            continue
        done.add(sheet.name)
        here = [finding for finding in findings if finding.sheet == sheet.name and position(finding.cell)]
        before = {entry.cell: entry.form for entry in memory if entry.sheet == sheet.name}
        if here or old_list:
            marked += _mark_sheet(package, sheet, styles, here, before if old_list else None, wording.more)
    names = [sheet.name for sheet in sheets if sheet.part]
    content = findings_sheet(findings, wording, styles, marked, space, names)
    if old_list:
        package.put(old_list.part, content)
    else:
        add_sheet(package, wording.name, content, HEAD_ROW)
    if styles_part:
        package.put(styles_part, styles.result())
    else:
        add_part(
            package,
            package.main,
            _STYLES_PART if _STYLES_PART not in package else package.free_name("xl/styles", ".xml"),
            "styles",
            XML_HEAD + styles.result(),
        )
    return package.result()


def _mark_sheet(
    package: Package,
    sheet: Sheet,
    styles: Styles,
    findings: Sequence[Finding],
    before: Mapping[Position, int] | None,
    more: str,
) -> list[Remembered]:
    """Mark one sheet; returns its marked cells.

    `before` has the formats that the marks of an earlier run cover, None when there was none.
    """
    data = package.read(sheet.part)
    places = {place for finding in findings if (place := position(finding.cell))}
    marks = [] if before is None else styles.marks()
    worksheet = Worksheet(data, sheet.part, {row for row, _ in places} | {row for row, _ in before or ()}, marks)
    anchors = {place: worksheet.anchor(place) for place in places}
    rows = {row for row, _ in (*anchors.values(), *worksheet.found)}
    if rows - worksheet.rows.keys():
        worksheet = Worksheet(data, sheet.part, rows | {row for row, _ in places}, marks)
    if not any(part.local == "sheetData" for part in worksheet.parts):
        raise damaged(f"{sheet.part}: sheetData")
    formats = _covered(worksheet, styles, before or {})
    severities: dict[Position, str] = {}
    said: dict[Position, list[tuple[str, str]]] = {}
    for finding in findings:
        place = position(finding.cell) or (1, 1)
        anchor = anchors[place]
        for cell in {anchor, place} if worksheet.has(place) else {anchor}:
            severities[cell] = min(severities.get(cell, finding.severity), finding.severity, key=SEVERITIES.index)
        head = f"{finding.severity_word} {finding.code}"
        head += "" if anchor == place else f" ({name_of(place)})"
        said.setdefault(anchor, []).append((head, _short(f"{finding.message}\n{finding.hint}".strip())))
    remembered_here = []
    for cell, severity in sorted(severities.items()):
        form = formats.get(cell, worksheet.format_of(cell))
        remembered_here.append(Remembered(sheet.name, cell, form))
        formats[cell] = styles.marked(form, severity)
    edits = Edits(data)
    worksheet.set_formats(edits, formats)
    _comment(package, sheet, worksheet, edits, {place: _fitting(texts, more) for place, texts in said.items()})
    package.put(sheet.part, edits.result())
    return remembered_here


def _covered(worksheet: Worksheet, styles: Styles, before: Mapping[Position, int]) -> dict[Position, int]:
    """The format that each marked cell had before it was marked.

    Where rows have been inserted or deleted since, the cells are no longer where they were; their order is.
    """
    found, known = sorted(worksheet.found), sorted(before.items())
    if len(found) == len(known):
        return dict(zip(found, (form for _, form in known), strict=True))
    return {place: before[place] if place in before else styles.unmarked(worksheet.format_of(place)) for place in found}


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def _fitting(texts: list[tuple[str, str]], more: str) -> list[tuple[str, str]]:
    """As many of a cell's texts as one comment takes, and a word about the others."""
    length = 0
    fitting: list[tuple[str, str]] = []
    for head, text in texts:
        length += len(head) + len(text)
        if length > _LONGEST_COMMENT:
            return [*fitting, (more.replace("{count}", str(len(texts) - len(fitting))), "")]
        fitting.append((head, text))
    return fitting


def _comment(
    package: Package,
    sheet: Sheet,
    worksheet: Worksheet,
    edits: Edits,
    said: Mapping[Position, list[tuple[str, str]]],
) -> None:
    """Put the comments into the sheet's comments part and its drawing of boxes, made where missing."""
    relations = package.relations(sheet.part)
    part = next((found.target for found in relations if found.kind == "comments" and found.target in package), "")
    reference = next((found for found in worksheet.parts if found.local == "legacyDrawing"), None)
    drawing = next((found.target for found in relations if reference and found.id == reference.get("id")), "")
    space = _SPACES[package.strict]
    old = package.read(part) if part else XML_HEAD + notes.EMPTY.format(space=space).encode()
    comments = Comments(old, part)
    if not comments.complete or (reference and drawing not in package) or not (said or comments.touched):
        return
    text, new = comments.replace(said)
    boxes = {
        place: shapes.box_for(worksheet, place, "\n".join("\n".join(pair) for pair in said[place])) for place in new
    }
    boxed = shapes.replace_boxes(package.read(drawing) if drawing else shapes.EMPTY.encode(), comments.ours, boxes)
    if boxed is None:
        return
    if part:
        package.put(part, text)
    elif new:
        add_part(package, sheet.part, package.free_name("xl/comments", ".xml"), "comments", text)
    if drawing:
        package.put(drawing, boxed)
    elif new:
        drawing = package.free_name("xl/drawings/vmlDrawing", ".vml")
        package.put(drawing, boxed)
        package.declare_ending("vml", _DRAWING)
        relation = package.relate(sheet.part, "vmlDrawing", drawing)
        words = (worksheet.root.prefix.encode(), reference_attribute(worksheet.root, package.relation_base, relation))
        after = max(found.end for found in worksheet.parts if found.local in _BEFORE_BOXES)
        edits.insert(after, b"<%slegacyDrawing %s/>" % words)
