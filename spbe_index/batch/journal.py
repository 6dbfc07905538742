"""What a batch has finished, written down file by file, so that a run that was stopped goes on where it was.

One JSON object a line: first what was asked of the files, then each file with
its digest, its outcome and the digest of its report. A last line that was cut
off is passed over. Lines are found again by where they start, so a million of
them need no more memory than their places.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from io import BufferedReader, FileIO
from typing import Any, NamedTuple

from spbe_index.core.outcome import Outcome, from_plain, to_plain
from spbe_index.core.problem import Place, SpbeError, problem
from spbe_index.load.system_error import reason

_SCHEMA = "spbe-batch-journal/1"
#: Bytes that are read at once to find a line again; most lines have fewer.
_PIECE = 1 << 13
_START = f'{{"schema": "{_SCHEMA}"'.encode()


class Finished(NamedTuple):
    """A file that is done: the digest of what was read, its outcome, and the digest of its report ("" for none)."""

    sha256: str
    outcome: Outcome
    report: str = ""


class Journal:
    """The journal of one run, in a file without a buffer, so that what is written stays readable when the disk is full.

    `known` are the lines of the run that was stopped, by digest and path of the file.
    """

    def __init__(self, file: FileIO, path: str, known: Mapping[tuple[str, str], int]) -> None:
        self._file = file
        self._path = path
        self._known = known
        self._starts: list[int] = []

    def __len__(self) -> int:
        """How many files this run has finished."""
        return len(self._starts)

    @property
    def goes_on(self) -> bool:
        """Whether an earlier run has finished anything."""
        return bool(self._known)

    def find(self, sha256: str, path: str) -> tuple[int, Finished] | None:
        """This file, if it was finished with these bytes before, and where its line starts."""
        start = self._known.get((sha256, path)) if sha256 else None
        return None if start is None else (start, self._read(start))

    def again(self, start: int) -> None:
        """The next file is the one whose line starts there."""
        self._starts.append(start)

    def add(self, finished: Finished) -> None:
        """The next file is finished; its line is on its way to the disk when this returns.

        Raises:
            SpbeError: E503, it cannot be written.

        """
        plain = {"sha256": finished.sha256, "outcome": to_plain(finished.outcome), "report": finished.report}
        start = self._file.seek(0, os.SEEK_END)
        _write(self._file, self._path, _line(plain))
        self._starts.append(start)

    def outcomes(self) -> Iterator[Outcome]:
        """What became of the files of this run, in order."""
        for start in self._starts:
            yield self._read(start).outcome

    def _read(self, start: int) -> Finished:
        self._file.seek(start)
        pieces: list[bytes] = []
        while not pieces or b"\n" not in pieces[-1]:
            pieces.append(self._file.read(_PIECE))
        plain = json.loads(b"".join(pieces).partition(b"\n")[0])
        return Finished(plain["sha256"], from_plain(plain["outcome"]), plain["report"])


def is_journal(file: FileIO) -> bool:
    """Whether a file is a journal by its first bytes, or empty, as one is left that could not even be begun."""
    file.seek(0)
    start = file.read(len(_START))
    file.seek(0)
    return _START.startswith(start)


def new_journal(file: FileIO, asked: Mapping[str, Any], path: str) -> Journal:
    """A journal begun in an empty file; `asked` is what results depend on beside the files.

    Raises:
        SpbeError: E503, it cannot be written.

    """
    try:
        _write(file, path, _line({"schema": _SCHEMA, "asked": asked}))
    except SpbeError:
        file.truncate(0)
        raise
    return Journal(file, path, {})


def old_journal(file: FileIO, asked: Mapping[str, Any], path: str) -> Journal:
    """The journal of a run that was stopped, to go on with.

    Raises:
        SpbeError: E863, it is no journal, or of a run that asked for something else.

    """
    file.seek(0)
    with closing(_whole_lines(file)) as lines:
        _, first = next(lines, (0, b""))
        _refuse_other(first, asked, path)
        known: dict[tuple[str, str], int] = {}
        end = len(first)
        for start, line in lines:
            about = _about(line)
            if about is None:
                break
            known[about] = start
            end = start + len(line)
    file.truncate(end)
    return Journal(file, path, known)


def _refuse_other(first: bytes, asked: Mapping[str, Any], path: str) -> None:
    """Refuse what does not begin as the journal of a run that asked for the same.

    Raises:
        SpbeError: E863.

    """
    try:
        head = json.loads(first)
        other = [name for name, value in asked.items() if head["asked"].get(name) != value]
        fits = head["schema"] == _SCHEMA and not other
    except (ValueError, KeyError, TypeError, AttributeError):
        other, fits = [], False
    if not fits:
        cause = "other" if other else "none"
        raise SpbeError(problem("E863", Place(path), cause=cause, options=", ".join(other)))


def _whole_lines(file: FileIO) -> Generator[tuple[int, bytes]]:
    start = 0
    buffered = BufferedReader(file)
    try:
        for line in buffered:
            if not line.endswith(b"\n"):
                return
            yield start, line
            start += len(line)
    finally:
        buffered.detach()


def _about(line: bytes) -> tuple[str, str] | None:
    """Digest and path of the file that a line is about; None for what is no such line."""
    try:
        plain = json.loads(line)
        return str(plain["sha256"]), from_plain(plain["outcome"]).file
    except (ValueError, KeyError, TypeError):
        return None


def _write(file: FileIO, path: str, line: bytes) -> None:
    """Write all of a line: without a buffer the system may take a part of it."""
    rest = memoryview(line)
    try:
        while rest:
            rest = rest[file.write(rest) or 0 :]
    except OSError as error:
        raise SpbeError(problem("E503", Place(path), detail=reason(error))) from error


def _line(plain: Mapping[str, Any]) -> bytes:
    return json.dumps(plain).encode() + b"\n"
