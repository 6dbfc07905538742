"""The process in which tables of levels are read and scored: limits on itself, a file from standard input, one answer.

The answer is `DONE`, a line of JSON with what was noticed, and an Arrow stream
with the results; or a line of JSON that refuses the file, as that of
`load.door.child`.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

from spbe_index.load.door import child as door
from spbe_index.load.door.refusal import RefusedError

if TYPE_CHECKING:
    from spbe_index.levels.reading import Reading
    from spbe_index.levels.records import Said
    from spbe_index.load.answer_codes import AnswerCodes

#: What stands before the results in the answer.
DONE = b"scored\n"


def main(memory_mb: int, seconds: int, request: str) -> None:
    """Score the table on standard input and write the answer, within these limits; see `door.limit`."""
    sys.stdout = sys.stderr
    # One thread multiplies small blocks soonest, and each further one would reserve memory of its own.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    # Blocks come and go; the other pools give their memory back in between, and ask for it again page by page.
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"
    sys.meta_path.insert(0, _WithoutPandas())
    door.limit(memory_mb, seconds)
    try:
        _answer(json.loads(request))
    except RefusedError as refused:
        door.write(door.refusal(refused))
    except MemoryError:
        door.write('{"memory":true}')
    except Exception as error:  # whatever a hostile file brings about
        import pyarrow as pa

        # Of damaged parquet Arrow says OSError, without the number that one of the system has.
        damaged = isinstance(error, pa.ArrowException) or (isinstance(error, OSError) and error.errno is None)
        why = RefusedError("E103" if damaged else "E110", detail=f"{type(error).__name__}: {error}"[:200])
        door.write('{"memory":true}' if isinstance(error, pa.ArrowMemoryError) else door.refusal(why))
    sys.stderr.flush()
    os._exit(0)


class _WithoutPandas:
    """Hides pandas from pyarrow, which would load it only to see whether it is given values of it."""

    def find_spec(self, name: str, *_: object) -> None:
        """Refuse pandas, and leave everything else to others."""
        if name == "pandas":
            raise ModuleNotFoundError(name=name)


def _answer(request: dict[str, Any]) -> None:
    import pyarrow as pa

    from spbe_index.core.scaled import from_plain
    from spbe_index.levels.scoring import Instrument, Scores, choose, settle_names
    from spbe_index.levels.sentences import Sentences
    from spbe_index.load.answer_codes import Coding, answer_codes
    from spbe_index.write.words import Words

    instruments = [
        Instrument(one["id"], one["first"], one["last"], from_plain(one["whole"])) for one in request["instruments"]
    ]
    codes = answer_codes(Coding(*map(tuple, request["coding"])))
    keys = dict.fromkeys(codes.of(leaf.code) for one in instruments for leaf in one.whole.leaves)
    reading, said = _read(request, list(keys), codes)
    if not reading.grid.count:
        raise RefusedError("E850")
    chosen = choose(reading, instruments, certain=request["certain"])
    settle_names(reading, chosen, said)
    scores = Scores(reading, instruments)
    for place, rows in chosen:
        scores.score(place, rows)
    scores.tell(said)
    table = scores.table(
        request["file"], Sentences(Words(request["language"]), request["choices"], [*reading.faults.values()])
    )
    with open(1, "wb", closefd=False) as out:
        out.write(DONE + json.dumps(said).encode() + b"\n")
        with pa.ipc.new_stream(out, table.schema) as stream:
            stream.write_table(table)


def _read(request: dict[str, Any], keys: list[str], codes: AnswerCodes) -> tuple[Reading, Said]:
    """The table on standard input, read in the way that it asks for; and what was noticed."""
    from spbe_index.levels.below import AgainError
    from spbe_index.levels.reading import Reading
    from spbe_index.levels.source import Source

    not_utf8, careful = 0, False
    while True:
        with open(0, "rb", closefd=False) as file:
            file.seek(0)
            names = request["names"]
            source = Source(file, request["encoding"], rubrics=names, codes=codes, not_utf8=not_utf8, careful=careful)
            reading = Reading(source, keys, names)
            try:
                reading.read(request["rows"])
            except AgainError as again:
                not_utf8, careful = not_utf8 or again.not_utf8, careful or not again.not_utf8
                continue
        return reading, source.said
