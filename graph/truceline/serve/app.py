"""The application: which path is answered by whom, behind the gate; and the server that runs it on this machine."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from truceline.errors import TrucelineError
from truceline.serve import api
from truceline.serve.description import void
from truceline.serve.desk import desk_decide, desk_file, desk_page
from truceline.serve.gate import Gate, Rules
from truceline.serve.laid import Desk
from truceline.serve.openapi import openapi
from truceline.serve.pages import ASSETS, evidence_page, query_page
from truceline.serve.protocol import problem, sparql
from truceline.serve.served import Served

BACKLOG = 2048
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]


def application(served: Served, rules: Rules, token: str) -> ASGIApp:
    """The ASGI application over a graph; it closes the graph when it ends.

    Args:
        served: the graph.
        rules: what every request has to keep.
        token: who brings it may decide at the desk.
    """

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        served.close()

    routes = [
        Route("/", query_page),
        Route("/evidence", evidence_page),
        Route("/desk", desk_page),
        Route("/desk/decide", desk_decide, methods=["POST"]),
        Route("/desk/{name}", desk_file),
        Route("/sparql", sparql, methods=METHODS),
        Route("/void", void),
        Route("/.well-known/void", void),
        Route("/openapi.json", openapi),
        *api.routes(),
        Mount("/assets", StaticFiles(directory=ASSETS)),
    ]
    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(Gate, rules=rules)],
        exception_handlers={404: _nothing, 405: _wrong_method},
    )
    app.state.served = served
    app.state.desk = Desk(token)
    return app


async def _nothing(request: Request, error: Exception) -> Response:
    return problem(
        404, "There is nothing here; / is the query page, /sparql the endpoint, /openapi.json describes the rest."
    )


async def _wrong_method(request: Request, error: Exception) -> Response:
    return problem(405, "Ask by GET; the endpoint /sparql takes POST too.")


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes any that is free.

    Raises:
        TrucelineError: the address cannot be taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as e:
        why = (e.strerror or str(e)).lower()
        raise TrucelineError(f"{host}:{port}: cannot listen here ({why}); choose another --port or --host.") from None


def run(served: Served, rules: Rules, token: str, at: socket.socket) -> None:
    """Serves at a socket until it is interrupted."""
    config = uvicorn.Config(
        application(served, rules, token),
        log_level="warning",
        server_header=False,
        timeout_keep_alive=10,
        backlog=BACKLOG,
        h11_max_incomplete_event_size=160_000,
    )
    uvicorn.Server(config).run(sockets=[at])
