"""What the reports of a batch are called."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence


def report_names(paths: Sequence[str], folder: str) -> tuple[str, ...]:
    """A name for the report of each file, no two alike, in folders as the files lie in theirs.

    Files that differ only in their ending keep it: `a.xlsx.pdf` beside `a.ods.pdf`.
    """
    inside = _inside(paths)
    shared = Counter(_key(os.path.splitext(path)[0]) for path in inside)
    taken: set[str] = set()
    names = []
    for path in inside:
        stem = os.path.splitext(path)[0]
        stem = path if shared[_key(stem)] > 1 else stem
        name, count = stem, 1
        while _key(name) in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(_key(name))
        names.append(os.path.join(folder, f"{name}.pdf"))
    return tuple(names)


def _inside(paths: Sequence[str]) -> list[str]:
    """The paths within the folder that holds all of them; their names alone where none does."""
    absolute = [os.path.abspath(path) for path in paths]
    try:
        common = os.path.commonpath([os.path.dirname(path) for path in absolute])
    except ValueError:  # on several drives
        return [os.path.basename(path) for path in absolute]
    return [os.path.relpath(path, common) for path in absolute]


def _key(name: str) -> str:
    """What two names share that one file system or another takes for the same."""
    return os.path.normcase(name).casefold()
