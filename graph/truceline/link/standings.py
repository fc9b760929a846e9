"""How each side stands to a truce, now that it is known who is who.

Who announces a truce of others is no party to it; persons stand for their state or group; "both sides" are the sides that
the text sets against each other; a state, its government and its army are one side, under the name that was told first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from truceline.analysis.article import Analysis
from truceline.analysis.tree import Tree
from truceline.know import actors
from truceline.know.truces import around, singular
from truceline.link.camps import FIGHTING, Offices, camp, generic, lands, offices
from truceline.link.implied_cover import site_of
from truceline.model import BASE, Ceasefire, Event, Mention, Notes, Party

_OUTSIDE = frozenset({"broker", "guarantor", "monitor"})
_LEADERS = frozenset({"leader", "commander", "commander-in-chief", "chief", "founder"})
_STATES = frozenset({"country", "nation", "neighbour", "neighbor", "state", "government", "power"})


@dataclass(frozen=True, slots=True)
class Against:
    """Two or more sides (IRIs) that a sentence sets against each other."""

    sentence: int
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Article:
    """What the standings of an article are read with."""

    parsed: Analysis
    notes: Notes
    offices: Offices
    against: tuple[Against, ...]
    truces: tuple[Against, ...]
    sentences: tuple[int, ...]


def settle(notes: Notes, parsed: Analysis, tree: Tree) -> Notes:
    """The truces with the standings of sides instead of mentions.

    Args:
        notes: with every identity filled in.
        parsed: the article.
        tree: its tree.
    """
    if not notes.ceasefires:
        return notes
    published = parsed.article.published
    held = offices(notes, published.isoformat()[:10] if published else None)
    sentences = tuple(parsed.sentence_at(m.start) for m in notes.mentions)
    here = _Article(parsed, notes, held, tuple(_set_against(notes, tree, sentences)), (), sentences)
    once = [_settled(t, here) for t in notes.ceasefires]
    sides = [tuple(p.actor for p in t.parties if p.status == "party" and p.actor) for t in once]
    told = tuple(Against(-1, s) for s in sides if len({camp(i.removeprefix(BASE)) for i in s}) == 2)
    again = replace(here, truces=told[:1])
    return replace(notes, ceasefires=tuple(_settled(t, again) for t in notes.ceasefires))


def _settled(truce: Ceasefire, here: _Article) -> Ceasefire:
    """The truce with each side under one name."""
    told = [x for p in truce.parties for x in _who(p, here)]
    outside = {camp(_slug(p)) for p in told if p.status in _OUTSIDE and p.actor}
    links = [x for p in told for x in _sides_of(p, told, outside, here)]
    links = _completed(_announced(_charged(links, here), truce, here), truce, here)
    kept = [p for p in _contradicted(links) if _can_be(p, here)]
    return replace(truce, parties=tuple(dict.fromkeys(_one_name(kept))))


def _can_be(party: Party, here: _Article) -> bool:
    """Whether who is meant can stand so to a truce: a side is a state, a force, a group, or a leader of one."""
    if party.status not in {"party", "notParty", "excluded"}:
        return party.actor is not None
    if party.actor is None:
        return False
    known = actors.get(_slug(party))
    if known is None and singular(_slug(party).rsplit("/", 1)[-1].rsplit("-", 1)[-1]) in around("anybody"):
        return False
    kind = known.type if known else next((a.type for a in here.notes.actors if a.iri == party.actor), "")
    leads = known is not None and any(o.role in _LEADERS for o in known.offices)
    return kind in FIGHTING or (kind == "Person" and leads) or (not kind and known is None)


def _who(party: Party, here: _Article) -> Iterator[Party]:
    """The actors that a mention stands for; of a person the side."""
    m = here.notes.mentions[party.mention] if party.mention is not None else None
    if m is not None and m.members and m.head != "name":
        yield from (replace(party, actor=here.offices.body(a)) for a in m.members)
    elif party.actor is None and m is not None and m.head == "pronoun" and party.mention is not None:
        yield from (replace(party, actor=a) for a in _before(party.mention, here))
    elif party.actor and party.status != "monitor":
        yield replace(party, actor=here.offices.body(party.actor))
    else:
        yield party


def _before(pronoun: int, here: _Article) -> Iterator[str]:
    """The side that was named last before a pronoun in its sentence."""
    mentions = here.notes.mentions
    near = [n for n in range(pronoun) if here.sentences[n] == here.sentences[pronoun] and mentions[n].type in FIGHTING]
    yield from (a for n in near[:1] if (a := mentions[n].actor))


def _slug(p: Party) -> str:
    return (p.actor or "").removeprefix(BASE)


def _sides_of(party: Party, told: Sequence[Party], outside: set[str], here: _Article) -> Iterator[Party]:
    """The sides that "both sides" are, where the text sets two against each other; a name for "the rebels" where it has one."""
    m = here.notes.mentions[party.mention] if party.mention is not None else None
    if m is None or party.status in _OUTSIDE or m.head == "name" or m.members:
        yield party
    elif generic(m) or (party.actor and _is_generic(party.actor, here)):
        sides = _meant(m, here.sentences[party.mention or 0], told, outside, here)
        yield from (replace(party, actor=iri) for iri in sides)
    else:
        named = _named_group(m, party, here) or _state(m, party)
        left_out = {camp(_slug(p)) for p in told if p.status in ("excluded", "notParty") and p.actor}
        named = None if named and camp(named.removeprefix(BASE)) in left_out else named
        if named or singular(m.text.lower().split()[-1]) not in around("agents"):
            yield replace(party, actor=named) if named else party


def _meant(m: Mention, sentence: int, told: Sequence[Party], outside: set[str], here: _Article) -> tuple[str, ...]:
    """The sides meant by a plural: those of the truce, else of the fight told nearest, else the only two there are."""
    states = singular(m.text.lower().split(" of ")[0].split()[-1]) in _STATES
    mine = [p.actor for p in told if p.status == "party" and p.actor and p.mention is not None]
    named = [i for i in dict.fromkeys(mine) if not _is_generic(i, here)]
    groups = [tuple(named)] if len({camp(i.removeprefix(BASE)) for i in named}) > 1 else []
    groups += [a.sides for a in here.truces]
    groups += [a.sides for a in sorted(here.against, key=lambda a: (abs(a.sentence - sentence), a.sentence))]
    groups.append(tuple(_fighters(here)))
    for group in groups:
        sides = lands(group) if states else [i for i in group if camp(i.removeprefix(BASE)) not in outside]
        several = {camp(i.removeprefix(BASE)): i for i in reversed(sides)}
        if len(several) == 2 or (len(several) > 1 and group is not groups[-1]):
            return tuple(i for i in sides if i in several.values())
    return ()


def _is_generic(iri: str, here: _Article) -> bool:
    """Whether an actor is only known by a word for several."""
    mine = [m for m in here.notes.mentions if m.actor == iri and m.head != "pronoun"]
    return bool(mine) and all(generic(m) for m in mine)


def _fighters(here: _Article) -> list[str]:
    """The named states, armies and groups of the article, in the order of the text."""
    named = (m.actor for m in here.notes.mentions if m.actor and m.head == "name" and m.type in FIGHTING)
    return list({camp(i.removeprefix(BASE)): i for i in reversed(list(named))}.values())[::-1]


def _set_against(notes: Notes, tree: Tree, sentences: Sequence[int]) -> Iterator[Against]:
    """The sides of fights: "between A and B", who attacks whom, who clashes, who strikes whose land and is struck back."""
    at = {start: i for i, start in enumerate(tree.start)}
    can = [(n, m) for n, m in enumerate(notes.mentions) if m.actor and m.type in FIGHTING and not generic(m)]
    for t in (t for t in range(len(tree)) if tree.lower[t] == "between"):
        near = [(n, m) for n, m in can if tree.start[t] < m.start < tree.start[t] + 160]
        sides = _joined([x for x in near if sentences[x[0]] == sentences[near[0][0]]], at, tree) if near else ()
        if len(sides) > 1:
            yield Against(sentences[near[0][0]], sides)
    lands_of = {site: slug for slug in actors.states() if (site := site_of(slug))}
    strikes = {(a, lands_of.get(_land(e, notes) or "")): e for e in notes.events for a in _fight(e, notes, {"agent"})}
    for e in notes.events:
        sides = tuple(dict.fromkeys(_fight(e, notes, {"agent", "target", "victim"})))
        if len({camp(i.removeprefix(BASE)) for i in sides}) > 1:
            yield Against(e.sentence, sides)
    for (actor, land), e in strikes.items():
        mine = camp(actor.removeprefix(BASE))
        back = any(camp(a.removeprefix(BASE)) == land and b == mine for a, b in strikes)
        states = mine in actors.states() and not any(m.type == "ArmedGroup" for m in notes.mentions)
        if land and land != mine and (back or states):
            yield Against(e.sentence, (actor, BASE + land))


def _joined(near: Sequence[tuple[int, Mention]], at: dict[int, int], tree: Tree) -> tuple[str, ...]:
    """The first two sides after "between": the first, and the one after "and"; a name beside a description is its own."""
    if not near:
        return ()
    first = near[0][1]
    ands = [
        m
        for _, m in near[1:]
        if any(tree.lower[k] == "and" for k in range(_token(first.end, tree), at.get(m.start, 0)))
    ]
    named = [m for m in ands if m.head == "name" and m.start - ands[0].end <= 30] if ands else []
    second = next(iter(ands if ands and ands[0].head == "name" else named or ands), None)
    return tuple(x for x in (first.actor, second.actor if second else None) if x)


def _token(offset: int, tree: Tree) -> int:
    """The first token that begins at an offset or after it."""
    return bisect_left(tree.start, offset)


def _land(e: Event, notes: Notes) -> str | None:
    """The country (IRI of a place) in which an event took place."""
    place = notes.places[e.place] if e.place is not None else None
    if place is None:
        return None
    return place.place if place.kind == "country" else place.within[-1] if place.within else None


def _fight(e: Event, notes: Notes, roles: set[str]) -> Iterator[str]:
    """Those who have some part in a fight and can be a side."""
    if e.plover != "ASSAULT":
        return
    types = {a.iri: a.type for a in notes.actors}
    yield from (p.actor for p in e.participants if p.role in roles and p.actor and types.get(p.actor) in FIGHTING)


def _state(m: Mention, party: Party) -> str | None:
    """The state for which an official side stands that is known under no name: "the Ruritanian junta"."""
    words = m.text.lower().replace("’", "'").replace("'s", "").split()
    if actors.get(_slug(party)) is not None or words[-1] not in around("official"):
        return None
    named = (actors.adjectives().get(w) or next(iter(actors.lookup(w.title())), None) for w in words[:-1])
    state = next((s for s in named if s in actors.states()), None)
    return BASE + state if state else None


def _named_group(m: Mention, party: Party, here: _Article) -> str | None:
    """The only armed group that the article names, where a word such as "the rebels" is linked to none."""
    if m.type not in {"UnnamedGroup", "ArmedGroup"} or m.text.lower().split()[-1] not in around("fighters"):
        return None
    before = here.parsed.article.text[max(0, m.start - 20) : m.start].lower().split()[-1:]
    counted = any(w.isdigit() or w in around("quantifier") for w in (*before, *m.text.lower().split()))
    if counted or (party.actor and actors.get(_slug(party)) is not None):
        return None
    named = {
        camp(x.actor.removeprefix(BASE)): x.actor
        for x in reversed(here.notes.mentions)
        if x.actor and x.head == "name" and x.type == "ArmedGroup"
    }
    return next(iter(named.values())) if len(named) == 1 else None


def _charged(links: list[Party], here: _Article) -> list[Party]:
    """Who breaks a truce is party to it; who is only said to by somebody is not thereby one."""
    sides = {camp(_slug(p)) for p in links if p.status == "party" and p.actor}
    out = []
    for p in links:
        if p.status != "violator":
            out.append(p)
        elif camp(_slug(p)) in sides or not _in_a_claim(p, here):
            out.append(replace(p, status="party"))
    return out


def _in_a_claim(party: Party, here: _Article) -> bool:
    """Whether a standing is told in somebody's words."""
    span = party.evidence
    return span is not None and any(c.speaker and any(s.covers(span) for s in c.content) for c in here.notes.claims)


