"""Two results group by group of corresponding questions, and what each group adds to the difference of the index.

Before, a group has the share w of the whole and the mean a; after, u and b.

* level: the same thing, answered differently: (b - a)(u + w)/2
* weight: the same answer, weighing more or less: (u - w)((a + b)/2 - c)
* scale: the thing is measured otherwise, so that levels cannot be held against each other: u(b - c) - w(a - c)
* scope: asked only before, -w(a - c), or only after, u(b - c)

Here c is the middle of the two indices. The shares of all groups add up to 1,
so measuring everything from c changes no total: the parts add up to the
difference of the indices exactly, whatever c is. Without it (c = 0) every new
question would seem to raise the index, and every dropped one to lower it, by
all it is worth. Measured from the middle, a new question raises the index when
it is answered above the middle of both indices and lowers it when below, and
more weight helps where answers are good. The middle favours neither year, so
the way back is the way there with the signs turned.

Within one instrument nothing but level is left: u is w, and nothing is new.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.crosswalk import Crosswalk, Pair
from spbe_index.core.result import Node, Open, Result, Value, mean

_NOTHING = Fraction(0)


class NoDifference(NamedTuple):
    """A difference that cannot be given, and why.

    `reason` is "open" (not everything is answered yet), "low" (both ask for it,
    but levels cannot be held against each other), "new" or "dropped" (only one
    of the two asks for it).
    """

    reason: str


class Parts(NamedTuple):
    """What a difference of two indices consists of, in points of the index."""

    level: Fraction = _NOTHING
    weight: Fraction = _NOTHING
    scope: Fraction = _NOTHING
    scale: Fraction = _NOTHING

    @property
    def total(self) -> Fraction:
        """All four together."""
        return self.level + self.weight + self.scope + self.scale


class Side(NamedTuple):
    """One side of a group: its questions, their share of the whole (0 to 1), and the weighted mean of their answers.

    A question is an indicator; the nodes are its inputs where only some of them belong to the group.
    """

    nodes: tuple[Node, ...]
    share: Fraction
    value: Value


class NotAsked(NamedTuple):
    """One side of a group where the instrument asks for nothing of the kind, and what it has near to it."""

    near: tuple[Node, ...]


class Group(NamedTuple):
    """Questions that correspond: both sides, the difference of their means, and what they add to that of the index.

    `parts` is NoDifference("open") as long as one of the two indices is open.
    """

    pair: Pair
    before: Side | NotAsked
    after: Side | NotAsked
    difference: Fraction | NoDifference
    parts: Parts | NoDifference


def questions(result: Result) -> tuple[Node, ...]:
    """The indicators, in rubric order: answered directly or by inputs."""
    return tuple(_questions(result.root))


def answers(node: Node) -> tuple[str, ...]:
    """The codes of what is answered at a node or below it."""
    return tuple(leaf.code for leaf in node.walk() if not leaf.children)


def groups(before: Result, after: Result, crosswalk: Crosswalk) -> tuple[Group, ...]:
    """All groups of two results, in the order of the crosswalk; what no pair names stands alone, behind them."""
    middle = None
    if not isinstance(before.index, Open) and not isinstance(after.index, Open):
        middle = (before.index + after.index) / 2
    return tuple(_group(pair, before, after, middle) for pair in _pairs(before, after, crosswalk))


def _questions(node: Node) -> Iterator[Node]:
    if all(child.kind == "input" for child in node.children):
        yield node
    else:
        for child in node.children:
            yield from _questions(child)


def _pairs(before: Result, after: Result, crosswalk: Crosswalk) -> Iterator[Pair]:
    """The pairs with only the codes that the results have, so that every answer stands in one of them."""
    old, new = _codes(before), _codes(after)
    for pair in crosswalk.pairs:
        kept = pair._replace(
            before=tuple(code for code in pair.before if code in old),
            after=tuple(code for code in pair.after if code in new),
        )
        if kept.before or kept.after:
            yield kept if kept.matched else kept._replace(comparable="none")
    named = {code for pair in crosswalk.pairs for code in pair.before}
    yield from (Pair((code,), (), "none") for code in old if code not in named)
    named = {code for pair in crosswalk.pairs for code in pair.after}
    yield from (Pair((), (code,), "none") for code in new if code not in named)


def _codes(result: Result) -> dict[str, None]:
    return dict.fromkeys(leaf.code for leaf in result.leaves)


def _group(pair: Pair, before: Result, after: Result, middle: Fraction | None) -> Group:
    old, new = _side(pair.before, before.root, pair.near), _side(pair.after, after.root, pair.near)
    difference: Fraction | NoDifference
    if isinstance(old, NotAsked):
        difference = NoDifference("new")
    elif isinstance(new, NotAsked):
        difference = NoDifference("dropped")
    elif not pair.levels_comparable:
        difference = NoDifference("low")
    elif isinstance(old.value, Open) or isinstance(new.value, Open):
        difference = NoDifference("open")
    else:
        difference = new.value - old.value
    return Group(pair, old, new, difference, _parts(old, new, difference, middle))


def _side(codes: tuple[str, ...], root: Node, near: tuple[str, ...]) -> Side | NotAsked:
    if not codes:
        return NotAsked(tuple(node for node in root.walk() if node.code in near))
    leaves = [leaf for leaf in root.walk() if leaf.code in codes and not leaf.children]
    share = sum((leaf.weight for leaf in leaves), _NOTHING) / root.weight
    return Side(tuple(_known_by(root, codes)), share, mean(leaves))


def _known_by(root: Node, codes: tuple[str, ...]) -> Iterator[Node]:
    """The questions whose answers are all among these, and the inputs of any other."""
    for question in _questions(root):
        below = answers(question)
        if set(below) <= set(codes):
            yield question
        else:
            yield from (child for child in question.children if child.code in codes)


def _parts(
    old: Side | NotAsked, new: Side | NotAsked, difference: Fraction | NoDifference, middle: Fraction | None
) -> Parts | NoDifference:
    w, a = _measured(old)
    u, b = _measured(new)
    if middle is None or isinstance(a, Open) or isinstance(b, Open):
        return NoDifference("open")
    if isinstance(difference, Fraction):
        return Parts(level=difference * (u + w) / 2, weight=(u - w) * ((a + b) / 2 - middle))
    whole = u * (b - middle) - w * (a - middle)
    return Parts(scale=whole) if difference.reason == "low" else Parts(scope=whole)


def _measured(side: Side | NotAsked) -> tuple[Fraction, Value]:
    """Share and mean of a side; a side that asks for nothing has no share, so that its mean does not matter."""
    return (_NOTHING, _NOTHING) if isinstance(side, NotAsked) else (side.share, side.value)
