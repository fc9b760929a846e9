"""When a state held: the four time stamps, from the dated times of its own clause and the told length of the truce."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta

from truceline.analysis.tree import Tree
from truceline.find.predications.truces.clause_times import left
from truceline.find.predications.truces.words import Word
from truceline.know.truces import state_words
from truceline.model import Notes, State, Time, When

_BEGINS = frozenset(["since", "from", "starting", "beginning", "effective", "as of"])
_ENDS = frozenset(["until", "till", "through", "to", "by"])
_UNTIL = frozenset(["until", "till", "through", "to"])
_DAY = timedelta(days=1)
_BESIDE = frozenset(["after", "before", "following", "despite", "amid", "since"])
_TOGETHER = frozenset(["as", "when", "while"])
_UNITS = {"H": "hours", "D": "days", "W": "weeks", "M": "months", "Y": "years"}


def when(state: str, times: list[Time], phase: str) -> When | None:
    """The time stamps of a state.

    `phase`: "over" where a coming end tells until when it holds, "last" where a day is one on which it held, not the
    first one.
    """
    begin, end, plain = _roles(times)
    onwards = phase != "over"
    if state == "inForce" and phase == "last" and plain and not begin and not end:
        return When(plain.begin, plain.begin, plain.end_, plain.end_, plain.edtf, plain.text)
    if state in {"inForce", "extended"} and (end or (not onwards and plain)):
        return _until(begin or (plain if onwards and state == "inForce" else None), end or plain)
    if state == "inForce" and (start := begin or plain):
        return opened(start)
    return _at_one(state, plain)


def _at_one(state: str, plain: Time | None) -> When | None:
    """The stamps of a state that has one time, and no bound of another."""
    if state in {"ended", "suspended", "extended"} and plain:
        return opened(plain)
    if state in {"declared", "violated"} and plain:
        return within(plain)
    return None


def _roles(times: list[Time]) -> tuple[Time | None, Time | None, Time | None]:
    """The time it begins (since, from), the time it ends (until), and the one that stands without such a word."""
    dated = [t for t in times if t.type in {"DATE", "TIME"} and (t.begin or t.end_)]
    begin = next((t for t in dated if t.anchor in _BEGINS), None)
    end = next((t for t in dated if t.anchor in _ENDS), None)
    return begin, end, next((t for t in dated if t.anchor not in _BEGINS | _ENDS), None)


@dataclass(frozen=True, slots=True)
class Windows:
    """The times for which a truce is declared or promised, and the times of a clause that are left over."""

    spans: tuple[When, ...]
    rest: tuple[Time, ...]


def windows(times: Sequence[Time], now: datetime | None) -> Windows:
    """ "From 20 November until 20 January", "for 8 to 10 May", "on 25 and 26 December and again from 31 December".

    Args:
        times: those of the clause, in the order of the text.
        now: the first instant of the day of publication; a plain day after it is one on which the truce is to hold.
    """
    spans: list[When] = []
    rest: list[Time] = []
    done = -1
    for t in times:
        if t.start <= done:
            continue
        last = _last_of(t, times)
        if last is not None and t.anchor != "since":
            spans.append(_until(t, last))
            done = last.start
        elif t.anchor in _BEGINS - {"since"} and t.begin:
            spans.append(opened(t))
        elif t.anchor in _ENDS - {"by"} and t.end_:
            spans.append(_until(None, t))
        elif t.anchor is None and now and t.begin and t.begin >= now + _DAY and _own_day(t):
            spans.append(_until(t, t))
        else:
            rest.append(t)
    return Windows(tuple(spans), tuple(rest))


def _own_day(t: Time) -> bool:
    """Whether a day is told by itself, not as a weekday or from another day ("the day before")."""
    return t.rule not in {"weekday", None} and t.reference != "text"


def _last_of(t: Time, times: Sequence[Time]) -> Time | None:
    """The last of the days of which a time is the first: the end of its range, or the day after it after "and"."""
    if not t.begin or t.type not in {"DATE", "TIME"}:
        return None
    ranged = _ranged(t, times)
    next_day = [x for x in times if 0 < x.start - t.end <= 6 and x.begin and x.begin == t.end_ and t.anchor is None]
    found = ranged or next_day or _upto(t, times)
    return found[-1] if found and found[-1].end_ and found[-1].end_ > t.begin else None


def _upto(t: Time, times: Sequence[Time]) -> list[Time]:
    """The day until which a time runs, where no other begins between: not "said on Monday from Friday to Sunday"."""
    behind = [x for x in times if x.start > t.end and x.anchor in _BEGINS | _UNTIL]
    return behind[:1] if t.anchor in {*_BEGINS, None} and behind and behind[0].anchor in _UNTIL else []


def _ranged(t: Time, times: Sequence[Time]) -> list[Time]:
    """The later times that end with the range of one."""
    later_ = (x for x in times if x.start > t.start and x.anchor in {*_ENDS, None})
    return [x for x in later_ if x.scope_end and x.scope_end == t.scope_end]


def _until(start: Time | None, end: Time | None) -> When:
    assert end is not None
    until = end.scope_end or end.end_ or end.begin
    first = start.edtf if start and start.edtf and "/" not in start.edtf else ".."
    return When(
        start.begin if start else None, start.end_ if start else None, None, until, f"{first}/{_day(end)}", end.text
    )


def opened(t: Time) -> When:
    """From a time on, with no end told."""
    return When(t.begin, t.end_, None, None, f"{t.edtf}/.." if t.edtf and "/" not in t.edtf else t.edtf, t.text)


def aged(t: Time) -> When:
    """From when on, by an age: "the two-day-old truce" to the day, "the two-month-old truce" give or take half a month."""
    assert t.begin is not None
    first = (t.edtf or "..").split("/")[0]
    unit = duration(f"P1{t.value[-1]}") if t.value and first.endswith("~") and t.value[-1] in "WMY" else None
    half = (t.begin + unit - t.begin) / 2 if unit else timedelta(0)
    return When(t.begin - half, t.begin + max(half, _DAY), None, None, f"{first}/..", t.text)


def closed(w: When) -> When:
    """The stamps of what held at some time within that of its begin, and not beyond it."""
    return replace(
        w, earliest_end=w.earliest_begin, latest_end=w.latest_begin, edtf=(w.edtf or "..").removesuffix("/..")
    )


def within(t: Time) -> When:
    """At some instant of a time."""
    return When(t.begin, t.end_, t.begin, t.end_, t.edtf, t.text)


def _day(t: Time) -> str:
    until = t.scope_end or t.end_ or t.begin
    last = until - timedelta(microseconds=1) if until else None
    return last.date().isoformat() if last and (t.type == "TIME" or not t.edtf) else (t.edtf or "..")


def begun(state: State) -> datetime | None:
    """When the truce began, where a state tells it: in force from a day on, not only on a day."""
    w = state.when
    if state.state != "inForce" or w is None or w.earliest_begin is None or w.latest_begin is None:
        return None
    one_day = w.latest_end is not None and "/" not in (w.edtf or "") and w.latest_end - w.earliest_begin <= _DAY
    return None if one_day or w.latest_begin - w.earliest_begin > _DAY else w.earliest_begin


def after_now(times: list[Time]) -> bool:
    """Whether a time of the clause lies ahead of what the text tells: it is named by a coming day or a bound."""
    return any(t.anchor in _ENDS or t.begin for t in times)


# ---------------------------------------------------------------- how long


def length(words: list[tuple[Word, Notes]], tree: Tree) -> str | None:
    """How long the truce was to last, as a TIMEX3 duration: "a 72-hour truce", "the ceasefire for one week"."""
    for w, notes in words:
        first = tree.start[min(left(tree, w), w.first)]
        for t in notes.times:
            near = first <= t.start and t.end <= w.span.end + 30 and t.type == "DURATION"
            if near and _own_length(tree, w, t) and duration(t.value):
                return t.value
    return None


def _own_length(tree: Tree, word: Word, t: Time) -> bool:
    """Whether a length before or after a truce is its own: not its age, not that of a war that it ended."""
    if re.search(r"\b(old|ago)\b", t.text):
        return False
    at = bisect_right(tree.start, t.start) - 1
    behind = tree.lower[word.last + 1 : at]
    return t.start < word.span.start or (len(behind) <= 3 and bool({"of", "for", "lasting"} & set(behind)))


def more(tree: Tree, notes: Notes, word: Word, token: int) -> str | None:
    """By how much a truce is extended, as a TIMEX3 duration: "by two days", "for another 72 hours"."""
    if not any(e.state == "extended" for e in state_words().get(tree.lemma[token], ())):
        return None
    span = tree.subtree(token)
    inside = [t for t in notes.times if t.type == "DURATION" and tree.start[span[0]] <= t.start < tree.end[span[-1]]]
    own = (t for t in inside if not left_of(tree, word, t) and tree.head[token] != word.token)
    return next((t.value for t in own if duration(t.value)), None)


def left_of(tree: Tree, word: Word, t: Time) -> bool:
    """Whether a time stands in the truce's own phrase, before its name: "their four-day truce"."""
    return tree.start[min(left(tree, word), word.first)] <= t.start < word.span.start


