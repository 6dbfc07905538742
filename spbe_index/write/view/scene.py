"""What every part of the view needs: result, rubric and words together, and the one way to print text and numbers."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

from spbe_index.core.exact import SHOWN_PLACES
from spbe_index.core.insight import groups
from spbe_index.core.published import PublishedMeans
from spbe_index.core.result import ROOT, Node, Open, Result, Value
from spbe_index.core.rubric import Item, Rubric, Text
from spbe_index.write.compare_names import Named
from spbe_index.write.wording import beginning, shared_prefix, without_prefix
from spbe_index.write.words import FINE_PLACES, Words

#: The colour of a report that has no band: neutral, after the five of the bands.
NO_BAND = 5
_TOP_ACCENT = 4
#: Characters of an agency's name that are shown.
_AGENCY_LIMIT = 400

_UNSHOWN = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def clean(text: str) -> str:
    """One line of printable text.

    Blanks of any kind become single spaces; control characters, halves of
    surrogate pairs and marks that reorder their surroundings become U+FFFD, so
    that they neither vanish nor make a figure read differently.
    """
    joined = " ".join(text.split())
    return "".join("\ufffd" if c in _UNSHOWN or unicodedata.category(c) in ("Cc", "Cs") else c for c in joined)


def accent_at(position: int, count: int) -> int:
    """One of the five colours for the band at `position` of so many, lowest first."""
    last = max(1, count - 1)
    return (position * _TOP_ACCENT + last // 2) // last


class Scene:
    """A result beside its rubric, spoken in one language.

    `before` is an earlier result of the same instrument and `means` are the
    published means of its kind, where there are any to set beside it.
    """

    def __init__(
        self,
        result: Result,
        rubric: Rubric,
        words: Words,
        before: Named | None = None,
        means: PublishedMeans | None = None,
    ) -> None:
        self.result, self.rubric, self.words = result, rubric, words
        self.before, self.means = before, means
        self.items: dict[str, tuple[Item, Item | None]] = {item.code: (item, up) for item, up in rubric.items()}
        self.groups = groups(rubric, result)
        self.index_name = self.text(rubric.index_name)
        self.top = max(scale.high for scale in rubric.scales)
        self.prefix = clean(shared_prefix(rubric, words.language))
        self.accent = NO_BAND
        if result.verdict:
            self.accent = self.accent_at([band.name.id for band in rubric.bands].index(result.verdict.name))

    def earlier(self, code: str) -> Value | None:
        """The value of a node in the earlier result; None where there is none."""
        return self.before.result.node(code).value if self.before else None

    def text(self, wording: Text) -> str:
        """A wording of the rubric in the reader's language."""
        return clean(wording.of(self.words.language))

    def cut(self, text: str, limit: int) -> str:
        """Cleaned text of at most `limit` characters, saying how many were left out."""
        text = clean(text)
        if len(text) <= limit:
            return text
        shown = beginning(text, limit)
        return self.words("report.cut", text=shown, count=len(text) - len(shown))

    def counted(self, key: str, count: int, **particulars: object) -> str:
        """The sentence of a number of things, in its singular or plural form."""
        return self.words.counted(f"report.{key}", count, **particulars)

    def number(self, value: Value) -> str:
        """A value with two decimals, or the range it can still take."""
        return self._each(value, SHOWN_PLACES)

    def contribution(self, value: Value) -> str:
        """A share of the index, with as many decimals as it takes to add up."""
        return self._each(value, FINE_PLACES)

    def fine(self, value: Fraction) -> str:
        """A difference between indices; see `Words.fine`."""
        return self.words.fine(value)

    def percent(self, weight: Fraction) -> str:
        """A weight."""
        return self.words("report.percent", value=self.words.number(weight))

    def level(self, value: Fraction, code: str) -> str:
        """An answer as it was given: a bare number on a scale with steps, two decimals on one without."""
        stepped = self.rubric.scale(self.items[code][0].scale).step is not None
        return self.words.exact(value) if stepped else self.words.number(value)

    def name(self, node: Node) -> str:
        """The name of a node in the reader's language; an input carries its indicator's name before its own."""
        if node.code == ROOT:
            return self.index_name
        item, parent = self.items[node.code]
        if node.kind == "input" and parent is not None:
            return self.words("report.indicators.input_name", parent=self.text(parent.name), name=self.text(item.name))
        return self.text(item.name)

    def short(self, node: Node) -> str:
        """The name of a node without the words that the names of all indicators begin with."""
        return without_prefix(self.name(node), self.prefix)

    def official_number(self, node: Node) -> str:
        """The official number of a node; empty for the root."""
        return "" if node.code == ROOT else self.items[node.code][0].number

    def kind_name(self, key: str) -> str:
        """The name of a floor of the tree within a sentence, e.g. `aspek`."""
        return self.text(self.rubric.kind(key).name).lower()

    def accent_at(self, position: int) -> int:
        """One of the five colours for the band at `position`, lowest first, however many bands there are."""
        return accent_at(position, len(self.rubric.bands))

    def subject(self) -> str:
        """Whom and which year the report is about."""
        agency = self.agency()
        if self.result.year is None:
            return agency
        return self.words("report.subject.year", agency=agency, year=self.result.year)

    def agency(self) -> str:
        """The agency's name, or that none is given."""
        return self.cut(self.result.agency, _AGENCY_LIMIT) or self.words("report.cover.agency_unknown")

    def is_decimal(self, code: str = "") -> bool:
        """Whether a leaf, or else any, is answered by any value of a scale, not by one of its levels."""
        scales = [self.rubric.scale(self.items[code][0].scale)] if code else self.rubric.scales
        return any(scale.step is None for scale in scales)

    def codes(self, nodes: tuple[Node, ...], limit: int = 60) -> str:
        """Codes of nodes as a list in a sentence."""
        text = ", ".join(node.code for node in nodes[:limit])
        more = len(nodes) - limit
        return self.words("report.open.more", codes=text, count=more) if more > 0 else text

    def _each(self, value: Value, places: int) -> str:
        if isinstance(value, Open):
            low, high = self.words.number(value.low, places), self.words.number(value.high, places)
            return self.words("report.range", low=low, high=high)
        return self.words.number(value, places)
