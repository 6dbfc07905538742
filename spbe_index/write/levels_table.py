"""The rows of a table of levels, scored: as csv, xlsx, parquet or JSON, column by column, for there may be millions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from spbe_index.core.exact import SHOWN_PLACES
from spbe_index.write.batch_table import WIDTHS, json_head
from spbe_index.write.export import FORMULA_STARTS
from spbe_index.write.json_text import json_line

if TYPE_CHECKING:
    import pyarrow as pa

    from spbe_index.core.problem import Problem
    from spbe_index.write.words import Words

#: Rows that are turned into values of Python at once.
_BLOCK = 10_000
#: Lines of csv that are made at once, and how each ends.
_LINES, _LINE_END = 50_000, "\r\n"


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
    """As `batch_table` writes csv: decimals with two places, quotes only where they are needed."""
    import pyarrow as pa
    import pyarrow.compute as pc

    file.write((",".join(table.column_names) + _LINE_END).encode())
    for batch in table.to_batches(_LINES):
        cells = [_csv_cells(column) for column in batch.columns]
        lines = pc.binary_join_element_wise(*cells, ",", null_handling="replace", null_replacement="")
        whole = pc.binary_join_element_wise(lines, "", _LINE_END)
        file.write(pc.binary_join(pa.ListArray.from_arrays([0, len(whole)], whole), "")[0].as_buffer())


def _csv_cells(column: Any) -> Any:
    """A column as texts, harmless and quoted where they have to be."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_floating(column.type):
        found = column.dictionary_encode()
        shown = pa.array([f"{value:.{SHOWN_PLACES}f}" for value in found.dictionary.to_pylist()], pa.string())
        return shown.take(found.indices)
    texts = column.cast(pa.string())
    # As `export.harmless` has it; RE2 knows fewer blanks by name than Python does.
    signs = "".join(FORMULA_STARTS).strip().replace("-", "\\-")
    starts = rf"^'*([\t\r\n]|[\s\p{{Z}}\x0b\x1c-\x1f\x{{85}}]*[{signs}])"
    if not (pa.types.is_boolean(column.type) or pa.types.is_integer(column.type)):
        marked = pc.binary_join_element_wise("'", texts, "")
        texts = pc.if_else(pc.match_substring_regex(texts, starts), marked, texts)
        doubled = pc.replace_substring(texts, '"', '""')
        quoted = pc.binary_join_element_wise('"', doubled, '"', "")
        texts = pc.if_else(pc.match_substring_regex(texts, '[",\r\n]'), quoted, texts)
    return texts


def _json(file: BinaryIO, table: pa.Table, head: bytes) -> None:
    file.write(head)
    separator = "\n    "
    for batch in table.to_batches(_BLOCK):
        for row in batch.to_pylist():
            text = json_line(row)
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
