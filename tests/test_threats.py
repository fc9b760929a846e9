"""Queries of strangers on the command line, in the library and in rdflib's clothes; and that the threat model is no claim without a test."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hostile import probes, runaways
from hostile_files import hostile_files
from serving import folder
from surfaces import Ask, command, library, rdflib
from truceline.read import Options, Refused
from truceline.read.source import items

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder."""
    return folder(tmp_path_factory.mktemp("threats") / "kg")


SURFACES = pytest.mark.parametrize("surface", [command, library, rdflib], ids=lambda s: s.__name__)


@SURFACES
def test_nothing_outside_the_graph_is_reached(
    kg: Path, tmp_path: Path, surface: Callable[[Path, str], Iterator[Ask]]
) -> None:
    """Sixty probes: each is refused in a sentence, nobody connects to a listener, no file is read, nothing is written."""
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> 'hidden' .")
    before = (kg / "log.jsonl").read_bytes()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        several = probes(f"http://127.0.0.1:{listener.getsockname()[1]}/", secret.as_uri())
        assert len(several) >= 60
        for ask in surface(kg, "2s"):
            for query in several:
                said = ask(query)
                assert "refused" in said and "hidden" not in said, query
        with pytest.raises(TimeoutError):
            listener.accept()
    assert (kg / "log.jsonl").read_bytes() == before


@SURFACES
def test_runaway_queries_end(kg: Path, surface: Callable[[Path, str], Iterator[Ask]]) -> None:
    """Sixty queries that would take too much: each ends soon after its limit, nothing crashes, the next is answered."""
    several = runaways()
    assert len(several) >= 60
    for ask in surface(kg, "0.3s"):
        for query in several:
            start = time.monotonic()
            assert "fault in truceline" not in ask(query)
            assert time.monotonic() - start < 3, query[:80]
        assert ask("ASK { ?s a tl:Article }").strip() in {"yes", "True", "[True]"}


SCRIPT = """
import sys
from pathlib import Path
from hostile import probes
from truceline.errors import QueryError
from truceline.graph import Graph
with Graph.open(Path(sys.argv[1])) as kg:
    for query in probes("http://127.0.0.1:9/", sys.argv[2]):
        for ask in (kg.query, kg.rdf.query):
            try:
                list(ask(query))
            except QueryError:
                pass
    assert kg.query("ASK { ?s ?p ?o }")
"""


@pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace shows what the system was asked for, and is not installed"
)
def test_the_system_is_asked_for_no_connection_and_no_foreign_file(kg: Path, tmp_path: Path) -> None:
    """Traced with all its processes, the library opens no socket to anywhere and not the file that the probes name."""
    secret, trace = tmp_path / "secret-of-probes.ttl", tmp_path / "trace"
    secret.write_text("<urn:a> <urn:b> 'hidden' .")
    path = f"{ROOT / 'tests'}:{ROOT / 'graph'}"
    done = subprocess.run(
        ["strace", "-f", "-e", "trace=connect,openat,open", "-o", str(trace), sys.executable, "-c", SCRIPT, str(kg), secret.as_uri()],
        env={"PYTHONPATH": path, "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
    seen = trace.read_text()
    assert "openat" in seen and str(kg) in seen
    assert not re.search(r"connect\(.*AF_INET", seen) and "secret-of-probes" not in seen


_AUDITED: list[tuple[str, str]] = []
_LISTENING = [False]


def _audit(event: str, args: tuple[object, ...]) -> None:
    """Notes what Python is asked for while a hostile file is read; a hook cannot be taken off again, so it has a switch."""
    if _LISTENING[0] and event.startswith(("open", "socket.", "subprocess.", "os.exec", "os.system", "os.posix_spawn")):
        _AUDITED.append((event, " ".join(map(str, args[:2]))))


def test_a_hostile_file_reaches_nothing(tmp_path: Path) -> None:
    """Sixty files and more that name other files and servers, climb out of archives, swell and nest: each is read or refused
    in a sentence within seconds; nobody connects, no program starts, nothing but the file itself is opened."""
    secret, inbox = tmp_path / "secret-of-files.txt", tmp_path / "inbox"
    secret.write_text("TOPSECRET " * 20)
    inbox.mkdir()
    sys.addaudithook(_audit)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        several = hostile_files(f"http://127.0.0.1:{listener.getsockname()[1]}/", secret.as_uri())
        assert len(several) >= 60
        for name, raw in several.items():
            (inbox / name).write_bytes(raw)
        list(items([inbox / "formula.csv", inbox / "rss-dtd.xml", inbox / "html-includes"], Options()))
        for name in several:
            _probed(inbox / name)
        with pytest.raises(TimeoutError):
            listener.accept()
    assert not list(tmp_path.rglob("climbed*")) and not Path("/tmp/climbed.txt").exists()


def _probed(path: Path) -> None:
    """Reads a file while the hook listens."""
    _AUDITED.clear()
    _LISTENING[0], start = True, time.monotonic()
    try:
        told = list(items([path], Options()))
    finally:
        _LISTENING[0] = False
    assert time.monotonic() - start < 10, path.name
    assert path.suffix != ".xml" or "text" not in {i.kind for i in told}, path.name
    assert path.name != "deep.json" or isinstance(told[0].found, Refused)
    for x in (i.found for i in told):
        assert "TOPSECRET" not in (x.reason if isinstance(x, Refused) else getattr(x, "text", "")), path.name
        assert len(getattr(x, "text", "")) < 2_000_000, path.name
    code = (str(ROOT), sys.prefix, sys.base_prefix, str(path))
    foreign = [a for a in _AUDITED if a[0] != "open" or not a[1].lstrip("b'").startswith(code)]
    assert not foreign, (path.name, foreign)


@pytest.mark.parametrize("name", ["THREAT_MODEL.md", "docs/security.md"])
def test_every_claim_has_its_test(name: str) -> None:
    """Each row of the tables names tests, and there are such tests."""
    text = (ROOT / name).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and not re.match(r"\| (threat|what|---)", line)]
    assert len(rows) > 8
    for row in rows:
        named = re.findall(r"`(test_\w+\.py)::(\w+)`", row)
        assert named, row
        for file, function in named:
            assert f"def {function}(" in (ROOT / "tests" / file).read_text(encoding="utf-8"), (file, function)
