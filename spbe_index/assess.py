"""A workbook in, a scored result out: the one path that every command and caller takes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from spbe_index import __version__
from spbe_index.core.assessment import Assessment
from spbe_index.core.check import check
from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.core.result import Result
from spbe_index.core.rubric import Rubric
from spbe_index.core.score import UNFILLED, score
from spbe_index.core.stage import choose_stage, stages_in_use
from spbe_index.load.assessment import understand
from spbe_index.load.choose import Fits, better_fit, choose_rubric, instead, other_named, stage_meant
from spbe_index.load.claims import doubtful_claims, unseen_claims
from spbe_index.load.identity import Identity, identify
from spbe_index.load.sheets import Book, Limits, read_book, shown_name

if TYPE_CHECKING:
    from spbe_index.core.planned import Horizon, Plan
    from spbe_index.core.raises import Terms
    from spbe_index.core.target import Target

PROGRAM = f"spbe {__version__}"


class Assessed(NamedTuple):
    """A result together with the rubric it was scored by."""

    result: Result
    rubric: Rubric


class Understood(NamedTuple):
    """A workbook that was read and understood, but not yet scored: `problems` are those of no stage's answers."""

    book: Book
    rubric: Rubric
    assessment: Assessment
    problems: tuple[Problem, ...]


def understand_file(
    path: str | os.PathLike[str],
    *,
    rubric: Rubric | str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
    evidence_dir: str | None = None,
    also: str | None = None,
    compared: bool = False,
) -> Understood:
    """Read one workbook and understand it against its instrument.

    Args:
        path: An xlsx, xls, xlsb, ods or csv file, or "-" for standard input.
        rubric: The instrument, its id or its path; chosen from the workbook when None.
        encoding: Encoding of a csv file, when it should not be found out.
        limits: Memory and time the reading process may use.
        evidence_dir: The folder of the evidence files, when they are to be looked at.
        also: Id or path of an instrument that the workbook may name, beside the shipped ones.
        compared: Whether it stands beside others: then one that names a shipped instrument, and has few rows
            of `rubric`, is understood by the one that it names (N298).

    Raises:
        SpbeError: As for `assess_file`; E130, the folder of the evidence cannot be read.

    """
    book = read_book(path, shown=shown_name(path), limits=limits or Limits(), encoding=encoding)
    return understand_book(book, rubric=rubric, evidence_dir=evidence_dir, also=also, compared=compared)


def understand_book(
    book: Book,
    *,
    rubric: Rubric | str | None = None,
    evidence_dir: str | None = None,
    also: str | None = None,
    compared: bool = False,
) -> Understood:
    """Understand a workbook that was read against its instrument; arguments and errors as for `understand_file`."""
    identity, fits = identify(book), Fits(book)
    named = instead(book, identity, rubric, fits) if compared else None
    chosen, why = named or choose_rubric(book, identity, rubric, also, fits)
    asked = None if named else rubric
    return understand_by(chosen, why, book, identity, rubric=asked, fits=fits, evidence_dir=evidence_dir)


def understand_by(
    chosen: Rubric,
    why: tuple[Problem, ...],
    book: Book,
    identity: Identity,
    *,
    rubric: Rubric | str | None,
    fits: Fits,
    evidence_dir: str | None = None,
) -> Understood:
    """Understand a workbook against the instrument that was chosen for it, and what is to be said of the choice.

    Args:
        chosen, why: What `choose_rubric` gave, for the same `fits`.
        book, identity: The workbook, and what `identify` gave of it.
        rubric, evidence_dir: As for `understand_file`.
        fits: How well instruments fit it.

    Raises:
        SpbeError: E201, it holds nothing to score.

    """
    named = other_named(book, identity, rubric, chosen, fits)
    try:
        assessment, misread = understand(book, chosen, identity)
    except SpbeError as error:
        raise SpbeError(*error.problems, *named) from None
    better = better_fit(book, identity, rubric, chosen, misread, fits)
    said = book.problems
    if book.format == "csv":
        from spbe_index.load.ragged import without_idle_lines

        said = without_idle_lines(book, chosen)
    files: tuple[Problem, ...] = ()
    if evidence_dir is not None:
        from spbe_index.load.evidence_files import look_at_files

        assessment, files = look_at_files(evidence_dir, assessment)
    doubts = (*unseen_claims(book, identity), *doubtful_claims(identity, chosen, assessment))
    return Understood(book, chosen, assessment, (*said, *why, *named, *better, *misread, *doubts, *files))


def assess(understood: Understood, *, stage: str | None = None, unfilled: str = "refuse") -> Assessed:
    """Score a workbook that was understood.

    Args:
        understood: What `understand_file` gave.
        stage: Which answers count: a stage by code, name or heading, `terbaru`
            (each indicator's latest, also when None), or `target`.
        unfilled: "refuse", "lowest" or "zero"; see `core.score.score`.

    Raises:
        SpbeError: E402, the workbook has no such stage.

    """
    rubric, assessment = understood.rubric, understood.assessment
    picked, choice = choose_stage(rubric, assessment, stage_meant(rubric, stage) if stage else None)
    # One row that cannot be read may be what several indicators lack: it is said once.
    problems = tuple(dict.fromkeys((*understood.problems, *choice, *check(rubric, assessment, picked))))
    result = score(rubric, assessment, picked, unfilled=unfilled, problems=problems, program=PROGRAM)
    return Assessed(result, rubric)


