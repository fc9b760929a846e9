"""Nominal mentions: "the top diplomat", "rebels", "the government of …", "its allies", by their head nouns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace

from truceline.analysis.covered import covered
from truceline.analysis.place_or_actor import is_place
from truceline.analysis.tree import Tree
from truceline.find.mentions.actors.naming_types import Name, edges
from truceline.know import titles
from truceline.know.nouns import Noun, closed, heads
from truceline.know.verbs import framed, verbs
from truceline.model import Mention, Place

_LEFT = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "advmod", "quantmod", "predet", "case", "punct", "neg"}
    | {"npadvmod"}
)
_INSTITUTION = ("Government", "ArmedForces")


def nominals(
    text: str, tree: Tree, names: Sequence[Name], nations: frozenset[str], places: Sequence[Place]
) -> list[Mention]:
    """All nominal mentions; `nations` are the adjectives of the states in the text (folded)."""
    in_name = covered(len(text), (*edges(names), *edges(places)))
    begun = frozenset(n.start for n in names)
    acting = (x for x in _acting(tree, nations, in_name) if not _only_thing(tree, x[0], begun))
    made = (_mention(text, tree, i, noun, nations) for i, noun in acting)
    out = [_of_body(_whole(text, m, names), begun) for m in made if m is not None]
    persons = frozenset(n.start for n in names if n.type == "Person")
    return [m for m in out if not (m.type == "Person" and text[m.end : m.end + 1] == " " and m.end + 1 in persons)]


def _of_body(m: Mention, begun: Set[int]) -> Mention:
    """A mission told by the name of the body that sent it names somebody: "the UN mission"."""
    sent = m.rule == "noun:mission" and not begun.isdisjoint(range(m.start, m.end))
    return replace(m, head="name") if sent else m


def _acting(tree: Tree, nations: frozenset[str], in_name: bytearray) -> Iterator[tuple[int, Noun]]:
    """The nouns outside names that head a phrase for an actor."""
    table = heads()
    for i, lemma in enumerate(tree.lemma):
        noun = table.get(lemma) or _arms(tree, i, nations)
        if noun is None or not _stands_as_noun(tree, i) or in_name[tree.start[i]]:
            continue
        if _heads_phrase(tree, i, in_name) and not _idle(tree, i, noun):
            yield i, noun


def _stands_as_noun(tree: Tree, i: int) -> bool:
    """Whether a word is a noun in the parse, or an adjective with an article that is subject or object: "*the captive*"."""
    part = tree.dep[i] in ("nsubj", "nsubjpass", "dobj", "pobj") and tree.child(i, "det", "poss") is not None
    return tree.pos[i] in ("NOUN", "PROPN") or (part and tree.pos[i] == "ADJ")


def _arms(tree: Tree, i: int, nations: frozenset[str]) -> Noun | None:
    """The class of arms that act, told by their land or several: "*Ruritanian tanks* rolled into the town", "*warplanes* bombed it"; none for arms that are only had, sold or hit."""
    if tree.lemma[i] not in closed("arms"):
        return None
    moves = tree.dep[i] == "nsubj" and tree.lemma[tree.head[i]] != "be"
    whose = _below(tree, i) & (nations | closed("same body"))
    harms = tree.tag[i] == "NNS" and acts(tree, i) and tree.lemma[_verb_of(tree, i)] in titles.of_harm()
    told = harms or (whose and (moves or acts(tree, i)))
    return Noun("ArmedForces", "ArmedForces", "") if told else None


def acts(tree: Tree, i: int) -> bool:
    """Whether a noun is told to do something that only somebody does: subject of a verb that things do not have, or doer in a passive."""
    v = _verb_of(tree, i)
    doing = tree.dep[i] == "nsubj" and tree.lemma[v] not in titles.of_things() | titles.of_happenings() | {"have"}
    return doing or (tree.dep[i] == "pobj" and tree.dep[tree.head[i]] == "agent")


def _verb_of(tree: Tree, i: int) -> int:
    """The verb whose subject a noun is, also by way of "go on" or "begin", or whose doer it is."""
    v = tree.head[tree.head[i]] if tree.dep[i] == "pobj" else tree.head[i]
    inner = tree.child(v, "xcomp", "advcl")
    return inner if inner is not None and tree.lemma[v] in _GOING_ON else v


_GOING_ON = frozenset({"go", "continue", "begin", "start", "resume", "keep"})
"""Verbs that only say that somebody goes on doing what the next one tells."""


def _only_thing(tree: Tree, i: int, begun: Set[int]) -> bool:
    """Whether a noun that is somebody only where it acts, is addressed or is of a body named is a thing here: "a mission to the coast"."""
    if tree.lemma[i] not in closed("acting") or (tree.lemma[i] == "staff" and "general" in _below(tree, i)):
        return False
    named = any(tree.start[k] in begun and tree.dep[k] in ("compound", "nmod") for k in tree.kids[i])
    task = tree.lemma[i] == "mission" and tree.child(i, "poss") is not None
    return task or tree.lemma[i] == "staff" or not (named or _addressed(tree, i) or acts(tree, i))


def _addressed(tree: Tree, i: int) -> bool:
    """Whether a noun is who is told, asked, accused or praised."""
    told = verbs().get(tree.lemma[tree.head[i]], ()) if tree.dep[i] in ("dobj", "nsubjpass", "dative") else ()
    harmed = tree.lemma[tree.head[i]] in titles.of_harm()
    return not harmed and any(e.stance in _TO_SOMEBODY or "told" in e.frames for e in told)


_TO_SOMEBODY = frozenset({"accused", "appealed", "demanded", "threatened", "praised"})


def _whole(text: str, m: Mention, names: Sequence[Name]) -> Mention:
    """The mention up to the end of a name that it would cut ("fighters of the Green *Front*")."""
    cut = next((n.end for n in names if m.start < n.start < m.end < n.end), None)
    return replace(m, end=cut, text=text[m.start : cut]) if cut else m


def _heads_phrase(tree: Tree, i: int, in_name: bytearray) -> bool:
    """Whether the noun heads a phrase of its own: no title before a name, no part of a compound."""
    dep = tree.dep[i]
    if _called(tree, i):
        return True
    if dep in ("compound", "amod") or (dep == "nmod" and tree.head[i] == i + 1):
        return False
    if dep == "npadvmod" and (tree.lower[i] == "side" or _hyphened(tree, i)):
        return False
    return not _title(tree, i, in_name)


def _hyphened(tree: Tree, i: int) -> bool:
    """Whether a hyphen is written right after a word ("*rebel*-held")."""
    return tree.start[i + 1 : i + 2] == [tree.end[i]] and tree.lower[i + 1] in _HYPHENS


_HYPHENS = frozenset({"-", "‐", "‑"})


def _title(tree: Tree, i: int, in_name: bytearray) -> bool:
    """Whether a noun only says who bears the name right after it: "*rebel leader* Ann Vale"."""
    after = i + 1
    if after >= len(tree) or not in_name[tree.start[after]]:
        return False
    beside = tree.dep[after] == "appos"
    if tree.head[after] == i:
        return beside
    return tree.dep[i] != "appos" and tree.tag[i] != "NNS" and not beside


def _called(tree: Tree, i: int) -> bool:
    """Whether a plural that the parse joins to another one right after it is called so: "called *the dissidents* bandits"."""
    after = tree.dep[i] == "compound" and tree.tag[i] == "NNS" and tree.head[i] == i + 1 and tree.tag[i + 1] == "NNS"
    return after and tree.dep[i + 1] in ("dobj", "oprd") and tree.lemma[i] in heads() and tree.lemma[i + 1] in heads()


def _idle(tree: Tree, i: int, noun: Noun) -> bool:
    """Whether the noun is no actor here: "on both sides", "party to the deal", "as an observer", "in the country"."""
    if tree.dep[i] == "pobj" and _above(tree, i) == "as":
        return True
    unfit = _UNFIT.get(tree.lemma[i])
    if unfit is not None and unfit(tree, i):
        return True
    return noun.one == "State" and tree.lemma[i] in _LANDS and is_place(tree, i, capital=False)


def _above(tree: Tree, i: int) -> str:
    """The word that a token hangs on."""
    return tree.lower[tree.head[i]]


def _on_side(tree: Tree, i: int) -> bool:
    """Whether a side is where something is, not who: "on both sides"."""
    return tree.dep[i] in ("pobj", "npadvmod") and _above(tree, i) in ("on", "to", "from", "at")


def _of_office(tree: Tree, i: int) -> bool:
    """Whether a state is only a part of an office: "secretary of state"."""
    return _above(tree, i) == "of" and tree.lemma[tree.head[tree.head[i]]] in closed("state office")


_UNFIT: dict[str, Callable[[Tree, int], bool]] = {
    "side": _on_side,
    "party": lambda t, i: t.dep[i] == "attr" or "to" in _below(t, i),
    "figure": lambda t, i: not _below(t, i) & closed("figure"),
    "force": lambda t, i: t.tag[i] == "NN" and not _whose(t, i),
    "state": _of_office,
    "regime": lambda t, i: bool(_below(t, i) & closed("no regime")) or _of_thing(t, i),
}
"""When a noun that is an actor's elsewhere is none, by the noun."""


