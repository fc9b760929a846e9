"""Identities are copied to all that points at mentions: roles, claims, participants of events, parties of truces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.know.spelling import key
from truceline.link.discourse import Book, Entity
from truceline.link.pronouns import speaker_of
from truceline.model import BASE, Ceasefire, Claim, Event, Mention, Notes, Role, Span


def fill(book: Book) -> Notes:
    """The notes with every identity that was found."""
    notes = book.notes
    mentions = tuple(_mention(book, n, m) for n, m in enumerate(notes.mentions))
    roles = tuple(r for x in notes.roles if (r := _role(book, x)))
    claims = tuple(_claim(book, c) for c in notes.claims)
    events = tuple(_event(mentions, e) for e in notes.events)
    truces = tuple(_truce(mentions, t) for t in notes.ceasefires)
    return replace(
        notes, mentions=mentions, actors=book.actors(), roles=roles, claims=claims, events=events, ceasefires=truces
    )


def _mention(book: Book, n: int, m: Mention) -> Mention:
    link = book.links[n]
    if link is None:
        return m
    entity = link.entity
    kind = m.type
    if entity and (m.head == "pronoun" or entity.known or m.type == "UnnamedGroup"):
        kind = entity.type
    if m.head != "pronoun" and m.type in ("ArmedForces", "Person") and m.head == "nominal":
        kind = m.type
    iri = entity.iri if entity else None
    return replace(m, type=kind, actor=iri, members=link.members, reason=link.reason, score=link.score)


def _role(book: Book, role: Role) -> Role | None:
    entity = book.entity(int(role.actor[1:])) if role.actor.startswith("#") else None
    org = role.organization
    if org and org.startswith("#"):
        body = book.entity(int(org[1:]))
        org = body.iri if body else None
    if entity is None:
        return None
    return replace(role, actor=entity.iri, organization=org or _known_body(book, role.role, entity))


def _known_body(book: Book, role: str, entity: Entity) -> str | None:
    """Where a known person held the office that the text names without its state, on the day of the article."""
    if entity.known is None or not book.day:
        return None
    day = book.day
    bodies = [o.org for o in entity.known.offices if o.org and key(o.role) == key(role) and o.on(day)]
    return BASE + bodies[0] if len(set(bodies)) == 1 else None


def _claim(book: Book, claim: Claim) -> Claim:
    actor = claim.actor
    if claim.speaker and actor is None:
        speaker = speaker_of(book, claim)
        actor = speaker.iri if speaker else None
    addressee = claim.addressee
    if claim.addressee_span and addressee is None:
        addressee = _overlapping(book, claim.addressee_span)
    return replace(claim, actor=actor, addressee=addressee)


def _overlapping(book: Book, span: Span) -> str | None:
    """Who is meant by the mention that shares most characters with a span."""
    best: tuple[int, str] | None = None
    for n in book.over(span.start, span.end):
        m = book.mention(n)
        common = min(m.end, span.end) - max(m.start, span.start)
        entity = book.entity(n)
        if common > 0 and entity and (best is None or common > best[0]):
            best = (common, entity.iri)
    return best[1] if best else None


def _event(mentions: Sequence[Mention], event: Event) -> Event:
    parts = tuple(
        replace(p, actor=mentions[p.mention].actor) if p.actor is None and p.mention is not None else p
        for p in event.participants
    )
    return replace(event, participants=parts)


def _truce(mentions: Sequence[Mention], truce: Ceasefire) -> Ceasefire:
    parties = tuple(
        replace(p, actor=mentions[p.mention].actor) if p.actor is None and p.mention is not None else p
        for p in truce.parties
    )
    return replace(truce, parties=parties)
