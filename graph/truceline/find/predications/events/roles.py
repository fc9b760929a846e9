"""Who takes part: slots of a frame → tokens → participants, each tied to the mention that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from truceline.analysis.tree import NOMINAL, VERBAL
from truceline.find.predications.events.match import Match, of_noun
from truceline.find.predications.events.view import View
from truceline.know import actors
from truceline.know.moods import operators
from truceline.know.nouns import heads
from truceline.know.triggers import Slots, Trigger, nouns, triggers
from truceline.model import BASE, Participant, Span

_BEFORE = frozenset({"poss", "compound", "nmod"})
_INSIDE = ("of", "in", "from", "at")
_TYPES = {
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
_TOGETHER = {
    "Clash": _TYPES["armed"] | {"UnnamedGroup", "PopulationGroup"},
    **dict.fromkeys(("Meeting", "Negotiation", "Consultation"), _TYPES["actor"]),
}
"""Who can be the other side of what two sides do, by kind."""
_BESIDE = frozenset({"after", "before", "following", "during", "at", "amid"})
_HARMED = frozenset({"victim", "target"})
_GIVEN = frozenset({"supported", "host"})
_FACING = frozenset({"ASSAULT", "PROTEST", "SANCTION", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
_LANDS = frozenset({"country", "region"})
_DOERS = frozenset({"agent", "supporter", "broker", "mediator"})


def participants(view: View, match: Match) -> tuple[Participant, ...]:
    """The participants of an event, each actor once, in the order of the frame's roles."""
    out: dict[tuple[int | None, int], Participant] = {}
    for role, slots in match.trigger.roles:
        for p in _filled(view, match, role, slots):
            out.setdefault((p.mention, p.span.start if p.span else -1), p)
    for p in _meeting(view, match):
        out.setdefault((p.mention, p.span.start if p.span else -1), p)
    if not any(p.role in _DOERS for p in out.values()):
        for p in _blamed(view, match):
            out.setdefault((p.mention, -1), p)
    return tuple(out.values())


def _meeting(view: View, match: Match) -> list[Participant]:
    """Who fought or talked with those who alone are named: "*they* pulled out after clashes with the army"."""
    t, i = view.t, match.at
    wanted = _TOGETHER.get(match.trigger.kind)
    p = t.head[i]
    if (
        wanted is None
        or t.dep[i] != "pobj"
        or t.lower[p] not in _BESIDE
        or not t.under(i, "with")
        or t.under(i, "between")
    ):
        return []
    role = match.trigger.roles[0][0]
    doers = (k for k in t.agents(t.head[p]) if t.pos[t.head[p]] in VERBAL)
    found = [x for k in doers for x in who(view, k, role)]
    return [x for x in found if x.mention is not None and view.notes.mentions[x.mention].type in wanted]


def landed(view: View, match: Match) -> tuple[Participant, ...]:
    """Whom an attack hit that is the subject of a verb of hitting: "two bombings struck *the convoy*"."""
    t = view.t
    v = t.head[match.at]
    hits = ((t.lemma[v], "verb") in triggers()) and any(s.kind == "Attack" for s in triggers()[t.lemma[v], "verb"])
    if match.trigger.root != "ASSAULT" or t.dep[match.at] != "nsubj" or not hits:
        return ()
    return tuple(p for i in t.patients(v) for p in who(view, i, "target"))


