"""Text that was cut into tokens: "forces 's", "wo n't", "on Monday ,", "( AFP )", "`` we agree '' "."""

from __future__ import annotations

import re
from collections.abc import Iterator

from truceline.analysis.repair.edits import Edit
from truceline.analysis.repair.lists import words

_LOOSE = re.compile(
    r"(?<=\w)[ \t]+(?=['’](?:s|re|ve|ll|d|m)\b(?!['’]))"  # forces 's
    r"|(?<=\w)[ \t]+(?=n['’]t\b)"  # did n't
    r"|(?<=[\w)\]\"”’'%.])[ \t]+(?=[,;?!](?:[ \t\n]|$))"  # Monday ,
    r"|(?<=[\w)\]\"”’'%])[ \t]+(?=\.(?:[ \t]*\n|$|[ \t]+[\"“”'’A-Z0-9]|[A-Z]))"  # town .
    r"|(?<=[\w)\]])[ \t]+(?=:[ \t\n])"  # said :
    r"|(?<=[(\[])[ \t]+(?=\S)|(?<=\S)[ \t]+(?=[)\]])"  # ( AFP )
    r"|(?<=[$€£#])[ \t]+(?=\d)|(?<=\d)[ \t]+(?=%)"
)
_MARKS = re.compile(r"``[ \t]*|[ \t]*''(?!\w)")
_PLURAL = re.compile(r"(?<=s)[ \t]+(?=['’][ \t]+[a-z])")
_ALONE = re.compile(r"(?<=\w) ['’] (?:re|ve|ll|s|d|m|t)\b")
_CUT = re.compile(r"\w[ \t]+(?:[.,][ \t\n]|['’]s\b|n['’]t\b)")
_HYPHEN = re.compile(r"(?<=\w)[ \t]+[-–][ \t]*(?=\w)|(?<=\w)[ \t]*[-–][ \t]+(?=\w)")
ENOUGH = 2
"""So many cuts, and one for every 500 characters, make a text a tokenised one, whose quotation marks stand apart too."""


def tokenised(text: str) -> Iterator[Edit]:
    """What joins the tokens of a text again.

    >>> [e.start for e in tokenised("The forces 's guns , he said")]
    [10, 18]
    >>> list(tokenised("The guns – all of them – fell silent ... at 5.30."))
    []
    """
    if " " not in text:
        return
    for m in _LOOSE.finditer(text):
        yield Edit(m.start(), m.end(), "")
    for m in _MARKS.finditer(text):
        yield Edit(m.start(), m.end(), "“" if m.group()[0] == "`" else "”")
    cuts = len(_CUT.findall(text))
    if cuts >= ENOUGH and cuts * 500 >= len(text):
        yield from _apart(text)


def _apart(text: str) -> Iterator[Edit]:
    """What only a text that is cut throughout has: quotation marks and hyphens with a space on either side."""
    for m in _PLURAL.finditer(text):
        yield Edit(m.start(), m.end(), "")
    for m in _ALONE.finditer(text):
        yield Edit(m.start(), m.end(), m.group().replace(" ", ""))
    for m in _HYPHEN.finditer(text):
        if _compound(text, m):
            yield Edit(m.start(), m.end(), "-")
    for line in re.finditer(r"[^\n]+", text):
        yield from _quotes(line.group(), line.start())


def _quotes(line: str, at: int) -> Iterator[Edit]:
    """Marks that stand alone in a line, in turn opening and closing."""
    opens = True
    for m in re.finditer(r"(?<!\S)\"(?!\S)", line):
        begin, end = m.start(), m.end()
        if opens and end < len(line):
            yield Edit(at + end, at + end + 1, "")
        elif not opens and begin:
            yield Edit(at + begin - 1, at + begin, "")
        opens = not opens


def _compound(text: str, m: re.Match[str]) -> bool:
    """Whether the words around a loose hyphen are one: "US - led", "two - day", "al - Qaeda", "18 - 19"."""
    before = re.search(r"\w+$", text[max(0, m.start() - 30) : m.start()])
    after = re.match(r"\w+", text[m.end() : m.end() + 30])
    if before is None or after is None:
        return False
    one, two = before.group(), after.group()
    if one.isupper() and len(one) > 3:
        return False
    if one.isdigit() and two.isdigit():
        return True
    return two.lower() in words("hyphen after") or one.lower() in words("hyphen before")
