"""The boxes of comments: Excel shows a comment only where an old VML drawing holds a box for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from spbe_index.load.door.refusal import MAX_COLUMNS, MAX_ROWS
from spbe_index.marking.cells import Position
from spbe_index.marking.worksheet import Worksheet

_SPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())
EMPTY = f'<xml {_DECLARED}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
_TYPE = (
    '<v:shapetype{declared} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
# Not XML to be parsed: Excel itself writes drawings with unclosed tags.
_SHAPE = re.compile(rb"<((?:[\w.-]+:)?)shape\s(?:(?!</?\1shape[\s>]).)*</\1shape\s*>", re.DOTALL)
_NOTE = re.compile(rb"ObjectType\s*=\s*[\"']Note[\"']")
_ROW = re.compile(rb"<(?:[\w.-]+:)?Row\s*>\s*(\d{1,7})\s*<")
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?Column\s*>\s*(\d{1,5})\s*<")
_NUMBER = re.compile(rb"_x0000_s(\d{1,9})\b")
_FIRST_NUMBER = 1025
_WIDE, _LINE, _LETTERS, _HIGHEST = 340, 16, 52, 640  # of a box: pixels, pixels, letters in a line, pixels


class Box(NamedTuple):
    """Where a box stands: column, pixels into it, row, pixels into it; for its first corner and its last."""

    left: int
    top: int
    right: int
    right_offset: int
    bottom: int
    bottom_offset: int


def replace_boxes(drawing: bytes, gone: Collection[Position], boxes: Mapping[Position, Box]) -> bytes | None:
    """The drawing without the boxes of some comments and with those of others; None when it cannot take any."""

    def drop(found: re.Match[bytes]) -> bytes:
        shape = found.group()
        row, column = _ROW.search(shape), _COLUMN.search(shape)
        place = (int(row.group(1)) + 1, int(column.group(1)) + 1) if row and column else (0, 0)
        return b"" if place in gone and _NOTE.search(shape) else shape

    if gone:
        drawing = _SHAPE.sub(drop, drawing)
    end = drawing.rfind(b"</")
    if end < 0:
        return None
    root = drawing[: drawing.find(b">")]
    known = all(f'xmlns:{prefix}="{space}"'.encode() in root for prefix, space in _SPACES.items())
    declared = "" if known else f" {_DECLARED}"
    first = max((int(found) for found in _NUMBER.findall(drawing)), default=_FIRST_NUMBER - 1) + 1
    shapes = [_shape(place, box, number, declared) for number, (place, box) in enumerate(boxes.items(), first)]
    if boxes and b"_x0000_t202" not in drawing.replace(b"#_x0000_t202", b""):
        shapes.insert(0, _TYPE.replace("{declared}", declared))
    return drawing[:end] + "".join(shapes).encode("ascii") + drawing[end:]


def _shape(place: Position, box: Box, number: int, declared: str) -> str:
    anchor = f"{box.left}, 12, {box.top}, 4, {box.right}, {box.right_offset}, {box.bottom}, {box.bottom_offset}"
    return (
        f'<v:shape{declared} id="_x0000_s{number}" type="#_x0000_t202" fillcolor="#ffffe1" o:insetmode="auto" '
        'style="position:absolute;margin-left:60pt;margin-top:2pt;width:255pt;height:90pt;z-index:1;visibility:hidden">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{place[0] - 1}</x:Row><x:Column>{place[1] - 1}</x:Column></x:ClientData></v:shape>"
    )


def box_for(sheet: Worksheet, place: Position, text: str) -> Box:
    """A box beside the cell, of one width on every sheet and as high as the text needs."""
    lines = sum(1 + len(line) // _LETTERS for line in text.split("\n"))
    high = min(_HIGHEST, _LINE * (lines + 1))
    left = place[1] if place[1] < MAX_COLUMNS - 30 else place[1] - 30
    top = max(0, min(place[0] - 2, MAX_ROWS - 60))
    right, right_offset = _reach(left, _WIDE, {column: sheet.width(column + 1) for column in range(left, left + 40)})
    heights = {row: sheet.heights.get(row + 1, 20) for row in range(top, top + 60)}
    bottom, bottom_offset = _reach(top, high, heights)
    return Box(left, top, right, min(right_offset, 1000), bottom, bottom_offset)


def _reach(at: int, pixels: int, sizes: Mapping[int, int]) -> tuple[int, int]:
    """The column or row in which a length ends, and how far into it."""
    for number, size in sizes.items():
        if pixels < size:
            return number, pixels
        pixels -= size
        at = number
    return at, 0
