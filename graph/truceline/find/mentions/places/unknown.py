"""Places that no table has: what the recogniser calls a place, names that stand where a place does, buildings by their last word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import chain

from truceline.analysis.article import Analysis
from truceline.analysis.covered import Cover
from truceline.analysis.place_or_actor import cues, speaks
from truceline.analysis.remembered import remembered
from truceline.analysis.runs import ending_in
from truceline.analysis.tree import Tree
from truceline.find.mentions.places.standing import AT_WAR, standing, written
from truceline.know import actors, titles
from truceline.know.matching import alone
from truceline.know.nouns import heads, is_given, is_weather, no_names, type_of_name
from truceline.know.spelling import fold, key, slug
from truceline.model import BASE, Place

_LABELS = {"GPE": "settlement", "LOC": "region", "FAC": "facility"}
_LEAD = re.compile(r"(?:(?:Near|In|At|From|Around|Outside|Inside|To|Across)\s+)?(?:[Tt]he\s+)?(?=\w)")

Vote = tuple[tuple[int, int], str, int]
"""A name, the kind of place that it is by one sign (nothing: it is none), and the weight of the sign."""


def unknown(
    parsed: Analysis, t: Tree, known: Collection[tuple[int, int]], named: Iterable[tuple[int, int]], taken: Cover
) -> list[Place]:
    """Places that only the recogniser or the grammar sees: what is one most times is one each time."""
    text = parsed.article.text
    covered = Cover(len(text), (*known, *named))
    persons = _persons(parsed)
    stand = Cover(len(text), standing(parsed, known))
    signs = [*_recognised(parsed, t, stand), *_built_or_lying(parsed, stand)]
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


def _recognised(parsed: Analysis, t: Tree, stand: Cover) -> Iterator[Vote]:
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
        if kind or stand.free(start, end):
            yield span, kind, 1 if kind else 2


def _built_or_lying(parsed: Analysis, stand: Cover) -> Iterator[Vote]:
    """Buildings by their last word, and names that stand where a place does."""
    yield from ((span, "facility", 3) for span in facilities(parsed))
    yield from ((span, "settlement", 3) for span in stand.over(0, len(parsed.article.text)))
    yield from ((span, "settlement", 3) for span in _enumerated(parsed.article.text))
    yield from _before_part(parsed)


def _goes_on(text: str, place: Place) -> Place:
    """A place with its IRI, and with the word for a part of the land after it, if there is one ("Palma *district*")."""
    more = _ground_words().match(text, place.end)
    end, kind = (more.end(), "region") if more and place.kind != "facility" else (place.end, place.kind)
    name = text[place.start : end]
    return Place(place.start, end, name, f"{BASE}place/{slug(name)}", name, kind=kind, rule=place.rule, confidence=0.6)


def _nobodys(name: str, persons: frozenset[str]) -> bool:
    """Whether a name is no place's: no name, an adjective, a people, something else, or a part of a person's in the text."""
    word = fold(name)
    if name.islower() or name in persons or is_weather(name):
        return True
    if word in no_names() or any(part in actors.adjectives() for part in (word, fold(name.rpartition("-")[2]))):
        return True
    return bool(alone(actors.nations()["people"], word))


def _of_person(text: str, start: int, name: str) -> bool:
    """Whether a name begins with a title, or a given name stands right before it ("*Envoy* Ada Park", "June *Park*")."""
    first, _, rest = name.partition(" ")
    given = _GIVEN.search(text, max(0, start - 25), start)
    return bool(rest and key(first) in titles.titles()) or (given is not None and is_given(given.group(1)))


_GIVEN = re.compile(r"\b([A-Z][a-z]+) $")


def _enumerated(text: str) -> Iterator[tuple[int, int]]:
    """The names after a word for a part of the land ("the villages of *Tamra*, *Old Sidra* and *Bir-Hadu*")."""
    for several in chain(_named_lands().finditer(text), _laid_lands().finditer(text)):
        powers = AT_WAR.search(text, max(0, several.start() - 30), several.start())
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


def _before_part(parsed: Analysis) -> Iterator[Vote]:
    """Names with the word after them for a part of the land or a building ("the *Palma district*", "the *Bir Hadu gorge*")."""
    text = parsed.article.text
    peoples = Cover(len(text), ((e.start, e.end) for e in parsed.recognised if e.label == "NORP"))
    for start, end in written(parsed):
        part, name = _ground_words().match(text, end), text[start:end]
        if (
            part is None
            or parsed.tree.pos[parsed.tree.at(end - 1)] == "ADJ"
            or name.isupper()
            or not _no_word(name)
            or _belongs(name)
        ):
            continue
        if part[1] not in cues()["division"] or peoples.free(start, end):
            yield (start, part.end()), "facility" if part[1] in cues()["facility"] else "region", 3


def _belongs(name: str) -> bool:
    """Whether a name says whose something is ("*Ruritanian* islands")."""
    return any(fold(word) in actors.adjectives() for word in name.split(" "))


def _no_word(name: str) -> bool:
    """Whether a name is neither a word for somebody nor one of the names that nobody bears."""
    return fold(name) not in no_names() and fold(name) not in heads() and not type_of_name(name)


@remembered
def facilities(parsed: Analysis) -> list[tuple[int, int]]:
    """Capitalised names that end in a word for a building or a part of the land ("… Hospital")."""
    return list(ending_in(parsed.article, frozenset(w for w, place in cues()["facility"].items() if place)))


def facility(text: str, span: tuple[int, int], within: tuple[str, ...]) -> Place:
    """A building named after the town in which it stands ("Volgograd Arena")."""
    name = text[span[0] : span[1]]
    return Place(
        *span, name, f"{BASE}place/{slug(name)}", name, None, None, "facility", within, rule="facility", confidence=0.7
    )


@cache
def _ground_words() -> re.Pattern[str]:
    """A word after a name that says what part of the land it is."""
    return re.compile(rf" ({'|'.join((*cues()['division'], *cues()['landform']))})\b")


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
