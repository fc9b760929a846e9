"""Shapes and colours by type: Okabe-Ito, told apart by shape as well as by colour; one table for graph and legend."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """How a type of node is drawn: `shape` as vis-network calls it, `css` its class, `colour` as in the style sheet."""

    words: str
    shape: str
    colour: str
    css: str
    sides: int = 0
    turn: float = 0.0


PERSON = Look("person", "dot", "#0072b2", "person")
BODY = Look("organisation", "square", "#56b4e9", "body", 4, math.pi / 4)
ARMED = Look("armed forces or group", "triangleDown", "#d55e00", "armed", 3, math.pi / 2)
STATE = Look("state or government", "hexagon", "#009e73", "state", 6, 0.0)
MEDIA = Look("media", "square", "#cc79a7", "media", 4, math.pi / 4)
GROUP = Look("people or group", "dot", "#8a8f98", "group")
EVENT = Look("event", "diamond", "#f0e442", "event", 4, 0.0)
TRUCE = Look("ceasefire", "star", "#e69f00", "truce", -5, -math.pi / 2)
PLACE = Look("place", "triangle", "#b9bec5", "place", 3, -math.pi / 2)

LOOKS: dict[str, Look] = {
    "Ceasefire": TRUCE,
    "Event": EVENT,
    "Person": PERSON,
    "State": STATE,
    "Government": STATE,
    "ArmedForces": ARMED,
    "ArmedGroup": ARMED,
    "Coalition": BODY,
    "InternationalOrganization": BODY,
    "NonGovernmentalOrganization": BODY,
    "MediaOrganization": MEDIA,
    "PopulationGroup": GROUP,
    "UnnamedGroup": GROUP,
    "Place": PLACE,
}


def look(type: str) -> Look:
    """The look of a type; what is unknown looks like a group."""
    return LOOKS.get(type, GROUP)


def path(a: Look, r: float = 8.0) -> str:
    """The shape as an SVG path around the origin, for the legend.

    >>> path(PLACE).startswith("M0.0,-8.0")
    True
    """
    if not a.sides:
        return f"M{-r},0a{r},{r} 0 1,0 {2 * r},0a{r},{r} 0 1,0 {-2 * r},0"
    n = abs(a.sides) * (2 if a.sides < 0 else 1)
    points = []
    for k in range(n):
        radius = r * 0.45 if a.sides < 0 and k % 2 else r
        angle = a.turn + 2 * math.pi * k / n
        points.append(f"{radius * math.cos(angle):.1f},{radius * math.sin(angle):.1f}")
    return ("M" + "L".join(points) + "Z").replace("-0.0", "0.0")
