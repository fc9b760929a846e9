"""What the tests of the page share: a watched page in the browser, hostile facts, and readers of PNG and PDF."""

from __future__ import annotations

import base64
import json
import re
import runpy
import time
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from truceline.graph import Graph
from truceline.model import (
    Actor,
    Ceasefire,
    Claim,
    Event,
    Facts,
    Figure,
    Notes,
    Participant,
    Party,
    Place,
    Sentence,
    Span,
    State,
    When,
)
from truceline.read import from_record, make_article

HERE = Path(__file__).parent
HOSTILE = [json.loads(x) for x in (HERE / "cases" / "hostile.jsonl").read_text(encoding="utf-8").splitlines()]
VIEWS = "graph,timeline,map"
many = runpy.run_path(str(HERE.parent / "bench" / "page_sizes.py"))["many"]
"""Made-up facts whose graph has about so many nodes."""


def graph_of(facts: list[Facts]) -> Graph:
    """Facts as a graph in memory."""
    graph = Graph()
    for f in facts:
        graph.add(f)
    return graph


class Watched:
    """A page in the browser with everything it asked for and complained about."""

    def __init__(self, browser: Any, file: Path, **context: Any) -> None:
        self.context = browser.new_context(**context)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        start = time.perf_counter()
        self.page.goto(file.as_uri())
        if context.get("java_script_enabled", True):
            self.wait()
        self.ready = time.perf_counter() - start

    def wait(self) -> None:
        """Waits until the page says that it is ready, without `eval`, which its policy forbids."""
        for _ in range(2000):
            if self.page.evaluate("document.documentElement.dataset.drawn") == "1":
                return
            self.page.wait_for_timeout(10)
        raise AssertionError(f"the page did not become ready in 20 seconds: {self.errors}")

    def foreign(self) -> list[str]:
        """Requests for anything that is not in the file."""
        return [u for u in self.requests if not u.startswith(("file:", "data:", "blob:"))]

    def filter(self, **fields: str) -> set[str]:
        """Sets filters as the chips do, the others cleared, and gives the ids of the rows that pass."""
        self.page.evaluate(
            """(f) => { for (const id of ["q", "truce", "place", "from", "to", "by", "actor", "speaker", "stance", "kind", "voice"])
                 if (document.getElementById(id)) document.getElementById(id).value = f[id.replace("from", "since")] || "";
               document.getElementById("q").dispatchEvent(new Event("input")); }""",
            fields,
        )
        for _ in range(200):
            self.page.wait_for_timeout(30)
            if not self.page.evaluate("truceline.waiting"):
                break
        self.page.wait_for_timeout(30)
        return self.rows()

    def rows(self) -> set[str]:
        """The ids of the rows that pass the filters."""
        return set(self.page.evaluate("[...truceline.seen.rows].map((r) => r.id)"))


def saved(page: Any, button: str, to: Path) -> Path:
    """What a button saves."""
    with page.expect_download() as got:
        page.click(f"#{button}")
    got.value.save_as(to)
    return to


def hostile_facts() -> list[Facts]:
    """Articles with hostile strings in every field, through the real pipeline, and as labels of every sort."""
    from truceline.extract import extract

    out = []
    for n in range(0, len(HOSTILE), 40):
        some = HOSTILE[n : n + 40]
        text = "\n\n".join(
            f'The army said that {s} killed 12 people in Aden on Monday.\n\n"{s}" the envoy told reporters.'
            for s in some
        )
        record = {"id": some[0], "text": text, "published": "2022-04-12", "title": some[1 % len(some)]}
        record |= {k: some[i % len(some)] for i, k in enumerate(("url", "byline", "publisher"), 2)}
        out.append(extract(from_record(record, "hostile")))
    return [*out, *map(_planted, range(0, len(HOSTILE), 9))]


