"""Which way a date without a year, or a weekday, lies: the words of its own clause say so."""

from __future__ import annotations

from truceline.find.when.refer import Cue
from truceline.find.when.signals import Signals, signals
from truceline.find.when.tokens import Tokens

_BREAKS = frozenset({";", ":", "(", ")", '"', "“", "”", "—", "–", "\n", ".", "!", "?"})
_SUBORDINATE = frozenset(
    [
        "that",
        "which",
        "who",
        "after",
        "before",
        "when",
        "while",
        "as",
        "because",
        "although",
        "though",
        "but",
        "where",
        "since",
        "whose",
        "if",
    ]
)
_TO = frozenset(["to"])


def cue(tokens: Tokens, first: int, last: int, anchor: str | None) -> Cue:
    """The direction that the clause around the tokens `first` to `last` gives.

    The nearest verb decides: one in the past looks back, a modal or a word of plans forward; `until` looks forward.
    """
    if anchor in ("until", "till"):
        return Cue(1)
    if anchor == "since":
        return Cue(-1)
    words = signals()
    for i in range(first - 1, max(-1, first - 25), -1):
        word = tokens.lower[i]
        if word in _BREAKS:
            break
        if (way := _way(tokens, i, words)) is not None:
            return Cue(way)
    for i in range(last + 1, min(len(tokens), last + 16)):
        word = tokens.lower[i]
        if word in _BREAKS:
            break
        if (way := _way(tokens, i, words)) is not None:
            return Cue(way)
    return Cue(0)


def _way(tokens: Tokens, i: int, words: Signals) -> int | None:
    """What one word says: forward, back, or nothing."""
    word = tokens.lower[i]
    if word in ("set", "extended", "postponed", "delayed", "renewed", "prolonged"):
        return 1 if tokens.word(i + 1) in ("to", "for", "until", "till", "by", "through") else None
    if word in words.forward:
        return None if tokens.capital(i) and word in ("may", "will") else 1
    if word in words.past or (word.endswith("ed") and len(word) > 4):
        return -1 if not _future_passive(tokens, i) else 1
    return None


def _future_passive(tokens: Tokens, i: int) -> bool:
    """Whether a participle stands in an infinitive or after a modal: "to be held", "will be extended"."""
    before = [tokens.word(j) for j in range(max(0, i - 4), i)]
    return "be" in before and bool({"to", "will", "would", "shall", "should", "may", "could", "must"} & set(before))
