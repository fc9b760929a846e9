"""How each side stands to a truce, now that it is known who is who.

Who announces a truce of others is no party to it; persons stand for their state or group; "both sides" are the sides that
the text sets against each other; a state, its government and its army are one side, under the name that was told first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.analysis.article import Analysis
from truceline.analysis.tree import Tree
from truceline.know import actors
from truceline.know.truces import FOSTERING, around, singular
from truceline.link.able_sides import LEFT_OUT, Told, can_be, mention_of, slug_of, without_groups_of_named
from truceline.link.camps import FIGHTING, camp, camps_of, generic, lands, offices
from truceline.link.fights import Against, set_against
from truceline.link.implied_cover import site_of
from truceline.link.likely_sides import fights_for_himself, with_likely_sides
from truceline.link.party_features import Stage, mentions_by_camp
from truceline.link.truces import of_one_time
from truceline.model import BASE, Ceasefire, Mention, Notes, Party
from truceline.values import replace

_STATES = frozenset({"country", "nation", "neighbour", "neighbor", "state", "government", "power"})


def settle(notes: Notes, parsed: Analysis, tree: Tree) -> Notes:
    """The truces with the standings of sides instead of mentions.

    Args:
        notes: with every identity filled in.
        parsed: the article.
        tree: its tree.
    """
    if not notes.ceasefires:
        return notes
    stage = told(notes, parsed, tree)
    return replace(stage.notes, ceasefires=tuple(with_likely_sides(t, stage) for t in stage.notes.ceasefires))


def told(notes: Notes, parsed: Analysis, tree: Tree) -> Stage:
    """The article with the standings that it tells, as those that it does not tell are looked for in it.

    Args:
        notes: with every identity filled in.
        parsed: the article.
        tree: its tree.
    """
    here = _article(notes, parsed, tree)
    once = [_settled(t, here) for t in notes.ceasefires]
    both = ((n, m) for n, m in enumerate(notes.mentions) if m.head == "nominal" and generic(m) and m.members)
    several = len(notes.ceasefires) > 1
    plurals = tuple(Against(here.sentences[n] if several else -1, m.members) for n, m in both)
    again = replace(here, truces=tuple(t for t in once if len(_sides(t).camps) == 2), plurals=plurals)
    settled = replace(notes, ceasefires=tuple(_settled(t, again) for t in notes.ceasefires))
    return Stage(
        parsed,
        settled,
        here.offices,
        here.against,
        here.sentences,
        mentions_by_camp(settled, here.offices, _able(again)),
    )


def _article(notes: Notes, parsed: Analysis, tree: Tree) -> Told:
    """What the standings of an article are read with, before any truce of it is."""
    published = parsed.article.published
    held = offices(notes, published.isoformat()[:10] if published else None)
    sentences = tuple(parsed.sentence_at(m.start) for m in notes.mentions)
    types = {a.iri: a.type for a in notes.actors}
    named = frozenset(m.actor for m in notes.mentions if m.actor and m.head == "name")
    return Told(parsed, notes, held, tuple(set_against(notes, tree, sentences)), (), (), sentences, types, named)


def _able(here: Told) -> set[str]:
    """The IRIs of those who may be taken for a side unasked; persons stand for theirs."""
    meant = {here.offices.body(i) for m in here.notes.mentions for i in (*m.members, m.actor) if i}
    return {i for i in meant if fights_for_himself(i) and can_be(Party(i, "party"), here)}


def _settled(truce: Ceasefire, here: Told) -> Ceasefire:
    """The truce with each side under one name."""
    told = [x for p in truce.parties for x in _who(p, here)]
    outside = camps_of(told, *FOSTERING)
    links = _for_others([x for p in told for x in _sides_of(p, told, outside, here)], truce, here)
    own = camps_of(links, "announcer")
    links = _announced(_charged(links, here), truce, here)
    links = _completed(links, own, truce, here)
    kept = without_groups_of_named(_contradicted([p for p in links if can_be(p, here)]), here)
    return replace(truce, parties=tuple(dict.fromkeys(_one_name(kept))))


def _who(party: Party, here: Told) -> Iterator[Party]:
    """The actors that a mention stands for; of a person the side."""
    m, n = mention_of(party, here), party.mention or 0
    head = m.head if m is not None else "name"
    if m is not None and head != "name" and (members := m.members or _owners(n, here)):
        yield from (replace(party, actor=here.offices.body(a)) for a in members)
    elif party.actor is None and head == "pronoun":
        yield from (replace(party, actor=a) for a in _before(n, here))
    elif party.actor and party.status != "monitor":
        yield replace(party, actor=here.offices.body(party.actor))
    else:
        yield party


def _owners(n: int, here: Told) -> tuple[str, ...]:
    """Of "their armies" those whose they are, where these are several."""
    mentions = here.notes.mentions
    inner = (m for m in mentions[n + 1 : n + 2] if m.start == mentions[n].start and m.head == "pronoun")
    return next((m.members for m in inner), ())


def _before(pronoun: int, here: Told) -> Iterator[str]:
    """The side that was named last before a pronoun in its sentence."""
    mentions = here.notes.mentions
    near = [n for n in range(pronoun) if here.sentences[n] == here.sentences[pronoun] and mentions[n].type in FIGHTING]
    yield from (a for n in near[:1] if (a := mentions[n].actor))


def _sides_of(party: Party, told: Sequence[Party], outside: set[str], here: Told) -> Iterator[Party]:
    """The sides that "both sides" are, where the text sets two against each other; a name for "the rebels" where it has one."""
    m = mention_of(party, here)
    if m is None or party.status in FOSTERING or m.head == "name" or m.members:
        yield party
    elif generic(m) or (party.actor and _is_generic(party.actor, here)):
        sides = _meant(m, here.sentences[party.mention or 0], told, outside, here)
        yield from (replace(party, actor=iri) for iri in sides)
    elif named := _name_for(m, party, told, here):
        yield replace(party, actor=named)
    elif singular(m.text.lower().split()[-1]) not in around("agents"):
        yield party


def _name_for(m: Mention, party: Party, told: Sequence[Party], here: Told) -> str | None:
    """The group or state that a description stands for, unless that is told to stand the other way: in, or left out."""
    named = _named_group(m, party, here) or _state(m, party)
    other = ("party",) if party.status in LEFT_OUT else LEFT_OUT
    contrary = named and camp(named) in camps_of(p for p in told if p.status in other)
    return None if contrary else named


def _meant(m: Mention, sentence: int, told: Sequence[Party], outside: set[str], here: Told) -> tuple[str, ...]:
    """The sides meant by a plural: those of the truce, else of the fight told nearest, else the only two there are."""
    states = singular(m.text.lower().split(" of ")[0].split()[-1]) in _STATES
    for group in _groups(sentence, told, here):
        sides = lands(group) if states else [i for i in group if camp(i) not in outside]
        several = {camp(i): i for i in reversed(sides)}
        if len(several) > 1:
            return tuple(i for i in sides if i in several.values())
    return ()


def _groups(sentence: int, told: Sequence[Party], here: Told) -> Iterator[Sequence[str]]:
    """Those who may be meant by a plural in a sentence, the likeliest first."""
    own = [p.actor for p in told if p.status == "party" and p.actor and p.mention is not None]
    yield [i for i in dict.fromkeys(own) if not _is_generic(i, here)]
    yield from (_sides(t).sides for t in here.truces[:1])
    yield from (a.sides for a in sorted(here.against, key=lambda a: (abs(a.sentence - sentence), a.sentence)))
    yield _only_two(here)


def _is_generic(iri: str, here: Told) -> bool:
    """Whether an actor is only known by a word for several."""
    mine = [m for m in here.notes.mentions if m.actor == iri and m.head != "pronoun"]
    return bool(mine) and all(generic(m) for m in mine)


def _only_two(here: Told) -> list[str]:
    """The named states, armies and groups of the article in the order of the text, where they are of two camps."""
    named = [m.actor for m in here.notes.mentions if m.actor and m.head == "name" and m.type in FIGHTING]
    camps = {camp(i): i for i in reversed(named)}
    return list(camps.values())[::-1] if len(camps) == 2 else []


def _state(m: Mention, party: Party) -> str | None:
    """The state for which an official side stands that is known under no name: "the Ruritanian junta"."""
    words = m.text.lower().replace("’", "'").replace("'s", "").split()
    if actors.get(slug_of(party)) is not None or words[-1] not in around("official"):
        return None
    named = (actors.adjectives().get(w) or next(iter(actors.lookup(w.title())), None) for w in words[:-1])
    state = next((s for s in named if s in actors.states()), None)
    return BASE + state if state else None


def _named_group(m: Mention, party: Party, here: Told) -> str | None:
    """The only armed group that the article names, where a word such as "the rebels" is linked to none."""
    if m.type not in {"UnnamedGroup", "ArmedGroup"} or m.text.lower().split()[-1] not in around("fighters"):
        return None
    if _counted(m, here) or (party.actor and actors.get(slug_of(party)) is not None):
        return None
    named = _groups_named(here)
    return next(iter(named.values())) if len(named) == 1 else None


def _groups_named(here: Told) -> dict[str, str]:
    """The armed groups that the article names, or tells by who leads them, by camp."""
    groups = (x for x in reversed(here.notes.mentions) if x.type == "ArmedGroup")
    return {camp(x.actor): x.actor for x in groups if x.actor and (x.head == "name" or x.reason == "led by")}


def _counted(m: Mention, here: Told) -> bool:
    """Whether a mention tells how many of several are meant: "two rebel groups", "some fighters"."""
    before = here.parsed.article.text[max(0, m.start - 20) : m.start].lower().split()[-1:]
    alone = {"main"} if not m.text.endswith("s") else set()
    return any(w.isdigit() or w in around("quantifier") - alone for w in (*before, *m.text.lower().split()))


def _for_others(links: list[Party], truce: Ceasefire, here: Told) -> list[Party]:
    """The links, states that made a truce "between A and B" of which they are neither told as its brokers (ETH/PRIO: mediator)."""
    text = here.parsed.article.text
    sides = [p for p in links if p.status == "party"]
    named = camps_of(p for p in sides if p.evidence and p.evidence.of(text).endswith("between"))
    aside = {c for c in camps_of(sides) - named if _from_outside(c, truce)}
    if len(named) < 2 or aside & _fighting(here):
        return links
    return [replace(p, status="broker") if p in sides and camp(p.actor or "") in aside else p for p in links]


def _fighting(here: Told) -> set[str]:
    """The camps that the article sets against others."""
    return {c for a in here.against for c in a.camps}


def _charged(links: list[Party], here: Told) -> list[Party]:
    """Who breaks a truce is party to it; who is only said to by somebody is not thereby one."""
    sides = camps_of(links, "party")
    out = []
    for p in links:
        if p.status != "violator":
            out.append(p)
        elif camp(p.actor or "") in sides or not _in_a_claim(p, here):
            out.append(replace(p, status="party"))
    return out


def _in_a_claim(party: Party, here: Told) -> bool:
    """Whether a standing is told in somebody's words."""
    span = party.evidence
    return span is not None and any(c.speaker and any(s.covers(span) for s in c.content) for c in here.notes.claims)


