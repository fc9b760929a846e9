"""Armies, governments and countries that a description means without naming them in full."""

from __future__ import annotations

import bisect
from collections.abc import Mapping
from itertools import chain

from truceline.analysis.reports import country_iris, states_at
from truceline.know import actors, titles
from truceline.know.matching import exact
from truceline.know.nouns import closed
from truceline.know.spelling import key
from truceline.link.choice_weights import weighed
from truceline.link.discourse import Book, Entity, Link, bare
from truceline.link.state_features import features, kind_of, main_state, state_of, weights
from truceline.link.words import DEFINITE, POSSESSIVE, alike, before, noun, opening, orgs, plural, recent
from truceline.model import BASE


def institution(book: Book, n: int) -> Link | None:
    """The army or government of the state that the mention names, or of the one that the article is about."""
    armed = book.mention(n).type == "ArmedForces"
    told = (_by_name, *((_forces_of, _from_land) if armed else ()), _owned, _of_state)
    guessed = (*((_attacked, _sent) if armed else ()), _seated, _ministry, _bare)
    named = (link for read in told if (link := read(book, n)) is not None)
    meant = (link for read in guessed if (link := read(book, n)) is not None)
    return next(chain(named, (m for m in meant if m.entity and not _of_itself(book, n, m.entity))), None)


def _of_itself(book: Book, n: int, e: Entity) -> bool:
    """Whether somebody would do it to himself: "the command accused the Ruritanian army", "troops of X killed two soldiers"."""
    verb, others = book.tree.head[book.heads[n]], _across(book, n)
    if _done_to(book, n) and book.tree.lemma[verb] in titles.of_harm() and e.country:
        return any(state_of(book, i) == e.country for i in others)
    beside = (k for i in others for k in book.over(book.tree.start[i], book.tree.end[i]) if book.heads[k] == i)
    return any(o.iri == e.iri for k in beside if (o := book.entity(k)))


def _across(book: Book, n: int) -> list[int]:
    """The objects of the verb whose subject a mention is, or the doers of what is done to it."""
    t, h = book.tree, book.heads[n]
    if t.dep[h] == "nsubj":
        return [k for k in t.kids[t.head[h]] if t.dep[k] in ("dobj", "dative")]
    return t.agents(t.head[h]) if _done_to(book, n) else []


def _done_to(book: Book, n: int) -> bool:
    """Whether a mention is the object of a verb, or the subject of a passive."""
    return book.tree.dep[book.heads[n]] in ("dobj", "nsubjpass")


def _by_name(book: Book, n: int) -> Link | None:
    """The institution that the table knows by just these words."""
    m = book.mention(n)
    slugs = actors.lookup(" ".join(bare(m.text)), book.seen.states)
    entity = book.known(slugs[0]) if slugs else None
    return Link(entity, "gazetteer", 1.0) if entity and entity.type == m.type else None


def _of_state(book: Book, n: int) -> Link | None:
    """ "The Ruritanian army": that of the state which the words name."""
    ending = titles.bodies().get(noun(book, n))
    states = [org for org in orgs(book, n) if org in actors.states()] if ending else []
    found = next((e for org in states if (e := book.known(f"{org}-{ending}"))), None)
    return Link(found, "institution", 0.85) if found else None


def _bare(book: Book, n: int) -> Link | None:
    """ "The army", "the government" and no more: the last one of its kind, else that of the state that acts."""
    ending = titles.bodies().get(noun(book, n))
    words = bare(book.mention(n).text)[:-1]
    told, told_whose = [w for w in words if w not in closed("same body")], _OF_STATES.intersection(words)
    if ending is None or orgs(book, n) or told or opening(book, n) in _ONE:
        return None
    alone = ending == "armed-forces" and plural(book, n) and not words and not _counted(book, n)
    definite = opening(book, n) in DEFINITE or noun(book, n) in _WITHOUT_ARTICLE or alone or bool(told_whose)
    found = {x: f for x, f in features(book, n, ending).items() if definite or not f.keys().isdisjoint(_NAMED)}
    if "federal" in words:
        found = {x: f for x, f in found.items() if x not in actors.states() or actors.states()[x].federal}
    kind = "government" if told_whose else kind_of(ending)
    book.trail[kind, n] = dict(found.items())
    for owner in _ranked(found, kind):
        entity = book.entities.get(owner) or _called_so(book, n, owner) or book.known(f"{owner}-{ending}")
        if entity:
            return Link(entity, "state of who acts", 0.7 if "body named" in found[owner] else 0.5)
    return None


def _counted(book: Book, n: int) -> bool:
    """Whether a number stands before the noun of a mention."""
    return book.tree.child(book.heads[n], "nummod") is not None


