"""The radar: values on axes around a centre."""

from __future__ import annotations

import math

from markupsafe import Markup

from spbe_index.write.charts.svg import ACCENTS, INK, RULE, SOFT, WIDTH, corners, label, picture, wrapped
from spbe_index.write.view.shapes import Axis, Radar

#: How outlines other than the own one are dashed.
DASHES = ("7 4", "2 3")


def radar_svg(radar: Radar, width: float = WIDTH) -> Markup:
    """Values on axes around a centre of nought, each axis labelled with name and value; others as dashed outlines.

    In less `width` there is room for short names only.
    """
    centre_x, centre_y, radius = width / 2, 200.0, 138.0
    count = len(radar.axes)

    def point(position: int, share: float) -> tuple[float, float]:
        angle = 2 * math.pi * position / count - math.pi / 2
        return centre_x + radius * share * math.cos(angle), centre_y + radius * share * math.sin(angle)

    body = []
    for ring in range(1, radar.high + 1):
        outline = corners(point(i, ring / radar.high) for i in range(count))
        body.append(f'<polygon points="{outline}" fill="none" stroke="{RULE}" stroke-width="0.9"/>')
    for position in range(count):
        end_x, end_y = point(position, 1)
        body.append(
            f'<line x1="{centre_x:.1f}" y1="{centre_y:.1f}" x2="{end_x:.1f}" y2="{end_y:.1f}" '
            f'stroke="{RULE}" stroke-width="0.9"/>'
        )
    known = [(i, float(axis.value) / radar.high) for i, axis in enumerate(radar.axes) if axis.value is not None]
    outline = corners(point(i, share) for i, share in known) if len(known) == count else ""
    # A page that moves the values finds here where the centre is and how far the axes reach; it shows what is hidden.
    hidden = "" if outline else ' display="none"'
    body.append(
        f'<polygon class="area" points="{outline}"{hidden} fill="{ACCENTS[radar.accent]}" fill-opacity="0.16" '
        f'stroke="{ACCENTS[radar.accent]}" stroke-width="2.4" stroke-linejoin="round" '
        f'data-cx="{centre_x:g}" data-cy="{centre_y:g}" data-radius="{radius:g}" data-high="{radar.high}"/>'
    )
    for other, dash in zip(radar.others, DASHES, strict=False):
        shares = [None if value is None else float(value) / radar.high for value in other.values]
        if None not in shares:
            outline = corners(point(i, share) for i, share in enumerate(shares) if share is not None)
            body.append(
                f'<polygon points="{outline}" fill="none" stroke="{INK}" stroke-width="1.4" stroke-dasharray="{dash}"/>'
            )
    for i, share in known:
        at_x, at_y = point(i, share)
        body.append(f'<circle class="dot" cx="{at_x:.1f}" cy="{at_y:.1f}" r="4" fill="{ACCENTS[radar.accent]}"/>')
    for ring in range(1, radar.high + 1):
        body.append(
            label(centre_x + 4, centre_y - radius * ring / radar.high + 11, str(ring), 10, SOFT, anchor="start")
        )
    lowest = centre_y + radius
    for position, axis in enumerate(radar.axes):
        drawn, bottom = _axis_label(axis, *point(position, 1), centre_x, centre_y)
        body.append(drawn)
        lowest = max(lowest, bottom)
    for other, dash in zip(radar.others, DASHES, strict=False):
        lowest += 20
        at = centre_x - 110
        body.append(
            f'<path d="M{at:.1f} {lowest - 4:.1f} h36" stroke="{INK}" stroke-width="1.4" stroke-dasharray="{dash}"/>'
        )
        body.append(label(at + 44, lowest, other.name, 12, INK, anchor="start"))
    return picture(width, math.ceil(lowest) + 6, radar.title, radar.description, body, "radar")


def _axis_label(axis: Axis, end_x: float, end_y: float, centre_x: float, centre_y: float) -> tuple[str, float]:
    """Name and value beside the end of an axis, on the side away from the centre; and where they end below."""
    beside = abs(end_x - centre_x) > 12
    anchor = ("start" if end_x > centre_x else "end") if beside else "middle"
    lines = wrapped(axis.name, 30, 3) if beside else wrapped(axis.name, 52, 2)
    top = end_y - 15 * len(lines) / 2 + 3
    if not beside:
        top = end_y - 10 - 15 * len(lines) if end_y < centre_y else end_y + 18
    at = end_x + (12 if anchor == "start" else -12 if anchor == "end" else 0)
    drawn = [label(at, top + 15 * i, line, 12.5, INK, anchor=anchor) for i, line in enumerate(lines)]
    bottom = top + 15 * len(lines)
    drawn.append(label(at, bottom, axis.label, 13.5, INK, anchor=anchor, bold=True, part="axis-value"))
    return "".join(drawn), bottom
