"""Notes → Facts: every event, figure and truce hangs on a claim.

What stands inside the content of a claim is that claim's; what stands outside every claim is the outlet's own word
and gets a claim with the outlet as speaker. A claim that reports another claim is about that claim, not about what
the inner one says, so a chain of sources keeps its order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from truceline.analysis.article import Analysis
from truceline.know import actors
from truceline.know.truces import around, singular, sort_of
from truceline.link.implied_cover import implied, lands_outside, of_one_war
from truceline.link.lands import lands_of, of_headline, of_text
from truceline.link.truces import abroad, between, home, name_of, side_of
from truceline.model import (
    OUTLET,
    Ceasefire,
    Claim,
    Event,
    Facts,
    Figure,
    Mention,
    Notes,
    Participant,
    Party,
    Span,
    When,
)
from truceline.times import day_of
from truceline.times.dateline import contradiction
from truceline.values import replace

_FEW = frozenset(["two", "three", "four", "five", "both", "several", "rival", "warring"])
_STANDINGS = frozenset(["party", "broker", "guarantor", "monitor"])


def weave(parsed: Analysis, notes: Notes) -> Facts:
    """Facts of one article: claims attached, the outlet's own voice added, ceasefires named."""
    claims = _Claims(parsed, notes.claims)
    events = tuple(_standing(e, claims) for e in notes.events)
    figures = tuple(_told(f, claims) for f in notes.figures)
    truces = of_one_war([_truce(t, parsed, claims, notes) for t in notes.ceasefires])
    said = tuple(_dated(c, notes) for c in claims.finished())
    woven = replace(notes, events=events, figures=figures, ceasefires=truces, claims=said)
    return Facts(parsed.article, parsed.sentences, woven, _warnings(parsed, notes))


class _Claims:
    """The claims of an article while things are being attached to them."""

    def __init__(self, parsed: Analysis, found: tuple[Claim, ...]) -> None:
        self._parsed = parsed
        self._found = found
        self._answers = [c for c in found if c.answers]
        self._about: dict[str, list[str]] = defaultdict(list)
        self._own: dict[int, str] = {}
        self._next = 1 + max((int(c.id[1:]) for c in found if c.id[1:].isdigit()), default=0)
        self._by_sentence: dict[int, list[Claim]] = defaultdict(list)
        for claim in found:
            first = parsed.sentence_at(min((s.start for s in claim.content), default=0))
            last = parsed.sentence_at(max((s.end - 1 for s in claim.content), default=0))
            for n in range(first, last + 1):
                self._by_sentence[n].append(claim)
        for claim in found:
            self._nest(claim)

    def _nest(self, claim: Claim) -> None:
        """Hangs a claim on the one that reports it, and on those that answer it."""
        if claim.cue and (outer := self.inside(claim.cue, but=claim)):
            self._add(outer.id, claim.id)
        for answer in self._answering(claim.content[0]) if claim.content else ():
            if answer is not claim:
                self._add(answer.id, claim.id)

    def inside(self, span: Span, but: Claim | None = None) -> Claim | None:
        """The innermost claim whose content holds the span."""
        near = self._by_sentence.get(self._parsed.sentence_at(span.start), ())
        holding = [c for c in near if c is not but and any(s.covers(span) for s in c.content)]
        return min(holding, key=_size, default=None)

    def _answering(self, span: Span) -> Iterable[Claim]:
        """The claims that answer the words of a span ("X denied it")."""
        return (c for c in self._answers if any(s.covers(span) for s in c.answers))

    def attach(self, thing: str, span: Span) -> Claim | None:
        """Hangs a thing on the innermost claim around the span, else on the outlet; returns that claim, or None.

        Claims of the same words ("…, a charge X denies") and claims that answer them are about it as well.
        """
        for answer in self._answering(span):
            self._add(answer.id, thing)
        if claim := self.inside(span):
            near = self._by_sentence.get(self._parsed.sentence_at(span.start), ())
            for other in (claim, *(c for c in near if c.content == claim.content)):
                self._add(other.id, thing)
            return claim
        self._add(self.outlet(self._parsed.sentence_at(span.start)), thing)
        return None

    def outlet(self, sentence: int) -> str:
        """The id of the outlet's own claim in a sentence."""
        if sentence not in self._own:
            self._own[sentence] = f"c{self._next}"
            self._next += 1
        return self._own[sentence]

    def told(self, thing: str, sentence: int) -> str:
        """Hangs a thing on the outlet's own claim in a sentence; returns the id of that claim."""
        self._add(self.outlet(sentence), thing)
        return self.outlet(sentence)

    def speaker(self, claim: str | None) -> str | None:
        """Who makes a claim, by its id; the outlet's own claims are all one speaker."""
        return next((c.actor or c.id for c in self._found if c.id == claim), OUTLET)

    def against(self, claim: str | None) -> bool:
        """Whether a claim denies what it is about."""
        return any(c.id == claim and c.stance in {"denied", "rejected", "doubted"} for c in self._found)

    def _add(self, claim: str, thing: str) -> None:
        if thing not in self._about[claim]:
            self._about[claim].append(thing)

    def finished(self) -> Iterable[Claim]:
        """All claims with what they are about: the reported ones, then the outlet's, each in text order."""
        for claim in self._found:
            yield replace(claim, about=tuple(dict.fromkeys((*claim.about, *self._about.get(claim.id, ())))))
        for sentence, name in sorted(self._own.items()):
            s = self._parsed.sentences[sentence]
            about = tuple(self._about.get(name, ()))
            if about:
                yield Claim(
                    name, None, OUTLET, None, (Span(s.start, s.end),), "asserted", sentence, about=about, rule="outlet"
                )


def _size(claim: Claim) -> int:
    return sum(s.end - s.start for s in claim.content)