def _ranked(found: Mapping[str, Mapping[str, float]], kind: str) -> list[str]:
    """The states whose features weigh more than nothing, the heaviest first."""
    table = weights()[kind]
    scored = {x: weighed(f, table) for x, f in found.items()}
    return sorted((x for x, value in scored.items() if value > 0), key=lambda x: (-scored[x], x))


_NAMED = frozenset({"body named", "any force of its"})
_OF_STATES = frozenset({"government", "security", "federal"})
"""Words by which bare forces are a state's own."""
_WITHOUT_ARTICLE = frozenset({"parliament", "police"})
_ONE = frozenset({"a", "an", "another", "one"})


def _called_so(book: Book, n: int, state: str) -> Entity | None:
    """The body of a state that is known by just that noun ("the junta" of a land whose junta has a name)."""
    for word in (actors.states()[state].label, *actors.states()[state].adjectives):
        for slug in actors.lookup(f"{word} {noun(book, n)}", (state,)):
            if (entity := book.known(slug)) and entity.type == book.mention(n).type:
                return entity
    return None


def _attacked(book: Book, n: int) -> Link | None:
    """ "Attacked the forces of X, killing two soldiers": those who are harmed are of the force that is attacked."""
    t, h = book.tree, book.heads[n]
    if not _done_to(book, n) or t.lemma[t.head[h]] not in titles.of_harm() or opening(book, n) in DEFINITE:
        return None
    doers = t.agents(t.head[h])
    here = ((k, e) for k, e in recent(book, n) if book.sentences[k] == book.sentences[n] and e.type == "ArmedForces")
    return next((Link(e, "attacked", 0.7) for k, e in here if book.heads[k] not in doers), None)


def _sent(book: Book, n: int) -> Link | None:
    """Bare "troops" that a state sends are its own."""
    t, h = book.tree, book.heads[n]
    if t.dep[h] != "dobj" or any(t.dep[k] in ("det", "poss", "amod", "compound") for k in t.kids[h]):
        return None
    doers = t.agents(t.head[h])
    for k, e in recent(book, n):
        if book.sentences[n] - book.sentences[k] > 0:
            break
        if book.heads[k] in doers and e.country in actors.states():
            return Link(book.known(f"{e.country}-armed-forces"), "sent by", 0.7)
    return None


def _seated(book: Book, n: int) -> Link | None:
    """ "The foreign ministry in <capital>", "authorities in <land>": the institution by that name of the state that is meant."""
    m = book.mention(n)
    k = bisect.bisect_left(book.notes.places, m.end, key=lambda p: p.start)
    place = next((p for p in book.notes.places[k : k + 1] if book.text[m.end : p.start] == " in "), None)
    if place is None:
        return None
    capital = exact(actors.nations()["capital"], key(place.text))
    state = next(chain(states_at(place) if place.kind == "country" else (), capital.ids if capital else ()), None)
    if state is None:
        return None
    for adjective in actors.states()[state].adjectives:
        slugs = actors.lookup(f"{adjective} {' '.join(bare(m.text))}", (state,))
        if slugs and (entity := book.known(slugs[0])):
            return Link(entity, "seat", 0.8)
    return None


def _ministry(book: Book, n: int) -> Link | None:
    """ "The foreign ministry" without its state: that of the one who acts before it, else of the article's state."""
    ministry = noun(book, n) == "ministry" and opening(book, n) in DEFINITE
    if not ministry or book.text[book.mention(n).end :].startswith(" in "):
        return None
    return body(book, n)


def body(book: Book, n: int) -> Link | None:
    """A ministry or the like whose land its words leave out: the last one told so, else that of the article's state."""
    words = bare(book.mention(n).text)
    for k, e in recent(book, n):
        if book.sentences[n] - book.sentences[k] > 12:
            break
        names = e.known.names if e.known else (e.label,)
        if e.type == "Government" and any(_so_named(bare(x), words) for x in names):
            return Link(e, "same class", 0.7)
    return of_main_state(book, n)


def of_main_state(book: Book, n: int) -> Link | None:
    """ "State television", "the foreign ministry": the body by that name of the state that the article is about."""
    m, state = book.mention(n), main_state(book, n)
    told = m.type != "MediaOrganization" or len(bare(m.text)) > 1
    for adjective in actors.states()[state].adjectives if told and state in actors.states() else ():
        slugs = actors.lookup(f"{adjective} {' '.join(bare(m.text))}", (str(state),))
        if slugs and (entity := book.known(slugs[0])) and alike(entity.type, m.type):
            return Link(entity, "state of the article", 0.5)
    return None


