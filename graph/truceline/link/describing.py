"""Descriptions → actors: appositions, offices, institutions of a state, and definite descriptions of somebody named before."""

from __future__ import annotations

from truceline.find.who.offices import office_of
from truceline.know import actors, titles
from truceline.know.nouns import heads
from truceline.know.spelling import fold, key
from truceline.link.book import Book, Entity, Link, bare, orgs_within
from truceline.model import BASE

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
INDEFINITE = frozenset({"a", "an", "another", "some", "several", "many", "one", "two", "other"})
_POSSESSIVE = frozenset({"his", "her", "their", "its", "our", "my", "your"})


def link_nominal(book: Book, n: int) -> None:
    """Links mention `n`, a nominal."""
    m = book.mention(n)
    link = _people(book, n) or beside(book, n)
    if link is None:
        if m.type == "Person":
            link = _person(book, n)
        elif m.type in ("Government", "ArmedForces"):
            link = _institution(book, n) or _before(book, n)
        elif m.type == "State":
            link = _country(book, n)
        else:
            link = _named_group(book, n) or _before(book, n)
    book.put(n, link or _new(book, n))
    if entity := book.entity(n):
        entity.nouns.add(noun(book, n))


def _people(book: Book, n: int) -> Link | None:
    """ "The Ruritanians" who act are their state."""
    m = book.mention(n)
    rule = m.rule or ""
    if m.type == "State" and rule.startswith("people:"):
        return Link(book.known(rule[7:]), "people", 0.7)
    return None


def noun(book: Book, n: int) -> str:
    """The lemma of a mention's head noun."""
    return book.tree.lemma[book.heads[n]]


def plural(book: Book, n: int) -> bool:
    """Whether a mention's head noun is plural."""
    return book.tree.tag[book.heads[n]] in ("NNS", "NNPS")


def opening(book: Book, n: int) -> str:
    """The first word of a mention, lower case."""
    return book.mention(n).text.split(" ", 1)[0].lower()


# ---------------------------------------------------------------- beside a name


def beside(book: Book, n: int) -> Link | None:
    """What stands in apposition to a name, or is said to be it ("X is the …")."""
    m = book.mention(n)
    for k in (*range(n - 1, max(-1, n - 4), -1), *range(n + 1, min(n + 5, len(book.links)))):
        other = book.mention(k)
        entity = book.entity(k)
        if other.head != "name" or entity is None or not _alike(entity.type, m.type):
            continue
        if other.end <= m.start and _apposed(book, other.end, m.start, m.end):
            return Link(entity, "apposition", 0.9)
        gap = _without_titles(book, m.end, other.start)
        if m.end <= other.start and gap in (", ", " ", " - ", ": "):
            if gap == ", " and book.text[other.end : other.end + 1] not in (
                ",",
                ".",
                ";",
                "",
            ):
                continue
            return Link(entity, "apposition", 0.9)
    return _copula(book, n)


def _without_titles(book: Book, start: int, end: int) -> str:
    """The text between two mentions, a title that ends it left out ("its leader, General X")."""
    gap = book.text[start:end] if start <= end else ""
    if len(gap) <= 2 or len(gap) > 40:
        return gap
    return ", " if gap[:2] == ", " and key(gap[2:]) in titles.titles() else gap


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


def _alike(known: str, said: str) -> bool:
    """Whether two classes can be one actor: persons with persons, others with others."""
    return (known == "Person") == (said == "Person") and (known != "State" or said == "State")


def _copula(book: Book, n: int) -> Link | None:
    t, h = book.tree, book.heads[n]
    if t.dep[h] != "attr" or t.lemma[t.head[h]] != "be" or t.child(t.head[h], "neg") is not None:
        return None
    subject = t.child(t.head[h], "nsubj")
    for k, entity in _recent(book, n):
        if book.heads[k] == subject and _alike(entity.type, book.mention(n).type):
            return Link(entity, "copula", 0.8)
    return None


def _recent(book: Book, n: int) -> list[tuple[int, Entity]]:
    """Mentions before `n` with their actors, nearest first."""
    return [(k, e) for k in range(n - 1, -1, -1) if (e := book.entity(k))]


# ---------------------------------------------------------------- persons


def _person(book: Book, n: int) -> Link | None:
    first = opening(book, n)
    if first in INDEFINITE:
        return None
    wanted = _offices(book, n) or _counterparts(book, n)
    if wanted and (link := _by_office(book, n, wanted)):
        return link
    if first not in DEFINITE:
        return None
    lemma = noun(book, n)
    for _, entity in _recent(book, n):
        if entity.type == "Person" and lemma in entity.nouns:
            return Link(entity, "same noun", 0.7)
    return None


