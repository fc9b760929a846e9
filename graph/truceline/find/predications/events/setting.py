"""Where and when an event happened: the place and the time of its own clause, else of the attack it belongs to."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from truceline.analysis.dating import named_by, open_ended, since, when_of
from truceline.find.predications.events.match import Match
from truceline.find.predications.events.view import View
from truceline.know.nouns import heads
from truceline.model import Claim, Place, Time, When

_GROUND = frozenset(
    {"in", "at", "near", "on", "outside", "over", "around", "inside", "from", "to", "into", "across", "throughout"}
    | {"against", "within", "towards", "toward", "off", "between", "of", "along", "through", "by", "for"}
)
_CLAUSES = frozenset({"relcl", "ccomp", "advcl", "acl", "parataxis"})
_NAMES = frozenset({"compound", "nmod", "amod", "det", "conj", "appos", "nummod"})
_FAR = 7


@dataclass(frozen=True, slots=True)
class Ground:
    """The places and times of an article by the offset where they begin, and the words that tell events.

    `said` are the times that date a saying; `taken` the tokens of all events.
    """

    places: Sequence[tuple[int, int]]
    times: Sequence[tuple[int, int]]
    said: frozenset[int]
    taken: frozenset[int]


def ground(view: View, matches: Sequence[Match]) -> Ground:
    """What the events of an article can be set in."""
    said = frozenset(c.time for c in view.notes.claims if c.time is not None and not _of_first(view, c))
    taken = frozenset(i for m in matches for i in m.bases())
    return Ground(_by_offset(view.notes.places), _by_offset(view.notes.times), said, taken)


def _of_first(view: View, claim: Claim) -> bool:
    """Whether the time of a saying hangs on a deed before it: "*on 3 June* they freed ten, met envoys and announced a truce"."""
    if claim.cue is None or claim.time is None:
        return False
    cue, opening = view.t.at(claim.cue.start), view.t.at(view.notes.times[claim.time].start)
    verb = view.t.verb_over(opening)
    return verb is not None and view.t.dep[cue] == "conj" and verb != cue and verb in view.t.above(cue)


def _by_offset(items: Sequence[Place | Time]) -> list[tuple[int, int]]:
    return sorted((x.start, n) for n, x in enumerate(items))


def place_of(view: View, match: Match, where: Ground) -> int | None:
    """The index of the place of an event, or None."""
    names = view.notes.places
    near = Laid(where.places, where.taken, frozenset(), 0)
    found = _nearest(view, match, near, lambda n, i: _stands(view, names[n], i))
    return found if found is not None else _where(view, match)


def time_of(view: View, match: Match, where: Ground) -> int | None:
    """The index of the time of an event, or None."""
    near = Laid(where.times, where.taken, where.said, 3)
    return _nearest(view, match, near, lambda n, i: _dates(view, match, view.notes.times[n], i))


def stamps(view: View, match: Match, time: int | None) -> When | None:
    """The four time stamps of an event; what went on "since fighting broke out on Monday" is open from there."""
    if time is None:
        return None
    at = view.notes.times[time]
    made = when_of(at)
    if made is None or at.anchor or not since(view.t, at, frozenset((match.at, match.verb))):
        return made
    return open_ended(made)


def _dates(view: View, match: Match, time: Time, i: int) -> bool:
    """Whether a time can date the event: "recent" must stand right by it, "the May 2 truce" dates the truce alone."""
    t = view.t
    of_object = t.head[i] == match.obj and t.dep[i] in _NAMES | {"poss"}
    if time.type not in ("DATE", "TIME") or of_object:
        return False
    named = named_by(t, time)
    if named is not None and named != match.at:
        return False
    vague = (time.value or "").endswith("_REF")
    return not vague or (time.value != "FUTURE_REF" and t.head[i] in match.bases())


def _where(view: View, match: Match) -> int | None:
    """The place of a clause that begins with where: "the valley, where fighting goes on"."""
    t = view.t
    for v in (match.verb, *t.above(match.verb)):
        if t.dep[v] == "relcl":
            site = view.place(t.head[v]) if t.worded(v, {"where"}) is not None else None
            return view.notes.places.index(site) if site is not None else None
    return None


@dataclass(frozen=True, slots=True)
class Laid:
    """Expressions by offset; the tokens of events that they are kept from, unless these are objects (`cost` steps more);
    `said` those that count only right under the event."""

    items: Sequence[tuple[int, int]]
    taken: frozenset[int]
    said: frozenset[int]
    cost: int


def _nearest(view: View, match: Match, laid: Laid, good: Callable[[int, int], bool]) -> int | None:
    """The item that hangs nearest to the event in the tree, up to its clause; in the text among equals."""
    items = laid.items
    s = view.parsed.sentences[view.sentence[match.at]]
    best: tuple[int, int, int] | None = None
    line = _line(view, match)
    for offset, n in items[bisect.bisect_left(items, (s.start, -1)) : bisect.bisect_left(items, (s.end, -1))]:
        i = view.t.at(offset)
        reach = {j: far for j, far in line.items() if far == 0} if n in laid.said else line
        steps = _distance(view, i, reach, laid) if good(n, i) else None
        if steps is not None and (best is None or (steps, abs(i - match.at)) < best[:2]):
            best = (steps, abs(i - match.at), n)
    return best[2] if best else None


def _line(view: View, match: Match) -> dict[int, int]:
    """The event's tokens and the verbs over it up to the end of its clause, each with its distance."""
    t = view.t
    out = dict.fromkeys(match.bases(), 0)
    i = match.verb
    for far in range(1, 5):
        if t.head[i] == i or t.dep[i] in _CLAUSES or (t.dep[i] == "conj" and _own_subject(view, i)):
            break
        i = t.head[i]
        if view.told(match.at) is not None and view.told(i) is not view.told(match.at):
            break
        out.setdefault(i, far)
    return out


def _own_subject(view: View, v: int) -> bool:
    return view.t.child(v, "nsubj", "nsubjpass") is not None


def _distance(view: View, i: int, line: dict[int, int], laid: Laid) -> int | None:
    """Steps from an expression up to the event's line; nothing crosses another clause or another event."""
    t = view.t
    more = 0
    for far in range(_FAR):
        if i in line:
            return far + more + 2 * line[i]
        if i in laid.taken:
            if not laid.cost or t.dep[i] != "dobj":
                return None
            more = laid.cost
        elif t.head[i] == i or (t.pos[i] in ("VERB", "AUX") and t.dep[i] in (*_CLAUSES, "conj")):
            return None
        i = t.head[i]
    return None


def borrowed(view: View, match: Match, places: dict[int, int]) -> int | None:
    """The place of the event under whose verb this one is told; `places` by token of the events that have one."""
    t = view.t
    i = match.verb
    for _ in range(4):
        if t.head[i] == i or t.dep[i] in _CLAUSES:
            return None
        i = t.head[i]
        if i in places:
            return places[i]
    return None


def _stands(view: View, place: Place, i: int) -> bool:
    """Whether a place is named as a place here: not as the object of a verb of speech or of another preposition."""
    t = view.t
    while t.dep[i] in _NAMES and t.head[i] != i:
        i = t.head[i]
    return t.dep[i] != "pobj" or (t.lower[t.head[i]] in _GROUND and not _origin(view, t.head[i]))


def _origin(view: View, prep: int) -> bool:
    """Whether "from" tells where somebody comes from: "delegates from Oslo met"."""
    t = view.t
    return t.lower[prep] == "from" and t.pos[t.head[prep]] == "NOUN" and t.lemma[t.head[prep]] in heads()
