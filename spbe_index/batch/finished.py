"""Whether a table is that of a finished run over the same files: what `--resume` finds when nothing was stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spbe_index.core.outcome import SCORED
from spbe_index.core.problem import SpbeError
from spbe_index.load.sheets import Limits, read_book

#: A table of a batch is larger than a workbook of one agency.
_LIMITS = Limits(memory_mb=4096, seconds=120)
#: Larger ones as JSON are not looked into.
_MOST_JSON = 500_000_000


class Finished(NamedTuple):
    """A finished table: how many rows it has, and whether one of them has an error or no index."""

    total: int
    faulty: bool


def finished_table(path: str, form: str, paths: Sequence[str]) -> Finished | None:
    """What the table at a path says, if it has a row for each file and none has changed since; else None.

    Args:
        path: The table.
        form: One of `write.batch_table.FORMS`.
        paths: The files of the run, in order.

    """
    try:
        written = os.stat(path).st_mtime_ns
        if any(os.path.exists(file) and os.stat(file).st_mtime_ns > written for file in paths):
            return None
        rows = list(_of_json(path) if form == "json" else _of_book(path))
    except (OSError, SpbeError, ValueError, LookupError, TypeError, AttributeError):  # it is no such table
        return None
    # In a csv a name that looks like a formula has an apostrophe before it.
    if [file.lstrip("'") for file, _, _ in rows] != [name.lstrip("'") for name in paths]:
        return None
    return Finished(len(rows), any(status != SCORED or errors not in ("", "0") for _, status, errors in rows))


def _of_json(path: str) -> Iterator[tuple[str, str, str]]:
    if os.path.getsize(path) > _MOST_JSON:
        return
    with open(path, encoding="utf-8") as file:
        for row in json.load(file)["rows"]:
            yield str(row["file"]), str(row["status"]), str(row["errors"])


def _of_book(path: str) -> Iterator[tuple[str, str, str]]:
    rows: dict[int, dict[int, str]] = {}
    for cell in read_book(path, limits=_LIMITS).sheets[0].cells:
        rows.setdefault(cell.row, {})[cell.column] = cell.text
    columns = {text: column for column, text in rows.pop(1).items()}
    for row in rows.values():
        yield row[columns["file"]], row[columns["status"]], row.get(columns["errors"], "")