def _offices(book: Book, n: int) -> frozenset[str]:
    """The offices (folded) that a description of a person can mean."""
    m = book.mention(n)
    out: set[str] = set()
    office = office_of(book.text, book.seen, m.start, m.end)
    if office:
        role = " ".join(key(office.role))
        out |= {role} | titles.described().get(role, frozenset())
    words = [fold(w) for w in m.text.replace("'s", "").replace("’s", "").split()]
    for phrase, means in titles.described().items():
        first, *rest = phrase.split(" ")
        if first in words and all(r in words for r in rest) and (rest or first == noun(book, n)):
            out |= means if rest or not office else frozenset()
    return frozenset(out)


def _counterparts(book: Book, n: int) -> frozenset[str]:
    """The offices of the owner of a "counterpart", and those that are the like of it elsewhere."""
    if noun(book, n) != "counterpart":
        return frozenset()
    owner = next((e for k in book.inner(n) if (e := book.entity(k)) and e.type == "Person"), None)
    owner = owner or next((e for _, e in _recent(book, n) if e.type == "Person"), None)
    held = {" ".join(key(role)) for role, _ in owner.offices} if owner else set()
    return frozenset(held.union(*(m for m in titles.described().values() if m & held)) if held else ())


def _by_office(book: Book, n: int, wanted: frozenset[str]) -> Link | None:
    """Somebody of the article with such an office, else its holder on the day of publication."""
    orgs = set(_orgs(book, n))
    within = [(k, e) for k, e in _recent(book, n) if e.type == "Person" and _holds(e, wanted, orgs)]
    persons = dict.fromkeys(e.iri for _, e in within)
    if persons:
        nearest = within[0][1]
        return Link(nearest, "role", 0.9 if len(persons) == 1 else 0.7)
    published = book.parsed.article.published
    if orgs and published:
        day = published if not hasattr(published, "date") else published.date()
        found = titles.in_office(wanted, orgs, day)
        if len(found) == 1:
            return Link(book.known(found[0].slug), "office on the day", 0.8)
    return None


def _holds(e: Entity, wanted: frozenset[str], orgs: set[str]) -> bool:
    for role, org in e.offices:
        if " ".join(key(role)) in wanted and (not orgs or org in orgs or (org is None and e.country in orgs)):
            return True
        if " ".join(key(role)) in wanted and org and any(_belongs(org, o) for o in orgs):
            return True
    return False


def _belongs(org: str, other: str) -> bool:
    """Whether one organisation is a part of the other ("<state>-government" of the state)."""
    if org.startswith(other + "-") or other.startswith(org + "-"):
        return True
    known = actors.get(org)
    return bool(known and other in known.part_of)


def _orgs(book: Book, n: int) -> list[str]:
    """The states and organisations named inside a mention, also by a possessive pronoun."""
    m = book.mention(n)
    whose = noun(book, n) == "counterpart"
    out = orgs_within(book, m)
    for k in book.inner(n):
        entity = book.entity(k)
        if entity is not None and not (whose and entity.type == "Person"):
            out += [entity.country or entity.slug] if entity.type in ("Person", "Government") else [entity.slug]
    return list(dict.fromkeys(out))


# ---------------------------------------------------------------- institutions and countries


def _institution(book: Book, n: int) -> Link | None:
    """The army or government of the state that the mention names, or of the one that the article is about."""
    m = book.mention(n)
    slugs = actors.lookup(" ".join(bare(m.text)), book.seen.states)
    if slugs and (entity := book.known(slugs[0])) and entity.type == m.type:
        return Link(entity, "gazetteer", 1.0)
    ending = titles.bodies().get(noun(book, n))
    if m.type == "ArmedForces" and (link := _forces_of(book, n)):
        return link
    if whose := _owned(book, n):
        return whose
    for org in _orgs(book, n):
        if org in actors.states() and ending and (entity := book.known(f"{org}-{ending}")):
            return Link(entity, "institution", 0.85)
    if ending is None or _orgs(book, n) or len(bare(m.text)) > 1:
        return None
    for k, e in _recent(book, n):
        if e.type == m.type and book.sentences[n] - book.sentences[k] < 12:
            return Link(e, "same class", 0.7)
    if opening(book, n) in DEFINITE and (state := main_state(book)) and (entity := book.known(f"{state}-{ending}")):
        return Link(entity, "state of the article", 0.5)
    return None


_BODY = frozenset({"Coalition", "ArmedGroup", "InternationalOrganization", "ArmedForces"})


def _forces_of(book: Book, n: int) -> Link | None:
    """The forces of a group or coalition are that group; those of a person who heads no state are a group of their own."""
    for k in book.inner(n):
        e = book.entity(k)
        if e is None or book.tree.dep[book.heads[k]] not in ("compound", "nmod", "amod", "poss"):
            continue
        if book.tree.head[book.heads[k]] != book.heads[n]:
            continue
        if e.type in _BODY:
            return Link(e, "forces of", 0.8)
        if e.type == "Person" and not any(org in actors.states() for _, org in e.offices):
            made = book.own(f"forces of {e.label}", "ArmedGroup")
            made.country = e.country
            return Link(made, "forces of", 0.7)
    return None


