"""Several who say one thing: "India and Pakistan announced", "residents and a medic said"; a claim for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from truceline.find.attribution.speaker import voice
from truceline.find.attribution.view import Draft, View
from truceline.know.nouns import heads
from truceline.model import Span
from truceline.values import replace

_EACH_OTHER = frozenset({"each", "one"})


def joint(view: View, found: list[Draft]) -> list[Draft]:
    """The drafts, and one more for each further speaker of the same words; who accuse each other are each other's accused."""
    out: list[Draft] = []
    for d in found:
        first, *several = _speakers(view, d)
        d = d if first == d.speaker else replace(d, speaker=first)
        out.append(_aimed(view, d, [*several, first]))
        out += [
            _aimed(view, replace(d, speaker=s, rule="joint", confidence=0.75), [*several, d.speaker]) for s in several
        ]
    return out


def _speakers(view: View, d: Draft) -> Iterator[Span | None]:
    """The speaker of a claim and those that the sentence joins to him, before the cue or after it."""
    head = _head(view, d.speaker)
    if head is None or d.speaker is None or d.cue is None or d.rule in ("denial", "citing", "quote continued"):
        yield d.speaker
        return
    joined = view.t.conjuncts(head)
    titles = {k for k, after in pairwise(joined) if _title(view, k, after)}
    first, *others = (k for k in joined if k not in titles)
    yield d.speaker if first == head else voice(view, first)
    for k in others:
        span = voice(view, k)
        if span is not None and view.t.pos[k] in ("NOUN", "PROPN") and not span.meets(d.speaker):
            yield span


def _title(view: View, k: int, after: int) -> bool:
    """Whether a bare noun for a person is a title of the name that is joined to it ("*cleric* and party leader Omar Bakri")."""
    t, noun = view.t, heads().get(view.t.lemma[k])
    if t.pos[k] != "NOUN" or t.pos[after] != "PROPN" or noun is None or noun.one != "Person":
        return False
    return t.tag[k] == "NN" and t.child(k, "det", "poss", "nummod") is None


def _head(view: View, speaker: Span | None) -> int | None:
    """The token of a speaker's words that what stands outside governs."""
    inside = view.tokens(speaker) if speaker is not None else range(0)
    return next((i for i in inside if view.t.head[i] not in inside or view.t.head[i] == i), None)


def _aimed(view: View, d: Draft, several: list[Span | None]) -> Draft:
    """The draft aimed at the other one of two who accuse "each other"."""
    first = view.tokens(d.content[0])
    if d.stance != "accused" or len(several) != 2 or not first or view.t.lower[first[0]] not in _EACH_OTHER:
        return d
    return replace(d, addressee=next(s for s in several if s != d.speaker))