def merged(states: list[State]) -> list[State]:
    """A first day and a last day that are told apart make one state; of two days of its declaration the first counts."""
    made = sorted((s for s in states if s.state == "declared" and _first_of(s)), key=lambda s: str(_first_of(s)))
    others = [s for s in states if s not in made[1:] and not _within_another(s, states)]
    begins, ends = _half_open(others)
    if len(ends) != 1 or len(begins) > 1:
        return others
    start = next(iter(begins or made), None)
    if start is None or not _joins(start, ends[0]):
        return others
    whole = replace(begins[0] if begins else ends[0], when=_spanned(start, ends[0]))
    return [*(s for s in others if s is not ends[0] and s not in begins), whole]


def _within_another(s: State, states: Sequence[State]) -> bool:
    """Whether a state tells only the last day of a stretch of which another tells the first too."""
    whole = (x.when.latest_end for x in states if x.state == "inForce" and x.when and _first_of(x))
    end = s.when.latest_end if s.when and s.state == "inForce" and not _first_of(s) else None
    return end is not None and end in whole


def _half_open(states: Sequence[State]) -> tuple[list[State], list[State]]:
    """The states that tell a first day alone, and those that tell a last day alone."""
    begins = [s for s in states if begun(s) and s.when and not s.when.latest_end]
    ends = [s for s in states if s.state == "inForce" and s.when and s.when.latest_end and not _first_of(s)]
    return begins, ends


