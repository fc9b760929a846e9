"""The states of one truce put together: begins with ends, lengths, extensions, and the day on which it was over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta

from truceline.find.predications.truces.intervals import begun, to_begin
from truceline.find.predications.truces.lengths import UNENDING, duration
from truceline.model import State, When

_DAY = timedelta(days=1)


def merged(states: list[State]) -> list[State]:
    """A first day and a last day that are told apart make one state; of two days of its declaration the first counts."""
    made = sorted((s for s in states if s.state == "declared" and _first_of(s)), key=lambda s: str(_first_of(s)))
    others = [s for s in states if s not in made[1:] and not _within_another(s, states)]
    begins, ends = _half_open(others)
    whole = _whole(begins, made, ends)
    return others if whole is None else [*(s for s in others if s not in (*begins, *ends)), whole]


def _whole(begins: Sequence[State], made: Sequence[State], ends: Sequence[State]) -> State | None:
    """The state of the stretch from the one first day, or the day of the declaration, to the one last day."""
    if len(ends) != 1 or len(begins) > 1:
        return None
    start, end = next(iter(begins or made), None), ends[0]
    return replace([*begins, end][0], when=_spanned(start, end)) if start and _joins(start, end) else None


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
    edtf = f"{_first_day(a)}/{(b.edtf or '..').split('/')[-1]}"
    return When(a.earliest_begin, a.latest_begin, b.earliest_end, b.latest_end, edtf, b.text)


def _first_day(w: When) -> str:
    """The first day of some stamps as EDTF writes it."""
    return (w.edtf or "..").split("/")[0]


def ended_with(states: list[State]) -> list[State]:
    """An end or a breach without a day that is told with how long the truce had lasted, or with the last day of one that is terminated."""
    first = next((at for s in states if (at := begun(s))), None)
    last = _last_days(states)
    return [_after_its_time(s, first, last) for s in states]


def _last_days(states: Sequence[State]) -> list[datetime]:
    """The ends of the stretches in which a truce is told to be in force."""
    return [s.when.latest_end for s in states if s.state == "inForce" and s.when and s.when.latest_end]


def _after_its_time(s: State, first: datetime | None, last: Sequence[datetime]) -> State:
    """An end or a breach so long after the begin as it is told to have come ("within hours": that day), else an end on the last day."""
    if s.when or s.state not in {"ended", "violated"}:
        return s
    step = _lasted(s)
    at = later(first, step) if first and step is not None else None
    if at is None and s.state == "ended":
        at = _sole_end(first, last, bool(step))
    return replace(s, when=_came(at, s.state)) if at is not None else s


def _lasted(s: State) -> relativedelta | None:
    """How long a truce had lasted by then; no time at all where it was broken "within hours"."""
    soon = s.state == "violated" and (s.lasts or "").startswith("PTX")
    return relativedelta() if soon else duration(s.lasts)


def _sole_end(first: datetime | None, last: Sequence[datetime], measured: bool) -> datetime | None:
    """The last day of the one stretch that is told, where that began before, or how long it had lasted is told."""
    end = last[0] - _DAY if len(last) == 1 else None
    return end if end and (measured or first is None or end > first) else None


def _came(at: datetime, state: str) -> When:
    """The stamps of an end, from a day on, or of a breach on that day."""
    day, end = at.date().isoformat(), at + _DAY
    return When(at, end, None, None, f"{day}/..", None) if state == "ended" else When(at, end, at, end, day, None)


def presupposed(states: list[State], now: datetime | None) -> list[State]:
    """The states with those that they take for granted: what is to begin has been declared, what ended on a day held until then."""
    told = {s.state for s in states}
    ahead = next((s for s in states if to_begin(s, now)), None)
    ends = _dated_ends(states)
    out = list(states)
    if ahead and "declared" not in told:
        out.append(State("declared", ahead.sentence, ahead.evidence, None, ahead.covers, ahead.claim))
    if len(ends) == 1 and not told & {"inForce", "extended"}:
        out.append(replace(ends[0], state="inForce", when=_up_to(ends[0].when or When())))
    return out


def _dated_ends(states: Sequence[State]) -> list[State]:
    """The states that tell on which day a truce ended."""
    return [s for s in states if s.state == "ended" and s.when and s.when.earliest_begin and s.when.latest_begin]


def _up_to(over: When) -> When:
    """The stamps of what held until an end."""
    return When(None, None, over.earliest_begin, over.latest_begin, f"../{_first_day(over)}", over.text)


def closed_by_end(states: list[State]) -> list[State]:
    """The states, what began on a told day and is told to have ended kept to its end: "the truce that began in May collapsed on 2 June"."""
    ends = [s.when for s in _dated_ends(states) if s.when]
    return [_closed(s, ends[0]) if len(ends) == 1 and s.state in {"inForce", "extended"} else s for s in states]


def _closed(s: State, end: When) -> State:
    """A state that runs beyond an end, or to no told day, up to that end."""
    w = s.when
    if w is None or not _outlasts(w, end):
        return s
    edtf = f"{_first_day(w)}/{_first_day(end)}"
    return replace(s, when=replace(w, earliest_end=end.earliest_begin, latest_end=end.latest_begin, edtf=edtf))


def _outlasts(w: When, end: When) -> bool:
    """Whether what began before an end runs beyond it, or to no told day, and no one time is read for both."""
    if not w.earliest_begin or not end.earliest_begin or not end.latest_begin or w.earliest_begin > end.earliest_begin:
        return False
    over = w.latest_end is not None and w.latest_end <= end.latest_begin
    return not over and not (w.text and w.text == end.text)


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
    made = [
        (first, step)
        for s in states
        if s.state == "declared" and (first := _first_of(s)) and (step := duration(s.lasts))
    ]
    return min(_last_days(states), default=None) or next((later(first, step) for first, step in made), None)


def _longer(s: State, by: str | None, upto: tuple[relativedelta, datetime | None], old: datetime | None) -> State:
    """An extension with its length and its end; of one that was told after the old end that end tells nothing."""
    step, told = upto
    base = _first_of(s)
    since = old if old and not (base and base >= old) else base
    end = told or _new_end(base, step, old) or (later(since, step) if since else None)
    if end is None or (s.when and s.when.latest_end):
        return replace(s, lasts=by)
    return replace(s, lasts=by, when=_ending(s.when or _since(since), end))


def _new_end(base: datetime | None, step: relativedelta, old: datetime | None) -> datetime | None:
    """ "Extended it today by sixty days. It expires on 4 March": the told end where it is the one to which the truce was made longer."""
    made = later(base, step) if base else None
    if made is None or base is None or old is None:
        return None
    return old if abs(made - (old - _DAY)) <= (made - base) / 20 else None


def _since(day: datetime | None) -> When:
    """The stamps of what is told from an instant on, where there is one."""
    return When(day, day, None, None, f"{day.date().isoformat()}/..", None) if day else When()


def _ending(w: When, end: datetime) -> When:
    """The stamps with an end, exclusive."""
    last = end - _DAY if end.time() == end.min.time() else end
    first = (w.edtf or "..").removesuffix("/..")
    return replace(w, earliest_end=end, latest_end=end, edtf=f"{first}/{last.date().isoformat()}")


def outlived(states: list[State], length: str | None) -> list[State]:
    """The states, an end of a truce of which no first day is told with the length that its name tells: "gave up their *eight-month* truce"."""
    begins = any(_first_of(s) for s in states if s.state not in {"ended", "suspended"})
    told = length if duration(length) and not begins else None
    return [replace(s, lasts=s.lasts or told) if s.state in {"ended", "suspended"} else s for s in states]


def lasting(state: State, length: str | None) -> State:
    """A state that begins on a known day and lasts a told time ("a 72-hour truce") ends at that day plus the time."""
    told = duration(length)
    if (told is not None or length == UNENDING) and state.state in {"declared", "inForce"}:
        state = replace(state, lasts=length)
    if told is None or state.state != "inForce" or state.when is None or state.when.latest_end is not None:
        return state
    return replace(state, when=_run_out(state.when, told))


def _run_out(w: When, told: relativedelta) -> When:
    """The stamps of what begins on a day and lasts so long, with its end; as they are where the calendar has no such day."""
    end = later(w.earliest_begin, told) if w.earliest_begin else None
    last = later(w.latest_begin or w.earliest_begin, told) if w.earliest_begin else None
    if end is None or last is None:
        return w
    edtf = f"{w.edtf[:-3]}/{end.date().isoformat()}" if w.edtf and w.edtf.endswith("/..") else w.edtf
    return replace(w, earliest_end=end, latest_end=last, edtf=edtf)


def later(at: datetime, by: relativedelta) -> datetime | None:
    """An instant moved by a length; None where the calendar has no such day."""
    try:
        return at + by
    except (OverflowError, ValueError):
        return None