def _whose(tree: Tree, i: int) -> bool:
    """Whether a noun has an article, an owner or a name before it: "by force" and "with full force" have none."""
    return any(tree.dep[k] in ("det", "poss", "nummod") or tree.pos[k] == "PROPN" for k in tree.kids[i] if k < i)


def _of_thing(tree: Tree, i: int) -> bool:
    """Whether a noun is "of" a thing ("regime of silence"), not of a person or land."""
    of = tree.worded(i, {"of"})
    what = tree.child(of, "pobj") if of is not None else None
    return what is not None and tree.pos[what] == "NOUN" and tree.lemma[what] not in heads()


def _below(tree: Tree, i: int) -> set[str]:
    """The words that hang right on a token."""
    return {tree.lower[k] for k in tree.kids[i]}


_LANDS = frozenset({"country", "nation", "kingdom", "republic", "state"})


def _mention(text: str, tree: Tree, i: int, noun: Noun, nations: frozenset[str]) -> Mention | None:
    """The mention that a noun heads; none where nobody is meant, or a verb is in it."""
    left = next(k for k in range(_left(tree, i), i + 1) if tree.pos[k] != "SPACE")
    if tree.lower[left] in ("no", "any", "neither") or not _FINITE.isdisjoint(tree.tag[left:i]):
        return None
    words = set(tree.lower[left:i])
    kind = _class(tree, i, noun, words)
    named = kind in _INSTITUTION and bool(words & nations) and _is_body(tree, i)
    if named:
        left = next((k for k in range(left, i) if tree.dep[k] != "det"), i)
    start, end = tree.start[left], tree.end[_right(text, tree, i)]
    end -= 2 * (text[end - 2 : end] in ("'s", "’s"))
    return Mention(start, end, text[start:end], kind, "name" if named else "nominal", rule=f"noun:{tree.lemma[i]}")


