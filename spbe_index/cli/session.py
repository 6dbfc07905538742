"""What all commands share while one runs: language, verbosity, and how problems are shown."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from textwrap import wrap

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
        for line in problem_lines(tuple(problems), self.words, colour=colours(sys.stderr), width=_watched_width()):
            sys.stderr.write(line + "\n")

    def note(self, sentences: Iterable[str]) -> None:
        """Sentences that belong to the result, on standard error, also with `--quiet`; broken as problems are."""
        for sentence in map(clean, sentences):
            width = _watched_width() or len(sentence) + 1
            lines = wrap(sentence, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
            sys.stderr.writelines(f"{line}\n" for line in lines or [""])

    def say(self, key: str, **particulars: object) -> None:
        """A sentence on standard error, unless `--quiet`."""
        if not self.quiet:
            sys.stderr.write(clean(self.words(key, **particulars)) + "\n")


def _watched_width() -> int | None:
    """Columns of the terminal where standard error is one; None where nobody watches it."""
    return terminal_width(sys.stderr) if is_terminal(sys.stderr) else None


def colours(stream: object) -> bool:
    """Whether this stream is a terminal that may be coloured (NO_COLOR is honoured)."""
    import os

    return is_terminal(stream) and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def is_terminal(stream: object) -> bool:
    """Whether somebody watches this stream."""
    return bool(getattr(stream, "isatty", lambda: False)())
