"""Descriptions → actors: appositions, offices, institutions of a state, and definite descriptions of somebody named before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from truceline.analysis.tree import Tree
from truceline.find.mentions.actors.offices import office_of
from truceline.know import actors, titles
from truceline.know.casualty_lexicon import amounts
from truceline.know.control import control
from truceline.know.nouns import closed, heads, sorts
from truceline.know.spelling import key
from truceline.link.antecedents import taken_up
from truceline.link.appositions import apposed
from truceline.link.counted_groups import counted_groups, counted_persons
from truceline.link.discourse import Book, Entity, Link
from truceline.link.institutions import country, institution, of_main_state
from truceline.link.joint_bodies import joint_bodies
from truceline.link.paired import TWO, paired
from truceline.link.persons import person
from truceline.link.possessives import belonging
from truceline.link.sides import sides
from truceline.link.state_features import main_state
from truceline.link.words import DEFINITE, INDEFINITE, POSSESSIVE, alike, noun, opening, orgs, plural, recent
from truceline.model import Mention


def link_nominal(book: Book, n: int) -> None:
    """Links mention `n`, a nominal."""
    found = (rule(book, n) for rule in _RULES)
    book.put(n, next(filter(None, found), None) or (_OPEN if book.mention(n).rule == TWO else _new(book, n)))
    if entity := book.entity(n):
        entity.nouns.add(noun(book, n))
        _speaks_for_owner(book, n, entity)


_OPEN = Link(None, "unsure", 0.0)
"""The link of "both" where no two were told together: nobody of their own."""


def _by_class(book: Book, n: int) -> Link | None:
    """Who a description is by the rules of the class of actor that it names."""
    if book.mention(n).rule == TWO:
        return None
    rule = _BY_CLASS.get(book.mention(n).type) or (country if _side_of_state(book, n) else _group)
    return rule(book, n)


def _institution(book: Book, n: int) -> Link | None:
    """A body of a state, else one told of before."""
    return institution(book, n) or _taken_up(book, n)


def _outlet(book: Book, n: int) -> Link | None:
    """State media, else those told of before."""
    return of_main_state(book, n) or _group(book, n)


def _of_land(book: Book, n: int) -> Link | None:
    """The forces of the land whose officers, guards or sailors a plural means: "*Ruritanian generals*"."""
    soldiers = plural(book, n) and ("soldier" in sorts().get(noun(book, n), ()) or noun(book, n) == "guard")
    lands = [o for o in orgs(book, n) if o in actors.states()] if soldiers else []
    forces = book.known(f"{lands[0]}-armed-forces") if len(lands) == 1 else None
    return Link(forces, "officers of the land", 0.7) if forces else None


def _speaks_for_owner(book: Book, n: int, e: Entity) -> None:
    """Gives a person the office that an owner tells: "*its spokesman*, X", "X, *the group's* chairman"."""
    if e.type != "Person" or any(org for _, org in e.offices):
        return
    owned = (k for k in book.inner(n) if book.tree.dep[book.heads[k]] == "poss")
    body = next((o for k in owned if (o := book.entity(k)) and o.type in _BODIES_THAT_SPEAK), None)
    if body is not None:
        e.offices.append((noun(book, n), body.slug))


_BODIES_THAT_SPEAK = frozenset(
    {"ArmedForces", "ArmedGroup", "Coalition", "NonGovernmentalOrganization", "InternationalOrganization"}
)


def _side_of_state(book: Book, n: int) -> bool:
    """Whether a mention is one state's side ("the Ruritanian side")."""
    return noun(book, n) == "side" and not plural(book, n) and any(o in actors.states() for o in orgs(book, n))


def _people(book: Book, n: int) -> Link | None:
    """ "The Ruritanians" who act are their state."""
    m = book.mention(n)
    rule = m.rule or ""
    if m.type == "State" and rule.startswith("people:"):
        return Link(book.known(rule[7:]), "people", 0.7)
    return None


