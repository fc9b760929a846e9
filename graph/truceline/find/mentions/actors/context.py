"""Persons told by what stands around a name that nobody knows: an age, a relative "who", words for a person, a verb of saying."""

from __future__ import annotations

import re

from truceline.analysis.article import Analysis
from truceline.analysis.covered import Cover
from truceline.analysis.runs import runs
from truceline.analysis.tree import Tree
from truceline.find.mentions.actors.naming_types import Name
from truceline.know import actors
from truceline.know.gazetteer import Look
from truceline.know.nouns import closed, endings, heads, no_names, type_of_name
from truceline.know.places import stop
from truceline.know.spelling import Word
from truceline.know.verbs import framed, verbs

_AFTER = re.compile(r", (?:aged? )?\d{1,2}(?:,|\.| |$)|, who(?:se)? | \(\d{1,2}\)")
_KIN = re.compile(r", (?:his|her|a|an|the|their) ((?:[\w-]+ ){0,3}[\w-]+)")


def persons(parsed: Analysis, tree: Tree, seen: Look, taken: Cover) -> list[Name]:
    """Full names of persons that no table, title or recogniser has seen, in body text."""
    text, out = parsed.article.text, []
    for first, last in runs(text):
        start, end = seen.words[first].start, seen.words[last].end
        if not 1 <= last - first <= 3 or not taken.free(start, end) or not _possible(text, seen, first, last):
            continue
        if told(text, tree, start, end):
            out.append(Name(start, end, "Person", "surroundings"))
    return out


def _possible(text: str, seen: Look, first: int, last: int) -> bool:
    """Whether all words of a run can be parts of a person's name."""
    words = seen.words[first : last + 1]
    name = text[words[0].start : words[-1].end]
    if any(map(_nobodys, words)) or "&" in name:
        return False
    return words[-1].bare not in endings() and type_of_name(name) is None


def _nobodys(word: Word) -> bool:
    """Whether a word is in no person's name: it has capitals alone or digits, or is a common word, an adjective, a noun for somebody."""
    if word.text.isupper() or any(c.isdigit() for c in word.text):
        return True
    tables = (closed("unnamed"), heads(), actors.adjectives(), no_names(), stop())
    return any(word.bare in table for table in tables)


def told(text: str, tree: Tree, start: int, end: int) -> bool:
    """Whether the words around say that a name is a person's.

    Args:
        start, end: characters of the name.
    """
    if after_person(text, end) or described(text, tree, end):
        return True
    i = tree.at(end - 1)
    return tree.dep[i] == "nsubj" and framed(verbs().get(tree.lemma[tree.head[i]], ()), "quote")


def after_person(text: str, end: int) -> bool:
    """Whether an age, "who" or an apposition with a noun for a person follows a name."""
    if _AFTER.match(text, end):
        return True
    kin = _KIN.match(text, end)
    return kin is not None and any(n.one == "Person" for w in kin.group(1).split() if (n := heads().get(w.lower())))


def described(text: str, tree: Tree, end: int) -> bool:
    """Whether a name that ends at a comma is the apposition of a word for a person ("its spokesman, *X*,")."""
    i = tree.at(end - 1)
    if tree.dep[i] != "appos" or text[end : end + 1] != ",":
        return False
    before = (heads().get(tree.lemma[h]) for h in (tree.head[i], *tree.above(tree.head[i])) if h < i)
    return any(n is not None and n.one == "Person" for n in before)
