"""`spbe check FILE`: the workbook doctor, every problem with its cell and what to do about it."""

from __future__ import annotations

import sys
from datetime import date

from spbe_index.assess import examine_file
from spbe_index.cli import options
from spbe_index.cli.output import deliver, form_of, refuse_early
from spbe_index.cli.session import Session, colours
from spbe_index.core.problem import SpbeError, problem
from spbe_index.load.sheets import Limits

_FORMS = ("table", "json")


def check(
    session: Session,
    *,
    file: str,
    annotate: str | None = None,
    evidence_dir: str | None = None,
    today: str | None = None,
    rubric: str | None = None,
    stage: str | None = None,
    form: str | None = None,
    output: str | None = None,
    force: bool = False,
    encoding: str | None = None,
    reader_memory: int = options.DEFAULT_MEMORY,
    reader_seconds: int = options.DEFAULT_SECONDS,
) -> int:
    """Find every problem of one workbook and say it; mark them in a copy if asked."""
    form = form or form_of(output, *_FORMS)
    session.machine = form == "json"
    day = _day(today)
    inputs = tuple(path for path in (file, rubric) if path)
    refuse_early(output, force=force, inputs=inputs, form=form)
    refuse_early(annotate, force=force, inputs=inputs)
    if annotate == "-" and output in (None, "-"):
        raise SpbeError(problem("E409"))
    limits = Limits(memory_mb=reader_memory, seconds=reader_seconds)
    examined = examine_file(
        file, rubric=rubric, stage=stage, encoding=encoding, limits=limits, evidence_dir=evidence_dir, today=day
    )
    result = examined.result
    if annotate:
        from spbe_index.annotate import annotate as annotated

        digest = result.provenance.sha256
        marked = annotated(file, result.problems, session.words, output=annotate, sha256=digest, limits=limits)
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


COMMAND = options.Command(
    check,
    "commands.check.help",
    {
        "file": options.FILE,
        "annotate": options.Option("commands.check.annotate", ("--annotate",), "OUT.xlsx"),
        "evidence_dir": options.EVIDENCE_DIR,
        "today": options.Option("commands.check.today", ("--today",), "YYYY-MM-DD"),
        "rubric": options.RUBRIC,
        "stage": options.Option("commands.check.stage", ("--stage",), "STAGE"),
        "form": options.form(*_FORMS),
        "output": options.OUTPUT,
        "force": options.FORCE,
        **options.READING,
        "quiet": options.QUIET,
    },
)
