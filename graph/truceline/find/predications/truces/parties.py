"""Who is party to a truce, who is not, who brokered, guarantees or monitors it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.nearby import window
from truceline.find.predications.truces.predicates import Governor, said_of
from truceline.find.predications.truces.words import Word
from truceline.know import actors
from truceline.know.places import Site
from truceline.know.places import countries as places_of
from truceline.know.truces import PartyWord, around, party_words, singular, state_words
from truceline.model import BASE, Mention, Notes, Party, Span

_GROUPS = frozenset(["State", "Government", "ArmedForces", "ArmedGroup", "Coalition", "UnnamedGroup"])
_OUTSIDE = frozenset(["broker", "guarantor", "monitor"])
_SENDERS = frozenset(["State", "InternationalOrganization", "Coalition"])
_WITH = frozenset(["between", "with", "among", "involving"])
_OWN = frozenset(["its", "their", "his", "her", "own", "unilateral", "one-sided"])
_DASHES = frozenset(["-", "–", "—", "/"])
Here = tuple[Tree, Notes, dict[int, int]]
"""The parse, the notes, and the mention that each token heads."""


def parties(word: Word, here: Here, end: int) -> Iterator[Party]:
    """The party links that one mention of a truce tells; `end` is the token after its sentence."""
    tree = here[0]
    if word.none:
        return
    for g in said_of(tree, word, end):
        for entry in party_words().get(tree.lemma[g.token], ()):
            if _stands(tree, entry, g) and (status := _status(entry, g, word)):
                beside = _together(tree, g.token) if status in _OUTSIDE and entry.actor == "subject" else []
                yield from _links([*_actors(tree, g.token, entry), *beside], status, word, g.token, here)
        if tree.pos[g.token] in VERBAL and g.place == "object" and _own(tree, word):
            yield from _links(tree.agents(g.token), "party", word, g.token, here)
    yield from _between(word, here)
    yield from _owner(word, here)
    yield from _glued(word, tree, here[1])


def _stands(tree: Tree, entry: PartyWord, g: Governor) -> bool:
    verbal = tree.pos[g.token] in VERBAL
    place = entry.truce == g.place or (g.place == "compound" and entry.truce == "prep")
    told = place and set(entry.extra) <= g.extra
    return told and (entry.pos == "verb") == verbal and not (verbal and g.place == "head")


def _status(entry: PartyWord, g: Governor, word: Word) -> str | None:
    """The standing as it is told: negated, and not where a truce is only wished, asked for or possible."""
    if g.negated:
        return None if word.indefinite and entry.word == "agree" else entry.negated
    makes = any(e.state in {"declared", "extended"} for e in state_words().get(entry.word, ()))
    wished = g.mood in {"unreal", "asked", "supposed"}
    if wished and (entry.status == "notParty" or (makes and entry.status in {"party", "broker"})):
        return None
    return entry.status


def _actors(tree: Tree, token: int, entry: PartyWord) -> list[int]:
    if entry.actor == "object":
        return tree.patients(token)
    if entry.actor == "prep":
        return [a for t in tree.under(token, "to", "for", "with") for a in _antecedent(tree, t, token)]
    if entry.actor == "by":
        return tree.by_agents(token)
    if entry.pos == "verb":
        return _each_other(tree, _accused(tree, token) or tree.agents(token), token)
    verb = tree.head[token]
    if tree.dep[token] in {"attr", "acomp", "xcomp"}:
        return tree.surface_subject(verb)
    if tree.dep[token] == "appos":
        while tree.dep[verb] == "conj":
            verb = tree.head[verb]
        return tree.conjuncts(verb)
    return tree.conjuncts(tree.head[tree.head[token]]) if tree.dep[token] == "pobj" else []


def _antecedent(tree: Tree, t: int, verb: int) -> list[int]:
    """ "The group, to which the truce does not apply": the noun that the relative pronoun stands for."""
    relative = tree.lower[t] in {"which", "whom"} and tree.dep[verb] == "relcl"
    return tree.conjuncts(tree.head[verb]) if relative else [t]


def _accused(tree: Tree, token: int) -> list[int]:
    """ "Accused A of breaking it", where the parser made "of breaking it" a part of A."""
    of = tree.head[token]
    noun = tree.head[of]
    if tree.dep[token] != "pcomp" or tree.lower[of] != "of" or tree.dep[noun] not in {"dobj", "nsubjpass"}:
        return []
    return tree.conjuncts(noun)


def _together(tree: Tree, verb: int) -> list[int]:
    """ "A mediated it together with B", "alongside B"."""
    preps = [k for k in tree.subtree(verb) if tree.dep[k] == "prep" and tree.lower[k] in {"with", "alongside"}]
    joined = [p for p in preps if tree.lower[p] == "alongside" or tree.lower[p - 1] in {"together", "along", "jointly"}]
    return [c for p in joined if (first := tree.child(p, "pobj")) is not None for c in tree.conjuncts(first)]


def _each_other(tree: Tree, agents: list[int], token: int) -> list[int]:
    """ "A and B accused each other of breaking it": each of them is said to have."""
    if not any(tree.lower[a] in {"other", "another"} and tree.lower[a - 1] in {"each", "one"} for a in agents):
        return agents
    above = next((v for v in tree.above(token) if tree.pos[v] in VERBAL), None)
    return tree.surface_subject(above) if above is not None else agents


def _links(tokens: list[int], status: str, word: Word, governor: int, here: Here) -> Iterator[Party]:
    tree, notes, by_token = here
    start = min(tree.start[governor], word.span.start)
    evidence = Span(start, max(tree.end[governor], word.span.end))
    for token in tokens:
        whose = _whose(tree, token, notes, by_token)
        if whose and (status in _OUTSIDE or len(whose) > 1):
            yield from (Party(iri, status, n, word.sentence, evidence) for iri, n in whose)
            continue
        n = _named(tree, token, notes, by_token)
        if n is not None and (status != "party" or _can_be_party(notes.mentions[n])):
            yield Party(None, status, n, word.sentence, evidence)


def _named(tree: Tree, token: int, notes: Notes, by_token: dict[int, int]) -> int | None:
    """The mention that a token heads; of "the paramilitary Rapid Forces", where the name is only added, the name."""
    n = by_token.get(token)
    beside = [b for k in tree.children(token, "appos") if (b := by_token.get(k)) is not None]
    if n is None or notes.mentions[n].head == "nominal":
        return next((b for b in beside if notes.mentions[b].head == "name"), n)
    return n


def _whose(tree: Tree, token: int, notes: Notes, by_token: dict[int, int]) -> list[tuple[str | None, int | None]]:
    """ "The leaders of A and B", "mediators from A", "A-ish and B-ish officials": the states that they act for."""
    n = by_token.get(token)
    if tree.tag[token] != "NNS" or (n is not None and notes.mentions[n].head == "name"):
        return []
    named = [m for t in tree.under(token, "of", "from") if (m := by_token.get(t)) is not None]
    states: list[tuple[str | None, int | None]] = [(None, m) for m in named if notes.mentions[m].type in _SENDERS]
    marks = [c for k in tree.kids[token] if tree.dep[k] in {"amod", "compound", "nmod"} for c in tree.conjuncts(k)]
    slugs = (slug for k in marks if (slug := actors.adjectives().get(tree.lower[k])) is not None)
    return states or [(f"{BASE}{slug}", None) for slug in dict.fromkeys(slugs)]


def _can_be_party(m: Mention) -> bool:
    """States, forces and groups are; who a pronoun for several or for a thing means is told later."""
    told = m.head != "nominal" or singular(m.text.lower().split(" of ")[0].split()[-1]) not in around("anybody")
    return m.type in _GROUPS and told


def between(word: Word, tree: Tree) -> Iterator[tuple[int, int]]:
    """(preposition, token) of those that the truce's own phrase names: "a truce between A and B", "the ceasefire with C"."""
    for t in range(word.first, max(word.last, word.token) + 1):
        for k in tree.kids[t]:
            first = tree.child(k, "pobj") if tree.dep[k] == "prep" and tree.lower[k] in _WITH else None
            if first is not None and k > word.first:
                yield from ((k, c) for c in tree.conjuncts(first))
    after = max(word.last, word.token) + 1
    if after < len(tree) and tree.lower[after] in _WITH and not word.first <= tree.head[after] < after:
        first = tree.child(after, "pobj")
        yield from ((after, c) for c in (tree.conjuncts(first) if first is not None else ()))


