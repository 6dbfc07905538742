"""What a document asks its reader to type: its fenced blocks, each of a kind that is known.

The conventions, which a reader sees as well:

* A `console` block: lines that begin with `$ ` are typed, what stands below each is what one then sees. A line `...`
  leaves out any lines, `...` within a line any text. `(kode keluar 1)` or `(exit code 1)` at the end says how the
  command ends where that is not 0. `(ketik: ...)` or `(type: ...)` behind a question is what is answered to it.
* Any other block stands below a line that names its file (`Berkas `mutu.yaml`:` or `File `mutu.yaml`:`), and becomes
  that file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_FENCE = re.compile(r"```(\w*)$")
_FILE = re.compile(r"(?:Berkas|File) `([^`/\\]+)`:$")
_ENDS = re.compile(r"\((?:kode keluar|exit code) (\d+)\)$")
_TYPED = re.compile(r" \((?:ketik|type): (.+)\)$")
#: The language of a block that becomes a file, by how the file's name ends.
_LANGUAGES = {".yaml": "yaml", ".csv": "csv", ".py": "python"}


class File(NamedTuple):
    """A file to be written, and the line of the document where it begins."""

    line: int
    name: str
    text: str


class Typed(NamedTuple):
    """A command to be typed: what one then sees, what is answered to its questions, and its exit code."""

    line: int
    command: str
    seen: tuple[str, ...]
    answers: tuple[str, ...]
    code: int


def steps(document: Path) -> Iterator[File | Typed]:
    """All that a document has its reader do, in its order.

    Raises:
        AssertionError: a block is of no known kind, so that nobody would know whether it is true.

    """
    for line, kind, before, text in _blocks(document):
        where = f"{document.name}:{line}"
        if kind == "console":
            yield from _typed(line, text, where)
            continue
        named = _FILE.search(before)
        assert named, f"{where}: a block that is neither console nor a named file"
        assert kind == _LANGUAGES.get(Path(named[1]).suffix), f"{where}: {named[1]} as {kind or 'nothing'}"
        yield File(line, named[1], "\n".join(text) + "\n")


def _blocks(document: Path) -> Iterator[tuple[int, str, str, list[str]]]:
    """Line, language, the last line of text above, and the lines of each block."""
    kind, start, before, text = None, 0, "", []
    for number, line in enumerate(document.read_text(encoding="utf-8").splitlines(), 1):
        fence = _FENCE.match(line)
        if kind is None and fence:
            kind, start, text = fence[1], number, []
        elif kind is not None and line == "```":
            yield start, kind, before, text
            kind, before = None, ""
        elif kind is not None:
            text.append(line)
        else:
            assert "```" not in line, f"{document.name}:{number}: a fence that is none"
            assert not line.startswith("    "), f"{document.name}:{number}: an indented block, which nobody follows"
            before = line or before
    assert kind is None, f"{document.name}:{start}: a block without end"


def _typed(start: int, text: list[str], where: str) -> Iterator[Typed]:
    assert text, f"{where}: an empty block"
    assert text[0].startswith("$ "), f"{where}: what is seen before anything is typed"
    places = [place for place, line in enumerate(text) if line.startswith("$ ")]
    for place, end in zip(places, [*places[1:], len(text)], strict=True):
        seen, code = text[place + 1 : end], 0
        while seen and not seen[-1]:
            seen.pop()
        if seen and (ends := _ENDS.match(seen[-1])):
            code = int(ends[1])
            seen.pop()
        answers = tuple(answer[1] for line in seen if (answer := _TYPED.search(line)))
        shown = tuple(_TYPED.sub("", line).rstrip() for line in seen)
        yield Typed(start + 1 + place, text[place][2:], shown, answers, code)
