"""Over the years: the trend of the index before the bands of each instrument, and parts before and after."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from spbe_index.write.charts.svg import (
    ACCENTS,
    FALL,
    INK,
    RISE,
    RULE,
    SOFT,
    TINTS,
    WIDTH,
    Scale,
    apart,
    corners,
    fitting,
    label,
    picture,
    shorter,
    wrapped,
)
from spbe_index.write.view.shapes import Moment, Panel, Slope, SlopeLine, Stripe, Trend

_TOP, _TALL, _LEFT, _GAP = 40.0, 250.0, 28.0, 16.0


def trend_svg(trend: Trend) -> Markup:
    """The index year by year; a line joins years of one instrument only, since no other two can be measured alike."""
    y = Scale(trend.low, trend.high, _TOP + _TALL, _TOP)
    body = [label(_LEFT - 6, y(tick) + 4, str(tick), 11.5, SOFT, anchor="end") for tick in y.whole()]
    # Room in proportion to the years, and as much again for the names of the bands.
    shares = [max(len(panel.moments), 1.4) + 1 for panel in trend.panels]
    room = WIDTH - _LEFT - _GAP * (len(shares) - 1)
    left = _LEFT
    for panel, share in zip(trend.panels, shares, strict=True):
        wide = room * share / sum(shares)
        body += _panel(panel, left, wide, y)
        left += wide + _GAP
    return picture(WIDTH, _TOP + _TALL + 26, trend.title, trend.description, body, "trend")


def stripes_behind(stripes: Iterable[Stripe], left: float, wide: float, y: Scale) -> list[str]:
    """Bands as stripes with their names at the left."""
    body = []
    for stripe in stripes:
        top, bottom = y(min(stripe.high, y.high)), y(max(stripe.low, y.low))
        if bottom - top < 1:
            continue
        body.append(
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{max(bottom - top - 1, 0.1):.1f}" '
            f'fill="{TINTS[stripe.accent]}"/>'
        )
        size = fitting(stripe.name, min(wide, 92), 10.5)
        if bottom - top > size + 4:
            body.append(label(left + 5, bottom - 6, stripe.name, size, SOFT, anchor="start"))
    return body


def _panel(panel: Panel, left: float, wide: float, y: Scale) -> list[str]:
    body = stripes_behind(panel.stripes, left, wide, y)
    lines = wrapped(panel.name, max(12, int(wide / 7)), 2)
    size = min(fitting(line, 0.92 * wide, 12) for line in lines)
    body += [
        label(left + wide / 2, 33 - 15 * (len(lines) - at), line, size, INK, bold=True)
        for at, line in enumerate(lines, 1)
    ]
    step = wide / (len(panel.moments) + 1)
    places = [left + step * (at + 1.2) for at in range(len(panel.moments))]
    known = [(x, y(moment.low)) for x, moment in zip(places, panel.moments, strict=True) if moment.low == moment.high]
    # Only neighbours are joined: a year whose index is open leaves a gap.
    run: list[tuple[float, float]] = []
    for x, moment in zip(places, panel.moments, strict=True):
        if moment.low == moment.high:
            run.append((x, y(moment.low)))
            continue
        body += _line(run)
        run = []
    body += _line(run)
    body += [f'<circle cx="{x:.1f}" cy="{at:.1f}" r="5" fill="{INK}"/>' for x, at in known]
    for x, moment in zip(places, panel.moments, strict=True):
        body += _moment(moment, x, step, y)
    return body


def _line(run: list[tuple[float, float]]) -> list[str]:
    if len(run) < 2:
        return []
    return [f'<polyline points="{corners(run)}" fill="none" stroke="{INK}" stroke-width="2.2"/>']


def _moment(moment: Moment, x: float, step: float, y: Scale) -> list[str]:
    low, high = y(moment.low), y(moment.high)
    body = [label(x, _TOP + _TALL + 18, shorter(moment.when, step, 12), 12, INK)]
    if moment.low != moment.high:
        body.append(
            f'<path d="M{x - 6:.1f} {low:.1f} h12 M{x - 6:.1f} {high:.1f} h12 M{x:.1f} {low:.1f} V{high:.1f}" '
            f'stroke="{INK}" stroke-width="1.8" fill="none"/>'
        )
    size = fitting(moment.label, step + 12, 13.5)
    at = high - 11 if high - 11 - size > _TOP else low + 12 + size
    wide = 0.58 * size * len(moment.label)
    body.append(
        f'<rect x="{x - wide / 2 - 2:.1f}" y="{at - size + 1:.1f}" width="{wide + 4:.1f}" height="{size + 2:.1f}" '
        f'rx="2" fill="#ffffff" fill-opacity="0.82"/>'
    )
    body.append(label(x, at, moment.label, size, ACCENTS[moment.accent], bold=True))
    return body


def slope_svg(slope: Slope) -> Markup:
    """Parts before and after: rising lines solid, falling ones dashed, unchanged ones thin."""
    count = len(slope.lines)
    top, tall = 34.0, max(120.0, 19.0 * count)
    left, right = 282.0, WIDTH - 282.0
    y = Scale(slope.low, slope.high, top + tall, top)
    body = [
        label(left, 16, slope.before, 12.5, INK, anchor="end", bold=True),
        label(right, 16, slope.after, 12.5, INK, anchor="start", bold=True),
    ]
    body += [
        f'<line x1="{x:.1f}" y1="{top - 6:.1f}" x2="{x:.1f}" y2="{top + tall + 6:.1f}" stroke="{RULE}"/>'
        for x in (left, right)
    ]
    before = apart([y(line.before) for line in slope.lines], 17)
    after = apart([y(line.after) for line in slope.lines], 17)
    lowest = top + tall
    for line, at_left, at_right in zip(slope.lines, before, after, strict=True):
        body.append(_slope_line(line, left, right, y))
        text = f"{shorter(line.name, left - 70, 12)}  {line.before_label}"
        body.append(label(left - 10, at_left + 4, text, 12, INK, anchor="end"))
        text = f"{line.after_label}  {shorter(line.name, left - 70, 12)}"
        body.append(label(right + 10, at_right + 4, text, 12, INK, anchor="start", bold=line.after != line.before))
        lowest = max(lowest, at_left, at_right)
    return picture(WIDTH, lowest + 14, slope.title, slope.description, body, "slope")


def _slope_line(line: SlopeLine, left: float, right: float, y: Scale) -> str:
    look = f'stroke="{SOFT}" stroke-width="1.2"'
    if line.after > line.before:
        look = f'stroke="{RISE}" stroke-width="2.6"'
    elif line.after < line.before:
        look = f'stroke="{FALL}" stroke-width="2.2" stroke-dasharray="6 4"'
    ends = "".join(
        f'<circle cx="{x:.1f}" cy="{y(value):.1f}" r="3.6" fill="{INK}"/>'
        for x, value in ((left, line.before), (right, line.after))
    )
    return f'<line x1="{left:.1f}" y1="{y(line.before):.1f}" x2="{right:.1f}" y2="{y(line.after):.1f}" {look}/>{ends}'
