"""The options that a plan is made with, wherever one is asked for."""

from __future__ import annotations

from spbe_index.cli import options
from spbe_index.wishes import Wishes

OPTIONS = {
    "effort": options.Option("commands.plan.effort", ("--effort",), "FILE"),
    "lock": options.Option("commands.plan.lock", ("--lock",), "CODE,...", many=True),
    "max_raise": options.Option("commands.plan.max_raise", ("--max-raise",), "N", int, least=1),
    "only_unit": options.Option("commands.plan.only_unit", ("--only-unit",), "NAME"),
    "within_targets": options.Option("commands.plan.within_targets", ("--within-targets",), kind=bool),
    "horizon": options.Option("commands.plan.horizon", ("--horizon",), "N", int, least=1, most=1_000),
    "per_year": options.Option("commands.plan.per_year", ("--per-year",), "EFFORT"),
}


def given(wishes: Wishes) -> str:
    """The first option that was given; "" when none was."""
    return next((OPTIONS[name].flags[0] for name, value in wishes._asdict().items() if value), "")
