"""What was handed in: an agency's answers by indicator and stage, with evidence and cells."""

from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.problem import NOWHERE, Place, Problem


class Given(NamedTuple):
    """An answer: the exact value, what the cell said, and the cell.

    `converted_from` is the published index of another agency from which the
    value was computed (Pemdi), or None when the value itself was typed.
    """

    value: Fraction
    text: str
    place: Place
    converted_from: Fraction | None = None


class Unanswered(NamedTuple):
    """No usable answer, and why.

    `reason` is "blank" (the cell is empty or a dash), "missing" (the workbook
    has no row for the item) or "faulty" (something stands there that is not an
    answer; `fault` tells what). `between` is what it can still become where a
    checklist has settled that in part; None leaves the whole scale open.
    """

    reason: str
    place: Place = NOWHERE
    fault: Problem | None = None
    between: tuple[Fraction, Fraction] | None = None


Answer = Given | Unanswered


class Evidence(NamedTuple):
    """One piece of evidence as handed in: its title (or file name or link) and its cell.

    What else the workbook says of it is "" where it says nothing: `number`,
    `date` and `valid_until` (ISO texts, YYYY-MM-DD), `link` (file name or
    address), `page` (as typed), `note` (what is remarked of it). `level` is the level it is to show, or None.
    `sha256` is the digest of the file itself, where the file was looked at.
    `link_cell`, `date_cell` and `until_cell` name the cells on the same sheet
    that say link, date and end, where those are not the title's own.
    """

    text: str
    place: Place
    number: str = ""
    date: str = ""
    valid_until: str = ""
    link: str = ""
    page: str = ""
    level: int | None = None
    sha256: str = ""
    link_cell: str = ""
    date_cell: str = ""
    until_cell: str = ""
    note: str = ""

    def at(self, cell: str) -> Place:
        """The place of one of its cells: that of the title where there is none."""
        return self.place._replace(cell=cell) if cell else self.place


class Tick(NamedTuple):
    """One line of the checklist: whether a criterion of a level is met, None where nobody has said.

    `number` counts the level's criteria from 1.
    """

    level: int
    number: int
    met: bool | None
    place: Place
    note: str = ""


class Effort(NamedTuple):
    """What a step to a higher level costs, in any unit: days, people, money.

    It holds for the step to `level`, or where that is None for the step of
    this number (1 is the next one) and those after it, up to the next effort
    that says otherwise.
    """

    cost: Fraction
    place: Place
    level: int | None = None
    step: int = 1


class Entry(NamedTuple):
    """Everything the workbook says about one answerable item.

    `answers` are (stage, answer) pairs, one per level column found, in column
    order; stage "" is a column that names none. `target` is the level the
    agency aims at, if the workbook has such a column. `place` is the cell that
    names the item, NOWHERE for one the workbook lacks. `efforts` are what the
    next levels cost, where the workbook says so.
    """

    code: str
    answers: tuple[tuple[str, Answer], ...]
    place: Place = NOWHERE
    target: Answer = Unanswered("missing")
    explanation: str = ""
    unit: str = ""
    evidence: tuple[Evidence, ...] = ()
    ticks: tuple[Tick, ...] = ()
    efforts: tuple[Effort, ...] = ()

    def answer(self, stage: str) -> Answer:
        """The answer given at `stage`, or Unanswered("missing")."""
        return dict(self.answers).get(stage, Unanswered("missing", self.place))


class Provenance(NamedTuple):
    """The file an assessment was read from: its name, SHA-256 digest, and the reader that opened it."""

    file: str
    sha256: str
    reader: str


class Assessment(NamedTuple):
    """One workbook, understood against one rubric.

    `entries` hold every answerable item of the rubric, in rubric order, whether
    or not the workbook names it. `stages` are the stages that have a level
    column. `stage_named` is the stage the workbook claims for a column that
    names none ("" if it does not say). `year` is None where the workbook tells none.
    `headings` are the cells that head the levels of each stage, `register` the
    one that heads the list of evidence, as far as there are such.
    """

    agency: str
    group: str
    year: int | None
    stages: tuple[str, ...]
    stage_named: str
    entries: tuple[Entry, ...]
    provenance: Provenance
    headings: tuple[tuple[str, Place], ...] = ()
    register: Place = NOWHERE
