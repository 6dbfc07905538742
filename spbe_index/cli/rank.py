"""`spbe rank TABLE`: a list of results ranked, and one agency's place in it."""

from __future__ import annotations

import gc
import sys

from spbe_index.cli import options
from spbe_index.cli.output import deliver, form_of, refuse_early
from spbe_index.cli.paper import FOR_READERS, sheet, target
from spbe_index.cli.session import Session, colours
from spbe_index.core.problem import Severity
from spbe_index.core.ranking import BY
from spbe_index.load.sheets import Limits
from spbe_index.national import RankedTable, rank_tables

_FORMS = ("table", "json", "csv", "xlsx", *FOR_READERS)
#: How many are shown at either end of a part.
TOP = 5


def rank(
    session: Session,
    *,
    table: str,
    earlier: str | None = None,
    by: str = "group",
    top: int = TOP,
    agency: str | None = None,
    form: str | None = None,
    output: str | None = None,
    force: bool = False,
    encoding: str | None = None,
    reader_memory: int = options.DEFAULT_MEMORY,
    reader_seconds: int = options.DEFAULT_SECONDS,
) -> int:
    """Rank one list and print it in the form asked for."""
    from spbe_index.load.results import list_path

    table, earlier = list_path(table), list_path(earlier) if earlier else None
    form = form or form_of(output, *_FORMS)
    output = target(output, form, "peringkat", table)
    if form in FOR_READERS:
        gc.enable()
    session.machine = form == "json"
    inputs = tuple(path for path in (table, earlier) if path)
    refuse_early(output, force=force, inputs=inputs, form=form)
    limits = Limits(memory_mb=reader_memory, seconds=reader_seconds)
    found = rank_tables(table, earlier, by=by, agency=agency, limits=limits, encoding=encoding)
    deliver(_render(found, form, session, output, top), output, force=force, inputs=inputs)
    if form != "json":
        session.report(found.problems)
    if output not in (None, "-"):
        session.say("commands.written", file=output)
    return int(any(one.severity is Severity.ERROR for one in found.problems))


def _render(found: RankedTable, form: str, session: Session, output: str | None, top: int) -> str | bytes:
    words, standing = session.words, found.standing
    bands = {band.id: band.id if words.language == "id" else f"{band.id} ({band.en})" for band in found.bands}
    only = standing.entry.key if standing else ""
    if form == "json":
        from spbe_index.write.json_text import json_text
        from spbe_index.write.rank_export import ranking_plain

        source, problems = found.source, found.problems
        return json_text(
            ranking_plain(found.ranking, words, source=source, problems=problems, standing=standing, means=found.means)
        )
    if form == "csv":
        from spbe_index.write.rank_export import ranking_csv

        return ranking_csv(found.ranking, only=only).encode("utf-8", "backslashreplace")
    if form == "xlsx":
        from spbe_index.write.rank_workbook import ranking_workbook

        return ranking_workbook(found.ranking, words, bands=bands, only=only, problems=found.problems)
    if form in FOR_READERS:
        from spbe_index.core.standing import Among
        from spbe_index.write.view.standing import rank_view

        placed = Among(standing, found.means) if standing else None
        remarks = [" ".join(words.tell(one)) for one in found.problems]
        view = rank_view(found.ranking, words, top=top, bands=bands, placed=placed, remarks=remarks)
        return sheet("rank", view, form, output or "-")
    from spbe_index.write.terminal import terminal_width

    width = terminal_width()
    if standing:
        from spbe_index.write.standing import agency_text

        return agency_text(standing, found.means, words, width=width)
    from spbe_index.write.rank import ranking_text

    colour = output in (None, "-") and colours(sys.stdout)
    return ranking_text(found.ranking, words, width=width, colour=colour, top=top, bands=bands)


COMMAND = options.Command(
    rank,
    "commands.rank.help",
    {
        "table": options.Option("commands.rank.table", metavar="TABLE"),
        "earlier": options.Option("commands.rank.earlier", metavar="EARLIER"),
        "by": options.Option("commands.rank.by", ("--by",), "PART", choices=BY),
        "top": options.Option("commands.rank.top", ("--top",), "N", int, least=1),
        "agency": options.Option("commands.rank.agency", ("--agency",), "NAME"),
        "form": options.form(*_FORMS),
        "output": options.OUTPUT,
        "force": options.FORCE,
        **options.READING,
        "quiet": options.QUIET,
    },
)
