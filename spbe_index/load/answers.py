"""The answers of one item, gathered over all rows and columns that speak of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spbe_index.core.assessment import Answer, Effort, Evidence, Given, Tick, Unanswered
from spbe_index.core.problem import NOWHERE, Place, Problem, problem
from spbe_index.core.rubric import Item, Scale
from spbe_index.load.folding import one_line, visible
from spbe_index.load.heading_rows import Column
from spbe_index.load.headings import DETAILS, Role
from spbe_index.load.level import allowed, figure, is_blank, read_level, unreadable
from spbe_index.load.rows import Reading
from spbe_index.load.sheets import Cell
from spbe_index.load.tables import Row, Table

_SHOWN = 60
#: What a row may say of its item beside levels and evidence.
_OTHERS = (Role.EXPLANATION, Role.UNIT, Role.EXTERNAL, Role.TARGET, Role.EFFORT)

#: Those that are read as they stand, with an example of each.
_TEXTS = {Role.EXPLANATION: "Diterapkan sejak 2023", Role.UNIT: "Dinas Kominfo"}

#: Which item the row of a sheet is about, by sheet name and row.
Owners = Mapping[tuple[str, int], str]


class Gathered:
    """What was found about one item so far.

    `answers` holds one answer a stage; `external` the published indices of
    other agencies, as (stage, cell, place).
    """

    def __init__(self, item: Item, scale: Scale, others: Sequence[Scale] = ()) -> None:
        self.item = item
        self.scale = scale
        self._others = others
        self.place = NOWHERE
        self.answers: dict[str, Answer] = {}
        self.target: Answer = Unanswered("missing")
        self.explanation: list[str] = []
        self.unit: list[str] = []
        self.evidence: list[Evidence] = []
        self.ticks: tuple[Tick, ...] = ()
        self.efforts: list[Effort] = []
        self.external: list[tuple[str, Cell, Place]] = []
        self.problems: list[Problem] = []

    def add(self, reading: Reading, columns: Sequence[Column], owners: Owners) -> bool:
        """Take in a row that is about this item; whether it holds an answer."""
        # A list of evidence names the item too; where its levels stand is its place.
        if self.place == NOWHERE or (columns and not self.answers):
            self.place = reading.place
        if reading.doubt:
            self.problems.append(reading.doubt)
        table, row = reading.table, reading.row
        row_answers: dict[str, Answer] = {}
        for column in columns:
            answer = self._read(table, row, column, owners)
            known = row_answers.get(column.stage)
            row_answers[column.stage] = answer if known is None else self._one_of(known, answer)
        repeated = False
        for stage, answer in row_answers.items():
            repeated |= self._answer(stage, answer)
        if repeated:
            self.problems.append(problem("W220", reading.place, indicator=self.item.code, first=self.place.address))
        self._other_columns(table, row)
        return any(isinstance(answer, Given) for answer in row_answers.values())

    def continue_with(self, table: Table, row: Row) -> None:
        """Take in what a row without labels adds to the row above it."""
        self._other_columns(table, row)

    def _read(self, table: Table, row: Row, column: Column, owners: Owners) -> Answer:
        place = table.place_at(row.number, column.number)
        cell = row.cells.get(column.number)
        if column.number in row.cut:
            return Unanswered("faulty", place, _cut(row, column.number, place, self.item.code))
        anchor = row.lent.get(column.number) if cell is None else None
        if anchor and not is_blank(anchor.text) and owners.get((table.sheet.name, anchor.row)) != self.item.code:
            fault = problem("E222", place, indicator=self.item.code, anchor=anchor.name)
            return Unanswered("faulty", place, fault)
        answer = read_level(cell, self.scale, self.item.code, place)
        if cell and isinstance(answer, Unanswered) and answer.fault and answer.fault.code == "E203":
            return self._by_other_name(cell, answer)
        return answer

    def _by_other_name(self, cell: Cell, answer: Unanswered) -> Answer:
        """The level whose number is typed with the name it has on another scale of the instrument; N295 tells it."""
        for scale in self._others if any(sign.isdigit() for sign in cell.text) else ():
            other = read_level(cell, scale, self.item.code, answer.place)
            if isinstance(other, Given) and self.scale.allows(other.value):
                level = self.scale.level_of(other.value).name
                about = {
                    "indicator": self.item.code,
                    "found": one_line(cell.text)[:_SHOWN],
                    "value": figure(other.value),
                }
                self.problems.append(problem("N295", answer.place, **about, **level.particulars("name")))
                return other
        return answer

    def _one_of(self, first: Answer, second: Answer) -> Answer:
        """The answer of two columns for one stage: theirs when they agree, E221 when they do not."""
        if isinstance(first, Given) and isinstance(second, Given) and first.value == second.value:
            return first
        if isinstance(first, Unanswered) and isinstance(second, Unanswered):
            if first.reason == "blank":
                return second
            self._also(second)
            return first
        self._also(first, second)
        fault = problem("E221", second.place, indicator=self.item.code, first=first.place.address)
        return Unanswered("faulty", second.place, fault)

    def _answer(self, stage: str, answer: Answer) -> bool:
        """Keep an answer; whether the same one had been given in an earlier row. Two that differ are E208."""
        known = self.answers.get(stage)
        if known is None or (isinstance(known, Unanswered) and known.reason == "blank"):
            self.answers[stage] = answer
        elif isinstance(answer, Unanswered) and answer.reason == "blank":
            pass
        elif isinstance(answer, Given) and isinstance(known, Given) and answer.value == known.value:
            return True
        elif isinstance(answer, Unanswered) and isinstance(known, Unanswered):
            if not _same_merge(answer, known):
                self._also(answer)
        else:
            self._also(known, answer)
            fault = problem("E208", answer.place, indicator=self.item.code, first=known.place.address)
            self.answers[stage] = Unanswered("faulty", answer.place, fault)
        return False

    def _also(self, *answers: Answer) -> None:
        """Keep the faults of answers that give way to another one: each has a cell that must be mended."""
        self.problems += [answer.fault for answer in answers if isinstance(answer, Unanswered) and answer.fault]

    def _other_columns(self, table: Table, row: Row) -> None:
        if table.by_role(Role.EVIDENCE):
            from spbe_index.load.ledger import read_evidence  # only where there is evidence

            found, problems = read_evidence(table, row, self.scale, self.item.code)
            self.evidence += found
            self.problems += problems
        self._told_cut(table, row)
        for column in table.by_role(*_OTHERS):
            cell = row.cells.get(column.number)
            if cell and column.number not in row.cut and (cell.kind == "formula" or not is_blank(cell.text)):
                self._other(table, column, cell)

    def _told_cut(self, table: Table, row: Row) -> None:
        # One word a row is enough: that of its level, where that is cut too.
        if row.cut and not any(level.number in row.cut for level in table.by_role(Role.LEVEL)):
            for column in table.columns:
                cell = row.cells.get(column.number)
                if cell and column.number in row.cut and not is_blank(cell.text):
                    self.problems.append(_cut(row, column.number, table.place(cell), self.item.code))

    def _other(self, table: Table, column: Column, cell: Cell) -> None:
        """Take in one cell beside levels and evidence."""
        place = table.place(cell)
        if column.role in _TEXTS and (kind := unreadable(cell)):
            self.problems.append(no_text(place, kind, column.role, self.item.code, cell.text))
        elif column.role is Role.EXPLANATION:
            # Beside a list of evidence a remark is about the document.
            if not table.by_role(*DETAILS) or table.by_role(Role.LEVEL):
                self.explanation.append(visible(cell.text).strip())
        elif column.role is Role.UNIT:
            if (unit := " ".join(visible(cell.text).split())) not in self.unit:
                self.unit.append(unit)
        elif column.role is Role.EXTERNAL:
            self.external.append((column.stage, cell, place))
        elif column.role is Role.TARGET:
            self._aim(read_level(cell, self.scale, self.item.code, place))
        elif column.role is Role.EFFORT:
            self._cost(cell, column, place)

    def _aim(self, target: Answer) -> None:
        """Keep a target; one that cannot be read is only a warning, for it changes no index."""
        if isinstance(target, Unanswered) and target.fault:
            found = dict(target.fault.args)["found"]
            fault = problem("W217", target.place, indicator=self.item.code, found=found, **allowed(self.scale))
            self.problems.append(fault)
            target = Unanswered("faulty", target.place, fault)
        if not isinstance(self.target, Given):
            self.target = target

    def _cost(self, cell: Cell, column: Column, place: Place) -> None:
        """Keep what the next levels cost; what cannot be read is only a warning, for it changes no index."""
        from spbe_index.load.efforts import read_efforts  # only where there is such a column

        efforts = read_efforts(cell, column.heading, place)
        if efforts is None:
            self.problems.append(problem("W820", place, indicator=self.item.code, found=one_line(cell.text)[:_SHOWN]))
        # A second row of the indicator says nothing new; a column for another level does.
        elif efforts and efforts[0].level not in {effort.level for effort in self.efforts}:
            self.efforts += efforts


def no_text(place: Place, kind: str, role: Role, code: str, found: str) -> Problem:
    """W286: where a text belongs stands an error value, or a formula without a stored value."""
    shown = one_line(found)[:_SHOWN]
    return problem("W286", place, indicator=code, kind=kind, what=role.value, found=shown, example=_TEXTS[role])


def _cut(row: Row, column: int, place: Place, code: str) -> Problem:
    """E280, with what stands in the cell and in the next one."""
    found, behind = (
        one_line(row.cells[index].text)[:_SHOWN] if index in row.cells else "" for index in (column, column + 1)
    )
    return problem("E280", place, indicator=code, found=found, behind=behind, example=_example(found, behind))


def _example(found: str, behind: str) -> str:
    """How the two would be written as one figure, where both are digits."""
    return f"{found},{behind}" if found.isdigit() and behind.isdigit() else "3,25"


def _same_merge(one: Unanswered, other: Unanswered) -> bool:
    """Whether two rows suffer from one and the same merged cell, which is one fault."""
    return bool(one.fault and other.fault and one.fault.code == "E222" and one.fault[::2] == other.fault[::2])
