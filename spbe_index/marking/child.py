"""The process in which workbooks are marked: a request and a file from standard input, one answer.

Standard input holds the length of the request in eight bytes, the request as
JSON, then the workbook. The answer is `DONE` and the new workbook, or a line of
JSON that refuses the file, as that of `load.door.child`.
"""

from __future__ import annotations

import json
import sys

from spbe_index.load.door import child as door
from spbe_index.load.door.kinds import kind_of, package_kind
from spbe_index.load.door.refusal import RefusedError
from spbe_index.load.door.zipped import Zip
from spbe_index.marking import DONE
from spbe_index.marking.findings import Finding, Wording
from spbe_index.marking.mark import mark_workbook


def main(memory_mb: int, seconds: int) -> None:
    """Mark the workbook on standard input and write the answer, within these limits; see `door.limit`."""
    sys.stdout = sys.stderr
    door.limit(memory_mb, seconds)
    try:
        marked = _marked(sys.stdin.buffer.read())
    except RefusedError as refused:
        door.write(door.refusal(refused))
    except MemoryError:
        door.write('{"memory":true}')
    except Exception as error:  # whatever a hostile file brings about
        door.write(door.refusal(RefusedError("E110", detail=f"{type(error).__name__}: {error}"[:200])))
    else:
        sys.__stdout__.buffer.write(DONE + marked)  # type: ignore[union-attr]  # a child process has one
        sys.__stdout__.flush()  # type: ignore[union-attr]  # likewise


def _marked(given: bytes) -> bytes:
    end = 8 + int.from_bytes(given[:8], "big")
    request, data = json.loads(given[8:end]), given[end:]
    if request["sha256"] and request["sha256"] != door.sha256(data):
        raise RefusedError("E702")
    kind = kind_of(data)
    if kind == "zip":
        kind = package_kind(Zip(data))[0]
    if kind != "xlsx":
        raise RefusedError("E701", found="csv" if kind == "text" else kind)
    findings = [Finding(*fields) for fields in request["findings"]]
    return mark_workbook(data, findings, Wording(*request["wording"]), request["mark"], request["name"])
