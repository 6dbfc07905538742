"""YAML without surprises: plain data with the line and column of every key and value.

YAML guesses: `2.75` becomes a binary float, `no` a truth value, `012` a ten,
`1:30` a ninety. A rubric must mean what it says, so only text, plain whole
numbers and `true`/`false` are understood, and everything that YAML would guess
at is a fault which shows how to write it. Tags, merge keys and anything that
could make a program run or a file swell are refused.

The events of libyaml are read one by one, never recursively, so that a hostile
file meets a limit before it costs anything. This is the only YAML reader of
the package.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from spbe_index.core.problem import Place, problem
from spbe_index.load.rubric.document import Document, Fault, Mark, Path

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
MAX_NODES = 100_000  # after alias expansion: what the reader of the data walks through
MAX_TEXT = 10_000
MAX_FAULTS = 1_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one; Python's own where libyaml is not built in
# Text to PyYAML, but a truth value, octal or float to other readers of YAML.
_GUESSED = re.compile(r"[yYnN]|0o[0-7]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
# Control, zero-width and direction characters: they change what a reader sees, or break the comparing of names.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


def read_yaml(content: bytes, file: str) -> Document:
    """Read one YAML document strictly. Never raises: what is wrong is in `faults` and `fatal`."""
    document = Document(file)
    try:
        if len(content) > MAX_BYTES:
            raise _Stop("E312", 1, 1, limit=MAX_BYTES, what="bytes")
        _Reader(_decoded(content), document).read()
    except _Stop as stop:
        document.fatal = problem(stop.code, Place(file, cell=f"{stop.line}:{stop.column}"), **stop.args_)
    return document


class _Stop(Exception):  # noqa: N818  (not an error of the program: the end of a reading)
    """The reading cannot go on."""

    def __init__(self, code: str, line: int, column: int, **args: object) -> None:
        super().__init__(code)
        self.code, self.line, self.column, self.args_ = code, line, column, args


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = len(before) - before.rfind(b"\n")
        raise _Stop("E301", before.count(b"\n") + 1, column, fault="encoding") from None


def _from_one(mark: Any) -> Mark:
    """Line and column as people count them, of a mark of either parser; some syntax errors have none."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


@dataclass(slots=True)
class _Open:
    """A mapping or list still being filled, with what it has cost so far."""

    value: dict[str, object] | list[object]
    mark: Mark
    anchor: str | None
    path: Path
    nodes: int = 1
    height: int = 1
    key: str | None = None
    key_mark: Mark = (1, 1)
    repeated: bool = False


