"""Who tells of breaches of a ceasefire, and who disputes what is told of it: one line, beside the verdict.

Nobody wins here: the names are those who say so, each leads to its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from truceline.draw.dates import DAY, day
from truceline.draw.page import Held, Part, Ref, Row, Source

SHOWN = 3
"""So many names are said; the others are counted."""


def contested(rows: Sequence[Row], held: Sequence[Held], sources: Sequence[Source]) -> tuple[Part, ...]:
    """The line of a ceasefire in parts.

    Args:
        rows: what is told of it.
        held: its answers, in the order of time.
        sources: the articles; an outlet is named where it tells of a breach in its own voice.
    """
    told = [(Ref(r.id, k), r, t) for r in rows if r.layer in {"state", "party"} for k, t in enumerate(r.told)]
    breaches = [(sources[t.source].outlet if t.own else t.speaker, at) for at, r, t in told if r.kind == "violated"]
    against = [(t.speaker, at) for at, _, t in told if t.against]
    split = [h for h in held if h.answer == "disputed"]
    outside = any(r.kind in {"notParty", "excluded"} for _, r, _ in told)
    return (
        *(() if outside else [Part("Nobody is told to stand outside it. ")]),
        *(_by("Breaches told by ", breaches) if breaches else [Part("No breach is told.")]),
        *(_split(split) if split else ()),
        *(
            _by(" Disputed by ", against)
            if against
            else ()
            if split
            else [Part(" Nobody disputes what is told of it.")]
        ),
    )


def _by(lead: str, said: Iterable[tuple[str, Ref]]) -> Iterator[Part]:
    """Names with commas and an "and", each with all that it says."""
    found: dict[str, list[Ref]] = {}
    for name, at in said:
        found.setdefault(name, []).append(at)
    more = [at for several in list(found.values())[SHOWN:] for at in several]
    named = [Part(name, "name", tuple(several)) for name, several in list(found.items())[:SHOWN]]
    if more:
        named.append(Part(f"{len(found) - SHOWN} more", "name", tuple(more)))
    for n, part in enumerate(named):
        yield Part(lead if n == 0 else " and " if n == len(named) - 1 else ", ")
        yield part
    yield Part(".")


def _split(several: Sequence[Held]) -> Iterator[Part]:
    """On which days some say that it held and others that it did not."""
    first, days = several[0].begin, sum((h.end - h.begin).days for h in several)
    when = f"on {day(first)}" if days == 1 else f"on {days} days from {day(first)} to {day(several[-1].end - DAY)}"
    yield Part(" ")
    yield Part(f"Sources disagree {when}", "name", tuple(dict.fromkeys(at for h in several for at in h.refs)))
    yield Part(".")
