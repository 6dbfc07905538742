"""Asks the process of PDFs, and believes nothing it says before looking at it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from time import monotonic
from typing import IO, Any

from spbe_index.core.problem import Place, SpbeError, problem
from spbe_index.load.answer import last_said, refusal_of, too_large, why_dead
from spbe_index.load.limited import MAX_ANSWER, run
from spbe_index.load.scratch import Scratch
from spbe_index.load.sheets import Limits
from spbe_index.verifying.child import DONE

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_PROGRAM = """import sys
sys.path[:0] = [sys.argv[4], *(path for path in sys.argv[6:] if path != sys.argv[4])]
from spbe_index.verifying.child import main
main(int(sys.argv[2]), int(sys.argv[3]), sys.argv[5])
"""


def files_inside(file: IO[bytes], shown: str, limits: Limits) -> dict[str, bytes]:
    """The files attached to a PDF, by name.

    Raises:
        SpbeError: E870 they cannot be read; E104, E105, E110 it takes more than `limits` allow, or ends the reader.

    """
    told, rest = _asked(file, {"do": "open"}, shown, limits)
    found: dict[str, bytes] = {}
    with suppress(TypeError, ValueError):
        for name, size in told:
            found[str(name)] = rest[: int(size)]
            rest = rest[int(size) :]
        if not rest:
            return found
    raise SpbeError(problem("E110", Place(shown), detail="answer"))


def made_again(file: IO[bytes], request: dict[str, Any], shown: str, limits: Limits) -> dict[str, Any]:
    """How the report differs from what its inside makes; see `remake.compare`.

    Raises:
        SpbeError: E104, E105, E110, as for `files_inside`; or whatever making it raises.

    """
    told, _ = _asked(file, {"do": "compare", **request}, shown, limits)
    if not isinstance(told, dict) or not all(isinstance(told.get(key), int) for key in ("count", "length")):
        raise SpbeError(problem("E110", Place(shown), detail="answer"))
    return told


def _asked(file: IO[bytes], request: dict[str, Any], shown: str, limits: Limits) -> tuple[Any, bytes]:
    until = monotonic() + limits.seconds
    asked = limits.memory_mb, limits.seconds, until, _ROOT, json.dumps(request)
    try:
        file.seek(0)
        with Scratch() as scratch:
            outcome = run(file, *asked, program=_PROGRAM, environment=scratch.environment)
    except OSError as error:
        raise SpbeError(problem("E110", Place(shown), detail=type(error).__name__)) from None
    output = outcome.output
    if outcome.status == 0 and not outcome.late and output.startswith(DONE) and len(output) <= MAX_ANSWER:
        start = len(DONE) + 8
        end = start + int.from_bytes(output[len(DONE) : start], "big")
        with suppress(ValueError, RecursionError):
            return json.loads(output[start:end]), output[end:]
        raise SpbeError(problem("E110", Place(shown), detail="answer"))
    last = {} if output.startswith(DONE) else last_said(output)
    if last.get("memory") is True:
        raise SpbeError(too_large(shown, limits))
    with suppress(LookupError, TypeError, ValueError, AttributeError):
        if "refused" in last:
            raise SpbeError(refusal_of(last["refused"], shown))
    raise SpbeError(why_dead(outcome, last, shown, limits))
