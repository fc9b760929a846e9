"""Where queries of strangers come in: each surface as a function from a query to what is said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
from click.testing import CliRunner
from mcp import Client

from serving import server
from truceline.ask.isolated import Limits
from truceline.ask.rdflib_result import through
from truceline.cli import main
from truceline.errors import QueryError
from truceline.graph import Graph
from truceline.serve.mcp import server as agents
from truceline.serve.served import Served
from truceline.store.rdf import dataset

Ask = Callable[[str], str]


def command(path: Path, limits: str) -> Iterator[Ask]:
    """`truceline ask`."""
    yield lambda query: CliRunner().invoke(main, ["ask", str(path), query, "--limit-time", limits]).output


def library(path: Path, limits: str) -> Iterator[Ask]:
    """`kg.query`."""
    with Graph.open(path) as graph:
        yield lambda query: _said(lambda: str(graph.query(query, limit_time=float(limits.rstrip("s")))))


def rdflib(path: Path, limits: str) -> Iterator[Ask]:
    """`kg.rdf.query`, with a limit of its own."""
    with Graph.open(path) as graph:
        data = dataset(graph.store.index(), through(graph.reader, Limits(float(limits.rstrip("s")))))
        yield lambda query: _said(lambda: str(list(data.query(query))))


def _said(ask: Callable[[], str]) -> str:
    """An answer, or the sentence with which it was refused."""
    try:
        return ask()
    except QueryError as e:
        return str(e)


def endpoint(path: Path, limits: str) -> Iterator[Ask]:
    """A POST to `/sparql`."""
    kind = {"Content-Type": "application/sparql-query"}
    with server(path, Limits(float(limits.rstrip("s")))) as url, httpx.Client(timeout=30) as client:
        yield lambda query: client.post(f"{url}/sparql", content=query, headers=kind).text


def tool(path: Path, limits: str) -> Iterator[Ask]:
    """The tool `ask` of the server for agents."""
    served = Served(path, Limits(float(limits.rstrip("s"))))

    async def said(query: str) -> str:
        async with Client(agents(served)) as client:
            return str((await client.call_tool("ask", {"query": query})).content[0].text)  # type: ignore[union-attr]

    with asyncio.Runner() as runner:
        yield lambda query: runner.run(said(query))
    served.close()
