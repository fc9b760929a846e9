"""A graph → the rows of a page: what `truceline timeline` and `truceline figures` answer, and who stands how to a truce.

The page shows what the questions answer, narrowed in the same way; the facts of the articles only add where in its
sentence each thing stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from truceline.ask.figures import Count, figures
from truceline.ask.filters import Choice, meets
from truceline.ask.graph_view import GraphView, Thing
from truceline.ask.ranking import marks as ranked
from truceline.ask.said import Said, own_voice, tellings
from truceline.ask.timeline import Happening, spaced, timeline
from truceline.codec import iso
from truceline.draw.dates import DAY
from truceline.draw.highlights import Stretches, marks, stretches
from truceline.draw.page import Row, Source, Telling
from truceline.draw.words import capital
from truceline.model import Facts, Span
from truceline.vocabulary import DCT, SEM, TL

_FIRST = ("agent", "supporter", "mediator", "broker", "guarantor", "host", "attendee")
_SECOND = ("target", "supported")
RANKED = 500
"""Of more facts than this, those that matter most stand in the page as they are: they are ranked."""

_NOTHING: Stretches = ((), ())
_ONE = {"people": "person", "children": "child", "women": "woman", "men": "man"}


class Gathered:
    """The rows of a page and the articles they come from."""

    def __init__(self, book: GraphView, facts: Sequence[Facts], choice: Choice) -> None:
        self.book, self.choice = book, choice
        self._where = stretches(facts)
        articles = sorted(facts, key=lambda f: (str(f.article.published or "9999")[:10], f.article.iri))
        self._agencies = {f.article.iri: ", ".join(f.article.agencies) for f in articles}
        self._number = {f.article.iri: n for n, f in enumerate(articles)}
        self.sources = tuple(self._source(f.article.iri) for f in articles)
        self.rows = self._numbered(self._all())

    def _all(self) -> Iterator[Row]:
        happenings = timeline(self.book, self.choice).rows
        kept = {h.iri for h in happenings}
        yield from (self._event(h) if h.layer == "event" else self._state(h) for h in happenings)
        yield from self._parties(kept)
        yield from self._figures(kept)

    def _numbered(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """The rows in the order of time, with short ids; conflicts become ids too."""
        told = sorted(rows, key=lambda r: (r.begin or r.end or "9999", r.end or "9999", r.iri))
        ids = {r.iri: f"r{n}" for n, r in enumerate(told, 1)}
        scores = self._scores() if len(told) > RANKED else {}
        told = [replace(r, score=scores.get(r.iri, 0.0)) for r in told]
        return tuple(replace(r, id=ids[r.iri], conflicts=tuple(ids[c] for c in r.conflicts if c in ids)) for r in told)

    def _scores(self) -> dict[str, float]:
        """How much events and states matter."""
        return {m.iri: m.score for m in ranked(self.book, self.choice)}

    # ------------------------------------------------------------ one sort after the other

    def _event(self, h: Happening) -> Row:
        e = self.book.events[h.iri]
        kind = self.book.label(e.one(TL.kind)) if h.kind != "Other" else f"“{e.one(TL.trigger) or 'something'}”"
        row = self._row(e, "event", h.kind, kind, happened(self.book, e, kind), h.says)
        return replace(
            row,
            actors=tuple(e.many(SEM.hasActor)),
            alone=tuple(_alone(self.book, e)),
            place=e.text(SEM.hasPlace),
            ceasefire=h.ceasefire,
            factuality=h.factuality,
        )

    def _state(self, h: Happening) -> Row:
        s = self.book.states[h.iri]
        row = self._row(s, "state", h.kind, spaced(h.kind), capital(h.label), h.says)
        return replace(row, ceasefire=h.ceasefire, place=s.text(TL.covers))

    def _parties(self, kept: set[str]) -> Iterator[Row]:
        """How actors stand to ceasefires; with a time or kind chosen, to those of which a state is shown."""
        for truce in self.book.ceasefires.values():
            shown = kept & set(truce.many(TL.hasState))
            if not meets(self.choice.ceasefires, truce.iri) or (_of_states(self.choice) and not shown):
                continue
            for link in (self.book.links[x] for x in truce.many(TL.partyLink)):
                if meets(self.choice.actors, link.one(TL.actor)):
                    yield self._party(truce, link)

    def _party(self, truce: Thing, link: Thing) -> Row:
        status, actor = link.word(TL.partyStatus), link.text(TL.actor)
        what = f"{capital(self.book.label(actor))}: {spaced(status)}, {self.book.label(truce.iri)}"
        row = self._row(link, "party", status, spaced(status), what, tellings(self.book, [link.iri]))
        return replace(row, actors=(actor,), ceasefire=truce.iri)

    def _figures(self, kept: set[str]) -> Iterator[Row]:
        c = self.choice
        narrowed = not (c.actors is c.kinds is c.ceasefires is None)
        for count in figures(self.book, self.choice).rows:
            f = self.book.figures[count.iri]
            if not narrowed or f.one(TL.ofEvent) in kept:
                yield self._figure(f, count)

    def _figure(self, f: Thing, count: Count) -> Row:
        people = (
            _ONE.get(count.population, count.population.removesuffix("s")) if count.exact == 1 else count.population
        )
        fate = f"{spaced(people)} {spaced(count.category)}"
        where = f", {count.place}" if count.place else ""
        part = " (part of a larger figure)" if count.subset_of else ""
        what = capital(f"{count.text} {fate}{where}{part}")
        row = self._row(f, "figure", count.category, spaced(count.category), what, count.says)
        event = f.text(TL.ofEvent)
        whole = count.exact if count.exact is not None else count.approx
        low, high = (count.lower, count.upper) if whole is None else (whole, whole)
        return replace(row, place=f.text(SEM.hasPlace), conflicts=count.conflicts, event=event, low=low, high=high)

    # ------------------------------------------------------------ what all rows have

    def _row(self, t: Thing, layer: str, kind: str, words: str, what: str, says: Sequence[Said]) -> Row:
        return Row(
            id="",
            iri=t.iri,
            layer=layer,
            kind=kind,
            kind_words=words,
            what=what,
            told=tuple(self._telling(s, t) for s in says),
            begin=iso(t.begin) or "",
            end=iso(t.end) or "",
            until=max((s.published for s in says), default="") if t.end is None and t.one(TL.attestedUntil) else "",
            exact=t.begin is not None and t.end is not None and t.end - t.begin <= DAY,
            words=t.text(TL.timeText),
            edtf=t.text(TL.edtf),
            rule=t.text(TL.extractedBy),
            confidence=float(t.one(TL.confidence) or 1),
        )

    def _telling(self, s: Said, thing: Thing) -> Telling:
        article, begin, end = _place_of(s.evidence)
        claim = self.book.claims[s.claim]
        return Telling(
            speaker=s.speaker,
            speaker_iri=s.speaker_iri,
            own=s.own,
            stance=s.stance,
            against=s.against,
            sentence=s.sentence,
            marks=marks(self._where.get(self._told_of(thing, claim, article), _NOTHING), Span(begin, end)),
            source=self._number[article],
            at=(begin, end),
            claim=s.claim,
            cue=s.cue,
            quotation=s.quotation,
            said=s.said,
            via=s.via,
            rule=claim.text(TL.extractedBy),
            confidence=s.confidence,
        )

    def _told_of(self, thing: Thing, claim: Thing, article: str) -> str:
        """The IRI of what a claim tells: the thing itself, or the same state of the truce in the claim's own article."""
        if thing.iri.startswith(f"{article}/"):
            return thing.iri
        state = thing.word(TL.state)
        told = (self.book.states.get(x) for x in claim.many(TL.about))
        return next((s.iri for s in told if s and s.word(TL.state) == state), "")

    def _source(self, iri: str) -> Source:
        article = self.book.articles[iri]
        return Source(
            title=article.one(DCT["title"]) or article.text(DCT.identifier),
            outlet=self.book.label(article.one(DCT.publisher)),
            published=article.text(DCT.issued)[:10],
            byline=article.text(DCT.creator),
            agencies=self._agencies[iri],
            url=article.text(DCT.source),
            iri=iri,
        )


