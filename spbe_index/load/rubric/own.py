"""A rubric made from a shipped one: its copy under a new id, and the warning where the id was kept."""

from __future__ import annotations

import os
import re

from spbe_index.core.problem import NOWHERE, Problem, SpbeError, problem
from spbe_index.load.rubric import is_shipped, located, read_whole, shipped
from spbe_index.load.rubric.document import Fault
from spbe_index.load.rubric.schema import ID, MAX_ID
from spbe_index.load.rubric.strict_yaml import read_yaml

#: So much of what was typed is repeated.
_SHOWN = 60


def borrowed(rubric: str, content: bytes, path: str) -> tuple[Problem, ...]:
    """W896 for a file that goes under the id of a shipped rubric and is neither that file nor has its content.

    Args:
        rubric: The id, of one that ships.
        content: What the file holds, a valid rubric.
        path: The file.

    """
    shipped_file = located(rubric)
    if os.path.samefile(path, shipped_file) or read_whole(shipped_file) == content:
        return ()
    fault = Fault("W896", ("id",), {"found": rubric, "example": _example(rubric)})
    return (read_yaml(content, path).problem(fault),)


def copied_source(rubric: str, new_id: str) -> bytes:
    """The file of a shipped rubric under another id; all else in it stays, its comments too.

    Args:
        rubric: The id of the one that is copied.
        new_id: The id of the copy.

    Raises:
        SpbeError: E404, `rubric` is none that ships, or `new_id` is none that a rubric may have, or one
            that ships; E316 it cannot be read.

    """
    choices = ", ".join(shipped())
    if not is_shipped(rubric):
        raise SpbeError(problem("E404", NOWHERE, option="ID", found=rubric[:_SHOWN], allowed=choices))
    if not re.fullmatch(ID, new_id) or len(new_id) > MAX_ID or is_shipped(new_id):
        about = {"found": new_id[:_SHOWN], "allowed": "id", "choices": choices, "example": _example(rubric)}
        raise SpbeError(problem("E404", NOWHERE, option="NEW-ID", **about))
    content = read_whole(located(rubric))
    line, column = read_yaml(content, rubric).mark(("id",))
    lines = content.decode("utf-8").split("\n")
    before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    lines[line - 1] = before + after.replace(rubric, new_id, 1)
    return "\n".join(lines).encode("utf-8")


def _example(rubric: str) -> str:
    """An id for what somebody makes of a shipped rubric."""
    return f"{rubric}-kami"
