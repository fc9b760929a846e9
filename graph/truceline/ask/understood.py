"""How a question was read: days, names with several meanings or other labels, terms that the vocabulary lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from difflib import get_close_matches

from truceline.ask.dates import window
from truceline.ask.graph_view import GraphView
from truceline.ask.resolve import fold, named, terms_known
from truceline.know import places

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_NUMBERS = re.compile(r"\s*(\d{1,2})([./-])(\d{1,2})\2(\d{4})\s*")
_KINDS = {"actor": "actor", "speaker": "actor", "target": "actor", "place": "place", "ceasefire": "ceasefire"}
_NOT_CODE = re.compile(r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*", re.S)
_TERM = re.compile(r"(?<![\w:])tl:([A-Za-z]\w*)")


def understood(view: GraphView, asked: Mapping[str, str | date | None]) -> tuple[str, ...]:
    """A sentence for each day and name of a question that could be read in more ways than one.

    Args:
        view: the graph asked.
        asked: filters as typed: actor, speaker, target, place, ceasefire; on, since, until.
    """
    out: list[str] = []
    for name, text in asked.items():
        if not isinstance(text, str):
            continue
        if name in {"on", "since", "until"}:
            out += day(text)
        elif name in _KINDS:
            out += _name(view, _KINDS[name], text)
    return tuple(dict.fromkeys(out))


def day(text: str) -> Iterator[str]:
    """How a day is read, where it is not written as in ISO 8601; for figures alone, how the other reading is written.

    >>> list(day("3/4/2016"))
    ['3/4/2016 is read as 2016-04-03 (day before month); for the other write 2016-03-04.']
    >>> list(day("April 2016")), list(day("2016-04-24"))
    (['April 2016 is read as 2016-04-01 to 2016-04-30.'], [])
    """
    if _ISO.fullmatch(text.strip()):
        return
    begin, end = window(text)
    first, last = begin.date(), (end - timedelta(microseconds=1)).date()
    read = first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
    found = _NUMBERS.fullmatch(text)
    if found and int(found[1]) != int(found[3]) and int(found[1]) <= 12 and int(found[3]) <= 12:
        other = f"{found[4]}-{int(found[1]):02}-{int(found[3]):02}"
        yield f"{text} is read as {read} (day before month); for the other write {other}."
    else:
        yield f"{text} is read as {read}."


def _name(view: GraphView, kind: str, text: str) -> Iterator[str]:
    """What goes by a name, where it is several things or is called otherwise."""
    found = named(view.index, kind, text)
    if text.startswith(("http", ":")):
        return
    names = [_place(view, i) if kind == "place" else (view.label(i), "") for i in found]
    labels = list(dict.fromkeys(f"{name} ({outer})" if outer else name for name, outer in names))
    if len(found) > 1 or any(fold(name) != fold(text) for name, _ in names):
        more = f" and {len(labels) - 6} more" if len(labels) > 6 else ""
        yield f"{kind} {text!r} is read as {'; '.join(labels[:6])}{more}."


def _place(view: GraphView, iri: str) -> tuple[str, str]:
    """The name of a place and what it lies in; from the tables, where no article names it."""
    place = view.places.get(iri)
    site = None if place else places.by_iri(iri)
    if site is not None:
        land = places.countries().get(site.country)
        return site.name, land.name if land and land.iri != iri else ""
    outer = place.values.get("https://w3id.org/truceline/ontology#within", ()) if place else ()
    return view.label(iri), ", ".join(view.label(o) for o in outer)


def missing_terms(query: str) -> tuple[str, ...]:
    """A sentence for each term of the vocabulary that a query names and that does not exist.

    >>> missing_terms("SELECT ?c { ?c tl:stance tl:denyed } # tl:nonsense")
    ('There is no term tl:denyed; near: tl:denied, tl:ended, tl:detained.',)
    """
    bare = _NOT_CODE.sub(" ", query[:100_000])
    known = terms_known()
    return tuple(_missing(t, known) for t in dict.fromkeys(_TERM.findall(bare)) if t not in known)


def _missing(term: str, known: frozenset[str]) -> str:
    near = get_close_matches(term, sorted(known), n=3)
    return f"There is no term tl:{term}" + (f"; near: {', '.join(f'tl:{n}' for n in near)}." if near else ".")
