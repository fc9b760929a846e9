"""Which days matter: those that many independent texts name, also when they have long passed; what happened on them weighs too.

After date selection in timeline summarisation (Kessler et al. 2012; Tran et al. 2015; Ghalandari and Ifrim 2020): how many
articles name a day tells more than any one event that was read out of them. A day is named by a time expression, or by an event or
a state of a truce that stands on it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from heapq import heapify, heappop, heappush

from truceline.ask.filters import Choice
from truceline.ask.graph_view import GraphView
from truceline.ask.ranking import LATER, Mark, marks, origins, weight_of_text
from truceline.shelf import data, rows
from truceline.vocabulary import TL

BACK = 7
"""Days after which an article that names a day has come back to it."""

_FEW_DAYS = 1000
"""The days of a time no longer than this are looked up one by one."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or a month, and how much it matters.

    `told` are the texts that name it, copies aside, each with what it counts; `marks` what happened on it, best first;
    `sentences` are those that name it where nothing is known to have happened.
    """

    when: str
    told: Mapping[str, float]
    marks: tuple[Mark, ...]
    sentences: tuple[str, ...] = ()

    @property
    def killed(self) -> int:
        """The most that any source gives as killed in one event of it."""
        return max((m.killed for m in self.marks if m.exact), default=0)

    @property
    def score(self) -> float:
        """How much it matters, beside others."""
        know, kind = _weights(), max((m.weight for m in self.marks if m.exact), default=1.0)
        if not self.told:
            return max(m.score for m in self.marks)
        texts = math.log2(1 + sum(self.told.values()))
        return round(math.pow(kind, know["kind"]) * (texts + know["killed"] * math.log10(1 + self.killed)), 4)

    @property
    def why(self) -> str:
        """Why it matters, in words."""
        back = sum(counts >= 1 + BACK / LATER for counts in self.told.values())
        which = "" if back == len(self.told) == 1 else "all " if back == len(self.told) else f"{back} of them "
        parts = [f"told by {_texts(len(self.told))}" if self.told else ""]
        parts += [f"{which}a week later or more" if back else ""]
        parts += [f"up to {self.killed} killed" if self.killed else ""]
        return ", ".join(p for p in parts if p)


def _texts(count: int) -> str:
    """A number of texts."""
    return f"{count} text{'s' if count > 1 else ''}"


@cache
def _weights() -> dict[str, float]:
    """What weighs in how much a day matters."""
    return {r["name"]: float(r["weight"]) for r in rows(data("ranking", "days.tsv"))}


def days(view: GraphView, choice: Choice, count: int) -> list[Day]:
    """The days that matter most, in the order of time.

    Of days beside each other the second counts less: reports of a day come out on the next, and days in chronicles keep apart.

    Args:
        view: the graph.
        choice: the filters.
        count: how many days at most.
    """
    found = {day.when: day for day in weighed(view, choice)}
    best = apart({when: day.score for when, day in found.items()}, count)
    return [found[when] for when in sorted(best)]


def apart(scores: Mapping[str, float], count: int) -> list[str]:
    """The days with the highest scores, best first; each one taken lowers those beside it.

    >>> apart({"2016-05-03": 3.0, "2016-05-04": 2.0, "2016-05-09": 1.9}, 2)
    ['2016-05-03', '2016-05-09']
    """
    left, queue, out = dict(scores), [(-score, when) for when, score in scores.items()], list[str]()
    heapify(queue)
    while queue and len(out) < count:
        score, when = heappop(queue)
        if left.get(when) != -score:
            continue
        out.append(when)
        del left[when]
        for near in _beside(when):
            if near in left:
                left[near] *= _weights()["beside"]
                heappush(queue, (-left[near], near))
    return out


def _beside(when: str) -> list[str]:
    """The day before and the day after."""
    day = date.fromisoformat(when)
    return [
        date.fromordinal(n).isoformat()
        for n in (day.toordinal() - 1, day.toordinal() + 1)
        if 0 < n < date.max.toordinal()
    ]


def weighed(view: GraphView, choice: Choice, length: int = 10) -> list[Day]:
    """All days of which something is told that a choice lets through, with how much each matters.

    Days on which nothing is known to have happened are among them where neither actors, places, kinds nor truces are
    chosen; there an article counts for every day that it names, and for none that was yet to come.

    Args:
        view: the graph.
        choice: the filters.
        length: 10 for days, 7 for months.
    """
    happened: dict[str, list[Mark]] = defaultdict(list)
    told: dict[str, dict[str, float]] = defaultdict(dict)
    sentences: dict[str, list[str]] = defaultdict(list)
    found = marks(view, choice)
    for mark in found:
        happened[mark.day[:length]].append(mark)
        if mark.exact or length < len(mark.day):
            _count(told[mark.day[:length]], mark.told)
    for day, said, text, counts in _named(view, choice, {m.day for m in found}):
        sentences[day[:length]].extend(said)
        _count(told[day[:length]], [(text, counts)])
    every = {*happened, *told}
    return [Day(d, told.get(d, {}), tuple(happened.get(d, ())), tuple(sentences.get(d, ()))) for d in every]


def _count(told: dict[str, float], texts: Iterable[tuple[str, float]]) -> None:
    """Takes in what texts count for a day, each at its most."""
    for text, counts in texts:
        told[text] = max(told.get(text, 0.0), counts)


def _named(view: GraphView, choice: Choice, known: Set[str]) -> Iterator[tuple[str, list[str], str, float]]:
    """The days that articles name when they had come: day, sentences, first text, what that counts.

    That the words stand in the news and not in a dateline is looked up where it matters: on the day of publication, and on
    days of which nothing else is known; only there the sentences are given.
    """
    found = _by_article(view, choice)
    texts = origins(view, {article for _, article in found})
    for (day, article), times in sorted(found.items()):
        text, issued = texts.get(article, ("", ""))
        if text and _had_come(day, issued):
            said = [] if day in known else sorted(set(_sentences(view, times)))
            if said or (day in known and (day != issued[:10] or any(_sentences(view, times)))):
                yield day, said, text, weight_of_text(day, issued)


def _had_come(day: str, issued: str) -> bool:
    """Whether a day had come when an article was published, where that is known."""
    return not issued or day <= issued[:10]


def _by_article(view: GraphView, choice: Choice) -> dict[tuple[str, str], list[str]]:
    """The time expressions for each day in each article; none where a choice asks for some happenings alone."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    if all(several is None for several in (choice.actors, choice.places, choice.kinds, choice.ceasefires)):
        for time, day in _times(view, choice):
            found[day, time.rpartition("/")[0]].append(time)
    return found


