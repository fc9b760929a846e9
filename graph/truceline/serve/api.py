"""The JSON API: the typed answers of the command line, by the same names and filters."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from truceline.ask.engine import prepared
from truceline.ask.queries import shipped
from truceline.errors import TrucelineError
from truceline.graph import Graph
from truceline.serve.evidence import evidence
from truceline.serve.protocol import answered, problem
from truceline.serve.served import Served

MOST, PAGE = 5_000, 500
"""Rows of an answer: at most, and where nothing is said."""

_NAMES = {"from": "since", "to": "until"}


@dataclass(frozen=True, slots=True)
class Call:
    """A kind of question: what it is for, its parameters with a word on each, those it needs, and who answers it."""

    title: str
    params: Mapping[str, str]
    needed: tuple[str, ...]
    answer: Callable[[Graph, Mapping[str, str]], Any]


_ACTOR, _PLACE = "a name, an alias or an IRI", "a place; those in it count too"
_FROM, _TO = "only on or after this day, month or year", "only before or on it"

CALLS: Mapping[str, Call] = {
    "status": Call(
        "Was a truce in force on a day, between whom, and who says so?",
        {"on": "a day, such as 2016-04-24", "place": _PLACE},
        ("on",),
        lambda graph, p: graph.status(on=p["on"], place=p.get("place")).to_json(),
    ),
    "timeline": Call(
        "Events and ceasefire states in the order of time",
        {
            "actor": _ACTOR,
            "place": _PLACE,
            "kind": "such as Attack or Meeting",
            "ceasefire": "its name or IRI",
            "from": _FROM,
            "to": _TO,
            "top": "only so many days that matter most",
        },
        (),
        lambda graph, p: graph.timeline(**p).to_json(),
    ),
    "claims": Call(
        "Who says what about whom",
        {"speaker": _ACTOR, "stance": "such as accused or denied", "target": _ACTOR, "from": _FROM, "to": _TO},
        (),
        lambda graph, p: graph.claims(**p).to_json(),
    ),
    "figures": Call(
        "Casualty figures side by side; never to be added up",
        {"place": _PLACE, "from": _FROM, "to": _TO},
        (),
        lambda graph, p: graph.figures(**p).to_json(),
    ),
    "diff": Call(
        "What articles that came since a day say: new, confirmed, revised, contradicted, retracted, silent",
        {"since": "the day from which articles count as new"},
        ("since",),
        lambda graph, p: graph.diff(p["since"]).to_json(),
    ),
    "evidence": Call(
        "The sentences behind a thing, with offsets into the article's text",
        {"iri": "of an event, a claim, a figure, a ceasefire, a state, an actor"},
        ("iri",),
        lambda graph, p: evidence(graph, p["iri"]),
    ),
}
"""The kinds of questions, by the last part of their path."""


def routes() -> list[Route]:
    """The paths of the API."""
    return [
        *(Route(f"/api/{name}", _endpoint(call), name=name) for name, call in CALLS.items()),
        Route("/api/queries", _queries),
        Route("/api/queries/{name}", _named),
    ]


def _endpoint(call: Call) -> Callable[[Request], Any]:
    """The function that answers a kind of question."""

    async def endpoint(request: Request) -> Response:
        try:
            asked, page = _params(request, call)
            return await asyncio.to_thread(_told, request.app.state.served, call, asked, page)
        except TrucelineError as e:
            return JSONResponse({"error": str(e)}, 400)

    return endpoint


def _told(served: Served, call: Call, asked: Mapping[str, str], page: tuple[int, int]) -> Response:
    """An answer, cut to a page if it is a list of rows."""
    found = served.ask(lambda graph: call.answer(graph, {_NAMES.get(k, k): v for k, v in asked.items()}))
    if not isinstance(found, list):
        return JSONResponse(found)
    begin, count = page
    return JSONResponse({"total": len(found), "offset": begin, "rows": found[begin : begin + count]})


def _params(request: Request, call: Call) -> tuple[dict[str, str], tuple[int, int]]:
    """The parameters of a request, and the page of rows it wants: offset and count.

    Raises:
        TrucelineError: one is unknown, missing, given twice, or no number.
    """
    several = request.query_params.multi_items()
    asked = dict(several)
    if len(asked) != len(several):
        raise TrucelineError("A parameter is given twice; send one of each.")
    page = (_whole(asked.pop("offset", "0"), 10**9), _whole(asked.pop("limit", str(PAGE)), MOST))
    for name in asked:
        if name not in call.params:
            raise TrucelineError(
                f"There is no parameter {name[:40]!r}; there are {', '.join(call.params)}, limit, offset."
            )
    for name in call.needed:
        if not asked.get(name):
            raise TrucelineError(f"The parameter {name!r} is missing; it is {call.params[name]}.")
    return {k: v for k, v in asked.items() if v}, page


def _whole(text: str, most: int) -> int:
    """A whole number from 0."""
    if not (text.isascii() and text.isdigit() and len(text) < 12 and int(text) <= most):
        raise TrucelineError(f"{text[:40]!r} is no whole number from 0 to {most:,}.")
    return int(text)


async def _queries(request: Request) -> Response:
    """The shipped queries: names, titles, parameters, and their text, which runs anywhere."""
    rows = [
        {"name": q.name, "title": q.title, "params": dict(q.hints), "types": dict(q.types), "text": q.text}
        for q in shipped()
    ]
    return JSONResponse(rows)


async def _named(request: Request) -> Response:
    """The answer to a shipped query with parameters, in any format of SPARQL results."""
    served: Served = request.app.state.served
    name = request.path_params["name"]
    query = next((q for q in shipped() if q.name == name), None)
    if query is None:
        return problem(404, f"There is no query named {name[:80]!r}; /api/queries lists all.")
    params = dict(request.query_params)
    try:
        text = await asyncio.to_thread(served.ask, lambda graph: prepared(graph.store.index(), query, params))
    except TrucelineError as e:
        return problem(400, str(e))
    return await answered(request, served, text)
