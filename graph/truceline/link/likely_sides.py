"""The sides of a truce that are told nowhere in so many words: the likeliest, where one is likely enough.

"The army has fought the rebels since May. A ceasefire was announced on Monday." What speaks for each actor is in `party_features`;
what it weighs is `data/identity/parties.tsv`, fitted by `bench/fit_parties.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from truceline.know import actors
from truceline.know.truces import MADE
from truceline.link.camps import FIGHTING, camp, camps_of, generic
from truceline.link.pair_weights import Weights, weights
from truceline.link.party_features import FEATURES, Stage, features
from truceline.model import BASE, Ceasefire, Party

_BARRED = frozenset({"stands otherwise", "comments on it", "mediates or hosts", "turns from it", "is said to break it"})
"""What makes nobody a side, whatever speaks for it."""

_NEAR = frozenset({"in its sentence", "in the sentence before"})
"""Where the sides of one of several truces of an article are looked for."""

_NOT_ALONE = frozenset({"state from elsewhere", "object over it", "named later", "only described"})
"""What makes nobody a side beside whom nobody else is, where many can be one."""

_ALONE = 0.6
"""How likely a side must be beside whom nobody else is, where few can be one."""

_FEW = 3
"""In an article with no more who can be a side, states from elsewhere are told as such, and one side may stand alone."""

_MANY = 7
"""In an article with more who can be a side nobody is guessed at: whom a truce binds there is too open."""

_AT_WAR = frozenset({"fights", "fights another", "in its sentence"})
"""What a state that is not of the truce's land needs to be taken for a side where several can be."""

_LONG = timedelta(days=30)

_SIDES = 2
"""So many sides a truce has at most when some of them are only likely."""


def with_likely_sides(truce: Ceasefire, stage: Stage) -> Ceasefire:
    """The truce with those who are likely enough to be its sides, where it has fewer than two.

    Args:
        truce: with the standings that are told.
        stage: the article.

    Returns:
        The truce; the evidence of a side that was added is the truce's first mention.
    """
    likely = _likely(truce, stage) if _open(truce, stage) else []
    name = _names(stage) if likely else {}
    added = [_added(name[c], truce, stage) for c in likely if c in name]
    return replace(truce, parties=(*truce.parties, *added)) if added else truce


def _likely(truce: Ceasefire, stage: Stage) -> list[str]:
    """The camps that are likely enough, the likeliest first."""
    told = camps_of(truce.parties, "party")
    able = len(stage.camps.keys() | told)
    if able > _MANY:
        return []
    found = {c: f for c, f in features(truce, stage).items() if _free(f) and _placed(f, stage, able)}
    scored = {c: party_weights().score(dict.fromkeys(f, 1.0))[0] for c, f in found.items()}
    wanted = _wanted(found, scored)
    likely = sorted((c for c in scored if c in wanted), key=lambda c: -scored[c])
    if len(told) + len(likely) < _SIDES:
        likely = [c for c in likely if _alone(found[c], scored[c], truce, able)]
    return likely[: _SIDES - len(told)]


def _wanted(found: Mapping[str, frozenset[str]], scored: Mapping[str, float]) -> set[str]:
    """Those who are surely sides; beside one of them who fights, their foes who may be."""
    table = party_weights()
    sure = {c for c, p in scored.items() if p >= table.same}
    foes = {c for c, p in scored.items() if p >= table.maybe and "fights another" in found[c]}
    return sure | foes if sure & foes else sure


def _alone(found: frozenset[str], score: float, truce: Ceasefire, able: int) -> bool:
    """Whether somebody is a side beside whom nobody else is, where so many are `able` to be one."""
    if able > _FEW:
        return _made(truce) and "in its sentence" in found and not found & _NOT_ALONE
    unmoved = {"state from elsewhere", "object over it"} & found and "fights" not in found
    return score >= _ALONE and "in its sentence" in found and not unmoved


def _placed(found: frozenset[str], stage: Stage, able: int) -> bool:
    """Whether somebody stands near enough to one of several truces, and is of the land, or at war, where `able` can be sides."""
    near = bool(found & _NEAR) or len(stage.notes.ceasefires) == 1
    return near and ("state from elsewhere" not in found or able <= _FEW or found >= _AT_WAR)


def _added(side: str, truce: Ceasefire, stage: Stage) -> Party:
    """The standing of a side (IRI) that was not told."""
    at = truce.mentions[0]
    return Party(side, "party", None, stage.parsed.sentence_at(at.start), at)


def _open(truce: Ceasefire, stage: Stage) -> bool:
    """Whether the sides of a truce may be guessed at: one is lacking, it is more than proposed, and news."""
    proposed = any(s.state == "proposed" for s in truce.states)
    return (
        len(camps_of(truce.parties, "party")) < _SIDES
        and bool(truce.mentions)
        and not proposed
        and not _old(truce, stage)
    )


def _old(truce: Ceasefire, stage: Stage) -> bool:
    """Whether a truce began long before the article, which then takes for known whose it is."""
    published = stage.parsed.article.published
    day = date.fromisoformat(published.isoformat()[:10]) if published else None
    return bool(truce.began and day and day - date.fromisoformat(truce.began) > _LONG)


def _free(found: frozenset[str]) -> bool:
    """Whether nothing that is told of an actor keeps him from being a side."""
    elsewhere = "side of another truce" in found and "in its sentence" not in found
    vague = {"one side told", "only described"} <= found
    return not elsewhere and not vague and not found & _BARRED


def _made(truce: Ceasefire) -> bool:
    """Whether a truce is told to have been made: of one that is refused or only said to be broken nobody is a side alone."""
    return any(s.state in MADE for s in truce.states)


def party_weights() -> Weights:
    """The fitted weights of `party_features.FEATURES`."""
    return weights("parties.tsv", FEATURES, "fit_parties.py")


def fights_for_himself(iri: str) -> bool:
    """Whether an actor (IRI) may be taken for a side unasked: no office, board or human rights group."""
    known = actors.get(iri.removeprefix(BASE))
    if known is None or known.type == "Person":
        return True
    return known.type in FIGHTING and not (known.type == "Government" and camp(iri) == known.slug)


def _names(stage: Stage) -> dict[str, str]:
    """The IRI under which each camp is told first, but by words that only stand for several."""
    out: dict[str, str] = {}
    for m in stage.notes.mentions:
        for iri in m.members or ((m.actor,) if m.actor and not generic(m) else ()):
            body = stage.offices.body(iri)
            out.setdefault(camp(body), body)
    return out