def _completed(links: list[Party], truce: Ceasefire, here: _Article) -> list[Party]:
    """The sides of a truce of which none, or one beside a broker, is told: those that the text sets against each other."""
    sides = {camp(_slug(p)) for p in links if p.status == "party" and p.actor and _can_be(p, here)}
    if len(sides) > 1 or truce.side == "unilateral" or not truce.mentions:
        return links
    brokered = any(p.status in _OUTSIDE for p in links)
    if sides and not brokered and not (sides <= set(actors.states()) and truce.states):
        return links
    outside = {camp(_slug(p)) for p in links if p.status != "party" and p.actor}
    pairs = {c: a for a in reversed(here.against) if len(c := _camps(a)) == 2 and sides <= c and not c & outside}
    fitting = [a for a in pairs.values() if _told_beside(a, truce, here)]
    return [*links, *_missing(fitting[0], sides, truce, here)] if len(pairs) == len(fitting) == 1 else links


def _camps(against: Against) -> frozenset[str]:
    """The camps of sides."""
    return frozenset(camp(i.removeprefix(BASE)) for i in against.sides)


def _told_beside(against: Against, truce: Ceasefire, here: _Article) -> bool:
    """Whether a fight of two who have names is told in the sentences around a truce, so that it is the fight that stops."""
    named = {m.actor for m in here.notes.mentions if m.head == "name" and m.type in FIGHTING}
    near = (abs(against.sentence - here.parsed.sentence_at(m.start)) for m in truce.mentions)
    return set(against.sides) <= named and min(near) <= 1


