"""The states in the life of a truce: proposed, declared, in force, fraying, extended, suspended, violated, ended."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.breaches import BESIDE, breaches, fights, told_by
from truceline.find.predications.truces.clause_times import clause_times, free
from truceline.find.predications.truces.coverage import covered, widened
from truceline.find.predications.truces.events import Match
from truceline.find.predications.truces.intervals import Windows, opened, when, windows, within
from truceline.find.predications.truces.lengths import more, to_come
from truceline.find.predications.truces.predicates import (
    DONE,
    Governor,
    deal_of,
    narrated,
    negated,
    placed,
    reading,
    said_of,
)
from truceline.find.predications.truces.state_moods import ASKED, PROMISED, claim_at, conditional, granted, stands_as
from truceline.find.predications.truces.words import Word, stops
from truceline.know.truces import StateWord, around, party_words, state_words
from truceline.model import OUTLET, Claim, Notes, Span, State, Time, When

_AGAINST = frozenset(["denied", "rejected", "doubted"])
_TELLING = frozenset(["asserted", "announced", "promised"])
_HAPPENED = frozenset(["declared", "ended", "suspended", "violated", "extended"])
_FORCES = frozenset(["ArmedForces", "ArmedGroup", "Government", "State", "Coalition"])
_DAY = timedelta(days=1)
_BOUNDS = frozenset(["from", "starting", "beginning", "effective", "as of", "until", "till", "through", "to"])


@dataclass(frozen=True, slots=True)
class Setting:
    """What the states of an article are dated with: all its times, and the first instant of its day.

    `matches` takes what was matched, of which the events are made.
    """

    times: tuple[Time, ...]
    now: datetime | None
    matches: list[Match] = field(default_factory=list)


def states(word: Word, tree: Tree, notes: Notes, limits: tuple[int, int], setting: Setting) -> Iterator[State]:
    """The states that one mention of a truce tells; `limits` are the tokens of its sentence."""
    if word.none:
        return
    found = [x for g in _said(word, tree, limits) if (x := _told(g, word, tree, notes))]
    if word.weak and (not found or tree.dep[word.token] == "ccomp"):
        yield from _stopped(word, tree, notes, setting)
    asked = any(state == "proposed" and not g.below for g, _, state in found)
    for g, entry, state in found:
        if asked and g.below and entry.phase == "begin":
            continue
        made = list(_stated((g, entry, state), (word, tree, notes), setting)) if state else []
        setting.matches.append(Match(word, g, entry, made[0] if made else None))
        yield from made


def _stopped(word: Word, tree: Tree, notes: Notes, setting: Setting) -> Iterator[State]:
    """ "Both are due to stop fighting on Friday", "the guns fell silent": what is done by itself, or is to be from a day on."""
    heads = (word.token, *range(word.first, word.last))
    verb = next((i for i in heads if tree.pos[i] in VERBAL and tree.dep[i] not in {"aux", "auxpass"}), word.token)
    turned, mood = reading(tree, verb)
    done = mood == "real" and (word.state or _of_fighting(word, verb, tree, notes))
    if turned or conditional(tree, verb) or not (done or mood == "planned" or _agreed(tree, verb, notes)):
        return
    claim = claim_at(tree.start[verb], notes)
    if mood == "planned" and (day := _of_saying(claim, setting)):
        yield State("declared", word.sentence, word.span, day, tuple(covered(word, tree, notes)))
    stamps = when("inForce", clause_times(tree, notes, word, verb), "begin")
    if stamps is not None or (done and (word.state or _chronicled(word, tree, verb))):
        yield State("inForce", word.sentence, word.span, stamps, tuple(covered(word, tree, notes)))


def _chronicled(word: Word, tree: Tree, verb: int) -> bool:
    """ "The army suspends its offensive", "militias cease fighting after a truce is announced": told in the present, as chronicles do."""
    own = any(tree.dep[k] == "poss" for k in range(word.first, word.last + 1))
    past = tree.tag[verb] in {"VBD", "VBN", "VBG"} or tree.child(verb, "aux") is not None
    return not past and (own or word.beside)


def _of_fighting(word: Word, verb: int, tree: Tree, notes: Notes) -> bool:
    """Whether it is fighting that stops: "stopped fighting", and, where the article names a truce, "the strikes stopped", "the army halted operations"."""
    if verb == word.first and fights(tree, word.last):
        return True
    doers = [tree.start[k] for k in tree.children(verb, "nsubj")]
    forces = (m for m in notes.mentions if m.type in _FORCES and any(m.start <= at < m.end for at in doers))
    return word.beside and (fights(tree, word.first) or next(forces, None) is not None)


def _agreed(tree: Tree, verb: int, notes: Notes) -> bool:
    """ "Agreed that the firing would stop", "should cease at noon, both promised": what ought to be, told by who makes it so."""
    claim = claim_at(tree.start[verb], notes)
    under = tree.dep[verb] in {"ccomp", "xcomp", "advcl"}
    over = state_words().get(tree.lemma[tree.head[verb]], ()) if under and tree.dep[verb] != "advcl" else ()
    by_deal = under and deal_of(tree, tree.head[verb]) is not None and reading(tree, tree.head[verb]) in DONE
    return (
        by_deal
        or any(e.state == "declared" and e.pos == "verb" for e in over)
        or (claim is not None and claim.stance in PROMISED)
    )


def _stated(told: tuple[Governor, StateWord, str], here: tuple[Word, Tree, Notes], setting: Setting) -> Iterator[State]:
    """A state with its stamps, and the windows for which the truce is declared or promised."""
    (g, entry, state), (word, tree, notes) = told, here
    times, claim = _times(told, here), claim_at(tree.start[g.token], notes)
    span, own = _evidence(tree, word, g.token), _own(g, tree, notes)
    ahead = _bounded(told, here, times, setting)
    if spans := _to_come_in(told, tree, times, ahead):
        if entry.phase != "begin" and claim is not None and claim.speaker and g.place == "object":
            yield State("declared", word.sentence, span, _of_saying(claim, setting), (), own)
        yield from (State("inForce", word.sentence, span, w) for w in spans)
        return
    stamps = _stamps(told, ahead.rest if state == "declared" else times, claim, (tree, setting))
    stamps = stamps or _only_day(told, here, setting) or _today(told, tree, setting)
    if stamps is None and entry.phase == "dated" and not _main(g):
        return
    if stamps is None and state == "inForce" and entry.phase == "last" and g.mood == "planned":
        state, stamps = "declared", _of_saying(claim, setting)
    where = tuple(widened(word, g.token, tree, notes)) if entry.state == "extended" else ()
    yield State(state, word.sentence, span, stamps, where, own, _after_length(tree, notes, g, state))
    for t in [t for t in times if t.type == "DATE" and t.anchor is None][1:] if state == "extended" else ():
        yield State(state, word.sentence, span, opened(t))
    if g.mood == "planned" and g.place == "object" and entry.state == "ended" and stamps and stamps.latest_end:
        yield State("ended", word.sentence, span, when("ended", times, "over"))
    yield from (State("inForce", word.sentence, span, w) for w in (ahead.spans if state == "declared" else ()))


def _times(told: tuple[Governor, StateWord, str], here: tuple[Word, Tree, Notes]) -> list[Time]:
    """The times of a clause; of a beginning that lies ahead those behind its word, where there are any."""
    (g, entry, _), (word, tree, notes) = told, here
    times = clause_times(tree, notes, word, g.token)
    behind = [t for t in times if t.start > tree.start[g.token]]
    return behind if behind and entry.phase == "begin" and to_come(tree, g) else times


def _bounded(
    told: tuple[Governor, StateWord, str], here: tuple[Word, Tree, Notes], times: list[Time], setting: Setting
) -> Windows:
    """The windows of the clause; where it has none, those behind the truce's name that a declaration or promise has."""
    (g, _, state), (word, tree, notes) = told, here
    ahead = windows(times, setting.now)
    if ahead.spans or state not in {"declared", "inForce"}:
        return ahead
    behind = [t for t in notes.times if t.start >= word.span.end and t.anchor in _BOUNDS and not _denied(tree, t)]
    return replace(ahead, spans=windows(behind, None).spans if state == "declared" or g.mood == "planned" else ())


