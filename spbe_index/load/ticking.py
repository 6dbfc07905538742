"""The column of a checklist in which its criteria are answered, under whatever heading.

A table with points and criteria lists criteria: `Tingkat` in it is the level of
a criterion, and a short word such as `Status` or `Jawaban` heads the answers.
Elsewhere the same words mean something else, so they are no headings for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spbe_index.load.folding import fold, phrases
from spbe_index.load.heading_rows import Column
from spbe_index.load.headings import Role
from spbe_index.load.sheets import Cell, Sheet

#: Headings over the answers to criteria, where the table lists criteria.
ANSWERED = frozenset(
    phrases("""
        status | jawaban | hasil | hasil penilaian | penilaian | hasil cek | cek | cek list | ceklist | cheklist
        check | checked | centang | tanda | ada tidak | ada tidak ada | ada | sudah | sudah belum | sudah tidak | ya
        y n | y t | isian | nilai | status kriteria | jawaban kriteria | keadaan | tercapai | capaian | verifikasi
        answer | answers | result | done | state | present | status check | assessment | value | score | skor
    """)
)


def lists_criteria(columns: Iterable[Column]) -> bool:
    """Whether a table lists criteria by their points."""
    return {Role.POINT, Role.CRITERIA} <= {column.role for column in columns}


def of_criteria(sheet: Sheet, columns: tuple[Column, ...], heading: Sequence[Mapping[int, Cell]]) -> tuple[Column, ...]:
    """The columns of a table that lists criteria, its answers found; those of any other table as they are."""
    if not lists_criteria(columns):
        return columns
    said = any(column.role is Role.MET for column in columns)
    found: list[Column] = []
    for column in columns:
        if column.role is Role.LEVEL:
            answers = not said and fold(column.heading.text) in ANSWERED
            said = said or answers
            found.append(column._replace(role=Role.MET if answers else Role.FOR_LEVEL))
        else:
            found.append(column)
    known = {column.number for column in columns}
    for index, cell in ((index, cell) for cells in heading for index, cell in cells.items()):
        if not said and index not in known and fold(cell.text) in ANSWERED:
            said = True
            found.append(Column(index, cell, Role.MET, hidden=index in sheet.hidden_columns))
    return tuple(sorted(found, key=lambda column: column.number))
