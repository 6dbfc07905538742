"""What the process of tables answered, looked at before it is believed, and put into words."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import numpy as np
import pyarrow as pa

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
        with suppress(pa.ArrowException, KeyError, IndexError):
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
    """The table with the columns `file`, first, and `message`, behind `status`."""
    files = pa.DictionaryArray.from_arrays(pa.array(np.zeros(table.num_rows, np.int32)), pa.array([file]))
    table = table.add_column(0, "file", files)
    return table.add_column(table.column_names.index("status") + 1, "message", _messages(table, words))


def _messages(table: pa.Table, words: Words) -> Any:
    """Why a row has no index, each sentence stored once; empty where it has one."""
    unfilled, invalid = (table.column(name).to_numpy().astype(np.int64) for name in ("unfilled", "invalid"))
    many = int(invalid.max(initial=0)) + 1
    failed = np.asarray(table.column("rubric").is_null())
    marks = np.where(failed, -2, np.where(np.asarray(table.column("complete")), -1, unfilled * many + invalid))
    found = pa.array(marks).dictionary_encode()
    sentences = [_sentence(mark, many, words) for mark in found.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(found.indices, pa.array(sentences, pa.string()))


def _sentence(mark: int, many: int, words: Words) -> str:
    if mark == -1:
        return ""
    if mark == -2:
        return words.tell(problem("E844", choices=", ".join(shipped())))[0]
    unfilled, invalid = divmod(mark, many)
    return words.tell(problem("E845", unfilled=unfilled, invalid=invalid))[0]
