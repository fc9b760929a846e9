"""Where: places named in the text, each with its country and region.

Countries, areas and big cities are looked for everywhere; towns only in the countries that the text is about, and
names that are more often a word, a given name or a surname only where the recogniser sees a place. A country or a
capital that acts is no place: `who` takes it.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from dataclasses import replace

from truceline.find import Finder
from truceline.find.reading import cues, is_place, speaks
from truceline.find.runs import after_place_word, ending_in
from truceline.find.syntax import Tree, tree
from truceline.know import actors, places
from truceline.know.gazetteer import Look, look
from truceline.know.matching import Hit, scan
from truceline.know.nouns import is_given, type_of_name
from truceline.know.places import Site
from truceline.know.spelling import Word, fold, key, slug
from truceline.model import BASE, Notes, Place
from truceline.parse import Parsed

_LABELS = {"GPE": "settlement", "LOC": "region", "FAC": "facility"}
_LEAD = re.compile(r"(?:(?:Near|In|At|From|Around|Outside|Inside|To|Across)\s+)?(?:[Tt]he\s+)?(?=\w)")
_LOCATIVE = frozenset(
    ["in", "at", "near", "from", "to", "outside", "inside", "of", "around", "towards", "toward", "into", "across", "on"]
)


def find(parsed: Parsed, notes: Notes) -> Notes:
    """Adds all places named in the text."""
    text, t = parsed.article.text, tree(parsed.doc)
    seen = look(text)
    ents = [(*_name_of(text, e.start_char, e.end_char), e.label_) for e in parsed.doc.ents]
    codes = seen.codes()
    tables = (places.world(), *(places.local(c) for c in codes))
    taken = [(seen.words[h.first].start, seen.words[h.last].end) for h in seen.hits if not _territorial(h)]
    built = [s for s in _facilities(parsed) if not _inside(taken, *s)]
    out: list[Place] = []
    for hit in scan(text, seen.words, tables):
        start, end = _edges(text, seen.words, hit)
        around = next((b for b in built if b[0] <= start and end <= b[1] and b != (start, end)), None)
        if around is not None:
            site = _choose(hit, codes)
            out = [p for p in out if (p.start, p.end) != around]
            out.append(_facility(text, around, (site.iri, *(s.iri for s in places.within(site)))))
        elif not _inside(taken, start, end) and _accept(parsed, t, seen, hit, ents):
            out.append(_place(text, start, end, _choose(hit, codes)))
        elif _territory(hit):
            taken.append((start, end))
    out += _unknown(parsed, t, seen, out, taken)
    kept = (p for p in out if parsed.sentences and parsed.sentences[parsed.sentence_at(p.start)].content)
    return replace(notes, places=tuple(sorted(kept, key=lambda p: (p.start, p.end))))


def _territory(hit: Hit) -> bool:
    """Whether a place is a country or a capital."""
    return hit.entry.words in _seats() or any(places.site(i).kind == "country" for i in hit.entry.ids)


def _territorial(hit: Hit) -> bool:
    """Whether an actor's name is that of a land or a seat as well."""
    return any(i in actors.states() for i in hit.entry.ids) or hit.entry.words in _seats()


def _seats() -> frozenset[tuple[str, ...]]:
    return frozenset(e.words for several in actors.nations()["capital"].values() for e in several)


def _edges(text: str, words: tuple[Word, ...], hit: Hit) -> tuple[int, int]:
    return words[hit.first].start, words[hit.last].end


