"""Where two values of plain data differ, with a path to each place as people find it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

#: What names an entry of a list better than its position does.
LABELS = ("code", "key", "kind", "level")
#: Stands where one side has nothing at all.
NOTHING = type("Nothing", (), {"__repr__": lambda self: "-"})()


class Difference(NamedTuple):
    """One place: the steps to it (keys, and labels or positions of list entries), and what stands there on each side.

    A step into a list is a text in brackets, `[I12]`, or `[3]` where positions
    (from 1) are all that tells the entries apart.
    """

    steps: tuple[str, ...]
    meant: Any
    said: Any

    @property
    def path(self) -> str:
        """The steps as one text: `nodes[I12].weight`."""
        return "".join(step if step.startswith("[") else f".{step}" for step in self.steps).removeprefix(".")

    @property
    def label(self) -> str:
        """The label of the outermost list entry it lies in; "" outside of any."""
        return next((step[1:-1] for step in self.steps if step.startswith("[")), "")


def differences(meant: Any, said: Any, *, without: frozenset[str] = frozenset()) -> Iterator[Difference]:
    """Every place where `said` is not what was `meant`, in the order of what was meant.

    Entries of lists are matched by their label, where each has one of its own on
    both sides, else by position. Numbers and truth values of Python are told apart.

    Args:
        meant, said: Mappings, sequences and plain values.
        without: Keys that are not looked at, wherever they stand.

    """
    yield from _between(meant, said, (), without)


def _between(meant: Any, said: Any, steps: tuple[str, ...], without: frozenset[str]) -> Iterator[Difference]:
    if isinstance(meant, Mapping) and isinstance(said, Mapping):
        for key in dict.fromkeys((*meant, *said)):
            if key not in without:
                one, other = meant.get(key, NOTHING), said.get(key, NOTHING)
                yield from _between(one, other, (*steps, str(key)), without)
    elif _is_list(meant) and _is_list(said):
        ours, theirs = _labelled(meant, said)
        for label in dict.fromkeys((*ours, *theirs)):
            one, other = ours.get(label, NOTHING), theirs.get(label, NOTHING)
            yield from _between(one, other, (*steps, f"[{label}]"), without)
    elif meant != said or type(meant) is not type(said):
        yield Difference(steps, meant, said)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _labelled(meant: Sequence[Any], said: Sequence[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The entries of both lists by label, or by position."""
    for label in LABELS:
        if all(isinstance(one, Mapping) and isinstance(one.get(label), str | int) for one in (*meant, *said)):
            both = [{str(one[label]): one for one in entries} for entries in (meant, said)]
            if len(both[0]) == len(meant) and len(both[1]) == len(said):
                return both[0], both[1]
    ours, theirs = ({str(place): one for place, one in enumerate(entries, 1)} for entries in (meant, said))
    return ours, theirs
