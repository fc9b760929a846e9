"""What a decision is about, told by the words it was read from, so that it outlives another reading and a corrected article."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from truceline.model import Ceasefire, Claim, Facts


def fingerprints(facts: Facts) -> Iterator[tuple[str, str, object]]:
    """IRI, fingerprint and note of everything in an article that can be decided on.

    The fingerprint holds the sentence's own text and where in it the words stand (code points from its begin), not the
    kind or stance that was read, nor the number of the note.
    """
    notes, base = facts.notes, facts.article.iri
    own: dict[str, str] = {}
    for e in notes.events:
        own[e.id] = of_sentence(facts, e.sentence, "event", e.trigger.start, e.trigger.end)
        yield f"{base}/{e.id}", own[e.id], e
    for f in notes.figures:
        own[f.id] = of_sentence(facts, f.sentence, "figure", f.start, f.end)
        yield f"{base}/{f.id}", own[f.id], f
    for c in notes.claims:
        yield f"{base}/{c.id}", _of_claim(facts, c, own), c
    for t in notes.ceasefires:
        yield from _of_truce(facts, t)


def _of_claim(facts: Facts, c: Claim, own: dict[str, str]) -> str:
    """By the cue and the first words claimed; the outlet's own voice by what it tells."""
    if c.cue or c.content:
        spans = [c.cue, *c.content[:1]]
        return of_sentence(facts, c.sentence, "claim", *(x for s in spans if s for x in (s.start, s.end)))
    return of_sentence(facts, c.sentence, "own claim", *(own.get(x, x) for x in c.about))


def _of_truce(facts: Facts, t: Ceasefire) -> Iterator[tuple[str, str, object]]:
    base = f"{facts.article.iri}/{t.id}"
    for n, state in enumerate(t.states, 1):
        yield f"{base}/s{n}", of_sentence(facts, state.sentence, "state", state.state), state
    for n, party in enumerate(t.parties, 1):
        yield f"{base}/p{n}", of_sentence(facts, party.sentence, "party", party.status, party.actor or ""), party


def of_sentence(facts: Facts, sentence: int, kind: str, *parts: int | str) -> str:
    """A hash of a sentence's text, a kind, and words or places; places count from the sentence's begin."""
    s = facts.sentences[sentence]
    told = [str(p - s.start) if isinstance(p, int) else p for p in parts]
    return sha256("\n".join([facts.article.text[s.start : s.end], kind, *told]).encode("utf-8", "replace")).hexdigest()[
        :24
    ]