def _missing(against: Against, sides: set[str], truce: Ceasefire, here: _Article) -> Iterator[Party]:
    """The sides of a fight that no standing tells; of a war between states the states."""
    camps = [(i, camp(i.removeprefix(BASE))) for i in against.sides]
    between_states = all(c in actors.states() for _, c in camps)
    at = truce.mentions[0]
    for iri in (BASE + c if between_states else i for i, c in camps if c not in sides):
        yield Party(iri, "party", None, here.parsed.sentence_at(at.start), at)


def _announced(links: list[Party], truce: Ceasefire, here: _Article) -> list[Party]:
    """Who announces a truce is party to it, unless two others are, or it is a state that fights nobody there.

    A foreign state that announces the truce of two others brought it about (ETH/PRIO: mediator).
    """
    sides = {camp(_slug(p)) for p in links if p.status == "party" and p.actor}
    fighting = {camp(i.removeprefix(BASE)) for a in here.against for i in a.sides}
    out = []
    for p in links:
        side = camp(_slug(p))
        foreign = side in actors.states() and site_of(side) != truce.country and side not in fighting
        if p.status != "announcer":
            out.append(p)
        elif p.actor and (side in sides or (len(sides) < 2 and not (foreign and fighting))):
            out.append(replace(p, status="party"))
        elif p.actor and foreign and len(sides) > 1:
            out.append(replace(p, status="broker"))
    return out


def _contradicted(links: Sequence[Party]) -> list[Party]:
    """Who says that it is no party is none beside it; who brokers a truce between two others is no side of it."""
    refused = {camp(_slug(p)) for p in links if p.status == "notParty" and p.actor}
    sides = {camp(_slug(p)) for p in links if p.status == "party" and p.actor} - refused
    outside = {camp(_slug(p)) for p in links if p.status in _OUTSIDE and p.actor}
    foreign = outside & sides if len(sides - outside) > 1 else set()
    gone = refused | foreign
    return [p for p in links if not (p.status == "party" and p.actor and camp(_slug(p)) in gone)]


def _one_name(links: Sequence[Party]) -> Iterator[Party]:
    """Each side under the name that was told first in that standing."""
    names: dict[tuple[str, str], str] = {}
    for p in links:
        if p.actor:
            names.setdefault((camp(_slug(p)), p.status), p.actor)
    for p in links:
        yield replace(p, actor=names[camp(_slug(p)), p.status]) if p.actor else p
