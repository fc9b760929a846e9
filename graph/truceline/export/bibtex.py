"""The articles as BibTeX, for the reference list of a paper."""

from __future__ import annotations

import re
import unicodedata

from truceline.model import Article
from truceline.store import Store

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
}
_SPECIAL |= {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def bibtex(store: Store) -> bytes:
    """An entry an article, in the order of days and keys; each key once."""
    articles = sorted((f.article for f in store.facts()), key=lambda a: (str(a.published or ""), a.iri))
    seen: dict[str, int] = {}
    out = []
    for article in articles:
        key = _key(article)
        seen[key] = seen.get(key, 0) + 1
        out.append(_entry(article, key if seen[key] == 1 else f"{key}{_letter(seen[key])}"))
    return "\n".join(out).encode("utf-8", "replace")


def _entry(a: Article, key: str) -> str:
    """One entry; what is not known is left out."""
    values: dict[str, str | None] = {
        "author": _author(a),
        "title": f"{{{_safe(a.title or a.id)}}}",
        "howpublished": _safe(a.publisher) if a.publisher else None,
        "url": re.sub(r"[{}\s\\]", "", a.url) if a.url else None,
        "note": f"{a.iri}" + (f", agencies: {_safe(', '.join(a.agencies))}" if a.agencies else ""),
    }
    if a.published:
        values |= {"year": f"{a.published.year:04}", "date": a.published.isoformat()[:10]}
    fields = [f"  {name} = {{{value}}}" for name, value in values.items() if value]
    if a.published:
        fields.append(f"  month = {_MONTHS[a.published.month - 1]}")
    return f"@misc{{{key},\n" + ",\n".join(fields) + "\n}\n"


def _key(a: Article) -> str:
    """Outlet, year and first long word of the headline: gazette2016calm."""
    words = re.findall(r"[a-z]{4,}", _plain(a.title or a.id)) or ["article"]
    outlet = "".join(re.findall(r"[a-z0-9]+", _plain(a.publisher or "")))[:16]
    return f"{outlet}{a.published.year if a.published else ''}{words[0]}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def _author(a: Article) -> str | None:
    """Who wrote an article, else its outlet."""
    return _authors(a.byline) or (f"{{{_safe(a.publisher)}}}" if a.publisher else None)


def _authors(byline: str | None) -> str | None:
    """The names of a byline with "and" between them, as BibTeX wants it."""
    names = re.split(r"\s*(?:,|;|&|\band\b)\s*", byline or "")
    return " and ".join(_safe(n) for n in names if n) or None


def _safe(text: str) -> str:
    """A text without what TeX would obey."""
    return "".join(_SPECIAL.get(c, c) for c in " ".join(text.split()))


def _letter(n: int) -> str:
    """2 → b, 27 → aa."""
    out = ""
    while n:
        n, rest = divmod(n - 1, 26)
        out = chr(97 + rest) + out
    return out
