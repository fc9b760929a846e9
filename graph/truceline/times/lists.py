"""Dates that share a month, a year or an era: "15 to 22 February 1984", "March and April 1988", "499-493 BC"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from truceline.times.dates import dated, integer, year_of
from truceline.times.grammar import Built, Found, Rule
from truceline.times.non_times import counted
from truceline.times.reading import Reading
from truceline.times.tokens import Item
from truceline.times.years import year_reading

_MONTHS = frozenset({"MON", "MAY", "MONA"})


def _days(m: Found) -> Built:
    """Each day with the month; the outer ones take in the words at their side."""
    year, month = integer(m, "year"), integer(m, "month") or 1
    days = [i for i in m.all if i.cls in ("DAY", "ORDDAY")]
    if m.tokens.lower[days[-1].first - 1].isalpha() and counted(m.tokens, m.last):
        return None
    kept = days[1:] if _names(m, days) else days
    made = [(i, r) for i in kept if (r := dated(year, month, int(str(i.value)))) is not None]
    return _spread(m, made) if len(made) == len(kept) else None


def _names(m: Found, days: Sequence[Item]) -> bool:
    """ "Operation Dawn 5, and 22 to 24 February": the first number belongs to the name."""
    first = days[0].first
    return m.tokens.capital(first - 1) and m.tokens.word(first + 1) == "," and first == m.first and len(days) > 2


def _spread(m: Found, made: Sequence[tuple[Item, Reading]]) -> list[Item]:
    """The days as dates: the first takes in what stands before it, unless that is a name, the last the month behind it."""
    (first, reading), names = made[0], m.all[0].cls in ("DAY", "ORDDAY")
    out: list[Item] = [i for i in m.all if names and i.last < first.first]
    out.append(Item("DATE", first.first if out else m.first, first.last, reading))
    for (before, _), (item, reading) in pairwise(made):
        begin = item.first - (m.tokens.lower[item.first - 1] == "the")
        out += [i for i in m.all if before.last < i.first and i.last < begin]
        out.append(Item("DATE", begin, item.last, reading))
    out[-1].last = m.last
    return out


def _months(m: Found) -> Built:
    """Each month with the year; "December to February 2015" begins in the year before."""
    months = [i for i in m.all if i.cls in _MONTHS]
    years = _falling([int(str(i.value)) for i in months], integer(m, "year") or 1)
    out: list[Item] = []
    for item in m.all:
        if item in months:
            last = m.last if item is months[-1] else item.last
            out.append(Item("DATE", item.first, last, dated(years.pop(0), int(str(item.value)))))
    return out


def _falling(months: Sequence[int], year: int) -> list[int]:
    """The year of each of a row of months that ends in a year.

    >>> _falling([12, 2], 2015), _falling([3, 4], 1988)
    ([2014, 2015], [1988, 1988])
    """
    years = [year]
    for before, after in reversed(list(pairwise(months))):
        years.append(years[-1] - (before > after))
    return years[::-1]


def _two(m: Found, first: Reading, second: Reading, last: int) -> Built:
    """Two years with what stands between them."""
    one, two = m.group("one")[0], m.group("two")[0]
    between = [i for i in m.all if one.last < i.first < two.first]
    return [Item("YEARNAME", one.first, one.last, first), *between, Item("YEARNAME", two.first, last, second)]


def _years_bc(m: Found) -> Built:
    return _two(m, year_reading(-int(m.number("one"))), year_reading(-int(m.number("two"))), m.last)


def _years_short(m: Found) -> Built:
    """ "1915-17": the second year has two digits."""
    digits, first = m.word("two"), int(m.number("one"))
    second = year_of(int(digits), first)
    if not first < second < first + 60:
        return None
    return _two(m, year_reading(first), year_reading(second, "year-short"), m.start("two"))


_NOT_COUNTED = "!APOS|AMPM|MONTH|HM|UNITS|PERCENT"
_MORE_DAYS = "( ( TO | COMMA ){1,2} ( the )? ANYDAY ){1,8}"
_UP_TO_DAY = "( COMMA ANYDAY ){0,8} COMMA? ( TO ) ( the )? ANYDAY"

RULES = (
    Rule("days-month", f"( the )? ANYDAY {_MORE_DAYS} ( of )? month:MONTH ( COMMA? year:YEAR )?", _days),
    Rule("month-days", f"month:MONTH ANYDAY {_UP_TO_DAY} {_NOT_COUNTED} ( COMMA? year:YEAR )?", _days),
    Rule("months-year", "MONTH ( ( TO | COMMA ){1,2} MONTH ){1,8} ( COMMA | of )? year:YEAR", _months),
    Rule("years-bc", "one:DAY|INT|YEAR TO two:DAY|INT|YEAR BC", _years_bc),
    Rule("years-short", "one:YEAR HY|DASH|SLASH two:DAY|INT", _years_short),
)
