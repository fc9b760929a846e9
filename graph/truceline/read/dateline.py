"""The place line before the first words of a dispatch: "NAIROBI, Kenya (AP) —", "GENEVA, May 3 (Reuters) -".

It belongs to the form, not to the first sentence: cut off, it leaves a sentence that a parser can read, and tells where
the text was written and by which agency.
"""

from __future__ import annotations

import re
from functools import cache

from truceline.read.links import outlet
from truceline.shelf import data, rows

_UPPER = r"[A-Z][A-Z.'’]+(?:[ /-]+(?:[A-Z][A-Z.'’]+|de|of|el|al|the|and))*"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})"
_TITLE = r"[A-Z][\w.'’-]+(?:[ /-][A-Z][\w.'’-]+){0,3}"
_MORE = r"(?:[\s,.]+[A-Z0-9\[][^()—–\n]{0,34}?){0,3}"
_DASH = r"(?:\s+-{1,2}\s+|\s*[—–]+\s*|\s*--\s*)"
_NEXT = r"(?=[\"“‘'A-Z0-9(\[])"
_NAMED = re.compile(
    rf"(?:(?:{_UPPER}|{_TITLE}|{_DAY}){_MORE}[\s,]+)?\((?P<by>[^()\n]{{2,40}})\)(?:{_DASH}|\s*[:-]\s*|\s*(?=[A-Z])){_NEXT}"
)
_COLON = re.compile(rf"{_UPPER}:\s+(?=[A-Z][a-z]|[“\"‘])")
_STOP = re.compile(r"[.!?][\"'”’)]*$")
_ASIDE = r"(?:\s*\([^()\n]{2,40}\))?"
_PLACED = re.compile(
    rf"(?P<place>{_UPPER}){_MORE}{_ASIDE}{_DASH}{_NEXT}"
    rf"|(?P<town>{_TITLE}(?:, {_TITLE}){{1,3}})(?:, {_DAY}(?:,? \d{{4}})?)?{_ASIDE}\s+[—–-]{{1,2}}\s+{_NEXT}"
)


def prefix(line: str) -> tuple[int, tuple[str, ...]]:
    """How many characters of a line are its place line, and the agencies named in it.

    >>> prefix("NAIROBI, Kenya (AP) — Both armies kept quiet.")
    (22, ('AP',))
    >>> prefix("NAIROBI (March 25) - Both armies kept quiet on Friday along the old border.")
    (21, ())
    >>> prefix("Aid workers (MSF) - who had waited - left.")
    (0, ())
    """
    head = line[:110]
    if (m := _NAMED.match(head)) and (found := credited(m["by"])):
        return m.end(), found
    if m and outlet(m["by"]):
        return m.end(), ()
    return (_placed(line, head) if len(line) >= 60 else 0), ()


def _placed(line: str, head: str) -> int:
    """How many characters are a place line that names no outlet, before a line that is long enough for a sentence."""
    if _STOP.search(line) and (m := _COLON.match(head)) and len(m[0]) >= 6:
        return m.end()
    m = _PLACED.match(head)
    told = m is not None and m.end() <= 80 and sum(map(str.isalpha, m["place"] or m["town"])) >= 4
    return m.end() if m and told else 0


def credited(line: str) -> tuple[str, ...]:
    """The agencies that a credit names, as we write them: "reuters, AFP" or "Agence France-Presse in Beirut".

    >>> credited("AFP, dpa and local media")
    ('AFP', 'dpa')
    """
    parts = re.split(r"\s*(?:[,/;|&+()]|\band\b|\bwith\b|\bin\b|\bvia\b|\bby\b|\bsource:)\s*", line, flags=re.I)
    found = (_folded().get(re.sub(r"^the ", "", p.strip(" ."), flags=re.I).casefold()) for p in parts)
    return tuple(dict.fromkeys(f for f in found if f))


@cache
def agencies() -> dict[str, str]:
    """Wire agencies: name as credited → actor id."""
    return {r["name"]: r["actor"] for r in rows(data("reading", "agencies.tsv"))}


@cache
def _folded() -> dict[str, str]:
    out: dict[str, str] = {}
    for name in agencies():
        out.setdefault(name.casefold(), name)
    return out