def _between(word: Word, here: Here) -> Iterator[Party]:
    for prep, token in between(word, here[0]):
        yield from _links([token], "party", word, prep, here)


def _own(tree: Tree, word: Word) -> bool:
    """ "Its ceasefire", "a unilateral ceasefire": the truce of the one who acts."""
    return any(tree.lower[k] in _OWN and tree.dep[k] in {"poss", "amod"} for k in tree.kids[word.token])


def _owner(word: Word, here: Here) -> Iterator[Party]:
    """ "The rebels' truce", "the army's ceasefire with the militia"; a country before a truce is where it holds."""
    tree, notes, by_token = here
    for k in tree.kids[word.token]:
        n = by_token.get(k) if tree.dep[k] == "poss" else None
        if n is None or notes.mentions[n].head == "pronoun":
            continue
        with_ = any(True for _ in between(word, tree))
        if notes.mentions[n].type in {"ArmedGroup", "ArmedForces", "Government"} or with_:
            yield from _links([k], "party", word, k, here)


def from_abroad(links: list[Party], places: Sequence[int], notes: Notes) -> list[Party]:
    """Several states that agree on a truce in a country that is none of theirs have brokered it (ETH/PRIO: third parties)."""
    told = [p for p in links if p.status == "party"]
    named = [notes.mentions[p.mention] for p in told if p.mention is not None]
    homes = {w for n in places for w in (notes.places[n].place, *notes.places[n].within)}
    countries = {s for m in named if m.type == "State" and m.head == "name" for s in actors.lookup(m.text)}
    sites = {f"{BASE}place/{site.id}" for s in countries if (site := _site(s))}
    foreign = homes and len(sites) > 1 and not sites & homes and all(m.type == "State" for m in named)
    return [replace(p, status="broker") if p.status == "party" else p for p in links] if foreign else links


