"""`spbe report FILE`: the yearly report as PDF or one HTML file."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import TYPE_CHECKING

from spbe_index.assess import assess, stages_apart, understand_file
from spbe_index.cli import options
from spbe_index.cli.output import deliver, form_of, refuse_early
from spbe_index.cli.paper import FOR_READERS, printer
from spbe_index.cli.paper import target as default_target
from spbe_index.cli.planning import OPTIONS, given
from spbe_index.cli.session import Session
from spbe_index.cli.signing import signer
from spbe_index.core.problem import SpbeError, problem
from spbe_index.load.picture import read_picture
from spbe_index.load.sheets import Limits
from spbe_index.wishes import Wishes

if TYPE_CHECKING:
    from spbe_index.gather import Earlier
    from spbe_index.reporting import Report


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
    embed_input: bool = False,
    sign: str | None = None,
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
    inputs = tuple(path for path in (file, rubric, logo, among, effort, sign, *previous, *history) if path)
    refuse_early(target, force=force, inputs=inputs, form=form)
    wishes = Wishes(effort, lock, max_raise, only_unit, within_targets, horizon, per_year)
    wishes.years()
    _refuse_apart(wishes, plan, form, embed_input=embed_input, sign=sign)
    signing = signer(sign, target, session, force=force, inputs=inputs) if sign else None
    limits = Limits(memory_mb=reader_memory, seconds=reader_seconds)
    understood = understand_file(file, rubric=rubric, encoding=encoding, limits=limits, evidence_dir=evidence_dir)
    assessed = assess(understood, stage=stage, unfilled=unfilled)
    cases = None
    if history:
        from spbe_index.safety import known_cases

        cases, assessed = known_cases(assessed, history, rubric=rubric, encoding=encoding, limits=limits)
    picture = read_picture(logo) if logo else None

    from spbe_index.reporting import Basis, report_of

    basis = Basis(
        apart=stages_apart(understood),
        cases=cases,
        earlier=_earlier(previous, rubric, limits, encoding) if previous else (),
        plan=plan,
        wishes=wishes,
        standing=standing,
        among=among,
        group=group,
        logo=picture,
        rubric=rubric,
        stage=stage,
        encoding=encoding,
        evidence=evidence_dir is not None,
    )
    made = report_of(assessed, basis, limits)
    session.report(made.problems)
    result = made.assessed.result
    content = _html(made, session) if form == "html" else _pdf(made, session, target, file if embed_input else None)
    deliver(content, target, force=force, inputs=inputs)
    if signing:
        signing.sign(content, session, force=force, inputs=inputs)
    session.report(result.problems)
    if target != "-":
        session.say("commands.written", file=target)
    return int(result.has_errors())


def _refuse_apart(wishes: Wishes, plan: str | None, form: str, *, embed_input: bool, sign: str | None) -> None:
    """E829 for options that need others."""
    if plan is None and given(wishes):
        raise SpbeError(
            problem("E829", option=given(wishes), other="--plan", fault="needs", advice="needs", example="plan")
        )
    only_pdf = {"--embed-input": embed_input, "--sign": sign}
    if form == "html" and any(only_pdf.values()):
        option = next(name for name, wanted in only_pdf.items() if wanted)
        raise SpbeError(problem("E829", option=option, other="html", fault="form", advice="instead", example="pdf"))


def _pdf(made: Report, session: Session, target: str, workbook: str | None) -> bytes:
    """The sealed PDF, with the workbook inside where its path is given."""
    from spbe_index.reporting import printed, workbook_piece

    piece = workbook_piece(workbook, made.assessed.result) if workbook else None
    return printed(made, session.words, printer("report_pdf", target), workbook=piece)


def _html(made: Report, session: Session) -> bytes:
    from spbe_index.reporting import page_of
    from spbe_index.write.html import report_html
    from spbe_index.write.seal import result_bytes

    content = result_bytes(made.assessed.result, session.words)
    view = page_of(made, session.words, content, options=_options(made))
    return report_html(view, logo=made.basis.logo).encode("utf-8", "backslashreplace")


def _options(made: Report) -> dict[str, str]:
    """What was given that the result hangs on, as a command line says it."""
    basis, result = made.basis, made.assessed.result
    given = {
        "--rubric": basis.rubric,
        "--stage": basis.stage and result.stage,
        "--unfilled": result.unfilled if result.unfilled != "refuse" else None,
        "--encoding": basis.encoding,
    }
    return {option: value for option, value in given.items() if value}


def _earlier(previous: Sequence[str], rubric: str | None, limits: Limits, encoding: str | None) -> tuple[Earlier, ...]:
    """Earlier assessments to be set beside this one."""
    from spbe_index.gather import read_results
    from spbe_index.load.rubric import is_shipped

    # Earlier years may be of other instruments, which their workbooks tell; only a file of one's own they cannot.
    own = rubric if rubric and not is_shipped(rubric) else None
    return read_results(previous, rubric=own, limits=limits, encoding=encoding)


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
        **{name: option._replace(explained="plan") for name, option in OPTIONS.items()},
        "history": options.Option("commands.score.history", ("--history",), "FILE", many=True),
        **options.AMONG,
        "evidence_dir": options.EVIDENCE_DIR,
        "embed_input": options.Option("commands.report.embed_input", ("--embed-input",), kind=bool),
        "sign": options.SIGN,
        "rubric": options.RUBRIC,
        "stage": options.STAGE,
        "unfilled": options.UNFILLED,
        "force": options.FORCE,
        **options.READING,
        "quiet": options.QUIET,
    },
)
