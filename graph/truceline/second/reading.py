"""A model's answer → facts: each part word for word in the text, each with our terms, or dropped and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any, TypeVar

from truceline.know import actors, places
from truceline.know.kinds import plover
from truceline.know.matching import exact
from truceline.know.spelling import key, slug
from truceline.model import (
    BASE,
    OUTLET,
    Actor,
    Article,
    Claim,
    Event,
    Facts,
    Figure,
    Mention,
    Notes,
    Participant,
    Place,
    Sentence,
    Span,
    When,
)
from truceline.second.align import aligned
from truceline.second.prompt import schema

CONFIDENCE = 0.5
"""Of everything a model reads: below what is taken as read, so that it waits at the desk."""

Row = Mapping[str, Any]
T = TypeVar("T")


class Reading:
    """The facts of one article while they are made; `dropped` counts what did not stand in the text or was no term of ours."""

    def __init__(self, article: Article, found: tuple[Sentence, ...], rule: str) -> None:
        self._article, self._found, self._rule = article, found, rule
        self._mentions: dict[tuple[int, int], Mention] = {}
        self._actors: dict[str, Actor] = {}
        self._places: dict[tuple[int, int], Place] = {}
        self.dropped: Counter[str] = Counter()

    def facts(self, answer: Row) -> Facts:
        """The facts of an answer."""
        events = dict(self._named(answer, "events", self._event))
        figures = dict(self._named(answer, "figures", lambda r: self._figure(r, events)))
        names = {k: e.id for k, e in events.items()} | {k: f.id for k, f in figures.items()}
        claims = [c for n, r in enumerate(_rows(answer, "claims"), 1) if (c := self._claim(r, f"c{n}", names))]
        told = {x for c in claims for x in c.about}
        things: list[Event | Figure] = [*events.values(), *figures.values()]
        own = [self._own(n, x) for n, x in enumerate(things, 1) if x.id not in told]
        notes = Notes(
            places=tuple(self._places.values()),
            mentions=tuple(self._mentions.values()),
            actors=tuple(self._actors.values()),
            claims=(*claims, *own),
            events=tuple(events.values()),
            figures=tuple(figures.values()),
        )
        warnings = tuple(
            f"{n} of the model's {what} are not in the text and were dropped"
            for what, n in sorted(self.dropped.items())
        )
        return Facts(self._article, self._found, notes, warnings)

    def _named(self, answer: Row, layer: str, make: Callable[[Row], T | None]) -> Iterator[tuple[str, T]]:
        """What is made of the rows of a layer, by the names the model gave."""
        for row in _rows(answer, layer):
            if (made := make(row)) is not None:
                yield str(row.get("id")), made

    def _event(self, r: Row) -> Event | None:
        at = self._words(r, "trigger", "events")
        if at is None or not _fits(r, "events", "kind") or not _fits(r, "events", "factuality"):
            return None
        place = self._place(r.get("place"), at[0])
        return Event(
            id=f"e{at[1].start}",
            kind=r["kind"],
            plover=plover(r["kind"]),
            trigger=at[1],
            sentence=at[0],
            factuality=r["factuality"],
            participants=tuple(self._participants(r, at[0])),
            place=place,
            when=self._day(r.get("day"), at[0]),
            rule=self._rule,
            confidence=CONFIDENCE,
        )

    def _participants(self, r: Row, sentence: int) -> Iterator[Participant]:
        roles = schema()["properties"]["events"]["items"]["properties"]["participants"]["items"]["properties"]["role"][
            "enum"
        ]
        for p in r.get("participants") or ():
            if isinstance(p, Mapping) and p.get("role") in roles and (who := self._who(p, sentence)):
                yield Participant(p["role"], list(self._mentions).index((who[0].start, who[0].end)), who[1], who[0])

    def _figure(self, r: Row, events: Mapping[str, Event]) -> Figure | None:
        at = self._words(r, "quote", "figures")
        bounds = _bounds(r)
        if at is None or not bounds or not _fits(r, "figures", "category") or not _fits(r, "figures", "population"):
            return None
        event = events.get(str(r.get("event")))
        return Figure(
            id=f"f{at[1].start}",
            start=at[1].start,
            end=at[1].end,
            text=self._article.text[at[1].start : at[1].end],
            sentence=at[0],
            category=r["category"],
            population=r["population"],
            event=event.id if event else None,
            window=event.when if event else None,
            rule=self._rule,
            confidence=CONFIDENCE,
            **bounds,
        )

    def _claim(self, r: Row, name: str, names: Mapping[str, str]) -> Claim | None:
        content = self._words(r, "content", "claims")
        speaker = r.get("speaker")
        if content is None or not isinstance(speaker, Mapping) or not _fits(r, "claims", "stance"):
            return None
        who = self._who(speaker, content[0])
        if who is None:
            self.dropped["claims"] += 1
            return None
        cue = aligned(self._article.text, self._found, content[0], r.get("cue"))
        about = tuple(dict.fromkeys(names[x] for x in r.get("about") or () if isinstance(x, str) and x in names))
        return Claim(
            name,
            who[0],
            who[1],
            cue[1] if cue else None,
            (content[1],),
            r["stance"],
            content[0],
            about=about,
            rule=self._rule,
            confidence=CONFIDENCE,
        )

    def _own(self, n: int, thing: Event | Figure) -> Claim:
        """The outlet's own word for what nobody else is said to claim."""
        s = self._found[thing.sentence]
        return Claim(
            f"o{n}",
            None,
            OUTLET,
            None,
            (Span(s.start, s.end),),
            "asserted",
            thing.sentence,
            about=(thing.id,),
            rule=self._rule,
            confidence=CONFIDENCE,
        )

    def _words(self, r: Row, name: str, layer: str) -> tuple[int, Span] | None:
        """Where the words of a row stand; those that stand nowhere are counted."""
        at = aligned(self._article.text, self._found, r.get("sentence"), r.get(name))
        self.dropped[layer] += at is None
        return at

    def _who(self, p: Row, sentence: int) -> tuple[Span, str] | None:
        """Where somebody is named, and the IRI: of the gazetteer where the English name is there, else of the very words."""
        at = aligned(self._article.text, self._found, sentence, p.get("quote"))
        kinds = schema()["$defs"]["type"]["enum"]
        if at is None or p.get("type") not in kinds:
            return None
        span, text = at[1], self._article.text[at[1].start : at[1].end]
        actor = _actor(text, str(p.get("name") or ""), p["type"])
        self._actors.setdefault(actor.iri, actor)
        mention = Mention(
            span.start, span.end, text, actor.type, "name", actor.iri, reason="model", score=CONFIDENCE, rule=self._rule
        )
        self._mentions.setdefault((span.start, span.end), mention)
        return span, self._mentions[span.start, span.end].actor or actor.iri

    def _place(self, p: object, sentence: int) -> int | None:
        """The position of a place that the gazetteer knows by the English name, and that the text names."""
        if not isinstance(p, Mapping) or not (at := aligned(self._article.text, self._found, sentence, p.get("quote"))):
            return None
        words = key(str(p.get("name") or ""))
        entry = exact(places.world(), words)
        if entry is None:
            return None
        site, span = places.site(entry.ids[0]), at[1]
        within = tuple(x.iri for x in places.within(site))
        text = self._article.text[span.start : span.end]
        made = Place(
            span.start,
            span.end,
            text,
            site.iri,
            site.name,
            site.lat,
            site.long,
            within=within,
            rule=self._rule,
            confidence=CONFIDENCE,
        )
        self._places.setdefault((span.start, span.end), made)
        return list(self._places).index((span.start, span.end))

    def _day(self, d: object, sentence: int) -> When | None:
        """The day of an event whose words stand in its sentence."""
        if not isinstance(d, Mapping) or not (at := aligned(self._article.text, self._found, sentence, d.get("words"))):
            return None
        try:
            day = date.fromisoformat(str(d.get("value")))
            begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
            return When(
                begin,
                begin,
                None,
                begin + timedelta(days=1),
                day.isoformat(),
                self._article.text[at[1].start : at[1].end],
            )
        except (ValueError, OverflowError):
            return None


def _bounds(r: Row) -> dict[str, Any]:
    """The numbers of a figure, those that can be."""
    given = {k: r.get(k) for k in ("lower", "upper", "exact")}
    return {k: v for k, v in given.items() if isinstance(v, int) and not isinstance(v, bool) and 0 <= v < 10**9}


def _rows(answer: Row, name: str) -> list[Row]:
    found = answer.get(name)
    return [r for r in found if isinstance(r, Mapping)] if isinstance(found, list) else []


def _fits(r: Row, layer: str, name: str) -> bool:
    """Whether a value is one of our terms."""
    return r.get(name) in schema()["properties"][layer]["items"]["properties"][name]["enum"]


def _actor(text: str, name: str, kind: str) -> Actor:
    """Somebody of the gazetteer by the English name, if exactly one goes by it; else one called by the text's own words."""
    found = actors.lookup(name) if name else ()
    known = actors.get(found[0]) if len(found) == 1 else None
    if known is not None:
        return Actor(BASE + known.slug, known.type, known.label, known.names, known.wikidata, known=True)
    made = slug(text)
    plain = made if made != "unnamed" else f"named-{sha256(text.encode('utf-8', 'replace')).hexdigest()[:12]}"
    return Actor(BASE + plain, kind, text)
