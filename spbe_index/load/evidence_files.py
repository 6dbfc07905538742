"""The evidence files themselves: is each there, not empty, what its ending says, and not another one under a new name.

Files are only hashed, and their first bytes looked at; none is opened by a
program that could be brought down by it. Nothing outside the folder is touched.
"""

from __future__ import annotations

import os
import re
import stat
from hashlib import sha256
from typing import NamedTuple

from spbe_index.core.assessment import Assessment, Entry, Evidence
from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.load.file_kinds import ENDINGS, HEAD, TAIL, mistaken
from spbe_index.load.folding import fold

_ADDRESS = r"(?i)(?:[a-z][a-z0-9+.-]{1,20}:)?//.*|(?:mailto|https?|ftp):.*|www\..*"
_DRIVE = r"[A-Za-z]:[\\/].*"
_MOST_FILES = 100_000
_CHUNK = 1 << 20
_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
_SHOWN = 80


class _Seen(NamedTuple):
    """A file that was looked at: its digest, size, first and last bytes."""

    sha256: str
    size: int
    head: bytes
    tail: bytes


def look_at_files(folder: str, assessment: Assessment) -> tuple[Assessment, tuple[Problem, ...]]:
    """Look at every evidence file that the workbook names.

    A name is looked for as a path below the folder and, where that finds
    nothing, as a file name anywhere below it, in capitals or small letters.

    Args:
        folder: The evidence folder.
        assessment: Whose evidence names files.

    Returns:
        The assessment with the digests of the files found, and W264 (not
        there), W265 (empty), W266 (not what its ending says), N267 (the same
        file under another name), W268 (outside the folder).

    Raises:
        SpbeError: E130, the folder cannot be read.

    """
    shelf = _Shelf(folder)
    problems: list[Problem] = []
    first_of: dict[str, tuple[str, Place]] = {}
    entries: list[Entry] = []
    for entry in assessment.entries:
        looked = tuple(_look(shelf, entry.code, evidence, first_of, problems) for evidence in entry.evidence)
        entries.append(entry._replace(evidence=looked))
    return assessment._replace(entries=tuple(entries)), tuple(problems)


def file_name(evidence: Evidence) -> str:
    """The file that a piece of evidence names; empty when it names none, or a place on the web."""
    text = (evidence.link or evidence.text).strip()
    ending = text.rpartition(".")[2].lower()
    return text if ending in ENDINGS and not re.fullmatch(_ADDRESS, text) else ""


def _look(
    shelf: _Shelf,
    code: str,
    evidence: Evidence,
    first_of: dict[str, tuple[str, Place]],
    problems: list[Problem],
) -> Evidence:
    name = file_name(evidence)
    if not name:
        return evidence
    about = {"indicator": code, "link": name[:_SHOWN]}
    place = evidence.at(evidence.link_cell)
    path = shelf.find(name)
    if path is None:
        if ".." in re.split(r"[\\/]", name) or name.startswith(("/", "\\")) or re.fullmatch(_DRIVE, name):
            example = re.split(r"[\\/]", name)[-1][:_SHOWN]
            problems.append(problem("W268", place, **about, example=example))
        else:
            problems.append(_missing(place, about, shelf.alike(name)))
        return evidence
    seen = shelf.look(path)
    if seen is None:
        problems.append(_missing(place, about, ""))
        return evidence
    if not seen.size:
        problems.append(problem("W265", place, **about))
        return evidence
    ending = path.rpartition(".")[2].lower()
    if kind := mistaken(ending, seen.head, seen.tail):
        problems.append(problem("W266", place, **about, ending=ending, found=kind))
    other, first = first_of.setdefault(seen.sha256, (path, place))
    if other != path:
        problems.append(problem("N267", place, **about, other=os.path.basename(other)[:_SHOWN], first=first.address))
    return evidence._replace(sha256=seen.sha256)


def _missing(place: Place, about: dict[str, str], alike: str) -> Problem:
    """W264, with the file that was probably meant, if there is one."""
    return problem("W264", place, **about, advice="similar" if alike else "none", example=alike[:_SHOWN])


class _Shelf:
    """The folder: its files by path and by name, each looked at once."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._paths: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        self._seen: dict[str, _Seen | None] = {}
        if not os.path.isdir(folder):
            raise SpbeError(problem("E130", Place(folder)))
        # Links are not followed: they may lead out of the folder, or round in circles.
        for where, _, files in os.walk(folder):
            for name in sorted(files):
                if len(self._paths) >= _MOST_FILES:
                    raise SpbeError(problem("E130", Place(folder)))
                below = os.path.relpath(os.path.join(where, name), folder)
                self._paths.setdefault(_key(below), below)
                self._names.setdefault(_key(name), below)
                self._stems.setdefault(_stem(name), name)

    def find(self, name: str) -> str | None:
        """The path, from the folder, of the file with this name; None when there is none below the folder."""
        return self._paths.get(_key(name)) or self._names.get(_key(re.split(r"[\\/]", name)[-1]))

    def alike(self, name: str) -> str:
        """A file of the same letters and digits, whatever signs and ending; "" when there is none."""
        return self._stems.get(_stem(re.split(r"[\\/]", name)[-1]), "")

    def look(self, path: str) -> _Seen | None:
        """The file at a path that `find` gave; None when it is no plain file or cannot be read."""
        if path not in self._seen:
            self._seen[path] = _read(os.path.join(self._folder, path))
        return self._seen[path]


def _key(name: str) -> str:
    from unicodedata import normalize

    return normalize("NFC", name.replace("\\", "/").removeprefix("./")).casefold()


def _stem(name: str) -> str:
    return fold(os.path.splitext(name)[0]).replace(" ", "")


def _read(path: str) -> _Seen | None:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | _NO_LINK)
    except OSError:
        return None
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        digest, size, head, tail = sha256(), 0, b"", b""
        while chunk := file.read(_CHUNK):
            head = head or chunk[:HEAD]
            tail = (tail + chunk)[-TAIL:]
            size += len(chunk)
            digest.update(chunk)
    return _Seen(digest.hexdigest(), size, head, tail)
