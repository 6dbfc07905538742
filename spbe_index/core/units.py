"""Who has what: the indicators of each responsible unit (PIC), how many are filled in, and how much they weigh."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.assessment import Given
from spbe_index.core.result import Node, Result


class Unit(NamedTuple):
    """One unit ("" for indicators that name none) and its answerable items, in rubric order.

    `unfilled` are those without an answer; `weight` is the percentage of the
    index that the unit's items make up together.
    """

    name: str
    items: tuple[Node, ...]
    unfilled: tuple[Node, ...]
    weight: Fraction


def unit_key(name: str) -> str:
    """What names of one unit have in common, however they are written."""
    return " ".join(name.casefold().split())


def units(result: Result) -> tuple[Unit, ...]:
    """The units in the order of their weight, heaviest first; what has no unit comes last.

    An indicator with several units (`DISKOMINFO; BAPPEDA`) is work of each of
    them, so the weights may add up to more than 100.
    """
    found: dict[str, list[Node]] = {}
    shown: dict[str, str] = {}
    for leaf in result.leaves:
        named = leaf.entry.unit if leaf.entry else ""
        names = {unit_key(part): part.strip() for part in named.split(";") if part.strip()}
        for key, name in (names or {"": ""}).items():
            shown.setdefault(key, name)
            found.setdefault(key, []).append(leaf)
    whole = [_unit(shown[key], leaves, result) for key, leaves in found.items()]
    return tuple(sorted(whole, key=lambda unit: (not unit.name, -unit.weight)))


def _unit(name: str, leaves: list[Node], result: Result) -> Unit:
    weight = sum((leaf.weight for leaf in leaves), Fraction(0)) / result.root.weight * 100
    return Unit(name, tuple(leaves), tuple(leaf for leaf in leaves if not isinstance(leaf.answer, Given)), weight)
