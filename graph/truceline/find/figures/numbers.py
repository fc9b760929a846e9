"""Reads amounts in running text: "at least 253", "around 50", "250 to 300", "dozens", "half a million".

Bounds follow the vocabulary: "at least 253" is lower 253, "up to 40" upper 40, "around 50" approx 50, "250 to 300"
lower 250 and upper 300, a bare number exact. A plural of magnitude ("dozens", "tens of thousands") is twice its unit
as a lower bound and vague, because it says no more than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from truceline.find.syntax import Tree
from truceline.know.amounts import Amounts

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_NOT_AFTER = {
    "%",
    "percent",
    "per",
    "pm",
    "am",
    "km",
    "kilometres",
    "kilometers",
    "miles",
    "metres",
    "meters",
    "degrees",
    "°",
    "th",
}
_NOT_AFTER |= {
    "years",
    "year",
    "months",
    "month",
    "weeks",
    "week",
    "days",
    "day",
    "hours",
    "hour",
    "minutes",
    "minute",
    "times",
}
_MONEY = {"$", "€", "£", "¥", "us$", "usd", "eur"}
_RANGE = {"to", "-", "–", "—"}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount: tokens `first` to `last` (inclusive, hedge and all), `core` the number's own last token."""

    first: int
    last: int
    core: int
    lower: int | None = None
    upper: int | None = None
    approx: int | None = None
    exact: int | None = None
    vague: bool = False


def amounts(tree: Tree, begin: int, end: int, know: Amounts) -> Iterator[Amount]:
    """The amounts among the tokens `begin` to `end` (exclusive), in order."""
    i = begin
    while i < end:
        found = _number(tree, i, end, know)
        if found is None or not _counts(tree, i, found[1], begin, end):
            i += 1
            continue
        value, last, vague = found
        amount = _hedged(tree, (i, last), (value, vague), (begin, end), know)
        yield amount
        i = amount.last + 1


def _number(tree: Tree, i: int, end: int, know: Amounts) -> tuple[int, int, bool] | None:
    """(value, last token, vague) of the number that begins at token `i`."""
    if i >= end:
        return None
    word = tree.lower[i]
    for phrase, value, vague in know.phrases.get(word, ()):
        if tree.lower[i : i + len(phrase)] == list(phrase) and i + len(phrase) <= end:
            return value, i + len(phrase) - 1, vague
    if _DIGITS.fullmatch(word):
        return _scaled(float(word.replace(",", "")), tree, i, end, know)
    if word in know.words:
        return _spelled(tree, i, end, know)
    return None


def _scaled(value: float, tree: Tree, i: int, end: int, know: Amounts) -> tuple[int, int, bool] | None:
    """Digits with a magnitude behind: "1.2 million", "3 dozen"."""
    last = i
    while last + 1 < end and tree.lower[last + 1] in know.scales:
        last += 1
        value *= know.scales[tree.lower[last]]
    return (round(value), last, False) if value == round(value) else None


def _spelled(tree: Tree, i: int, end: int, know: Amounts) -> tuple[int, int, bool]:
    """Number words: "twenty-five", "three hundred and forty", "two dozen"."""
    total, part, last = 0, know.words[tree.lower[i]], i
    j = i + 1
    while j < end:
        word = tree.lower[j]
        if word in know.scales:
            scale = know.scales[word]
            if scale >= 1000:
                total, part = total + max(part, 1) * scale, 0
            else:
                part = max(part, 1) * scale
            last = j
        elif word in know.words and tree.lower[j - 1] in {"-", "and", "hundred", "thousand"}:
            part += know.words[word]
            last = j
        elif word not in {"-", "and"}:
            break
        j += 1
    return total + part, last, False


def _counts(tree: Tree, first: int, last: int, begin: int, end: int) -> bool:
    """Whether the number can count persons: no money, share, age, time, ordinal, score or label."""
    before = tree.lower[first - 1] if first > begin else ""
    after = tree.lower[last + 1] if last + 1 < end else ""
    if (
        before in _MONEY
        or after in _NOT_AFTER
        or (before in {"resolution", "article", "page", "no.", "number", "chapter", "day", "phase"})
    ):
        return False
    if (
        before in {"since", "in", "of", "by", "until", "from"}
        and re.fullmatch(r"(?:19|20)\d\d", tree.lower[first])
        and first == last
    ):
        return False
    if after in {"-", "–"} and last + 2 < end and not _DIGITS.fullmatch(tree.lower[last + 2]):
        return False
    return not (tree.pos[first] == "PRON" and tree.lower[first] == "one") or tree.dep[first] == "nummod"


def _is_range(tree: Tree, middle: int, begin: int) -> bool:
    return tree.lower[middle] in _RANGE or "between" in tree.lower[max(begin, middle - 4) : middle]


def _hedged(
    tree: Tree, span: tuple[int, int], value: tuple[int, bool], limits: tuple[int, int], know: Amounts
) -> Amount:
    """The amount with the hedge before or behind it, and as a range where a second number follows."""
    (first, last), (begin, end) = span, limits
    core, (number, vague) = last, value
    after = last + 1
    if after < end and (tree.lower[after] in _RANGE or (tree.lower[after] == "and" and _is_range(tree, after, begin))):
        second = _number(tree, after + 1, end, know)
        if second and second[0] > number and _counts(tree, after + 1, second[1], begin, end):
            start = first - 1 if first > begin and tree.lower[first - 1] in {"between", "from"} else first
            return Amount(start, second[1], second[1], lower=number, upper=second[0])
    for phrase, bound in know.hedges_after.get(tree.lower[after] if after < end else "", ()):
        if tree.lower[after : after + len(phrase)] == list(phrase):
            return _bounded(first, after + len(phrase) - 1, core, number, bound, vague)
    for size in range(min(know.longest_hedge, first - begin), 0, -1):
        if bound := know.hedges.get(tuple(tree.lower[first - size : first])):
            return _bounded(first - size, last, core, number, bound, vague)
    return _bounded(first, last, core, number, "lower" if vague else "exact", vague)


def _bounded(first: int, last: int, core: int, number: int, bound: str, vague: bool) -> Amount:
    if vague and bound not in {"upper"}:
        bound = "lower"
    if bound == "lower":
        return Amount(first, last, core, lower=number, vague=vague)
    if bound == "upper":
        return Amount(first, last, core, upper=number, vague=vague)
    if bound == "approx":
        return Amount(first, last, core, approx=number, vague=vague)
    return Amount(first, last, core, exact=number, vague=vague)
