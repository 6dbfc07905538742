"""What an explanation shows: the tree of figures as text, each with its formula, rule, cell and sources."""

from __future__ import annotations

from dataclasses import dataclass

from spbe_index.write.view.facts import Fact, Listing
from spbe_index.write.words import Words

#: The anchors of a report's page where more stands, which is then not said again; None on a page of its own.
Anchors = frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Opened:
    """One figure opened, and the figures that it is made of.

    `title` names it with its value and `gist` says the least about it. `formula`
    is the way to the value line by line; `order` tells which parts its numbers
    are of. `notices` must not be overlooked: no value yet, or one that was
    assumed. `shown` tells whether it is open from the beginning.
    """

    anchor: str
    code: str
    name: str
    value: str
    gist: str
    formula: tuple[str, ...]
    order: str
    notices: tuple[str, ...]
    facts: tuple[Fact, ...]
    listings: tuple[Listing, ...]
    shown: bool
    parts: tuple[Opened, ...]

    @property
    def title(self) -> str:
        """Code, name and value in one line."""
        return f"{self.code} {self.name}: {self.value}".lstrip()


@dataclass(frozen=True, slots=True)
class ExplanationView:
    """A whole explanation in the language of `words`; `accent` is the colour of its band, as in a report."""

    words: Words
    accent: int
    title: str
    heading: str
    intro: tuple[str, ...]
    facts: tuple[Fact, ...]
    whole: Opened
