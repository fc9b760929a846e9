"""Signal words: "since", "until", "by", "from … to …" and what they make of an interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.times.beside import beside
from truceline.times.engine import Expression
from truceline.times.resolved import Settled
from truceline.times.signals import signals
from truceline.times.token_context import Scene

_SKIPPED = frozenset({"on", "in", "at", "least", "about", "around", "as", "early", "the", "of"})
_OVER = frozenset(
    {"since", "from", "until", "till", "by", "starting", "beginning", "at", "effective", "about", "least"} | {"as"}
)
_TWO_WORDS = {("prior", "to"): "before", ("up", "to"): "until", ("as", "of"): "since", ("ahead", "of"): "before"}
_OF_LENGTHS = frozenset({"for", "over"})
_OF_DATES = frozenset({"to", "following"})


def anchor_of(e: Expression, here: Scene) -> str | None:
    """The signal word before an expression: "since" of "since at least 2014"; "as of" counts as since."""
    t, i = here.tokens, e.first - 1
    for _ in range(3):
        i -= t.word(i) in _SKIPPED and t.word(i - 1) in _OVER
    word = t.word(i)
    if (t.word(i - 1), word) in _TWO_WORDS:
        return _TWO_WORDS[t.word(i - 1), word]
    other = _OF_DATES if e.cls in ("AMOUNT", "AMOUNTS", "STRETCH") else _OF_LENGTHS
    return word if word in signals().anchors and word not in other else None


def settle_scopes(settled: Sequence[Settled], here: Scene) -> list[Settled]:
    """Anchors and scopes of all expressions, ranges taken together."""
    out = [_scoped(s) for s in _anchored(settled, here)]
    for n in range(len(out) - 1):
        if _range(out[n], out[n + 1], here):
            first = out[n].begin or out[n].scope_begin
            last = out[n + 1].end
            if first and last and first <= last:
                out[n] = replace(out[n], scope_begin=first, scope_end=last)
                out[n + 1] = replace(out[n + 1], scope_begin=first, scope_end=last)
    return out


def _anchored(settled: Sequence[Settled], here: Scene) -> list[Settled]:
    """The expressions with the signals that they have where they stand."""
    out: list[Settled] = []
    for s in settled:
        anchor = _anchor(s, out[-1] if out else None, here)
        out.append(s if anchor == s.anchor else replace(s, anchor=anchor))
    return out


def _anchor(s: Settled, before: Settled | None, here: Scene) -> str | None:
    """The signal of an expression: one in brackets takes over that of what it repeats; "to" and "and" need a range."""
    anchor = s.anchor or _repeated(s, before, here)
    linked = before is not None and links(before.e, s.e, here)
    if anchor == "to" and not linked and not _put_off(s, here):
        anchor = None
    closes = before is not None and before.anchor == "between" and linked
    return "and" if closes and anchor is None else anchor


def _repeated(s: Settled, before: Settled | None, here: Scene) -> str | None:
    """The signal of the expression before, where one repeats it in brackets."""
    if before is None or before.e.last != s.e.first - 2 or here.tokens.lower[s.e.first - 1] != "(":
        return None
    return before.anchor


def _put_off(s: Settled, here: Scene) -> bool:
    return here.tokens.word(s.e.first - 2) in beside()["put-off"]


def links(one: Expression, two: Expression, here: Scene) -> bool:
    """Whether only a linking word, and perhaps a sign of the next one, stands between two expressions."""
    between = here.tokens.lower[one.last + 1 : two.first]
    if not 1 <= len(between) <= 3 or between[-1] in ("a", "an"):
        return False
    return between[between[0] == "," and len(between) > 1] in beside()["linking"]


def _range(one: Settled, two: Settled, here: Scene) -> bool:
    if not links(one.e, two.e, here) or one.type == "DURATION" or two.type == "DURATION":
        return False
    link = here.tokens.lower[one.e.last + 1]
    if link in ("and", "or"):
        return one.anchor == "between"
    return link != "/" and (one.anchor in ("from", "between", None, "since") or link in ("-", "–", "—"))


def _scoped(s: Settled) -> Settled:
    """The interval that the signal makes of an expression's own."""
    makes = signals().anchors.get(s.anchor or "", "")
    begin, end = {
        "begin": (s.begin, None),
        "end": (None, s.end),
        "before": (None, s.end if s.mod == "END" else s.begin),
        "after": (s.end, None),
        "both": (s.begin, s.end),
    }.get(makes, (None, None))
    return replace(s, scope_begin=begin, scope_end=end)
