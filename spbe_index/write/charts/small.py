"""Charts that stand in a cell of a table: bars and the dots of a level."""

from __future__ import annotations

import math

from markupsafe import Markup

from spbe_index.write.charts.svg import ACCENTS, FALL, RISE, RULE, SOFT, TRACK, picture
from spbe_index.write.view.shapes import Bar, Dots, Shift


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
    return picture(width, 15, bar.title, "", body, "bar")


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
    return picture(15 * dots.count + 1, 16, dots.title, "", body, "dots")


def change_svg(shift: Shift) -> Markup:
    """A change to either side of nought: filled to the right for a gain, hatched in outline to the left for a loss."""
    width, middle = 200.0, 100.0
    reach = 96 * float(abs(shift.value)) / float(shift.most) if shift.most else 0.0
    body = []
    if shift.value > 0:
        body.append(f'<rect x="{middle:.1f}" y="3" width="{max(reach, 1):.1f}" height="9" fill="{RISE}"/>')
    elif shift.value < 0:
        reach = max(reach, 1)
        body.append(
            f'<rect x="{middle - reach + 0.6:.1f}" y="3.6" width="{max(reach - 1.2, 0.1):.1f}" height="7.8" '
            f'fill="#ffffff" stroke="{FALL}" stroke-width="1.2"/>'
        )
        steps = "".join(f"M{middle - at:.1f} 3.6 l-5 7.8 " for at in range(3, int(reach) - 4, 5))
        body.append(f'<path d="{steps}" stroke="{FALL}" stroke-width="0.8" fill="none"/>' if steps else "")
    body.append(f'<path d="M{middle} 0 v15" stroke="{SOFT}" stroke-width="1"/>')
    return picture(width, 15, shift.title, "", body, "bar")
