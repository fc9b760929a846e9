"""Which way a date without a year, or a weekday, lies: the verb of its own clause says so.

The nearest verb before it decides, else the nearest after it: a past tense looks back; a modal, a word of plans or an
infinitive that hangs on one ("agreed to meet on Friday") looks forward, and so does a present tense of schedules.
A verb that fixes what is to come ("announced a truce from 8 May") looks forward with what "from", "until" or "for"
hangs on it, though it is a past tense.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from truceline.times.beside import beside
from truceline.times.context import LEAN, NEAR, PLANNED, Cue
from truceline.times.signals import Signals, signals
from truceline.times.tokens import Tokens

_BREAKS = frozenset({";", ":", "(", ")", "—", "–", "\n", ".", "!", "?"})
_TO = frozenset(["to", "for", "until", "till", "by", "through"])
_BEGINS = frozenset({"from", "starting", "beginning", "commencing", "effective", "between"})
_RANGES = frozenset({*_BEGINS, "until", "till", "through", "to", "by"})
"""What hangs on these is seldom the day of a saying: "from 24 December, a statement said"."""

_UNTIL = frozenset({"until", "till", "through"})
REACH = 20
"""Tokens within which a verb says which way a date lies."""

CLOSE = 3
"""A verb so few tokens before a date is the date's own: "fell silent on 31 January"."""

_HOURS = frozenset({"noon", "midday", "midnight", "a.m.", "p.m.", "am", "pm", "gmt", "o'clock", "local"})
_SLIGHT = frozenset({"on", "at", "late", "early", "last", "the", ","})


def cue(tokens: Tokens, first: int, last: int, anchor: str | None) -> Cue:
    """The direction that the clause around the tokens `first` to `last` gives."""
    if glossed := _glossed(tokens, first):
        told = cue(tokens, glossed, last, tokens.word(glossed - 1) if tokens.word(glossed - 1) in _RANGES else None)
        return replace(told, again=False)
    if anchor in _UNTIL:
        return Cue(1 if not _past_before(tokens, first) else 0, again=_put_off_before(tokens, first))
    if anchor == "since":
        return Cue(-1)
    if tokens.word(first - 1) == "for" and tokens.word(first - 2) != "except":
        return Cue(1 if _fixed_for(tokens.word(first - 2)) else PLANNED)
    return _of_verbs(tokens, first, last, anchor)


def _glossed(tokens: Tokens, first: int) -> int | None:
    """ "From noon local time (*Saturday* 0900 GMT)": where the hour begins that a day and hour in brackets tell again."""
    if tokens.word(first - 1) != "(" or first < 3:
        return None
    before = range(first - 2, max(-1, first - 8), -1)
    at = next((i for i in before if tokens.word(i) in _RANGES or tokens.word(i) == "at"), None)
    hour = at is not None and any(_of_clock(tokens.word(i)) for i in range(at + 1, first - 1))
    return at + 1 if at is not None and hour else None


def _of_clock(word: str) -> bool:
    """Whether a word is one of an hour: "noon", "p.m.", "18:00"."""
    return word in _HOURS or (word[:1].isdigit() and ":" in word)


def _fixed_for(word: str) -> bool:
    """Whether "for" hangs on a word of plans: "scheduled for", "a date for"."""
    words = signals()
    return word in words.forward or word in words.plan or word in words.towards


def _of_verbs(tokens: Tokens, first: int, last: int, anchor: str | None) -> Cue:
    """The direction that the nearest verb before, else after, gives."""
    if found := _verb_before(tokens, first, anchor) or _verb_after(tokens, last, anchor):
        return found
    if anchor in _BEGINS:
        return Cue(PLANNED)
    return Cue(1 if anchor == "by" else NEAR if tokens.word(first - 1) == "of" else 0)


def _verb_before(tokens: Tokens, first: int, anchor: str | None) -> Cue | None:
    """What the nearest verb before a date says of it."""
    words = signals()
    for i in _around(tokens, first - 1, -1):
        if (way := _way(tokens, i, words)) is not None:
            plans = tokens.lower[i] in words.plan and not _beside(tokens, i, first)
            found = Cue(_told(way, anchor), _perfect(tokens, i), loose=first - i > CLOSE)
            return _planned(found, plans, anchor)
        if anchor in _BEGINS and _to_do(tokens, i, words):
            return Cue(PLANNED)
    return None


def _verb_after(tokens: Tokens, last: int, anchor: str | None) -> Cue | None:
    """What the nearest verb after a date says of it; that of a saying is seldom told of a range."""
    words = signals()
    for i in _around(tokens, last + 1, 1):
        if tokens.lower[i] in words.said and anchor in _RANGES:
            continue
        if (way := _way(tokens, i, words)) is not None:
            return _planned(Cue(_told(way, anchor)), _decided(tokens, i, words), anchor)
    return None


def _to_do(tokens: Tokens, i: int, words: Signals) -> bool:
    """Whether an infinitive stands here whose governor says nothing: "was free to observe a truce from 24 May"."""
    after = tokens.word(i + 1)
    verb = after.isalpha() and after not in beside()["determiner"] and not after.endswith("ing")
    return tokens.lower[i] == "to" and verb and not tokens.capital(i + 1) and tokens.word(i - 1) not in words.away