def _owned(book: Book, n: int) -> Link | None:
    """ "Its foreign ministry": the institution by that name of the state that the pronoun means."""
    m = book.mention(n)
    first, _, rest = m.text.partition(" ")
    if first.lower() not in _POSSESSIVE or not rest:
        return None
    for k in book.inner(n):
        owner = book.entity(k)
        if owner and owner.country in actors.states():
            for adjective in actors.states()[owner.country].adjectives:
                slugs = actors.lookup(f"{adjective} {rest}", (owner.country,))
                if slugs and (entity := book.known(slugs[0])):
                    return Link(entity, "institution", 0.85)
    return None


def main_state(book: Book) -> str | None:
    """The state on whose soil most of what is told happens."""
    codes = actors.by_code()
    count: dict[str, int] = {}
    countries = _country_iris()
    for p in book.notes.places:
        for iri in (p.place, *p.within):
            if iri in countries:
                slug = codes.get(countries[iri])
                if slug:
                    count[slug] = count.get(slug, 0) + 1
    if count:
        return max(count, key=lambda s: (count[s], s))
    return book.seen.states[0] if book.seen.states else None


def _country_iris() -> dict[str, str]:
    from truceline.know.places import countries

    return {site.iri: code for code, site in countries().items()}


def _country(book: Book, n: int) -> Link | None:
    """ "The country": the state or country named last; also what an adjective in the mention names."""
    for org in _orgs(book, n):
        if org in actors.states() and noun(book, n) in ("side", "state", "country", "nation", "republic"):
            return Link(book.known(org), "gazetteer", 0.8)
    if opening(book, n) not in DEFINITE and opening(book, n) not in _POSSESSIVE:
        return None
    if noun(book, n) not in ("country", "nation", "state", "republic", "kingdom", "side"):
        return _before(book, n)
    here = book.mention(n).start
    named = [
        (book.mention(k).start, e.iri)
        for k, e in _recent(book, n)
        if e.type == "State" and book.mention(k).head == "name"
    ]
    iris = _country_iris()
    for p in book.notes.places:
        if p.end <= here and p.place in iris and (slug := actors.by_code().get(iris[p.place])):
            named.append((p.start, BASE + slug))
    if not named:
        return None
    at, iri = max(named)
    return Link(book.known(iri.rsplit("/", 1)[-1]), "country named last", 0.7 if here - at < 400 else 0.5)


# ---------------------------------------------------------------- groups


def _named_group(book: Book, n: int) -> Link | None:
    """ "X rebels", "the group", "the monitor": a group named inside the mention or last of its class."""
    lemma = noun(book, n)
    fits = titles.classes().get(lemma)
    m = book.mention(n)
    if fits and book.tree.tag[book.heads[n]] in ("NN", "NNP", "NNS", "NNPS"):
        for k in book.inner(n):
            e = book.entity(k)
            if e and e.type in fits and book.tree.dep[book.heads[k]] in ("compound", "nmod", "amod"):
                return Link(e, "named inside", 0.85)
    if not fits or opening(book, n) not in DEFINITE:
        return None
    if len(bare(m.text)) > 2:
        return None
    if lemma in ("party", "organization", "organisation", "company") and plural(book, n):
        return None
    for k, e in _recent(book, n):
        if book.sentences[n] - book.sentences[k] > 6:
            break
        if e.type in fits and (book.mention(k).head == "name" or (lemma in e.nouns and not plural(book, n))):
            return Link(e, "class named last", 0.7)
    return None


def _before(book: Book, n: int) -> Link | None:
    """The same head noun before, with no modifier that contradicts."""
    lemma, mine = noun(book, n), _modifiers(book, n)
    if opening(book, n) in INDEFINITE - {"some", "many", "other"}:
        return None
    for k, e in _recent(book, n):
        if book.mention(k).head != "nominal" or noun(book, k) != lemma or plural(book, k) != plural(book, n):
            continue
        theirs = _modifiers(book, k)
        if mine == theirs or (opening(book, n) in DEFINITE and mine <= theirs):
            return Link(e, "same noun", 0.7 if mine == theirs else 0.6)
    return None


def _modifiers(book: Book, n: int) -> frozenset[str]:
    skip = DEFINITE | INDEFINITE | {"all", "both", "three", "four", "five", "few"}
    words = [fold(w.strip("\"“”'‘’,")) for w in book.mention(n).text.split()]
    return frozenset(
        w for w in words if w not in skip and w != fold(book.tree.lower[book.heads[n]]) and not w.isdigit()
    )


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
    orgs = [o for o in _orgs(book, n) if o in actors.states()]
    entity.country = entity.country or (orgs[0] if orgs else None)
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
    if out[0].lower() in _POSSESSIVE and len(out) > 1:
        out = [*out[1:], "of", owner.label] if owner else out[1:]
    return out