def _so_named(name: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a name ends in the words, or they are just the noun that heads it ("Ministry of Trade")."""
    return name[-len(words) :] == words or (len(words) == 1 and words[0] in name)


_BODY = frozenset({"Coalition", "ArmedGroup", "InternationalOrganization", "ArmedForces"})


def _forces_of(book: Book, n: int) -> Link | None:
    """The forces of a group or coalition are that group; those of a person who heads no state are a group of their own."""
    for k in book.inner(n):
        e = book.entity(k)
        if e is None or book.tree.dep[book.heads[k]] not in ("compound", "nmod", "amod", "poss"):
            continue
        if book.tree.head[book.heads[k]] != book.heads[n]:
            continue
        if e.type in _BODY:
            return Link(e, "forces of", 0.8)
        if e.type == "Person" and not any(org in actors.states() for _, org in e.offices):
            made = book.own(f"forces of {e.label}", "ArmedGroup")
            made.country = e.country
            return Link(made, "forces of", 0.7)
    return None


def _from_land(book: Book, n: int) -> Link | None:
    """ "Troops from Ruritania": those of the land that they come from."""
    t = book.tree
    ends = [t.end[i] for i in t.under(book.heads[n], "from")]
    lands = [s for p in book.notes.places if p.kind == "country" and p.end in ends for s in states_at(p)]
    found = book.known(f"{lands[0]}-armed-forces") if len(lands) == 1 else None
    return Link(found, "from the land", 0.75) if found else None


def _owned(book: Book, n: int) -> Link | None:
    """ "Its foreign ministry": the institution by that name of the state that the pronoun means."""
    m = book.mention(n)
    first, _, rest = m.text.partition(" ")
    if first.lower() not in POSSESSIVE or not rest:
        return None
    for k in book.inner(n):
        owner = book.entity(k)
        if owner and owner.country in actors.states():
            several = (
                actors.lookup(f"{a} {rest}", (owner.country,)) for a in actors.states()[owner.country].adjectives
            )
            named = next(
                (slugs[0] for slugs in several if slugs), f"{owner.country}-{titles.bodies().get(noun(book, n))}"
            )
            if entity := book.known(named):
                return Link(entity, "institution", 0.85)
    return None


def country(book: Book, n: int) -> Link | None:
    """ "The country": the state or country named last; also what an adjective in the mention names."""
    for org in orgs(book, n):
        if org in actors.states() and noun(book, n) in ("side", "state", "country", "nation", "republic"):
            return Link(book.known(org), "gazetteer", 0.8)
    if opening(book, n) not in DEFINITE and opening(book, n) not in POSSESSIVE:
        return None
    if noun(book, n) not in ("country", "nation", "state", "republic", "kingdom", "side"):
        return before(book, n)
    form = titles.forms().get(noun(book, n))
    doer = next((book.known(str(e.country)) for k, e in recent(book, n) if _acts_above(book, n, k) and _power(e)), None)
    if doer is not None and (form is None or doer.slug in form):
        return Link(doer, "country that acts", 0.7)
    named = [(at, slug) for at, slug in _named_lands(book, n) if form is None or slug in form]
    if not named:
        return None
    at, slug = max(named, key=lambda x: (x[0], BASE + x[1]))
    return Link(book.known(slug), "country named last", 0.7 if book.mention(n).start - at < 400 else 0.5)


def _named_lands(book: Book, n: int) -> list[tuple[int, str]]:
    """Where states are named before a mention, by their names and their places; without any, where those who act for them are."""
    begin, here, iris = book.report(n)[0], book.mention(n).start, country_iris()
    before_it = (p for p in book.notes.places if begin <= p.start < p.end <= here and p.place in iris)
    placed = [(p.start, slug) for p in before_it if (slug := actors.by_code().get(iris[str(p.place)]))]
    named = [
        (book.mention(k).start, e.slug)
        for k, e in recent(book, n)
        if e.type == "State" and book.mention(k).head == "name" and not _in_passing(book, n, k)
    ]
    lands = ((k, e.country) for k, e in recent(book, n) if e.country in actors.states() and e.type != "ArmedGroup")
    return [*named, *placed] or [(book.mention(k).start, land) for k, land in lands if land]


def _power(e: Entity) -> bool:
    """Whether somebody is a state, or its government, parliament or army."""
    return e.country in actors.states() and e.type in ("State", "Government", "ArmedForces")


def _in_passing(book: Book, n: int, k: int) -> bool:
    """Whether a state is only named beside a noun ("with *Ruritanian* help"), or in a quotation before a word outside of it."""
    return book.tree.dep[book.heads[k]] in ("compound", "nmod", "amod") or (book.quoted[k] and not book.quoted[n])


def _acts_above(book: Book, n: int, k: int) -> bool:
    """Whether a mention is the subject of a clause in which the other stands ("*Ruritania* fears that *the country* …")."""
    t, h = book.tree, book.heads[k]
    return t.dep[h] in ("nsubj", "nsubjpass") and t.head[h] in t.above(book.heads[n]) and book.mention(k).head == "name"
