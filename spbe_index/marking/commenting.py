"""Comments in the package: the part that holds them, the drawing of their boxes, and the sheet's tie to both."""

from __future__ import annotations

from collections.abc import Mapping

from spbe_index.marking.cells import Position
from spbe_index.marking.comments import EMPTY as NO_COMMENTS
from spbe_index.marking.comments import Comments, Said
from spbe_index.marking.markup import Edits
from spbe_index.marking.package import XML_HEAD, Package
from spbe_index.marking.shapes import EMPTY as NO_BOXES
from spbe_index.marking.shapes import box_for, replace_boxes
from spbe_index.marking.workbook import add_part, reference_attribute
from spbe_index.marking.worksheet import Worksheet

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


def shortened(texts: Said, more: str) -> Said:
    """As many of a cell's texts as one comment takes, and a word about the others."""
    length = 0
    fitting: list[tuple[str, str]] = []
    for head, text in texts:
        short = text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
        length += len(head) + len(short)
        if length > _LONGEST_COMMENT:
            return [*fitting, (more.replace("{count}", str(len(texts) - len(fitting))), "")]
        fitting.append((head, short))
    return fitting


def add_comments(
    package: Package,
    owner: str,
    worksheet: Worksheet,
    edits: Edits,
    said: Mapping[Position, Said],
) -> None:
    """Put comments into a sheet's comments part and its drawing of boxes, made where missing.

    Args:
        package: The workbook.
        owner: The sheet's part.
        worksheet: What it holds.
        edits: Changes to it, which get the reference to a new drawing.
        said: What to say, by cell; what an earlier run said is taken out.

    """
    relations = package.relations(owner)
    part = next((found.target for found in relations if found.kind == "comments" and found.target in package), "")
    reference = worksheet.part("legacyDrawing")
    drawing = next((found.target for found in relations if reference and found.id == reference.get("id")), "")
    old = package.read(part) if part else XML_HEAD + NO_COMMENTS.format(space=package.space).encode()
    comments = Comments(old, part)
    if not comments.complete or (reference and drawing not in package) or not (said or comments.touched):
        return
    text, new = comments.replace(said)
    boxes = {place: box_for(worksheet, place, "\n".join(map("\n".join, said[place]))) for place in new}
    boxed = replace_boxes(package.read(drawing) if drawing else NO_BOXES.encode(), comments.ours, boxes)
    if boxed is None:
        return
    if part:
        package.put(part, text)
    elif new:
        add_part(package, owner, package.free_name("xl/comments", ".xml"), "comments", text)
    if drawing:
        package.put(drawing, boxed)
    elif new:
        drawing = package.free_name("xl/drawings/vmlDrawing", ".vml")
        package.put(drawing, boxed)
        package.declare_ending("vml", _DRAWING)
        relation = package.relate(owner, "vmlDrawing", drawing)
        words = (worksheet.root.prefix.encode(), reference_attribute(worksheet.root, package.relation_base, relation))
        after = max(found.end for found in worksheet.parts if found.local in _BEFORE_BOXES)
        edits.insert(after, b"<%slegacyDrawing %s/>" % words)
