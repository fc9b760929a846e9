"""Precision, recall and F1 of each finder against gold stand-off JSON.

A found item and a gold item are paired one to one, best overlap first. Gold items marked `optional` count neither way,
nor does what lies wholly in a sentence with `content: false`. `also_KEY` on a gold item lists other right answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from truceline.ask.answers import Table
from truceline.ask.records import Record
from truceline.codec import to_json
from truceline.errors import FactsError
from truceline.extract import extract_all
from truceline.read import from_record

Item = dict[str, Any]
Pairing = Callable[[Item, Item, str], float]


@dataclass(frozen=True, slots=True)
class Score:
    """How one measure came out: counts of gold items, found items and hits."""

    measure: str
    gold: int
    found: int
    hits: int

    @property
    def precision(self) -> float:
        """Hits among the found, 0 to 1."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Hits among the gold, 0 to 1."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Score("times", 4, 4, 3).f1
        0.75
        """
        return 2 * self.hits / (self.gold + self.found) if self.gold + self.found else 0.0


@dataclass(frozen=True, slots=True, repr=False)
class Scores(Table[Score]):
    """How each measure came out."""

    head: ClassVar[tuple[str, ...]] = ("measure", "P", "R", "F1", "gold", "found")

    def cells(self, row: Score) -> Sequence[str]:
        rates = (f"{x:.3f}" for x in (row.precision, row.recall, row.f1))
        return [row.measure, *rates, str(row.gold), str(row.found)]

    def records(self) -> tuple[Sequence[str], list[Record]]:
        return _NAMES, [dict(zip(_NAMES, _values(s), strict=True)) for s in self.rows]

    def to_json(self) -> list[Record]:
        return self.records()[1]


_NAMES = ("measure", "p", "r", "f1", "gold", "found")


def _values(s: Score) -> tuple[str | float, ...]:
    return s.measure, s.precision, s.recall, s.f1, s.gold, s.found


def evaluate(path: str | Path) -> Scores:
    """Extracts the texts of gold files and scores every layer that the gold has.

    Args:
        path: a JSON file with one document, a JSONL file, or a folder of JSON files.

    Raises:
        FactsError: it is no gold: no such file, no JSON, or records without `text`.
    """
    gold = list(_load(Path(path)))
    articles = [
        from_record({**g, "published": g.get("published") or g.get("dct") or g.get("date")}, str(path)) for g in gold
    ]
    system = [to_json(f) for f in extract_all(articles)]
    return Scores(tuple(score(gold, system)))


def score(gold: Iterable[Item], system: Iterable[Item]) -> Iterator[Score]:
    """Scores documents that are paired by position."""
    pairs = list(zip(gold, system, strict=True))
    for name, layer, rate, same in MEASURES:
        counts = [_layer(g, s, layer, rate, same) for g, s in pairs if layer in g]
        if any(c[0] for c in counts):
            yield Score(name, *(sum(c[i] for c in counts) for i in range(3)))


def _load(path: Path) -> Iterator[Item]:
    files = sorted(path.glob("*.json")) + sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files or not all(f.is_file() for f in files):
        raise FactsError(f"{path}: there are no gold files here; name a .json or .jsonl file or a folder of them.")
    for file in files:
        body = file.read_text(encoding="utf-8")
        try:
            records = (
                [json.loads(line) for line in body.splitlines() if line.strip()]
                if file.suffix == ".jsonl"
                else [json.loads(body)]
            )
        except ValueError as e:
            raise FactsError(f"{file}: not JSON ({e}).") from None
        for record in records:
            if not isinstance(record, dict) or not record.get("text"):
                raise FactsError(f"{file}: a gold record needs a text, as in the stand-off format.")
            yield _renamed(record)


def _renamed(record: Item) -> Item:
    """Gold that holds one layer under its corpus' name is read as that layer."""
    if "timexes" in record:
        record["times"] = record["timexes"]
    for claim in record.get("attributions", ()):
        speaker = (claim.get("source") or [None])[0]
        record.setdefault("claims", []).append(
            {
                "speaker": {"start": speaker[0], "end": speaker[1]} if speaker else None,
                "content": [{"start": s, "end": e} for s, e in claim.get("content", ())],
            }
        )
    return record


# ---------------------------------------------------------------- pairing