class _Reader:
    """Turns events into plain data. An anchored value is shared, not copied, but counted each time."""

    def __init__(self, text: str, document: Document) -> None:
        self.text = text
        self.document = document
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[object, int, int]] = {}  # value, nodes, height
        self.nodes = 0
        self.roots = 0
        self.mark: Mark = (1, 1)  # of the event at hand

    def read(self) -> None:
        loader = _LOADER(self.text)
        try:
            while (event := loader.get_event()) is not None:
                self._take(event, loader)
        except yaml.MarkedYAMLError as error:
            raise _Stop(
                "E301",
                *_from_one(error.problem_mark or error.context_mark),
                fault="syntax",
                detail=error.problem or error.context or "",
            ) from None
        except yaml.reader.ReaderError:
            raise _Stop("E301", *self._unreadable(), fault="character") from None
        finally:
            loader.dispose()
        if not self.roots:
            raise _Stop("E301", 1, 1, fault="empty")

    def _unreadable(self) -> Mark:
        """Place of the first character YAML does not allow (the two parsers count it differently, so look again)."""
        match = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]", self.text)
        before = self.text[: match.start()] if match else ""
        return before.count("\n") + 1, len(before) - before.rfind("\n")

    def _take(self, event: yaml.Event, loader: yaml.SafeLoader) -> None:
        self.mark = mark = _from_one(event.start_mark)
        if isinstance(event, yaml.CollectionStartEvent):
            self._start(event, mark)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, mark, loader)
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self.stack.pop()
            if done.anchor:
                self.anchors[done.anchor] = (done.value, done.nodes, done.height)
            self._attach(done.value, done.mark, done.nodes, done.height)
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchors:
                raise _Stop("E301", *mark, fault="alias", found=f"*{event.anchor}")
            value, nodes, height = self.anchors[event.anchor]
            self._count(nodes, height, mark)
            if not self._as_key(value, mark):
                self._attach(value, mark, nodes, height)
        elif isinstance(event, yaml.DocumentStartEvent) and self.roots:
            raise _Stop("E301", *mark, fault="documents")

    def _count(self, nodes: int, height: int, mark: Mark) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            raise _Stop("E312", *mark, limit=MAX_NODES, what="nodes")
        if len(self.stack) + height > MAX_DEPTH:
            raise _Stop("E312", *mark, limit=MAX_DEPTH, what="depth")

    def _here(self) -> Path:
        """Path of the value that comes next."""
        if not self.stack:
            return ()
        top = self.stack[-1]
        return (*top.path, len(top.value) if isinstance(top.value, list) else top.key or "")

    def _fault(self, code: str, **args: object) -> None:
        self.document.faults.append(Fault(code, self._here(), args, mark=self.mark))
        if len(self.document.faults) >= MAX_FAULTS:
            raise _Stop("E312", *self.mark, limit=MAX_FAULTS, what="problems")

    def _start(self, event: yaml.CollectionStartEvent, mark: Mark) -> None:
        self._count(1, 1, mark)
        if self._expects_key():
            raise _Stop("E301", *mark, fault="key")
        if event.tag is not None:
            self._fault("E317", found=event.tag)
        value: dict[str, object] | list[object] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.document.marks[id(value)] = {}
        self.stack.append(_Open(value, mark, event.anchor, self._here()))

    def _scalar(self, event: yaml.ScalarEvent, mark: Mark, loader: yaml.SafeLoader) -> None:
        self._count(1, 1, mark)
        if len(event.value) > MAX_TEXT:
            raise _Stop("E312", *mark, limit=MAX_TEXT, what="characters")
        if self._expects_key():
            self._as_key(event.value, mark)
            self._check(event)
            return
        self._check(event)
        value = self._meaning(event, loader) if event.tag is None and event.implicit[0] else event.value
        if event.anchor:
            self.anchors[event.anchor] = (value, 1, 1)
        self._attach(value, mark, 1, 1)

    def _check(self, event: yaml.ScalarEvent) -> None:
        if event.tag is not None:
            self._fault("E317", found=event.tag)
        if unseen := _UNSEEN.search(event.value):
            self._fault("E304", expected="abc", found=f"U+{ord(unseen[0]):04X}")

    def _meaning(self, event: yaml.ScalarEvent, loader: yaml.SafeLoader) -> str | int | bool:
        """Value of an unquoted scalar.

        What YAML would guess at stays text, with a fault, so that the reading goes on.
        """
        raw = event.value
        tag: str = loader.resolve(yaml.ScalarNode, raw, (True, False))  # type: ignore[no-untyped-call]  # PyYAML has no types
        kind = tag.rpartition(":")[2]
        if kind == "int" and _WHOLE.fullmatch(raw):
            return int(raw)
        if kind == "bool" and raw in ("true", "false"):
            return raw == "true"
        if kind == "null":
            self._fault("E305")
        elif kind == "bool":
            truth = "true" if raw.lower() in ("yes", "on", "true") else "false"
            self._fault("E318", found=raw, write=f'"{raw}" | {truth}')
        elif kind != "str" or _GUESSED.fullmatch(raw):
            self._fault("E318", found=raw, write=f'"{raw}"')
        return raw

    def _expects_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def _as_key(self, value: object, mark: Mark) -> bool:
        """Take `value` as the next key, if one is due."""
        if not self._expects_key():
            return False
        if not isinstance(value, str):
            raise _Stop("E301", *mark, fault="key")
        top = self.stack[-1]
        top.key, top.key_mark, top.repeated = value, mark, value in top.value
        if top.repeated:
            self._fault("E302")
        return True

    def _attach(self, value: object, mark: Mark, nodes: int, height: int) -> None:
        if not self.stack:
            self.document.data = value
            self.roots += 1
            return
        top = self.stack[-1]
        top.nodes += nodes
        top.height = max(top.height, height + 1)
        marks = self.document.marks[id(top.value)]
        if isinstance(top.value, list):
            marks[len(top.value)] = (mark, mark)
            top.value.append(value)
            return
        key, top.key = top.key or "", None
        if not top.repeated:  # of two equal keys the first is kept, so that the rest can be checked
            marks[key] = (top.key_mark, mark)
            top.value[key] = value
