"""Identities are copied to all that points at mentions: roles, claims, participants of events, parties of truces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.know.nouns import pronouns
from truceline.know.spelling import key
from truceline.know.verbs import framed, nouns
from truceline.link.discourse import Book, Entity
from truceline.link.pronouns import heads_words, speaker_of
from truceline.model import BASE, Ceasefire, Claim, Event, Mention, Notes, Participant, Role, Span
from truceline.values import replace


def fill(book: Book) -> Notes:
    """The notes with every identity that was found."""
    notes = book.notes
    mentions = tuple(_mention(book, n, m) for n, m in enumerate(notes.mentions))
    roles = tuple(r for x in notes.roles if (r := _role(book, x)))
    claims = tuple(_claims(book, notes.claims))
    events = tuple(_event(mentions, e) for e in notes.events)
    truces = tuple(_truce(mentions, t) for t in notes.ceasefires)
    by_name = (p.actor for e in events for p in e.participants if p.actor and p.mention is None)
    actors = book.actors(by_name)
    return replace(
        notes, mentions=mentions, actors=actors, roles=roles, claims=claims, events=events, ceasefires=truces
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


def _claims(book: Book, found: Sequence[Claim]) -> Iterator[Claim]:
    """The claims with their speakers; what "both sides" say is said by each of them."""
    last = max((int(c.id[1:]) for c in found if c.id[1:].isdigit()), default=0)
    before: list[Claim] = []
    for claim in found:
        sides = _several(book, claim)
        for n, iri in enumerate(sides):
            last += n > 0
            other = sides[1 - n] if len(sides) == 2 and _each_other(book, claim) else None
            one = replace(claim, id=f"c{last}" if n else claim.id, actor=iri, addressee=other)
            yield _claim(book, one)
        if not sides:
            one = _issued(book, _claim(book, claim), before)
            before.append(one)
            yield one


def _issued(book: Book, claim: Claim, before: Sequence[Claim]) -> Claim:
    """The claim of "the statement" is that of the one who issued it: who spoke last, in the two sentences before."""
    if claim.actor is not None or claim.speaker is None or not before:
        return claim
    words = claim.speaker.of(book.text).lower().split()
    told = len(words) == 2 and words[0] in _THE and framed(nouns().get(words[1], ()), "quote")
    last = before[-1]
    return replace(claim, actor=last.actor) if told and claim.sentence - last.sentence <= 2 else claim


_THE = frozenset({"the", "this", "that"})


def _several(book: Book, claim: Claim) -> tuple[str, ...]:
    """The IRIs of those for whom the words for the speaker stand together, where they are several."""
    if claim.speaker is None or claim.actor is not None:
        return ()
    words = claim.speaker
    near = (
        n for n in book.over(words.start, words.end) if book.mention(n).end == words.end or heads_words(book, n, words)
    )
    return next((x.members for n in near if (x := book.links[n]) and x.members), ())


def _each_other(book: Book, claim: Claim) -> bool:
    """Whether a claim is aimed at "each other"."""
    after = book.text[claim.cue.end :].lstrip()[:11] if claim.cue else ""
    return after.startswith(_RECIPROCAL)


_RECIPROCAL = ("each other", "one another")


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
    """The event with its actors; nobody is the target for whose own things he does it ("retook their positions")."""
    parts = tuple(x for p in event.participants for x in _participants(mentions, p))
    if event.plover == "ASSAULT" and event.kind != "Capture":
        return replace(event, participants=parts)
    doers = {p.actor for p in parts if p.role == "agent"} - {None}
    return replace(event, participants=tuple(p for p in parts if not _owns(mentions, p) or p.actor not in doers))


_HARMED = frozenset({"target", "victim"})


def _owns(mentions: Sequence[Mention], p: Participant) -> bool:
    """Whether somebody to whom something is done is named by a possessive pronoun alone."""
    harmed = p.mention is not None and p.role in _HARMED
    form = pronouns().get(mentions[p.mention].text.lower()) if harmed and p.mention is not None else None
    return form is not None and form.kind == "possessive"


def _participants(mentions: Sequence[Mention], p: Participant) -> Iterator[Participant]:
    """The participant with its actor; each of those for whom a plural stands."""
    if p.actor is not None or p.mention is None:
        yield p
    elif members := mentions[p.mention].members:
        yield from (replace(p, actor=iri) for iri in members)
    else:
        yield replace(p, actor=mentions[p.mention].actor)


def _truce(mentions: Sequence[Mention], truce: Ceasefire) -> Ceasefire:
    parties = tuple(
        replace(p, actor=mentions[p.mention].actor) if p.actor is None and p.mention is not None else p
        for p in truce.parties
    )
    return replace(truce, parties=parties)
