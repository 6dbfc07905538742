"""What the process of tables answered, looked at before it is believed.

Nothing here makes Arrow values of Python's: for that pyarrow loads pandas where
it is installed, which takes as long as scoring half a million agencies.
"""

from __future__ import annotations

import json
from contextlib import suppress

import pyarrow as pa

from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.levels.child import DONE
from spbe_index.load.answer import REFUSALS, REMARKS, last_said, refusal_of, said_of, too_large, why_dead
from spbe_index.load.limited import MAX_ANSWER, Outcome
from spbe_index.load.sheets import Limits

#: What may be said of tables alone; other codes are not believed.
_REFUSALS = REFUSALS | {"E841", "E846", "E847", "E848", "E850", "E858", "E898"}
_REMARKS = REMARKS | {"E842", "E847", "N848", "N849", "N855", "N857", "W858", "W859", "N898", "W899"}


def table_of(outcome: Outcome, file: str, limits: Limits) -> tuple[pa.Table, tuple[Problem, ...]]:
    """The results, and what was noticed.

    Raises:
        SpbeError: why there are none.

    """
    if outcome.status == 0 and not outcome.late and outcome.output.startswith(DONE):
        with suppress(pa.ArrowException, LookupError, TypeError, ValueError, AttributeError):
            if len(outcome.output) <= MAX_ANSWER:
                said = outcome.output.index(b"\n", len(DONE))
                noticed = tuple(said_of(json.loads(outcome.output[len(DONE) : said]), file, _REMARKS))
                table = pa.ipc.open_stream(pa.py_buffer(outcome.output)[said + 1 :]).read_all()
                table.validate(full=True)
                return _decoded(table), noticed
        raise SpbeError(problem("E110", Place(file), detail="answer"))
    last = last_said(outcome.output)
    if last.get("memory") is True:
        raise SpbeError(too_large(file, limits))
    with suppress(LookupError, TypeError, ValueError, AttributeError):
        if "refused" in last and (why := refusal_of(last["refused"], file)).code in _REFUSALS:
            raise SpbeError(why)
    raise SpbeError(why_dead(outcome, last, file, limits))


def _decoded(table: pa.Table) -> pa.Table:
    """The table with its values as plain numbers: they cross as places in a list of the few hundred there are."""
    values = [
        pa.chunked_array([part.dictionary_decode() for part in column.chunks], pa.float64())
        if pa.types.is_dictionary(column.type) and pa.types.is_floating(column.type.value_type)
        else column
        for column in table.columns
    ]
    return pa.Table.from_arrays(values, names=table.column_names)
