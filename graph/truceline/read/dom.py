"""Mends the tree of a page before its text is taken out, and reads its byline elements.

Posts that are put into a page are not the outlet's words; a line break inside a sentence does not end it; a paragraph
that is a link as a whole stays where it is a sentence and goes where it is the headline of another article; words that
only their elements part are parted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree, html

from truceline.read.dates import DATE
from truceline.shelf import data, rows

_STOP = re.compile(r"[.!?…:][\"'”’)\]]*\s*$")
_SENTENCE = re.compile(r"[A-Z\"“‘'].{40,}[.!?][\"'”’)\]]*\s*$", re.S)
_NAMED = re.compile(r"(?:^|[\s_-])(?:byline|by-line|authors?|writer|contributor)(?:$|[\s_-])", re.I)
_HEAD = frozenset({"html", "head", "body", "script", "style", "meta", "link", "title"})
_MAIL = re.compile(r"\S+@\S+")
_BUTTON = re.compile(
    r"\b(?:e-?mail|print|share|follow|subscribe|tweet|view|bio|profile|updated?|published|posted|min(?:ute)?s? read)\b",
    re.I,
)
_LEAD = re.compile(r"^(?:by|from|story by|words by|written by|report by|authors?)\b:?\s*", re.I)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: +[^\W\d_][\w.'’()-]*){0,5}")


def tree(page: str) -> Any | None:
    """The tree of a page; None where it is no page that can be parsed."""
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", page).replace("\0", "")
    try:
        return html.document_fromstring(body) if body.strip() else None
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def mended(root: Any) -> str:
    """A page with its tree mended, as HTML."""
    for element in list(root.iter(etree.Element)):
        if element.getparent() is not None and _is_embedded(element):
            element.drop_tree()
    for paragraph in list(root.iter("p", "li", "h1", "h2", "h3", "blockquote")):
        _lines(paragraph)
        _parted(paragraph)
    for link in list(root.iter("a")):
        if (paragraph := _whole(link)) is None:
            continue
        if _SENTENCE.match(" ".join(link.text_content().split())):
            link.drop_tag()
        elif len(link.text_content().split()) >= 4:
            paragraph.drop_tree()
    return str(html.tostring(root, encoding="unicode"))


def _is_embedded(element: Any) -> bool:
    return isinstance(element.tag, str) and not _embeds().isdisjoint((element.get("class") or "").lower().split())


def _lines(paragraph: Any) -> None:
    """Makes a single line break inside a sentence a blank."""
    for br in list(paragraph.iter("br")):
        before = "" if _parts(br) else _before(br)
        if before and not _parts_with(br.getprevious()) and not _STOP.search(before):
            br.tail = f" {br.tail or ''}"
            br.tag = "span"


def _parts(br: Any) -> bool:
    """Whether a line break ends a paragraph: another one follows, or nothing."""
    following = br.getnext()
    return not (br.tail or "").strip() and (following is None or following.tag == "br")


def _parts_with(previous: Any) -> bool:
    """Whether what stands before a line break is another one."""
    return previous is not None and previous.tag == "br" and not (previous.tail or "").strip()


def _before(element: Any) -> str:
    """The words just before an element, in its parent."""
    previous = element.getprevious()
    if previous is None:
        return (element.getparent().text or "").strip()
    return (
        ((previous.tail or "").strip() or previous.text_content().strip())
        if previous.tag != "br"
        else (previous.tail or "").strip()
    )


def _parted(element: Any, seen: str = "") -> str:
    """Puts a blank between a sentence that ends with an element and one that begins with the next; the last words seen."""
    if element.text:
        if seen and re.search(r"[a-z0-9][.!?][\"”’)]?$", seen) and re.match(r"[\"“‘]?[A-Z][a-z]+ ", element.text):
            element.text = f" {element.text}"
        seen = (seen + element.text)[-4:]
    for child in element:
        seen = _parted(child, seen) if isinstance(child.tag, str) else seen
        seen = (seen + (child.tail or ""))[-4:]
    return seen


def _whole(link: Any) -> Any | None:
    """The paragraph that a link is as a whole: a sentence of the article, or the headline of another one."""
    parent = link.getparent()
    while parent is not None and parent.tag in {"strong", "b", "em", "i", "span"}:
        parent = parent.getparent()
    if parent is None or parent.tag != "p" or parent.getparent() is None:
        return None
    return parent if " ".join(parent.text_content().split()) == " ".join(link.text_content().split()) else None


def byline(root: Any) -> str | None:
    """Who wrote, by the elements of a page that say so: class or id byline or author, rel or itemprop author."""
    able = (e for e in root.iter(etree.Element) if isinstance(e.tag, str) and e.tag not in _HEAD and _is_byline(e))
    return next(filter(None, map(_names, able)), None)


def _is_byline(element: Any) -> bool:
    if element.get("rel") == "author" or (element.get("itemprop") or "") == "author":
        return True
    return (
        bool(_NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}"))
        and len(element.text_content()) < 240
    )


def _names(element: Any) -> str | None:
    """The names in a byline element, without addresses, dates and buttons."""
    parts = [p for p in _pieces(element) if not (_MAIL.search(p) or DATE.search(p) or _BUTTON.search(p))]
    text = " ".join(" ".join(parts).split())
    text = re.split(r"\s*[|•·]\s*", _LEAD.sub("", text))[0].strip(" ,;|-–—")
    names = re.split(r"\s*(?:,|&| and )\s*", text)
    whole = all(_NAME.fullmatch(n) and n[:1].isupper() for n in names if n)
    return text if whole and 2 < len(text) < 140 else None


def _pieces(element: Any) -> Iterator[str]:
    """The texts of an element and of those in it, each by itself; mail links left out."""
    if not (element.get("href") or "").startswith("mailto:"):
        yield element.text or ""
        for child in element:
            if isinstance(child.tag, str):
                yield from _pieces(child)
            yield child.tail or ""


@cache
def _embeds() -> frozenset[str]:
    return frozenset(r["word"] for r in rows(data("reading", "embeds.tsv")))
