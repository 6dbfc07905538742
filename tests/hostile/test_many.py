"""A long batch: what its processes keep does not grow with the number of files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from looking import check_terminal
from running import EXAMPLES

from spbe_index.batch.pool import Job, Pool
from spbe_index.batch.worker import Task

KEMENKO = EXAMPLES / "kemenko-perekonomian-2021.xlsx"
FILES = 1_000
#: Not the very last, after which the worker may have ended.
LATE = FILES - 20


def of_process(pid: int | str) -> tuple[int, int]:
    """The most memory that a process has held so far, in KiB, and how many files it has open."""
    status = Path(f"/proc/{pid}/status").read_text()
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return peak, len(os.listdir(f"/proc/{pid}/fd"))


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="memory is read from /proc")
def test_memory_and_open_files_are_those_of_the_hundredth_file(tmp_path: Path) -> None:
    paths = []
    for number in range(10):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(KEMENKO.read_bytes() if number % 5 else KEMENKO.read_bytes()[: 4_000 + number])
        paths.append(str(path))
    jobs = [Job(paths[number % len(paths)]) for number in range(FILES + 100)]  # so that it is still at work
    with Pool(Task(), jobs, 1) as pool:
        (keeper,) = pool._keepers
        seen = {}
        for count, answer in enumerate(pool.answers(), start=1):
            check_terminal(answer.outcome.agency)
            if count in (100, LATE):
                assert keeper.process
                seen[count] = (of_process(keeper.process.running.pid), of_process("self"))
    (worker_before, own_before), (worker_after, own_after) = seen[100], seen[LATE]
    assert worker_after[0] <= 1.2 * worker_before[0]
    assert own_after[0] <= 1.2 * own_before[0]
    # The worker may be at a file just then, or not.
    assert worker_after[1] <= worker_before[1] + 1
    assert own_after[1] <= own_before[1]
