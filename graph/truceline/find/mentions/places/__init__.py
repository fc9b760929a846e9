"""Where: places named in the text, each with its country and region.

Countries, areas and big cities are looked for everywhere; towns only in the countries that the text is about, and
names that are more often a word, a given name or a surname only where the recogniser sees a place. A country or a
capital that acts is no place: `who` takes it.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from truceline.analysis.article import Analysis
from truceline.analysis.covered import Cover
from truceline.analysis.place_or_actor import cues, is_place
from truceline.analysis.tree import Tree
from truceline.find import Finder
from truceline.find.mentions.places.company import in_company
from truceline.find.mentions.places.described import described, seated
from truceline.find.mentions.places.named_land import Land, beside, division, elsewhere, lying, names_state, placed
from truceline.find.mentions.places.unknown import facilities, facility, name_of, unknown
from truceline.know import actors, places
from truceline.know.gazetteer import MOST, Look, look
from truceline.know.matching import Hit, Index, alone, at, every, scan
from truceline.know.places import Site
from truceline.know.spelling import Word, fold, key
from truceline.model import Notes, Place

_LOCATIVE = frozenset(
    ["in", "at", "near", "from", "to", "outside", "inside", "of", "around", "towards", "toward", "into", "across", "on"]
)


def find(parsed: Analysis, notes: Notes) -> Notes:
    """Adds all places named in the text."""
    here = _prepared(parsed)
    out: dict[tuple[int, int], Place] = {}
    last = -1
    for hit in scan(here.text, here.seen.words, here.tables):
        if made := _of_hit(here, hit, last):
            out[made.start, made.end] = made
            last = made.end if made.kind != "country" else -1
    hits = (_edges(here.text, here.seen.words, h) for h in here.seen.hits)
    others = unknown(parsed, parsed.tree, out, hits, here.taken)
    nameless = described(parsed, [*out, *((p.start, p.end) for p in others)])
    strangers = (*(placed(here.text, here.seen, p, here.tables) for p in others), *nameless)
    known = tuple(out.values())
    named = _named(here)
    aside = partial(_aside, parsed)
    every = [*known, *seated(in_company(parsed, known, strangers, here.codes, named, aside), named)]
    kept = (p for p in every if _told_of(parsed, p))
    return replace(notes, places=tuple(sorted(kept, key=lambda p: (p.start, p.end))))


def _aside(parsed: Analysis, place: Place) -> bool:
    """Whether a place stands in a line that tells where the report was written."""
    return _in_dateline(parsed, place.start, place.end)


def _told_of(parsed: Analysis, place: Place) -> bool:
    """Whether a place stands in the news; the line that tells where it was written says nothing of what happened there."""
    at = parsed.sentences[parsed.sentence_at(place.start)] if parsed.sentences else None
    return at is not None and at.content


@dataclass(frozen=True, slots=True)
class _Here:
    """A text as its places are looked for.

    `codes` are the countries whose towns are looked for, `tables` the names; `ents` what the recogniser sees, by span;
    `taken` is what actors' names cover, `built` the buildings.
    """

    parsed: Analysis
    seen: Look
    codes: tuple[str, ...]
    tables: tuple[Index, ...]
    ents: dict[tuple[int, int], str]
    recognised: Cover
    taken: Cover
    built: Cover

    @property
    def text(self) -> str:
        """The text."""
        return self.parsed.article.text


def _prepared(parsed: Analysis) -> _Here:
    """What is known of a text before its places are read."""
    text = parsed.article.text
    seen = look(text)
    ents = {span: e.label for e in parsed.recognised if (span := name_of(text, e.start, e.end))}
    codes = _countries(text, seen)
    tables = (places.world(), *map(places.local, codes))
    named = (_edges(text, seen.words, h) for h in seen.hits if not _territorial(h))
    taken = Cover(len(text), (s for s in named if ents.get(s) != "GPE" or not _towns(text[slice(*s)], tables)))
    built = Cover(len(text), (s for s in facilities(parsed) if not taken.inside(*s)))
    return _Here(parsed, seen, codes, tables, ents, Cover(len(text), ents), taken, built)


def _of_hit(here: _Here, hit: Hit, last: int) -> Place | None:
    """The place of a name of the tables, if it is one here; `last` is where the place before ends."""
    text, seen = here.text, here.seen
    start, end = _edges(text, seen.words, hit)
    land = beside(text, seen, hit, here.tables)
    part = names_state(text, seen, hit) or _in_front(text, seen, hit, here.tables)
    end, site = division(text, seen, hit, _choose(hit, here.codes, land, part))
    around = _building(here, start, end)
    if around is not None:
        return facility(text, around, lying(site))
    if site.kind == "region" and _territory(hit):
        here.taken.add(start, end)
        return _place(text, start, end, site)
    if not here.taken.inside(start, end) and (_told(here, start, last, land, site) or _accept(here, hit)):
        if land is not None and land.lacks(site):
            return elsewhere(text, (start, end), land)
        return _place(text, start, end, site)
    if _territory(hit):
        here.taken.add(start, end)
    return None


def _building(here: _Here, start: int, end: int) -> tuple[int, int] | None:
    """The building of whose name a place is a part."""
    over = here.built.over(start, end)
    return next((b for b in over if b[0] <= start and end <= b[1] and b != (start, end)), None)


def _told(here: _Here, start: int, last: int, land: Land | None, site: Site) -> bool:
    """Whether the words around make a name a place: its land stands beside it, or it is the land of the place before."""
    follows = 0 <= last == start - 2 and here.text[last:start] == ", "
    return follows or (land is not None and land.holds(site))


def _towns(name: str, tables: Sequence[Index]) -> bool:
    """Whether a name that is also an actor's is that of a place in the countries of the text."""
    return any(alone(table, fold(name)) for table in tables)


