"""Facts → the rows of a page: every event, ceasefire state, party link and figure with all who tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from truceline.draw.page import Row, Source, Telling
from truceline.model import OUTLET, Claim, Event, Facts, Figure, Span, State, When
from truceline.standoff import day, iso

AGAINST = {"denied", "rejected", "doubted"}
_DAY = timedelta(days=1)


class Book:
    """The facts of several articles, looked up while rows are written."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        self.facts = facts
        self.labels = {a.iri: a.label for f in facts for a in f.notes.actors}
        self.types = {a.iri: a.type for f in facts for a in f.notes.actors}
        self.sources = tuple(source(f) for f in facts)

    def rows(self) -> Iterator[Row]:
        """All rows, article by article."""
        for n, facts in enumerate(self.facts):
            yield from _Article(n, facts, self).rows()

    def label(self, iri: str | None) -> str:
        """A name for an actor."""
        return self.labels.get(iri or "", (iri or "unnamed").rsplit("/", 1)[-1].replace("-", " "))


def source(facts: Facts) -> Source:
    """What the page says of an article."""
    a = facts.article
    return Source(
        a.title or a.id,
        a.publisher or "the outlet",
        (day(a.published) or "")[:10],
        a.byline or "",
        ", ".join(a.agencies),
        a.url or "",
        a.iri,
    )


class _Article:
    """One article while its rows are written."""

    def __init__(self, number: int, facts: Facts, book: Book) -> None:
        self.n, self.facts, self.book = number, facts, book
        self.text = facts.article.text
        self.claims = {c.id: c for c in facts.notes.claims}
        self.about: dict[str, list[Claim]] = defaultdict(list)
        for c in facts.notes.claims:
            for thing in c.about:
                self.about[thing].append(c)
        self.published = (day(facts.article.published) or "")[:10]

    def rows(self) -> Iterator[Row]:
        for e in self.facts.notes.events:
            yield self._event(e)
        for c in self.facts.notes.ceasefires:
            for k, s in enumerate(c.states):
                yield self._state(c.iri or c.id, c.label, s, f"{c.id}s{k}")
            for k, p in enumerate(c.parties):
                told = self._told([self.claims[p.claim]] if p.claim in self.claims else [], p.evidence or Span(0, 0))
                who = p.actor or ""
                yield self._row(
                    f"{c.id}p{k}",
                    "party",
                    p.status,
                    f"{self.book.label(who)}: {words(p.status)}, {c.label}",
                    (who,),
                    told,
                    None,
                    c.iri or c.id,
                )
        for f in self.facts.notes.figures:
            yield self._figure(f)

    def _event(self, e: Event) -> Row:
        actors = tuple(dict.fromkeys(p.actor for p in e.participants if p.actor))
        told = self._told(self.about.get(e.id, []), e.trigger, e.mentions)
        truce = next((c.iri or c.id for c in self.facts.notes.ceasefires if c.id == e.ceasefire), "")
        return self._row(
            e.id, "event", e.kind, self._sentence_of(e), actors, told, e.when, truce, e.place, e.factuality
        )

    def _sentence_of(self, e: Event) -> str:
        """The event in a few words: who, what, whom, where."""
        by_role: dict[str, list[str]] = defaultdict(list)
        for p in e.participants:
            if p.actor:
                by_role[p.role].append(self.book.label(p.actor))
        first = [a for r in ("agent", "supporter", "mediator", "broker", "host", "attendee") for a in by_role[r]]
        second = [a for r in ("target", "victim", "supported") for a in by_role[r]]
        where = f" in {self.facts.notes.places[e.place].label}" if e.place is not None else ""
        return f"{', '.join(dict.fromkeys(first))}{' · ' if first else ''}{words(e.kind)}{' → ' + ', '.join(dict.fromkeys(second)) if second else ''}{where}"

    def _state(self, truce: str, label: str, s: State, name: str) -> Row:
        told = self._told([self.claims[s.claim]] if s.claim in self.claims else [], s.evidence or Span(0, 0))
        return self._row(
            name,
            "state",
            s.state,
            f"{label}: {words(s.state)}",
            (),
            told,
            s.when,
            truce,
            s.covers[0] if s.covers else None,
        )

    def _figure(self, f: Figure) -> Row:
        told = self._told(self.about.get(f.id, []), Span(f.start, f.end))
        what = f"{f.text} {words(f.population)} {words(f.category)}"
        row = self._row(f.id, "figure", f.category, what, (), told, f.window, "", f.place)
        bounds = f"{f.lower or ''}|{f.upper or ''}|{f.approx or ''}|{f.exact or ''}|{f.population}"
        return Row(**{**{k: getattr(row, k) for k in Row.__slots__}, "figure": bounds})

    def _row(
        self, name: str, layer: str, kind: str, what: str, actors: tuple[str, ...], told: tuple[Telling, ...],
        when: When | None, truce: str, place: int | None = None, factuality: str = "",
    ) -> Row:  # fmt: skip
        begin, end, exact = bounds(when)
        where = self.facts.notes.places[place] if place is not None else None
        return Row(
            id=f"a{self.n + 1}{name}",
            layer=layer,
            kind=kind,
            what=what,
            actors=actors,
            place=where.place if where else "",
            begin=begin,
            end=end,
            exact=exact,
            words=(when.text or "") if when else "",
            edtf=(when.edtf or "") if when else "",
            factuality=factuality,
            told=told,
            iri=f"{self.facts.article.iri}/{name}",
            ceasefire=truce,
            published=self.published,
            source=self.n,
        )

    def _told(self, claims: Iterable[Claim], mark: Span, more: tuple[Span, ...] = ()) -> tuple[Telling, ...]:
        return tuple(self._telling(c, mark, more) for c in claims)

    def _telling(self, c: Claim, mark: Span, more: tuple[Span, ...]) -> Telling:
        """The claim with its own sentence; the mark is the telling of the fact that lies in that sentence."""
        s = self.facts.sentences[c.sentence]
        own = c.actor == OUTLET
        here = next((m for m in (mark, *more) if s.start <= m.start and m.end <= s.end), None)
        return Telling(
            speaker=self.book.sources[self.n].outlet if own else self.book.label(c.actor),
            own=own,
            stance=c.stance,
            sentence=self.text[s.start : s.end],
            mark=(here.start - s.start, here.end - s.start) if here else (0, 0),
            source=self.n,
            cue=c.cue.of(self.text) if c.cue else "",
            quotation="" if own else c.quotation,
            said=(c.when.edtf or "") if c.when else "",
            against=c.stance in AGAINST,
            claim=f"{self.facts.article.iri}/{c.id}",
            rule=c.rule or "",
            confidence=c.confidence,
        )


def bounds(when: When | None) -> tuple[str, str, bool]:
    """(begin, end, exact): the outer bounds as ISO text; exact when both are known and no more than a day apart."""
    if when is None:
        return "", "", False
    begin, end = when.earliest_begin, when.latest_end
    exact = begin is not None and end is not None and end - begin <= _DAY
    return iso(begin) or "", iso(end) or "", exact


def words(term: str) -> str:
    """A term of the vocabulary as words.

    >>> words("notParty"), words("CeasefireBegan")
    ('not party', 'ceasefire began')
    """
    return "".join(f" {c.lower()}" if c.isupper() else c for c in term).strip()
