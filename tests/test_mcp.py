"""The tools for agents, through the official client over a real process."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from golden import truce_told
from hostile import probes, runaways
from running import run_alone
from serving import folder
from truceline.ask.isolated import Limits
from truceline.graph import Graph
from truceline.serve.mcp import BYTES, server
from truceline.serve.served import Served

Talk = Callable[[Client], Coroutine[Any, Any, None]]


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder."""
    return folder(tmp_path_factory.mktemp("agents") / "kg")


def talk(kg: Path, talk: Talk, limits: Limits | None = None) -> None:
    """Has a client talk to a server in this process."""
    served = Served(kg, limits or Limits(10))

    async def main() -> None:
        async with Client(server(served)) as client:
            await talk(client)

    try:
        run_alone(main())
    finally:
        served.close()


async def answer(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    """What a tool answers."""
    found = await client.call_tool(tool, arguments)
    assert not found.is_error, found.content
    (text,) = found.content
    return dict(json.loads(text.text))  # type: ignore[union-attr]


async def refusal(client: Client, tool: str, **arguments: Any) -> str:
    """The sentence with which a tool refuses."""
    found = await client.call_tool(tool, arguments)
    assert found.is_error, found.content
    return str(found.content[0].text)  # type: ignore[union-attr]


def test_a_client_over_standard_input_and_output(kg: Path) -> None:
    """The command speaks the protocol: its tools are listed as read-only, and answers quote sentences by id."""

    async def main() -> None:
        command = StdioServerParameters(command=sys.executable, args=["-m", "truceline", "mcp", str(kg)])
        async with Client(command) as client:
            tools = (await client.list_tools()).tools
            assert {t.name for t in tools} == {"status", "timeline", "claims", "figures", "ask", "evidence"}
            assert all(t.annotations and t.annotations.read_only_hint and t.description for t in tools)
            found = await answer(client, "status", on="2021-03-02", place="Strelsau")
            assert found["answer"] == "in force"
            rows = (await answer(client, "claims", speaker="Hentzau"))["rows"]
            with Graph.open(kg) as graph:
                texts = {a.iri: a.text for a in graph.articles()}
            assert rows and all(texts[r["article"]][r["begin"] : r["end"]] == r["sentence"] for r in rows)
            assert all(r["sentence_id"] == f"{r['article']}#char={r['begin']},{r['end']}" for r in rows)

    run_alone(asyncio.wait_for(main(), 60))


def test_every_tool_answers(kg: Path) -> None:
    """The tools give what the library gives, with claims behind every row."""

    async def ask(client: Client) -> None:
        with Graph.open(kg) as graph:
            assert (await answer(client, "timeline"))["total"] == len(graph.timeline())
            assert (await answer(client, "figures"))["total"] == len(graph.figures())
        rows = (await answer(client, "timeline", kind="Attack", limit=5))["rows"]
        assert rows and all(r["claims"][0]["sentence"] for r in rows)
        behind = await answer(client, "evidence", iri=rows[0]["iri"])
        assert behind["claims"][0]["sentence_id"] == rows[0]["claims"][0]["sentence_id"]
        assert (await answer(client, "ask", query="ASK { ?s a tl:Claim }"))["answer"] is True
        named = await answer(client, "ask", query="brokers", params={"actor": "Syldavia"})
        assert named["total"] == 1 and "actor_label" in named["columns"]

    talk(kg, ask)


def test_a_mistake_is_one_sentence(kg: Path) -> None:
    """An agent is told what was wrong and what is near."""

    async def ask(client: Client) -> None:
        assert "is not a date" in await refusal(client, "status", on="someday")
        assert "No actor" in await refusal(client, "claims", speaker="Nobody Known")
        assert "broken at line 1" in await refusal(client, "ask", query="SELECT ?x { ?x ")
        assert "A file is refused" in await refusal(client, "ask", query="/etc/mine.rq")
        assert "No sentence" in await refusal(client, "evidence", iri="urn:x")

    talk(kg, ask)


def test_answers_are_capped(tmp_path: Path) -> None:
    """However much a graph tells, an answer stays small, says how much there is, and remains JSON."""
    facts = truce_told()
    with Graph.open(tmp_path / "kg", create=True) as graph:
        for n in range(12):
            text = facts.article.text + "\n" + "More of the same. " * (n + 1)
            article = replace(
                facts.article, text=text, id=f"a{n}", url=f"https://e.example/{n}", hash=f"{n + 16:02x}" * 32
            )
            graph.add(replace(facts, article=article))

    async def ask(client: Client) -> None:
        for tool, arguments in (
            ("claims", {"limit": 100}),
            ("timeline", {"limit": 100}),
            ("ask", {"query": "SELECT * { ?s ?p ?o }", "limit": 100}),
        ):
            found = await client.call_tool(tool, arguments)  # type: ignore[arg-type]
            text = str(found.content[0].text)  # type: ignore[union-attr]
            assert len(text.encode()) <= BYTES
            told = json.loads(text)
            assert told["total"] >= len(told["rows"]) > 0 and (tool == "timeline" or told["total"] > len(told["rows"]))

    talk(tmp_path / "kg", ask)


def test_nothing_outside_the_graph_is_reached(kg: Path, tmp_path: Path) -> None:
    """Sixty probes: all refused, nobody connects to a listener, no file is read."""
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> 'secret' .")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)

        async def ask(client: Client) -> None:
            for query in probes(f"http://127.0.0.1:{listener.getsockname()[1]}/", secret.as_uri()):
                assert "refused" in await refusal(client, "ask", query=query)

        talk(kg, ask)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_runaway_queries_end(kg: Path) -> None:
    """Sixty queries that would take too much end, and the server answers the next."""

    async def ask(client: Client) -> None:
        for query in runaways():
            await asyncio.wait_for(client.call_tool("ask", {"query": query}), 5)
        assert (await answer(client, "ask", query="ASK { ?s ?p ?o }"))["answer"] is True

    talk(kg, ask, Limits(seconds=0.2, memory=1 << 30))
