"""A result reckoned anew from its answers: every figure of it that does not follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from spbe_index.assess import PROGRAM, Assessed
from spbe_index.core.differences import NOTHING, Difference, differences
from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.core.result import ROOT, Node, Result
from spbe_index.core.result_json import to_plain
from spbe_index.core.rubric import Rubric
from spbe_index.core.score import score_again
from spbe_index.load.result_rules import LATER
from spbe_index.load.results import listed_years, results_folder
from spbe_index.load.sheets import Limits
from spbe_index.write.words import LANGUAGES, Words

#: What follows from an answer and its weight, at a leaf and above it.
FOLLOWS = frozenset(("value", "range", "ledger", "levels_proven", "levels_missing", "assumed"))
_SENTENCES = frozenset(("message", "hint"))
#: The digest of the instrument is held against the one at hand before, and told as E871.
_BY_DIGEST = ("rubric", "sha256")
#: Characters of a value that are told.
_SHOWN = 60


class Reckoned(NamedTuple):
    """What came of reckoning a result anew: its faults, and what could not be compared."""

    faults: tuple[Problem, ...]
    left: tuple[Problem, ...]


def reckoned(
    plain: Mapping[str, Any], result: Result, rubric: Rubric, place: Place, *, language: str = "", limits: Limits
) -> Reckoned:
    """Reckon a result anew and hold it against what is written.

    Args:
        plain: What is written.
        result: The same as a value.
        rubric: The instrument.
        place: The file, as problems name it.
        language: The language of its sentences; whichever fits best when "".
        limits: Memory and time that reading a list may use.

    """
    try:
        again = score_again(result, rubric)
    except ValueError:
        return Reckoned((problem("E803", place, what="instrument", where="nodes"),), ())
    left = []
    without: frozenset[str] = frozenset()
    if result.program != PROGRAM:
        left.append(problem("N871", place, what="sentences", other=result.program[:_SHOWN]))
        without = _SENTENCES
    found: list[list[Difference]] = []
    for code in [language] if language else LANGUAGES:
        words = Words(code)
        meant = to_plain(again, words.tell)
        more, unknown = _more(plain, Assessed(again, rubric), words, limits)
        apart = differences({**meant, **more}, plain, without=without)
        found.append(
            [one for one in apart if one.steps != _BY_DIGEST and not (one.said is NOTHING and one.steps[-1] in LATER)]
        )
    left += [problem("N871", place, what=what, other="") for what in unknown]
    fewest = min(found, key=len)
    return Reckoned(tuple(_faults(fewest, result.root, place)), tuple(left))


def _more(
    plain: Mapping[str, Any], assessed: Assessed, words: Words, limits: Limits
) -> tuple[dict[str, Any], list[str]]:
    """What a saved result may hold beside the contract, reckoned anew; and which of it cannot be."""
    more: dict[str, Any] = {}
    unknown: list[str] = []
    if isinstance(plain.get("robust"), dict):
        from spbe_index.safety import safety_from
        from spbe_index.write.robust_text import safety_plain

        more["robust"] = safety_plain(safety_from(assessed, None))
        if plain["robust"].get("outlook") is not None:
            more["robust"]["outlook"] = plain["robust"]["outlook"]
            unknown.append("history")
    if isinstance(plain.get("standing"), dict):
        told = plain["standing"].get("list")
        source = told.get("source") if isinstance(told, dict) else None
        more["standing"] = plain["standing"]
        if source in [f"{year}.csv" for year in listed_years()]:
            more["standing"] = _standing(plain["standing"], assessed.result, str(source), words, limits)
        else:
            unknown.append("list")
    return more, unknown


def _standing(
    said: Mapping[str, Any], result: Result, source: str, words: Words, limits: Limits
) -> dict[str, Any] | None:
    """Where a result stands in a list that ships with the program, among the kind it says."""
    import os

    from spbe_index.national import place_among
    from spbe_index.write.standing_plain import among_plain

    table = os.path.join(results_folder(), source)
    kind = said.get("kind")
    found = []
    for group in (None, kind if isinstance(kind, str) else None):
        try:
            found.append(among_plain(*place_among(result, table=table, group=group, limits=limits), words.tell))
        except SpbeError:
            continue
    return min(found, key=lambda one: sum(1 for _ in differences(one, said)), default=None)


def _faults(found: Iterable[Difference], root: Node, place: Place) -> Iterator[Problem]:
    """One fault for each figure that is at fault itself: what only follows from another is not told."""
    # First the answers, then what stands above them: whoever reads looks for the cause.
    found = sorted(found, key=lambda one: not one.label)
    leaves = {node.code for node in root.walk() if node.entry is not None}
    at_fault = {one.label for one in found if one.label in leaves}
    above = _above(root, at_fault)
    told: set[tuple[str, str]] = set()
    for one in found:
        field = field_of(one)
        follows = field in FOLLOWS and one.label in above
        echoes = field in FOLLOWS - {"value"} and (one.label, "value") in told
        top = not one.label and field in ("range", "ledger") and bool(at_fault)
        if (one.label, field) not in told and not (follows or echoes or top):
            told.add((one.label, field))
            yield problem(
                "E873", place, field=field, where=one.path[:_SHOWN], said=shown(one.said), meant=shown(one.meant)
            )


def field_of(one: Difference) -> str:
    """What a place is about: the key below the entry it lies in, or the first key."""
    steps = [step for step in one.steps if not step.startswith("[")]
    return steps[1] if one.label and one.steps[0] == "nodes" and len(steps) > 1 else steps[0]


def shown(value: object) -> str:
    """A value as problems tell it."""
    return "-" if value is NOTHING or value is None else str(value)[:_SHOWN]


def _above(root: Node, codes: set[str]) -> set[str]:
    """The nodes that have one of these below them."""
    return {node.code for node in root.walk() if node.children and any(n.code in codes for n in node.walk())} - {ROOT}
