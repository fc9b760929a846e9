"""Headlines: "X: what X says", "what X says, says X", "what X says - X", "'Words': X …", and verbs in -s that the parser
takes for plurals ("Court rules …")."""

from __future__ import annotations

from truceline.find.attribution.content_span import trim
from truceline.find.attribution.speaker import voice
from truceline.find.attribution.view import Draft, View
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
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


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
    t = view.t
    close = next((i for i in range(first + 2, last) if t.lower[i] == ":" and t.lower[i - 1] in _SINGLE), None)
    if close is None or t.lower[first] not in _SINGLE or close + 1 > last:
        return None
    who = next(
        (i for i in range(close + 1, last + 1) if t.pos[i] in ("NOUN", "PROPN") and t.dep[i] != "compound"), None
    )
    content = trim(view, first + 1, close - 2)
    if who is None or content is None or not view.named(view.span(close + 1, who)):
        return None
    return Draft(close, None, _ENTRY, voice(view, who), (content,), "headline", None, None, None, 0.6)


def _tail(view: View, first: int, last: int, used: set[int]) -> Draft | None:
    """The speaker at the end: "…, says X", "…, X says", "… - X"."""
    t = view.t
    marks = (i for i in range(last - 1, max(first, last - 8), -1) if t.lower[i] in _BREAKS and view.quote[i] < 0)
    mark = next(marks, None)
    if mark is None or mark - first < 4:
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


def _closing_name(view: View, low: int, high: int, said: bool) -> bool:
    """Whether tokens are a name and nothing else; without a cue no place, which is only where it happened."""
    if low > high or any(view.t.pos[i] in _NOT_NAMED for i in range(low, high + 1)):
        return False
    span = view.span(low, high)
    named = (m for m in view.named(span) if m.head != "pronoun" and span.start <= m.start and m.end == span.end)
    return any(said or m.type not in _PLACES for m in named)


def _colon(view: View, first: int, last: int, used: set[int]) -> Draft | None:
    """The speaker before a colon; places are topics, not speakers."""
    t = view.t
    colon = next((i for i in range(first + 1, min(last, first + _LONGEST + 1)) if t.lower[i] == ":"), None)
    if colon is None or any(t.pos[i] in ("VERB", "AUX", "NUM") for i in range(first, colon)):
        return None
    speaker, content = _name(view, first, colon), trim(view, colon + 1, last)
    if speaker is None or content is None:
        return None
    known = any(m.type in ("Person", "Government", "MediaOrganization") for m in view.named(speaker))
    if not known and not any(t.pos[i] in ("VERB", "AUX") for i in range(colon, last + 1)):
        return None
    return Draft(colon, None, _ENTRY, speaker, (content,), "headline", None, None, None, 0.7)


def _plural(view: View, first: int, last: int, used: set[int]) -> Draft | None:
    """A reporting verb in the present that the parser could not use: what follows it is its content."""
    t = view.t
    if last - first > 20 or any(first <= u <= last for u in used):
        return None
    for i in range(first + 1, last):
        if t.tag[i] not in ("VBZ", "NNS") or t.pos[i - 1] not in ("NOUN", "PROPN"):
            continue
        entry = next((e for e in verbs().get(_bare(t.lower[i], t.lemma[i]), ()) if not e.more), None)
        if entry is None:
            continue
        clause = any(t.tag[k] in _FINITE for k in range(i + 1, last + 1)) and "clause" in entry.frames
        end = last if clause else next((k - 1 for k in range(i + 1, last + 1) if t.lower[k] in _CUT), last)
        content = trim(view, i + 1, end)
        if content is not None and (
            clause or (entry.frames & {"object", "ask"} and t.pos[i + 1] not in ("ADP", "PUNCT"))
        ):
            return Draft(i, (i, i), entry, voice(view, i - 1), (content,), "headline", None, None, None, 0.6)
    return None


def _bare(form: str, lemma: str) -> str:
    return lemma if lemma in verbs() else form.removesuffix("s")


def _alone(view: View, first: int, last: int) -> bool:
    """Whether the sentence is a line by itself."""
    before = view.text[: view.t.start[first]].rstrip(" ")
    after = view.text[view.t.end[last] :].lstrip(" ")
    return before[-1:] in ("", "\n") and after[:1] in ("", "\n")


def _name(view: View, first: int, colon: int) -> Span | None:
    span = Span(view.t.start[first], view.t.end[colon - 1])
    named = [m for m in view.named(span) if m.head != "pronoun" and m.type not in _PLACES and m.end == span.end]
    return voice(view, colon - 1) if named else None
