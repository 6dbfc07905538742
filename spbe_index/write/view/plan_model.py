"""What the chapters on the way up and on safety show. Everything is text, ready to print, except the chart."""

from __future__ import annotations

from dataclasses import dataclass

from spbe_index.write.plan_words import Asked
from spbe_index.write.view.shapes import Climb


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One raise of a plan: what it asks, adds and costs, the index after it and all before it, and whose it is.

    `title` heads what it asks; `long` marks one that asks more than should be
    kept together on a page.
    """

    number: str
    code: str
    name: str
    title: str
    asked: Asked
    long: bool
    move: str
    gain: str
    cost: str
    after: str
    unit: str


@dataclass(frozen=True, slots=True)
class PlanYear:
    """The steps of one year; `title` is "" where the plan is not spread over years."""

    title: str
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """The cheapest way to a target."""

    sentences: tuple[str, ...]
    years: tuple[PlanYear, ...]
    climb: Climb | None
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SafetyView:
    """How safe the predicate is; tables are rows of texts under their titles, empty where there is nothing to tell."""

    sentences: tuple[str, ...]
    outlook: tuple[str, ...]
    chances: tuple[tuple[str, ...], ...]
    worth_title: str
    worth: tuple[tuple[str, ...], ...]
