"""What the grammar makes of an expression before anybody asks which day it is: a reading, still to be resolved."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.times.point import Point


@dataclass(frozen=True, slots=True)
class Reading:
    """A temporal expression as the words give it.

    `kind`: point (known), open (`grain`, `sub`, `day` without a year), weekday, shift (`n` × `grain` from `base`:
    today, text, auto), holiday (`name` its rule), value (sets and vague times), duration (`n` × `unit`), stretch (a
    duration at a place: "the first two weeks of"), within (`inner` inside `outer`), clock, part, event,
    ordinal (the `n`-th day, or `weekday`, of `outer`; below nought from its end).
    `part` is a part of the day (MO, NI …), `clock` a time of day ("T11:00"), `zone` hours east of Greenwich or
    "local", `mod` as in TIMEX3.
    """

    kind: str
    rule: str = ""
    point: Point | None = None
    grain: str = ""
    sub: int | str = 0
    day: int = 0
    year: int | None = None
    n: float | None = None
    unit: str = ""
    base: str = ""
    which: str = ""
    weekday: int = 0
    name: str = ""
    value: str | None = None
    type: str = "DATE"
    mod: str | None = None
    part: str | None = None
    clock: str | None = None
    zone: float | str | None = None
    inner: Reading | None = None
    outer: Reading | None = None
