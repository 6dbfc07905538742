"""`spbe check FILE`: the workbook doctor, every problem with its cell and what to do about it."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated, Literal

import typer

from spbe_index.assess import examine_file
from spbe_index.cli import options
from spbe_index.cli.output import deliver, refuse_early
from spbe_index.cli.session import Session, colours
from spbe_index.core.problem import SpbeError, problem
from spbe_index.load.sheets import Limits

app = typer.Typer(add_completion=False)


@app.command(help="commands.check.help")
def check(
    ctx: typer.Context,
    file: options.File,
    annotate: Annotated[str | None, typer.Option(metavar="OUT.xlsx", help="commands.check.annotate")] = None,
    evidence_dir: options.EvidenceDir = None,
    today: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="commands.check.today")] = None,
    rubric: options.RubricChoice = None,
    stage: options.Stage = None,
    form: Annotated[
        Literal["table", "json"] | None, typer.Option("--format", "-f", help="commands.option.format")
    ] = None,
    output: options.Out = None,
    force: options.Force = False,
    encoding: options.Encoding = None,
    reader_memory: options.Memory = options.DEFAULT_MEMORY,
    reader_seconds: options.Seconds = options.DEFAULT_SECONDS,
    quiet: options.Quiet = False,
    lang: options.Lang = "",
    debug: options.Debug = False,
) -> int:
    """Find every problem of one workbook and say it; mark them in a copy if asked."""
    session: Session = ctx.obj
    form = form or ("json" if (output or "").lower().endswith(".json") else "table")
    session.quiet, session.machine = quiet, form == "json"
    day = _day(today)
    inputs = tuple(path for path in (file, rubric) if path)
    for target in (output, annotate):
        refuse_early(target, force=force, inputs=inputs)
    if annotate == "-" and output in (None, "-"):
        raise SpbeError(problem("E409"))
    limits = Limits(memory_mb=reader_memory, seconds=reader_seconds)
    examined = examine_file(
        file, rubric=rubric, stage=stage, encoding=encoding, limits=limits, evidence_dir=evidence_dir, today=day
    )
    result = examined.result
    if annotate:
        from spbe_index.annotate import annotate as annotated

        marked = annotated(file, result.problems, session.words, sha256=result.provenance.sha256, limits=limits)
        deliver(marked, annotate, force=force, inputs=inputs)

    from spbe_index.write.checkup import checkup_plain, checkup_text
    from spbe_index.write.terminal import terminal_width

    if form == "json":
        from spbe_index.write.json_text import json_text

        deliver(json_text(checkup_plain(result, session.words)), output, force=force, inputs=inputs)
    else:
        colour = output in (None, "-") and colours(sys.stdout)
        shown = checkup_text(result, examined.rubric, session.words, width=terminal_width(), colour=colour)
        deliver(shown, output, force=force, inputs=inputs)
    for target in (annotate, output):
        if target not in (None, "-"):
            session.say("commands.written", file=target)
    return int(result.has_errors())


def _day(today: str | None) -> str:
    """The day as ISO text: the one given, else today's.

    Raises:
        SpbeError: E404, it is no date.

    """
    if today is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(today).isoformat()
    except ValueError:
        raise SpbeError(problem("E404", option="--today", found=today[:40], allowed="2023-12-31")) from None