def _site(state: str) -> Site | None:
    known = actors.states().get(state)
    return places_of().get(known.code or "") if known else None


# ---------------------------------------------------------------- names glued to the truce


def _glued(word: Word, tree: Tree, notes: Notes) -> Iterator[Party]:
    """ "A UN-brokered truce", "the A-B ceasefire": names joined by dashes before the truce."""
    for k in tree.kids[word.token]:
        if k < word.first and tree.dep[k] in {"amod", "compound", "nmod"} and (status := _participle(tree, k)):
            yield from _named_before(k, status, word, tree, notes)
    first = min([*(k for k in tree.kids[word.token] if k < word.first), word.first])
    yield from _pair(first, word, tree, notes)


def _participle(tree: Tree, k: int) -> str | None:
    """The standing of whoever does what a participle says of a truce."""
    low = tree.lower[k]
    forms = (tree.lemma[k], *((low[:-2], low[:-1]) if low.endswith("ed") else ()))
    several = (e for f in forms for e in party_words().get(f, ()))
    return next((e.status for e in several if e.pos == "verb" and e.truce == "object" and e.actor == "subject"), None)


def _named_before(k: int, status: str, word: Word, tree: Tree, notes: Notes) -> Iterator[Party]:
    """The names, or adjectives of states, that dashes and "and" join to the participle."""
    low = tree.start[k] - 40
    here, names = k - 1, {m.end: n for n, m in _names(notes, low, word.span.start)}
    while here >= 0 and (tree.lower[here] in _DASHES | {"and"} or tree.pos[here] in {"PROPN", "ADJ"}):
        span = Span(tree.start[here], word.span.end)
        if (n := names.get(tree.end[here])) is not None:
            yield Party(None, status, n, word.sentence, Span(notes.mentions[n].start, word.span.end))
        elif (slug := _state(tree.lower[here])) is not None:
            yield Party(f"{BASE}{slug}", status, None, word.sentence, span)
        here -= 1


def _state(word: str) -> str | None:
    """The state that an adjective or a short name before a dash stands for."""
    named = (s for s in actors.lookup(word.upper()) if s in actors.states())
    return actors.adjectives().get(word) or next(named, None)


def _names(notes: Notes, low: int, high: int) -> Iterator[tuple[int, Mention]]:
    return ((n, m) for n in window(notes.mentions, low, high) if (m := notes.mentions[n]).head == "name")


def _pair(first: int, word: Word, tree: Tree, notes: Notes) -> Iterator[Party]:
    """ "The Ruritania-Utopia ceasefire": two names with a dash between are its parties."""
    low, high = tree.start[max(0, first - 4)], word.span.start
    named = [(n, m) for n, m in _names(notes, low, high) if m.end <= high]
    for (n, one), (o, two) in pairwise(named):
        dash = [t for t in range(max(0, first - 4), word.first) if one.end <= tree.start[t] < two.start]
        if [tree.lower[t] for t in dash] in ([d] for d in _DASHES) and two.end + 1 >= high:
            for x in (n, o):
                if _can_be_party(notes.mentions[x]):
                    yield Party(None, "party", x, word.sentence, Span(one.start, word.span.end))
