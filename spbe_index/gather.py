"""Several workbooks and saved results in, one series of scored results out, ready to be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spbe_index.assess import Assessed, assess, understand_file
from spbe_index.core.agency import agency_key
from spbe_index.core.compare import Series, in_line, in_order, own_crosswalk
from spbe_index.core.crosswalk import Crosswalk
from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.core.result import Result
from spbe_index.core.rubric import Rubric
from spbe_index.load.choose import stage_meant
from spbe_index.load.crosswalk import crosswalk_between
from spbe_index.load.result import inconsistent, is_json, read_result
from spbe_index.load.result_rules import rubric_faults
from spbe_index.load.rubric import is_shipped, load_rubric, shipped
from spbe_index.load.sheets import Limits, shown_name


class Earlier(NamedTuple):
    """A result with its rubric, and the name of the file it came from: a workbook or a saved result."""

    assessed: Assessed
    file: str


class Gathered(NamedTuple):
    """Results in order, each with its rubric, how they compare, and what must be said of putting them side by side.

    A saved result may be of another version of its rubric than the one beside
    it: then their digests differ, and a problem says so.
    """

    scored: tuple[Assessed, ...]
    series: Series
    problems: tuple[Problem, ...]

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """What is to be said of the comparison, then the problems of all results, each once."""
        return tuple(dict.fromkeys((*self.problems, *(p for one in self.series.results for p in one.problems))))

    def has_errors(self) -> bool:
        """Whether any of the results has a problem of severity error."""
        return any(result.has_errors() for result in self.series.results)


def gather(
    paths: Sequence[str],
    *,
    rubric: str | None = None,
    stages: Sequence[str] = (),
    unfilled: str = "refuse",
    encoding: str | None = None,
    limits: Limits | None = None,
) -> Gathered:
    """Read, score and compare.

    Args:
        paths: Workbooks and results saved as JSON, told apart by what they hold; "-" is standard input.
        rubric: Id or path of the instrument of all workbooks but those that name a shipped one and whose rows are
            not of it; and of the saved results that carry its id.
        stages: Which answers of each workbook count; several give a result each. Empty: as for `assess`.
        unfilled: "refuse", "lowest" or "zero", for the workbooks; see `core.score.score`.
        encoding: Encoding of csv files.
        limits: Memory and time that reading each workbook may use.

    Raises:
        SpbeError: as `understand_file`, `assess`, `read_result` and
            `load_rubric` do; E402 a saved result is of none of the stages; E805
            its rubric is not known; E806 there are fewer than two results; or
            as `line_up` does.

    """
    found = read_results(paths, rubric=rubric, stages=stages, unfilled=unfilled, encoding=encoding, limits=limits)
    if len(found) < 2:
        raise SpbeError(problem("E806", Place(shown_name(paths[0]) if paths else "")))
    return line_up(found)


def read_results(
    paths: Sequence[str],
    *,
    rubric: str | None = None,
    stages: Sequence[str] = (),
    unfilled: str = "refuse",
    encoding: str | None = None,
    limits: Limits | None = None,
) -> tuple[Earlier, ...]:
    """The results of workbooks and saved results; arguments and errors as for `gather`."""
    found: list[Earlier] = []
    for path in paths:
        shown = shown_name(path)
        if is_json(path, shown):
            found.append(Earlier(_saved(path, rubric, stages), shown))
        else:
            understood = understand_file(path, rubric=rubric, encoding=encoding, limits=limits, compared=True)
            for stage in stages or (None,):
                found.append(Earlier(assess(understood, stage=stage, unfilled=unfilled), shown))
    return tuple(found)


def line_up(found: Sequence[Earlier], beside: Sequence[Assessed] = ()) -> Gathered:
    """Put results in order and compare them.

    Args:
        found: Results, each with the name of its file.
        beside: What was scored already and ends the series.

    Raises:
        SpbeError: E803 one does not fit its instrument; E809 one is later than those that end the series.

    """
    problems = [problem for one in found for problem in _of_its_rubric(one)]
    files = {id(one.assessed.result): one.file for one in found}
    scored = (*in_order([one.assessed for one in found]), *beside)
    named = [(one.result, files.get(id(one.result), one.result.provenance.file)) for one in scored]
    if later := [problem for one in beside for problem in _later(one.result, named)]:
        raise SpbeError(*later)
    between = _Between()
    compared = in_line(scored, between)
    said = (*problems, *_remarks(named), *dict.fromkeys(between.problems))
    return Gathered(scored, compared, said)


class _Between:
    """Gives the crosswalk between two results, and remembers what is to be said of it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def __call__(self, before: Result, after: Result) -> Crosswalk:
        one, other = before.rubric.id, after.rubric.id
        if one == other:
            return own_crosswalk(before, after)
        found = crosswalk_between(one, other)
        if found is None:
            self.problems.append(problem("W805", before=one, after=other))
            return Crosswalk(one, other, ())
        if found.via:
            self.problems.append(problem("N804", before=one, after=other, via=", ".join(found.via)))
        return found