def _standing(event: Event, claims: _Claims) -> Event:
    """The event with its claims: one for each telling; who is named only by somebody's claim is marked so.

    Where a finder has marked a doer so, the outlet takes the rest for granted.
    """
    holders = [claims.attach(event.id, t) for t in (event.trigger, *event.mentions)]
    if any(p.claim for p in event.participants):
        claims.told(event.id, event.sentence)
        return event
    if not any(h is None for h in holders) or not any(h is not None for h in holders):
        return event
    parts = tuple(_only_claimed(p, claims) for p in event.participants)
    return replace(event, participants=parts)


def _only_claimed(part: Participant, claims: _Claims) -> Participant:
    """A participant of an event that the outlet tells too: marked when only a claim names it."""
    holder = claims.inside(part.span) if part.span else None
    return replace(part, claim=holder.id) if holder else part


def _told(figure: Figure, claims: _Claims) -> Figure:
    holder = claims.attach(figure.id, Span(figure.start, figure.end))
    return replace(figure, claim=holder.id if holder else None)


def _truce(truce: Ceasefire, parsed: Analysis, claims: _Claims, notes: Notes) -> Ceasefire:
    def holder(evidence: Span | None, sentence: int, taken_for_granted: bool = False) -> str:
        s = parsed.sentences[sentence]
        if taken_for_granted:
            return claims.told(truce.id, sentence)
        inner = claims.attach(truce.id, evidence or Span(s.start, s.end))
        return inner.id if inner else claims.outlet(sentence)

    told = abroad(truce, notes.actors, parsed.article.text)
    links = [replace(p, claim=holder(p.evidence, p.sentence)) for p in told]
    parties = tuple(_once([p for x in links for p in _meant(x, notes)], claims))
    states = tuple(replace(s, claim=holder(s.evidence, s.sentence, s.claim == OUTLET)) for s in truce.states)
    if not parties and not states and truce.mentions:
        claims.attach(truce.id, truce.mentions[0])
    woven = replace(truce, parties=parties, states=states, country=home(truce))
    where = _lands(woven, parties, parsed)
    woven = replace(woven, side=side_of(woven, parties), implied=where)
    woven = replace(woven, label=between(woven, {a.iri: a.label for a in notes.actors}))
    return replace(woven, iri=truce.iri or name_of(woven, parsed.article.iri))


def _lands(truce: Ceasefire, parties: Iterable[Party], parsed: Analysis) -> tuple[str, ...]:
    """Where a truce must hold because of its sides; where neither places nor two sides tell, the lands of the headline, else of the article."""
    found = implied(truce, parties)
    sides = sum(p.status == "party" for p in parties)
    if _placed(truce) or sides > 1:
        return found
    apart = lands_outside(parties)
    named = of_headline(parsed.article.title or "", apart)
    if named and (not found or found[0] in named or _elsewhere(parties, found[0], named)):
        return named
    return found or of_text(parsed.article.text, apart)


def _placed(truce: Ceasefire) -> bool:
    """Whether places tell where a truce holds: its own, those of its states, or the zone that it is."""
    return bool(truce.covers) or any(s.covers for s in truce.states) or sort_of(truce.label) == "zone"


def _elsewhere(parties: Iterable[Party], land: str, named: tuple[str, ...]) -> bool:
    """Whether a headline names another land than that of a truce of which no group is a side: armies fight abroad."""
    sides = [k for p in parties if p.status == "party" and p.actor and (k := actors.get(p.actor.rsplit("/", 1)[-1]))]
    return all(k.type != "ArmedGroup" for k in sides) and not any(land in lands_of(n) for n in named)


def _meant(party: Party, notes: Notes) -> Iterable[Party]:
    """Those that a mention of several stands for; "the two powers", of whom nobody tells who they are, stand for nobody."""
    m = notes.mentions[party.mention] if party.mention is not None else None
    if m is None or not _unnamed(m) or party.actor != m.actor:
        return [party]
    words = m.text.lower().split(" of ")[0].split()
    vague = singular(words[-1]) in around("anybody") or any(w in _FEW for w in words[:-1])
    return [] if vague and party.status in _STANDINGS else [party]


def _unnamed(m: Mention) -> bool:
    """Whether a mention is one of a group that has no name and of which nobody tells who they are."""
    return m.head != "name" and not m.members and m.type == "UnnamedGroup"


def _once(links: list[Party], claims: _Claims) -> Iterable[Party]:
    """Each standing of an actor once, as the outlet tells it, else as it is told first; once more where it is denied."""
    ordered = sorted(links, key=lambda p: claims.speaker(p.claim) != OUTLET)
    best: dict[tuple[object, str, bool], Party] = {}
    for p in ordered:
        best.setdefault((p.actor or p.mention, p.status, claims.against(p.claim)), p)
    return list(dict.fromkeys(p for p in links if p in best.values()))


def _dated(claim: Claim, notes: Notes) -> Claim:
    """The four time stamps of the saying, where the text dates it."""
    if claim.when or claim.time is None:
        return claim
    t = notes.times[claim.time]
    if t.begin is None and t.end_ is None:
        return claim
    return replace(claim, when=When(t.begin, t.end_, t.begin, t.end_, t.edtf, t.text))


def _warnings(parsed: Analysis, notes: Notes) -> tuple[str, ...]:
    """What is doubtful about the day from which the article counts."""
    name, day = parsed.article.id, day_of(parsed.article.published)
    if day is not None:
        wrong = contradiction(parsed.article.text, day)
        return (f"{name}: {wrong}",) if wrong else ()
    if not any(t.value and t.begin is None and t.end_ is None for t in notes.times):
        return ()
    return (
        f"{name}: no publication date was found, so relative dates such as “Monday” stay open; give it with --published.",
    )
