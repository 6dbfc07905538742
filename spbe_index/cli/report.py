"""`spbe report FILE`: the yearly report as PDF or one HTML file."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from spbe_index.assess import Assessed, assess, planned, stages_apart, understand_file
from spbe_index.cli import options
from spbe_index.cli.output import deliver, form_of, refuse_early
from spbe_index.cli.paper import FOR_READERS, printer
from spbe_index.cli.paper import target as default_target
from spbe_index.cli.planning import OPTIONS, Wishes
from spbe_index.cli.session import Session
from spbe_index.core.problem import SpbeError, problem
from spbe_index.load.picture import read_picture
from spbe_index.load.sheets import Limits

if TYPE_CHECKING:
    from spbe_index.write.view import Past


def report(
    session: Session,
    *,
    file: str,
    output: str | None = None,
    form: str | None = None,
    logo: str | None = None,
    previous: list[str] | tuple[str, ...] = (),
    plan: str | None = None,
    effort: str | None = None,
    lock: Sequence[str] = (),
    max_raise: int | None = None,
    only_unit: str | None = None,
    within_targets: bool = False,
    horizon: int | None = None,
    per_year: str | None = None,
    history: Sequence[str] = (),
    standing: bool = False,
    among: str | None = None,
    group: str | None = None,
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
    form = form or form_of(output, *FOR_READERS)
    target = default_target(output, form, "laporan", file) or "-"
    inputs = tuple(path for path in (file, rubric, logo, among, effort, *previous, *history) if path)
    refuse_early(target, force=force, inputs=inputs, form=form)
    wishes = Wishes(effort, lock, max_raise, only_unit, within_targets, horizon, per_year)
    years = wishes.years()
    if plan is None and wishes.given():
        raise SpbeError(problem("E829", option=wishes.given(), other="--plan", fault="needs"))
    limits = Limits(memory_mb=reader_memory, seconds=reader_seconds)
    understood = understand_file(file, rubric=rubric, encoding=encoding, limits=limits, evidence_dir=evidence_dir)
    from spbe_index.safety import safety_of

    assessed, safety = safety_of(
        assess(understood, stage=stage, unfilled=unfilled), history, rubric=rubric, limits=limits
    )
    made = None
    if plan is not None:
        from spbe_index.load.wishes import target_meant

        aim = target_meant(assessed.rubric, plan)
        assessed, made = planned(assessed, aim, wishes.terms(assessed, limits, encoding), years)
    picture = read_picture(logo) if logo else None

    from spbe_index.write.view import report_view

    limited: dict[str, Any] = {"limits": limits, "encoding": encoding}
    past = _past(assessed, previous, rubric, session, **limited) if previous else None
    placed = None
    if standing or among or group:
        from spbe_index.national import place_among

        placed, wrong = place_among(assessed.result, table=among, group=group, **limited)
        session.report(wrong)
    view = report_view(
        assessed.result,
        assessed.rubric,
        session.words,
        apart=stages_apart(understood),
        past=past,
        among=placed,
        plan=made,
        safety=safety,
        options=_options(assessed, rubric, stage, unfilled, encoding),
    )
    content: bytes
    if form == "html":
        from spbe_index.write.html import report_html

        content = report_html(view, logo=picture).encode("utf-8", "backslashreplace")
    else:
        content = printer("report_pdf", target)(view, logo=picture)
    deliver(content, target, force=force, inputs=inputs)
    session.report(assessed.result.problems)
    if target != "-":
        session.say("commands.written", file=target)
    return int(assessed.result.has_errors())


def _options(
    assessed: Assessed, rubric: str | None, stage: str | None, unfilled: str, encoding: str | None
) -> dict[str, str]:
    """What was given that the result hangs on, as a command line says it."""
    given = {
        "--rubric": rubric,
        "--stage": stage and assessed.result.stage,
        "--unfilled": unfilled if unfilled != "refuse" else None,
        "--encoding": encoding,
    }
    return {option: value for option, value in given.items() if value}


def _past(assessed: Assessed, previous: Sequence[str], rubric: str | None, session: Session, **limited: Any) -> Past:
    """Earlier assessments beside this one."""
    from spbe_index.gather import gather
    from spbe_index.load.rubric import is_shipped
    from spbe_index.write.compare_names import named_results
    from spbe_index.write.view import Past

    # Earlier years may be of other instruments, which their workbooks tell; only a file of one's own they cannot.
    own = rubric if rubric and not is_shipped(rubric) else None
    gathered = gather(previous, beside=(assessed,), rubric=own, **limited)
    return Past(gathered.series, named_results(gathered.scored, session.words), gathered.problems)


COMMAND = options.Command(
    report,
    "commands.report.help",
    {
        "file": options.FILE,
        "output": options.Option("commands.report.output", ("--output", "-o"), "FILE"),
        "form": options.form("pdf", "html"),
        "logo": options.Option("commands.report.logo", ("--logo",), "FILE"),
        "previous": options.Option("commands.report.previous", ("--previous",), "FILE", many=True),
        "plan": options.Option("commands.report.plan", ("--plan",), "TARGET"),
        **OPTIONS,
        "history": options.Option("commands.score.history", ("--history",), "FILE", many=True),
        **options.AMONG,
        "evidence_dir": options.EVIDENCE_DIR,
        "rubric": options.RUBRIC,
        "stage": options.STAGE,
        "unfilled": options.UNFILLED,
        "force": options.FORCE,
        **options.READING,
        "quiet": options.QUIET,
    },
)
