"""Which level column speaks for which stage, and which are left out, said aloud."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from spbe_index.core.problem import NOWHERE, Place, Problem, problem
from spbe_index.core.rubric import Scale
from spbe_index.load.folding import fold, phrases
from spbe_index.load.heading import StageWords
from spbe_index.load.heading_rows import Column
from spbe_index.load.headings import Role
from spbe_index.load.hidden import LEVELS, hidden_column
from spbe_index.load.level import is_blank, read_number
from spbe_index.load.sheets import Cell
from spbe_index.load.tables import Table

#: Reasons to leave a level column out when its stage has a better one, in the order they are asked: the code
#: that says so, and whether a column suffers from it.
_DOUBTS: tuple[tuple[str, Callable[[Column], bool]], ...] = (
    ("N228", lambda column: column.hidden),
    ("N227", lambda column: column.apart),
    ("N227", lambda column: column.second),
)
_ASSESSORS = frozenset(("asesor", "assessor"))
_SAID_OF_LEVELS = frozenset(phrases("nilai|tingkat|kematangan|level|skor|score|hasil|penilaian|capaian"))
#: So many rows prove what a column holds.
_PROOF = 3
#: How far a product rounded to two decimals is from the exact one.
_ROUNDED = Fraction(1, 200)


def level_columns(
    tables: Sequence[Table], stages: StageWords, year: int | None, scales: Sequence[Scale]
) -> tuple[dict[int, tuple[Column, ...]], tuple[Problem, ...]]:
    """The level columns of each table (by its place in the sequence) that count, and notes on the others.

    Of several columns for one stage: that of the assessment's year outdoes one
    of another year, one without a year those of years, and of years the latest
    counts (N229); a visible one outdoes a hidden one (N228), one inside the
    table one beyond an empty column, and a plain heading a vague one (N227);
    and a column that is the product of weight and level is none, nor is one of
    figures off every scale (N227).
    Columns that are equally good all stay; rows in which they differ are E221.
    One that stays although it names another year than the assessment's is W230,
    one that stays although it is hidden is W233.
    """
    notes: list[Problem] = []
    kept: dict[int, tuple[Column, ...]] = {}
    named = _stages_of_sheets(tables, stages)
    titled = _stages_of_titles(tables, stages)
    for position, table in enumerate(tables):
        by_stage: dict[str, list[Column]] = {}
        for column in table.by_role(Role.LEVEL):
            stage = column.stage or titled.get(position) or named.get(table.sheet.name, "")
            by_stage.setdefault(stage, []).append(column._replace(stage=stage))
        if len(by_stage) == 1 and all(_of_whom(column) for column in table.by_role(Role.LEVEL)):
            # "Nilai Asesor" tells its stage only beside another: alone it may be that of assessors inside or outside.
            by_stage = {"": [column._replace(stage="") for columns in by_stage.values() for column in columns]}
        chosen: list[Column] = []
        for columns in by_stage.values():
            chosen += _best(table, columns, year, scales, notes)
        kept[position] = tuple(sorted(chosen, key=lambda column: column.number))
    return kept, tuple(notes)


def latest_year(tables: Sequence[Table]) -> tuple[int | None, Place]:
    """The latest year that a filled level column is headed with, and that heading; None where one tells no year."""
    filled = [(table, column) for table in tables for column in _filled(table, table.by_role(Role.LEVEL))]
    dated = [(column.year, table.place(column.heading)) for table, column in filled if column.year is not None]
    return max(dated, key=lambda pair: pair[0]) if dated and len(dated) == len(filled) else (None, NOWHERE)


def _filled(table: Table, columns: Sequence[Column]) -> list[Column]:
    """The columns that hold something in any row."""
    numbers = {index for row in table.rows for index in row.cells}
    return [column for column in columns if column.number in numbers]


def _best(
    table: Table, columns: list[Column], year: int | None, scales: Sequence[Scale], notes: list[Problem]
) -> list[Column]:
    best = _filled(table, columns) or columns[:1]
    if len(years := {column.year for column in best}) > 1:
        right = _right_years(years, year)
        best = _without("N229", table, best, [column for column in best if column.year in right], notes)
    for code, suffers in _DOUBTS:
        best = _without(code, table, best, [column for column in best if not suffers(column)] or best, notes)
    products = [column for column in best if _is_product(table, column, best)]
    # With a weight of 10, two columns can be the product of each other: then neither is proven to hold no levels.
    best = _without("N227", table, best, [column for column in best if column not in products] or best, notes)
    if len(best) > 1:
        others = [column for column in best if not _is_off(table, column, scales)]
        best = _without("N227", table, best, others or best, notes)
    filled = _filled(table, best)
    notes += [hidden_column(table, column, LEVELS) for column in filled if column.hidden]
    if year is not None:
        notes += [_of_another_year(table, column, year) for column in best if column.year not in (year, None)]
    return best


def _is_product(table: Table, column: Column, others: list[Column]) -> bool:
    """Whether a column is proven to hold no levels: in every row it is weight times level of another column."""
    return any(
        other is not column and _multiplies(table, weight.number, other.number, column.number)
        for weight in table.by_role(Role.WEIGHT)
        for other in others
    )


def _is_off(table: Table, column: Column, scales: Sequence[Scale]) -> bool:
    """Whether a column has figures in rows enough, percents say, and not one of them is a level of any scale."""
    texts = [row.cells[column.number].text for row in table.rows if column.number in row.cells]
    texts = [text for text in texts if not is_blank(text)]
    values = [read_number(text.strip().removesuffix("%")) for text in texts]
    figures = [
        "%" in text or not any(scale.allows(value) for scale in scales)
        for text, value in zip(texts, values, strict=True)
        if value is not None
    ]
    return len(figures) >= _PROOF and len(figures) == len(texts) and all(figures)


def _multiplies(table: Table, weight: int, level: int, product: int) -> bool:
    """Whether one column is the product of two others wherever all three have numbers, and at least three times."""
    proven = 0
    for row in table.rows:
        factor, value, result = (_number(row.cells.get(index)) for index in (weight, level, product))
        if result is None or factor is None or value is None:
            continue
        exact = factor * value
        # A weight may be typed as 2,75, as 2,75% or as 0,0275, and a product be rounded to two decimals.
        if result == value or not any(abs(result - exact / unit) <= _ROUNDED for unit in (1, 100)):
            return False
        proven += 1
    return proven >= _PROOF


def _number(cell: Cell | None) -> Fraction | None:
    return read_number(cell.text.strip().removesuffix("%")) if cell and cell.kind in ("number", "text") else None


def _right_years(years: set[int | None], year: int | None) -> set[int | None]:
    """Which of several years in headings count: the assessment's, else that of a heading without one, else the last."""
    if year is not None and year in years:
        return {year, None}
    return {None} if None in years else {max(known for known in years if known is not None)}


