"""The states in the life of a truce: proposed, declared, in force, fraying, extended, suspended, violated, ended."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.coverage import covered, widened
from truceline.find.predications.truces.intervals import after_now, clause_times, lasted, told_span, when
from truceline.find.predications.truces.predicates import Governor, said_of
from truceline.find.predications.truces.words import Word
from truceline.know.truces import StateWord, around, party_words, state_words
from truceline.model import OUTLET, Claim, Notes, Span, State, Time

_ASKED = frozenset(["demanded", "appealed", "hoped"])
_AGAINST = frozenset(["denied", "rejected", "doubted"])
_PROMISED = frozenset(["promised", "announced"])
_GOOD = frozenset(["inForce", "declared", "extended"])
_BAD = frozenset(["ended", "violated", "suspended", "fraying"])


def states(word: Word, tree: Tree, notes: Notes, limits: tuple[int, int]) -> Iterator[State]:
    """The states that one mention of a truce tells; `limits` are the tokens of its sentence."""
    if word.none:
        return
    if word.state:
        span = _evidence(tree, word, word.token)
        stamps = when(word.state, clause_times(tree, notes, word, word.token), "begin")
        yield State(word.state, word.sentence, span, stamps, tuple(covered(word, tree, notes)))
    found = [x for g in _said(word, tree, limits) if (x := _told(g, word, tree, notes))]
    asked = any(state == "proposed" and not g.below for g, _, state in found)
    for g, entry, state in found:
        if asked and g.below and entry.phase == "begin":
            continue
        times = clause_times(tree, notes, word, g.token)
        stamps = when(state, times, entry.phase)
        if entry.phase == "dated" and stamps is None:
            continue
        where = tuple(widened(word, g.token, tree, notes)) if entry.state == "extended" else ()
        span = _evidence(tree, word, g.token)
        yield State(state, word.sentence, span, stamps, where, _own(g, tree, notes))
        if state == "declared" and (span_told := told_span(times)):
            yield State("inForce", word.sentence, _evidence(tree, word, g.token), span_told)


def _said(word: Word, tree: Tree, limits: tuple[int, int]) -> Iterator[Governor]:
    """What governs the mention, what was hung elsewhere, and violations told beside it."""
    yield from said_of(tree, word, limits[1])
    for t in range(*limits) if word.sure else ():
        if tree.lemma[t] in around("breach") and tree.pos[t] == "NOUN" and _unowned(tree, t):
            yield Governor(t, "prep", any(tree.lower[k] == "no" for k in tree.kids[t]), "real")


def _unowned(tree: Tree, noun: int) -> bool:
    """Whether a violation is one of nothing else that the sentence names."""
    for k in tree.kids[noun]:
        if tree.dep[k] in {"compound", "nmod", "amod", "poss"} and tree.lemma[k] in around("right"):
            return False
        if tree.lower[k] in {"of", "in", "to"} and tree.dep[k] == "prep" and tree.child(k, "pobj") is not None:
            return False
    return True


def _told(g: Governor, word: Word, tree: Tree, notes: Notes) -> tuple[Governor, StateWord, str] | None:
    """(governor, its entry, the state as it stands), or None where it says nothing of a state."""
    entry = next((e for e in state_words().get(tree.lemma[g.token], ()) if _fits(tree, e, g, notes)), None)
    if entry is None or (g.below and entry.state == "proposed" and tree.lemma[g.token] in party_words()):
        return None
    state = _reading(entry, g, _claim(tree.start[g.token], notes), (word, tree, notes))
    return (g, entry, state) if state else None


def _fits(tree: Tree, entry: StateWord, governor: Governor, notes: Notes) -> bool:
    pos = tree.pos[governor.token]
    verbal = pos in VERBAL and not (governor.place == "head" and pos == "VERB")
    place = governor.place == entry.truce or (
        governor.place == "compound" and entry.truce == "prep" and not entry.extra
    )
    if entry.pos == "adj":
        return governor.place == "head" and (not entry.extra or set(entry.extra) <= governor.extra)
    if entry.pos == "noun":
        return not verbal and place and pos in {"NOUN", "PROPN"} and set(entry.extra) <= governor.extra
    if entry.extra:
        return verbal and place and set(entry.extra) <= governor.extra
    done_to = tree.child(governor.token, "dobj") if entry.truce == "subject" else None
    dated = (t for t in notes.times if t.type in {"DATE", "TIME"} and done_to is not None)
    transitive = done_to is not None and not any(t.start <= tree.start[done_to] < t.end for t in dated)
    return (verbal or entry.word == "last") and place and not transitive


def _own(g: Governor, tree: Tree, notes: Notes) -> str | None:
    """The outlet, where a relative clause tells of the truce what a speaker who denies or asks only takes for granted."""
    claim = _claim(tree.start[g.token], notes) if g.below and tree.dep[g.token] == "relcl" else None
    return OUTLET if claim is not None and claim.stance in _ASKED | _AGAINST else None


def _claim(offset: int, notes: Notes) -> Claim | None:
    inside = [c for c in notes.claims if any(s.start <= offset < s.end for s in c.content)]
    return min(inside, key=lambda c: sum(s.end - s.start for s in c.content), default=None)


def _reading(entry: StateWord, g: Governor, claim: Claim | None, here: tuple[Word, Tree, Notes]) -> str | None:
    """The state as it stands: negated, asked for, ahead, only possible, not quite."""
    word, tree, notes = here
    state = entry.negated if g.negated else entry.state
    if state is None:
        return None
    if entry.phase == "accept" and not (word.indefinite or word.other):
        return None
    if entry.phase == "renew" and not g.negated:
        state = "extended" if g.mood != "real" else "declared"
    if g.mood == "supposed":
        return None
    if g.mood == "asked" or (claim is not None and claim.stance in _ASKED):
        return "proposed" if state in _GOOD | {"proposed"} and entry.phase != "last" else None
    ahead = g.mood == "planned" or (tree.tag[g.token] in {"VBZ", "VBP", "VB"} and entry.phase in {"begin", "over"})
    if ahead and entry.phase in {"begin", "over"} and not g.negated:
        return _ahead(entry.phase, g, clause_times(tree, notes, word, g.token))
    if g.mood != "real" and not (claim is not None and claim.stance in _PROMISED and state in _GOOD):
        return _possible(state, entry, g, clause_times(tree, notes, word, g.token))
    if state == "ended" and _not_quite(tree, g.token):
        return "fraying"
    if entry.word == "last" and tree.tag[g.token] == "VBD" and not g.negated and lasted(tree, notes, g.token):
        return "ended"
    return state


def _ahead(phase: str, g: Governor, times: list[Time]) -> str | None:
    """A beginning or an end that lies ahead: with its day the truce is told to hold from then, or until then."""
    dated = any(t.begin or t.end_ for t in times)
    if phase == "begin":
        return "inForce" if dated else ("declared" if g.mood == "planned" else None)
    return "inForce" if dated and after_now(times) else ("fraying" if g.mood == "unreal" else None)


def _possible(state: str, entry: StateWord, g: Governor, times: list[Time]) -> str | None:
    """What only may be, or is to be: a truce that may begin is proposed, one that may end is under strain."""
    if state in _GOOD | {"proposed"}:
        if g.mood == "planned" and (state == "extended" or (state == "inForce" and any(t.end_ for t in times))):
            return state
        return None if entry.phase == "last" else "proposed"
    return "fraying" if state in _BAD and g.mood == "unreal" else None


def _not_quite(tree: Tree, token: int) -> bool:
    """ "All but collapsed", "on the verge of collapse", "close to collapse", "fears of an end"."""
    near = " ".join(tree.lower[max(0, token - 3) : token + 5])
    if any(tree.lower[k] in around("almost") for k in tree.kids[token]) or "all but" in near:
        return True
    if tree.pos[token] in VERBAL:
        return False
    return any(tree.lemma[up] in around("near") for up in list(tree.above(token))[:3])


def _evidence(tree: Tree, word: Word, token: int) -> Span:
    return Span(min(word.span.start, tree.start[token]), max(word.span.end, tree.end[token]))
