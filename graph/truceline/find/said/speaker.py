"""Who speaks: from the token that the syntax gives to the words that name somebody."""

from __future__ import annotations

from truceline.find.said.view import View
from truceline.know.verbs import words
from truceline.model import Mention, Span

_NONE = frozenset({"it", "there", "that", "this", "what", "which", "who"})
_HEADS = ("pronoun", "nominal", "name")


def voice(view: View, i: int | None) -> Span | None:
    """The span of the speaker whose noun phrase is headed by token `i`: a mention where there is one.

    A name is taken without title and article; a name that an apposition gives wins over the description; a noun such as
    "monitor" that is only tacked on to a name gives way to it.
    """
    if i is None:
        return None
    t = view.t
    best = _around(view, i)
    if best is None or best.head != "name":
        for k in t.kids[i]:
            if t.dep[k] == "appos" and (name := _around(view, k)) is not None and name.head == "name":
                return Span(name.start, name.end)
    if best is None or best.head == "nominal":
        tacked = _tacked(view, i)
        if tacked is not None:
            return tacked
    return Span(best.start, best.end) if best is not None else _phrase(view, i)


def subject(view: View, v: int) -> int | None:
    """The logical subject of a verb of saying as a token; None for "it", "there" and passives without an agent."""
    t = view.t
    found = t.agents(v)
    if not found and not t.passive(v):
        found = _before(view, v)
    found = [i for i in found if i != v]
    if not found or (t.lower[found[0]] in _NONE and _expletive(view, v, found[0])):
        return None
    return found[0]


def _expletive(view: View, v: int, i: int) -> bool:
    """Whether "it" stands for nobody ("it was reported that", "it seems that")."""
    word = view.t.lower[i]
    return word != "it" or view.t.passive(v)


def _before(view: View, v: int) -> list[int]:
    """A subject that the parser missed: the nominal right before the verb, or right after it ("said X")."""
    t = view.t
    i = v - 1
    while i >= 0 and t.pos[i] in ("AUX", "ADV", "PART"):
        i -= 1
    if i >= 0 and t.pos[i] in ("NOUN", "PROPN", "PRON") and view.sentence[i] == view.sentence[v]:
        return [i]
    return []


def _around(view: View, i: int) -> Mention | None:
    """The best mention that holds the token: a name before a nominal, the longer one first."""
    span = Span(view.t.start[i], view.t.end[i])
    holding = [m for m in view.named(span) if m.start <= span.start and span.end <= m.end]
    holding = [m for m in holding if _headed(view, m, i)] or holding
    return max(holding, key=lambda m: (_HEADS.index(m.head) if m.head in _HEADS else 0, m.end - m.start), default=None)


def _headed(view: View, mention: Mention, i: int) -> bool:
    """Whether the token is the last noun of the mention, not a word inside a longer one."""
    return mention.end == view.t.end[i] or view.t.end[i] == mention.end - 2


def _tacked(view: View, i: int) -> Span | None:
    """The name before a noun that only says what the name is ("… Observatory monitor")."""
    t = view.t
    if t.lemma[i] not in words("body"):
        return None
    low = view.low(i)
    near = [m for m in view.named(Span(t.start[low], t.start[i] or 1)) if m.head == "name" and m.end >= t.start[i] - 2]
    best = max(near, key=lambda m: m.end - m.start, default=None)
    return Span(best.start, min(best.end, t.end[i])) if best else None


def _phrase(view: View, i: int) -> Span:
    """The noun phrase, with an "of" phrase that tells who it is."""
    t = view.t
    span = t.phrase(i)
    for k in t.kids[i]:
        if t.dep[k] == "prep" and t.lower[k] == "of" and k == i + 1:
            span = Span(span.start, t.end[view.high(k)])
    return span
