"""What the reports of a batch are called."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

_ENDING = ".pdf"
#: Bytes of a name that every file system takes, and signs of a whole path that Windows does.
_LONGEST_NAME, _LONGEST_PATH = 255, 259
#: Digits of the digest that a name keeps which is cut.
_DIGITS = 12


def report_names(paths: Sequence[str], folder: str) -> tuple[str, ...]:
    """A name for the report of each file, no two alike, in folders as the files lie in theirs.

    Files that differ only in their ending keep it: `a.xlsx.pdf` beside
    `a.ods.pdf`. A name that would be too long is cut, and ends in a digest of
    the whole of it.
    """
    inside = _inside(paths)
    shared = Counter(_key(os.path.splitext(path)[0]) for path in inside)
    taken: set[str] = set()
    names = []
    for path in inside:
        stem = os.path.splitext(path)[0]
        stem = path if shared[_key(stem)] > 1 else stem
        name, count = _fitting(stem, folder), 1
        while _key(name) in taken:
            count += 1
            name = _fitting(f"{stem}-{count}", folder)
        taken.add(_key(name))
        names.append(os.path.join(folder, name + _ENDING))
    return tuple(names)


def _fitting(stem: str, folder: str) -> str:
    """The stem of a report's name, cut where the name would be too long."""
    where, name = os.path.split(stem)
    room = _LONGEST_NAME - len(_ENDING)
    if os.name == "nt":
        room = min(room, _LONGEST_PATH - len(os.path.abspath(os.path.join(folder, where, _ENDING))))
    whole = os.fsencode(name)
    if len(whole) <= room:
        return stem
    digest = sha256(os.fsencode(stem)).hexdigest()[:_DIGITS]
    kept = whole[: max(0, room - _DIGITS - 1)].decode("utf-8", "ignore").rstrip()
    return os.path.join(where, f"{kept}~{digest}")


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
