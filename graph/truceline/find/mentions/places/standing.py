"""Names that stand where a place does, whatever the recogniser takes them for.

The words around tell: a preposition ("near *Tamra*"), a way or a movement ("the road from *Tamra*", "withdrew to *Tamra*"), a
distance ("30 km north of *Tamra*"), what it is ("*Tamra*, a village"), or a place with which it stands in one list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from truceline.analysis.article import Analysis
from truceline.analysis.covered import Cover
from truceline.analysis.place_or_actor import cues
from truceline.analysis.tree import Tree
from truceline.know.nouns import heads, is_given, no_names, type_of_name
from truceline.know.spelling import fold

_WORD = r"(?:(?:[AEae][dhlrstzDHLRSTZ]-|[AE][dhlrstz] )?[A-ZÀ-Þ]\w+(?:['’](?!s\b)\w+)*|[A-Z]{1,2}-?\d{1,3}\b)"
NAME = rf"{_WORD}(?:(?:-[a-z]{{1,2}}-|[ -](?:d[aeiou][ls]? |l[aeo]s? )*){_WORD}){{0,3}}(?:-[a-z]{{1,2}}\b)?"
"""A name as it is written: words with capitals, Arabic articles, hyphens and the small words inside them."""
_NAMES = re.compile(rf"(?<![\w'’-]){NAME}")

_CLAIMED = frozenset({"", "GPE", "LOC", "FAC", "ORG", "PERSON", "NORP", "PRODUCT", "WORK_OF_ART"})
"""What the recogniser may take a place for."""


def standing(parsed: Analysis, known: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The names in body text that stand where a place does.

    Args:
        parsed: the text.
        known: the places of the tables.
    """
    text, t = parsed.article.text, parsed.tree
    labels = {(e.start, e.end): e.label for e in parsed.recognised}
    seen, begins = Cover(len(text), labels), {start for start, _ in known}
    ground = _lists(t, {t.at(end - 1) for start, end in known if not _in_longer(seen, start, end)})
    for start, end in written(parsed):
        said = {labels[span] for span in seen.over(start, end)} or {""}
        i = t.at(end - 1)
        if not said <= _CLAIMED or t.pos[i] == "ADJ" or not _may_be(text[start:end], said):
            continue
        if _sure(text, start, end) or (
            _free(text, t, i, end)
            and not is_given(text[start:end].split(" ")[0])
            and (_lies(text, t, i, (start, end), ground) or _in_known(text, start, end, begins))
        ):
            ground.add(i)
            yield start, end


def _in_longer(seen: Cover, start: int, end: int) -> bool:
    """Whether a place is only a part of a recognised name."""
    return any(s < start or end < e for s, e in seen.over(start, end) if e - s > end - start + 4)


def _lists(t: Tree, places: Collection[int]) -> set[int]:
    """The places of the tables to which others may be joined, and what they are joined to, where that is no doer."""
    out = set()
    for i in places:
        chain = [i]
        while t.dep[chain[-1]] == "conj" and len(chain) < 8:
            chain.append(t.head[chain[-1]])
        first = chain[-1]
        if t.dep[first] in ("pobj", "dobj") and (
            t.dep[first] == "dobj" or cues()["pobj"].get(t.lower[t.head[first]], True)
        ):
            out |= {*chain}
    return out


def written(parsed: Analysis) -> Iterator[tuple[int, int]]:
    """The names of the body text as they are written, without the plain words that begin a sentence."""
    text = parsed.article.text
    for block in parsed.article.blocks:
        if block.kind == "title" or not block.content:
            continue
        for found in _NAMES.finditer(text, block.start, block.end):
            start = found.start()
            while (word := _FIRST.match(text, start, found.end())) and fold(word[1]) in cues()["no start"]:
                start = word.end()
            whole = not _LONGER.match(text, found.end()) and text[max(0, start - 3) : start] not in (" a ", "an ")
            if whole and fold(text[start : found.end()]) not in cues()["no start"]:
                yield start, found.end()


_FIRST = re.compile(r"(\w+) ")
_LONGER = re.compile(r"['’]s? [A-Z]| of (?:the )?[A-Z]")
"""What goes on with a longer name ("Ruritanian *Workers*' Party", "the *Battle* of Tamra")."""


def _may_be(name: str, said: Collection[str]) -> bool:
    """Whether a name may be a place's: no acronym, no word for somebody or a body."""
    if name.isupper() or type_of_name(name) or (len(name) < 4 and "" in said) or _SIDE.fullmatch(name):
        return False
    return fold(name) not in no_names() and fold(name) not in heads()


_SIDE = re.compile(r"(?:North|South|East|West)\w*")


def _free(text: str, t: Tree, i: int, end: int) -> bool:
    """Whether a name owns nothing, and nothing but a building is called after it."""
    called = t.dep[i] in ("compound", "amod", "nmod", "poss", "det") and t.lemma[t.head[i]] not in cues()["facility"]
    return text[end : end + 1] not in ("'", "’") and not called


