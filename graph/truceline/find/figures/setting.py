"""Where, since when and in which event: the setting of a figure."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from truceline.analysis.article import Analysis
from truceline.analysis.dating import opened, since, told_of_named
from truceline.analysis.tree import Tree
from truceline.find.figures.counted import Counted
from truceline.model import Event, Figure, Notes, Place, Time, When
from truceline.values import replace

_REACH = 2
"""How many sentences back the attack may be told of which a figure is."""

_APART = frozenset({"conj", "advcl", "relcl", "ccomp", "parataxis", "acl"})
_OPENERS = {"it", "they", "this", "these", "that", "the"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the figures of an article can be tied to, by sentence; `sayings` are the positions of times that date a saying."""

    parsed: Analysis
    tree: Tree
    notes: Notes
    events: dict[int, list[Event]]
    times: dict[int, list[int]]
    places: dict[int, list[int]]
    sayings: frozenset[int]

    @classmethod
    def of(cls, parsed: Analysis, tree: Tree, notes: Notes) -> Setting:
        """Sorts what was found into the sentences of an article."""
        events: dict[int, list[Event]] = defaultdict(list)
        for e in notes.events:
            for n in {e.sentence, *(parsed.sentence_at(s.start) for s in e.mentions)}:
                events[n].append(e)
        times: dict[int, list[int]] = defaultdict(list)
        for n, t in enumerate(notes.times):
            times[parsed.sentence_at(t.start)].append(n)
        places: dict[int, list[int]] = defaultdict(list)
        for n, p in enumerate(notes.places):
            places[parsed.sentence_at(p.start)].append(n)
        said = frozenset(c.time for c in notes.claims if c.time is not None)
        return cls(parsed, tree, notes, events, times, places, said)


def settle(figure: Figure, counted: Counted, setting: Setting, whole: Figure | None) -> Figure:
    """The figure with its event, window and place; a part takes them over from the whole it is part of."""
    event = _event(figure, counted, setting)
    figure = replace(figure, event=event.id if event else None)
    if whole:
        return replace(figure, window=whole.window, place=whole.place, event=whole.event or figure.event)
    time = _time(figure, counted, setting)
    window = _window(time, setting) if time else event.when if event else None
    return _placed(replace(figure, window=window or _since(figure, setting)), counted, event, setting)


def _placed(figure: Figure, counted: Counted, event: Event | None, setting: Setting) -> Figure:
    """The figure with its place: one of the sentence, else its event's; without any, and undated, all of an attack before it."""
    place = _place(figure, counted, setting)
    if place is not None:
        return figure if _one_of_several(place, figure.sentence, setting) else replace(figure, place=place)
    if event is not None and event.place is not None and not _there(figure, counted, setting.tree):
        return replace(figure, place=event.place)
    before = _told_before(figure, counted, setting) if figure.window is None else None
    return replace(figure, event=before.id, window=before.when, place=before.place) if before else figure


def _told_before(figure: Figure, counted: Counted, setting: Setting) -> Event | None:
    """The attack of a sentence or two before that a toll without place and time is of.

    "The strike killed 14": an event of that name; "fourteen people died": the last one; not "have died", which sums up.
    """
    tree, verb = setting.tree, _clause(counted.trigger, setting.tree)
    if tree.worded(verb, {"have", "has"}) is not None:
        return None
    near = list(_attacks_before(figure.sentence, setting))
    subject = tree.child(verb, "nsubj") if tree.child(verb, "dobj") is not None else None
    if subject is None:
        return near[-1] if near and figure.sentence - near[-1].sentence == 1 else None
    named = {e.id: e for e in near if tree.lemma[subject] in _names(e, near, setting)}
    definite = tree.worded(subject, {"the", "this", "that"}) is not None
    return next(reversed(named.values()), None) if definite else None


