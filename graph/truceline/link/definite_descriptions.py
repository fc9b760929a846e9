"""Descriptions → actors: appositions, offices, institutions of a state, and definite descriptions of somebody named before."""

from __future__ import annotations

import re

from truceline.find.mentions.actors.offices import office_of
from truceline.know import actors, titles
from truceline.know.control import control
from truceline.know.nouns import closed, heads
from truceline.know.spelling import key
from truceline.link.antecedents import taken_up
from truceline.link.counted_groups import counted_groups, counted_persons
from truceline.link.discourse import Book, Entity, Link
from truceline.link.institutions import country, institution, of_main_state
from truceline.link.joint_bodies import joint_bodies
from truceline.link.persons import person
from truceline.link.possessives import belonging
from truceline.link.sides import sides
from truceline.link.state_features import main_state
from truceline.link.words import DEFINITE, INDEFINITE, POSSESSIVE, alike, noun, opening, orgs, plural, recent


def link_nominal(book: Book, n: int) -> None:
    """Links mention `n`, a nominal."""
    m = book.mention(n)
    link = _people(book, n) or sides(book, n) or counted_groups(book, n) or joint_bodies(book, n)
    link = link or beside(book, n) or belonging(book, n)
    if link is None:
        if m.type == "Person":
            link = person(book, n)
        elif m.type in ("Government", "ArmedForces"):
            link = institution(book, n) or _taken_up(book, n)
        elif m.type == "MediaOrganization":
            link = of_main_state(book, n) or _group(book, n)
        elif m.type == "State" or _side_of_state(book, n):
            link = country(book, n)
        else:
            link = _group(book, n)
    book.put(n, link or counted_persons(book, n) or _new(book, n))
    if entity := book.entity(n):
        entity.nouns.add(noun(book, n))
        _speaks_for_owner(book, n, entity)


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
    m = book.mention(n)
    for k in (*range(n - 1, max(-1, n - 4), -1), *range(n + 1, min(n + 5, len(book.links)))):
        other = book.mention(k)
        entity = book.entity(k)
        if other.head != "name" or entity is None or not alike(entity.type, m.type):
            continue
        if m.type == "Person" and m.end < other.start and _below(book, n, k):
            return Link(entity, "apposition", 0.8)
        if other.end <= m.start and _apposed(book, other.end, m.start, m.end) and not _acts(book, n):
            return Link(entity, "apposition", 0.9)
        gap = _without_titles(book, m.end, other.start)
        if other.end <= m.start and _AGE.fullmatch(book.text, other.end, m.start):
            return Link(entity, "apposition", 0.9)
        if gap in _CALLED:
            return Link(entity, "called", 0.9)
        if m.end <= other.start and gap in (", ", ", the ", " ", " - ", ": "):
            if gap.startswith(", ") and book.text[other.end : other.end + 1] not in (
                ",",
                ".",
                ";",
                "",
            ):
                continue
            return Link(entity, "apposition", 0.9)
    return _copula(book, n)


def _below(book: Book, n: int, k: int) -> bool:
    """Whether a name is an apposition to a body in the description ("the envoy of the league known as X, *Ivo Stern*")."""
    t, h = book.tree, book.heads[k]
    body = t.head[h]
    of_body = t.dep[h] == "appos" and book.heads[n] in t.above(h) and body != book.heads[n] and not plural(book, n)
    persons = (j for j in book.over(t.start[body], t.end[body]) if book.mention(j).type == "Person" and j != n)
    return of_body and t.pos[t.head[book.heads[n]]] in ("VERB", "AUX") and next(persons, None) is None


def _acts(book: Book, n: int) -> bool:
    """Whether a plural without an article is the subject of a verb ("war on X, health officials *said*")."""
    t, h = book.tree, book.heads[n]
    bare_plural = plural(book, n) and not any(t.dep[k] in ("det", "poss") for k in t.kids[h])
    return bare_plural and t.dep[h] in ("nsubj", "nsubjpass") and t.head[h] > h


_AGE = re.compile(r", (?:aged )?\d{1,3}, ")
_CALLED = frozenset(
    f"{comma} {word} "
    for comma in ("", ",")
    for word in ("known as", "named", "called", "nicknamed", "identified as", "better known as")
)


def _without_titles(book: Book, start: int, end: int) -> str:
    """The text between two mentions, a title that ends it left out ("its leader, General X")."""
    gap = book.text[start:end] if start <= end else ""
    if len(gap) <= 2 or len(gap) > 40 or gap[:2] != ", ":
        return gap
    words = key(gap[2:])
    return (
        ", "
        if {words, words[1:] if words[:1] and words[0] in actors.adjectives() else words} & titles.titles().keys()
        else gap
    )


