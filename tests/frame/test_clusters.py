"""A million random rows on a Dask cluster and on Spark, by the very same call: exact to the last digit.

Both run on this machine, with two workers each. Spark needs Java; without it its test is passed over, unless
SPBE_CLUSTERS=required says that it must not be.
"""

from __future__ import annotations

import os
import shutil
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest
from engines import rows_of

from spbe_index import load_rubric, score_frame
from spbe_index.core.exact import half_up
from spbe_index.core.score import band_name, evaluate

RUBRIC = load_rubric("spbe-2020")
CODES = [leaf.code for leaf in RUBRIC.leaves()]
AGENCIES = 1_000_000 // len(CODES) + 1
#: Some agencies have a level that is blank, or none of the scale.
BLANK, WRONG = 0, 9

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def levels():
    """The levels, shape (agencies, indicators)."""
    luck = np.random.default_rng(20231)
    levels = luck.integers(1, 6, (AGENCIES, len(CODES)))
    levels[luck.integers(0, AGENCIES, 500), luck.integers(0, len(CODES), 500)] = BLANK
    levels[luck.integers(0, AGENCIES, 500), luck.integers(0, len(CODES), 500)] = WRONG
    return levels


@pytest.fixture(scope="module")
def path(levels, tmp_path_factory):
    """The same as a parquet file of rows in no order."""
    order = np.random.default_rng(1).permutation(levels.size)
    agency, code = np.divmod(order, len(CODES))
    level = levels.ravel()[order]
    names = pa.DictionaryArray.from_arrays(pa.array(code), pa.array(CODES)).cast(pa.string())
    columns = {"agency": agency, "year": np.full(len(order), 2023), "indicator": names}
    table = pa.table({**columns, "level": pa.array(level, mask=level == BLANK)})
    path = tmp_path_factory.mktemp("clusters") / "levels.parquet"
    pa.parquet.write_table(table, path, row_group_size=200_000)
    return path


def check_all(frame, levels):
    rows = rows_of(frame)
    assert sorted(row["agency"] for row in rows) == list(range(AGENCIES))
    numbers = [Fraction(number) for number in range(10)]
    for row in rows:
        mine = levels[row["agency"]].tolist()
        assert (row["unfilled"], row["invalid"]) == (mine.count(BLANK), mine.count(WRONG))
        given = {code: numbers[level] for code, level in zip(CODES, mine, strict=True) if level not in (BLANK, WRONG)}
        if len(given) < len(CODES):
            assert (row["complete"], row["index"], row["index_exact"], row["band"]) == (False, None, None, None)
            continue
        found = evaluate(RUBRIC.tree, given)
        index = found["index"]
        assert (row["complete"], row["index_exact"]) == (True, str(index))
        assert row["band"] == band_name(RUBRIC.bands, index)
        for code in ("index", "D1", "D2", "D3", "D4", "A7"):
            assert row[code] == float(half_up(found[code]))


def test_dask(path, levels):
    import dask.dataframe
    from distributed import Client, LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
        out = score_frame(dask.dataframe.read_parquet(path, split_row_groups=True), RUBRIC)
        assert isinstance(out, dask.dataframe.DataFrame)
        check_all(out.compute(), levels)


def test_spark(path, levels, monkeypatch):
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")) and os.environ.get("SPBE_CLUSTERS") != "required":
        pytest.skip("Spark needs Java")
    from pyspark.sql import DataFrame, SparkSession

    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    # One small machine: few parts, and no code made and compiled for a query that runs once.
    for name, value in (("shuffle.partitions", "2"), ("adaptive.enabled", "false"), ("codegen.wholeStage", "false")):
        builder = builder.config(f"spark.sql.{name}", value)
    spark = builder.getOrCreate()
    try:
        out = score_frame(spark.read.parquet(str(path)), RUBRIC)
        assert isinstance(out, DataFrame)
        check_all(out.toArrow(), levels)
    finally:
        spark.stop()
