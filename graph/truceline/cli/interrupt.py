"""Ctrl-C that is never lost: one that lands where Python cannot raise is heard at the next article."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def heeded() -> Iterator[Callable[[], None]]:
    """While it lasts, Ctrl-C interrupts at once where that can be, else when the yielded function is next called.

    Raises:
        KeyboardInterrupt: Ctrl-C was typed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield lambda: None
        return
    typed: list[int] = []

    def heard(number: int, frame: FrameType | None) -> None:
        """Notes that Ctrl-C was typed, and interrupts."""
        typed.append(number)
        raise KeyboardInterrupt

    def check() -> None:
        """Interrupts where an interruption was swallowed before."""
        if typed:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, heard)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, before)
