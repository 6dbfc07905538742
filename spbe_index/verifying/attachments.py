"""The files inside a PDF. Runs in a limited process: a PDF may be made to harm whoever reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
    with refusing_damage():
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise RefusedError("E870", cause="password")
        if not len(reader.pages):
            raise RefusedError("E870", cause="damaged")
    return reader


@contextmanager
def refusing_damage() -> Iterator[None]:
    """Whatever a damaged file brings about in the reader is E870; want of memory is none, and stays `MemoryError`.

    The reader gives want of memory another name at times, which then stands
    behind the one raised; and Python's own C code loses it: that is a `SystemError`.
    """
    try:
        yield
    except (MemoryError, RefusedError):
        raise
    except Exception as error:
        behind: BaseException | None = error
        while behind is not None:
            if isinstance(behind, MemoryError | SystemError):
                raise MemoryError from None
            behind = behind.__cause__ or behind.__context__
        raise RefusedError("E870", cause="damaged") from None


def attached_files(reader: pypdf.PdfReader) -> dict[str, bytes]:
    """The attached files by name.

    Raises:
        RefusedError: E870, they cannot be read.

    """
    found: dict[str, bytes] = {}
    size = 0
    with refusing_damage():
        for name, entry in _named(reader):
            data = entry["/EF"]["/F"].get_object().get_data()
            size += len(data)
            if name in found or len(found) >= _MOST_FILES or size > MAX_FILE:
                raise RefusedError("E870", cause="damaged")
            found[name] = data
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
