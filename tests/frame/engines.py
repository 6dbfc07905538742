"""The engines that `score_frame` is held to: how a table gets in, and rows come out."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl
import pyarrow as pa


def into(engine: str, table: pa.Table) -> Any:
    """The table as the engine has it."""
    return {
        "pandas": table.to_pandas,
        "polars": lambda: pl.from_arrow(table),
        "lazy polars": lambda: pl.from_arrow(table).lazy(),
        "pyarrow": lambda: table,
        "duckdb": lambda: duckdb.from_arrow(table),
    }[engine]()


ENGINES = ("pandas", "polars", "lazy polars", "pyarrow", "duckdb")


def rows_of(frame: Any) -> list[dict[str, Any]]:
    """The rows of a frame of any kind, absent values as None."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, duckdb.DuckDBPyRelation):
        frame = frame.to_arrow_table()
    if isinstance(frame, pl.DataFrame):
        return frame.to_dicts()
    if not isinstance(frame, pa.Table):
        frame = pa.Table.from_pandas(frame, preserve_index=False)
    return frame.to_pylist()
