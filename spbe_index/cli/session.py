"""What all commands share while one runs: language, verbosity, and how problems are shown."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from spbe_index.core.problem import Problem
from spbe_index.write.terminal import problem_lines, terminal_width
from spbe_index.write.words import Words, clean


class Session:
    """One run of `spbe`. `machine` is set by a command whose standard output must be JSON."""

    def __init__(self, words: Words, *, debug: bool = False) -> None:
        self.words = words
        self.debug = debug
        self.quiet = False
        self.machine = False

    def report(self, problems: Iterable[Problem]) -> None:
        """Problems on standard error, one after the other; broken between words where somebody watches."""
        width = terminal_width(sys.stderr) if is_terminal(sys.stderr) else None
        for line in problem_lines(tuple(problems), self.words, colour=colours(sys.stderr), width=width):
            sys.stderr.write(line + "\n")

    def note(self, sentences: Iterable[str]) -> None:
        """Sentences that belong to the result, on standard error, also with `--quiet`."""
        for sentence in sentences:
            sys.stderr.write(clean(sentence) + "\n")

    def say(self, key: str, **particulars: object) -> None:
        """A sentence on standard error, unless `--quiet`."""
        if not self.quiet:
            sys.stderr.write(clean(self.words(key, **particulars)) + "\n")


def colours(stream: object) -> bool:
    """Whether this stream is a terminal that may be coloured (NO_COLOR is honoured)."""
    import os

    return is_terminal(stream) and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def is_terminal(stream: object) -> bool:
    """Whether somebody watches this stream."""
    return bool(getattr(stream, "isatty", lambda: False)())
