"""What is asked: an instrument as a tree of weighted items, with scales, criteria and bands.

A rubric is data, read from a YAML file by `load/rubric`, which refuses
anything inconsistent; the values here may therefore be trusted. Weights are
percent of the whole index, exact.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.exact import SHOWN_PLACES, is_step


class Text(NamedTuple):
    """One wording in both languages. Official names are Indonesian; the English is ours."""

    id: str
    en: str

    def of(self, language: str) -> str:
        """The wording in `language` ("id" or "en")."""
        return self.en if language == "en" else self.id

    def particulars(self, name: str) -> dict[str, str]:
        """Both wordings as particulars of a problem, which is told in either language: `name` and `name_en`."""
        return {name: self.id, f"{name}_en": self.en}


class Source(NamedTuple):
    """Where a fact stands and how sure it is.

    `where` cites article, annex or table; `sure` is "high" (regulation text read),
    "medium" (official or working material) or "low" (inferred or remembered);
    `note` says what is known to be odd, or is empty in both languages. `page` is
    the page or pages, "" where not known; of several places with semicolons
    between them, theirs one after the other.
    """

    where: Text
    sure: str
    note: Text
    page: str = ""


class Interval(NamedTuple):
    """A stretch of values whose edges each belong to it or not."""

    low: Fraction
    low_included: bool
    high: Fraction
    high_included: bool

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, Fraction):
            return False
        above = value > self.low or (self.low_included and value == self.low)
        return above and (value < self.high or (self.high_included and value == self.high))


class Level(NamedTuple):
    """One step of a scale: its number, name, one-line meaning, and the values that count as it."""

    number: int
    name: Text
    summary: Text
    values: Interval

    @property
    def least(self) -> Fraction:
        """The least value that counts as this level; above an edge that does not, the next hundredth.

        Regulations with levels of decimals set no step; values are written with two decimals.
        """
        return self.values.low if self.values.low_included else self.values.low + Fraction(1, 10**SHOWN_PLACES)


class Scale(NamedTuple):
    """The answers an indicator may get: from `low` to `high` in steps of `step`, or any decimal if that is None."""

    key: str
    name: Text
    source: str
    low: Fraction
    high: Fraction
    step: Fraction | None
    levels: tuple[Level, ...]

    def allows(self, value: Fraction) -> bool:
        """Whether `value` may be given as an answer."""
        if self.step is None:
            return self.low <= value <= self.high
        return is_step(value, self.low, self.high, self.step)

    def example(self) -> Fraction:
        """A value that may be given, for hints: the middle step, or a decimal that is plainly no level."""
        if self.step is None:
            return self.low + (self.high - self.low) * Fraction(9, 16)  # 3.25 between 1 and 5
        steps = (self.high - self.low) // self.step + 1
        return self.low + self.step * (steps // 2)

    def least_of(self, level: Level) -> Fraction | None:
        """The least answer that counts as a level; None where no step of the scale does."""
        if self.step is None:
            return level.least
        steps = -(-(level.values.low - self.low) // self.step)
        least = self.low + self.step * steps
        least += 0 if least in level.values else self.step
        return least if least in level.values else None

    def level_of(self, value: Fraction) -> Level:
        """The level that `value` counts as. Scales are checked at load to have exactly one for each value."""
        return next(level for level in self.levels if value in level.values)


class LevelCriteria(NamedTuple):
    """What one level of an indicator demands and which evidence shows it.

    `builds_on` is the level that must be met first (None where the regulation
    names none); `match` says whether "all" or "any" of the criteria are needed.
    """

    level: int
    builds_on: int | None
    match: str
    criteria: tuple[Text, ...]
    evidence: tuple[Text, ...]


class External(NamedTuple):
    """Another agency's index from which an indicator takes its value.

    `points` are (index, value) pairs joined by straight lines; empty where the
    regulation gives no value inside a level, so that nothing can be converted.
    """

    name: Text
    owner: str
    points: tuple[tuple[Fraction, Fraction], ...]
    source: str
    page: str

    def convert(self, index: Fraction) -> Fraction | None:
        """The indicator's value for a published `index`, exact; None outside the points or without any."""
        for (x0, y0), (x1, y1) in zip(self.points, self.points[1:], strict=False):
            if x0 <= index <= x1:
                return y0 + (index - x0) * (y1 - y0) / (x1 - x0)
        return None


