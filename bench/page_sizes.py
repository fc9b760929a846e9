"""Sizes and times of the page at 50, 500, 2,000 and 10,000 nodes, beside pyvis's own page of the same graph.

    python bench/page_sizes.py                 # prints the table of docs/page.md
    python bench/page_sizes.py --nodes 50 500

The graphs are made up: groups that attack, meet and accuse each other in numbered valleys. Written is the time that the
page takes to make from a filled graph. The rest is measured in Chromium without a window, from opening the file: read to
words on the screen, ready until days, filters, evidence and table answer, drawn until the graph stands there too; pyvis
is its default page with physics, still when it first comes to rest, or after a minute.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from truceline.graph import Graph
from truceline.model import (
    OUTLET,
    Actor,
    Article,
    Claim,
    Event,
    Facts,
    Figure,
    Notes,
    Participant,
    Place,
    Sentence,
    Span,
    When,
)

BASE = "https://example.org/made-up/"
PER_ARTICLE = 12
START = date(2021, 1, 4)
PATIENCE = 60.0
DEEDS = (
    ("Shelling", "shelled positions of", "agent", "target"),
    ("Meeting", "met envoys of", "attendee", "attendee"),
    ("Clash", "fought with", "agent", "target"),
    ("DiplomaticSupport", "voiced support for", "supporter", "supported"),
    ("Abduction", "took villagers from", "agent", "target"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One made-up sentence and its parts."""

    number: int
    doer: int
    other: int
    teller: int
    place: int
    day: date
    kind: int

    @property
    def text(self) -> str:
        """The sentence; every third is told by somebody."""
        told = f", a speaker of Council {self.teller} said" if self.number % 3 == 0 else ""
        deed = DEEDS[self.kind][1]
        return (
            f"Group {self.doer} {deed} Group {self.other} near Valley {self.place} on {self.day:%d %B %Y}{told}, "
            f"and the road over pass {self.number} stayed closed for the night."
        )


