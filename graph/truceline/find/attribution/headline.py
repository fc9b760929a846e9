"""Headlines: "X: what X says", "what X says, says X", "what X says - X", "'Words': X …", and verbs in -s that the parser
takes for plurals ("Court rules …")."""

from __future__ import annotations

from truceline.analysis.tree import VERBAL
from truceline.find.attribution.content_span import trim
from truceline.find.attribution.speaker import voice
from truceline.find.attribution.view import PAST_PRESENT, Draft, View
from truceline.know.verbs import Entry, verbs
from truceline.model import Span

_ENTRY = Entry(":", (), "asserted", frozenset({"quote"}))
_LONGEST = 6
_SINGLE = frozenset({"'", "‘", "’", "`", "''"})
_BREAKS = frozenset({",", "-", "–", "—", "--"})
_SAYS = frozenset({"say", "says", "said"})
_PLACES = frozenset({"Place", "State"})
_CUT = frozenset({"after", "as", "amid", "before", "while", "following", "ahead", "over"})
_NOT_NAMED = frozenset({"VERB", "AUX", "NUM"})


def headline(view: View, used: set[int]) -> list[Draft]:
    """The claims of lines without a full stop that no other rule has read; `used` are the cues already read."""
    out = []
    for first, last in zip(view.first, view.last, strict=True):
        if first + 1 >= last or view.t.lower[last] in (".", "!", "?", '"', "”", ":") or not _alone(view, first, last):
            continue
        for rule in (_colon, _words_first, _tail):
            if (found := rule(view, first, last, used)) is not None:
                out.append(found)
                break
        else:
            if (found := _plural(view, first, last, used)) is not None:
                out.append(found)
    return out


def _words_first(view: View, first: int, last: int, used: set[int]) -> Draft | None:
    """Quoted words before a colon, and after it who says them ("'We will stay': rebel chief vows to fight")."""
    close = _colon_after_quote(view, first, last)
    content = trim(view, first + 1, close - 2) if close is not None else None
    if close is None or content is None:
        return None
    nouns = (i for i in range(close + 1, last + 1) if view.t.pos[i] in ("NOUN", "PROPN"))
    who = next((i for i in nouns if view.t.dep[i] != "compound"), None)
    if who is None or not view.named(view.span(close + 1, who)):
        return None
    return Draft(close, None, _ENTRY, voice(view, who), (content,), "headline", None, None, None, 0.6)


def _colon_after_quote(view: View, first: int, last: int) -> int | None:
    """The colon behind the single mark that closes a quotation at the beginning of a line."""
    lower = view.t.lower
    closing = (i for i in range(first + 2, last) if lower[i] == ":" and lower[i - 1] in _SINGLE)
    return next(closing, None) if lower[first] in _SINGLE else None


def _tail(view: View, first: int, last: int, used: set[int]) -> Draft | None:
    """The speaker at the end: "…, says X", "…, X says", "… - X"."""
    t, mark = view.t, _last_break(view, first, last)
    if mark is None:
        return None
    said = next((i for i in (mark + 1, last) if t.lower[i] in _SAYS and i not in used), None)
    if (said is None) == (t.lower[mark] == ","):
        return None
    low, high = mark + 1 + (said == mark + 1), last - (said == last)
    content = trim(view, first, mark - 1)
    if content is None or not _closing_name(view, low, high, said is not None):
        return None
    at, cue = (said, (said, said)) if said is not None else (mark, None)
    return Draft(at, cue, _ENTRY, voice(view, high), (content,), "headline", confidence=0.6)


def _last_break(view: View, first: int, last: int) -> int | None:
    """The comma or dash before the last words of a line, when some stand before it."""
    near = range(last - 1, max(first, last - 8), -1)
    mark = next((i for i in near if view.t.lower[i] in _BREAKS and view.quote[i] < 0), None)
    return mark if mark is not None and mark - first >= 4 else None


def _closing_name(view: View, low: int, high: int, said: bool) -> bool:
    """Whether tokens are a name and nothing else; without a cue no place, which is only where it happened."""
    if low > high or view.tagged(_NOT_NAMED, low, high + 1):
        return False
    span = view.span(low, high)
    named = (m for m in view.named(span) if m.head != "pronoun" and span.start <= m.start and m.end == span.end)
    return any(said or m.type not in _PLACES for m in named)


def _colon(view: View, first: int, last: int, used: set[int]) -> Draft | None:
    """The speaker before a colon; places are topics, not speakers."""
    t = view.t
    colon = next((i for i in range(first + 1, min(last, first + _LONGEST + 1)) if t.lower[i] == ":"), None)
    if colon is None or view.tagged(_NOT_NAMED, first, colon):
        return None
    speaker, content = _name(view, first, colon), trim(view, colon + 1, last)
    if speaker is None or content is None:
        return None
    known = any(m.type in ("Person", "Government", "MediaOrganization") for m in view.named(speaker))
    if not known and not view.tagged(VERBAL, colon, last + 1):
        return None
    return Draft(colon, None, _ENTRY, speaker, (content,), "headline", None, None, None, 0.7)


def _plural(view: View, first: int, last: int, used: set[int]) -> Draft | None:
    """A reporting verb in the present that the parser could not use: what follows it is its content."""
    if last - first > 20 or any(first <= u <= last for u in used):
        return None
    for i in range(first + 1, last):
        entry = _sense(view, i)
        content = _told_after(view, i, last, entry) if entry is not None else None
        if entry is not None and content is not None:
            return Draft(i, (i, i), entry, voice(view, i - 1), (content,), "headline", None, None, None, 0.6)
    return None


def _sense(view: View, i: int) -> Entry | None:
    """The sense of a form in -s behind a noun as a reporting verb."""
    t = view.t
    if t.tag[i] not in ("VBZ", "NNS") or t.pos[i - 1] not in ("NOUN", "PROPN"):
        return None
    bare = t.lemma[i] if t.lemma[i] in verbs() else t.lower[i].removesuffix("s")
    return next((e for e in verbs().get(bare, ()) if not e.more), None)


def _told_after(view: View, i: int, last: int, entry: Entry) -> Span | None:
    """What a verb in a line reports: the clause behind it to the end of the line, else its object."""
    t, rest = view.t, range(i + 1, last + 1)
    if "clause" in entry.frames and view.tagged(PAST_PRESENT, i + 1, last + 1):
        return trim(view, i + 1, last)
    if not entry.frames & {"object", "ask"} or t.pos[i + 1] in ("ADP", "PUNCT"):
        return None
    return trim(view, i + 1, next((k - 1 for k in rest if t.lower[k] in _CUT), last))


def _alone(view: View, first: int, last: int) -> bool:
    """Whether the sentence is a line by itself."""
    before = view.text[: view.t.start[first]].rstrip(" ")
    after = view.text[view.t.end[last] :].lstrip(" ")
    return before[-1:] in ("", "\n") and after[:1] in ("", "\n")


def _name(view: View, first: int, colon: int) -> Span | None:
    span = Span(view.t.start[first], view.t.end[colon - 1])
    named = [m for m in view.named(span) if m.head != "pronoun" and m.type not in _PLACES and m.end == span.end]
    return voice(view, colon - 1) if named else None
