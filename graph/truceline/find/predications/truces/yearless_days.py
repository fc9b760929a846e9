"""Days without a year, and weekdays, put to the side of the article's day on which they must lie.

A truce that is named after a day, or that began or ended in the past tense, did so before the article; one that is
declared "from 20 November" or "beginning on Thursday" does not begin before it is declared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.clause_times import of_name
from truceline.find.predications.truces.words import Word
from truceline.know.truces import state_words
from truceline.model import Time

_FROM = frozenset(["from", "starting", "beginning"])
_BOUNDS = frozenset(["until", "till", "through", "to", "by", "since", *_FROM])
_TO = frozenset(["to", "until", "till", "through"])
_NEAR = 120
"""Characters within which a last day is told after the first one."""

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
    ahead = t.rule == "weekday" and t.anchor not in _TO and t.begin is not None and t.begin > now
    again = [x for x in before if x.begin and t.begin and x.begin <= now and t.begin - x.begin == timedelta(days=7)]
    return _moved(t, relativedelta(weeks=-1)) if ahead and again else t


def _not_at_once(t: Time, before: Sequence[Time]) -> Time:
    """ "Began on 12 June and was to run until Tuesday": the end is the next such weekday after the begin, not its day."""
    until = t.rule == "weekday" and t.anchor in _TO
    same = [x for x in before[-2:] if x.begin == t.begin and x.begin and 0 < t.start - x.end <= 80]
    return _moved(t, relativedelta(weeks=1)) if until and same else t


def _as_of(t: Time, token: int | None, tree: Tree) -> Time:
    """ "As of 18 October", "effective on Friday": the day from which something is to hold."""
    near = tree.lower[max(0, (token or 0) - 2) : token] if token else []
    begins = near == ["as", "of"] or near[-1:] == ["effective"]
    if t.anchor is None and t.begin and near[-1:] == ["to"] and _extends(tree, token or 0):
        return replace(t, anchor="to", scope_end=t.end_)
    return replace(t, anchor="from", scope_begin=t.begin) if begins and t.anchor is None and t.begin else t


def _extends(tree: Tree, token: int) -> bool:
    """ "Prolonged it *to* 6 February", "its extension to May": the last day of what is made longer."""
    over = tree.head[token - 1]
    return any(e.state == "extended" for e in state_words().get(tree.lemma[over], ()))


def _soon_after(last: Time, first: Time) -> Time:
    """ "Took effect on 20 October and was to last until 6 November": the next such day after the one told before it, not a year on."""
    if not (first.begin and last.begin and last.reference == "publication" and len(last.value or "") == 10):
        return last
    sooner = last.begin - relativedelta(years=1)
    near = 0 < last.start - first.end <= _NEAR and first.begin < sooner
    return _moved(last, relativedelta(years=-1)) if near and last.begin - first.begin > _FAR else last


def _pair(first: Time, last: Time) -> bool:
    """Whether two times are the ends of one range: "from 8 May to 10 May"."""
    return first.anchor in _FROM and last.anchor in _TO and 0 < last.start - first.end <= 12


def _after(last: Time, first: Time) -> Time:
    """The end of a range, put into the year in which it does not lie before its begin."""
    if first.begin is None or last.begin is None or last.reference != "publication" or len(last.value or "") != 10:
        return last
    while last.begin and last.begin < first.begin and last.begin.year <= first.begin.year:
        last = _moved(last, relativedelta(years=1))
    return last


def _settled(t: Time, token: int | None, words: Sequence[Word], tree: Tree, now: datetime) -> Time:
    if token is not None and t.rule == "weekday" and t.begin and t.begin > now and _agreed_then(tree, token):
        return _moved(t, relativedelta(weeks=-1))
    if token is not None and t.rule == "day" and t.begin and t.begin < now - _LONG and _until_then(tree, token, t):
        return _moved(t, relativedelta(years=1))
    if token is None or t.begin is None or t.reference != "publication" or len(t.value or "") != 10:
        return t
    named = any(of_name(tree, w, t) for w in words) or _past(tree, token)
    if t.begin > now + _FAR or (t.begin > now + _DAYS and t.anchor not in _BOUNDS and named):
        return _moved(t, relativedelta(years=-1))
    if t.begin < now - _DAYS and (_declared_from(tree, token, t) or _to_be(tree, token, t)):
        if t.rule == "weekday":
            return _moved(t, relativedelta(weeks=1))
        return _moved(t, relativedelta(years=1)) if t.begin < now - _LONG else t
    return t


def _verb(tree: Tree, token: int) -> int:
    return next((v for v in (token, *tree.above(token)) if tree.pos[v] in VERBAL), token)


def _past(tree: Tree, token: int) -> bool:
    """Whether the verb over a token is the past tense of a beginning or an end, or says that a truce was made."""
    verb = _verb(tree, token)
    words = state_words().get(tree.lemma[verb], ())
    if any(e.state == "declared" and e.truce == "object" for e in words) and tree.tag[verb] == "VBN":
        return any(tree.lower[k] in {"was", "had"} for k in tree.kids[verb] if tree.dep[k] in {"aux", "auxpass"})
    told = any(e.phase in {"begin", "over"} and e.truce == "subject" for e in words)
    return told and tree.tag[verb] == "VBD" and not any(tree.dep[k] == "aux" for k in tree.kids[verb])


def _until_then(tree: Tree, token: int, t: Time) -> bool:
    """ "Had undertaken to keep the peace until 3 August": the end of what somebody is to do lies ahead."""
    return t.anchor in _TO and t.reference == "publication" and tree.tag[_verb(tree, token)] == "VB"


def _agreed_then(tree: Tree, token: int) -> bool:
    """ "They had agreed that the firing would stop on Friday": what lay ahead of something that lies behind."""
    verb = _verb(tree, token)
    ahead = any(tree.lower[k] in {"would", "should"} for k in tree.kids[verb])
    return ahead and any(tree.lower[k] == "had" and tree.dep[k] == "aux" for k in tree.kids[tree.head[verb]])


def _declared_from(tree: Tree, token: int, t: Time) -> bool:
    """ "Declared a truce beginning on Thursday", "announced a truce from 20 November"."""
    verb = _verb(tree, token)
    begins = any(e.phase == "begin" for e in state_words().get(tree.lemma[verb], ()))
    if begins and tree.tag[verb] == "VBG" and tree.dep[verb] in {"acl", "advcl"}:
        return True
    makes = any(e.state == "declared" and e.pos == "verb" for e in state_words().get(tree.lemma[verb], ()))
    return makes and t.anchor in _FROM


def _to_be(tree: Tree, token: int, t: Time) -> bool:
    """ "Calls for the fighting to stop on Friday", "would last until Friday": what a truce is to come to on a weekday that lies ahead."""
    verb = _verb(tree, token)
    ahead = {"to", "will", "shall", *(("would",) if t.anchor in _TO else ())}
    told = bool(state_words().get(tree.lemma[verb])) and t.rule == "weekday"
    return told and tree.tag[verb] == "VB" and tree.worded(verb, ahead, "aux") is not None


def _moved(t: Time, by: relativedelta) -> Time:
    """The time so much earlier or later, its value and EDTF with it."""
    assert t.begin is not None
    before, after = t.begin.date().isoformat(), (t.begin + by).date().isoformat()
    swapped = {name: v.replace(before, after) for name in ("value", "edtf") if (v := getattr(t, name))}
    bounds = {name: v + by for name in ("begin", "end_", "scope_begin", "scope_end") if (v := getattr(t, name))}
    return replace(t, **swapped, **bounds)
