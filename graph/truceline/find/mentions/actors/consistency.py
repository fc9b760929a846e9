"""Names once more: what was found once in an article is found wherever it stands, and has one class throughout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from truceline.analysis.covered import covered
from truceline.analysis.tree import Tree
from truceline.find.mentions.actors.naming_types import Name, edges
from truceline.know.gazetteer import Look
from truceline.know.nouns import closed, heads, is_given, no_names
from truceline.know.places import stop
from truceline.know.spelling import Word, fold


def again(text: str, seen: Look, names: list[Name], places: Sequence[tuple[int, int]]) -> list[Name]:
    """The names with one class for each spelling, and every further place where one of them stands."""
    classes = _classes(text, names)
    out = [n if n.rule == "gazetteer" else n._replace(type=classes.get(text[n.start : n.end], n.type)) for n in names]
    taken = covered(len(text), (*places, *edges(names)))
    for w in seen.words:
        if w.text in classes and not taken[w.start] and not taken[w.end - 1] and w.text[0].isupper():
            out.append(Name(w.start, w.end, classes[w.text], "again"))
    return sorted(out)


def _classes(text: str, names: Sequence[Name]) -> dict[str, str]:
    """The class of each spelling: that of the full names it ends, else what it was taken for most often."""
    votes: dict[str, Counter[str]] = {}
    for n in names:
        words = text[n.start : n.end]
        if n.rule != "gazetteer" or n.type == "Person":
            votes.setdefault(words, Counter())[n.type] += 1
        last = words.rsplit(" ", 1)[-1]
        if n.type == "Person" and " " in words and _stands_alone(last):
            votes.setdefault(last, Counter())["Person"] += _SURE
    return {w: c.most_common(1)[0][0] for w, c in votes.items() if " " not in w or len(c) > 1}


_SURE = 100
"""Votes that the end of a person's full name has: more than any short form was taken for something else."""


def _stands_alone(word: str) -> bool:
    """Whether a family name is safe to look for by itself."""
    return len(word) > 3 and word[0].isupper() and fold(word) not in stop() and fold(word) not in heads()


def given(text: str, seen: Look, taken: Sequence[tuple[int, int]]) -> list[Name]:
    """Two to four capitalised words of which the first is a given name: a person that nobody else saw."""
    out, words, i = [], seen.words, 0
    known = covered(len(text), taken)
    while i < len(words) - 1:
        w = words[i]
        begins = w.text[0].isupper() and (is_given(w.text) or _arabic(text, words, i)) and not known[w.start]
        last = _last_of(text, words, i, known) if begins else i
        if last > i:
            out.append(Name(w.start, words[last].end, "Person", "given name"))
        i = last + 1
    return out


def _last_of(text: str, words: Sequence[Word], first: int, known: bytearray) -> int:
    """The last of the words, four at most, that go on with a person's name."""
    end = first + 1
    while end < min(len(words), first + 4) and _goes_on(text, words[end - 1].end, words[end]):
        if known[words[end].start]:
            break
        end += 1
    while words[end - 1].text[0].islower() and not words[end - 1].particle:
        end -= 1
    return end - 1


def _arabic(text: str, words: Sequence[Word], i: int) -> bool:
    """Whether a name goes on with "al-" or "bin", as persons' do when its first word is none for a place or a group."""
    first, after = words[i], words[i + 1]
    if first.bare in closed("arabic start") or first.bare in heads() or first.bare in stop() or first.particle:
        return False
    bin_ = after.text in _SON and i + 2 < len(words) and words[i + 2].text[0].isupper()
    return text[first.end : after.start] == " " and (bin_ or (after.particle and "-" in after.text[:4]))


def _goes_on(text: str, end: int, word: Word) -> bool:
    """Whether a person's name can go on with this word right after `end`."""
    if text[end : word.start] != " " or fold(word.text) in heads():
        return False
    return word.particle or word.text in _SON or (word.text[:1].isupper() and not word.text.isupper())


_SON = frozenset({"bin", "ibn", "ould", "bint", "abu", "abd"})


def acronyms(text: str, tree: Tree, seen: Look) -> list[tuple[int, int]]:
    """Words in capitals that are used as names: in brackets after a name, as a subject, or more than once."""
    spans = [(w.start, w.end) for w in seen.words if _acronym(w.text)]
    often = Counter(text[s:e] for s, e in spans)
    out = []
    for s, e in spans:
        i = tree.at(s)
        bracket = text[s - 1 : s] == "(" and text[e : e + 1] == ")"
        if tree.pos[i] == "PROPN" and (bracket or tree.dep[i] == "nsubj" or often[text[s:e]] > 1):
            out.append((s, e))
    return out


def _acronym(word: str) -> bool:
    """Whether a word is three to six capitals that are no common abbreviation."""
    return 2 < len(word) < 7 and word.isupper() and word.isalpha() and fold(word) not in no_names()
