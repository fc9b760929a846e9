"""Values are frozen; one that differs from another in some fields is made of it. An article takes some hundred of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import replace as replace
else:

    def replace(value: T, /, **changes: Any) -> T:
        """A value of slots with some fields changed; `dataclasses.replace` at half its time, without its checks of each field.

        Raises:
            TypeError: there is no such field.

        >>> from truceline.model import Span
        >>> replace(Span(2, 5), end=9)
        Span(start=2, end=9)
        """
        made = object.__new__(type(value))
        for name, of, put in _slots(type(value)):
            put(made, changes.pop(name) if name in changes else of(value))
        if changes:
            raise TypeError(f"{type(value).__name__} has no field {next(iter(changes))!r}")
        return made


@cache
def _slots(kind: type[Any]) -> tuple[tuple[str, Callable[[Any], Any], Callable[[Any, Any], None]], ...]:
    """The fields of a class of values, each with what reads and what sets its slot."""
    slots = ((f.name, getattr(kind, f.name)) for f in fields(kind))
    return tuple((name, slot.__get__, slot.__set__) for name, slot in slots)
