"""The states of one truce put together: begins with ends, lengths, extensions, and the day on which it was over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta

from truceline.find.predications.truces.intervals import begun
from truceline.find.predications.truces.lengths import UNENDING, duration
from truceline.model import State, When

_DAY = timedelta(days=1)


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
    """An end or a breach without a day that is told with how long the truce had lasted, or with the last day of one that is terminated."""
    first = next((at for s in states if (at := begun(s))), None)
    last = [s.when.latest_end for s in states if s.state == "inForce" and s.when and s.when.latest_end]
    return [_after_its_time(s, first, last) for s in states]


def _after_its_time(s: State, first: datetime | None, last: Sequence[datetime]) -> State:
    """An end or a breach so long after the begin as it is told to have come ("within hours": that day), else an end on the last day."""
    if s.when or s.state not in {"ended", "violated"}:
        return s
    soon = s.state == "violated" and (s.lasts or "").startswith("PTX")
    step = relativedelta() if soon else duration(s.lasts)
    at = later(first, step) if first and step is not None else None
    if at is None and s.state == "ended" and len(last) == 1 and (step or first is None or last[0] - _DAY > first):
        at = last[0] - _DAY
    if at is None:
        return s
    day, end = at.date().isoformat(), at + _DAY
    over = s.state == "ended"
    return replace(
        s, when=When(at, end, None if over else at, None if over else end, f"{day}/.." if over else day, None)
    )


def presupposed(states: list[State], now: datetime | None) -> list[State]:
    """The states with those that they take for granted: what is to begin has been declared, what ended on a day held until then."""
    told = {s.state for s in states}
    ahead = next((s for s in states if now and (at := begun(s)) and at >= now + _DAY), None)
    ends = [s for s in states if s.state == "ended" and s.when and s.when.earliest_begin and s.when.latest_begin]
    out = list(states)
    if ahead and "declared" not in told:
        out.append(State("declared", ahead.sentence, ahead.evidence, None, ahead.covers, ahead.claim))
    if len(ends) == 1 and not told & {"inForce", "extended"}:
        out.append(replace(ends[0], state="inForce", when=_up_to(ends[0].when or When())))
    return out


def _up_to(over: When) -> When:
    """The stamps of what held until an end."""
    last = (over.edtf or "..").split("/")[0]
    return When(None, None, over.earliest_begin, over.latest_begin, f"../{last}", over.text)


def closed_by_end(states: list[State]) -> list[State]:
    """The states, what began on a told day and is told to have ended kept to its end: "the truce that began in May collapsed on 2 June"."""
    ends = [s.when for s in states if s.state == "ended" and s.when and s.when.earliest_begin and s.when.latest_begin]
    return [_closed(s, ends[0]) if len(ends) == 1 and s.state in {"inForce", "extended"} else s for s in states]


def _closed(s: State, end: When) -> State:
    """A state that runs beyond an end, or to no told day, up to that end, unless one time is read for both."""
    w = s.when
    first, last = (w.earliest_begin, w.latest_end) if w else (None, None)
    if w is None or not first or not end.earliest_begin or not end.latest_begin or first > end.earliest_begin:
        return s
    if (last and last <= end.latest_begin) or (w.text and w.text == end.text):
        return s
    edtf = f"{(w.edtf or '..').split('/')[0]}/{(end.edtf or '..').split('/')[0]}"
    return replace(s, when=replace(w, earliest_end=end.earliest_begin, latest_end=end.latest_begin, edtf=edtf))


def prolonged(states: list[State], by: str | None) -> list[State]:
    """The states with the stretch of the one that tells of an extension: from its day, else the old end, to the end that is told, else
    to the old end, or its day, and its length."""
    step, old = duration(by), _old_end(states)
    if step is None:
        return states
    told = next((s.when.latest_end for s in states if s.state == "extended" and s.when and s.when.latest_end), None)
    return [_longer(s, by, (step, told), old) if s.state == "extended" else s for s in states]


def _old_end(states: Sequence[State]) -> datetime | None:
    """When a truce was to end before it was extended: at the first end that is told, else after the length of what was declared."""
    ends = [s.when.latest_end for s in states if s.state == "inForce" and s.when and s.when.latest_end]
    made = [
        (first, step)
        for s in states
        if s.state == "declared" and (first := _first_of(s)) and (step := duration(s.lasts))
    ]
    return min(ends, default=None) or next((later(first, step) for first, step in made), None)


def _longer(s: State, by: str | None, upto: tuple[relativedelta, datetime | None], old: datetime | None) -> State:
    """An extension with its length and its end; of one that was told after the old end that end tells nothing."""
    step, told = upto
    base = _first_of(s)
    since = old if old and not (base and base >= old) else base
    end = told or (later(since, step) if since else None)
    if end is None or (s.when and s.when.latest_end):
        return replace(s, lasts=by)
    first = s.when or When(since, since, None, None, f"{since.date().isoformat()}/.." if since else None, None)
    return replace(s, lasts=by, when=_ending(first, end))


def _ending(w: When, end: datetime) -> When:
    """The stamps with an end, exclusive."""
    last = end - _DAY if end.time() == end.min.time() else end
    first = (w.edtf or "..").removesuffix("/..")
    return replace(w, earliest_end=end, latest_end=end, edtf=f"{first}/{last.date().isoformat()}")


def lasting(state: State, length: str | None) -> State:
    """A state that begins on a known day and lasts a told time ("a 72-hour truce") ends at that day plus the time."""
    w, told = state.when, duration(length)
    if (told is not None or length == UNENDING) and state.state in {"declared", "inForce"}:
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
