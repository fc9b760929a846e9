"""What speaks for a land being the one whose army, government or police is meant by "the army", "the government", "police".

Each land that the report names is looked at: what it does before the mention, whose ground it is, whether its body was named. The
weights are `data/identity/states.tsv`, fitted by `bench/fit_states.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice, takewhile

from truceline.analysis.reports import lands, states_at
from truceline.know import actors, titles
from truceline.know.gazetteer import look
from truceline.know.nouns import heads
from truceline.know.verbs import verbs
from truceline.link.choice_weights import choice_weights
from truceline.link.discourse import Book, Entity, Soil, bare
from truceline.link.words import noun, recent
from truceline.model import Place

FEATURES = (
    "body named",
    "body named last",
    "sentences since its body",
    "any force of its",
    "acts in the sentence",
    "is asked by who acts",
    "acts in the sentence before",
    "named in the sentence",
    "named in the sentence before",
    "named last",
    "did harm last",
    "did harm before",
    "was struck",
    "group in the sentence",
    "group in the text",
    "only groups of its",
    "land of a group's war",
    "arms or men of its acted",
    "most ground",
    "share of ground",
    "place in the sentence",
    "place in the sentence before",
    "power from elsewhere",
    "harms or asks itself",
    "in the title",
    "in the dateline",
)
"""In the order of the table; what each means stands in the function that gives it."""

KINDS = ("army", "government")

_REACH = 3
"""Sentences back in which somebody who attacked is looked for."""
_REMEMBERED = 12
"""Sentences over which a body is remembered."""
_OTHERS = frozenset({"ArmedGroup", "NonGovernmentalOrganization", "MediaOrganization", "PopulationGroup", "Coalition"})
_STATES = frozenset({"State", "Government", "ArmedForces"})
_TALKS = frozenset({"CONSULT", "AGREE", "COOPERATE", "CONCEDE"})
_TALKING = frozenset({"TalksFailed", "TalksResumed", "Signing"})
_FIGHTS = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_ADDRESSED = frozenset({"accused", "appealed", "demanded", "threatened", "praised"})
_DATELINE = 60
"""Characters from the beginning of a line in which the place of a dateline ends."""
_BROAD = frozenset({"troop", "troops", "soldier", "force", "forces", "serviceman", "member", "command"})
"""Nouns by which any force named before is meant, also one that its own name calls otherwise."""

Seen = Iterator[tuple[str, str, float]]
"""A land (slug) or another body (IRI), a feature, how much of it is there."""


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The fitted table, by kind of body.

    Raises:
        KnowledgeError: it was fitted for other features.
    """
    return choice_weights("states.tsv", KINDS, FEATURES, "fit_states.py")


def kind_of(ending: str) -> str:
    """Which weights a body takes whose id ends so.

    >>> kind_of("armed-forces"), kind_of("parliament")
    ('army', 'government')
    """
    return "army" if ending == "armed-forces" else "government"


def features(book: Book, n: int, ending: str) -> dict[str, dict[str, float]]:
    """What speaks for each land, or each body of no state, that mention `n` may mean; what is not named is nought.

    Args:
        book: the mentions so far.
        n: a body without its land ("the army").
        ending: that of the ids of such bodies ("armed-forces").
    """
    out: dict[str, dict[str, float]] = {}
    for state, feature, value in _all(book, n, ending):
        if state in actors.states() and not _has(state, ending, book.day):
            continue
        own = out.setdefault(state, {})
        own[feature] = max(own.get(feature, 0.0), value)
    return out


@lru_cache(maxsize=10_000)
def _has(state: str, ending: str, day: str | None) -> bool:
    """Whether there was such a land on a day, and it has such a body."""
    land = actors.get(state)
    return land is not None and land.named_on(day) and actors.get(f"{state}-{ending}") is not None


def _all(book: Book, n: int, ending: str) -> Seen:
    near = list(takewhile(lambda x: book.sentences[n] - book.sentences[x[0]] <= _REMEMBERED, recent(book, n)))
    powers = [(k, e) for k, e in near if e.country in actors.states() and _of_state(e)]
    yield from _bodies(book, n, ending, near)
    yield from _acting(book, n, powers)
    yield from _named(book, n, powers)
    yield from _harming(book, n)
    yield from _sent(book, n)
    yield from _groups(book, n)
    yield from _ground(book, n, powers)
    yield from _itself(book, n)
    for state in look(book.parsed.article.title or "").states:
        yield state, "in the title", 1.0
    for state in _soil(book).opening:
        yield state, "in the dateline", 1.0


def _of_state(e: Entity) -> bool:
    """Whether somebody acts for a state: itself, its bodies, persons who hold no office elsewhere alone."""
    orgs = [actors.get(org) for _, org in e.offices if org] if e.type == "Person" else []
    return e.type not in _OTHERS and (not orgs or any(o and o.type in _STATES for o in orgs))


