"""Cues after or inside their content, set off by commas: "…, X said", "…, X said, …", "As X said, …"."""

from __future__ import annotations

from truceline.find.attribution.view import FINITE, MARKS, PAST_PRESENT, Reading, View
from truceline.know.verbs import Entry

_THOUGH = frozenset(
    {"although", "though", "while", "whilst", "if", "unless", "because", "since", "when", "until", "after"}
)
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_LEADING = SUBJECTS | {"aux", "auxpass", "neg", "advmod", "mark", "prt"}
_TRAILING = SUBJECTS | {"prep", "npadvmod", "advmod", "dobj", "dative", "prt", "advcl", "tmod", "aux"}


def stands_aside(view: View, v: int, entry: Entry, quoting: bool = False) -> bool:
    """Whether the cue has a subject of its own and says nothing to its right: it may stand after or inside its content.

    `quoting`: the object of the cue is the one quoted ("…, the agency quoted X as saying").
    """
    t = view.t
    participle = t.tag[v] in ("VBG", "VBN") and t.child(v, "aux") is None
    if participle or t.dep[v] in ("relcl", "acl", "amod") or t.child(v, *SUBJECTS) is None:
        return False
    k = t.child(v, "ccomp", "xcomp", "dobj", "acomp", "attr", "oprd", after=v)
    return k is None or (t.dep[k] == "dobj" and ("told" in entry.frames or quoting))


def _core(view: View, v: int) -> tuple[int, int]:
    """The range of subject, cue and its adverbials, standing together."""
    t = view.t
    first = v
    for k in sorted((k for k in t.kids[v] if k < v), reverse=True):
        if view.after(view.high(k)) < first or t.dep[k] not in _LEADING:
            break
        first = view.low(k)
    last = max([v, *map(view.high, t.children(v, *_TRAILING, after=v))])
    begin, end = view.bounds(v)
    return max(first, begin), min(last, end)


def around(view: View, v: int, entry: Entry) -> Reading | None:
    """Content before the cue, or on both sides of it, set off by commas: "…, X said", "…, X said, …"."""
    t = view.t
    if t.worded(v, _THOUGH, "mark") is not None:
        return None
    begin, end = view.bounds(v)
    first, last = _core(view, v)
    comma, after = _comma_before(view, first), view.after(last)
    follows = after < end and t.lower[after] == ","
    if first <= begin + 1 and follows and t.worded(v, {"as"}, "mark") is not None:
        return Reading([(after + 1, end)], t.head[v], "as")
    if comma <= begin or t.lower[comma] not in (",", "-", "–", "—"):
        return None
    return _set_off(view, v, (first, last), comma, after + 1 if follows else None)


def _set_off(view: View, v: int, core: tuple[int, int], comma: int, rest: int | None) -> Reading | None:
    """The content before a comma, and from `rest` on where the sentence still goes on with it."""
    begin, end = view.bounds(v)
    if rest is not None:
        part = _part(view, begin, comma)
        verb = _finite(view, part, comma)
        if _goes_on(view, rest, verb is not None):
            ranges = [(part, comma - 1), (rest, end)] if part < comma else [(rest, end)]
            return Reading(ranges, _root(view, v, core, verb), "middle")
    verb = _finite(view, begin, comma)
    return Reading([(begin, comma - 1)], _root(view, v, core, verb), "after") if verb is not None else None


def _finite(view: View, first: int, end: int) -> int | None:
    """The first finite verb from a token to before another."""
    return next((i for i in range(first, end) if view.t.tag[i] in FINITE), None)


def _part(view: View, begin: int, comma: int) -> int:
    """Where what a cue is put into begins: a relative right before it, behind a semicolon or colon, nothing behind "and"."""
    t, last = view.t, view.before(comma)
    if t.pos[last] == "CCONJ":
        return comma
    if t.tag[last] in ("WDT", "WP"):
        return next((i + 1 for i in range(last - 1, max(begin, last - 5), -1) if t.lower[i] == ","), last)
    stops = (i + 1 for i in range(last, begin, -1) if t.lower[i] in (";", ":") and view.quote[i] < 0)
    return next(stops, begin)


def _comma_before(view: View, first: int) -> int:
    """What stands before a cue: of a quotation the comma inside its closing mark ("…," X said)."""
    comma = view.before(first)
    inner = view.before(comma)
    quoted = view.t.lower[comma] in MARKS and view.t.lower[inner] == "," and view.quote[inner] >= 0
    return inner if quoted else comma


def _root(view: View, v: int, core: tuple[int, int], verb: int | None) -> int:
    """The head of what is said around a cue: what the cue hangs on, else its clause, else the first verb before it."""
    h = view.t.head[v]
    head = h if h != v and not core[0] <= h <= core[1] else view.t.child(v, "ccomp")
    return head if head is not None else verb if verb is not None else core[1] + 1


def _goes_on(view: View, at: int, complete: bool) -> bool:
    """Whether what follows "…, X said," still is what X said: the first part has no verb yet, or this part hangs on it."""
    t = view.t
    if not complete:
        return True
    if t.pos[at] == "CCONJ" or t.tag[at] == "VBG":
        return False
    return t.tag[at] in PAST_PRESENT or t.lower[at] in ("which", "who", "because", "while", "although")
