"""The exact words that are claimed: no "that", no outer quotation marks, no closing comma, no asides of the outlet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from truceline.find.attribution.speaker import goes_on, quotes_after
from truceline.find.attribution.view import DASHES, FINITE, MARKS, REFUSING, Reading, View
from truceline.know.verbs import framed, nouns, verbs, words
from truceline.model import Span
from truceline.values import replace

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


def without_background(view: View, first: int, last: int) -> tuple[int, int]:
    """A range of a deed or thing without what the outlet tells of it at its end ("urged him to keep the pact*, which he had signed*")."""
    t = view.t
    for i in (i for i in range(first + 1, last) if t.lower[i] == "," and view.quote[i] < 0):
        who = next((k for k in range(i + 1, min(i + 3, len(t))) if t.lower[k] in _ASIDE), None)
        told = next((h for h in t.above(who) if t.dep[h] == "relcl"), None) if who is not None else None
        if told is not None and view.low(told) > i - 1 and view.high(told) >= last - 1:
            return first, i - 1
    return first, last


def _unquoted(view: View, i: int, first: int) -> bool:
    """Whether the speaker's own sentence in quotation marks has ended: "the truce is dead" *after the raid*, … *but few agreed*."""
    t, close = view.t, view.before(i)
    last = view.before(close)
    if t.lower[close] not in MARKS or view.quote[last] < 0:
        return False
    if t.lower[i] == "but":
        return "nsubj" in t.dep[i + 1 : i + 7]
    opening = view.quoted_from(last)
    return opening - first <= 1 and t.pos[i] in ("ADP", "SCONJ", "ADV") and _sentence(view, opening, last)


def _sentence(view: View, first: int, last: int) -> bool:
    """Whether a verb and its subject stand from one token to another."""
    t, inside = view.t, range(first, last)
    return any(t.tag[k] in FINITE and t.child(k, "nsubj", "nsubjpass") in inside for k in range(first, last + 1))


def _next_cue(view: View, i: int, cue: int) -> bool:
    """Whether after a comma the next cue begins: a participle of the speaker, or "with" and another speaker's."""
    t = view.t
    if t.lower[i] != ",":
        return t.lower[i] == "saying" and t.pos[i - 1] not in ("ADP", "PART") and quotes_after(view, i)
    k = next((k for k in range(i + 1, min(i + 9, len(t))) if t.tag[k] == "VBG"), None)
    if k is None or t.lemma[k] not in verbs():
        return False
    if t.lower[i + 1] == "with":
        return framed(verbs()[t.lemma[k]], "clause")
    if k - i > 2 or (k - i == 2 and t.pos[i + 1] != "ADV"):
        return False
    return goes_on(view, k) == cue


def _another_says(view: View, i: int, first: int, cue: int) -> bool:
    """Whether "and" or "but" opens the next cue: of the speaker after an infinitive, or of somebody else after a comma.

    "urged X to wait *and warned* Y", "said it had fallen, *and the institute accused* the group".
    """
    t, h = view.t, view.t.head[i]
    if t.lower[i] not in ("and", "but") or not first <= h <= i:
        return False
    k = next((k for k in t.children(h, "conj", after=i) if t.lemma[k] in verbs()), None)
    if k is None or t.tag[k] not in ("VBD", "VBZ", "VBP", "VBN"):
        return False
    who = t.child(k, "nsubj")
    if who is None:
        return _joined_again(view, h, k, cue)
    return t.lower[view.before(i)] == "," and t.pos[who] in ("PROPN", "NOUN") and t.lemma[k] not in words("contact")


def _joined_again(view: View, h: int, k: int, cue: int) -> bool:
    """Whether a verb that the parser joined to the deed at `h` goes on for the speaker, by its form."""
    t = view.t
    return t.tag[h] in ("VB", "VBG") and t.tag[k] == t.tag[cue] and t.child(k, "aux", "auxpass") is None


def _breaks(view: View, i: int) -> bool:
    """Whether a semicolon or comma hands over from the speaker to the outlet."""
    t, after = view.t, i + 1
    if t.lower[i] != ",":
        return t.lower[i] == ";"
    goes_on = t.tag[after] == "VBG" and t.lemma[after] in words("onward cue")
    comments = _COMMENTS.get(t.lower[after])
    return goes_on or t.lower[after] in _CONTRAST or (comments is not None and comments(view, after))


