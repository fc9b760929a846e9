"""Names that the model's entity recogniser sees, with its habits corrected: titles, owners and brackets left out, classes by
the words of the name, the first part of a name at the beginning of a sentence put back."""

from __future__ import annotations

import bisect
import re

from truceline.analysis.article import Analysis
from truceline.analysis.covered import Cover
from truceline.analysis.place_or_actor import speaks
from truceline.analysis.tree import Tree
from truceline.find.mentions.actors.naming_types import Name, trimmed
from truceline.find.mentions.actors.titled import without_title
from truceline.know import actors, titles
from truceline.know.gazetteer import Look
from truceline.know.nouns import closed, endings, heads, is_given, is_weather, no_names, starts, type_of_name
from truceline.know.spelling import fold

BODY = "NonGovernmentalOrganization"
_OWNER = re.compile(r"([A-Z][\w.\- ]*?)['’]s?\s+(?=[A-Z])")


def recognised(parsed: Analysis, tree: Tree, seen: Look, places: Cover) -> list[Name]:
    """What the recogniser takes for persons, organisations and peoples, and unknown places that act."""
    seen_as = (e for e in parsed.recognised if e.label in ("PERSON", "ORG", "NORP", "GPE"))
    named = (_corrected(parsed.article.text, tree, seen, e.start, e.end, e.label) for e in seen_as)
    several = [n for n in named if n is not None]
    return [n for n in several if not any(e - s >= n.end - n.start for s, e in places.over(n.start, n.end))]


def _corrected(text: str, tree: Tree, seen: Look, start: int, end: int, label: str) -> Name | None:
    """The name in a recognised span, if it is one and acts."""
    start, end = _edges(text, start, end, label)
    if end - start < 2 or not _may_be_name(text[start:end], label):
        return None
    if label == "PERSON":
        start, end = _person(text, tree, seen, start, end)
    if _stays_place(text, tree, start, end, label) or _adjective(text, tree, start, end):
        return None
    kind = _kind(text[start:end], label)
    return Name(start, end, kind, "recogniser") if kind else None


def _may_be_name(name: str, label: str) -> bool:
    """Whether a recognised piece of text is written like a name, no word that nobody bears and no headline."""
    return _like_name(name) and not _no_name(name) and not (label == "PERSON" and _headline(name))


def _stays_place(text: str, tree: Tree, start: int, end: int, label: str) -> bool:
    """Whether a name is that of a place which does not act: people live in it, or it says nothing."""
    lived_in = label != "NORP" and _DWELLERS.search(text, max(0, start - 20), start) is not None
    return lived_in or (label == "GPE" and not _somebody(text, tree, start, end))


def _headline(name: str) -> bool:
    """Whether capitalised words are a headline's, not a person's name ("Agree To Halt Fire As Talks Resume")."""
    return any(w[0].isupper() and fold(w) in closed("headline") for w in name.split(" ")[1:] if w)


_DWELLERS = re.compile(
    r"(?i)\b(?:residents?|inhabitants?|villagers?|streets|outskirts|suburbs?|villages?|towns?) (?:of|in) $"
)
"""Before a name that then is a place."""


def _somebody(text: str, tree: Tree, start: int, end: int) -> bool:
    """Whether a name taken for a place is nobody's country and says something."""
    if type_of_name(text[start:end]):
        return True
    i = tree.at(end - 1)
    return speaks(tree, i) and fold(text[start:end]) not in actors.adjectives() and " and " not in text[start:end]


def _adjective(text: str, tree: Tree, start: int, end: int) -> bool:
    """Whether a single word is an adjective ("*Kashmiri* leaders")."""
    i = tree.at(end - 1)
    if " " in text[start:end] or tree.dep[i] not in ("amod", "compound", "nmod", "conj"):
        return False
    if fold(text[start:end]) in actors.adjectives() and not actors.lookup(text[start:end]):
        return True
    people = text[start:end].endswith(("i", "ian", "ese", "ish")) and tree.lemma[tree.head[i]] in heads()
    return tree.pos[i] == "ADJ" or people


