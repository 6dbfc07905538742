"""Columns that seem to hold levels and whose headings are not understood: named, so that nobody thinks they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spbe_index.core.problem import Problem, problem
from spbe_index.core.rubric import Scale
from spbe_index.load.folding import fold, one_line, phrases
from spbe_index.load.headings import TURNING, Role
from spbe_index.load.level import is_blank, read_number
from spbe_index.load.tables import Table

#: Words one of which a heading over levels has, and those that make something else of it.
_OF_LEVELS = frozenset(
    phrases("""
        nilai | tingkat | level | skor | capaian | kematangan | score | penilaian | hasil | reviu | evaluasi | asesor
        assessor | verifikator | evaluator | reviewer | pokja
    """)
)
_OF_OTHERS = TURNING | frozenset(phrases("maks | maksimal | maksimum | max | min | minimal | nasional | prioritas"))


def unread_columns(tables: Sequence[Table], scale: Scale) -> Iterator[Problem]:
    """N281 for each column beside levels that holds levels too, under a heading that says nothing we know."""
    for table in tables:
        levels = table.by_role(Role.LEVEL)
        filled = max((_filled(table, column.number, scale) for column in levels), default=0)
        known = {column.number for column in table.columns}
        rows = {column.heading.row for column in table.columns}
        for cell in table.sheet.cells if filled else ():
            if cell.row not in rows or cell.column in known:
                continue
            words = set(fold(cell.text).split())
            if not words & _OF_LEVELS or words & _OF_OTHERS:
                continue
            if 2 * _filled(table, cell.column, scale) > filled:
                heading = one_line(cell.text)[:60]
                yield problem("N281", table.place(cell), heading=heading, used=one_line(levels[0].heading.text)[:60])


def _filled(table: Table, column: int, scale: Scale) -> int:
    """How many rows have a level in a column; 0 where any has something else."""
    texts = [row.cells[column].text for row in table.rows if column in row.cells]
    values = [read_number(text) for text in texts if not is_blank(text)]
    return len(values) if all(value is not None and scale.allows(value) for value in values) else 0
