"""How a marked cell looks. Colours nobody else uses, so that a mark is known again when the file comes back."""

from __future__ import annotations

from typing import NamedTuple

from spbe_index.marking.markup import Element


class Look(NamedTuple):
    """A severity on dark text, under light text, and by its border, which also shows where all is grey."""

    light: str
    dark: str
    line: str
    border: str


LOOKS = {
    "error": Look("FFF8C1BC", "FF8E1B16", "FFC0241C", "thick"),
    "warning": Look("FFFFE199", "FF7A5200", "FFB27700", "mediumDashed"),
    "note": Look("FFCFE3F7", "FF1F4E79", "FF2E75B6", "dotted"),
}
SEVERITIES = tuple(LOOKS)  # the worst first
_FILLS = {colour for look in LOOKS.values() for colour in (look.light, look.dark)}
_LINES = {look.line for look in LOOKS.values()}
#: The numbers that stand for white, or nearly, in the palette and in the theme.
_WHITE = {"indexed": {"1", "9"}, "theme": {"0", "2"}}
_LIGHT_FROM = 600  # of 765, the sum of red, green and blue


def is_mark(fill: Element | None, border: Element | None) -> bool:
    """Whether a fill and a border are those of a mark."""
    return bool(_FILLS & _colours(fill)) and bool(_LINES & _colours(border))


def is_light(font: Element | None) -> bool:
    """Whether text in this font is so light that it needs a dark ground."""
    colour = font.child("color") if font else None
    if colour is None:
        return False
    rgb = colour.get("rgb")[-6:]
    if len(rgb) == 6 and not set(rgb) - set("0123456789abcdefABCDEF"):
        return sum(bytes.fromhex(rgb)) >= _LIGHT_FROM
    return any(colour.get(kind) in whites for kind, whites in _WHITE.items())


def _colours(element: Element | None) -> set[str]:
    """The colours written anywhere in a fill or border."""
    if element is None:
        return set()
    return {element.get("rgb").upper()}.union(*map(_colours, element.children))
