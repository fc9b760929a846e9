"""Abbreviations that the article defines: they mean what the words before the brackets mean, whatever a table knows by them."""

from __future__ import annotations

from truceline.find.mentions.actors.abbreviations import same_words, spelt_out
from truceline.know import actors
from truceline.know.spelling import key
from truceline.link.definite_descriptions import link_nominal
from truceline.link.discourse import Book, Link


def definitions(book: Book) -> dict[str, int]:
    """The mention that each abbreviation of the article stands for; left out where the table knows it by the same words."""
    out: dict[str, int] = {}
    words = book.seen.words
    for first, last, at in spelt_out(book.text, words):
        start, end = words[first].start, words[last].end
        spelled = ((k, book.mention(k)) for k in book.over(start, end))
        whole = [k for k, m in spelled if start - len("the ") <= m.start <= start and end <= m.end <= end + 1]
        spelt = [w.bare for w in words[first : last + 1]]
        if whole and not any(same_words(key(name), spelt) for name in _known(words[at].text)):
            out.setdefault(words[at].text, whole[0])
    return out


def _known(abbreviation: str) -> list[str]:
    """The names of all actors that the table knows by an abbreviation."""
    return [name for s in actors.lookup(abbreviation) if (a := actors.get(s)) for name in a.names]


def link_defined(book: Book, defined: dict[str, int]) -> None:
    """Links the abbreviations of the article to what their long forms mean."""
    for n, m in enumerate(book.notes.mentions):
        if m.head != "name" or m.text not in defined or book.links[n] is not None or book.aside(n):
            continue
        whole = defined[m.text]
        if book.links[whole] is None:
            link_nominal(book, whole)
        book.put(n, Link(book.entity(whole), "defined", 0.95))