def _denied(tree: Tree, t: Time) -> bool:
    """ "Did not last until the next morning"."""
    verb = tree.verb_over(bisect_left(tree.start, t.start))
    return verb is not None and negated(tree, verb)


def _to_come_in(
    told: tuple[Governor, StateWord, str], tree: Tree, times: list[Time], ahead: Windows
) -> tuple[When, ...]:
    """The windows in which a truce that is promised, or whose beginning lies ahead, is to hold; none for other states."""
    g, entry, state = told
    if state == "inForce" and entry.phase in {"last", "again"} and g.mood == "planned":
        return ahead.spans
    begins = state == "inForce" and entry.phase == "begin" and to_come(tree, g)
    return windows(times, None).spans if begins else ()


def _stamps(
    told: tuple[Governor, StateWord, str], times: Sequence[Time], claim: Claim | None, here: tuple[Tree, Setting]
) -> When | None:
    """The stamps of a state from some times; of what is done by saying it and has none, the day on which it is said."""
    (g, entry, state), (tree, setting) = told, here
    stamps = when(state, list(times) or (_explained(tree, g, setting.times) if state == "ended" else []), entry.phase)
    by_saying = state in {"declared", "extended"} or (state in {"ended", "suspended"} and _performed(tree, g))
    return _of_saying(claim, setting, state != "declared") if stamps is None and by_saying else stamps


