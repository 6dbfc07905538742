"""A table of what levels cost that is handed over beside a workbook: a small file, or a workbook with such columns.

Cells are understood as in a workbook (see `efforts`), but a workbook may hold
anything beside its levels; a file that is handed over to say what levels cost
must say it in every row.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from spbe_index.core.assessment import Effort, Given
from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.core.rubric import Rubric
from spbe_index.load.efforts import heading_level, is_doubtful, read_efforts
from spbe_index.load.folding import fold, one_line
from spbe_index.load.heading import read_heading
from spbe_index.load.headings import Role
from spbe_index.load.level import is_blank, read_level, read_number
from spbe_index.load.naming import Names, names_of
from spbe_index.load.rows import Kind, Reading, nearest_name, read_rows
from spbe_index.load.sheets import Book, Cell, Limits, Sheet, read_book
from spbe_index.load.tables import Table, find_tables
from spbe_index.load.wishes import item_meant

_SHOWN = 60
#: A heading that every instrument understands for the column that names what a row is about.
_INDICATOR = "Indikator"
#: So many faults are told one by one, and then how many more there are.
_TOLD = 6
#: All words of a heading that may say which level an effort is for; "Nilai" says where the agency stands.
_LEVEL_WORDS = frozenset(("tingkat", "level", "kematangan", "maturity"))
#: Columns that only an assessment has: in it a level says where the agency stands.
_OF_ASSESSMENTS = (Role.UNIT, Role.EVIDENCE, Role.TARGET, Role.CRITERIA, Role.EXTERNAL)

_Key = tuple[int | None, int]


def read_effort_file(
    path: str, rubric: Rubric, *, limits: Limits, encoding: str | None = None
) -> dict[str, tuple[Effort, ...]]:
    """What levels cost, by code.

    A cell holds what it may hold in a workbook: a number, or one a step; its
    heading may name the level. So may a column of levels or of steps in a file
    that is no assessment. A row of an indicator with several answers, an aspect
    or a domain speaks for all below it that have no row of their own.

    Args:
        path: A csv file or workbook.
        rubric: The instrument whose indicators it names.
        limits: Memory and time the reading process may use.
        encoding: Encoding of a csv file, when it should not be found out.

    Raises:
        SpbeError: E827, no table of efforts is in the file; E828 for rows that
            cannot be used; or the file cannot be read.

    """
    book = read_book(path, shown=os.path.basename(path), limits=limits, encoding=encoding)
    tables = _tables(book) or _tables(_with_own_headings(book, rubric))
    if not tables:
        raise SpbeError(_no_table(book))
    names = names_of(rubric)
    told: dict[str, dict[_Key, Effort]] = {}
    faults: list[Problem] = []
    for reading in read_rows(tables, names):
        for found in _row(reading, names):
            if isinstance(found, Problem):
                faults.append(found)
                continue
            code, effort = found
            known = told.setdefault(code, {}).setdefault((effort.level, effort.step), effort)
            if known.cost != effort.cost:
                where = known.place.cell
                faults.append(problem("E828", effort.place, reason="twice", found=where, example=names.example))
    if faults:
        if (more := len(faults) - _TOLD) > 1:
            faults[_TOLD:] = [problem("E828", Place(book.file), reason="more", count=more, example=names.example)]
        raise SpbeError(*faults)
    own: dict[str, tuple[Effort, ...]] = {}
    # Who speaks for the fewest comes first: the indicator before its aspect, the aspect before its domain.
    for code in sorted(told, key=lambda code: len(names.under(code))):
        for leaf in _leaves(code, names):
            own.setdefault(leaf, tuple(told[code].values()))
    return own


def _tables(book: Book) -> list[Table]:
    return [table for table in find_tables(book) if table.by_role(Role.EFFORT)]


def _with_own_headings(book: Book, rubric: Rubric) -> Book:
    """The book with the rubric's own word for what is answered, or else for a floor above it, read as "Indikator"."""
    floors = {fold(name): floor for floor, kind in enumerate(rubric.kinds) for name in (kind.name.id, kind.name.en)}
    sheets = []
    for sheet in book.sheets:
        cells = list(sheet.cells)
        for row in _rows_of_efforts(sheet):
            own = [(floors[fold(cells[at].text)], at) for at in row if fold(cells[at].text) in floors]
            if own:
                at = max(own)[1]
                cells[at] = cells[at]._replace(text=_INDICATOR)
        sheets.append(sheet._replace(cells=tuple(cells)))
    return book._replace(sheets=tuple(sheets))


def _rows_of_efforts(sheet: Sheet) -> list[list[int]]:
    """Rows with a heading of efforts: where each of their cells stands among those of the sheet."""
    rows: dict[int, list[int]] = {}
    for at, cell in enumerate(sheet.cells):
        rows.setdefault(cell.row, []).append(at)
    return [row for row in rows.values() if any(_heads_efforts(sheet.cells[at]) for at in row)]


def _heads_efforts(cell: Cell) -> bool:
    heading = read_heading(cell.text) if cell.kind == "text" else None
    return heading is not None and heading.role is Role.EFFORT


