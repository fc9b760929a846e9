"""Whole articles in our own words, every layer marked: how much of what an analyst wants is found, and how much else.

    python bench/own_words.py                 scores and floors
    python bench/own_words.py --errors [ID]   what is missed and what is found too much, article by article
    python bench/own_words.py --raise         raises floors to just below what is reached, never lowers one

The articles lie in `tests/gold` and need nothing beside the checkout; their format is described there. Items are paired one
to one. Values marked `*` are not asked for. Exit status 1 when a measure falls below its floor.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from own_gold import Gold, Names, Row, Tally, count, load, overlap, pair, place_of, same, stretch

from truceline.extract import extract_all
from truceline.know.kinds import line
from truceline.know.spelling import fold
from truceline.model import OUTLET, Ceasefire, Claim, Event, Facts, Figure, Party, State

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
FLOORS = Path(__file__).with_name("own_words.json")
MARGIN = 0.02
DOERS = frozenset({"agent", "mediator", "broker", "host", "supporter", "attendee", "guarantor", "monitor"})
Layer = Iterator[tuple[str, list[str], list[str], list[tuple[str, str]]]]
"""Of each measure: its name, what is wanted, what is found, and the pairs that are right."""


# ---------------------------------------------------------------- layers


def times(gold: Gold, facts: Facts) -> Layer:
    """The temporal expressions with their values."""
    text = gold.article.text
    wanted = [(place_of(w, text), w, v) for w, v in gold.facts["time"]]
    pairs = pair(wanted, facts.notes.times, lambda g, t: overlap(g[0], (t.start, t.end), text))
    yield (
        "times",
        [w for _, w, _ in wanted],
        [t.text for t in facts.notes.times],
        [(g[1], t.text) for g, t in pairs],
    )
    asked = [f"{w} = {v}" for _, w, v in wanted if v != "*"]
    told = [f"{t.text} = {t.value}" for g, t in pairs if g[2] != "*"]
    right = [(f"{g[1]} = {g[2]}", f"{t.text} = {t.value}") for g, t in pairs if g[2] != "*" and t.value == g[2]]
    yield "times, value", asked, told, right


def names(gold: Gold, facts: Facts) -> Layer:
    """The places and the actors that the text names, each once."""
    labels = sorted({p.label for p in facts.notes.places})
    wanted = [p for (p,) in gold.facts["place"]]
    yield "places", wanted, labels, pair(wanted, labels, lambda g, p: float(same(g, {fold(p)})))
    called = Names(facts)
    seen = sorted({m.actor for m in facts.notes.mentions if m.actor and m.head == "name"})
    label = {a.iri: a.label for a in facts.notes.actors}
    actors = [a for (a,) in gold.facts["actor"]]
    hits = pair(actors, seen, lambda g, iri: float(same(g, called.of(iri))))
    yield "actors", actors, [label.get(i, i) for i in seen], [(g, label.get(i, i)) for g, i in hits]


def events(gold: Gold, facts: Facts) -> Layer:
    """The events with their kinds and factuality, and who did what to whom."""
    text, called = gold.article.text, Names(facts)
    rows = [(place_of(r[0], text), r) for r in gold.facts["event"]]
    pairs = pair(rows, facts.notes.events, lambda g, e: _told(g, e, text))
    show = {e.id: f"{e.kind} “{text[e.trigger.start : e.trigger.end]}”" for e in facts.notes.events}
    yield (
        "events",
        [f"{r[1]} “{r[0]}”" for _, r in rows],
        list(show.values()),
        [(f"{g[1][1]} “{g[1][0]}”", show[e.id]) for g, e in pairs],
    )
    kinds = [(g, e) for g, e in pairs if _of_kind(e.kind, g[1][1])]
    yield (
        "events, kind",
        [f"{r[1]} “{r[0]}”" for _, r in rows],
        list(show.values()),
        [(f"{g[1][1]} “{g[1][0]}”", show[e.id]) for g, e in kinds],
    )
    facto = [
        (f"{g[1][0]} {g[1][2]}", f"{g[1][0]} {e.factuality}", e.factuality in g[1][2].split("/")) for g, e in pairs
    ]
    yield "events, factuality", [f[0] for f in facto], [f[1] for f in facto], [(f[0], f[1]) for f in facto if f[2]]
    yield _who(rows, pairs, facts, called)


def _told(gold: tuple[tuple[int, int], Row], event: Event, text: str) -> float:
    """Two events share a telling when a trigger meets the words, or stand in one sentence and are of one kind."""
    (begin, end), row = gold
    tellings = [(s.start, s.end) for s in (event.trigger, *event.mentions)]
    near = any(a < end and begin < b for a, b in tellings)
    sentence = text.count(". ", 0, begin) == text.count(". ", 0, event.trigger.start)
    kind = _of_kind(event.kind, row[1])
    return 2.0 * near + kind if near else 0.5 * (kind and sentence)


def _of_kind(kind: str, wanted: str) -> bool:
    """Whether a kind, or a wider one of it, is among those wanted."""
    return any(k in wanted.split("/") for k in line(kind))


def _who(
    rows: list[tuple[tuple[int, int], Row]],
    pairs: list[tuple[tuple[tuple[int, int], Row], Event]],
    facts: Facts,
    called: Names,
) -> tuple[str, list[str], list[str], list[tuple[str, str]]]:
    """Doers and sufferers of the events, by the names of known or named actors."""
    wanted = [f"{r[0]} {side}={name}" for _, r in rows for side, name in _parts(r)]
    found, right = [], []
    for gold, event in pairs:
        mine = [(s, n) for s, n in _parts(gold[1])]
        told = [p for p in event.participants if p.actor and _named(facts, p.actor)]
        shown = [f"{gold[1][0]} {_side(p.role)}={sorted(called.of(p.actor))[0]}" for p in told]
        found += shown
        hits = pair(
            mine,
            list(range(len(told))),
            lambda g, n, told=told: float(_side(told[n].role) == g[0] and same(g[1], called.of(told[n].actor))),
        )
        right += [(f"{gold[1][0]} {g[0]}={g[1]}", shown[n]) for g, n in hits]
    return "events, who-whom", wanted, found, right


def _parts(row: Row) -> Iterator[tuple[str, str]]:
    """(doer or sufferer, name) of the participants of a gold event."""
    for part in row[3].split("; ") if len(row) > 3 and row[3] else ():
        role, name = part.split("=", 1)
        if role != "place":
            yield _side(role), name


def _side(role: str) -> str:
    return "doer" if role in DOERS else "sufferer"


def _named(facts: Facts, iri: str) -> bool:
    """Whether an actor is somebody in particular, not an unnamed group."""
    return any(a.iri == iri and a.type not in {"UnnamedGroup", "PopulationGroup"} for a in facts.notes.actors)


def claims(gold: Gold, facts: Facts) -> Layer:
    """Who says what: the content, with the speaker, with the stance too."""
    text = gold.article.text
    said = [c for c in facts.notes.claims if c.actor != OUTLET and c.cue is not None]
    rows = [(stretch(r[2], text), r) for r in gold.facts["claim"]]

    def rate(g: tuple[tuple[int, int], Row], c: Claim) -> float:
        shared = max((overlap(g[0], (s.start, s.end), text) for s in c.content), default=0.0)
        spoken = c.speaker is not None and _speaks(g[1][0], c, text)
        return shared + 0.5 * spoken if shared >= 0.4 else 0.0

    pairs = pair(rows, said, rate)
    wanted = [f"{r[0]} {r[1]}: {r[2]}" for _, r in rows]
    show = {
        c.id: f"{_by(c, text)} {c.stance}: {text[c.content[0].start : c.content[-1].end][:70]}"
        for c in said
        if c.content
    }
    hits = [(f"{g[1][0]} {g[1][1]}: {g[1][2]}", show[c.id], g, c) for g, c in pairs]
    yield "claims", wanted, list(show.values()), [(a, b) for a, b, _, _ in hits]
    spoken = [(a, b) for a, b, g, c in hits if c.speaker and _speaks(g[1][0], c, text)]
    yield "claims, speaker", wanted, list(show.values()), spoken
    yield (
        "claims, speaker and stance",
        wanted,
        list(show.values()),
        [(a, b) for a, b, g, c in hits if (a, b) in spoken and c.stance in g[1][1].split("/")],
    )


def _speaks(words: str, claim: Claim, text: str) -> bool:
    """Whether the speaker's words share the last word of those wanted."""
    assert claim.speaker is not None
    plain = words.partition("#")[0]
    mine, theirs = fold(plain).split(), fold(text[claim.speaker.start : claim.speaker.end]).split()
    return bool(set(mine[-2:]) & set(theirs)) or fold(plain) in fold(" ".join(theirs))


