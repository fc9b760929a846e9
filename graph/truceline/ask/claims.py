"""Who says what about whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from truceline.ask.answers import Table
from truceline.ask.candidates import FEW, each_lasting, found, having, lasting, listed, of_class, quoted
from truceline.ask.filters import Choice, meets
from truceline.ask.graph_view import GraphView, Thing
from truceline.ask.said import Said, said
from truceline.ask.timeline import spaced
from truceline.vocabulary import PROV, SEM, TL


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim and what it is about: labels of events, figures, ceasefire states, party links or other claims."""

    claim: str
    said: Said
    about: tuple[str, ...]
    addressee: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Claims(Table[Statement]):
    """Claims in the order of publication."""

    head: ClassVar[tuple[str, ...]] = ("speaker", "stance", "about", "to whom", "said")
    row: ClassVar[type | None] = Statement

    def cells(self, row: Statement) -> Sequence[str]:
        s = row.said
        who = s.speaker + "".join(f" ← {v}" for v in s.via)
        about = "\n".join(row.about) or s.quote
        return [who, s.stance, about, row.addressee, s.said or s.published]

    def below(self, row: Statement) -> str:
        return row.said.source


def claims(book: GraphView, choice: Choice) -> Claims:
    """Claims that a choice lets through: speaker, stance, target (told, accused, or taking part in what is claimed), time.

    The time of a claim is that of the saying, else the publication of its article.
    """
    kept = [c for c in _candidates(book, choice) if _chosen(book, c, choice)]
    rows = [_statement(book, c) for c in kept]
    return Claims(tuple(sorted(rows, key=lambda r: (r.said.published, r.said.evidence.split("#")[0], _offset(r)))))


def _candidates(book: GraphView, choice: Choice) -> Iterable[Thing]:
    """The claims that may be asked for, looked up in the index; all where nothing narrows them down."""
    blocks = [having(path, values) for values, path in _ways(choice) if values is not None]
    if choice.targets is not None:
        blocks.append(f"{{ {listed('x', _touching(book, choice.targets))} }}")
    timed = choice.since or choice.until
    if not blocks:
        every = [of_class("tl:Claim")]
        return book.claims.some(_of_time(book, every, choice, lasting(choice))) if timed else book.claims.values()
    few = found(book, blocks, FEW + 1 if timed else None)
    many = timed and len(few) > FEW
    return book.claims.some(_of_time(book, blocks, choice, each_lasting(choice)) if many else few)


def _of_time(book: GraphView, blocks: list[str], choice: Choice, said: Iterable[str]) -> set[str]:
    """The claims of some sort that may be of the time of a choice, by their article or by themselves."""
    return found(book, [*blocks, quoted(choice)]) | found(book, [*blocks, *said])


def _ways(choice: Choice) -> tuple[tuple[frozenset[str] | None, str], ...]:
    return (choice.speakers, "tl:speaker"), (choice.stances, "tl:stance")


def _touching(book: GraphView, actors: frozenset[str]) -> set[str]:
    """The claims that are told to actors or are about something in which they have a part."""
    things = book.subjects(SEM.hasActor, actors) | book.subjects(TL.actor, actors)
    return book.subjects(TL.addressee, actors) | book.subjects(TL.about, things)


def _offset(row: Statement) -> tuple[int, str]:
    digits = row.said.evidence.rsplit("char=", 1)[-1].split(",")[0]
    return int(digits) if digits.isdigit() else 0, row.claim


def _chosen(book: GraphView, c: Thing, choice: Choice) -> bool:
    return (
        meets(choice.speakers, c.one(TL.speaker))
        and meets(choice.stances, c.one(TL.stance))
        and (choice.targets is None or bool(choice.targets & set(_targets(book, c))))
        and _in_time(book, c, choice)
    )


def _in_time(book: GraphView, c: Thing, choice: Choice) -> bool:
    if c.begin or c.end:
        return c.overlaps(choice.since, choice.until)
    article = book.articles.get(c.text(PROV.wasQuotedFrom))
    return article is not None and _issued(article).overlaps(choice.since, choice.until)


def _issued(article: Thing) -> Thing:
    """An article as something that happened on its publication day."""
    day = article.one("http://purl.org/dc/terms/issued")
    values = {str(SEM.hasEarliestBeginTimeStamp): [day], str(SEM.hasLatestEndTimeStamp): [day]} if day else {}
    return Thing(article.iri, values)


def _targets(book: GraphView, c: Thing) -> list[str]:
    """The addressee and everybody in what is claimed, the speaker left out."""
    out = c.many(TL.addressee)[:]
    for thing in c.many(TL.about):
        if event := book.events.get(thing):
            out += event.many(SEM.hasActor)
        for several in (book.participations, book.links):
            if link := several.get(thing):
                out += link.many(TL.actor)
    return [a for a in dict.fromkeys(out) if a != c.one(TL.speaker)]


def _statement(book: GraphView, c: Thing) -> Statement:
    about = tuple(dict.fromkeys(described(book, t) for t in c.many(TL.about)))
    targets = tuple(book.label(a) for a in _targets(book, c))
    return Statement(c.iri, said(book, c), about, book.label(c.one(TL.addressee)), targets)


def described(book: GraphView, iri: str) -> str:
    """A thing that is claimed, in a few words."""
    if part := book.participations.get(iri):
        return f"{book.label(part.one(TL.actor))} as {spaced(part.word(TL.role))}"
    if link := book.links.get(iri):
        return f"{book.label(link.one(TL.actor))}: {spaced(link.word(TL.partyStatus))}"
    if state := book.states.get(iri):
        return f"ceasefire {spaced(state.word(TL.state))}{' ' + str(state.one(TL.edtf)) if state.one(TL.edtf) else ''}"
    if claim := book.claims.get(iri):
        return f"what {book.label(claim.one(TL.speaker))} {claim.word(TL.stance)}"
    return book.label(iri)
