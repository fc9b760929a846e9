"""The command line as a new user types it: answers, exit codes, one sentence for each error."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from truceline.cli import COMMANDS

NEWS = """Calm holds in Hodeidah

April 12, 2022

The truce between the Houthis and the government of Yemen held on Monday, the United Nations said.

At least 12 civilians were killed in shelling in Marib on Friday, according to the health ministry.
"""


def run(*words: str, cwd: Path | None = None, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Runs truceline in a fresh process."""
    source = str(Path(__file__).parent.parent / "graph")
    env = {**os.environ, "PYTHONPATH": source}
    return subprocess.run(
        [sys.executable, "-m", "truceline", *words], capture_output=True, cwd=cwd, input=stdin, env=env, check=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article and a graph built of it."""
    place = tmp_path_factory.mktemp("cli")
    (place / "news.txt").write_text(NEWS, encoding="utf-8")
    done = run("build", "news.txt", "-o", "kg", cwd=place)
    assert done.returncode == 0, done.stderr.decode()
    return place


def test_help_is_quick() -> None:
    """The list of commands takes less than half a second of processor time, the best of three."""
    times = []
    for _ in range(3):
        start = _spent()
        done = run("--help")
        times.append(_spent() - start)
        assert done.returncode == 0
    assert min(times) < 0.5


def _spent() -> float:
    """Seconds of processor time of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("command", list(COMMANDS))
def test_each_command_shows_an_example(command: str) -> None:
    """`--help` of each command ends with an example that begins with its name."""
    done = run(command, "--help")
    assert f"truceline {command}" in done.stdout.decode()


def test_an_unknown_command_is_wrong_usage() -> None:
    """A command that does not exist is named in one sentence, exit status 2."""
    done = run("teleport", "kg")
    assert done.returncode == 2 and b"teleport" in done.stderr and done.stderr.count(b"\n") == 1


def test_annotate_prints_one_document_a_line(folder: Path) -> None:
    """Stand-off JSON: exact offsets, publication date from the text, a figure with its speaker."""
    done = run("annotate", "news.txt", cwd=folder)
    (line,) = done.stdout.decode().splitlines()
    facts = json.loads(line)
    assert facts["published"] == "2022-04-12"
    for layer in ("times", "mentions", "places", "figures"):
        for item in facts[layer]:
            assert facts["text"][item["start"] : item["end"]] == item["text"]
    (figure,) = [f for f in facts["figures"] if f["category"] == "killed"]
    assert (figure["lower"], figure["population"]) == (12, "civilians")


def test_annotate_reads_standard_input(folder: Path) -> None:
    """`-` is standard input, text or JSONL."""
    record = json.dumps({"id": "x", "text": "The truce held on Monday.", "published": "2022-04-12"}).encode()
    done = run("annotate", "-", stdin=record + b"\n", cwd=folder)
    assert json.loads(done.stdout)["times"][0]["value"] == "2022-04-11"


def test_building_again_changes_nothing(folder: Path) -> None:
    """An article that is in the graph already is not added twice."""
    before = (folder / "kg" / "log.jsonl").read_bytes()
    done = run("build", "news.txt", "-o", "kg", cwd=folder)
    assert done.returncode == 0 and b"0 new" in done.stdout
    assert (folder / "kg" / "log.jsonl").read_bytes() == before


def test_answers(folder: Path) -> None:
    """Status, figures, claims and timeline answer from the graph and name who says so."""
    status = run("status", "kg", "--on", "2022-04-11", "--place", "Yemen", cwd=folder)
    assert status.returncode == 0 and b"in force" in status.stdout.lower(), status
    assert b"12" in run("figures", "kg", cwd=folder).stdout
    assert json.loads(run("claims", "kg", "--json", cwd=folder).stdout)
    assert run("timeline", "kg", "--from", "1 April 2022", cwd=folder).returncode == 0
    assert run("check", "kg", cwd=folder).returncode == 0


def test_exports_by_suffix(folder: Path) -> None:
    """Each suffix writes its format; an unknown one is refused by name."""
    for name in ("g.ttl", "g.nq", "g.jsonld", "g.graphml", "g.gexf", "g.json"):
        assert run("export", "kg", "-o", name, cwd=folder).returncode == 0, name
        assert (folder / name).stat().st_size > 100
    wrong = run("export", "kg", "-o", "g.xyz", cwd=folder)
    assert wrong.returncode == 2 and b".xyz" in wrong.stderr


def test_refused_inputs_are_named_and_the_rest_is_built(tmp_path: Path) -> None:
    """One unreadable article costs only itself: exit status 1, a sentence on standard error, the others in the graph."""
    (tmp_path / "good.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG\0\0\0\0")
    done = run("build", ".", "gone.txt", "-o", "kg", cwd=tmp_path)
    errors = done.stderr.decode()
    assert done.returncode == 1
    assert all(name in errors for name in ("empty.txt", "photo.txt", "gone.txt"))
    assert "Traceback" not in errors
    assert b"1 articles" in done.stdout or b"1 article" in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["ask", "nowhere", "timeline"], "nowhere"),
        (["ask", "kg", "SELECT ?x WHERE { ?x "], "query"),
        (["ask", "kg", "SELECT * WHERE { SERVICE <http://x.example/> { ?s ?p ?o } }"], "SERVICE"),
        (["ask", "kg", "no-such-query"], "no-such-query"),
        (["status", "kg", "--on", "someday"], "someday"),
        (["annotate", "news.txt", "--published", "yesterdayish"], "yesterdayish"),
        (["evaluate", "nowhere.json"], "nowhere.json"),
        (["build", "news.txt", "-o", "news.txt/kg"], "news.txt"),
        (["draw", "kg", "-o", "no/such/folder/page.html"], "no/such/folder"),
    ],
    ids=lambda w: " ".join(w)[:30] if isinstance(w, list) else None,
)
def test_an_error_is_one_sentence(folder: Path, words: list[str], says: str) -> None:
    """Every error says what was wrong in one line, with exit status 2, and never shows a traceback."""
    done = run(*words, cwd=folder)
    message = done.stderr.decode()
    assert done.returncode == 2, message
    assert says in message and "Traceback" not in message
    assert message.count("\n") <= 1, message


def test_no_date_is_said(tmp_path: Path) -> None:
    """Without a publication date relative dates stay open, and the user is told how to give one."""
    (tmp_path / "a.txt").write_text("The truce in the valley held on Monday, the army said.", encoding="utf-8")
    done = run("annotate", "a.txt", cwd=tmp_path)
    facts = json.loads(done.stdout)
    assert done.returncode == 0 and b"--published" in done.stderr
    assert all(t["interval"]["begin"] is None for t in facts["times"])
