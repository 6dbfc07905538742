"""Ctrl-C, SIGTERM and a closed terminal in long work: what is being written is written to its end first."""

from __future__ import annotations

import os
import signal
from types import FrameType
from typing import Any

#: What a terminal says that is closed; Windows has no such signal.
_HANGUP: tuple[signal.Signals, ...] = (signal.SIGHUP,) if hasattr(signal, "SIGHUP") else ()


class Stopping:
    """While its `with` block lasts, a signal to end is only noted (`asked`) if the work is `gentle`, and raised if not.

    Whoever asks a second time means it.
    """

    def __init__(self) -> None:
        self.asked = False
        self.gentle = False
        self._terminals = [stream for stream in (1, 2) if os.isatty(stream)]
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Stopping:
        """Listen to the signals, but for a closed terminal that one is not to hear of (`nohup`)."""
        for one in (signal.SIGINT, signal.SIGTERM, *_HANGUP):
            if one not in _HANGUP or signal.getsignal(one) is not signal.SIG_IGN:
                self._before[one] = signal.signal(one, self._heard)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave them to whom they were left before."""
        for one, handler in self._before.items():
            signal.signal(one, handler)

    def _heard(self, number: int, _frame: FrameType | None) -> None:
        if number in _HANGUP:  # nobody reads any more what would be said, and saying it would fail
            nowhere = os.open(os.devnull, os.O_WRONLY)
            for stream in self._terminals:
                os.dup2(nowhere, stream)
            os.close(nowhere)
        again, self.asked = self.asked, True
        if again or not self.gentle:
            raise KeyboardInterrupt
