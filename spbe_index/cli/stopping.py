"""Ctrl-C and SIGTERM in the midst of long work: what is being written is written to its end first."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Any


class Stopping:
    """While its `with` block lasts, a signal to end is only noted (`asked`) if the work is `gentle`, and raised if not.

    Whoever asks a second time means it.
    """

    def __init__(self) -> None:
        self.asked = False
        self.gentle = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Stopping:
        """Listen to both signals."""
        for one in (signal.SIGINT, signal.SIGTERM):
            self._before[one] = signal.signal(one, self._heard)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave them to whom they were left before."""
        for one, handler in self._before.items():
            signal.signal(one, handler)

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        again, self.asked = self.asked, True
        if again or not self.gentle:
            raise KeyboardInterrupt
