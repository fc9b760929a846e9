"""Precision, recall and F1 of each finder against gold stand-off JSON.

A found item and a gold item are paired one to one, best overlap first. Gold items marked `optional` count neither way,
nor does what lies wholly in a sentence with `content: false`. `also_KEY` on a gold item lists other right answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from truceline.codec import to_json
from truceline.evaluate.gold import Item, load
from truceline.evaluate.measures import MEASURES
from truceline.evaluate.pairing import Score, counted
from truceline.evaluate.scores import Scores
from truceline.extract import extract_all
from truceline.read import from_record

__all__ = ["Score", "Scores", "evaluate", "score"]


def evaluate(path: str | Path) -> Scores:
    """Extracts the texts of gold files and scores every layer that the gold has.

    Args:
        path: a JSON file with one document, a JSONL file, or a folder of JSON files.

    Returns:
        A score a measure, in the order of `MEASURES`, without those of layers that no gold document has.

    Raises:
        FactsError: it is no gold: no such file, no JSON, or records without `text`.
    """
    gold = list(load(Path(path)))
    articles = [
        from_record({**g, "published": g.get("published") or g.get("dct") or g.get("date")}, str(path)) for g in gold
    ]
    return Scores(tuple(score(gold, [to_json(f) for f in extract_all(articles)])))


def score(gold: Iterable[Item], system: Iterable[Item]) -> Iterator[Score]:
    """Scores documents that are paired by position.

    >>> stamp = {"start": 10, "end": 16, "value": "2016-05-02"}
    >>> one = {"text": "It held on Monday.", "times": [stamp | {"start": 11, "end": 17}]}
    >>> [(s.measure, s.f1) for s in score([one], [one])]
    [('times', 1.0), ('times, exact span', 1.0), ('times, value', 1.0)]
    """
    pairs = list(zip(gold, system, strict=True))
    for measure in MEASURES:
        counts = [counted(g, s, measure) for g, s in pairs if measure.source in g]
        if any(c[0] for c in counts):
            yield Score(measure.name, *(sum(c[i] for c in counts) for i in range(3)))
