"""Who is party to a truce, who is not, who brokered, guarantees or monitors it."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.find.syntax import Tree
from truceline.find.truce.words import Governor, Word, governors
from truceline.know.truces import PartyWord, party_words
from truceline.model import Mention, Notes, Party, Span

_GROUPS = {"State", "Government", "ArmedForces", "ArmedGroup", "Coalition"}


def parties(word: Word, tree: Tree, notes: Notes, by_token: dict[int, int]) -> Iterator[Party]:
    """The party links that one mention of a truce tells; `by_token` maps a token to the mention it heads."""
    for governor in governors(tree, word):
        for entry in party_words().get(tree.lemma[governor.token], ()):
            if _stands(tree, entry, governor):
                status = entry.negated if governor.negated else entry.status
                if status and not (
                    governor.unreal and status == "party" and entry.truce == "prep" and entry.word == "agree"
                ):
                    yield from _links(
                        _actors(tree, governor.token, entry), status, word, governor.token, (tree, notes, by_token)
                    )
    yield from _between(word, tree, notes, by_token)
    yield from _compound(word, tree, notes)


def _stands(tree: Tree, entry: PartyWord, governor: Governor) -> bool:
    verbal = tree.pos[governor.token] in {"VERB", "AUX"}
    return entry.truce == governor.place and (entry.pos == "verb") == verbal


def _actors(tree: Tree, token: int, entry: PartyWord) -> list[int]:
    if entry.actor == "object":
        return tree.patients(token)
    if entry.actor == "prep":
        return tree.under(token, "to", "for", "with")
    if entry.pos == "verb":
        return tree.agents(token)
    verb = tree.head[token]
    if tree.dep[token] in {"attr", "acomp", "xcomp"}:
        return tree.surface_subject(verb)
    if tree.dep[token] == "appos":
        while tree.dep[verb] == "conj":
            verb = tree.head[verb]
        return tree.conjuncts(verb)
    return tree.conjuncts(tree.head[tree.head[token]]) if tree.dep[token] == "pobj" else []


Here = tuple[Tree, Notes, dict[int, int]]


def _links(tokens: list[int], status: str, word: Word, governor: int, here: Here) -> Iterator[Party]:
    tree, notes, by_token = here
    for token in tokens:
        n = by_token.get(token)
        if n is not None and (
            notes.mentions[n].type in _GROUPS or status != "party" or notes.mentions[n].type == "UnnamedGroup"
        ):
            start = min(tree.start[governor], word.span.start)
            yield Party(None, status, n, word.sentence, Span(start, max(tree.end[governor], word.span.end)))


def _between(word: Word, tree: Tree, notes: Notes, by_token: dict[int, int]) -> Iterator[Party]:
    """ "a truce between A and B", "the ceasefire with C"."""
    for k in tree.kids[word.token]:
        if (
            tree.dep[k] == "prep"
            and tree.lower[k] in {"between", "with", "among"}
            and (first := tree.child(k, "pobj")) is not None
        ):
            yield from _links(tree.conjuncts(first), "party", word, k, (tree, notes, by_token))


def _compound(word: Word, tree: Tree, notes: Notes) -> Iterator[Party]:
    """ "a UN-brokered truce", "the US-Russian-brokered ceasefire": the actors glued to the participle."""
    for k in tree.kids[word.token]:
        if tree.dep[k] not in {"amod", "compound", "nmod"} or tree.tag[k] not in {"VBN", "VBD", "JJ"}:
            continue
        for entry in party_words().get(tree.lemma[k], ()):
            if entry.pos == "verb" and entry.truce == "object" and entry.actor == "subject":
                left = tree.start[tree.subtree(k)[0]]
                for n, m in enumerate(notes.mentions):
                    if m.head == "name" and left - 12 <= m.start and m.end <= tree.start[k] and _glued(m, k, tree):
                        yield Party(None, entry.status, n, word.sentence, Span(m.start, word.span.end))


def _glued(mention: Mention, token: int, tree: Tree) -> bool:
    """Whether only hyphens and other names stand between the name and the participle."""
    here = token - 1
    while here >= 0 and tree.start[here] >= mention.end:
        if tree.lower[here] not in {"-", "–", "and"} and tree.pos[here] not in {"PROPN", "ADJ"}:
            return False
        here -= 1
    return True
