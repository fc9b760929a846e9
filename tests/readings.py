"""What is read in every text of our own today, right or wrong, one fact a line: a change of a reading shows what it changes.

python tests/readings.py      writes tests/cases/readings anew; look at the difference before you commit it

This is no gold: gold says what should be read (`tests/gold`, the other files of `tests/cases`). It holds what
those leave open: every layer of every text, so that no rule changes a fact unseen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter
from pathlib import Path

from truceline.extract import extract, extract_all
from truceline.model import Article, Facts, Notes, Span, When
from truceline.read import make_article, read

HERE = Path(__file__).parent
READINGS = HERE / "cases" / "readings"
PUBLISHED = "2019-05-20"
"""The day of a text that tells none."""
_TABLES = (
    "events_exact",
    "said",
    "truce",
    "when",
    "figures",
    "happened",
    "plover",
    "who",
    "coref",
    "truce_stories",
)
_GOLD = ("truce_sides", "truce_states", "links", "links2", "links3")


def texts(name: str) -> Iterator[tuple[str, str]]:
    """The texts of a file of cases or gold, each with the day it was published."""
    if name == "articles":
        for path in sorted((HERE / "gold").glob("*.txt")):
            head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
            told = re.search(r"^published: (\S+)", head, re.M)
            yield text.partition("\n-- facts")[0], told[1] if told else PUBLISHED
    elif name in ("pronouns", "institutions"):
        for line in (HERE / "cases" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            day, text = line.split(" ", 1) if line[:4].isdigit() else (PUBLISHED, line)
            yield re.sub(r"\{([^|}]*)\|[^}]*\}", r"\1", text), day
    elif name == "event_pairs":
        for line in (HERE / "cases" / "event_pairs.jsonl").read_text(encoding="utf-8").splitlines():
            yield from ((side["text"], side["published"]) for side in itemgetter("a", "b")(json.loads(line)))
    else:
        folder = "gold" if name in _GOLD else "cases"
        for line in (HERE / folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            yield item.get("text") or item["sentence"], item.get("published") or item.get("day") or PUBLISHED


NAMES = (*_TABLES, *_GOLD, "articles", "pronouns", "institutions", "event_pairs", "dispatches")


def articles(name: str) -> list[Article]:
    """The texts of a file as articles; the dispatches and examples as the reader reads their files."""
    if name != "dispatches":
        return [_article(f"{name} {n}", text, day) for n, (text, day) in enumerate(texts(name), 1)]
    folders = (HERE.parent / "data" / "dispatches", HERE.parent / "examples" / "articles")
    return [read(p) for folder in folders for p in sorted(folder.iterdir())]


def told(name: str) -> str:
    """What is read in the texts of a file, each under its first words."""
    return "\n".join("\n".join(_page(facts)) for facts in extract_all(articles(name))) + "\n"


def page(article: Article) -> str:
    """What is read in one text."""
    return "\n".join(_page(extract(article)))


def _article(name: str, text: str, day: str) -> Article:
    """The text as an article of its day."""
    return make_article(text, id=name, published=date.fromisoformat(day[:10]))


def _page(facts: Facts) -> Iterator[str]:
    """The text's name and first words, and its facts, a line each."""
    text = facts.article.text
    yield f"# {facts.article.id}: {' '.join(text.split())[:60]}"
    for layer in (_times, _who, _places, _events, _claims, _figures, _truces):
        yield from layer(facts.notes, text)


def _times(notes: Notes, text: str) -> Iterator[str]:
    """The times with their values, and with what they hang on."""
    for t in notes.times:
        yield _line("time", t.text, f"= {t.type} {t.value}", t.mod, t.edtf, t.anchor, t.zone)


def _who(notes: Notes, text: str) -> Iterator[str]:
    """The mentions that mean somebody, and the offices that are told."""
    for m in notes.mentions:
        if m.actor or m.members:
            yield f"who {m.text} = {_short(m.actor) or ' + '.join(map(_short, m.members))}"
    for r in notes.roles:
        yield f"role {_short(r.actor)}: {r.role} {_short(r.organization)}".rstrip()


def _places(notes: Notes, text: str) -> Iterator[str]:
    """The places."""
    for p in notes.places:
        yield f"place {p.text} = {_short(p.place)}"


def _events(notes: Notes, text: str) -> Iterator[str]:
    """The events: kind, level, words, who takes part, when and where."""
    for e in notes.events:
        who = [
            f"{p.role}={_words(p.span, text) or _mention(notes, p.mention) or _short(p.actor)}" for p in e.participants
        ]
        where = notes.places[e.place].text if e.place is not None else ""
        yield _line(
            "event", e.kind, e.factuality, repr(_words(e.trigger, text)), *who, _day(e.when), where and f"@ {where}"
        )


def _claims(notes: Notes, text: str) -> Iterator[str]:
    """The claims: stance, who says, the first words of what is said, to whom, about whom."""
    for c in notes.claims:
        what = [_words(s, text)[:40] for s in c.content]
        about = [_short(a) for a in c.about]
        yield _line(
            "claim", c.stance, _words(c.speaker, text), _short(c.actor), c.quotation, repr(what), *about, _day(c.when)
        )


def _figures(notes: Notes, text: str) -> Iterator[str]:
    """The figures: what is counted, of whom, and in which time."""
    for f in notes.figures:
        number = f.exact if f.exact is not None else (f.lower, f.approx, f.upper)
        yield _line("figure", f.text, f"= {number}", f.category, f.population, _day(f.window))


def _truces(notes: Notes, text: str) -> Iterator[str]:
    """The truces with their sides, states and lands."""
    for c in notes.ceasefires:
        yield _line("truce", c.label, c.began, _short(c.country))
        for p in c.parties:
            yield _line("side", p.status, _short(p.actor) or _mention(notes, p.mention))
        for s in c.states:
            yield _line("state", s.state, repr(_words(s.evidence, text)[:40]), _day(s.when))
        yield _line("covers", *(notes.places[i].text for i in c.covers), *map(_short, c.implied))


def _line(*parts: str | None) -> str:
    """The parts that say something, in one line."""
    return " ".join(" ".join(p.split()) for p in parts if p)


def _words(span: Span | None, text: str) -> str:
    """The words of a stretch, if there is one."""
    return span.of(text) if span else ""


def _mention(notes: Notes, number: int | None) -> str:
    """The words of a mention, if there is one."""
    return notes.mentions[number].text if number is not None else ""


def _short(iri: str | None) -> str:
    """The end of an IRI."""
    return iri.rsplit("/", 1)[-1] if iri else ""


def _day(when: When | None) -> str:
    """A time as EDTF, or its bounds."""
    if when is None:
        return ""
    return when.edtf or "/".join(d.date().isoformat() for d in (when.earliest_begin, when.latest_end) if d)


def write(names: Iterable[str] = NAMES) -> None:
    """Writes what is read today."""
    READINGS.mkdir(exist_ok=True)
    for name in names:
        (READINGS / f"{name}.txt").write_text(told(name), encoding="utf-8")


if __name__ == "__main__":
    write()
