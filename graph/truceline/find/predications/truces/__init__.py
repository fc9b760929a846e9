"""The ceasefires of an article: which truce is meant, who is party to it, in what states it has been.

After the ETH/PRIO Civil Conflict Ceasefire codebook (Clayton, Nygård, Rustad, Strand 2022): a truce has a side
(unilateral, bilateral, multilateral), a purpose, parties, brokers and monitors, a place, a beginning and an end. States
are what is reported of it; each carries its evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from truceline.analysis.article import Analysis
from truceline.analysis.tree import Tree
from truceline.find import Finder
from truceline.find.predications.truces.breaches import fought_again
from truceline.find.predications.truces.ceasefire_coreference import sort
from truceline.find.predications.truces.describe import condition, country, evidence, label, purpose, scope, side
from truceline.find.predications.truces.events import Ground, Match, events, not_told_by
from truceline.find.predications.truces.governor import Governor
from truceline.find.predications.truces.intervals import aged, begun, closed, opened, within
from truceline.find.predications.truces.lengths import length, more, span_told, without_end
from truceline.find.predications.truces.life import (
    closed_by_end,
    ended_with,
    lasting,
    merged,
    outlived,
    presupposed,
    prolonged,
)
from truceline.find.predications.truces.nearby import Here, by_sentence, heads_of, window
from truceline.find.predications.truces.outsiders import nearest, outsiders
from truceline.find.predications.truces.predicates import said_of
from truceline.find.predications.truces.pronouns import pronouns
from truceline.find.predications.truces.standing import standing
from truceline.find.predications.truces.state_moods import PROMISED
from truceline.find.predications.truces.states import Setting, states
from truceline.find.predications.truces.tellings import Truce, telling
from truceline.find.predications.truces.words import Word, words
from truceline.find.predications.truces.yearless_days import settled
from truceline.know.truces import MADE, truce_verbs
from truceline.model import Ceasefire, Claim, Event, Mention, Notes, Party, Span, State, Time, When
from truceline.times import day_of
from truceline.times.offsets import set_off
from truceline.values import replace

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_YEAR = timedelta(days=366)
_ANNOUNCING = frozenset(["ArmedForces", "ArmedGroup"])
_DONE = frozenset(["declared", "violated", "ended", "suspended"])
_ACTS = frozenset(["declared", "inForce", "extended", "ended", "suspended"])


def find(parsed: Analysis, notes: Notes) -> Notes:
    """Finds the ceasefires of an article and ties its events to them."""
    shape = parsed.tree
    named = list(words(parsed, shape))
    if not named:
        return notes
    named = sorted([*named, *pronouns(parsed, shape, named, truce_verbs())], key=lambda w: w.token)
    times = set_off(notes.times, shape, parsed.sentences)
    day = day_of(parsed.article.published)
    seen = replace(notes, times=settled(times, named, shape, day))
    near = by_sentence(parsed, seen, (w.sentence for w in named))
    setting = Setting(seen.times, _midnight(day))
    here = _Here(parsed, shape, near, heads_of(shape, notes), setting.matches, seen.times)
    told = [
        telling(w, list(states(w, shape, near[w.sentence], limits, setting)), here.at(w), limits[1], setting.now)
        for w, limits in ((w, here.limits(w.sentence)) for w in named)
    ]
    truces = sort(told, seen)
    beside = _beside(truces, notes, here)
    made = [_ceasefire(n, truces, seen, here, beside.get(n, [])) for n in range(len(truces))]
    kept = [(c, t) for c, t in zip(made, truces, strict=True) if _tells(c, t)]
    ceasefires = tuple(c for c, _ in kept)
    whose = {w.token: c.id for c, t in kept for w in t.words}
    matched = [(m, whose[m.word.token]) for m in setting.matches if m.word.token in whose]
    own = tuple(events(matched, _free(notes), Ground(shape, seen, here.by_token, setting.now)))
    others = _concerning(not_told_by(own, ceasefires, notes), ceasefires, parsed)
    return _numbered(replace(notes, ceasefires=ceasefires, events=(*others, *own)))


def _free(notes: Notes) -> int:
    """The number of the first id that no event has."""
    return 1 + max((int(e.id[1:]) for e in notes.events if e.id[1:].isdigit()), default=0)


def _numbered(notes: Notes) -> Notes:
    """The notes with events in the order of the text, their ids and all that points at them in that order."""
    ordered = sorted(notes.events, key=lambda e: e.trigger)
    ids = {e.id: f"e{n}" for n, e in enumerate(ordered, 1)}
    events_ = tuple(replace(e, id=ids[e.id], part_of=ids.get(e.part_of or "")) for e in ordered)
    figures = tuple(replace(f, event=ids.get(f.event)) if f.event else f for f in notes.figures)
    claims = tuple(replace(c, about=tuple(ids.get(a, a) for a in c.about)) if c.about else c for c in notes.claims)
    return replace(notes, events=events_, figures=figures, claims=claims)


def _midnight(published: date | None) -> datetime | None:
    """The first instant of the day of publication, UTC."""
    return datetime.combine(published, datetime.min.time(), UTC) if published else None


@dataclass(frozen=True, slots=True)
class _Here:
    """An article while its truces are read: the parse, what was found in each sentence, the mention each token heads, what is said of truces."""

    parsed: Analysis
    tree: Tree
    near: dict[int, Notes]
    by_token: dict[int, int]
    matches: Sequence[Match]
    times: Sequence[Time]

    def at(self, word: Word) -> Here:
        """What the finders of one mention need."""
        return self.tree, self.near[word.sentence], self.by_token

    def day_of(self, sentence: int) -> When | None:
        """The stamps of a sentence, by the first day that it tells."""
        s = self.parsed.sentences[sentence]
        near = (self.times[n] for n in window(self.times, s.start, s.end))
        days = (t for t in near if t.type in {"DATE", "TIME"} and t.begin and not t.anchor)
        return next(map(within, days), None)

    def limits(self, sentence: int) -> tuple[int, int]:
        """The tokens of a sentence."""
        tokens = self.parsed.positions(sentence)
        return tokens[0], tokens[-1] + 1


def _tells(c: Ceasefire, truce: Truce) -> bool:
    """Whether enough is told of a truce to keep it: one that only a verb phrase names must have a state,
    and a lull must be more than mentioned."""
    if all(w.weak for w in truce.words):
        return bool(c.states)
    told = bool(c.states or c.parties or c.began)
    return told or (truce.kind != "lull" and any(w.sure and not w.none for w in truce.words))


def _beside(truces: Sequence[Truce], notes: Notes, here: _Here) -> dict[int, list[Party]]:
    """Those who stand outside each truce, told in sentences that do not name one; those that name one come first."""
    words = [t.words for t in truces]
    out: dict[int, list[Party]] = defaultdict(list)
    for n, s in enumerate(here.parsed.sentences):
        for p in outsiders(n, here.limits(n), (here.tree, notes, here.by_token)) if s.content else ():
            truce = nearest(n, words)
            if truce is not None:
                out[truce].append(p)
    return out


def _ceasefire(n: int, truces: list[Truce], notes: Notes, here: _Here, beside: list[Party]) -> Ceasefire:
    truce, shape, text = truces[n], here.tree, here.parsed.article.text
    told = _life(truce, truces, notes, here)
    links = [p for t in truce.tellings for p in t.parties]
    links = _once([*_once([*_once(links), *beside]), *_announcers(told, here)])
    began = _began(truce, told)
    return Ceasefire(
        id=f"t{n + 1}",
        label=label(truce, began or _declared(told), notes, text),
        began=began,
        country=country(truce, truces, notes, shape),
        side=side(truce, links, notes, shape),
        purpose=purpose(truce, shape, text),
        parties=tuple(links),
        states=tuple(told),
        covers=tuple(truce.places),
        mentions=tuple(w.span for w in truce.words),
        scope=scope(truce, shape),
        condition=condition(truce, shape, text),
        related=(("renews", f"t{truce.after + 1}"),) if truce.after is not None else (),
    )


def _life(truce: Truce, truces: Sequence[Truce], notes: Notes, here: _Here) -> list[State]:
    """The states of a truce: those told, that of its name, with lengths, extensions and ends put together."""
    told = [s for t in truce.tellings for s in t.states]
    published = day_of(here.parsed.article.published)
    told += _named_begin(truce, told, published)
    told += _fought_on(truce, told, here)
    told = _taken_for_granted(truce, told, here)
    told = [_undated(s, published) for s in _come_about(told)]
    lasts = _length(truce, here)
    told = prolonged([lasting(s, lasts) for s in merged(_distinct(told))], _first_told(truce, here, more))
    since = {t.begin for t in notes.times if t.anchor == "since"}
    told = closed_by_end(ended_with(_looked_back(told, [t for t in truces if t is not truce], since)))
    return outlived(presupposed(told, _midnight(published)), lasts)


def _length(truce: Truce, here: _Here) -> str | None:
    """How long a truce is to last, by its name, by what is said of it, or by what is called without an end where it is made."""
    lasts = length([(w, here.near[w.sentence]) for w in truce.words], here.tree) or _first_told(truce, here, span_told)
    made = (t.word for t in truce.tellings if any(s.state in {"declared", "inForce"} for s in t.states))
    return lasts or without_end(here.tree, made)


def _taken_for_granted(truce: Truce, told: list[State], here: _Here) -> list[State]:
    """The states, or those that a mention takes for granted: where nothing is told but that more is wished for after it."""
    wished = [s.sentence for s in told]
    if any(s.state != "proposed" for s in told):
        return told
    before = [w for w in truce.words if not wished or w.sentence < min(wished)]
    return list(standing(before, here.matches, here.tree)) or told


def _fought_on(truce: Truce, told: Sequence[State], here: _Here) -> Iterator[State]:
    """ "Both agreed on a truce. They were shelling each other again on Thursday": a breach told right after the truce was made."""
    last = max(w.sentence for w in truce.words)
    n = last + 1
    if n >= len(here.parsed.sentences) or not here.parsed.sentences[n].content:
        return
    if not any(s.sentence == last and s.state in MADE for s in told) or any(
        s.state in _DONE - {"declared"} for s in told
    ):
        return
    low, high = here.limits(n)
    fought = fought_again(here.tree, low, high)
    if fought is not None:
        yield State("violated", n, Span(here.tree.start[fought], here.tree.end[fought]), here.day_of(n))


def _come_about(told: list[State]) -> list[State]:
    """The states, what was proposed left out where other words, of another sentence or before it, tell that it was made, for no other
    place: who accepts a proposal makes none alone."""
    made = [(s.sentence, s.evidence.end if s.evidence else 0) for s in told if s.state in MADE]
    return [s for s in told if s.state != "proposed" or s.covers or not any(_elsewhere(s, *m) for m in made)]


def _elsewhere(s: State, sentence: int, end: int) -> bool:
    """Whether a state is told in another sentence than the one given, or behind a place in it."""
    return s.sentence != sentence or (s.evidence is not None and s.evidence.start >= end)


def _named_begin(truce: Truce, told: list[State], published: date | None) -> Iterator[State]:
    """The state that the date in a truce's name tells, or its age where nothing else tells when it began."""
    began = truce.began if truce.began and truce.began.begin else None
    if began and began.type in {"DATE", "TIME"}:
        yield _from_name(truce, told, published)
    elif began and began.type == "DURATION" and not any(map(begun, told)):
        yield _from_name(truce, told, None)


