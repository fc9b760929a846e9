"""Who takes part: slots of a frame → tokens → participants, each tied to the mention that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.events.match import Match, with_counted
from truceline.find.predications.events.view import View
from truceline.find.predications.events.who import BEFORE, HARMED, TYPES, direct, instrument, unnamed, who
from truceline.know import actors
from truceline.know.control import control
from truceline.know.nouns import heads
from truceline.know.triggers import Slots, Trigger, nouns, triggers
from truceline.model import BASE, Participant, Span

_TOGETHER = {
    "Clash": TYPES["armed"] | {"UnnamedGroup", "PopulationGroup"},
    **dict.fromkeys(("Meeting", "Negotiation", "Consultation"), TYPES["actor"]),
}
"""Who can be the other side of what two sides do, by kind."""
_BESIDE = frozenset({"after", "before", "following", "during", "at", "amid", "in"})
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
    """Who fought or talked with those who alone are named: "*they* pulled out after clashes with the army", "*two* were killed in them"."""
    t, i = view.t, match.at
    wanted = _TOGETHER.get(match.trigger.kind)
    p = t.head[i]
    if wanted is None or t.dep[i] != "pobj" or t.lower[p] not in _BESIDE or not t.under(i, "with"):
        return []
    found = [x for k in _acting(t, t.head[p]) for x in who(view, k, match.trigger.roles[0][0])]
    return [x for x in found if x.mention is not None and view.notes.mentions[x.mention].type in wanted]


def _acting(t: Tree, v: int) -> list[int]:
    """Who does what a verb tells; of harm those whom it befell."""
    if t.pos[v] not in VERBAL:
        return []
    return t.surface_subject(v) if t.passive(v) and t.lemma[v] in control("done to") else t.agents(v)


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
    return asked(view, tokens) if asked is not None else _typed(view, tokens, TYPES[kind])


def _somebody(view: View, tokens: list[int]) -> bool:
    """Whether one of the tokens stands for somebody, or is a noun for people."""
    return any(unnamed(view, i) or who(view, i, "agent") for i in tokens)


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
    found = {p.mention for i in tokens for p in who(view, i, "agent")}
    itself = (n for i in with_counted(t, tokens) if (n := direct(view, i)) is not None)
    if any(n in found and _is(view, n, wanted) for n in itself):
        return True
    nobody = (heads().get(t.lemma[i]) for i in tokens if i not in view.head)
    return any(noun is not None and noun.one in wanted for noun in nobody)


def _state(view: View, i: int) -> bool:
    return i in view.head and view.notes.mentions[view.head[i]].type == "State"


def _is(view: View, n: int, wanted: frozenset[str]) -> bool:
    m = view.notes.mentions[n]
    return m.type in wanted and m.text.lower() not in ("it", "its")


def _filled(view: View, match: Match, role: str, slots: Slots) -> list[Participant]:
    """Who fills a role: those in the first alternative that names somebody; none where it only names where it was."""
    for together in slots:
        tokens = _standing(view, match, role, together)
        if found := _actors(view, match, role, tokens, "subj" in together):
            return found[:1] if together == ("purpose",) else found
        if role not in _GIVEN and any(view.placed(j) for i in tokens for j in (i, *view.t.under(i, "of"))):
            return []
    return []


def _standing(view: View, match: Match, role: str, slots: tuple[str, ...]) -> list[int]:
    """The tokens in these slots, with those named beside them; no instruments, no pronoun of the doer's."""
    tokens = [i for slot in slots for i in match.tokens(view, slot) if not _own(view, i, slot)]
    tokens = [i for i in tokens if view.t.dep[i] not in BEFORE or not instrument(view, i)]
    return [*tokens, *(j for i in tokens for j in _besides(view, match, i, role))]


def _actors(view: View, match: Match, role: str, tokens: list[int], subject: bool) -> list[Participant]:
    """The actors that tokens stand for; a land that is named as a place where it is given something, faced, or acts."""
    faced = role == "host" or (role == "target" and match.trigger.root in _FACING)
    as_land = _country if faced else _land if role == "supported" or (role in _DOERS and subject) else _nobody
    return [p for i in _named(view, tokens) for p in who(view, i, role) or as_land(view, i, role)]


def _nobody(_view: View, _i: int, _role: str) -> list[Participant]:
    """None: a place is nobody here."""
    return []


def _besides(view: View, match: Match, i: int, role: str) -> list[int]:
    """Who is named with a participant: "ten people, including two nurses", "killed him along with two guards"."""
    if role not in HARMED:
        return []
    t = view.t
    joined = [k for b in (i, match.at) for k in t.kids[b] if k > i and t.lower[k] in ("along", "together")]
    found = [*t.under(i, "including"), *(j for k in joined for j in t.under(k, "with"))]
    return [j for j in found if not view.placed(j)]


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
    """A land or a region that acts or is given something itself, by its name alone: "Ruritania's province deported them"."""
    place = view.place(i)
    if (
        place is None
        or place.kind not in _LANDS
        or view.t.dep[i] not in ("nsubj", "nsubjpass", "conj", "appos", "pobj", "dobj")
    ):
        return []
    return _country(view, i, role) or [Participant(role, None, None, Span(place.start, place.end))]


def _blamed(view: View, match: Match) -> list[Participant]:
    """Who is blamed for an event: "held the army responsible for the attack", "accused them of an attack"."""
    t, i = view.t, match.at
    p = t.head[i]
    if t.dep[i] not in ("pobj", "pcomp") or t.lower[p] not in ("for", "of", "over", "behind"):
        return []
    return [x for k in _blamed_by(t, p, t.head[p]) for x in who(view, k, "agent")]


def _blamed_by(t: Tree, p: int, h: int) -> list[int]:
    """Who stands to a word of blame, and the preposition under it, as the one who is blamed."""
    if t.lower[p] == "behind":
        return t.surface_subject(h) if t.lemma[h] == "be" else []
    if t.lemma[h] in ("responsible", "guilty", "accountable"):
        tokens = t.conjuncts(k) if (k := t.child(h, "nsubj")) is not None else t.patients(t.head[h])
        return tokens or (t.surface_subject(t.head[h]) if t.dep[h] == "acomp" else [])
    if t.lemma[h] in nouns("@blame"):
        return t.patients(h)
    return t.owner(h) if t.lemma[h] == "responsibility" else []
