"""Whom a definite description takes up: "the rebels", "the group", "the general", scored against nobody named before.

Each actor of the sentences before is looked at: what was said of him, his office, land and class, where he stands. The weights are
`data/identity/descriptions.tsv`, fitted by `bench/fit_descriptions.py`; where "nobody" wins, somebody new is described.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache, lru_cache

from truceline.analysis.tree import Tree
from truceline.know import actors, titles
from truceline.know.nouns import closed
from truceline.know.spelling import fold, folded, key
from truceline.link.choice_weights import choice_weights, weighed
from truceline.link.described import Asked, candidates
from truceline.link.discourse import Book, Entity, Link, head_word
from truceline.link.likeness import acting_over, likeness, told_of
from truceline.link.pronouns import claim_around, speaker_of
from truceline.link.salience import grammar
from truceline.link.words import DEFINITE, POSSESSIVE, modifiers, noun, opening, orgs, plural

FEATURES = (
    "sentences away",
    "same sentence",
    "subject",
    "subject of the main clause",
    "owner",
    "object",
    "modifier",
    "mentions",
    "quoted, it not",
    "named",
    "told by the same noun",
    "told by the same noun, other words",
    "heads its name",
    "noun of its name",
    "holds such an office",
    "holds another office",
    "of the land named",
    "of another land",
    "class fits",
    "class fits, definite",
    "same class",
    "the only one that fits",
    "the only one there is",
    "named last",
    "spoke or acted just before",
    "armed, as told",
    "of a state, told to be armed",
    "other words fit",
    "other words do not",
    "one for several",
    "several for one",
    "speaks of it",
    "only in a list",
    "acted lately",
    "named first",
    "named most",
    "in the same clause",
    "office told, holds none",
    "no office told, holds one of a state",
    "held such an office once",
    "named after it",
    "named after it, holds such an office",
    "named after it, class fits",
    "named after it, acts",
    "of that sort",
    "of another sort",
    "it befell him",
    "it befell another",
    "in the title",
    "acts over it",
    "told of in its words",
    "nobody",
    "nobody: several",
    "nobody: no article",
    "nobody: owned",
    "nobody: told at length",
    "nobody: goes on",
    "nobody: people",
    "nobody: the one word",
    "nobody: one, definite",
    "nobody: an office",
    "nobody: an office that goes on",
    "nobody: land or body named",
    "nobody: said of anybody",
    "nobody: subject",
    "nobody: one, by an epithet",
    "nobody: in the first sentence",
    "nobody: quoted",
)
"""In the order of the table; what each means stands in the functions that give it."""

KINDS = ("one person", "body")
NOBODY = -1
"""The candidate that is no mention: somebody new is described."""
_MOST = 5
_GROUPS = frozenset({"ArmedGroup", "Coalition"})
_FOR_ANY = frozenset({"UnnamedGroup", "PopulationGroup"})


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The fitted table, by kind of description.

    Raises:
        KnowledgeError: it was fitted for other features.
    """
    return choice_weights("descriptions.tsv", KINDS, FEATURES, "fit_descriptions.py")


def taken_up(book: Book, n: int, wanted: Set[str] = frozenset()) -> Link | None:
    """Whom a description takes up.

    Args:
        book: the mentions so far.
        n: the description.
        wanted: the offices (folded words) that it can mean.

    Returns:
        A link; none where somebody new is described.
    """
    kind = KINDS[book.mention(n).type != "Person"]
    found = features(book, _asked(book, n, wanted))
    book.trail[kind, n] = dict(found.items())
    table = weights()[kind]
    scored = sorted(((weighed(f, table), k) for k, f in found.items()), reverse=True)
    (best, k), second = scored[0], scored[1][0] if len(scored) > 1 else 0.0
    if k == NOBODY:
        return None
    reason = next((r for f, r in _REASONS.items() if f in found[k]), "description")
    return Link(book.entity(k), reason, round(min(0.95, 0.55 + 0.2 * min(best - second, 2.0)), 2))


