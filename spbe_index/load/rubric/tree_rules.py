"""Rules of a rubric's tree: codes, names, weights, scales, criteria, external indices."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from string import ascii_uppercase

from spbe_index.core.exact import exact_text
from spbe_index.core.rubric import Item, Kind, Scale
from spbe_index.load.folding import fold
from spbe_index.load.rubric.build import (
    Plain,
    build_kinds,
    build_scales,
    build_tree,
)
from spbe_index.load.rubric.document import Fault, Path
from spbe_index.load.rubric.schema import PREFIX

_MAX_DENOMINATOR = 10**15  # common to all weights; keeps the sums of a hostile file cheap
Placed = tuple[Item, Path]


def repeated(entries: Iterable[tuple[object, Path]]) -> Iterator[Fault]:
    """Yield a fault for every value that an earlier entry has already; `first` says which."""
    seen: dict[object, Path] = {}
    for value, path in entries:
        if value in seen:
            yield Fault("E309", path, {"found": value, "first": seen[value]})
        seen.setdefault(value, path)


def span(low: Fraction, high: Fraction) -> str:
    """Two limits in short."""
    return f"{exact_text(low)} .. {exact_text(high)}"


def distinct(entries: Iterable[tuple[str, Path]]) -> Iterable[tuple[str, Path]]:
    """Fold the names of one thing, the first of each: to repeat oneself is no ambiguity."""
    found: dict[str, Path] = {}
    for name, path in entries:
        found.setdefault(fold(name), path)
    return found.items()


def item_paths(items: Sequence[Item], parent: Path = ("tree",)) -> Iterator[Placed]:
    """Every item with its path, parents before children."""
    for n, item in enumerate(items):
        path = (*parent, n)
        yield item, path
        yield from item_paths(item.children, (*path, "children"))


def leaf_paths(items: Sequence[Item]) -> Iterator[Placed]:
    """Yield the items that are answered directly, with their paths."""
    return ((item, path) for item, path in item_paths(items) if not item.children)


def tree_faults(data: Plain) -> Iterator[Fault]:
    """Everything wrong with the tree."""
    kinds, tree = build_kinds(data), build_tree(data)
    scales = {scale.key: scale for scale in build_scales(data)}
    placed = list(item_paths(tree))
    yield from repeated((item.code, (*path, "code")) for item, path in placed)
    yield from _ambiguous(placed)
    yield from _weights(tree, placed)
    clashing = dict(_clashes(placed, kinds))
    yield from clashing.values()
    for item, path in placed:
        if _floor(path) not in clashing:
            yield from _code(item, path, kinds)
        yield from _scale(item, path, scales)
        yield from _criteria(item, path, scales)
        yield from _external(item, path, scales)


def _ambiguous(placed: Sequence[Placed]) -> Iterator[Fault]:
    """Names and other names by which rows are recognised: each means one item of its kind."""
    names: dict[str, list[tuple[str, Path]]] = {}
    for item, path in placed:
        own = [(item.name.id, (*path, "name", "id"))]
        own += [(alias, (*path, "aliases", n)) for n, alias in enumerate(item.aliases)]
        names.setdefault(item.kind, []).extend(distinct(own))
    for entries in names.values():
        yield from repeated(entries)


def _weights(tree: Sequence[Item], placed: Sequence[Placed]) -> Iterator[Fault]:
    """Exactly: the children of an item weigh what it weighs, the whole 100."""
    common = 1
    for item, path in placed:
        common = math.lcm(common, item.weight.denominator)
        if common > _MAX_DENOMINATOR:
            yield Fault("E312", (*path, "weight"), {"limit": _MAX_DENOMINATOR, "what": "denominator"})
            return
        if item.weight <= 0:
            yield Fault("E304", (*path, "weight"), {"expected": "> 0", "found": exact_text(item.weight)})
    sums: list[tuple[Path, str, Fraction, Sequence[Item]]] = [(("tree",), "index", Fraction(100), tree)]
    sums += [((*path, "weight"), item.code, item.weight, item.children) for item, path in placed if item.children]
    for where, code, expected, children in sums:
        found = sum((child.weight for child in children), Fraction(0))
        if found != expected:
            yield Fault("E306", where, {"code": code, "expected": exact_text(expected), "found": exact_text(found)})


def _floor(path: Path) -> int:
    """The floor of an item, from 0: two steps each, `("tree", 0, "children", 2, ...)`."""
    return len(path) // 2 - 1


def _clashes(placed: Sequence[Placed], kinds: Sequence[Kind]) -> Iterator[tuple[int, Fault]]:
    """The floors whose items cannot have codes of their own, as their prefix is that of another one.

    Inputs may share the prefix of their indicator where their numbers (`35-2`) differ from all of its.
    """
    first: dict[str, int] = {}
    told: set[int] = set()
    prefixes = {kind.prefix for kind in kinds}
    for item, path in placed:
        floor = _floor(path)
        if floor >= len(kinds):
            continue
        kind = kinds[floor]
        other = first.setdefault(code := kind.prefix + item.number, floor)
        low, high = sorted((other, floor))
        if other == floor or high in told:
            continue
        told.add(high)
        kind, earlier = kinds[high], kinds[low]
        about = {"found": kind.prefix, "code": code, "example": _free_prefix(kind, item, prefixes)}
        names = {"kind": kind.name.id, "kind_en": kind.name.en}
        names |= {"first_kind": earlier.name.id, "first_kind_en": earlier.name.en}
        yield high, Fault("E897", ("kinds", high, "prefix"), {**about, **names})


def _free_prefix(kind: Kind, item: Item, taken: set[str]) -> str:
    """A prefix that no floor has: what the codes begin with as it is, else the first letter of the floor's name."""
    wishes = [item.code.removesuffix(item.number), kind.name.id[:1].upper(), *ascii_uppercase]
    return next((wish for wish in wishes if re.fullmatch(PREFIX, wish) and wish not in taken), "X")