def _is_body(tree: Tree, i: int) -> bool:
    """Whether a noun is a singular for a body, not for one of its people."""
    return tree.tag[i] not in ("NNS", "NNPS") and not tree.lower[i].endswith(("man", "men", "member", "soldier"))


def _class(tree: Tree, i: int, noun: Noun, words: set[str]) -> str:
    """The class of actor that a noun is with the words before it: "rebel movement", "service members", "foreign fighters"."""
    kind = noun.several if tree.tag[i] in ("NNS", "NNPS") else noun.one
    said = words - {_UNARMED.get(tree.lower[i], "")}
    if tree.lemma[i] in closed("bands") and said & closed("armed"):
        return "ArmedGroup"
    if tree.lemma[i] == "member" and "service" in words:
        return "ArmedForces"
    return "UnnamedGroup" if kind == "ArmedGroup" and "foreign" in words else kind


_UNARMED = {"forces": "armed", "movement": "opposition"}
"""Words before a noun that make it no armed group: "the armed forces", "an opposition movement"."""

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _left(tree: Tree, i: int) -> int:
    """The leftmost token of the phrase: behind a dateline, and behind adverbs, numbers, marks and an "and" that open it."""
    left = _contiguous(tree, i)
    cuts = (k for k in range(left, i) if _parted(tree, k) or (k > left and _called(tree, k)))
    left = max(left, 1 + max(cuts, default=-1))
    while left < i and (tree.dep[left] in _OPENING or tree.lower[left] in "\"“”‘’'-–,("):
        left += 1
    return left + (tree.dep[left] == "cc" and left < i)


