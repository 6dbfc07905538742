"""Lines of a text table that have more or fewer columns than the others: where that matters and where it does not."""

from __future__ import annotations

from spbe_index.core.problem import Problem, problem
from spbe_index.core.rubric import Rubric
from spbe_index.load.heading import words_of
from spbe_index.load.headings import Role
from spbe_index.load.naming import names_of
from spbe_index.load.rows import Kind, Reading, read_rows
from spbe_index.load.sheets import Book
from spbe_index.load.tables import find_tables

#: So many lines are named one by one; the rest are counted.
_NAMED = 20


def without_idle_lines(book: Book, rubric: Rubric) -> tuple[Problem, ...]:
    """What the reader noticed, with W117 only for lines from which an answer is read; E280 where one is in doubt.

    Titles, notes and signatures have fewer columns than the table; the same
    lines in a workbook are rows like any other, so there is nothing to say.
    """
    ragged = [found for found in book.problems if found.code == "W117"]
    if not ragged:
        return book.problems
    tables = find_tables(book, words_of(rubric))
    heads = {f"A{reading.row.number}" for reading in read_rows(tables, names_of(rubric)) if _holds_answer(reading)}
    telling = [found for found in ragged if found.place.cell in heads]
    further = sum(int(dict(found.args)["count"]) for found in book.problems if found.code == "W123")
    further += len(telling[_NAMED:])
    others = tuple(found for found in book.problems if found.code not in ("W117", "W123"))
    more = (problem("W123", telling[0].place._replace(cell=""), count=further),) if telling and further else ()
    return (*others, *telling[:_NAMED], *more)


def _holds_answer(reading: Reading) -> bool:
    levels = reading.table.by_role(Role.LEVEL)
    if reading.row.cut:
        return False
    if reading.kind is Kind.UNKNOWN:
        return any(column.number in reading.row.cells for column in levels)
    return reading.kind is Kind.ITEM and bool(levels)