def _apposed(book: Book, end: int, start: int, close: int) -> bool:
    if book.text[end:start] not in (
        ", ",
        " – ",
        " — ",
        " - ",
        " (",
        ", then ",
        ", formerly ",
        ", previously ",
        ", now ",
    ):
        return False
    after = book.text[close : close + 5]
    return not after.startswith((" and ", "'s", "’s")) and (
        opening_is_noun(book, start) or after[:1] in (",", ".", ")", ";", " ")
    )


def opening_is_noun(book: Book, start: int) -> bool:
    """Whether the phrase at `start` opens with an article or possessor, as appositions do."""
    return book.text[start : start + 4].lower().startswith(("the ", "a ", "an "))


def _copula(book: Book, n: int) -> Link | None:
    t, h = book.tree, book.heads[n]
    if (told := _identified(book, n)) is not None:
        return told
    if t.dep[h] != "attr" or t.lemma[t.head[h]] != "be" or t.child(t.head[h], "neg") is not None:
        return None
    subject = t.child(t.head[h], "nsubj")
    if subject is not None and t.lower[subject] == "who" and t.dep[t.head[h]] == "relcl":
        subject = t.head[t.head[h]]
    for k, entity in recent(book, n):
        if book.heads[k] == subject and alike(entity.type, book.mention(n).type):
            return Link(entity, "copula", 0.8)
    return None


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
    return named or _taken_up(book, n) or (_coalition(book, n) if noun(book, n) == "coalition" else None)


_FIGHTERS = frozenset({"ArmedGroup"})


def _taken_up(book: Book, n: int) -> Link | None:
    """Who was told of before, where a description is not of another one."""
    return None if opening(book, n) in INDEFINITE - {"some", "many", "other"} else taken_up(book, n)


def _named_inside(book: Book, n: int, fits: frozenset[str]) -> Link | None:
    """ "X rebels", "fighters of X": the group that the words name before the noun or after "of"."""
    t, h = book.tree, book.heads[n]
    fitting = fits | {"ArmedForces"} if "ArmedGroup" in fits else fits
    inner = [(k, e) for k in book.inner(n) if (e := book.entity(k)) is not None and e.type in fitting]
    for k, e in inner if t.tag[h].startswith("NN") else ():
        if t.dep[book.heads[k]] in ("compound", "nmod", "amod"):
            return Link(e, "named inside", 0.85)
    for i in t.under(h, "of")[:1]:
        for k in book.over(t.start[i], t.end[i]):
            e = book.entity(k)
            if e and e.type in fitting and book.heads[k] == i and (e.known or e.names):
                return Link(e, "named inside", 0.8)
    return None


def _coalition(book: Book, n: int) -> Link | None:
    """ "The coalition" where none is named: the only one by that noun in the conflict of the article's state."""
    if opening(book, n) not in DEFINITE:
        return None
    state = main_state(book, n)
    several = [
        a
        for a in actors.known().values()
        if a.type == "Coalition" and state in a.conflicts and any(key(x)[-1:] == ("coalition",) for x in a.names)
    ]
    return (
        Link(book.known(several[0].slug), "coalition in the state of the article", 0.5) if len(several) == 1 else None
    )


def _led_by(book: Book, n: int) -> Link | None:
    """ "His group", "X's fighters": the group that the person leads or speaks for."""
    for k in book.inner(n):
        owner, head = book.entity(k), book.heads[k]
        if (
            owner is None
            or owner.type != "Person"
            or book.tree.dep[head] != "poss"
            or book.tree.head[head] != book.heads[n]
        ):
            continue
        for _, org in owner.offices:
            body = book.known(org) if org else None
            if body is not None and body.type in ("ArmedGroup", "Coalition"):
                return Link(body, "led by", 0.8)
    return None


def _new(book: Book, n: int) -> Link:
    """A group or person of this article only; an indefinite one is another each time."""
    m = book.mention(n)
    label = " ".join(_label(book, n))
    table = heads().get(noun(book, n))
    again = (opening(book, n) in ("a", "an", "another", "one")) and table is not None
    entity = book.own(label if not again else f"{label} {n}", m.type)
    entity.label = label
    if table:
        entity.sex = entity.sex or table.sex
    near = [o for o in orgs(book, n) if o in actors.states()]
    entity.country = entity.country or (near[0] if near else None)
    office = office_of(book.text, book.seen, m.start, m.end) if m.type == "Person" else None
    if office:
        entity.offices.append((office.role, office.org))
    return Link(entity, "new", 0.6)


def _label(book: Book, n: int) -> list[str]:
    """The words of a description without article; a possessive pronoun is replaced by whom it stands for."""
    m = book.mention(n)
    owner = next((e for k in book.inner(n) if book.mention(k).head == "pronoun" and (e := book.entity(k))), None)
    out = m.text.split()
    if out[0].lower() in DEFINITE | {"a", "an"} and len(out) > 1:
        out = out[1:]
    if out[0].lower() in POSSESSIVE and len(out) > 1:
        out = [*out[1:], "of", owner.label] if owner else out[1:]
    return out