def _not_done(view: View, i: int) -> bool:
    """Whether it goes on with what the speaker did not do: "without *giving* proof"."""
    return i + 1 < len(view.t) and view.t.tag[i + 1] == "VBG"


def _judges(view: View, i: int) -> bool:
    """Whether it goes on with a noun for what was said: "a *claim* that …", "despite *reports* that …"."""
    t = view.t
    n = next((k for k in range(i + 1, min(len(t), i + 5)) if t.pos[k] == "NOUN"), None)
    return n is not None and (t.lemma[n] in nouns() or t.lemma[n] in words("verdict"))


def _refused(view: View, i: int) -> bool:
    """Whether it goes on with somebody's refusal: "which X *denies*"."""
    t = view.t
    return t.dep[i] == "dobj" and any(e.stance in REFUSING for e in verbs().get(t.lemma[t.head[i]], ()))


_CONTRAST = frozenset({"while", "whilst", "whereas"})
_COMMENTS: dict[str, Callable[[View, int], bool]] = {
    "without": _not_done,
    "a": _judges,
    "an": _judges,
    "despite": _judges,
    "which": _refused,
}
"""How the outlet takes over behind a comma, by the word after it."""


def _closed(view: View, first: int, last: int) -> int:
    """The end of a range, moved over a closing mark or bracket whose opening one lies inside."""
    if _runs_into(view, first, last):
        last = view.quoted_to(last)
    if _quotation_after(view, last):
        last = view.quoted_to(last + 2)
    after, inside = view.word(last + 1), view.t.lower[first : last + 1]
    bracket = after == ")" and inside.count("(") > inside.count(")")
    return last + 1 if bracket or (after in MARKS and _runs_into(view, first, last)) else last


def _runs_into(view: View, first: int, last: int) -> bool:
    """Whether a range ends in a quotation that it does not begin in."""
    return view.quote[last] >= 0 and view.quote[first] != view.quote[last]


def _quotation_after(view: View, last: int) -> bool:
    """Whether a quotation of the same sentence begins right after a token outside quotations."""
    opens = view.word(last + 1) in MARKS and last + 2 < len(view.t)
    return opens and view.quote[last] < 0 <= view.quote[last + 2] and view.sentence[last + 2] == view.sentence[last]


def trim(view: View, first: int, last: int) -> Span | None:
    """The span of a range of tokens without the punctuation that does not belong to it; None when nothing is left."""
    lower = view.t.lower
    while first <= last:
        head, tail = lower[first], lower[last]
        if _at_edge(head) or (head in MARKS and _opens_outside(view, first, last)):
            first += 1
        elif tail in _QUOTE and not _QUOTE.isdisjoint(lower[first:last]):
            return view.span(first, last)
        elif _at_edge(tail) or (tail in MARKS and _closes_outside(view, first, last)):
            last -= 1
        else:
            return view.span(first, last)
    return None


def _at_edge(word: str) -> bool:
    """Whether a word at the end of a range is blank, or punctuation that is no part of what is said."""
    return not word.strip() or word in _EDGE


def _opens_outside(view: View, first: int, last: int) -> bool:
    """Whether the mark at `first` does not enclose words inside the range only."""
    return first == last or view.quote[first + 1] < 0 or view.quoted_to(first + 1) + 1 >= last


def _closes_outside(view: View, first: int, last: int) -> bool:
    """Whether the mark at `last` does not enclose words inside the range only."""
    return first == last or view.quote[last - 1] < 0 or view.quoted_from(last - 1) - 1 <= first


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
    return reading if ranges == reading.ranges else replace(reading, ranges=ranges)


def without_contrast(view: View, reading: Reading) -> Reading:
    """The reading without a later part that tells what another does ("…, X said, *while Y denied it*")."""
    t = view.t
    first = [a + (t.lower[a : a + 1] == [","]) for a, _ in reading.ranges]
    kept = [
        r
        for n, r in enumerate(reading.ranges)
        if n == 0 or not _CONTRAST.intersection(t.lower[first[n] : first[n] + 1])
    ]
    return reading if kept == reading.ranges else replace(reading, ranges=kept)
