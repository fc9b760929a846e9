"""Facts over a mended text, put back over the text as it was kept."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from truceline.analysis.repair.edits import Mended
from truceline.model import Article, Facts, When

_T = TypeVar("_T")


def restored(facts: Facts, article: Article, found: Mended) -> Facts:
    """The same facts with offsets into the kept text, and its words.

    Args:
        facts: what was found in the mended article.
        article: the article as it was kept.
        found: the mended text, from `repaired`.

    Returns:
        Facts in which `article.text[start:end]` is the text of each item, as everywhere.
    """
    if not found.changed:
        return facts
    back = _Back(article.text, found)
    return Facts(article, back.all(facts.sentences), back.all(facts.notes), facts.warnings)


class _Back:
    """The way back of one article; remembers how the words of times stood."""

    def __init__(self, text: str, found: Mended) -> None:
        self.text, self.found = text, found

    def all(self, value: _T) -> _T:
        """A value with all that it holds put back."""
        out: Any = value
        if isinstance(value, tuple):
            out = tuple(self.all(v) for v in value)
        elif isinstance(value, When):
            out = replace(value, text=self._words(value.text))
        elif is_dataclass(value) and not isinstance(value, type):
            out = self._item(value)
        return out  # type: ignore[no-any-return]

    def _item(self, value: Any) -> Any:
        """A frozen value with its fields, and its own span, put back."""
        new = {f.name: self.all(getattr(value, f.name)) for f in fields(value)}
        if "start" in new and "end" in new:
            new["start"], new["end"] = self.found.kept(new["start"], new["end"])
            if "text" in new:
                new["text"] = self.text[new["start"] : new["end"]]
        return type(value)(**new)

    def _words(self, words: str | None) -> str | None:
        """The words of a time as they are kept, where they stand in the mended text."""
        at = self.found.text.find(words) if words else -1
        if words is None or at < 0:
            return words
        start, end = self.found.kept(at, at + len(words))
        return self.text[start:end]