def _layer(gold: Item, system: Item, layer: str, rate: Pairing, same: Pairing) -> tuple[int, int, int]:
    """(gold items, found items, hits) of one layer of one document."""
    text = gold["text"]
    silent = [
        (s["start"], s["end"]) for s in gold.get("sentences", ()) if isinstance(s, dict) and s.get("content") is False
    ]
    wanted, found = gold.get(layer) or [], _asked(system.get(layer) or [], layer)
    rated = sorted(
        (
            (r, not g.get("optional"), -i, -j)
            for i, g in enumerate(wanted)
            for j, f in enumerate(found)
            if (r := rate(g, f, text))
        ),
        reverse=True,
    )
    mate: dict[int, int] = {}
    for _, _, i, j in rated:
        if -i not in mate and -j not in mate.values():
            mate[-i] = -j
    optional = {j for i, j in mate.items() if wanted[i].get("optional")}
    aside = {j for j, f in enumerate(found) if j not in mate.values() and _silent(f, silent)}
    asked = [i for i, g in enumerate(wanted) if not g.get("optional")]
    hits = sum(1 for i in asked if i in mate and same(wanted[i], found[mate[i]], text))
    return len(asked), len(found) - len(optional) - len(aside), hits


def _asked(items: list[Item], layer: str) -> list[Item]:
    """Found items that gold is asked for: claims in the outlet's own voice are not."""
    return (
        [c for c in items if c.get("cue") or (c.get("speaker") or {}).get("start") is not None]
        if layer == "claims"
        else items
    )


def _silent(item: Item, silent: list[tuple[int, int]]) -> bool:
    spans = _spans(item)
    return bool(spans) and all(any(s <= a and b <= e for s, e in silent) for a, b in spans)


def _spans(item: Item) -> list[tuple[int, int]]:
    several = item.get("content") or [item.get("trigger") or item]
    return [(s["start"], s["end"]) for s in several if s and s.get("start") is not None]


def _overlap(a: Item, b: Item, text: str) -> float:
    """Shared words of two items over all their words (Jaccard)."""
    one, two = _words(a, text), _words(b, text)
    return len(one & two) / len(one | two) if one & two else 0.0


def _words(item: Item, text: str) -> set[int]:
    return {s + m.start() for s, e in _spans(item) for m in re.finditer(r"\w+", text[s:e])}


def _half(a: Item, b: Item, text: str) -> float:
    found = _overlap(a, b, text)
    return found if found >= 0.5 else 0.0


def _told(a: Item, b: Item, text: str) -> float:
    """Two events that share a telling: a trigger of one lies at a trigger of the other, or kind and sentence agree."""
    near = any(x[0] < y[1] and y[0] < x[1] for x in _tellings(a) for y in _tellings(b))
    return 1.0 + near if near or (a.get("sentence") == b.get("sentence") and _same("kind")(a, b, text)) else 0.0


def _tellings(item: Item) -> list[tuple[int, int]]:
    return [(t["start"], t["end"]) for t in [item.get("trigger"), *(item.get("mentions") or [])] if t]


def _same(*keys: str) -> Pairing:
    def test(gold: Item, found: Item, text: str) -> float:
        return float(all(found.get(k) in _accepted(gold, k) for k in keys))

    return test


def _accepted(gold: Item, key: str) -> list[Any]:
    other = gold.get(f"also_{key}") or []
    return [gold.get(key), *(other if isinstance(other, list) else [other])]


def _exact(a: Item, b: Item, text: str) -> float:
    return float(_words(a, text) == _words(b, text))


def _speaker(a: Item, b: Item, text: str) -> float:
    one, two = a.get("speaker") or {}, b.get("speaker") or {}
    if one.get("start") is None or two.get("start") is None:
        return float(one.get("start") is None and two.get("start") is None)
    return float(one["start"] < two["end"] and two["start"] < one["end"])


def _any(a: Item, b: Item, text: str) -> float:
    return 1.0


MEASURES: tuple[tuple[str, str, Pairing, Pairing], ...] = (
    ("times", "times", _overlap, _any),
    ("times, exact span", "times", _overlap, _exact),
    ("times, value", "times", _overlap, _same("value")),
    ("mentions", "mentions", _overlap, _any),
    ("mentions, type", "mentions", _overlap, _same("type")),
    ("places", "places", _overlap, _any),
    ("events", "events", _told, _any),
    ("events, kind", "events", _told, _same("kind")),
    ("events, factuality", "events", _told, _same("factuality")),
    ("claims", "claims", _half, _any),
    ("claims, exact", "claims", _half, _exact),
    ("claims, speaker", "claims", _half, _speaker),
    ("claims, stance", "claims", _half, _same("stance")),
    ("figures", "figures", _overlap, _any),
    ("figures, value and category", "figures", _overlap, _same("lower", "upper", "approx", "exact", "category")),
)
"""Name, layer of the stand-off format, how items are paired, when a pair counts as right."""