def single(
    path: str,
    *,
    rubric: str | None = None,
    stage: str | None = None,
    unfilled: str = "refuse",
    encoding: str | None = None,
    limits: Limits | None = None,
) -> tuple[Assessed, tuple[Problem, ...]]:
    """One workbook scored, or one saved result with the rubric whose figures it has.

    Args:
        path: A workbook or a result saved as JSON, told apart by what it holds; "-" is standard input.
        rubric, encoding, limits: As for `understand_file`; a saved result needs a rubric only where it is not shipped.
        stage, unfilled: As for `assess`; a saved result has but one of each.

    Returns:
        The result, and what is to be said of reading it: W880 where the rubric's file has changed since it was saved.

    Raises:
        SpbeError: as `understand_file`, `assess`, `read_result` and
            `load_rubric` do; E402, E882 a saved result is of another stage, or
            treats blanks in another way; E805 its rubric is not known; E881 it
            does not follow from the rubric that there is.

    """
    shown = shown_name(path)
    if not is_json(path, shown):
        understood = understand_file(path, rubric=rubric, encoding=encoding, limits=limits)
        return assess(understood, stage=stage, unfilled=unfilled), ()
    one = _saved(path, rubric, [stage] if stage else [])
    own = one.result.unfilled
    if unfilled not in ("refuse", own):
        raise SpbeError(problem("E882", Place(shown), asked=unfilled, own=own))
    if not _of_its_rubric(Earlier(one, shown)):
        return one, ()
    if next(rubric_faults(one.result, one.rubric), None):
        raise SpbeError(problem("E881", Place(shown), rubric=one.rubric.id))
    return one, (problem("W880", Place(shown), rubric=one.rubric.id),)


def _saved(path: str, wanted: str | None, stages: Sequence[str]) -> Assessed:
    """A saved result with its rubric."""
    shown = shown_name(path)
    result = read_result(path, shown)
    rubric = _rubric_of(result, wanted, shown)
    meant = [stage_meant(rubric, stage) for stage in stages]
    if meant and result.stage not in meant:
        raise SpbeError(problem("E402", Place(shown), stage=", ".join(stages), choices=result.stage or "-"))
    return Assessed(result, rubric)


def _of_its_rubric(one: Earlier) -> list[Problem]:
    """A warning when a result's rubric has changed since it was saved; where it has not, the result must fit it."""
    (result, rubric), file = one
    if rubric.sha256 != result.rubric.sha256:
        return [problem("W803", Place(file), rubric=rubric.id)]
    if faults := inconsistent(rubric_faults(result, rubric), Place(file)):
        raise SpbeError(*faults)
    return []


def _rubric_of(result: Result, wanted: str | None, shown: str) -> Rubric:
    if wanted is not None and (rubric := load_rubric(wanted)).id == result.rubric.id:
        return rubric
    if is_shipped(result.rubric.id):
        return load_rubric(result.rubric.id)
    raise SpbeError(problem("E805", Place(shown), found=result.rubric.id[:60], choices=", ".join(shipped())))


def _remarks(named: Sequence[tuple[Result, str]]) -> Iterator[Problem]:
    """What a careful reader would ask before comparing these results (each with its file) at all."""
    agencies = {_agency(one): " ".join(one.agency.split()) for one, _ in named if one.agency.strip()}
    if len(agencies) > 1:
        yield problem("N801", agencies="; ".join(agencies.values()))
    for place, (one, file) in enumerate(named):
        if one.year is None:
            yield problem("N806", Place(file))
        for other, again in named[place + 1 :]:
            if _moment(one) == _moment(other):
                yield problem("N802", Place(again), other=file, year=one.year or "-")


def _later(own: Result, named: Sequence[tuple[Result, str]]) -> Iterator[Problem]:
    """E809 for each result of a later year than one's own; what has no year is taken as it is given."""
    for one, file in named:
        if one.year is not None and own.year is not None and one.year > own.year:
            yield problem("E809", Place(file), year=one.year, own=own.year)


def _moment(result: Result) -> tuple[str, int | None, str]:
    return _agency(result), result.year, result.stage


def _agency(result: Result) -> str:
    return agency_key(result.agency) if result.agency.strip() else ""
