"""The exact words that are claimed: no "that", no outer quotation marks, no closing comma, no asides of the outlet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from truceline.find.attribution.speaker import goes_on
from truceline.find.attribution.view import DASHES, FINITE, MARKS, REFUSING, Reading, View
from truceline.know.verbs import verbs, words
from truceline.model import Span

_EDGE = frozenset({",", ";", ":", ".", "(", "'", "‘"}) | DASHES
_QUOTE = frozenset({"'", "’", "‘"})
_ASIDE = frozenset({"which", "who", "whose", "whom"})
_CONTRAST = frozenset({"while", "whilst", "whereas"})
_TAKES_OVER = _CONTRAST | {"without"}


def spans(view: View, ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Trimmed spans of token ranges (both ends included), without what stands between dashes."""
    parts = (part for first, last in ranges for part in _without_asides(view, first, _closed(view, first, last)))
    return tuple(sorted({s for a, b in parts if (s := trim(view, a, b)) is not None}))


def ended(view: View, first: int, last: int, cue: int) -> tuple[int, int]:
    """A range after its cue, ended where the outlet takes over: ";", ", while …", ", which X denies".

    Also where the reporter goes on with another cue of the same speaker: ", rejecting calls …", ", with X saying …".
    """
    for i in (i for i in range(first + 1, last) if view.quote[i] < 0):
        if (
            _breaks(view, i)
            or _next_cue(view, i, cue)
            or _another_says(view, i, first, cue)
            or _unquoted(view, i, first)
        ):
            return first, i - 1
    return first, last


def _unquoted(view: View, i: int, first: int) -> bool:
    """Whether the speaker's own sentence in quotation marks has ended: "the truce is dead" *after the raid*, … *but few agreed*."""
    t, close = view.t, view.before(i)
    if t.lower[close] not in MARKS:
        return False
    last = view.before(close)
    opening = next(k for k in range(last, -1, -1) if view.quote[k] != view.quote[last]) + 1
    if t.lower[i] == "but":
        return any(t.dep[k] == "nsubj" for k in range(i + 1, min(i + 7, len(t))))
    sentence = any(
        t.tag[k] in FINITE and t.child(k, "nsubj", "nsubjpass") in range(opening, last)
        for k in range(opening, last + 1)
    )
    return sentence and opening - first <= 1 and t.pos[i] in ("ADP", "SCONJ", "ADV")


def _next_cue(view: View, i: int, cue: int) -> bool:
    """Whether after a comma the next cue begins: a participle of the speaker, or "with" and another speaker's."""
    t = view.t
    if t.lower[i] != ",":
        return False
    if t.lower[i + 1] == "with":
        k = next((k for k in range(i + 1, min(i + 9, len(t))) if t.tag[k] == "VBG"), i)
        return any("clause" in e.frames for e in verbs().get(t.lemma[k], ()))
    k = view.after(i) + (t.pos[i + 1] == "ADV" and i + 2 < len(t))
    return t.tag[k] == "VBG" and t.lemma[k] in verbs() and goes_on(view, k) == cue


def _another_says(view: View, i: int, first: int, cue: int) -> bool:
    """Whether "and" or "but" opens the next cue: of the speaker after an infinitive, or of somebody else after a comma.

    "urged X to wait *and warned* Y", "said it had fallen, *and the institute accused* the group".
    """
    t = view.t
    if t.lower[i] not in ("and", "but") or t.head[i] < first or t.head[i] > i:
        return False
    h = t.head[i]
    k = next((k for k in t.children(h, "conj", after=i) if t.lemma[k] in verbs()), None)
    if k is None or t.tag[k] not in ("VBD", "VBZ", "VBP", "VBN"):
        return False
    who = t.child(k, "nsubj")
    if who is None:
        return t.tag[h] in ("VB", "VBG") and t.tag[k] == t.tag[cue] and t.child(k, "aux", "auxpass") is None
    return t.lower[view.before(i)] == "," and t.pos[who] in ("PROPN", "NOUN") and t.lemma[k] not in words("contact")


