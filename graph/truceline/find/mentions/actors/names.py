"""Named actors: the gazetteer's longest match, then the recogniser's, then what stands after a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from truceline.analysis.article import Analysis
from truceline.analysis.covered import Cover
from truceline.analysis.place_or_actor import cues
from truceline.analysis.runs import ending_in
from truceline.analysis.tree import Tree
from truceline.find.mentions.actors.abbreviations import spelt_out
from truceline.find.mentions.actors.ambiguous import meant, nearest
from truceline.find.mentions.actors.consistency import acronyms, again, given
from truceline.find.mentions.actors.context import after_person, described, persons
from truceline.find.mentions.actors.mended_names import nicknamed, persons_again, shed
from truceline.find.mentions.actors.naming_types import Name, edges
from truceline.find.mentions.actors.ner import BODY, recognised, with_suffix
from truceline.find.mentions.actors.titled import title_spans, titled
from truceline.know.gazetteer import Look
from truceline.know.matching import Hit
from truceline.know.nouns import closed, endings, heads, type_of_name
from truceline.know.spelling import fold
from truceline.model import Notes

Short = list[tuple[int, int, int]]
"""The first and last word of each long form, and the word that is its abbreviation."""


def names(parsed: Analysis, tree: Tree, seen: Look, notes: Notes) -> list[Name]:
    """All named actors, in the order of the text, none inside another."""
    text, taken = parsed.article.text, edges(notes.places)
    places = Cover(len(text), taken)
    near = nearest(seen, notes.places)
    known = [n for h in seen.hits if (n := _known(text, tree, seen, h, places, near))]
    offices = Cover(len(text), title_spans(text, seen))
    seen_by_ner = [n for n in recognised(parsed, tree, seen, places) if not _inside(offices, n)]
    short = spelt_out(text, seen.words)
    others = [shed(text, n) for n in (*seen_by_ner, *_bodies(parsed, tree, seen, short))]
    found = nicknamed(text, _settle(text, known, titled(text, seen) + others, places))
    found = sorted(found + given(text, seen, taken + edges(found)))
    found = [_outlet(text, _told(text, tree, n)) for n in found]
    found += persons(parsed, tree, seen, Cover(len(text), taken + edges(found)))
    named = again(text, seen, persons_again(text, [_whole(text, n) for n in sorted(found)]), taken)
    papers = {seen.words[at].text for _, last, at in short if seen.words[last].bare in closed("paper")}
    return [n for n in named if n.rule == "gazetteer" or not _is_paper(text[n.start : n.end], papers)]


def _is_paper(name: str, papers: set[str]) -> bool:
    """Whether a name is that of an agreement, or the short one of some `papers`, which do nothing: "the Lusaka Accords", "the NCA"."""
    return name in papers or fold(name).split()[-1] in closed("paper")


def _bodies(parsed: Analysis, tree: Tree, seen: Look, short: Short) -> Iterator[Name]:
    """Names of bodies by their last word, as acronyms, and where an abbreviation stands for them."""
    text = parsed.article.text
    yield from (Name(s, e, type_of_name(text[s:e]) or BODY, "words") for s, e in ending_in(parsed.article, endings()))
    yield from (Name(s, e, BODY, "acronym") for s, e in acronyms(text, tree, seen))
    yield from _spelt_out(text, seen, short)


def _spelt_out(text: str, seen: Look, short: Short) -> list[Name]:
    """The capitalised words for which an abbreviation in brackets stands, as names."""
    out = []
    for first, last, _ in short:
        start, end = seen.words[first].start, seen.words[last].end
        if all(w.text[0].isupper() or w.bare in closed("small") for w in seen.words[first : last + 1]):
            out.append(Name(start, end, type_of_name(text[start:end]) or BODY, "words"))
    return out


def _told(text: str, tree: Tree, name: Name) -> Name:
    """A name taken for an unknown organisation's that an age, "who" or a word for a person before it shows to be a person's."""
    if name.rule != "recogniser" or name.type != BODY or text.count(" ", name.start, name.end) > 2:
        return name
    person = after_person(text, name.end) or described(text, tree, name.end)
    return name._replace(type="Person") if person and not type_of_name(text[name.start : name.end]) else name


def _outlet(text: str, name: Name) -> Name:
    """A name that nobody knows behind a word for an outlet is one: "told the newspaper *La Hora*", "the daily *Novi Glas*"."""
    before = _WORD_BEFORE.search(text, max(0, name.start - 30), name.start)
    noun = heads().get(before.group(1)) if before and name.rule != "gazetteer" else None
    return name._replace(type="MediaOrganization") if noun and noun.one == "MediaOrganization" else name


_WORD_BEFORE = re.compile(r"\b([a-z]+) \Z")


def _inside(cover: Cover, name: Name) -> bool:
    """Whether a name is a part of one of the stretches."""
    return any(s <= name.start and name.end <= e for s, e in cover.over(name.start, name.end))


def _whole(text: str, name: Name) -> Name:
    """The name with "Jr." and the like, and with the rest of a double name ("Ann Vale-*Moor*")."""
    if name.type != "Person":
        return name
    double = _DOUBLE.match(text, name.end)
    return name._replace(end=with_suffix(text, double.end() if double else name.end))


_DOUBLE = re.compile(r"(?:[-‐‑][A-Z][\w’']*[^\W\d_])+\b")


# ---------------------------------------------------------------- gazetteer


def _known(text: str, tree: Tree, seen: Look, hit: Hit, places: Cover, near: dict[str, int]) -> Name | None:
    """The name of a known actor, where its words are no place's and no modifier of somebody."""
    start, end = seen.words[hit.first].start, seen.words[hit.last].end
    if any(s <= start and end <= e for s, e in places.over(start, end)) or text[end : end + 1] in _MONEY:
        return None
    actor = meant(hit.entry.ids, near)
    if actor is None or (hit.last > hit.first and re.match(r"-[a-z]", text[end : end + 2])):
        return None
    if actor.type == "State" and _modifies_person(tree, tree.at(end - 1)):
        return None
    return Name(start, end, actor.type, "gazetteer")


