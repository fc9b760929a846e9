"""What sources are taken for, before anything is made of them: the answer of a dry run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from os.path import commonpath
from pathlib import Path
from typing import ClassVar

from truceline.ask.answers import Table
from truceline.model import Article
from truceline.read.document import Options, Refused
from truceline.read.source import Item, items


@dataclass(frozen=True, slots=True)
class Taken:
    """A source: what it is taken for, how many articles it gives, on which days, from which outlets; what is refused."""

    source: str
    kind: str
    articles: int
    undated: int
    first: str
    last: str
    outlets: tuple[str, ...]
    characters: int
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Plan(Table[Taken]):
    """Sources in their order."""

    folder: str = ""

    head: ClassVar[tuple[str, ...]] = ("source", "taken for", "articles", "published", "outlet")
    row: ClassVar[type | None] = Taken

    def cells(self, row: Taken) -> Sequence[str]:
        days = row.first if row.first == row.last else f"{row.first} to {row.last}"
        undated = f"{row.undated} without a day" if row.undated else ""
        more = f"\n+{len(row.outlets) - 3} more" if len(row.outlets) > 3 else ""
        return [
            row.source.removeprefix(f"{self.folder}/"),
            row.kind or "not read",
            str(row.articles),
            "\n".join(x for x in (days, undated) if x),
            "\n".join(row.outlets[:3]) + more,
        ]

    def below(self, row: Taken) -> str:
        more = f" (and {len(row.refused) - 3} more)" if len(row.refused) > 3 else ""
        return f"refused: {' '.join(row.refused[:3])}{more}" if row.refused else ""


def plan(sources: Iterable[str], options: Options) -> Plan:
    """Reads sources without extracting anything; a row for each file, page or address."""
    found = tuple(_taken(name, tuple(several)) for name, several in groupby(items(sources, options), _source))
    folder = _folder(tuple(row.source for row in found))
    return Plan(found, (f"sources without a path are in {folder}",) if folder else (), folder)


def _source(item: Item) -> str:
    return item.source


def _folder(names: tuple[str, ...]) -> str:
    """The folder in which all of several sources lie; nothing where they do not."""
    if len(names) < 2 or any("://" in n or n == "-" for n in names):
        return ""
    same = len({Path(n).is_absolute() for n in names}) == 1
    return commonpath([str(Path(n).parent) for n in names]) if same else ""


def _days(articles: Iterable[Article]) -> list[str]:
    """The days (ISO) on which articles came out, where these are known."""
    return [str(a.published)[:10] for a in articles if a.published]


def _taken(name: str, several: tuple[Item, ...]) -> Taken:
    articles = [i.found for i in several if isinstance(i.found, Article)]
    days = _days(articles)
    return Taken(
        source=name,
        kind=next((i.kind for i in several if i.kind), ""),
        articles=len(articles),
        undated=len(articles) - len(days),
        first=min(days, default=""),
        last=max(days, default=""),
        outlets=tuple(dict.fromkeys(a.publisher for a in articles if a.publisher)),
        characters=sum(len(a.text) for a in articles),
        refused=tuple(i.found.reason for i in several if isinstance(i.found, Refused)),
    )
