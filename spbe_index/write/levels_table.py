"""The rows of a table of levels, scored: as csv, xlsx, parquet or JSON, column by column, for there may be millions."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from spbe_index.write.batch_table import WIDTHS, json_head
from spbe_index.write.export import FORMULA_STARTS

if TYPE_CHECKING:
    import pyarrow as pa

    from spbe_index.core.problem import Problem
    from spbe_index.write.words import Words

#: Rows that are turned into values of Python at once.
_BLOCK = 10_000


def levels_writer(form: str, table: pa.Table, problems: Sequence[Problem], words: Words) -> Callable[[BinaryIO], None]:
    """What writes the table in one of `batch_table.FORMS` to a file opened for bytes; JSON tells the problems too."""
    if form == "json":
        return lambda file: _json(file, table, json_head(problems, words))
    written = {"csv": _csv, "xlsx": _xlsx, "parquet": _parquet}[form]
    return lambda file: written(file, table)


def _parquet(file: BinaryIO, table: pa.Table) -> None:
    from pyarrow import parquet

    parquet.write_table(table, file, compression="zstd")


def _csv(file: BinaryIO, table: pa.Table) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv

    # As `export.harmless` has it; RE2 knows fewer blanks by name than Python does.
    signs = "".join(FORMULA_STARTS).strip().replace("-", "\\-")
    starts = rf"^'*([\t\r\n]|[\s\p{{Z}}\x0b\x1c-\x1f\x{{85}}]*[{signs}])"
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type) or pa.types.is_large_string(field.type):
            column = table.column(place)
            live = pc.match_substring_regex(column, starts)
            marked = pc.binary_join_element_wise("'", column, "")
            table = table.set_column(place, field, pc.if_else(pc.fill_null(live, False), marked, column))
    csv.write_csv(table, file, csv.WriteOptions(quoting_style="needed"))


def _json(file: BinaryIO, table: pa.Table, head: bytes) -> None:
    file.write(head)
    separator = "\n    "
    for batch in table.to_batches(_BLOCK):
        for row in batch.to_pylist():
            text = json.dumps(row, ensure_ascii=False, allow_nan=False)
            file.write((separator + text).encode("utf-8", "backslashreplace"))
            separator = ",\n    "
    file.write(b"\n  ]\n}\n")


def _xlsx(file: BinaryIO, table: pa.Table) -> None:
    from spbe_index.write.workbook import long_sheet

    def rows() -> Any:
        for batch in table.to_batches(_BLOCK):
            columns = [column.to_pylist() for column in batch.columns]
            yield from zip(*columns, strict=True)

    file.write(long_sheet("batch", table.column_names, rows(), WIDTHS, frozen="C2"))