def _first_of(s: State) -> datetime | None:
    """The earliest begin of a state."""
    return s.when.earliest_begin if s.when else None


def _joins(start: State, end: State) -> bool:
    """Whether a first day and a last day can be those of one stretch."""
    first, last = _first_of(start), end.when.latest_end if end.when else None
    return bool(first and last and first < last)


def _spanned(start: State, end: State) -> When:
    """The stamps from the begin of one state to the end of another."""
    a, b = start.when or When(), end.when or When()
    first, last = (a.edtf or "..").split("/")[0], (b.edtf or "..").split("/")[-1]
    return When(a.earliest_begin, a.latest_begin, b.earliest_end, b.latest_end, f"{first}/{last}", b.text)


def ended_with(states: list[State]) -> list[State]:
    """An end without a day that is told with how long it had lasted, or with the last day of a truce that is terminated."""
    first = next((at for s in states if (at := begun(s))), None)
    last = [s.when.latest_end for s in states if s.state == "inForce" and s.when and s.when.latest_end]
    out = []
    for s in states:
        step = duration(s.lasts) if s.state == "ended" else None
        end = later(first, step) if first and step else last[0] - _DAY if len(last) == 1 else None
        told = (
            s.state == "ended"
            and s.when is None
            and end is not None
            and (step is not None or first is None or end > first)
        )
        edtf = f"{end.date().isoformat()}/.." if end else None
        out.append(replace(s, when=When(end, end, None, None, edtf, None)) if told and end else s)
    return out


def prolonged(states: list[State], by: str | None) -> list[State]:
    """The states with the new end of the one that tells of an extension: the old end and its length, else its day and that."""
    told = [s for s in states if s.state == "extended"]
    step = duration(by)
    if step is None or not told:
        return states
    ends = [s.when.latest_end for s in states if s.state == "inForce" and s.when and s.when.latest_end]
    out = []
    for s in states:
        base = s.when.earliest_begin if s.when else None
        old = max(ends) if ends and not (base and base >= max(ends)) else base
        end = later(old, step) if old and not (s.when and s.when.latest_end) else None
        if s.state != "extended":
            out.append(s)
        elif end is None:
            out.append(replace(s, lasts=by))
        else:
            out.append(replace(s, lasts=by, when=_ending(s.when or When(), end)))
    return out


def _ending(w: When, end: datetime) -> When:
    """The stamps with an end, exclusive."""
    last = end - _DAY if end.time() == end.min.time() else end
    first = (w.edtf or "..").removesuffix("/..")
    return replace(w, earliest_end=end, latest_end=end, edtf=f"{first}/{last.date().isoformat()}")


def duration(value: str | None) -> relativedelta | None:
    """A TIMEX3 duration as calendar time.

    >>> duration("P2M"), duration("PT72H"), duration("PXM")
    (relativedelta(months=+2), relativedelta(days=+3), None)
    """
    found = re.fullmatch(r"PT?(\d{1,4})([HDWMY])", value or "")
    if not found or (value or "").startswith("PT") != (found[2] in "H"):
        return None
    return relativedelta(**{_UNITS[found[2]]: int(found[1])})  # type: ignore[arg-type]


def lasting(state: State, length: str | None) -> State:
    """A state that begins on a known day and lasts a told time ("a 72-hour truce") ends at that day plus the time."""
    w, told = state.when, duration(length)
    if told is not None and state.state in {"declared", "inForce"}:
        state = replace(state, lasts=length)
    if told is None or state.state != "inForce" or w is None or w.earliest_begin is None or w.latest_end is not None:
        return state
    end, last = later(w.earliest_begin, told), later(w.latest_begin or w.earliest_begin, told)
    if end is None or last is None:
        return state
    edtf = f"{w.edtf[:-3]}/{end.date().isoformat()}" if w.edtf and w.edtf.endswith("/..") else w.edtf
    return replace(state, when=replace(w, earliest_end=end, latest_end=last, edtf=edtf))


def later(at: datetime, by: relativedelta) -> datetime | None:
    """An instant moved by a length; None where the calendar has no such day."""
    try:
        return at + by
    except (OverflowError, ValueError):
        return None


def lasted(tree: Tree, notes: Notes, token: int) -> bool:
    """ "Lasted less than an hour": the past tense with a length, not the perfect ("has lasted two months")."""
    if any(tree.lemma[k] == "have" for k in tree.kids[token]):
        return False
    span = tree.subtree(token)
    low, high = tree.start[span[0]], tree.end[span[-1]]
    return any(t.type == "DURATION" and low <= t.start < high for t in notes.times) or any(
        tree.lemma[i] in {"hour", "minute", "day", "week", "month"} for i in span
    )
