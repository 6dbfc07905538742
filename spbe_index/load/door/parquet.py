"""Parquet files as one sheet: the names of the columns in its first row. Lists of results are kept so."""

import os

from .reading import Reading
from .refusal import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, RefusedError, damaged, too_large
from .values import TEXT, Found

#: Rows that are held at once beside their cells.
_ROWS = 10_000


def read_parquet(data: bytes, stem: str) -> Reading:
    """Read a parquet file; its one sheet is called `stem`.

    Raises:
        RefusedError: It cannot be read, or a limit is passed.

    """
    # Each further thread would reserve memory of its own.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import pyarrow as pa
    from pyarrow import parquet

    found = Found(stem)
    try:
        file = parquet.ParquetFile(pa.BufferReader(data))
        if file.metadata.num_rows >= MAX_ROWS:
            raise too_large(MAX_ROWS, "rows", sheet=stem)
        if len(file.schema_arrow.names) > MAX_COLUMNS:
            raise too_large(MAX_COLUMNS, "columns", sheet=stem)
        for column, name in enumerate(file.schema_arrow.names):
            if name:
                found.put(0, column, TEXT, name)
        first = 1
        for batch in file.iter_batches(_ROWS):
            if (batch.num_rows * batch.num_columns - sum(column.null_count for column in batch.columns)) > MAX_CELLS:
                raise too_large(MAX_CELLS, "cells", sheet=stem)
            columns = [column.to_pylist() for column in batch.columns]
            for row, values in enumerate(zip(*columns, strict=True), first):
                for column, value in enumerate(values):
                    found.put_value(row, column, value)
            first += batch.num_rows
    except (RefusedError, MemoryError):
        raise
    except pa.ArrowMemoryError:
        raise MemoryError from None
    except Exception as error:  # whatever a hostile file brings about
        raise damaged(error) from None
    return Reading("parquet", "pyarrow", [found], [])
