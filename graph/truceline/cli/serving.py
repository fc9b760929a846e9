"""Commands that serve a graph to others: serve, mcp."""

from __future__ import annotations

import secrets
from importlib.util import find_spec
from pathlib import Path

import click

from truceline.cli.options import command, graph_folder, limit_time
from truceline.cli.show import say


@command("serve", "truceline serve kg --port 8000")
@graph_folder
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="the address to listen at; others can ask where it is not this machine's own",
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--allow-host", "hosts", multiple=True, metavar="NAME", help="a name that this server goes by; may be repeated"
)
@limit_time
def serve(kg: str, host: str, port: int, hosts: tuple[str, ...], limit_time: float) -> None:
    """SPARQL endpoint, query page, JSON API, review desk.

    Read-only but for the desk, on this machine alone unless --host says otherwise; nothing is fetched from elsewhere."""
    _needs("starlette", "uvicorn", extra="serve")
    from truceline.ask import Limits
    from truceline.serve.app import listening, run
    from truceline.serve.gate import Rules
    from truceline.serve.served import Served

    at = listening(host, port)
    served, token = Served(Path(kg), Limits(limit_time, memory=2 << 30, answer=64 << 20)), secrets.token_urlsafe(18)
    here = f"http://{f'[{host}]' if ':' in host else host}:{at.getsockname()[1]}"
    say(f"{here}/ is the query page, {here}/sparql the endpoint, {here}/openapi.json the API.")
    say(f"{here}/desk?token={token} is the desk; without the token it is to be read only. Ctrl-C ends it.")
    run(served, Rules(Rules().hosts | {host, *(h.lower() for h in hosts)}), token, at)


@command("mcp", "truceline mcp kg")
@graph_folder
@limit_time
def mcp(kg: str, limit_time: float) -> None:
    """Read-only tools for language-model agents.

    Speaks the Model Context Protocol over standard input and output; answers carry sentence ids and quotes."""
    _needs("mcp", extra="mcp")
    from truceline.ask import Limits
    from truceline.serve.mcp import run

    run(Path(kg), Limits(limit_time, memory=2 << 30, answer=8 << 20))


def _needs(*modules: str, extra: str) -> None:
    """Stops where an extra is not installed."""
    if any(find_spec(m) is None for m in modules):
        raise click.UsageError(f"this command needs more than is installed; run pip install 'truceline[{extra}]'.")
