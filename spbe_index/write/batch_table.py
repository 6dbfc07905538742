"""The table of a batch: one row a file, as csv, xlsx, parquet or JSON.

Numbers are real ones in every language: rounded as they are shown, with the
exact index beside. Rows come one after the other, so that a long table is never
held whole, but for a workbook.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, BinaryIO, NamedTuple

from spbe_index.core.exact import display
from spbe_index.core.outcome import Outcome
from spbe_index.core.problem import Problem
from spbe_index.core.result_json import problem_plain
from spbe_index.write.export import harmless
from spbe_index.write.json_text import json_line
from spbe_index.write.words import Words

SCHEMA = "spbe-batch/1"
#: Columns before those of the nodes, in order.
COLUMNS = (
    *("file", "agency", "group", "year", "stage", "rubric", "index", "index_exact", "band", "complete"),
    *("errors", "warnings", "status", "message"),
)
FORMS = ("csv", "xlsx", "parquet", "json")
_ROWS_OF_SHEET = 1_048_576
#: Characters of csv that are written at once.
_PIECE = 1 << 18
#: Widths of the columns of a workbook, by name; others are as wide as a figure.
WIDTHS = {"file": 40, "agency": 40, "group": 22, "message": 60}
#: Halves of surrogate pairs, as names of files have that are no text, stand escaped.
_HALVES = "backslashreplace"
#: Rows that are written to a parquet file at once.
_GROUP = 10_000


class Table(NamedTuple):
    """The rows of a batch, which can be asked for again, and the codes of all nodes that any of them has."""

    rows: Callable[[], Iterable[Outcome]]
    codes: Sequence[str]
    problems: Sequence[Problem] = ()


def node_codes(rows: Iterable[Outcome]) -> tuple[str, ...]:
    """The codes of the nodes of all rows: those of the first instrument in its order, then what others add."""
    codes: dict[str, None] = {}
    seen: set[str] = set()
    for row in rows:
        if row.values and row.rubric not in seen:
            seen.add(row.rubric)
            codes.update(dict.fromkeys(code for code, _ in row.values))
    return tuple(codes)


def fits_a_sheet(count: int) -> bool:
    """Whether a workbook has room for so many rows."""
    return count < _ROWS_OF_SHEET


def writer(form: str, table: Table, words: Words) -> Callable[[BinaryIO], None]:
    """What writes the table in one of `FORMS` to a file opened for bytes."""
    written = {"csv": _csv, "xlsx": _xlsx, "parquet": _parquet, "json": _json}[form]
    return lambda file: written(file, table, words)


def message_of(outcome: Outcome, words: Words) -> str:
    """What is the matter with a file, in a sentence that begins with the cell; "" when nothing is."""
    if outcome.told is None:
        return ""
    sentence = words.tell(outcome.told)[0]
    address = outcome.told.place.address
    return f"{address}: {sentence}" if address else sentence


def _cells(outcome: Outcome, codes: Sequence[str], words: Words) -> dict[str, Any]:
    """The cells of a row by name: text, whole numbers, exact fractions, truth, None for none."""
    own = outcome._asdict()
    values = dict(outcome.values)
    computed = {
        "index_exact": "" if outcome.index is None else str(outcome.index),
        "message": message_of(outcome, words),
    }
    return {name: computed[name] if name in computed else own[name] for name in COLUMNS} | {
        code: values.get(code) for code in codes
    }


def _number(value: Any) -> Any:
    """A value as a program reads it: a fraction rounded to two decimals."""
    return float(display(value)) if isinstance(value, Fraction) else value


def _csv(file: BinaryIO, table: Table, words: Words) -> None:
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow((*COLUMNS, *table.codes))
    for outcome in table.rows():
        out.writerow([_csv_cell(value) for value in _cells(outcome, table.codes, words).values()])
        if text.tell() > _PIECE:
            _pour(text, file)
    _pour(text, file)


def _pour(text: io.StringIO, file: BinaryIO) -> None:
    """Write what was gathered, and gather anew."""
    file.write(text.getvalue().encode("utf-8", _HALVES))
    text.seek(0)
    text.truncate()


def _csv_cell(value: Any) -> str:
    if isinstance(value, Fraction):
        return display(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else harmless(value) if isinstance(value, str) else str(value)


def _xlsx(file: BinaryIO, table: Table, words: Words) -> None:
    from spbe_index.write.workbook import long_sheet

    rows = ([_number(v) for v in _cells(one, table.codes, words).values()] for one in table.rows())
    file.write(long_sheet("batch", (*COLUMNS, *table.codes), rows, WIDTHS, frozen="B2"))


def _parquet(file: BinaryIO, table: Table, words: Words) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {
        **dict.fromkeys(COLUMNS, pa.string()),
        **dict.fromkeys(("year", "errors", "warnings"), pa.int32()),
        **dict.fromkeys(("index", *table.codes), pa.float64()),
        "complete": pa.bool_(),
    }
    schema = pa.schema(list(kinds.items()))
    with parquet.ParquetWriter(file, schema, compression="zstd") as out:
        for rows in _groups(table.rows()):
            plain = [{n: _arrow(v) for n, v in _cells(one, table.codes, words).items()} for one in rows]
            out.write_table(pa.Table.from_pylist(plain, schema))


def _arrow(value: Any) -> Any:
    """A value as Arrow takes it: bytes of a file's name that are no text are shown escaped."""
    return value.encode("utf-8", _HALVES).decode() if isinstance(value, str) else _number(value)


def _groups(rows: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    group: list[Outcome] = []
    for row in rows:
        group.append(row)
        if len(group) == _GROUP:
            yield group
            group = []
    yield group


def _json(file: BinaryIO, table: Table, words: Words) -> None:
    file.write(json_head(table.problems, words))
    separator = "\n    "
    for outcome in table.rows():
        row = {name: _number(value) for name, value in _cells(outcome, table.codes, words).items()}
        file.write((separator + json_line(row)).encode("utf-8", _HALVES))
        separator = ",\n    "
    file.write(b"\n  ]\n}\n")


def json_head(problems: Sequence[Problem], words: Words) -> bytes:
    """How a table as JSON begins: up to its rows."""
    plain = json_line([problem_plain(found, words.tell) for found in problems])
    return f'{{\n  "schema": "{SCHEMA}",\n  "problems": {plain},\n  "rows": ['.encode("utf-8", _HALVES)