def _attacks_before(sentence: int, setting: Setting) -> Iterator[Event]:
    """The attacks that the sentences shortly before tell with a time or a place."""
    for n in range(sentence - _REACH, sentence):
        for e in setting.events.get(n, ()):
            if e.sentence == n and e.plover == "ASSAULT" and (e.when or e.place is not None):
                yield e


def _names(event: Event, near: list[Event], setting: Setting) -> set[str]:
    """The words by which an attack is named in its sentence, triggers of the same sentence among them."""
    text = setting.parsed.article.text
    here = (e.trigger for e in near if e.sentence == event.sentence)
    return {w.lower() for span in (*here, *event.mentions) for w in (span.of(text), span.of(text).rstrip("s"))}


def _event(figure: Figure, counted: Counted, setting: Setting) -> Event | None:
    """The event whose trigger is the word of harm, else the nearest violent one of the sentence."""
    at = setting.tree.start[counted.trigger]
    near = setting.events.get(figure.sentence, [])
    exact = [e for e in near if any(s.start <= at < s.end for s in (e.trigger, *e.mentions))]
    violent = [e for e in near if e.plover == "ASSAULT"]
    return min(exact or violent, key=lambda e: abs(e.trigger.start - at), default=None)


def _clause(token: int, tree: Tree) -> int:
    """The verb that governs a token."""
    here = token
    while tree.pos[here] not in {"VERB", "AUX"} and tree.head[here] != here:
        here = tree.head[here]
    return here


def _time(figure: Figure, counted: Counted, setting: Setting) -> Time | None:
    """The dated time of the figure's sentence that hangs in its clause; among several the nearest, `since` first."""
    dated = [t for t in _days(figure, setting) if not told_of_named(setting.tree, t, counted.trigger)]
    for clause in _clauses(counted.trigger, setting.tree):
        span = setting.tree.subtree(clause)
        low, high = setting.tree.start[span[0]], setting.tree.end[span[-1]]
        inside = [t for t in dated if low <= t.start < high]
        if inside:
            best = min(inside, key=lambda t: (t.anchor != "since", abs(t.start - figure.start)))
            return _spanning(best, inside, setting.parsed.article.text)
    return None


def _days(figure: Figure, setting: Setting) -> Iterator[Time]:
    """The dated times of the figure's sentence that date no saying."""
    here = (setting.notes.times[n] for n in setting.times.get(figure.sentence, ()) if n not in setting.sayings)
    return (t for t in here if (t.begin or t.end_) and t.type in {"DATE", "TIME"})


def _spanning(best: Time, inside: list[Time], text: str) -> Time:
    """ "On Monday and Tuesday", "on 3 and 4 May": from the first of the days to the last."""
    one, two = _ends(best, inside, text)
    if one is two or best.anchor or not (one.begin and two.end_ and one.begin < two.end_):
        return best
    edtf = f"{one.edtf}/{two.edtf}" if one.edtf and two.edtf and "/" not in one.edtf + two.edtf else None
    return replace(best, begin=one.begin, end_=two.end_, edtf=edtf, text=text[one.start : two.end])


def _ends(best: Time, inside: list[Time], text: str) -> tuple[Time, Time]:
    """The first and the last of the days that are listed with one."""
    first = last = inside.index(best)
    while first and _joined(text, inside[first - 1].end, inside[first].start):
        first -= 1
    while last + 1 < len(inside) and _joined(text, inside[last].end, inside[last + 1].start):
        last += 1
    return inside[first], inside[last]


def _joined(text: str, end: int, start: int) -> bool:
    """Whether only a comma or "and" stands between two items of a list."""
    return text[end:start].strip() in {"and", ",", ", and", "&"}


def _clauses(token: int, tree: Tree) -> Iterator[int]:
    """The clause of a token, and those that it goes on from: "62 were killed on Monday *and 100 wounded*"."""
    here = _clause(token, tree)
    yield here
    while tree.dep[here] in {"conj", "acl"} and tree.head[here] != here:
        here = _clause(tree.head[here], tree)
        if tree.child(here, "nsubj", "nsubjpass") is not None:
            yield here
            return


