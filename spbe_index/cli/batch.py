"""`spbe batch SOURCE... -o OUT`: thousands of workbooks scored, one row each, and a report of each where wanted."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from io import FileIO
from typing import Any, NamedTuple

from spbe_index.batch.finished import finished_table
from spbe_index.batch.journal import Journal, new_journal, old_journal
from spbe_index.batch.reports import report_names
from spbe_index.batch.run import Run, asked_of, finish
from spbe_index.batch.sources import Inputs, find_inputs
from spbe_index.batch.worker import Task
from spbe_index.cli import options
from spbe_index.cli.exits import DONE, FINDINGS, INTERRUPTED, exit_code
from spbe_index.cli.journal_file import journal_file, remove_journal
from spbe_index.cli.output import deliver, form_of, refuse_early, unwritable
from spbe_index.cli.progress import Progress
from spbe_index.cli.session import Session
from spbe_index.cli.stopping import Stopping
from spbe_index.core.outcome import FAILED, INCOMPLETE, SCORED
from spbe_index.core.problem import Place, Problem, Severity, SpbeError, problem
from spbe_index.levels import TABLE_LIMITS, is_level_table
from spbe_index.load.sheets import Limits, shown_name
from spbe_index.printing import refuse_without_printer
from spbe_index.write.batch_table import FORMS, Table, fits_a_sheet, node_codes, writer

#: How the file beside the output is called that remembers what is finished.
_JOURNAL = ".resume"
#: So many files that came to nothing are told on the terminal; the table has them all.
_TOLD = 10


def batch(
    session: Session,
    *,
    sources: Sequence[str],
    output: str | None = None,
    form: str | None = None,
    reports: str | None = None,
    jobs: int | None = None,
    resume: bool = False,
    rubric: str | None = None,
    stage: str | None = None,
    unfilled: str = "refuse",
    force: bool = False,
    encoding: str | None = None,
    reader_memory: int | None = None,
    reader_seconds: int | None = None,
) -> int:
    """Score many workbooks into one table."""
    gc.enable()
    _refuse_nameless({"--output": output, "--reports": reports})
    form = form or form_of(output, *FORMS)
    session.machine = form == "json"
    target = "" if output in (None, "-") else str(output)
    limits = Limits()._replace(**_given(memory_mb=reader_memory, seconds=reader_seconds))
    if len(sources) == 1 and os.path.isfile(sources[0]) and is_level_table(sources[0], rubric, encoding=encoding):
        unfit = {"--reports": reports, "--resume": resume, "--stage": stage, "--jobs": jobs}
        _refuse_unfit(sources[0], unfit | {"--unfilled": unfilled != "refuse"})
        limits = TABLE_LIMITS._replace(**_given(memory_mb=reader_memory, seconds=reader_seconds))
        return _table(session, sources[0], target, form, rubric, encoding, limits, force=force)
    if resume and not target:
        raise SpbeError(problem("E862"))
    journal = target and target + _JOURNAL
    going_on = resume and os.path.isfile(journal)
    # What a run that was stopped has left is replaced by the one that goes on with it, and is none of its inputs.
    left = going_on or _is_finished(target, resume=resume, force=force)
    inputs = find_inputs(sources, without=[journal, *([target] if left else [])] if target else [])
    if left and not going_on:
        return _nothing_left(session, inputs, target, form, reports)
    refuse_early(target or None, force=force or going_on, inputs=inputs.paths, form=form)
    if form == "xlsx" and not fits_a_sheet(len(inputs.paths)):
        raise SpbeError(problem("E864", Place(target), count=len(inputs.paths)))
    names = _reports(inputs.paths, reports)
    task = Task(rubric, stage, unfilled, encoding, session.words.language, *limits)
    asked = asked_of(task, reports=bool(reports))
    with Stopping() as stopping, journal_file(journal, going_on=going_on, force=force) as file:
        if reports:  # only now: of a run that was stopped, this is told before the reports that it left
            _make_room(names, force=force or going_on)
        run = Run(inputs.paths, names, task, jobs or 0, lambda: stopping.asked)
        kept = old_journal(file, asked, journal) if going_on else new_journal(file, asked, journal)
        done = _work(run, kept, session, stopping)
        _refuse_nothing(done, kept, file)
        problems = (*inputs.problems, *done.faults)
        unfinished = len(kept) < len(inputs.paths)
        try:
            made = writer(form, Table(kept.outcomes, node_codes(kept.outcomes()), problems), session.words)
            deliver(made, target or None, force=force or going_on or unfinished, inputs=inputs.paths)
        except SpbeError as error:
            raise SpbeError(*done.faults, *error.problems) from error
    if journal and not unfinished:
        remove_journal(journal)
    session.report(inputs.problems)
    _tell_failures(session, done.failures)
    _tell(session, "commands.batch.done", len(kept), done.counts, target)
    session.report(done.faults)
    if unfinished:
        key = "commands.batch.stopped" if target else "commands.batch.stopped_without"
        session.note([session.words(key, done=len(kept), total=len(inputs.paths))])
        return exit_code(done.faults[0]) if done.faults else INTERRUPTED
    wrong = any(found.severity is Severity.ERROR for found in problems)
    return FINDINGS if wrong or done.counts[FAILED] or done.counts[INCOMPLETE] or done.counts["errors"] else DONE


def _refuse_nameless(named: dict[str, str | None]) -> None:
    """Refuse an option that is to name a file or folder and names none, as a script's variable that is not set.

    Raises:
        SpbeError: E408.

    """
    for option, value in named.items():
        if value == "":
            raise SpbeError(problem("E408", option=option, fault="without"))


def _refuse_unfit(table: str, given: Mapping[str, object]) -> None:
    """Refuse options that a table of levels has no use for.

    Raises:
        SpbeError: E865.

    """
    if others := [name for name, value in given.items() if value]:
        raise SpbeError(problem("E865", Place(table), options=", ".join(others)))


def _reports(paths: Sequence[str], folder: str | None) -> Sequence[str]:
    """A name for the report of each file; "" for each where none is wanted.

    Raises:
        SpbeError: E504, none can be printed on this machine.

    """
    if not folder:
        return ("",) * len(paths)
    refuse_without_printer()
    return report_names(paths, folder)


def _refuse_nothing(done: _Done, kept: Journal, file: FileIO) -> None:
    """Where the system ended the work before anything was finished, leave no table and nothing to go on with.

    Raises:
        SpbeError: what ended it.

    """
    if done.faults and not len(kept) and not kept.goes_on:
        file.truncate(0)
        raise SpbeError(*done.faults)


def _is_finished(target: str, *, resume: bool, force: bool) -> bool:
    """Whether --resume finds a table beside which no run was left."""
    return resume and not force and os.path.isfile(target)


def _nothing_left(session: Session, inputs: Inputs, target: str, form: str, reports: str | None) -> int:
    """Say that the run was finished, and end as it did.

    Raises:
        SpbeError: E501, the table is not that of these files as they are now, or lacks some of their reports.

    """
    there = report_names(inputs.paths, reports) if reports else ()
    before = finished_table(target, form, inputs.paths) if all(map(os.path.isfile, there)) else None
    if before is None:
        session.note([session.words("commands.batch.changed")])
        raise SpbeError(problem("E501", Place(target)))
    session.report(inputs.problems)
    session.say("commands.batch.finished", total=session.words.whole(before.total), file=target)
    wrong = before.faulty or any(found.severity is Severity.ERROR for found in inputs.problems)
    return FINDINGS if wrong else DONE


def _tell(session: Session, key: str, total: int, counts: Counter[str], target: str) -> None:
    """How many ended how, and where the table is."""
    figures = {state: session.words.whole(counts[state]) for state in (SCORED, INCOMPLETE, FAILED)}
    session.say(key, total=session.words.whole(total), **figures)
    if target:
        session.say("commands.written", file=target)


def _tell_failures(session: Session, failures: Sequence[Problem]) -> None:
    """The first files that came to nothing, and how many did for which reason."""
    session.report(failures[:_TOLD])
    if len(failures) > _TOLD:
        session.note([session.words("commands.batch.more", count=len(failures) - _TOLD)])
    tally, words = Counter(found.code for found in failures), session.words
    kinds = [f"{words.whole(tally[code])} {code} ({words.meaning(code)})" for code in sorted(tally)]
    if kinds:
        session.note([words("commands.batch.kinds", kinds="; ".join(kinds))])


def _given(**limits: int | None) -> dict[str, int]:
    """The limits that somebody asks for."""
    return {name: value for name, value in limits.items() if value is not None}


def _table(
    session: Session,
    source: str,
    target: str,
    form: str,
    rubric: str | None,
    encoding: str | None,
    limits: Limits,
    *,
    force: bool,
) -> int:
    """Score one table of many agencies' levels."""
    from spbe_index.levels import score_levels
    from spbe_index.write.levels_table import levels_writer

    refuse_early(target or None, force=force, inputs=(source,), form=form)
    asked: Any = {"language": session.words.language, "encoding": encoding, "limits": limits}
    with Stopping():  # so that SIGTERM, like Ctrl-C, ends the process that reads the table too
        rows, problems = score_levels(source, rubric, shown=shown_name(source), **asked)
    if form == "xlsx" and not fits_a_sheet(rows.num_rows):
        raise SpbeError(problem("E864", Place(target), count=rows.num_rows))
    deliver(levels_writer(form, rows, problems, session.words), target or None, force=force, inputs=(source,))
    session.report(problems)
    counts = Counter(rows.column("status").to_pylist())
    _tell(session, "commands.batch.done_table", rows.num_rows, counts, target)
    return FINDINGS if any(rows.column("errors").to_pylist()) else DONE


