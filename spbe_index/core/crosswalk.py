"""Which questions of one instrument became which of another: a noun, made from data or from other crosswalks.

Codes are those of answerable items (`I12`, `I35-2`). A crosswalk says nothing
of weights and values: it pairs questions, and tells how far answers to them may
be held against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from spbe_index.core.rubric import Text

#: How far the answers of a pair may be compared, best first: a difference means something ("full", "partly"), the
#: questions correspond but are measured otherwise ("low"), or there is only one side ("none").
COMPARABLE = ("full", "partly", "low", "none")

NO_TEXT = Text("", "")


class Pair(NamedTuple):
    """Questions that ask for the same thing: codes before and after, at most one side empty.

    `near` are codes of the other instrument that deal with something near to a
    question which has no counterpart there.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    comparable: str
    note: Text = NO_TEXT
    near: tuple[str, ...] = ()

    @property
    def matched(self) -> bool:
        """Whether both instruments ask for it."""
        return bool(self.before and self.after)

    @property
    def levels_comparable(self) -> bool:
        """Whether a difference of its values means something."""
        return self.comparable in ("full", "partly")


class Crosswalk(NamedTuple):
    """The pairs between two instruments, by their ids.

    `via` are the ids of the instruments that a derived crosswalk leads through,
    () for one that was written down. No code stands in two pairs.
    """

    before: str
    after: str
    pairs: tuple[Pair, ...]
    title: Text = NO_TEXT
    note: Text = NO_TEXT
    warning: Text = NO_TEXT
    sources: tuple[Text, ...] = ()
    via: tuple[str, ...] = ()

    def reversed(self) -> Crosswalk:
        """The same from the other side."""
        pairs = tuple(_turned(pair) for pair in self.pairs)
        return self._replace(before=self.after, after=self.before, pairs=pairs, via=self.via[::-1])


def identity(rubric_id: str, before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]]) -> Crosswalk:
    """The crosswalk of an instrument to itself, or to another version of it.

    Args:
        rubric_id: The id that both carry.
        before, after: The codes of the answers of each question, one or several inputs.

    Returns:
        Equal codes correspond fully; what only one of the two has stands alone.

    """
    known = set(before)
    pairs = [Pair(codes, codes, "full") if codes in after else Pair(codes, (), "none") for codes in before]
    pairs += [Pair((), codes, "none") for codes in after if codes not in known]
    return Crosswalk(rubric_id, rubric_id, tuple(pairs))


def composed(first: Crosswalk, second: Crosswalk) -> Crosswalk:
    """From the first instrument to the third, by way of the one between.

    Pairs that share a code of the instrument between belong together, through
    any number of steps; what they name on the outer sides becomes one pair. It
    is as comparable as the least of them, where one that lacks a side counts as
    "low": part of the thing was asked for only in between.

    Raises:
        ValueError: the one does not end where the other begins.

    """
    if first.after != second.before:
        raise ValueError(f"{first.after} is not {second.before}")
    pairs = [_joined(found, first, second) for found in _components(first.pairs, second.pairs)]
    return Crosswalk(
        before=first.before,
        after=second.after,
        pairs=tuple(pair for pair in pairs if pair.before or pair.after),
        title=_together((first.title, second.title)),
        note=_together((first.note, second.note)),
        warning=_together((first.warning, second.warning)),
        sources=tuple(dict.fromkeys((*first.sources, *second.sources))),
        via=(*first.via, first.after, *second.via),
    )


class _Component(NamedTuple):
    """Pairs of both crosswalks that hang together by codes of the instrument between."""

    first: tuple[Pair, ...]
    second: tuple[Pair, ...]
    between: frozenset[str]


def _components(first: Sequence[Pair], second: Sequence[Pair]) -> list[_Component]:
    """All components, in the order of the first crosswalk, then of the second."""
    found = [_Component((pair,), (), frozenset(pair.after)) for pair in first]
    for pair in second:
        shared = [one for one in found if not one.between.isdisjoint(pair.before)]
        whole = _Component(
            tuple(left for one in shared for left in one.first),
            (*(right for one in shared for right in one.second), pair),
            frozenset(pair.before).union(*(one.between for one in shared)),
        )
        place = found.index(shared[0]) if shared else len(found)
        found = [*found[:place], whole, *(one for one in found[place:] if one not in shared)]
    return found


def _joined(found: _Component, first: Crosswalk, second: Crosswalk) -> Pair:
    """A component as one pair of the outer instruments."""
    pairs = (*found.first, *found.second)
    before = tuple(code for pair in found.first for code in pair.before)
    after = tuple(code for pair in found.second for code in pair.after)
    comparable = "none"
    if before and after:
        comparable = max((min(pair.comparable, "low", key=COMPARABLE.index) for pair in pairs), key=COMPARABLE.index)
    near: Iterable[str] = ()
    if before and not after:
        near = _near(found.first, found.second, second)
    elif after and not before:
        near = _near(
            [_turned(pair) for pair in found.second], [_turned(pair) for pair in found.first], first.reversed()
        )
    return Pair(before, after, comparable, _together(pair.note for pair in pairs), tuple(dict.fromkeys(near)))


def _near(ending: Iterable[Pair], beyond: Iterable[Pair], onward: Crosswalk) -> Iterator[str]:
    """What lies near to a thing that is gone: near where it ended, else what became of that which was near before."""
    reached = [code for pair in ending if not pair.after for code in pair.near]
    yield from (code for pair in onward.pairs if not set(pair.before).isdisjoint(reached) for code in pair.after)
    yield from (code for pair in beyond if not pair.after for code in pair.near)


def _turned(pair: Pair) -> Pair:
    return pair._replace(before=pair.after, after=pair.before)


def _together(texts: Iterable[Text]) -> Text:
    """Several wordings in one, each said once."""
    said = [text for text in dict.fromkeys(texts) if text.id]
    return Text(" ".join(text.id for text in said), " ".join(text.en for text in said))
