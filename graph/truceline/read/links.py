"""Addresses and outlets: redirects unwrapped, the outlet to which an address or a name belongs."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from truceline.shelf import data, rows

URL = re.compile(r"(?:https?://|www\.)\S+", re.I)
LABELLED = re.compile(
    r"(?:(?:source|url|link|address|permalink|via|original(?: article)?|retrieved from)\s*:\s*)?", re.I
)
_INSIDE = re.compile(r"https?://[^/\s]+/(?:[^?#\s]*?/)?(https?)(?:://?|/)(?=[\w-]+\.)(\S+)", re.I)
_CARRIERS = frozenset({"url", "u", "q", "target", "dest", "destination", "redirect", "redirect_url", "to", "link"})


def unwrap(url: str) -> str:
    """The address itself, where it is wrapped in a redirect or an archive that carries it.

    >>> unwrap("https://go.example:443/https/news.example/a")
    'https://news.example/a'
    >>> unwrap("https://go.example/l.php?u=https%3A%2F%2Fnews.example%2Fa&h=x")
    'https://news.example/a'
    """
    for _ in range(3):
        inner = _inner(url)
        if inner is None:
            break
        url = inner
    return url


def _inner(url: str) -> str | None:
    if m := _INSIDE.match(url):
        return f"{m[1].lower()}://{m[2]}"
    try:
        pairs = parse_qsl(urlsplit(url).query)
    except ValueError:
        return None
    return next((v for k, v in pairs if k.lower() in _CARRIERS and re.match(r"https?://\S+\.", v)), None)


def publisher(url: str | None, name: str | None = None) -> str | None:
    """The outlet of an address or of the name that a page gives itself; the host when we know neither.

    >>> publisher("https://www.bbc.co.uk/news/x", "BBC News")
    'BBC'
    >>> publisher("https://news.example/x")
    'news.example'
    """
    host = _host(url)
    for n in range(host.count(".")):
        if label := outlets().get(host.split(".", n)[-1]):
            return label
    return outlet(name) or (name.strip() if name and name.strip() else None) or host or None


def outlet(name: str | None) -> str | None:
    """The label of the outlet that a line names by itself, as in "BBC News"; ``None`` when it names none we know."""
    return _names().get(name.strip().casefold()) if name else None


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    except ValueError:
        return ""


@cache
def outlets() -> dict[str, str]:
    """Domains of outlets → labels."""
    return {r["domain"]: r["label"] for r in rows(data("reading", "outlets.tsv"))}


@cache
def _names() -> dict[str, str]:
    out: dict[str, str] = {}
    for r in rows(data("reading", "outlets.tsv")):
        for name in (r["domain"], r["label"], *(r["also"] or "").split("|")):
            out.setdefault(name.casefold(), r["label"])
    return {name: label for name, label in out.items() if len(name) > 1}
