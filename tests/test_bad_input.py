"""Bad input, typed as a new user types it: one clear sentence, the right exit status, the rest done, nothing half-written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from truceline import batch
from truceline.cli import main
from truceline.extract import extract_all
from truceline.model import Article, Facts
from truceline.read import Refused, make_article, read_all
from truceline.read.decode import decode

NEWS = """Calm in Taiz

3 April 2022

The truce between the Houthis and the government of Yemen held on Sunday, the United Nations said.
"""
GERMAN = "Die Waffenruhe in der Stadt wurde am Montag von beiden Seiten verletzt, sagte ein Sprecher der Armee in Aden."
RUSSIAN = "Перемирие в городе было нарушено в понедельник обеими сторонами, сообщила армия в столице."


def run(*words: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Runs truceline in a fresh process."""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "graph"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "truceline", *words], capture_output=True, cwd=cwd, input=stdin, env=env, check=False
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of everything that can go wrong, with one good article among it and a graph of that."""
    place = tmp_path_factory.mktemp("bad")
    (place / "articles").mkdir()
    (place / "nothing").mkdir()
    (place / "nothing" / "photo.png").write_bytes(b"\x89PNG")
    (place / "kgfile").write_text("no folder", encoding="utf-8")
    for name, content in {
        "good.txt": NEWS.encode(),
        "empty.txt": b"",
        "photo.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 50,
        "german.txt": GERMAN.encode(),
        "koi8.txt": RUSSIAN.encode("koi8-r"),
        "big.txt": b"The truce held. " * 3_200_000,
        "torn.jsonl": b'{"id": "a", "text": "The truce in Taiz held on Sunday.", "published": "2022-04-03"}\n{"id": "b", \n',
        "script.html": b"<!doctype html><html><body><script>load()</script></body></html>",
    }.items():
        (place / "articles" / name).write_bytes(content)
    assert run("build", "articles/good.txt", "-o", "kg", cwd=place).returncode == 0
    return place


def test_a_folder_of_bad_files_gives_its_good_articles(bad: Path) -> None:
    """Every refusal names its file in one sentence, the good ones are built, the exit status is 1."""
    done = run("build", "articles", "gone.txt", "nothing", "-o", "mixed", cwd=bad)
    said = dict.fromkeys(line.split(": ")[1] for line in done.stderr.splitlines() if line.startswith("refused: "))
    assert done.returncode == 1
    assert [Path(s).name for s in said] == [
        "big.txt", "empty.txt", "german.txt", "koi8.txt", "photo.txt", "script.html", "torn.jsonl:2", "gone.txt", "nothing",
    ]  # fmt: skip
    assert len(done.stderr.splitlines()) == len(said), done.stderr
    assert "mixed: 2 articles in the graph, 2 new, 9 refused." in done.stdout
    assert run("check", "mixed", cwd=bad).returncode == 0


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("empty.txt", "is empty"),
        ("photo.txt", "binary"),
        ("german.txt", "English"),
        ("koi8.txt", "encoding"),
        ("big.txt", "51 MB is too large"),
        ("script.html", "no article text"),
    ],
)
def test_what_is_wrong_and_what_to_do(bad: Path, name: str, says: str) -> None:
    """A refusal says what is wrong with the file and what to do about it."""
    (refused,) = read_all([bad / "articles" / name])
    assert isinstance(refused, Refused)
    assert says in refused.reason and ";" in refused.reason and refused.reason.endswith(".")


def test_no_graph_is_left_where_nothing_could_be_read(bad: Path) -> None:
    """Only refused sources: exit status 1, and no empty folder that looks like a graph."""
    done = run("build", "articles/empty.txt", "gone/*.txt", "", "-o", "fresh", cwd=bad)
    assert done.returncode == 1 and not (bad / "fresh").exists()
    assert len(done.stderr.splitlines()) == 4


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["build", "articles/good.txt", "-o", "kgfile"], "kgfile"),
        (["build", "articles/good.txt", "-o", "kgfile/kg"], "kgfile"),
        (["build", "articles/good.txt", "-o", "/proc/nowhere/kg"], "/proc/nowhere"),
        (["build", "articles/good.txt", "-o", "articles"], "articles"),
        (["build", "articles/good.txt", "-o", "fresh", "--published", "2022-13-01"], "2022-13-01"),
        (["build", "articles/good.txt", "-o", "fresh", "--workers", "0"], "--workers"),
        (["build", "articles/good.txt"], "--output"),
        (["build"], "SOURCE"),
        (["annotate", "articles/good.txt", "--published", "some day"], "some day"),
        (["ask", "gone", "actors"], "gone"),
        (["ask", "kgfile", "actors"], "kgfile"),
        (["ask", "articles", "actors"], "articles"),
        (["ask", "kg", "SELECT ?x WHERE { ?x a "], "line 1"),
        (["ask", "kg", "gone.rq"], "gone.rq"),
        (["ask", "kg", "DELETE WHERE { ?s ?p ?o }"], "DELETE"),
        (["ask", "kg", "actors", "--param", "type"], "NAME=VALUE"),
        (["ask", "kg", "actors", "--param", "colour=red"], "colour"),
        (["ask", "kg", "actors", "--format", "yaml"], "yaml"),
        (["timeline", "kg", "--from", "whenever"], "whenever"),
        (["timeline", "kg", "--from", "2022-05-01", "--to", "2022-04-01"], "2022-05-01"),
        (["timeline", "kg", "--actor", "Nobody At All"], "Nobody At All"),
        (["claims", "kg", "--stance", "sighed"], "sighed"),
        (["figures", "kg", "--place", "Atlantis"], "Atlantis"),
        (["status", "kg"], "--on"),
        (["status", "kg", "--on", "2022-04-31"], "2022-04-31"),
        (["draw", "kg", "-o", "articles"], "articles"),
        (["draw", "kg", "-o", "page.html", "--view", "sphere"], "sphere"),
        (["export", "kg", "-o", "graph.xyz"], ".xyz"),
        (["export", "kg", "-o", "gone/graph.ttl"], "gone"),
        (["check", "gone"], "gone"),
        (["evaluate", "articles/german.txt"], "german.txt"),
        (["dance"], "dance"),
        (["--loud"], "--loud"),
    ],
    ids=lambda x: " ".join(x)[:40] if isinstance(x, list) else None,
)
def test_a_wrong_command_gets_one_sentence(
    bad: Path, words: list[str], says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on standard error that names the trouble, exit status 2, nothing on standard output, no traceback."""
    before = sorted(p.name for p in bad.iterdir())
    monkeypatch.chdir(bad)
    with pytest.raises(SystemExit) as left:
        main(words, prog_name="truceline")
    out, err = capsys.readouterr()
    assert left.value.code == 2, err
    assert says in err and len(err.splitlines()) == 1 and out == ""
    assert sorted(p.name for p in bad.iterdir()) == before


