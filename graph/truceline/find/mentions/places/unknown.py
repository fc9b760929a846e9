"""Places that no table has: what the recogniser calls a place, names that stand where a place does, buildings by their last word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from truceline.analysis.article import Analysis
from truceline.analysis.covered import Cover
from truceline.analysis.place_or_actor import cues, speaks
from truceline.analysis.runs import after_place_word, ending_in
from truceline.analysis.tree import Tree
from truceline.know import actors, titles
from truceline.know.matching import alone
from truceline.know.nouns import heads, is_given, is_weather, no_names, type_of_name
from truceline.know.spelling import fold, key, slug
from truceline.model import BASE, Place

_LABELS = {"GPE": "settlement", "LOC": "region", "FAC": "facility"}
_LEAD = re.compile(r"(?:(?:Near|In|At|From|Around|Outside|Inside|To|Across)\s+)?(?:[Tt]he\s+)?(?=\w)")

Vote = tuple[tuple[int, int], str, int]
"""A name, the kind of place that it is by one sign (nothing: it is none), and the weight of the sign."""


def unknown(parsed: Analysis, t: Tree, found: Iterable[tuple[int, int]], taken: Cover) -> list[Place]:
    """Places that only the recogniser or the grammar sees: what is one most times is one each time."""
    text = parsed.article.text
    covered = Cover(len(text), found)
    persons = _persons(parsed)
    signs = [*_recognised(parsed, t), *_built_or_lying(parsed, t)]
    votes: dict[str, Counter[str]] = {}
    for (start, end), kind, weight in signs:
        votes.setdefault(text[start:end], Counter())[kind] += weight
    out = []
    for start, end in sorted({span for span, _, _ in signs}, key=lambda s: (s[0] - s[1], s[0])):
        name = text[start:end]
        kind = votes[name].most_common(1)[0][0]
        nobodys = _nobodys(name, persons) or _of_person(text, start, name)
        if kind and not nobodys and covered.free(start, end) and taken.free(start, end):
            out.append(_goes_on(text, Place(start, end, name, "", name, kind=kind, rule="recogniser", confidence=0.6)))
            covered.add(start, end)
    return out


def _persons(parsed: Analysis) -> frozenset[str]:
    """The first and last words of the full names of persons that the recogniser sees."""
    named = (parsed.article.text[e.start : e.end] for e in parsed.recognised if e.label == "PERSON")
    full = (name.split() for name in named if " " in name)
    return frozenset(word for several in full for word in (several[0], several[-1]))


def _recognised(parsed: Analysis, t: Tree) -> Iterator[Vote]:
    """What the recogniser makes of each name, and where one of another class stands."""
    text = parsed.article.text
    for ent in parsed.recognised:
        start, end = span = name_of(text, ent.start, ent.end)
        name = text[start:end]
        if name.endswith((" and", " or")):
            continue
        kind = _LABELS.get(ent.label) or _built(name, ent.label)
        if ent.label == "GPE" and (speaks(t, t.at(end - 1)) or type_of_name(name)):
            kind = ""
        yield span, kind, 1 if kind else 2
        if _ground(text, t, start, end, ent.label):
            yield span, "settlement", 3


def _built_or_lying(parsed: Analysis, t: Tree) -> Iterator[Vote]:
    """Buildings by their last word, and names that stand where a place does."""
    yield from ((span, "facility", 3) for span in facilities(parsed))
    yield from ((span, "settlement", 1) for span in _after_in(parsed, t))
    yield from ((span, "settlement", 3) for span in _enumerated(parsed.article.text))
    yield from ((m.span(1), "region", 2) for m in _named_ground().finditer(parsed.article.text))
    yield from ((span, "region", 2) for span in _before_part(parsed.article.text, t))


def _goes_on(text: str, place: Place) -> Place:
    """A place with its IRI, and with the word for a part of the land after it, if there is one ("Palma *district*")."""
    more = _ground_words().match(text, place.end)
    end, kind = (more.end(), "region") if more and place.kind != "facility" else (place.end, place.kind)
    name = text[place.start : end]
    return Place(place.start, end, name, f"{BASE}place/{slug(name)}", name, kind=kind, rule=place.rule, confidence=0.6)


def _nobodys(name: str, persons: frozenset[str]) -> bool:
    """Whether a name is no place's: no name, an adjective, a people, something else, or a part of a person's in the text."""
    word = fold(name)
    if not name[:1].isupper() or name in persons or is_weather(name):
        return True
    if word in no_names() or word in actors.adjectives():
        return True
    return bool(alone(actors.nations()["people"], word))


def _of_person(text: str, start: int, name: str) -> bool:
    """Whether a name begins with a title, or a given name stands right before it ("*Envoy* Ada Park", "June *Park*")."""
    first, _, rest = name.partition(" ")
    given = _GIVEN.search(text, max(0, start - 25), start)
    return bool(rest and key(first) in titles.titles()) or (given is not None and is_given(given.group(1)))


_GIVEN = re.compile(r"\b([A-Z][a-z]+) $")


def _after_in(parsed: Analysis, t: Tree) -> Iterator[tuple[int, int]]:
    """Single capitalised names after "in" or "near", or that somebody takes, in which the recogniser sees nothing ("a school in
    *Tombaleke*")."""
    text = parsed.article.text
    seen = Cover(len(text), ((e.start, e.end) for e in parsed.recognised))
    for i in range(1, len(t)):
        word = text[t.start[i] : t.end[i]]
        name = t.pos[i] == "PROPN" and word.isalpha() and _name_like(word)
        lies = name and ((t.dep[i] == "pobj" and t.lower[i - 1] in _IN) or _seized(t, i, word))
        if lies and seen.free(t.start[i], t.end[i]):
            yield t.start[i], t.end[i]


def _enumerated(text: str) -> Iterator[tuple[int, int]]:
    """The names after a word for a part of the land ("the villages of *Tamra*, *Old Sidra* and *Bir-Hadu*")."""
    for several in chain(_named_lands().finditer(text), _laid_lands().finditer(text)):
        powers = _AT_WAR.search(text, max(0, several.start() - 30), several.start())
        for name in re.finditer(_NAME, several[1]):
            if _no_word(name[0]) and not powers:
                yield several.start(1) + name.start(), several.start(1) + name.end()


_NAME = r"[A-Z][a-z]\w+(?:[-'’]\w+)*(?: [A-Z][a-z]\w+(?:[-'’]\w+)*){0,2}"


@cache
def _named_lands() -> re.Pattern[str]:
    """A word for a part of the land, "of", and one or several names."""
    return re.compile(rf"\b(?:{'|'.join(cues()['land'])})s? of ({_NAME}(?:(?:,|,? and) {_NAME})*)")


@cache
def _laid_lands() -> re.Pattern[str]:
    """One or several names of which is said in what part of the land they lie ("at *Bir Hadu* and *Tamra* in the district of X")."""
    part = "|".join((*cues()["land"], *cues()["division"]))
    return re.compile(
        rf"\b(?:at|in|near|around) ({_NAME}(?:(?:,|,? and) {_NAME})*) in the (?:[\w-]+ ){{0,2}}(?:{part})s?\b"
    )


_AT_WAR = re.compile(r"\b(?:warring|rival|hostile|feuding) (?:[\w-]+ )?$")
"""What stands before lands that act: "the *warring* provinces of A and B"."""


def _before_part(text: str, t: Tree) -> Iterator[tuple[int, int]]:
    """Capitalised names before a word for a part of the land ("the *Palma* district")."""
    parts = {*cues()["division"], *cues()["landform"]}
    for i in (i for i in range(1, len(t) - 1) if t.lower[i + 1] in parts and t.pos[i] == "PROPN"):
        word = _WRITTEN.search(text, max(0, t.end[i] - 60), t.end[i])
        whole = t.pos[i - 1] != "PROPN" or text[t.start[i] - 1] == "-"
        if word and whole and _name_like(word[0]):
            yield word.span()


_WRITTEN = re.compile(r"(?<![\w-])[\w'’]{1,30}(?:-[\w'’]{1,30}){0,3}$")


_IN = frozenset({"in", "near", "outside", "at"})


def _name_like(word: str) -> bool:
    """Whether a word of some length is capitalised and may be a place's name."""
    return len(word) > 3 and word.istitle() and _no_word(word)


def _no_word(name: str) -> bool:
    """Whether a name is neither a word for somebody nor one of the names that nobody bears."""
    return fold(name) not in no_names() and fold(name) not in heads() and not type_of_name(name)


def facilities(parsed: Analysis) -> list[tuple[int, int]]:
    """Capitalised names that end in a word for a building or a part of the land ("… Hospital")."""
    return list(ending_in(parsed.article, frozenset(w for w, place in cues()["facility"].items() if place)))


def facility(text: str, span: tuple[int, int], within: tuple[str, ...]) -> Place:
    """A building named after the town in which it stands ("Volgograd Arena")."""
    name = text[span[0] : span[1]]
    return Place(
        *span, name, f"{BASE}place/{slug(name)}", name, None, None, "facility", within, rule="facility", confidence=0.7
    )


def _ground(text: str, t: Tree, start: int, end: int, label: str) -> bool:
    """Whether a name of another class stands where a place does."""
    name, i = text[start:end], t.at(end - 1)
    if label not in ("ORG", "PERSON", "NORP", "PRODUCT") or name.isupper():
        return False
    if type_of_name(name) or is_given(name.split(" ")[0]):
        return False
    if label == "PERSON" and " " not in name and _inside(t, i):
        return _no_word(name)
    return _told_land(text, start, end) or after_place_word(text, start, end) or _seized(t, i, name)


def _told_land(text: str, start: int, end: int) -> bool:
    """Whether a word for a part of the land stands beside a name, and it is no land that acts."""
    before, after = _lands()
    found = before.search(text, max(0, start - 30), start)
    acts = found is not None and _AT_WAR.search(text, max(0, start - 40), found.start()) is not None
    return (found is not None and not acts) or after.match(text, end) is not None


def _inside(t: Tree, i: int) -> bool:
    """Whether something is "in" or "near" what a token names."""
    return t.dep[i] == "pobj" and t.lower[t.head[i]] in ("in", "near")


def _seized(t: Tree, i: int, name: str) -> bool:
    """Whether a name is what somebody takes or besieges."""
    while t.dep[i] == "conj" and t.pos[t.head[i]] == "PROPN":
        i = t.head[i]
    verb = t.lemma[t.head[i]]
    plain = " " not in name or fold(name.split(" ")[0]) in cues()["first"]
    return plain and t.dep[i] == "dobj" and cues()["dobj"].get(verb, False) and verb in cues()["taken"]


@cache
def _named_ground() -> re.Pattern[str]:
    """A capitalised name between an article and a word for a part of the land ("the *Tamra* highway")."""
    return re.compile(rf"\b[Tt]he ((?:[A-Z][\w'’-]+ ){{0,2}}[A-Z][\w'’-]+)(?= (?:{'|'.join(cues()['landform'])})\b)")


@cache
def _ground_words() -> re.Pattern[str]:
    """A word after a name that says what part of the land it is."""
    return re.compile(rf" (?:{'|'.join((*cues()['division'], *cues()['landform']))})\b")


@cache
def _lands() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What tells a place right before a name ("the siege of …") and right after it ("… province")."""
    land, befalls, after, built = ("|".join(cues()[slot]) for slot in ("land", "befalls", "after", "facility"))
    return re.compile(rf"\b(?:(?:{land}|{befalls})s? of (?:the )?|(?:{built}) at )$"), re.compile(
        rf" (?:{land}|{after})\b"
    )


def _built(name: str, label: str) -> str:
    """Whether a recognised organisation or person is a building or a part of the land by its last word."""
    words = key(name)
    if label in ("ORG", "PERSON") and len(words) > 1 and cues()["facility"].get(words[-1]):
        return "facility"
    return ""


def name_of(text: str, start: int, end: int) -> tuple[int, int]:
    """A recognised name without preposition, article and possessive ending."""
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    return start, end - 2 if text[start:end].endswith(("'s", "’s")) else end
