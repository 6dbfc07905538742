"""The bands of an instrument with the index on them: as a ruler, and as a ladder where there is little room."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from spbe_index.write.charts.svg import ACCENTS, INK, SOFT, TINTS, WIDTH, fitting, label, picture
from spbe_index.write.view.shapes import Segment, Strip


def strip_svg(strip: Strip) -> Markup:
    """The bands as a ruler with their edges, and the index as a mark above it."""
    span = float(strip.segments[-1].high - strip.low)

    def x(value: Fraction) -> float:
        return 18 + (WIDTH - 36) * float(value - strip.low) / span

    body, left = [], x(strip.low)
    body.append(label(left, 98, strip.low_edge, 12.5, SOFT))
    for segment in strip.segments:
        right = x(segment.high)
        body.append(_segment(segment, left, right, 43, 83))
        body.append(label(right, 98, segment.edge, 12.5, SOFT))
        left = right
    if strip.before:
        at = x(strip.before.value)
        body.append(f'<path d="M{at:.1f} 40 l-6 -9 h12 z" fill="none" stroke="{INK}" stroke-width="1.4"/>')
        far = abs(at - x(strip.mark)) > 70
        body.append(label(min(max(at, 44), WIDTH - 44), 25 if far else 116, strip.before.label, 12.5, INK))
    low, high = x(strip.mark), x(strip.mark_high)
    if low == high:
        body.append(f'<path d="M{low:.1f} 40 l-8 -12 h16 z" fill="{INK}"/>')
        body.append(label(min(max(low, 24), WIDTH - 24), 22, strip.mark_label, 19, INK, bold=True))
    else:
        body.append(f'<path d="M{low:.1f} 38 v-10 H{high:.1f} v10" fill="none" stroke="{INK}" stroke-width="2.4"/>')
        close = high - low < 70
        body.append(label(low - 22 if close else low, 21, strip.mark_label, 16, INK, bold=True))
        body.append(label(high + 22 if close else high, 21, strip.mark_high_label, 16, INK, bold=True))
    near = strip.before and abs(x(strip.before.value) - low) <= 70
    return picture(WIDTH, 122 if near else 104, strip.title, strip.description, body, "strip")


def ladder_svg(strip: Strip) -> Markup:
    """The same bands one above the other, highest on top, for a screen too narrow for the strip."""
    left, wide, top, tall = 100.0, 150.0, 10.0, 250.0
    span = float(strip.segments[-1].high - strip.low)

    def y(value: Fraction) -> float:
        return top + tall * (1 - float(value - strip.low) / span)

    body, lower = [], y(strip.low)
    body.append(label(left + wide + 8, lower + 4, strip.low_edge, 13, SOFT, anchor="start"))
    for segment in strip.segments:
        upper = y(segment.high)
        body.append(_segment(segment, left, left + wide, upper, lower))
        body.append(label(left + wide + 8, upper + 4, segment.edge, 13, SOFT, anchor="start"))
        lower = upper
    low, high = y(strip.mark), y(strip.mark_high)
    if low == high:
        body.append(f'<path d="M{left - 4:g} {low:.1f} l-12 -8 v16 z" fill="{INK}"/>')
        body.append(label(left - 22, low + 7, strip.mark_label, 20, INK, anchor="end", bold=True))
    else:
        body.append(
            f'<path d="M{left - 4:g} {low:.1f} h-8 V{high:.1f} h8" fill="none" stroke="{INK}" stroke-width="2.4"/>'
        )
        apart = max(0.0, 18 - (low - high)) / 2
        body.append(label(left - 18, low + 6 + apart, strip.mark_label, 17, INK, anchor="end", bold=True))
        body.append(label(left - 18, high + 6 - apart, strip.mark_high_label, 17, INK, anchor="end", bold=True))
    return picture(left + wide + 50, top + tall + 10, strip.title, strip.description, body, "ladder")


def _segment(segment: Segment, left: float, right: float, top: float, bottom: float) -> str:
    """One band: solid when reached, tinted when not."""
    fill, ink = (ACCENTS, "#ffffff") if segment.current else (TINTS, INK)
    width, centre, middle = right - left, (left + right) / 2, (top + bottom) / 2
    rect = (
        f'<rect x="{left + 0.8:.1f}" y="{top + 0.8:.1f}" width="{max(width - 1.6, 0.1):.1f}" '
        f'height="{max(bottom - top - 1.6, 0.1):.1f}" fill="{fill[segment.accent]}"/>'
    )
    size = fitting(segment.name, width, 13.5)
    if not segment.translation:
        return rect + label(centre, middle + 4.5, segment.name, size, ink, bold=segment.current)
    small = fitting(segment.translation, width, 11)
    return (
        rect
        + label(centre, middle - 2, segment.name, size, ink, bold=segment.current)
        + label(centre, middle + 12.5, segment.translation, small, ink)
    )