def _by(claim: Claim, text: str) -> str:
    return text[claim.speaker.start : claim.speaker.end] if claim.speaker else "-"


def figures(gold: Gold, facts: Facts) -> Layer:
    """The casualty figures with category and bounds."""
    text = gold.article.text
    rows = [(place_of(r[0], text), r) for r in gold.facts["figure"]]
    pairs = pair(
        rows, facts.notes.figures, lambda g, f: overlap(g[0], (f.start, f.end), text) + (f.category == g[1][1])
    )
    pairs = [(g, f) for g, f in pairs if f.category == g[1][1]]
    show = {f.id: f"{f.text} {f.category} {_bounds(f)}" for f in facts.notes.figures}
    wanted = [" ".join(r) for _, r in rows]
    right = [(" ".join(g[1]), show[f.id]) for g, f in pairs if g[1][2] in _bounds(f)]
    yield "figures, value and category", wanted, list(show.values()), right


def _bounds(f: Figure) -> str:
    told = ((k, getattr(f, k)) for k in ("lower", "upper", "approx", "exact"))
    return " ".join(f"{k}={v}" for k, v in told if v is not None)


def truces(gold: Gold, facts: Facts) -> Layer:
    """The truces told apart, who stands how to them, their states and the days of these."""
    called = Names(facts)
    pairs = pair(gold.truces, facts.notes.ceasefires, lambda g, c: _alike(g, c, called))
    yield (
        "truces",
        [g[0] for g in gold.truces],
        [c.label for c in facts.notes.ceasefires],
        [(g[0], c.label) for g, c in pairs],
    )
    mate = {g[0]: c for g, c in pairs}
    for name, rate in (("truces, party", _party), ("truces, state", _state), ("truces, state and days", _days)):
        wanted, found, right = [], [], []
        for g in gold.truces:
            rows = g[1] if name == "truces, party" else g[2]
            c = mate.get(g[0])
            items = [] if c is None else list(c.parties if name == "truces, party" else c.states)
            hits = pair(rows, items, lambda r, x, rate=rate: rate(r, x, called))  # type: ignore[misc]
            asked = [r for r in rows if not any(v.endswith("?") for v in r)]
            extra = [(r, x) for r, x in hits if r not in asked]
            wanted += [f"{g[0]}: {' '.join(r)}" for r in asked]
            shown = {id(x): f"{g[0]}: {_shown(x, called)}" for x in items if x not in [e for _, e in extra]}
            found += list(shown.values())
            right += [(f"{g[0]}: {' '.join(r)}", shown[id(x)]) for r, x in hits if r in asked and id(x) in shown]
        yield name, wanted, found, right


