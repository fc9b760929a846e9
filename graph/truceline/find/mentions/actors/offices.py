"""Offices in the text: "Ruritanian Foreign Minister X", "X, the envoy of the Y", and what a description says of one."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from truceline.analysis.article import Analysis
from truceline.know import actors, titles
from truceline.know.gazetteer import Look
from truceline.know.matching import at, fits
from truceline.model import BASE, Mention, Role


@dataclass(frozen=True, slots=True)
class Office:
    """What words say of an office: its role, the slug of the organisation or state, the characters they span."""

    role: str
    org: str | None
    start: int
    end: int


_GROUPS = frozenset(
    {"ArmedGroup", "ArmedForces", "Government", "Coalition", "NonGovernmentalOrganization", "InternationalOrganization"}
)
_BETWEEN = frozenset({"", "'", "’", " ", "'s ", "’s ", ", ", "-", " the ", "' ", "’ ", ". "})
_AFTER = frozenset({"of", "for", "to", "at", "on", "in"})


def roles(parsed: Analysis, seen: Look, mentions: Sequence[Mention]) -> tuple[Role, ...]:
    """The offices that the text gives to named persons.

    `actor` is "#" and the position of the person's mention; so is `organization` when nobody knows it.
    """
    text, out = parsed.article.text, []
    for n, m in enumerate(mentions):
        if m.type != "Person" or m.head != "name":
            continue
        for office in _told(text, seen, mentions, n):
            org = office.org if not office.org or office.org[0] == "#" else BASE + office.org
            sentence = parsed.sentence_at(m.start)
            out.append(Role(f"#{n}", office.role, org, office.start, office.end, sentence))
    return tuple(out)


def _told(text: str, seen: Look, mentions: Sequence[Mention], n: int) -> list[Office]:
    """The offices that stand before a name, two at most, or in an apposition beside it."""
    before = _before(text, seen, mentions, n, mentions[n].start)
    other = _before(text, seen, mentions, n, before.start) if before else None
    return [o for o in (other, before or _beside(text, seen, mentions, n)) if o and o.role]


def _before(text: str, seen: Look, mentions: Sequence[Mention], n: int, start: int) -> Office | None:
    """A title right before a name (or before its rank, at `start`), with the state or organisation before it."""
    i = bisect.bisect_left(seen.words, start, key=lambda w: w.start)
    if i >= len(seen.words) or i == 0:
        return None
    for first in range(max(0, i - 5), i):
        hit = at(text, seen.words, first, (titles.index(),))
        if hit and hit.last == i - 1 and text[seen.words[i - 1].end : start].strip(' ."“,') == "":
            org, start = _org_before(text, seen, first)
            if org is None:
                org, start = _named_before(text, mentions, n, start)
            role = _dated(hit.entry.ids[0], [w.bare for w in seen.words[max(0, first - 4) : first]])
            return Office(role, org, start, seen.words[hit.last].end)
    return None


_PAST = frozenset({"former", "ex", "late", "ousted", "deposed", "toppled", "then", "previous", "erstwhile", "onetime"})


def _dated(role: str, before: Sequence[str]) -> str:
    """The role, marked as a former one when a word right before it or before the state says so."""
    return f"former {role}" if role and _PAST & set(before) else role


def _org_before(text: str, seen: Look, first: int) -> tuple[str | None, int]:
    """The organisation that ends right before word `first`, and where office and organisation begin."""
    start = seen.words[first].start
    for skip in (0, 1, 2, 3):
        end = first - 1 - skip
        if end < 0 or (skip and not _modifier(text, seen, first - skip)):
            break
        for begin in range(max(0, end - 6), end + 1):
            slug = org_at(text, seen, begin, end)
            gap = text[seen.words[end].end : seen.words[end + 1].start]
            if slug and gap in _BETWEEN and gap != ", ":
                return slug, seen.words[begin].start
    return None, start


def _named_before(text: str, mentions: Sequence[Mention], n: int, start: int) -> tuple[str | None, int]:
    """The mention of an organisation that ends right before a title."""
    for k in range(n - 1, max(-1, n - 4), -1):
        m = mentions[k]
        if m.head == "name" and m.type != "Person" and text[m.end : start] in (" ", "'s ", "’s "):
            return f"#{k}", m.start
    return None, start


def _modifier(text: str, seen: Look, i: int) -> bool:
    """Whether a word may stand between a state and a title ("Ruritanian *acting* president", "X's *new* envoy")."""
    word = seen.words[i]
    return (word.text.islower() or word.bare == "s") and text[word.end : word.end + 1] in (" ", "-")


def org_at(text: str, seen: Look, begin: int, end: int) -> str | None:
    """The slug of the state or organisation that exactly the words `begin` to `end` name."""
    first, second = seen.words[begin].bare, seen.words[begin + 1].bare if end > begin else ""
    for kind in ("name", "adjective"):
        for entry in actors.nations()[kind].get(first, {}).get(second, ()):
            if len(entry.words) == end - begin + 1 and fits(text, seen.words, begin, entry):
                return entry.ids[0]
    hit = seen.at.get((begin, end))
    return next((i for i in hit.entry.ids if (a := actors.get(i)) and a.type != "Person"), None) if hit else None


def _beside(text: str, seen: Look, mentions: Sequence[Mention], n: int) -> Office | None:
    """An apposition after or before a name."""
    persons = (m for m in mentions[max(0, n - 3) : n + 4] if m.head == "nominal" and m.type == "Person")
    other = next((m for m in persons if _apposed(text, mentions[n], m)), None)
    office = office_of(text, seen, other.start, other.end) if other is not None else None
    return _with_group(office, mentions, n) if office and office.org is None else office


def _apposed(text: str, name: Mention, other: Mention) -> bool:
    """Whether a description stands right after a name or right before it, and no verb says it of somebody else."""
    if other.start >= name.end:
        return text[name.end : other.start] in (", ", " — ", " - ", " – ", " (") and _closed(text, other)
    said_of_another = text[max(0, other.start - 5) : other.start].endswith((" is ", " was ", " as "))
    return other.end <= name.start and text[other.end : name.start] in (", ", " ") and not said_of_another


def _with_group(office: Office, mentions: Sequence[Mention], n: int) -> Office:
    """The office with the group that its words describe ("spokesman for *the rebels*"), as "#" and its position."""
    for k in range(max(0, n - 4), min(len(mentions), n + 6)):
        m = mentions[k]
        if office.start < m.start and m.end <= office.end and m.type in _GROUPS and m.head != "pronoun":
            return replace(office, org=f"#{k}")
    return office


def _closed(text: str, m: Mention) -> bool:
    """Whether an apposition can end where the mention ends (no list goes on: "A, the minister and B")."""
    return not text[m.end :].startswith((" and ", "'s", "’s"))


def office_of(text: str, seen: Look, start: int, end: int) -> Office | None:
    """The office that the words of a description name, with its state or organisation."""
    a = bisect.bisect_left(seen.words, start, key=lambda w: w.start)
    b = bisect.bisect_left(seen.words, end, key=lambda w: w.start)
    for i in range(a, b):
        hit = at(text, seen.words, i, (titles.index(),))
        if hit and hit.last < b and hit.entry.ids[0]:
            org = orgs_in(text, seen, a, i) or orgs_in(text, seen, hit.last + 1, b)
            role = _dated(hit.entry.ids[0], [w.bare for w in seen.words[a:i]])
            return Office(role, org[0] if org else None, seen.words[a].start, end)
    return None


AS_SAID_BY = re.compile(r"[-‐‑–](?:recogni[sz]ed|backed|supported|led|brokered|mediated|aligned|allied|sponsored)\b")
"""What follows a power in the description of somebody else: "the UN-recognised government"."""


def _opens(seen: Look, i: int) -> bool:
    """Whether the name of a state or of somebody known begins with a word."""
    first, nations = seen.words[i].bare, actors.nations()
    return first in nations["name"] or first in nations["adjective"] or i in seen.opens


def orgs_in(text: str, seen: Look, a: int, b: int) -> list[str]:
    """States and organisations named in a range of words, as slugs."""
    out, i = [], a
    while i < b:
        if not _opens(seen, i):
            i += 1
            continue
        for end in range(min(b, i + 7) - 1, i - 1, -1):
            if slug := org_at(text, seen, i, end):
                if not AS_SAID_BY.match(text, seen.words[end].end):
                    out.append(slug)
                i = end
                break
        i += 1
    return out