def lines(nodes: int) -> Iterator[Line]:
    """Made-up sentences whose graph has about so many nodes; the same number gives the same sentences."""
    events, actors, places = round(nodes * 0.6), max(2, round(nodes * 0.3)), max(1, round(nodes * 0.1))
    seed = 12345
    for n in range(events):
        draws = []
        for _ in range(5):
            seed = (1103515245 * seed + 12345) % 2**31
            draws.append(seed >> 8)
        a, b = draws[0] % actors, draws[1] % actors
        b = (a + 1) % actors if a == b else b
        teller = draws[2] % max(1, actors // 10)
        yield Line(n, a, b, teller, draws[3] % places, START + timedelta(days=draws[4] % 420), n % len(DEEDS))


def many(nodes: int) -> list[Facts]:
    """Facts whose graph has about so many nodes."""
    every = list(lines(nodes))
    return [_article(every[n : n + PER_ARTICLE]) for n in range(0, len(every), PER_ARTICLE)]


def _article(several: list[Line]) -> Facts:
    text = " ".join(x.text for x in several)
    digest = hashlib.sha256(text.encode()).hexdigest()
    day = max(x.day for x in several) + timedelta(days=1)
    name = f"report-{several[0].number}"
    article = Article(name, text, digest, day, f"Report {several[0].number} from the valleys", publisher="Made-up Post")
    at, made = 0, []
    for k, x in enumerate(several):
        made.append(_fact(x, k, at))
        at += len(x.text) + 1
    sentences = tuple(m[0] for m in made)
    actors = {a.iri: a for m in made for a in m[4]}
    notes = Notes(
        places=tuple(m[3] for m in made),
        actors=tuple(actors.values()),
        events=tuple(m[1] for m in made),
        claims=tuple(m[2] for m in made),
        figures=tuple(f for m in made for f in m[5]),
    )
    return Facts(article, sentences, notes)


def _fact(x: Line, k: int, at: int) -> tuple[Sentence, Event, Claim, Place, list[Actor], list[Figure]]:
    """Sentence, event, claim, place and actors of a line that stands at `at`."""

    def span(words: str) -> Span:
        start = at + x.text.index(words)
        return Span(start, start + len(words))

    kind, deed, first, second = DEEDS[x.kind]
    doer = Actor(f"{BASE}group-{x.doer}", "ArmedGroup" if x.doer % 2 else "State", f"Group {x.doer}")
    other = Actor(f"{BASE}group-{x.other}", "ArmedGroup" if x.other % 2 else "State", f"Group {x.other}")
    teller = Actor(f"{BASE}council-{x.teller}", "InternationalOrganization", f"Council {x.teller}")
    valley = span(f"Valley {x.place}")
    place = Place(
        valley.start, valley.end, f"Valley {x.place}", f"{BASE}valley-{x.place}", f"Valley {x.place}",
        30 + x.place % 17 / 3, 40 + x.place % 23 / 4,
    )  # fmt: skip
    midnight = datetime(x.day.year, x.day.month, x.day.day, tzinfo=UTC)
    when = When(midnight, None, None, midnight + timedelta(days=1), x.day.isoformat(), f"{x.day:%d %B %Y}")
    parts = (
        Participant(first, None, doer.iri, span(doer.label)),
        Participant(second, None, other.iri, span(f"{deed} {other.label}")),
    )
    told = x.number % 3 == 0
    event = Event(f"e{k}", kind, None, span(deed), k, "happened", parts, k, None, when, rule="made-up", confidence=0.8)
    claim = Claim(
        f"c{k}", None, teller.iri if told else OUTLET, span("said") if told else None,
        (Span(at, at + len(x.text)),), "asserted", k, about=(event.id,), rule="made-up",
    )  # fmt: skip
    actors = [doer, other, teller] if told else [doer, other]
    return Sentence(at, at + len(x.text)), event, claim, place, actors, []


# ---------------------------------------------------------------- measuring


CLOCK = """(() => {
  const at = (window.__at = {}), root = () => document.documentElement && document.documentElement.dataset;
  const signs = {
    ready: () => root().ready === "1",
    drawn: () => root().drawn === "1",
    still: () => typeof network !== "undefined" && network.physics.stabilized === true,
  };
  setInterval(() => {
    for (const [name, told] of Object.entries(signs)) if (root() && !at[name] && told()) at[name] = performance.now();
  }, 4);
  new PerformanceObserver((list) => {
    for (const e of list.getEntriesByName("first-contentful-paint")) at.read = e.startTime;
  }).observe({ type: "paint", buffered: true });
})()"""


def times(browser: Any, file: Path, last: str) -> dict[str, float]:
    """Seconds from opening a file to its first contentful paint and to each sign that it gives, asked every 4 ms by the
    page's own clock, until the last one or for a minute."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(CLOCK)
    page.set_default_timeout(1000 * PATIENCE)
    start = time.perf_counter()
    page.goto(file.as_uri(), wait_until="commit")
    while not page.evaluate(f"window.__at.{last}") and time.perf_counter() - start < PATIENCE:
        page.wait_for_timeout(100)
    page.wait_for_timeout(200)
    found = {k: float(v) / 1000 for k, v in page.evaluate("window.__at").items()}
    page.close()
    return found


def least(browser: Any, file: Path, last: str) -> dict[str, float]:
    """The shortest of five times each, of one where even the first took too long."""
    several = [times(browser, file, last)]
    while last in several[0] and len(several) < 5:
        several.append(times(browser, file, last))
    return {k: min(x[k] for x in several if k in x) for k in several[0]}


FRAME = """() => new Promise((done) => {
  const times = [], q = document.getElementById("place");
  const step = (n) => {
    if (n === 5) return done(times.sort((a, b) => a - b)[2]);
    const start = performance.now();
    q.value = n % 2 ? "" : "valley 3";
    truceline.apply();
    requestAnimationFrame(() => setTimeout(() => { times.push(performance.now() - start); step(n + 1); }, 0));
  };
  step(0);
})"""


def next_frame(browser: Any, file: Path) -> float:
    """Milliseconds from setting a filter to the frame that shows it, the middle one of five."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.as_uri())
    while page.evaluate("document.documentElement.dataset.drawn") != "1":
        page.wait_for_timeout(20)
    found = float(page.evaluate(FRAME))
    page.close()
    return found


def of_pyvis(graph: Graph, file: Path) -> None:
    """pyvis's own page of what ours draws, everything in the file."""
    from pyvis.network import Network

    drawn = graph.to_networkx("page")
    net = Network(directed=True, cdn_resources="in_line")
    names = {iri: f"n{n}" for n, iri in enumerate(drawn)}
    for iri, values in drawn.nodes(data=True):
        net.add_node(names[iri], label=values["label"])
    for a, b, values in drawn.edges(data=True):
        net.add_edge(names[a], names[b], label=values["relation"])
    file.write_text(net.generate_html(), encoding="utf-8")


def measured(browser: Any, nodes: int, folder: Path) -> str:
    """A row of the table."""
    graph = Graph()
    for facts in many(nodes):
        graph.add(facts)
    drawn = graph.to_networkx("page")
    ours, theirs = folder / "ours.html", folder / "theirs.html"
    start = time.perf_counter()
    graph.draw(ours)
    written = time.perf_counter() - start
    of_pyvis(graph, theirs)
    mine, other = least(browser, ours, "drawn"), least(browser, theirs, "still")
    rows = sum(len(f.notes.events) for f in graph.facts())
    frame = next_frame(browser, ours)
    rest = f"{other['still']:.2f} s" if "still" in other else f"over {PATIENCE:.0f} s"
    return (
        f"| {drawn.number_of_nodes():,} | {rows:,} | {ours.stat().st_size / 1000:,.0f} KB | {written:.1f} s | {mine['read']:.2f} s "
        f"| {mine['ready']:.2f} s | {mine['drawn']:.2f} s | {frame:.0f} ms | {theirs.stat().st_size / 1000:,.0f} KB | {rest} |"
    )


def main() -> None:
    """Prints the table."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, nargs="+", default=[50, 500, 2000, 10_000])
    asked = parser.parse_args()
    print(
        "| nodes | facts | page | written in | read in | ready in | drawn in | a filter's next frame | pyvis's page | still after |"
    )
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for nodes in asked.nodes:
            print(measured(browser, nodes, Path(folder)), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
