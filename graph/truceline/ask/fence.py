"""A fence around a worker, where Linux has one: from here on this process may open no connection and start no program.

The guard keeps queries from asking other servers; this holds should a query ever get past it. A filter of system calls
(seccomp, mode 2) answers socket, connect, execve, execveat and io_uring_setup with "permission denied".
"""

from __future__ import annotations

import ctypes
import platform
import sys

_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 425)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 425)),
}
"""Of each machine: its number in the filter, and the numbers of the calls that are refused."""

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | 13
_NO_NEW_PRIVILEGES, _SET_FILTER, _MODE = 38, 22, 2
_OTHER_NUMBERS = 0x40000000
"""From here on a call is one of another way to call (x32); all of those are refused."""


class _Line(ctypes.Structure):
    """A line of the filter."""

    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint))


class _Program(ctypes.Structure):
    """The filter."""

    _fields_ = (("length", ctypes.c_ushort), ("lines", ctypes.POINTER(_Line)))


def fenced() -> bool:
    """Puts up the fence for this thread and all that it starts; whether there is one now."""
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).prctl
    except (OSError, AttributeError):
        return False
    lines = [_Line(*line) for line in _lines(*_CALLS[platform.machine()])]
    program = _Program(len(lines), (_Line * len(lines))(*lines))
    if call(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(call(_SET_FILTER, _MODE, ctypes.byref(program), 0, 0) == 0)


def _lines(machine: int, refused: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """The filter: another machine or way to call is refused, so are some calls, all else is allowed."""
    last = len(refused) + 1
    return [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, last + 2, machine),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, last, 0, _OTHER_NUMBERS),
        *((_EQUAL, last - 1 - n, 0, number) for n, number in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    ]
