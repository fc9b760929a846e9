"""Fits the weights by which pronouns find what they mean: `data/identity/pronouns.tsv`.

    python bench/fit_pronouns.py            # the table, on standard output, and how often the right one comes first
    python bench/fit_pronouns.py --write    # and into data/identity/pronouns.tsv

Gold are the chains of `../shared/dev/ner/gum_news.jsonl`, the mentions of `../shared/dev/facts` and sentences of our own, `tests/cases/pronouns.txt`. For each pronoun that has its
antecedent among the candidates (those that the priors lead to), the model gives it a share of one (conditional logit); the weights are drawn towards the
priors of the table, since gold is small. Plain gradient steps from the priors: the same numbers each time.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT.parent / "shared" / "dev"
OWN = ROOT / "tests" / "cases" / "pronouns.txt"
TABLE = ROOT / "data" / "identity" / "pronouns.tsv"
sys.path[:0] = [str(ROOT / "graph")]

from truceline.analysis.parse import parse  # noqa: E402
from truceline.find import attribution  # noqa: E402
from truceline.find.mentions import actors, places  # noqa: E402
from truceline.link import salience  # noqa: E402
from truceline.link.linking import linked  # noqa: E402
from truceline.link.salience import FEATURES, KINDS  # noqa: E402
from truceline.model import Notes  # noqa: E402
from truceline.read.article import make_article  # noqa: E402

RIDGE = 8.0
"""How strongly weights are drawn to their priors: the pronouns that one unit of weight away counts for."""
ENOUGH = 30
"""Gold pronouns of a kind below which its priors stay."""
STEPS, RATE = 3000, 0.02
Question = tuple[str, np.ndarray, np.ndarray]
"""Kind of pronoun, features of the candidates (one a row), which of them are right."""


def gold() -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Text and mentions (begin, end, whom they mean) of each gold article."""
    for line in (DEV / "ner" / "gum_news.jsonl").read_text(encoding="utf-8").splitlines():
        r = json.loads(line)
        yield r["text"], [(*m["span"], str(m["chain"])) for m in r["mentions"]]
    for path in sorted((DEV / "facts").glob("*.json")):
        r = json.loads(path.read_text(encoding="utf-8"))
        yield r["text"], [(m["start"], m["end"], str(m["actor"])) for m in r["mentions"] if m.get("actor")]
    for line in OWN.read_text(encoding="utf-8").splitlines():
        yield marked(line)


def marked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A text in which mentions stand as `{words|whom}`, without the marks, and the mentions.

    >>> marked("The {army|a} said {it|a} left.")
    ('The army said it left.', [(4, 8, 'a'), (14, 16, 'a')])
    """
    text, chains = "", []
    for plain, words, whom in re.findall(r"([^{]*)(?:\{([^|]*)\|(\w+)\})?", line):
        text += plain
        chains += [(len(text), len(text) + len(words), whom)] if whom else []
        text += words
    return text, chains


def questions(text: str, chains: list[tuple[int, int, str]]) -> Iterator[Question]:
    """The pronouns of an article whose antecedent is among the candidates."""
    parsed, notes = parse(make_article(text)), Notes()
    for finder in (places.FINDER, actors.FINDER, attribution.FINDER):
        notes = finder.find(parsed, notes)
    book = linked(parsed, notes)
    whom = [nearest(m.start, m.end, chains) for m in notes.mentions]
    for (kind, n), found in sorted(book.trail.items()):
        right = np.array([whom[n] is not None and whom[k] == whom[n] for k in sorted(found)])
        if right.any() and not right.all():
            rows = [[found[k].get(name, 0.0) for name in FEATURES] for k in sorted(found)]
            yield kind, np.array(rows), right


def nearest(start: int, end: int, chains: list[tuple[int, int, str]]) -> str | None:
    """The chain of the gold mention that shares most of its characters with a stretch, at least half."""
    best, most = None, 0.5
    for a, b, chain in chains:
        share = (min(b, end) - max(a, start)) / (max(b, end) - min(a, start))
        if share >= most:
            best, most = chain, share
    return best


def fit(several: list[Question], prior: np.ndarray) -> np.ndarray:
    """The weights of one kind of pronoun."""
    w = prior.copy()
    for _ in range(STEPS if several else 0):
        grad = RIDGE * (w - prior)
        for _, x, right in several:
            p = np.exp(x @ w - (x @ w).max())
            q = np.where(right, p, 0.0)
            grad += x.T @ (p / p.sum() - q / q.sum())
        w -= RATE * grad / max(1, len(several)) * 4
    return w


def first(several: list[Question], w: np.ndarray) -> str:
    """How often the best candidate is a right one."""
    return f"{sum(bool(right[(x @ w).argmax()]) for _, x, right in several)} of {len(several)}"


def priors() -> dict[str, np.ndarray]:
    """The priors of the table; nought for features that it has not."""
    known: dict[tuple[str, str], float] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#") and not line.startswith("kind\t"):
            kind, feature, prior, *_ = line.split("\t")
            known[kind, feature] = float(prior)
    return {k: np.array([known.get((k, f), 0.0) for f in FEATURES]) for k in KINDS}


def main() -> None:
    """Prints the table, or writes it."""
    told = priors()
    salience.weights = lambda: {k: dict(zip(FEATURES, w, strict=True)) for k, w in told.items()}  # type: ignore[assignment]
    articles: list[list[Question]] = [list(questions(*g)) for g in gold()]
    lines: list[str] = TABLE.read_text(encoding="utf-8").splitlines()[:3]
    for kind, prior in told.items():
        mine: Any = [[q for q in a if q[0] == kind] for a in articles]
        several = [q for a in mine for q in a]
        held = [first(a, fit([q for b in mine if b is not a for q in b], prior)) for a in mine if a]
        out = sum(int(h.split(" of ")[0]) for h in held)
        w = fit(several, prior) if len(several) >= ENOUGH else prior
        print(
            f"{kind}: right first by priors {first(several, prior)}, fitted {first(several, w)}, each article held out {out}"
        )
        source = f"fitted on {len(several)} pronouns" if len(several) >= ENOUGH else "by hand"
        table = zip(FEATURES, prior, w, strict=True)
        lines += [f"{kind}\t{f}\t{p:.3f}\t{x:.3f}\t{source}" for f, p, x in table]
    text = "\n".join(lines) + "\n"
    if "--write" in sys.argv[1:]:
        TABLE.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
