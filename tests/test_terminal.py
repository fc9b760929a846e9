"""The terminal: as wide as it is, never commanded by an article, left clean by Ctrl-C; the same answers in every format."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import multiprocessing
import os
import pty
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from truceline import batch
from truceline.cli import main
from truceline.cli.interrupt import heeded
from truceline.model import Article
from truceline.read import make_article

ROOT = Path(__file__).parent.parent
EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"
NEWS = (
    f"The truce between the government of Yemen and the Houthis held on Monday, the {EVIL}United Nations said.\n"
    f"At least 12 civilians were killed {EVIL}in shelling in Marib on Friday, according to the health ministry."
)


def environment(**more: str) -> dict[str, str]:
    """What a command runs in."""
    kept = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "NO_COLOR", "FORCE_COLOR"}}
    return {**kept, "PYTHONPATH": str(ROOT / "graph"), "PYTHONIOENCODING": "utf-8", **more}


def run(*words: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs truceline in a pipe."""
    command = [sys.executable, "-m", "truceline", *words]
    return subprocess.run(
        command, capture_output=True, cwd=cwd, env=environment(**more), check=False, encoding="utf-8", timeout=120
    )


def told(*words: str, cwd: Path, **more: str) -> Result:
    """Runs truceline in this process: its exit status, what it prints, what it says on standard error."""
    before = Path.cwd()
    os.chdir(cwd)
    try:
        return CliRunner(env={"NO_COLOR": None, "COLUMNS": None, **more}).invoke(
            main, list(words), prog_name="truceline"
        )
    finally:
        os.chdir(before)


def typed(words: list[str], cwd: Path, interrupt: bytes = b"", **more: str) -> tuple[int, str]:
    """Exit status and screen of a command typed at a terminal; Ctrl-C is pressed once `interrupt` has been printed."""
    press = time.monotonic() + float(more.pop("after", "1e9"))
    child, screen = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.execve(sys.executable, [sys.executable, "-m", "truceline", *words], environment(**more))
    shown, end = b"", time.monotonic() + 90
    while time.monotonic() < end:
        if select.select([screen], [], [], 0.2)[0]:
            try:
                new = os.read(screen, 65536)
            except OSError:
                break
            if not new:
                break
            shown += new
        if (interrupt and interrupt in shown) or time.monotonic() > press:
            time.sleep(0.5)
            press = 1e18
            os.write(screen, b"\x03")
            interrupt = b""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a graph of one article that is full of escape sequences."""
    folder = tmp_path_factory.mktemp("terminal")
    record = {
        "id": f"a{EVIL}",
        "text": NEWS,
        "published": "2022-04-12",
        "title": f"Calm{EVIL}",
        "publisher": f"Post{EVIL}",
    }
    (folder / "news.jsonl").write_text(json.dumps(record), encoding="utf-8")
    assert run("build", "news.jsonl", "-o", "kg", cwd=folder).returncode == 0
    return folder


def test_alone_it_shows_how_it_is_used(tmp_path: Path) -> None:
    """`truceline` without anything prints its help and is no error."""
    done = run(cwd=tmp_path)
    assert done.returncode == 0 and "[OPTIONS] COMMAND" in done.stdout and done.stderr == ""


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("command", ["timeline", "claims", "figures", "status", "check"])
def test_answers_are_as_wide_as_the_terminal(place: Path, command: str, columns: int) -> None:
    """No line is longer than the terminal, whatever its width."""
    words = [command, "kg", *(["--on", "2022-04-11", "--place", "Yemen"] if command == "status" else [])]
    done = told(*words, cwd=place, COLUMNS=str(columns))
    assert done.stdout and max(map(len, done.stdout.splitlines())) <= columns, done.stdout


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_list_of_queries_fits(place: Path, columns: int) -> None:
    """`ask --list` is no wider than the terminal."""
    done = told("ask", "kg", "--list", cwd=place, COLUMNS=str(columns))
    assert "who-accuses-whom" in done.stdout and max(map(len, done.stdout.splitlines())) <= columns


@pytest.mark.parametrize("columns", ["40", "80", "200"])
@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["timeline", "--help"]])
def test_help_fits(words: list[str], columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Help is no wider than the terminal, narrow ones included."""
    monkeypatch.setenv("COLUMNS", columns)
    told = CliRunner().invoke(main, words).output
    assert told.startswith("Usage:") and max(map(len, told.splitlines())) <= int(columns)


def test_a_narrow_table_has_a_value_a_line(place: Path) -> None:
    """Six columns do not fit into forty characters: each value gets its name before it, and none is lost."""
    shown = told("figures", "kg", cwd=place, COLUMNS="40").stdout
    assert "figure: at least 12" in shown and "of whom: civilians killed" in shown


