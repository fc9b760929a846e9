"""Who a token stands for: the mention it heads, those named beside it, whose thing it is, or people by their words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from truceline.analysis.tree import NOMINAL, Tree
from truceline.find.predications.events.match import of_noun
from truceline.find.predications.events.view import View
from truceline.know import actors
from truceline.know.control import control
from truceline.know.moods import operators
from truceline.know.nouns import heads
from truceline.know.triggers import nouns, triggers
from truceline.model import BASE, Participant, Span

TYPES = {
    "human": frozenset({"Person", "PopulationGroup", "UnnamedGroup", "ArmedForces", "ArmedGroup", "Government"}),
    "person": frozenset({"Person"}),
    "visitor": frozenset({"Person", "UnnamedGroup", "ArmedForces"}),
    "people": frozenset({"PopulationGroup"}),
    "armed": frozenset({"ArmedForces", "ArmedGroup"}),
    "forces": frozenset({"ArmedForces", "Government", "State"}),
    "state": frozenset({"State"}),
    "group": frozenset({"State", "ArmedForces", "ArmedGroup", "Government", "Coalition", "UnnamedGroup"}),
    "actor": frozenset(
        {"State", "Government", "ArmedForces", "ArmedGroup", "InternationalOrganization", "Coalition", "Person"}
        | {"UnnamedGroup", "PopulationGroup"}
    ),
}
BEFORE = frozenset({"poss", "compound", "nmod"})
_INSIDE = ("of", "in", "from", "at")
HARMED = frozenset({"victim", "target"})


def who(view: View, i: int, role: str, depth: int = 0) -> list[Participant]:
    """The actors that a token stands for: its mention, else whose thing it is ("a Coalition base")."""
    t = view.t
    if view.over_line(i):
        return []
    if named := _appositive(view, i, role):
        return named
    if (n := _mention_at(view, i)) is not None:
        return [] if _expletive(view, i) else [mentioned(view, n, role)]
    if counted := _counted(view, i, depth):
        return [p for k in counted for p in who(view, k, role, depth + 1)]
    return [] if t.pos[i] == "PRON" else _by_words(view, i, role, depth)


def _counted(view: View, i: int, depth: int) -> list[int]:
    """Whom a number or an amount counts: "two of the *soldiers*", or those whom it goes on counting."""
    t = view.t
    amount = t.pos[i] == "NUM" or t.lemma[i] in nouns("@measure")
    return (t.under(i, "of") if amount else []) or (_of_the_same(view, i) if depth < 3 else [])


def _of_the_same(view: View, i: int) -> list[int]:
    """Whom a number goes on counting: "three *soldiers* were killed and 29 more injured"."""
    t, v = view.t, view.t.head[i]
    more = t.lower[i] == "more" or (t.pos[i] == "NUM" and t.worded(i, {"more"}) is not None)
    over = t.head[v] if t.dep[v] == "conj" else v
    harm = over != v and {t.lemma[v], t.lemma[over]} <= control("done to")
    return t.patients(over) if more and harm and i in t.patients(v) else []


def _mention_at(view: View, i: int) -> int | None:
    """The mention that a token heads, or that it is part of where it is no word before another."""
    inside = view.t.pos[i] in NOMINAL and view.t.dep[i] not in BEFORE and view.cover[i] >= 0
    return view.head.get(i, view.cover[i] if inside else None)


def _by_words(view: View, i: int, role: str, depth: int) -> list[Participant]:
    """The actors behind a token that nobody took for a mention: whose it is, a people, a group, people by their words."""
    if view.t.pos[i] == "ADJ":
        return _adjective(view, i, role)
    if depth > 2:
        return []
    return _owner(view, i, role, depth) or _people_of(view, i, role) or _group(view, i, role) or _people(view, i, role)


def _expletive(view: View, i: int) -> bool:
    """Whether "it" stands for nobody: "it is premature to"."""
    t = view.t
    if t.lower[i] != "it":
        return False
    said = t.child(t.head[i], "acomp", "attr")
    return said is not None and t.lower[said] not in operators("adj")


def mentioned(view: View, n: int, role: str) -> Participant:
    m = view.notes.mentions[n]
    return Participant(role, n, None, Span(m.start, m.end))


def _appositive(view: View, i: int, role: str) -> list[Participant]:
    """Those who are named after an office, a plural or a description: "his counterparts, A and B", "its rival, the C"."""
    t = view.t
    if t.pos[i] != "NOUN" and not _office(t, i):
        return []
    for k in t.children(i, "appos"):
        several = [n for j in t.conjuncts(k) if (n := direct(view, j)) is not None]
        if several and all(_names(view, n) for n in several):
            return [mentioned(view, n, role) for n in several]
    return []


def _office(t: Tree, i: int) -> bool:
    """Whether a word is a person's office with a capital: "*President* of Ruritania A. B. frees them"."""
    noun = heads().get(t.lower[i])
    return t.pos[i] == "PROPN" and noun is not None and noun.one == "Person"


