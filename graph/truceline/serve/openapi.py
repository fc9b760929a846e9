"""The OpenAPI description of the JSON API and the endpoint, made from the same tables that answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from truceline import __version__
from truceline.ask.queries import shipped
from truceline.serve.api import CALLS, MOST, PAGE, Call
from truceline.serve.negotiation import ROWS, TRIPLES

_LISTS = frozenset({"timeline", "claims", "figures", "diff"})


async def openapi(request: Request) -> Response:
    """The description as JSON."""
    return JSONResponse(document(str(request.base_url).rstrip("/")))


def document(server: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document of a server.

    >>> document("http://127.0.0.1:8000")["openapi"]
    '3.1.0'
    """
    paths: dict[str, Any] = {f"/api/{name}": {"get": _call(name, call)} for name, call in CALLS.items()}
    paths |= {f"/api/queries/{q.name}": {"get": _rows(q.title, q.hints)} for q in shipped()}
    paths["/api/queries"] = {
        "get": {
            "summary": "The shipped queries with their parameters and texts",
            "responses": _responses("the queries"),
        }
    }
    paths["/sparql"] = {"get": _rows("SPARQL 1.1 query", {"query": "SPARQL 1.1, read-only"}), "post": _posted()}
    about = {
        "title": "truceline",
        "version": __version__,
        "description": "A knowledge graph of ceasefires; read-only. Figures must never be added up.",
    }
    return {"openapi": "3.1.0", "info": about, "servers": [{"url": server}], "paths": paths}


def _call(name: str, call: Call) -> dict[str, Any]:
    """An operation of the JSON API."""
    params = [_param(n, hint, n in call.needed) for n, hint in call.params.items()]
    if name in _LISTS:
        params += [_number("limit", PAGE, MOST), _number("offset", 0, 10**9)]
    return {
        "summary": call.title,
        "operationId": name,
        "parameters": params,
        "responses": _responses("the answer, each thing with its claims and sentences"),
    }


def _rows(title: str, hints: Mapping[str, str]) -> dict[str, Any]:
    """An operation that gives SPARQL results."""
    content: dict[str, Any] = {kind: {} for kind, _ in (*ROWS, *TRIPLES)}
    found = {"200": {"description": "rows, a yes or no, or triples", "content": content}, **_FAILURES}
    return {"summary": title, "parameters": [_param(n, h, n == "query") for n, h in hints.items()], "responses": found}


def _posted() -> dict[str, Any]:
    """The endpoint by POST."""
    text = {"type": "string"}
    form = {"type": "object", "properties": {"query": text}, "required": ["query"]}
    body = {"application/sparql-query": {"schema": text}, "application/x-www-form-urlencoded": {"schema": form}}
    return {**_rows("SPARQL 1.1 query", {}), "requestBody": {"required": True, "content": body}}


def _param(name: str, hint: str, needed: bool) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": needed, "description": hint, "schema": {"type": "string"}}


def _number(name: str, default: int, most: int) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": 0, "maximum": most, "default": default}
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _responses(what: str) -> dict[str, Any]:
    return {"200": {"description": what, "content": {"application/json": {}}}, **_FAILURES}


_FAILURES = {
    "400": {"description": "something is wrong with the request; the sentence says what"},
    "503": {"description": "the query took too much, or too many are waiting"},
}
