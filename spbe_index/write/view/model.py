"""What a report shows, part by part. Everything is text, ready to print, except what charts measure out (`shapes`)."""

from __future__ import annotations

from dataclasses import dataclass

from spbe_index.write.view.comparison_model import ResultRow, StandingView, Step, ValueTable
from spbe_index.write.view.facts import Fact, Seal
from spbe_index.write.view.opened_model import Opened
from spbe_index.write.view.page_model import Simulator
from spbe_index.write.view.plan_model import PlanView, SafetyView
from spbe_index.write.view.shapes import Bar, Dots, Radar, Strip, Trend
from spbe_index.write.words import Words


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page. `value` and `band` are empty, and `waiting` says why, when there is no index."""

    agency: str
    year: str
    stage: str
    stage_by: str
    stage_standing: str
    value: str
    band: str
    waiting: str
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScaleLevel:
    """One level of a scale as the guide explains it."""

    dots: Dots
    name: str
    summary: str


@dataclass(frozen=True, slots=True)
class ScaleGuide:
    """One scale as the guide explains it."""

    name: str
    levels: tuple[ScaleLevel, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of the index with its figures; `before` and `mean` are "" where nothing is set beside it."""

    code: str
    name: str
    depth: int
    weight: str
    value: str
    contribution: str
    before: str
    mean: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its figure, for short lists."""

    name: str
    figure: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """One of the most valuable raises: which indicator, from where to where, what it adds and asks."""

    name: str
    rise: str
    gain: str
    asks: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The one page a mayor reads."""

    sentences: tuple[str, ...]
    notices: tuple[str, ...]
    parts_title: str
    parts: tuple[Part, ...]
    strongest: tuple[Named, ...]
    weakest: tuple[Named, ...]
    strongest_tied: str
    weakest_tied: str
    compared: str
    next_steps: tuple[NextStep, ...]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One question: its level and what that means, how much evidence it has, who answers for it, its exact weight."""

    code: str
    number: str
    name: str
    facts: str
    dots: Dots
    level: str
    meaning: str
    evidence: str
    unit: str
    weight: str


@dataclass(frozen=True, slots=True)
class Group:
    """An aspect with its questions, strengths and weaknesses."""

    code: str
    anchor: str
    title: str
    figures: str
    rows: tuple[IndicatorRow, ...]
    strengths: tuple[Named, ...]
    weaknesses: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """The next level of one question: what it asks, which evidence shows it, what it adds."""

    anchor: str
    number: str
    name: str
    rise: str
    target: str
    gain: str
    lead: str
    criteria: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """All next levels; `with_evidence` tells whether the instrument names evidence at all."""

    intro: str
    rows: tuple[StepRow, ...]
    with_evidence: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """One round of assessment: its name, the index it came to (or its range) and the band, "" for none."""

    name: str
    index: str
    band: str


@dataclass(frozen=True, slots=True)
class StageRow:
    """One part or indicator: its value at each stage, the change from first to last, and what that did to the index.

    `depth` is 0 for the index; `turn` is "up", "down" or "" for no change or one that is not known.
    """

    depth: int
    code: str
    name: str
    values: tuple[str, ...]
    difference: str
    contribution: str
    turn: str


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of one assessment side by side."""

    intro: str
    stages: tuple[Stage, ...]
    rows: tuple[StageRow, ...]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One responsible unit: how many answers it has, how many are filled in, their weight and mean, what is left."""

    name: str
    items: str
    filled: str
    weight: str
    mean: str
    unfilled: str


@dataclass(frozen=True, slots=True)
class Document:
    """One piece of evidence: its title, what else is known of it in one line, and its cell ("" to say it below)."""

    title: str
    details: str
    cell: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """The evidence handed in for one question; `long` when it may run over the end of a page."""

    anchor: str
    number: str
    name: str
    pieces: tuple[Document, ...]
    more: str
    long: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem that stands: how bad, where, what, and what helps."""

    severity: str
    kind: str
    place: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Method:
    """How the figures came about and on what they rest."""

    formulas: tuple[str, ...]
    rounding: str
    bands: tuple[Fact, ...]
    deciding: str
    unfilled: str
    regulation: str
    regulation_dates: str
    regulation_notes: tuple[str, ...]
    sources: tuple[Fact, ...]
    defects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The chapter that sets the result beside earlier ones: all of them, each step, and the one that leads to it."""

    results: tuple[ResultRow, ...]
    trend: Trend
    values: tuple[ValueTable, ...]
    steps: tuple[Step, ...]
    leading: Step
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A whole report in the language of `words`.

    `accent` is the colour of its band, 0 lowest to 4 highest, 5 none; `top` is where its scales end. `parts_before` and
    `parts_mean` head the columns of what parts are compared with, "" for none.
    """

    words: Words
    accent: int
    title: str
    instrument: str
    index_name: str
    top: str
    running: str
    cover: Cover
    strip: Strip
    guide: tuple[ScaleGuide, ...]
    guide_intro: str
    summary: Summary
    values_intro: str
    indicators_intro: tuple[str, ...]
    parts: tuple[Part, ...]
    radar: Radar | None
    groups: tuple[Group, ...]
    level_numbers: tuple[int, ...]
    steps: Steps
    stages: Stages | None
    units: tuple[UnitRow, ...]
    evidence: tuple[EvidenceRow, ...]
    evidence_note: str
    evidence_gaps: str
    findings: tuple[Finding, ...]
    findings_note: str
    plan: PlanView | None
    safety: SafetyView | None
    comparison: Comparison | None
    standing: StandingView | None
    parts_before: str
    parts_mean: str
    method: Method
    simulator: Simulator
    explanation: Opened
    explanation_intro: tuple[str, ...]
    seal: Seal