def _alike(g: tuple[str, tuple[Row, ...], tuple[Row, ...]], c: Ceasefire, called: Names) -> float:
    """How well a found truce fits: parties, states, days."""
    parties = sum(any(_party(r, p, called) for p in c.parties) for r in g[1])
    states = sum(any(_days(r, s, called) for s in c.states) for r in g[2])
    kinds = sum(any(_state(r, s, called) for s in c.states) for r in g[2])
    return 0.1 + parties + 2 * states + 0.5 * kinds


def _party(row: Row, p: Party | State, called: Names) -> float:
    assert isinstance(p, Party)
    right = row[1].rstrip("?").split("/")
    return float(p.status in right and same(row[0], called.of(p.actor, p.mention)))


def _state(row: Row, s: Party | State, called: Names) -> float:
    assert isinstance(s, State)
    return float(s.state in row[0].rstrip("?").split("/"))


def _days(row: Row, s: Party | State, called: Names) -> float:
    assert isinstance(s, State)
    begin = s.when.earliest_begin if s.when else None
    end = s.when.latest_end - timedelta(seconds=1) if s.when and s.when.latest_end else None
    told = [x.isoformat() if x else "" for x in (begin, end)]
    right = all(w == "-" or t.startswith(w) for w, t in zip(row[1:3], told, strict=True))
    return float(right and bool(_state(row, s, called)))


def _shown(x: Party | State, called: Names) -> str:
    if isinstance(x, Party):
        return f"{next(iter(sorted(called.of(x.actor, x.mention))), '?')} {x.status}"
    stamps = [
        t.isoformat()[:16] if t else "-"
        for t in ((x.when.earliest_begin, x.when.latest_end) if x.when else (None, None))
    ]
    return f"{x.state} {' '.join(stamps)}"


LAYERS = (times, names, events, claims, figures, truces)


# ---------------------------------------------------------------- running


def score(gold: Iterable[Gold], found: Iterable[Facts]) -> tuple[dict[str, Tally], dict[str, list[str]]]:
    """The measures over all articles, and what is wrong in each."""
    total: dict[str, Tally] = defaultdict(Tally)
    wrong: dict[str, list[str]] = {}
    for g, facts in zip(gold, found, strict=True):
        mine = wrong[g.article.id] = []
        for layer in LAYERS:
            for name, wanted, seen, right in layer(g, facts):
                before = len(total[name].wrong)
                count(total[name], wanted, seen, right)
                mine += [f"{name:28} {line}" for line in total[name].wrong[before:]]
    return total, wrong


def main() -> int:
    """Scores and compares with the floors."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--errors", nargs="?", const="", help="show what is wrong, in all articles or in one")
    ask.add_argument("--raise", dest="lift", action="store_true", help="raise floors to what is reached now")
    given = ask.parse_args()
    gold = [load(p) for p in sorted(GOLD.glob("*.txt"))]
    total, wrong = score(gold, extract_all(g.article for g in gold))
    if given.errors is not None:
        for name, lines in wrong.items():
            if given.errors in name:
                print(name, *(f"   {line}" for line in lines), sep="\n")
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    low = False
    for name, t in total.items():
        if given.lift:
            floors[name] = max(floors.get(name, 0.0), int((t.f1 - MARGIN) * 100) / 100)
        floor = floors.get(name, 0.0)
        low |= t.f1 < floor
        p, r = t.right / t.found if t.found else 0.0, t.right / t.wanted if t.wanted else 0.0
        print(f"{name:28} P {p:.2f}  R {r:.2f}  F1 {t.f1:.3f}  floor {floor:.2f}{'  <' if t.f1 < floor else ''}")
    if given.lift:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    print(f"own words: {len(gold)} articles, {'failed' if low else 'passed'}")
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
