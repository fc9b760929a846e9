"""The SPARQL 1.1 Protocol, its query operation: GET and POST, direct or as a form."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from truceline.ask.guard import guard
from truceline.ask.isolated import Question
from truceline.errors import FormatError, QueryError, StoppedError
from truceline.serve.description import described
from truceline.serve.negotiation import ROWS, TRIPLES, TYPES, accepted, prefers_html
from truceline.serve.served import Served

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


class RefusedError(QueryError):
    """A request that breaks the protocol, with its HTTP status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def sparql(request: Request) -> Response:
    """Answers a request to the endpoint: a query, or without one a description of the service."""
    served: Served = request.app.state.served
    try:
        text = await _query(request)
    except RefusedError as e:
        return problem(e.status, str(e))
    if text is None:
        if prefers_html(request.headers):
            return RedirectResponse("/", 303)
        return await described(request, served)
    return await answered(request, served, text)


async def answered(request: Request, served: Served, text: str) -> Response:
    """The answer to SPARQL text in the format that the client takes best."""
    rows, triples = accepted(request.headers, ROWS), accepted(request.headers, TRIPLES)
    if not rows and not triples:
        return problem(
            406, "None of the formats in Accept is spoken here; ask for application/sparql-results+json or text/turtle."
        )
    try:
        kind, body = await served.query(Question(guard(text), rows=rows, triples=triples))
    except FormatError as e:
        return problem(406, str(e))
    except StoppedError as e:
        return problem(503, str(e))
    except QueryError as e:
        return problem(400, str(e))
    return Response(body, media_type=TYPES[rows if kind == "rows" else triples], headers={"Vary": "Accept"})


def problem(status: int, message: str) -> Response:
    """An error as one sentence of plain text."""
    headers = {"Retry-After": "10"} if status == 503 else {"Allow": "GET, HEAD, POST"} if status == 405 else {}
    return Response(message + "\n", status, headers, "text/plain; charset=utf-8")


async def _query(request: Request) -> str | None:
    """The query of a request; None when there is none.

    Raises:
        RefusedError: the request is not as the protocol has it.
    """
    params = _pairs(request.url.query)
    if request.method in {"GET", "HEAD"}:
        return _only(params)
    if request.method != "POST":
        raise RefusedError(405, "Ask by GET or POST.")
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    body = _decoded(await request.body())
    if kind == FORM:
        found = _only([*params, *_pairs(body)])
        if found is None:
            raise RefusedError(400, "There is no query in this request; send it as the parameter query.")
        return found
    if kind == DIRECT:
        _only(params)
        return body
    if kind == "application/sparql-update":
        raise RefusedError(403, "This endpoint is read-only; add articles with `truceline build`.")
    raise RefusedError(415, f"A query is posted as {DIRECT} or {FORM}, not as {kind or 'nothing named'!r}.")


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(400, "The body of this request is not UTF-8.") from None


def _pairs(text: str) -> list[tuple[str, str]]:
    """The parameters of a query string or a form."""
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=100, errors="strict")
    except (ValueError, UnicodeError):
        raise RefusedError(
            400, "The parameters of this request cannot be read; encode them as UTF-8 with percent signs."
        ) from None


def _only(params: Sequence[tuple[str, str]]) -> str | None:
    """The one query among parameters."""
    names = [n for n, _ in params]
    if "update" in names:
        raise RefusedError(403, "This endpoint is read-only; add articles with `truceline build`.")
    for name in ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"):
        if name in names:
            raise RefusedError(400, f"{name} is refused: a query reads this graph only.")
    queries = [v for n, v in params if n == "query"]
    if len(queries) > 1:
        raise RefusedError(400, "This request has more than one query; send one.")
    return queries[0] if queries else None
