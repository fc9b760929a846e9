"""What readers take and give: a source with its bytes, the documents that are found in it, what was refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from truceline.read.article import Known


@dataclass(frozen=True, slots=True)
class Options:
    """What a person says about sources.

    `published` is the day where a source does not say it or says it wrongly; `columns` names the columns of tables and
    records (`{"text": "Body"}`); `follow` fetches the pages that a feed only summarises; `private` allows addresses of
    the own machine and network.
    """

    published: date | datetime | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    follow: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes and where they come from; `text` is what they say, empty before they are decoded and where they are no text.

    `known` is what is known of its articles from outside, `path` the file, `charset` what a server named.
    """

    raw: bytes
    name: str
    known: Known = field(default_factory=Known)
    options: Options = field(default_factory=Options)
    path: Path | None = None
    charset: str | None = None
    text: str = ""

    @property
    def head(self) -> str:
        """The first bytes as Latin letters, for a look at what they are."""
        return self.raw[:8192].decode("latin-1").removeprefix("ï»¿").lstrip()


@dataclass(frozen=True, slots=True)
class Document:
    """A text found in a source, what is known about it, and its name; `exact` texts are kept letter for letter."""

    text: str
    known: Known
    id: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """An article of which a source holds only a summary and the address of the whole."""

    url: str
    known: Known
    id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A source that could not be read, and the one sentence that says why."""

    source: str
    reason: str


Found = Document | Linked | Refused


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source: what it is called, how it is recognised, how it is read; what to do `instead` where it is not.

    `large` kinds hold many articles, so that their size says nothing about that of one.
    """

    label: str
    looks: Callable[[Source], bool]
    read: Callable[[Source], Iterator[Found]] | None = None
    instead: str = ""
    large: bool = False


def first(*values: str | None) -> str | None:
    """The first value that says something."""
    return next((v.strip() for v in values if v and v.strip()), None)


def numbered(name: str, several: Iterable[Found]) -> Iterator[Found]:
    """Documents of one source; one alone has the name of the source, several have numbers too where they lack a name."""
    for n, item in enumerate(several, 1):
        yield item if isinstance(item, Refused) or item.id else replace(item, id=f"{name}:{n}")


def alone(source: Source) -> str:
    """The name of the only article of a source: the stem of a file, an address as it is."""
    return source.name if source.known.url == source.name else Path(source.name).stem
