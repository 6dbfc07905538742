"""What every chart is drawn with: colours, texts, points, and the picture around them.

Charts are the only place of a report where a float is allowed: positions on
paper. Every text is escaped here. Charts are labelled directly and told apart by
lightness and shape as well as by colour, so they read the same on a grey printer
and for colour-blind readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor

from markupsafe import Markup, escape

#: Colours of the bands, lowest to highest, and of a report without band; dark enough for white text on them.
ACCENTS = ("#9c3328", "#94600f", "#1c7367", "#1d5c91", "#41378c", "#4a5763")
#: Their tints, for bands that are not reached and for areas.
TINTS = ("#f3dcd8", "#f4e4c8", "#d3eae5", "#d6e5f2", "#dfdcf1", "#e3e7ea")
INK, SOFT, RULE, TRACK = "#1d2733", "#4f5b66", "#b9c2ca", "#e6eaed"
#: A rise and a fall: one darker than the other, and never told by colour alone.
RISE, FALL = "#12594f", "#a8501f"

#: Width of a chart that takes the whole column.
WIDTH = 696.0
#: So many whole numbers beside an axis have room.
_MOST_TICKS = 20
#: Mean width of a letter, in font sizes.
CHARACTER = 0.54


def picture(width: float, height: float, title: str, description: str, body: list[str], kind: str) -> Markup:
    """The picture with its name and description for those who cannot see it."""
    told = f"<desc>{escape(description)}</desc>" if description else ""
    name = escape(f"{title}. {description}" if description else title)
    # Every text inside has gone through `escape`; the rest is our own numbers and names.
    return Markup(  # noqa: S704
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" role="img" aria-label="{name}" '
        f'viewBox="0 0 {width:g} {height:g}"><title>{name}</title>{told}{"".join(body)}</svg>'
    )


def label(
    x: float,
    y: float,
    text: str,
    size: float,
    fill: str,
    *,
    anchor: str = "middle",
    bold: bool = False,
    part: str = "",
) -> str:
    """A text on paper, escaped; `part` is a class by which a page finds it."""
    looks = (f' class="{part}"' if part else "") + (' font-weight="600"' if bold else "")
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="Laporan Sans, sans-serif" font-size="{size:g}"{looks} '
        f'fill="{fill}" text-anchor="{anchor}">{escape(text)}</text>'
    )


def corners(pairs: Iterable[tuple[float, float]]) -> str:
    """Points as the attribute of a line or an area lists them."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in pairs)


def fitting(text: str, width: float, size: float) -> float:
    """The size at which the text fits into the width, at most `size`."""
    return round(min(size, (width - 6) / (CHARACTER * max(len(text), 1))), 1)


def wrapped(text: str, width: int, most: int) -> list[str]:
    """The text in at most `most` lines of about `width` characters; the last says when something is cut."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    kept = [line if len(line) <= width + 8 else line[: width + 7] + "…" for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = kept[-1].rstrip("…") + "…"
    return kept


def shorter(text: str, width: float, size: float) -> str:
    """The text, cut with an ellipsis where it would be wider than `width` at this size."""
    most = max(3, int(width / (CHARACTER * size)))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def apart(places: Sequence[float], least: float, low: float = float("-inf"), high: float = float("inf")) -> list[float]:
    """Places in the same order along the axis, no two closer than `least`, moved as little as can be.

    What lies too close is spread evenly around its middle; all stays between
    `low` and `high` as far as there is room. Equals keep the order they are given in.
    """
    order = sorted(range(len(places)), key=lambda at: places[at])
    # Each block: the sum of where its members want its first one to be, and how many they are.
    blocks: list[tuple[float, int]] = []
    for number, at in enumerate(order):
        block = (places[at] - number * least, 1)
        while blocks and blocks[-1][0] / blocks[-1][1] > block[0] / block[1]:
            before = blocks.pop()
            block = (before[0] + block[0], before[1] + block[1])
        blocks.append(block)
    firsts = [total / count for total, count in blocks for _ in range(count)]
    most = high - (len(places) - 1) * least
    moved = list(places)
    for number, at in enumerate(order):
        moved[at] = max(low, min(most, firsts[number])) + number * least
    return moved


class Scale:
    """Where a value stands on paper: a straight line from `low` at `start` to `high` at `end`."""

    def __init__(self, low: Fraction, high: Fraction, start: float, end: float) -> None:
        self.low, self.high = low, high
        self._start, self._end = start, end

    def __call__(self, value: Fraction | int) -> float:
        """The place of a value."""
        share = float((Fraction(value) - self.low) / (self.high - self.low))
        return self._start + (self._end - self._start) * share

    def whole(self) -> range:
        """The whole numbers on it; of a long scale every tenth of them, or every hundredth, ..."""
        step = 1
        while self.high - self.low > _MOST_TICKS * step:
            step *= 10
        return range(ceil(self.low / step) * step, floor(self.high) + 1, step)
