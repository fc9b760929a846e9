"""What people narrow an answer to: names and dates as typed → sets of IRIs and instants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from truceline.ask.dates import window
from truceline.ask.graph_view import GraphView
from truceline.ask.resolve import concept, named
from truceline.errors import QueryError

Asked = Mapping[str, "str | date | None"]


@dataclass(frozen=True, slots=True)
class Choice:
    """The filters of a question; ``None`` lets everything through. `until` is exclusive."""

    actors: frozenset[str] | None = None
    places: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    ceasefires: frozenset[str] | None = None
    speakers: frozenset[str] | None = None
    targets: frozenset[str] | None = None
    stances: frozenset[str] | None = None
    since: datetime | None = None
    until: datetime | None = None


def choose(book: GraphView, asked: Asked) -> Choice:
    """Reads filters: actor, place, kind, ceasefire, speaker, target, stance, since, until.

    A place takes in all that lies in it, a kind all kinds below it.

    Raises:
        QueryError: a name that nothing goes by, or a filter that there is not.
        DateError: `since` or `until` is no date.
    """
    made: dict[str, frozenset[str]] = {}
    since = until = None
    for name, text in asked.items():
        if text is None:
            continue
        if name == "since":
            since = window(text)[0]
        elif name == "until":
            until = window(text)[1]
        else:
            field = _field(name)
            made[field] = frozenset(_iris(book, name, str(text)))
    if since and until and since >= until:
        raise QueryError(f"--from {asked['since']} is after --to {asked['until']}; exchange them.")
    return Choice(since=since, until=until, **made)


def _field(name: str) -> str:
    if name not in {"actor", "place", "kind", "ceasefire", "speaker", "target", "stance"}:
        raise QueryError(f"There is no filter {name!r}; use actor, place, kind, ceasefire, speaker, target or stance.")
    return f"{name}s"


def _iris(book: GraphView, name: str, text: str) -> set[str]:
    if name in {"actor", "speaker", "target"}:
        return set(named(book.index, "actor", text))
    if name == "place":
        return book.inside(set(named(book.index, "place", text)))
    if name == "ceasefire":
        return set(named(book.index, "ceasefire", text))
    if name == "kind":
        return set().union(*(book.kinds(k) for k in concept(text)))
    return set(concept(text))


def counted(top: int | str | None) -> int | None:
    """A number of rows as a program or a person gives it.

    Raises:
        QueryError: it is no whole number above 0.

    >>> counted("20"), counted(None)
    (20, None)
    """
    if top is None or top == "":
        return None
    if not str(top).isdecimal() or int(top) < 1:
        raise QueryError(f"{top!r} is no number of rows; write a whole number such as 20.")
    return int(top)


def meets(several: frozenset[str] | None, *values: str | None) -> bool:
    """Whether a filter lets a thing with these values through."""
    return several is None or any(v in several for v in values)
