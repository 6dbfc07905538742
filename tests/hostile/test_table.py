"""The table of what holds whatever arrives names tests that there are, for each of its lines."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
LINES = [
    [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for line in (TESTS / "HOSTILE.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| R\d", line)
]


def test_every_line_is_there_once_and_says_something() -> None:
    assert [line[0] for line in LINES] == [f"R{number}" for number in range(1, 55)]
    assert all(len(line) == 4 and line[1].endswith(".") for line in LINES)
    assert len({line[1] for line in LINES}) == len(LINES)


def test_every_test_that_is_named_is_one_that_runs() -> None:
    named = {test for line in LINES for test in re.findall(r"`([^`]+)`", line[2])}
    assert all(re.search(r"`[^`]+::test_\w+`", line[2]) for line in LINES)
    files = sorted({test.partition("::")[0] for test in named})
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-o", "addopts=", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, *(str(TESTS / file) for file in files)],
        cwd=TESTS.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    collected = {line.partition("[")[0].removeprefix("tests/") for line in done.stdout.splitlines() if "::" in line}
    assert done.returncode == 0, done.stdout
    assert named <= collected, named - collected
