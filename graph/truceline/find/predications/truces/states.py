"""The states in the life of a truce: proposed, declared, in force, fraying, extended, suspended, violated, ended."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.breaches import BESIDE, breaches, fights, told_by
from truceline.find.predications.truces.clause_times import clause_times, free
from truceline.find.predications.truces.coverage import covered, widened
from truceline.find.predications.truces.events import Match
from truceline.find.predications.truces.governor import DONE, Governor, is_verb, narrated, negated, placed, reading
from truceline.find.predications.truces.intervals import Windows, opened, when, windows, within
from truceline.find.predications.truces.lengths import more, to_come
from truceline.find.predications.truces.predicates import said_of
from truceline.find.predications.truces.state_moods import ASKED, PROMISED, claim_at, conditional, granted, stands_as
from truceline.find.predications.truces.ways import deal_of, of_its_life
from truceline.find.predications.truces.words import Word, stops
from truceline.know.truces import StateWord, around, party_words, state_words
from truceline.model import OUTLET, Claim, Notes, Span, State, Time, When
from truceline.values import replace

_AGAINST = frozenset(["denied", "rejected", "doubted"])
_TELLING = frozenset(["asserted", "announced", "promised"])
_HAPPENED = frozenset(["declared", "ended", "suspended", "violated", "extended"])
_FORCES = frozenset(["ArmedForces", "ArmedGroup", "Government", "State", "Coalition"])
_Found = tuple[Governor, StateWord, str | None]
"""A governor, its entry and the state as it stands, None where it brings about none."""

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
    for g, entry, state in _without_begin_of_asked(found):
        made = list(_stated(_saying((g, entry, state), (word, tree, notes), setting))) if state else []
        setting.matches.append(Match(word, g, entry, made[0] if made else None))
        yield from made


def _without_begin_of_asked(found: Sequence[_Found]) -> Iterator[_Found]:
    """What is said of a truce; where one is only asked for, without the beginning that hangs on its name."""
    asked = any(state == "proposed" and not g.below for g, _, state in found)
    return (x for x in found if not (asked and x[0].below and x[1].phase == "begin"))


def _stopped(word: Word, tree: Tree, notes: Notes, setting: Setting) -> Iterator[State]:
    """ "Both are due to stop fighting on Friday", "the guns fell silent": what is done by itself, or is to be from a day on."""
    heads = (word.token, *range(word.first, word.last))
    verb = next((i for i in heads if tree.pos[i] in VERBAL and tree.dep[i] not in {"aux", "auxpass"}), word.token)
    stop = _stop(word, verb, tree, notes)
    if stop is None:
        return
    if stop == "planned" and (day := _of_saying(claim_at(tree.start[verb], notes), setting)):
        yield State("declared", word.sentence, word.span, day, tuple(covered(word, tree, notes)))
    stamps = when("inForce", clause_times(tree, notes, word, verb), "begin")
    if stamps is not None or (stop == "done" and _chronicled(word, tree, verb)):
        yield State("inForce", word.sentence, word.span, stamps, tuple(covered(word, tree, notes)))


def _stop(word: Word, verb: int, tree: Tree, notes: Notes) -> str | None:
    """Whether fighting is told to stop: done, planned or agreed; None: no such thing, or on a condition."""
    turned, mood = reading(tree, verb)
    if turned or conditional(tree, verb):
        return None
    if mood == "real" and (word.state or _of_fighting(word, verb, tree, notes)):
        return "done"
    if mood == "planned":
        return "planned"
    return "agreed" if _agreed(tree, verb, notes) else None


def _chronicled(word: Word, tree: Tree, verb: int) -> bool:
    """ "The army suspends its offensive", "militias cease fighting after a truce is announced": told in the present, as chronicles do, or
    by a phrase that tells a state by itself."""
    own = any(tree.dep[k] == "poss" for k in range(word.first, word.last + 1))
    past = tree.tag[verb] in {"VBD", "VBN", "VBG"} or tree.child(verb, "aux") is not None
    return bool(word.state) or (not past and (own or word.beside))


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


@dataclass(frozen=True, slots=True)
class _Saying:
    """What a word says of a truce: the mention, the word, its row, the state as it stands, the times of its clause, the claim around it."""

    word: Word
    g: Governor
    entry: StateWord
    state: str
    times: list[Time]
    claim: Claim | None
    tree: Tree
    notes: Notes
    setting: Setting

    def made(self, state: str, stamps: When | None, own: str | None = None) -> State:
        """A state that is told in these words, by the outlet where that is its `own` word and not a speaker's."""
        span = _evidence(self.tree, self.word, self.g.token)
        return State(state, self.word.sentence, span, stamps, claim=own)


