"""How the endpoint holds: many requests at once with a slow reader among them, its memory, beside another server; runaway queries.

python bench/serve.py kg [--oxigraph PATH/TO/oxigraph] [--requests 1000] [--runaways]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
QUERIES = (
    "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/truceline/ontology#Claim> }",
    "SELECT ?c ?s { ?c <https://w3id.org/truceline/ontology#stance> ?s } LIMIT 50",
)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kg", type=Path)
    parser.add_argument("--oxigraph", type=Path)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--runaways", action="store_true")
    args = parser.parse_args()
    with ours(args.kg, "10s") as (port, process):
        loaded("truceline serve", port, "/sparql", args.requests, process.pid)
    if args.oxigraph:
        with oxigraph(args.kg, args.oxigraph) as (port, process):
            loaded("oxigraph serve", port, "/query", args.requests, process.pid)
    if args.runaways:
        with ours(args.kg, "2s") as (port, _):
            runaway(port)


@contextmanager
def ours(kg: Path, limit: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Our server over a graph."""
    port = free()
    call = [sys.executable, "-m", "truceline", "serve", str(kg), "--port", str(port), "--limit-time", limit]
    yield from started(call, port)


@contextmanager
def oxigraph(kg: Path, binary: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Oxigraph's server over the same triples."""
    from truceline.graph import Graph

    port = free()
    with tempfile.TemporaryDirectory() as room:
        with Graph.open(kg) as graph:
            graph.export(Path(room) / "g.nt")
        subprocess.run(
            [binary, "load", "--location", f"{room}/db", "--file", f"{room}/g.nt"], check=True, capture_output=True
        )
        yield from started(
            [str(binary), "serve-read-only", "--location", f"{room}/db", "--bind", f"127.0.0.1:{port}"], port
        )


def started(call: list[str], port: int) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A process that listens on a port, ended afterwards."""
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, process
    finally:
        process.terminate()
        process.wait(20)


def free() -> int:
    """A port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as s:
        return int(s.getsockname()[1])


async def one(port: int, path: str, query: str) -> tuple[float, bytes]:
    """Seconds and body of one request."""
    begin = time.perf_counter()
    reading, writing = await asyncio.open_connection("127.0.0.1", port)
    target = f"{path}?{urlencode({'query': query})}"
    head = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/sparql-results+json\r\nConnection: close\r\n\r\n"
    writing.write(head.encode())
    answer = await reading.read()
    writing.close()
    return time.perf_counter() - begin, answer.partition(b"\r\n\r\n")[2]


def loaded(name: str, port: int, path: str, count: int, pid: int) -> None:
    """Asks one after the other, then all at once with a slow reader among them, and prints how long it took."""
    asyncio.run(one(port, path, QUERIES[0]))
    alone = sorted(asyncio.run(one(port, path, QUERIES[n % 2]))[0] for n in range(200))
    before = memory(pid)

    async def several() -> list[tuple[float, bytes]]:
        return await asyncio.gather(*(one(port, path, QUERIES[n % 2]) for n in range(count)))

    with socket.create_connection(("127.0.0.1", port)) as slow:
        target = f"{path}?{urlencode({'query': 'SELECT * { ?s ?p ?o }'})}"
        slow.sendall(
            f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/sparql-results+json\r\n\r\n".encode()
        )
        begin = time.perf_counter()
        found = asyncio.run(several())
        whole = time.perf_counter() - begin
    right = sum(b'"bindings"' in body for _, body in found)
    times = sorted(t for t, _ in found)
    first = memory(pid)
    for _ in range(3):
        asyncio.run(several())
    half, most = (times[int(len(times) * q)] for q in (0.5, 0.95))
    print(
        f"{name}: one at a time p50 {alone[100] * 1e3:.1f} ms, p95 {alone[190] * 1e3:.1f} ms; {count} at once: {right} right, "
        f"p50 {half:.2f} s, p95 {most:.2f} s, all in {whole:.2f} s; memory {before} → {first} MB, "
        f"after four such rounds {memory(pid)} MB"
    )


def memory(pid: int) -> int:
    """Resident memory of a process and its children, in MB."""
    listed = subprocess.run(
        ["ps", "-o", "rss=", "--pid", str(pid), "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return sum(map(int, listed.stdout.split())) // 1024


def runaway(port: int) -> None:
    """Sends runaway queries one after the other under a limit of two seconds, and prints the longest."""
    sys.path.insert(0, str(ROOT / "tests"))
    from hostile import runaways

    times = []
    for query in runaways():
        body, begin = query.encode(), time.perf_counter()
        with socket.create_connection(("127.0.0.1", port)) as raw:
            head = f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            raw.sendall(head.encode() + body)
            answer = b"".join(iter(lambda: raw.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 ")
        times.append((time.perf_counter() - begin, answer.split(b" ")[1].decode()))
    print(
        f"{len(times)} runaway queries, limit 2 s: longest {max(t for t, _ in times):.2f} s, statuses {sorted({s for _, s in times})}"
    )
    _, body = asyncio.run(one(port, "/sparql", "ASK {}"))
    print(f"then: {json.loads(body)}")


if __name__ == "__main__":
    main()