# ---------------------------------------------------------------- beside a name


def beside(book: Book, n: int) -> Link | None:
    """What stands in apposition to a name, or is said to be it ("X is the …")."""
    near = (*range(n - 1, max(-1, n - 4), -1), *range(n + 1, min(n + 5, len(book.links))))
    told = (_beside_name(book, n, k) for k in near if book.mention(k).head == "name")
    return next(filter(None, told), None) or _copula(book, n)


def _beside_name(book: Book, n: int, k: int) -> Link | None:
    """Who bears the name at `k`, where it stands right before a description or right after it."""
    m, other, entity = book.mention(n), book.mention(k), book.entity(k)
    if entity is None or not alike(entity.type, m.type):
        return None
    if other.end <= m.start:
        return Link(entity, "apposition", 0.9) if _behind_name(book, n, other) else None
    if m.type == "Person" and m.end < other.start and _below(book, n, k):
        return Link(entity, "apposition", 0.8)
    gap = _without_titles(book, m.end, other.start)
    if gap in _CALLED:
        return Link(entity, "called", 0.9)
    return Link(entity, "apposition", 0.9) if _joins(book, gap, other.end) else None


def _behind_name(book: Book, n: int, name: Mention) -> bool:
    """Whether a description is an apposition to the name before it: "X, *a judge*", "X, 45, *a judge*", "X (AB), *an ally*"."""
    m, short = book.mention(n), _SHORT.match(book.text, name.end)
    ends = (name.end, short.end()) if short else (name.end,)
    if any(_apposed(book, end, m.start, m.end) for end in ends) and not _acts(book, n):
        return True
    return _AGE.fullmatch(book.text, name.end, m.start) is not None


_SHORT = re.compile(r" \([A-Z][\w/-]*\)(?=,)")
"""An abbreviation behind a name."""


def _joins(book: Book, gap: str, end: int) -> bool:
    """Whether what stands between a description and a name makes the name its apposition; behind a comma it must end in one."""
    if gap in (", ", ", the "):
        return book.text[end : end + 1] in (",", ".", ";", "")
    return gap in (" ", " - ", ": ")


def _below(book: Book, n: int, k: int) -> bool:
    """Whether a name is an apposition to a body in the description ("the envoy of the league known as X, *Ivo Stern*")."""
    t, h = book.tree, book.heads[k]
    body = t.head[h]
    of_body = t.dep[h] == "appos" and book.heads[n] in t.above(h) and body != book.heads[n] and not plural(book, n)
    persons = (j for j in book.over(t.start[body], t.end[body]) if book.mention(j).type == "Person" and j != n)
    return of_body and t.pos[t.head[book.heads[n]]] in ("VERB", "AUX") and next(persons, None) is None


def _acts(book: Book, n: int) -> bool:
    """Whether a plural without an article, or what a relative clause goes on with, is the subject of a verb: "war on X, health officials *said*", "whose leader, X, the imam *has met*"."""
    t, h = book.tree, book.heads[n]
    bare_plural = plural(book, n) and not any(t.dep[k] in ("det", "poss") for k in t.kids[h])
    subject = t.dep[h] in ("nsubj", "nsubjpass") and t.head[h] > h
    return subject and (bare_plural or (t.dep[t.head[h]] == "relcl" and book.text[book.mention(n).end] == " "))


_AGE = re.compile(r", (?:aged )?\d{1,3}, ")
_CALLED = frozenset(
    f"{comma} {word} {the}"
    for comma in ("", ",")
    for the in ("", "the ")
    for word in ("known as", "named", "called", "nicknamed", "identified as", "better known as")
)


def _without_titles(book: Book, start: int, end: int) -> str:
    """The text between two mentions, a title that ends it left out ("its leader, General X")."""
    gap = book.text[start:end] if start <= end else ""
    if len(gap) <= 2 or len(gap) > 40 or gap[:2] != ", ":
        return gap
    words = key(gap[2:])
    own = words[1:] if words[:1] and words[0] in actors.adjectives() else words
    return ", " if {words, own} & titles.titles().keys() else gap


