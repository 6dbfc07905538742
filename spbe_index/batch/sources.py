"""What is meant by the sources of a batch: workbooks, folders of them, and patterns."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.load.sheets import is_lock
from spbe_index.load.system_error import reason

#: Files in a folder that are workbooks by their name. A file that is named itself may end as it likes.
ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".csv", ".tsv")
#: How the names begin of files that systems hide and that mark a workbook as open (`.~lock.` is one of the hidden).
_HIDDEN = "."
_PATTERN = "*?["
_SEPARATORS = f"[{re.escape(os.sep + (os.altsep or ''))}]"
#: What means folders of any depth in a pattern, with the separator behind it.
_ANY_DEPTH = re.compile(rf"(?:^|(?<={_SEPARATORS}))\*\*(?:{_SEPARATORS}+|$)")


class Inputs(NamedTuple):
    """The files of a batch, each once, in order; and what must be said of how they were found."""

    paths: tuple[str, ...]
    problems: tuple[Problem, ...]


def find_inputs(sources: Sequence[str], *, without: Sequence[str] = ()) -> Inputs:
    """The files that are meant, in the order of the sources; those of a folder, also of folders in it, by name.

    Args:
        sources: Files, folders and patterns (`data/*.xlsx`; `**` for any depth, but not through links).
            A file that does not exist stays in the list: it is a row of its own.
        without: Files that are no inputs wherever they lie: what the batch writes.

    Raises:
        SpbeError: E868, standard input is no source of many files; E860, no folder or pattern has a workbook, E853,
            or none can be read (where others can, that is among the problems).

    """
    search = _Search(frozenset(map(_key, without)))
    for source in sources:
        if source == "-":
            raise SpbeError(problem("E868"))
        search.look(source)
    if not search.found:
        raise SpbeError(*search.wrong)
    return Inputs(tuple(search.found.values()), (*search.wrong, *search.notes()))


class _Search:
    """What is found in one source after the other. `found` are the workbooks, `wrong` what keeps others from it."""

    def __init__(self, without: frozenset[str]) -> None:
        self.found: dict[str, str] = {}
        self.wrong: list[Problem] = []
        self._without = without
        self._others: list[str] = []
        self._locks: list[str] = []
        self._links: dict[str, None] = {}

    def look(self, source: str) -> None:
        """Find what one source means."""
        wrong, mine = len(self.wrong), 0
        for path in self._of(source):
            if _key(path) not in self._without:
                mine += 1
                self.found.setdefault(_key(path), path)
        if not mine and len(self.wrong) == wrong:
            cause = "folder" if os.path.isdir(source) else "pattern"
            self.wrong.append(problem("E860", Place(source), cause=cause, endings=" ".join(ENDINGS)))

    def notes(self) -> Iterator[Problem]:
        """What was passed over: other files, folders behind links, and the files that lock open workbooks."""
        others = [path for path in self._others if _key(path) not in self._without]
        for code, paths in (("N861", others), ("N854", list(self._links)), ("N126", self._locks)):
            if paths:
                yield problem(code, count=len(paths), first=paths[0])

    def _of(self, source: str) -> Iterator[str]:
        if os.path.isdir(source):
            yield from self._of_folder(source)
        elif os.path.lexists(source) or not any(sign in source for sign in _PATTERN):
            yield source
        else:
            for path in sorted(set(self._of_pattern(source))):
                if not os.path.isdir(path) and not self._is_left_behind(path):
                    yield path

    def _of_pattern(self, pattern: str) -> Iterator[str]:
        """What fits a pattern. `glob` itself goes through links for `**`, in circles too: 40 times, or without end."""
        above, *below = _ANY_DEPTH.split(pattern, maxsplit=1)
        if not below:
            yield from glob.glob(pattern)
            return
        for folder in glob.glob(above) if above else [os.curdir]:
            for here, _ in self._walk(folder):
                inside = os.path.join(here, "")
                inside = inside if above else inside.removeprefix(os.path.join(os.curdir, ""))
                yield from self._of_pattern(glob.escape(inside) + (below[0] or "*"))

    def _walk(self, folder: str) -> Iterator[tuple[str, list[str]]]:
        """A folder and those in it, with the names of their files; not those that are hidden or behind links."""
        for here, folders, names in os.walk(folder, onerror=self._unreadable):
            folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
            paths = [os.path.join(here, name) for name in folders]
            self._links.update(dict.fromkeys(path for path in paths if os.path.islink(path)))
            yield here, names

    def _of_folder(self, folder: str) -> Iterator[str]:
        for here, names in self._walk(folder):
            for name in sorted(names):
                path = os.path.join(here, name)
                if self._is_left_behind(path):
                    continue
                if name.lower().endswith(ENDINGS):
                    yield path
                else:
                    self._others.append(path)

    def _is_left_behind(self, path: str) -> bool:
        if is_lock(path):
            self._locks.append(path)
            return True
        return os.path.basename(path).startswith(_HIDDEN)

    def _unreadable(self, error: OSError) -> None:
        self.wrong.append(problem("E853", Place(str(error.filename)), detail=reason(error)))


def _key(path: str) -> str:
    """The same for each way of naming a file."""
    return os.path.normcase(os.path.abspath(path))
