"""What the page for a screen needs beyond the report: answers that can be moved."""

from __future__ import annotations

from dataclasses import dataclass

from spbe_index.write.view.shapes import Radar


@dataclass(frozen=True, slots=True)
class Mover:
    """One answer that the page can move: its slider's ends, step and place (decimal points), and its value as shown.

    `value` is "" for one that is not answered; `decimal` tells whether any decimal may be given.
    """

    code: str
    label: str
    low: str
    high: str
    step: str
    at: str
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
    """Everything the page needs to compute another index; `data` is JSON in ASCII."""

    groups: tuple[MoverGroup, ...]
    radar: Radar | None
    data: str
