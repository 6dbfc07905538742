"""Among others, and on the way up: how indices are spread, and what each effort can reach."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from spbe_index.write.charts.over_time import stripes_behind
from spbe_index.write.charts.svg import (
    ACCENTS,
    CHARACTER,
    INK,
    RULE,
    SOFT,
    WIDTH,
    Scale,
    corners,
    fitting,
    label,
    picture,
)
from spbe_index.write.view.shapes import Climb, Mark, Spread


def spread_svg(spread: Spread) -> Markup:
    """A bar for each stretch of the scale: all agencies in grey, those of the group in the colour before them."""
    top, tall = 46.0 if spread.own else 10.0, 130.0
    x = Scale(spread.low, spread.high, 8, WIDTH - 8)
    most = max((one.count for one in spread.bins), default=0) or 1
    body = []
    for one in spread.bins:
        left, wide = x(one.low) + 0.7, x(one.high) - x(one.low) - 1.4
        for count, fill in ((one.count, RULE), (one.group_count, ACCENTS[spread.accent])):
            if count:
                height = max(tall * count / most, 1.2)
                body.append(
                    f'<rect x="{left:.1f}" y="{top + tall - height:.1f}" width="{wide:.1f}" height="{height:.1f}" '
                    f'fill="{fill}"/>'
                )
    base = top + tall
    body.append(f'<line x1="{x(spread.low):.1f}" y1="{base}" x2="{x(spread.high):.1f}" y2="{base}" stroke="{SOFT}"/>')
    ticks = [x(tick) for tick in x.whole()]
    body += [label(x(tick), base + 15, str(tick), 11.5, SOFT) for tick in x.whole()]
    if spread.own:
        body += _own(spread.own, x(spread.own.value), top, base)
    placed = _medians(spread.medians, x)
    for mark, anchor, row in placed:
        at, line = x(mark.value), base + 36 + 17 * row
        # Down from the axis to the label, with a gap where a number of the axis is in the way.
        gap = f"V{base + 4} M{at:.1f} {base + 19} " if any(abs(at - tick) < 8 for tick in ticks) else ""
        body.append(
            f'<path d="M{at:.1f} {base} {gap}V{line + 3:.1f}" fill="none" stroke="{INK}" stroke-width="1.2" '
            f'stroke-dasharray="3 2"/>'
        )
        beside = at + (5 if anchor == "start" else -5)
        body.append(label(beside, line, mark.label, 11.5, INK, anchor=anchor, part="median"))
    rows = max((row for _, _, row in placed), default=-1) + 1
    foot = base + 44 + 17 * rows
    for at, fill, text in ((8.0, RULE, spread.everyone), (WIDTH / 2, ACCENTS[spread.accent], spread.group)):
        if text:
            body.append(f'<rect x="{at:.1f}" y="{foot - 9:.1f}" width="11" height="11" fill="{fill}"/>')
            body.append(label(at + 17, foot + 1, text, 11.5, INK, anchor="start"))
    return picture(WIDTH, foot + 8, spread.title, spread.description, body, "spread")


def _medians(marks: Sequence[Mark], x: Scale) -> list[tuple[Mark, str, int]]:
    """Each median with the side of its line that its label stands at, and its row, so that no line crosses a label.

    The lowest to the left and the highest to the right in one row, if there is room; else all to one side, those
    that are further on that way first.
    """
    ordered = sorted(marks, key=lambda mark: mark.value)
    wide = {id(mark): CHARACTER * 11.5 * len(mark.label) + 6 for mark in ordered}
    if len(ordered) == 2:
        one, other = ordered
        if x(one.value) >= wide[id(one)] and x(other.value) + wide[id(other)] <= WIDTH:
            return [(one, "end", 0), (other, "start", 0)]
    if all(x(mark.value) + wide[id(mark)] <= WIDTH for mark in ordered):
        return [(mark, "start", row) for row, mark in enumerate(reversed(ordered))]
    return [(mark, "end", row) for row, mark in enumerate(ordered)]


def _own(mark: Mark, at: float, top: float, base: float) -> list[str]:
    """A triangle above the bars, a line down through them, and the label over it."""
    return [
        f'<path d="M{at:.1f} {top - 6} l-7 -11 h14 z M{at:.1f} {top - 6} V{base}" fill="{INK}" stroke="{INK}"/>',
        label(min(max(at, 60), WIDTH - 60), 20, mark.label, 14, INK, bold=True),
    ]


def climb_svg(climb: Climb, *, narrow: bool = False) -> Markup:
    """Effort to the right, the index it can reach upward, as a staircase before the bands; the plan is marked.

    The narrow one is for a phone, where the plan's figures do not fit beside its mark and stand above.
    """
    wide, left, tall = (360.0, 20.0, 220.0) if narrow else (WIDTH, 30.0, 240.0)
    top = 28.0 if narrow else 12.0
    y = Scale(climb.low, climb.high, top + tall, top)
    x = Scale(climb.points[0][0], max(climb.points[-1][0], climb.points[0][0] + 1), left, wide - 14)
    body = stripes_behind(climb.stripes, left, wide - left, y)
    body += [label(left - 6, y(tick) + 4, str(tick), 11.5, SOFT, anchor="end") for tick in y.whole()]
    stairs: list[tuple[float, float]] = []
    for effort, index in climb.points:
        if stairs:
            stairs.append((x(effort), stairs[-1][1]))
        stairs.append((x(effort), y(index)))
    body.append(f'<polyline points="{corners(stairs)}" fill="none" stroke="{INK}" stroke-width="2"/>')
    if climb.chosen:
        body += _chosen(climb, x(climb.chosen[0]), y(climb.chosen[1]), narrow=narrow)
    body += [label(at, top + tall + 16, text, 11.5, SOFT) for at, text in _labelled(x, climb.ticks)]
    body.append(label((left + wide) / 2, top + tall + 34, climb.effort, 12, INK))
    return picture(wide, top + tall + 42, climb.title, climb.description, body, "climb")


def _chosen(climb: Climb, at: float, up: float, *, narrow: bool) -> list[str]:
    """The plan's mark and its figures: beside it, or in the line above a narrow chart."""
    mark = f'<circle cx="{at:.1f}" cy="{up:.1f}" r="5.5" fill="{INK}"/>'
    if narrow:
        size = fitting(climb.chosen_label, 360, 13)
        sign = f'<circle cx="8" cy="12" r="5.5" fill="{INK}"/>'
        return [mark, sign, label(20, 16, climb.chosen_label, size, INK, anchor="start", bold=True)]
    anchor = "end" if at > WIDTH * 0.6 else "start"
    size = fitting(climb.chosen_label, WIDTH * 0.55, 13)
    beside = at - 10 if anchor == "end" else at + 10
    return [mark, label(beside, up + 20, climb.chosen_label, size, INK, anchor=anchor, bold=True)]


def _labelled(x: Scale, ticks: tuple[Mark, ...]) -> list[tuple[float, str]]:
    """Where which ticks of the axis are labelled, as far as there is room for them side by side."""
    found, free = [], float("-inf")
    for tick in ticks:
        half = CHARACTER * 11.5 * len(tick.label) / 2
        if x(tick.value) - half > free:
            found.append((x(tick.value), tick.label))
            free = x(tick.value) + half + 6
    return found
