"""Levels of many agencies, scored where they are: the same call for pandas, polars, DuckDB, Dask and Spark.

Run it with the engine's name, `python examples/score_frame.py polars`, in an environment that has the engine. With a
second word it reads a parquet file of yours with the columns agency, year, indicator and level; without one it makes a
small table up. Dask and Spark here run on this machine; on a cluster only the two lines that start them differ.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet

import spbe_index


def pandas(path: str) -> Any:
    """A DataFrame in memory."""
    import pandas

    return spbe_index.score_frame(pandas.read_parquet(path), "spbe-2020")


def polars(path: str) -> Any:
    """A lazy table: nothing is read before `collect`."""
    import polars

    return spbe_index.score_frame(polars.scan_parquet(path), "spbe-2020").collect()


def duckdb(path: str) -> Any:
    """A relation, which DuckDB runs when it is asked for the rows."""
    import duckdb

    return spbe_index.score_frame(duckdb.read_parquet(path), "spbe-2020").to_arrow_table()


def dask(path: str) -> Any:
    """A DataFrame in parts, on as many workers as the cluster has."""
    import dask.dataframe
    from distributed import Client

    with Client(n_workers=2, dashboard_address=None):  # on a cluster: Client("tcp://its-scheduler:8786")
        return spbe_index.score_frame(dask.dataframe.read_parquet(path), "spbe-2020").compute()


def spark(path: str) -> Any:
    """A DataFrame of Spark, which runs the same sums as a query."""
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[2]").getOrCreate()  # on a cluster: without `master`
    try:
        return spbe_index.score_frame(spark.read.parquet(path), "spbe-2020").toArrow()
    finally:
        spark.stop()


ENGINES = {"pandas": pandas, "polars": polars, "duckdb": duckdb, "dask": dask, "spark": spark}


def made_up(path: str) -> None:
    """Write three agencies: one at level 3 throughout, one at 4 but for a blank, one that says two things of I1."""
    codes = [leaf.code for leaf in spbe_index.load_rubric("spbe-2020").leaves()]
    rows = [("Kota Satu", code, 3) for code in codes]
    rows += [("Kota Dua", code, None if code == "I12" else 4) for code in codes]
    rows += [("Kota Tiga", code, 5) for code in codes] + [("Kota Tiga", "I1", 2)]
    agencies, indicators, levels = zip(*rows, strict=True)
    columns = {"agency": agencies, "year": [2024] * len(rows), "indicator": indicators, "level": levels}
    pa.parquet.write_table(pa.table(columns), path)


def main() -> None:
    """Print what came out."""
    engine, *paths = sys.argv[1:] or ["pandas"]
    with TemporaryDirectory() as folder:
        path = paths[0] if paths else str(Path(folder) / "levels.parquet")
        if not paths:
            made_up(path)
        print(ENGINES[engine](path))  # noqa: T201


if __name__ == "__main__":
    main()