def _asked(book: Book, n: int, wanted: Set[str]) -> Asked:
    """What a description asks for."""
    t, words = book.tree, modifiers(book, n)
    nouns = {fold(t.lower[i]) for i in t.subtree(book.heads[n]) if t.pos[i] in ("NOUN", "PROPN")}
    return Asked(
        n=n,
        noun=noun(book, n),
        several=plural(book, n),
        definite=opening(book, n) in DEFINITE and not words,
        offices=wanted,
        near=set(orgs(book, n)),
        words=words,
        nouns=nouns - closed("armed"),
        rest={w for w in words if w not in actors.adjectives()},
        armed=not closed("armed").isdisjoint((*words, noun(book, n))),
        acting=acting_over(book, n),
        told=told_of(book, n),
        title=set(key(book.parsed.article.title or "")),
    )


_REASONS = {
    "holds such an office": "role",
    "told by the same noun": "same noun",
    "told by the same noun, other words": "same noun",
    "noun of its name": "noun of its name",
    "class fits": "class named last",
}
"""What a link is said to rest on, the surest first."""


def features(book: Book, asked: Asked) -> dict[int, dict[str, float]]:
    """What speaks for each candidate, by the position of its last mention before; what is not named is nought."""
    out: dict[int, dict[str, float]] = {NOBODY: {f: 1.0 for f, told in _nobody(book, asked) if told}}
    claim = claim_around(book, asked.n)
    speaker = speaker_of(book, claim) if claim else None
    for k, e in candidates(book, asked):
        found = {**_standing(book, asked, k, e), **_said(book, asked, k, e)}
        told = {f: float(v) for f, v in found.items() if v}
        out[k] = {**grammar(book, book.heads[k]), **told, **({"speaks of it": 1.0} if e is speaker else {})}
    _compared(book, asked.n, {k: f for k, f in out.items() if k != NOBODY})
    return out


_FIT = frozenset({"class fits", "holds such an office", "told by the same noun", "heads its name"})


def _compared(book: Book, n: int, out: dict[int, dict[str, float]]) -> None:
    """Adds what tells the candidates, in their order, from one another: nearest, first, named most, named only after it, the only one that fits."""
    at = {k: e.at for k in out if (e := book.entity(k))}
    begin, most = min(map(min, at.values()), default=0), max(map(len, at.values()), default=0)
    for place, (k, f) in enumerate(out.items()):
        f |= {"named first": float(min(at[k]) == begin), "named most": float(len(at[k]) == most)}
        if not place:
            f |= {"named last": float(k < n), "the only one there is": float(len(out) == 1)}
        if k > n:
            f |= {"named after it": 1.0, **{late: f.get(fact, 0.0) for fact, late in _LATE.items()}}
    fitting = [f for f in out.values() if not f.keys().isdisjoint(_FIT)]
    if len(fitting) == 1:
        fitting[0]["the only one that fits"] = 1.0


_LATE = {
    "holds such an office": "named after it, holds such an office",
    "class fits": "named after it, class fits",
    "subject": "named after it, acts",
}
"""What counts otherwise for one who is named only after the description."""


def _standing(book: Book, asked: Asked, k: int, e: Entity) -> dict[str, float]:
    """How far away somebody is, how often and how he was named."""
    away, m, t = book.sentences[asked.n] - book.sentences[k], book.mention(k), book.tree
    return {
        "sentences away": away,
        "same sentence": away == 0,
        "spoke or acted just before": away == 1 and k < asked.n and t.dep[book.heads[k]].startswith("nsubj"),
        "acted lately": _acted_lately(book, asked.n, e),
        "in the same clause": away == 0 and t.verb_over(book.heads[k]) == t.verb_over(book.heads[asked.n]),
        "acts over it": away == 0 and any(o is e or _is_of(o, e) for o in asked.acting),
        "told of in its words": any(o is e for o in asked.told),
        "mentions": min(len(e.at), _MOST),
        "quoted, it not": book.quoted[k] and not book.quoted[asked.n],
        "named": m.head == "name" or bool(e.known),
        "only in a list": _listed(t, book.heads[k]),
    }


