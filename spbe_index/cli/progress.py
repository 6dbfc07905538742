"""How far long work has come, on one line of a terminal that is written anew."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING

from spbe_index.cli.session import is_terminal

if TYPE_CHECKING:
    from spbe_index.cli.session import Session

#: Seconds between two lines.
_PAUSE = 0.2


class Progress:
    """Counts what is done of `total` and shows it with rate and time left; nothing where nobody watches."""

    def __init__(self, session: Session, total: int) -> None:
        self._session = session
        self._total = total
        self._shown = not session.quiet and is_terminal(sys.stderr)
        self._done = 0
        self._begun = monotonic()
        self._next = self._begun + _PAUSE
        self._width = 0

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        now = monotonic()
        if self._shown and now >= self._next:
            self._next = now + _PAUSE
            rate = self._done / (now - self._begun)
            minutes, seconds = divmod(round((self._total - self._done) / rate), 60)
            figures = {"done": self._done, "total": self._total, "share": 100 * self._done // self._total}
            left = f"{minutes}:{seconds:02}"
            line = self._session.words("commands.batch.progress", **figures, rate=round(rate), left=left)
            self._show(line)

    def clear(self) -> None:
        """Take the line away."""
        if self._width:
            self._show("")
            self._show("\r")
            self._width = 0

    def _show(self, line: str) -> None:
        try:
            sys.stderr.write("\r" + line.ljust(self._width))
            sys.stderr.flush()
        except OSError:  # the terminal was closed, which ends nobody's work half-way
            self._shown, self._width = False, 0
            return
        self._width = len(line)
