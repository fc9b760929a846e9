"""The events of a truce, made of the same matches as its states: declared, began, extended, violated, ended.

A row of `ontology/ceasefires.tsv` that tells a state names the event that brings it about. What only may be, is wanted or
is to come is an event that far from a fact; what is negated did not happen. So an event cannot say what no state says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from truceline.analysis.factuality import factuality
from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.governor import Governor
from truceline.find.predications.truces.state_moods import claim_at
from truceline.find.predications.truces.words import Word
from truceline.know.kinds import plover
from truceline.know.truces import StateWord, party_words
from truceline.model import Ceasefire, Event, Notes, Participant, Span, State, When

_DONE = {"CeasefireDeclared": "declared", "CeasefireBegan": "inForce", "CeasefireExtended": "extended"}
_DONE |= {"CeasefireViolated": "violated", "CeasefireEnded": "ended"}

_SIDES = frozenset({"ArmedForces", "ArmedGroup", "Government", "State"})


@dataclass(frozen=True, slots=True)
class Match:
    """One way of saying something of a truce, matched: the mention, its governor and entry, and the state that it tells."""

    word: Word
    governor: Governor
    entry: StateWord
    state: State | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What events are made of: the tree, the notes of the article, the mention that each token heads, the first instant of its day."""

    tree: Tree
    notes: Notes
    by_token: dict[int, int]
    now: datetime | None = None


def events(matches: Iterable[tuple[Match, str]], first: int, ground: Ground) -> Iterator[Event]:
    """The events of an article's truces, one a word that tells one.

    Args:
        matches: each with the id of its truce.
        first: the number of the first id that is free ("e7").
        ground: the article.
    """
    done: set[int] = set()
    for m, truce in matches:
        token = m.governor.token
        level = _level(m, ground)
        if m.entry.kind is None or level is None or token in done:
            continue
        done.add(token)
        when = _when(m.entry.kind, m.state) if m.state and level in {"happened", "planned"} else None
        yield Event(
            id=f"e{first + len(done) - 1}",
            kind=m.entry.kind,
            plover=plover(m.entry.kind),
            trigger=ground.tree.word(token),
            sentence=m.word.sentence,
            factuality=level,
            participants=tuple(_participants(m, ground)),
            place=m.state.covers[0] if m.state and m.state.covers else None,
            time=_time(when, ground.notes, m),
            when=when,
            ceasefire=truce,
            rule="ceasefires",
            confidence=0.8,
        )


def not_told_by(own: Iterable[Event], ceasefires: Iterable[Ceasefire], notes: Notes) -> tuple[Event, ...]:
    """The events found before whose words tell none of a truce's `own`, nor are its name ("agreed to *stop* all firing"); mediation stands beside one."""
    mine = tuple(own)
    triggers = {e.trigger for e in mine}
    made = {e.sentence for e in mine if e.kind == "CeasefireDeclared"}
    names = [s for c in ceasefires for s in c.mentions]
    others = (e for e in notes.events if e.trigger not in triggers or e.kind == "Mediation")
    return tuple(e for e in others if not (e.kind == "Deescalation" and e.sentence in made and _within(e, names)))


def _within(event: Event, names: Iterable[Span]) -> bool:
    """Whether an event is told by a word of one of the names."""
    return any(s.start <= event.trigger.start and event.trigger.end <= s.end for s in names)


def _level(m: Match, ground: Ground) -> str | None:
    """How far the event got, by the state that the match tells; None where it tells nothing."""
    if m.governor.negated:
        return "didNotHappen"
    told = factuality(ground.tree, m.governor.token).level
    if m.state is None:
        return told if told not in {"happened", "ongoing"} and m.entry.phase not in {"again", "last"} else None
    if _brings_about(m.entry, m.state):
        return "planned" if told == "planned" or _ahead(m.state, ground.now) else "happened"
    return "planned" if m.state.state in {"inForce", "declared"} else "hypothetical"


def _brings_about(entry: StateWord, state: State) -> bool:
    """Whether the event of an entry is the one that brings a state about."""
    brought = _DONE.get(entry.kind or "")
    return state.state == brought or (brought == "ended" and state.state == "suspended")


def _ahead(state: State, now: datetime | None) -> bool:
    """Whether a state comes about after the day of the article: "the truce takes effect on Monday"."""
    first = state.when.earliest_begin if state.when else None
    return first is not None and now is not None and first >= now + timedelta(days=1)


def _when(kind: str, state: State) -> When | None:
    """The stamps of the event that brings a state about: its first day, or the day on which it was told to be done."""
    w = state.when
    if w is None or kind in {"CeasefireDeclared", "CeasefireViolated"}:
        return w
    if w.earliest_begin is None:
        return w if kind == "CeasefireExtended" else None
    last = w.latest_begin or w.earliest_begin
    return When(w.earliest_begin, last, w.earliest_begin, last, (w.edtf or "").split("/")[0] or None, w.text)


def _time(when: When | None, notes: Notes, m: Match) -> int | None:
    """The position of the time expression that dates the event."""
    if when is None:
        return None
    at = m.word.span.start
    same = [n for n, t in enumerate(notes.times) if t.text == when.text]
    return min(same, key=lambda n: abs(notes.times[n].start - at), default=None)


def _participants(m: Match, ground: Ground) -> Iterator[Participant]:
    """Who does it to the truce, and with whom."""
    tree, token = ground.tree, m.governor.token
    if m.entry.truce in {"object", "prep"}:
        doers = tree.agents(token) if tree.pos[token] in VERBAL else tree.under(token, "by")
        told = tuple(_of(doers, _role(m.entry), ground))
        yield from told or (_announcer(token, ground) if m.entry.kind != "CeasefireViolated" else ())
        yield from _of([*tree.under(m.word.token, "with"), *tree.under(token, "with")], "target", ground)


def _announcer(token: int, ground: Ground) -> Iterator[Participant]:
    """Who announces it without naming a doer does it: "the army announced that the truce was extended"; nobody breaks one so."""
    notes = ground.notes
    claim = claim_at(ground.tree.start[token], notes)
    if claim is None or claim.speaker is None or claim.stance not in {"announced", "promised"}:
        return
    for n, m in enumerate(notes.mentions):
        if claim.speaker.start <= m.start and m.end <= claim.speaker.end and m.type in _SIDES:
            yield Participant("agent", n, None, Span(m.start, m.end))
            return


def _role(entry: StateWord) -> str:
    """The part of whoever does it: broker where only third parties do."""
    mine = (e for e in party_words().get(entry.word, ()) if e.pos == entry.pos and e.truce == entry.truce)
    status = next((e.status for e in mine if e.actor == "subject"), "party")
    return status if status in {"broker", "guarantor"} else "agent"


def _of(tokens: Sequence[int], role: str, ground: Ground) -> Iterator[Participant]:
    named = (k for t in tokens for k in _names(t, ground))
    for n in dict.fromkeys(n for t in named if (n := ground.by_token.get(t)) is not None):
        m = ground.notes.mentions[n]
        yield Participant(role, n, None, Span(m.start, m.end))


def _names(token: int, ground: Ground) -> Iterator[int]:
    """A token that somebody is mentioned by, else those named beside it: "one of the leaders, *A. B.*"."""
    if token in ground.by_token:
        yield token
    else:
        yield from (a for t in (token, *ground.tree.under(token, "of")) for a in ground.tree.children(t, "appos"))
