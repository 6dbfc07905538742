"""How time is measured here: as a ratio to a yardstick, round by round.

A round runs each variant once, so that what else the machine does falls on all
alike; the ratio is taken within a round, and its median over the rounds is what
counts. Seconds of one machine mean nothing on another.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "bench"
PYTHON = sys.executable
SPBE = str(Path(sys.executable).with_name("spbe"))


class Spent(NamedTuple):
    """Seconds of wall clock, and of processor time with all children."""

    wall: float
    cpu: float


class Row(NamedTuple):
    """One line of the table: a job against a yardstick.

    `ratio` is the median of the rounds, `low` and `high` its quartiles; `limit`
    is what was set out to be reached, None where the figure is only told;
    `ours` and `theirs` are median seconds of `clock` ("cpu" or "wall").
    """

    job: str
    yardstick: str
    clock: str
    ratio: float
    low: float
    high: float
    limit: float | None
    ours: float
    theirs: float
    note: str = ""


def spent(command: Sequence[str]) -> Spent:
    """What a command takes that runs to its end; one that fails measures nothing (ours may have findings)."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in ((0, 1) if command[0] == SPBE else (0,)):
        raise RuntimeError(f"{command[:3]} ended with {done.returncode}: {done.stderr[-500:]!r}")
    return Spent(wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def in_rounds(variants: Mapping[str, Sequence[str] | Callable[[], Spent]], rounds: int) -> dict[str, list[Spent]]:
    """What each variant took in each round; a variant is a command, or what measures itself."""
    found: dict[str, list[Spent]] = {name: [] for name in variants}
    for _ in range(rounds):
        for name, variant in variants.items():
            found[name].append(variant() if callable(variant) else spent(variant))
    return found


def row(
    job: str,
    yardstick: str,
    ours: Sequence[Spent],
    theirs: Sequence[Spent],
    *,
    clock: str = "cpu",
    limit: float | None = None,
    note: str = "",
) -> Row:
    """The line for what two variants took in the same rounds."""
    mine, other = ([getattr(one, clock) for one in times] for times in (ours, theirs))
    ratios = sorted(a / b for a, b in zip(mine, other, strict=True))
    low, high = ratios[len(ratios) // 4], ratios[-1 - len(ratios) // 4]
    middle = [statistics.median(times) for times in (ratios, mine, other)]
    return Row(job, yardstick, clock, middle[0], low, high, limit, middle[1], middle[2], note)


def machine() -> str:
    """What was measured on."""
    model = ""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        model = next(
            (line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")), ""
        )
    except OSError:
        pass
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30 if hasattr(os, "sysconf") else 0
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    software = f"{platform.system()}, Python {platform.python_version()}"
    return f"{cores} cores ({model or platform.machine()}), {memory} GiB, {software}"


def shown(rows: Sequence[Row]) -> str:
    """The rows as text for a terminal."""
    lines = []
    for one in rows:
        limit = "" if one.limit is None else f"  (at most {one.limit:g})"
        lines.append(f"{one.job:<44} {one.ratio:8.3f} x {one.yardstick}{limit}")
        lines.append(
            f"{'':<44} {one.low:.3f}-{one.high:.3f}, {one.clock} {one.ours:.3f} s to {one.theirs:.3f} s {one.note}"
        )
    return "\n".join(lines)
