"""Shapes and colours by type: Okabe-Ito, told apart by shape as well as by colour; one table for graph and legend."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """How a type of node is drawn: `css` is its class, `path` its outline around the origin, ten pixels in radius."""

    words: str
    css: str
    colour: str
    path: str


def polygon(corners: int, turn: float, inner: float = 1.0, radius: float = 10.0) -> str:
    """A regular polygon as an SVG path; with `inner` below 1 a star.

    >>> polygon(4, 0)
    'M10 0L0 10L-10 0L0 -10Z'
    """
    n = corners * (2 if inner < 1 else 1)
    points = []
    for k in range(n):
        r = radius * (inner if inner < 1 and k % 2 else 1.0)
        angle = turn + 2 * math.pi * k / n
        points.append(f"{_short(r * math.cos(angle))} {_short(r * math.sin(angle))}")
    return f"M{'L'.join(points)}Z"


def circle(radius: float) -> str:
    """A circle as an SVG path."""
    r = _short(radius)
    return f"M-{r} 0a{r} {r} 0 1 0 {_short(2 * radius)} 0a{r} {r} 0 1 0 -{_short(2 * radius)} 0Z"


def _short(x: float) -> str:
    return f"{round(x, 1) + 0.0:g}"


_UP = -math.pi / 2

LOOKS: tuple[tuple[Look, tuple[str, ...]], ...] = (
    (Look("ceasefire", "truce", "#e69f00", polygon(5, _UP, 0.5, 12.0)), ("Ceasefire",)),
    (Look("state or government", "state", "#009e73", polygon(6, 0.0)), ("State", "Government")),
    (Look("armed force or group", "armed", "#d55e00", polygon(3, -_UP, radius=11.5)), ("ArmedForces", "ArmedGroup")),
    (Look("person", "person", "#0072b2", circle(9.0)), ("Person",)),
    (
        Look("organisation", "body", "#56b4e9", polygon(4, math.pi / 4, radius=11.0)),
        ("Coalition", "InternationalOrganization", "NonGovernmentalOrganization"),
    ),
    (Look("media", "media", "#cc79a7", polygon(5, _UP)), ("MediaOrganization",)),
    (Look("people, unnamed group", "group", "#999999", circle(7.5)), ("PopulationGroup", "UnnamedGroup", "Actor")),
    (Look("event", "event", "#f0e442", polygon(4, 0.0)), ("Event",)),
    (Look("place", "place", "#ffffff", polygon(3, _UP, radius=11.0)), ("Place",)),
)
"""Each look with the types that wear it, in the order of the legend."""

STATES: dict[str, str] = {
    "proposed": "#ffffff",
    "declared": "#bcd9ee",
    "inForce": "#93d1b6",
    "extended": "#cfe9dd",
    "fraying": "#f2c96d",
    "violated": "#dd6a33",
    "suspended": "#cbaad5",
    "ended": "#1b1d1f",
    "over": "#1b1d1f",
    "disputed": "#ffffff",
}
"""The states of a ceasefire in the order of the legend, with their colours."""

_BY_TYPE = {name: look for look, names in LOOKS for name in names}


def look(type: str) -> Look:
    """The look of a type; what is unknown looks like an unnamed group."""
    return _BY_TYPE.get(type, _BY_TYPE["Actor"])


def rules() -> str:
    """The colours as rules of the style sheet, so that legend, graph and timeline cannot differ.

    >>> ".k-person{fill:#0072b2}" in rules() and ".s-fraying{fill:#f2c96d}" in rules()
    True
    """
    types = "".join(f".k-{a.css}{{fill:{a.colour}}}" for a, _ in LOOKS)
    return types + "".join(f".s-{name}{{fill:{colour}}}" for name, colour in STATES.items())