class Item(NamedTuple):
    """One node of the tree: a domain, aspect, indicator or input.

    `weight` is percent of the whole index and equals the sum over `children`.
    An item without children is answered directly, on `scale` (a key; empty for
    inner items). `number` is the official number, `code` ours (`D1`, `A3`, `I12`, `I35-2`).
    """

    code: str
    kind: str
    number: str
    name: Text
    weight: Fraction
    weight_source: str
    children: "tuple[Item, ...]" = ()
    scale: str = ""
    levels: tuple[LevelCriteria, ...] = ()
    criteria_source: str = ""
    page: str = ""
    aliases: tuple[str, ...] = ()
    scope: tuple[Text, ...] = ()
    note: Text = Text("", "")
    external: External | None = None


class Kind(NamedTuple):
    """A floor of the tree: its key ("domain"), the letter its codes begin with, and its name."""

    key: str
    prefix: str
    name: Text


class Band(NamedTuple):
    """A predicate and the index values that earn it. The Indonesian name is the official one."""

    name: Text
    alias: Text
    values: Interval


class Stage(NamedTuple):
    """A round of assessment, in the order of the procedure.

    `headings` are the words columns carry for it; `titles` those that name it
    also in the midst of a title, where a plain word like "document" would not.
    `covers` are the codes of the stages that it is only another name for.
    """

    code: str
    name: Text
    by: Text
    source: str
    headings: tuple[str, ...]
    titles: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()


class Example(NamedTuple):
    """A worked example of the regulation, or a published result: values given here, values expected there.

    `expected` holds two-decimal text per code as printed; the code `index` stands for the whole.
    """

    name: Text
    source: str
    given: tuple[tuple[str, Fraction], ...]
    expected: tuple[tuple[str, str], ...]
    index_exact: Fraction | None
    band: str


class Regulation(NamedTuple):
    """The legal act: number, subject, dates (ISO text, "" where unknown), gazette, what it revoked."""

    number: Text
    about: Text
    signed: str
    promulgated: str
    in_force: str
    gazette: str
    notes: tuple[Text, ...]


class Rubric(NamedTuple):
    """A whole instrument. `last_year` is None while it is in force; `decided_by` is "exact" or "rounded"."""

    id: str
    title: Text
    index_name: Text
    regulation: Regulation
    first_year: int
    last_year: int | None
    kinds: tuple[Kind, ...]
    scales: tuple[Scale, ...]
    bands: tuple[Band, ...]
    bands_source: str
    decided_by: str
    formula_source: str
    stages: tuple[Stage, ...]
    sources: tuple[tuple[str, Source], ...]
    defects: tuple[Text, ...]
    examples: tuple[Example, ...]
    tree: tuple[Item, ...]
    sha256: str

    def items(self) -> Iterator[tuple[Item, Item | None]]:
        """Every item with its parent (None at the top), parents before children, in rubric order."""
        pending: list[tuple[Item, Item | None]] = [(item, None) for item in reversed(self.tree)]
        while pending:
            item, parent = pending.pop()
            yield item, parent
            pending.extend((child, item) for child in reversed(item.children))

    def leaves(self) -> tuple[Item, ...]:
        """The items that are answered directly, in rubric order."""
        return tuple(item for item, _ in self.items() if not item.children)

    def scale(self, key: str) -> Scale:
        """The scale named `key`."""
        return next(scale for scale in self.scales if scale.key == key)

    def kind(self, key: str) -> Kind:
        """The floor named `key`."""
        return next(kind for kind in self.kinds if kind.key == key)

    def source(self, key: str) -> Source | None:
        """The source named `key`; None for "", where a rubric cites none."""
        return dict(self.sources)[key] if key else None

    def stage(self, code: str) -> Stage | None:
        """The stage with this code, or None if the instrument has none such."""
        return next((stage for stage in self.stages if stage.code == code), None)
