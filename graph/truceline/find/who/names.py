"""Named actors: the gazetteer's longest match, then the recogniser's, then what stands after a title."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from truceline.find.runs import ending_in
from truceline.find.syntax import Tree
from truceline.find.who.again import acronyms, again, given
from truceline.find.who.naming_types import Name
from truceline.know import actors, titles
from truceline.know.gazetteer import Look
from truceline.know.matching import Hit, at, scan
from truceline.know.nouns import endings, heads, is_given, no_names, type_of_name
from truceline.know.spelling import Word, fold
from truceline.model import Notes
from truceline.parse import Parsed

_SMALL = frozenset(
    [
        "of",
        "the",
        "for",
        "and",
        "de",
        "del",
        "da",
        "dos",
        "du",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "ben",
        "al",
        "el",
        "la",
        "le",
        "di",
        "y",
        "e",
        "&",
        "on",
        "in",
        "to",
    ]
)
_LINKS = frozenset(
    [
        "de",
        "del",
        "da",
        "dos",
        "du",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "ben",
        "al",
        "el",
        "la",
        "le",
        "di",
        "abu",
        "umm",
    ]
)
_LEAD = re.compile(
    r"(?:(?:Near|In|At|From|Around|Outside|Inside|To|Across)\s+)?(?:(?:[Tt]he|[Aa]n?|[Oo]ur|[Tt]his)\s+)?(?=\w)"
)
_TAIL = re.compile(r"(?:['’]s?|[\s,.;:\-–—\"”“(]+)$")
_BODY = "NonGovernmentalOrganization"


def names(parsed: Parsed, tree: Tree, seen: Look, notes: Notes) -> list[Name]:
    """All named actors, in the order of the text, none inside another."""
    text = parsed.article.text
    places = [(p.start, p.end) for p in notes.places]
    known = [n for h in seen.hits if (n := _known(text, tree, seen, h, places))]
    titled = _titled(text, seen)
    seen_by_ner = _recognised(parsed, seen, places)
    offices = title_spans(text, seen)
    seen_by_ner = [n for n in seen_by_ner if not any(s <= n.start and n.end <= e for s, e in offices)]
    bodies = [Name(s, e, type_of_name(text[s:e]) or _BODY, "words") for s, e in ending_in(parsed.article, endings())]
    bodies += [Name(s, e, _BODY, "acronym") for s, e in acronyms(text, tree, seen)]
    found = _settle(text, known, titled + seen_by_ner + bodies, places)
    found = sorted(found + given(text, seen, places + [(n.start, n.end) for n in found]))
    return again(text, seen, found, places)


# ---------------------------------------------------------------- gazetteer


def _known(text: str, tree: Tree, seen: Look, hit: Hit, places: Sequence[tuple[int, int]]) -> Name | None:
    start, end = seen.words[hit.first].start, seen.words[hit.last].end
    if any(s <= start and end <= e for s, e in places):
        return None
    actor = _best(hit.entry.ids)
    if actor is None:
        return None
    if actor.type == "State" and _modifies_person(tree, token_at(tree, end - 1)):
        return None
    if text[end - 1 : end] == "." and not re.search(r"\.\w\.$", text[start:end]):
        end -= 1
    return Name(start, end, actor.type, "gazetteer")


def _best(ids: tuple[str, ...]) -> actors.Known | None:
    return next((a for i in ids if (a := actors.get(i))), None)


def _modifies_person(tree: Tree, i: int) -> bool:
    """Whether a country's name only says where somebody belongs ("a US official", "US President …")."""
    if tree.dep[i] not in ("compound", "amod", "nmod"):
        return False
    head = tree.head[i]
    noun = heads().get(tree.lemma[head])
    return bool(noun) or tree.pos[head] == "PROPN"


def token_at(tree: Tree, offset: int) -> int:
    """The token that holds a character."""
    return max(0, bisect.bisect_right(tree.start, offset) - 1)


# ---------------------------------------------------------------- recogniser


def _recognised(parsed: Parsed, seen: Look, places: Sequence[tuple[int, int]]) -> list[Name]:
    text, out = parsed.article.text, []
    for ent in parsed.doc.ents:
        label = ent.label_
        if label not in ("PERSON", "ORG", "NORP"):
            continue
        start, end = trimmed(text, ent.start_char, ent.end_char)
        if end - start < 2 or (
            not text[start:end][:1].isupper() and not text[start].isdigit() and "al-" not in text[start:end][:3]
        ):
            continue
        if label == "PERSON":
            start = _without_title(text, seen, start, end)
            loud = text[start:end].isupper() and end - start > 2
            kind: str | None = _BODY if loud else "Person"
        elif label == "ORG":
            kind = type_of_name(text[start:end]) or ("Person" if _like_person(text[start:end]) else _BODY)
        else:
            kind = _people(text[start:end])
        if kind and not any(s < end and start < e for s, e in places if e - s >= end - start):
            out.append(Name(start, end, kind, "recogniser"))
    return [n for n in out if fold(text[n.start : n.end]) not in no_names()]


def _like_person(name: str) -> bool:
    """Whether a name of two or three words begins with a given name."""
    parts = name.split(" ")
    return 1 < len(parts) < 4 and is_given(parts[0]) and all(p[:1].isupper() and not p.isupper() for p in parts)