def _today(told: tuple[Governor, StateWord, str], tree: Tree, setting: Setting) -> When | None:
    """ "The ceasefire takes effect", in the present of chronicles and without a day: from the day of the article on."""
    g, entry, state = told
    if state != "inForce" or entry.phase != "begin" or g.negated or not setting.now or not narrated(tree, g):
        return None
    return When(setting.now, setting.now + _DAY, None, None, f"{setting.now.date().isoformat()}/..")


def _only_day(told: tuple[Governor, StateWord, str], here: tuple[Word, Tree, Notes], setting: Setting) -> When | None:
    """The stamps of what was done on the one day of its sentence that is not that of somebody's words, and is no bound."""
    (g, entry, state), (word, tree, notes) = told, here
    done = state in _HAPPENED and g.mood == "real" and not g.below and tree.tag[g.token] != "VB"
    said = {setting.times[c.time].start for c in notes.claims if c.time is not None}
    days = [t for t in notes.times if t.type in {"DATE", "TIME"} and t.begin and t.anchor not in _BOUNDS]
    sole = done and len(days) == 1 and days[0].start not in said and free(tree, notes, word, days[0], g.token)
    return when(state, days, entry.phase) if sole else None


def _explained(tree: Tree, g: Governor, times: Sequence[Time]) -> list[Time]:
    """The day behind a colon: "it did not last: on Friday fighting broke out"."""
    colon = next(
        (k for k in range(g.token + 1, min(g.token + 4, len(tree))) if tree.lower[k] in {":", "-", "–", "—"}), None
    )
    return [t for t in times if colon and 0 < t.start - tree.end[colon] <= 40 and t.begin and t.anchor is None][:1]


def _performed(tree: Tree, g: Governor) -> bool:
    """ "Said that it was pulling out", "that it was over": an end that comes with the words, no earlier and no later one."""
    had = any(tree.lemma[k] == "have" for k in tree.kids[g.token])
    return not had and tree.tag[g.token] != "VB"


def _after_length(tree: Tree, notes: Notes, g: Governor, state: str) -> str | None:
    """ "Abandoned after 17 months", "broken within hours", "did not last a day": how long it had lasted by then; None for other states."""
    if state not in {"ended", "violated"}:
        return None
    span = tree.subtree(g.token)
    low, high = tree.start[span[0]], tree.end[span[-1]]
    inside = (t for t in notes.times if t.type == "DURATION" and low <= t.start < high)
    return next((t.value for t in inside if {"after", "within"} & set(_before(tree, t))), None)


def _before(tree: Tree, t: Time) -> list[str]:
    """The two tokens before a time."""
    at = bisect_left(tree.start, t.start)
    return list(tree.lower[max(0, at - 2) : at])


def _main(g: Governor) -> bool:
    """ "A truce has been brokered", "monks have brokered one": a word of the clause itself, not one that the truce carries."""
    return not g.below and not g.negated and g.mood == "real"


def _of_saying(claim: Claim | None, setting: Setting, onwards: bool = False) -> When | None:
    """The day on which somebody says that a truce has been made, or, from then `onwards`, made longer or ended."""
    if claim is None or claim.time is None or claim.stance not in _TELLING or not claim.speaker:
        return None
    t = setting.times[claim.time]
    one_day = t.begin is not None and t.end_ is not None and t.end_ - t.begin <= _DAY
    return (opened(t) if onwards else within(t)) if one_day else None


