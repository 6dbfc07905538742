"""What charts measure out: exact values for positions, and every text ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Segment:
    """One band on the strip: its end, names and colour (0 lowest to 4 highest), and whether it is the one reached."""

    high: Fraction
    edge: str
    name: str
    translation: str
    accent: int
    current: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the scale with a label: the own index, a median."""

    value: Fraction
    label: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The scale of all bands with the index on it; `mark_high` differs from `mark` when only a range is known.

    `before` is the index of an earlier assessment, where there is one.
    """

    title: str
    description: str
    low: Fraction
    low_edge: str
    segments: tuple[Segment, ...]
    mark: Fraction
    mark_label: str
    mark_high: Fraction
    mark_high_label: str
    before: Mark | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of the radar; `value` is None where it is not known yet."""

    name: str
    value: Fraction | None
    label: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Values to compare with on the same axes, in their order: last year's, or the mean of a group."""

    name: str
    values: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class Radar:
    """Values on axes from nought at the centre to `high`."""

    title: str
    description: str
    high: int
    axes: tuple[Axis, ...]
    accent: int
    others: tuple[Outline, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A value on a track that ends at `high`; `value_high` differs from `value` when only a range is known."""

    title: str
    value: Fraction
    value_high: Fraction
    high: Fraction
    accent: int


@dataclass(frozen=True, slots=True)
class Dots:
    """A level as filled dots among `count`; `known` is False where there is no answer."""

    title: str
    level: int
    count: int
    known: bool
    accent: int


@dataclass(frozen=True, slots=True)
class Stripe:
    """One band behind a chart over time or effort: the values it holds, its name, and its colour."""

    low: Fraction
    high: Fraction
    name: str
    accent: int


@dataclass(frozen=True, slots=True)
class Moment:
    """One assessment on the line of years; `high` differs from `low` when only a range is known."""

    when: str
    low: Fraction
    high: Fraction
    label: str
    accent: int


@dataclass(frozen=True, slots=True)
class Panel:
    """The assessments of one instrument, in order, before its own bands. No line leads out of a panel."""

    name: str
    stripes: tuple[Stripe, ...]
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """Indices over the years on a scale from `low` to `high`, one panel an instrument."""

    title: str
    description: str
    low: Fraction
    high: Fraction
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class SlopeLine:
    """One part before and after, with what is printed at either end: its name before, its code at both."""

    name: str
    before: Fraction
    after: Fraction
    before_label: str
    after_label: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Slope:
    """Parts of one instrument before and after, on a scale from `low` to `high`."""

    title: str
    description: str
    before: str
    after: str
    low: Fraction
    high: Fraction
    lines: tuple[SlopeLine, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """A change as a bar to either side of nought, on an axis that reaches `most` both ways."""

    title: str
    value: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class Bin:
    """How many agencies lie from `low` up to `high`, in all and of the group."""

    low: Fraction
    high: Fraction
    count: int
    group_count: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How indices are spread over the country, the group in the darker colour, the own one marked if there is one."""

    title: str
    description: str
    low: Fraction
    high: Fraction
    bins: tuple[Bin, ...]
    own: Mark | None
    medians: tuple[Mark, ...]
    everyone: str
    group: str
    accent: int


@dataclass(frozen=True, slots=True)
class Climb:
    """The greatest index that each effort can reach: corners of a staircase, before the bands.

    `points` are (effort, index), in rising order; `chosen` is the effort of the
    plan, None where there is none. `effort` names the axis, `ticks` are at round
    efforts on it.
    """

    title: str
    description: str
    low: Fraction
    high: Fraction
    stripes: tuple[Stripe, ...]
    points: tuple[tuple[Fraction, Fraction], ...]
    chosen: tuple[Fraction, Fraction] | None
    chosen_label: str
    effort: str
    ticks: tuple[Mark, ...]