class _Done(NamedTuple):
    """What came of the files: how many ended how (and "errors" in all), and the faults of those that came to nothing.

    `faults` are what ended the work before its end, where the system did.
    """

    counts: Counter[str]
    failures: list[Problem]
    faults: list[Problem]


def _work(run: Run, kept: Journal, session: Session, stopping: Stopping) -> _Done:
    """Finish the files, as far as the system lets us: a full disk ends the work, and not what is finished."""
    done = _Done(Counter(), [], [])
    progress = Progress(session, len(run.paths))
    stopping.gentle = True
    try:
        for finished in finish(run, kept, lambda name, report: deliver(report, name, force=True)):
            outcome = finished.outcome
            done.counts[outcome.status] += 1
            done.counts["errors"] += outcome.errors
            if outcome.status == FAILED and outcome.told:
                done.failures.append(outcome.told._replace(place=outcome.told.place._replace(file=outcome.file)))
            progress.step()
    except SpbeError as error:
        done.faults.extend(error.problems)
    finally:
        stopping.gentle = False
        progress.clear()
    return done


def _make_room(names: Sequence[str], *, force: bool) -> None:
    """Make the folders of the reports, and refuse one that is there already.

    Raises:
        SpbeError: E501 a report of that name is there, E503 a folder cannot be made.

    """
    for folder in dict.fromkeys(os.path.dirname(name) for name in names):
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError as error:
            raise unwritable(folder, error) from error
    for name in names:
        refuse_early(name, force=force, inputs=())


COMMAND = options.Command(
    batch,
    "commands.batch.help",
    {
        "sources": options.Option("commands.batch.sources", metavar="SOURCE", many=True),
        "output": options.Option("commands.batch.output", ("--output", "-o"), "FILE"),
        "form": options.form(*FORMS),
        "reports": options.Option("commands.batch.reports", ("--reports",), "FOLDER"),
        "jobs": options.Option("commands.batch.jobs", ("--jobs", "-j"), "N", int, least=1),
        "resume": options.Option("commands.batch.resume", ("--resume",), kind=bool),
        "rubric": options.RUBRIC,
        "stage": options.STAGE,
        "unfilled": options.UNFILLED,
        "force": options.FORCE,
        **options.READING,
        "quiet": options.QUIET,
    },
)
