"""Shapes and colours by type: Okabe-Ito, told apart by shape as well as by colour; one table for graph and legend."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """How a type of node is drawn: `css` is its class, `path` its outline around the origin, ten
    pixels in radius; `dark` its colour on a dark page."""

    words: str
    css: str
    colour: str
    path: str
    dark: str = ""


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
    (Look("truce", "truce", "#e69f00", polygon(4, 0.0, radius=12.0), "#e9a820"), ("Ceasefire",)),
    (Look("state or government", "state", "#009e73", polygon(6, 0.0), "#17a67e"), ("State", "Government")),
    (
        Look("armed force or group", "armed", "#d55e00", polygon(3, -_UP, radius=11.5), "#e8722a"),
        ("ArmedForces", "ArmedGroup"),
    ),
    (Look("person", "person", "#0072b2", circle(9.0), "#3d9bd6"), ("Person",)),
    (
        Look("organisation", "body", "#56b4e9", polygon(4, math.pi / 4, radius=11.0), "#6fc1ef"),
        ("Coalition", "InternationalOrganization", "NonGovernmentalOrganization"),
    ),
    (Look("media", "media", "#cc79a7", polygon(5, _UP), "#d98fb8"), ("MediaOrganization",)),
    (
        Look("people, unnamed group", "group", "#999999", circle(7.5), "#a9a69c"),
        ("PopulationGroup", "UnnamedGroup", "Actor"),
    ),
    (Look("event", "event", "#f0e442", polygon(4, 0.0, 0.68), "#e5da4f"), ("Event",)),
    (Look("place", "place", "#ffffff", polygon(3, _UP, radius=11.0), "#ffffff"), ("Place",)),
)
"""Each look with the types that wear it, in the order of the legend."""

_BY_TYPE = {name: look for look, names in LOOKS for name in names}


def look(type: str) -> Look:
    """The look of a type; what is unknown looks like an unnamed group."""
    return _BY_TYPE.get(type, _BY_TYPE["Actor"])


def rules() -> str:
    """The colours of types as rules of the style sheet, so that legend and graph cannot differ.

    >>> ".k-person{fill:#0072b2}" in rules() and ".k-person{fill:#3d9bd6}" in rules()
    True
    """
    light = "".join(f".k-{a.css}{{fill:{a.colour}}}" for a, _ in LOOKS)
    dark = "".join(f".k-{a.css}{{fill:{a.dark}}}" for a, _ in LOOKS)
    return f"{light}@media screen and (prefers-color-scheme:dark){{{dark}}}"


STATES = {
    "inForce": "#8ccdb7",
    "fraying": "#f1c25b",
    "announced": "#ffffff",
    "disputed": "#ffffff",
    "untold": "#ffffff",
    "over": "#1b1b19",
}
"""The pieces of a band with their colours, where no style sheet is at hand (notebooks)."""
