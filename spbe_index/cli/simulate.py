"""`spbe simulate FILE --set I12=4`: the result as if some answers were others, beside the result as it is."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from fractions import Fraction

from spbe_index.assess import Assessed, suppose_values, understand_file
from spbe_index.cli import options
from spbe_index.cli.output import deliver, form_of, refuse_early
from spbe_index.cli.session import Session, colours
from spbe_index.load.sheets import Limits
from spbe_index.load.wishes import levels_meant
from spbe_index.write.wording import remarks

#: The first is the one for a terminal.
FORMS = ("table", "json", "csv", "xlsx", "md")


def simulate(
    session: Session,
    *,
    file: str,
    settings: Sequence[str],
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
    """Score one workbook as it is and as if, and print both; the workbook stays as it is."""
    form = form or form_of(output, *FORMS)
    session.machine = form == "json"
    inputs = tuple(path for path in (file, rubric) if path)
    refuse_early(output, force=force, inputs=inputs, form=form)
    limits = Limits(memory_mb=reader_memory, seconds=reader_seconds)
    understood = understand_file(file, rubric=rubric, encoding=encoding, limits=limits)
    values = levels_meant(understood.rubric, settings)
    before, after = suppose_values(understood, values, stage=stage, unfilled=unfilled)
    deliver(_render(before, after, values, form, session, output), output, force=force, inputs=inputs)
    if form in ("csv", "xlsx"):
        session.note(remarks(after.result, after.rubric, session.words))
        session.report(after.result.problems)
    if output not in (None, "-"):
        session.say("commands.written", file=output)
    return int(after.result.has_errors())


def _render(
    before: Assessed, after: Assessed, values: Mapping[str, Fraction], form: str, session: Session, output: str | None
) -> str | bytes:
    from spbe_index.write import simulation

    old, new, rubric, words = before.result, after.result, after.rubric, session.words
    if form == "json":
        from spbe_index.write.json_text import json_text

        return json_text(simulation.simulation_plain(old, new, values, words))
    if form == "csv":
        return simulation.simulation_csv(old, new, rubric, words).encode("utf-8", "backslashreplace")
    if form == "xlsx":
        return simulation.simulation_workbook(old, new, rubric, words)
    if form == "md":
        return simulation.simulation_markdown(old, new, values, rubric, words).encode("utf-8", "backslashreplace")
    from spbe_index.write.terminal import terminal_width

    colour = output in (None, "-") and colours(sys.stdout)
    return simulation.simulation_text(old, new, values, rubric, words, width=terminal_width(), colour=colour)


COMMAND = options.Command(
    simulate,
    "commands.simulate.help",
    {
        "file": options.FILE,
        "settings": options.Option("commands.simulate.set", ("--set", "-s"), "CODE=LEVEL", many=True),
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