def _contiguous(tree: Tree, i: int) -> int:
    """The first of the modifiers that stand before a noun without a gap."""
    left = i
    for k in reversed([k for k in tree.kids[i] if k < i]):
        if tree.dep[k] not in _LEFT or (tree.dep[k] == "punct" and tree.lower[k] not in "-–‐‑"):
            break
        below = tree.subtree(k)
        if below[-1] != left - 1 and tree.dep[k] != "punct":
            break
        left = below[0]
    return left


def _parted(tree: Tree, k: int) -> bool:
    """Whether a phrase begins after a token: a dash of a dateline, a day or place that a preposition before it governs ("on *Sunday* gunmen …")."""
    if tree.lower[k] in _DATELINE:
        return _spaced(tree, k)
    if k == 0 or tree.pos[k] != "PROPN" or tree.tag[k + 1] != "NNS":
        return False
    opens = k == 1 or tree.pos[k - 2] in ("PUNCT", "SPACE")
    return (tree.lower[k - 1] == "on" and tree.lower[k] in closed("unnamed")) or (tree.lower[k - 1] == "in" and opens)


_OPENING = frozenset({"advmod", "punct", "quantmod", "neg", "nummod"})
_DATELINE = frozenset({"-", "–", "—", "--", "‒"})


def _spaced(tree: Tree, k: int) -> bool:
    """Whether a dash stands between blanks, as after a dateline ("GENEVA (Agency) - the …")."""
    return tree.start[k] > tree.end[k - 1] and tree.start[k + 1] > tree.end[k]


def _right(text: str, tree: Tree, i: int) -> int:
    """The last token: the head, or that of an identifying "of" or "for" phrase right after it."""
    k = i + 1
    inner = tree.child(k, "pobj") if k in tree.children(i, "prep") and _tells_who(tree, i, tree.lower[k]) else None
    if inner is None or inner < k:
        return i
    return _end_of(tree, tree.conjuncts(inner)[-1] if _each(tree, i, inner) else inner)


def _tells_who(tree: Tree, i: int, preposition: str) -> bool:
    """Whether what stands after a noun and this preposition tells who is meant."""
    if preposition == "of":
        return tree.lemma[i] in closed("of") and not _accused(tree, i)
    return preposition == "for" and tree.lemma[i] in closed("for")


def _each(tree: Tree, i: int, inner: int) -> bool:
    """Whether a plural is of several names, one each: "the presidents of A, B and C"."""
    several = tree.conjuncts(inner)
    return tree.tag[i] == "NNS" and len(several) > 1 and all(tree.pos[k] == "PROPN" for k in several)


def _accused(tree: Tree, i: int) -> bool:
    """Whether "of" after the noun tells what it is accused of ("accused soldiers of looting")."""
    return tree.dep[i] == "dobj" and framed(verbs().get(tree.lemma[tree.head[i]], ()), "of")


def _end_of(tree: Tree, i: int) -> int:
    """The last token of a noun phrase without clauses, appositions and further prepositions but "of"."""
    end = i
    for k in tree.children(i, "prep"):
        if k == end + 1 and tree.lower[k] == "of":
            inner = tree.child(k, "pobj")
            if inner is not None:
                end = _end_of(tree, inner)
    return end


def head_token(tree: Tree, mention: Mention) -> int:
    """The head noun's token of a mention: the last one before an "of" or "for" phrase."""
    first, last = tree.at(mention.start), tree.at(mention.end - 1)
    lemma = (mention.rule or "")[5:] if (mention.rule or "").startswith("noun:") else ""
    for k in range(last, first - 1, -1):
        if lemma and tree.lemma[k] == lemma:
            return k
    return last