def _saying(told: tuple[Governor, StateWord, str], here: tuple[Word, Tree, Notes], setting: Setting) -> _Saying:
    """What is told, with its times: of a beginning that lies ahead those behind its word, where there are any."""
    (g, entry, state), (word, tree, notes) = told, here
    times = clause_times(tree, notes, word, g.token)
    behind = [t for t in times if t.start > tree.start[g.token]]
    times = behind if behind and entry.phase == "begin" and to_come(tree, g) else times
    times = [] if entry.pos == "noun" and entry.state == "declared" and of_its_life(tree, g.token) else times
    return _Saying(word, g, entry, state, times, claim_at(tree.start[g.token], notes), tree, notes, setting)


def _stated(x: _Saying) -> Iterator[State]:
    """A state with its stamps, and the windows for which the truce is declared or promised."""
    ahead, own = _bounded(x), _own(x.g, x.tree, x.notes)
    if spans := _to_come_in(x, ahead):
        if _spoken(x):
            yield x.made("declared", _of_saying(x.claim, x.setting), own)
        yield from (x.made("inForce", w) for w in spans)
        return
    stamps = _when(x, ahead)
    if stamps is None and _only_dated(x):
        return
    if stamps is None and _promised(x):
        x, stamps = replace(x, state="declared"), _of_saying(x.claim, x.setting)
    where = tuple(widened(x.word, x.g.token, x.tree, x.notes)) if x.entry.state == "extended" else ()
    yield replace(x.made(x.state, stamps, own), covers=where, lasts=_after_length(x))
    yield from _told_besides(x, stamps, ahead)


def _told_besides(x: _Saying, stamps: When | None, ahead: Windows) -> Iterator[State]:
    """What the same words tell with a state: further days of an extension, an end that is to come, the windows of a declaration."""
    days = [t for t in x.times if t.type == "DATE" and t.anchor is None] if x.state == "extended" else []
    yield from (x.made(x.state, opened(t)) for t in days[1:])
    if _to_end(x) and stamps and stamps.latest_end:
        yield x.made("ended", when("ended", x.times, "over"))
    yield from (x.made("inForce", w) for w in (ahead.spans if x.state == "declared" else ()))


def _to_end(x: _Saying) -> bool:
    """Whether somebody is to end a truce."""
    return x.g.mood == "planned" and x.g.place == "object" and x.entry.state == "ended"


def _spoken(x: _Saying) -> bool:
    """Whether somebody says that he will keep a truce, and so declares it."""
    return x.entry.phase != "begin" and x.claim is not None and bool(x.claim.speaker) and x.g.place == "object"


def _promised(x: _Saying) -> bool:
    """Whether a truce is only told to go on: who promises that declares it."""
    return x.state == "inForce" and x.entry.phase == "last" and x.g.mood == "planned"


def _bounded(x: _Saying) -> Windows:
    """The windows of the clause; where it has none, those behind the truce's name that a declaration or promise has."""
    ahead = windows(x.times, x.setting.now)
    if ahead.spans or x.state not in {"declared", "inForce"}:
        return ahead
    bounds = (t for t in x.notes.times if t.start >= x.word.span.end and t.anchor in _BOUNDS)
    behind = [t for t in bounds if not _denied(x.tree, t)]
    return replace(ahead, spans=windows(behind, None).spans if x.state == "declared" or x.g.mood == "planned" else ())


def _denied(tree: Tree, t: Time) -> bool:
    """ "Did not last until the next morning"."""
    verb = tree.verb_over(bisect_left(tree.start, t.start))
    return verb is not None and negated(tree, verb)


def _to_come_in(x: _Saying, ahead: Windows) -> tuple[When, ...]:
    """The windows in which a truce that is promised, or whose beginning lies ahead, is to hold; none for other states."""
    if x.state == "inForce" and x.entry.phase in {"last", "again"} and x.g.mood == "planned":
        return ahead.spans
    begins = x.state == "inForce" and x.entry.phase == "begin" and to_come(x.tree, x.g)
    return windows(x.times, None).spans if begins else ()


def _when(x: _Saying, ahead: Windows) -> When | None:
    """The stamps of a state: from the times of its clause, else from the one day of its sentence, else from the day of the article."""
    return _stamps(x, ahead.rest if x.state == "declared" else x.times) or _only_day(x) or _today(x)


def _stamps(x: _Saying, times: Sequence[Time]) -> When | None:
    """The stamps of a state from some times; of what is done by saying it and has none, the day on which it is said."""
    known = list(times) or (_explained(x.tree, x.g, x.setting.times) if x.state == "ended" else [])
    stamps = when(x.state, known, x.entry.phase)
    ends = x.state in {"ended", "suspended"} and _performed(x.tree, x.g)
    by_saying = stamps is None and (ends or x.state in {"declared", "extended"})
    return _of_saying(x.claim, x.setting, x.state != "declared") if by_saying else stamps


