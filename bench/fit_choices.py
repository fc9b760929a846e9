"""Fits how a mention chooses among candidates: the conditional logit that pronouns, descriptions and bodies share.

Gold are the chains of `../shared/dev/ner/gum_news.jsonl`, the mentions of `../shared/dev/facts` and texts of our own:
`tests/cases/pronouns.txt` and `tests/gold/links*.jsonl`. For each mention that has a right one among its candidates the model gives
that a share of one; the weights are drawn towards the priors of the table, since gold is small. Plain gradient steps from the
priors: the same numbers each time.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT.parent / "shared" / "dev"
OWN = ROOT / "tests" / "cases" / "pronouns.txt"
LINKS = sorted((ROOT / "tests" / "gold").glob("links*.jsonl"))
sys.path[:0] = [str(ROOT / "graph")]

from truceline.analysis.parse import parse  # noqa: E402
from truceline.chain import run  # noqa: E402
from truceline.link.discourse import Book  # noqa: E402
from truceline.link.linking import linked  # noqa: E402
from truceline.read.article import make_article  # noqa: E402
from truceline.shelf import rows  # noqa: E402

RIDGE = 1.0
"""How strongly weights are drawn to their priors: the mentions that one unit of weight away counts for."""
ENOUGH = 30
"""Gold mentions of a kind below which its priors stay."""
FOLDS = 10
STEPS, RATE = 1500, 0.08
Chain = tuple[int, int, str]
"""Begin and end of a mention of the gold, and whom it means."""
Question = tuple[str, np.ndarray, np.ndarray]
"""Kind of mention, features of the candidates (one a row), which of them are right."""


def texts(news: bool = True) -> Iterator[tuple[str, str | None, str | None, list[Chain]]]:
    """Text, day, headline and mentions of each gold article; those of GUM, which tell of fairs and games too, where `news` is set."""
    for line in (DEV / "ner" / "gum_news.jsonl").read_text(encoding="utf-8").splitlines() if news else ():
        r = json.loads(line)
        yield r["text"], None, None, [(*m["span"], str(m["chain"])) for m in r["mentions"]]
    for path in sorted((DEV / "facts").glob("*.json")):
        r = json.loads(path.read_text(encoding="utf-8"))
        yield r["text"], None, None, [(m["start"], m["end"], str(m["actor"])) for m in r["mentions"] if m.get("actor")]
    for line in OWN.read_text(encoding="utf-8").splitlines():
        text, chains = marked(line)
        yield text, None, None, chains
    for r in banks():
        yield r["text"], r["published"], r["title"], [(m["start"], m["end"], m["actor"]) for m in r["links"]]


def banks() -> Iterator[dict[str, Any]]:
    """The passages of our own whose every phrase for an actor is marked with whom it means."""
    for path in LINKS:
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def marked(line: str) -> tuple[str, list[Chain]]:
    """A text in which mentions stand as `{words|whom}`, without the marks, and the mentions.

    >>> marked("The {army|a} said {it|a} left.")
    ('The army said it left.', [(4, 8, 'a'), (14, 16, 'a')])
    """
    text, chains = "", []
    for plain, words, whom in re.findall(r"([^{]*)(?:\{([^|]*)\|([\w-]+)\})?", line):
        text += plain
        chains += [(len(text), len(text) + len(words), whom)] if whom else []
        text += words
    return text, chains


def read(text: str, day: str | None, title: str | None = None) -> Book:
    """A text with its mentions linked, and what was looked at for each."""
    parsed = parse(make_article(text, published=day, title=title))
    return linked(parsed, run(parsed))


def nearest(start: int, end: int, chains: Sequence[Chain]) -> str | None:
    """The chain of the gold mention that shares most of its characters with a stretch, at least half."""
    best, most = None, 0.5
    for a, b, chain in chains:
        share = (min(b, end) - max(a, start)) / (max(b, end) - min(a, start))
        if share >= most:
            best, most = chain, share
    return best


def whom(book: Book, k: int, chains: Sequence[Chain]) -> str | None:
    """The chain of a mention; failing that, the one that most other mentions of its actor are in."""
    own = nearest(book.mention(k).start, book.mention(k).end, chains)
    entity = book.entity(k)
    if own or entity is None:
        return own
    found = Counter(c for j in entity.at if (c := nearest(book.mention(j).start, book.mention(j).end, chains)))
    return found.most_common(1)[0][0] if found else None


def fit(several: Sequence[Question], prior: np.ndarray) -> np.ndarray:
    """The weights of one kind of mention; none comes out with the other sign than its prior."""
    if not several:
        return prior
    most = max(len(right) for _, _, right in several)
    x = np.zeros((len(several), most, len(prior)))
    there, good = np.zeros((len(several), most)), np.zeros((len(several), most))
    for n, (_, found, right) in enumerate(several):
        x[n, : len(right)], there[n, : len(right)], good[n, : len(right)] = found, 1.0, right
    w = prior.copy()
    for _ in range(STEPS):
        p = np.exp(x @ w - (x @ w).max(axis=1, keepdims=True)) * there
        shares = p / p.sum(axis=1, keepdims=True) - p * good / (p * good).sum(axis=1, keepdims=True)
        w -= RATE / len(several) * (RIDGE * (w - prior) + np.einsum("qcf,qc->f", x, shares))
        w = np.where(prior > 0, np.maximum(w, 0.0), np.where(prior < 0, np.minimum(w, 0.0), w))
    return w


def first(several: Sequence[Question], w: np.ndarray) -> int:
    """For how many the best candidate is a right one."""
    return sum(bool(right[(x @ w).argmax()]) for _, x, right in several)


def tabled(table: Path, features: Sequence[str], kinds: Sequence[str], articles: list[list[Question]]) -> None:
    """Prints a table fitted on the questions of articles, and how it does on those left out; writes it where asked to."""
    known = {(r["kind"], r["feature"]): float(r["prior"]) for r in rows(table)}
    lines = table.read_text(encoding="utf-8").splitlines()[:3]
    for kind in kinds:
        prior = np.array([known.get((kind, f), 0.0) for f in features])
        mine = [[q for q in a if q[0] == kind] for a in articles]
        several = [q for a in mine for q in a]
        parts = ([q for a in mine[k::FOLDS] for q in a] for k in range(FOLDS))
        rest = ([q for n, a in enumerate(mine) if n % FOLDS != k for q in a] for k in range(FOLDS))
        held = sum(first(part, fit(others, prior)) for part, others in zip(parts, rest, strict=True))
        w = fit(several, prior) if len(several) >= ENOUGH else prior
        print(
            f"{kind}: of {len(several)} right first by priors {first(several, prior)}, fitted {first(several, w)}, left out {held}"
        )
        source = f"fitted on {len(several)}" if len(several) >= ENOUGH else "by hand"
        lines += [f"{kind}\t{f}\t{p:.3f}\t{x:.3f}\t{source}" for f, p, x in zip(features, prior, w, strict=True)]
    if "--write" in sys.argv[1:]:
        table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        print("\n".join(lines))


def asked(
    kinds: Sequence[str],
    answers: Callable[[Book, Sequence[Chain], int, list[int]], np.ndarray],
    features: Sequence[str],
    news: bool = True,
) -> list[list[Question]]:
    """The questions of all gold articles: mentions of these kinds that have a right candidate and a wrong one."""
    out = []
    for text, day, title, chains in texts(news):
        book = read(text, day, title)
        several = []
        for (kind, n), found in sorted((key, f) for key, f in book.trail.items() if key[0] in kinds):
            at = sorted(int(k) for k in found)
            right = answers(book, chains, n, at)
            if right.any() and not right.all():
                several.append((kind, np.array([[found[k].get(name, 0.0) for name in features] for k in at]), right))
        out.append(several)
    return out