def _planted(n: int) -> Facts:
    """Facts whose labels, words, times and rules are hostile strings, as a file from elsewhere could bring them."""
    a, b, c = (HOSTILE[(n + k) % len(HOSTILE)] or "x" for k in range(3))
    article = make_article(a, f"planted-{n}", date(2022, 4, 12))
    text = article.text
    all_of = Span(0, len(text))
    article = replace(article, title=b, publisher=c, byline=a, agencies=(b,), url="javascript:window.__ran=1")
    who = Actor(f"https://example.org/{n}", "Person", a, aliases=(b, c))
    site = Place(0, len(text), text, f"https://example.org/place/{n}", b, 33.0, 44.0)
    day = When(None, None, None, None, c, b)
    about = ("e1", "f1", "t1")
    claim = Claim("c1", all_of, who.iri, all_of, (all_of,), "denied" if n % 2 else "asserted", 0, about=about, rule=c)
    part = (Participant("agent", None, who.iri, all_of),)
    event = Event("e1", "Attack", "ASSAULT", all_of, 0, "happened", part, 0, None, day, "t1", rule=a)
    figure = Figure("f1", 0, len(text), text, 0, "killed", "people", exact=7, place=0, window=day, rule=b)
    truce = Ceasefire(
        "t1", c, parties=(Party(who.iri, "party", evidence=all_of, claim="c1"),),
        states=(State("inForce", 0, all_of, day, (0,), "c1"),), covers=(0,),
    )  # fmt: skip
    notes = Notes(
        actors=(who,), places=(site,), claims=(claim,), events=(event,), figures=(figure,), ceasefires=(truce,)
    )
    return Facts(article, (Sentence(0, len(text)),), notes)


# ---------------------------------------------------------------- readers


_COLOURS = """async ([raw, top, bottom]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${raw}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.naturalWidth, height: image.naturalHeight });
  const c = canvas.getContext("2d");
  c.drawImage(image, 0, 0);
  const data = c.getImageData(0, top, canvas.width, canvas.height - top - bottom).data, out = {};
  for (let i = 0; i < data.length; i += 4) { const k = `${data[i]},${data[i + 1]},${data[i + 2]}`; out[k] = (out[k] || 0) + 1; }
  return out;
}"""


def colours_of(browser: Any, raw: bytes, top: int = 0, bottom: int = 0) -> dict[tuple[int, ...], int]:
    """How many pixels of a PNG have each colour, some lines at its top and bottom left out; a blank page decodes it."""
    tab = browser.new_page()
    found = tab.evaluate(_COLOURS, [base64.b64encode(raw).decode(), top, bottom])
    tab.close()
    return {tuple(map(int, k.split(","))): n for k, n in found.items()}


def text_of_pdf(raw: bytes) -> str:
    """The letters and digits of a PDF in the order in which they are drawn, by the maps that its fonts carry."""
    objects = dict(re.findall(rb"(\d+) 0 obj\n(.*?)endobj", raw, re.S))
    fonts: dict[bytes, dict[str, str]] = {}
    for number, body in objects.items():
        if found := re.search(rb"/ToUnicode (\d+) 0 R", body):
            fonts[number] = _letters(_stream(objects[found[1]]).decode("latin-1"))
    names = {n: ref for body in objects.values() for n, ref in re.findall(rb"/(F\d+) (\d+) 0 R", body)}
    out = []
    for body in objects.values():
        drawn = _stream(body)
        if b" Tf" not in drawn:
            continue
        letters: dict[str, str] = {}
        for font, shown in re.findall(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>", drawn):
            if font:
                letters = fonts.get(names.get(font, b""), {})
            else:
                codes = shown.decode().upper()
                out += [letters.get(codes[i : i + 4], "") for i in range(0, len(codes), 4)]
    return re.sub(r"\W+", "", "".join(out))


def _stream(body: bytes) -> bytes:
    found = re.search(rb"stream\r?\n(.*?)\r?\nendstream", body, re.S)
    try:
        return zlib.decompress(found[1]) if found else b""
    except zlib.error:
        return b""


def _letters(cmap: str) -> dict[str, str]:
    """Glyph codes → text (PDF 1.7, 9.10.3)."""

    def text(code: str) -> str:
        return bytes.fromhex(code).decode("utf-16-be", "replace")

    out = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        out |= {a.upper(): text(b) for a, b in re.findall(r"<(\w+)> <(\w+)>", part)}
    for part in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for a, b, c in re.findall(r"<(\w+)> <(\w+)> <(\w+)>", part):
            for n in range(int(b, 16) - int(a, 16) + 1):
                out[f"{int(a, 16) + n:04X}"] = chr(int(c, 16) + n)
        for a, _, several in re.findall(r"<(\w+)> <(\w+)> \[(.*?)\]", part, re.S):
            for n, c in enumerate(re.findall(r"<(\w+)>", several)):
                out[f"{int(a, 16) + n:04X}"] = text(c)
    return out
