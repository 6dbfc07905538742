"""The hidden sheet that computes: one row an indicator, one row each for the index, the domains and the aspects.

What is shown elsewhere is read off here. Nothing is divided before it has been
compared, so the floats of a spreadsheet move no band edge.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from spbe_index.core.checklist import NO, YES
from spbe_index.core.result import ROOT
from spbe_index.core.rubric import Item, LevelCriteria, Scale
from spbe_index.write.template.layout import FIRST, Layout, criteria_of
from spbe_index.write.template.style import fixed, headings
from spbe_index.write.template.whole import converted, on_scale

#: Columns of an indicator's row; the flags of the levels follow.
TYPED, NUMBER, CONVERTED, VALUE, WEIGHT, SUM, LOW, HIGH, FILLED, SUPPORTED = "BCDEFGHIJK"
_FLAGS = 12
#: Columns of a node's row.
TOTAL, TOTAL_LOW, TOTAL_HIGH, DIVISOR, DONE, COUNT = "GHIEJK"
#: The cell with the number of the latest stage in use.
_IN_USE = "$B$2"
#: The column with what each line of the checklist says (1, 0 or nothing), and where the words for yes and no begin.
_SAID, _WORDS = "Z", 28
#: What people write where there is nothing to say, beside blanks.
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212_"
_NO_BREAK = "\u00a0"


class Working(NamedTuple):
    """Where the sheet holds what: the row of each node by its code."""

    layout: Layout
    nodes: dict[str, int]

    def node(self, code: str, column: str) -> str:
        """A reference to a cell of a node's row."""
        return self.layout.at("working", f"${column}${self.nodes[code]}")

    def leaf(self, code: str, column: str) -> str:
        """A reference to a cell of an indicator's row."""
        return self.layout.at("working", f"${column}${self.layout.rows[code]}")


def write_working(sheet: Any, layout: Layout) -> Working:
    """Fill the sheet and tell where its figures stand. An indicator has the same row here as in the assessment."""
    words = layout.words
    numbers = sorted({level.number for scale in layout.rubric.scales for level in scale.levels})
    names = [words(f"template.working.{key}") for key in _NAMES]
    flags = [words(f"template.working.{key}", level=number) for number in numbers for key in ("sure", "open")]
    fixed(sheet, 1, 1, words("template.working.title"))
    fixed(sheet, 2, 1, words("template.working.in_use"))
    sheet[_IN_USE.replace("$", "")] = _latest_in_use(layout)
    headings(sheet, FIRST - 1, [*names, *flags], [12.0] * (len(names) + len(flags)))
    _write_answers(sheet, layout)
    for leaf in layout.leaves:
        _write_leaf(sheet, layout, leaf, numbers)
    nodes: dict[str, int] = {}
    row = layout.last + 2
    inner = [item for item, _ in layout.rubric.items() if item.children]
    for code, below in [(ROOT, layout.leaves), *((item.code, layout.leaves_below(item)) for item in inner)]:
        row += 1
        nodes[code] = row
        _write_node(sheet, layout, code, row, below)
    return Working(layout, nodes)


_NAMES = ("code", "typed", "number", "converted", "value", "weight", "sum", "low", "high", "filled", "supported")


def _write_answers(sheet: Any, layout: Layout) -> None:
    """What each line of the checklist says, whatever word or sign it is said with, in either language."""
    ranges = []
    for row, said in enumerate((YES, NO), 1):
        for column, word in enumerate(said, _WORDS):
            fixed(sheet, row, column, word)
        ranges.append(f"${get_column_letter(_WORDS)}${row}:${get_column_letter(_WORDS + len(said) - 1)}${row}")
    for one in layout.criteria:
        cell = layout.at("criteria", f"$G${one.row}")
        word = f'LOWER(TRIM(SUBSTITUTE({cell},"{_NO_BREAK}"," ")))'
        yes, no = (f"SUMPRODUCT(({known}={word})*1)>0" for known in ranges)
        sheet[f"{_SAID}{one.row}"] = f'=IFERROR(IF({yes},1,IF({no},0,"")),"")'


def _without_dashes(cells: str) -> str:
    """The texts of cells; nothing where there is nothing but dashes and blanks, which count as not filled."""
    for sign in (_NO_BREAK, *_DASHES):
        cells = f'SUBSTITUTE({cells},"{sign}","")'
    return f"TRIM({cells})"


def _latest_in_use(layout: Layout) -> str:
    """The number of the latest stage that has any level: the index of another agency counts for the stages in use."""
    counts = []
    for number, stage in enumerate(layout.stages, 1):
        column = layout.columns[stage]
        cells = layout.at("levels", f"${column}${FIRST}:${column}${layout.last}")
        counts.append(f"{number}*(COUNT({cells})>0)")
    return f"=MAX({','.join(counts)})"


def _write_leaf(sheet: Any, layout: Layout, leaf: Item, numbers: list[int]) -> None:
    row, unit = layout.rows[leaf.code], layout.units
    scale = layout.rubric.scale(leaf.scale)
    cells = layout.stage_cells(leaf.code)
    levels = criteria_of(leaf, layout.parents)
    filled = f'({_without_dashes(cells)}<>"")'
    formulas = {
        TYPED: f'=IFERROR(LOOKUP(2,1/{filled},{cells}),"")',
        NUMBER: f'=IF({TYPED}{row}="","",IF(ISNUMBER({TYPED}{row}),{TYPED}{row},'
        f'IFERROR(_xlfn.NUMBERVALUE(SUBSTITUTE({TYPED}{row},",","."),"."," "),"?")))',
        CONVERTED: _converted(layout, leaf),
        VALUE: _value(layout, leaf, scale, row),
        WEIGHT: unit.weight_of(leaf),
        SUM: f"=IF(ISNUMBER({VALUE}{row}),{WEIGHT}{row}*{VALUE}{row},0)",
        LOW: _bound(layout, leaf, row, numbers, scale.low, sure=True),
        HIGH: _bound(layout, leaf, row, numbers, scale.high, sure=False),
        FILLED: f"=IF(ISNUMBER({VALUE}{row}),1,0)",
        SUPPORTED: _supported(levels, row, numbers),
    }
    fixed(sheet, row, 1, leaf.code)
    for column, formula in formulas.items():
        sheet[f"{column}{row}"] = formula
    for level in levels[1:]:
        for sure in (True, False):
            place = _flag(level.level, numbers, sure=sure)
            sheet[f"{place}{row}"] = _met(layout, leaf, level, levels, row, numbers, sure=sure)


