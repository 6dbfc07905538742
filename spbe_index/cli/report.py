"""`spbe report FILE`: the yearly report as PDF or one HTML file."""

from __future__ import annotations

import gc
import os

from spbe_index.assess import assess, stages_apart, understand_file
from spbe_index.cli import options
from spbe_index.cli.output import deliver, refuse_early
from spbe_index.cli.session import Session
from spbe_index.core.problem import Place, SpbeError, problem
from spbe_index.load.picture import read_picture
from spbe_index.load.sheets import Limits


def report(
    session: Session,
    *,
    file: str,
    output: str | None = None,
    form: str | None = None,
    logo: str | None = None,
    evidence_dir: str | None = None,
    rubric: str | None = None,
    stage: str | None = None,
    unfilled: str = "refuse",
    force: bool = False,
    encoding: str | None = None,
    reader_memory: int = options.DEFAULT_MEMORY,
    reader_seconds: int = options.DEFAULT_SECONDS,
) -> int:
    """Score one workbook and write its report."""
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


COMMAND = options.Command(
    report,
    "commands.report.help",
    {
        "file": options.FILE,
        "output": options.Option("commands.report.output", ("--output", "-o"), "FILE"),
        "form": options.form("pdf", "html"),
        "logo": options.Option("commands.report.logo", ("--logo",), "FILE"),
        "evidence_dir": options.EVIDENCE_DIR,
        "rubric": options.RUBRIC,
        "stage": options.STAGE,
        "unfilled": options.UNFILLED,
        "force": options.FORCE,
        **options.READING,
        "quiet": options.QUIET,
    },
)
