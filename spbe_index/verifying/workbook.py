"""The workbook scored anew, and held cell by cell against the result that is said to be of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from spbe_index.assess import Assessed, assess, planned, understand_book
from spbe_index.core.differences import differences
from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.core.result import Result
from spbe_index.core.result_json import to_plain
from spbe_index.core.stage import LATEST
from spbe_index.load.sheets import Limits, read_book, shown_name
from spbe_index.verifying.figures import FOLLOWS, field_of, shown

#: What is remarked of evidence files, and of earlier years: nothing of the workbook itself.
_OF_FILES = frozenset(("W264", "W265", "W266", "N267", "W268"))
_OF_HISTORY = frozenset(("W821",))
#: Not looked at: what names the program, the reader and the file, and sentences, which are the program's.
_UNCOMPARED = frozenset(("message", "hint", "provenance", "file", "rubric"))
#: What belongs to an answer.
_OF_ANSWER = frozenset(("text", "cell", "row", "unanswered", "fault", "between", "converted_from"))


class Way(NamedTuple):
    """How a workbook was scored: the options that count, as they were typed."""

    rubric: str | None = None
    stage: str | None = None
    encoding: str | None = None
    evidence_dir: str | None = None
    evidence: bool = False
    plan: bool = False


def ways_of(result: Result, rubric: str, *, encoding: str | None, evidence_dir: str | None) -> tuple[Way, ...]:
    """The ways in which a result that does not tell may have come about, the plainest first."""
    stages = (None,) if result.stage in ("", LATEST) else (None, result.stage)
    evidence = any(one.sha256 for leaf in result.leaves if leaf.entry for one in leaf.entry.evidence)
    return tuple(Way(one, stage, encoding, evidence_dir, evidence) for one in (None, rubric) for stage in stages)


def held_against_workbook(
    path: str, result: Result, ways: Sequence[Way], limits: Limits
) -> tuple[tuple[Problem, ...], str]:
    """Where a workbook says something else than a result.

    Args:
        path: The workbook.
        result: The result.
        ways: How it may have been scored; the one that fits best counts.
        limits: Memory and time that reading it may use.

    Returns:
        E874 for each cell that differs, and the digest of the workbook.

    Raises:
        SpbeError: it cannot be read, or not be scored in any of these ways.

    """
    try:
        book = read_book(path, shown=result.provenance.file, limits=limits, encoding=ways[0].encoding)
    except SpbeError as error:  # told of the file at hand, not of the one that was reported
        own = shown_name(path)
        raise SpbeError(*(one._replace(place=one.place._replace(file=own)) for one in error.problems)) from None
    best: list[Problem] | None = None
    fault: SpbeError | None = None
    for way in ways:
        try:
            understood = understand_book(book, rubric=way.rubric, evidence_dir=way.evidence_dir)
            found = _as_sealed(assess(understood, stage=way.stage, unfilled=result.unfilled), result, way)
        except SpbeError as error:
            fault = fault or error
            continue
        faults = list(_faults(result, found, way, shown_name(path)))
        if best is None or len(faults) < len(best):
            best = faults
        if not faults:
            break
    if best is None:
        raise fault or SpbeError(problem("E201", Place(book.file), why="none", headings=""))
    return tuple(best), book.sha256


def _as_sealed(assessed: Assessed, result: Result, way: Way) -> Result:
    """The result as the command would have left it: with what is said of earlier years, and of a plan."""
    again = assessed.result
    more = tuple(found for found in result.problems if found.code in _OF_HISTORY)
    again = again._replace(problems=(*again.problems, *more))
    if way.plan and again.verdict is None:
        from spbe_index.core.target import index_target

        again = planned(assessed._replace(result=again), index_target(again.low))[0].result
    return again


def _faults(result: Result, again: Result, way: Way, file: str) -> Iterator[Problem]:
    was, now = (_plain(one, way) for one in (result, again))
    found = list(differences(now, was, without=_UNCOMPARED))
    cells = {node["code"]: node.get("cell") or node.get("row") or "" for node in (*was["nodes"], *now["nodes"])}
    own = [one for one in found if field_of(one) not in FOLLOWS and one.steps[0] not in ("problems", "index", "band")]
    answered = {one.label for one in own if field_of(one) == "answer"}
    told: set[tuple[str, str]] = set()
    for one in own or found:
        field = field_of(one)
        # Another answer usually stands in another cell, with other words.
        if (one.label, field) in told or (one.label in answered and field in _OF_ANSWER):
            continue
        told.add((one.label, field))
        sheet, mark, cell = cells.get(one.label, "").rpartition("!")
        item = one.label if one.steps[0] == "nodes" else "whole"
        place = Place(file, sheet if mark else "", cell)
        yield problem("E874", place, item=item[:60], field=field, was=shown(one.said), found=shown(one.meant))


def _plain(result: Result, way: Way) -> dict[str, Any]:
    """A result as plain data; without what only the evidence files tell, where they were not looked at again."""
    plain = to_plain(result, lambda _: ("", ""))
    if way.evidence and way.evidence_dir is None:
        plain["problems"] = [one for one in plain["problems"] if one["code"] not in _OF_FILES]
        for node in plain["nodes"]:
            for piece in node.get("evidence", ()):
                piece.pop("sha256", None)
    return plain