def _names(view: View, n: int) -> bool:
    """Whether a mention is the name of somebody who acts: a person, a force, a state."""
    m = view.notes.mentions[n]
    return m.head == "name" and m.type in TYPES["actor"]


def _owner(view: View, i: int, role: str, depth: int) -> list[Participant]:
    """Whose thing a token is: who stands by, before or after it."""
    t = view.t
    if any(view.placed(k) for k in t.children(i, "appos")):
        return []
    event = (t.lemma[i], "noun") in triggers()
    near = (who(view, k, role, 3) for k in _near(view, i, event, role) if not instrument(view, k))
    found = next((p for p in near if _may_own(view, i, p)), []) or _people_before(view, i, role)
    return found or _fighters_before(view, i, role) or ([] if event else _whole(view, i, role, depth))


def _may_own(view: View, i: int, parts: list[Participant]) -> bool:
    """Whether there are participants, for arms one who acts and is no make of a rocket that passes for an organisation."""
    acts = (p.mention is None or view.notes.mentions[p.mention].type in TYPES["actor"] for p in parts)
    return bool(parts) and (view.t.lemma[i] not in _arms() or any(acts))


def _near(view: View, i: int, event: bool, role: str) -> Iterator[int]:
    """The tokens by and before a noun that may name its owner, the nearest to a doer first."""
    t = view.t
    yield from t.by_agents(i) if event else ()
    yield from (k for k in t.children(i, *BEFORE) if k < i and (role in HARMED or t.lower[k] != "its"))
    yield from of_noun(t, i, "mod") if event else ()


def _people_before(view: View, i: int, role: str) -> list[Participant]:
    """The state whose arms, ships or soil a noun names: "Ruritanian tanks", "a Ruritanian fishing vessel"."""
    t = view.t
    before = t.children(i, "amod", "compound", "nmod")
    armed = t.lemma[i] in _arms() or any(t.lower[k] in nouns("@martial") for k in before)
    held = any(t.tag[k] == "VBN" for k in before)  # "Ruritanian rebel-held land" is the rebels' to be struck
    adjectives = (k for k in before if armed and not held)
    return [p for k in adjectives for p in _people_of(view, k, role)]


def _fighters_before(view: View, i: int, role: str) -> list[Participant]:
    """Those who fight or govern, by the word before their thing or their deed: "rebel bases", "a militant attack"."""
    t = view.t
    owned = t.lemma[i] in _things() or (t.lemma[i], "noun") in triggers()
    before = t.kids[i] if owned and t.pos[i] == "NOUN" and not unnamed(view, i) else ()
    return next((p for k in before if k < i and (p := _fighters(view, k, role))), [])


def _whole(view: View, i: int, role: str, depth: int) -> list[Participant]:
    """Who stands after people or a thing as their owner: "a base of the rebels", no place."""
    t = view.t
    meant = t.lemma[i] in heads() or t.lemma[i] in _things()
    if not meant or any(view.placed(k) for k in t.under(i, "of")):
        return []
    return next((found for k in t.under(i, *_INSIDE) if (found := who(view, k, role, depth + 1))), [])


