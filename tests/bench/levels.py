"""Tables of levels: our time as a ratio to that of others at the same work.

Two jobs. A parquet file of 23.5 million rows (500,000 agencies x 47 indicators), read and scored: by `score_levels`,
with its limited process and all counts, and by polars with a join and a group_by in floats. And 20,000 agencies x 47,
scored from a table in memory: by what `score_levels` does with it, and by the R package COINr, reading left out. COINr
is the installed package, or its source in the folder that COINR_SOURCE names. Results go to build/bench/levels.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from spbe_index.core.scaled import scaled
from spbe_index.levels.reading import Reading
from spbe_index.levels.scoring import Instrument, Scores, Sentences
from spbe_index.levels.source import Columns
from spbe_index.load.level_tables import key_of
from spbe_index.load.rubric import load_rubric
from spbe_index.write.words import Words

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "bench"
RUBRIC = load_rubric("spbe-2020")
CODES = [leaf.code for leaf in RUBRIC.leaves()]
MANY, SOME = 500_000, 20_000
_PART = 25_000
WEIGHTS = {leaf.code: float(leaf.weight) for leaf in RUBRIC.leaves()}

OURS = "import sys; from spbe_index.levels import score_levels; print(score_levels(sys.argv[1], 'spbe-2020').num_rows)"
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


def measure(rounds: int) -> dict[str, Any]:
    """Both jobs, in so many rounds: seconds and ratios, and what could not be measured and why."""
    BUILD.mkdir(parents=True, exist_ok=True)
    names = {
        "text": "agencies by name",
        "number": "agencies by number",
        "shuffled": "agencies by name, rows in no order",
    }
    return {
        "machine": f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors",
        "rows": MANY * len(CODES),
        "parquet": {name: _parquet(kind, rounds if kind != "shuffled" else 1) for kind, name in names.items()},
        "table": _table(rounds),
    }


def _parquet(kind: str, rounds: int) -> dict[str, Any]:
    path = BUILD / f"levels-{kind}.parquet"
    if not path.exists():
        _write(path, kind)
    commands = {"ours": OURS, "polars": POLARS}
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, code in commands.items():
            spent[name].append(_seconds([sys.executable, "-c", code, str(path)]))
    return _compared(spent, "polars")


def _compared(spent: dict[str, list[tuple[float, float]]], yard: str) -> dict[str, Any]:
    """Medians of wall and processor time, and of our ratio to the yardstick within a round, with its quartiles."""
    found: dict[str, Any] = {}
    for at, clock in enumerate(("wall", "cpu")):
        seconds = {name: [one[at] for one in times] for name, times in spent.items()}
        ratios = sorted(mine / theirs for mine, theirs in zip(seconds["ours"], seconds[yard], strict=True))
        found[clock] = {name: round(statistics.median(times), 4) for name, times in seconds.items()}
        found[clock]["ratio"] = round(statistics.median(ratios), 4)
        found[clock]["quartiles"] = [round(ratios[len(ratios) // 4], 4), round(ratios[-1 - len(ratios) // 4], 4)]
    return found


def _seconds(command: list[str]) -> tuple[float, float]:
    """Wall and processor seconds of a command with its children."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


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


class _Memory:
    """A table in memory, in place of `levels.source.Source`."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        self.columns = Columns({name: name for name in ("agency", "year", "indicator", "level")}, {})

    def blocks(self, rows: int) -> Iterator[pa.RecordBatch]:
        yield from self._table.to_batches(max_chunksize=rows)


def _table(rounds: int) -> dict[str, Any]:
    levels = np.random.default_rng(2).integers(1, 6, (SOME, len(CODES)))
    codes = pa.DictionaryArray.from_arrays(
        pa.array(np.tile(np.arange(len(CODES), dtype=np.int8), SOME)), pa.array(CODES)
    )
    agency, year = np.repeat(np.arange(SOME), len(CODES)), np.full(levels.size, 2023)
    table = pa.table({"agency": agency, "year": year, "indicator": codes, "level": levels.ravel()})
    score = _scorer(table)
    ours = [score() for _ in range(rounds)]
    found: dict[str, Any] = {"rows": levels.size, "ours": {"cpu": round(statistics.median(ours), 5)}}
    peer = _coinr(levels, rounds)
    found["coinr"] = peer
    if "cpu" in peer:
        found["ratio"] = round(found["ours"]["cpu"] / peer["cpu"], 5)
    return found


def _scorer(table: pa.Table) -> Callable[[], float]:
    instrument = Instrument(RUBRIC.id, RUBRIC.first_year, RUBRIC.last_year, scaled(RUBRIC))
    sentences = Sentences(Words("id"), [])

    def score() -> float:
        start = time.process_time()
        reading = Reading(_Memory(table), [key_of(code) for code in CODES])  # type: ignore[arg-type]
        reading.read(1 << 19)
        scores = Scores(reading, [instrument])
        scores.score(0, None)
        scores.table("", sentences)
        return time.process_time() - start

    return score


def _coinr(levels: Any, rounds: int) -> dict[str, Any]:
    """Processor seconds of COINr's aggregation, or why there are none."""
    if not shutil.which("Rscript"):
        return {"missing": "R is not installed (Debian: apt-get install r-base-core)"}
    source = Path(os.environ.get("COINR_SOURCE", "")) / "aggregate.R"
    packaged = subprocess.run(["Rscript", "-e", "library(COINr)"], capture_output=True, check=False).returncode == 0
    if not packaged and not source.is_file():
        return {"missing": "neither the package COINr, which Debian does not have, nor its source (COINR_SOURCE)"}
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
    spent = []
    for _ in range(rounds):
        command = ["Rscript", str(script), str(source), str(data), str(tree)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        spent.append([float(word) for word in done.stdout.split()])
    exact = (levels @ np.array(list(WEIGHTS.values()))).sum() / 100
    if abs(spent[0][2] - exact) > 1e-6 * exact:  # R prints seven digits
        raise AssertionError((spent[0][2], exact))
    cpu, wall = (round(statistics.median(one[at] for one in spent), 3) for at in (0, 1))
    return {"cpu": cpu, "wall": wall, "as": "package" if packaged else "its source, R/aggregate.R"}


def main() -> None:
    """Print the results and write them to build/bench/levels.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    found = measure(parser.parse_args().rounds)
    text = json.dumps(found, indent=2)
    (BUILD / "levels.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