def _is_of(o: Entity, land: Entity) -> bool:
    """Whether somebody is one of a land's people."""
    return land.type == "State" and o.country == land.slug


def _acted_lately(book: Book, n: int, e: Entity) -> bool:
    """Whether somebody did something in the sentences before a description."""
    near = (k for k in e.at if k < n and book.sentences[n] - book.sentences[k] < 3)
    return any(book.tree.dep[book.heads[k]] in ("nsubj", "agent") for k in near)


def _listed(t: Tree, i: int) -> bool:
    """Whether somebody is only one of a list: "groups *including X*"."""
    return t.dep[i] == "pobj" and t.lower[t.head[i]] in ("including", "like", "as")


def _said(book: Book, asked: Asked, k: int, e: Entity) -> dict[str, float]:
    """How well the words of a description fit somebody."""
    names = (e.label, *e.names, *(e.known.names if e.known else ()))
    person = e.type == "Person"
    own = likeness(book, asked.words, asked.noun, e) if person else _named_so(asked, e, names)
    rest = asked.rest
    fitting = rest & (_words(names) | _words_of_offices(e) | e.nouns) if rest else rest
    same = asked.noun in e.nouns
    return {
        **own,
        **_offices(book, asked, e),
        **_classes(book, asked, k, e),
        "in the title": any(not asked.title.isdisjoint(key(x)[-1:]) for x in (e.label, *e.names)),
        "told by the same noun": same and rest <= fitting,
        "told by the same noun, other words": same and not rest <= fitting,
        "other words fit": bool(fitting),
        "other words do not": min(2, len((rest & asked.nouns) - fitting)),
    }


def _named_so(asked: Asked, e: Entity, names: Iterable[str]) -> dict[str, float]:
    """Whether the noun of a description is in the name of a body, as its head or elsewhere."""
    so = _plural_of(asked.noun)
    headed = head_word(e.label) in so
    return {
        "heads its name": headed and asked.definite and bool(e.names or e.known),
        "noun of its name": headed or any(not so.isdisjoint(key(name)) for name in names),
    }


def _words(names: Iterable[str]) -> set[str]:
    """The folded words of names."""
    return {w for name in names for w in key(name)}


def _words_of_offices(e: Entity) -> set[str]:
    """The words of somebody's offices, and of the names of the bodies in which he holds them."""
    bodies = (actors.get(org) for _, org in e.offices if org)
    return _words(role for role, _ in e.offices) | _words(name for a in bodies if a for name in a.names)


def _offices(book: Book, asked: Asked, e: Entity) -> dict[str, float]:
    """How well the office, the arms and the land of a description fit somebody."""
    armed = _armed(book, e)
    of_state = asked.armed and not armed and _of_state(e)
    fits = not of_state and _has_office(asked, e)
    ranked = asked.noun in titles.described().get("officer", ())
    held = any(role for role, _ in e.offices)
    return {
        "holds such an office": fits,
        "holds another office": bool(asked.offices and held and not fits and not ranked),
        "office told, holds none": bool(asked.offices and not held),
        "no office told, holds one of a state": not asked.offices and _of_state(e),
        "held such an office once": not fits and _held_once(asked, e),
        "armed, as told": asked.armed and armed,
        "of a state, told to be armed": of_state,
        **_lands(asked, e),
    }


def _has_office(asked: Asked, e: Entity) -> bool:
    """Whether somebody holds an office that is told, or was described by its noun."""
    if not asked.offices:
        return False
    return holds(e, asked.offices, asked.near) or (not asked.words and not asked.offices.isdisjoint(e.nouns))


def _held_once(asked: Asked, e: Entity) -> bool:
    """Whether somebody ever held an office that is told."""
    held = e.known.offices if e.known and asked.offices else ()
    return any(folded(o.role) in asked.offices for o in held)


