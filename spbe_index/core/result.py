"""What came out: the scored tree, the band, what is open, every problem. `result_json` writes and reads it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.assessment import Answer, Entry, Given, Provenance
from spbe_index.core.exact import weighted_mean
from spbe_index.core.problem import Problem, Severity

#: The code of the root of the scored tree.
ROOT = "index"


class Open(NamedTuple):
    """No value yet: something below is unanswered. It can still become anything from `low` to `high`."""

    low: Fraction
    high: Fraction


Value = Fraction | Open


class Proof(NamedTuple):
    """What the evidence of a leaf shows: levels that have a document, and levels it needs one for and has none."""

    proven: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()


class Node(NamedTuple):
    """One node of the scored tree: the index, a domain, aspect, indicator or input.

    `weight` is percent of the whole. `entry`, `answer` and `proof` stand at
    leaves only. `assumed` marks a leaf that was unanswered and counted as a
    value because the user asked for it.
    """

    code: str
    kind: str
    name: str
    weight: Fraction
    value: Value
    children: "tuple[Node, ...]" = ()
    entry: Entry | None = None
    answer: Answer | None = None
    assumed: bool = False
    proof: Proof = Proof()

    def walk(self) -> "Iterator[Node]":
        """This node and all below it, parents before children, in rubric order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Verdict(NamedTuple):
    """The band: its official name, the rule that decided it, and the band the other rule gives ("" when the same)."""

    name: str
    decided_by: str
    otherwise: str


class RubricRef(NamedTuple):
    """Which rubric was used: id, official title, digest of its file."""

    id: str
    title: str
    sha256: str


class Result(NamedTuple):
    """A scored assessment. Every output, comparison and check starts here.

    `verdict` is None exactly when no index is given. `unfilled` is how
    unanswered items were treated: "refuse", "lowest" or "zero". `stage` is ""
    when the workbook names none; `stages` are all it has.
    """

    agency: str
    group: str
    year: int | None
    stage: str
    stages: tuple[str, ...]
    rubric: RubricRef
    unfilled: str
    root: Node
    verdict: Verdict | None
    problems: tuple[Problem, ...]
    provenance: Provenance
    program: str

    @property
    def index(self) -> Value:  # type: ignore[override]  # a result is no sequence, so it needs no tuple.index
        """The index, or the range it can still take."""
        return self.root.value

    @property
    def leaves(self) -> tuple[Node, ...]:
        """The answerable nodes, in rubric order."""
        return tuple(node for node in self.root.walk() if node.entry is not None)

    @property
    def complete(self) -> bool:
        """Whether every item has an answer of its own (an assumed one is none)."""
        return all(isinstance(leaf.answer, Given) for leaf in self.leaves)

    @property
    def low(self) -> Fraction:
        """The least the index can become; the index itself when nothing is open."""
        return self.index.low if isinstance(self.index, Open) else self.index

    @property
    def high(self) -> Fraction:
        """The most the index can become."""
        return self.index.high if isinstance(self.index, Open) else self.index

    def node(self, code: str) -> Node:
        """The node with this code. Raises KeyError when there is none."""
        for node in self.root.walk():
            if node.code == code:
                return node
        raise KeyError(code)

    def has_errors(self) -> bool:
        """Whether any problem is of severity error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def mean(nodes: Sequence[Node]) -> Value:
    """Weighted mean of the nodes' values; Open, with the means of the extremes, as soon as one of them is."""
    closed = [(node.weight, node.value) for node in nodes if not isinstance(node.value, Open)]
    if len(closed) == len(nodes):
        return weighted_mean(closed)
    low = weighted_mean((n.weight, n.value.low if isinstance(n.value, Open) else n.value) for n in nodes)
    high = weighted_mean((n.weight, n.value.high if isinstance(n.value, Open) else n.value) for n in nodes)
    return Open(low, high)


def known_value(node: Node) -> Fraction:
    """The value of a node that cannot be open, because the index it is part of is known.

    Raises:
        ValueError: it is open all the same.

    """
    if isinstance(node.value, Open):
        raise ValueError(f"{node.code} is open")
    return node.value


def below(root: Node, depth: int = 0) -> Iterator[tuple[Node, str, int]]:
    """Every node under the root with its parent's code ("" at the top) and its depth, in rubric order."""
    for child in root.children:
        yield child, "" if root.code == ROOT else root.code, depth
        yield from below(child, depth + 1)
