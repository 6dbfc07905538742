"""What differs between two workbooks, found by other means than the ones that made the difference."""

from __future__ import annotations

import io
import re
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Collection

import openpyxl
from marked_books import unzipped

#: CT_Worksheet of ECMA-376, 5th edition, part 1 (transitional); strict has no legacyDrawing.
ORDER = [
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
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
STYLE_ORDER = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
]
BOOK_ORDER = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
]


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def in_order(content: bytes, order: Collection[str]) -> bool:
    names = [local(child) for child in ET.fromstring(content) if local(child) in order]
    return names == sorted(names, key=list(order).index)


def without_insertions(new: bytes, old: bytes) -> bool:
    """Whether the old bytes are the new ones with some taken out, but for attribute values that were replaced."""
    blank = [re.sub(rb'\b(s|ref|spans|count)="[^"]*"', rb'\1=""', content) for content in (new, old)]
    blank = [re.sub(rb' s=""', b"", content) for content in blank]
    blank = [re.sub(rb"<([\w:]+)([^<>]*)/>", rb"<\1\2></\1>", content) for content in blank]
    rest = iter(blank[0])
    return all(byte in rest for byte in blank[1])


def cells_of(content: bytes) -> dict[tuple[str, str], dict[str, object]]:
    """Everything openpyxl sees of every cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        (sheet.title, cell.coordinate): {
            "value": cell.value,
            "kind": cell.data_type,
            "format": cell.number_format,
            "font": repr(cell.font),
            "alignment": repr(cell.alignment),
            "protection": repr(cell.protection),
            "fill": repr(cell.fill),
            "border": repr(cell.border),
            "comment": cell.comment.text if cell.comment else None,
        }
        for sheet in book.worksheets
        for cell in sheet._cells.values()  # those that are written, and no others
    }


LOOK = {"fill", "border", "comment"}


def differing(old: bytes, new: bytes, but: Collection[str] = ()) -> dict[tuple[str, str], set[str]]:
    """By sheet and cell, what differs; the new sheet is not looked at."""
    before, after = cells_of(old), cells_of(new)
    assert before.keys() <= after.keys()
    found = {}
    for place, there in after.items():
        if place[0] == "Temuan":
            continue
        kinds = (
            {kind for kind in there if there[kind] != before[place][kind]} - set(but) if place in before else set(LOOK)
        )
        if place not in before:
            assert there["value"] is None
        if kinds:
            found[place] = kinds
    return found


def touched(old: bytes, new: bytes) -> tuple[set[str], set[str]]:
    """Names of the parts that differ, and of those that are new; nothing may be gone, and the order stays."""
    before, after = unzipped(old), unzipped(new)
    assert list(after)[: len(before)] == list(before)
    return {name for name in before if before[name] != after[name]}, after.keys() - before.keys()
