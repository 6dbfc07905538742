"""`spbe score FILE`: index, predicate, domains, aspects and indicators of one workbook."""

from __future__ import annotations

import os
from typing import Literal

from spbe_index.assess import Assessed, assess, understand_file
from spbe_index.cli import options
from spbe_index.cli.output import deliver, refuse_early
from spbe_index.cli.session import Session, colours
from spbe_index.load.sheets import Limits
from spbe_index.write.wording import remarks

Format = Literal["table", "json", "csv", "xlsx", "md"]


def score(
    session: Session,
    *,
    file: str,
    rubric: str | None = None,
    stage: str | None = None,
    unfilled: str = "refuse",
    form: Format | None = None,
    output: str | None = None,
    force: bool = False,
    encoding: str | None = None,
    reader_memory: int = options.DEFAULT_MEMORY,
    reader_seconds: int = options.DEFAULT_SECONDS,
) -> int:
    """Score one workbook and print it in the form asked for."""
    form = form or _form_of(output)
    session.machine = form == "json"
    inputs = tuple(path for path in (file, rubric) if path)
    refuse_early(output, force=force, inputs=inputs)
    limits = Limits(memory_mb=reader_memory, seconds=reader_seconds)
    understood = understand_file(file, rubric=rubric, encoding=encoding, limits=limits)
    wanted = stage.split(",") if stage else [None]
    all_of = [assess(understood, stage=one and one.strip(), unfilled=unfilled) for one in wanted]
    assessed = all_of[0]
    content = (
        _render(assessed, form, session, output) if len(all_of) == 1 else _side_by_side(all_of, form, session, output)
    )
    deliver(content, output, force=force, inputs=inputs)
    if form in ("csv", "xlsx"):
        for one in all_of:
            session.note(remarks(one.result, one.rubric, session.words))
        session.report(dict.fromkeys(found for one in all_of for found in one.result.problems))
    if output not in (None, "-"):
        session.say("commands.written", file=output)
    return int(any(one.result.has_errors() for one in all_of))


def _form_of(output: str | None) -> Format:
    """The form that the ending of the output's name asks for; a table for any other."""
    endings: dict[str, Format] = {".json": "json", ".csv": "csv", ".xlsx": "xlsx", ".md": "md"}
    return endings.get(os.path.splitext(output or "")[1].lower(), "table")


def _render(assessed: Assessed, form: Format, session: Session, output: str | None) -> str | bytes:
    result, rubric, words = assessed.result, assessed.rubric, session.words
    if form == "json":
        from spbe_index.core.result_json import to_plain
        from spbe_index.write.json_text import json_text

        return json_text(to_plain(result, words.tell))
    if form == "csv":
        from spbe_index.write.export import result_csv

        return result_csv(result, rubric, words).encode("utf-8", "backslashreplace")
    if form == "xlsx":
        from spbe_index.write.workbook import result_workbook

        return result_workbook(result, rubric, words)
    if form == "md":
        from spbe_index.write.export import result_markdown

        return result_markdown(result, rubric, words).encode("utf-8", "backslashreplace")
    import sys

    from spbe_index.write.terminal import result_table, terminal_width

    on_terminal = output in (None, "-") and colours(sys.stdout)
    return result_table(result, rubric, words, width=terminal_width(), colour=on_terminal)


def _side_by_side(all_of: list[Assessed], form: Format, session: Session, output: str | None) -> str | bytes:
    """Several stages in one table, in the form asked for."""
    from spbe_index.write import stages

    results, rubric, words = [one.result for one in all_of], all_of[0].rubric, session.words
    if form == "json":
        from spbe_index.write.json_text import json_text

        return json_text(stages.stages_plain(results, words.tell))
    if form == "csv":
        return stages.stages_csv(results, rubric, words).encode("utf-8", "backslashreplace")
    if form == "xlsx":
        from spbe_index.write.workbook import stages_workbook

        return stages_workbook(results, rubric, words)
    if form == "md":
        return stages.stages_markdown(results, rubric, words).encode("utf-8", "backslashreplace")
    import sys

    from spbe_index.write.terminal import terminal_width

    on_terminal = output in (None, "-") and colours(sys.stdout)
    return stages.stages_text(results, rubric, words, width=terminal_width(), colour=on_terminal)


COMMAND = options.Command(
    score,
    "commands.score.help",
    {
        "file": options.FILE,
        "rubric": options.RUBRIC,
        "stage": options.STAGE,
        "unfilled": options.UNFILLED,
        "form": options.form("table", "json", "csv", "xlsx", "md"),
        "output": options.OUTPUT,
        "force": options.FORCE,
        **options.READING,
        "quiet": options.QUIET,
    },
)
