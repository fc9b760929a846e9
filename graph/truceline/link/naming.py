"""Names → actors: the gazetteer, then full names, then what is left of a full name: surnames, acronyms, short forms."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from truceline.analysis.reports import states_at
from truceline.know import actors, titles
from truceline.know.actors import Known
from truceline.know.nouns import heads
from truceline.know.spelling import fold, key, sound
from truceline.link.actor_pairs import letters, same_person
from truceline.link.discourse import Book, Entity, Link, bare, head_word, home, orgs_within, surname
from truceline.link.institutions import body
from truceline.link.words import told_by_noun

OF_STATES = frozenset({"Government", "MediaOrganization"})
"""Classes of bodies that texts of one land name without the land: "the Foreign Ministry", "State Television"."""


def link_names(book: Book, defined: Container[str]) -> None:
    """Links all names of the article, full ones before short ones; abbreviations that it defines are left for later."""
    names = (n for n, m in enumerate(book.notes.mentions) if m.head == "name" and not told_by_noun(m))
    several = [n for n in names if book.mention(n).text not in defined and not book.aside(n)]
    full = [n for n in several if not _short(book, n)]
    for n in full:
        book.put(n, _full(book, n))
    for n in several:
        if book.links[n] is None:
            book.put(n, _part(book, n))


def link_aside(book: Book) -> None:
    """Links the names in credits of pictures, without making those named actors of the news."""
    for n in range(len(book.links)):
        if book.aside(n):
            book.links[n] = _full(book, n)


def _short(book: Book, n: int) -> bool:
    """Whether a name is one word for a person or an organisation that the gazetteer has not by that name."""
    m = book.mention(n)
    if m.type == "Person":
        return len(key(m.text)) == 1 or " " not in m.text
    return len(bare(m.text)) == 1 and not _candidates(book, m.text, m.type)


def _candidates(book: Book, name: str, kind: str) -> list[Known]:
    """Known actors that a name can mean, of a fitting class."""
    slugs = actors.lookup(name, book.seen.states) or actors.lookup(" ".join(bare(name)), book.seen.states)
    found = [a for s in slugs if (a := actors.get(s))]
    alike = [a for a in found if (a.type == "Person") == (kind == "Person")]
    return [a for a in alike if a.named_on(book.day)] or alike


def _full(book: Book, n: int) -> Link:
    m = book.mention(n)
    name = _clean(m.text)
    known = _candidates(book, name, m.type) or _respelt(name, m.type)
    if chosen := choose(book, known):
        return Link(book.known(chosen.slug), "gazetteer", 1.0 if len(known) == 1 else 0.8)
    return _full_person(book, name) if m.type == "Person" else _full_body(book, n, name)


def _full_person(book: Book, name: str) -> Link:
    """A person whom no table knows: one of the article by another spelling, else a new one."""
    persons = (e for e in book.entities.values() if e.type == "Person")
    same = next((e for e in persons if _agrees(name, e)), None)
    return Link(same, "spelling", 0.9) if same else Link(book.named(name, "Person"), "name", 0.9)


def _full_body(book: Book, n: int, name: str) -> Link:
    """A body whom no table knows: one of the article, that of its state, else a new one of the land in its name."""
    m = book.mention(n)
    if same := _same_body(book, m.text):
        return Link(same, "name", 0.9)
    if m.type in OF_STATES and (link := body(book, n)):
        return link
    entity = book.named(name, m.type)
    if entity.country is None:
        entity.country = next((o for o in orgs_within(book, m) if o in actors.states()), None)
    return Link(entity, "name", 0.9)


def _clean(name: str) -> str:
    """A name without nickname and line breaks.

    >>> _clean("Ann “Fox” Vale")
    'Ann Vale'
    """
    return " ".join(_NICKNAME.sub(" ", name).split())


_NICKNAME = re.compile(r" (?:[“\"][^”\"]+[”\"]|[‘'][^’']+[’']|\([^)]+\)) ")


def _respelt(name: str, kind: str) -> list[Known]:
    """Known persons whose full name sounds the same."""
    if kind != "Person":
        return []
    return [a for s in actors.heard(name) if (a := actors.get(s))]


def choose(book: Book, several: Iterable[Known]) -> Known | None:
    """The one meant of several known actors: one whose state the article names, or the only one there is."""
    known = list(several)
    if len(known) <= 1:
        return known[0] if known else None
    said = [a for a in known if (e := book.entities.get("https://w3id.org/truceline/id/" + a.slug)) and e.at]
    if len(said) == 1:
        return said[0]
    near = list(dict.fromkeys((*book.seen.states, *_lands(book))))

    def rank(actor: Known) -> tuple[int, int]:
        about = [near.index(c) for c in (home(actor), *actor.conflicts) if c in near]
        return (min(about, default=len(near)), 0 if book.on_duty(actor) else 1)

    first, second = sorted(known, key=rank)[:2]
    return first if rank(first) < rank(second) else None


def _lands(book: Book) -> list[str]:
    """The states in which the places of the article lie, in the order of the text."""
    return [s for p in book.notes.places for s in states_at(p)]


def _agrees(name: str, entity: Entity) -> bool:
    """Whether a full name can be a person's."""
    words = key(name)
    known = [key(other) for other in (entity.label, *entity.names)]
    return any(same_person(words, other) or _shorter(words, other) or _shorter(other, words) for other in known)


