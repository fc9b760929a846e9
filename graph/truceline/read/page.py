"""A small reader of HTML pages of our own, for where trafilatura finds nothing; and what a page says of itself."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

from truceline.shelf import data, rows

_TEXT = {"p", "h1", "h2", "h3", "h4", "li", "figcaption", "blockquote", "time", "address", "dd", "dt", "td"}
_LINES = _TEXT | {"div", "section", "article", "main", "header", "ul", "ol", "tr", "table", "figure"}
_SKIP = {
    "script", "style", "nav", "aside", "footer", "form", "noscript", "button", "svg", "template", "iframe", "select",
    "video", "audio", "object", "dialog",
}  # fmt: skip
_VOID = {"br", "img", "hr", "meta", "link", "input", "source", "wbr", "area", "base", "col", "embed", "track", "param"}
_SPACE = re.compile(r"[^\S\0]+")
_CLOSES = {"p": {"p"}, "li": {"li", "p"}, "td": {"td", "p"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}}


class Page(HTMLParser):
    """Collects paragraphs, headings, meta elements, times and JSON-LD of a page.

    >>> page = Page.of("<article><h1>Calm</h1><p>The truce held.</article><footer><p>Imprint</footer>")
    >>> page.heading, page.text()
    ('Calm', 'Calm\\n\\nThe truce held.')
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.scripts: list[str] = []
        self.times: list[str] = []
        self.title = self.heading = ""
        self.canonical: str | None = None
        self._open: list[tuple[str, bool]] = []
        self._lines: list[tuple[bool, bool, str]] = []
        self._words: list[str] = []
        self._linked = 0

    @classmethod
    def of(cls, page: str) -> Page:
        """A page that is read to its end; what is no HTML in it is passed over."""
        page = re.sub(r"<!\[(?!CDATA\[).{0,200}?>", "", page)
        for text in (
            page,
            re.sub(r"<(?=[!?])(?!!--|!doctype)", "&lt;", page, flags=re.I),
            re.sub(r"<(?=[!?])", "&lt;", page),
        ):
            own = cls()
            try:
                own.feed(text)
                own.close()
                break
            except AssertionError:
                continue
        own._flush()
        return own

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        self._note(tag, given)
        if tag == "time" and given.get("datetime") and not self._skipped():
            self.times.append(given["datetime"])
        if tag == "link" and given.get("rel") == "canonical":
            self.canonical = given.get("href")
        if tag == "br":
            self._words.append("\0")
        if tag not in _VOID:
            self._enter(tag, given)

    def _note(self, tag: str, given: dict[str, str]) -> None:
        """Keeps what a meta element says, or any that names the day of publication."""
        name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
        if name and (tag == "meta" or name == "datepublished"):
            self.meta.setdefault(name, (given.get("content") or given.get("datetime") or "").strip())

    def _enter(self, tag: str, given: dict[str, str]) -> None:
        if self._open and self._open[-1][0] in _CLOSES.get(tag, ()):
            self._flush()
            self._open.pop()
        if tag in _LINES:
            self._flush()
        json = given.get("type", "").lower() == "application/ld+json"
        self._open.append(("json" if json else tag, tag in _SKIP or _aside(tag, given)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _LINES:
            self._flush()
        names = [name for name, _ in self._open]
        for name in (tag, "json" if tag == "script" else tag):
            if name in names:
                del self._open[len(names) - 1 - names[::-1].index(name) :]
                return

    def handle_data(self, data: str) -> None:
        inside = {name for name, _ in self._open}
        if "json" in inside:
            self.scripts.append(data)
        elif "title" in inside and "svg" not in inside:
            self.title += data
        elif not self._skipped():
            self._words.append(data)
            self._linked += len("".join(data.split())) if "a" in inside else 0

    def _skipped(self) -> bool:
        return any(skip for _, skip in self._open)

    def _flush(self) -> None:
        text = re.sub(
            r" ?\0[ \0]*", lambda m: "\n" * min(2, m.group().count("\0")), _SPACE.sub(" ", "".join(self._words))
        )
        linked, self._words, self._linked = self._linked, [], 0
        names = {name for name, _ in self._open}
        if not (text := text.strip()) or (linked >= len("".join(text.split())) and "h1" not in names):
            return
        if "h1" in names and not self.heading:
            self.heading = " ".join(text.split())
        told = bool(names & _TEXT)
        self._lines.append((bool(names & {"article", "main"}), told, text))

    def head(self) -> list[str]:
        """The short lines inside `article` or `main` (or anywhere, where a page has neither) before its first sentence."""
        inside = [line for main, _, line in self._lines if main] or [line for _, _, line in self._lines]
        first = next((n for n, line in enumerate(inside) if _is_prose(line)), len(inside))
        return [line for line in inside[:first] if len(line) < 160]

    def text(self) -> str:
        """The paragraphs inside `article` or `main`, or all where a page has neither; bare text where it has none."""
        tried = [
            [line for main, told, line in self._lines if main >= wanted[0] and told >= wanted[1]]
            for wanted in ((True, True), (False, True), (False, False))
        ]
        best = next((lines for lines in tried if sum(map(len, lines)) >= 200), None)
        return "\n\n".join(dict.fromkeys(best or next(filter(None, tried), [])))


def _is_prose(line: str) -> bool:
    """Whether a line is long, or a sentence of some words."""
    return len(line) >= 160 or (line.endswith((".", "!", "?", '"', "”")) and len(line.split()) >= 8)


def _aside(tag: str, given: dict[str, str]) -> bool:
    """Whether an element stands beside the news by what it calls itself: related, newsletter, share …"""
    if tag in {"body", "html", "article", "main"}:
        return False
    hidden = (
        "hidden" in given or given.get("aria-hidden") == "true" or given.get("role") in {"navigation", "complementary"}
    )
    names = f"{given.get('class', '')} {given.get('id', '')} {given.get('data-component', '')}".lower()
    return hidden or (names != "  " and any(w in _aside_words() for w in re.split(r"[^a-z]+", names)))


@cache
def _aside_words() -> frozenset[str]:
    return frozenset(r["word"] for r in rows(data("reading", "asides.tsv")))
