"""Nothing that one article holds bricks a graph, nothing that is lost or damaged is passed over in silence."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from test_store import ROOT, build, canonical, told
from truceline.errors import FactsError, StoreError
from truceline.graph import Graph
from truceline.model import Facts
from truceline.read.source import from_record
from truceline.store.index import table_size
from truceline.store.log import Log, Mark, article_line, render
from truceline.store.repair import ASIDE, repair

BAD_ADDRESSES = ("http://[::1/x", "https://host:port/x", "https://exa mple.org:80a/", "http://a]b/", "//x", "https://")


@pytest.mark.parametrize("url", BAD_ADDRESSES)
def test_a_bad_address_leaves_the_graph_usable(tmp_path: Path, url: str) -> None:
    """An address that no IRI can hold is kept with the article and left out of the triples; all else stays."""
    build(tmp_path, told("one", url=url), told("two"))
    with Graph.open(tmp_path) as kg:
        assert len(kg.figures().rows) == 2
        assert kg.check().faults == ()
        assert kg.articles()[0].url == url


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+03:00"])
def test_days_that_programs_write_for_unknown_are_no_days(tmp_path: Path, day: str) -> None:
    """Year 1 and year 9999 do not date an article: not one that is read, nor one that stands in a log."""
    assert from_record({"id": "a", "text": "The truce held.", "published": day}, "a").published is None
    build(tmp_path, told("one", published=day))
    with Graph.open(tmp_path) as kg:
        assert kg.articles()[0].published is None
        assert kg.status(on="2021-05-03") and kg.timeline() and repr(kg) and kg._repr_html_()
        kg.draw(tmp_path / "page.html")


def unwritable(name: str) -> Facts:
    """Facts with a state that no IRI can hold, as an older version might have let in."""
    facts = told(name)
    truce = facts.notes.ceasefires[0]
    bad = replace(truce, states=(replace(truce.states[0], state="in force >"),))
    return replace(facts, notes=replace(facts.notes, ceasefires=(bad,)))


def test_triples_are_made_before_the_line_is_written(tmp_path: Path) -> None:
    """Facts of which no triples can be made are refused in a sentence, and the log stays as it was."""
    build(tmp_path, told("one"))
    before = (tmp_path / "log.jsonl").read_bytes()
    with Graph.open(tmp_path) as kg, pytest.raises(FactsError, match="two: no triples can be made"):
        kg.add(unwritable("two"))
    assert (tmp_path / "log.jsonl").read_bytes() == before


def test_an_old_line_that_gives_no_triples_is_skipped_by_name(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A log of an older version with such a line opens; the article is named, the others answer, `check` tells it."""
    build(tmp_path, told("one"))
    with (tmp_path / "log.jsonl").open("ab") as log:
        log.write(render({"seq": 2} | article_line(unwritable("two"))))
    build(tmp_path, told("three"))
    with Graph.open(tmp_path) as kg:
        assert len(kg.figures().rows) == 2
        assert any("two: skipped" in f for f in kg.check().faults)
    assert "two: skipped" in caplog.text


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_lost_line_is_told(tmp_path: Path, lost: int, caplog: pytest.LogCaptureFixture) -> None:
    """A whole line that is taken out of the log, the first, one in the middle or the last, is noticed and told."""
    build(tmp_path, *(told(f"town{n}") for n in range(3)))
    log = tmp_path / "log.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:lost] + lines[lost + 1 :]))
    with Graph.open(tmp_path) as kg:
        assert kg.count() == 2 and len(kg.figures().rows) == 2
        assert not kg.check().ok
    assert "restore the file from a copy" in caplog.text


def test_changed_order_is_told(tmp_path: Path) -> None:
    """Lines that change places are not the log that was written."""
    build(tmp_path, *(told(f"town{n}") for n in range(3)))
    log = tmp_path / "log.jsonl"
    one, two, three = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(two + one + three)
    assert any(gap for _, gap in Log(log).read(Mark()))


@pytest.mark.parametrize("tail", [1 << 16, 1 << 8])
def test_flipped_bits_of_the_index_are_mended(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tail: int
) -> None:
    """Wherever a bit of the index flips, the answers stay the same, and a rebuild is said in a sentence.

    Small files are hashed whole; with a short tail the blocks are checked when they are read, as in a large index.
    """
    monkeypatch.setattr("truceline.store.index.TAIL", tail)
    build(tmp_path / "kg", *(told(f"town{n}") for n in range(12)))
    with Graph.open(tmp_path / "kg") as kg:
        before, figures = canonical(kg), str(kg.figures())
    dice, mended = random.Random(7), 0
    for _ in range(12):
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(tmp_path / "kg", copy)
        file = dice.choice(sorted(f for f in (copy / "index").iterdir() if f.suffix == ".sst"))
        flip(file, dice)
        caplog.clear()
        with Graph.open(copy) as kg:
            assert str(kg.figures()) == figures
            assert kg.check().faults == () and canonical(kg) == before
        mended += "nothing is lost" in caplog.text
    assert mended