def _territory(hit: Hit) -> bool:
    """Whether a place is a country or a capital."""
    return hit.entry.words in _seats() or _of_country(hit)


def _of_country(hit: Hit) -> bool:
    """Whether a name is a country's."""
    return any(places.site(i).kind == "country" for i in hit.entry.ids)


def _territorial(hit: Hit) -> bool:
    """Whether an actor's name is that of a land or a seat as well."""
    return any(i in actors.states() for i in hit.entry.ids) or hit.entry.words in _seats()


@cache
def _seats() -> frozenset[tuple[str, ...]]:
    """The names of capitals, and those that stand for a power, by words."""
    capitals = frozenset(e.words for e in every(actors.nations()["capital"]))
    return capitals | frozenset(key(name) for name, _ in actors.metonyms())


def _edges(text: str, words: tuple[Word, ...], hit: Hit) -> tuple[int, int]:
    """The characters of a name."""
    return words[hit.first].start, words[hit.last].end


def _countries(text: str, seen: Look) -> tuple[str, ...]:
    """The countries whose towns are looked for: those named, those of the groups named, those of the cities named."""
    out = dict.fromkeys((*seen.codes(), *filter(None, _homes(seen))))
    for hit in scan(text, seen.words, (places.world(),)):
        if _city(hit):
            out.setdefault(_choose(hit, tuple(out)).country, None)
    return tuple(filter(None, out))[:MOST]


def _named(here: _Here) -> tuple[str, ...]:
    """The countries that a text names otherwise than by their seat, most named first, and those of the groups it names."""
    tables = tuple(table for kind, table in actors.nations().items() if kind != "capital")
    named = Counter(s for hit in scan(here.text, here.seen.words, tables) for s in hit.entry.ids)
    states = actors.states()
    codes = (code for s, _ in named.most_common(MOST) if (code := states[s].code))
    return tuple(dict.fromkeys((*codes, *filter(None, _homes(here.seen)))))


def _homes(seen: Look) -> Iterator[str | None]:
    """The countries where the groups of a text are at home."""
    known, states = actors.known(), actors.states()
    for group in (known[i] for hit in seen.hits for i in hit.entry.ids if i in known):
        if group.type in _RESIDENT and group.country in states:
            yield states[group.country].code


def _city(hit: Hit) -> bool:
    """Whether a name is that of a city and of nothing else."""
    only = all(places.site(i).kind == "settlement" for i in hit.entry.ids)
    return only and fold(hit.entry.written) not in places.stop()


_RESIDENT = frozenset({"ArmedGroup", "ArmedForces", "Government"})
"""Actors that act where they are at home."""


