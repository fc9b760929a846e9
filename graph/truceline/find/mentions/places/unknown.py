"""Places that no table has: what the recogniser calls a place, names that stand where a place does, buildings by their last word."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from truceline.analysis.article import Analysis
from truceline.analysis.covered import Cover
from truceline.analysis.place_or_actor import cues, speaks
from truceline.analysis.runs import after_place_word, ending_in
from truceline.analysis.tree import Tree
from truceline.know import actors
from truceline.know.nouns import heads, is_given, no_names, type_of_name
from truceline.know.spelling import fold, key, slug
from truceline.model import BASE, Place

_LABELS = {"GPE": "settlement", "LOC": "region", "FAC": "facility"}
_LEAD = re.compile(r"(?:(?:Near|In|At|From|Around|Outside|Inside|To|Across)\s+)?(?:[Tt]he\s+)?(?=\w)")


def unknown(parsed: Analysis, t: Tree, found: Iterable[tuple[int, int]], taken: Cover) -> list[Place]:
    """Places that only the recogniser sees: what it calls a place most times is one each time."""
    text = parsed.article.text
    covered = Cover(len(text), found)
    votes: dict[str, Counter[str]] = {}
    full = (text[e.start_char : e.end_char] for e in parsed.doc.ents if e.label_ == "PERSON")
    persons = frozenset(word for name in full if " " in name for word in (name.split()[0], name.split()[-1]))
    spans = []
    for ent in parsed.doc.ents:
        start, end = name_of(text, ent.start_char, ent.end_char)
        kind = _LABELS.get(ent.label_) or _built(text[start:end], ent.label_)
        if ent.label_ == "GPE" and (speaks(t, token(t, end - 1)) or type_of_name(text[start:end])):
            kind = ""
        votes.setdefault(text[start:end], Counter())[kind] += 1 if kind else 2
        if ground := _ground(text, t, start, end, ent.label_):
            votes[text[start:end]][ground] += 3
        spans.append((start, end))
    for start, end in facilities(parsed):
        votes.setdefault(text[start:end], Counter())["facility"] += 3
        spans.append((start, end))
    for start, end in _after_in(parsed, t):
        votes.setdefault(text[start:end], Counter())["settlement"] += 1
        spans.append((start, end))
    spans = sorted(set(spans), key=lambda s: (s[0] - s[1], s[0]))
    out = []
    for start, end in spans:
        name = text[start:end]
        kind = votes[name].most_common(1)[0][0]
        if (
            kind
            and name[:1].isupper()
            and not _nobodys(name, persons)
            and covered.free(start, end)
            and taken.free(start, end)
        ):
            iri = f"{BASE}place/{slug(name)}"
            out.append(Place(start, end, name, iri, name, kind=kind, rule="recogniser", confidence=0.6))
            covered.add(start, end)
    return out


def _nobodys(name: str, persons: frozenset[str]) -> bool:
    """Whether a name is no place's: an adjective, a people, something else, or a part of a person's name in the text."""
    word = fold(name)
    people = actors.nations()["people"].get(word, ())
    return (
        word in actors.adjectives() or word in no_names() or name in persons or any(len(e.words) == 1 for e in people)
    )


def _after_in(parsed: Analysis, t: Tree) -> list[tuple[int, int]]:
    """Single capitalised names after "in" or "near" that the recogniser sees nothing in ("a school in *Tombaleke*")."""
    text = parsed.article.text
    seen = Cover(len(text), ((e.start_char, e.end_char) for e in parsed.doc.ents))
    out = []
    for i in range(1, len(t)):
        word = text[t.start[i] : t.end[i]]
        if (
            t.dep[i] != "pobj"
            or t.pos[i] != "PROPN"
            or t.lower[i - 1] not in ("in", "near", "outside")
            or len(word) < 4
        ):
            continue
        plain = word[0].isupper() and word.isalpha() and not word.isupper() and seen.free(t.start[i], t.end[i])
        if plain and fold(word) not in no_names() and fold(word) not in heads() and not type_of_name(word):
            out.append((t.start[i], t.end[i]))
    return out


def facilities(parsed: Analysis) -> list[tuple[int, int]]:
    """Capitalised names that end in a word for a building or a part of the land ("… Hospital")."""
    return list(ending_in(parsed.article, frozenset(w for w, place in cues()["facility"].items() if place)))


def facility(text: str, span: tuple[int, int], within: tuple[str, ...]) -> Place:
    """A building named after the town in which it stands ("Volgograd Arena")."""
    name = text[span[0] : span[1]]
    return Place(
        *span, name, f"{BASE}place/{slug(name)}", name, None, None, "facility", within, rule="facility", confidence=0.7
    )


def _ground(text: str, t: Tree, start: int, end: int, label: str) -> str:
    """A name of another class that stands where a place does."""
    name = text[start:end]
    if (
        label not in ("ORG", "PERSON", "NORP", "PRODUCT")
        or name.isupper()
        or type_of_name(name)
        or is_given(name.split(" ")[0])
    ):
        return ""
    i = token(t, end - 1)
    if label == "PERSON" and " " not in name and t.dep[i] == "pobj" and t.lower[t.head[i]] in ("in", "near"):
        return "" if fold(name) in no_names() or fold(name) in heads() else "settlement"
    seized = (
        (" " not in name or fold(name.split(" ")[0]) in cues()["first"])
        and t.dep[i] == "dobj"
        and cues()["dobj"].get(t.lemma[t.head[i]], False)
        and t.lemma[t.head[i]] in cues()["taken"]
    )
    before, after = _lands()
    lies = (
        after_place_word(text, start, end) or before.search(text, max(0, start - 30), start) or after.match(text, end)
    )
    return "settlement" if lies or seized else ""


@cache
def _lands() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What tells a place right before a name ("the siege of …") and right after it ("… province")."""
    land, befalls, after = ("|".join(cues()[slot]) for slot in ("land", "befalls", "after"))
    return re.compile(rf"\b(?:{land}|{befalls}) of (?:the )?$"), re.compile(rf" (?:{land}|{after})\b")


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


def token(t: Tree, offset: int) -> int:
    """The token that holds a character."""
    return max(0, bisect.bisect_right(t.start, offset) - 1)
