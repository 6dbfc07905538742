"""Charts as inline SVG: the strip of bands, the radar, bars and level dots.

The only module that makes SVG, and the only place of a report where a float is
allowed: positions on paper. Every text is escaped here. Charts are labelled
directly and told apart by lightness and shape as well as by colour, so they
read the same on a grey printer and for colour-blind readers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

from markupsafe import Markup, escape

from spbe_index.write.view.model import Axis, Bar, Dots, Radar, Segment, Strip

#: Colours of the bands, lowest to highest, and of a report without band; dark enough for white text on them.
ACCENTS = ("#9c3328", "#94600f", "#1c7367", "#1d5c91", "#41378c", "#4a5763")
#: Their tints, for bands that are not reached and for areas.
TINTS = ("#f3dcd8", "#f4e4c8", "#d3eae5", "#d6e5f2", "#dfdcf1", "#e3e7ea")
INK, SOFT, RULE, TRACK = "#1d2733", "#4f5b66", "#b9c2ca", "#e6eaed"

_WIDTH = 696.0
_CHARACTER = 0.54  # mean width of a letter, in font sizes


def strip_svg(strip: Strip) -> Markup:
    """The bands as a ruler with their edges, and the index as a mark above it."""
    span = float(strip.segments[-1].high - strip.low)

    def x(value: Fraction) -> float:
        return 18 + (_WIDTH - 36) * float(value - strip.low) / span

    body, left = [], x(strip.low)
    body.append(_text(left, 98, strip.low_edge, 12.5, SOFT))
    for segment in strip.segments:
        right = x(segment.high)
        body.append(_segment(segment, left, right, 43, 83))
        body.append(_text(right, 98, segment.edge, 12.5, SOFT))
        left = right
    low, high = x(strip.mark), x(strip.mark_high)
    if low == high:
        body.append(f'<path d="M{low:.1f} 40 l-8 -12 h16 z" fill="{INK}"/>')
        body.append(_text(min(max(low, 24), _WIDTH - 24), 22, strip.mark_label, 19, INK, bold=True))
    else:
        body.append(f'<path d="M{low:.1f} 38 v-10 H{high:.1f} v10" fill="none" stroke="{INK}" stroke-width="2.4"/>')
        close = high - low < 70
        body.append(_text(low - 22 if close else low, 21, strip.mark_label, 16, INK, bold=True))
        body.append(_text(high + 22 if close else high, 21, strip.mark_high_label, 16, INK, bold=True))
    return _svg(_WIDTH, 104, strip.title, strip.description, body, "strip")


def ladder_svg(strip: Strip) -> Markup:
    """The same bands one above the other, highest on top, for a screen too narrow for the strip."""
    left, wide, top, tall = 100.0, 150.0, 10.0, 250.0
    span = float(strip.segments[-1].high - strip.low)

    def y(value: Fraction) -> float:
        return top + tall * (1 - float(value - strip.low) / span)

    body, lower = [], y(strip.low)
    body.append(_text(left + wide + 8, lower + 4, strip.low_edge, 13, SOFT, anchor="start"))
    for segment in strip.segments:
        upper = y(segment.high)
        body.append(_segment(segment, left, left + wide, upper, lower))
        body.append(_text(left + wide + 8, upper + 4, segment.edge, 13, SOFT, anchor="start"))
        lower = upper
    low, high = y(strip.mark), y(strip.mark_high)
    if low == high:
        body.append(f'<path d="M{left - 4:g} {low:.1f} l-12 -8 v16 z" fill="{INK}"/>')
        body.append(_text(left - 22, low + 7, strip.mark_label, 20, INK, anchor="end", bold=True))
    else:
        body.append(
            f'<path d="M{left - 4:g} {low:.1f} h-8 V{high:.1f} h8" fill="none" stroke="{INK}" stroke-width="2.4"/>'
        )
        apart = max(0.0, 18 - (low - high)) / 2
        body.append(_text(left - 18, low + 6 + apart, strip.mark_label, 17, INK, anchor="end", bold=True))
        body.append(_text(left - 18, high + 6 - apart, strip.mark_high_label, 17, INK, anchor="end", bold=True))
    return _svg(left + wide + 50, top + tall + 10, strip.title, strip.description, body, "ladder")


def _segment(segment: Segment, left: float, right: float, top: float, bottom: float) -> str:
    """One band: solid when reached, tinted when not."""
    fill, ink = (ACCENTS, "#ffffff") if segment.current else (TINTS, INK)
    width, centre, middle = right - left, (left + right) / 2, (top + bottom) / 2
    rect = (
        f'<rect x="{left + 0.8:.1f}" y="{top + 0.8:.1f}" width="{max(width - 1.6, 0.1):.1f}" '
        f'height="{max(bottom - top - 1.6, 0.1):.1f}" fill="{fill[segment.accent]}"/>'
    )
    size = _fitting(segment.name, width, 13.5)
    if not segment.translation:
        return rect + _text(centre, middle + 4.5, segment.name, size, ink, bold=segment.current)
    small = _fitting(segment.translation, width, 11)
    return (
        rect
        + _text(centre, middle - 2, segment.name, size, ink, bold=segment.current)
        + _text(centre, middle + 12.5, segment.translation, small, ink)
    )


def radar_svg(radar: Radar) -> Markup:
    """Values on axes around a centre of nought, each axis labelled with its name and value."""
    centre_x, centre_y, radius = _WIDTH / 2, 200.0, 138.0
    count = len(radar.axes)

    def point(position: int, share: float) -> tuple[float, float]:
        angle = 2 * math.pi * position / count - math.pi / 2
        return centre_x + radius * share * math.cos(angle), centre_y + radius * share * math.sin(angle)

    body = []
    for ring in range(1, radar.high + 1):
        corners = _points(point(i, ring / radar.high) for i in range(count))
        body.append(f'<polygon points="{corners}" fill="none" stroke="{RULE}" stroke-width="0.9"/>')
    for position in range(count):
        end_x, end_y = point(position, 1)
        body.append(
            f'<line x1="{centre_x:.1f}" y1="{centre_y:.1f}" x2="{end_x:.1f}" y2="{end_y:.1f}" '
            f'stroke="{RULE}" stroke-width="0.9"/>'
        )
    known = [(i, float(axis.value) / radar.high) for i, axis in enumerate(radar.axes) if axis.value is not None]
    if len(known) == count:
        corners = _points(point(i, share) for i, share in known)
        body.append(
            f'<polygon points="{corners}" fill="{ACCENTS[radar.accent]}" fill-opacity="0.16" '
            f'stroke="{ACCENTS[radar.accent]}" stroke-width="2.4" stroke-linejoin="round"/>'
        )
    for i, share in known:
        at_x, at_y = point(i, share)
        body.append(f'<circle cx="{at_x:.1f}" cy="{at_y:.1f}" r="4" fill="{ACCENTS[radar.accent]}"/>')
    for ring in range(1, radar.high + 1):
        body.append(
            _text(centre_x + 4, centre_y - radius * ring / radar.high + 11, str(ring), 10, SOFT, anchor="start")
        )
    lowest = centre_y + radius
    for position, axis in enumerate(radar.axes):
        label, bottom = _axis_label(axis, *point(position, 1), centre_x, centre_y)
        body.append(label)
        lowest = max(lowest, bottom)
    return _svg(_WIDTH, math.ceil(lowest) + 6, radar.title, radar.description, body, "radar")


def _axis_label(axis: Axis, end_x: float, end_y: float, centre_x: float, centre_y: float) -> tuple[str, float]:
    """Name and value beside the end of an axis, on the side away from the centre; and where they end below."""
    beside = abs(end_x - centre_x) > 12
    anchor = ("start" if end_x > centre_x else "end") if beside else "middle"
    lines = _wrapped(axis.name, 30, 3) if beside else _wrapped(axis.name, 52, 2)
    top = end_y - 15 * len(lines) / 2 + 3
    if not beside:
        top = end_y - 10 - 15 * len(lines) if end_y < centre_y else end_y + 18
    at = end_x + (12 if anchor == "start" else -12 if anchor == "end" else 0)
    drawn = [_text(at, top + 15 * i, line, 12.5, INK, anchor=anchor) for i, line in enumerate(lines)]
    bottom = top + 15 * len(lines)
    drawn.append(_text(at, bottom, axis.label, 13.5, INK, anchor=anchor, bold=True))
    return "".join(drawn), bottom


def bar_svg(bar: Bar) -> Markup:
    """A value on a track with a tick at every whole number; a range is drawn lighter from its least to its greatest."""
    width = 200.0
    high = float(bar.high)
    solid, wide = width * float(bar.value) / high, width * float(bar.value_high) / high
    body = [f'<rect x="0" y="3" width="{width:.0f}" height="9" fill="{TRACK}"/>']
    if wide > solid:
        body.append(f'<rect x="0" y="3" width="{wide:.1f}" height="9" fill="{RULE}"/>')
    body.append(f'<rect x="0" y="3" width="{max(solid, 0):.1f}" height="9" fill="{ACCENTS[bar.accent]}"/>')
    ticks = "".join(f"M{width * tick / high:.1f} 3 v9 " for tick in range(1, math.ceil(high)))
    body.append(f'<path d="{ticks}" stroke="#ffffff" stroke-width="1" fill="none"/>')
    return _svg(width, 15, bar.title, "", body, "bar")


def dots_svg(dots: Dots) -> Markup:
    """Filled dots up to the level, rings above it; dashes where there is no answer."""
    body = []
    for position in range(dots.count):
        centre = 8 + 15 * position
        if not dots.known:
            body.append(f'<path d="M{centre - 4} 8 h8" stroke="{SOFT}" stroke-width="1.6"/>')
        elif position < dots.level:
            body.append(f'<circle cx="{centre}" cy="8" r="5.4" fill="{ACCENTS[dots.accent]}"/>')
        else:
            body.append(f'<circle cx="{centre}" cy="8" r="4.8" fill="none" stroke="{SOFT}" stroke-width="1"/>')
    return _svg(15 * dots.count + 1, 16, dots.title, "", body, "dots")


def _svg(width: float, height: float, title: str, description: str, body: list[str], kind: str) -> Markup:
    """The picture with its name and description for those who cannot see it."""
    told = f"<desc>{escape(description)}</desc>" if description else ""
    label = escape(f"{title}. {description}" if description else title)
    # Every text inside has gone through `escape`; the rest is our own numbers and names.
    return Markup(  # noqa: S704
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" role="img" aria-label="{label}" '
        f'viewBox="0 0 {width:g} {height:g}"><title>{label}</title>{told}{"".join(body)}</svg>'
    )


def _text(x: float, y: float, text: str, size: float, fill: str, *, anchor: str = "middle", bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="Laporan Sans, sans-serif" font-size="{size:g}"{weight} '
        f'fill="{fill}" text-anchor="{anchor}">{escape(text)}</text>'
    )


def _points(pairs: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in pairs)


def _fitting(text: str, width: float, size: float) -> float:
    """The size at which the text fits into the width, at most `size`."""
    return round(min(size, (width - 6) / (_CHARACTER * max(len(text), 1))), 1)


def _wrapped(text: str, width: int, most: int) -> list[str]:
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
