"""Pronouns → actors: he and she by sex, place in the sentence and nearness; they, it; I and we by who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from truceline.analysis.tree import VERBAL, Tree
from truceline.know import actors, titles
from truceline.know.nouns import Pronoun, heads, pronouns
from truceline.know.verbs import verbs
from truceline.link.discourse import Book, Entity, Link
from truceline.link.masters import harming, masters
from truceline.link.salience import Place, said_near, salience
from truceline.link.speaker_side import side_meant
from truceline.link.words import opening, said_in
from truceline.model import BASE, Claim, Span

_REACH = 4
"""Sentences back in which a pronoun is looked for."""

_GROUPS = frozenset({"UnnamedGroup", "ArmedGroup", "PopulationGroup", "ArmedForces", "Coalition", "Government"})


def link_pronoun(book: Book, n: int) -> None:
    """Links mention `n`, a pronoun, or leaves it open."""
    p = pronouns()[book.mention(n).text.lower()]
    if gloss := _gloss(book, n):
        book.put(n, gloss)
        return
    if p.person == 1:
        link = _speaker(book, n, p)
    elif p.number == "one":
        link = _person(book, n, p)
    elif goes_on := _goes_on(book, n):
        link = goes_on
    elif p.number == "several":
        link = _they(book, n, p)
    else:
        link = _it(book, n, p)
    book.put(n, link or Link(None, "unsure", 0.0))


def _gloss(book: Book, n: int) -> Link | None:
    """The words in square brackets that an editor put after a pronoun."""
    end = book.mention(n).end
    if book.text[end : end + 2] != " [":
        return None
    for k in range(n + 1, min(n + 3, len(book.links))):
        entity = book.entity(k)
        if book.mention(k).start == end + 2 and entity:
            return Link(entity, "gloss", 0.95)
    return None


# ---------------------------------------------------------------- I, we


def claim_around(book: Book, n: int) -> Claim | None:
    m = book.mention(n)
    near = book.claims.get(book.sentences[n], ())
    holding = [c for c in near if c.speaker and said_in(c, m)]
    return min(holding, key=lambda c: sum(s.end - s.start for s in c.content), default=None)


def speaker_of(book: Book, claim: Claim) -> Entity | None:
    """Who speaks in a claim: the widest mention that heads the words for the speaker, else inside them."""
    assert claim.speaker is not None
    best: tuple[bool, int, Entity] | None = None
    for k in book.over(claim.speaker.start, claim.speaker.end):
        m, entity = book.mention(k), book.entity(k)
        rank = heads_words(book, k, claim.speaker), m.end - m.start
        if entity and (best is None or rank > best[:2]):
            best = (*rank, entity)
    return best[2] if best else None


def heads_words(book: Book, k: int, words: Span) -> bool:
    """Whether a mention heads the words for a speaker, and does not only tell whom they mean ("officers in *Kabul*")."""
    t, head = book.tree, book.heads[k]
    return t.head[head] == head or not words.start <= t.start[t.head[head]] < words.end


def _speaker(book: Book, n: int, p: Pronoun) -> Link | None:
    claim = claim_around(book, n)
    if not book.quoted[n] and (claim is None or claim.quotation != "direct"):
        return None
    speaker = speaker_of(book, claim) if claim else None
    if speaker is None:
        return None
    if p.number == "one":
        return Link(speaker, "speaker", 0.9) if speaker.type == "Person" else None
    if speaker.type == "Person" and claim:
        return Link(side_meant(book, n, speaker, claim), "speaker's side", 0.6)
    return Link(side_of(book, speaker), "speaker's side", 0.6)


def side_of(book: Book, speaker: Entity) -> Entity:
    """For whom somebody speaks when saying "we": the state or organisation of the office held, else the speaker."""
    for _, org in speaker.offices:
        if org and (entity := book.entities.get(BASE + org) or book.known(org)):
            return _power(book, entity)
    if speaker.type == "Person" and speaker.country and any(_of_state(role) for role, _ in speaker.offices):
        return book.known(speaker.country) or speaker
    return _power(book, speaker)


def _power(book: Book, body: Entity) -> Entity:
    """The state for its government; the armed group for the government that it set up."""
    if body.type != "Government":
        return body
    owners = [book.known(o) for o in body.known.part_of] if body.known else []
    group = next((o for o in owners if o and o.type == "ArmedGroup"), None)
    return group or book.known(body.country or "") or body


def _of_state(role: str) -> bool:
    """Whether a role without an organisation is one of a state."""
    return bool(set(role.split()) & titles.of_states())


# ---------------------------------------------------------------- he, she


def _person(book: Book, n: int, p: Pronoun) -> Link | None:
    """A person of that sex, not the one who is quoted."""
    said_by, told = _quoting(book, n), _told_of(book, n)
    persons = ((k, e) for k in _around(book, n) if (e := book.entity(k)) is not None and e.type == "Person")
    fitting = ((k, e) for k, e in persons if e.sex in ("", p.sex) and e is not said_by and e.iri not in told)
    return _chosen(book, n, p, "person", fitting)


def _quoting(book: Book, n: int) -> Entity | None:
    """Who speaks in the quotation that a pronoun stands in."""
    around = claim_around(book, n) if book.quoted[n] else None
    return speaker_of(book, around) if around else None


def _chosen(book: Book, n: int, p: Pronoun, kind: str, several: Iterable[tuple[int, Entity]]) -> Link | None:
    """The candidate that the scored features put first, those left out that grammar forbids."""
    scored: dict[str, tuple[float, Entity]] = {}
    owners, claim = frozenset(masters(book, n)), None if book.quoted[n] else claim_around(book, n)
    free = [(k, e) for k, e in several if not _bound(book, n, k, p)]
    rivals = tuple({e.iri: e for _, e in free}.values()) if kind == "person" else ()
    for k, e in free:
        at = Place(n, k, owners, kind == "they" and _plural(book, k), p.sex if kind == "person" else "", claim, rivals)
        value = salience(book, kind, at, e)
        if e.iri not in scored or value > scored[e.iri][0]:
            scored[e.iri] = (value, e)
    return _best(list(scored.values()), p.sex if kind == "person" else kind)


def _told_of(book: Book, n: int) -> frozenset[str]:
    """Whom the quotation speaks of whose speaker a pronoun is: nobody speaks of himself by name ("'This man lies,' *he* said")."""
    m = book.mention(n)
    own = (c for c in book.claims.get(book.sentences[n], ()) if c.speaker and c.speaker.start == m.start)
    spans = [s for c in own if c.quotation == "direct" for s in c.content]
    inside = (k for s in spans for k in book.over(s.start, s.end) if not _pronoun(book, k))
    return frozenset(e.iri for e in map(book.entity, inside) if e is not None)


def _goes_on(book: Book, n: int) -> Link | None:
    """The body that spoke just before, when a quotation is said by "it" or "they" that does not tell of it."""
    at = book.mention(n).start
    near = [(who, c.cue, c) for who, c in said_near(book, n) if c.cue and c.quotation == "direct"]
    before = [c for _, cue, c in near if cue.end < at]
    if not before or all(who.start != at for who, _, _ in near):
        return None
    last = speaker_of(book, max(before, key=lambda c: c.content[-1].end))
    fits = last is not None and last.type != "Person" and last.iri not in _told_of(book, n)
    return Link(last, "goes on speaking", 0.8) if fits else None


def _best(scored: list[tuple[float, Entity]], reason: str) -> Link | None:
    """The highest one, when it is high enough and clear of the next."""
    if not scored:
        return None
    ranked = sorted(scored, key=lambda x: (-x[0], x[1].iri))
    lead = ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else 0.0)
    if ranked[0][0] < 0.5:
        return None
    return Link(ranked[0][1], reason, round(min(0.95, 0.55 + 0.2 * min(lead, 2.0)), 2))


def _back(book: Book, n: int) -> list[int]:
    """Positions of mentions before `n` within reach, nearest first; those of the one who speaks ("we") left out."""
    first = n
    begin = book.report(n)[0]
    while first > 0 and book.away(n, first - 1) <= _REACH and book.starts[first - 1] >= begin:
        first -= 1
    return [k for k in range(n - 1, first - 1, -1) if not _of_speaker(book, k) and not _made_up(book, k, n)]


def _around(book: Book, n: int) -> list[int]:
    """Positions of the mentions that `n` may take up: those before it, and the subject that it comes before."""
    return [*_back(book, n), *ahead(book, n)]


def ahead(book: Book, n: int) -> list[int]:
    """The mentions that are the subject of a clause before which `n` stands: "On *their* way, *the rebels* …"."""
    t, below = book.tree, book.heads[n]
    for h in t.above(below):
        if t.pos[h] in VERBAL and t.dep[below] in ("prep", "advcl"):
            later = [k for k in t.surface_subject(h) if k > max(t.subtree(below))]
            return [k for i in later for k in book.over(t.start[i], t.end[i]) if book.heads[k] == i and k > n]
        below = h
    return []


def _of_speaker(book: Book, k: int) -> bool:
    m = book.mention(k)
    return m.head == "pronoun" and pronouns()[m.text.lower()].person == 1


def _made_up(book: Book, k: int, n: int) -> bool:
    """Whether a mention is of anybody at all in words that were quoted before: "'When a guard dies …,' he wrote"."""
    return (
        book.quoted[k]
        and book.sentences[k] != book.sentences[n]
        and book.mention(k).head == "nominal"
        and opening(book, k) in ("a", "an", "any")
        and claim_around(book, k) is not claim_around(book, n)
    )


def _of_offer(t: Tree, a: int) -> bool:
    """Whether an "it" may be what the clause before takes up: "welcomed the offer, saying *it* could end the war"."""
    cue = t.head[t.head[a]]
    if t.dep[t.head[a]] != "ccomp" or t.tag[cue] != "VBG":
        return False
    o = t.child(t.head[cue], "dobj")
    return o is not None and o < cue and t.pos[o] == "NOUN" and t.lemma[o] not in heads()


def _bound(book: Book, n: int, k: int, p: Pronoun) -> bool:
    """Whether grammar forbids the two to be one: subject and object of the same verb, owner and owned."""
    t, a, b = book.tree, book.heads[n], book.heads[k]
    m, other = book.mention(n), book.mention(k)
    if other.start <= m.start and m.end <= other.end:
        return True
    if p.kind == "possessive":
        return b in harming(t, a)
    return p.kind == "object" and _of_one_verb(t, a, b)


def _of_one_verb(t: Tree, a: int, b: int) -> bool:
    """Whether an object stands to a verb of which somebody else (b) is the subject or another object."""
    if t.head[a] == t.head[b] and t.dep[b] in ("nsubj", "nsubjpass", "dobj"):
        return True
    if t.dep[a] in ("dobj", "dative"):
        return _same(t, b, t.surface_subject(t.head[a]))
    if t.dep[a] != "pobj" or t.lower[t.head[a]] not in _ACROSS or (v := t.verb_over(a)) is None:
        return False
    return any(_same(t, b, t.conjuncts(d)) for d in t.surface_subject(v))


_ACROSS = frozenset({"to", "with", "against", "by", "about", "of", "for"})
"""Prepositions after which nobody means the subject of the same verb by "him" or "them": "the police shot three *of them*"."""


def _same(t: Tree, b: int, subjects: list[int]) -> bool:
    """Whether a head is one of the subjects, or an apposition to one ("the minister, *X*, gave him …")."""
    return b in subjects or (t.dep[b] == "appos" and t.head[b] in subjects)


# ---------------------------------------------------------------- they, it


def _they(book: Book, n: int, p: Pronoun) -> Link | None:
    if _of_happening(book.tree, book.heads[n]):
        return None
    if persons := _persons(book, n):
        return persons
    joint = _joint(book, n, p)
    best = _of_pair(_chosen(book, n, p, "they", _groups(book, n)))
    return joint if joint and (best is None or _rather(joint, best)) else best


def _groups(book: Book, n: int) -> Iterator[tuple[int, Entity]]:
    """The mentions of groups and bodies, or of several actors together, that "they" may take up."""
    for k in _around(book, n):
        e = book.entity(k) or _pair(book, k)
        if e is not None and e.type != "Person" and (_plural(book, k) or not _pronoun(book, k)):
            yield k, e


def _rather(joint: Link, best: Link) -> bool:
    """Whether those joined by "and" are meant rather than the best candidate: it is unsure, or one of them."""
    return best.score < 0.7 or (best.entity is not None and best.entity.iri in joint.members)


def _persons(book: Book, n: int) -> Link | None:
    """The persons, all of them, in whose clause "their" stands: "A and B were shot at *their* homes"."""
    owners = masters(book, n)
    near = range(max(0, n - 12), n)
    meant = {book.heads[k]: e for k in near if (e := book.entity(k)) and book.heads[k] in owners}
    one = {e.iri for e in meant.values() if e.type == "Person"}
    several = len(one) > 1 and len(meant) == len(set(owners))
    return Link(None, "joined", 0.7, tuple(sorted(one))) if several else None


def _pronoun(book: Book, k: int) -> bool:
    return book.mention(k).head == "pronoun"


def _pair(book: Book, k: int) -> Entity | None:
    """Several actors for whom a plural before stands ("both sides"), as one candidate."""
    link = book.links[k]
    if link is None or not link.members or _pronoun(book, k):
        return None
    return Entity(" ".join(link.members), "UnnamedGroup", "")


def _of_pair(link: Link | None) -> Link | None:
    """The link with several members where the candidate stands for them."""
    if link is None or link.entity is None or " " not in link.entity.iri:
        return link
    return Link(None, link.reason, link.score, tuple(link.entity.iri.split(" ")))


def _of_happening(t: Tree, a: int) -> bool:
    """Whether a subject is that of a verb which only happenings have: "*they* will resume next month"."""
    v = t.head[a]
    return t.dep[a] == "nsubj" and t.lemma[v] in titles.of_happenings() and t.child(v, "dobj") is None


def _plural(book: Book, k: int) -> bool:
    m = book.mention(k)
    if m.head == "pronoun":
        return pronouns()[m.text.lower()].number == "several"
    return book.tree.tag[book.heads[k]] in ("NNS", "NNPS") or book.tree.lower[book.heads[k]] in ("people", "police")


def _joint(book: Book, n: int, p: Pronoun) -> Link | None:
    """Several actors joined by "and" as subject of the clause before: the pronoun stands for all of them."""
    t = book.tree
    for k in _back(book, n):
        if book.sentences[n] - book.sentences[k] > 1:
            break
        head = book.heads[k]
        if t.dep[head] not in ("nsubj", "nsubjpass") or _bound(book, n, k, p):
            continue
        group = set(t.conjuncts(head))
        near = range(max(0, k - 12), min(len(book.heads), k + 12))
        members = [e.iri for j in near if book.heads[j] in group and (e := book.entity(j))]
        if len(dict.fromkeys(members)) > 1:
            return Link(None, "joined", 0.6, tuple(dict.fromkeys(members)))
        return None
    return None


_BODIES = _GROUPS | {"State", "InternationalOrganization", "NonGovernmentalOrganization", "MediaOrganization"}


def _it(book: Book, n: int, p: Pronoun) -> Link | None:
    """An organisation or state as subject just before; an "it" that may stand for a thing or nothing stays open."""
    t, a = book.tree, book.heads[n]
    if p.kind == "subject" and (_said_of_thing(t, a) or _of_offer(t, a)):
        return None
    said_by = _quoting(book, n)
    link = _chosen(book, n, p, "it", ((k, e) for k, e in _bodies(book, n) if not _own_side(e, said_by)))
    return link if link and link.score >= 0.6 else None


def _bodies(book: Book, n: int) -> Iterator[tuple[int, Entity]]:
    """The mentions of one body or state, in the sentence of an "it" or the one before, that it may take up."""
    for k in _around(book, n):
        e = book.entity(k) if book.sentences[n] - book.sentences[k] <= 1 else None
        if e is not None and e.type in _BODIES and not _plural(book, k):
            yield k, e


def _own_side(e: Entity, said_by: Entity | None) -> bool:
    """Whether a candidate is who is quoted, or the state of that person: they would say "we"."""
    return said_by is not None and (e is said_by or (e.type == "State" and e.slug == said_by.country))


def _said_of_thing(t: Tree, a: int) -> bool:
    """Whether the verb of an "it" is said of things rather than of actors ("*it* is over", not "*it* is unable to", "*it* was told")."""
    v = t.head[a]
    if t.dep[a] == "nsubjpass":
        return t.lemma[v] not in verbs() and t.lower[v] not in titles.of_minds()
    what = t.child(v, "acomp")
    if what is not None and t.lower[what] in titles.of_minds():
        return False
    return t.dep[a] != "nsubj" or t.lemma[v] in titles.of_things()


def state_of(entity: Entity) -> str | None:
    """The IRI of the state an actor belongs to."""
    return BASE + entity.country if entity.country and entity.country in actors.states() else None
