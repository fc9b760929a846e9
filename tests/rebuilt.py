"""A graph folder compared with what its log alone gives, and an article that comes again corrected."""

from __future__ import annotations

import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from truceline.graph import Graph
from truceline.model import Facts
from truceline.vocabulary import PREFIXES


def told(path: Path) -> set[str]:
    """All triples of a folder but the decisions' own and when articles were added."""
    with Graph.open(path) as graph:
        own = {q.subject for q in graph.store.index() if q.object.value == PREFIXES["tl"] + "Decision"}
        added = PREFIXES["tl"] + "addedOn"
        return {str(q) for q in graph.store.index() if q.subject not in own and q.predicate.value != added}


def afresh(path: Path) -> set[str]:
    """The same, made again from the log alone."""
    copy = path.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    shutil.copy(path / "log.jsonl", copy)
    return told(copy)


def corrected(facts: Facts) -> Facts:
    """The article with a sentence more at its end: another text, another IRI, the same address."""
    text = facts.article.text + "\nCorrection: an earlier version gave another byline."
    return replace(facts, article=replace(facts.article, text=text, hash=sha256(text.encode()).hexdigest()))
