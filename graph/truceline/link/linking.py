"""Who is meant by each mention of an article.

Names first, full ones before short ones; then the offices that the text gives them; then, in the order of the text,
descriptions and pronouns. Every link keeps its reason and score; what is unsure stays unlinked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from truceline.analysis.article import Analysis
from truceline.know import actors
from truceline.know.gazetteer import look
from truceline.link.abbreviations import definitions, link_defined
from truceline.link.appositions import apposed
from truceline.link.definite_descriptions import beside, link_nominal
from truceline.link.delayed import called_so, named_later, told_apart
from truceline.link.discourse import Book
from truceline.link.naming import link_aside, link_names
from truceline.link.pronouns import ahead, claim_around, link_pronoun
from truceline.link.propagate import fill
from truceline.link.standings import settle
from truceline.link.ties import Tie, tie, ties
from truceline.link.words import noun, told_by_noun
from truceline.model import BASE, Notes, Role


def resolve(parsed: Analysis, notes: Notes) -> Notes:
    """Says who is meant by each mention, and copies it to roles, claims, events and ceasefires.

    Returns:
        Notes with `actors` filled: all that some mention means, in the order of the text.
    """
    return settle(fill(linked(parsed, notes)), parsed, parsed.tree)


def linked(parsed: Analysis, notes: Notes) -> Book:
    """The book of an article in which every mention is linked or left open."""
    book = Book(parsed, notes, parsed.tree, look(parsed.article.text))
    defined = definitions(book)
    link_names(book, defined)
    _offices(book, book.notes.roles)
    waiting, told = _waiting(book), ties(parsed.tree)
    link_defined(book, defined)
    for n, m in enumerate(notes.mentions):
        tie(book, told, n)
        if (
            m.head == "nominal"
            and not book.aside(n)
            and (named := apposed(book, n) or beside(book, n))
            and named.entity
        ):
            named.entity.nouns.add(noun(book, n))
    late: list[int] = []
    for n, m in sorted(enumerate(notes.mentions), key=lambda x: (x[1].end, -x[1].start)):
        if book.aside(n) or book.links[n] is not None:
            continue
        if set(book.inner(n)) & set(late) or _waits(book, n):
            late.append(n)
        elif m.head != "name" or told_by_noun(m):
            _link(book, n, waiting, told)
    for n in late:
        _link(book, n, waiting, told)
    named_later(book)
    called_so(book)
    told_apart(book)
    link_aside(book)
    return book


def _link(book: Book, n: int, waiting: Mapping[int, Sequence[Role]], told: Mapping[int, list[Tie]]) -> None:
    """Links a pronoun, or a description with the roles that wait for it."""
    if book.mention(n).head == "pronoun":
        link_pronoun(book, n)
    else:
        link_nominal(book, n)
        _offices(book, waiting.get(n, ()))
    tie(book, told, n)


def _waits(book: Book, n: int) -> bool:
    """Whether a pronoun is linked after all else: what it means may be named after it."""
    return book.mention(n).head == "pronoun" and (book.quoted[n] or _stated(book, n) or bool(ahead(book, n)))


def _stated(book: Book, n: int) -> bool:
    """Whether a pronoun stands in a statement without quotation marks."""
    claim = claim_around(book, n)
    return claim is not None and claim.quotation == "direct"


def _waiting(book: Book) -> dict[int, list[Role]]:
    """Roles by the description whose actor is the organisation ("spokesman for the rebels")."""
    out: dict[int, list[Role]] = {}
    for role in book.notes.roles:
        if role.organization and role.organization.startswith("#"):
            n = int(role.organization[1:])
            if book.links[n] is None:
                out.setdefault(n, []).append(role)
    return out


def _offices(book: Book, roles: Iterable[Role]) -> None:
    """Gives the persons of the article the offices that the text says they hold."""
    for role in roles:
        entity = book.entity(int(role.actor[1:])) if role.actor.startswith("#") else None
        if entity is None:
            continue
        org = _organization(book, role.organization)
        entity.offices.insert(0, (role.role, org))
        body = book.entities.get(BASE + org) if org else None
        if entity.country is None:
            entity.country = org if org in actors.states() else body.country if body else None


def _organization(book: Book, iri: str | None) -> str | None:
    """The slug of a role's organisation."""
    if iri and iri.startswith("#"):
        body = book.entity(int(iri[1:]))
        return body.slug if body else None
    return iri.rsplit("/", 1)[-1] if iri else None
