"""`spbe explain FILE [CODE]`: a figure opened, from the index down to cells, criteria, evidence, articles and pages."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from spbe_index.cli import options
from spbe_index.cli.output import deliver, form_of, refuse_early
from spbe_index.cli.paper import target as default_target
from spbe_index.cli.session import Session, colours
from spbe_index.gather import single
from spbe_index.load.sheets import Limits

if TYPE_CHECKING:
    from spbe_index.core.explain import Explanation

#: The first is the one for a terminal.
FORMS = ("table", "json", "md", "html")


def explain(
    session: Session,
    *,
    file: str,
    code: str | None = None,
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
    """Open one figure of a workbook or a saved result, or all of them, in the form asked for."""
    form = form or form_of(output, *FORMS)
    session.machine = form == "json"
    target = default_target(output, form, "asal-usul", file)
    inputs = tuple(path for path in (file, rubric) if path)
    refuse_early(target, force=force, inputs=inputs, form=form)
    limits = Limits(memory_mb=reader_memory, seconds=reader_seconds)
    assessed, said = single(file, rubric=rubric, stage=stage, unfilled=unfilled, encoding=encoding, limits=limits)
    from spbe_index.core import explain as opening
    from spbe_index.core.result import ROOT
    from spbe_index.load.wishes import figure_meant

    asked = figure_meant(assessed.rubric, code) if code is not None else ROOT
    result = assessed.result._replace(problems=(*said, *assessed.result.problems))
    explanation = opening.explain(assessed.rubric, result)
    deliver(_render(explanation, asked, form, session, target), target, force=force, inputs=inputs)
    if form != "json":
        session.report(result.problems)
    if target not in (None, "-"):
        session.say("commands.written", file=target)
    return int(result.has_errors())


def _render(explanation: Explanation, asked: str, form: str, session: Session, target: str | None) -> str | bytes:
    words = session.words
    if form == "json":
        from spbe_index.core.explain_json import explanation_plain
        from spbe_index.write.json_text import json_text

        return json_text(explanation_plain(explanation, words.tell, asked))
    from spbe_index.write.view.explanation import explanation_view
    from spbe_index.write.view.scene import Scene

    view = explanation_view(Scene(explanation.result, explanation.rubric, words), explanation, asked)
    if form == "html":
        from spbe_index.write.html import explanation_html

        return explanation_html(view).encode("utf-8", "backslashreplace")
    from spbe_index.write.explain_text import explanation_markdown, explanation_text

    if form == "md":
        return explanation_markdown(view).encode("utf-8", "backslashreplace")
    from spbe_index.write.terminal import terminal_width

    colour = target in (None, "-") and colours(sys.stdout)
    return explanation_text(view, width=terminal_width(), colour=colour)


COMMAND = options.Command(
    explain,
    "commands.explain.help",
    {
        "file": options.Option("commands.explain.file", metavar="FILE"),
        "code": options.Option("commands.explain.code", metavar="CODE"),
        "rubric": options.RUBRIC,
        "stage": options.Option("commands.explain.stage", ("--stage",), "STAGE"),
        "unfilled": options.UNFILLED,
        "form": options.form(*FORMS),
        "output": options.Option("commands.explain.output", ("--output", "-o"), "FILE"),
        "force": options.FORCE,
        **options.READING,
        "quiet": options.QUIET,
    },
)
