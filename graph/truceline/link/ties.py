"""Whom a person leads, speaks for or belongs to, where no title tells it: "X heads the Front", "the Front, led by X", "X of the Front"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truceline.analysis.tree import Tree
from truceline.know import actors
from truceline.know.control import control
from truceline.link.discourse import Book, Entity
from truceline.link.words import meant_by

Tie = tuple[int, int, str]
"""The tokens that head a person and a body, and what the person is to it: an office, "" for one who only belongs to it."""

_BODIES = frozenset(
    {"ArmedGroup", "ArmedForces", "Coalition", "Government", "NonGovernmentalOrganization", "InternationalOrganization"}
)


def ties(t: Tree) -> Mapping[int, list[Tie]]:
    """The ties that a tree tells, by each of the two tokens.

    Args:
        t: the tree of an article.
    """
    out: dict[int, list[Tie]] = {}
    for v in range(len(t)):
        for tie in (*_led(t, v), *_spoken_for(t, v), *_owned(t, v)):
            out.setdefault(tie[0], []).append(tie)
            out.setdefault(tie[1], []).append(tie)
    return out


def tie(book: Book, told: Mapping[int, list[Tie]], n: int) -> None:
    """Gives the persons tied to what mention `n` means, or that person, their offices, where both are known who."""
    for one, other, role in told.get(book.heads[n], ()):
        person, body = meant_by(book, one), meant_by(book, other)
        if person is not None and body is not None and person.type == "Person":
            _give(person, body, role)


def _give(person: Entity, body: Entity, role: str) -> None:
    """Gives a person an office of a body, unless he has one of it; a land only where nothing else is known."""
    if body.type in _BODIES and body.slug not in {org for _, org in person.offices}:
        person.offices.append((role, body.slug))
    if person.country is None and body.country in actors.states() and (body.type in _BODIES or not role):
        person.country = body.country


def _led(t: Tree, v: int) -> Iterator[Tie]:
    """Whom somebody leads: "X *heads* the Front", "the Front, *led* by X", "X *leads* a wing of the Front"."""
    if t.pos[v] != "VERB" or t.lemma[v] not in control("leading"):
        return
    for body in t.patients(v):
        for whole in (body, *t.under(body, "of")):
            yield from ((person, whole, "leader") for person in t.agents(v))


def _spoken_for(t: Tree, v: int) -> Iterator[Tie]:
    """For whom somebody speaks: "X *signed* for the Front", "X, who *speaks* for the Front"."""
    if t.pos[v] == "VERB" and t.lemma[v] in control("speaking for"):
        for body in t.under(v, "for")[:1]:
            yield from ((person, body, "representative") for person in t.surface_subject(v))


def _owned(t: Tree, i: int) -> Iterator[Tie]:
    """Whose a name is by possessor, "of" or, with the verb left out, "for": "*Ruritania's* X", "X *of the Front*", "and X *for the Front*"."""
    if t.dep[i] == "poss" and t.pos[i] == t.pos[t.head[i]] == "PROPN":
        yield t.head[i], i, ""
    elif t.dep[i] == "prep" and t.lower[i] in _WHOSE and t.pos[t.head[i]] == "PROPN":
        yield from ((t.head[i], body, _WHOSE[t.lower[i]]) for body in t.children(i, "pobj"))


_WHOSE = {"of": "", "for": "representative"}
"""What somebody is to the body that stands after a preposition behind his name."""