def _in_known(text: str, start: int, end: int, begins: Collection[int]) -> bool:
    """Whether a name after "to" and the like lies in a known place ("by barge to *Tamra* in Vedra")."""
    inside = _IN.match(text, end)
    return inside is not None and inside.end() in begins and _TO.search(text, max(0, start - 20), start) is not None


_IN = re.compile(r" in (?:the )?(?:[a-z]+ern )?")
_TO = re.compile(r"(?<!according) (?:to|from|into) $")


def _sure(text: str, start: int, end: int) -> bool:
    """Whether the words around can be said of a place only: a distance, a bearing, what it is."""
    before, after = _around()
    said = before.search(text, max(0, start - 40), start) is not None or after.match(text, end) is not None
    return said or _told_land(text, start, end)


def _lies(text: str, t: Tree, i: int, span: tuple[int, int], ground: Collection[int]) -> bool:
    """Whether a preposition, a way or a movement, or another place in one list puts a name on the ground."""
    start, end = span
    if _beside().search(text, max(0, start - 20), start):
        return True
    for _ in range(8):
        if i in ground or _moved(t, i) or _held_at(t, i) or _seized(t, i, text[start:end]):
            return True
        if t.dep[i] != "conj" or ";" in text[t.end[t.head[i]] : t.start[i]]:
            return i in ground
        i = t.head[i]
        if t.lemma[i] in cues()["land"]:
            return True
        if t.pos[i] != "PROPN":
            return False
    return i in ground


def _moved(t: Tree, i: int) -> bool:
    """Whether a name is whither or whence something goes ("withdrew to …", "the road from …", "the people of …")."""
    p = t.head[i]
    word, over = t.lower[p], t.lemma[t.head[p]]
    if t.dep[i] != "pobj":
        return False
    if word in ("for", "of"):
        return cues()[word].get(over, False) if word == "for" else over in cues()["dwellers"]
    goes = over in cues()["goes"] or over in cues()["ways"] or (over in cues()["dwellers"] and word == "from")
    return goes and word in _WAYS


_WAYS = frozenset({"from", "to", "into", "onto", "through", "between", "via"})


def _held_at(t: Tree, i: int) -> bool:
    """Whether something is, or is done, "at" a name, and nobody works there or looks at somebody."""
    p = t.head[i]
    return (
        t.dep[i] == "pobj" and t.lower[p] == "at" and t.lemma[t.head[p]] not in heads().keys() | cues()["works"].keys()
    )


@cache
def _beside() -> re.Pattern[str]:
    """A preposition that only places have after it."""
    return re.compile(rf"\b(?:{'|'.join(cues()['beside']).replace('-', ' ')}) (?:the )?$", re.I)


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What can be said of a place only, right before a name ("30 km north of …") and right after it ("…, a village")."""
    land = "|".join((*cues()["land"], *cues()["ground"]))
    side = r"(?:(?:north|south|north-|south-)?(?:north|south|east|west))"
    far = rf"(?:km|kilomet(?:er|re)s?|miles?) (?:{side} )?(?:of|from|outside|off)"
    before = rf"\b(?:{side} of|{far}|(?:{land})s? (?:called|named|known as)) $"
    goes_on = (
        r"(?=[.,;:)]| (?:in|on|of|near|outside|at|about|some|just|where|which|that|from|by|above|between|held|\d))"
    )
    is_a = rf"(?:an?|the|another) (?:[a-z-]+ ){{0,3}}(?:{land}){goes_on}"
    where = rf"(?:[a-z]+ )?(?:near (?:the )?[A-Z]|\d[\d,.]* ?(?:km|kilomet|miles? )|{side} of)"
    return re.compile(before), re.compile(rf"(?:,| \() ?(?:{is_a}|{where})")


AT_WAR = re.compile(r"\b(?:warring|rival|hostile|feuding) (?:[\w-]+ )?$")
"""What stands before lands that act: "the *warring* provinces of A and B"."""


def _told_land(text: str, start: int, end: int) -> bool:
    """Whether a word for a part of the land stands beside a name, and it is no land that acts."""
    before, after = _lands()
    found = before.search(text, max(0, start - 30), start)
    acts = found is not None and AT_WAR.search(text, max(0, start - 40), found.start()) is not None
    return (found is not None and not acts) or after.match(text, end) is not None


def _seized(t: Tree, i: int, name: str) -> bool:
    """Whether a name is what somebody takes or besieges."""
    verb = t.lemma[t.head[i]]
    plain = " " not in name or fold(name.split(" ")[0]) in cues()["first"]
    return plain and t.dep[i] == "dobj" and cues()["dobj"].get(verb, False) and verb in cues()["taken"]


@cache
def _lands() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What tells a place right before a name ("the siege of …") and right after it ("… province")."""
    land, befalls, after, built = ("|".join(cues()[slot]) for slot in ("land", "befalls", "after", "facility"))
    return re.compile(rf"\b(?:(?:{land}|{befalls})s? of (?:the )?|(?:{built}) at )$"), re.compile(
        rf" (?:{land}|{after})\b"
    )
