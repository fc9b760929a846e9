"""What an amount counts: the noun, and the population that it names."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.analysis.tree import Tree
from truceline.find.figures.numbers import Amount
from truceline.know.casualty_lexicon import around, harms, peoples, populations

PEOPLE = "people"
_NUMBERED = frozenset(["nummod", "quantmod", "det", "compound", "amod", "predet"])


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount with its meaning: head noun token (or -1), the token that names the harm, category, population.

    `part` is true where it counts some of those that an earlier amount counts.
    """

    amount: Amount
    noun: int
    trigger: int
    category: str
    population: str
    sure: float
    part: bool = False


def noun_of(tree: Tree, amount: Amount, end: int) -> tuple[int, int]:
    """(anchor, noun): the token by which the amount hangs in the sentence, and the noun that is counted (-1: none)."""
    core = amount.core
    if (noun := _over(tree, core, end)) is not None:
        return noun, noun
    if (body := _body(tree, core)) is not None:
        return body, body
    for of in (k for k in tree.children(core, "prep") if tree.lower[k] == "of"):
        if (inner := tree.child(of, "pobj")) is not None:
            return core, _member(tree, inner)
    after = _behind(tree, core, end)
    return (core, -1) if after is None else (after, after)


def _over(tree: Tree, core: int, end: int) -> int | None:
    """The noun behind a number that the number stands under."""
    head = tree.head[core]
    if tree.dep[core] not in _NUMBERED or not core < head < end:
        return None
    while tree.dep[head] in {"nummod", "quantmod"} and tree.head[head] != head:
        head = tree.head[head]
    return head


def _behind(tree: Tree, core: int, end: int) -> int | None:
    """The word for people right behind a number, or behind "more" and "other"."""
    after = core + 1
    if after < end and tree.lower[after] in {"more", "other"}:
        after += 1
    return after if after < end and tree.pos[after] in {"NOUN", "ADJ"} and _named(tree, after) else None


def _member(tree: Tree, noun: int) -> int:
    """ "Five of a group of 12 hostages": those the group is of."""
    of = next((k for k in tree.kids[noun] if tree.lower[k] == "of" and tree.lemma[noun] in around("body")), None)
    inner = tree.child(of, "pobj") if of is not None else None
    return noun if inner is None else inner


def _body(tree: Tree, core: int) -> int | None:
    """ "A family of five": the body whose members are counted."""
    of = tree.head[core]
    if tree.dep[core] != "pobj" or tree.lower[of] != "of":
        return None
    return tree.head[of] if tree.lemma[tree.head[of]] in around("body") else None


def population(tree: Tree, noun: int) -> str | None:
    """The population that a noun names, its modifiers first ("civilian deaths"); None where it counts no people."""
    if noun < 0:
        return PEOPLE
    own = _named(tree, noun) or (PEOPLE if _counts_people(tree, noun) else None)
    if own is None:
        return None
    return _of_group(tree, noun) or _modified(tree, noun) or own


def _named(tree: Tree, token: int) -> str | None:
    """The population of a single word, its plural spelt in any way."""
    known = populations()
    for word in (tree.lemma[token], tree.lower[token], singular(tree.lower[token])):
        if found := known.get(word):
            return found
    return None


def singular(word: str) -> str:
    """The singular of a plural for people, where the tagger has not made it.

    >>> singular("servicemen"), singular("adversaries"), singular("monitors")
    ('serviceman', 'adversary', 'monitor')
    """
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") else word


def _counts_people(tree: Tree, noun: int) -> bool:
    """Whether a noun that is no population counts people all the same: "more", "deaths", a people's name."""
    if tree.lemma[noun] in around("rest") or tree.tag[noun] == "NNPS" or tree.lower[noun] in peoples():
        return True
    found = harms().get(tree.lower[noun]) or harms().get(tree.lemma[noun], ())
    return any(h.victim in {"self", "toll"} for h in found)


def _modified(tree: Tree, noun: int) -> str | None:
    """A modifier that names the population: one of its own ("women fighters"), or a fixed pair ("health workers")."""
    known, word = populations(), singular(tree.lower[noun])
    best = None
    for k in sorted(tree.kids[noun]):
        if tree.dep[k] not in {"amod", "compound", "nmod"}:
            continue
        if pair := known.get(f"{tree.lower[k]} {word}") or known.get(f"{tree.lower[k]} {tree.lemma[noun]}"):
            return pair
        own = known.get(tree.lemma[k]) or known.get(tree.lower[k])
        best = best or (own if own != PEOPLE else None)
    return best


def _of_group(tree: Tree, noun: int) -> str | None:
    """ "Members of the security forces": what they are members of tells who they are."""
    if tree.lemma[noun] != "member":
        return None
    known = populations()
    inner = (tree.child(k, "pobj") for k in tree.kids[noun] if tree.lower[k] == "of")
    return next((p for i in inner if i is not None and (p := known.get(f"member of {singular(tree.lower[i])}"))), None)
