"""Find and load crosswalks: the files `FROM--TO.yaml` in the folder `crosswalks` beside the rubrics."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from spbe_index.core.crosswalk import Crosswalk, Pair, composed
from spbe_index.core.problem import Problem, SpbeError
from spbe_index.core.rubric import Text
from spbe_index.load.rubric import read_whole
from spbe_index.load.rubric.shelf import home


def crosswalk_between(before: str, after: str) -> Crosswalk | None:
    """The shortest way from one instrument to another, by their ids; None where no shipped crosswalks lead there.

    A file serves both ways. Where none leads from the one to the other, several
    are composed (`Crosswalk.via` names what lies between).

    Raises:
        SpbeError: a file cannot be read or is invalid.

    """
    files = _files()
    ways: list[tuple[str, ...]] = [(before,)]
    seen = {before}
    while ways:
        way, *ways = ways
        for one, other in files:
            ahead = other if one == way[-1] else one if other == way[-1] else None
            if ahead is None or ahead in seen:
                continue
            if ahead == after:
                return _along((*way, ahead), files)
            seen.add(ahead)
            ways.append((*way, ahead))
    return None


def check_crosswalk(path: str) -> tuple[Crosswalk | None, tuple[Problem, ...]]:
    """Check a crosswalk file: the crosswalk, or None and all problems at once, in the order of the file.

    Raises:
        SpbeError: the file cannot be read, or one of its instruments is invalid.

    """
    from spbe_index.load.crosswalk.rules import crosswalk_faults
    from spbe_index.load.crosswalk.schema import CrosswalkShape
    from spbe_index.load.rubric.check import checked_data

    data, problems = checked_data(read_whole(path), path, CrosswalkShape, crosswalk_faults)
    return (None, problems) if data is None else (_built(data), ())


def _files() -> dict[tuple[str, str], str]:
    """The shipped crosswalks by the ids in their names."""
    folder = os.path.join(home(), "crosswalks")
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return {}
    return {ends: os.path.join(folder, name) for name in names for ends in _ends(name)}


def _ends(name: str) -> Iterator[tuple[str, str]]:
    before, mark, after = name.removesuffix(".yaml").partition("--")
    if mark and name.endswith(".yaml"):
        yield before, after


def _along(way: tuple[str, ...], files: Mapping[tuple[str, str], str]) -> Crosswalk:
    """The crosswalk along a way from instrument to instrument."""
    found: Crosswalk | None = None
    for one, other in pairwise(way):
        step = _load(files[one, other]) if (one, other) in files else _load(files[other, one]).reversed()
        found = composed(found, step) if found else step
    assert found is not None  # noqa: S101  a way has two ends
    return found


def _load(path: str) -> Crosswalk:
    crosswalk, problems = check_crosswalk(path)
    if crosswalk is None:
        raise SpbeError(*problems)
    return crosswalk


def _built(data: Mapping[str, Any]) -> Crosswalk:
    return Crosswalk(
        before=data["from"],
        after=data["to"],
        pairs=tuple(
            Pair(
                before=tuple(pair["from"]),
                after=tuple(pair["to"]),
                comparable=pair["comparable"],
                note=_text(pair["note"]),
                near=tuple(pair.get("near", ())),
            )
            for pair in data["pairs"]
        ),
        title=_text(data["title"]),
        note=_text(data["note"]),
        warning=_text(data["warning"]),
        sources=tuple(_text(source) for source in data["sources"]),
    )


def _text(text: Mapping[str, str]) -> Text:
    return Text(text["id"], text["en"])