def _lands(asked: Asked, e: Entity) -> dict[str, float]:
    """Whether somebody is of the land or body that a description names, or of another land."""
    own = {e.country, e.slug, *(org for _, org in e.offices)}
    lands = asked.near & actors.states().keys()
    return {
        "of the land named": bool(asked.near & own),
        "of another land": bool(lands and e.country and e.country not in lands),
    }


def _classes(book: Book, asked: Asked, k: int, e: Entity) -> dict[str, float]:
    """How well the class and the number of a description fit somebody."""
    classes = titles.classes().get(asked.noun, frozenset())
    return {
        "class fits": e.type in classes,
        "class fits, definite": e.type in classes and asked.definite,
        "same class": e.type == book.mention(asked.n).type,
        "one for several": asked.several and not plural(book, k) and book.mention(k).head == "nominal",
        "several for one": not asked.several and plural(book, k),
    }


_OF_STATES = frozenset({"Government", "ArmedForces"})


def _of_state(e: Entity) -> bool:
    """Whether somebody is a body of a state or holds an office of one."""
    return e.type in _OF_STATES or any(org in actors.states() for _, org in e.offices)


def _armed(book: Book, e: Entity) -> bool:
    """Whether somebody is an armed group or holds an office of one."""
    bodies = (book.known(org) for _, org in e.offices if org)
    return e.type in _GROUPS or any(body is not None and body.type in _GROUPS for body in bodies)


@lru_cache(maxsize=10_000)
def _plural_of(lemma: str) -> frozenset[str]:
    """A noun and its plural, folded."""
    return frozenset((fold(lemma), fold(lemma) + "s"))


def _nobody(book: Book, asked: Asked) -> Iterator[tuple[str, bool]]:
    """What speaks for somebody new."""
    t, h, first = book.tree, book.heads[asked.n], opening(book, asked.n)
    yield "nobody", True
    yield "nobody: several", asked.several
    yield "nobody: no article", first not in DEFINITE | POSSESSIVE
    yield "nobody: owned", first in POSSESSIVE or bool(t.children(h, "poss"))
    yield "nobody: told at length", len(asked.words) > 1
    goes_on = t.child(h, "relcl", "prep", "acl") is not None
    yield "nobody: goes on", goes_on
    yield "nobody: one, definite", first in DEFINITE and not asked.several
    office = bool(asked.offices) and first in DEFINITE
    yield "nobody: an office", office
    yield "nobody: an office that goes on", office and goes_on
    yield "nobody: people", book.mention(asked.n).type in _FOR_ANY
    yield "nobody: the one word", asked.definite
    yield "nobody: land or body named", bool(asked.near)
    yield "nobody: said of anybody", not asked.offices and first in DEFINITE and not goes_on and not asked.several
    yield "nobody: subject", t.dep[h] in ("nsubj", "nsubjpass", "agent")
    epithet = not asked.words.isdisjoint(closed("epithet"))
    yield "nobody: one, by an epithet", first in DEFINITE and not asked.several and epithet
    yield "nobody: in the first sentence", book.sentences[asked.n] == min(book.sentences, default=0)
    yield "nobody: quoted", book.quoted[asked.n]


def holds(e: Entity, wanted: Set[str], near: Set[str]) -> bool:
    """Whether somebody has one of these offices, there where some are named."""
    held = (org for role, org in e.offices if folded(role) in wanted)
    return any(not near or _there(e, org, near) for org in held)


def _there(e: Entity, org: str | None, near: Set[str]) -> bool:
    """Whether an office of somebody is one of these states or bodies, or of a part of one."""
    if org is None:
        return e.country in near
    return org in near or any(belongs(org, o) for o in near)


def belongs(org: str, other: str) -> bool:
    """Whether one organisation is a part of the other ("<state>-government" of the state)."""
    if org.startswith(other + "-") or other.startswith(org + "-"):
        return True
    known = actors.get(org)
    return bool(known and other in known.part_of)