def _people(name: str) -> str | None:
    """The class of a recognised people or creed: a plural is a group; an adjective is no actor."""
    return "PopulationGroup" if name.endswith("s") and name[:1].isupper() and not name.endswith(("ous", "ss")) else None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without article, possessive ending, punctuation at its ends, and what follows a line break."""
    line = text.find("\n", start, end)
    if line >= 0:
        end = line
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    while start < end and text[start] in " \t\n\"'“‘([–-—":
        start += 1
    piece = text[start:end]
    while tail := _TAIL.search(piece):
        if tail.group() == "." and re.search(r"\b(?:[A-Z]\.)+$", piece):
            break
        piece = piece[: tail.start()]
    return start, start + len(piece)


def _without_title(text: str, seen: Look, start: int, end: int) -> int:
    """The start of a person's name after the titles that the recogniser took in."""
    while True:
        i = bisect.bisect_left(seen.words, start, key=lambda w: w.start)
        hit = at(text, seen.words, i, (titles.index(),)) if i < len(seen.words) else None
        if not hit or seen.words[hit.last].end >= end:
            return start
        start = seen.words[hit.last + 1].start


# ---------------------------------------------------------------- titles


def _titled(text: str, seen: Look) -> list[Name]:
    """Persons named after a title: "Foreign Minister Some Body"."""
    out, words, i = [], seen.words, 0
    while i < len(words):
        hit = at(text, words, i, (titles.index(),)) if words[i].bare in titles.index() else None
        if hit is None:
            i += 1
            continue
        i = hit.last + 1
        last = run_of_name(text, words, i)
        if last is None:
            continue
        capital = words[hit.last].text[0].isupper()
        if capital or last > i or is_given(words[i].bare):
            if not (last == i and at(text, words, i, (titles.index(),))) and words[last].bare not in endings():
                out.append(Name(words[i].start, trimmed(text, words[i].start, words[last].end)[1], "Person", "title"))
            i = last + 1
    return out


def title_spans(text: str, seen: Look) -> list[tuple[int, int]]:
    """Where titles stand that are no courtesy, with a state's adjective or name before them."""
    out = []
    for hit in scan(text, seen.words, (titles.index(),)):
        first = seen.words[hit.first]
        if hit.entry.ids[0] and (len(hit.entry.words) > 1 or first.text.islower() or first.bare in ("president",)):
            start = first.start
            if hit.first and text[seen.words[hit.first - 1].end : start] == " ":
                before = seen.words[hit.first - 1]
                if before.bare in actors.adjectives() or before.bare in _COURTESY:
                    start = before.start
            out.append((start, seen.words[hit.last].end))
    return out


_COURTESY = frozenset({"former", "acting", "deputy", "new", "then", "late", "interim"})


def run_of_name(text: str, words: Sequence[Word], i: int) -> int | None:
    """The last word of a personal name that starts at word `i`: capitalised words, with particles between them."""
    if i >= len(words) or (not words[i].text[:1].isupper() and not words[i].particle):
        return None
    if i and text[words[i - 1].end : words[i].start] not in (" ", ". ", " \u201c", ' "'):
        return None
    if words[i].bare in heads() or words[i].bare in _STOP or not text[words[i].start : words[i].end][-1].isalpha():
        return None
    last, j = i, i + 1
    while j < len(words) and j - i < 5 and text[words[j - 1].end : words[j].start] in (" ", "-", ". ", "‐"):
        word = words[j]
        if text[words[j - 1].end : words[j].start] == ". " and len(words[j - 1].text) > 1:
            break
        if (word.text[:1].isupper() or word.particle) and word.bare not in _STOP:
            last = j
        elif word.bare not in _LINKS:
            break
        j += 1
    return last


_STOP = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "of",
        "and",
        "but",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
    ]
)


# ---------------------------------------------------------------- who wins


def _settle(text: str, known: list[Name], others: list[Name], places: Sequence[tuple[int, int]]) -> list[Name]:
    """The gazetteer wins, unless another reads a longer name around its hit; nothing overlaps in the end."""
    out = list(known)
    for name in sorted(others, key=lambda n: (n.rule != "title", n.start - n.end, n.start)):
        inner = [k for k in out if k.start < name.end and name.start < k.end]
        if any(s < name.end and name.start < e and not _longer_name(text, name, s, e) for s, e in places):
            continue
        if not inner:
            out.append(name)
        elif len(inner) == 1 and _beats(text, name, inner[0]):
            out.remove(inner[0])
            out.append(name)
    return sorted(out)


def _longer_name(text: str, name: Name, start: int, end: int) -> bool:
    return name.start <= start and end <= name.end and (end - start) < (name.end - name.start)


def _beats(text: str, name: Name, known: Name) -> bool:
    """Whether a longer name around a known one is meant ("Maher X" around "X", "Bank of Y" around "Y")."""
    if known.rule != "gazetteer" or not (name.start <= known.start and known.end <= name.end):
        return False
    if (name.start, name.end) == (known.start, known.end):
        return False
    single = " " not in text[known.start : known.end]
    if name.type == "Person":
        return known.type == "Person" and single
    whole = all(
        w[:1].isupper() or w in _SMALL or w[:1].isdigit() for w in re.split(r"[\s\-–]+", text[name.start : name.end])
    )
    return whole and known.type != "Person" and text[known.end : known.end + 2] not in ("'s", "’s") and single