def _apposed(book: Book, end: int, start: int, close: int) -> bool:
    """Whether a comma, a dash or a bracket behind a name opens a description of it, and no list goes on with it."""
    after = book.text[close : close + 5]
    if book.text[end:start] not in _APPOSING or after.startswith((" and ", "'s", "’s")):
        return False
    return opening_is_noun(book, start) or after[:1] in (",", ".", ")", ";", " ")


_APPOSING = frozenset({", ", " – ", " — ", " - ", " (", ", then ", ", formerly ", ", previously ", ", now "})


def opening_is_noun(book: Book, start: int) -> bool:
    """Whether the phrase at `start` opens with an article or possessor, as appositions do."""
    return book.text[start : start + 4].lower().startswith(("the ", "a ", "an "))


def _copula(book: Book, n: int) -> Link | None:
    """Who is said to be what a description tells ("X is *the envoy*"), or is identified as somebody."""
    if (told := _identified(book, n)) is not None:
        return told
    subject = _said_to_be(book.tree, book.heads[n])
    for k, entity in recent(book, n) if subject is not None else ():
        if book.heads[k] == subject and alike(entity.type, book.mention(n).type):
            return Link(entity, "copula", 0.8)
    return None


def _said_to_be(t: Tree, h: int) -> int | None:
    """The subject of "be" before a noun; of "who is the envoy" the one who that is."""
    be = t.head[h]
    if t.dep[h] != "attr" or t.lemma[be] != "be" or t.child(be, "neg") is not None:
        return None
    subject = t.child(be, "nsubj")
    who = subject is not None and t.lower[subject] == "who" and t.dep[be] == "relcl"
    return t.head[be] if who else subject


def _identified(book: Book, n: int) -> Link | None:
    """Whom somebody is identified as: "police identified *the attacker* as Ivo Stern", "*the attacker* was named as …"."""
    t, h = book.tree, book.heads[n]
    v = t.head[h]
    if t.dep[h] not in ("dobj", "nsubjpass") or t.lemma[v] not in control("identifying"):
        return None
    for i in t.under(v, "as"):
        for k in book.over(t.start[i], t.end[i]):
            entity = book.entity(k)
            if entity and book.mention(k).head == "name" and alike(entity.type, book.mention(n).type):
                return Link(entity, "identified", 0.85)
    return None


# ---------------------------------------------------------------- groups


def _group(book: Book, n: int) -> Link | None:
    """ "X rebels", "the group", "the monitor": a group named inside the mention, led by a person in it, or told of before."""
    fits = titles.classes().get(noun(book, n)) or (_FIGHTERS if noun(book, n) in closed("led") | {"member"} else None)
    named = (_led_by(book, n) or _named_inside(book, n, fits)) if fits else None
    return (
        named
        or _of_land(book, n)
        or _taken_up(book, n)
        or (_coalition(book, n) if noun(book, n) == "coalition" else None)
    )


_FIGHTERS = frozenset({"ArmedGroup"})


def _taken_up(book: Book, n: int) -> Link | None:
    """Who was told of before, where a description is not of another one."""
    return None if opening(book, n) in INDEFINITE - {"some", "many", "other"} else taken_up(book, n)


def _named_inside(book: Book, n: int, fits: frozenset[str]) -> Link | None:
    """ "X rebels", "fighters of X": the group that the words name before the noun or after "of"."""
    t, h = book.tree, book.heads[n]
    fitting = fits | {"ArmedForces"} if "ArmedGroup" in fits else fits
    for k in book.inner(n) if t.tag[h].startswith("NN") else ():
        e = book.entity(k)
        if e is not None and e.type in fitting and t.dep[book.heads[k]] in ("compound", "nmod", "amod"):
            return Link(e, "named inside", 0.85)
    return next((Link(e, "named inside", 0.8) for e in _of(book, h) if e.type in fitting), None)


