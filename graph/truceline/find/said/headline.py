"""Headlines of the form "X: what X says"."""

from __future__ import annotations

from truceline.find.said.content import trim
from truceline.find.said.speaker import voice
from truceline.find.said.view import Draft, View
from truceline.know.verbs import Entry
from truceline.model import Span

_ENTRY = Entry(":", (), "asserted", frozenset({"quote"}))
_LONGEST = 6
_PLACES = frozenset({"Place", "State"})


def headline(view: View) -> list[Draft]:
    """A claim for each headline that names its speaker before a colon; places are topics, not speakers."""
    out = []
    for first, last in zip(view.first, view.last, strict=True):
        if first > last or view.t.lower[last] in (".", "!", "?", '"', "”") or not _alone(view, first, last):
            continue
        colon = next((i for i in range(first + 1, min(last, first + _LONGEST + 1)) if view.t.lower[i] == ":"), None)
        if colon is None or any(view.t.pos[i] in ("VERB", "AUX", "NUM") for i in range(first, colon)):
            continue
        speaker = _name(view, first, colon)
        content = trim(view, colon + 1, last)
        if speaker is not None and content is not None and any(view.t.pos[i] in ("VERB", "AUX") for i in range(colon, last + 1)):
            out.append(Draft(colon, None, _ENTRY, speaker, (content,), "headline", None, None, None, 0.7))
    return out


def _alone(view: View, first: int, last: int) -> bool:
    """Whether the sentence is a line by itself."""
    start, end = view.t.start[first], view.t.end[last]
    return view.text[:start].rstrip(" ").endswith("\n") * 1 + (not view.text[:start].strip()) > 0 and (
        view.text[end:].lstrip(" ").startswith("\n") or not view.text[end:].strip()
    )


def _name(view: View, first: int, colon: int) -> Span | None:
    span = Span(view.t.start[first], view.t.end[colon - 1])
    named = [m for m in view.named(span) if m.head != "pronoun" and m.type not in _PLACES and m.end == span.end]
    return voice(view, colon - 1) if named else None
