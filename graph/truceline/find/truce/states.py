"""The states in the life of a truce, with their time stamps: proposed, declared, in force, fraying, extended, …"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from truceline.find.syntax import VERBAL, Tree
from truceline.find.truce.words import Governor, Word, governors, loose
from truceline.know.truces import StateWord, begin_phrases, state_words
from truceline.model import Claim, Notes, Span, State, Time, When

_ASKED = {"demanded", "appealed", "hoped"}
_BEGINS = {"since", "from", "after"}
_ENDS = {"until", "till", "through", "to", "by"}
_LASTING = {"inForce", "extended"}


def states(word: Word, tree: Tree, notes: Notes, end: int) -> Iterator[State]:
    """The states that one mention of a truce tells; `end` is the token after its sentence."""
    for governor in (*governors(tree, word), *loose(tree, word, begin_phrases(), end)):
        entry = next((e for e in state_words().get(tree.lemma[governor.token], ()) if _fits(tree, e, governor)), None)
        if entry is None:
            continue
        claim = _claim(tree.start[governor.token], notes)
        state = _reading(entry, governor, claim)
        if state:
            yield State(
                state, word.sentence, _evidence(tree, word, governor), _when(state, word, governor, (tree, notes))
            )


def _fits(tree: Tree, entry: StateWord, governor: Governor) -> bool:
    pos = tree.pos[governor.token]
    verbal = pos in VERBAL and not (governor.place == "head" and pos == "VERB")
    if entry.extra:
        return verbal and entry.truce == governor.place and set(entry.extra) <= governor.extra
    if entry.pos == "verb":
        transitive = entry.truce == "subject" and tree.child(governor.token, "dobj") is not None
        return verbal and entry.truce == governor.place and not transitive
    if entry.pos == "adj":
        return governor.place == "head"
    return not verbal and governor.place == entry.truce and pos in {"NOUN", "PROPN"}


def _claim(offset: int, notes: Notes) -> Claim | None:
    inside = [c for c in notes.claims if any(s.start <= offset < s.end for s in c.content)]
    return min(inside, key=lambda c: sum(s.end - s.start for s in c.content), default=None)


def _reading(entry: StateWord, governor: Governor, claim: Claim | None) -> str | None:
    """The state as it stands: negated, only asked for, only possible."""
    state = entry.negated if governor.negated else entry.state
    if state is None:
        return None
    asked = claim is not None and claim.stance in _ASKED
    if asked or governor.unreal:
        if state in {"inForce", "declared", "extended", "proposed"}:
            promised = claim is not None and claim.stance in {"promised", "announced"}
            return state if promised else "proposed"
        return "fraying" if state in {"ended", "violated", "suspended", "fraying"} and not asked else None
    return state


def _evidence(tree: Tree, word: Word, governor: Governor) -> Span:
    return Span(min(word.span.start, tree.start[governor.token]), max(word.span.end, tree.end[governor.token]))


def _when(state: str, word: Word, governor: Governor, here: tuple[Tree, Notes]) -> When | None:
    """The time stamps of a state, from the dated times of its own clause."""
    tree, notes = here
    times = [
        t for t in _clause_times(governor.token, tree, notes) if t.type in {"DATE", "TIME"} and (t.begin or t.end_)
    ]
    begin = next((t for t in times if t.anchor in _BEGINS), None)
    end = next((t for t in times if t.anchor in _ENDS), None)
    plain = next((t for t in times if t.anchor not in _BEGINS | _ENDS), None)
    if state in _LASTING and end:
        until = end.scope_end or end.end_ or end.begin
        start = begin or (plain if state == "inForce" else None)
        return When(
            start.begin if start else None, start.end_ if start else None, None, until, f"../{_day(end)}", end.text
        )
    if state == "inForce" and (start := begin or plain):
        return opened(start)
    if state in {"declared", "ended", "suspended", "violated"} and plain:
        if state in {"ended", "suspended"}:
            return opened(plain)
        return When(plain.begin, plain.end_, plain.begin, plain.end_, plain.edtf, plain.text)
    return None


def opened(t: Time) -> When:
    """In force from a time on, with no end told."""
    return When(t.begin, t.end_, None, None, f"{t.edtf}/.." if t.edtf and "/" not in t.edtf else t.edtf, t.text)


def lasting(state: State, length: timedelta | None) -> State:
    """A state that begins on a known day and lasts a told time ("a 72-hour truce") ends at that day plus the time."""
    w = state.when
    if length is None or state.state != "inForce" or w is None or w.earliest_begin is None or w.latest_end is not None:
        return state
    last = w.latest_begin or w.earliest_begin
    return replace(state, when=replace(w, earliest_end=w.earliest_begin + length, latest_end=last + length))


def _day(t: Time) -> str:
    until = t.scope_end or t.end_ or t.begin
    return until.date().isoformat() if until and (t.type == "TIME" or not t.edtf) else (t.edtf or "..")


def _clause_times(token: int, tree: Tree, notes: Notes) -> list[Time]:
    """The times under the governing verb, not those of an inner or outer clause."""
    verb = token
    while tree.pos[verb] not in VERBAL and tree.head[verb] != verb:
        verb = tree.head[verb]
    span = [i for i in tree.subtree(verb) if _clause_of(i, verb, tree)]
    starts = {tree.start[i] for i in span}
    return [t for t in notes.times if t.start in starts]


def _clause_of(token: int, verb: int, tree: Tree) -> bool:
    here = token
    while here != verb:
        if tree.dep[here] in {"ccomp", "advcl", "relcl", "parataxis"} or (
            tree.dep[here] == "conj" and tree.pos[here] in VERBAL
        ):
            return False
        here = tree.head[here]
    return True
