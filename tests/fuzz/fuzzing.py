"""Spoils honest files of every kind, runs the public commands on them, and keeps what does not end as documented.

    python tests/fuzz/fuzzing.py --minutes 20          (make fuzz)
    python tests/fuzz/fuzzing.py --cases 100 --seed 7  (what the tests run)
    python tests/fuzz/fuzzing.py --replay              (everything that was kept)

A case is told by its seed and number and is the same wherever it runs. A finding
is any end but a result or a problem of the catalogue with its exit code: a
traceback, a signal, a hang, JSON that is none, an output beside an error, a
changed input, a process or temporary file left. Its file goes to `fixtures/`,
named after its kind; from then on `test_fuzz.py` runs every command of that
kind on it.

A kind is an entry of `kinds`: how its files end, its originals, how one is
spoilt, and the command lines. A report that is not the original byte for byte
is never said to be the same.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))

import originals
from agreeing import ANNOTATE, CHECK, INSPECT, SCORE, VERIFY, believed, disagreements
from packages import of_package
from papers import of_pdf, papers
from records import of_xls
from texts import of_csv, of_json, of_yaml
from watching import Line, emptied, faults, line

FIXTURES = Path(__file__).parent / "fixtures"
#: Seconds after which a command hangs; the reader has 20 of its own.
LIMIT = 60
_KEPT_OF_A_SORT = 3

READING = (
    SCORE._replace(often=6),
    line("score {file}", 2),
    line("score {file} --robust --format md"),
    line("score {file} --unfilled lowest --format csv"),
    line("score {file} --stage mandiri,akhir --format json"),
    line("score {file} --rubric spbe-2018 --unfilled zero -o {out}.xlsx"),
    CHECK._replace(often=6),
    line("check {file}", 2),
    INSPECT._replace(often=8),
    line("inspect {file}", 3),
    line("compare {file} {example} --format json", 2),
    line("plan {file} --target 4.2 --format json", 2),
    line("simulate {file} --set I1=4 --format json"),
    line("explain {file} --format json", 2),
    line("explain {file} I1"),
    line("template {out}.xlsx --from {file} --year 2024", 2),
    line("report {file} --format html -o {out}.html"),
    line("batch {file} -o {out}.csv"),
    line("plan {example} --effort {file} --format json"),
    line("rank {file} --format json"),
    line("score {example} --among {file} --format json"),
)
MARKING = (*READING, ANNOTATE._replace(often=8))
RUBRICS = (
    line("rubric check {file}", 6),
    line("rubric show {file}"),
    line("rubric check {file} --format json", 2),
    line("explain {example} I12 --rubric {file}"),
    line("score {example} --rubric {file} --format json", 2),
    line("inspect {example} --rubric {file} --format json"),
    line("template {out}.xlsx --rubric {file}"),
)
RESULTS = (
    line("compare {file} {example} --format json", 5),
    line("compare {file} {example}", 2),
    line("compare {file} {example} -o {out}.html"),
    line("compare {file} {file} --format csv"),
    line("report {example} --format html --previous {file} -o {out}.html"),
    line("explain {file} --format json"),
    line("plan {file} --target 4.2 --format json"),
    line("verify {file} --format json", 2),
    SCORE,
    INSPECT,
)
REPORTS = (
    VERIFY._replace(often=4),
    line("verify {file}", 2),
    line("verify {file} --input {example} --format json"),
    line("verify {example} --input {file} --format json"),
    INSPECT,
    SCORE,
)


class Kind(NamedTuple):
    """A kind of file; `often` says how often it is spoilt, beside others."""

    ending: str
    originals: Sequence[bytes]
    spoil: Callable[[bytes, Random], bytes]
    lines: Sequence[Line]
    often: int


def kinds(folder: Path) -> dict[str, Kind]:
    """All kinds, with their originals made."""
    from spbe_index.cli.run import run

    return {
        "xlsx": Kind("xlsx", originals.workbooks(), of_package, MARKING, 8),
        "xlsb": Kind("xlsb", originals.binaries(), of_package, READING, 2),
        "xls": Kind("xls", originals.olds(), of_xls, READING, 3),
        "ods": Kind("ods", originals.open_documents(folder), of_package, READING, 3),
        "csv": Kind("csv", originals.tables(), of_csv, READING, 8),
        "rubric": Kind("yaml", originals.rubrics(), of_yaml, RUBRICS, 4),
        "result": Kind("json", originals.results(run), of_json, RESULTS, 4),
        "report": Kind("pdf", papers(run, folder), of_pdf, REPORTS, 3),
    }


class Finding(NamedTuple):
    """A file, the command that did not end on it as it should, and why."""

    kind: str
    words: str
    data: bytes
    why: tuple[str, ...]


def case(every: dict[str, Kind], seed: str, number: int) -> tuple[str, bytes, Line]:
    """The kind, the spoilt file and the command line of one case."""
    chance = Random(f"{seed}/{number}")
    name = chance.choices(list(every), [kind.often for kind in every.values()])[0]
    kind = every[name]
    data = kind.spoil(chance.choice(kind.originals), chance)
    return name, data, chance.choices(kind.lines, [one.often for one in kind.lines])[0]


def tried(name: str, kind: Kind, data: bytes, one: Line, folder: Path) -> Finding | None:
    """A finding, where a command does not end as documented; one that was late gets a second chance, with more time."""
    file = f"berkas.{kind.ending}"
    found, ended = faults(one, data, file, emptied(folder), LIMIT)
    if ended.late:
        found, ended = faults(one, data, file, emptied(folder), 3 * LIMIT)
    found = found or disagreements(one, ended, folder / file, LIMIT)
    if not found and name == "report" and one.words == VERIFY.words and data not in kind.originals and believed(ended):
        found = ["said to be the same"]
    return Finding(name, " ".join(one.words), data, tuple(found)) if found else None


def loop(every: dict[str, Kind], seed: str, cases: int, until: float, folder: Path) -> Iterator[Finding | None]:
    """Case after case, as many as asked for and as long as there is time."""
    for number in range(cases):
        if time.monotonic() > until:
            return
        name, data, one = case(every, seed, number)
        yield tried(name, every[name], data, one, folder)


def keep(found: Finding, folder: Path) -> Path:
    """Keep the file of a finding."""
    path = folder / f"{found.kind}-{hashlib.sha256(found.data).hexdigest()[:10]}"
    path.write_bytes(found.data)
    return path


def _shard(every: dict[str, Kind], seed: str, cases: int, until: float, found: multiprocessing.SimpleQueue) -> None:
    try:
        with tempfile.TemporaryDirectory(prefix="spbe-fuzz-") as folder:
            for one in loop(every, seed, cases, until, Path(folder) / "case"):
                found.put(one)
    finally:
        found.put("end")


def fuzz(seed: str, jobs: int, cases: int, seconds: float, folder: Path) -> int:
    """Run shards side by side, tell and keep what they find, and how many cases they ran; 1 when anything was found."""
    with tempfile.TemporaryDirectory(prefix="spbe-fuzz-") as made:
        every = kinds(Path(made))
    until = time.monotonic() + seconds
    context = multiprocessing.get_context("fork")
    queue = context.SimpleQueue()
    shards = [context.Process(target=_shard, args=(every, f"{seed}/{n}", cases, until, queue), daemon=True)
              for n in range(jobs)]  # fmt: skip
    for shard in shards:
        shard.start()
    count = findings = ended = 0
    sorts: dict[str, int] = {}
    while ended < jobs:
        one = queue.get()
        ended += one == "end"
        count += one != "end"
        if isinstance(one, Finding):
            findings += 1
            sort = one.why[0]
            sorts[sort] = sorts.get(sort, 0) + 1
            if sorts[sort] <= _KEPT_OF_A_SORT:
                print(f"{keep(one, folder).name}: spbe {one.words}\n    " + "\n    ".join(one.why), flush=True)
    for shard in shards:
        shard.join()
    print(f"{count} cases with seed {seed}: {findings} findings", flush=True)
    return int(findings > 0 or any(shard.exitcode for shard in shards))


def replay(folder: Path) -> int:
    """Run every command of its kind on each file that was kept; 1 when one does not end as documented."""
    with tempfile.TemporaryDirectory(prefix="spbe-fuzz-") as made:
        every = kinds(Path(made))
        count = findings = 0
        for path in sorted(folder.iterdir()):
            name = path.name.partition("-")[0]
            for one in every[name].lines:
                count += 1
                if found := tried(name, every[name], path.read_bytes(), one, Path(made) / "case"):
                    findings += 1
                    print(f"{path.name}: spbe {found.words}\n    " + "\n    ".join(found.why), flush=True)
    print(f"{count} replayed: {findings} findings", flush=True)
    return int(findings > 0)


def main() -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--cases", type=int, default=sys.maxsize, help="cases of each job")
    parser.add_argument("--seed", default=str(random.SystemRandom().randrange(10**9)))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, default=FIXTURES)
    parser.add_argument("--replay", action="store_true")
    given = parser.parse_args()
    if given.replay:
        return replay(given.keep)
    return fuzz(given.seed, given.jobs, given.cases, 60 * given.minutes, given.keep)


if __name__ == "__main__":
    sys.exit(main())