def _today(x: _Saying) -> When | None:
    """ "The ceasefire takes effect", in the present of chronicles and without a day: from the day of the article on."""
    now = x.setting.now
    if x.state != "inForce" or x.entry.phase != "begin" or x.g.negated or not now or not narrated(x.tree, x.g):
        return None
    return When(now, now + _DAY, None, None, f"{now.date().isoformat()}/..")


def _only_day(x: _Saying) -> When | None:
    """The stamps of what was done on the one day of its sentence that is not that of somebody's words, and is no bound."""
    days = [t for t in x.notes.times if t.type in {"DATE", "TIME"} and t.begin and t.anchor not in _BOUNDS]
    if len(days) != 1 or not _done(x):
        return None
    said = {x.setting.times[c.time].start for c in x.notes.claims if c.time is not None}
    dates = days[0].start not in said and free(x.tree, x.notes, x.word, days[0], x.g.token)
    return when(x.state, days, x.entry.phase) if dates else None


def _done(x: _Saying) -> bool:
    """Whether what happens once is told to have happened, and not in passing."""
    return x.state in _HAPPENED and x.g.mood == "real" and not x.g.below and x.tree.tag[x.g.token] != "VB"


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


def _after_length(x: _Saying) -> str | None:
    """ "Abandoned after 17 months", "broken within hours", "did not last a day": how long it had lasted by then; None for other states."""
    if x.state not in {"ended", "violated"}:
        return None
    span = x.tree.subtree(x.g.token)
    low, high = x.tree.start[span[0]], x.tree.end[span[-1]]
    inside = (t for t in x.notes.times if t.type == "DURATION" and low <= t.start < high)
    return next((t.value for t in inside if {"after", "within"} & set(_before(x.tree, t))), None)


def _before(tree: Tree, t: Time) -> list[str]:
    """The two tokens before a time."""
    at = bisect_left(tree.start, t.start)
    return list(tree.lower[max(0, at - 2) : at])


def _only_dated(x: _Saying) -> bool:
    """Whether a word tells a state only with its day: what the truce carries, not "a truce *has been brokered*"."""
    return x.entry.phase == "dated" and (x.g.below or x.g.negated or x.g.mood != "real")


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


def _told(g: Governor, word: Word, tree: Tree, notes: Notes) -> _Found | None:
    """What a governor says of a truce, or None where it is no match."""
    if g.place == BESIDE:
        return g, state_words()["despite"][0], "violated"
    entry = _entry(g, word, tree, notes)
    if g.negated and _given_up(tree, g):
        return replace(g, negated=False), state_words()["end"][0], "ended"
    if entry is None or _only_by_whom(tree, entry, g):
        return None
    if entry.phase == "last" and not g.negated and more(tree, notes, word, g):
        entry = state_words()["extend"][0]
    g = _as_told(tree, entry, g) if entry.pos == "noun" else g
    state = stands_as(entry, g, claim_at(tree.start[g.token], notes), (word, tree, notes))
    return g, entry, state


def _entry(g: Governor, word: Word, tree: Tree, notes: Notes) -> StateWord | None:
    """What a word says of the state of a truce; none where it is the truce's own, or its expression is made of the truce's words."""
    if _of_its_name(g, word, tree) or (word.weak and g.below):
        return None
    name = {w for t in range(word.first, word.last + 1) for w in (tree.lemma[t], tree.lower[t])}
    apart = (e for e in state_words().get(tree.lemma[g.token], ()) if not name.intersection(e.extra))
    apart = (e for e in apart if not (word.weak and e.extra == ("there",)))
    return next((e for e in apart if _fits(tree, e, g, notes)), None)


def _only_by_whom(tree: Tree, entry: StateWord, g: Governor) -> bool:
    """ "A truce *sought* by both, *mediated* by A": what hangs on a truce and tells only by whom, and proposes none."""
    return g.below and entry.state == "proposed" and tree.lemma[g.token] in party_words()


def _of_its_name(g: Governor, word: Word, tree: Tree) -> bool:
    """Whether a word that a truce is object of is part of its own name: "*stop* attacks"."""
    return g.place == "object" and (stops(tree, g.token) or word.first <= g.token <= word.last)


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
    if not set(entry.extra) <= governor.extra:
        return False
    if entry.pos == "adj":
        return governor.place == "head"
    if not placed(entry.truce, entry.extra, governor) and (governor.place != "compound" or entry.extra):
        return False
    verbal = is_verb(tree, governor)
    if entry.pos == "noun":
        return not verbal
    if entry.extra:
        return verbal
    return (verbal or entry.word == "last") and not _transitive(tree, entry, governor, notes)


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
