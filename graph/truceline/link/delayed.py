"""Who is described first and named after: "A rebel leader said … Ivo Stern told reporters …" is told of one man.

News delay a name that few know to the sentences after the lead (A. Bell, The Language of News Media, 1991). A description in the
lead that nobody named before is taken for the first one who then acts by name, unless office, side or sex
tell the two apart, or the description goes on to be used beside the name.
"""

from __future__ import annotations

from dataclasses import replace

from truceline.know import actors
from truceline.know.nouns import closed
from truceline.know.spelling import fold, folded, key
from truceline.link.discourse import Book, Entity, Link, bare
from truceline.link.persons import offices
from truceline.link.state_features import main_state
from truceline.link.words import noun, plural

_LEAD = 2
"""Sentences of news at the beginning in which a description may wait for its name."""
_REACH = 4
"""Sentences after it in which the name comes."""
_OF = ("'s", "’s")


def named_later(book: Book) -> None:
    """Gives the person or group that the lead only describes the name that comes after."""
    lead = [n for n, s in enumerate(book.parsed.sentences) if s.content][:_LEAD]
    for n, link in enumerate(book.links):
        if book.sentences[n] not in lead or link is None or link.entity is None:
            continue
        if group := _group_named_later(book, n, link.entity):
            _join(book, link.entity, group)
        elif _waits(book, n, link.entity) and (named := _first_named(book, n, link.entity)) is not None:
            _join(book, link.entity, named)
            return


def _group_named_later(book: Book, n: int, e: Entity) -> Entity | None:
    """The one armed group of the article that is later named, or told more closely, by the plural that the lead has alone:
    "Rebels took …" before "the Ruritanian rebels", "the rebels" for a front."""
    if book.mention(n).head != "nominal" or not _unknown_group(e):
        return None
    if not plural(book, n):
        return _land_s_only_group(book, n, e)
    if len(bare(book.mention(n).text)) != 1 or e.country:
        return None
    same = [o for o in book.entities.values() if o is not e and _told_so(book, o, noun(book, n))]
    return same[0] if len(same) == 1 and min(same[0].at) > min(e.at) else None


def _land_s_only_group(book: Book, n: int, e: Entity) -> Entity | None:
    """The one known armed group of the article and of its land, named after "the country's main rebel movement"."""
    first, *others = book.mention(n).text.split()
    plain = [w for w in others if not w.endswith(_OF)]
    definite = first.lower() == "the" or first.endswith(_OF) or len(plain) < len(others)
    named = [o for o in book.entities.values() if o.type == "ArmedGroup" and o.known and o.at]
    if not definite or any(w[0].isupper() for w in plain) or len(named) != 1 or min(named[0].at) < n:
        return None
    return named[0] if named[0].country == (e.country or main_state(book, n)) else None


def _unknown_group(e: Entity) -> bool:
    """Whether somebody is an armed group of this article only."""
    return e.type == "ArmedGroup" and e.known is None


def called_so(book: Book) -> None:
    """Gives "rebels", a plural alone, the name of the one armed group that the text calls "the rebels" elsewhere."""
    if len(book.begins) >= 2:
        return
    for e in [x for x in book.entities.values() if _unknown_group(x) and x.at]:
        named = _known_so(book, noun(book, min(e.at))) if _plural_alone(book, e) else []
        if len(named) == 1 and e.country in (None, named[0].country):
            _join(book, e, named[0])


def _known_so(book: Book, lemma: str) -> list[Entity]:
    """The known armed groups of the article that are called by a noun somewhere."""
    groups = (e for e in book.entities.values() if e.known and e.type == "ArmedGroup")
    return [e for e in groups if e.at and lemma in e.nouns]


def _plural_alone(book: Book, e: Entity) -> bool:
    """Whether somebody is only ever called by one plural, and by pronouns."""
    return len(key(e.label)) == 1 and all(book.mention(k).head == "pronoun" or plural(book, k) for k in e.at)


def _told_so(book: Book, e: Entity, lemma: str) -> bool:
    """Whether a group is ever called by a plural."""
    return e.type in ("ArmedGroup", "Coalition") and any(plural(book, k) and noun(book, k) == lemma for k in e.at)


def _waits(book: Book, n: int, e: Entity) -> bool:
    """Whether a mention is the subject of its clause, describes one person, and nobody is known by it yet."""
    described = book.mention(n).head == "nominal" and e.type == "Person" and e.known is None and not e.names
    subject = book.tree.dep[book.heads[n]] == "nsubj" and not plural(book, n) and not book.quoted[n]
    return described and subject and not any(_subject(book, k) for k in range(n))


def _subject(book: Book, k: int) -> bool:
    """Whether a mention is a person's name that acts."""
    m = book.mention(k)
    return m.type == "Person" and m.head == "name" and book.tree.dep[book.heads[k]] in ("nsubj", "nsubjpass", "appos")


def _first_named(book: Book, n: int, e: Entity) -> Entity | None:
    """The first person who acts by name after a description and can be the one described."""
    for k in range(n + 1, len(book.links)):
        if book.sentences[k] - book.sentences[n] > _REACH:
            return None
        named = book.entity(k)
        if named is None or not _subject(book, k) or min(named.at) < n:
            continue
        if max(e.at) > k:
            return None
        if _can_be(book, n, e, named):
            return named
        if not (named.offices or named.nouns):
            return None
    return None


def _another(book: Book, named: Entity) -> bool:
    """Whether somebody is introduced as another one of the same sort ("another spokesman, X")."""
    return any(book.mention(k).text.lower().startswith(("another ", "one ")) for k in named.at)


def _can_be(book: Book, n: int, e: Entity, named: Entity) -> bool:
    """Whether a person's sex, offices and descriptions agree with a description; a name alone may be anybody's."""
    if _another(book, named) or _differ(e.sex, named.sex) or _differ(e.country, named.country):
        return False
    armed = not closed("armed").isdisjoint(fold(w) for w in book.mention(n).text.split())
    if armed and _serves_state(named):
        return False
    wanted, held = offices(book, n), {folded(role) for role, _ in named.offices}
    return not (held | named.nouns) or noun(book, n) in named.nouns or bool(wanted & held)


def _serves_state(e: Entity) -> bool:
    """Whether somebody holds an office of a state or its government."""
    return any(org in actors.states() or str(org).endswith("-government") for _, org in e.offices)


def _differ(one: str | None, other: str | None) -> bool:
    """Whether what is known of two contradicts each other."""
    return bool(one and other) and one != other


def _join(book: Book, e: Entity, named: Entity) -> None:
    """Makes all that was linked to a description mean the person named."""
    for k in e.at:
        book.links[k] = Link(named, "named after", 0.6)
    for k, link in enumerate(book.links):
        if link is not None and e.iri in link.members:
            members = (named.iri if i == e.iri else i for i in link.members)
            book.links[k] = replace(link, members=tuple(members))
    named.nouns |= e.nouns
    named.at[:] = sorted({*named.at, *e.at})
    e.at.clear()


def told_apart(book: Book) -> None:
    """Labels the armed groups that an article calls by one plural alone by their land: "rebels in Ruritania"; "rebels" stays an alias."""
    for e in book.entities.values():
        alone = _unknown_group(e) and len(key(e.label)) == 1
        if not alone or not e.at or any(book.mention(k).head == "name" for k in e.at):
            continue
        if land := actors.states().get(e.country or main_state(book, min(e.at)) or ""):
            e.names.setdefault(e.label)
            e.label = f"{e.label[0].lower()}{e.label[1:]} in {land.label}"
