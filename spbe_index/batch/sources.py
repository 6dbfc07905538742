"""What is meant by the sources of a batch: workbooks, folders of them, and patterns."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.load.sheets import is_lock

#: Files in a folder that are workbooks by their name. A file that is named itself may end as it likes.
ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".csv", ".tsv")
#: How the names begin of files that systems hide and that mark a workbook as open (`.~lock.` is one of the hidden).
_HIDDEN = "."
_PATTERN = "*?["


class Inputs(NamedTuple):
    """The files of a batch, each once, in order; and what must be said of how they were found."""

    paths: tuple[str, ...]
    problems: tuple[Problem, ...]


def find_inputs(sources: Sequence[str], *, without: Sequence[str] = ()) -> Inputs:
    """The files that are meant, in the order of the sources; those of a folder, also of folders in it, by name.

    Args:
        sources: Files, folders and patterns (`data/*.xlsx`, `**` for any depth).
            A file that does not exist stays in the list: it is a row of its own.
        without: Files that are no inputs wherever they lie: what the batch writes.

    Raises:
        SpbeError: E868, standard input is no source of many files; E860, no folder or pattern has a workbook (where
            others have, that is among the problems).

    """
    own = {os.path.normcase(os.path.abspath(path)) for path in without}
    found: dict[str, str] = {}
    passed: list[str] = []
    locks: list[str] = []
    empty: list[Problem] = []
    for source in sources:
        if source == "-":
            raise SpbeError(problem("E868"))
        mine = 0
        for path in _of_source(source, passed, locks):
            key = os.path.normcase(os.path.abspath(path))
            if key not in own:
                mine += 1
                found.setdefault(key, path)
        if not mine:
            cause = "folder" if os.path.isdir(source) else "pattern"
            empty.append(problem("E860", Place(source), cause=cause, endings=" ".join(ENDINGS)))
    if not found:
        raise SpbeError(*empty)
    passed = [path for path in passed if os.path.normcase(os.path.abspath(path)) not in own]
    said = [problem("N861", count=len(passed), first=passed[0])] if passed else []
    said += [problem("N126", count=len(locks), first=locks[0])] if locks else []
    return Inputs(tuple(found.values()), (*empty, *said))


def _of_source(source: str, passed: list[str], locks: list[str]) -> Iterator[str]:
    if os.path.isdir(source):
        yield from _of_folder(source, passed, locks)
    elif os.path.lexists(source) or not any(sign in source for sign in _PATTERN):
        yield source
    else:
        paths = (path for path in sorted(glob.glob(source, recursive=True)) if not os.path.isdir(path))
        yield from _without_locks(paths, locks)


def _of_folder(folder: str, passed: list[str], locks: list[str]) -> Iterator[str]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
        for path in _without_locks((os.path.join(here, name) for name in sorted(names)), locks):
            if path.lower().endswith(ENDINGS):
                yield path
            else:
                passed.append(path)


def _without_locks(paths: Iterable[str], locks: list[str]) -> Iterator[str]:
    """The files that somebody may mean; those that only say that a workbook is open go to `locks`."""
    for path in paths:
        if is_lock(path):
            locks.append(path)
        elif not os.path.basename(path).startswith(_HIDDEN):
            yield path
