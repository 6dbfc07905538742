"""Asks the reading process for a book, and believes nothing it says before looking at it."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import repeat
from operator import lt
from time import monotonic
from typing import IO, Any

from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.load.limited import MAX_ANSWER, Outcome, run
from spbe_index.load.sheets import Book, Cell, Limits, Sheet, lists_findings

_COLUMNS = 16_384
_CELLS = _COLUMNS * 1_048_576
_KINDS = {"t": "text", "n": "number", "b": "boolean", "d": "date", "e": "error", "f": "formula"}
#: What to do instead, by what was found; of anything else a workbook may be made.
_ADVICE = {"PDF": "report", "result": "result", "rubric": "rubric"} | dict.fromkeys(
    ("ZIP", "gzip", "RAR", "7-Zip"), "unpack"
)
_FORMATS = ("xlsx", "xls", "xlsb", "ods", "csv", "parquet")
#: All that a reading process may refuse a file for, and all that it may say of one; other codes are not believed.
REFUSALS = frozenset(("E101", "E102", "E103", "E106", "E107", "E110", "E118", "E119", "E120", "E121", "E122"))
REMARKS = frozenset(("W112", "N113", "W114", "N115", "N116", "W117", "W123", "W124"))
_MAX_MERGED = 100_000
_MAX_CHOICES = 10_000


def ask(file: IO[bytes], shown: str, stem: str, limits: Limits, until: float, encoding: str) -> Book:
    """The book that a reading process makes of a file, or why there is none.

    When the process dies under calamine, a second one is asked to begin with
    openpyxl, within the same time.

    Raises:
        SpbeError: See `read_book`.

    """
    reader = ""
    while True:
        try:
            file.seek(0)
            outcome = run(file, limits.memory_mb, limits.seconds, until, encoding, stem, reader)
        except (OSError, ValueError, TypeError) as error:  # TypeError: no interpreter is known
            detail = f"{type(error).__name__}: {getattr(error, 'strerror', None) or ''}".rstrip(": ")
            raise SpbeError(problem("E110", Place(shown), detail=detail)) from None
        last = last_said(outcome.output)
        if outcome.status == 0 and not outcome.late:
            break
        if not reader and not _too_slow(outcome) and last.get("at") == "xlsx: calamine" and monotonic() < until:
            reader = "openpyxl"
            continue
        raise SpbeError(why_dead(outcome, last, shown, limits))
    if last.get("memory") is True:
        raise SpbeError(too_large(shown, limits))
    with suppress(LookupError, TypeError, ValueError, AttributeError):
        if "refused" in last and (why := refusal_of(last["refused"], shown)).code in REFUSALS:
            raise SpbeError(why)
        return _book(last["book"], shown)
    raise SpbeError(problem("E110", Place(shown), detail="answer"))


def last_said(output: bytes) -> dict[str, Any]:
    """The JSON object in the last line that was written; empty when it is none."""
    if len(output) > MAX_ANSWER:
        return {}
    try:
        value = json.loads(output.rstrip(b"\n").rpartition(b"\n")[2])
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _too_slow(outcome: Outcome) -> bool:
    return outcome.late or signal_name(outcome.status) == "SIGXCPU"


def signal_name(status: int) -> str:
    """Name of the signal that ended a process, or its exit status."""
    from signal import Signals

    try:
        return Signals(-status).name
    except ValueError:
        return f"exit {status}"


def too_large(shown: str, limits: Limits) -> Problem:
    """E104, with the option that raises the limit on memory."""
    return problem("E104", Place(shown), limit=limits.memory_mb, option="--reader-memory")


def why_dead(outcome: Outcome, last: dict[str, Any], shown: str, limits: Limits) -> Problem:
    """What to say of a process that did not end by itself."""
    if _too_slow(outcome):
        return problem("E105", Place(shown), limit=limits.seconds, option="--reader-seconds")
    earlier = last.get("after")
    if isinstance(earlier, str) and earlier:  # another reader had already found the file wanting
        return problem("E103", Place(shown), detail=earlier[:200])
    return problem("E110", Place(shown), detail=signal_name(outcome.status))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _numbers(values: object, below: int) -> list[int]:
    """A list of whole numbers from 0 up to, not including, `below`."""
    if not isinstance(values, list) or (values and set(map(type, values)) != {int}):
        raise TypeError
    if values and (min(values) < 0 or max(values) >= below):
        raise ValueError
    return values


def refusal_of(plain: dict[str, Any], shown: str) -> Problem:
    """The problem that the child named; TypeError, KeyError or ValueError when it named none properly."""
    code = _text(plain["code"])
    if len(code) != 4 or code[0] != "E" or not code[1:].isdigit():
        raise ValueError
    particulars = {_text(name): _text(value) for name, value in plain["particulars"].items()}
    return refused(code, Place(shown, _text(plain["sheet"]), _text(plain["cell"])), particulars)


def refused(code: str, place: Place, particulars: dict[str, str]) -> Problem:
    """The problem that a reader names, with what to do where that hangs on what was found."""
    if code == "E101":
        particulars = {**particulars, "advice": _ADVICE.get(particulars.get("found", ""), "save")}
    return problem(code, place, **particulars)


def _book(plain: dict[str, Any], shown: str) -> Book:
    form, digest = plain["format"], _text(plain["sha256"])
    if form not in _FORMATS or len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise ValueError
    # The collector would walk the cells made so far again and again; they hold no cycles.
    collecting = gc.isenabled()
    gc.disable()
    try:
        sheets = tuple(sheet for sheet in map(sheet_of, plain["sheets"]) if not lists_findings(sheet))
    finally:
        if collecting:
            gc.enable()
    said = tuple(said_of(plain["said"], shown))
    traits = _text(plain["encoding"]), _text(plain["delimiter"]), _flag(plain["locked"])
    return Book(shown, form, _text(plain["reader"]), digest, sheets, said, *traits)


def said_of(plain: Iterable[Any], shown: str, believed: frozenset[str] = REMARKS) -> Iterator[Problem]:
    """What a reader said of a file, as problems; ValueError when it says what it cannot know."""
    for code, particulars in plain:
        if code not in believed:
            raise ValueError
        words = {_text(name): _text(value) for name, value in particulars.items()}
        yield problem(code, Place(shown, words.pop("sheet", ""), words.pop("cell", "")), **words)


def sheet_of(plain: dict[str, Any]) -> Sheet:
    """A sheet from plain data, each part of which is looked at."""
    positions = _numbers(plain["positions"], _CELLS)
    kinds, texts = _text(plain["kinds"]), plain["texts"]
    if not len(positions) == len(kinds) == len(texts) or (texts and set(map(type, texts)) != {str}):
        raise ValueError
    if not all(map(lt, positions, positions[1:])):
        raise ValueError
    rows = [position // _COLUMNS + 1 for position in positions]
    columns = [position % _COLUMNS + 1 for position in positions]
    # As `Cell(...)` for each, without a call in Python: there may be two million.
    fields = zip(rows, columns, map(_KINDS.__getitem__, kinds), texts, strict=True)
    cells = tuple(map(tuple.__new__, repeat(Cell), fields))
    merged = [tuple(_numbers(corners, _CELLS)) for corners in plain["merged"]]
    if len(merged) > _MAX_MERGED or any(len(corners) != 4 for corners in merged):
        raise ValueError
    hidden: set[int] = set()
    for first, last in plain["hidden_columns"]:
        hidden.update(range(*_numbers([first + 1, last + 2], _COLUMNS + 2)))
    return Sheet(
        name=_text(plain["name"]),
        visible=_flag(plain["visible"]),
        cells=cells,
        merged=tuple((corners[0], corners[1], corners[2], corners[3]) for corners in merged),
        hidden_rows=frozenset(row + 1 for row in _numbers(plain["hidden_rows"], _CELLS)),
        hidden_columns=frozenset(hidden),
        choices=tuple((_text(cells), _text(offer)) for cells, offer in plain["choices"][:_MAX_CHOICES]),
        locked=_flag(plain["locked"]),
        unlisted=_flag(plain["unlisted"]),
    )
