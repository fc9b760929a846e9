"""Days without a year, and weekdays, put to the side of the article's day on which they must lie.

A truce that is named after a day, or that began or ended in the past tense, did so before the article; one that is
declared "from 20 November" or "beginning on Thursday" does not begin before it is declared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from truceline.analysis.factuality import factuality
from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.clause_times import of_name
from truceline.find.predications.truces.ways import tells
from truceline.find.predications.truces.words import Word
from truceline.know.truces import state_words
from truceline.model import Time

_FROM = frozenset(["from", "starting", "beginning"])
_BOUNDS = frozenset(["until", "till", "through", "to", "by", "since", *_FROM])
_TO = frozenset(["to", "until", "till", "through"])
_NEAR = 120
"""Characters within which a last day is told after the first one."""

_WEEK = timedelta(days=7)
_DAYS = timedelta(days=2)
_LONG = timedelta(days=180)
_FAR = timedelta(days=300)
"""How far ahead a day without a year does not lie: its namesake of this year is the nearer one."""


def settled(times: Sequence[Time], words: Sequence[Word], tree: Tree, published: date | None) -> tuple[Time, ...]:
    """The times of an article, those of truces put where they can lie."""
    if published is None:
        return tuple(times)
    now = datetime.combine(published, datetime.min.time(), UTC)
    at = {start: i for i, start in enumerate(tree.start)}
    out: list[Time] = []
    for t in (_as_of(t, at.get(t.start), tree) for t in times):
        moved = _settled(t, at.get(t.start), words, tree, now)
        moved = _not_at_once(_as_said(moved, out, now), out)
        moved = _soon_after(moved, out[-1]) if out and moved.anchor in _TO else moved
        out.append(_after(moved, out[-1]) if out and _pair(out[-1], t) else moved)
    return tuple(out)


def _as_said(t: Time, before: Sequence[Time], now: datetime) -> Time:
    """A weekday of next week of which the text has just spoken as the last one: "said on Saturday that it would begin on Saturday"."""
    if t.rule != "weekday" or t.anchor in _TO or t.begin is None or t.begin <= now:
        return t
    last = t.begin - _WEEK
    again = last <= now and any(x.begin == last for x in before)
    return _moved(t, relativedelta(weeks=-1)) if again else t


def _not_at_once(t: Time, before: Sequence[Time]) -> Time:
    """ "Began on 12 June and was to run until Tuesday": the end is the next such weekday after the begin, not its day."""
    until = t.rule == "weekday" and t.anchor in _TO
    same = [x for x in before[-2:] if x.begin == t.begin and x.begin and 0 < t.start - x.end <= 80]
    return _moved(t, relativedelta(weeks=1)) if until and same else t


def _as_of(t: Time, token: int | None, tree: Tree) -> Time:
    """ "As of 18 October", "effective on Friday": the day from which something is to hold."""
    if not token or t.anchor is not None or not t.begin:
        return t
    near = tree.lower[max(0, token - 2) : token]
    if near[-1:] == ["to"] and _extends(tree, token):
        return replace(t, anchor="to", scope_end=t.end_)
    begins = near == ["as", "of"] or near[-1:] == ["effective"]
    return replace(t, anchor="from", scope_begin=t.begin) if begins else t


def _extends(tree: Tree, token: int) -> bool:
    """ "Prolonged it *to* 6 February", "its extension to May": the last day of what is made longer."""
    return tells(tree, tree.head[token - 1], {"extended"})


def _soon_after(last: Time, first: Time) -> Time:
    """ "Took effect on 20 October and was to last until 6 November": the next such day after the one told before it, not a year on."""
    if not (first.begin and last.begin and _dated_by_publication(last)):
        return last
    sooner = last.begin - relativedelta(years=1)
    near = 0 < last.start - first.end <= _NEAR and first.begin < sooner
    return _moved(last, relativedelta(years=-1)) if near and last.begin - first.begin > _FAR else last


def _pair(first: Time, last: Time) -> bool:
    """Whether two times are the ends of one range: "from 8 May to 10 May"."""
    return first.anchor in _FROM and last.anchor in _TO and 0 < last.start - first.end <= 12


def _after(last: Time, first: Time) -> Time:
    """The end of a range, put into the year in which it does not lie before its begin."""
    if first.begin is None or last.begin is None or not _dated_by_publication(last):
        return last
    while last.begin and last.begin < first.begin and last.begin.year <= first.begin.year:
        last = _moved(last, relativedelta(years=1))
    return last


def _dated_by_publication(t: Time) -> bool:
    """Whether a day got its year, or its week, from the day of the article."""
    return t.reference == "publication" and len(t.value or "") == 10


@dataclass(frozen=True, slots=True)
class _Day:
    """A time with its begin and the verb over it, and the article that it stands in: its truces and the first instant of its day."""

    t: Time
    begin: datetime
    verb: int
    tree: Tree
    words: Sequence[Word]
    now: datetime


def _settled(t: Time, token: int | None, words: Sequence[Word], tree: Tree, now: datetime) -> Time:
    """A time, put to the side of the article's day on which it lies by what is told of it."""
    if token is None or t.begin is None:
        return t
    verb = next((v for v in (token, *tree.above(token)) if tree.pos[v] in VERBAL), token)
    day = _Day(t, t.begin, verb, tree, words, now)
    return next((_moved(t, by) for lies_elsewhere, by in _MOVES if lies_elsewhere(day)), t)