def _said(word: Word, tree: Tree, limits: tuple[int, int]) -> Iterator[Governor]:
    """What governs the mention, what was hung elsewhere, and breaches told beside it."""
    yield from said_of(tree, word, limits[1])
    yield from breaches(word, tree, limits)


def _told(g: Governor, word: Word, tree: Tree, notes: Notes) -> tuple[Governor, StateWord, str | None] | None:
    """(governor, its entry, the state as it stands or None where it brings about none), or None where it is no match."""
    if g.place == BESIDE:
        return g, state_words()["despite"][0], "violated"
    entry = _entry(g, word, tree, notes)
    if g.negated and _given_up(tree, g):
        return replace(g, negated=False), state_words()["end"][0], "ended"
    if entry is None or (g.below and entry.state == "proposed" and tree.lemma[g.token] in party_words()):
        return None
    if entry.phase == "last" and not g.negated and more(tree, notes, word, g):
        entry = state_words()["extend"][0]
    g = _as_told(tree, entry, g) if entry.pos == "noun" else g
    state = stands_as(entry, g, claim_at(tree.start[g.token], notes), (word, tree, notes))
    return g, entry, state


def _entry(g: Governor, word: Word, tree: Tree, notes: Notes) -> StateWord | None:
    """What a word says of the state of a truce; none where it is the truce's own, or its expression is made of the truce's words."""
    own = g.place == "object" and (stops(tree, g.token) or word.first <= g.token <= word.last)
    if own or (word.weak and g.below):
        return None
    name = {w for t in range(word.first, word.last + 1) for w in (tree.lemma[t], tree.lower[t])}
    apart = (e for e in state_words().get(tree.lemma[g.token], ()) if not name.intersection(e.extra))
    return next((e for e in apart if _fits(tree, e, g, notes)), None)


def _as_told(tree: Tree, entry: StateWord, g: Governor) -> Governor:
    """A noun for a breach or an extension with the mood, or the denial, of the verb over it: "failed to agree on an extension"."""
    verb = tree.verb_over(g.token)
    if entry.state == "violated" and g.mood == "real":
        return replace(g, mood=told_by(tree, g.token))
    denied = entry.state == "extended" and verb is not None and negated(tree, verb)
    return replace(g, negated=True) if denied else g


def _given_up(tree: Tree, g: Governor) -> bool:
    """ "Is no longer bound by the truce", "no longer recognises it": an end by who keeps it no more."""
    kept = tree.lemma[g.token] in around("keeping") and g.place in {"object", "prep"}
    over = (g.token, tree.head[g.token])
    return kept and any(tree.worded(v, {"longer"}) is not None for v in over)


def _fits(tree: Tree, entry: StateWord, governor: Governor, notes: Notes) -> bool:
    """Whether a governor is the word of an entry, by its part of speech, what is under it and where the truce stands."""
    pos = tree.pos[governor.token]
    verbal = pos in VERBAL and not (governor.place == "head" and pos == "VERB")
    place = placed(entry.truce, entry.extra, governor) or (governor.place == "compound" and not entry.extra)
    if entry.pos == "adj":
        return governor.place == "head" and (not entry.extra or set(entry.extra) <= governor.extra)
    if entry.pos == "noun":
        return not verbal and place and set(entry.extra) <= governor.extra
    if entry.extra:
        return verbal and place and set(entry.extra) <= governor.extra
    return (verbal or entry.word == "last") and place and not _transitive(tree, entry, governor, notes)


def _transitive(tree: Tree, entry: StateWord, governor: Governor, notes: Notes) -> bool:
    """Whether a verb of which the truce is subject has an object that is not a date."""
    done_to = tree.child(governor.token, "dobj") if entry.truce == "subject" else None
    dated = (t for t in notes.times if t.type in {"DATE", "TIME"} and done_to is not None)
    return done_to is not None and not any(t.start <= tree.start[done_to] < t.end for t in dated)


def _own(g: Governor, tree: Tree, notes: Notes) -> str | None:
    """The outlet, where a relative clause tells of the truce what a speaker who denies or asks only takes for granted."""
    claim = claim_at(tree.start[g.token], notes) if granted(tree, g) else None
    return OUTLET if claim is not None and claim.stance in ASKED | _AGAINST else None


def _evidence(tree: Tree, word: Word, token: int) -> Span:
    return Span(min(word.span.start, tree.start[token]), max(word.span.end, tree.end[token]))
