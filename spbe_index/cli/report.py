"""`spbe report FILE`: the yearly report as PDF or one HTML file."""

from __future__ import annotations

import gc
import os
from typing import Annotated, Literal

import typer

from spbe_index.assess import assess, stages_apart, understand_file
from spbe_index.cli import options
from spbe_index.cli.output import deliver, refuse_early
from spbe_index.cli.session import Session
from spbe_index.core.problem import Place, SpbeError, problem
from spbe_index.load.picture import read_picture
from spbe_index.load.sheets import Limits

app = typer.Typer(add_completion=False)


@app.command(help="commands.report.help")
def report(
    ctx: typer.Context,
    file: options.File,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="commands.report.output")] = None,
    form: Annotated[
        Literal["pdf", "html"] | None, typer.Option("--format", "-f", help="commands.option.format")
    ] = None,
    logo: Annotated[str | None, typer.Option("--logo", metavar="FILE", help="commands.report.logo")] = None,
    evidence_dir: options.EvidenceDir = None,
    rubric: options.RubricChoice = None,
    stage: options.Stage = None,
    unfilled: Annotated[Literal["refuse", "lowest", "zero"], typer.Option(help="commands.option.unfilled")] = "refuse",
    force: options.Force = False,
    encoding: options.Encoding = None,
    reader_memory: options.Memory = options.DEFAULT_MEMORY,
    reader_seconds: options.Seconds = options.DEFAULT_SECONDS,
    quiet: options.Quiet = False,
    lang: options.Lang = "",
    debug: options.Debug = False,
) -> int:
    """Score one workbook and write its report."""
    session: Session = ctx.obj
    session.quiet = quiet
    gc.enable()
    form = form or ("html" if (output or "").lower().endswith((".html", ".htm")) else "pdf")
    target = output or _default_name(file, form)
    inputs = tuple(path for path in (file, rubric, logo) if path)
    refuse_early(target, force=force, inputs=inputs)
    limits = Limits(memory_mb=reader_memory, seconds=reader_seconds)
    understood = understand_file(file, rubric=rubric, encoding=encoding, limits=limits, evidence_dir=evidence_dir)
    assessed = assess(understood, stage=stage, unfilled=unfilled)
    picture = read_picture(logo) if logo else None

    from spbe_index.write.view import report_view

    view = report_view(assessed.result, assessed.rubric, session.words, apart=stages_apart(understood))
    content: bytes
    if form == "html":
        from spbe_index.write.html import report_html

        content = report_html(view, logo=picture).encode("utf-8", "backslashreplace")
    else:
        try:
            from spbe_index.write.pdf import report_pdf
        except OSError as error:
            # WeasyPrint raises this at import when Pango is not on the machine.
            raise SpbeError(problem("E504", Place(target))) from error
        content = report_pdf(view, logo=picture)
    deliver(content, target, force=force, inputs=inputs)
    session.report(assessed.result.problems)
    if target != "-":
        session.say("commands.written", file=target)
    return int(assessed.result.has_errors())


def _default_name(file: str, form: str) -> str:
    """`laporan-<name of the input>.pdf` in the current folder."""
    stem = os.path.splitext(os.path.basename(file))[0] if file != "-" else "spbe"
    return f"laporan-{stem}.{form}"