def _converted(layout: Layout, leaf: Item) -> str:
    if not (leaf.external and leaf.external.points):
        return ""
    cell = layout.cell(leaf.code, "external")
    return f'=IF({cell}="","",{converted(leaf.external.points, cell, layout.units)})'


def _value(layout: Layout, leaf: Item, scale: Scale, row: int) -> str:
    """The value that counts in whole units: typed, else by another agency's index, else by the checklist."""
    unit = layout.units.value
    listed = f'IF({SUPPORTED}{row}="","",{SUPPORTED}{row}*{unit})'
    typed = f'IF(ISNUMBER({NUMBER}{row}),{on_scale(scale, f"{NUMBER}{row}", layout.units)},"?")'
    usual = f'IF({NUMBER}{row}="",{listed},{typed})'
    if not (leaf.external and leaf.external.points):
        return f"={usual}"
    # The index speaks for the latest stage in use where no level is typed for it.
    latest = f"INDEX({layout.stage_cells(leaf.code)},1,MAX(1,{_IN_USE}))"
    blank = f'{_without_dashes(latest)}=""'
    return f'=IF(AND({_IN_USE}>0,{CONVERTED}{row}<>"",{blank}),{CONVERTED}{row},{usual})'


def _flag(level: int, numbers: list[int], *, sure: bool) -> str:
    """The column that says whether a level surely holds, or may still hold."""
    return get_column_letter(_FLAGS + 2 * numbers.index(level) + (0 if sure else 1))


def _met(
    layout: Layout, leaf: Item, level: LevelCriteria, levels: tuple[LevelCriteria, ...], row: int, numbers: list[int],
    *, sure: bool,
) -> str:  # fmt: skip
    """Whether a level holds: its own criteria, and the level it builds on or else all between it and the lowest."""
    rows = [one.row for one in layout.criteria if one.leaf is leaf and one.level is level]
    conditions = []
    if rows:
        cells = f"${_SAID}${rows[0]}:${_SAID}${rows[-1]}"
        yes, no = f"SUM({cells})", f"COUNTIF({cells},0)"
        every = level.match == "all"
        conditions.append(
            (f"{yes}={len(rows)}" if every else f"{yes}>0") if sure else (f"{no}=0" if every else f"{no}<{len(rows)}")
        )
    floor = levels[0].level
    if level.builds_on is not None:
        below = [level.builds_on] if floor < level.builds_on < level.level else []
    else:
        below = [other.level for other in levels if floor < other.level < level.level]
    conditions += [f"{_flag(other, numbers, sure=sure)}{row}=1" for other in below]
    return f"=IF(AND({','.join(conditions)}),1,0)" if conditions else "=1"


def _supported(levels: tuple[LevelCriteria, ...], row: int, numbers: list[int]) -> str:
    """The highest level that holds; nothing while an open criterion could still raise it."""
    if len(levels) < 2:
        return '=""'
    surely, possibly = (_highest(levels, row, numbers, sure=sure) for sure in (True, False))
    return f'=IF({surely}={possibly},{surely},"")'


def _highest(levels: tuple[LevelCriteria, ...], row: int, numbers: list[int], *, sure: bool) -> str:
    """The highest level that surely holds, or that may still hold."""
    above = (f"{level.level}*{_flag(level.level, numbers, sure=sure)}{row}" for level in levels[1:])
    return f"MAX({','.join([str(levels[0].level), *above])})"


def _bound(layout: Layout, leaf: Item, row: int, numbers: list[int], end: Fraction, *, sure: bool) -> str:
    """The least or the most that the weighed value can become: of a blank level what its checklist leaves open."""
    unit, levels = layout.units, criteria_of(leaf, layout.parents)
    still = str(unit.value_of(end))
    if len(levels) > 1:
        lines = [one.row for one in layout.criteria if one.leaf is leaf]
        # A checklist of which nothing is judged says nothing: the whole scale is open.
        judged = f'AND({VALUE}{row}="",COUNT(${_SAID}${lines[0]}:${_SAID}${lines[-1]})>0)'
        still = f"IF({judged},{unit.value}*{_highest(levels, row, numbers, sure=sure)},{still})"
    return f"=IF(ISNUMBER({VALUE}{row}),{SUM}{row},{WEIGHT}{row}*{still})"


def _write_node(sheet: Any, layout: Layout, code: str, row: int, leaves: tuple[Item, ...]) -> None:
    first, last = layout.rows[leaves[0].code], layout.rows[leaves[-1].code]
    fixed(sheet, row, 1, code)
    weight = sum(layout.units.weight_of(leaf) for leaf in leaves)
    sheet[f"{DIVISOR}{row}"] = weight * layout.units.value
    for column, source in ((TOTAL, SUM), (TOTAL_LOW, LOW), (TOTAL_HIGH, HIGH), (DONE, FILLED)):
        sheet[f"{column}{row}"] = f"=SUM({source}{first}:{source}{last})"
    sheet[f"{COUNT}{row}"] = len(leaves)
