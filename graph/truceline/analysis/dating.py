"""What a time of the text dates alone, and the four time stamps that it gives what it dates. Any finder may ask.

A time hangs in the tree on a verb or noun, its site. Time stamps are those of SEM (van Hage et al. 2011), read after the
signal word (TimeML 1.2.1). Which time dates an event, a state or a figure is told where these are found.
"""

from __future__ import annotations

import bisect
from dataclasses import replace
from datetime import timedelta
from functools import cache

from truceline.analysis.tree import VERBAL, Tree
from truceline.model import Time, When
from truceline.shelf import data, rows

_BOUNDS = frozenset({"from", "starting", "beginning", "effective", "until", "till", "to", "through"})
_LINKING = frozenset({"ADP", "SCONJ", "ADV", "PART"})
_APART = frozenset({"relcl", "ccomp", "advcl", "parataxis", "acl", "csubj", "csubjpass"})


@cache
def words() -> dict[str, frozenset[str]]:
    """The words of `data/lexicon/dating.tsv` by kind."""
    return {row["kind"]: frozenset(row["words"].split()) for row in rows(data("lexicon", "dating.tsv"))}


def _tokens(tree: Tree, start: int, end: int) -> tuple[int, int]:
    return bisect.bisect_left(tree.start, start), bisect.bisect_left(tree.start, end)


def _site(tree: Tree, t: Time) -> int | None:
    """The token that a time hangs on: up from its head through prepositions and names of times.

    The parser likes to hang "earlier this year after …" on the clause that follows; what stands before the conjunction
    of a clause belongs to the verb over it.
    """
    first, stop = _tokens(tree, t.start, t.end)
    inside = range(first, max(stop, first + 1))
    i = next((k for k in inside if k < len(tree) and tree.head[k] not in inside), None)
    i = _over_links(tree, i) if i is not None else None
    while i is not None and tree.dep[i] in _APART and any(stop <= k for k in tree.children(i, "mark")):
        i = tree.head[i]
    return i


def _over_links(tree: Tree, i: int) -> int:
    """The first word over a time that is no preposition and no name of a time."""
    for _ in range(6):
        link = tree.pos[tree.head[i]] in _LINKING or tree.dep[i] in ("nummod", "quantmod")
        i = tree.head[i]
        if not link:
            break
    return i


def named_by(tree: Tree, time: Time) -> int | None:
    """The token of the thing that a time names or bounds, and which alone it dates.

    "Broke the truce of 3 May", "the May accord", "declared a truce from Tuesday": the day is no day of the breach, nor
    of the declaration.
    """
    first, stop = _tokens(tree, time.start, time.end)
    site = _site(tree, time)
    if site is None or first <= site < stop or tree.lemma[site] not in words()["named"]:
        return None
    before = first < site and tree.pos[site] not in VERBAL
    return site if before or time.anchor in _BOUNDS or tree.lower[first - 1] == "of" else None


def told_of_named(tree: Tree, time: Time, token: int) -> bool:
    """Whether a time dates a thing with a name of its own or what is told of it, and not the token.

    "Killed ten in breach of the truce of 3 May", "ending the ceasefire which started two days ago": no day of the dead.

    Args:
        tree: the tree of the article.
        time: the time.
        token: the word that may be dated.
    """
    if named_by(tree, time) is not None:
        return True
    i = tree.at(time.start)
    over = {token, *tree.above(token)}
    below = (v for v in tree.above(i) if v not in over and tree.dep[v] in ("relcl", "acl"))
    return any(tree.lemma[tree.head[v]] in words()["named"] for v in below)


def since(tree: Tree, time: Time, under: frozenset[int] = frozenset()) -> bool:
    """Whether a time dates a clause that "since" opens ("since fighting broke out on Monday").

    Args:
        tree: the tree of the article.
        time: the time.
        under: words below which the clause must hang, where any are given.
    """
    i = tree.at(time.start)
    found = False
    for v in tree.above(i):
        if v in under:
            return found
        found = found or tree.worded(v, {"since"}, "mark") is not None
    return found and not under


def open_ended(when: When) -> When:
    """The time stamps of what goes on from there, without an end.

    >>> from truceline.times import find_times
    >>> open_ended(when_of(find_times("It began on Monday.", "2016-05-03")[0])).edtf
    '2016-05-02/..'
    """
    return replace(when, earliest_end=None, latest_end=None, edtf=opened(when.edtf, "{}/.."))


def opened(edtf: str | None, shape: str) -> str | None:
    """A date in EDTF as a bound of an interval of some shape; what is an interval already stays.

    >>> opened("2016-05-02", "../{}"), opened("2016-05-02/..", "../{}")
    ('../2016-05-02', '2016-05-02/..')
    """
    return shape.format(edtf) if edtf and "/" not in edtf else edtf


# ---------------------------------------------------------------- four time stamps


def when_of(time: Time) -> When | None:
    """The four time stamps that a time gives what it dates.

    A date bounds begin and end ("on Monday"). `since` and `from` bound the begin alone, `until` the end alone; `by` and
    `before` bound both from above, `after` from below; "from X to Y" bounds the begin by X and the end by Y.

    >>> from truceline.times import find_times
    >>> def stamps(text):
    ...     w = when_of(find_times(text, "2016-05-03")[0])
    ...     return [d.date().isoformat() if d else None for d in (w.earliest_begin, w.latest_begin, w.earliest_end, w.latest_end)]
    >>> stamps("It was shelled on Monday."), stamps("It has been shelled since Monday.")
    (['2016-05-02', '2016-05-03', '2016-05-02', '2016-05-03'], ['2016-05-02', '2016-05-03', None, None])
    >>> stamps("The truce holds until Friday.")
    [None, None, '2016-05-06', '2016-05-07']
    >>> stamps("The holiday truce of 8–10 May.")
    ['2016-05-08', '2016-05-09', None, '2016-05-11']
    """
    begin, end, edtf = time.begin, time.end_, time.edtf
    if (begin, end, edtf) == (None, None, None):
        return None

    anchor = time.anchor or _part_of_range(time)
    if anchor in ("since", "from", "starting", "beginning", "effective", "between"):
        return When(begin, end, None, time.scope_end, opened(edtf, f"{{}}/{_last(time)}"), time.text)
    if anchor in ("until", "till", "to", "through", "and"):
        return When(time.scope_begin, None, begin, end, opened(edtf, "../{}"), time.text)
    if anchor in ("by", "before"):
        latest = begin if anchor == "before" and time.mod != "END" else end
        return When(None, latest, None, latest, opened(edtf, "../{}"), time.text)
    if anchor in ("after", "following"):
        return When(end, None, end, None, opened(edtf, "{}/.."), time.text)
    return When(begin, end, begin, end, edtf, time.text)


def _part_of_range(time: Time) -> str | None:
    """What a day of a range without a word before it ("8-10 May") is: its begin or its end."""
    if time.scope_begin is None or time.scope_end is None:
        return None
    return "from" if time.begin == time.scope_begin else "to" if time.end_ == time.scope_end else None


def _last(time: Time) -> str:
    """The last day of a range, or open."""
    return (time.scope_end - timedelta(seconds=1)).date().isoformat() if time.scope_end else ".."
