"""SIGINT and SIGTERM of long work: the first asks it to end in order, the second ends it at once."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import FrameType


class Stop:
    """Listens while it is entered; `signal` is the one that came, None before."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._came)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _came(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        if self.signal is not None:
            os._exit(128 + number)  # the processes that analyze end with their standard input
        self.signal = number
