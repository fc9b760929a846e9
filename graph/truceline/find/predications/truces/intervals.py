"""When a state held: the four time stamps, from the dated times of its own clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from truceline.find.predications.truces.lengths import duration
from truceline.model import State, Time, When

_BEGINS = frozenset(["since", "from", "starting", "beginning", "effective", "as of"])
_ENDS = frozenset(["until", "till", "through", "to", "by"])
_UNTIL = frozenset(["until", "till", "through", "to"])
_DAY = timedelta(days=1)


def when(state: str, times: list[Time], phase: str) -> When | None:
    """The time stamps of a state.

    `phase`: "over" where a coming end tells until when it holds, "last" where a day is one on which it held, not the
    first one.
    """
    begin, end, plain = _roles(times)
    first, last = (None, plain) if phase == "over" else (plain, None)
    if state in {"inForce", "extended"} and (bound := end or last):
        return _until(begin or (first if state == "inForce" or _short(first) else None), bound)
    return _unbounded(begin, plain, phase) if state == "inForce" else _at_one(state, plain)


def _unbounded(begin: Time | None, plain: Time | None, phase: str) -> When | None:
    """The stamps of what is in force with no end told: on one day, or from then on."""
    if phase == "last" and plain and not begin:
        return When(plain.begin, plain.begin, plain.end_, plain.end_, plain.edtf, plain.text)
    start = begin or plain
    return opened(start) if start else None


def _short(t: Time | None) -> bool:
    """Whether a time is a day or an instant: the one on which a truce was made longer."""
    return t is not None and t.begin is not None and t.end_ is not None and t.end_ - t.begin <= _DAY


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
    begins, ends = ([t for t in dated if t.anchor in words] for words in (_BEGINS, _ENDS))
    plain = (t for t in dated if t.anchor not in _BEGINS | _ENDS)
    return next(iter(begins), None), next(iter(ends), None), next(plain, None)


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
        elif _coming(t, now):
            spans.append(_until(t, t))
        else:
            rest.append(t)
    return Windows(tuple(spans), tuple(rest))


def _coming(t: Time, now: datetime | None) -> bool:
    """Whether a day after that of the article is told by itself, not as a weekday or from another day ("the day before")."""
    coming = t.anchor is None and now is not None and t.begin is not None and t.begin >= now + _DAY
    return coming and t.rule not in {"weekday", None} and t.reference != "text"


def _last_of(t: Time, times: Sequence[Time]) -> Time | None:
    """The last of the days of which a time is the first: the end of its range, or the day after it after "and"."""
    if not t.begin or t.type not in {"DATE", "TIME"}:
        return None
    found = _ranged(t, times) or _next_day(t, times) or _upto(t, times)
    return found[-1] if found and found[-1].end_ and found[-1].end_ > t.begin else None


def _next_day(t: Time, times: Sequence[Time]) -> list[Time]:
    """The day right behind a plain time that is the day after it."""
    near = [x for x in times if 0 < x.start - t.end <= 6 and x.begin and x.begin == t.end_]
    return near if t.anchor is None else []


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


def to_begin(state: State, now: datetime | None) -> bool:
    """Whether a state tells that the truce begins after the day of the article, whose first instant is `now`."""
    at = begun(state)
    return at is not None and now is not None and at >= now + _DAY


def after_now(times: list[Time]) -> bool:
    """Whether a time of the clause lies ahead of what the text tells: it is named by a coming day or a bound."""
    return any(t.anchor in _ENDS or t.begin for t in times)