def bound(view: View, match: Match, parts: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """The participants of an undertaking: who binds itself is the agent, all others of the deed are its target."""
    agents = [p for i in view.t.agents(match.verb) for p in who(view, i, "agent")]
    held = {(p.mention, p.actor) for p in agents}
    return (*agents, *(replace(p, role="target") for p in parts if (p.mention, p.actor) not in held))


def fits(view: View, match: Match, trigger: Trigger) -> bool:
    """Whether the slots that must hold an actor do, and those that must be empty are."""
    if any(match.tokens(view, s) for s in trigger.no):
        return False
    return all(_holds(view, match, need) for need in trigger.needs)


def _holds(view: View, match: Match, need: str) -> bool:
    """Whether one of the slots of a need ("obj|on:human") holds what it asks for; without a kind, anybody."""
    slots, _, kind = need.partition(":")
    tokens = [i for slot in slots.split("|") for i in match.tokens(view, slot)]
    asked = _NEEDS.get(kind)
    return asked(view, tokens) if asked is not None else _typed(view, tokens, _TYPES[kind])


def _somebody(view: View, tokens: list[int]) -> bool:
    """Whether one of the tokens stands for somebody, or is a noun for people."""
    return any(_unnamed(view, i) or who(view, i, "agent") for i in tokens)


def _several(view: View, tokens: list[int]) -> bool:
    """Whether the tokens stand for more than one, or have several before them ("A-B talks")."""
    t = view.t
    return sum(len(who(view, i, "agent")) for i in tokens) > 1 or any(
        len(t.conjuncts(k)) > 1 for i in tokens for k in t.kids[i] if k < i
    )


def _dated(view: View, tokens: list[int]) -> bool:
    """Whether one of the tokens is part of a date."""
    return any(view.time[i] >= 0 and view.notes.times[view.time[i]].type == "DATE" for i in tokens)


_NEEDS: dict[str, Callable[[View, list[int]], bool]] = {
    "": _somebody,
    "several": _several,
    "time": _dated,
    "place": lambda view, tokens: any(view.placed(i) for i in tokens),
    "ground": lambda view, tokens: any(view.placed(i) or _state(view, i) for i in tokens),
}


def _typed(view: View, tokens: list[int], wanted: frozenset[str]) -> bool:
    """Whether one of the tokens stands for an actor of the wanted classes, itself or by a noun that nobody mentioned."""
    t = view.t
    counted = [j for i in tokens if t.lemma[i] in nouns("@measure") for j in t.under(i, "of")]
    found = {p.mention for i in tokens for p in who(view, i, "agent")} - {None}
    if any(n in found and _is(view, n, wanted) for i in (*tokens, *counted) if (n := _direct(view, i)) is not None):
        return True
    nobody = (t.lemma[i] for i in tokens if i not in view.head)
    return any(word in heads() and heads()[word].one in wanted for word in nobody)


def _direct(view: View, i: int) -> int | None:
    """The mention that a token stands in itself, not by what it belongs to."""
    return view.head.get(i, view.cover[i] if view.cover[i] >= 0 else None)


def _unnamed(view: View, i: int) -> bool:
    """Whether a noun is one for people or forces, or a name in the plural, though nobody took it for a mention."""
    t = view.t
    word = t.lower[i].removesuffix("s") if t.pos[i] == "PROPN" else t.lemma[i]
    several = t.tag[i] == "NNPS" and not view.placed(i)
    return t.pos[i] in ("NOUN", "PROPN") and (word in heads() or word in _crowds() or several)


@cache
def _crowds() -> frozenset[str]:
    return nouns("@troops @crowd @people")


def _state(view: View, i: int) -> bool:
    return i in view.head and view.notes.mentions[view.head[i]].type == "State"


def _is(view: View, n: int, wanted: frozenset[str]) -> bool:
    m = view.notes.mentions[n]
    return m.type in wanted and m.text.lower() not in ("it", "its")


def _filled(view: View, match: Match, role: str, slots: Slots) -> list[Participant]:
    """Who fills a role: those in the first alternative that names somebody; none where it names only a place."""
    for together in slots:
        tokens = _standing(view, match, role, together)
        if found := _actors(view, match, role, tokens, "subj" in together):
            return found[:1] if together == ("purpose",) else found
        if any(view.placed(j) for i in tokens for j in (i, *view.t.under(i, "of"))):
            return []
    return []


def _standing(view: View, match: Match, role: str, slots: tuple[str, ...]) -> list[int]:
    """The tokens in these slots, with those named beside them; no instruments, no pronoun of the doer's."""
    tokens = [i for slot in slots for i in match.tokens(view, slot) if not _own(view, i, slot)]
    tokens = [i for i in tokens if view.t.dep[i] not in _BEFORE or not _instrument(view, i)]
    return [*tokens, *(j for i in tokens for j in _besides(view, match, i, role))]


def _actors(view: View, match: Match, role: str, tokens: list[int], subject: bool) -> list[Participant]:
    """The actors that tokens stand for, else the lands that are named as places: given something, faced, or acting."""
    found = [p for i in _named(view, tokens) for p in who(view, i, role)]
    if not found and (role in _GIVEN or (role == "target" and match.trigger.root in _FACING)):
        found = [p for i in tokens for p in _country(view, i, role)]
    if not found and role in _DOERS and subject:
        found = [p for i in tokens for p in _land(view, i, role)]
    return found


def _besides(view: View, match: Match, i: int, role: str) -> list[int]:
    """Who is named with a participant: "ten people, including two nurses", "killed him along with two guards"."""
    if role not in _HARMED:
        return []
    t = view.t
    joined = [k for b in (i, match.at) for k in t.kids[b] if k > i and t.lower[k] in ("along", "together")]
    found = [*t.under(i, "including"), *(j for k in joined for j in t.under(k, "with"))]
    return [j for j in found if not view.placed(j)]


def _instrument(view: View, i: int) -> bool:
    """Whether a word before a noun is what the deed is done with, whoever took it for a name: "Car bombings"."""
    return view.t.lower[i] in nouns("@instrument")


def _own(view: View, i: int, slot: str) -> bool:
    """Whether a token is a pronoun before the object, which is the doer's or hard to tell: "froze their assets"."""
    return slot == "obj.poss" and view.t.pos[i] == "PRON"


def _named(view: View, tokens: list[int]) -> list[int]:
    """The tokens, a plural replaced by the names given for it: "A and his counterparts, B and C"."""
    out = list(dict.fromkeys(tokens))
    for names in (n for i in tokens for n in _names_given(view, i)):
        plural = [j for j in out if view.t.tag[j] == "NNS"]
        if plural:
            out = [j for j in out if j not in plural] + names
    return out


def _names_given(view: View, i: int) -> Iterator[list[int]]:
    """The persons that are named after a token, where they are several."""
    for k in view.t.children(i, "appos"):
        names = view.t.conjuncts(k)
        if len(names) > 1 and view.t.pos[k] == "PROPN" and all(view.human(j) for j in names):
            yield names


def _country(view: View, i: int, role: str) -> list[Participant]:
    """A country that is named as a place and is given something: "arms to Ruritania"."""
    place = view.place(i)
    slugs = actors.lookup(place.label) if place is not None and place.kind == "country" else ()
    if place is None or len(slugs) != 1:
        return []
    return [Participant(role, None, BASE + slugs[0], Span(place.start, place.end))]


def _land(view: View, i: int, role: str) -> list[Participant]:
    """A land or a region that does something itself, by its name alone: "Ruritania's province deported them"."""
    place = view.place(i)
    if place is None or place.kind not in _LANDS or view.t.dep[i] not in ("nsubj", "conj", "pobj"):
        return []
    return _country(view, i, role) or [Participant(role, None, None, Span(place.start, place.end))]


def who(view: View, i: int, role: str, depth: int = 0) -> list[Participant]:
    """The actors that a token stands for: its mention, else whose thing it is ("a Coalition base")."""
    t = view.t
    if view.over_line(i):
        return []
    if named := _appositive(view, i, role):
        return named
    if (n := _mention_at(view, i)) is not None:
        return [] if _expletive(view, i) else [_mentioned(view, n, role)]
    counted = t.pos[i] == "NUM" or t.lemma[i] in nouns("@measure")
    if counted and (parts := t.under(i, "of")):
        return [p for k in parts for p in who(view, k, role, depth + 1)]
    return [] if t.pos[i] == "PRON" else _by_words(view, i, role, depth)


def _mention_at(view: View, i: int) -> int | None:
    """The mention that a token heads, or that it is part of where it is no word before another."""
    inside = view.t.pos[i] in NOMINAL and view.t.dep[i] not in _BEFORE and view.cover[i] >= 0
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
    return t.dep[i] == "expl" or (said is not None and t.lower[said] not in operators("adj"))


def _mentioned(view: View, n: int, role: str) -> Participant:
    m = view.notes.mentions[n]
    return Participant(role, n, None, Span(m.start, m.end))


def _appositive(view: View, i: int, role: str) -> list[Participant]:
    """Those who are named after an office, a plural or a description: "his counterparts, A and B", "its rival, the C"."""
    t = view.t
    if t.pos[i] != "NOUN":
        return []
    for k in t.kids[i]:
        if t.dep[k] == "appos":
            several = [n for j in t.conjuncts(k) if (n := _direct(view, j)) is not None]
            if several and all(_names(view, n) for n in several):
                return [_mentioned(view, n, role) for n in several]
    return []


def _names(view: View, n: int) -> bool:
    """Whether a mention is the name of somebody who acts: a person, a force, a state."""
    m = view.notes.mentions[n]
    return m.head == "name" and m.type in _TYPES["actor"]


def _owner(view: View, i: int, role: str, depth: int) -> list[Participant]:
    """Whose thing a token is: who stands by, before or after it."""
    t = view.t
    if any(t.dep[k] == "appos" and view.placed(k) for k in t.kids[i]):
        return []
    event = (t.lemma[i], "noun") in triggers()
    near = (p for k in _near(view, i, event, role) if not _instrument(view, k) for p in [who(view, k, role, 3)] if p)
    found = next(near, []) or _people_before(view, i, role)
    return found or _fighters_before(view, i, role) or ([] if event else _whole(view, i, role, depth))


def _near(view: View, i: int, event: bool, role: str) -> Iterator[int]:
    """The tokens by and before a noun that may name its owner, the nearest to a doer first."""
    t = view.t
    yield from t.by_agents(i) if event else ()
    yield from (k for k in t.kids[i] if t.dep[k] in _BEFORE and k < i and (role in _HARMED or t.lower[k] != "its"))
    yield from of_noun(t, i, "mod") if event else ()


def _people_before(view: View, i: int, role: str) -> list[Participant]:
    """The state whose arms a noun names: "Ruritanian tanks"."""
    t = view.t
    adjectives = (k for k in t.kids[i] if t.dep[k] == "amod" and t.lemma[i] in _arms())
    return [p for k in adjectives for p in _people_of(view, k, role)]


def _fighters_before(view: View, i: int, role: str) -> list[Participant]:
    """Those who fight or govern, by the word before their thing or their deed: "rebel bases", "a militant attack"."""
    t = view.t
    owned = t.lemma[i] in _things() or (t.lemma[i], "noun") in triggers()
    before = t.kids[i] if owned and t.pos[i] == "NOUN" and not _unnamed(view, i) else ()
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
    """Nouns for arms: tanks, planes."""
    return nouns("@arms plane")


@cache
def _things() -> frozenset[str]:
    """Nouns through which their owner is meant: bases, tanks, homes."""
    return nouns("@place @property @troops @arms @measure target bastion lawmaker coast shore outskirts plane")


@cache
def _peoples() -> dict[str, str]:
    """Adjectives of one state → its IRI."""
    found: dict[str, list[str]] = {}
    for state in actors.states().values():
        for word in state.adjectives:
            found.setdefault(word, []).append(BASE + state.slug)
    return {word: iris[0] for word, iris in found.items() if len(iris) == 1}


def _adjective(view: View, i: int, role: str) -> list[Participant]:
    """The state or the fighters behind an adjective of an event noun: "the Ruritanian offensive", "the rebel assault"."""
    event = (view.t.lemma[view.t.head[i]], "noun") in triggers()
    return _people_of(view, i, role) or _fighters(view, i, role) if event else []


def _fighters(view: View, i: int, role: str) -> list[Participant]:
    """Those who fight or govern, by the word before their thing or deed that nobody took for a mention: "rebel bases"."""
    word = heads().get(view.t.lemma[i])
    fights = (
        word is not None and word.several in _TYPES["armed"] | {"Government", "Coalition"} and not _instrument(view, i)
    )
    before = view.t.dep[i] in (*_BEFORE, "amod") and view.t.lower[i - 1] != "-"
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
    owned = any(view.t.dep[k] == "poss" and view.t.pos[k] == "PRON" for k in view.t.kids[i])
    return [Participant(role, None, None, view.t.phrase(i))] if _unnamed(view, i) and not owned else []


def _blamed(view: View, match: Match) -> list[Participant]:
    """Who is blamed for an event: "held the army responsible for the attack", "accused them of an attack"."""
    t = view.t
    i = match.at
    p = t.head[i]
    if t.dep[i] not in ("pobj", "pcomp") or t.lower[p] not in ("for", "of", "over", "behind"):
        return []
    h = t.head[p]
    if t.lower[p] == "behind":
        tokens = t.surface_subject(h) if t.lemma[h] == "be" else []
    elif t.lemma[h] in ("responsible", "guilty", "accountable"):
        tokens = t.conjuncts(k) if (k := t.child(h, "nsubj")) is not None else t.patients(t.head[h])
        tokens = tokens or (t.surface_subject(t.head[h]) if t.dep[h] == "acomp" else [])
    elif t.lemma[h] in nouns("@blame"):
        tokens = t.patients(h)
    elif t.lemma[h] == "responsibility":
        tokens = t.owner(h)
    else:
        return []
    return [x for k in tokens for x in who(view, k, "agent")]