def _sentences(view: GraphView, times: Iterable[str]) -> Iterator[str]:
    """The sentences of the news in which time expressions stand."""
    return (s for time in times for s in view.values(time, TL.mentionedIn) if view.sentence(s))


_PARTS = ("", "TMO", "TAF", "TEV", "TNI")
"""What TIMEX3 adds to a day for its parts: morning, afternoon, evening, night."""


def _times(view: GraphView, choice: Choice) -> Iterator[tuple[str, str]]:
    """The time expressions for a day, or a part of one, within the time of a choice, each with its day."""
    since, until = choice.since, choice.until
    if since and until and until - since <= timedelta(days=_FEW_DAYS):
        return _times_of_days(view, since.date(), (until - since).days)
    return _times_within(view, *(at.date().isoformat() if at else "" for at in (since, until)))


def _times_of_days(view: GraphView, first: date, count: int) -> Iterator[tuple[str, str]]:
    """The time expressions for some days in a row, looked up one by one."""
    for n in range(count):
        day = (first + timedelta(days=n)).isoformat()
        yield from ((time, day) for part in _PARTS for time in view.valued(TL.timexValue, day + part))


def _times_within(view: GraphView, first: str, last: str) -> Iterator[tuple[str, str]]:
    """The time expressions for all days (ISO) from the first on and before the last, where these are given."""
    for time, value in view.rows(f'SELECT ?x ?v {{ ?x tl:timexValue ?v FILTER(REGEX(?v, "{_OWN}")) }}'):
        if first <= value[:10] and (not last or value[:10] < last):
            yield time, value[:10]


_OWN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[A-Z]{2})?$"
"""The TIMEX3 value of a day, or of a part of one."""
