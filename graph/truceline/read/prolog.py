"""What stands before the root of a document of markup, passed over in one go, whatever stands there."""

from __future__ import annotations

import re

_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"<([A-Za-z_][\w:.-]{0,80})")
_ENDS = (("<?", "?>"), ("<!--", "-->"), ("<!", ">"))
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]*\[", re.I)


def root(text: str) -> str:
    """The name of the first element of a text, in lower case and without its prefix; nothing where it has none.

    >>> root('<?xml version="1.0"?> <!-- news --><!DOCTYPE rss><rdf:RDF x="y">'), root("The <b>truce</b>")
    ('rdf', '')
    >>> root('<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]><rss version="0.91">')
    'rss'
    """
    at = _SPACE.match(text).end()  # type: ignore[union-attr]
    while end := next((e for begin, e in _ENDS if text.startswith(begin, at)), None):
        inner = _SUBSET.match(text, at)
        found = text.find(end, text.find("]", inner.end()) if inner else at + 2)
        if found < 0:
            return ""
        at = _SPACE.match(text, found + len(end)).end()  # type: ignore[union-attr]
    name = _NAME.match(text, at)
    return name[1].rsplit(":", 1)[-1].lower() if name else ""
