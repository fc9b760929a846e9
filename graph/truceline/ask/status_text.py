"""A truce at a time in words: its paragraph in the answer of `truceline status`, its row in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from truceline.ask.dates import point
from truceline.ask.in_force import BETWEEN, NEWS, TERM, WISHED
from truceline.ask.records import Record, sayers
from truceline.ask.said import own_voice
from truceline.ask.told import OVER
from truceline.ask.truce import Standing, Truce

_STANDINGS = {
    "party": "between",
    "notParty": "not party",
    "excluded": "excluded",
    "broker": "brokered by",
    "guarantor": "guaranteed by",
    "monitor": "monitored by",
}
_SHOWN = 5
COLUMNS = (
    *("on", "place", "overall"),
    *("iri", "label", "answer", "state", "since", "until", "attested", "covers", "implied", "scope"),
    *(*_STANDINGS, "disputed_by", "speakers", "stances", "claims", "sentence", "source"),
)
"""What a truce is in a table."""


Text = tuple[int, str]
"""A paragraph with its indent."""


def record(t: Truce) -> Record:
    """A truce as a flat record."""
    plain_ = ("iri", "label", "answer", "state", "since", "until", "attested", "covers", "implied", "scope")
    said = {n: getattr(t, n) for n in plain_}
    stood = {name: tuple(_standing(t, name)) for name in _STANDINGS}
    return said | stood | {"disputed_by": tuple(s.speaker for s in t.disputes)} | sayers(t.says)


def lines(t: Truce) -> Iterator[Text]:
    """The paragraphs on a truce: what it was then, who stands how to it, where, who says so, who disputes it."""
    yield 0, ""
    yield from _block(f"{t.label}: {t.answer}{_how(t)}{_span(t)}", 2)
    for text in (*_setting(t), *_evidence(t)):
        yield from _block(text)


def _setting(t: Truce) -> Iterator[str]:
    """Who stands how to a truce, and where it holds."""
    for name, words in _STANDINGS.items():
        if actors := _standing(t, name):
            yield f"{words}: {', '.join(actors)}"
    sides = f"no place is named; the sides are those of {' and '.join(t.implied)}" if t.implied else "not stated"
    yield f"covers: {', '.join(t.covers) or sides}"


def _evidence(t: Truce) -> Iterator[str]:
    """Who tells of a truce, who disputes it, who wants more of it, and what else is told."""
    yield from (f"{s}: “{s.sentence}”" for s in t.says[:_SHOWN])
    if len(t.says) > _SHOWN:
        yield f"and {len(t.says) - _SHOWN} more"
    yield from (f"disputed: {s}: “{s.sentence}”" for s in t.disputes)
    yield from (f"asked to cover more: {s}: “{s.sentence}”" for s in t.asks)
    yield from (f"violation reported that day: {v}" for v in t.violations)
    if t.others:
        yield f"told without a date: {', '.join(t.others)}"


def near(t: Truce, on: str) -> bool:
    """Whether a truce is of the year asked about or of one beside it; others are not listed; `--json` has them."""
    asked = [int(y) for y in re.findall(r"\b\d{4}(?=-|\b)", on)]
    told = [int(d[:4]) for d in (t.since, t.until, t.attested) if d]
    return not asked or not told or (min(told) <= asked[-1] + 1 and max(told) >= asked[0] - 1)


def others(truces: Sequence[Truce]) -> Iterator[Text]:
    """The truces that do not hold then, a line each, and those of which nobody tells."""
    told = list(_not_holding(truces))
    if told:
        yield 0, ""
    yield from (x for text in told for x in _block(text, 2))


def _not_holding(truces: Sequence[Truce]) -> Iterator[str]:
    """The truces that were over, each, then the names of those that were yet to come, and of those that are open."""
    gone = [t for t in truces if t.answer == "not in force"]
    yield from (f"{t.label}: {t.answer}{_span(t)}" for t in gone if t.state in _GONE)
    later = sorted((t for t in gone if t.state not in _GONE), key=lambda t: (t.since, t.iri))
    silent, named = _open(truces)
    for words, names in ((_LATER, [t.label for t in later]), (SILENT, silent), (_NAMED, named)):
        if names:
            yield f"{words}: {', '.join(dict.fromkeys(names))}"


def _open(truces: Sequence[Truce]) -> tuple[list[str], list[str]]:
    """The names of the truces of which nobody tells then, and of those that were never told to be made."""
    untold = [t for t in truces if t.answer != "not in force"]
    silent = [t.label if t.state == SILENT else f"{t.label}{_how(t)}" for t in untold if not _only_named(t)]
    return silent, [t.label for t in untold if _only_named(t)]


_GONE = frozenset({*OVER, TERM, BETWEEN})
_LATER = "not in force yet"
SILENT = "nobody tells of that day"


_NAMED = "only wished for, or only named"


def _only_named(t: Truce) -> bool:
    """Whether nobody ever tells that the truce was made, holds or held."""
    return not (t.since or t.until or set(t.others) - {"proposed"})


def _standing(t: Truce, status: str) -> list[str]:
    """Those who stand to a truce in some way, as they are named."""
    return [_named(s) for s in t.standings if s.status == status]


def _named(s: Standing) -> str:
    """The actor, with who says so where no outlet does in its own voice."""
    sayers = dict.fromkeys(x.speaker for x in s.says)
    return s.actor if own_voice(s.says) or not sayers else f"{s.actor} (says {', '.join(sayers)})"


def _how(t: Truce) -> str:
    told = t.answer != "not in force" or t.state in {NEWS, WISHED}
    return f" ({t.state})" if t.state and t.state != t.answer and told else ""


def _span(t: Truce) -> str:
    ahead = t.since and t.attested < t.since[: len(t.attested)]
    told = f", last attested {t.attested}" if t.attested and not ahead else ""
    if t.answer == "not in force":
        return "".join(f", {p}" for p in _past(t)) + told
    return (f" since {_in_words(t)}" if t.since else "") + (f" until {t.until}" if t.until else told)


def _past(t: Truce) -> Iterator[str]:
    """When a truce that does not hold began, or was to begin, and when it was over."""
    over = t.state in OVER
    if t.since:
        yield f"{'began' if over else 'told to begin'} {_in_words(t)}"
    if over:
        yield f"{t.state} {'by ' if t.by else ''}{t.until}".rstrip()


def _in_words(t: Truce) -> str:
    """A first day as it is, a month or a season in words, and what a day alone would not tell."""
    return t.begun or (point(t.since) if len(t.since) < 10 else t.since)


def _block(text: str, indent: int = 4) -> list[Text]:
    """A paragraph with its indent."""
    return [(indent, text)]
