"""Article → Facts: mend, parse, find, link, weave, put back over the text as kept, one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from truceline.analysis.article import Analysis
from truceline.analysis.parse import parse_all
from truceline.analysis.repair import Mended, repaired, restored
from truceline.chain import run
from truceline.doubts import without_doubts
from truceline.link.linking import resolve
from truceline.model import Article, Facts
from truceline.weave import weave


def extract(article: Article) -> Facts:
    """All facts of one article.

    The result depends on the article alone: no clock, no chance, no network.

    Returns:
        Facts with offsets in code points into `article.text`, instants in UTC.
    """
    return next(extract_all([article]))


def extract_all(articles: Iterable[Article]) -> Iterator[Facts]:
    """The facts of many articles, in order; the parser works in batches."""
    known: deque[tuple[Article, Mended]] = deque()

    def clean() -> Iterator[Article]:
        for article in articles:
            working, found = repaired(article)
            known.append((article, found))
            yield working

    for parsed in parse_all(clean()):
        article, found = known.popleft()
        yield restored(of_parsed(parsed), article, found)


def of_parsed(parsed: Analysis) -> Facts:
    """The facts of an article that is parsed already."""
    return without_doubts(weave(parsed, resolve(parsed, run(parsed))))
