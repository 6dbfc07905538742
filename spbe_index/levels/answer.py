"""What the process of tables answered, looked at before it is believed, and put into words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from spbe_index.core.exact import SHOWN_PLACES
from spbe_index.core.problem import Place, SpbeError, problem
from spbe_index.levels.child import DONE
from spbe_index.load.answer import last_said, refusal_of, too_large, why_dead
from spbe_index.load.limited import MAX_ANSWER, Outcome
from spbe_index.load.rubric import shipped
from spbe_index.load.sheets import Limits
from spbe_index.write.words import Words


def table_of(outcome: Outcome, file: str, limits: Limits, language: str) -> pa.Table:
    """The results, with the columns that need the file's name and words.

    Raises:
        SpbeError: why there are none.

    """
    if outcome.status == 0 and not outcome.late and outcome.output.startswith(DONE):
        with suppress(pa.ArrowException, LookupError, ValueError, AttributeError):
            if len(outcome.output) <= MAX_ANSWER:
                table = pa.ipc.open_stream(pa.py_buffer(outcome.output)[len(DONE) :]).read_all()
                table.validate(full=True)
                return _worded(table, file, Words(language))
        raise SpbeError(problem("E110", Place(file), detail="answer"))
    last = last_said(outcome.output)
    if last.get("memory") is True:
        raise SpbeError(too_large(file, limits))
    with suppress(LookupError, TypeError, ValueError, AttributeError):
        if "refused" in last:
            raise SpbeError(refusal_of(last["refused"], file))
    raise SpbeError(why_dead(outcome, last, file, limits))


def _worded(table: pa.Table, file: str, words: Words) -> pa.Table:
    """The table as people get it: values as decimals, the name of the file, and sentences."""
    columns = dict(zip(table.column_names, table.columns, strict=True))
    for name, column in columns.items():
        if pa.types.is_int16(column.type):
            columns[name] = pc.divide(column.cast(pa.float64()), 10.0**SHOWN_PLACES)
    columns["file"] = _renamed(columns["file"], lambda _: file)
    columns["message"] = _renamed(columns["message"], lambda text: _sentence(text, words))
    return pa.table(columns)


def _renamed(column: Any, name: Callable[[str], str]) -> Any:
    """A column of names that are stored once, with others in their place."""
    parts = [
        pa.DictionaryArray.from_arrays(part.indices, pa.array(map(name, part.dictionary.to_pylist()), pa.string()))
        for part in column.chunks
    ]
    return pa.chunked_array(parts, column.type)


def _sentence(text: str, words: Words) -> str:
    """Why a row has no index; empty where it has one."""
    if not text:
        return ""
    if text == "-":
        return words.tell(problem("E844", choices=", ".join(shipped())))[0]
    unfilled, invalid = text.split()
    return words.tell(problem("E845", unfilled=unfilled, invalid=invalid))[0]