def _in_front(text: str, seen: Look, hit: Hit, tables: Sequence[Index]) -> bool:
    """Whether a name stands after a town of the part of a country that it is also the name of: "Atlanta, Georgia"."""
    n = hit.first - 1
    if n < 0 or text[seen.words[n].end : seen.words[hit.first].start] != ", ":
        return False
    near = (at(text, seen.words, k, tables) for k in range(n, max(-1, n - 3), -1))
    before = next((h for h in near if h and h.last == n), None)
    land = beside(text, seen, before) if before else None
    ids = {places.site(i).id for i in hit.entry.ids}
    return land is not None and land.site.kind == "region" and str(land.site.id) in ids


def _choose(hit: Hit, codes: tuple[str, ...], land: Land | None = None, part: bool = False) -> Site:
    """Of several places of one name the one that is meant.

    One in the land named beside it; a country, or a part of one where the words say so; a sea or an area of several
    lands; one in a country of the text; an area of our own list; the most peopled.
    """

    def rank(site: Site) -> tuple[bool, bool, bool, int, bool, bool, int]:
        near = codes.index(site.country) if site.country in codes else len(codes)
        peopled = site.kind == "region" and bool(site.population)
        ours = not site.id.isdigit()
        held = land is not None and land.holds(site)
        wanted = "region" if part else "country"
        return (not held, site.kind != wanted, bool(site.country), near, not ours, peopled, -site.population)

    return min((places.site(i) for i in hit.entry.ids), key=rank)


def _accept(here: _Here, hit: Hit) -> bool:
    """Whether a name of the tables is a place by what the parser and the recogniser make of it."""
    t, text = here.parsed.tree, here.text
    start, end = _edges(text, here.seen.words, hit)
    i = t.at(end - 1)
    if _in_dateline(here.parsed, start, end):
        return True
    if _in_compound(text, start, end, here.tables):
        return False
    if not _territory(hit) and _named_after().match(text, end):
        here.taken.add(start, end)
        return False
    if (_names_building(t, i) and _by_another_name(text[start:end], hit)) or _part_of_name(here, start, end):
        return False
    if text[end : end + 6] == "-based":
        return True
    if _territory(hit):
        land = _of_country(hit)
        ground = is_place(t, i, capital=not land) or _after_place(text, start, here.seen)
        return ground and not _HYPHENED.match(text, end)
    return _is_ground(here, start, end, i)


@cache
def _named_after() -> re.Pattern[str]:
    """What bears a place's name and is not there: a document, a unit ("the *Goma* Peace Accord")."""
    return re.compile(rf" (?:[A-Z]\w+ ){{0,2}}(?i:{'|'.join(cues()['bearer'])})s?\b")


def _in_compound(text: str, start: int, end: int, tables: Sequence[Index]) -> bool:
    """Whether a name is only a part of a hyphened one ("*Duba*-Yurt"), and not beside another land or place ("*Oslo*-Bergen")."""
    if _SMALL.match(text, end):
        return True
    parts = (_AFTER.match(text, end), _BEFORE.search(text, max(0, start - 30), start))
    return any(m is not None and not _known_part(m[1], tables) for m in parts)


_SMALL = re.compile(r"-[a-z]{1,2}(?:-[A-Z]|\b)")
_AFTER = re.compile(r"-([A-Z]\w+)")
_BEFORE = re.compile(r"\b([A-Z]\w+)-$")


def _known_part(word: str, tables: Sequence[Index]) -> bool:
    """Whether one part of a hyphened name means something by itself: a place, a people, an abbreviation."""
    return word.isupper() or fold(word) in actors.adjectives() or _towns(word, tables)


def _by_another_name(written: str, hit: Hit) -> bool:
    """Whether a place is called otherwise than it mostly is."""
    return fold(written) not in {fold(places.site(k).name) for k in hit.entry.ids}


def _outer(here: _Here, start: int, end: int) -> tuple[int, int] | None:
    """The recognised name around a stretch of text."""
    return next((e for e in here.recognised.over(start, end) if e[0] <= start and end <= e[1]), None)


def _part_of_name(here: _Here, start: int, end: int) -> bool:
    """Whether a name is a part of a much longer one of somebody: "the *Paris* Peace Forum"."""
    outer = _outer(here, start, end)
    if outer is None or here.ents[outer] not in ("PERSON", "ORG", "NORP"):
        return False
    longer = outer[1] - outer[0] > end - start + 4 and "," not in here.text[slice(*outer)]
    return longer and not here.text[end:].startswith(("'s", "’s"))


