"""Evidence as the workbook lists it: one line a document, with what else its line says of it.

A list of evidence may be a sheet of its own, many rows to an indicator, or
columns beside the levels. A cell that holds several documents has no line for
each, so what the line says of one is said of all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from spbe_index.core.assessment import Evidence, Given
from spbe_index.core.problem import Problem, problem
from spbe_index.core.rubric import Scale
from spbe_index.load.evidence import pieces
from spbe_index.load.folding import fold, one_line, phrases
from spbe_index.load.heading_rows import Column
from spbe_index.load.headings import DETAILS, Role
from spbe_index.load.level import is_blank, read_level, read_number, typed_as_date, unreadable
from spbe_index.load.naming import Names
from spbe_index.load.rows import Kind, Reading
from spbe_index.load.sheets import Cell
from spbe_index.load.tables import Row, Table

#: Words in the heading of a column that says where the document is, not what it is.
_LINK_WORDS = frozenset(phrases("link|tautan|url|file|berkas|lampiran|attachment|attachments|links"))
_MONTHS = {
    name: number
    for number, names in enumerate(
        phrases("""
            januari january jan | februari february feb pebruari | maret march mar | april apr | mei may
            juni june jun | juli july jul | agustus august agu ags agt aug | september sep sept
            oktober october okt oct | november nopember nov nop | desember december des dec
        """),
        start=1,
    )
    for name in names.split()
}
_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?"
_DAY_FIRST = r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})"
_WORDED = r"(\d{1,2})[- ]([a-z]+)[- ,]*(\d{4})"
#: What stands where there is no end of validity.
_OPEN_ENDED = frozenset(
    phrases("seterusnya|tidak terbatas|tanpa batas|selamanya|masih berlaku|sampai dicabut|berlaku|indefinite|no expiry")
)
_SHOWN = 60
#: What a line says of a document, and is nothing without one; with an example for a cell that cannot be read.
_EXAMPLES = {
    Role.EVIDENCE: "Laporan pelaksanaan 2023",
    Role.DOCUMENT_NUMBER: "12/SK/2023",
    Role.DATE: "17/08/2023",
    Role.VALID_UNTIL: "31/12/2024",
    Role.PAGE: "4-7",
    Role.FOR_LEVEL: "3",
}
#: Kinds of cells that may be told; of the others only those with the sign of an error are looked at closely.
_ODD_KINDS = ("error", "formula", "date")
#: What is no date, whatever a spreadsheet makes of "3-4"; unless its heading says that a date stands there too.
_NEVER_DATES = (Role.DOCUMENT_NUMBER, Role.PAGE)
_DATED = frozenset(phrases("tanggal|tgl|date"))


def as_lists(tables: Sequence[Table]) -> list[Table]:
    """The tables, with `Tingkat` in a list of evidence read as the level the evidence is for.

    A table is a list of evidence if it says more of documents than their names
    and another table holds the levels.
    """
    listing = [bool(table.by_role(Role.EVIDENCE)) and bool(table.by_role(*DETAILS)) for table in tables]
    levels_elsewhere = any(t.by_role(Role.LEVEL) and not lists for t, lists in zip(tables, listing, strict=True))
    if not levels_elsewhere:
        return list(tables)
    return [_for_levels(table) if lists else table for table, lists in zip(tables, listing, strict=True)]


def _for_levels(table: Table) -> Table:
    columns = tuple(c._replace(role=Role.FOR_LEVEL) if c.role is Role.LEVEL else c for c in table.columns)
    return table._replace(columns=columns)


def read_evidence(table: Table, row: Row, scale: Scale, indicator: str) -> tuple[list[Evidence], list[Problem]]:
    """The evidence in one row, and what in it was not understood.

    Args:
        table: The table the row stands in, whose columns say what they hold.
        row: The row.
        scale: The scale of the indicator, for the level the evidence is for.
        indicator: Its code.

    Returns:
        The pieces, in column order, and W251 for a date or W252 for a level that
        cannot be read, W276 for a line that says something of no document, W277 for
        an error value, W278 for a formula without a value and W285 for a number or page that became a date.

    """
    problems: list[Problem] = []
    row = _without_faults(table, row, indicator, problems)
    detailed = bool(table.by_role(*DETAILS))
    cells = {role: _first(table, row, role) if detailed else None for role in DETAILS}
    named: list[tuple[str, Cell]] = []
    linked: list[tuple[str, Cell]] = []
    for column in table.by_role(Role.EVIDENCE):
        cell = row.cells.get(column.number)
        if cell and not is_blank(cell.text):
            is_link = detailed and not _LINK_WORDS.isdisjoint(fold(column.heading.text).split())
            (linked if is_link else named).extend((piece, cell) for piece in pieces(cell.text))
    if not named and not linked:
        says = [cell for role, cell in cells.items() if cell and role is not Role.FOR_LEVEL]
        if says and not problems:
            place = table.place_at(row.number, table.by_role(Role.EVIDENCE)[0].number)
            problems.append(problem("W276", place, indicator=indicator))
        return [], problems
    level = _level(table, cells[Role.FOR_LEVEL], scale, indicator, problems)
    said = {
        "note": _note(table, row),
        "number": _text(cells[Role.DOCUMENT_NUMBER]),
        "date": _date(table, cells[Role.DATE], indicator, problems),
        "valid_until": _date(table, cells[Role.VALID_UNTIL], indicator, problems),
        "page": _text(cells[Role.PAGE]),
        "date_cell": _name(cells[Role.DATE]),
        "until_cell": _name(cells[Role.VALID_UNTIL]),
    }
    if len(named) == 1 and len(linked) <= 1:
        ((title, cell),) = named
        link, at = (linked[0][0], linked[0][1].name) if linked else ("", "")
        return [Evidence(title, table.place(cell), link=link, link_cell=at, level=level, **said)], problems
    return [
        *(Evidence(piece, table.place(cell), level=level, **said) for piece, cell in named),
        *(Evidence(piece, table.place(cell), link=piece, level=level, **said) for piece, cell in linked),
    ], problems


def _without_faults(table: Table, row: Row, indicator: str, problems: list[Problem]) -> Row:
    """The row without cells that hold an error, a formula without a value, or a date for a number, each told."""
    faulty: set[int] = set()
    for column in table.by_role(*_EXAMPLES):
        cell = row.cells.get(column.number)
        if cell is None or (cell.kind not in _ODD_KINDS and "#" not in cell.text):
            continue
        text, example = one_line(cell.text)[:_SHOWN], _EXAMPLES[column.role]
        kind = unreadable(cell)
        if kind == "error":
            problems.append(problem("W277", table.place(cell), indicator=indicator, found=text, example=example))
        elif kind == "formula":
            problems.append(problem("W278", table.place(cell), indicator=indicator, formula=text, example=example))
        elif cell.kind == "date" and _never_dated(column):
            typed = typed_as_date(text)
            problems.append(problem("W285", table.place(cell), indicator=indicator, found=text, **typed))
        else:
            continue
        faulty.add(column.number)
    return row._replace(cells={n: cell for n, cell in row.cells.items() if n not in faulty}) if faulty else row


def _never_dated(column: Column) -> bool:
    """Whether no cell of a column is a date, whatever a spreadsheet has made of what was typed."""
    return column.role in _NEVER_DATES and _DATED.isdisjoint(fold(column.heading.text).split())


def _note(table: Table, row: Row) -> str:
    """What is remarked of the document, in a list of documents."""
    cell = None if table.by_role(Role.LEVEL) else _first(table, row, Role.EXPLANATION)
    return "" if cell is None or unreadable(cell) else one_line(cell.text)


def _first(table: Table, row: Row, role: Role) -> Cell | None:
    cells = (row.cells.get(column.number) for column in table.by_role(role))
    return next((cell for cell in cells if cell and not is_blank(cell.text)), None)


def _text(cell: Cell | None) -> str:
    return one_line(cell.text) if cell else ""


def _name(cell: Cell | None) -> str:
    return cell.name if cell else ""


def _level(table: Table, cell: Cell | None, scale: Scale, indicator: str, problems: list[Problem]) -> int | None:
    """The level that a document is for: its number, whatever values the level has, else that of a value or a name."""
    if cell is None:
        return None
    numbers = [level.number for level in scale.levels]
    typed = read_number(cell.text) if cell.kind in ("text", "number") else None
    for number in numbers:
        if number == typed:
            return number
    answer = read_level(cell, scale, indicator, table.place(cell))
    if isinstance(answer, Given):
        return scale.level_of(answer.value).number
    about = {"found": one_line(cell.text)[:_SHOWN], "example": numbers[len(numbers) // 2]}
    problems.append(problem("W252", table.place(cell), indicator=indicator, **about))
    return None


def _date(table: Table, cell: Cell | None, indicator: str, problems: list[Problem]) -> str:
    if cell is None:
        return ""
    found = read_date(cell.text)
    if not found and fold(cell.text) not in _OPEN_ENDED:
        problems.append(problem("W251", table.place(cell), indicator=indicator, found=one_line(cell.text)[:_SHOWN]))
    return found


def read_date(text: str) -> str:
    """A day in the order of Indonesia (17/8/2023, 17 Agustus 2023) or of ISO, as ISO text; "" when it is none."""
    plain = one_line(text).casefold()
    if match := re.fullmatch(_ISO, plain, re.IGNORECASE):
        year, month, day = (int(part) for part in match.groups())
    elif match := re.fullmatch(_DAY_FIRST, plain):
        day, month, year = (int(part) for part in match.groups())
    elif (match := re.fullmatch(_WORDED, plain)) and match[2] in _MONTHS:
        day, month, year = int(match[1]), _MONTHS[match[2]], int(match[3])
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def unknown(reading: Reading, names: Names) -> list[Problem]:
    """W250 for a row of a list with evidence for something that is no indicator.

    A row that names nothing is a document's if it says more of it or heads the list; else it is a note or a signature.
    """
    table, row = reading.table, reading.row
    cell = _first(table, row, Role.EVIDENCE)
    if cell is None or table.by_role(Role.LEVEL):
        return []
    cells = [row.cells.get(column.number) for column in table.by_role(Role.EVIDENCE, *DETAILS)]
    says_more = sum(found is not None and not is_blank(found.text) for found in cells) > 1
    if reading.kind is Kind.BARE and not says_more and row.number != table.rows[0].number:
        return []
    place = reading.place if reading.place.file else table.place(cell)
    return [problem("W250", place, found=reading.typed or one_line(cell.text)[:_SHOWN], example=names.example)]
