"""The exact words that are claimed: no "that", no outer quotation marks, no closing comma, no asides of the outlet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from truceline.find.attribution.speaker import goes_on
from truceline.find.attribution.view import DASHES, FINITE, MARKS, Reading, View
from truceline.know.verbs import nouns, verbs, words
from truceline.model import Span

_EDGE = frozenset({",", ";", ":", ".", "(", "'", "‘"}) | DASHES
_QUOTE = frozenset({"'", "’", "‘"})
_ASIDE = frozenset({"which", "who", "whose", "whom"})


def spans(view: View, ranges: Iterable[tuple[int, int]], asides: bool = False) -> tuple[Span, ...]:
    """Trimmed spans of token ranges (both ends included); `asides` keeps what stands between dashes."""
    out: list[Span] = []
    for first, end in ranges:
        last = _closed(view, first, end)
        parts = [(first, last)] if asides else _without_asides(view, first, last)
        for a, b in parts:
            if (s := trim(view, a, b)) is not None:
                out.append(s)
    return tuple(sorted(set(out)))


def ended(view: View, first: int, last: int, cue: int) -> tuple[int, int]:
    """A range after its cue, ended where the outlet takes over: ";", ", while …", ", a claim that …", ", which X denies".

    Also where the reporter goes on with another cue of the same speaker: ", rejecting calls …", ", with X saying …".
    """
    end = next(
        (
            i
            for i in range(first + 1, last)
            if view.quote[i] < 0
            and (
                _breaks(view, i)
                or _next_cue(view, i, cue)
                or _another_says(view, i, first, cue)
                or _unquoted(view, i, first)
            )
        ),
        None,
    )
    return (first, last) if end is None else (first, end - 1)


def _unquoted(view: View, i: int, first: int) -> bool:
    """Whether the speaker's own sentence in quotation marks has ended: "the truce is dead" *after the raid*, … *but few agreed*."""
    t, close = view.t, view.before(i)
    if t.lower[close] not in MARKS or view.quote[view.before(close)] < 0:
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
    k = next((k for k in range(i + 1, min(i + 9, len(t))) if t.tag[k] == "VBG"), None)
    if k is None or t.lemma[k] not in verbs():
        return False
    if t.lower[i + 1] == "with":
        return any("clause" in e.frames for e in verbs()[t.lemma[k]])
    if k - i > 2 or (k - i == 2 and t.pos[i + 1] != "ADV"):
        return False
    return goes_on(view, k) == cue


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
    if after == "without" and i + 2 < len(t) and t.tag[i + 2] == "VBG":
        return True
    if after in ("while", "whilst", "whereas") or (t.tag[i + 1] == "VBG" and t.lemma[i + 1] in words("onward cue")):
        return True
    if after in ("a", "an"):
        n = next((k for k in range(i + 2, min(len(t), i + 6)) if t.pos[k] == "NOUN"), None)
        return n is not None and (t.lemma[n] in nouns() or t.lemma[n] in words("verdict"))
    if after != "which":
        return False
    v = t.head[i + 1]
    return t.dep[i + 1] == "dobj" and any(
        e.stance in ("denied", "rejected", "doubted") for e in verbs().get(t.lemma[v], ())
    )


def _closed(view: View, first: int, last: int) -> int:
    """The end of a range, moved over a closing mark or bracket whose opening one lies inside."""
    t = view.t
    if view.quote[last] >= 0 and view.quote[first] != view.quote[last]:
        while last + 1 < len(t) and view.quote[last + 1] == view.quote[last]:
            last += 1
    i = last + 1
    if (
        i + 1 < len(t)
        and view.quote[last] < 0 <= view.quote[i + 1]
        and t.lower[i] in MARKS
        and view.sentence[i + 1] == view.sentence[last]
    ):
        last = i + 1
        while last + 1 < len(t) and view.quote[last + 1] == view.quote[i + 1]:
            last += 1
        i = last + 1
    if i >= len(t):
        return last
    if t.lower[i] == ")" and t.lower[first:i].count("(") > t.lower[first:i].count(")"):
        return i
    if t.lower[i] in MARKS and view.quote[last] >= 0 and view.quote[first] != view.quote[last]:
        return i
    return last


def trim(view: View, first: int, last: int) -> Span | None:
    """The span of a range of tokens without the punctuation that does not belong to it; None when nothing is left."""
    lower = view.t.lower
    while first <= last:
        head, tail = lower[first], lower[last]
        if not head.strip() or head in _EDGE or (head in MARKS and _opens_outside(view, first, last)):
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
    q = view.quote[first + 1] if first < last else -1
    if q < 0:
        return True
    close = first + 1
    while close <= last and view.quote[close] == q:
        close += 1
    return close >= last


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


_CONTRAST = frozenset({"while", "whilst", "whereas"})