def _is_ground(here: _Here, start: int, end: int, i: int) -> bool:
    """Whether the name of no land and no seat of power is a place: what is a common word, or part of a person's name, only
    where the recogniser and a preposition say so."""
    outer = _outer(here, start, end)
    label = here.ents[outer] if outer else None
    person = outer is not None and label == "PERSON" and outer[1] - outer[0] > end - start + 2
    if person or fold(here.text[start:end]) in places.stop():
        return label in ("GPE", "LOC", "FAC") and _preposition(here.parsed.tree, i)
    return not _names_person(here.parsed.tree, i)


def _names_building(t: Tree, i: int) -> bool:
    """Whether a name stands right before a word for a building, which may bear the other name of a far town."""
    h = t.head[i]
    return h == i + 1 and t.dep[i] in ("compound", "nmod", "amod") and cues()["facility"].get(t.lower[h], False)


_HYPHENED = re.compile(r"[-‐‑–][a-z]+(?:ed|led|run|born)\b")
"""What is done by a power: "Ruritania-brokered", "Ruritania-backed"."""

_NAME = r"[A-Z][\w'’.]+(?:[ -](?:[A-Z][\w'’.]+|de|of|al|el)){0,3}"
_DATELINE = re.compile(
    rf"{_NAME}(?:, {_NAME}){{0,2}}(?:, [A-Z]\w+ \d{{1,2}})?(?:\s*\([^)\n]{{2,30}}\))?\s*(?:—|–|--|-)\s"
)


def _in_dateline(parsed: Analysis, start: int, end: int) -> bool:
    """Whether a name stands in the place line that opens a paragraph ("GENEVA (Agency) — ")."""
    n = bisect.bisect_right(parsed.article.blocks, start, key=lambda b: b.start) - 1
    block = parsed.article.blocks[n] if n >= 0 else None
    if block is None or block.kind != "body":
        return block is not None and block.kind == "dateline"
    found = _DATELINE.match(parsed.article.text, block.start, block.end)
    return found is not None and end <= found.end()


def _after_place(text: str, start: int, seen: Look) -> bool:
    """Whether the country follows a town after a comma ("Oslo, Norway")."""
    if text[max(0, start - 2) : start] != ", " or re.match(r"[\w.]+ [A-Z]", text[start:]):
        return False
    before = bisect.bisect_left(seen.words, start, key=lambda w: w.start) - 1
    word = seen.words[before] if before >= 0 else None
    return bool(word and word.end == start - 2 and word.bare in places.world() and not _land(word.bare))


def _land(word: str) -> bool:
    """Whether one word is a country's name: what follows it in a list ("Norway, Sweden and Denmark") lies not in it."""
    return any(places.site(i).kind == "country" for e in alone(places.world(), word) for i in e.ids)


def _preposition(t: Tree, i: int) -> bool:
    """Whether a preposition that tells where stands over a name."""
    return t.dep[i] == "pobj" and t.lower[t.head[i]] in _LOCATIVE


def _names_person(t: Tree, i: int) -> bool:
    """Whether a town's name is a part of a person's ("Paris Smith said") or a nickname ("Omar “the *Lion*” Vale")."""
    head = t.head[i]
    if i + 1 < len(t) and t.lower[i + 1] in _CLOSING and t.pos[min(i + 2, len(t) - 1)] == "PROPN":
        return any(t.lower[k] in _OPENING and t.pos[k - 1] == "PROPN" for k in (i - 1, i - 2) if k > 0)
    first = head == i + 1 and t.dep[i] == "compound" and t.pos[head] == "PROPN"
    return first and t.dep[head] == "nsubj" and t.lemma[t.head[head]] in ("say", "tell")


_OPENING = frozenset('"“‘')
_CLOSING = frozenset('"”’')


def _place(text: str, start: int, end: int, site: Site) -> Place:
    """The place of a name of the tables."""
    up = lying(site)[1:]
    return Place(start, end, text[start:end], site.iri, site.name, site.lat, site.long, site.kind, up, rule="gazetteer")


FINDER = Finder("places", find, frozenset({"places"}))