def test_no_date_keeps_relative_dates_open(bad: Path) -> None:
    """Without a publication date the user is told how to give one; with --published the same text resolves."""
    text = b"The truce in the valley held on Monday, the army said, and nobody was hurt."
    bare = run("annotate", "-", cwd=bad, stdin=text)
    (time,) = json.loads(bare.stdout)["times"]
    assert bare.returncode == 0 and "--published" in bare.stderr and time["interval"]["begin"] is None
    dated = run("annotate", "-", "--published", "6 April 2022", cwd=bad, stdin=text)
    (time,) = json.loads(dated.stdout)["times"]
    assert dated.stderr == "" and time["value"] == "2022-04-04"


def test_a_reader_that_stops_early_is_no_fault(bad: Path) -> None:
    """`truceline … | head` ends without a message."""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "graph")}
    command = f'"{sys.executable}" -m truceline ask kg "SELECT * WHERE {{ ?s ?p ?o }}" --format csv | true'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=bad, env=env, check=False)
    assert "Traceback" not in done.stderr and "truceline:" not in done.stderr


def test_an_article_that_breaks_the_extraction_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in a finder refuses that one article by name; the others keep their order."""

    def faulty(articles: list[Article]) -> list[Facts]:
        if any("second" in a.text for a in articles):
            raise KeyError("no such thing")
        return list(extract_all(articles))

    monkeypatch.setattr(batch, "extract_all", lambda several: iter(faulty(list(several))))
    articles = [make_article(f"The {n} truce held.", id=n) for n in ("first", "second", "third")]
    found = list(batch.extract_many(articles))
    assert [type(f) for f in found] == [Facts, Refused, Facts]
    assert isinstance(found[1], Refused) and "second" in found[1].reason and "KeyError" in found[1].reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_that_can_be_told(encoding: str) -> None:
    """UTF-8, UTF-16 with and without its mark, and Windows-1252 give the same text."""
    text = "The envoy met the generals in Bogotá – so he said – and the truce held for the night."
    assert decode(text.encode(encoding), "news.txt").lstrip("\ufeff") == text


def test_a_text_decoded_wrongly_before_is_mended() -> None:
    """ "â€œ" for a quotation mark is what UTF-8 looks like when it was read as Windows-1252 and saved again."""
    text = "“We agreed – so far,’ the envoy said in Bogotá."
    assert decode(text.encode().decode("cp1252").encode(), "news.txt") == text
