"""Facts of which two things say something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.rubric import Interval, Text

#: What can stand on one side of a fact; None is nothing.
Told = Text | Interval | Fraction | str | int | None


class Fact(NamedTuple):
    """One fact that differs: what it is, by a key, and what stands on each side."""

    key: str
    before: Told
    after: Told

    @property
    def difference(self) -> Fraction | None:
        """After minus before, exact; None of what is no number on both sides."""
        if isinstance(self.before, Fraction) and isinstance(self.after, Fraction):
            return self.after - self.before
        return None


def differing(*told: tuple[str, Told, Told]) -> Iterator[Fact]:
    """Of facts by key, with what stands on each side, those that differ."""
    return (Fact(*one) for one in told if one[1] != one[2])


def differing_in(keys: Iterable[str], before: NamedTuple, after: NamedTuple) -> Iterator[Fact]:
    """Of facts that two things carry under these names, those that differ."""
    old, new = before._asdict(), after._asdict()
    return differing(*((key, old[key], new[key]) for key in keys))