def _of_states(c: Choice) -> bool:
    """Whether a choice is one of states: by time, kind or place."""
    return bool(c.since or c.until or c.kinds is not None or c.places is not None)


def happened(book: GraphView, event: Thing, kind: str) -> str:
    """An event in a few words: what, who, against whom, of whom, where."""
    first, second, victims = _sides(book, event)
    of = f" of {_listed(victims)}" if victims else ""
    who = (f": {_listed(first)}" if first else "") + (f" → {_listed(second)}" if second else "")
    place = event.one(SEM.hasPlace)
    where = f"{',' if who else ''} in {book.label(place)}" if place else ""
    return f"{capital(kind)}{of}{who}{where}"


Sayings = list[tuple[str, str]]
"""Names, each with who alone claims its part."""


def _sides(book: GraphView, event: Thing) -> tuple[Sayings, Sayings, Sayings]:
    """Those who act, those it is done to, and its victims; who has any other role acts."""
    by_role: Mapping[str, Sayings] = defaultdict(list)
    alone = _alone(book, event)
    for part in (book.participations[p] for p in event.many(TL.participation)):
        actor = part.text(TL.actor)
        by_role[part.word(TL.role)].append((book.label(actor), alone.get(actor, "")))
    others = sorted(set(by_role) - {*_FIRST, *_SECOND, "victim"})
    first = _having(by_role, _FIRST)
    second = [a for a in _having(by_role, _SECOND) if a not in first]
    victims = [a for a in by_role["victim"] if a not in second]
    return first + _having(by_role, others), second, victims


def _having(by_role: Mapping[str, Sayings], roles: Iterable[str]) -> Sayings:
    """Those who have some roles, role after role."""
    return [a for role in roles for a in by_role[role]]


def _alone(book: GraphView, event: Thing) -> dict[str, str]:
    """Those whose part in an event that an outlet tells is only claimed, with who claims it."""
    parts = [p for p in event.many(TL.participation) if book.about.get(p)]
    if not parts or not own_voice(tellings(book, [event.iri])):
        return {}
    said = ((p, _assent(book, p)) for p in parts)
    only = ((p, says[0].speaker) for p, says in said if says and not own_voice(says))
    return {book.participations[p].text(TL.actor): speaker for p, speaker in only}


def _assent(book: GraphView, thing: str) -> list[Said]:
    """All claims about a thing that do not speak against it."""
    return [s for s in tellings(book, [thing]) if not s.against]


def _listed(names: Sayings) -> str:
    """Names with commas; those of one claimant together, with it named once."""
    of: dict[str, list[str]] = {}
    for name, claimant in dict.fromkeys(names):
        of.setdefault(claimant, []).append(name)
    told = (" and ".join(several) + f" (says {who})" if who else ", ".join(several) for who, several in of.items())
    return ", ".join(told)


def _place_of(evidence: str) -> tuple[str, int, int]:
    """Article and offsets of a sentence by its IRI (RFC 5147)."""
    article, _, rest = evidence.partition("#char=")
    begin, _, end = rest.partition(",")
    return article, int(begin or 0), int(end or 0)