def _no_table(book: Book) -> Problem:
    """E827 with the headings seen: beside one of efforts none names indicators, or no heading is one of efforts."""
    for sheet in book.sheets:
        for row in _rows_of_efforts(sheet):
            cells = [sheet.cells[at] for at in row]
            effort = next(cell for cell in cells if _heads_efforts(cell))
            others = ", ".join(_cut(cell) for cell in cells if cell is not effort)
            place = Place(book.file, sheet.name, effort.name)
            lacks = "indicator" if others else "alone"
            return problem("E827", place, lacks=lacks, found=others[:_SHOWN], effort=_cut(effort))
    first = next((sheet for sheet in book.sheets if sheet.cells), None)
    if first is None:
        return problem("E827", Place(book.file), lacks="all")
    head = [cell for cell in first.cells if cell.row == first.cells[0].row]
    place = Place(book.file, first.name, head[0].name)
    return problem("E827", place, lacks="effort", found=", ".join(map(_cut, head))[:_SHOWN])


def _leaves(code: str, names: Names) -> list[str]:
    """The answerable items that a code stands for, in rubric order."""
    below = names.under(code)
    return [leaf for leaf in names.leaves if leaf == code or leaf in below]


def _row(reading: Reading, names: Names) -> Iterator[tuple[str, Effort] | Problem]:
    """What one row says, or what is wrong with it; rows without a cost say nothing."""
    table, row = reading.table, reading.row
    cells = [(column, row.cells.get(column.number)) for column in table.by_role(Role.EFFORT)]
    filled = [(column.heading, cell) for column, cell in cells if cell and not is_blank(cell.text)]
    if not filled or reading.kind is Kind.OTHER:
        return
    code = reading.code or item_meant(names, reading.typed)
    if not code:
        naming = _naming(reading) or filled[0][1]
        nearest = nearest_name(names, reading.label)
        advice = {"advice": "nearest" if nearest else "list", **(nearest.particulars("nearest") if nearest else {})}
        yield problem(
            "E828",
            table.place(naming),
            reason="unknown",
            found=_cut(naming),
            **advice,
            rubric=names.rubric.id,
            example=names.example,
        )
        return
    if reading.doubt:
        yield reading.doubt
    said = _level_or_step(reading, code, names)
    if isinstance(said, Problem):
        yield said
        return
    level, step = said
    for heading, cell in filled:
        place = table.place(cell)
        named = heading_level(heading)
        if named is not None and not _on_scale(named, code, names):
            yield problem("E828", table.place(heading), reason="level", found=named, example=names.example)
            continue
        efforts = read_efforts(cell, heading, place, level=level, step=step)
        if efforts is None:
            alone = read_efforts(cell, Cell(0, 0, "text", ""), place)
            reason = "several" if alone else "doubtful" if is_doubtful(cell.text) else "cost"
            yield problem("E828", place, reason=reason, found=_cut(cell), example=names.example)
            continue
        yield from ((code, effort) for effort in efforts)


def _naming(reading: Reading) -> Cell | None:
    """The cell that names what a row is about, which is none where the row says nothing of it."""
    labels = (reading.row.label(column.number) for column in reading.table.by_role(Role.NUMBER, Role.NAME))
    return next((cell for cell in labels if cell and reading.table.place(cell) == reading.place), None)


def _level_or_step(reading: Reading, code: str, names: Names) -> tuple[int | None, int | None] | Problem:
    """The level, or else the step, that other cells of the row say its efforts are for."""
    table = reading.table
    if (at := _said(reading, *_level_roles(table))) is not None:
        scales = {names.leaves[leaf].scale: leaf for leaf in _leaves(code, names)}
        numbers = set()
        for name, leaf in scales.items():
            scale = names.rubric.scale(name)
            answer = read_level(at, scale, leaf, table.place(at))
            numbers.add(scale.level_of(answer.value).number if isinstance(answer, Given) else None)
        level = numbers.pop() if len(numbers) == 1 else None
        if level:
            return level, None
        return problem("E828", table.place(at), reason="level", found=_cut(at), example=names.example)
    if (at := _said(reading, Role.STEP)) is not None:
        number = read_number(at.text)
        if number is None or number < 1 or number.denominator != 1:
            return problem("E828", table.place(at), reason="step", found=_cut(at), example=names.example)
        return None, int(number)
    return None, None


def _level_roles(table: Table) -> tuple[Role, ...]:
    """The columns whose level is that of the effort."""
    levels = table.by_role(Role.LEVEL)
    plain = all(_LEVEL_WORDS.issuperset(fold(column.heading.text).split()) for column in levels)
    is_assessment = not plain or bool(table.by_role(*_OF_ASSESSMENTS))
    return (Role.FOR_LEVEL,) if is_assessment else (Role.FOR_LEVEL, Role.LEVEL)


def _on_scale(level: int, code: str, names: Names) -> bool:
    scales = (names.rubric.scale(names.leaves[leaf].scale) for leaf in _leaves(code, names))
    return all(any(one.number == level for one in scale.levels) for scale in scales)


def _cut(cell: Cell) -> str:
    return one_line(cell.text)[:_SHOWN]


def _said(reading: Reading, *roles: Role) -> Cell | None:
    """The first filled cell of a row in a column with one of these roles."""
    cells = (reading.row.cells.get(column.number) for column in reading.table.by_role(*roles))
    return next((cell for cell in cells if cell and not is_blank(cell.text)), None)