def _completed(links: list[Party], own: set[str], truce: Ceasefire, here: Told) -> list[Party]:
    """The sides of a truce of which none, or one of two, is told: the only two whom the text sets against each other.

    `own` are the camps of those who announced a truce as theirs.
    """
    sides = camps_of(p for p in links if p.status == "party" and can_be(p, here))
    if not truce.mentions or truce.side == "unilateral" or sides & own or not _open(sides, links, truce):
        return links
    pair = _only_pair(sides, camps_of(p for p in links if p.status != "party"), truce, here)
    return [*links, *_missing(pair, sides, truce, here)] if pair else links


def _only_pair(sides: set[str], outside: set[str], truce: Ceasefire, here: Told) -> Against | None:
    """The one pair of opponents that takes in the sides of a truce and nobody outside it: in a fight told beside it, as
    "both sides", or as the sides of another truce of that time."""
    pairs = (a for a in (*_told_pairs(sides, truce, here), *here.against) if len(a.camps) == 2)
    free = [a for a in pairs if a.camps >= sides and not a.camps & outside]
    beside = (a for a in free if a.sentence < 0 or _told_beside(a, truce, here))
    return next(beside, None) if len({a.camps for a in free}) == 1 else None


def _told_pairs(sides: set[str], truce: Ceasefire, here: Told) -> list[Against]:
    """The sides of other truces, where of this one none is told, and those meant by "both sides", where that is of no other truce."""
    if sides:
        return list(here.plurals)
    told = {_sides(t).camps for t in here.truces}
    others = (_sides(t) for t in here.truces if of_one_time(t, truce))
    return [*others, *(a for a in here.plurals if a.camps not in told)]


