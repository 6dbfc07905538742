"""What a mark hides: the words of a page that lie below a rectangle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

#: How wide a character is, how far it reaches below its line and above it, as a part of its size: about.
_WIDE, _BELOW, _ABOVE = 0.5, 0.2, 0.7
#: A mark may touch words by so much (points) without hiding them.
_TOUCHES = 2.0
#: Words are drawn in any direction: those of a form stand on their head before it is put upon the page.
_ORIENTATIONS = (0, 90, 180, 270)
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Box(NamedTuple):
    """A rectangle on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Whether the two have more than their edges in common."""
        across = min(self.right, other.right) - max(self.left, other.left)
        upright = min(self.top, other.top) - max(self.bottom, other.bottom)
        return min(across, upright) > _TOUCHES


def hidden_words(page: Any, rectangle: Sequence[Any]) -> str:
    """The words of a page that a mark lies upon, in the order they are drawn in; "" where it lies on none.

    Args:
        page: A page as it was made, whose words are drawn line by line, and those of charts in forms of their own.
        rectangle: Two opposite corners of the mark, in points.

    """
    x0, y0, x1, y1 = (float(number) for number in rectangle)
    mark = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return " ".join(" ".join(text.split()) for box, text in _drawn(page) if box.meets(mark))


def _drawn(page: Any) -> Iterator[tuple[Box, str]]:
    """Every piece of text with about the place it takes."""
    found: list[tuple[Box, str]] = []

    def line(text: str, cm: Sequence[float], tm: Sequence[float], _font: Any, size: float) -> None:
        # What a form draws comes here too, from where the form begins: that is found by its own place below.
        if text.strip() and tuple(cm) != _IDENTITY:
            left, base = _at(cm, tm[4], tm[5])
            height = abs(size * tm[3] * cm[3])
            wide = _WIDE * height * len(text.rstrip())
            found.append((Box(left, base - _BELOW * height, left + wide, base + _ABOVE * height), text))

    def form(operator: bytes, operands: Sequence[Any], cm: Sequence[float], _tm: Any) -> None:
        if operator == b"Do":
            drawn = page["/Resources"]["/XObject"][operands[0]]
            if drawn["/Subtype"] == "/Form":
                x0, y0, x1, y1 = (float(number) for number in drawn["/BBox"])
                (left, bottom), (right, top) = sorted((_at(cm, x0, y0), _at(cm, x1, y1)))
                box = Box(left, min(bottom, top), right, max(bottom, top))
                found.append((box, page.extract_xform_text(drawn, _ORIENTATIONS, 200.0)))

    page.extract_text(visitor_text=line, visitor_operand_before=form)
    return (one for one in found if one[1].strip())


def _at(cm: Sequence[float], x: float, y: float) -> tuple[float, float]:
    """Where a point of a drawing lies on the page."""
    return cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]
