"""Tables to an assessment: every answer with its cell, and everything that was not understood."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from spbe_index.core.assessment import Assessment, Entry, Given, Provenance, Tick, Unanswered
from spbe_index.core.problem import NOWHERE, Place, Problem, SpbeError, problem
from spbe_index.core.rubric import Rubric
from spbe_index.load.answers import Gathered
from spbe_index.load.heading import StageWords, words_of
from spbe_index.load.headings import DETAILS, Role
from spbe_index.load.hidden import (
    EVIDENCE,
    LEVELS,
    TARGETS,
    UNITS,
    HiddenRows,
    answers_away,
    hidden_columns,
    levels_away,
    sheets_away,
    table_away,
)
from spbe_index.load.identity import Identity
from spbe_index.load.inferred import convert_external, judge
from spbe_index.load.layout import Layout, lay_out
from spbe_index.load.naming import Names, names_of
from spbe_index.load.rows import Kind, Reading
from spbe_index.load.sheets import Book
from spbe_index.load.unplaced import of_divided_item, of_unknown_row
from spbe_index.load.unread import no_table_read, overlong_sheets


def understand(book: Book, rubric: Rubric, identity: Identity) -> tuple[Assessment, tuple[Problem, ...]]:
    """Understand a workbook against a rubric.

    Faults of single answers are in the entries, as `Unanswered.fault`, because
    only those of the stage that is scored matter; the problems returned are all others.

    Raises:
        SpbeError: E201, no sheet has a table of indicators with levels.

    """
    stages = words_of(rubric)
    names = names_of(rubric)
    layout = lay_out(book, rubric, identity.year)
    checklists = layout.checklists
    away = sheets_away(book, stages, names)
    levels_hidden = None if layout.with_levels else levels_away(away)
    if not layout.with_levels and levels_hidden is None and not (checklists and checklists.ticks):
        raise no_table(book, stages, (*answers_away(away, None), *layout.unheard))
    found = _Reader(rubric, names, layout)
    found.read(layout.readings)
    if checklists:
        found.take_ticks(checklists.ticks)
    # A workbook with nothing but a checklist answers for a stage it does not name.
    used = [column.stage for chosen in layout.columns for column in chosen] or [""]
    order = ["", *(stage.code for stage in rubric.stages)]
    in_order = tuple(stage for stage in order if stage in used)
    heading = layout.naming if layout.with_levels or not checklists else checklists.heading
    rows = _Rows(heading, layout.with_levels, levels_hidden)
    entries = found.entries(in_order, rows)
    assessment = Assessment(
        agency=identity.agency,
        group=identity.group,
        year=identity.year,
        stages=in_order,
        stage_named=identity.stage if rubric.stage(identity.stage) else "",
        entries=entries,
        provenance=Provenance(book.file, book.sha256, book.reader),
        headings=layout.headings,
        register=layout.register,
    )
    of_lists = (*overlong_sheets(book), *layout.unheard, *(checklists.problems if checklists else ()))
    unseen = (
        *hidden_columns(layout.kept, TARGETS, Role.TARGET),
        *hidden_columns(layout.kept, UNITS, Role.UNIT),
        *hidden_columns(layout.kept, EVIDENCE, Role.EVIDENCE, *DETAILS),
    )
    return assessment, (*answers_away(away, levels_hidden), *layout.notes, *of_lists, *unseen, *found.problems())


class _Rows(NamedTuple):
    """What to say of an item that has no row: where it should have been, if there is a table of levels at all.

    `away` is the problem of a table of levels that lies on a hidden sheet.
    """

    heading: Place
    with_levels: bool
    away: Problem | None

    def absent(self, gathered: Gathered, missing: Place) -> Unanswered:
        """The answer of an item for a stage in which no row answers it."""
        if self.away:
            return Unanswered("faulty", self.away.place, self.away)
        if not self.with_levels and gathered.ticks:
            # The checklist is the table: its first line is what is to be filled in.
            first = gathered.ticks[0]
            about = {"indicator": gathered.item.code, "level": first.level, "number": first.number}
            return Unanswered("blank", first.place, problem("E243", first.place, **about))
        return Unanswered("missing", gathered.place if gathered.answers else missing)


def no_table(book: Book, stages: StageWords, hidden: tuple[Problem, ...] = ()) -> SpbeError:
    """The error for a workbook in which no table with levels is found.

    E272 where a hidden sheet has one, else E201, E890 where there is nothing but a sheet that is too long, or E899
    for a table of levels.
    """
    if away := table_away(book, stages):
        return SpbeError(away)
    why = no_table_read(book, stages)
    return SpbeError(why, *hidden, *(overlong_sheets(book) if why.code == "E201" else ()))


def _goes_on(last: Reading, reading: Reading) -> bool:
    """Whether a row goes on with the one above it. What follows after an empty row, a signature say, does not."""
    below = reading.table is last.table and reading.row.number == last.row.number + 1
    return reading.kind is Kind.BARE and below


class _Reader:
    """Gathers what all rows say, item by item."""

    def __init__(self, rubric: Rubric, names: Names, layout: Layout) -> None:
        scales = {scale.key: scale for scale in rubric.scales}
        self._rubric = rubric
        self._names = names
        self._columns = {id(table): columns for table, columns in zip(layout.kept, layout.columns, strict=True)}
        others = {key: tuple(scale for scale in rubric.scales if scale.key != key) for key in scales}
        self._items = {
            code: Gathered(leaf, scales[leaf.scale], others[leaf.scale]) for code, leaf in names.leaves.items()
        }
        self._scale = scales[next(iter(names.leaves.values())).scale]
        self._groups: dict[str, Place] = {}
        self._hidden = HiddenRows()
        self._unknown: list[Problem] = []
        self._unlabelled: list[Problem] = []
        self._divided: dict[str, Problem] = {}

    def read(self, readings: tuple[Reading, ...]) -> None:
        """Take in every row."""
        owners = {(r.table.sheet.name, r.row.number): r.code for r in readings if r.kind is Kind.ITEM}
        last: Reading | None = None
        for reading in readings:
            columns = self._columns[id(reading.table)]
            if reading.kind is Kind.ITEM:
                gathered = self._items[reading.code]
                documents = len(gathered.evidence)
                answered = gathered.add(reading, columns, owners)
                if reading.row.hidden and (answered or len(gathered.evidence) > documents):
                    self._hidden.add(LEVELS if answered else EVIDENCE, reading.row.number, reading.place)
            elif reading.kind is Kind.GROUP:
                self._groups.setdefault(reading.code, reading.place)
                if stray := of_divided_item(reading, columns, self._names, self._scale):
                    self._divided.setdefault(reading.code, stray)
            elif reading.kind is Kind.UNKNOWN and reading.doubt:
                self._unlabelled.append(reading.doubt)
            elif reading.kind in (Kind.UNKNOWN, Kind.BARE):
                if stray := of_unknown_row(reading, columns, self._names, self._scale):
                    self._unknown.append(stray)
                if last and last.kind is Kind.ITEM and _goes_on(last, reading):
                    self._items[last.code].continue_with(reading.table, reading.row)
                    last = last._replace(row=reading.row)
                    continue
                if reading.table.by_role(*DETAILS):
                    from spbe_index.load.ledger import unknown

                    self._unknown += unknown(reading, self._names)
            last = reading

    def take_ticks(self, ticks: Mapping[str, tuple[Tick, ...]]) -> None:
        """Take in the checklists, by code."""
        for code, of_item in ticks.items():
            if code in self._items:
                self._items[code].ticks = of_item

    def entries(self, stages: tuple[str, ...], rows: _Rows) -> tuple[Entry, ...]:
        """One entry an answerable item, in rubric order."""
        in_use = [s for s in stages if any(isinstance(g.answers.get(s), Given) for g in self._items.values())]
        if not in_use:
            in_use = list(stages) if len(stages) == 1 else []
        return tuple(self._entry(code, gathered, stages, in_use, rows) for code, gathered in self._items.items())

    def _entry(
        self, code: str, gathered: Gathered, stages: tuple[str, ...], in_use: Sequence[str], rows: _Rows
    ) -> Entry:
        convert_external(gathered, in_use)
        # The checklist is the agency's own judgement: it speaks for the first stage, or for a column that names none.
        for stage in stages[:1]:
            if gathered.ticks and stage in ("", *(first.code for first in self._rubric.stages[:1])):
                judge(gathered, stage, self._names.criteria(code))
        # A row for the indicator as a whole shows where the rows of its answers are missing.
        missing = self._groups.get(self._names.parents[code], NOWHERE)
        if missing == NOWHERE or not self._names.items[self._names.parents[code]].levels:
            missing = rows.heading
        absent = rows.absent(gathered, missing)
        if self._unlabelled and not gathered.answers:
            # Its row may be one of those of which nobody knows what they are about.
            absent = Unanswered("faulty", self._unlabelled[0].place, self._unlabelled[0])
        return Entry(
            code=code,
            answers=tuple((stage, gathered.answers.get(stage, absent)) for stage in stages),
            place=gathered.place,
            target=gathered.target,
            explanation="\n".join(gathered.explanation),
            unit="; ".join(gathered.unit),
            evidence=tuple(gathered.evidence),
            ticks=gathered.ticks,
            efforts=tuple(gathered.efforts),
        )

    def problems(self) -> tuple[Problem, ...]:
        """Everything noticed beside the faults of answers."""
        of_items = (found for gathered in self._items.values() for found in gathered.problems)
        return (*self._unlabelled, *self._unknown, *self._undivided(), *of_items, *self._hidden.problems())

    def _undivided(self) -> list[Problem]:
        """E231 where none of the inputs has a row; beside rows of their own, the level of the whole is their sum."""
        return [
            stray
            for code, stray in self._divided.items()
            if not any(self._items[leaf].answers for leaf in self._names.under(code))
        ]
