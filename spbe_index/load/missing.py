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
    from difflib import get_close_matches

    folder, name = os.path.split(path)
    try:
        with os.scandir(folder or ".") as entries:
            files = (entry.name for entry in islice(entries, _LOOKED_AT) if entry.is_file())
            there = {file.lower(): file for file in files if not file.startswith((".", "~"))}
    except (OSError, ValueError):
        return problem("E108", Place(shown), advice="folder" if folder else "list", folder=folder, nearest="")
    near = [there[one] for one in get_close_matches(name.lower(), there, n=_TOLD, cutoff=0.75)]
    advice = "nearest" if near else "list"
    return problem("E108", Place(shown), advice=advice, folder=folder, nearest=", ".join(near))
