"""The land of a place that no table has and beside which none is named: that of the places told with it.

A text keeps to one ground: a stranger lies in the land of most of the places told around it in the same report, those of its
sentence and the nearest before others (Leidner 2007, minimality of places in a text). The name has one land in a text; it is an inference and says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter

from truceline.analysis.article import Analysis
from truceline.analysis.reports import reports
from truceline.know import places
from truceline.know.spelling import fold, slug
from truceline.model import BASE, Place

_LISTED = r"(?:[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*(?:,|,? and) (?:the )?)*"
_ASIDE = re.compile(rf"(?:neighbou?ring|border(?:ing|s)?(?: with| of| into)?|from|to|into) (?:the )?{_LISTED}$")
"""What stands before a land that is told, but where nothing of what is told happens."""
_FROM = re.compile(rf"[a-z] from (?:the )?{_LISTED}$")
"""What stands before lands from which only somebody comes ("peacekeepers *from* …")."""
_MET = re.compile(
    r"\b(?:signed|agreed|reached|made|negotiated|met|meet|talks?|summit|meeting|conference) (?:[a-z]+ )?in (?:the )?$"
)
"""What stands before a place where people only met about what is told."""


def in_company(
    parsed: Analysis,
    known: Sequence[Place],
    strangers: Iterable[Place],
    lands: Sequence[str],
    named: Collection[str],
    aside: Callable[[Place], bool],
) -> list[Place]:
    """The strangers, each in the land that it most probably lies in.

    Args:
        parsed: the text.
        known: the places of the tables.
        strangers: those that no table has; one that has a land already decides for all of its name.
        lands: ISO codes of the lands of the text, most named first, for texts that name no place at all.
        named: those that it names otherwise than by their seat: places in them come before those of others ("signed in Honiara").
        aside: whether a known place says nothing of its surroundings: it stands in a line that tells where the report was written.
    """
    grounds = _grounds(parsed.article.text, known, aside)
    told = frozenset(s.iri for code in named if (s := places.countries().get(code)))
    begins = reports(parsed, tuple(sorted(known, key=attrgetter("start"))))
    beside = {_land(p) for p in known if _FROM.search(parsed.article.text, max(0, p.start - 80), p.start)}
    beside -= {land for _, land in grounds}
    alone = _first(lands, beside) if len(begins) == 1 else ""
    several = list(strangers)
    votes: dict[str, Counter[str]] = {}
    for p in several:
        land = p.within[-1] if p.within else _ground(parsed, p, grounds, begins, told) or alone
        votes.setdefault(fold(p.text), Counter())[land] += 9 if p.within else 1
    return [p if p.within or _wide(p) else _lying(p, votes[fold(p.text)].most_common(1)[0][0]) for p in several]


def _grounds(text: str, known: Sequence[Place], aside: Callable[[Place], bool]) -> list[tuple[Place, str]]:
    """The known places where something happens, in order, each with its land."""
    told = (p for p in known if not aside(p) and not _named_aside(text, p))
    return sorted(((p, land) for p in told if (land := _land(p))), key=lambda g: g[0].start)


def _ground(
    parsed: Analysis,
    place: Place,
    grounds: Sequence[tuple[Place, str]],
    begins: Sequence[int],
    named: Collection[str],
) -> str:
    """The land of most of the places told around a stranger in the same report; nothing where none is told.

    A place counts once, one in its own sentence twice, the nearest once more, and so does a land that the text names.
    """
    after = bisect_left(grounds, place.start, key=lambda g: g[0].start)
    around = [g for g in grounds[max(0, after - _AROUND) : after + _AROUND] if _told_together(begins, place, g[0])]
    beside = {(g[0].place, g[1], _far(parsed, place, g[0])[0] == 0) for g in around}
    weights = Counter(land for _, land, _ in beside) + Counter(land for _, land, same in beside if same)
    nearest = min(around, key=lambda g: _far(parsed, place, g[0]), default=(place, ""))[1]
    weights.update({land for land in weights if land in named})
    return max(weights, key=lambda land: (weights[land] + (land == nearest), land == nearest, land), default="")


_AROUND = 8
"""How many places before and after a stranger tell its land."""


def _told_together(begins: Sequence[int], one: Place, other: Place) -> bool:
    """Whether two places stand in one report of the text."""
    return bisect_right(begins, one.start) == bisect_right(begins, other.start)


def _wide(place: Place) -> bool:
    """Whether a part of the land may be one of several countries: no word says what it is ("the Vedra *district*")."""
    return place.kind == "region" and not place.text.rsplit(" ", 1)[-1].islower()


def _named_aside(text: str, place: Place) -> bool:
    """Whether a place is told only as one where people met, or a land as one that lies beside, or from which somebody comes."""
    if _MET.search(text, max(0, place.start - 40), place.start):
        return True
    return place.kind == "country" and _ASIDE.search(text, max(0, place.start - 80), place.start) is not None


def _land(place: Place) -> str:
    """The IRI of the country of a place; nothing for a sea, or a region of several countries."""
    chain = (place.place, *place.within)
    return next((i for i in reversed(chain) if i in _countries()), "") if place.lat is not None or place.within else ""


@cache
def _countries() -> frozenset[str]:
    """The IRIs of all countries."""
    return frozenset(s.iri for s in places.countries().values())


def _first(lands: Sequence[str], beside: Collection[str]) -> str:
    """The country of the first land that is not only told as lying beside."""
    known = (places.countries()[c].iri for c in lands if c in places.countries())
    return next((iri for iri in known if iri not in beside), "")


def _far(parsed: Analysis, one: Place, other: Place) -> tuple[int, int]:
    """How far two places stand from each other: in sentences, then in characters."""
    apart = abs(parsed.sentence_at(one.start) - parsed.sentence_at(other.start))
    return apart, abs(one.start - other.start)


def _lying(place: Place, land: str) -> Place:
    """A stranger put into a land; as it was where the text names none."""
    if not land:
        return place
    site = places.by_iri(land)
    iri = f"{BASE}place/{slug(place.text)}-{slug(site.name)}" if site else place.place
    return replace(place, place=iri, within=(land,), rule="company", confidence=0.5)
