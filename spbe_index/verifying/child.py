"""The process in which sealed reports are opened, and made again: a PDF from standard input, one answer.

The answer begins with `DONE`; after it come eight bytes with the length of a
JSON text, that text, and the bytes of files. Or it is a line of JSON that
refuses the file, as that of `load.door.child`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from spbe_index.core.problem import SpbeError
from spbe_index.load.door import child as door
from spbe_index.load.door.refusal import RefusedError

#: What stands before an answer that is no refusal.
DONE = b"opened\n"


def main(memory_mb: int, seconds: int, request: str) -> None:
    """Do what is asked with the PDF on standard input and write the answer, within these limits; see `door.limit`.

    `request` is JSON: `{"do": "open"}` for the files inside, or `{"do":
    "compare", ...}` for how the report made again differs from it (`remake.compare`).
    """
    sys.stdout = sys.stderr
    door.limit(memory_mb, seconds)
    asked = json.loads(request)
    try:
        told, files = _open(door.take()) if asked["do"] == "open" else _compare(door.take(), asked)
    except RefusedError as refused:
        door.write(door.refusal(refused))
    except SpbeError as error:
        found = error.problems[0]
        place = found.place
        door.write(door.refusal(RefusedError(found.code, sheet=place.sheet, cell=place.cell, **dict(found.args))))
    except MemoryError:
        door.write('{"memory":true}')
    except Exception as error:  # whatever a hostile file brings about
        door.write(door.refusal(RefusedError("E110", detail=f"{type(error).__name__}: {error}"[:200])))
    else:
        text = json.dumps(told).encode("ascii")
        out = sys.__stdout__.buffer  # type: ignore[union-attr]  # a child process has one
        for piece in (DONE, len(text).to_bytes(8, "big"), text, *files):
            out.write(piece)
        out.flush()


def _open(data: bytes) -> tuple[Any, list[bytes]]:
    from spbe_index.verifying.attachments import attached_files, opened

    files = attached_files(opened(data))
    return [[name, len(content)] for name, content in files.items()], list(files.values())


def _compare(data: bytes, asked: dict[str, Any]) -> tuple[Any, list[bytes]]:
    try:
        from spbe_index.verifying.remake import compare
    except OSError:  # WeasyPrint, where Pango is not on the machine
        raise RefusedError("E504", advice="verify") from None
    return compare(data, asked), []