def _bodies(book: Book, n: int, ending: str, near: list[tuple[int, Entity]]) -> Seen:
    """The bodies of that kind, and for broad nouns all forces, that were named before."""
    last, said = True, noun(book, n)
    for k, e in near:
        if e.type != book.mention(n).type or _rebel(book, e) or (e.type == "Government" and not (e.known or e.names)):
            continue
        owner = str(e.country) if e.slug == f"{e.country}-{ending}" else e.iri
        if owner != e.iri or said in bare(e.label) or said in e.nouns:
            yield owner, "body named", 1.0
            yield owner, "body named last", float(last)
            yield owner, "sentences since its body", float(-min(6, book.sentences[n] - book.sentences[k]))
            last = False
        elif ending == "armed-forces" and said in _BROAD:
            yield e.iri, "any force of its", 1.0


def _rebel(book: Book, e: Entity) -> bool:
    """Whether a force is called a rebel one where it is named ("the *rebel* National Army"): "the army" is another."""
    before = (c for k in e.at for c in book.tree.kids[book.heads[k]] if c < book.heads[k])
    return any((known := heads().get(book.tree.lemma[c])) and "ArmedGroup" in known[:2] for c in before)


def _acting(book: Book, n: int, powers: list[tuple[int, Entity]]) -> Seen:
    """The one who acts before it in its sentence ("Prime Minister X told parliament"), who acts in the one before."""
    for back, feature in ((0, "acts in the sentence"), (1, "acts in the sentence before")):
        for k, e in powers:
            if book.sentences[n] - book.sentences[k] == back and book.tree.dep[book.heads[k]].startswith("nsubj"):
                asked = back == 0 and _asked_by(book, n, k)
                yield str(e.country), "is asked by who acts" if asked else feature, 1.0
                break


def _asked_by(book: Book, n: int, k: int) -> bool:
    """Whether the one subject asks, or accuses, what the mention means: an envoy urges the authorities of others."""
    t, h = book.tree, book.heads[n]
    object_ = t.dep[h] in ("dobj", "dative") and t.head[h] == t.head[book.heads[k]]
    return object_ and any(e.stance in _ADDRESSED for e in verbs().get(t.lemma[t.head[h]], ()))


def _named(book: Book, n: int, powers: list[tuple[int, Entity]]) -> Seen:
    """The lands that are named, or act through somebody, just before."""
    for place, (k, e) in enumerate(powers):
        away = book.sentences[n] - book.sentences[k]
        if away < 2:
            yield str(e.country), "named in the sentence before" if away else "named in the sentence", 1.0
        if not place:
            yield str(e.country), "named last", 1.0


def _harming(book: Book, n: int) -> Seen:
    """The states that did harm before ("Ruritania struck …", "its jets hit …"), and those on whose ground or people it fell."""
    t, last = book.tree, True
    before = range(_near(book, n), bisect_left(t.start, book.mention(n).start))
    for v in reversed([v for v in before if t.lemma[v] in titles.of_harm()]):
        doer = next((s for i in t.agents(v) if (s := state_of(book, i))), None)
        if doer:
            yield doer, "did harm last" if last else "did harm before", 1.0
            last = False
        under = {t.start[i] for i in t.subtree(v)}
        struck = (s for p in book.notes.places if p.start in under for s in states_at(p))
        yield from ((s, "was struck", 1.0) for s in struck if doer and s != doer)


def _near(book: Book, n: int) -> int:
    """The first token of the sentences back in which deeds are looked for, of the same report."""
    start = max(book.parsed.sentences[max(0, book.sentences[n] - _REACH)].start, book.report(n)[0])
    return bisect_left(book.tree.start, start)


def _sent(book: Book, n: int) -> Seen:
    """The last state whose adjective stands before what acts: "*Ruritanian* tanks rolled into the town"."""
    t = book.tree
    doing = (
        state
        for i in range(book.heads[n] - 1, _near(book, n) - 1, -1)
        if (state := actors.state_at(t.lower, i)) and t.dep[t.head[i]] == "nsubj" and t.pos[t.head[i]] == "NOUN"
    )
    yield from ((state, "arms or men of its acted", 1.0) for state in islice(doing, 1))


def state_of(book: Book, token: int) -> str | None:
    """The state that a doer names, or whose it is by possessor or adjective; none for an armed group.

    Args:
        book: the mentions so far.
        token: the head of the doer's phrase.

    Returns:
        The slug of the state.
    """
    t = book.tree
    for i in (token, *(k for k in t.kids[token] if t.dep[k] in ("poss", "amod", "compound"))):
        for k in book.over(t.start[i], t.end[i]):
            e = book.entity(k) if book.heads[k] == i else None
            if e and e.type == "ArmedGroup":
                return None
            if e and e.country in actors.states() and e.type != "PopulationGroup":
                return e.country
        if i != token and (state := actors.state_at(t.lower, i)):
            return state
    return None