def _from_name(truce: Truce, told: list[State], published: date | None) -> State:
    """The date in a truce's own name is the day it began, its age tells about when; of one of years ago, only named,
    nobody says that it holds."""
    assert truce.began is not None
    t = truce.began
    word = min(truce.words, key=lambda w: abs(w.span.start - t.start))
    old = published is not None and t.begin is not None and t.begin.date() < published - _YEAR
    stamps = within(t) if old and not told else aged(t) if t.type == "DURATION" else opened(t)
    state = "declared" if old and not told else "inForce"
    return State(state, word.sentence, evidence(Span(t.start, t.end), word.span), stamps)


def _looked_back(told: list[State], others: Sequence[Truce], since: set[datetime | None]) -> list[State]:
    """The states, those told by a month or year before another truce began kept to it: "a truce last year brought calm".

    What has held `since` then holds on.
    """
    last = max((t.age for t in others if t.age), default=None)
    return [_closed_before(s, last, since) if last and s.state == "inForce" else s for s in told]


def _closed_before(s: State, day: datetime, since: set[datetime | None]) -> State:
    """A state that is told to hold from some month or year before a day on, and not until when, kept to that month or year."""
    w = s.when
    if w is None or w.latest_end or not w.earliest_begin or not w.latest_begin or w.earliest_begin in since:
        return s
    past = w.latest_begin - w.earliest_begin > _WEEK and w.latest_begin <= day
    return replace(s, when=closed(w)) if past else s