def _code(item: Item, path: Path, kinds: Sequence[Kind]) -> Iterator[Fault]:
    floor = _floor(path)
    if floor >= len(kinds):
        yield Fault("E304", path, {"expected": f"kinds: {len(kinds)}", "found": f"kinds: {floor + 1}"})
    elif item.code != (expected := kinds[floor].prefix + item.number):
        yield Fault("E304", (*path, "code"), {"expected": expected, "found": item.code})


def _scale(item: Item, path: Path, scales: dict[str, Scale]) -> Iterator[Fault]:
    if item.children and item.scale:
        yield Fault("E303", (*path, "scale"), {"advice": "remove"}, on_key=True)
    elif not item.children and not item.scale:
        yield Fault("E305", (*path, "scale"))
    elif item.scale and item.scale not in scales:
        yield Fault("E308", (*path, "scale"), {"found": item.scale})


def _criteria(item: Item, path: Path, scales: dict[str, Scale]) -> Iterator[Fault]:
    """Levels are those of the scale, in order, and build on lower ones."""
    if not item.levels:
        return
    found = [level.level for level in item.levels]
    for key in sorted({leaf.scale for leaf, _ in leaf_paths([item])} & scales.keys()):
        expected = [level.number for level in scales[key].levels]
        if found != expected:
            args = {"expected": ", ".join(map(str, expected)), "found": ", ".join(map(str, found))}
            yield Fault("E304", (*path, "levels"), args)
    for n, level in enumerate(item.levels):
        base = level.builds_on
        if base is not None and (base >= level.level or base not in found):
            yield Fault("E304", (*path, "levels", n, "builds_on"), {"expected": f"< {level.level}", "found": base})


def _external(item: Item, path: Path, scales: dict[str, Scale]) -> Iterator[Fault]:
    """Points rise from left to right and give values that the scale allows."""
    if item.external is None or not item.external.points:
        return
    path = (*path, "external", "points")
    points = item.external.points
    if len(points) < 2:
        yield Fault("E304", path, {"expected": ">= 2", "found": len(points)})
    for n, ((x0, y0), (x1, y1)) in enumerate(pairwise(points), start=1):
        if x1 <= x0:
            yield Fault("E304", (*path, n, 0), {"expected": f"> {exact_text(x0)}", "found": exact_text(x1)})
        if y1 < y0:
            yield Fault("E304", (*path, n, 1), {"expected": f">= {exact_text(y0)}", "found": exact_text(y1)})
    if scale := scales.get(item.scale):
        for n, (_, value) in enumerate(points):
            if not scale.low <= value <= scale.high:
                limits = span(scale.low, scale.high)
                yield Fault("E315", (*path, n, 1), {"found": exact_text(value), "limits": limits})
