"""A parquet or csv file, opened: its columns by what they hold, and its rows in blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from spbe_index.load.door.refusal import RefusedError
from spbe_index.load.level_tables import HEAD_BYTES, PARQUET, Head, columns_of, read_head, wide_columns

#: Bytes of csv in a block, for each row asked for.
_ROW_BYTES = 32


class Columns(NamedTuple):
    """The headings that are read. `roles` by what they hold; `wide` are columns of one indicator each, with its key."""

    roles: dict[str, str]
    wide: dict[str, str]

    @property
    def headings(self) -> list[str]:
        """All of them."""
        return [*self.roles.values(), *self.wide]


class Source:
    """A table on disk. `columns` are those that are read."""

    def __init__(self, file: Any) -> None:
        start = file.read(HEAD_BYTES)
        file.seek(0)
        self._file = file
        self._head: Head | None = None
        if not start:
            raise RefusedError("E107")
        if start.startswith(PARQUET):
            self.headings = [str(name) for name in pa.parquet.read_schema(file).names]
        else:
            self._head = read_head(start)
            if self._head is None:
                raise RefusedError("E101", found="binary")
            self.headings = list(self._head.headings)
        self.columns = _columns(self.headings)

    def blocks(self, rows: int) -> Iterator[Any]:
        """The rows as record batches of about so many, with the columns that are read; texts as dictionaries."""
        wanted = self.columns.headings
        if self._head is None:
            self._file.seek(0)
            texts = [self.columns.roles[role] for role in self.columns.roles if role != "year"]
            parquet = pa.parquet.ParquetFile(self._file, read_dictionary=[*texts, *self.columns.wide])
            yield from parquet.iter_batches(batch_size=rows, columns=wanted)
            return
        self._file.seek(self._head.skipped)
        yield from pa.csv.open_csv(
            self._file,
            pa.csv.ReadOptions(
                block_size=rows * _ROW_BYTES, encoding=self._head.encoding, column_names=self.headings, skip_rows=1
            ),
            pa.csv.ParseOptions(delimiter=self._head.separator),
            pa.csv.ConvertOptions(
                column_types=dict.fromkeys(wanted, pa.dictionary(pa.int32(), pa.string())), include_columns=wanted
            ),
        )


def _columns(headings: list[str]) -> Columns:
    """Columns by what they hold.

    Raises:
        RefusedError: E841, there are none of agencies, or of indicators and levels.

    """
    roles = columns_of(headings)
    found = ", ".join(headings)[:200]
    if "agency" not in roles:
        raise RefusedError("E841", what="agency", found=found)
    if "indicator" in roles and "level" in roles:
        return Columns(roles, {})
    keep = {role: heading for role, heading in roles.items() if role not in ("indicator", "level")}
    wide = wide_columns(headings, keep)
    if not wide or "indicator" in roles:
        raise RefusedError("E841", what="level" if "indicator" in roles else "indicator", found=found)
    return Columns(keep, wide)