def _open(sides: set[str], links: Sequence[Party], truce: Ceasefire) -> bool:
    """Whether a side of a truce is left to be found: it has none, or one that somebody was brought together with."""
    brokered = any(p.status in FOSTERING for p in links)
    state_alone = sides <= set(actors.states()) and bool(truce.states)
    return not sides or (len(sides) == 1 and (brokered or state_alone))


def _sides(truce: Ceasefire) -> Against:
    """The sides that a truce is told to have."""
    return Against(-1, tuple(p.actor for p in truce.parties if p.status == "party" and p.actor))


def _told_beside(against: Against, truce: Ceasefire, here: Told) -> bool:
    """Whether a fight of two who have names is told in the sentences around a truce, so that it is the fight that stops."""
    named = {m.actor for m in here.notes.mentions if m.head == "name" and m.type in FIGHTING}
    near = (abs(against.sentence - here.parsed.sentence_at(m.start)) for m in truce.mentions)
    return set(against.sides) <= named and min(near) <= 1


def _missing(against: Against, sides: set[str], truce: Ceasefire, here: Told) -> Iterator[Party]:
    """The sides of a fight that no standing tells; of a war between states the states."""
    camps = [(i, camp(i)) for i in against.sides]
    between_states = all(c in actors.states() for _, c in camps)
    at = truce.mentions[0]
    for iri in (BASE + c if between_states else i for i, c in camps if c not in sides):
        yield Party(iri, "party", None, here.parsed.sentence_at(at.start), at)


