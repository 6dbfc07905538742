"""A file that is not there, with the names beside it that may be meant."""

from __future__ import annotations

import os
from itertools import islice

from spbe_index.core.problem import Place, Problem, problem

#: So many names of a folder are looked at, and so many told.
_LOOKED_AT, _TOLD = 5_000, 3


def not_there(path: str, shown: str) -> Problem:
    """E108 for a file that is not there: with names in its folder that are spelled much like its own.

    Args:
        path: The file, as it was asked for.
        shown: What problems call it.

    """
    folder = os.path.dirname(path)
    try:
        near = names_like(path)
    except (OSError, ValueError):
        return problem("E108", Place(shown), advice="folder" if folder else "list", folder=folder, nearest="")
    advice = "nearest" if near else "list"
    return problem("E108", Place(shown), advice=advice, folder=folder, nearest=", ".join(near))


def names_like(path: str, endings: tuple[str, ...] = ("",)) -> list[str]:
    """The names of files in the folder of a path that are spelled much like its own, with one of these endings.

    Raises:
        OSError: there is no such folder, or it cannot be looked into.
        ValueError: the path cannot be one.

    """
    from difflib import get_close_matches

    folder, name = os.path.split(path)
    with os.scandir(folder or ".") as entries:
        files = (entry.name for entry in islice(entries, _LOOKED_AT) if entry.is_file())
        there = {file.lower(): file for file in files if not file.startswith((".", "~"))}
    fitting = [file for file in there if file.endswith(endings)]
    return [there[one] for one in get_close_matches(name.lower(), fitting, n=_TOLD, cutoff=0.75)]
