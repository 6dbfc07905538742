"""`spbe compare FILE FILE...`: years, stages and instruments held against each other."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

from spbe_index.cli import options
from spbe_index.cli.output import deliver, form_of, refuse_early
from spbe_index.cli.paper import FOR_READERS, sheet, target
from spbe_index.cli.session import Session, colours
from spbe_index.core.standing import Among
from spbe_index.gather import Gathered, gather
from spbe_index.load.sheets import Limits


def compare(
    session: Session,
    *,
    files: list[str],
    rubric: str | None = None,
    stage: str | None = None,
    unfilled: str = "refuse",
    standing: bool = False,
    among: str | None = None,
    group: str | None = None,
    form: str | None = None,
    output: str | None = None,
    force: bool = False,
    encoding: str | None = None,
    reader_memory: int = options.DEFAULT_MEMORY,
    reader_seconds: int = options.DEFAULT_SECONDS,
) -> int:
    """Compare several results and print them in the form asked for."""
    form = form or form_of(output, *_FORMS, *FOR_READERS)
    output = target(output, form, "perbandingan", files[-1])
    if form in FOR_READERS:
        gc.enable()
    session.machine = form == "json"
    inputs = tuple(path for path in (*files, rubric, among) if path)
    refuse_early(output, force=force, inputs=inputs, form=form)
    limits = Limits(memory_mb=reader_memory, seconds=reader_seconds)
    gathered = gather(
        files,
        rubric=rubric,
        stages=[one.strip() for one in stage.split(",")] if stage else (),
        unfilled=unfilled,
        encoding=encoding,
        limits=limits,
    )
    placed = None
    if standing or among or group:
        from spbe_index.national import place_among

        last = gathered.series.results[-1]
        placed, wrong = place_among(last, table=among, group=group, limits=limits, encoding=encoding)
        gathered = gathered._replace(problems=(*gathered.problems, *wrong))
    on_terminal = output in (None, "-") and colours(sys.stdout)
    if form in FOR_READERS:
        content: str | bytes = _sheet(gathered, session, form, output, placed)
    else:
        content = _FORMS[form](gathered, session, on_terminal, placed)
    deliver(content, output, force=force, inputs=inputs)
    if form in ("csv", "xlsx", *FOR_READERS):
        session.report(gathered.all_problems)
    if placed and form == "csv":
        from spbe_index.write.standing import standing_sentences

        session.note(standing_sentences(placed, session.words))
    if output not in (None, "-"):
        session.say("commands.written", file=output)
    return int(gathered.has_errors())


def _table(gathered: Gathered, session: Session, colour: bool, placed: Among | None) -> str:
    from spbe_index.write.compare_names import named_results
    from spbe_index.write.compare_text import comparison_text
    from spbe_index.write.terminal import terminal_width

    words, named = session.words, named_results(gathered.scored, session.words)
    width = terminal_width()
    text = comparison_text(gathered.series, named, gathered.problems, words, width=width, colour=colour)
    if placed:
        from spbe_index.write.standing import standing_text

        text += f"\n{named[-1].label}: {standing_text(placed, words, width=width)}"
    return text


def _json(gathered: Gathered, session: Session, colour: bool, placed: Among | None) -> bytes:
    from spbe_index.core.compare_json import series_plain
    from spbe_index.write.json_text import json_text

    words = session.words
    plain = series_plain(gathered.series, words.tell, words.language, gathered.problems)
    if placed:
        from spbe_index.write.standing_plain import among_plain

        plain["standing"] = among_plain(placed, (), words.tell)
    return json_text(plain)


def _csv(gathered: Gathered, session: Session, colour: bool, placed: Among | None) -> bytes:
    from spbe_index.write.compare_export import comparison_csv
    from spbe_index.write.compare_names import named_results

    named = named_results(gathered.scored, session.words)
    return comparison_csv(gathered.series, named, session.words).encode("utf-8", "backslashreplace")


def _xlsx(gathered: Gathered, session: Session, colour: bool, placed: Among | None) -> bytes:
    from spbe_index.write.compare_names import named_results
    from spbe_index.write.compare_workbook import comparison_workbook

    named = named_results(gathered.scored, session.words)
    return comparison_workbook(gathered.series, named, gathered.problems, session.words, among=placed)


def _sheet(gathered: Gathered, session: Session, form: str, output: str | None, placed: Among | None) -> bytes:
    from spbe_index.write.compare_names import named_results
    from spbe_index.write.view.comparison import comparison_view

    named = named_results(gathered.scored, session.words)
    view = comparison_view(gathered.series, named, gathered.problems, session.words, among=placed)
    return sheet("compare", view, form, output or "-")


#: How each form of what was gathered, whether or not colours may be used, and
#: where the last of them stands.
_FORMS: dict[str, Callable[[Gathered, Session, bool, Among | None], str | bytes]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
}

COMMAND = options.Command(
    compare,
    "commands.compare.help",
    {
        "files": options.Option("commands.compare.files", metavar="FILE...", many=True),
        "rubric": options.RUBRIC,
        "stage": options.Option("commands.compare.stage", ("--stage",), "STAGE"),
        "unfilled": options.UNFILLED,
        **options.AMONG,
        "form": options.form(*_FORMS, *FOR_READERS),
        "output": options.OUTPUT,
        "force": options.FORCE,
        **options.READING,
        "quiet": options.QUIET,
    },
)
