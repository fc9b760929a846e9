"""Locks on files between processes: shared or exclusive, gone when the process is."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import IO


class Lock:
    """A lock on a file. Where the system knows no shared locks, every lock is exclusive."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[bytes] | None = None
        self.exclusive = False

    @property
    def held(self) -> bool:
        """Whether we hold it."""
        return self._file is not None

    def acquire(self, exclusive: bool, patience: float = 0.0) -> bool:
        """Tries for `patience` seconds; whether the lock is ours now."""
        self.release()
        try:
            file: IO[bytes] = self.path.open("r+b" if self.path.exists() else "w+b")
        except OSError:
            if exclusive:
                return False
            file = self.path.open("rb")
        until = time.monotonic() + patience
        while not _try(file, exclusive):
            if time.monotonic() >= until:
                file.close()
                return False
            time.sleep(0.05)
        self._file, self.exclusive = file, exclusive
        return True

    def release(self) -> None:
        """Gives it back."""
        if self._file is not None:
            _free(self._file)
            self._file.close()
            self._file = None
        self.exclusive = False


if sys.platform == "win32":
    import msvcrt

    def _try(file: IO[bytes], exclusive: bool) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _free(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(file: IO[bytes], exclusive: bool) -> bool:
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _free(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
