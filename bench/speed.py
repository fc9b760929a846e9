"""How much the extraction adds to the bare parse: 100 dispatch-sized articles, measured in one run.

Prints the bare spaCy parse, the parse with extraction, the ratio, the share of each finder, how time grows with the
length of one text, and how long a command takes in a fresh process. Ratios within one run are what counts; absolute
times depend on the machine.
"""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict

from truceline.analysis.article import analysed
from truceline.analysis.parse import parse_all
from truceline.chain import finders
from truceline.codec import to_json
from truceline.extract import of_parsed
from truceline.link.linking import resolve
from truceline.model import Article, Notes
from truceline.read import make_article, read_all
from truceline.shelf import data
from truceline.weave import weave

ROUNDS = 3


def main() -> None:
    """Prints the tables."""
    dispatches = [a for a in read_all([data("dispatches")]) if isinstance(a, Article)]
    several = list(itertools.islice(itertools.cycle(dispatches), 100))
    words = sum(len(a.text.split()) for a in several)
    parsed = list(parse_all(several))
    for p in parsed[: len(dispatches)]:
        of_parsed(p)
    bare, whole = [], []
    for _ in range(ROUNDS):
        start = time.process_time()
        parsed = list(parse_all(several))
        middle = time.process_time()
        for p in parsed:
            of_parsed(p)
        end = time.process_time()
        for p in parsed:
            analysed(p.article, p.doc, p.sentences, p.quotes)
        ours = time.process_time() - end
        bare.append(middle - start - ours)
        whole.append(end - middle + ours)
    parse, added = statistics.median(bare), statistics.median(whole)
    print(
        f"{len(several)} articles, {words} words ({words / len(several):.0f} each); median of {ROUNDS} rounds, CPU time"
    )
    print(f"bare parse            {parse:8.2f} s   {1000 * parse / len(several):7.1f} ms an article")
    print(f"extraction on top     {added:8.2f} s   {1000 * added / len(several):7.1f} ms an article")
    print(f"extraction adds       {100 * added / parse:8.0f} % to the bare parse")
    _shares(several)
    _growth(dispatches)
    _commands()


def _shares(several: list[Article]) -> None:
    spent: dict[str, float] = defaultdict(float)
    for p in parse_all(several):
        notes = Notes()
        for finder in finders():
            start = time.process_time()
            notes = finder.find(p, notes)
            spent[finder.name] += time.process_time() - start
        start = time.process_time()
        notes = resolve(p, notes)
        spent["link"] += time.process_time() - start
        start = time.process_time()
        facts = weave(p, notes)
        spent["weave"] += time.process_time() - start
        start = time.process_time()
        to_json(facts)
        spent["(stand-off JSON)"] += time.process_time() - start
    for name, seconds in spent.items():
        print(f"  {name:20} {1000 * seconds / len(several):7.2f} ms an article")


def _growth(dispatches: list[Article]) -> None:
    """One text of 1, 4 and 16 dispatches: time for each thousand words must not grow."""
    body = "\n\n".join(a.text for a in dispatches)[:12_000]
    for times in (1, 4, 16):
        article = make_article("\n\n".join([body] * times), published=dispatches[0].published)
        parsed = next(parse_all([article]))
        start = time.process_time()
        of_parsed(parsed)
        spent = time.process_time() - start
        words = len(article.text.split())
        print(f"one text of {words:6} words: {1000 * spent / words * 1000:7.1f} ms a thousand words")


def _commands() -> None:
    """CPU time of commands in fresh processes, the best of three."""
    article = str(data("dispatches", "2016-04-28-hospital.txt"))
    with tempfile.TemporaryDirectory() as folder:
        for words in (["--help"], ["annotate", article], ["build", article, "-o"]):
            each = (_spent([*words, f"{folder}/{n}"] if words[-1] == "-o" else words) for n in range(ROUNDS))
            print(f"truceline {words[0]:24} {min(each):6.2f} s")


def _spent(words: list[str]) -> float:
    before = os.times()
    subprocess.run([sys.executable, "-m", "truceline", *words], check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    main()