def _without(
    code: str, table: Table, columns: list[Column], better: list[Column], notes: list[Problem]
) -> list[Column]:
    """The better ones of some columns, with a note on each other that names the one which is read in its place."""
    for column in columns:
        if column not in better:
            args = {"heading": _heading(column), "used": _heading(better[0])}
            if code == "N229":
                args["year"] = str(column.year)
            else:
                args |= {"cell": column.heading.name, "at": better[0].heading.name}
            notes.append(problem(code, table.place(column.heading), **args))
    return better


def _of_another_year(table: Table, column: Column, year: int) -> Problem:
    return problem("W230", table.place(column.heading), heading=_heading(column), year=year)


def _of_whom(column: Column) -> bool:
    """Whether a heading tells no more of the stage than that assessors gave the levels."""
    words = set(fold(column.heading.text).split())
    return bool(words & _ASSESSORS) and words <= _ASSESSORS | _SAID_OF_LEVELS


def _heading(column: Column) -> str:
    return " ".join(column.heading.text.split())


def _stages_of_sheets(tables: Sequence[Table], stages: StageWords) -> dict[str, str]:
    """Stages by sheet name, where sheets with bare level headings are named after different stages."""
    named = {
        table.sheet.name: stages.one_in(table.sheet.name)
        for table in tables
        if any(not column.stage for column in table.by_role(Role.LEVEL))
    }
    several = len(named) > 1 and all(named.values()) and len(set(named.values())) == len(named)
    return named if several else {}


def _stages_of_titles(tables: Sequence[Table], stages: StageWords) -> dict[int, str]:
    """Stages by place of the table, where tables with bare level headings stand under titles of different stages."""
    named = {
        position: stages.one_in(table.title)
        for position, table in enumerate(tables)
        if any(not column.stage for column in table.by_role(Role.LEVEL))
    }
    several = len(named) > 1 and all(named.values()) and len(set(named.values())) == len(named)
    return named if several else {}
