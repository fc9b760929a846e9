"""A truce at a time in words: its paragraph in the answer of `truceline status`, its row in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from truceline.ask.dates import point
from truceline.ask.in_force import BETWEEN, NEWS, TERM, WISHED
from truceline.ask.records import Record, sayers
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
    stood = {name: tuple(_named(s) for s in t.standings if s.status == name) for name in _STANDINGS}
    return said | stood | {"disputed_by": tuple(s.speaker for s in t.disputes)} | sayers(t.says)


def lines(t: Truce) -> Iterator[Text]:
    """The paragraphs on a truce: what it was then, who stands how to it, where, who says so, who disputes it."""
    yield 0, ""
    yield from _block(f"{t.label}: {t.answer}{_how(t)}{_span(t)}", 2)
    for name, words in _STANDINGS.items():
        if actors := [_named(s) for s in t.standings if s.status == name]:
            yield from _block(f"{words}: {', '.join(actors)}")
    sides = f"no place is named; the sides are those of {' and '.join(t.implied)}" if t.implied else "not stated"
    yield from _block(f"covers: {', '.join(t.covers) or sides}")
    for s in t.says[:_SHOWN]:
        yield from _block(f"{s}: “{s.sentence}”")
    if len(t.says) > _SHOWN:
        yield from _block(f"and {len(t.says) - _SHOWN} more")
    yield from (x for s in t.disputes for x in _block(f"disputed: {s}: “{s.sentence}”"))
    yield from (x for s in t.asks for x in _block(f"asked to cover more: {s}: “{s.sentence}”"))
    yield from (x for v in t.violations for x in _block(f"violation reported that day: {v}"))
    if t.others:
        yield from _block(f"told without a date: {', '.join(t.others)}")


def near(t: Truce, on: str) -> bool:
    """Whether a truce is of the year asked about or of one beside it; others are not listed; `--json` has them."""
    asked = [int(y) for y in re.findall(r"\b\d{4}(?=-|\b)", on)]
    told = [int(d[:4]) for d in (t.since, t.until, t.attested) if d]
    return not asked or not told or (min(told) <= asked[-1] + 1 and max(told) >= asked[0] - 1)


def others(truces: Sequence[Truce]) -> Iterator[Text]:
    """The truces that do not hold then, a line each, and those of which nobody tells."""
    over = [t for t in truces if t.answer == "not in force" and t.state in {*OVER, TERM, BETWEEN}]
    later = sorted((t for t in truces if t.answer == "not in force" and t not in over), key=lambda t: (t.since, t.iri))
    silent, named = _open([t for t in truces if t.answer != "not in force"])
    if over or later or silent or named:
        yield 0, ""
    yield from (x for t in over for x in _block(f"{t.label}: {t.answer}{_span(t)}", 2))
    for words, names in ((_LATER, list(dict.fromkeys(t.label for t in later))), (SILENT, silent), (_NAMED, named)):
        if names:
            yield from _block(f"{words}: {', '.join(names)}", 2)


def _open(truces: Sequence[Truce]) -> tuple[list[str], list[str]]:
    """The names of the truces of which nobody tells then, and of those that were never told to be made."""
    told = [t for t in truces if not _only_named(t)]
    silent = dict.fromkeys(t.label if t.state == SILENT else f"{t.label}{_how(t)}" for t in told)
    return list(silent), list(dict.fromkeys(t.label for t in truces if _only_named(t)))


_LATER = "not in force yet"
SILENT = "nobody tells of that day"


_NAMED = "only wished for, or only named"


def _only_named(t: Truce) -> bool:
    """Whether nobody ever tells that the truce was made, holds or held."""
    return not (t.since or t.until or set(t.others) - {"proposed"})


def _named(s: Standing) -> str:
    """The actor, with who says so where no outlet does in its own voice."""
    sayers = dict.fromkeys(x.speaker for x in s.says)
    return s.actor if any(x.own for x in s.says) or not sayers else f"{s.actor} (says {', '.join(sayers)})"


def _how(t: Truce) -> str:
    told = t.answer != "not in force" or t.state in {NEWS, WISHED}
    return f" ({t.state})" if t.state and t.state != t.answer and told else ""


def _span(t: Truce) -> str:
    ahead = t.since and t.attested < t.since[: len(t.attested)]
    told = f", last attested {t.attested}" if t.attested and not ahead else ""
    if t.answer == "not in force":
        over = t.state in OVER
        begin = f"{'began' if over else 'told to begin'} {_in_words(t)}" if t.since else ""
        parts = [begin, f"{t.state} {'by ' if t.by else ''}{t.until}".rstrip() if over else ""]
        return "".join(f", {p}" for p in parts if p) + told
    return (f" since {_in_words(t)}" if t.since else "") + (f" until {t.until}" if t.until else told)


def _in_words(t: Truce) -> str:
    """A first day as it is, a month or a season in words, and what a day alone would not tell."""
    return t.begun or (point(t.since) if len(t.since) < 10 else t.since)


def _block(text: str, indent: int = 4) -> list[Text]:
    """A paragraph with its indent."""
    return [(indent, text)]