def _inside(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(s <= start and end <= e and (s, e) != (start, end) for s, e in spans) or (start, end) in spans


def _choose(hit: Hit, codes: tuple[str, ...]) -> Site:
    """Of several places of one name: a country, a sea or an area of several lands, one in a country of the text, an area of our own list, the most peopled."""

    def rank(site: Site) -> tuple[bool, bool, int, bool, bool, int]:
        near = codes.index(site.country) if site.country in codes else len(codes)
        peopled = site.kind == "region" and bool(site.population)
        ours = not site.id.isdigit()
        return (site.kind != "country", bool(site.country), near, not ours, peopled, -site.population)

    return min((places.site(i) for i in hit.entry.ids), key=rank)


def _accept(parsed: Parsed, t: Tree, seen: Look, hit: Hit, ents: list[tuple[int, int, str]]) -> bool:
    text = parsed.article.text
    start, end = _edges(text, seen.words, hit)
    around = next((e for e in ents if e[0] <= start and end <= e[1]), None)
    label = around[2] if around else None
    sites = [places.site(i) for i in hit.entry.ids]
    land = any(s.kind == "country" for s in sites)
    seat = hit.entry.words in _seats()
    if (
        around
        and label in ("PERSON", "ORG", "NORP")
        and around[1] - around[0] > end - start + 4
        and not text[end:].startswith(("'s", "’s"))
    ):
        return False
    i = _token(t, end - 1)
    if text[end : end + 6] == "-based" or _in_dateline(parsed, start, end):
        return True
    if land or seat:
        return is_place(t, i, capital=not land) or _after_place(text, start, seen)
    stopped = fold(text[start:end]) in places.stop()
    if stopped or (label == "PERSON" and around and around[1] - around[0] > end - start + 2):
        return label in ("GPE", "LOC", "FAC") and _preposition(t, i)
    return not _names_person(t, i)


_NAME = r"[A-Z][\w'’.]+(?:[ -](?:[A-Z][\w'’.]+|de|of|al|el)){0,3}"
_DATELINE = re.compile(
    rf"{_NAME}(?:, {_NAME}){{0,2}}(?:, [A-Z]\w+ \d{{1,2}})?(?:\s*\([^)\n]{{2,30}}\))?\s*(?:—|–|--|-)\s"
)


def _in_dateline(parsed: Parsed, start: int, end: int) -> bool:
    """Whether a name stands in the place line that opens a paragraph ("GENEVA (Agency) — ")."""
    n = bisect.bisect_right(parsed.article.blocks, start, key=lambda b: b.start) - 1
    block = parsed.article.blocks[n] if n >= 0 else None
    found = _DATELINE.match(parsed.article.text, block.start, block.end) if block else None
    return found is not None and block is not None and block.kind == "body" and end <= found.end()


def _after_place(text: str, start: int, seen: Look) -> bool:
    """Whether the country follows a town after a comma ("Oslo, Norway")."""
    if text[max(0, start - 2) : start] != ", " or re.match(r"[\w.]+ [A-Z]", text[start:]):
        return False
    before = bisect.bisect_left(seen.words, start, key=lambda w: w.start) - 1
    word = seen.words[before] if before >= 0 else None
    return bool(word and word.end == start - 2 and word.bare in places.world() and not _land(word.bare))


def _land(word: str) -> bool:
    """Whether one word is a country's name: what follows it in a list ("Norway, Sweden and Denmark") lies not in it."""
    alone = (e for e in places.world().get(word, ()) if len(e.words) == 1)
    return any(places.site(i).kind == "country" for e in alone for i in e.ids)


def _preposition(t: Tree, i: int) -> bool:
    return t.dep[i] == "pobj" and t.lower[t.head[i]] in _LOCATIVE


def _names_person(t: Tree, i: int) -> bool:
    """Whether a town's name is a part of a person's ("Paris Smith said")."""
    head = t.head[i]
    return (
        t.dep[i] == "compound"
        and t.pos[head] == "PROPN"
        and head == i + 1
        and t.dep[head] == "nsubj"
        and t.lemma[t.head[head]] in ("say", "tell")
    )


def _token(t: Tree, offset: int) -> int:
    return max(0, bisect.bisect_right(t.start, offset) - 1)


def _place(text: str, start: int, end: int, site: Site) -> Place:
    up = tuple(s.iri for s in places.within(site))
    return Place(start, end, text[start:end], site.iri, site.name, site.lat, site.long, site.kind, up, rule="gazetteer")


def _unknown(parsed: Parsed, t: Tree, seen: Look, found: list[Place], taken: list[tuple[int, int]]) -> list[Place]:
    """Places that only the recogniser sees: what it calls a place most times is one each time."""
    text = parsed.article.text
    covered = [(p.start, p.end) for p in found] + taken
    covered += [_edges(text, seen.words, h) for h in seen.hits]
    votes: dict[str, Counter[str]] = {}
    spans = []
    for ent in parsed.doc.ents:
        start, end = _name_of(text, ent.start_char, ent.end_char)
        kind = _LABELS.get(ent.label_) or _built(text[start:end], ent.label_)
        if ent.label_ == "GPE" and (speaks(t, _token(t, end - 1)) or type_of_name(text[start:end])):
            kind = ""
        votes.setdefault(text[start:end], Counter())[kind] += 1 if kind else 2
        if ground := _ground(text, t, start, end, ent.label_):
            votes[text[start:end]][ground] += 3
        spans.append((start, end))
    for start, end in _facilities(parsed):
        votes.setdefault(text[start:end], Counter())["facility"] += 3
        spans.append((start, end))
    spans = sorted(set(spans), key=lambda s: (s[0] - s[1], s[0]))
    out = []
    for start, end in spans:
        name = text[start:end]
        kind = votes[name].most_common(1)[0][0]
        if (
            kind
            and name[:1].isupper()
            and fold(name) not in actors.adjectives()
            and not any(s < end and start < e for s, e in covered)
        ):
            iri = f"{BASE}place/{slug(name)}"
            out.append(Place(start, end, name, iri, name, kind=kind, rule="recogniser", confidence=0.6))
            covered.append((start, end))
    return out


def _facilities(parsed: Parsed) -> list[tuple[int, int]]:
    """Capitalised names that end in a word for a building or a part of the land ("… Hospital")."""
    return list(ending_in(parsed.article, frozenset(w for w, place in cues()["facility"].items() if place)))


def _facility(text: str, span: tuple[int, int], within: tuple[str, ...]) -> Place:
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
    i = _token(t, end - 1)
    seized = (
        " " not in name
        and t.dep[i] == "dobj"
        and cues()["dobj"].get(t.lemma[t.head[i]], False)
        and t.lemma[t.head[i]] in _TAKEN
    )
    lies = (
        after_place_word(text, start, end)
        or _LAND_BEFORE.search(text, max(0, start - 30), start)
        or _LAND_AFTER.match(text, end)
    )
    return "settlement" if lies or seized else ""


_LAND = "town|city|village|hamlet|district|province|region|governorate|area|suburb|neighbou?rhood|island|camp|valley"
_LAND_BEFORE = re.compile(
    rf"\b(?:{_LAND}|outskirts|capture|recapture|liberation|siege|bombardment|assault|shelling|bombing) of (?:the )?$"
)
_LAND_AFTER = re.compile(rf" (?:{_LAND}|checkpoint|crossing|airport)\b")
_TAKEN = frozenset(
    [
        "flee",
        "leave",
        "enter",
        "reach",
        "seize",
        "capture",
        "retake",
        "recapture",
        "liberate",
        "free",
        "besiege",
        "surround",
        "bomb",
        "shell",
        "control",
        "overrun",
    ]
)


def _built(name: str, label: str) -> str:
    """Whether a recognised organisation or person is a building or a part of the land by its last word."""
    words = key(name)
    if label in ("ORG", "PERSON") and len(words) > 1 and cues()["facility"].get(words[-1]):
        return "facility"
    return ""


def _name_of(text: str, start: int, end: int) -> tuple[int, int]:
    """A recognised name without preposition, article and possessive ending."""
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    return start, end - 2 if text[start:end].endswith(("'s", "’s")) else end


FINDER = Finder("where", find, frozenset({"places"}))
