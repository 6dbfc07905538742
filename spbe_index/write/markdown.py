"""Text from anywhere as Markdown in which nothing of it comes alive: no markup, no link, not even an address alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spbe_index.write.export import markdown_text

#: What renderers make a link, a mention or a character of though no markup says so; only a span of code is left alone.
_ALIVE = re.compile(r"://|www\.|@|&|\b(?:mailto|javascript|data|file|tel|xmpp):", re.IGNORECASE)
#: What begins a list, a heading or a rule at the beginning of a line.
_LEADING = re.compile(r"^(?:[-+=]|\d+[.)])")
_MORE_MARKS = str.maketrans({mark: "\\" + mark for mark in "~$"})


def inert(text: str) -> str:
    """One line of text that is shown as it is, wherever in a line of Markdown it stands."""
    line = " ".join(text.split())
    if _ALIVE.search(line):
        return code_span(line)
    escaped = markdown_text(line).translate(_MORE_MARKS)
    if leading := _LEADING.match(escaped):
        mark = leading.end() - 1
        return f"{escaped[:mark]}\\{escaped[mark:]}"
    return escaped


def code_span(line: str) -> str:
    """A line between more backticks than stand together anywhere in it."""
    fence = "`" * (_longest_run(line) + 1)
    pad = " " if line[:1] in ("`", " ") or line[-1:] in ("`", " ") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def code_block(lines: Sequence[str]) -> list[str]:
    """Lines that are shown as they are, one below the other."""
    fence = "`" * max(3, *(_longest_run(line) + 1 for line in lines))
    return [fence, *lines, fence]


def _longest_run(line: str) -> int:
    return max((len(run) for run in re.findall("`+", line)), default=0)