_MONEY = ("$", "€", "£")
"""Signs of money, which say whose it is by the letters before them: "US$5 million"."""


def _modifies_person(tree: Tree, i: int) -> bool:
    """Whether a country's name only says where somebody belongs ("a US official", "US President …")."""
    if tree.dep[i] not in ("compound", "amod", "nmod"):
        return False
    head = tree.head[i]
    noun = heads().get(tree.lemma[head])
    return bool(noun) or tree.pos[head] == "PROPN"


# ---------------------------------------------------------------- who wins


def _settle(text: str, known: list[Name], others: list[Name], places: Cover) -> list[Name]:
    """The gazetteer wins, unless another reads a longer name around its hit; nothing overlaps in the end."""
    out = {(n.start, n.end): n for n in known}
    taken = Cover(len(text), out)
    for name in sorted(others, key=lambda n: (n.rule not in ("title", "noun"), n.start - n.end, n.start)):
        inner = taken.over(name.start, name.end)
        if any(not _longer_name(name, s, e) for s, e in places.over(name.start, name.end)):
            continue
        if len(inner) == 1 and _beats(text, name, out[inner[0]]):
            taken.drop(*inner[0])
            del out[inner[0]]
        elif inner:
            continue
        out[name.start, name.end] = name
        taken.add(name.start, name.end)
    return sorted(out.values())


def _of_people(text: str, name: Name, known: Name) -> bool:
    """Whether a known name is a part of that of a people's body: "the *Oromo People*'s Army", "the Oromo *People's Army*"."""
    if name.rule != "words":
        return False
    words = text[known.start : known.end].split(" ")
    if known.start == name.start:
        return text[known.end : known.end + 3] in ("'s ", "’s ") and fold(words[-1]) in cues()["collective"]
    article = text[max(0, name.start - 4) : name.start].lower() == "the "
    return name.end == known.end and article and re.split("['’]", fold(words[0]))[0] in cues()["collective"]


def _longer_name(name: Name, start: int, end: int) -> bool:
    """Whether a name holds a stretch and goes on beyond it."""
    return name.start <= start and end <= name.end and (end - start) < (name.end - name.start)


def _beats(text: str, name: Name, known: Name) -> bool:
    """Whether a longer name around a known one is meant ("Maher X" around "X", "Bank of Y" around "Y")."""
    if known.rule == "gazetteer" and _of_people(text, name, known):
        return True
    single = " " not in text[known.start : known.end]
    if known.rule != "gazetteer" or not single or not _longer_name(name, known.start, known.end):
        return False
    if name.type == "Person":
        return known.type == "Person" or (known.type == "State" and name.rule in ("title", "noun"))
    owner = text[known.end : known.end + 2] in ("'s", "’s")
    return known.type != "Person" and not owner and _capitalised(text[name.start : name.end])


def _capitalised(name: str) -> bool:
    """Whether all words of a name are capitalised, small words and numbers aside."""
    words = re.split(r"[\s\-–]+", name)
    return all(w[:1].isupper() or w in closed("small") or w[:1].isdigit() for w in words)
