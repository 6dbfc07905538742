"""The files inside a PDF. Runs in a limited process: a PDF may be made to harm whoever reads it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdf

from spbe_index.load.door.refusal import MAX_FILE, RefusedError

#: More files than any report has.
_MOST_FILES = 200


def opened(data: bytes) -> pypdf.PdfReader:
    """A PDF, as far as it can be read.

    Raises:
        RefusedError: E870, it is damaged or needs a password.

    """
    if b"%PDF-" not in data[:1024]:
        raise RefusedError("E870", cause="kind")
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise RefusedError("E870", cause="password")
        if not len(reader.pages):
            raise RefusedError("E870", cause="damaged")
    except (MemoryError, RefusedError):
        raise
    except Exception:  # whatever a damaged file brings about in the reader
        raise RefusedError("E870", cause="damaged") from None
    return reader


def attached_files(reader: pypdf.PdfReader) -> dict[str, bytes]:
    """The attached files by name.

    Raises:
        RefusedError: E870, they cannot be read.

    """
    found: dict[str, bytes] = {}
    size = 0
    try:
        for name, entry in _named(reader):
            data = entry["/EF"]["/F"].get_object().get_data()
            size += len(data)
            if name in found or len(found) >= _MOST_FILES or size > MAX_FILE:
                raise RefusedError("E870", cause="damaged")
            found[name] = data
    except (MemoryError, RefusedError):
        raise
    except Exception:
        raise RefusedError("E870", cause="damaged") from None
    return found


def _named(reader: pypdf.PdfReader) -> Iterator[tuple[str, Any]]:
    """The entries of the list of attached files, whose names are those that people see."""
    root: Any = reader.trailer["/Root"]
    names = root.get("/Names", {}).get_object().get("/EmbeddedFiles")
    pending = [names.get_object()] if names is not None else []
    seen = 0
    while pending:
        node = pending.pop(0)
        seen += 1
        if seen > _MOST_FILES:
            raise RefusedError("E870", cause="damaged")
        pending += [kid.get_object() for kid in node.get("/Kids", ())]
        for entry in node.get("/Names", ())[1::2]:
            told = entry.get_object()
            yield str(told.get("/UF", told.get("/F"))), told
