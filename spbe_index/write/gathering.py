"""Findings that say the same of many cells, gathered for people; programs are told each one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spbe_index.core.problem import Problem, Severity
from spbe_index.write.words import Words

#: So many alike are gathered; fewer are told one by one.
_LEAST = 5
#: So many further cells are named.
_NAMED = 5
#: What is that cell's own, and stands in it: findings that differ in nothing else are alike. Only levels and other
#: figures are left out, never words that somebody typed; and of an error nothing that was found.
_OF_CELL = frozenset(("answer", "found", "claimed", "level", "value", "example"))


class Gathered(NamedTuple):
    """A finding, and the cells of the sheet that others like it are about."""

    problem: Problem
    others: tuple[str, ...] = ()

    def alike(self, words: Words) -> str:
        """The sentence that names the other cells; "" when there are none."""
        if not self.others:
            return ""
        named, more = ", ".join(self.others[:_NAMED]), len(self.others) - _NAMED
        return (
            words("terminal.alike_more", cells=named, count=more) if more > 0 else words("terminal.alike", cells=named)
        )


def gathered(problems: Iterable[Problem]) -> list[Gathered]:
    """The findings in their order, those that are alike where the first of them stands."""
    problems = tuple(problems)
    groups: dict[object, list[Problem]] = {}
    for number, found in enumerate(problems):
        groups.setdefault(_kind(found) or number, []).append(found)
    told: list[Gathered] = []
    for number, found in enumerate(problems):
        alike = groups[_kind(found) or number]
        if len(alike) < _LEAST:
            told.append(Gathered(found))
        elif alike[0] is found:
            told.append(Gathered(found, tuple(other.place.cell for other in alike[1:])))
    return told


def _kind(found: Problem) -> object:
    """What a finding shares with those that are alike; None where it is about no cell."""
    if not found.place.cell:
        return None
    said = tuple((name, None if _is_own(name, text, found.severity) else text) for name, text in found.args)
    return found.code, found.place.file, found.place.sheet, said


def _is_own(name: str, text: object, severity: Severity) -> bool:
    if severity is Severity.ERROR or name not in _OF_CELL:
        return name == "indicator"
    return not any(map(str.isalpha, str(text)))
