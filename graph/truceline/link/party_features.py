"""What speaks for somebody being a side of a truce whose sides are not told in so many words.

A reader takes "The army has fought the rebels since May. A ceasefire was announced on Monday." for a truce of the two. Each actor of
the article who can be a side is looked at: where he is named, whether he fights, whose land it is, how he stands otherwise. The
weights are `data/identity/parties.tsv`, fitted by `bench/fit_parties.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from truceline.analysis.article import Analysis
from truceline.analysis.clause_mood import negated
from truceline.analysis.tree import VERBAL, Tree
from truceline.know import actors
from truceline.know.truces import around
from truceline.link.camps import Offices, camp, camps_of
from truceline.link.fights import Against
from truceline.link.implied_cover import site_of
from truceline.model import Ceasefire, Event, Mention, Notes

FEATURES = (
    "in its sentence",
    "in the sentence before",
    "in the sentence after",
    "far from it",
    "subject over it",
    "object over it",
    "after between, with or and",
    "makes it",
    "fights",
    "fights another",
    "fights its side",
    "both",
    "state or army of the land",
    "group of the land",
    "state from elsewhere",
    "armed group",
    "only described",
    "only persons",
    "stands otherwise",
    "side of another truce",
    "mediates or hosts",
    "asks or comments",
    "comments on it",
    "turns from it",
    "is said to break it",
    "named first",
    "named second",
    "named later",
    "one side told",
    "two sides told",
    "unilateral",
    "not made yet",
    "makes it beside it",
    "state from elsewhere that fights",
    "state from elsewhere that makes it",
    "group that fights",
    "described over it",
    "described that fights",
    "land that is told alone",
)
"""What is looked at; each is worth 0 or 1."""

_APART = frozenset({"mediator", "host", "broker", "guarantor", "monitor", "supporter"})
_SAYING = frozenset({"REQUEST", "SUPPORT", "ACCUSE", "REJECT", "THREATEN"})
_MAKING = frozenset(
    {
        "CeasefireDeclared",
        "CeasefireExtended",
        "CeasefireBegan",
        "CeasefireEnded",
        "Agreement",
        "Signing",
        "Deescalation",
    }
)
_JOINING = frozenset({"between", "with", "among", "by", "and", "involving"})


_TOGETHER = {
    "makes it beside it": {"makes it", "in its sentence"},
    "state from elsewhere that fights": {"state from elsewhere", "fights"},
    "state from elsewhere that makes it": {"state from elsewhere", "makes it"},
    "group that fights": {"armed group", "fights"},
    "described over it": {"only described", "subject over it"},
    "described that fights": {"only described", "fights"},
    "land that is told alone": {"state or army of the land", "one side told"},
}
"""What weighs otherwise when it holds together."""


@dataclass(frozen=True, slots=True)
class Stage:
    """An article as the sides of its truces are looked for in it."""

    parsed: Analysis
    notes: Notes
    offices: Offices
    against: tuple[Against, ...]
    sentences: tuple[int, ...]
    """That of each mention."""
    camps: Mapping[str, Sequence[int]]
    """The mentions of each camp that can be a side, in the order of the text."""


def mentions_by_camp(notes: Notes, offices: Offices, able: Collection[str]) -> dict[str, list[int]]:
    """The mentions of each camp, in the order of the text; persons stand for theirs, "both sides" for each of them.

    Args:
        notes: with every identity filled in.
        offices: for whom persons stand.
        able: the IRIs of those who can be a side; camps of none of them are left out.
    """
    out: dict[str, list[int]] = defaultdict(list)
    for n, m in enumerate(notes.mentions):
        for iri in m.members or ((m.actor,) if m.actor else ()):
            out[camp(offices.body(iri))].append(n)
    can = {camp(i) for i in able}
    return {c: several for c, several in out.items() if c in can}


def features(truce: Ceasefire, stage: Stage) -> dict[str, frozenset[str]]:
    """What speaks for and against each camp of an article as a side of a truce, camps that are told as its sides left out.

    Args:
        truce: with the standings that are told.
        stage: the article.

    Returns:
        The names of the features that hold, by the slug of the camp, in the order of the text.
    """
    told = camps_of(truce.parties, "party")
    mine = stage.camps
    order = sorted((c for c in mine if c not in told), key=lambda c: mine[c][0])
    own = frozenset(_of_truce(truce, told))
    found = {c: frozenset(_of(c, n, mine[c], truce, stage, told)) | own for n, c in enumerate(order)}
    return {c: f | frozenset(name for name, both in _TOGETHER.items() if both <= f) for c, f in found.items()}


def _of_truce(truce: Ceasefire, told: Set[str]) -> Iterator[str]:
    """What holds of the truce whoever is looked at."""
    if len(told) == 1:
        yield "one side told"
    if len(told) > 1:
        yield "two sides told"
    if truce.side == "unilateral":
        yield "unilateral"
    if {s.state for s in truce.states} <= {"proposed"}:
        yield "not made yet"


def _of(side: str, rank: int, mine: Sequence[int], truce: Ceasefire, stage: Stage, told: Set[str]) -> Iterator[str]:
    """What holds of one camp."""
    yield from _where(mine, truce, stage)
    yield from _how(mine, truce, stage)
    yield from _deeds(side, stage, told)
    yield from _who(side, mine, truce, stage)
    yield from _standing(side, truce, stage)
    yield ("named first", "named second", "named later")[min(rank, 2)]


def _where(mine: Sequence[int], truce: Ceasefire, stage: Stage) -> Iterator[str]:
    """How near the truce somebody is named."""
    at = {stage.parsed.sentence_at(m.start) for m in truce.mentions}
    gaps = {stage.sentences[n] - s for n in mine for s in at}
    yield from (where for gap, where in _BESIDE.items() if gap in gaps)
    if gaps and min(map(abs, gaps)) > 2:
        yield "far from it"
    if any(stage.notes.mentions[n].members and stage.sentences[n] in at for n in mine):
        yield "both"


_BESIDE = {0: "in its sentence", -1: "in the sentence before", 1: "in the sentence after"}
"""What it is to be named so many sentences after a truce."""


def _how(mine: Sequence[int], truce: Ceasefire, stage: Stage) -> Iterator[str]:
    """How somebody hangs together with the truce in the tree of its sentence."""
    tree = stage.parsed.tree
    heads = {h for n in mine if (h := _head(stage.notes.mentions[n], stage)) is not None}
    for m in truce.mentions:
        for t in stage.parsed.token_range(m.start, m.end)[:1]:
            yield from _beside(tree, t, heads)
    if any(_turned(tree, h) for h in heads):
        yield "turns from it"


def _beside(tree: Tree, truce: int, heads: Set[int]) -> Iterator[str]:
    """How somebody (the tokens that head his mentions) hangs together with a word for the truce."""
    verbs = [v for v in (truce, *tree.above(truce)) if tree.pos[v] in VERBAL]
    if not heads.isdisjoint(s for v in verbs for s in (*tree.surface_subject(v), *tree.agents(v))):
        yield "subject over it"
    if any(tree.lemma[v] in around("commenting") and heads & _told_of(tree, v) for v in verbs):
        yield "comments on it"
    if not heads.isdisjoint(o for v in verbs for o in tree.patients(v)):
        yield "object over it"
    if any(tree.lower[tree.head[h]] in _JOINING and truce in tree.above(h) for h in heads):
        yield "after between, with or and"


def _turned(tree: Tree, head: int) -> bool:
    """Whether the verb of which somebody is the subject is denied or says that he keeps away, or a denied one is done to him."""
    verb = tree.verb_over(head)
    if verb is None:
        return False
    phrases = {tree.lemma[verb], *(f"{tree.lemma[verb]} {tree.lower[k]}" for k in tree.children(verb, "prt"))}
    mine = head in _told_of(tree, verb)
    denied = negated(tree, verb)
    return (mine and (denied or bool(phrases & around("turning")))) or (denied and head in tree.patients(verb))


def _told_of(tree: Tree, verb: int) -> set[int]:
    """Those of whom a verb tells: its subjects, with all that are joined to them."""
    return {c for s in (*tree.surface_subject(verb), *tree.agents(verb)) for c in tree.conjuncts(s)}


def _head(m: Mention, stage: Stage) -> int | None:
    """The token that heads a mention."""
    tokens, over = stage.parsed.token_range(m.start, m.end), stage.parsed.tree.head
    return next((t for t in tokens if over[t] not in tokens or over[t] == t), None)


def _deeds(side: str, stage: Stage, told: Set[str]) -> Iterator[str]:
    """What somebody does in the article."""
    for e in stage.notes.events:
        yield from _deed(e, {p.role for p in e.participants if p.actor and camp(stage.offices.body(p.actor)) == side})
    foes = {c for a in stage.against if side in a.camps for c in a.camps} - {side}
    if foes:
        yield "fights another"
    if foes & told:
        yield "fights its side"


def _deed(e: Event, roles: Set[str]) -> Iterator[str]:
    """What one event says of somebody with these parts in it."""
    if roles and e.plover == "ASSAULT":
        yield "fights"
    if _APART & roles:
        yield "mediates or hosts"
    if "agent" not in roles:
        return
    if e.kind in _MAKING:
        yield "makes it"
    if e.kind == "CeasefireViolated":
        yield "is said to break it"
    if e.plover in _SAYING:
        yield "asks or comments"


def _who(side: str, mine: Sequence[int], truce: Ceasefire, stage: Stage) -> Iterator[str]:
    """What sort of side somebody is."""
    several = [stage.notes.mentions[n] for n in mine]
    types = {m.type for m in several}
    yield from _sort(side, types, truce.country)
    if all(m.head != "name" for m in several):
        yield "only described"
    if types <= {"Person"}:
        yield "only persons"


def _sort(side: str, types: Set[str], land: str | None) -> Iterator[str]:
    """Whether a side is a state or an armed group, and of the land (IRI) that a truce is about."""
    known = actors.get(side)
    if side in actors.states():
        yield "state or army of the land" if site_of(side) == land else "state from elsewhere"
    elif "ArmedGroup" in types or (known and known.type == "ArmedGroup"):
        yield "armed group"
        if land and known and known.country and site_of(known.country) == land:
            yield "group of the land"


def _standing(side: str, truce: Ceasefire, stage: Stage) -> Iterator[str]:
    """How somebody stands to this truce and to others of the article."""
    others = (p for t in stage.notes.ceasefires if t.id != truce.id for p in t.parties)
    if side in camps_of(p for p in truce.parties if p.status != "party"):
        yield "stands otherwise"
    if side in camps_of(others, "party"):
        yield "side of another truce"
