"""What became of one file of many, in one line: the row of the table of a batch."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from spbe_index.core.exact import parse_exact
from spbe_index.core.problem import Place, Problem, Severity
from spbe_index.core.result import Open, Result

#: Every file ends in one of these: with an index from its own answers, without all of its answers, or unread.
SCORED, INCOMPLETE, FAILED = "scored", "incomplete", "failed"


class Outcome(NamedTuple):
    """What became of one file.

    `file` is its path as it was found. `index` is None where there is none, and
    so is a node's value. `told` is the first problem of severity error (or, of a
    file that was not read, why), None where there is none; `errors` and
    `warnings` count them all. `values` are those of all nodes below the index,
    by code, in rubric order.
    """

    file: str
    status: str
    agency: str = ""
    group: str = ""
    year: int | None = None
    stage: str = ""
    rubric: str = ""
    index: Fraction | None = None  # type: ignore[assignment]  # an outcome is no sequence, so it needs no tuple.index
    band: str = ""
    complete: bool = False
    errors: int = 0
    warnings: int = 0
    told: Problem | None = None
    values: tuple[tuple[str, Fraction | None], ...] = ()


def outcome_of(result: Result, file: str) -> Outcome:
    """The outcome of a file that was scored."""
    errors = [found for found in result.problems if found.severity is Severity.ERROR]
    complete = result.complete
    return Outcome(
        file=file,
        status=SCORED if complete else INCOMPLETE,
        agency=result.agency,
        group=result.group,
        year=result.year,
        stage=result.stage,
        rubric=result.rubric.id,
        index=None if isinstance(result.index, Open) else result.index,
        band=result.verdict.name if result.verdict else "",
        complete=complete,
        errors=len(errors),
        warnings=sum(found.severity is Severity.WARNING for found in result.problems),
        told=errors[0] if errors else None,
        values=tuple(
            (node.code, None if isinstance(node.value, Open) else node.value)
            for child in result.root.children
            for node in child.walk()
        ),
    )


def failed(problems: Sequence[Problem], file: str) -> Outcome:
    """The outcome of a file of which nothing could be made; `problems`, of which there is at least one, say why."""
    errors = [found for found in problems if found.severity is Severity.ERROR]
    warnings = sum(found.severity is Severity.WARNING for found in problems)
    return Outcome(file, FAILED, errors=len(errors), warnings=warnings, told=(errors or list(problems))[0])


def to_plain(outcome: Outcome) -> dict[str, Any]:
    """An outcome as plain data for JSON; `from_plain` is its inverse."""
    told = outcome.told
    return {
        **outcome._asdict(),
        "index": None if outcome.index is None else str(outcome.index),
        "told": told and [told.code, list(told.place), [list(pair) for pair in told.args]],
        "values": [[code, None if value is None else str(value)] for code, value in outcome.values],
    }


def from_plain(plain: Mapping[str, Any]) -> Outcome:
    """An outcome back from its plain data.

    Raises:
        KeyError, TypeError, ValueError: the data are of no outcome.

    """
    told = plain["told"]
    if told:
        code, place, args = told
        told = Problem(code, Place(*place), tuple((name, text) for name, text in args))
    values = tuple((code, None if text is None else parse_exact(text)) for code, text in plain["values"])
    index = None if plain["index"] is None else parse_exact(plain["index"])
    return Outcome(**{**plain, "index": index, "told": told or None, "values": values})