def _undated(s: State, published: date | None) -> State:
    """What is told as done cannot lie after the article; a time that does belongs to something else."""
    begin = s.when and s.when.earliest_begin
    if s.state not in _DONE or published is None or not begin or begin.date() <= published + _DAY:
        return s
    return replace(s, when=None)


def _first_told(
    truce: Truce, here: _Here, find_length: Callable[[Tree, Notes, Word, Governor], str | None]
) -> str | None:
    """The first length that a word said of the truce gives to it, as a TIMEX3 duration."""
    said = ((w, g) for w in truce.words for g in said_of(here.tree, w, here.limits(w.sentence)[1]))
    told = (find_length(here.tree, here.near[w.sentence], w, g) for w, g in said if g.told)
    return next((t for t in told if t), None)


def _distinct(told: list[State]) -> list[State]:
    """One state of a kind and time; of states without a time the dated one of the same kind says it already."""
    out: list[State] = []
    dated = {s.state for s in told if s.when}
    for s in sorted(told, key=lambda s: (not s.covers, s.evidence or Span(0, 0))):
        if _key(s) not in map(_key, out) and (s.when or s.state not in dated):
            out.append(s)
    return out


def _key(s: State) -> tuple[object, ...]:
    return s.state, s.when and s.when.earliest_begin, s.when and s.when.latest_end