def _announced(links: list[Party], truce: Ceasefire, here: Told) -> list[Party]:
    """Who announces a truce is party to it, unless two others are, or it is a state that fights nobody there.

    A foreign state that announces the truce of two others brought it about (ETH/PRIO: mediator).
    """
    sides = camps_of(links, "party")
    fighting = _fighting(here)
    out = []
    for p in (*links, *_tellers(truce, here)):
        if p.status not in {"announcer", "teller"}:
            out.append(p)
        elif p.actor and (status := _status_of_announcer(p, sides, fighting, truce, here)):
            out.append(replace(p, status=status))
    return out


def _status_of_announcer(p: Party, sides: set[str], fighting: set[str], truce: Ceasefire, here: Told) -> str | None:
    """As what somebody who announces or tells of a truce stands to it."""
    side = camp(p.actor or "")
    foreign = side not in fighting and _from_outside(side, truce)
    own = side in sides or (len(sides) < 2 and not (foreign and fighting))
    if p.status == "announcer" and own and not _no_side(p, here):
        return "party"
    return "broker" if foreign and (len(sides - {side}) > 1 or _no_side(p, here)) else None


def _no_side(p: Party, here: Told) -> bool:
    """Whether somebody is a person who can be no side."""
    return here.types.get(p.actor or "") == "Person" and not can_be(replace(p, status="party"), here)


def _from_outside(side: str, truce: Ceasefire) -> bool:
    """Whether a state or a person is not of the land that a truce is about, or somebody speaks for an organisation of several."""
    known = actors.get(side)
    land = side if side in actors.states() else known.country if known and known.type == "Person" else None
    home = land is not None and site_of(land) == truce.country
    return known is not None and known.type in {"State", "InternationalOrganization", "Person"} and not home


def _tellers(truce: Ceasefire, here: Told) -> Iterator[Party]:
    """Who announces that others have made a truce, as the side for which they speak: "Norway announced that both signed"."""
    made = [s.evidence for s in truce.states if s.state in {"declared", "inForce"} and s.evidence]
    for c in here.notes.claims:
        if c.actor and c.stance == "announced" and any(x.covers(e) for x in c.content for e in made):
            yield Party(here.offices.body(c.actor), "teller", None, c.sentence, c.cue)


def _contradicted(links: Sequence[Party]) -> list[Party]:
    """Who says that it is no party is none beside it, nor left out; who brokers a truce between two others is no side of it."""
    refused = camps_of(links, "notParty")
    sides = camps_of(links, "party") - refused
    outside = camps_of(links, *FOSTERING)
    gone = refused | (outside & sides if len(sides - outside) > 1 else set())
    own = sides - gone
    without = {"party": gone, "monitor": own, "broker": own, "excluded": refused}
    return [p for p in links if not (p.actor and camp(p.actor) in without.get(p.status, ()))]


def _one_name(links: Sequence[Party]) -> Iterator[Party]:
    """Each side under the name that was told first in that standing."""
    names: dict[tuple[str, str], str] = {}
    for p in links:
        if p.actor:
            names.setdefault((camp(p.actor or ""), p.status), p.actor)
    for p in links:
        yield replace(p, actor=names[camp(p.actor or ""), p.status]) if p.actor else p
