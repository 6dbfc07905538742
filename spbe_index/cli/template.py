"""`spbe template OUT.xlsx`: the workbook to be filled, empty or with what last year's can give."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

from spbe_index.cli import options
from spbe_index.cli.output import deliver, refuse_early
from spbe_index.cli.session import Session
from spbe_index.core.problem import Place, SpbeError, problem
from spbe_index.load.sheets import Limits

if TYPE_CHECKING:
    from spbe_index.assess import Understood
    from spbe_index.core.rubric import Rubric


def template(
    session: Session,
    *,
    output: str,
    rubric: str | None = None,
    agency: str = "",
    group: str = "",
    year: int | None = None,
    earlier: str | None = None,
    force: bool = False,
    encoding: str | None = None,
    reader_memory: int = options.DEFAULT_MEMORY,
    reader_seconds: int = options.DEFAULT_SECONDS,
) -> int:
    """Write the workbook for an instrument."""
    gc.enable()
    inputs = tuple(path for path in (earlier, rubric) if path)
    refuse_early(output, force=force, inputs=inputs, form="xlsx")
    understood = None
    if earlier:
        from spbe_index.assess import understand_file

        limits = Limits(memory_mb=reader_memory, seconds=reader_seconds)
        understood = understand_file(earlier, encoding=encoding, limits=limits, also=rubric)
    chosen = _instrument(rubric, year, understood)
    if year is not None and not _in_force(chosen, year):
        years, last = ("since", "") if chosen.last_year is None else ("span", str(chosen.last_year))
        about = {"rubric": chosen.id, "first": str(chosen.first_year), "years": years, "last": last}
        session.report([problem("N603", year=year, place=Place(), **about)])

    from spbe_index.load.rubric import is_shipped
    from spbe_index.write.template import NOTHING, template_workbook

    brought = NOTHING
    if understood:
        from spbe_index.assess import assess
        from spbe_index.load.team import read_team
        from spbe_index.write.template.carried import brought_from

        result = assess(understood).result
        same = understood.rubric.id == chosen.id
        brought = brought_from(result, read_team(understood.book), same_instrument=same)
        if not same:
            shown = Place(os.path.basename(earlier or ""))
            session.report([problem("N601", shown, found=understood.rubric.id, rubric=chosen.id)])
    own = os.path.basename(rubric) if rubric and not is_shipped(rubric) else ""
    content = template_workbook(
        chosen, session.words, agency=agency, group=group, year=year, brought=brought, rubric_file=own
    )
    deliver(content, output, force=force, inputs=inputs)
    if brought.entries:
        session.say("commands.template.brought", levels=len(brought.levels), evidence=len(brought.evidence()))
        if any(tick.met is not None for entry in brought.entries.values() for tick in entry.ticks):
            session.say("commands.template.unticked")
    if output != "-":
        session.say("commands.written", file=output)
    return 0


def _in_force(rubric: Rubric, year: int) -> bool:
    return rubric.first_year <= year and (rubric.last_year is None or year <= rubric.last_year)


def _instrument(wanted: str | None, year: int | None, understood: Understood | None) -> Rubric:
    """The instrument asked for, else that of the year, else that of the earlier workbook, else the newest.

    Raises:
        SpbeError: E602, no instrument is for this year; or the rubric cannot be loaded.

    """
    from spbe_index.load.rubric import load_rubric, rubric_for_year, shipped

    if wanted is not None:
        return load_rubric(wanted)
    if year is not None:
        of_year = rubric_for_year(year)
        if of_year is None:
            raise SpbeError(problem("E602", year=year, choices=", ".join(shipped())))
        return load_rubric(of_year)
    if understood:
        return understood.rubric
    return max((load_rubric(name) for name in shipped()), key=lambda rubric: rubric.first_year)


COMMAND = options.Command(
    template,
    "commands.template.help",
    {
        "output": options.Option("commands.template.output", metavar="OUT.xlsx"),
        "rubric": options.Option("commands.template.rubric", ("--rubric",), "ID|PATH"),
        "agency": options.Option("commands.template.agency", ("--agency",), "NAME"),
        "group": options.Option("commands.template.group", ("--group",), "NAME"),
        "year": options.Option("commands.template.year", ("--year",), "YEAR", int),
        "earlier": options.Option("commands.template.from", ("--from",), "OLD"),
        "force": options.FORCE,
        **options.READING,
        "quiet": options.QUIET,
    },
)