@cache
def _arms() -> frozenset[str]:
    """Nouns for arms and what they fire, for ships, and for the soil of a state: tanks, planes, shells, airspace."""
    return nouns("@arms @weaponfire @ships @soil plane")


@cache
def _things() -> frozenset[str]:
    """Nouns through which their owner is meant: bases, tanks, homes."""
    return nouns("@place @property @troops @arms @measure target site bastion lawmaker coast shore outskirts plane")


@cache
def _peoples() -> dict[str, str]:
    """Adjectives of one state → its IRI."""
    found: dict[str, list[str]] = {}
    for state in actors.states().values():
        for word in state.adjectives:
            found.setdefault(word, []).append(BASE + state.slug)
    return {word: iris[0] for word, iris in found.items() if len(iris) == 1}


def _adjective(view: View, i: int, role: str) -> list[Participant]:
    """The state or the fighters behind an adjective of a deed or of arms: "the Ruritanian offensive", "the rebel assault"."""
    t, over = view.t, view.t.head[i]
    event = any(
        (t.lemma[k], "noun") in triggers() for k in ((over, t.head[over]) if t.dep[over] in BEFORE else (over,))
    )
    return _people_of(view, i, role) or _fighters(view, i, role) if event or t.lemma[over] in _arms() else []


def _fighters(view: View, i: int, role: str) -> list[Participant]:
    """Those who fight or govern, by the word before their thing or deed that nobody took for a mention: "rebel bases"."""
    word = heads().get(view.t.lemma[i])
    fights = (
        word is not None and word.several in TYPES["armed"] | {"Government", "Coalition"} and not instrument(view, i)
    )
    before = view.t.dep[i] in (*BEFORE, "amod") and view.t.lower[i - 1] != "-"
    return [Participant(role, None, None, view.span(i))] if fights and before else []


def _people_of(view: View, i: int, role: str) -> list[Participant]:
    """The state that an adjective of a people stands for."""
    iri = _peoples().get(view.word(i))
    return [Participant(role, None, iri, view.span(i))] if iri else []


def _group(view: View, i: int, role: str) -> list[Participant]:
    """A named group that nobody mentioned and that is no place."""
    span = view.group.get(i)
    return [Participant(role, None, None, span)] if span is not None and not view.placed(i) else []


def _people(view: View, i: int, role: str) -> list[Participant]:
    """People whom nobody took for a mention, by their words alone; of somebody's own ("its convoys") the owner is meant."""
    owned = any(view.t.pos[k] == "PRON" for k in view.t.children(i, "poss"))
    told = unnamed(view, i) or (role == "victim" and _number(view, i))
    return [Participant(role, None, None, view.t.phrase(i))] if told and not owned else []


def _number(view: View, i: int) -> bool:
    """Whether a number alone stands for people: "the raid killed *twelve*"."""
    return view.t.pos[i] == "NUM" and view.time[i] < 0 and view.t.dep[i] != "nummod"


def direct(view: View, i: int) -> int | None:
    """The mention that a token stands in itself, not by what it belongs to."""
    return view.head.get(i, view.cover[i] if view.cover[i] >= 0 else None)


def unnamed(view: View, i: int) -> bool:
    """Whether a noun is one for people or forces, or a name in the plural, though nobody took it for a mention."""
    t = view.t
    word = t.lower[i].removesuffix("s") if t.pos[i] == "PROPN" else t.lemma[i]
    several = t.tag[i] == "NNPS" and not view.placed(i)
    return t.pos[i] in ("NOUN", "PROPN") and (word in heads() or word in _crowds() or several)


@cache
def _crowds() -> frozenset[str]:
    return nouns("@troops @crowd @people")


def instrument(view: View, i: int) -> bool:
    """Whether a word before a noun is what the deed is done with, whoever took it for a name: "Car bombings"."""
    return view.t.lower[i] in nouns("@instrument")
