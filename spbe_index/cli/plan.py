"""`spbe plan FILE`: the cheapest set of level raises that reaches a predicate or an index."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from spbe_index.assess import Assessed, assess, planned, understand_file
from spbe_index.cli import options
from spbe_index.cli.output import deliver, form_of, refuse_early
from spbe_index.cli.planning import OPTIONS
from spbe_index.cli.session import Session, colours
from spbe_index.load.sheets import Limits
from spbe_index.wishes import Wishes

if TYPE_CHECKING:
    from spbe_index.core.planned import Plan
    from spbe_index.core.target import Target

#: The first is the one for a terminal.
FORMS = ("table", "json", "csv", "xlsx", "md")


def plan(
    session: Session,
    *,
    file: str,
    target: str | None = None,
    effort: str | None = None,
    lock: Sequence[str] = (),
    max_raise: int | None = None,
    only_unit: str | None = None,
    within_targets: bool = False,
    horizon: int | None = None,
    per_year: str | None = None,
    rubric: str | None = None,
    stage: str | None = None,
    unfilled: str = "refuse",
    form: str | None = None,
    output: str | None = None,
    force: bool = False,
    encoding: str | None = None,
    reader_memory: int = options.DEFAULT_MEMORY,
    reader_seconds: int = options.DEFAULT_SECONDS,
) -> int:
    """Plan the way of one workbook to a target and print it in the form asked for."""
    form = form or form_of(output, *FORMS)
    session.machine = form == "json"
    inputs = tuple(path for path in (file, rubric, effort) if path)
    refuse_early(output, force=force, inputs=inputs, form=form)
    wishes = Wishes(effort, lock, max_raise, only_unit, within_targets, horizon, per_year)
    years = wishes.years()
    limits = Limits(memory_mb=reader_memory, seconds=reader_seconds)
    understood = understand_file(file, rubric=rubric, encoding=encoding, limits=limits)
    assessed = assess(understood, stage=stage, unfilled=unfilled)
    aim = _target(assessed, target)
    terms = wishes.terms(assessed, limits, encoding)
    assessed, made = planned(assessed, aim, terms, years)
    deliver(_render(made, assessed, form, session, output), output, force=force, inputs=inputs)
    if form in ("csv", "xlsx"):
        from spbe_index.write.plan_words import summary

        session.note(summary(made, assessed.rubric, session.words) if made else ())
        session.report(assessed.result.problems)
    if output not in (None, "-"):
        session.say("commands.written", file=output)
    return int(assessed.result.has_errors())


def _target(assessed: Assessed, wanted: str | None) -> Target:
    """What was asked for, else the next higher predicate, or the one there is where that is the highest."""
    from spbe_index.core.target import band_target, next_target
    from spbe_index.load.wishes import target_meant

    if wanted is not None:
        return target_meant(assessed.rubric, wanted)
    return next_target(assessed.rubric, assessed.result) or band_target(assessed.rubric, assessed.rubric.bands[-1])


def _render(made: Plan | None, assessed: Assessed, form: str, session: Session, output: str | None) -> str | bytes:
    result, rubric, words = assessed.result, assessed.rubric, session.words
    if form == "json":
        from spbe_index.write.json_text import json_text
        from spbe_index.write.plan_export import plan_plain

        return json_text(plan_plain(made, result, words))
    if form == "csv":
        from spbe_index.write.plan_export import plan_csv

        return plan_csv(made, rubric, words).encode("utf-8", "backslashreplace")
    if form == "xlsx":
        from spbe_index.write.plan_workbook import plan_workbook

        return plan_workbook(made, result, rubric, words)
    from spbe_index.write import plan_text

    if form == "md":
        return plan_text.plan_markdown(made, result, rubric, words).encode("utf-8", "backslashreplace")
    from spbe_index.write.terminal import terminal_width

    colour = output in (None, "-") and colours(sys.stdout)
    return plan_text.plan_text(made, result, rubric, words, width=terminal_width(), colour=colour)


COMMAND = options.Command(
    plan,
    "commands.plan.help",
    {
        "file": options.FILE,
        "target": options.Option("commands.plan.target", ("--target", "-t"), "INDEX|BAND"),
        **OPTIONS,
        "rubric": options.RUBRIC,
        "stage": options.STAGE,
        "unfilled": options.UNFILLED,
        "form": options.form(*FORMS),
        "output": options.OUTPUT,
        "force": options.FORCE,
        **options.READING,
        "quiet": options.QUIET,
    },
)
