"""Find and load rubrics: by id, by year, by path.

A shipped rubric is a YAML file and, beside the program, the same data as JSON,
compiled when the program was installed (`compile`). The JSON is used only when
it was made from exactly the bytes of the YAML file at hand, and in the form that
this version of the program reads, so an edited file is always honoured and an
installation without compiled files only starts slower.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from functools import lru_cache
from typing import Any

from spbe_index.core.problem import NOWHERE, Place, Problem, SpbeError, problem
from spbe_index.core.rubric import Rubric
from spbe_index.load.rubric.build import build_rubric
from spbe_index.load.rubric.shelf import (
    compiled,
    home,
    is_shipped,
    rubric_for_year,
    sha256_of,
    shipped,
    shipped_files,
    untouched_since,
)

__all__ = [
    "check_rubric",
    "example_source",
    "is_shipped",
    "json_schema",
    "load_rubric",
    "read_whole",
    "rubric_for_year",
    "rubric_from",
    "rubric_source",
    "shipped",
    "shipped_files",
]

_MAX_BYTES = 1_000_000
_SUFFIXES = (".yaml", ".yml")
#: What codes of items look like: `I12`, `d2`, `35-2`.
_CODE = r"[A-Za-z]{0,3}\d+(-\d+)*"
#: How archives (which workbooks are), older workbooks and PDFs begin.
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-")


def load_rubric(rubric: Rubric | str) -> Rubric:
    """Load a shipped rubric by id (`spbe-2020`), or any by its path.

    One that is loaded already is given back as it is.

    Raises:
        SpbeError: there is none (E313), it cannot be read (E316), or it is
            invalid (every problem of the file).
        TypeError: `rubric` is neither an instrument nor a text.

    >>> rubric = spbe_index.load_rubric("spbe-2020")
    >>> [band.name.id for band in rubric.bands]
    ['Kurang', 'Cukup', 'Baik', 'Sangat Baik', 'Memuaskan']
    >>> len(rubric.leaves())
    47

    """
    if isinstance(rubric, Rubric):
        return rubric
    if not isinstance(rubric, str):
        raise TypeError(f"rubric must be an instrument, its id or path, not {type(rubric).__name__}")
    path = located(rubric)
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        read_whole(path)  # says what is the matter
        raise
    return _loaded(path, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def rubric_from(content: bytes, name: str) -> Rubric:
    """The rubric that a file's bytes hold; `name` is what problems call it.

    Raises:
        SpbeError: it is invalid (every problem of the file).

    """
    digest = sha256_of(content)
    known = next((rubric for rubric in map(load_rubric, shipped()) if rubric.sha256 == digest), None)
    if known:
        return known
    rubric, problems = _check(content, name)
    if rubric is None:
        raise SpbeError(*problems)
    return rubric


def rubric_source(rubric: Rubric, own: str | None = None) -> bytes:
    """The file of a rubric that was loaded.

    Args:
        rubric: The rubric.
        own: Where it may have come from, if not from those that are shipped: what `load_rubric` was given.

    Raises:
        SpbeError: E316, nowhere is there the file any more: it was changed since.

    """
    places = [place for place in (own, rubric.id if is_shipped(rubric.id) else None) if place]
    for place in places:
        content = read_whole(located(place))
        if sha256_of(content) == rubric.sha256:
            return content
    raise SpbeError(problem("E316", Place(own or rubric.id), detail="changed"))


@lru_cache(16)  # thousands of workbooks are scored by one rubric; a file that was changed is read anew
def _loaded(path: str, _inode: int, _size: int, *_changed: int) -> Rubric:
    if rubric := _compiled_since(path):
        return rubric
    content = read_whole(path)
    digest = sha256_of(content)
    if rubric := _compiled(path, digest):
        return rubric
    rubric, problems = _check(content, path)
    if rubric is None:
        raise SpbeError(*problems)
    return rubric


def check_rubric(name_or_path: str) -> tuple[Rubric | None, tuple[Problem, ...]]:
    """Check a rubric file from scratch: the rubric, or None and all problems at once, in the order of the file.

    A file at hand may have any name; what is no file may be the id of a shipped rubric. What is valid,
    but goes under the id of one that ships, comes with a warning (W896).

    Raises:
        SpbeError: the file cannot be read (E313, E316).

    """
    path = os.fspath(name_or_path)
    if is_shipped(path) and not os.path.exists(path):
        path = located(path)
    content = read_whole(path)
    rubric, problems = _check(content, path)
    if rubric is None or not is_shipped(rubric.id):
        return rubric, problems
    from spbe_index.load.rubric.own import borrowed

    return rubric, (*problems, *borrowed(rubric.id, content, path))


def example_source() -> bytes:
    """The file of a small instrument of nobody's, which has a floor, a scale and predicates unlike any regulation's.

    Raises:
        SpbeError: it cannot be read (E313, E316).

    """
    return read_whole(os.path.join(home(), "example", "mutu-layanan.yaml"))


def json_schema() -> dict[str, object]:
    """Describe the YAML file format as a JSON Schema, for editors."""
    from spbe_index.load.rubric import schema

    return schema.json_schema()


def located(name_or_path: str) -> str:
    """The file that an id or a path means; E313 for a word that is neither.

    A file that is there is meant whatever its name: what is wrong with it is told when it is read.
    """
    if is_shipped(name_or_path):
        return os.path.join(home(), name_or_path + ".yaml")
    if _is_path(name_or_path) or os.path.exists(name_or_path):
        return name_or_path
    raise SpbeError(_not_there(name_or_path))


def _is_path(text: str) -> bool:
    return os.sep in text or "/" in text or text.lower().endswith(_SUFFIXES)


def read_whole(path: str) -> bytes:
    """Read a regular file, a little more than allowed at most: a pipe or device could block or never end.

    Raises:
        SpbeError: there is none (E313), or it cannot be read (E316).

    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise SpbeError(problem("E316", Place(path), detail="EISDIR" if os.path.isdir(path) else "device"))
        with open(path, "rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        raise SpbeError(_not_there(path)) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        from spbe_index.load.system_error import reason

        raise SpbeError(problem("E316", Place(path), detail=reason(error))) from None
    if content.startswith(_PACKED):
        raise SpbeError(problem("E316", Place(path), detail="packed"))
    return content


def _not_there(name_or_path: str) -> Problem:
    """E313 with what may be meant: a shipped rubric or a rubric's file that is spelled much like it.

    What looks like the code of an item was written where its rubric should stand.
    """
    from difflib import get_close_matches

    from spbe_index.load.missing import names_like

    choices, is_path = shipped(), _is_path(name_or_path)
    if is_path:
        folder, near = os.path.dirname(name_or_path), []
        with suppress(OSError, ValueError):  # no folder to look into has no name to offer
            near = [os.path.join(folder, name) for name in names_like(name_or_path, _SUFFIXES)]
    else:
        near = get_close_matches(name_or_path.lower(), choices, n=2, cutoff=0.75)
        near += [file for file in (name_or_path + suffix for suffix in _SUFFIXES) if os.path.isfile(file)]
    advice = "nearest" if near else "code" if re.fullmatch(_CODE, name_or_path) else "list"
    about = {"found": name_or_path, "choices": ", ".join(choices), "advice": advice, "nearest": ", ".join(near)}
    return problem("E313", Place(name_or_path) if is_path else NOWHERE, **about)


def _check(content: bytes, path: str) -> tuple[Rubric | None, tuple[Problem, ...]]:
    from spbe_index.load.rubric.check import checked_data

    data, problems = checked_data(content, path)
    if data is None:
        return None, problems
    return build_rubric(data, sha256_of(content)), ()


def _compiled_since(path: str) -> Rubric | None:
    """A shipped rubric as it was compiled, when its file was there before and nobody has touched it since.

    Then the file need not be read: its digest alone takes as long as everything else that is done with a rubric.
    """
    name = _compiled_name(path)
    return _built(compiled(name)) if os.path.dirname(path) == home() and untouched_since(path, name) else None


def _compiled(path: str, digest: str) -> Rubric | None:
    found = compiled(_compiled_name(path))
    return _built(found) if found.get("sha256") == digest else None


def _compiled_name(path: str) -> str:
    return os.path.splitext(os.path.basename(path))[0] + ".json"


def _built(found: dict[str, Any]) -> Rubric | None:
    try:
        return build_rubric(found["rubric"], found["sha256"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
