"""Over the years: the trend of the index before the bands of each instrument, and parts before and after."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from spbe_index.write.charts.svg import (
    ACCENTS,
    CHARACTER,
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

_TALL, _LEFT, _GAP = 250.0, 28.0, 16.0
#: Of a slope: the height of a label; the room for leading lines, figures and codes at either side; the least width.
_LABEL, _LEADER, _FIGURE, _CODE, _SLOPES = 20.0, 26.0, 34.0, 28.0, 130.0
#: Width of a letter of its names, in font sizes: `CHARACTER` is on the safe side of that.
_LETTER = 0.49


def trend_svg(trend: Trend) -> Markup:
    """The index year by year; a line joins years of one instrument only, since no other two can be measured alike."""
    # Room in proportion to the years, and as much again for the names of the bands.
    shares = [max(len(panel.moments), 1.4) + 1 for panel in trend.panels]
    room = WIDTH - _LEFT - _GAP * (len(shares) - 1)
    widths = [room * share / sum(shares) for share in shares]
    names = [wrapped(panel.name, max(12, int(wide / 7)), 4) for panel, wide in zip(trend.panels, widths, strict=True)]
    top = 20 + 15.0 * max(map(len, names))
    y = Scale(trend.low, trend.high, top + _TALL, top)
    body = [label(_LEFT - 6, y(tick) + 4, str(tick), 11.5, SOFT, anchor="end") for tick in y.whole()]
    left = _LEFT
    for panel, lines, wide in zip(trend.panels, names, widths, strict=True):
        size = min(fitting(line, 0.92 * wide, 12) for line in lines)
        body += [
            label(left + wide / 2, top - 15 - 15 * (len(lines) - at), line, size, INK, bold=True)
            for at, line in enumerate(lines, 1)
        ]
        body += _panel(panel, left, wide, y)
        left += wide + _GAP
    deep = 40 if any(" " in moment.when for panel in trend.panels for moment in panel.moments) else 26
    return picture(WIDTH, top + _TALL + deep, trend.title, trend.description, body, "trend")


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
    # The year is a word of its own, so that a long label is never cut in it.
    words = wrapped(moment.when, max(5, int(step / (CHARACTER * 12))), 2)
    body = [label(x, y(y.low) + 18 + 14 * row, line.rstrip(","), 12, INK) for row, line in enumerate(words)]
    if moment.low != moment.high:
        body.append(
            f'<path d="M{x - 6:.1f} {low:.1f} h12 M{x - 6:.1f} {high:.1f} h12 M{x:.1f} {low:.1f} V{high:.1f}" '
            f'stroke="{INK}" stroke-width="1.8" fill="none"/>'
        )
    size = fitting(moment.label, step + 12, 13.5)
    at = high - 11 if high - 11 - size > y(y.high) else low + 12 + size
    wide = 0.58 * size * len(moment.label)
    body.append(
        f'<rect x="{x - wide / 2 - 2:.1f}" y="{at - size + 1:.1f}" width="{wide + 4:.1f}" height="{size + 2:.1f}" '
        f'rx="2" fill="#ffffff" fill-opacity="0.82"/>'
    )
    body.append(label(x, at, moment.label, size, ACCENTS[moment.accent], bold=True))
    return body


def slope_svg(slope: Slope) -> Markup:
    """Parts before and after: rising lines solid, falling ones dashed, unchanged ones thin.

    Labels stand beside their dots, spread evenly where dots are close; a thin line leads from each dot to its label.
    """
    lines = slope.lines
    top, tall = 40.0, max(120.0, _LABEL * len(lines))
    named = [f"{line.code} {line.name}".strip() for line in lines]
    # The names take the room they need, as long as the slopes keep theirs.
    longest = max(map(len, named))
    room = min(_LETTER * 12 * longest, WIDTH - 2 * _LEADER - 2 * _FIGURE - _CODE - _SLOPES)
    most = int(room / (_LETTER * 12) + 0.01)
    left, right = room + _FIGURE + _LEADER, WIDTH - _LEADER - _FIGURE - _CODE
    y = Scale(slope.low, slope.high, top + tall, top)
    outward = CHARACTER * 12.5 * len(slope.after) < WIDTH - right
    body = [
        label(left, 16, shorter(slope.before, left, 12.5), 12.5, INK, anchor="end", bold=True),
        label(right, 16, slope.after, 12.5, INK, bold=True, anchor="start")
        if outward
        else label(WIDTH - 2, 16, shorter(slope.after, WIDTH - left - 16, 12.5), 12.5, INK, bold=True, anchor="end"),
    ]
    body += [
        f'<line x1="{x:.1f}" y1="{top - 6:.1f}" x2="{x:.1f}" y2="{top + tall + 6:.1f}" stroke="{RULE}"/>'
        for x in (left, right)
    ]
    before = _beside([y(line.before) for line in lines], [y(line.after) for line in lines], top, top + tall)
    after = _beside([y(line.after) for line in lines], [y(line.before) for line in lines], top, top + tall)
    for line, name, at_left, at_right in zip(lines, named, before, after, strict=True):
        body.append(_leader(left, y(line.before), left - _LEADER + 3, at_left))
        body.append(_leader(right, y(line.after), right + _LEADER - 3, at_right))
        body.append(_slope_line(line, left, right, y))
        figure = left - _LEADER
        body.append(label(figure, at_left + 4, line.before_label, 12, INK, anchor="end", part="before"))
        body.append(
            label(
                figure - _FIGURE,
                at_left + 4,
                name if len(name) <= most else name[: most - 1].rstrip() + "…",
                12,
                INK,
                anchor="end",
                part="name",
            )
        )
        text = f"{line.after_label}  {line.code}".rstrip()
        moved = line.after != line.before
        body.append(label(right + _LEADER, at_right + 4, text, 12, INK, anchor="start", bold=moved, part="after"))
    return picture(WIDTH, top + tall + 14, slope.title, slope.description, body, "slope")


def _beside(places: list[float], others: list[float], top: float, bottom: float) -> list[float]:
    """Where the labels of these dots stand; of dots at one place, in the order of their other ends."""
    order = sorted(range(len(places)), key=lambda at: others[at])
    found = apart([places[at] for at in order], _LABEL - 2, top, bottom)
    return [at for _, at in sorted(zip(order, found, strict=True))]


def _leader(x: float, y: float, to_x: float, to_y: float) -> str:
    """The line from a dot to its label."""
    return f'<path class="leader" d="M{x:.1f} {y:.1f} L{to_x:.1f} {to_y:.1f}" stroke="{SOFT}" stroke-width="0.7"/>'


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