def _shorter(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a name of several words is a longer one cut short: its end, or the first and some of the others."""
    if not 1 < len(words) < len(other):
        return False
    rest = iter(other)
    return other[-len(words) :] == words or (words[0] == other[0] and all(w in rest for w in words))


def _same_body(book: Book, name: str) -> Entity | None:
    words = _of_lands(name)
    for entity in book.entities.values():
        if entity.type != "Person" and any(_cut(words, _of_lands(x)) for x in (entity.label, *entity.names)):
            return entity
    return None


def _of_lands(name: str) -> tuple[str, ...]:
    """The folded words of a name, adjectives of lands as the lands ("Kenyan", "Kenya")."""
    return tuple(actors.adjectives().get(w, w) for w in bare(name))


def _cut(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether words are a whole name of a body, or one of several words cut before "of", "for", "on"."""
    size = len(words)
    return words == full or (
        size > 2 and full[:size] == words and full[size : size + 1] in (("of",), ("for",), ("on",))
    )


# ---------------------------------------------------------------- parts of names


def _part(book: Book, n: int) -> Link:
    m = book.mention(n)
    return _family_name(book, n) if m.type == "Person" else _short_body(book, n)


def _family_name(book: Book, n: int) -> Link:
    """A person by one name: somebody named in full in the article, else somebody known by it, else a new one."""
    name = book.mention(n).text
    same = _bearers(book, surname(name))
    if same and not (_all_doubles(name, same) and _expected(book, n)):
        return _of_namesakes(book, n, same)
    known = _expected(book, n)
    if chosen := choose(book, known):
        return Link(book.known(chosen.slug), "gazetteer", 0.9 if len(known) == 1 else 0.7)
    return Link(book.own(name, "Person"), "name", 0.6)


def _of_namesakes(book: Book, n: int, same: list[Entity]) -> Link:
    """The one meant of those in the article who bear a family name."""
    if len(same) > 1:
        same = _by_courtesy(book, n, [e for e in same if min(e.at) < n] or same)
    return Link(same[0], "surname", 0.95) if len(same) == 1 else _nearest(book, n, same)


def _bearers(book: Book, word: str) -> list[Entity]:
    """The persons of the article with a family name, else with one that sounds so, else with that word in their name."""
    persons = [e for e in book.entities.values() if e.type == "Person" and e.at]
    for fits in (_is_surname, _sounds_so, _double, _has_word):
        if same := [e for e in persons if any(fits(word, x) for x in _all_names(e))]:
            return same
    return []


def _is_surname(word: str, name: str) -> bool:
    return surname(name) == word and not _double(word, name)


def _double(word: str, name: str) -> bool:
    """Whether a word is the second half of a double family name ("Anna Vale-*Stern*")."""
    first, hyphen, last = name.rpartition(" ")[2].partition("-")
    return bool(hyphen) and len(first) > 3 and first[:1].isupper() and last[:1].isupper() and key(last) == (word,)


def _all_doubles(name: str, several: Iterable[Entity]) -> bool:
    """Whether a name is but the second half of the family names of all who bear it."""
    return all(_double(surname(name), x) for e in several for x in _all_names(e))


def _sounds_so(word: str, name: str) -> bool:
    return len(word) > 3 and sound(surname(name)) == sound(word)


def _has_word(word: str, name: str) -> bool:
    return word in key(name)


_STRANGER = re.compile(r", an? (?:[\w-]+ ){0,2}?([\w-]+)")


def _occupation(noun: str) -> bool:
    """Whether a noun for a person is no office or rank, by which known persons are told too."""
    return noun in heads() and noun not in titles.index()


def _expected(book: Book, n: int) -> list[Known]:
    """The known persons whom a text may mean by the family name alone: of one of its lands, or in an office on the day.

    Nobody introduces somebody so known: "Mr X, a baker" is a stranger.
    """
    if (told := _STRANGER.match(book.text, book.mention(n).end)) and _occupation(told.group(1)):
        return []
    lands = {*book.seen.states, *_lands(book)}
    several = _candidates(book, book.mention(n).text, "Person")
    return [a for a in several if lands & {home(a), *a.conflicts} or book.on_duty(a) or book.day is None]


def _all_names(e: Entity) -> tuple[str, ...]:
    return (e.label, *e.names, *(e.known.names if e.known else ()), *(e.known.short if e.known else ()))


def _by_courtesy(book: Book, n: int, several: list[Entity]) -> list[Entity]:
    """Those of the sex that "Mr", "Mrs" or "Ms" before the name tells."""
    before = book.text[max(0, book.mention(n).start - 5) : book.mention(n).start].strip(" .").lower()
    sex = {"mr": "male", "mrs": "female", "ms": "female"}.get(before.split(" ")[-1] if before else "")
    fitting = [e for e in several if e.sex == sex]
    return fitting if sex and fitting else several


def _nearest(book: Book, n: int, several: list[Entity]) -> Link:
    """The namesake named just before, else the one whom the article is about; of two alike nobody is meant for sure."""
    told = {e.iri: [k for k in e.at if k < n] for e in several}
    near = [e for e in several if (at := told[e.iri]) and book.sentences[n] - book.sentences[max(at)] <= 2]
    if len(near) == 1:
        return Link(near[0], "surname", 0.6)
    second, first = sorted(several, key=lambda e: (len(told[e.iri]), e.iri))[-2:]
    clear = len(told[first.iri]) >= 2 * max(1, len(told[second.iri]))
    return Link(first, "surname", 0.55) if clear else Link(None, "namesakes", 0.0)


def _short_body(book: Book, n: int) -> Link:
    """An organisation by one word: an acronym or the last or first word of one named in full."""
    m = book.mention(n)
    bodies = [(e, _all_names(e)) for e in book.entities.values() if e.type != "Person" and e.at]
    for test, reason, score in _SHORT_FORMS:
        same = [e for e, names in bodies if any(test(fold(m.text), m.text, x) for x in names)]
        if len(same) == 1:
            return Link(same[0], reason, score)
    land = body(book, n) if m.type in OF_STATES else None
    return land or Link(book.named(m.text, m.type), "name", 0.7)


def _initials(word: str, text: str, name: str) -> bool:
    return text.isupper() and len(word) > 1 and letters(bare(name)) == word


def _named_so(word: str, text: str, name: str) -> bool:
    return text[:1].isupper() and bare(name)[-1:] == (word,) and len(bare(name)) > 1


def _heads(word: str, text: str, name: str) -> bool:
    return text[:1].isupper() and len(bare(name)) > 1 and head_word(name) == word


def _first_word(word: str, text: str, name: str) -> bool:
    return text[:1].isupper() and len(bare(name)) > 1 and bare(name)[0] == word and word not in actors.adjectives()


_SHORT_FORMS = (
    (_initials, "acronym", 0.9),
    (_named_so, "short", 0.8),
    (_heads, "short", 0.75),
    (_first_word, "short", 0.7),
)
"""How one word can stand for a body named in full, the surest first."""
