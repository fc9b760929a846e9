"""Reads amounts in running text: "at least 253", "around 50", "250 to 300", "dozens", "half a million".

Bounds follow the vocabulary: "at least 253" is lower 253, "up to 40" upper 40, "around 50" approx 50, "250 to 300"
lower 250 and upper 300, a bare number exact. A plural of magnitude ("dozens", "tens of thousands") is twice its unit
as a lower bound and vague, because it says no more than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from truceline.analysis.tree import Tree
from truceline.know.casualty_lexicon import Amounts, around

_DIGITS = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f]\d{3})+|\d{1,2}(?:,\d{2})*,\d{3}|\d+(?:\.\d+)?")
_GLUED = re.compile(r"(\d+(?:[.,]\d+)?)(bn|mn|m|k)")
_RANGE = frozenset(["to", "-", "–", "—"])


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

    @property
    def size(self) -> int:
        """The greatest number that it names."""
        return max(n for n in (self.lower, self.upper, self.approx, self.exact) if n is not None)


LARGEST = 1e15
"""What is read as more is no count: it is kept as this, which the invariants of facts leave out with a warning."""


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
        if amount is not None:
            yield amount
        i = (amount.last if amount else last) + 1


def _number(tree: Tree, i: int, end: int, know: Amounts) -> tuple[int, int, bool] | None:
    """(value, last token, vague) of the number that begins at token `i`."""
    if i >= end:
        return None
    word = tree.lower[i]
    for phrase, value, vague in know.phrases.get(word, ()):
        if tree.lower[i : i + len(phrase)] == list(phrase) and i + len(phrase) <= end:
            return value, i + len(phrase) - 1, vague
    if not word[:1].isdecimal():
        return _spelled(tree, i, end, know) if word in know.words else None
    if _DIGITS.fullmatch(word):
        number, last = _spaced(digits(word), tree, i, end)
        return _scaled(number, tree, last, end, know)
    if glued := _GLUED.fullmatch(word):
        return round(float(glued[1].replace(",", ".")) * know.scales[glued[2]]), i, False
    return _spelled(tree, i, end, know) if word in know.words else None


def digits(word: str) -> float:
    """The value of a numeral: commas, points and thin spaces group, a point before other than three digits divides.

    >>> digits("270,000"), digits("1,50,000"), digits("12.500"), digits("1.2")
    (270000.0, 150000.0, 12500.0, 1.2)
    """
    if re.fullmatch(r"[1-9]\d{0,2}(?:[.\u00a0\u202f]\d{3})+", word):
        return min(float(re.sub(r"\D", "", word)), LARGEST)
    return min(float(word.replace(",", "").replace("\u00a0", "").replace("\u202f", "")), LARGEST)


def _spaced(value: float, tree: Tree, i: int, end: int) -> tuple[float, int]:
    """Thousands set off by a space: "12 500"."""
    if not re.fullmatch(r"[1-9]\d{0,2}", tree.lower[i]):
        return value, i
    while i + 1 < end and re.fullmatch(r"\d{3}", tree.lower[i + 1]) and tree.start[i + 1] == tree.end[i] + 1:
        i += 1
        value = value * 1000 + int(tree.lower[i])
    return value, i


def _scaled(value: float, tree: Tree, i: int, end: int, know: Amounts) -> tuple[int, int, bool] | None:
    """Digits with a magnitude behind: "1.2 million", "3 dozen"."""
    if "." in tree.lower[i] and i + 1 < end and tree.lower[i + 1] in know.scales:
        value = float(tree.lower[i].replace(",", ""))
    last = i
    while last + 1 < end and tree.lower[last + 1] in know.scales:
        last += 1
        value *= know.scales[tree.lower[last]]
    return (round(value), last, False) if abs(value - round(value)) < 1e-6 else None


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
            if tree.lower[j - 1] == "and" and tree.lower[j - 2] not in know.scales:
                break
            part += know.words[word]
            last = j
        elif word not in {"-", "and"}:
            break
        j += 1
    return total + part, last, False


def _counts(tree: Tree, first: int, last: int, begin: int, end: int) -> bool:
    """Whether the number can count persons: no money, share, age, time, ordinal, score or label."""
    before, after = _word(tree, first - 1, begin, end), _word(tree, last + 1, begin, end)
    if before in around("money") or before in around("label") or after in around("unit"):
        return False
    if _second_age(tree, first, before) or (first == last and _year(tree, first, begin, before)):
        return False
    if _hyphened(tree, last, end) or _shares(tree, first, last, begin, end):
        return False
    return first != last or not _stands_for_noun(tree, first, begin, end)


def _word(tree: Tree, i: int, begin: int, end: int) -> str:
    """A word of the sentence; nothing beyond its ends."""
    return tree.lower[i] if begin <= i < end else ""


def _hyphened(tree: Tree, last: int, end: int) -> bool:
    """Whether a number is a part of a word: "12-year"."""
    return last + 2 < end and tree.lower[last + 1] in {"-", "–"} and not _DIGITS.fullmatch(tree.lower[last + 2])


def _second_age(tree: Tree, first: int, before: str) -> bool:
    """Whether a number is another age: "aged 12 and 14"."""
    return before in {"and", "to", ","} and tree.lower[first - 3 : first - 2] == ["aged"]


def _year(tree: Tree, i: int, begin: int, before: str) -> bool:
    """Whether a number is a year, by the word before it."""
    dated = before in around("dated") or (i > begin and tree.pos[i - 1] == "PROPN")
    return dated and re.fullmatch(r"(?:19|20)\d\d", tree.lower[i]) is not None


def _shares(tree: Tree, first: int, last: int, begin: int, end: int) -> bool:
    """Whether a number is one of the two of a share: "three out of ten", "one in five"."""
    one_in = _word(tree, last + 1, begin, end) == "in" and _one_in(tree, last + 2, end)
    return one_in or tree.lower[last + 1 : last + 3] == ["out", "of"] or _part_of_share(tree, first, begin)


def _one_in(tree: Tree, i: int, end: int) -> bool:
    """ "One in five", "three in ten"."""
    return i < end and tree.tag[i] == "CD" and not re.fullmatch(r"(?:19|20)\d\d", tree.lower[i])


def _part_of_share(tree: Tree, first: int, begin: int) -> bool:
    """ "Half of the 30 passengers", "one in five children", "most of the 2,000": the whole of a share is not what is counted."""
    here = first - 1
    while here > begin and tree.lower[here] in {"the", "its", "their", "some", "all", "about", "around", "estimated"}:
        here -= 1
    if here <= begin or tree.lower[here] not in {"of", "in"}:
        return False
    one_in = tree.lower[here] == "in" and tree.tag[here - 1] == "CD" and tree.lower[here + 1] != "the"
    return one_in or tree.lower[here - 1] in around("share")


def _stands_for_noun(tree: Tree, i: int, begin: int, end: int) -> bool:
    """ "One" as a pronoun ("the last one", "no one"), unless it is one of those counted ("one was killed, one is missing")."""
    if tree.lower[i] != "one" or tree.dep[i] == "nummod":
        return False
    counted = any(tree.tag[k] == "CD" or tree.lower[k] in {"one", "another"} for k in range(begin, end) if k != i)
    alone = all(tree.pos[k] in {"ADV", "ADJ"} for k in tree.kids[i])
    plain = alone and tree.dep[i] in {"nsubj", "nsubjpass", "conj", "dobj"}
    return tree.worded(i, {"of"}) is None and not (plain and counted)


def _hedged(
    tree: Tree, span: tuple[int, int], value: tuple[int, bool], limits: tuple[int, int], know: Amounts
) -> Amount | None:
    """The amount with the hedge before or behind it, and as a range where a second number follows."""
    (first, last), (begin, end) = span, limits
    second = _number(tree, last + 2, end, know) if _links(tree, last + 1, begin, end) else None
    if second and _moved(tree, first, begin):
        return None
    if second and second[0] > value[0] and _counts(tree, last + 2, second[1], begin, end):
        return Amount(_left(tree, first, begin, know), second[1], second[1], lower=value[0], upper=second[0])
    return _alone(tree, span, value, limits, know)


def _links(tree: Tree, middle: int, begin: int, end: int) -> bool:
    """Whether a word stands between the two numbers of a range: "to", a dash, "and" after "between"."""
    word = _word(tree, middle, begin, end)
    return word in _RANGE or (word == "and" and "between" in tree.lower[max(begin, middle - 4) : middle])


def _alone(
    tree: Tree, span: tuple[int, int], value: tuple[int, bool], limits: tuple[int, int], know: Amounts
) -> Amount:
    """The amount of one number with its hedge."""
    (first, last), (begin, end), (number, vague) = span, limits, value
    after = last + 1
    for phrase, bound in know.hedges_after.get(_word(tree, after, begin, end), ()):
        if tree.lower[after : after + len(phrase)] == list(phrase):
            return _bounded(first, after + len(phrase) - 1, last, number, bound, vague)
    start = _hedge(tree, first, begin, know)
    hedge = know.hedges.get(tuple(tree.lower[start:first])) or ("lower" if vague else "exact")
    return _bounded(start, last, last, number, hedge, vague)


def _hedge(tree: Tree, first: int, begin: int, know: Amounts) -> int:
    """The first token of the longest hedge before a number; the number's own where there is none."""
    sizes = range(min(know.longest_hedge, first - begin), 0, -1)
    return next((first - n for n in sizes if know.hedges.get(tuple(tree.lower[first - n : first]))), first)


def _left(tree: Tree, first: int, begin: int, know: Amounts) -> int:
    """The first token of a range: "between" and hedges belong to it."""
    opened = first > begin and tree.lower[first - 1] in {"between", "from"}
    return _hedge(tree, first - opened, begin, know)


def _moved(tree: Tree, first: int, begin: int) -> bool:
    """ "Rose from 12 to 19": a change, of which only the second number holds."""
    if first <= begin or tree.lower[first - 1] != "from":
        return False
    return any(tree.lemma[k] in around("move") for k in range(max(begin, first - 5), first))


def _bounded(first: int, last: int, core: int, number: int, bound: str, vague: bool) -> Amount:
    bound = "lower" if vague and bound != "upper" else bound
    lower, upper, approx, exact = (number if bound == b else None for b in ("lower", "upper", "approx", "exact"))
    return Amount(first, last, core, lower, upper, approx, exact, vague)
