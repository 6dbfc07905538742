"""The shipped rubrics: where they lie, and what is told of each without reading it whole.

What is asked before an instrument is chosen (years, regulation, words for its
stages) stands in one small index, compiled with the rubrics. An entry that is
not of the file at hand is passed over and the rubric itself read.
"""

import json
import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from spbe_index.core.problem import SpbeError
from spbe_index.core.rubric import Rubric
from spbe_index.load.rubric.build import FORMAT

try:  # the interpreter's own: hashlib loads OpenSSL first, which costs `spbe score` 3 % of its time
    from _sha256 import sha256  # type: ignore[import-not-found, unused-ignore]  # without stubs
except ImportError:
    from hashlib import sha256

_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
#: Where rubrics live: in an installed package, else in a checkout.
_HOMES = (os.path.join(_PACKAGE, "rubrics"), os.path.join(os.path.dirname(_PACKAGE), "rubrics"))
COMPILED = os.path.join(_PACKAGE, "compiled")


class StageNames(NamedTuple):
    """What a stage is called: on columns and behind labels (`headings`), and in the midst of a title (`titles`)."""

    code: str
    headings: tuple[str, ...]
    titles: tuple[str, ...]


class Shelved(NamedTuple):
    """What is known of an instrument that has not been chosen: its years, its regulation's number, its stages."""

    first_year: int
    last_year: int | None
    regulation: str
    stages: tuple[StageNames, ...]


def of_rubric(rubric: Rubric) -> Shelved:
    """What the index tells of a rubric."""
    stages = tuple(StageNames(stage.code, stage.headings, stage.titles) for stage in rubric.stages)
    return Shelved(rubric.first_year, rubric.last_year, rubric.regulation.number.id, stages)


def shelf() -> dict[str, Shelved | None]:
    """The shipped rubrics by id, in no order that means anything; None for one that does not load."""
    files = tuple((path, changed_at(path)) for path in shipped_files())
    return _shelf(files, changed_at(os.path.join(COMPILED, "index.json")))


@lru_cache(4)  # asked for several times in every workbook; what was changed is read anew
def _shelf(files: tuple[tuple[str, int], ...], compiled_at: int) -> dict[str, Shelved | None]:
    index = compiled("index.json").get("rubrics")
    index = index if isinstance(index, dict) else {}
    compiled_at = compiled_at if index else 0
    return {_stem(path): _indexed(index.get(_stem(path)), path, compiled_at) or _read(path) for path, _ in files}


def shipped() -> tuple[str, ...]:
    """Ids of the shipped rubrics, by first year; one that is broken comes last."""
    known = shelf()
    return tuple(sorted(known, key=lambda name: (getattr(known[name], "first_year", 9999), name)))


def in_force(known: Mapping[str, Shelved | None], year: int) -> str | None:
    """Id of the instrument in force in an assessment year, the newest of several; None if there was none."""
    found = [
        (one.first_year, name)
        for name, one in known.items()
        if one and one.first_year <= year and (one.last_year is None or year <= one.last_year)
    ]
    return max(found)[1] if found else None


def rubric_for_year(year: int) -> str | None:
    """Id of the shipped instrument in force in an assessment year, or None if there was none."""
    return in_force(shelf(), year)


def is_shipped(name: str) -> bool:
    """Whether this is the id of a shipped rubric."""
    return os.path.join(home(), name + ".yaml") in shipped_files()


def asked_by(rubric_id: str) -> str:
    """What a command line calls a rubric: its id; of one of somebody's own a file, which may be called so."""
    return rubric_id if is_shipped(rubric_id) else f"{rubric_id}.yaml"


def home() -> str:
    """Find the folder of the shipped rubrics."""
    return next((path for path in _HOMES if os.path.isdir(path)), _HOMES[0])


def shipped_files() -> tuple[str, ...]:
    """Paths of the shipped rubric files, by name."""
    try:
        names = sorted(name for name in os.listdir(home()) if name.endswith(".yaml"))
    except OSError:
        return ()
    return tuple(os.path.join(home(), name) for name in names)


def compiled(name: str) -> dict[str, Any]:
    """Read a compiled file; empty when there is none, it is damaged or of another form: the YAML is read instead."""
    try:
        with open(os.path.join(COMPILED, name), "rb") as file:
            found = json.loads(file.read())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and found.get("format") == FORMAT else {}


def untouched_since(path: str, name: str) -> bool:
    """Whether a rubric file was there before a compiled file was written, and nobody has touched it since."""
    made = os.path.join(COMPILED, name)
    return os.path.isfile(made) and changed_at(path) < changed_at(made)


def sha256_of(content: bytes) -> str:
    """The digest by which a compiled rubric is known to be of a file."""
    return str(sha256(content).hexdigest())


def _indexed(entry: object, path: str, compiled_at: int) -> Shelved | None:
    """An entry of the index, if it is one and tells of the file as it is now."""
    match entry:
        case {"sha256": str(digest), "shelved": [int(first), (int() | None) as last, str(regulation), [*stages]]}:
            # A file older than the index was there when that was made; a newer one may have been edited since.
            if changed_at(path) >= compiled_at and digest != _digest(path):
                return None
            try:
                names = tuple(StageNames(code, tuple(headings), tuple(titles)) for code, headings, titles in stages)
            except (TypeError, ValueError):
                return None
            return Shelved(first, last, regulation, names)
    return None


def _read(path: str) -> Shelved | None:
    from spbe_index.load.rubric import load_rubric

    try:
        return of_rubric(load_rubric(path))
    except SpbeError:
        return None


def _stem(path: str) -> str:
    return os.path.splitext(os.path.basename(path))[0]


def _digest(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return sha256_of(file.read())
    except OSError:
        return ""


def changed_at(path: str) -> int:
    """When a file was last changed or put in its place, in nanoseconds; the far future for one that cannot be asked.

    A copy may keep the time of what it is a copy of; the second time is that of the copying.
    """
    try:
        found = os.stat(path)
        return max(found.st_mtime_ns, found.st_ctime_ns)
    except OSError:
        return 1 << 63
