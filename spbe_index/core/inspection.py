"""What the reader saw of a file: sheets, tables, headings, what the file says of itself, and which instrument fits."""

from __future__ import annotations

from typing import NamedTuple

from spbe_index.core.problem import NOWHERE, Place, Problem
from spbe_index.core.rubric import Text

#: States of a sheet: Excel offers to show one that is hidden, and does not even list one that is "very hidden".
VISIBLE, HIDDEN, UNLISTED = "visible", "hidden", "very hidden"
#: What a table is: levels by indicator, criteria with yes or no, documents, something else that names rows; or a
#: likely heading row in which nothing is understood.
LEVELS, CHECKLIST, EVIDENCE, OTHER, UNKNOWN = "levels", "checklist", "evidence", "other", "unknown"
#: What else a sheet may hold than tables: what an agency says of itself, and what the workbook itself makes of it all.
IDENTITY, SUMMARY = "identity", "summary"
#: What becomes of a column: it is read, another one is read in its place, or its heading is not understood.
READ, PASSED_OVER, NOT_UNDERSTOOD = "read", "passed over", "not understood"


class Some(NamedTuple):
    """How many there are of something, and the first of them: cells, columns or rows as Excel names them."""

    total: int = 0
    first: tuple[str, ...] = ()


class SheetSeen(NamedTuple):
    """One sheet.

    `reach` is the range of its cells (`A1:F52`), "" where it has none.
    `uncalculated` are formulas without a stored value; `under_merges` are cells
    with something in them under a merged range, where nobody sees it. Only
    hidden rows and columns that hold something count, `hidden_cells` are what
    they hold. `holds` tells what was recognised.
    """

    name: str
    state: str = VISIBLE
    locked: bool = False
    reach: str = ""
    cells: int = 0
    errors: Some = Some()
    uncalculated: Some = Some()
    hidden_rows: Some = Some()
    hidden_columns: Some = Some()
    hidden_cells: int = 0
    merged: int = 0
    under_merges: Some = Some()
    holds: tuple[str, ...] = ()


class HeadingSeen(NamedTuple):
    """One heading and its column.

    `holds` is what the column holds, as `load.headings.Role` has it, and "" where that is not understood; `stage` and
    `year` are those of levels, "" and None where nothing tells them.
    """

    cell: str
    text: str
    use: str
    holds: str = ""
    stage: str = ""
    year: int | None = None
    hidden: bool = False


class TableSeen(NamedTuple):
    """A heading and the rows below it.

    `read` says whether anything in it counts for the instrument. Of its `rows`, so many are about `indicators`, and
    so many are about something `unknown` to it. `more` headings are left out.
    """

    place: Place
    kind: str
    read: bool
    rows: int
    indicators: int
    unknown: int
    headings: tuple[HeadingSeen, ...]
    more: int = 0


class Said(NamedTuple):
    """What the file says of itself: agency, group, year, stage, rubric, regulation or remark.

    `used` is false for a second cell that says otherwise, and is not believed.
    """

    what: str
    text: str
    place: Place
    used: bool


class Fit(NamedTuple):
    """How well an instrument fits: of the `rows` that name something and have a level, it has `known`.

    `items` is how many answers it asks for.
    """

    rubric: str
    title: Text
    items: int
    known: int
    rows: int


class Chosen(NamedTuple):
    """The instrument that is used, and why: "wanted" by the user, "named" by the file, its "year", or its "rows".

    `place` is the cell that tells, if one does. A `stages` pair is code and name.
    """

    rubric: str
    title: Text
    why: str
    stages: tuple[tuple[str, Text], ...]
    place: Place = NOWHERE


class Understood(NamedTuple):
    """What can be scored: of `items` answers that the instrument asks for, so many have a row.

    `answered` tells for each stage in the file ("" for one that is not named) how many are filled in; `documents` and
    `criteria` are the evidence and the answers to criteria that were found.
    """

    items: int
    found: int
    answered: tuple[tuple[str, int], ...]
    documents: int
    criteria: int


class Inspection(NamedTuple):
    """What the reader saw of one file.

    `second` says that the usual reader of this format could not read it.
    `encoding` and `delimiter` are those of a text table, else "". `chosen` is
    None where no instrument could be told, `understood` None where nothing can
    be scored; the problems tell why. So many `more_tables` are left out.
    """

    file: str
    format: str
    reader: str
    second: bool
    sha256: str
    encoding: str
    delimiter: str
    locked: bool
    sheets: tuple[SheetSeen, ...]
    tables: tuple[TableSeen, ...]
    more_tables: int
    said: tuple[Said, ...]
    fits: tuple[Fit, ...]
    chosen: Chosen | None
    understood: Understood | None
    problems: tuple[Problem, ...]
