"""How long a truce is told to last, and by how much it is made longer: "took effect for two months", "six more weeks"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dateutil.relativedelta import relativedelta

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.clause_times import clauses, left
from truceline.find.predications.truces.governor import Governor
from truceline.find.predications.truces.ways import SUBJECTS
from truceline.find.predications.truces.words import Word
from truceline.know.truces import around, state_words
from truceline.model import Notes, Time

UNENDING = "PXY"
"""The TIMEX3 duration of what is to last without an end."""

_UNITS = {"H": "hours", "D": "days", "W": "weeks", "M": "months", "Y": "years"}


def length(words: list[tuple[Word, Notes]], tree: Tree) -> str | None:
    """How long the truce was to last by its own phrase, as a TIMEX3 duration: "a 72-hour truce", "the ceasefire for one week"."""
    for w, notes in words:
        first = tree.start[min(left(tree, w), w.first)]
        for t in notes.times:
            near = first <= t.start and t.end <= w.span.end + 30 and t.type == "DURATION"
            if near and _own_length(tree, w, t) and not longer(tree, t):
                return t.value
    return None


def without_end(tree: Tree, words: Iterable[Word]) -> str | None:
    """ "A permanent ceasefire", "an open-ended truce", "an indefinite one": a TIMEX3 duration of unknown years, where a mention is called so."""
    called = (
        tree.lemma[k]
        for w in words
        for t in {w.token, tree.head[w.token]}
        for k in tree.children(t, "amod")
        if k <= w.last
    )
    return UNENDING if any(x in around("unending") for x in called) else None


def _own_length(tree: Tree, word: Word, t: Time) -> bool:
    """Whether a length before or after a truce is its own: not its age, not that of a war that it ended."""
    if re.search(r"\b(old|ago)\b", t.text):
        return False
    behind = tree.lower[word.last + 1 : tree.at(t.start)]
    return t.start < word.span.start or (
        len(behind) <= 3 and behind[-1:] in (["of"], ["for"], ["lasting"]) and "after" not in behind
    )


def span_told(tree: Tree, notes: Notes, word: Word, g: Governor) -> str | None:
    """The length that a clause gives to a truce that is made, begins or is to go on: "took effect for two months", "is to last 72 hours"."""
    if g.negated or not _starts_or_goes_on(tree, g):
        return None
    told = (t for t in _lengths(tree, notes, word, g.token) if not longer(tree, t))
    return next((t.value for t in told if _for_so_long(tree, t) or tree.lemma[g.token] in {"last", "run"}), None)


def _starts_or_goes_on(tree: Tree, g: Governor) -> bool:
    """Whether a word tells that a truce is made or begins, or that it is to last."""
    phases = {e.phase for e in state_words().get(tree.lemma[g.token], ()) if e.state in {"inForce", "declared"}}
    return bool(phases) and (not phases <= {"last", "again"} or to_come(tree, g))


def _for_so_long(tree: Tree, t: Time) -> bool:
    """ "For seven days", "for a period of seven days"."""
    at = tree.at(t.start)
    return t.anchor == "for" or tree.lower[max(0, at - 2) : at] in (["period", "of"], ["term", "of"])


def more(tree: Tree, notes: Notes, word: Word, g: Governor) -> str | None:
    """By how much a truce is extended, as a TIMEX3 duration: "by two days", "for another 72 hours", "will last a week longer"."""
    states = {e.state for e in state_words().get(tree.lemma[g.token], ())}
    told = _lengths(tree, notes, word, g.token) if "extended" in states or to_come(tree, g) else ()
    return next((t.value for t in told if "extended" in states or longer(tree, t)), None)


def _lengths(tree: Tree, notes: Notes, word: Word, token: int) -> Iterator[Time]:
    """The lengths that stand under a word, or under the verb of which it is the infinitive, and in no clause below, nor in the truce's own name."""
    verbs = set(clauses(tree, token))
    for t in notes.times:
        above = (v for v in tree.above(tree.at(t.start)) if not word.first <= v <= word.last)
        over = (v for v in above if v in verbs or tree.pos[v] in VERBAL)
        if _measures(t) and next(over, -1) in verbs and not left_of(tree, word, t):
            yield t


def _measures(t: Time) -> bool:
    """Whether a time is a length in units of the calendar, and not one after which something came."""
    return t.type == "DURATION" and t.anchor != "after" and bool(duration(t.value))


def longer(tree: Tree, t: Time) -> bool:
    """Whether a length comes on top of another: "another month", "six more weeks", "15 days longer"; not "more than a week"."""
    first = tree.at(t.start)
    last = tree.at(t.end - 1)
    marks = [k for k in range(first, last + 2) if k < len(tree) and tree.lower[k] in around("longer")]
    return any(tree.lower[k] == "longer" or tree.lower[k + 1 : k + 2] != ["than"] for k in marks)


def to_come(tree: Tree, g: Governor) -> bool:
    """Whether what a word tells lies ahead of it."""
    return tree.tag[g.token] == "VB" or g.mood == "planned"


def left_of(tree: Tree, word: Word, t: Time) -> bool:
    """Whether a time stands in the truce's own phrase, before its name: "their four-day truce"."""
    return tree.start[min(left(tree, word), word.first)] < t.end <= word.span.start


def duration(value: str | None) -> relativedelta | None:
    """A TIMEX3 duration as calendar time.

    >>> duration("P2M"), duration("PT72H"), duration("PXM")
    (relativedelta(months=+2), relativedelta(days=+3), None)
    """
    found = re.fullmatch(r"PT?(\d{1,4})([HDWMY])", value or "")
    if not found or (value or "").startswith("PT") != (found[2] in "H"):
        return None
    return relativedelta(**{_UNITS[found[2]]: int(found[1])})  # type: ignore[arg-type]


def lasted(tree: Tree, notes: Notes, token: int) -> bool:
    """ "Lasted less than an hour": the past tense with a length, not the perfect ("has lasted two months")."""
    span = tree.subtree(token)
    starts = {t.start for t in notes.times if t.type == "DURATION"}
    units = (i for i in span if tree.start[i] in starts or tree.lemma[i] in around("unit of time"))
    return any(_measured(tree, i, token) for i in units)


def _measured(tree: Tree, unit: int, verb: int) -> bool:
    """Whether a word stands under a verb as its length: in no clause below, no subject, and behind no word for where in time it was."""
    up = [unit, *tree.above(unit)]
    path = up[: up.index(verb)]
    placed = any(tree.dep[k] == "prep" and tree.lower[k] not in around("for so long") for k in path)
    return not placed and not any(tree.pos[k] in VERBAL for k in path) and tree.dep[path[-1]] not in SUBJECTS
