"""Which time dates a word of the text, and what that makes of its four time stamps. Any finder may ask.

A time hangs in the tree on a verb or noun, its site. It dates the event whose word is the site, or whose clause the
site governs; nothing reaches into another clause that has its own subject, and the day of a saying ("said on Monday")
does not date what was said. What no time of its own sentence dates may take over that of the sentence before; that is
an inference and says so. Time stamps are those of SEM (van Hage et al. 2011), read after the signal word (TimeML 1.2.1).
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from truceline.analysis.article import Analysis
from truceline.analysis.tree import VERBAL, Tree
from truceline.model import Notes, Time, When
from truceline.shelf import data, rows

_BOUNDS = frozenset({"from", "starting", "beginning", "effective", "until", "till", "to", "through"})
_LINKING = frozenset({"ADP", "SCONJ", "ADV", "PART"})
_APART = frozenset({"relcl", "ccomp", "advcl", "parataxis", "acl", "csubj", "csubjpass"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


@cache
def words() -> dict[str, frozenset[str]]:
    """The words of `data/lexicon/dating.tsv` by kind."""
    return {row["kind"]: frozenset(row["words"].split()) for row in rows(data("lexicon", "dating.tsv"))}


@dataclass(frozen=True, slots=True)
class Dated:
    """A time that dates a word.

    `time` is its position in `Notes.times`; `inferred` whether the text does not say so: it is taken over from what is
    told beside or before. `rule` tells how it was found: own (it hangs on the word), clause (on its verb); and, inferred,
    argument (on a noun of its clause), shared (on the verb it is joined to), beside (a noun under a verb that does not
    say that it took place), before (from `before`).
    """

    time: int
    rule: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Dating:
    """The times of an article as they hang in its tree.

    `sites` pairs each usable time with the token it hangs on, in the order of the text; `said` are the times that date
    a saying; `sentence` the sentence of each token.
    """

    tree: Tree
    notes: Notes
    sites: tuple[tuple[int, int], ...]
    said: frozenset[int]
    starts: tuple[int, ...]
    bounds: tuple[tuple[int, int], ...]


def dating(parsed: Analysis, notes: Notes) -> Dating:
    """Prepares an article; once for all its words.

    Args:
        parsed: the parsed article; its sentences bound what a time can date.
        tree: `syntax.parsed.tree`.
        notes: times must be found; where claims are found too, the times of sayings are known.
    """
    tree = parsed.tree
    said = frozenset(c.time for c in notes.claims if c.time is not None)
    sites = [(n, _site(tree, t)) for n, t in enumerate(notes.times) if _dates(t)]
    bounds = tuple(_tokens(tree, s.start, s.end) for s in parsed.sentences)
    return Dating(
        tree, notes, tuple((n, s) for n, s in sites if s is not None), said, tuple(b[0] for b in bounds), bounds
    )


def _tokens(tree: Tree, start: int, end: int) -> tuple[int, int]:
    return bisect.bisect_left(tree.start, start), bisect.bisect_left(tree.start, end)


def _dates(t: Time) -> bool:
    return t.type in ("DATE", "TIME") and bool(t.begin or t.end_ or t.edtf)


def _site(tree: Tree, t: Time) -> int | None:
    """The token that a time hangs on: up from its head through prepositions and names of times.

    The parser likes to hang "earlier this year after …" on the clause that follows; what stands before the conjunction
    of a clause belongs to the verb over it.
    """
    first, stop = _tokens(tree, t.start, t.end)
    inside = range(first, max(stop, first + 1))
    i = next((k for k in inside if k < len(tree) and tree.head[k] not in inside), None)
    for _ in range(6):
        if i is None or tree.head[i] == i:
            return i
        link = tree.pos[tree.head[i]] in _LINKING or tree.dep[i] in ("nummod", "quantmod")
        i = tree.head[i]
        if not link:
            break
    while i is not None and tree.dep[i] in _APART and any(tree.dep[k] == "mark" and stop <= k for k in tree.kids[i]):
        i = tree.head[i]
    return i


# ---------------------------------------------------------------- which time


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


def time_for(at: Dating, token: int, saying: bool = False) -> Dated | None:
    """The time that dates the event (or the saying) whose word is a token.

    Args:
        at: the article, from `dating`.
        token: the trigger, or the reporting verb.
        saying: whether it is a reporting verb: only these take the time of a saying.

    Returns:
        The time and how it was found, or ``None`` when no time of its sentence dates it; the nearest step up the tree
        wins, then the nearest in the text. `before` asks the sentences before.
    """
    n = _sentence(at, token)
    if n is None:
        return None
    steps = {i: (far, crossed) for i, far, crossed in _line(at.tree, token)}
    best: tuple[int, int, int, Dated] | None = None
    for time, site in _within(at, *at.bounds[n]):
        rule = None if time in at.said and not saying else _rule(at, (time, site), token, steps)
        if rule is None:
            continue
        rank = (_ORDER.index(rule), steps.get(site, (9, False))[0], abs(site - token))
        if best is None or rank < best[:3]:
            best = (*rank, Dated(time, rule, rule in _INFERRED))
    return best[3] if best else None


_ORDER = ("own", "clause", "argument", "shared", "beside")
_INFERRED = frozenset({"argument", "shared", "beside"})


def _sentence(at: Dating, token: int) -> int | None:
    n = bisect.bisect_right(at.starts, token) - 1
    return n if n >= 0 and token < at.bounds[n][1] else None


def _within(at: Dating, first: int, stop: int) -> Iterator[tuple[int, int]]:
    low = bisect.bisect_left(at.sites, first, key=lambda s: _first(at, s[0]))
    for time, site in at.sites[low:]:
        if _first(at, time) >= stop:
            return
        yield time, site


def _first(at: Dating, time: int) -> int:
    return bisect.bisect_left(at.tree.start, at.notes.times[time].start)


def _line(tree: Tree, token: int) -> Iterator[tuple[int, int, bool]]:
    """The token and what governs it within its clause: steps, and whether a joined verb was left behind."""
    i, crossed = token, False
    yield i, 0, False
    for far in range(1, 6):
        h, dep = tree.head[i], tree.dep[i]
        if h == i or (dep in _APART and not _bare(tree, i)):
            return
        if dep == "conj" and tree.pos[i] in VERBAL:
            if _subject(tree, i) or any(tree.lower[k] in words()["then"] for k in tree.kids[i]):
                return
            crossed = True
        i = h
        yield i, far, crossed


def _bare(tree: Tree, v: int) -> bool:
    """A participle without a subject of its own shares the time of its verb: "attacked the town, killing ten"."""
    return tree.dep[v] in ("advcl", "acl") and tree.tag[v] == "VBG" and not _subject(tree, v)


def _subject(tree: Tree, v: int) -> bool:
    return any(tree.dep[k] in _SUBJECTS for k in tree.kids[v])


def _rule(at: Dating, hung: tuple[int, int], token: int, steps: dict[int, tuple[int, bool]]) -> str | None:
    """How a time of the same sentence dates the token, if it does."""
    (time, site), tree = hung, at.tree
    if site == token:
        return "own"
    if named_by(tree, at.notes.times[time]) == site:
        return None
    if site in steps:
        if steps[site][1]:
            first = _first(at, time)
            return "shared" if first < site or first > token else None
        if tree.pos[token] in VERBAL or tree.pos[site] not in VERBAL:
            return "clause"
        return "clause" if tree.lemma[site] in words()["happening"] else "beside"
    if _inside(tree, site, token):
        return "clause"
    return "argument" if tree.pos[token] in VERBAL and _argument(tree, site, token) else None


def _inside(tree: Tree, site: int, noun: int) -> bool:
    """ "the withdrawal from the town in 2021": the time hangs on a noun that hangs on the noun."""
    i = site
    for _ in range(4):
        if tree.pos[i] in VERBAL or tree.dep[i] not in ("pobj", "prep", "compound", "poss", "appos"):
            return False
        i = tree.head[i]
        if i == noun:
            return tree.pos[noun] not in VERBAL
    return False


def _argument(tree: Tree, noun: int, verb: int) -> bool:
    """ "A raid on Monday killed ten", "were killed in an attack on Monday": the time of the noun is that of the verb."""
    h = tree.head[noun]
    if tree.dep[noun] == "pobj":
        return tree.head[h] == verb and tree.lower[h] in words()["taking"]
    return h == verb and tree.dep[noun] in ("nsubj", "dobj", "xcomp")


def before(at: Dating, token: int) -> Dated | None:
    """The time of the sentence before, for a main verb in the past tense that goes on in the same paragraph.

    It is right about as often as not; what is built on it must show that it is inferred.
    """
    n, tree = _sentence(at, token), at.tree
    if not n or tree.tag[token] != "VBD" or tree.head[token] != token or _paragraph(at, n):
        return None
    times = [(time, site) for time, site in _within(at, *at.bounds[n - 1]) if time not in at.said]
    for time, site in reversed(times):
        t = at.notes.times[time]
        if tree.pos[site] in VERBAL and t.begin and not (t.value or "").endswith("_REF") and t.anchor is None:
            return Dated(time, "before", True)
    return None


def _paragraph(at: Dating, n: int) -> bool:
    """Whether a sentence begins a paragraph: a line break stands before it."""
    first = at.bounds[n][0]
    return any("\n" in at.tree.lower[i] for i in range(max(0, at.bounds[n - 1][1] - 1), first + 1))


def since(tree: Tree, time: Time, under: frozenset[int] = frozenset()) -> bool:
    """Whether a time dates a clause that "since" opens ("since fighting broke out on Monday").

    Args:
        tree: the tree of the article.
        time: the time.
        under: words below which the clause must hang, where any are given.
    """
    i = max(0, bisect.bisect_right(tree.start, time.start) - 1)
    found = False
    for v in tree.above(i):
        if v in under:
            return found
        found = found or any(tree.lower[k] == "since" and tree.dep[k] == "mark" for k in tree.kids[v])
    return found and not under


def open_ended(when: When) -> When:
    """The time stamps of what goes on from there, without an end.

    >>> from truceline.times import find_times
    >>> open_ended(when_of(find_times("It began on Monday.", "2016-05-03")[0])).edtf
    '2016-05-02/..'
    """
    edtf = f"{when.edtf}/.." if when.edtf and "/" not in when.edtf else when.edtf
    return replace(when, earliest_end=None, latest_end=None, edtf=edtf)


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
    if begin is None and end is None and edtf is None:
        return None
    open_edtf = edtf if edtf and "/" not in edtf else None
    anchor = time.anchor or _part_of_range(time)
    if anchor in ("since", "from", "starting", "beginning", "effective", "between"):
        return When(begin, end, None, time.scope_end, f"{open_edtf}/{_last(time)}" if open_edtf else edtf, time.text)
    if anchor in ("until", "till", "to", "through", "and"):
        return When(time.scope_begin, None, begin, end, f"../{open_edtf}" if open_edtf else edtf, time.text)
    if anchor == "by":
        return When(None, end, None, end, f"../{open_edtf}" if open_edtf else edtf, time.text)
    if anchor == "before":
        return When(None, begin, None, begin, f"../{open_edtf}" if open_edtf else edtf, time.text)
    if anchor in ("after", "following"):
        return When(end, None, end, None, f"{open_edtf}/.." if open_edtf else edtf, time.text)
    return When(begin, end, begin, end, edtf, time.text)


def _part_of_range(time: Time) -> str | None:
    """What a day of a range without a word before it ("8-10 May") is: its begin or its end."""
    if time.scope_begin is None or time.scope_end is None:
        return None
    return "from" if time.begin == time.scope_begin else "to" if time.end_ == time.scope_end else None


def _last(time: Time) -> str:
    """The last day of a range, or open."""
    return (time.scope_end - timedelta(seconds=1)).date().isoformat() if time.scope_end else ".."
