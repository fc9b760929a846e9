"""Who tells of breaches of a ceasefire, and who disputes what is told of it: one line, beside the verdict.

Nobody wins here: the names are those who say so, each leads to its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from truceline.draw.dates import DAY, day
from truceline.draw.page import Held, Part, Ref, Row, Source, Telling

SHOWN, ROOM = 3, 48
"""So many names at most are said, of no more letters together; the others are counted."""


def contested(rows: Sequence[Row], held: Sequence[Held], sources: Sequence[Source]) -> tuple[Part, ...]:
    """The line of a ceasefire in parts.

    Args:
        rows: what is told of it.
        held: its answers, in the order of time.
        sources: the articles; an outlet is named where it tells of a breach in its own voice.
    """
    split = [h for h in held if h.answer == "disputed"]
    return tuple(_line(list(tellings_of(rows)), split, sources))


def tellings_of(rows: Iterable[Row]) -> Iterator[tuple[Ref, Row, Telling]]:
    """What is told of states of ceasefires, and of who stands how to them."""
    for r in rows:
        if r.layer in {"state", "party"}:
            yield from ((Ref(r.id, k), r, t) for k, t in enumerate(r.told))


def _line(told: Sequence[tuple[Ref, Row, Telling]], split: Sequence[Held], sources: Sequence[Source]) -> Iterator[Part]:
    """The line, sentence by sentence."""
    if not any(r.kind in {"notParty", "excluded"} for _, r, _ in told):
        yield Part("Nobody is told to stand outside it. ")
    if breaches := [(_teller(t, sources), at) for at, r, t in told if r.kind == "violated"]:
        yield from _by("Breaches told by ", breaches)
    else:
        yield Part("No breach is told.")
    yield from _split(split)
    if against := [(t.speaker, at) for at, _, t in told if t.against]:
        yield from _by(" Disputed by ", against)
    elif not split:
        yield Part(" Nobody disputes what is told of it.")


def _teller(t: Telling, sources: Sequence[Source]) -> str:
    """Who tells something: the outlet, where it does so in its own voice."""
    return sources[t.source].outlet if t.own else t.speaker


def _by(lead: str, said: Iterable[tuple[str, Ref]]) -> Iterator[Part]:
    """Names with commas and an "and", each with all that it says."""
    found: dict[str, list[Ref]] = {}
    for name, at in said:
        found.setdefault(name, []).append(at)
    fits = sum(length <= ROOM for length in accumulate(map(len, found)))
    shown = min(SHOWN, max(1, fits))
    more = [at for several in list(found.values())[shown:] for at in several]
    named = [Part(name, "name", tuple(several)) for name, several in list(found.items())[:shown]]
    if more:
        named.append(Part(f"{len(found) - shown} more", "name", tuple(more)))
    for n, part in enumerate(named):
        yield Part(lead if n == 0 else " and " if n == len(named) - 1 else ", ")
        yield part
    yield Part(".")


def _split(several: Sequence[Held]) -> Iterator[Part]:
    """On which days some say that it held and others that it did not."""
    if not several:
        return
    first, days = several[0].begin, sum((h.end - h.begin).days for h in several)
    when = f"on {day(first)}" if days == 1 else f"on {days} days from {day(first)} to {day(several[-1].end - DAY)}"
    yield Part(" ")
    yield Part(f"Sources disagree {when}", "name", tuple(dict.fromkeys(at for h in several for at in h.refs)))
    yield Part(".")