def _edges(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    """A recognised span without article, owner ("*Kenya's* X") and a bracket that opens in it."""
    start, end = trimmed(text, start, end)
    if (owner := _OWNER.match(text, start, end)) and (label == "PERSON" or _is_land(owner.group(1))):
        start = owner.end()
    bracket = text.find(" (", start, end)
    return start, bracket if bracket > start else end


def _no_name(name: str) -> bool:
    """Whether nobody bears a name: a common word, a suffix, a storm's."""
    word = fold(name)
    return word in no_names() or word in closed("suffix") or is_weather(name) or word.endswith((" and", " or"))


def _is_land(name: str) -> bool:
    """Whether a name is a state's."""
    return any(i in actors.states() for i in actors.lookup(name))


def _like_name(name: str) -> bool:
    """Whether a piece of text begins as names do."""
    return name[:1].isupper() or name[0].isdigit() or name[:3].lower() in ("al-", "el-")


def _kind(name: str, label: str) -> str | None:
    """The class of a recognised name: its words know better than the recogniser."""
    if label == "NORP":
        return _people(name)
    if label == "PERSON":
        return _of_person(name)
    return type_of_name(name) or ("Person" if _like_person(name) else BODY)


def _of_person(name: str) -> str:
    """The class of what the recogniser takes for a person: in capitals a body, else what a telling first or last word says."""
    if name.isupper() and len(name) > 2:
        return BODY
    first, last = fold(name.split(" ", 1)[0]), fold(name.rsplit(" ", 1)[-1])
    telling = " " in name and (last in endings() or first in starts())
    return (type_of_name(name) if telling else None) or "Person"


def _like_person(name: str) -> bool:
    """Whether a name of two or three words begins with a given name."""
    parts = name.split(" ")
    return 1 < len(parts) < 4 and is_given(parts[0]) and all(p[:1].isupper() and not p.isupper() for p in parts)


def _people(name: str) -> str | None:
    """The class of a recognised people or creed: a plural is a group; an adjective is no actor."""
    return "PopulationGroup" if name.endswith("s") and name[:1].isupper() and not name.endswith(("ous", "ss")) else None


def _person(text: str, tree: Tree, seen: Look, start: int, end: int) -> tuple[int, int]:
    """A person's name without titles, with a first part that the recogniser left out and a "Jr." after it."""
    i = bisect.bisect_left(seen.words, start, key=lambda w: w.start)
    begun = without_title(text, seen, i, start, end)
    if begun == start and i and _goes_before(text, tree, seen, i):
        begun = seen.words[i - 1].start
    return begun, with_suffix(text, end)


def _goes_before(text: str, tree: Tree, seen: Look, i: int) -> bool:
    """Whether the word before word `i` is the first part of the name: capitalised, no title, no people, joined by the parse."""
    word, first = seen.words[i - 1], seen.words[i]
    if not word.text[:1].isupper() or word.text.isupper() or text[word.end : first.start] != " ":
        return False
    if word.bare in heads() or word.bare in closed("unnamed") or word.bare in actors.adjectives():
        return False
    t = tree.at(word.start)
    joined = tree.dep[t] == "compound" and tree.start[tree.head[t]] >= first.start
    return joined and tree.pos[t] == "PROPN" and not _known(word.bare)


def _known(word: str) -> bool:
    """Whether a word is a title or an actor by itself."""
    return word in titles.index() or bool(actors.lookup(word))


def with_suffix(text: str, end: int) -> int:
    """The end of a person's name with "Jr.", "Sr." or a number after it.

    >>> with_suffix("Some Body, Jr. said", 9), with_suffix("Some Body said", 9)
    (13, 9)
    """
    found = re.compile(r",? (\w+)\.?(?=\W|$)").match(text, end)
    return found.end(1) if found and fold(found.group(1)) in closed("suffix") else end
