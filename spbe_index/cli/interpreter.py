"""Whether the Python that runs the program opens zip files as carefully as it could."""

from __future__ import annotations

import sys

from spbe_index.core.problem import Problem, problem

#: The first release of each line whose `zipfile` checks what hostile archives lie about: entries that overlap
#: (CVE-2024-0450) and the end record of zip64 (CVE-2025-8291). Later lines have done so from their start.
SAFE_FROM = {(3, 11): 14, (3, 12): 12, (3, 13): 10}


def is_safe(version: tuple[int, int, int]) -> bool:
    """Whether a Python of this version has all known mends of `zipfile`."""
    return version[2] >= SAFE_FROM.get(version[:2], 0)


def doubts() -> list[Problem]:
    """W125 for a Python that lacks them.

    Workbooks pass a zip reader of our own first, which refuses such archives; only what is behind it is older.
    """
    version = sys.version_info[:3]
    if is_safe(version):
        return []
    line = f"{version[0]}.{version[1]}"
    return [problem("W125", found=".".join(map(str, version)), needed=f"{line}.{SAFE_FROM[version[:2]]}")]
