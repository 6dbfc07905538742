"""Find and load rubrics: by id, by year, by path.

A shipped rubric is a YAML file and, beside the program, the same data as JSON,
compiled when the program was installed (`compile`). The JSON is used only when
it was made from exactly the bytes of the YAML file at hand, and in the form that
this version of the program reads, so an edited file is always honoured and an
installation without compiled files only starts slower.
"""

from __future__ import annotations

import json
import os
import stat
from typing import Any

from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.core.rubric import Rubric
from spbe_index.load.rubric.build import FORMAT, build_rubric

try:  # the interpreter's own: hashlib loads OpenSSL first, which costs `spbe score` 3 % of its time
    from _sha256 import sha256  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    from hashlib import sha256

_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
#: Where rubrics live: in an installed package, else in a checkout.
_HOMES = (os.path.join(_PACKAGE, "rubrics"), os.path.join(os.path.dirname(_PACKAGE), "rubrics"))
COMPILED = os.path.join(_PACKAGE, "compiled")
_MAX_BYTES = 1_000_000
_SUFFIXES = (".yaml", ".yml")


def load_rubric(name_or_path: str) -> Rubric:
    """Load a shipped rubric by id (`spbe-2020`), or any by its path (with a separator, or ending in `.yaml`, `.yml`).

    Raises:
        SpbeError: there is none (E313), it cannot be read (E316), or it is
            invalid (every problem of the file).

    """
    if _is_path(name_or_path):
        path = name_or_path
    elif is_shipped(name_or_path):
        path = os.path.join(home(), name_or_path + ".yaml")
    else:
        raise SpbeError(problem("E313", found=name_or_path, choices=", ".join(shipped())))
    content = _read(path)
    digest = sha256(content).hexdigest()
    if compiled := _compiled(path, digest):
        return compiled
    rubric, problems = _check(content, path)
    if rubric is None:
        raise SpbeError(*problems)
    return rubric


def check_rubric(path: str) -> tuple[Rubric | None, tuple[Problem, ...]]:
    """Check a rubric file from scratch: the rubric, or None and all problems at once, in the order of the file.

    Raises:
        SpbeError: the file cannot be read (E313, E316).

    """
    return _check(_read(os.fspath(path)), os.fspath(path))


def json_schema() -> dict[str, object]:
    """Describe the YAML file format as a JSON Schema, for editors."""
    from spbe_index.load.rubric import schema

    return schema.json_schema()


def shipped() -> tuple[str, ...]:
    """Ids of the shipped rubrics, by first year; one that is broken comes last."""
    years = _years()
    return tuple(sorted(years, key=lambda name: (years[name] or (9999, None), name)))


def rubric_for_year(year: int) -> str | None:
    """Id of the shipped instrument in force in an assessment year, or None if there was none."""
    in_force = [
        (span[0], name)
        for name, span in _years().items()
        if span is not None and span[0] <= year and (span[1] is None or year <= span[1])
    ]
    return max(in_force)[1] if in_force else None


def is_shipped(name: str) -> bool:
    """Whether this is the id of a shipped rubric."""
    return os.path.join(home(), name + ".yaml") in shipped_files()


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


def _is_path(text: str) -> bool:
    return os.sep in text or "/" in text or text.lower().endswith(_SUFFIXES)


def _stem(path: str) -> str:
    return os.path.splitext(os.path.basename(path))[0]


def _read(path: str) -> bytes:
    """Read a regular file, a little more than allowed at most: a pipe or device could block or never end."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise SpbeError(problem("E316", Place(path), detail="EISDIR" if os.path.isdir(path) else "device"))
        with open(path, "rb") as file:
            return file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        raise SpbeError(problem("E313", Place(path), found=path, choices=", ".join(shipped()))) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        from spbe_index.load.system_error import reason

        raise SpbeError(problem("E316", Place(path), detail=reason(error))) from None


def _check(content: bytes, path: str) -> tuple[Rubric | None, tuple[Problem, ...]]:
    from spbe_index.load.rubric.check import checked_data

    data, problems = checked_data(content, path)
    if data is None:
        return None, problems
    return build_rubric(data, sha256(content).hexdigest()), ()


def _json(name: str) -> dict[str, Any]:
    """Read a compiled file; empty when there is none, it is damaged or of another form: the YAML is read instead."""
    try:
        with open(os.path.join(COMPILED, name), "rb") as file:
            found = json.loads(file.read())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and found.get("format") == FORMAT else {}


def _compiled(path: str, digest: str) -> Rubric | None:
    found = _json(_stem(path) + ".json")
    if found.get("sha256") != digest:
        return None
    try:
        return build_rubric(found["rubric"], digest)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _changed_at(path: str) -> int:
    """When a file was last changed, in nanoseconds; the far future for one that cannot be asked."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 1 << 63


def _indexed(entry: object) -> tuple[str, tuple[int, int | None] | None]:
    """Digest and years of an entry of the compiled index; no years when it is none, so that the rubric is read."""
    match entry:
        case {"sha256": str(digest), "first": int(first), "last": (int() | None) as last}:
            return digest, (first, last)
    return "", None


def _years() -> dict[str, tuple[int, int | None] | None]:
    """First and last year by id; None for a rubric that does not load.

    Read from the compiled index where that is of this file, else from the rubric itself.
    """
    index = _json("index.json").get("rubrics")
    index = index if isinstance(index, dict) else {}
    compiled_at = _changed_at(os.path.join(COMPILED, "index.json")) if index else 0
    years: dict[str, tuple[int, int | None] | None] = {}
    for path in shipped_files():
        name = _stem(path)
        digest, span = _indexed(index.get(name))
        try:
            # A file older than the index was there when that was made; a newer one may have been edited since.
            if span and (_changed_at(path) < compiled_at or digest == sha256(_read(path)).hexdigest()):
                years[name] = span
            else:
                rubric = load_rubric(path)
                years[name] = (rubric.first_year, rubric.last_year)
        except SpbeError:
            years[name] = None
    return years
