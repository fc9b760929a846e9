"""The pages for people: the query page, and the sentences behind a thing."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from truceline.ask.queries import shipped
from truceline.errors import TrucelineError
from truceline.serve.evidence import evidence, sentence_evidence
from truceline.serve.served import Served

ASSETS = Path(__file__).resolve().parent / "assets"
"""Templates, scripts and style sheets."""


@cache
def _templates() -> Environment:
    """The templates, which escape whatever they are given."""
    return Environment(loader=FileSystemLoader(ASSETS), autoescape=True, undefined=StrictUndefined)


def page(template: str, status: int = 200, **values: Any) -> Response:
    """A page from its template."""
    return HTMLResponse(_templates().get_template(template).render(**values), status)


async def query_page(request: Request) -> Response:
    """The query page."""
    served: Served = request.app.state.served
    articles, triples = await asyncio.to_thread(served.ask, lambda kg: (kg.count(), len(kg.store.index())))
    title = f"Ask {served.path.name}"
    return page("query.html", title=title, articles=f"{articles:,}", triples=f"{triples:,}", queries=shipped())


async def evidence_page(request: Request) -> Response:
    """The sentences behind a thing."""
    served: Served = request.app.state.served
    iri, text = (request.query_params.get(name, "") for name in ("iri", "sentence"))
    try:
        found = await asyncio.to_thread(
            served.ask, lambda graph: sentence_evidence(graph, text) if text else evidence(graph, iri)
        )
    except TrucelineError as e:
        return page("evidence.html", 404, title="No sentence", iri=iri, error=str(e), claims=[])
    return page("evidence.html", title=found["label"], iri=found["iri"], error="", claims=found["claims"])
