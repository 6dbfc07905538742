"""The process in which pages are set: a request from standard input, a PDF or a line of JSON as the answer."""

from __future__ import annotations

import json
import os
import pickle
import sys

from spbe_index.core.problem import SpbeError
from spbe_index.load.door import child as door
from spbe_index.printing import MISSING, ROOM


def main(memory_mb: int, seconds: int) -> None:
    """Answer the one request within these limits; see `door.limit`."""
    sys.stdout = sys.stderr  # what a library prints must not reach the answer
    try:
        from spbe_index.write import pdf
    except OSError:  # WeasyPrint raises it at import where Pango is not on the machine
        door.write(json.dumps({MISSING: True}))
        os._exit(0)
    door.limit(memory_mb, seconds)
    try:
        # Our parent wrote it, into a file that nobody else has a name for.
        name, given, more = pickle.load(sys.stdin.buffer)  # noqa: S301
        made: bytes = getattr(pdf, name)(*given, **more) if name else b""  # nothing, to learn whether we got this far
    except SpbeError:  # E852
        door.write(json.dumps({ROOM: True}))
    except MemoryError:
        door.write('{"memory":true}')
    except Exception as error:  # whatever hostile text brings about
        door.write(json.dumps({"fault": f"{type(error).__name__}: {error}"[:200]}))
    else:
        sys.__stdout__.buffer.write(made)  # type: ignore[union-attr]  # a child process has one
        sys.__stdout__.flush()  # type: ignore[union-attr]  # likewise
    os._exit(0)