def _planned(found: Cue, plans: bool, anchor: str | None) -> Cue:
    """The direction under a verb that fixes what is to come: forward with "from Friday", open with a bare date."""
    if not plans or found.way == 1:
        return found
    return replace(found, way=PLANNED) if anchor in _BEGINS else replace(found, plan=True)


def _beside(tokens: Tokens, verb: int, first: int) -> bool:
    """Whether a date is that of the verb itself: "announced on 3 May"."""
    return all(tokens.lower[i] in _SLIGHT for i in range(verb + 1, first))


def _decided(tokens: Tokens, i: int, words: Signals) -> bool:
    """Whether a verb after the date fixes what is to come: "a truce from Friday was announced"."""
    return any(tokens.word(j) in words.plan for j in (i, i + 1, i + 2))


def _put_off_before(tokens: Tokens, first: int) -> bool:
    """ "postponed until Monday", published on a Monday, is the next one."""
    return any(tokens.word(i) in beside()["put-off"] for i in (first - 2, first - 3, first - 4))


def _around(tokens: Tokens, i: int, step: int) -> Iterator[int]:
    """The tokens of the clause from i on, `REACH` at most, those in brackets left out."""
    opens, shuts = ("(", ")")[::step]
    depth, left = 0, REACH
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
    for i in range(first - 2, max(-1, first - REACH), -1):
        if tokens.lower[i] in _BREAKS:
            return False
        way = _way(tokens, i, words)
        if way is not None:
            return way == -1 and (tokens.lower[i] in beside()["lasted"] or _so_far(tokens, i, first))
    return False


def _so_far(tokens: Tokens, i: int, first: int) -> bool:
    """ "Has broken it 40 times until 10 December" counts up to a day that is past; "has put it off until" does not."""
    perfect = bool({"has", "have"} & {tokens.word(i - 1), tokens.word(i - 2)})
    return perfect and "times" in tokens.lower[i:first]


def _perfect(tokens: Tokens, i: int) -> bool:
    return "had" in (tokens.word(i), tokens.word(i - 1), tokens.word(i - 2))


def _way(tokens: Tokens, i: int, words: Signals) -> int | None:
    """What one word says: forward, back, or nothing."""
    word = tokens.lower[i]
    if word == "to":
        return _infinitive(tokens, i, words)
    if _sets_forward(tokens, i):
        return 1
    if word in words.forward:
        return None if _no_plan(tokens, i) else 1
    if word in words.schedule:
        return _scheduled(tokens, i)
    return _past(tokens, i, words) if _looks_back(word, words) else None


def _no_plan(tokens: Tokens, i: int) -> bool:
    """Whether a word that else looks forward is a month, a name or a cause: "May", "Will", "due to rain"."""
    word = tokens.lower[i]
    if word == "due":
        return tokens.word(i + 1) == "to" and tokens.word(i - 1) not in beside()["be"]
    return tokens.capital(i) and word in ("may", "will")


def _sets_forward(tokens: Tokens, i: int) -> bool:
    """Whether a word puts something off to a day, or makes way for one: "postponed to", "cleared the way for"."""
    if tokens.lower[i] == "for":
        return tokens.word(i - 1) in beside()["way-for"]
    return tokens.lower[i] in beside()["put-off"] and tokens.word(i + 1) in _TO


def _scheduled(tokens: Tokens, i: int) -> int | None:
    """What a present tense of schedules says: "expires on Friday", not "may expire", "the expires"."""
    before = tokens.word(i - 1)
    modal = tokens.word(i - 2) if before in ("not", "also", "soon") else before
    open_ = modal in beside()["modal"] or before in beside()["determiner"] or tokens.capital(i)
    return None if open_ else NEAR


def _looks_back(word: str, words: Signals) -> bool:
    """Whether a word looks like a past tense or a participle."""
    regular = word.endswith("ed") and len(word) > 3 and word not in words.attribute
    return word != "set" and (word in words.past or regular)


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
    return LEAN if word in ("was", "were") and _was_to(tokens, i + 1, words) else -1


def _was_to(tokens: Tokens, i: int, words: Signals) -> bool:
    """Whether "was" goes on with a plan: "was to expire", "was due to end"; it may be over by now."""
    return tokens.word(i) == "to" or tokens.word(i) in words.forward or tokens.word(i + 1) in words.forward


def _of_plan(tokens: Tokens, i: int) -> int:
    """ "due to expire on Friday" looks forward, "was due to expire on Friday" perhaps back."""
    return LEAN if {"was", "were"} & {tokens.word(j) for j in (i - 1, i - 2, i - 3)} else 1


def _infinitive(tokens: Tokens, i: int, words: Signals) -> int | None:
    """The "to" of an infinitive looks the way its governor does."""
    after, before = tokens.word(i + 1), tokens.word(i - 1)
    if after in words.schedule and before not in words.away:
        return _of_plan(tokens, i)
    if not after.isalpha() or after in beside()["determiner"] or after.endswith(("ing", "ed")) or tokens.capital(i + 1):
        return None
    return 1 if before in words.towards or before == "," else None
