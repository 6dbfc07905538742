"""Blocks of rows: fetched ahead, repeated for each year, without values that no row holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.types as kind


def ahead(blocks: Iterator[Any]) -> Iterator[Any]:
    """The same blocks, each fetched by another thread while the one before it is used; both let go of the other."""
    with ThreadPoolExecutor(1) as other:
        coming = other.submit(next, blocks, None)
        while (block := coming.result()) is not None:
            coming = other.submit(next, blocks, None)
            yield block


def used(block: Any) -> Any:
    """A block whose columns remember no values but those in its rows."""
    columns = [one.dictionary_decode().dictionary_encode() if kind.is_dictionary(one.type) else one for one in block]
    return pa.RecordBatch.from_arrays(columns, block.schema.names)


def for_each(years: Sequence[int], block: Any) -> Any:
    """A block whose headings name years, each of its rows once for each of them."""
    tall = block.take(pa.array(np.repeat(np.arange(block.num_rows), len(years))))
    return tall.append_column("year", pa.array(np.tile(years, block.num_rows), pa.int32()))