def _began(truce: Truce, told: list[State]) -> str | None:
    """The ISO day on which the truce began, when the text gives it as one day."""
    t = truce.began
    if t and t.type == "DATE" and t.begin and t.end_ and t.end_ - t.begin <= timedelta(days=1):
        return t.begin.date().isoformat()
    day = next((at for s in told if (at := begun(s))), None)
    return day.date().isoformat() if day else None


def _declared(told: list[State]) -> str | None:
    """The ISO day on which the truce was declared, when the text gives it as one day."""
    days = (s.when for s in told if s.state == "declared" and s.when)
    sure = (
        w.earliest_begin for w in days if w.earliest_begin and w.latest_end and w.latest_end - w.earliest_begin <= _DAY
    )
    return next((d.date().isoformat() for d in sure if d), None)


def _announcers(told: Iterable[State], here: _Here) -> Iterator[Party]:
    """Armed forces or groups that announce the state of a truce speak as a party to it."""
    for s in (x for x in told if x.state in _ACTS):
        notes = here.near[s.sentence]
        for speaker in (c.speaker for c in notes.claims if c.speaker and _announced(s, c)):
            near = window(notes.mentions, speaker.start - 60, speaker.end)
            able = [n for n in near if _announces(notes.mentions[n], speaker)]
            named = min(able, key=lambda n: notes.mentions[n].head != "name", default=None)
            if named is not None:
                yield Party(None, "party", named, s.sentence, speaker)


def _announced(s: State, claim: Claim) -> bool:
    """Whether a state is told in the words of somebody who makes something so by saying it."""
    return claim.stance in PROMISED and s.evidence is not None and any(x.covers(s.evidence) for x in claim.content)


def _announces(mention: Mention, speaker: Span) -> bool:
    return mention.type in _ANNOUNCING and Span(mention.start, mention.end).meets(speaker)


def _once(links: Iterable[Party]) -> list[Party]:
    """Each mention once in each status."""
    return list({(p.mention, p.actor, p.status): p for p in reversed(list(links))}.values())[::-1]


def _concerning(events: tuple[Event, ...], truces: tuple[Ceasefire, ...], parsed: Analysis) -> tuple[Event, ...]:
    """Events of a ceasefire kind, and those whose phrase names a truce, concern that truce."""
    named: dict[int, list[tuple[Span, str]]] = defaultdict(list)
    for c in truces:
        for m in c.mentions:
            named[parsed.sentence_at(m.start)].append((m, c.id))
    return tuple(_concerns(e, named, parsed) for e in events)


def _concerns(event: Event, named: dict[int, list[tuple[Span, str]]], parsed: Analysis) -> Event:
    for t in (event.trigger, *event.mentions):
        for span, truce in named.get(parsed.sentence_at(t.start), ()):
            if span.meets(t):
                return replace(event, ceasefire=truce)
    if event.kind.startswith("Ceasefire") or event.kind == "Mediation":
        near = [(abs(m.start - event.trigger.start), truce) for m, truce in named.get(event.sentence, ())]
        if near:
            return replace(event, ceasefire=min(near)[1])
    return event


FINDER = Finder(
    "ceasefires",
    find,
    frozenset({"ceasefires", "events"}),
    frozenset({"events", "mentions", "places", "times", "claims"}),
)
