"""A YAML document as plain data, with the faults found in it and where everything stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spbe_index.core.differences import LABELS
from spbe_index.core.problem import Place, Problem

#: The way to a value: keys of mappings and positions in lists.
Path = tuple[str | int, ...]
#: Line and column, counted from 1.
Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at a path of the document.

    An argument that is itself a path is shown as one, with its line. `on_key`: the key, not its
    value, is at fault. `mark` overrides the place (a repeated key stands twice).
    """

    code: str
    path: Path
    args: Mapping[str, object] = field(default_factory=dict)
    on_key: bool = False
    mark: Mark | None = None


@dataclass(slots=True)
class Document:
    """What was read: the data (None if nothing could be), the faults met, and where everything stands."""

    file: str
    data: object = None
    faults: list[Fault] = field(default_factory=list)
    #: A fault that ended the reading, at a place rather than a path.
    fatal: Problem | None = None
    #: By identity of a container: for each key or position the marks of key and value.
    marks: dict[int, dict[str | int, tuple[Mark, Mark]]] = field(default_factory=dict)

    def mark(self, path: Path, *, on_key: bool = False) -> Mark:
        """Line and column of the value at `path`, or of the nearest enclosing one that exists."""
        here: object = self.data
        found: tuple[Mark, Mark] = ((1, 1), (1, 1))
        for step in path:
            marks = self.marks.get(id(here), {})
            if step not in marks:
                break
            found = marks[step]
            here = here[step]  # type: ignore[index]  # a container with marks has its steps
        return found[0 if on_key else 1]

    def value(self, path: Path) -> object:
        """Look up the value at `path`; None if there is none."""
        here = self.data
        for step in path:
            here = _entry(here, step)
        return here

    def key_path(self, path: Path) -> str:
        """Write the path as people find it: `tree[D1].children[A2].weight`; list positions count from 1."""
        here: object = self.data
        text = ""
        for step in path:
            here = _entry(here, step)
            if isinstance(step, str):
                text += f".{step}" if text else step
            else:
                labels = [here[name] for name in LABELS if name in here] if isinstance(here, dict) else []
                label = labels[0] if labels and isinstance(labels[0], str | int) else step + 1
                text += f"[{label}]"
        return text

    def problem(self, fault: Fault) -> Problem:
        """Give the fault its place and its path in words."""
        line, column = fault.mark or self.mark(fault.path, on_key=fault.on_key)
        args: dict[str, object] = {}
        for name, arg in fault.args.items():
            args[name] = self.key_path(arg) if isinstance(arg, tuple) else arg
            if isinstance(arg, tuple):
                args[f"{name}_line"] = self.mark(arg)[0]
        named = {"key": self.key_path(fault.path), **args}
        particulars = tuple((name, str(value)) for name, value in named.items())
        return Problem(fault.code, Place(self.file, cell=f"{line}:{column}"), particulars)


def _entry(container: object, step: str | int) -> object:
    """What stands at one step, or None: a path may lead into the second of two equal keys, which was not kept."""
    if isinstance(container, dict):
        return container.get(step)
    if isinstance(container, list) and isinstance(step, int) and step < len(container):
        found: object = container[step]
        return found
    return None
