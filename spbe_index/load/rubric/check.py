"""The strict way from the bytes of a rubric file to its plain data: YAML, shape, rules; all faults gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from spbe_index.core.problem import Problem
from spbe_index.load.rubric.document import Document, Fault
from spbe_index.load.rubric.rules import rule_faults
from spbe_index.load.rubric.schema import RubricShape, Shape
from spbe_index.load.rubric.shape import shape_faults, short
from spbe_index.load.rubric.strict_yaml import MAX_FAULTS, read_yaml

_HARMLESS = ("E302", "E303", "E317", "E318")  # the value is understood all the same


def checked_data(
    content: bytes,
    file: str,
    shape: type[Shape] = RubricShape,
    rules: Callable[[dict[str, Any], set[str]], Iterator[Fault]] = rule_faults,
) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    """Read the data of a rubric file, or None and every problem, in the order of the file.

    Another kind of file has its own `shape` and `rules`; what else it must be
    is the same. "Every" ends at a thousand of each stage: nobody mends more at
    once, and a hostile file has no end of them.
    """
    document = read_yaml(content, file)
    if document.fatal is not None:
        return None, (*_in_order(document, document.faults), document.fatal)
    bare = _mend(document, shape)
    misshapen = list(islice(shape_faults(document.data, shape), MAX_FAULTS))
    # A value can be wrong to YAML and to the schema; the schema knows what was wanted.
    known = {fault.path for fault in misshapen}
    faults = [fault for fault in document.faults + bare if fault.code in ("E302", "E317") or fault.path not in known]
    faults += misshapen
    broken = {str(fault.path[0]) if fault.path else "" for fault in faults if _breaks(document, fault)}
    if isinstance(document.data, dict) and "" not in broken:
        faults += islice(rules(document.data, broken), MAX_FAULTS)
    if faults or not isinstance(document.data, dict):
        return None, _in_order(document, faults)
    return document.data, ()


def _in_order(document: Document, faults: list[Fault]) -> tuple[Problem, ...]:
    placed = [(fault.mark or document.mark(fault.path, on_key=fault.on_key), fault) for fault in faults]
    return tuple(document.problem(fault) for _, fault in sorted(placed, key=lambda pair: pair[0]))


def _breaks(document: Document, fault: Fault) -> bool:
    """Whether rules cannot read the section of this fault. Of a wording they ask no more than that it is text."""
    wording = fault.path[-1:] in (("id",), ("en",)) and isinstance(document.value(fault.path), str)
    return fault.code not in _HARMLESS and not wording


def _mend(document: Document, shape: type[Shape]) -> list[Fault]:
    """Read unquoted values as the texts they should have been, so that the checks can go on; return their faults."""
    bare = [fault for fault in islice(shape_faults(document.data, shape), MAX_FAULTS) if fault.code == "E318"]
    for fault in bare:
        container: Any = document.data
        for step in fault.path[:-1]:
            container = container[step]
        container[fault.path[-1]] = short(container[fault.path[-1]])
    return bare
