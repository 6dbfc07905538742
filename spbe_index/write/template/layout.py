"""Where everything stands in the workbook: sheets, columns, and the row of each indicator."""

from __future__ import annotations

from typing import NamedTuple

from openpyxl.utils import get_column_letter, quote_sheetname

from spbe_index.core.rubric import Item, LevelCriteria, Rubric
from spbe_index.write.template.whole import Units, units
from spbe_index.write.words import Words

#: The heading row of every table, and the first row below it.
HEAD = 4
FIRST = 5
#: Rows for evidence and for members of the team.
EVIDENCE_ROWS = 500
TEAM_ROWS = 8
#: The column of levels of an instrument without stages.
LEVEL = "level"


class CriterionRow(NamedTuple):
    """One criterion: whose it is, of which level, its number within it, and its row on the sheet."""

    leaf: Item
    level: LevelCriteria
    number: int
    row: int


class Layout(NamedTuple):
    """The geometry of one template. `columns` are letters by what a column of the assessment holds."""

    rubric: Rubric
    words: Words
    units: Units
    leaves: tuple[Item, ...]
    rows: dict[str, int]
    columns: dict[str, str]
    criteria: tuple[CriterionRow, ...]
    parents: dict[str, Item]
    #: The floors above the indicators, highest first, and the floor an inner item is on.
    groups: tuple[str, ...]

    @property
    def stages(self) -> tuple[str, ...]:
        """The columns that levels are typed into: one a stage; where the instrument knows no stages, the only one."""
        return tuple(stage.code for stage in self.rubric.stages) or (LEVEL,)

    @property
    def last(self) -> int:
        """The row of the last indicator."""
        return FIRST + len(self.leaves) - 1

    def title(self, sheet: str) -> str:
        """The name of a sheet."""
        return self.words(f"template.sheet.{sheet}")

    def at(self, sheet: str, address: str) -> str:
        """A reference to a cell or range of a sheet."""
        return f"{quote_sheetname(self.title(sheet))}!{address}"

    def cell(self, code: str, column: str) -> str:
        """A reference to a cell of the assessment."""
        return self.at("levels", f"${self.columns[column]}${self.rows[code]}")

    def stage_cells(self, code: str) -> str:
        """A reference to the levels of all stages of an indicator."""
        first, last = self.stages[0], self.stages[-1]
        row = self.rows[code]
        return self.at("levels", f"${self.columns[first]}${row}:${self.columns[last]}${row}")

    def ancestor(self, leaf: Item, kind: str) -> Item | None:
        """The item of a floor that a leaf belongs to."""
        item: Item | None = leaf
        while item is not None and item.kind != kind:
            item = self.parents.get(item.code)
        return item

    def leaves_below(self, item: Item) -> tuple[Item, ...]:
        """The answerable items of an inner one; they stand in rows one below the other."""
        return tuple(leaf for child in item.children for leaf in self.leaves_below(child)) if item.children else (item,)


def lay_out(rubric: Rubric, words: Words) -> Layout:
    """The geometry for a rubric.

    Raises:
        SpbeError: E601, its weights are too fine for a spreadsheet.

    """
    leaves = rubric.leaves()
    parents = {item.code: parent for item, parent in rubric.items() if parent}
    answered = {leaf.kind for leaf in leaves}
    inner = [item for item, _ in rubric.items() if item.children]
    groups = tuple(k.key for k in rubric.kinds if any(i.kind == k.key for i in inner) and k.key not in answered)
    names = ["code", *groups, "name", *([stage.code for stage in rubric.stages] or [LEVEL]), "target"]
    if any(leaf.external for leaf in leaves):
        names.append("external")
    names += ["explanation", "unit", "before", "supported", "counts"]
    columns = {name: get_column_letter(number) for number, name in enumerate(names, 1)}
    rows = {leaf.code: FIRST + number for number, leaf in enumerate(leaves)}
    criteria: list[CriterionRow] = []
    for leaf in leaves:
        for level in criteria_of(leaf, parents):
            for number in range(1, len(level.criteria) + 1):
                criteria.append(CriterionRow(leaf, level, number, FIRST + len(criteria)))
    return Layout(rubric, words, units(rubric), leaves, rows, columns, tuple(criteria), parents, groups)


def criteria_of(leaf: Item, parents: dict[str, Item]) -> tuple[LevelCriteria, ...]:
    """The criteria of an answerable item: its own, else those of the indicator that it is an input of."""
    parent = parents.get(leaf.code)
    return leaf.levels or (parent.levels if parent else ())