def _groups(book: Book, n: int) -> Seen:
    """The lands whose armed groups the text tells of: a government is set against those."""
    found = []
    begin, end = book.report(n)
    for k in range(bisect_left(book.starts, begin), bisect_left(book.starts, end)):
        e = book.entity(k)
        if e and e.type == "ArmedGroup" and e.known and e.country in actors.states():
            found.append(e.country)
            yield from ((land, "land of a group's war", 1.0) for land in e.known.conflicts if land in actors.states())
            beside = book.sentences[k] == book.sentences[n]
            yield e.country, "group in the sentence" if beside else "group in the text", 1.0
    if len(set(found)) == 1:
        yield found[0], "only groups of its", 1.0


def _ground(book: Book, n: int, powers: list[tuple[int, Entity]]) -> Seen:
    """On whose soil it happens, and who is named without any of it being his."""
    count = _grounds(book, n)
    most, best = max(0, *count.values(), 0), _most(book, count)
    for state, times in count.items() if most else ():
        yield state, "most ground", float(state == best)
        yield state, "share of ground", max(0, times) / most
    soil = _soil(book).told
    for sentence, state in soil:
        if sentence == book.sentences[n]:
            yield state, "place in the sentence", 1.0
        elif sentence == book.sentences[n] - 1:
            yield state, "place in the sentence before", 1.0
    at_home = {s for _, s in soil}
    yield from ((str(e.country), "power from elsewhere", 1.0) for _, e in powers if e.country not in at_home)


def _soil(book: Book) -> Soil:
    """Whose soil the places of the article are, looked up when first asked."""
    if book.soil is None:
        venues = frozenset(id(p) for p in _venues(book))
        places = [(p, s, id(p) in venues) for p in book.notes.places for s in states_at(p)]
        told = tuple((book.parsed.sentence_at(p.start), s) for p, s, venue in places if not venue)
        often = Counter(dict(zip(book.seen.states, book.seen.often, strict=True)))
        for _, slug, venue in places:
            often[slug] += -1 if venue else 2
        opening = tuple(s for p in book.notes.places if _opens(book, p) for s in states_at(p))
        book.soil = Soil(told, often, opening)
    return book.soil


def _grounds(book: Book, n: int) -> Counter[str]:
    """How often each state is named: as ground twice, as a power once; where the text holds several reports, in that of mention `n`.

    Where talks are held, and where the article was written, is no such ground; where it was written is, where it names no
    other land.
    """
    if len(book.begins) > 1:
        return lands(book.parsed, book.notes.places, *book.report(n))
    return _soil(book).often


def main_state(book: Book, n: int) -> str | None:
    """The state on whose soil most of what is told happens."""
    return _most(book, _grounds(book, n))


def _most(book: Book, count: Counter[str]) -> str | None:
    """The state counted most, of several the one named first."""
    order = {s: n for n, s in enumerate(book.seen.states)}
    best = min(count, key=lambda s: (-count[s], order.get(s, len(order)), s)) if count else None
    return best if best and count[best] > 0 else None


def _venues(book: Book) -> Iterator[Place]:
    """Places where talks are held or deals made, and places of datelines."""
    talks = [e for e in book.notes.events if e.plover in _TALKS or e.kind in _TALKING]
    told = {e.sentence for e in talks} - {e.sentence for e in book.notes.events if e.plover in _FIGHTS}
    made = {book.tree.at(e.trigger.start) for e in talks}
    for p in book.notes.places:
        if book.text.endswith((" in ", "In ", " in the ", "In the "), 0, p.start) and p.kind != "country":
            here = book.tree.at(p.end - 1)
            if book.parsed.sentence_at(p.start) in told or book.tree.head[book.tree.head[here]] in made:
                yield p
        elif _of_dateline(book, p):
            yield p


def _of_dateline(book: Book, p: Place) -> bool:
    """Whether a place in capitals opens a line that goes on after a dash or a bracket."""
    line = book.text.rfind("\n", 0, p.start) + 1
    after = book.text[p.end : p.end + _DATELINE].split("\n")[0]
    return p.start - line < _DATELINE and p.text.isupper() and len(p.text) > 3 and any(c in after for c in "–—-(")


def _opens(book: Book, p: Place) -> bool:
    """Whether a place in capitals opens the text, or a line of it, before a dash, a comma or a bracket."""
    line = book.text.rfind("\n", 0, p.start) + 1
    before, after = book.text[line : p.start], book.text[p.end : p.end + _DATELINE].split("\n")[0]
    capitals = p.text.isupper() or (before.isupper() and before.rstrip().endswith(","))
    return capitals and p.start - line < _DATELINE and any(c in after for c in "–—-(")


def _itself(book: Book, n: int) -> Seen:
    """The states that would do it to themselves: "the command accused the Ruritanian army", "troops of X killed two soldiers"."""
    t, h = book.tree, book.heads[n]
    beside = t.children(t.head[h], "dobj", "dative") if t.dep[h] == "nsubj" else []
    done = t.agents(t.head[h]) if t.dep[h] in ("dobj", "nsubjpass") and t.lemma[t.head[h]] in titles.of_harm() else []
    yield from ((s, "harms or asks itself", 1.0) for i in (*beside, *done) if (s := state_of(book, i)))
