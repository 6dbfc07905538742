"""The example of docs and README runs, in every engine that needs no cluster, and says what it promises."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from engines import rows_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "score_frame.py"


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_the_three_agencies(engine, tmp_path):
    names = runpy.run_path(str(EXAMPLE))
    path = str(tmp_path / "levels.parquet")
    names["made_up"](path)
    rows = {row["agency"]: row for row in rows_of(names["ENGINES"][engine](path))}
    one, two, three = (rows[f"Kota {name}"] for name in ("Satu", "Dua", "Tiga"))
    assert (one["index_exact"], one["band"]) == ("3", "Baik")
    assert (two["index"], two["unfilled"], two["D1"]) == (None, 1, 4.0)
    assert (three["index"], three["invalid"]) == (None, 1)


# In processes of their own, as a reader would run them: Dask starts workers from the file itself.
@pytest.mark.parametrize("engine", ["polars", "dask"])
def test_as_a_program(engine):
    done = subprocess.run([sys.executable, EXAMPLE, engine], capture_output=True, text=True, check=True)
    assert "Kota Satu" in done.stdout
