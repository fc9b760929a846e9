"""The graph as FollowTheMoney entities, one a line: articles, people, organisations, events with their documents.

Source: the schemata of FollowTheMoney 4 (Article, Person, Organization, PublicBody, Event, Documentation).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Set
from datetime import datetime
from typing import Any

from truceline.ask.claims import described
from truceline.ask.graph_view import GraphView, Thing
from truceline.ask.said import Said, tellings
from truceline.store import Store
from truceline.vocabulary import SEM, SKOS, TL

Entity = dict[str, Any]

_SCHEMATA = (
    ("Person", "Person"),
    *((kind, "PublicBody") for kind in ("State", "Government", "ArmedForces")),
    *((kind, "Organization") for kind in ("ArmedGroup", "InternationalOrganization", "NonGovernmentalOrganization")),
    *((kind, "Organization") for kind in ("MediaOrganization", "Coalition")),
)
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def ftm(store: Store) -> bytes:
    """Entities as JSON Lines, in order; the same graph gives the same ids."""
    view = GraphView(store.index())
    several = (*_articles(store), *_actors(view), *_events(view), *_truces(view))
    return "".join(json.dumps(e, ensure_ascii=False, sort_keys=True) + "\n" for e in several).encode("utf-8", "replace")


def _id(iri: str) -> str:
    return f"tl-{hashlib.sha1(iri.encode('utf-8', 'replace')).hexdigest()}"


def _entity(iri: str, schema: str, **values: str | tuple[str, ...] | list[str] | None) -> Entity:
    """An entity; values that are empty are left out."""
    kept = {k: [v] if isinstance(v, str) else list(dict.fromkeys(v or ())) for k, v in values.items()}
    return {"id": _id(iri), "schema": schema, "properties": {k: [x for x in v if x] for k, v in kept.items() if any(v)}}


def _articles(store: Store) -> Iterator[Entity]:
    for facts in store.facts():
        a = facts.article
        day = a.published.isoformat()[:10] if a.published else None
        yield _entity(
            a.iri,
            "Article",
            title=a.title or a.id,
            publishedAt=day,
            sourceUrl=a.url,
            publisher=a.publisher,
            author=a.byline,
            bodyText=a.text,
            language="eng",
            recordId=a.id,
        )


def _actors(view: GraphView) -> Iterator[Entity]:
    for actor in view.things("a tl:Actor").values():
        kinds = {x.rsplit("#", 1)[-1] for x in actor.many(_TYPE)}
        schema = next((s for kind, s in _SCHEMATA if kind in kinds), "LegalEntity")
        yield _entity(actor.iri, schema, name=view.label(actor.iri), alias=actor.many(SKOS.altLabel))


def _events(view: GraphView) -> Iterator[Entity]:
    for event in view.events.values():
        says = tellings(view, [event.iri])
        yield _event(view, event, event.many(SEM.hasActor), says, event.word(TL.factuality))


def _truces(view: GraphView) -> Iterator[Entity]:
    """A ceasefire is an event with a begin, an end, its parties, and its states in words."""
    for truce in view.ceasefires.values():
        states = [view.states[x] for x in truce.many(TL.hasState) if x in view.states]
        actors = [a for link in view.links.some(truce.many(TL.partyLink)) for a in link.many(TL.actor)]
        says = tellings(view, [s.iri for s in states])
        made = _event(view, truce, actors, says, "; ".join(described(view, s.iri) for s in states))
        begins, ends = _begins(states, {"inForce", "fraying"}), _begins(states, {"ended"})
        for name, days in (("startDate", begins[:1]), ("endDate", ends[-1:])):
            if days:
                made["properties"][name] = [days[0].date().isoformat()]
        yield made


def _begins(states: Iterable[Thing], words: Set[str]) -> list[datetime]:
    """The days on which states of some sorts begin, in order."""
    return sorted(s.begin for s in states if s.begin and s.word(TL.state) in words)


def _event(view: GraphView, thing: Thing, actors: list[str], says: tuple[Said, ...], summary: str) -> Entity:
    places = tuple(map(view.label, thing.many(SEM.hasPlace) or thing.many(TL.covers)))
    articles = (s.evidence.split("#")[0] for s in says if s.evidence)
    return _entity(
        thing.iri,
        "Event",
        name=view.label(thing.iri),
        summary=summary,
        date=thing.begin.date().isoformat() if thing.begin else None,
        location=places,
        involved=[_id(a) for a in actors],
        proof=[_id(a) for a in articles],
        notes=[f"{s}: “{s.sentence}”" for s in says],
    )
