"""How actors stand to a truce, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truceline.ask.graph_view import GraphView, Thing
from truceline.ask.said import tellings
from truceline.ask.truce import Standing
from truceline.know.nouns import closed
from truceline.know.truces import around, singular
from truceline.vocabulary import TL

_NAMED = {"party": 2}
"""So many with names must stand so before those are left out who are told by no more than what they are."""


def standings(book: GraphView, c: Thing) -> Iterator[Standing]:
    """How each actor stands to a truce, in the order of the standings and names.

    Args:
        book: the graph.
        c: the truce.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for link in (book.links[x] for x in c.many(TL.partyLink)):
        found.setdefault(link.word(TL.partyStatus), {}).setdefault(link.one(TL.actor) or "", []).append(link.iri)
    for status, people in sorted(found.items()):
        labels = {actor: book.label(actor) for actor in people}
        apart = nobody_in_particular(labels, status)
        told: dict[str, list[str]] = {}
        for actor in sorted(people.keys() - apart):
            told.setdefault(labels[actor], []).extend(people[actor])
        for label, links in sorted(told.items()):
            yield Standing(label, status, tellings(book, links))


def nobody_in_particular(labels: Mapping[str, str], status: str) -> set[str]:
    """Those of several who stand alike that need not be told: "rebel factions" of one article, beside sides that have names.

    Args:
        labels: the names of actors by IRI.
        status: their standing, a word of `tl:partyStatus`.

    Returns:
        Their IRIs; none where too few stand so who have names.

    >>> people = {"id/article/a/actor/rebel-factions": "rebel factions", "id/chad": "Chad", "id/faca": "FACA"}
    >>> sorted(nobody_in_particular(people, "party"))
    ['id/article/a/actor/rebel-factions']
    >>> nobody_in_particular({k: v for k, v in people.items() if v != "FACA"}, "party")
    set()
    """
    apart = {actor for actor, label in labels.items() if "/article/" in actor and _only_what_they_are(label)}
    return apart if len(labels) - len(apart) >= _NAMED.get(status, 1) else set()


def _only_what_they_are(label: str) -> bool:
    """Whether a label is a plural for some group or other ("rebel factions", "other organisations")."""
    words = label.lower().split()
    some = around("fighters") | around("anybody") | around("communal") | around("convener") | closed("counted")
    return words[-1].endswith("s") and all(singular(w) in some or w in some for w in words)
