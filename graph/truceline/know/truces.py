"""Words for truces (`data/truce/`), and the ways of saying something of one (`ontology/ceasefires.tsv`).

A row of the latter gives an event, a state and standings at once; what is asked for here is a view of the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from truceline.errors import KnowledgeError
from truceline.know.kinds import known
from truceline.know.spelling import cut
from truceline.shelf import data, ontology, rows

PLACES = frozenset(["subject", "object", "prep", "compound", "head"])
"""Where a truce can stand to the word that says something of it."""

ACTORS = frozenset(["subject", "object", "prep", "by"])
"""Where an actor can stand to it."""

UNDECIDED = frozenset(["announcer", "teller", "violator"])
"""Standings of which `link` says what they come to."""

MADE = frozenset(["declared", "inForce", "extended"])
"""Of `tl:state`: those by which a truce came about."""

FOSTERING = frozenset(["broker", "guarantor", "monitor"])
"""Of `tl:partyStatus`: those who bring a truce about or watch it."""

LEFT_OUT = frozenset(["notParty", "excluded"])
"""Of `tl:partyStatus`: those whom a truce does not bind."""

STATUSES = UNDECIDED | LEFT_OUT | FOSTERING | {"party"}
"""Of `tl:partyStatus`; a teller announces the truce of others, an announcer is party to its own truce and none to that of others, a violator
is party where it is more than somebody's charge, which `link` decides."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A name for a truce: its words (lemmas or forms), the sort of truce, how sure it is one, the state that it tells.

    `slots`: what can stand at each place, as tokens ("no-war" is three); none, where the place may be left out.
    `sure`: "1" one by itself, "0" only where a truce was named, "v" a verb phrase, one where something is said of it. `needed`
    are for each place that is not left out the words with which it can begin.
    """

    slots: tuple[tuple[tuple[str, ...], ...], ...]
    kind: str
    sure: str
    state: str | None = None
    needed: tuple[frozenset[str], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class StateWord:
    """A word that tells the state of a truce: `extra` lemmas must stand under it ("take effect").

    `kind` is the event that it tells, None where it only describes. `phase`: begin (a beginning, which may lie ahead), last, over (an end, which may lie ahead), renew (a new truce), or
    empty.
    """

    word: str
    extra: tuple[str, ...]
    pos: str
    truce: str
    state: str | None
    negated: str | None
    phase: str = ""
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class PartyWord:
    """A word that tells how an actor stands to a truce."""

    word: str
    pos: str
    truce: str
    actor: str
    status: str
    negated: str | None
    extra: tuple[str, ...] = ()


@cache
def nouns() -> dict[str, tuple[Noun, ...]]:
    """First word → names for a truce that can begin with it."""
    out: dict[str, list[Noun]] = {}
    for row in rows(data("truce", "nouns.tsv")):
        places = slots(row["phrase"])
        needed = tuple(frozenset(tokens[0] for tokens in place) for place in places if () not in place)
        noun = Noun(places, row["kind"], row["sure"], _none(row["state"]), needed)
        for word in dict.fromkeys(_first(noun.slots)):
            out.setdefault(word, []).append(noun)
    return {k: tuple(dict.fromkeys(v)) for k, v in out.items()}


def slots(phrase: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """What can stand at each place of a phrase, in tokens; `-` is nothing.

    >>> slots("halt/stop -/all attack")
    ((('halt',), ('stop',)), ((), ('all',)), (('attack',),))
    >>> slots("no-war pact")
    ((('no', '-', 'war'),), (('pact',),))
    """
    return tuple(tuple(() if w == "-" else tuple(cut(w)) for w in slot.split("/")) for slot in phrase.split())


def _first(places: tuple[tuple[tuple[str, ...], ...], ...]) -> Iterator[str]:
    """The words with which a phrase can begin."""
    for place in places:
        yield from (tokens[0] for tokens in place if tokens)
        if () not in place:
            return


@cache
def state_words() -> dict[str, tuple[StateWord, ...]]:
    """Lemma → what it says of the state of a truce; fixed expressions before single words."""
    out: dict[str, list[StateWord]] = {}
    for row in _ways():
        if row["state"] != "-":
            word, *extra = row["word"].split()
            told = _none(row["state"]), _none(row["negated"]), _none(row["phase"]) or ""
            made = StateWord(word, tuple(extra), row["pos"], row["truce"], *told, _none(row["kind"]))
            out.setdefault(word, []).append(made)
    return {k: tuple(sorted(v, key=lambda w: -len(w.extra))) for k, v in out.items()}


@cache
def _ways() -> tuple[dict[str, str], ...]:
    """The rows of the pattern file, each checked.

    Raises:
        KnowledgeError: a row names a place, a kind or a standing that there is not.
    """
    out = []
    for row in rows(ontology("ceasefires.tsv")):
        if row["truce"] not in PLACES:
            raise KnowledgeError(
                f"ceasefires.tsv: {row['word']!r} has truce {row['truce']!r}; one of {sorted(PLACES)}."
            )
        if row["kind"] != "-":
            known(row["kind"])
        out.append(row)
    return tuple(out)


def _standings(row: dict[str, str]) -> Iterator[tuple[str, str, str | None]]:
    """(where the actor stands, status, status when negated) of a row.

    Raises:
        KnowledgeError: a place or a status is none.
    """
    for told in row["standings"].split() if row["standings"] != "-" else ():
        actor, _, status = told.partition("=")
        status, _, negated = status.partition("!")
        if actor not in ACTORS or not {status, negated or status} <= STATUSES:
            raise KnowledgeError(
                f"ceasefires.tsv: {row['word']!r} has the standing {told!r}; write place=status!negated."
            )
        yield actor, status, negated or None


@cache
def begin_phrases() -> frozenset[tuple[str, str]]:
    """Fixed expressions that are said of truces alone: ("take", "effect") and the like."""
    several = (e for words in state_words().values() for e in words if e.extra and e.phase == "begin")
    return frozenset((e.word, e.extra[0]) for e in several if e.extra[0] in {"effect", "force"})


@cache
def truce_verbs() -> frozenset[str]:
    """Verbs after or before which "it" is a truce, when one has been named: those said of few other things."""
    return frozenset(row["word"] for row in _ways() if row["pos"] == "verb" and row["it"] == "1")


@cache
def made() -> frozenset[str]:
    """Verbs that are done to a truce and never by one: as its predicate ("the truce agreed in May held") they are participles."""
    verbs = [e for e in chain.from_iterable(state_words().values()) if e.pos == "verb"]
    by_it = {e.word for e in verbs if e.truce == "subject"}
    others = chain.from_iterable(party_words().values())
    brokers = {e.word for e in others if e.status == "broker" and e.pos == "verb"}
    return frozenset({e.word for e in verbs if e.truce == "object"} - by_it) | brokers


@cache
def by_itself() -> frozenset[str]:
    """Verbs that a truce does and that nobody does to it: "a truce held for a day" is no passive."""
    verbs = [e for words in state_words().values() for e in words if e.pos == "verb" and not e.extra]
    return frozenset({e.word for e in verbs if e.truce == "subject"} - {e.word for e in verbs if e.truce == "object"})


@cache
def party_words() -> dict[str, tuple[PartyWord, ...]]:
    """Lemma → how an actor stands to a truce."""
    out: dict[str, list[PartyWord]] = {}
    for row in _ways():
        for actor, status, negated in _standings(row):
            word, *extra = row["word"].split()
            entry = PartyWord(word, row["pos"], row["truce"], actor, status, negated, tuple(extra))
            out.setdefault(word, []).append(entry)
    return {k: tuple(v) for k, v in out.items()}


@cache
def around(slot: str) -> frozenset[str]:
    """Words around a truce by what they do there: real, planned, asked, near, transparent, container, body, signing, …"""
    return frozenset(row["word"] for row in rows(data("truce", "context_words.tsv")) if row["slot"] == slot)


@cache
def lemmas() -> frozenset[str]:
    """All single words that these tables ask for."""
    near = (row["word"] for row in rows(data("truce", "context_words.tsv")))
    return frozenset([*near, *state_words(), *party_words()])


@cache
def purposes() -> dict[str, str]:
    """Word beside a truce → what the truce is for."""
    return {row["word"]: row["slot"] for row in rows(data("truce", "purposes.tsv"))}


@cache
def hosts() -> frozenset[str]:
    """Towns in which truces of other places are made, in lower case."""
    return frozenset(row["town"].lower() for row in rows(data("truce", "hosts.tsv")))


def singular(word: str) -> str:
    """The singular of a noun for a body of people.

    >>> singular("parties"), singular("sides"), singular("power")
    ('party', 'side', 'power')
    """
    return word[:-3] + "y" if word.endswith("ies") else word[:-1] if word.endswith("s") else word


_CALLED = {"ceasefire": "ceasefire", "pause": "humanitarian pause", "lull": "lull in fighting", "zone": "zones"}


def called(kind: str) -> str:
    """What a sort of truce is called in labels.

    >>> called("pause")
    'humanitarian pause'
    """
    return _CALLED.get(kind, kind)


def sort_of(label: str) -> str:
    """The sort of truce that a label names: ceasefire, pause, lull or zone.

    >>> sort_of("humanitarian pause of 24 November 2023"), sort_of("de-escalation zones in Idlib"), sort_of("ceasefire")
    ('pause', 'zone', 'ceasefire')
    """
    name = label.split(" in ")[0].split(" of ")[0].split(" between ")[0]
    if "zone" in name or "area" in name:
        return "zone"
    return next((kind for kind, words in _CALLED.items() if words.split(" in ")[0] == name), "ceasefire")


def _none(text: str) -> str | None:
    return None if text == "-" else text