def _of(book: Book, h: int) -> Iterator[Entity]:
    """Those with a name that stand after the "of" of a noun."""
    t = book.tree
    for i in t.under(h, "of")[:1]:
        several = (book.entity(k) for k in book.over(t.start[i], t.end[i]) if book.heads[k] == i)
        yield from (e for e in several if e and (e.known or e.names))


def _coalition(book: Book, n: int) -> Link | None:
    """ "The coalition" where none is named: the only one by that noun in the conflict of the article's state."""
    if opening(book, n) not in DEFINITE:
        return None
    state = main_state(book, n)
    there = (a for a in actors.known().values() if a.type == "Coalition" and state in a.conflicts)
    several = [a.slug for a in there if any(key(x)[-1:] == ("coalition",) for x in a.names)]
    return Link(book.known(several[0]), "coalition in the state of the article", 0.5) if len(several) == 1 else None


def _led_by(book: Book, n: int) -> Link | None:
    """ "His group", "X's fighters": the group that the person leads or speaks for."""
    t, h = book.tree, book.heads[n]
    owners = (book.entity(k) for k in book.inner(n) if t.dep[book.heads[k]] == "poss" and t.head[book.heads[k]] == h)
    bodies = (_led(book, e) for e in owners if e and e.type == "Person")
    body = next(filter(None, bodies), None)
    return Link(body, "led by", 0.8) if body is not None else None


def _led(book: Book, e: Entity) -> Entity | None:
    """The armed group or coalition in which somebody holds an office."""
    bodies = (book.known(org) for _, org in e.offices if org)
    return next((b for b in bodies if b is not None and b.type in ("ArmedGroup", "Coalition")), None)


def _new(book: Book, n: int) -> Link:
    """A group or person of this article only; an indefinite one is another each time."""
    m, table = book.mention(n), heads().get(noun(book, n))
    label = " ".join(_label(book, n))
    again = opening(book, n) in ("a", "an", "another", "one") and table is not None
    entity = book.own(f"{label} {n}" if again else label, m.type)
    entity.label = label
    if table:
        entity.sex = entity.sex or table.sex
    entity.country = entity.country or next((o for o in orgs(book, n) if o in actors.states()), None)
    office = office_of(book.text, book.seen, m.start, m.end) if m.type == "Person" else None
    if office:
        entity.offices.append((office.role, office.org))
    return Link(entity, "new", 0.6)


def _label(book: Book, n: int) -> list[str]:
    """The words of a description without article; a possessive pronoun is replaced by whom it stands for."""
    m = book.mention(n)
    owner = next((e for k in book.inner(n) if book.mention(k).head == "pronoun" and (e := book.entity(k))), None)
    out = m.text.split()
    counted = out[0].lower() in _COUNTING
    if out[0].lower() in DEFINITE | {"a", "an"} | _COUNTING and len(out) > 1:
        out = out[1:]
    while counted and out[0] in amounts().words and len(out) > 1:
        out = out[1:]
    if out[0].lower() in POSSESSIVE and len(out) > 1:
        out = [*out[1:], "of", owner.label] if owner else out[1:]
    return out


_COUNTING = frozenset({"all", "some", "several", "most"})
"""Words that open a description, alone or before a number, and are no part of the label of those described."""

_RULES = (_people, sides, counted_groups, joint_bodies, paired, apposed, beside, belonging, _by_class, counted_persons)
"""How a description is linked, the surest first; who is left is somebody new."""

_BY_CLASS: dict[str, Callable[[Book, int], Link | None]] = {
    "Person": person,
    "Government": _institution,
    "ArmedForces": _institution,
    "MediaOrganization": _outlet,
    "State": country,
}
"""How a description is linked by the class of actor that it names; all others as groups."""
