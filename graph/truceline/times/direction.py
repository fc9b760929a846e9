"""Which way a date without a year, or a weekday, lies: the verb of its own clause says so.

The nearest verb before it decides, else the nearest after it: a past tense looks back; a modal, a word of plans or an
infinitive that hangs on one ("agreed to meet on Friday") looks forward, and so does a present tense of schedules.
"""

from __future__ import annotations

from collections.abc import Iterator

from truceline.times.beside import beside
from truceline.times.context import Cue
from truceline.times.signals import Signals, signals
from truceline.times.tokens import Tokens

_BREAKS = frozenset({";", ":", "(", ")", "—", "–", "\n", ".", "!", "?"})
_TO = frozenset(["to", "for", "until", "till", "by", "through"])


NEAR = 2
"""Neither way: the nearest date."""


def cue(tokens: Tokens, first: int, last: int, anchor: str | None) -> Cue:
    """The direction that the clause around the tokens `first` to `last` gives."""
    if anchor in ("until", "till", "through"):
        return Cue(1 if not _past_before(tokens, first) else 0)
    if anchor == "since":
        return Cue(-1)
    if tokens.word(first - 1) == "for" and tokens.word(first - 2) != "except":
        return Cue(1)
    words = signals()
    for i in _around(tokens, first - 1, -1):
        if (way := _way(tokens, i, words)) is not None:
            return Cue(_told(way, anchor), _perfect(tokens, i))
    for i in _around(tokens, last + 1, 1):
        if (way := _way(tokens, i, words)) is not None:
            return Cue(_told(way, anchor))
    return Cue(1 if anchor == "by" else 0)


def _around(tokens: Tokens, i: int, step: int) -> Iterator[int]:
    """The tokens of the clause from i on, fifteen at most, those in brackets left out."""
    opens, shuts = ("(", ")") if step > 0 else (")", "(")
    depth, left = 0, 15
    while 0 <= i < len(tokens) and left:
        word = tokens.lower[i]
        if word == opens:
            depth += 1
        elif word == shuts and depth:
            depth -= 1
        elif (word in _BREAKS and not depth) or word == "\n":
            return
        elif not depth:
            left -= 1
            yield i
        i += step


def _told(way: int, anchor: str | None) -> int:
    """A present tense of schedules looks forward, but "runs from Tuesday to Thursday" may have begun."""
    if anchor == "from" and way > 0:
        return NEAR
    return 1 if way == NEAR else way


def _past_before(tokens: Tokens, first: int) -> bool:
    """Whether the verb before "until" tells of something over: "held power until November"."""
    words = signals()
    for i in range(first - 2, max(-1, first - 12), -1):
        if tokens.lower[i] in _BREAKS:
            return False
        way = _way(tokens, i, words)
        if way is not None:
            return way == -1 and tokens.lower[i] in beside()["lasted"]
    return False


def _perfect(tokens: Tokens, i: int) -> bool:
    return "had" in (tokens.word(i), tokens.word(i - 1), tokens.word(i - 2))


def _way(tokens: Tokens, i: int, words: Signals) -> int | None:
    """What one word says: forward, back, or nothing."""
    word = tokens.lower[i]
    if word in beside()["put-off"] and tokens.word(i + 1) in _TO:
        return 1
    if word == "for" and tokens.word(i - 1) in beside()["way-for"]:
        return 1
    if word == "to":
        return _infinitive(tokens, i, words)
    if word == "due" and tokens.word(i + 1) == "to" and tokens.word(i - 1) not in beside()["be"]:
        return None
    if word in words.forward:
        return None if tokens.capital(i) and word in ("may", "will") else 1
    if word in words.schedule:
        if tokens.word(i - 1) in beside()["modal"] or (
            tokens.word(i - 1) in ("not", "also", "soon") and tokens.word(i - 2) in beside()["modal"]
        ):
            return None
        return NEAR if tokens.word(i - 1) not in beside()["determiner"] and not tokens.capital(i) else None
    if word == "set":
        return None
    if word in words.past or (word.endswith("ed") and len(word) > 3 and word not in words.attribute):
        return _past(tokens, i, words)
    return None


def _past(tokens: Tokens, i: int, words: Signals) -> int | None:
    """A past tense or participle; before a noun ("the wounded men", "US-backed") it says nothing."""
    word = tokens.lower[i]
    if tokens.capital(i) or tokens.word(i - 1) == "-":
        return None
    if word not in words.past and tokens.word(i - 1) in beside()["determiner"]:
        return None
    before = [tokens.word(j) for j in range(max(0, i - 4), i)]
    if "be" in before and beside()["modal"] & set(before):
        return 1
    if word in ("was", "were") and tokens.word(i + 1) == "to":
        return 1
    if word in ("was", "were") and tokens.word(i + 1) in words.forward:
        return 1
    return -1


def _infinitive(tokens: Tokens, i: int, words: Signals) -> int | None:
    """The "to" of an infinitive looks the way its governor does."""
    after, before = tokens.word(i + 1), tokens.word(i - 1)
    if not after.isalpha() or after in beside()["determiner"] or after.endswith(("ing", "ed")) or tokens.capital(i + 1):
        return None
    if before in words.away:
        return -1
    return 1 if before in words.towards or before == "," else None
