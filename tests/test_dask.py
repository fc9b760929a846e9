"""Reading on a Dask cluster: a worker that is killed changes nothing, and what comes back is what was sent."""

from __future__ import annotations

import os
import signal
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest
from click.testing import CliRunner

from truceline import __version__, batch
from truceline.batch import Shard, extract_many, extract_on, shard
from truceline.cli import main
from truceline.errors import ReadError
from truceline.graph import Graph
from truceline.model import Article
from truceline.read import read_all
from truceline.shelf import data


def articles() -> list[Article]:
    """Our dispatches."""
    return [a for a in read_all([str(data("dispatches"))]) if isinstance(a, Article)]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler with two workers, each a process of its own."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, worker_dashboard_address=None
    ) as made:
        yield made


def quads(folder: Path) -> bytes:
    """A graph in canonical N-Quads: it has no blank nodes, so its lines sorted."""
    with Graph.open(folder) as graph:
        return b"\n".join(sorted(graph.export(folder.parent / f"{folder.name}.nq").read_bytes().splitlines()))


def test_a_worker_that_is_killed_changes_nothing(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of two workers is killed while both read: the graph is the one that a single process makes, byte for byte."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1462233600")
    monkeypatch.setattr(batch, "CHUNK", 2)
    several = articles()
    with Graph.open(tmp_path / "one", create=True) as graph:
        for facts in extract_many(several):
            graph.add(facts)
    with distributed.Client(cluster, set_as_default=False) as client:
        workers = client.run(os.getpid)
    assert len(workers) == 2
    with Graph.open(tmp_path / "two", create=True) as graph:
        for n, facts in enumerate(extract_on(cluster.scheduler_address, several)):
            if n == 0:
                os.kill(next(iter(workers.values())), signal.SIGKILL)
            graph.add(facts)
    assert len(several) > 10 and quads(tmp_path / "one") == quads(tmp_path / "two")


def test_the_command_reads_on_a_cluster(cluster: Any, tmp_path: Path) -> None:
    """`build --dask ADDRESS` adds what the workers found."""
    news = tmp_path / "a.txt"
    news.write_text("ZENDA, 3 May 2016 - The army shelled Strelsau on Monday, the Red Cross said.\n")
    done = CliRunner().invoke(
        main, ["build", str(news), "-o", str(tmp_path / "kg"), "--dask", cluster.scheduler_address]
    )
    assert done.exit_code == 0 and "1 article in the graph, 1 new" in done.output


def test_a_batch_gives_one_shard() -> None:
    """A shard depends on its batch alone, names itself by what is in it, and another version of truceline is refused."""
    chunk = tuple(articles()[:2])
    first, again = shard(chunk, __version__), shard(chunk, __version__)
    assert first == again and first != shard(chunk[:1], __version__)
    with pytest.raises(ReadError, match="same version"):
        shard(chunk, "0")


def test_a_shard_that_was_changed_is_not_taken() -> None:
    """What came back otherwise than it was sent is told, and nothing of it is used."""
    chunk = tuple(articles()[:1])
    made = shard(chunk, __version__)
    lines = zlib.decompress(made.body)

    class Done:
        def __init__(self, body: bytes) -> None:
            self.body = body

        def result(self) -> Shard:
            return Shard(made.name, zlib.compress(self.body))

    assert batch._unpacked(chunk, Done(lines)) == list(extract_many(chunk))
    with pytest.raises(ReadError, match="damaged"):
        batch._unpacked(chunk, Done(lines.replace(b"a", b"e", 1)))


def test_an_address_without_a_scheduler_is_one_sentence(tmp_path: Path) -> None:
    """Nobody there: exit status 2, what to do, and no graph."""
    (tmp_path / "a.txt").write_text("ZENDA, 3 May 2016 - The army shelled Strelsau on Monday.\n")
    done = CliRunner().invoke(
        main, ["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "kg"), "--dask", "nonsense"]
    )
    assert done.exit_code == 2 and "no Dask scheduler" in done.output