COMMANDS = [
    ["build", "news.jsonl", "-o", "again"],
    ["timeline", "kg"],
    ["claims", "kg"],
    ["claims", "kg", "--format", "json"],
    ["claims", "kg", "--format", "csv"],
    ["claims", "kg", "--format", "md"],
    ["figures", "kg"],
    ["status", "kg", "--on", "2022-04-11"],
    ["ask", "kg", "SELECT ?t { ?a dct:title ?t }"],
    ["ask", "kg", "SELECT ?t { ?a dct:title ?t }", "--format", "xml"],
    ["ask", "kg", "CONSTRUCT { ?a dct:title ?t } WHERE { ?a dct:title ?t }"],
    ["annotate", "news.jsonl"],
    ["timeline", "kg", "--actor", f"nobody{EVIL}"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda w: " ".join(w)[:44].encode("ascii", "ignore").decode())
def test_nothing_in_an_article_reaches_the_terminal_as_a_command(place: Path, words: list[str]) -> None:
    """No escape, no bell, no C1 control, no mark that turns the direction of writing."""
    _, screen = typed(words, place, TERM="dumb", NO_COLOR="1")
    assert screen.strip()
    assert not [c for c in screen if c in "\x1b\x07\x9b\u202e"], screen


def test_colour_where_a_terminal_wants_it(place: Path) -> None:
    """A heading is bold on a terminal, plain with NO_COLOR in a pipe."""
    assert "\x1b[1m" in typed(["timeline", "kg"], place, TERM="xterm-256color")[1]
    assert "\x1b" not in run("timeline", "kg", cwd=place, NO_COLOR="1").stdout


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_leaves_one_sentence(tmp_path: Path, workers: str) -> None:
    """Exit status 130, no traceback of any process, what was finished stays, the same command goes on."""
    for n in range(80):
        (tmp_path / f"{n:02}.txt").write_text(NEWS.replace(EVIL, "").replace("12", str(n + 12)), encoding="utf-8")
    words = ["build", ".", "-o", "kg", "--workers", workers]
    code, screen = typed(words, tmp_path, b"0/80", TERM="xterm")
    assert code == 130, screen
    made = (tmp_path / "kg").exists()
    assert "Traceback" not in screen and ("goes on from there" if made else "was not made yet") in screen
    assert not made or run("check", "kg", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("seconds", ["0", "0.2"])
def test_ctrl_c_at_once(place: Path, seconds: str) -> None:
    """While the command is still coming up, too: exit status 130 and no traceback of ours."""
    code, screen = typed(["timeline", "kg"], place, b"", TERM="dumb", after=seconds)
    assert code in (130, 0, -2) and "truceline/" not in screen, screen


def test_ctrl_c_while_something_is_asked(place: Path) -> None:
    """A command that has nothing to keep says so; exit status 130."""
    code, screen = typed(
        ["ask", "kg", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"], place, b"", TERM="dumb", after="1.5"
    )
    assert code == 130 and "interrupted: nothing was left half-written" in screen and "Traceback" not in screen, screen


def test_nothing_of_the_pool_is_left_after_ctrl_c() -> None:
    """Neither a process nor the thread that minds them: Python would wake it on its way out, and print what broke."""

    def interrupted() -> Iterator[Article]:
        for n in range(2 * batch.CHUNK):
            yield make_article("The truce held on Monday.", id=f"a{n}")
        raise KeyboardInterrupt

    before = set(threading.enumerate())
    with pytest.raises(KeyboardInterrupt):
        list(batch.extract_many(interrupted(), workers=2))
    assert set(threading.enumerate()) <= before and not multiprocessing.active_children()


def test_an_interruption_that_was_swallowed_is_heard_at_the_next_article() -> None:
    """Where Python cannot raise, in a callback of a library, Ctrl-C is noted; outside, it is what it was."""
    before = signal.getsignal(signal.SIGINT)
    with heeded() as check:
        check()
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            check()
    assert signal.getsignal(signal.SIGINT) is before


# ---------------------------------------------------------------- formats


@pytest.mark.parametrize(
    "words", [["timeline"], ["claims"], ["figures"], ["status", "--on", "2022-04-11"], ["check"]], ids=lambda w: w[0]
)
def test_every_answer_has_four_formats(place: Path, words: list[str]) -> None:
    """Table, JSON, CSV and Markdown; -o writes the same into a file, whose suffix may name the format."""
    words = [words[0], "kg", *words[1:]]
    printed = {f: told(*words, "--format", f, cwd=place) for f in ("table", "json", "csv", "md")}
    assert all(done.exit_code == 0 and done.stdout for done in printed.values()), printed
    assert printed["json"].stdout == told(*words, "--json", cwd=place).stdout
    json.loads(printed["json"].stdout)
    assert printed["md"].stdout.splitlines()[1].startswith("| --- ")
    rows = list(csv.reader(io.StringIO(printed["csv"].stdout, newline="")))
    assert len({len(row) for row in rows}) == 1
    for format_ in ("json", "csv", "md"):
        done = told(*words, "-o", f"answer.{format_}", cwd=place)
        assert done.stdout == f"answer.{format_} is written.\n"
        assert (place / f"answer.{format_}").read_bytes().decode() == printed[format_].stdout


def test_a_suffix_that_names_no_format_is_told(place: Path) -> None:
    """`-o answer.xyz` is wrong usage in one sentence, and nothing is written."""
    done = told("claims", "kg", "-o", "answer.xyz", cwd=place)
    assert done.exit_code == 2 and ".xyz" in done.stderr and done.stderr.count("\n") == 1
    assert not (place / "answer.xyz").exists()


def test_ctrl_c_in_code_made_from_a_string_leaves_the_status_that_was_given(tmp_path: Path) -> None:
    """Python, run with -m, dies by a signal that was heard, where it landed in a data class that was being made; we do not."""
    (tmp_path / "once.py").write_text(
        "import sys\nfrom truceline import __main__, cli\n\ndef main():\n    try:\n        exec('raise KeyboardInterrupt')\n"
        "    except KeyboardInterrupt:\n        sys.exit(130)\n\ncli.main = main\n__main__.start()\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, "-m", "once"], cwd=tmp_path, check=False)
    assert done.returncode == 130
