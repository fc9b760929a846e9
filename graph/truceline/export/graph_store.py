"""The graph put into somebody else's store over the SPARQL 1.1 Graph Store HTTP Protocol (W3C, 2013)."""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from truceline.errors import StoreError
from truceline.export.rdf import WRITERS
from truceline.read.fetch import login
from truceline.store import Store

_TIME = 600.0
"""Seconds in which a store must have taken the graph."""


def put(store: Store, address: str) -> str:
    """Puts all triples into one graph of a store, in the place of what it held; returns the address that was asked.

    Args:
        store: the graph.
        address: of the graph store, `http(s)://[user:password@]host/store?graph=IRI`; without `graph` its default graph is meant.

    Raises:
        StoreError: the address is none of a web server, nobody answers there, or the store refuses.

    >>> target("http://ann:secret@localhost:7878/store")
    ('http://localhost:7878/store?default', 'Basic YW5uOnNlY3JldA==')
    """
    where, known = target(address)
    head = {"Content-Type": "application/n-triples", **({"Authorization": known} if known else {})}
    ask = Request(where, data=WRITERS["nt"](store), method="PUT", headers=head)
    try:
        with urlopen(ask, timeout=_TIME):
            return where
    except HTTPError as e:
        said = e.read(200).decode("utf-8", "replace").strip().split("\n")[0]
        raise StoreError(
            f"{where} answered {e.code} {e.reason}{f' ({said})' if said else ''}; the graph was not put there."
        ) from None
    except (URLError, OSError, HTTPException) as e:
        why = getattr(e, "reason", e)
        raise StoreError(f"{where} cannot be reached ({why}); is a store running there?") from None


def target(address: str) -> tuple[str, str]:
    """The address to put to, without the login, and the login as a header; empty where there is none.

    Raises:
        StoreError: it is no address of a web server.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise StoreError(f"{address} is no address of a store; it begins with http:// or https://.")
    plain, header = login(address)
    named = parse_qs(parts.query, keep_blank_values=True).keys() & {"graph", "default"}
    query = parts.query if named else "&".join(filter(None, [parts.query, "default"]))
    return urlunsplit(urlsplit(plain)._replace(query=query, fragment="")), header
