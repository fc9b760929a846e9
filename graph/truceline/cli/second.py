"""Commands of the second reader: second, compare."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from truceline.cli.options import command
from truceline.cli.show import say
from truceline.errors import ReadError
from truceline.model import Article, Facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from truceline.second.client import Model, Recorder, Spent


def _asking(function: Callable[..., None]) -> Callable[..., None]:
    """Adds the options that say which model is asked, and where calls are kept."""
    for option in (
        click.option("--yes", is_flag=True, help="ask the model without asking you first"),
        click.option(
            "--price",
            nargs=2,
            type=float,
            metavar="IN OUT",
            help="of a million tokens read and written, to show what it costs",
        ),
        click.option(
            "--replay",
            type=click.Path(exists=True, dir_okay=False),
            metavar="FILE",
            help="play recorded calls; no network",
        ),
        click.option(
            "--record",
            type=click.Path(dir_okay=False),
            metavar="FILE",
            help="keep calls here, and play those that are there",
        ),
        click.option("--endpoint", metavar="URL", help="any that speaks OpenAI's chat completions; a local one too"),
        click.option("--model", "model", required=True, metavar="NAME", help="the model asked"),
    ):
        function = option(function)
    return function


@command(
    "second",
    "truceline second nachrichten.jsonl -o kg --model NAME --endpoint http://127.0.0.1:8080/v1 --record calls.jsonl",
)
@click.argument("source", type=click.Path(exists=True, dir_okay=False), metavar="SOURCE")
@click.option("-o", "--output", "kg", required=True, metavar="KG", help="graph folder; made if it does not exist")
@_asking
def second(source: str, kg: str, yes: bool, **asked: object) -> None:
    """Read articles in any language by a language model.

    SOURCE is JSONL (id, text, published, title, url, publisher) or a text file. Every word the model gives must stand in the text,
    else it is dropped. Where the rules can read the article too, only what they have not is added. All of it has confidence 0.5
    and waits for review."""
    from truceline.graph import Graph
    from truceline.second.joining import joined, read

    several = list(_articles(Path(source)))
    model, recorder = _reader(several, yes, asked)
    with Graph.open(kg, create=True) as graph:
        for article in several:
            found = read(article, model, recorder)
            by_rules = _by_rules(article)
            facts = graph.add(joined(by_rules, found) if by_rules else found)
            for warning in found.warnings:
                say(f"{article.id}: {warning}.", err=True)
            n = found.notes
            say(
                f"{article.id}: {len(n.events)} events, {len(n.claims)} claims, {len(n.figures)} figures; {len(facts.notes.events)} events with those of the rules."
            )
    say(_cost(recorder.spent, asked.get("price")))


@command("compare", "truceline compare article.jsonl --model NAME --replay calls.jsonl")
@click.argument("source", type=click.Path(exists=True, dir_okay=False), metavar="SOURCE")
@_asking
def compare(source: str, yes: bool, **asked: object) -> None:
    """What the rules and a model read in the same article."""
    from truceline.second.joining import compare as compared
    from truceline.second.joining import read

    several = list(_articles(Path(source)))
    model, recorder = _reader(several, yes, asked)
    for article in several:
        by_rules = _by_rules(article)
        if by_rules is None:
            say(f"{article.id}: the rules do not read this language; there is nothing to compare.")
            continue
        rows = compared(by_rules, read(article, model, recorder))
        count = {k: sum(r.by == k for r in rows) for k in ("both", "rules", "model")}
        say(
            f"{article.id}: {count['both']} in both, {count['rules']} by the rules alone, {count['model']} by the model alone."
        )
        for row in rows:
            say(f"  {row.by:5}  {row.what}\n         “{row.sentence}”")
    say(_cost(recorder.spent, asked.get("price")))


def _articles(path: Path) -> Iterator[Article]:
    """The articles of a JSONL or a text file, in any language.

    Raises:
        ReadError: a line is none; it is named.
    """
    import unicodedata
    from hashlib import sha256

    text = path.read_text(encoding="utf-8")
    lines = (
        text.splitlines()
        if path.suffix in {".jsonl", ".ndjson", ".json"}
        else [json.dumps({"id": path.stem, "text": text})]
    )
    for n, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            body = unicodedata.normalize("NFC", row["text"].replace("\r\n", "\n"))
            day = date.fromisoformat(row["published"][:10]) if row.get("published") else None
            about: dict[str, Any] = {k: row.get(k) for k in ("title", "url", "byline", "publisher")}
            made = sha256(body.encode("utf-8", "replace")).hexdigest()
            yield Article(
                str(row.get("id") or f"{path.stem}-{n}"),
                body,
                made,
                day,
                language=str(row.get("language") or "und"),
                **about,
            )
        except (ValueError, KeyError, TypeError, AttributeError) as e:
            raise ReadError(
                f"{path}:{n}: this line is no article ({e}); it needs a text, and a published day as 2016-05-03."
            ) from None


def _by_rules(article: Article) -> Facts | None:
    """What the rules read, where they can read the language."""
    from truceline.extract import extract
    from truceline.read.decode import looks_english

    return extract(article) if looks_english(article.text[:20_000]) else None


def _reader(several: list[Article], yes: bool, asked: dict[str, object]) -> tuple[Model, Recorder]:
    """The model and the record, after what it may cost was shown and agreed to."""
    from truceline.second.client import Model, Recorder, tokens
    from truceline.second.prompt import messages
    from truceline.second.sentences import sentences

    replay, record = asked.get("replay"), asked.get("record")
    if not replay and find_spec("openai") is None:
        raise click.UsageError("this command needs more than is installed; run pip install 'truceline[llm]'.")
    most = sum(tokens(messages(a, sentences(a.text))) for a in several)
    say(f"{len(several)} articles, at most about {most:,} tokens to read{_priced(most, 0, asked.get('price'))}.")
    if not (yes or replay) and not click.confirm("Ask the model?"):
        raise click.Abort
    model = Model(str(asked["model"]), str(asked["endpoint"]) if asked.get("endpoint") else None)
    kept = replay or record
    return model, Recorder(Path(str(kept)) if kept else None, only=bool(replay))


def _cost(spent: Spent, price: object) -> str:
    """What was spent, in a sentence."""
    how = f"{spent.calls} calls" + (f", {spent.replayed} played again" if spent.replayed else "")
    return f"{how}: {spent.read:,} tokens read, {spent.written:,} written{_priced(spent.read, spent.written, price)}."


def _priced(read: int, written: int, price: object) -> str:
    if not isinstance(price, tuple):
        return ""
    return f", {(read * price[0] + written * price[1]) / 1e6:.4f} by the price given"
