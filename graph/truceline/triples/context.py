"""What other articles say of the things of an article: which of its things they tell too, whose text it repeats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Joined:
    """A thing of an article that is known under another IRI: which, how sure (0 to 1), why."""

    iri: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the pile knows of one article.

    `joined` maps IRIs of its things to what they are; `copy_of` is the article whose text it repeats, with how much of it;
    `added` is when it entered the graph (ISO in UTC).
    """

    joined: Mapping[str, Joined] = field(default_factory=dict)
    copy_of: tuple[str, float] | None = None
    added: str = ""

    def one(self, iri: str) -> str:
        """The IRI that stands for this one."""
        found = self.joined.get(iri)
        return found.iri if found else iri


EMPTY = Context()
"""Of an article alone."""
