"""A real server for tests: uvicorn in a thread, on a port of its own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from golden import truce_ended, truce_told
from truceline.ask.isolated import Limits
from truceline.graph import Graph
from truceline.serve.app import application
from truceline.serve.gate import Rules
from truceline.serve.served import Served

TOKEN = "a-token-for-tests"


def folder(path: Path) -> Path:
    """A graph folder with the two golden articles."""
    with Graph.open(path, create=True) as graph:
        graph.add(truce_told())
        graph.add(truce_ended())
    return path


@contextmanager
def server(path: Path, limits: Limits | None = None, rules: Rules | None = None) -> Iterator[str]:
    """Serves a folder; gives the address, without a slash at its end."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
    app = application(Served(path, limits or Limits(10)), rules or Rules(), TOKEN)
    running = uvicorn.Server(uvicorn.Config(app, log_level="error", server_header=False, backlog=2048))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    running.should_exit = True
    thread.join(10)
    listening.close()
