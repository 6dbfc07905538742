"""Tables of levels: our time as a ratio to that of others at the same work.

Two jobs. A parquet file of 23.5 million rows (500,000 agencies x 47 indicators), read and scored: by `score_levels`,
with its limited process and all counts, and by polars with a join and a group_by in floats. And 20,000 agencies x 47,
scored from a table in memory: by what `score_levels` does with it, and by the R package COINr, reading left out. COINr
is the installed package, or its source in the folder that COINR_SOURCE names.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet
from paired import BUILD, PYTHON, Row, Spent, in_rounds, row, shown

from spbe_index.core.scaled import scaled
from spbe_index.levels.reading import Reading
from spbe_index.levels.scoring import Instrument, Scores
from spbe_index.levels.sentences import Sentences
from spbe_index.levels.source import Source
from spbe_index.load.answer_codes import SHIPPED
from spbe_index.load.rubric import load_rubric
from spbe_index.write.words import Words

RUBRIC = load_rubric("spbe-2020")
CODES = [leaf.code for leaf in RUBRIC.leaves()]
MANY, SOME = 500_000, 20_000
_PART = 25_000
WEIGHTS = {leaf.code: float(leaf.weight) for leaf in RUBRIC.leaves()}

OURS = """import sys
from spbe_index.levels import score_levels
print(score_levels(sys.argv[1], "spbe-2020").table.num_rows)
"""
POLARS = f"""import sys
import polars as pl
weights = pl.LazyFrame({{"indicator": {list(WEIGHTS)!r}, "weight": {list(WEIGHTS.values())!r}}})
weighted = pl.col("level") * pl.col("weight")
joined = pl.scan_parquet(sys.argv[1]).join(weights, on="indicator")
print(joined.group_by("agency", "year").agg((weighted.sum() / pl.col("weight").sum()).round(2)).collect().height)
"""
#: As COINr's own `Aggregate` of a coin does it: floor by floor, each group of columns with its weights.
COINR = """args <- commandArgs(TRUE)
if (requireNamespace("COINr", quietly = TRUE)) { Aggregate <- COINr::Aggregate } else { source(args[1]) }
data <- read.csv(args[2], check.names = FALSE)
tree <- read.csv(args[3], stringsAsFactors = FALSE)
start <- proc.time()
for (floor in unique(tree$floor)) {
  here <- tree[tree$floor == floor, ]
  for (parent in unique(here$parent)) {
    mine <- here[here$parent == parent, ]
    data[[parent]] <- Aggregate(data[mine$code], f_ag = "a_amean", f_ag_para = list(w = mine$weight))
  }
}
spent <- proc.time() - start
cat(sum(spent[c(1, 2)]), spent[3], sum(data[["index"]]), "\\n")
"""


def measure(rounds: int) -> list[Row]:
    """The lines on tables of levels."""
    BUILD.mkdir(parents=True, exist_ok=True)
    kinds = {"text": "agencies by name", "number": "agencies by number", "shuffled": "by name, in no order"}
    rows = []
    for kind, name in kinds.items():
        path = BUILD / f"levels-{kind}.parquet"
        if not path.exists():
            _write(path, kind)
        variants = {name: [PYTHON, "-c", code, str(path)] for name, code in (("ours", OURS), ("polars", POLARS))}
        found = in_rounds(variants, rounds if kind != "shuffled" else 2)
        job, limit = f"table of 23.5 M rows, {name}", 0.7 if kind == "text" else None
        rows.append(row(job, "polars, in floats", found["ours"], found["polars"], clock="wall", limit=limit))
    return [*rows, *_table(rounds)]


def _write(path: Path, kind: str) -> None:
    luck = np.random.default_rng(1)
    order = luck.permutation(MANY * len(CODES)) if kind == "shuffled" else np.arange(MANY * len(CODES))
    writer = None
    for first in range(0, len(order), _PART * len(CODES)):
        agency, code = np.divmod(order[first : first + _PART * len(CODES)], len(CODES))
        numbers, back = np.unique(agency, return_inverse=True)
        texts = pa.array([f"Instansi {number:06d}" for number in numbers.tolist()])
        named = pa.DictionaryArray.from_arrays(pa.array(back.astype(np.int32)), texts).cast(pa.string())
        columns = {
            "agency": pa.array(agency) if kind == "number" else named,
            "year": pa.array(np.full(len(agency), 2023)),
            "indicator": pa.array(CODES).take(pa.array(code)),
            "level": pa.array(luck.integers(1, 6, len(agency))),
        }
        table = pa.table(columns)
        writer = writer or pa.parquet.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer:
        writer.close()


class _Memory(Source):
    """A table in memory: of the file that a source asks for there are only its headings."""

    def __init__(self, table: pa.Table) -> None:
        headings = BytesIO()
        pa.parquet.write_table(table.slice(0, 0), headings)
        headings.seek(0)
        super().__init__(headings)
        self._table = table

    def blocks(self, rows: int) -> Iterator[pa.RecordBatch]:
        yield from self._table.to_batches(max_chunksize=rows)


def _table(rounds: int) -> list[Row]:
    levels = np.random.default_rng(2).integers(1, 6, (SOME, len(CODES)))
    codes = pa.DictionaryArray.from_arrays(
        pa.array(np.tile(np.arange(len(CODES), dtype=np.int8), SOME)), pa.array(CODES)
    )
    agency, year = np.repeat(np.arange(SOME), len(CODES)), np.full(levels.size, 2023)
    table = pa.table({"agency": agency, "year": year, "indicator": codes, "level": levels.ravel()})
    score = _scorer(table)
    peer, way = _coinr(levels)
    found = in_rounds({"ours": score, "peer": peer or (lambda: _in_floats(levels))}, rounds)
    yardstick = f"COINr, {way}" if peer else "numpy, a product in floats"
    limit = 0.02 if peer else None
    return [
        row(
            "20,000 units x 47, reading left out",
            yardstick,
            found["ours"],
            found["peer"],
            limit=limit,
            note="" if peer else way,
        )
    ]


def _in_floats(levels: Any) -> Spent:
    start, clock = time.process_time(), time.perf_counter()
    np.round(levels @ np.array(list(WEIGHTS.values())) / 100, 2)
    return Spent(time.perf_counter() - clock, time.process_time() - start)


def _scorer(table: pa.Table) -> Callable[[], float]:
    instrument = Instrument(RUBRIC.id, RUBRIC.first_year, RUBRIC.last_year, scaled(RUBRIC))
    sentences = Sentences(Words("id"), [])

    def score() -> Spent:
        start, clock = time.process_time(), time.perf_counter()
        reading = Reading(_Memory(table), [SHIPPED.key_of(code) for code in CODES])
        reading.read(1 << 19)
        scores = Scores(reading, [instrument])
        scores.score(0, None)
        scores.table("", sentences)
        return Spent(time.perf_counter() - clock, time.process_time() - start)

    return score


def _coinr(levels: Any) -> tuple[Callable[[], Spent] | None, str]:
    """What runs COINr's aggregation, and in which form it is here; or None, and why it is not."""
    if not shutil.which("Rscript"):
        return None, "R is not installed"
    source = Path(os.environ.get("COINR_SOURCE", "")) / "aggregate.R"
    packaged = subprocess.run(["Rscript", "-e", "library(COINr)"], capture_output=True, check=False).returncode == 0
    if not packaged and not source.is_file():
        return None, "neither the package COINr nor its source is here"
    data, tree = BUILD / "coinr-levels.csv", BUILD / "coinr-tree.csv"
    np.savetxt(data, levels, "%d", ",", header=",".join(CODES), comments="")
    depth = {"indicator": 0, "aspect": 1, "domain": 2}
    lines = [
        f"{depth[item.kind]},{item.code},{parent.code if parent else 'index'},{float(item.weight)}"
        for item, parent in RUBRIC.items()
    ]
    tree.write_text("\n".join(["floor,code,parent,weight", *sorted(lines, key=lambda line: line[0])]), encoding="utf-8")
    script = BUILD / "coinr.R"
    script.write_text(COINR, encoding="utf-8")
    exact = (levels @ np.array(list(WEIGHTS.values()))).sum() / 100

    def aggregate() -> Spent:
        command = ["Rscript", str(script), str(source), str(data), str(tree)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        cpu, wall, total = (float(word) for word in done.stdout.split())
        if abs(total - exact) > 1e-6 * exact:  # R prints seven digits
            raise AssertionError((total, exact))
        return Spent(wall, cpu)

    return aggregate, "the package" if packaged else "the functions of its source"


if __name__ == "__main__":
    print(shown(measure(5)))