def _window(t: Time, setting: Setting) -> When:
    begin, end = (t.scope_begin, t.scope_end) if t.anchor and (t.scope_begin or t.scope_end) else (t.begin, t.end_)
    if t.anchor == "since" or since(setting.tree, t):
        return When(begin, t.end_, None, None, opened(t.edtf, "{}/.."), t.text)
    return When(begin, None, None, end, t.edtf, t.text)


def _there(figure: Figure, counted: Counted, tree: Tree) -> bool:
    """ "Twelve more were killed there": where the sentences before tell."""
    below = tree.kids[_clause(counted.trigger, tree)]
    return any(tree.lower[k] == "there" and tree.dep[k] == "advmod" and tree.start[k] > figure.start for k in below)


def _last_place(before: int, sentence: int, setting: Setting) -> int | None:
    """The last place named in the three sentences before."""
    near = (n for s in range(sentence, max(-1, sentence - 4), -1) for n in reversed(setting.places.get(s, [])))
    return next((n for n in near if setting.notes.places[n].start < before), None)


def _since(figure: Figure, setting: Setting) -> When | None:
    """ "It has since …": open from the last dated thing before the sentence."""
    s, tree = setting.parsed.sentences[figure.sentence], setting.tree
    here = setting.parsed.positions(figure.sentence)
    if not any(tree.lower[i] == "since" and tree.dep[i] == "advmod" for i in here):
        return None
    times = setting.notes.times
    before = reversed(times[: bisect_right(times, s.start, key=lambda t: t.end)])
    last = next((t for t in before if t.begin and t.type == "DATE"), None)
    return When(last.begin, last.end_, None, None, last.edtf and f"{last.edtf}/..", last.text) if last else None


def _of_clause(here: list[tuple[int, Place]], counted: Counted, setting: Setting) -> list[tuple[int, Place]]:
    """The places that hang in the figure's own clause, not in one that is joined to it."""
    verb, tree = _clause(counted.trigger, setting.tree), setting.tree
    apart = {i for k in tree.children(verb, *_APART) if tree.pos[k] in {"VERB", "AUX"} for i in tree.subtree(k)}
    spans = [(tree.start[i], tree.end[i]) for i in tree.subtree(verb) if i not in apart]
    return [(n, p) for n, p in here if any(b <= p.start < e for b, e in spans)]


def _one_of_several(n: int, sentence: int, setting: Setting) -> bool:
    """ "In Hama and Homs": a number for both is of neither."""
    text, p = setting.parsed.article.text, setting.notes.places[n]
    here = (setting.notes.places[k] for k in setting.places.get(sentence, ()) if k != n)
    others = (q for q in here if q.kind == p.kind)
    return any(text[min(p.end, q.end) : max(p.start, q.start)].strip() in {"and", ", and", "&"} for q in others)


def _place(figure: Figure, counted: Counted, setting: Setting) -> int | None:
    """The nearest place of the sentence that is a place of something happening there; else the last one before it,
    where the sentence goes on about the same thing."""
    s = setting.parsed.sentences[figure.sentence]
    if _there(figure, counted, setting.tree):
        return _last_place(s.start, figure.sentence, setting)
    here = [(n, setting.notes.places[n]) for n in setting.places.get(figure.sentence, ())]
    own = _of_clause(here, counted, setting)
    after = own or [(n, p) for n, p in here if p.start > figure.start] or here
    if after:
        return min(after, key=lambda x: abs(x[1].start - figure.start))[0]
    first = setting.parsed.article.text[s.start : s.end].split(" ", 1)[0].lower()
    if first in _OPENERS and figure.sentence:
        return next(iter(setting.places.get(figure.sentence - 1, ())), None)
    return None
