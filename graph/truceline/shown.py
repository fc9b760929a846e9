"""Values as notebooks show them: small tables of plain HTML; nothing in an article is taken for markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

_MOST = 20
"""Rows of a table; the rest is counted."""


class Shown:
    """A value that a notebook shows as HTML."""

    __slots__ = ()

    def __repr__(self) -> str:
        return _LINES[type(self).__name__](self)

    def _repr_html_(self) -> str:
        return _MANNERS[type(self).__name__](self)


def article(a: Any) -> str:
    """An article: headline, outlet, day, address, and how it begins."""
    told = [x for x in (a.publisher, a.byline, str(a.published) if a.published else "no day", a.url) if x]
    body = next((a.text[b.start : b.end] for b in a.blocks if b.kind == "body"), a.text)
    return (
        f"<div><b>{escape(a.title or a.id)}</b><br><small>{escape(' · '.join(told))}</small><br>"
        f"{escape(body[:300])}{'…' if len(body) > 300 else ''}</div>"
    )


def time(t: Any) -> str:
    """A temporal expression with what it stands for."""
    span = f"{t.begin.isoformat() if t.begin else '…'} to {t.end_.isoformat() if t.end_ else '…'}"
    return _table(("words", "type", "value", "interval"), [(t.text, t.type, t.value or "open", span)])


def claim(c: Any) -> str:
    """A claim by itself: its speaker, stance and where its words stand."""
    spans = ", ".join(f"{s.start}–{s.end}" for s in c.content)
    return _table(("speaker", "stance", "quotation", "about", "content at"), [_claim(c, spans)])


def facts(f: Any) -> str:
    """The facts of an article: how many of each kind, and who says what."""
    n = f.notes
    layers = ("times", "places", "mentions", "events", "claims", "figures", "ceasefires")
    counts = _table(layers, [tuple(str(len(getattr(n, layer))) for layer in layers)])
    said = [_claim(c, " … ".join(s.of(f.article.text) for s in c.content)) for c in n.claims]
    warned = "".join(f"<p>note: {escape(w)}</p>" for w in f.warnings)
    return f"{article(f.article)}{counts}{_table(('speaker', 'stance', 'quotation', 'about', 'content'), said)}{warned}"


def _claim(c: Any, content: str) -> Sequence[str]:
    speaker = (c.actor or "somebody unnamed").rsplit("/", 1)[-1].replace("-", " ")
    return speaker, c.stance, c.quotation, ", ".join(c.about), content


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; of a long one, its beginning."""
    top = _row("th", head)
    body = "".join(_row("td", row) for row in rows[:_MOST])
    more = f"<p>and {len(rows) - _MOST} more</p>" if len(rows) > _MOST else ""
    return f"<table><thead>{top}</thead><tbody>{body}</tbody></table>{more}"


def _row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(c)}</{tag}>' for c in cells)}</tr>"


def _article(a: Any) -> str:
    return f"<Article {a.id!r}: {len(a.text)} characters, published {a.published}>"


def _facts(f: Any) -> str:
    n = f.notes
    return (
        f"<Facts of {f.article.id!r}: {len(n.events)} events, {len(n.claims)} claims, {len(n.ceasefires)} ceasefires>"
    )


_LINES: dict[str, Callable[[Any], str]] = {"Article": _article, "Facts": _facts}
_MANNERS: dict[str, Callable[[Any], str]] = {"Article": article, "Time": time, "Claim": claim, "Facts": facts}
