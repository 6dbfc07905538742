"""What the page for a screen needs beyond the report: answers that can be moved."""

from __future__ import annotations

from dataclasses import dataclass

from spbe_index.write.view.shapes import Radar


@dataclass(frozen=True, slots=True)
class Mover:
    """One answer that the page can move: its scale's ends, step and place (decimal points), and its value as shown.

    `least` is where its slider begins: left of `low` for one without a value on its scale, which stands there. `typed`
    is what a field for decimals holds; `value` is "" for one that is not answered; `decimal` tells whether any decimal
    may be given.
    """

    code: str
    label: str
    low: str
    least: str
    high: str
    step: str
    at: str
    typed: str
    value: str
    decimal: bool


@dataclass(frozen=True, slots=True)
class MoverGroup:
    """An aspect with its answers to move."""

    code: str
    title: str
    movers: tuple[Mover, ...]


@dataclass(frozen=True, slots=True)
class Simulator:
    """Everything the page needs to compute another index; `data` is JSON in ASCII.

    `kind` is the name of the floor that the groups are of, within a sentence (`aspek`);
    `unfilled` tells whether answers are without a value on their scale.
    """

    kind: str
    groups: tuple[MoverGroup, ...]
    radar: Radar | None
    unfilled: bool
    data: str
