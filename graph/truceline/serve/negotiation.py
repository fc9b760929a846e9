"""Content negotiation (RFC 9110, section 12.5.1): which format a client takes best."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers

ROWS = (
    ("application/sparql-results+json", "json"),
    ("application/json", "json"),
    ("application/sparql-results+xml", "xml"),
    ("application/xml", "xml"),
    ("text/xml", "xml"),
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
)
TRIPLES = (
    ("text/turtle", "ttl"),
    ("application/x-turtle", "ttl"),
    ("application/n-triples", "nt"),
    ("text/plain", "nt"),
    ("application/rdf+xml", "rdf"),
    ("application/ld+json", "jsonld"),
    ("application/json", "jsonld"),
)
"""Media types that are understood, the preferred ones first, and the format each stands for."""

TYPES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8; header=present",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
"""The media type that an answer in a format is sent as."""


def accepted(headers: Headers, offered: Sequence[tuple[str, str]]) -> str:
    """The format a client takes best; empty when it takes none of them.

    >>> accepted(Headers({"accept": "text/csv;q=0.5, application/sparql-results+xml"}), ROWS)
    'xml'
    >>> accepted(Headers({"accept": "image/png"}), ROWS)
    ''
    """
    wanted = _wanted(", ".join(headers.getlist("accept")) or "*/*")
    rated = [(_rating(wanted, kind), -n, form) for n, (kind, form) in enumerate(offered)]
    quality, _, form = max(rated)
    return form if quality > 0 else ""


def prefers_html(headers: Headers) -> bool:
    """Whether a client would rather have a page than data, as browsers do."""
    wanted = _wanted(", ".join(headers.getlist("accept")))
    return wanted.get("text/html", 0) > max((_rating(wanted, kind) for kind, _ in (*ROWS[:1], *TRIPLES[:1])), default=0)


def _wanted(accept: str) -> dict[str, float]:
    """Media ranges and their weights."""
    out: dict[str, float] = {}
    for part in accept[:4000].split(","):
        kind, *params = (x.strip().lower() for x in part.split(";"))
        if kind:
            out[kind] = max(out.get(kind, 0), min((_weight(p) for p in params if p.startswith("q=")), default=1.0))
    return out


def _weight(param: str) -> float:
    """The weight of `q=0.5`; nothing for one that is no number."""
    try:
        return min(1.0, max(0.0, float(param[2:])))
    except ValueError:
        return 0.0


def _rating(wanted: dict[str, float], kind: str) -> float:
    """How much a client wants a media type: the most exact range counts."""
    for name in (kind, f"{kind.split('/')[0]}/*", "*/*"):
        if name in wanted:
            return wanted[name]
    return 0.0
