"""A saved result (`spbe score --format json`) -> `Result`, or every reason why it is none.

Such a file may have been edited, cut off or made up: it is read within limits,
its types are those that the core declares, and each figure must follow from
those below it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.core.result import Result
from spbe_index.core.result_json import SCHEMA, from_plain
from spbe_index.load.result_rules import Fault, figure_faults, tree_faults, written_faults
from spbe_index.load.sheets import open_file

#: Bytes of the largest saved result that is read.
MAX_BYTES = 20_000_000
_MAX_VALUES = 500_000
_MAX_DEPTH = 20
#: Characters of a number: exact arithmetic with longer ones could be made to last for ever.
_MAX_NUMBER = 60
_NUMBERS = ("exact", "weight", "answer", "converted_from")
_TOLD = 20
_HEAD = 256


def is_json(path: str, shown: str = "") -> bool:
    """Whether a file begins as an object of JSON does (and not as rich text does), whatever its name.

    Standard input ("-") is only peeked at.

    Raises:
        SpbeError: E108, E109, E127, the file is not there, cannot be read, or only says that a workbook is open.

    """
    if path == "-":
        peek = getattr(getattr(sys.stdin, "buffer", None), "peek", None)
        head = peek(_HEAD)[:_HEAD] if peek else b""
    else:
        with open_file(path, shown or path) as file:
            head = file.read(_HEAD)
    text = head.decode(json.detect_encoding(head), "ignore")
    begins = text.lstrip("\ufeff \t\r\n")
    return begins.startswith("{") and not begins.startswith("{\\rtf")


def read_result(path: str, shown: str = "") -> Result:
    """Read a saved result.

    Args:
        path: The file, or "-" for standard input.
        shown: Its name in problems; the path when empty.

    Raises:
        SpbeError: E108, E109, E127 it cannot be read; E801 it is no JSON; E802
            it is something else than a result; E803 its parts do not fit
            together; E804 it is too large.

    """
    file = Place(shown or path)
    with open_file(path, file.file) as opened:
        plain = parse_result(opened.read(MAX_BYTES + 1), file)
    result = result_from(plain, file)
    if faults := figures_apart(result, plain, file):
        raise SpbeError(*faults)
    return result


def parse_result(content: bytes, file: Place) -> dict[str, Any]:
    """The data of a saved result as they are written, within limits.

    Raises:
        SpbeError: E801, E802, E804, as for `read_result`.

    """
    if len(content) > MAX_BYTES:
        raise SpbeError(problem("E804", file, limit=MAX_BYTES, what="bytes"))
    plain = _parsed(content, file)
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
        found = plain.get("schema") if isinstance(plain, dict) else None
        raise SpbeError(problem("E802", file, found=found[:60] if isinstance(found, str) else "-", expected=SCHEMA))
    _within_limits(plain, file)
    return plain


def result_from(plain: dict[str, Any], file: Place) -> Result:
    """The result that data of `parse_result` hold; whether its figures fit each other is not looked at.

    Raises:
        SpbeError: E803, it is no whole result, or a value is of the wrong type.

    """
    try:
        if faults := inconsistent(tree_faults(plain["nodes"]), file):
            raise SpbeError(*faults)
        result = from_plain(plain)
    except KeyError as error:
        raise SpbeError(*inconsistent([("missing", str(error.args[0]))], file)) from None
    except (ValueError, TypeError, AttributeError):
        raise SpbeError(*inconsistent([("shape", "nodes")], file)) from None
    if faults := inconsistent(_type_faults(result), file):
        raise SpbeError(*faults)
    return result


def figures_apart(result: Result, plain: dict[str, Any], file: Place) -> tuple[Problem, ...]:
    """E803 for each figure that does not follow from others, or is not written as it is."""
    return inconsistent(_figure_faults(result, plain), file)


def inconsistent(faults: Iterable[Fault], file: Place) -> tuple[Problem, ...]:
    """E803 for each fault, as many as anybody would mend."""
    return tuple(problem("E803", file, what=what, where=where[:60]) for what, where in islice(faults, _TOLD))


def _parsed(content: bytes, file: Place) -> Any:
    try:
        text = content.decode(json.detect_encoding(content)).lstrip("\ufeff")
        return json.loads(text, parse_constant=_refused, object_pairs_hook=_each_once)
    except json.JSONDecodeError as error:
        raise SpbeError(problem("E801", file._replace(cell=f"{error.lineno}:{error.colno}"), cause="syntax")) from None
    except RecursionError:
        raise SpbeError(problem("E804", file, limit=_MAX_DEPTH, what="depth")) from None
    except ValueError as error:  # not text, a number that is none or endless, a key twice
        cause = (
            "twice"
            if isinstance(error, _RepeatedError)
            else "encoding"
            if isinstance(error, UnicodeError)
            else "number"
        )
        raise SpbeError(problem("E801", file, cause=cause, found=str(error)[:60] if cause == "twice" else "")) from None


class _RepeatedError(ValueError):
    """An object with the same key twice."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RepeatedError(key)
        found[key] = value
    return found


def _refused(constant: str) -> Any:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(constant)


def _within_limits(plain: dict[str, Any], file: Place) -> None:
    """Refuse what would cost more than any real result does.

    Raises:
        SpbeError: E804.

    """
    count = 0
    pending: list[tuple[Any, int]] = [(plain, 1)]
    while pending:
        value, depth = pending.pop()
        inner = list(value.items()) if isinstance(value, dict) else [("", one) for one in value]
        count += len(inner)
        for name, one in inner:
            if isinstance(one, str) and name in _NUMBERS and len(one) > _MAX_NUMBER:
                raise SpbeError(problem("E804", file, limit=_MAX_NUMBER, what="digits"))
            if isinstance(one, dict | list):
                pending.append((one, depth + 1))
        if count > _MAX_VALUES:
            raise SpbeError(problem("E804", file, limit=_MAX_VALUES, what="values"))
        if depth > _MAX_DEPTH:
            raise SpbeError(problem("E804", file, limit=_MAX_DEPTH, what="depth"))


def _figure_faults(result: Result, plain: dict[str, Any]) -> Iterator[Fault]:
    """Faults of the figures; where there are none, of how they are written."""
    for rule in (figure_faults(result), written_faults(result, plain)):
        found = list(islice(rule, _TOLD))
        yield from found
        if found:
            return


def _type_faults(result: Result) -> Iterator[Fault]:
    """Where a value is not of the type that the core declares for it."""
    from pydantic import TypeAdapter, ValidationError

    try:
        TypeAdapter(Result).validate_python(result, strict=True)
    except ValidationError as error:
        yield from dict.fromkeys(("shape", _key(one["loc"])) for one in error.errors(include_url=False))


def _key(loc: tuple[int | str, ...]) -> str:
    """The names on the way to a value; the rest of a way tells which of several types was tried."""
    return ".".join(str(step) for step in loc if isinstance(step, int) or step.isidentifier())
