"""A sentence in the article around it, with the words marked in which a thing was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from truceline.ask.said import Said
from truceline.graph import Graph
from truceline.model import Claim, Event, Facts, Figure, Party, Span, State
from truceline.serve.evidence import sentence_at
from truceline.store.fingerprints import fingerprints

BEFORE, AFTER = 280, 450
"""Code points of the article that are shown before and behind a sentence."""


def in_article(graph: Graph, s: Said, about: Sequence[str]) -> dict[str, str]:
    """A claim's sentence, what stands before and after it in its article, and in it the words of what is asked about.

    Args:
        graph: the graph.
        s: the claim.
        about: the IRIs of the things whose words are marked; where none of them stands in the sentence, what is claimed is marked.
    """
    article, begin, end = sentence_at(s)
    told = {
        "who": str(s),
        "source": ", ".join(x for x in (s.outlet, s.published, s.title) if x),
        "url": s.url if s.url.startswith(("https://", "http://")) else "",
    }
    entry = graph.store.catalog.live(article)
    if entry is None or begin is None or end is None:
        return {**told, "before": "", "head": s.sentence, "marked": "", "tail": "", "after": ""}
    facts: Facts = graph.store.read(entry)
    text = facts.article.text
    first, last = _marked(facts, s, (begin, end), _names(graph, about))
    return {
        **told,
        "before": _from_a_word(text, begin),
        "head": text[begin:first],
        "marked": text[first:last],
        "tail": text[last:end],
        "after": _to_a_word(text, end),
    }


def _names(graph: Graph, about: Sequence[str]) -> set[str]:
    """The IRIs of things, and those under which single articles know them."""
    query = "SELECT old FROM same WHERE iri = ?"
    return {*about, *(old for iri in about for old in graph.store.catalog.names(query, iri))}


def _marked(facts: Facts, s: Said, sentence: tuple[int, int], names: set[str]) -> tuple[int, int]:
    """Where in a sentence the words stand: those of the things, else those claimed, else all of it."""
    begin, end = sentence
    for span in _spans(facts, names):
        if begin <= span.start and span.end <= end:
            return span.start, span.end
    at = facts.article.text.find(s.quote, begin, end) if s.quote else -1
    return (at, at + len(s.quote)) if at >= 0 else sentence


def _spans(facts: Facts, names: set[str]) -> Iterator[Span]:
    """The words in which an article tells some things, and those for some actors."""
    for iri, _, note in fingerprints(facts):
        if iri in names and (span := _span(note)):
            yield span
    yield from (Span(m.start, m.end) for m in facts.notes.mentions if m.actor in names)


def _span(note: Any) -> Span | None:
    """The words in which something was read."""
    match note:
        case Event():
            return note.trigger
        case Figure():
            return Span(note.start, note.end)
        case Claim():
            return note.content[0] if note.content else note.cue
        case State() | Party():
            return note.evidence
    return None


def _from_a_word(text: str, end: int) -> str:
    """What stands before an offset, from the begin of a word or of the article, with a sign where more stands before it."""
    begin = max(0, end - BEFORE)
    piece = text[begin:end]
    return piece if begin == 0 else "… " + piece.partition(" ")[2]


def _to_a_word(text: str, begin: int) -> str:
    """What stands behind an offset, to the end of a word or of the article, with a sign where more stands behind it."""
    piece = text[begin : begin + AFTER]
    return piece if begin + AFTER >= len(text) else piece.rpartition(" ")[0] + " …"