def flip(file: Path, dice: random.Random) -> None:
    """Flips one bit of a file."""
    content = bytearray(file.read_bytes())
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    file.write_bytes(content)


def test_flipped_bits_of_the_log_are_named(tmp_path: Path) -> None:
    """A flipped bit of the log is named with its line, or leaves an unfinished last line that is told."""
    build(tmp_path, *(told(f"town{n}") for n in range(3)))
    log = tmp_path / "log.jsonl"
    whole, dice = log.read_bytes(), random.Random(3)
    for _ in range(30):
        flip(log, dice)
        try:
            with Graph.open(tmp_path) as kg:
                assert not kg.check().ok or kg.store.torn
        except StoreError as e:
            assert "log.jsonl:" in str(e)
        log.write_bytes(whole)


def test_the_log_says_its_numbers(tmp_path: Path) -> None:
    """Lines are numbered from one, without a gap."""
    build(tmp_path, *(told(f"town{n}") for n in range(3)))
    assert [json.loads(x)["seq"] for x in (tmp_path / "log.jsonl").read_text().splitlines()] == [1, 2, 3]


def test_repair_sets_damaged_lines_aside_and_keeps_the_rest(tmp_path: Path) -> None:
    """After a flipped bit in the middle of the log the graph opens again with all other articles; the line is kept beside it."""
    build(tmp_path, *(told(f"town{n}") for n in range(4)))
    log = tmp_path / "log.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    broken = lines[1].replace(b"town1", b"tovn1", 1)
    log.write_bytes(lines[0] + broken + b"".join(lines[2:]) + b'{"sha256":"torn')
    with pytest.raises(StoreError, match="--repair"):
        Graph.open(tmp_path)
    told_ = repair(tmp_path)
    assert "2 lines" in told_[0] and len(told_) == 2
    assert (tmp_path / ASIDE).read_bytes() == broken + b'{"sha256":"torn\n'
    with Graph.open(tmp_path) as kg:
        assert kg.count() == 3 and any("line" in gap for gap in kg.store.gaps)
        assert kg.store.torn == 0 and len(list(kg.query("SELECT ?a { ?a a tl:Article }"))) == 3


def test_repair_of_a_sound_graph_changes_no_line(tmp_path: Path) -> None:
    """Nothing is set aside where nothing is damaged, and the answers stay."""
    build(tmp_path, told("town"), told("other"))
    before = (tmp_path / "log.jsonl").read_bytes()
    assert len(repair(tmp_path)) == 1
    assert (tmp_path / "log.jsonl").read_bytes() == before and not (tmp_path / ASIDE).exists()
    with Graph.open(tmp_path) as kg:
        assert kg.count() == 2 and kg.check().ok


def test_repair_waits_for_nobody(tmp_path: Path) -> None:
    """A graph that somebody writes to is left alone; so is a folder without one."""
    build(tmp_path, told("town"))
    with Graph.open(tmp_path) as kg:
        kg.add(told("other"))
        with pytest.raises(StoreError, match="another process is writing"):
            repair(tmp_path)
    with pytest.raises(StoreError, match="no graph to repair"):
        repair(tmp_path / "nothing")


_FULL = """
import resource, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:4]
from truceline.graph import Graph
from truceline.errors import StoreError
from test_store import told
folder = Path(sys.argv[1])
half = (folder / "catalog.sqlite").stat().st_size // 2
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (half, half))
try:
    with Graph.open(folder) as kg:
        for n in range(40):
            kg.add(told(f"town{n}"))
except StoreError as e:
    print(e)
"""


def test_a_full_disk_is_told_and_costs_nothing_that_was_there(tmp_path: Path) -> None:
    """When no file may grow any more, adding is refused in a sentence; with room again, all goes on."""
    folder = tmp_path / "kg"
    build(folder, told("one"), told("two"))
    ask = [sys.executable, "-c", _FULL, str(folder), str(ROOT / "tests"), str(ROOT / "graph")]
    done = subprocess.run(ask, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "cannot be written" in done.stdout and "Error" not in done.stderr
    build(folder, told("three"))
    with Graph.open(folder) as kg:
        assert {"one", "two", "three"} <= {a.id for a in kg.articles()} and kg.check().faults == ()


def test_a_table_that_is_gone_while_tables_are_counted_counts_nothing(tmp_path: Path) -> None:
    """RocksDB merges tables in the background and takes the old ones away; once this had the index made again from the log."""
    (tmp_path / "1.sst").write_bytes(b"12345")
    (tmp_path / "2.sst").symlink_to(tmp_path / "gone")
    assert table_size(tmp_path) == 5
