"""Statements without quotation marks: "The minister said:" ends a line, and the paragraphs after it are the minister's."""

from __future__ import annotations

from truceline.find.attribution.content_span import trim
from truceline.find.attribution.direct import left_cue
from truceline.find.attribution.speaker import subject, voice
from truceline.find.attribution.view import MARKS, Draft, View
from truceline.model import Block, Span

_BULLETS = frozenset("-–—•*·")


def statements(view: View, found: list[Draft]) -> list[Draft]:
    """One claim for each line that ends in a cue and a colon, over all paragraphs up to the next speaker's."""
    out: list[Draft] = []
    blocks = view.parsed.article.blocks
    for n, block in enumerate(blocks[:-1]):
        colon = _colon(view, block)
        cue = left_cue(view, colon, anyhow=True) if colon is not None else None
        if cue is None or cue[2] is None or any(d.at == cue[1] for d in found):
            continue
        at, entry = cue[1], cue[2]
        speaker = voice(view, subject(view, at))
        content = _paragraphs(view, blocks[n + 1 :], _of_others(view, block, found))
        if content and speaker is not None:
            kind = entry.stance if cue[0] is None else None
            out.append(Draft(at, (at, at), entry, speaker, content, "statement", None, None, kind, 0.7))
    return out


def _colon(view: View, block: Block) -> int | None:
    """The colon that ends a paragraph of body text."""
    words = view.text[block.start : block.end].rstrip()
    return view.token(block.start + len(words) - 1) if block.kind == "body" and words.endswith(":") else None


def _of_others(view: View, block: Block, found: list[Draft]) -> list[Draft]:
    """The drafts of others than those whom the line before a statement names: these tell of themselves by name in it."""
    line = set(view.text[block.start : block.end].lower().replace("(", " ").replace(")", " ").split())
    spoken = ((d, d.speaker.of(view.text).lower().split()) for d in found if d.speaker is not None)
    return [d for d, words in spoken if not line.issuperset(w for w in words if w != "the")]


def _paragraphs(view: View, blocks: tuple[Block, ...], found: list[Draft]) -> tuple[Span, ...]:
    """The paragraphs that follow, up to the first that is no full sentence, a quotation, a list, or has another's claim in it."""
    out: list[Span] = []
    for block in blocks:
        opening = view.text[block.start]
        if block.kind != "body" or opening in MARKS or opening in _BULLETS or _told(view, block, found, bool(out)):
            break
        if view.text[block.start : block.end].rstrip()[-1:].isalnum():
            break
        inside = view.tokens(Span(block.start, block.end))
        if (span := trim(view, inside[0], inside[-1]) if inside else None) is not None:
            out.append(span)
    return tuple(out)


def _told(view: View, block: Block, found: list[Draft], later: bool) -> bool:
    """Whether the reporter speaks again: a colon at the end, or after the first paragraph somebody named who says something."""
    if view.text[block.start : block.end].rstrip().endswith(":"):
        return True
    named = (d for d in found if d.speaker is not None and d.speaker.of(view.text).lower() not in ("i", "we"))
    return later and any(block.start <= view.t.start[d.at] < block.end for d in named)
