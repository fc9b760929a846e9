"""Queries to somebody else's store over the SPARQL 1.1 Protocol (W3C, 2013): the same text, the same answers."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.error import HTTPError
from urllib.request import Request

import pyoxigraph as ox

from truceline.ask.engine import READ, guarded
from truceline.ask.isolated import Limits
from truceline.ask.queries import find
from truceline.ask.resolve import CLASSES
from truceline.ask.table import Result
from truceline.errors import QueryError
from truceline.read.fetch import Fetcher, login
from truceline.vocabulary import PREFIXES

_NAMES = "CONSTRUCT {{ ?x a {of} ; rdfs:label ?l ; skos:altLabel ?a }} WHERE {{ ?x a {of} ; rdfs:label ?l OPTIONAL {{ ?x skos:altLabel ?a }} }}"
_KINDS = {"application/sparql-results+json": "rows", "application/json": "rows", "application/n-triples": "triples"}


def is_endpoint(kg: str) -> bool:
    """Whether a graph is named by the address of an endpoint, and not by a folder.

    >>> is_endpoint("https://store.example/query"), is_endpoint("kg")
    (True, False)
    """
    return kg.lower().startswith(("http://", "https://"))


def ask_endpoint(
    address: str, query: str, params: Mapping[str, str], limits: Limits | None = None, private: bool = False
) -> Result:
    """The answer of a SPARQL endpoint to a query: the name of a shipped one, a .rq file, or SPARQL text.

    Args:
        address: of the endpoint, `http(s)://[user:password@]host/query`.
        query: which query.
        params: parameters by name, as people type them; names are looked up in the store that is asked.
        limits: of the time that it may take, and of the size of the answer.
        private: whether the endpoint may be on this machine or network.

    Raises:
        QueryError: it is broken, refused or unknown, or needs a graph folder.
        ReadError: nobody answers there, or it takes too long.
    """
    limits = limits or Limits()
    known = find(query)
    types = {known.types[p] for p in params if p in known.types} if known else set()
    if "status" in types:
        raise QueryError(f"{query} weighs what all tell of a truce, which no endpoint does; ask a graph folder.")
    names = ox.Store()
    for kind in sorted(types & CLASSES.keys()):
        body = _post(address, _NAMES.format(of=CLASSES[kind]), limits, private)[1]
        names.bulk_load(input=body, format=ox.RdfFormat.N_TRIPLES)
    form, body = _post(address, guarded(names, query, params), limits, private)
    return READ[form](body)


def _post(address: str, text: str, limits: Limits, private: bool) -> tuple[str, bytes]:
    """Whether an endpoint answers in rows or in triples, and the answer."""
    where, known = login(address)
    head = {
        "Content-Type": "application/sparql-query",
        "Accept": "application/sparql-results+json, application/n-triples;q=0.9",
        **({"Authorization": known} if known else {}),
    }
    prefixes = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())
    ask = Request(where, data=f"{prefixes} {text}".encode(), headers=head)
    try:
        body, kind = Fetcher(private, limits.seconds).answer(ask, limits.answer)
    except HTTPError as e:
        said = " ".join(e.read(300).decode("utf-8", "replace").split())
        raise QueryError(f"{where} answered {e.code} {e.reason}{f' ({said})' if said else ''}.") from None
    if kind not in _KINDS:
        raise QueryError(
            f"{where} answered with {kind}, which is no answer to a query; is it the address of a SPARQL endpoint?"
        )
    return _KINDS[kind], body
