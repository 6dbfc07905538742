"""Lists of documents that only count their lines: their numbers are not those of indicators."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spbe_index.core.problem import Problem, problem
from spbe_index.load.folding import one_line
from spbe_index.load.headings import Role
from spbe_index.load.level import is_blank
from spbe_index.load.naming import Names
from spbe_index.load.tables import Table

_COUNT = r"(\d{1,4})[.)]?"
_INDICATOR = r"(?i)i(?:nd(?:i[kc]ator)?)?\W*\d.*"


def without_counted_lists(tables: Sequence[Table], names: Names) -> tuple[list[Table], tuple[Problem, ...]]:
    """The tables without lists of documents that name no indicators, each told as N294."""
    kept: list[Table] = []
    notes: list[Problem] = []
    for table in tables:
        rows = _counted(table)
        if rows:
            heading = table.by_role(Role.NUMBER)[0].heading
            notes.append(problem("N294", table.place(heading), rows=rows, example=names.example))
        else:
            kept.append(table)
    return kept, tuple(notes)


def _counted(table: Table) -> int:
    """How many documents a table lists, where its numbers only count them, anew in each part; 0 for any other table.

    A document without a number goes on with the one above: then the numbers are those of indicators. Of two columns
    of numbers, "No" and "Nomor", the first counts.
    """
    numbers = table.by_role(Role.NUMBER)
    if not numbers or table.by_role(Role.LEVEL, Role.NAME, Role.MET) or not all(column.second for column in numbers):
        return 0
    last = rows = 0
    for row in table.rows:
        said, *others = (
            one_line(row.cells[column.number].text) if column.number in row.cells else "" for column in numbers
        )
        documents = [column.number in row.cells for column in table.by_role(Role.EVIDENCE)]
        if is_blank(said):
            if any(documents) and len(row.cells) > 1:
                return 0
            continue
        found = re.fullmatch(_COUNT, said)
        count = int(found[1]) if found else 0
        if (count != last + 1 and not (count == 1 and last > 1)) or any(re.fullmatch(_INDICATOR, o) for o in others):
            return 0
        last = count
        rows += any(documents)
    return rows
