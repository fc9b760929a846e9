"""Who can be a side of a truce: a state, a force, a group, or a leader of one; what an article tells of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from truceline.analysis.article import Analysis
from truceline.know import actors
from truceline.know.actors import Known
from truceline.know.nouns import closed
from truceline.know.truces import around, singular
from truceline.link.camps import FIGHTING, Offices
from truceline.link.fights import Against
from truceline.model import BASE, Ceasefire, Mention, Notes, Party

LEFT_OUT = ("excluded", "notParty")
_PARTISAN = frozenset({"PopulationGroup", "NonGovernmentalOrganization"})
_LEADERS = frozenset({"leader", "commander", "commander-in-chief", "chief", "founder"})


@dataclass(frozen=True, slots=True)
class Told:
    """What the standings of an article are read with."""

    parsed: Analysis
    notes: Notes
    offices: Offices
    against: tuple[Against, ...]
    truces: tuple[Ceasefire, ...]
    """The truces of which two sides are told."""
    plurals: tuple[Against, ...]
    """The sides that "both sides", "the parties" mean: in their sentence, or, where the article tells of one truce alone, anywhere (-1)."""
    sentences: tuple[int, ...]
    types: Mapping[str, str]
    """Those of the actors, by IRI."""
    named: frozenset[str]
    """The IRIs of those whom some name tells."""


def can_be(party: Party, here: Told) -> bool:
    """Whether who is meant can stand so to a truce: a side is a state, a force, a group, or a leader of one."""
    if party.actor is None:
        return False
    if party.status not in {"party", *LEFT_OUT}:
        return here.types.get(party.actor) != "MediaOrganization" and not _nameless(party.actor, here)
    known = actors.get(slug_of(party))
    return _known_to_fight(known) if known else _described_to_fight(party.actor, here)


def _known_to_fight(known: Known) -> bool:
    """Whether a known actor can be a side."""
    leads = known.type == "Person" and any(o.role in _LEADERS for o in known.offices)
    if known.type == "Coalition" and singular(known.label.lower().split()[-1]) in around("convener"):
        return False
    return known.type in FIGHTING or leads or (known.type in _PARTISAN and bool(known.conflicts))


def _described_to_fight(iri: str, here: Told) -> bool:
    """Whether somebody whom no table knows can be a side: fighters, tribes and the like; "both sides" only where a name says so."""
    words = [singular(w) for w in iri.rsplit("/", 1)[-1].split("-")]
    noun, kind, named = words[-1], here.types.get(iri, ""), iri in here.named
    if around("bystander") & set(words) or not (named or _in_particular(words, iri.endswith("s"))):
        return False
    if kind == "NonGovernmentalOrganization":
        return named and noun not in around("convener")
    return not kind or kind in FIGHTING or (kind == "PopulationGroup" and noun in around("communal"))


def _in_particular(words: Sequence[str], plural: bool) -> bool:
    """Whether the words of a description, by their noun or by what stands before it in the plural, mean some side and not anybody."""
    told_apart = plural and words[-1] in around("told_apart") and bool({*words[:-1]} & around("fighters"))
    return told_apart or words[-1] not in around("anybody")


def without_groups_of_named(links: Sequence[Party], here: Told) -> list[Party]:
    """The sides without "rival militias", where two armed groups or more are named as sides: they are the militias."""
    sides = {p.actor for p in links if p.status == "party" and p.actor}
    groups = {i for i in sides & here.named if here.types.get(i) == "ArmedGroup"}
    return [p for p in links if len(groups) < 2 or p.status != "party" or not _several_groups(p, here)]


def _several_groups(party: Party, here: Told) -> bool:
    """Whether a side is told by a plural for armed groups that says of whom in no word ("rival militias", "two rebel groups")."""
    m = mention_of(party, here)
    if m is None or m.head != "nominal" or m.actor is None or "/article/" not in m.actor:
        return False
    *before, noun = m.text.lower().split()
    groups = around("fighters") | around("communal") | around("anybody")
    return singular(noun) in groups - {noun} and all(w in closed("counted") | around("fighters") for w in before)


def _nameless(iri: str, here: Told) -> bool:
    """Whether an actor of the article is only told by what he does ("soldiers", "mediators"): nobody in particular."""
    mine = [m for m in here.notes.mentions if m.actor == iri and m.head != "pronoun"]
    described = "/article/" in iri and bool(mine) and all(m.head == "nominal" for m in mine)
    nouns = around("agents") | around("officers") | around("official") | around("anybody") | around("watching")
    return described and any(singular(m.text.lower().split()[-1]) in nouns or m.text.lower() in nouns for m in mine)


def mention_of(party: Party, here: Told) -> Mention | None:
    """The words by which a standing tells somebody, where it does."""
    return here.notes.mentions[party.mention] if party.mention is not None else None


def slug_of(p: Party) -> str:
    return (p.actor or "").removeprefix(BASE)
