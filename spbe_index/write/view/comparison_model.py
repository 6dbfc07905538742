"""What a comparison, a standing and a ranking show, part by part: text ready to print, and shapes for charts."""

from __future__ import annotations

from dataclasses import dataclass

from spbe_index.write.view.shapes import Shift, Slope, Spread, Trend
from spbe_index.write.words import Words


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One of the results compared: its label, agency, stage, instrument, index (or range) and predicate."""

    label: str
    agency: str
    stage: str
    instrument: str
    index: str
    band: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A part or indicator of one instrument before and after; `depth` is 0 for the index."""

    depth: int
    code: str
    name: str
    before: str
    after: str
    difference: str
    contribution: str
    turn: str
    shift: Shift


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Corresponding indicators of two instruments; `difference` is a word where levels cannot be compared."""

    before_codes: str
    after_codes: str
    name: str
    before: str
    after: str
    difference: str
    contribution: str
    shift: Shift
    note: str


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Groups of one kind: compared, measured otherwise, gone, new; of the last two only one side is there (`alone`)."""

    title: str
    alone: bool
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True, slots=True)
class PartRow:
    """One of the four parts of a difference between instruments: its name, what it means, how much it is."""

    name: str
    meaning: str
    amount: str
    shift: Shift


@dataclass(frozen=True, slots=True)
class Step:
    """From one result to another: sentences, and either the changes of one instrument or the parts between two.

    `caption` heads the changes, `rest` tells how many indicators stay as they were and are not listed.
    """

    anchor: str
    title: str
    before: str
    after: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    slope: Slope | None
    changes: tuple[ChangeRow, ...]
    caption: str
    rest: str
    parts: tuple[PartRow, ...]
    groups: tuple[GroupTable, ...]


@dataclass(frozen=True, slots=True)
class ValueTable:
    """Index, domains and aspects of results of one instrument; a row is depth, code, name, a value for each label."""

    title: str
    labels: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class StandingView:
    """Where an agency stands: notes, places, values beside medians and means, the spread, and the nearest ones.

    Tables are rows of texts, the first of them the headings; of the nearest, the first text marks the own row.
    """

    title: str
    notes: tuple[str, ...]
    places: tuple[tuple[str, ...], ...]
    values_title: str
    values: tuple[tuple[str, ...], ...]
    spread: Spread | None
    nearest_title: str
    nearest: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A whole comparison in the language of `words`.

    `accent` is the colour of the last band; `files` are label, name and digest of each result's file.
    """

    words: Words
    accent: int
    title: str
    heading: str
    results: tuple[ResultRow, ...]
    remarks: tuple[str, ...]
    trend: Trend
    values: tuple[ValueTable, ...]
    steps: tuple[Step, ...]
    standing: StandingView | None
    files: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class RankSection:
    """A part of a ranked list: its first and last, and between them how many are not shown.

    `columns` are the headings before those of the domains, each after its key.
    """

    anchor: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    between: str
    last: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Mover:
    """An agency in two years."""

    agency: str
    before: str
    after: str
    difference: str
    shift: Shift


@dataclass(frozen=True, slots=True)
class RankView:
    """A ranked list in the language of `words`."""

    words: Words
    accent: int
    title: str
    heading: str
    best: tuple[tuple[str, str, str, str], ...]
    spread: Spread | None
    codes: tuple[str, ...]
    sections: tuple[RankSection, ...]
    movers_title: str
    movers_years: tuple[str, str]
    movers: tuple[Mover, ...]
    standing: StandingView | None
    remarks: tuple[str, ...]
