"""A yearly report from what it is made of: the one way of the command, of batches, and of whoever makes one again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from spbe_index.assess import Assessed, planned
from spbe_index.core.outlook import Case
from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.core.result import Result
from spbe_index.core.rubric import Rubric
from spbe_index.core.seal import EFFORT, INPUT, LIST, PREVIOUS, Asked, PlanAsked, PreviousAsked, StandingAsked
from spbe_index.gather import Earlier, Gathered, line_up
from spbe_index.load.rubric import is_shipped, rubric_source
from spbe_index.load.sheets import Limits, open_file, shown_name
from spbe_index.safety import safety_from
from spbe_index.wishes import Wishes
from spbe_index.write.robust_words import Safety
from spbe_index.write.words import Words

if TYPE_CHECKING:
    from spbe_index.core.planned import Plan
    from spbe_index.core.standing import Among
    from spbe_index.write.seal import Piece
    from spbe_index.write.view import ReportView

#: Bytes of the largest workbook that is put into a report.
MOST_INSIDE = 50_000_000
_NO_OPTIONS: Mapping[str, str] = {}


class Basis(NamedTuple):
    """What a report is made of beside the scored workbook, and how that was asked for.

    `apart` are the results of its stages, earliest first, where it has several.
    `cases` are what earlier years tell of the external round, None where nobody
    asked. `plan` is a target and `wishes` what the way there keeps to; `among` is a
    list of one's own to be placed in. `rubric`, `stage`, `encoding` and
    `evidence` (whether evidence files were looked at) are as they were asked for.
    """

    apart: tuple[Result, ...] = ()
    cases: tuple[Case, ...] | None = None
    earlier: tuple[Earlier, ...] = ()
    plan: str | None = None
    wishes: Wishes = Wishes()
    standing: bool = False
    among: str | None = None
    group: str | None = None
    logo: bytes | None = None
    rubric: str | None = None
    stage: str | None = None
    encoding: str | None = None
    evidence: bool = False

    @property
    def placed(self) -> bool:
        """Whether the result is to be placed in a list."""
        return bool(self.standing or self.among or self.group)


class Report(NamedTuple):
    """A report as values: what it was made of, and what was found of that. `problems` are about the list it is in."""

    assessed: Assessed
    basis: Basis
    safety: Safety
    plan: Plan | None
    past: Gathered | None
    among: Among | None
    problems: tuple[Problem, ...]


def report_of(assessed: Assessed, basis: Basis, limits: Limits) -> Report:
    """Find everything that a report tells beside the result.

    Args:
        assessed: The scored assessment, with all that is to be said of it and of the earlier years.
        basis: What else the report is made of.
        limits: Memory and time that reading each further file may use.

    Raises:
        SpbeError: A target, item, unit or group that there is not; a list or a
            table of efforts that cannot be used; results that do not go together.

    """
    safety = safety_from(assessed, basis.cases)
    made = None
    if basis.plan is not None:
        from spbe_index.load.wishes import target_meant

        aim = target_meant(assessed.rubric, basis.plan)
        terms = basis.wishes.terms(assessed, limits, basis.encoding)
        assessed, made = planned(assessed, aim, terms, basis.wishes.years())
    past = line_up(basis.earlier, (assessed,)) if basis.earlier else None
    among: Among | None = None
    problems: tuple[Problem, ...] = ()
    if basis.placed:
        from spbe_index.national import place_among

        among, problems = place_among(
            assessed.result, table=basis.among, group=basis.group, limits=limits, encoding=basis.encoding
        )
    return Report(assessed, basis, safety, made, past, among, problems)


def page_of(
    report: Report, words: Words, result: bytes, *, attached: bool = False, options: Mapping[str, str] = _NO_OPTIONS
) -> ReportView:
    """What the report shows.

    Args:
        report: The report.
        words: The language.
        result: Its result as JSON.
        attached: Whether the files it is made of lie inside it.
        options: As for `write.view.report_view`.

    """
    from spbe_index.write.compare_names import named_results
    from spbe_index.write.view import Past, report_view

    past = report.past
    return report_view(
        report.assessed.result,
        report.assessed.rubric,
        words,
        apart=report.basis.apart,
        past=past and Past(past.series, named_results(past.scored, words), past.problems),
        among=report.among,
        plan=report.plan,
        safety=report.safety,
        options=options,
        digest=hashlib.sha256(result).hexdigest(),
        attached=attached,
    )


def printed(
    report: Report,
    words: Words,
    printer: Callable[..., bytes],
    *,
    workbook: Piece | None = None,
    source: Callable[[Rubric], bytes] | None = None,
) -> bytes:
    """The sealed PDF.

    Args:
        report: The report.
        words: The language.
        printer: Sets the pages: `write.pdf.report_pdf`, where nothing is lost with the process, or what runs it in a
            process of its own.
        workbook: What was read, when it is to lie inside.
        source: Gives the file of an instrument; found by `rubric_source` when None.

    Raises:
        SpbeError: E108, E109 a file that belongs inside cannot be read any more, or was changed since; E829 it came
            from standard input and is gone; or as `printer` does.

    """
    from spbe_index.write.seal import Sealing, pieces_of, result_bytes

    result, rubric = report.assessed
    basis = report.basis
    content = result_bytes(result, words)
    source = source or (lambda rubric: rubric_source(rubric, basis.rubric))
    used = {one.id: one for one in (*(one.assessed.rubric for one in basis.earlier), rubric)}
    rubrics = {name: source(used[name]) for name in sorted(used, key=lambda name: (name != rubric.id, name))}
    pieces = pieces_of(
        content,
        rubrics,
        stages=(result_bytes(one, words) for one in basis.apart),
        earlier=(result_bytes(one.assessed.result, words) for one in basis.earlier),
        logo=basis.logo,
        given=(*([workbook] if workbook else []), *_given_files(basis)),
    )
    asked = _asked(report, [piece.name for piece in pieces if piece.role == PREVIOUS])
    view = page_of(report, words, content, attached=True)
    return printer(view, logo=basis.logo, sealing=Sealing(pieces, result, asked, words))


def workbook_piece(path: str, result: Result) -> Piece:
    """The workbook that a result is of, to be put into its report.

    Raises:
        SpbeError: E829 it came from standard input and is gone; E109 it was changed since it was read; E118 it is too
            large to lie inside a PDF that can be read everywhere.

    """
    from spbe_index.write.seal import Piece

    if path == "-":
        raise SpbeError(problem("E829", option="--embed-input", other="-", fault="excludes", advice="stdin"))
    data = _read(path)
    if len(data) > MOST_INSIDE:
        raise SpbeError(
            problem("E118", Place(result.provenance.file), limit=MOST_INSIDE // 1_000_000, what="megabytes")
        )
    if hashlib.sha256(data).hexdigest() != result.provenance.sha256:
        raise SpbeError(problem("E109", Place(result.provenance.file), detail="changed", advice="close"))
    return Piece(INPUT, data, result.provenance.file, result.provenance.file)


def _given_files(basis: Basis) -> list[Piece]:
    """The user's own files that the report hangs on."""
    from spbe_index.write.seal import Piece

    given = [(EFFORT, basis.wishes.effort, "--effort"), (LIST, basis.among, "--among")]
    pieces = []
    for role, path, option in given:
        if path == "-":
            raise SpbeError(problem("E829", option=option, other="-", fault="excludes", advice="stdin"))
        if path is not None:
            pieces.append(Piece(role, _read(path), shown_name(path), shown_name(path)))
    return pieces


def _read(path: str) -> bytes:
    with open_file(path, shown_name(path)) as file:
        return file.read()


def _asked(report: Report, earlier: list[str]) -> Asked:
    """What the report hangs on beside its files; `earlier` are the names of the earlier results inside."""
    basis, result = report.basis, report.assessed.result
    wishes = basis.wishes
    plan = None
    if basis.plan is not None:
        plan = PlanAsked(
            basis.plan,
            tuple(wishes.lock),
            wishes.max_raise,
            wishes.only_unit,
            wishes.within_targets,
            wishes.horizon,
            wishes.per_year,
        )
    own = basis.rubric is not None and not is_shipped(basis.rubric)
    return Asked(
        rubric="" if own else basis.rubric,
        stage=basis.stage,
        unfilled=result.unfilled,
        encoding=basis.encoding,
        evidence=basis.evidence,
        plan=plan,
        standing=StandingAsked(basis.among is not None, basis.group) if basis.placed else None,
        previous=tuple(
            PreviousAsked(one.file, name, f"instrumen-{one.assessed.rubric.id}.yaml")
            for one, name in zip(basis.earlier, earlier, strict=True)
        ),
        cases=None if basis.cases is None else tuple((case.code, case.level, str(case.change)) for case in basis.cases),
    )