def suppose_values(
    understood: Understood, values: Mapping[str, Fraction], *, stage: str | None = None, unfilled: str = "refuse"
) -> tuple[Assessed, Assessed]:
    """A workbook scored as it is, and as if some answers were others.

    Args:
        understood: What `understand_file` gave; it stays as it is.
        values: What is supposed, by code.
        stage, unfilled: As for `assess`.

    Raises:
        SpbeError: E402, the workbook has no such stage.

    """
    from spbe_index.core.suppose import suppose

    rubric, assessment = understood.rubric, understood.assessment
    as_is = assess(understood, stage=stage, unfilled=unfilled)
    picked, choice = choose_stage(rubric, assessment, stage_meant(rubric, stage) if stage else None)
    supposed = suppose(rubric, assessment, picked, values)
    problems = (*understood.problems, *choice, *check(rubric, supposed, picked))
    result = score(rubric, supposed, picked, unfilled=unfilled, problems=problems, program=PROGRAM)
    return as_is, Assessed(result, rubric)


def stages_apart(understood: Understood) -> tuple[Result, ...]:
    """The results of all stages that have answers, earliest first, where there are several; nothing else where not."""
    rubric, assessment = understood.rubric, understood.assessment
    used = stages_in_use(rubric, assessment)
    return tuple(score(rubric, assessment, stage, program=PROGRAM) for stage in used) if len(used) > 1 else ()


def assess_file(
    path: str | os.PathLike[str],
    *,
    rubric: Rubric | str | None = None,
    stage: str | None = None,
    unfilled: str = "refuse",
    encoding: str | None = None,
    limits: Limits | None = None,
) -> Assessed:
    """Read, understand and score one workbook.

    Args:
        path: An xlsx, xls, xlsb, ods or csv file, or "-" for standard input.
        rubric: The instrument, its id or its path; chosen from the workbook when None.
        stage: Which answers count: a stage by code, name or heading, `terbaru`
            (each indicator's latest, also when None), or `target`.
        unfilled: What counts for blank and missing answers: "refuse" (no index),
            "lowest" (the scale's lowest level) or "zero".
        encoding: Encoding of a csv file, when it should not be found out.
        limits: Memory (MB) and seconds that the reading process may use; 1024 and 20 when None.

    Returns:
        The result and the rubric it was scored by. Values are exact fractions on the rubric's scale, or `Open`
        with the least and most they can become; weights are percent of the whole. `result.problems` are all faults.

    Raises:
        SpbeError: The file cannot be read (E1..), holds nothing to score (E201), names its rows by formulas
            without values (E207) or has no such stage (E402); it names an instrument that there is not, or
            fits none or several (E214); there is no such rubric (E313), it cannot be read (E316) or is
            invalid (E3..). Its `problems` say which and where.
        ValueError: `unfilled` is none of the three.
        TypeError: `rubric` is neither an instrument nor a text.

    >>> result = spbe_index.assess_file("examples/kemenko-perekonomian-2021.xlsx").result
    >>> result.index, result.verdict.name
    (Fraction(1179, 400), 'Baik')
    >>> [(node.code, str(node.value)) for node in result.root.children]
    [('D1', '3'), ('D2', '3'), ('D3', '1'), ('D4', '657/182')]
    >>> spbe_index.assess_file("README.md")
    Traceback (most recent call last):
    spbe_index.core.problem.SpbeError: E201 README.md (why: none)

    """
    if unfilled not in UNFILLED:
        raise ValueError(f"unfilled must be one of {', '.join(UNFILLED)}, not {unfilled!r}")
    understood = understand_file(path, rubric=rubric, encoding=encoding, limits=limits)
    return assess(understood, stage=stage, unfilled=unfilled)


def examine_file(
    path: str | os.PathLike[str],
    *,
    rubric: Rubric | str | None = None,
    stage: str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
    evidence_dir: str | None = None,
    today: str = "",
) -> Assessed:
    """Score one workbook and find everything a careful reader would ask about it.

    Args:
        path, rubric, encoding, limits, evidence_dir: As for `understand_file`.
        stage: As for `assess`.
        today: ISO text of the day, for documents dated after it; "" asks nothing of the kind.

    Returns:
        The result with all problems in the order of the workbook: what is about
        the file, then sheet by sheet, row by row.

    Raises:
        SpbeError: As for `understand_file`, E130 included, and for `assess`.

    """
    from spbe_index.core.doctor import examine, uncounted
    from spbe_index.load.offers import unoffered
    from spbe_index.load.stated import stated_otherwise
    from spbe_index.load.upkeep import in_order, text_numbers, under_merges

    understood = understand_file(path, rubric=rubric, encoding=encoding, limits=limits, evidence_dir=evidence_dir)
    chosen, assessment, book = understood.rubric, understood.assessment, understood.book
    scored = assess(understood, stage=stage)
    picked, _ = choose_stage(chosen, assessment, stage_meant(chosen, stage) if stage else None)
    known = (*scored.result.problems, *uncounted(chosen, assessment, picked))
    more = (
        *examine(chosen, assessment, picked, today=today),
        *text_numbers(book, assessment),
        *under_merges(book, chosen, assessment),
        *(stated_otherwise(book, chosen, scored.result) if stage is None else ()),
    )
    problems = in_order(book, (*known, *more, *unoffered(book, chosen, assessment, known)))
    return Assessed(scored.result._replace(problems=problems), chosen)


def planned(
    assessed: Assessed, target: Target, terms: Terms | None = None, horizon: Horizon | None = None
) -> tuple[Assessed, Plan | None]:
    """The cheapest way from a result to a target; see `core.plan.plan`.

    Returns:
        The result and its plan; while there is no index to start from no plan, and E826 among the problems.

    """
    from spbe_index.core.plan import plan

    result = assessed.result
    if result.verdict is None:
        missing = problem("E826", Place(result.provenance.file))
        # A result that was planned before has said so already.
        said = tuple(dict.fromkeys((missing, *result.problems)))
        return assessed._replace(result=result._replace(problems=said)), None
    return assessed, plan(assessed.rubric, result, target, terms, horizon)