def _last_year(day: _Day) -> bool:
    """Whether a day lies too far ahead, or ahead, though a truce is named after it or what it dates is told in the past tense."""
    t, ahead = day.t, day.begin - day.now
    if not _dated_by_publication(t) or ahead <= _DAYS:
        return False
    named = any(of_name(day.tree, w, t) for w in day.words) or _past(day.tree, day.verb)
    return ahead > _FAR or (t.anchor not in _BOUNDS and named)


def _next_week(day: _Day) -> bool:
    """Whether a weekday is one on which a truce is to begin or to end."""
    return day.t.rule == "weekday" and day.begin < day.now - _DAYS and _to_come(day)


def _next_year(day: _Day) -> bool:
    """Whether a day is that of next year on which a truce is to begin or to end."""
    return day.t.rule != "weekday" and day.begin < day.now - _LONG and _to_come(day)


def _past(tree: Tree, verb: int) -> bool:
    """Whether a verb is the past tense of a beginning or an end, or says that a truce was made."""
    if tells(tree, verb, {"declared"}, "object") and tree.tag[verb] == "VBN":
        return tree.worded(verb, {"was", "had"}, "aux", "auxpass") is not None
    told = tells(tree, verb, place="subject", phases={"begin", "over"})
    return told and tree.tag[verb] == "VBD" and tree.child(verb, "aux") is None


def _until_then(day: _Day) -> bool:
    """ "Had undertaken to keep the peace until 3 August": the end of what somebody is to do lies ahead."""
    t, last = day.t, day.t.anchor in _TO and day.t.reference == "publication"
    return last and t.rule == "day" and day.begin < day.now - _LONG and day.tree.tag[day.verb] == "VB"


def _agreed_then(day: _Day) -> bool:
    """ "They had agreed that the firing would stop on Friday": what lay ahead of something that lies behind."""
    tree, verb = day.tree, day.verb
    ahead = day.t.rule == "weekday" and day.begin > day.now and tree.worded(verb, {"would", "should"}) is not None
    return ahead and tree.worded(tree.head[verb], {"had"}, "aux") is not None


def _to_come(day: _Day) -> bool:
    """Whether a truce is declared from a day on, or is to begin or to end on it."""
    return _dated_by_publication(day.t) and (_declared_from(day) or _to_be(day))


def _declared_from(day: _Day) -> bool:
    """ "Declared a truce beginning on Thursday", "announced a truce from 20 November"."""
    tree, verb = day.tree, day.verb
    if tells(tree, verb, phases={"begin"}) and tree.tag[verb] == "VBG" and tree.dep[verb] in {"acl", "advcl"}:
        return True
    makes = any(e.state == "declared" and e.pos == "verb" for e in state_words().get(tree.lemma[verb], ()))
    return makes and day.t.anchor in _FROM


def _to_be(day: _Day) -> bool:
    """ "Calls for the fighting to stop on Friday", "would last until Friday": what a truce is to come to on a weekday that lies ahead."""
    tree, verb = day.tree, day.verb
    ahead = {"to", "will", "shall", *(("would",) if day.t.anchor in _TO else ())}
    told = tells(tree, verb) and day.t.rule == "weekday" and tree.tag[verb] == "VB"
    return told and tree.worded(verb, ahead, "aux") is not None and not _come(tree, verb)


def _come(tree: Tree, verb: int) -> bool:
    """Whether an infinitive tells what has been done or was to be: "*managed* to sign it on Friday", "*was* to begin on Friday"."""
    return factuality(tree, verb).mood == "told" or tree.lower[tree.head[verb]] in {"was", "were"}


_MOVES = (
    (_agreed_then, relativedelta(weeks=-1)),
    (_until_then, relativedelta(years=1)),
    (_last_year, relativedelta(years=-1)),
    (_next_week, relativedelta(weeks=1)),
    (_next_year, relativedelta(years=1)),
)
"""How a time is moved, and by what it is seen that it must be; the first that holds."""


def _moved(t: Time, by: relativedelta) -> Time:
    """The time so much earlier or later, its value and EDTF with it."""
    assert t.begin is not None
    before, after = t.begin.date().isoformat(), (t.begin + by).date().isoformat()
    swapped = {name: v.replace(before, after) for name in ("value", "edtf") if (v := getattr(t, name))}
    bounds = {name: v + by for name in ("begin", "end_", "scope_begin", "scope_end") if (v := getattr(t, name))}
    return replace(t, **swapped, **bounds)