def _breaks(view: View, i: int) -> bool:
    """Whether a semicolon or comma hands over from the speaker to the outlet."""
    t = view.t
    if t.lower[i] == ";":
        return True
    if t.lower[i] != ",":
        return False
    after = t.lower[i + 1]
    if after == "which":
        refuses = any(e.stance in REFUSING for e in verbs().get(t.lemma[t.head[i + 1]], ()))
        return refuses and t.dep[i + 1] == "dobj"
    return after in _TAKES_OVER or (t.tag[i + 1] == "VBG" and t.lemma[i + 1] in words("onward cue"))


def _closed(view: View, first: int, last: int) -> int:
    """The end of a range, moved over the end of a quotation that begins inside it."""
    if view.quote[last] < 0 or view.quote[first] == view.quote[last]:
        return last
    last = view.quoted_to(last)
    return last + bool(MARKS.intersection(view.t.lower[last + 1 : last + 2]))


def trim(view: View, first: int, last: int) -> Span | None:
    """The span of a range of tokens without the punctuation that does not belong to it; None when nothing is left."""
    lower = view.t.lower
    while first <= last:
        head, tail = lower[first], lower[last]
        if head in _EDGE or (head in MARKS and _opens_outside(view, first, last)):
            first += 1
        elif tail in _QUOTE and any(lower[i] in _QUOTE for i in range(first, last)):
            return view.span(first, last)
        elif not tail.strip() or tail in _EDGE or (tail in MARKS and _closes_outside(view, first, last)):
            last -= 1
        else:
            return view.span(first, last)
    return None


def _opens_outside(view: View, first: int, last: int) -> bool:
    """Whether the mark at `first` does not enclose words inside the range only."""
    inside = first < last and view.quote[first + 1] >= 0
    return not inside or view.quoted_to(first + 1) + 1 >= last


def _closes_outside(view: View, first: int, last: int) -> bool:
    """Whether the mark at `last` does not enclose words inside the range only."""
    q = view.quote[last - 1] if first < last else -1
    if q < 0:
        return True
    begin = last - 1
    while begin >= first and view.quote[begin] == q:
        begin -= 1
    return begin <= first


def _without_asides(view: View, first: int, last: int) -> list[tuple[int, int]]:
    """The range without relative clauses between dashes, which are the outlet's own words."""
    lower = view.t.lower
    dashes = [i for i in range(first + 1, last) if lower[i] in DASHES and view.quote[i] < 0]
    out, at = [], first
    for a, b in pairwise(dashes):
        if a >= at and lower[a + 1] in _ASIDE:
            out.append((at, a - 1))
            at = b + 1
    return [*out, (at, last)]


def without(first: int, last: int, gap: tuple[int, int]) -> list[tuple[int, int]]:
    """A range of tokens without a gap in it.

    >>> without(0, 9, (4, 5)), without(0, 9, (0, 2))
    ([(0, 3), (6, 9)], [(3, 9)])
    """
    parts = [(first, min(last, gap[0] - 1)), (max(first, gap[1] + 1), last)]
    return [(a, b) for a, b in parts if a <= b]


def without_that(view: View, reading: Reading) -> Reading:
    """The reading without a "that" which opens its content."""
    t = view.t
    ranges = [(a + 1, b) if a < b and t.lower[a] == "that" and t.tag[a] == "IN" else (a, b) for a, b in reading.ranges]
    return replace(reading, ranges=ranges)


def without_contrast(view: View, reading: Reading) -> Reading:
    """The reading without a later part that tells what another does ("…, X said, *while Y denied it*")."""
    t = view.t
    first = [a + (t.lower[a] == ",") for a, _ in reading.ranges]
    kept = [r for n, r in enumerate(reading.ranges) if n == 0 or t.lower[first[n]] not in _CONTRAST]
    return replace(reading, ranges=kept)
