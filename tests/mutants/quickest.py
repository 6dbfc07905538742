"""How tests are run on a mutant: the quickest first, and none many times longer than on the program itself.

A plugin of pytest for mutmut, which runs its mutants in the folder where it has noted what each test took.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

# What mutmut takes for a mutant that does not end.
TIMED_OUT = 36


def under_test() -> bool:
    """Whether a mutant runs, and not the program itself."""
    return "__mutmut_" in os.environ.get("MUTANT_UNDER_TEST", "")


@cache
def seconds() -> dict[str, float]:
    """What each test took on the program itself."""
    noted: dict[str, float] = json.loads(Path("mutmut-stats.json").read_text(encoding="utf-8"))["duration_by_test"]
    return noted


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the quickest first: most mutants fall to the first test that meets them."""
    if under_test():
        items.sort(key=lambda item: (seconds().get(item.nodeid, 0), item.nodeid))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Ends the run at a test that goes on and on: a loop that never ends is found out, by the time of the processor."""
    if under_test():
        signal.signal(signal.SIGPROF, lambda *_: os._exit(TIMED_OUT))
        signal.setitimer(signal.ITIMER_PROF, 5 + 10 * seconds().get(item.nodeid, 0))
    found = yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    return found
