"""Cuts a text into its lines and says what each is: title, body, caption, byline, date line, credit, furniture …

A newspaper page pasted as text mixes news with navigation, credits and links. Nothing is removed (offsets refer to
the text as kept); each line gets a kind, and only some kinds carry facts. Patterns are data: `data/reading/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from truceline.model import Block
from truceline.read.dateline import credited, prefix
from truceline.read.dates import DATE
from truceline.read.links import LABELLED, URL, outlet
from truceline.shelf import data, rows

_LINE = re.compile(r"\S[^\n]*")
_ENDS = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_YEAR = re.compile(r"\d{4}")
_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
_PERSON = r"(?:(?:and|of|in|the|at|for|with|de|al|el|bin|van|von|da) )*(?:al-|el-|@|\()?[A-Z][\w.'’()-]*"
_JOB = r"(?:[ ,]+(?:[A-Za-z-]+ ){0,3}(?:desk|staff|editor|correspondent|reporter|writer|agencies|bureau|chief)s?)"
_BYLINE = re.compile(
    rf"(?:By|From|Words by|Text by):? +{_PERSON}(?:(?: *[,|/&•·–—-] *| +){_PERSON}){{0,14}}{_JOB}?[.,]?"
)
_WHO = re.compile(rf"{_PERSON}(?: +{_PERSON}){{1,9}}(?: and agenc(?:y|ies))?")
_DESKED = re.compile(rf"{_PERSON}(?: +{_PERSON}){{0,3}} *[|•·,/–—-] *(?P<desk>{_PERSON}(?:[ ,]+{_PERSON}){{0,4}})")
_NAMES = re.compile(r"(?:by |from )?(?:[^\W\d_][\w.'’-]*,? ){1,6}[^\W\d_][\w'’-]*$", re.I)
_SIGNED_BY = re.compile(r"(?:by|from|words by|text by)\b", re.I)
_DATED = re.compile(
    r"(?:(?:first |last |originally |article |story )?(?:published|posted|updated|last updated|modified|created|issued|added|"
    r"last modified|publication date|date|time|on|by|as of|dated|am|pm)\b[-–—: ]*(?:(?:on|at|date|in|it)\b[: ]*)?)+",
    re.I,
)
_ON = frozenset({"on", "by"})
_TOWN = re.compile(r"\s*[|·•–—/]\s*[A-ZÀ-Þ][\w.'’-]+(?:[ ,]+[A-ZÀ-Þ][\w.'’-]+){0,3}")
_AFTER = re.compile(
    r"[(\d:]|(?:at|a\.?m|p\.?m|GMT|UTC|(?-i:[A-Z]{2,4})\b|local|updated?|last|modified|by|first|published)|[-+]\d", re.I
)
_GLUED = re.compile(
    r"(?:(?<=[a-z.\"'”’)])|(?<=[\w.\"'”’)])\s+(?=[A-Z]))(?:image|photo|credit|photograph|picture)s?: ?[^\n]{2,80}$",
    re.I,
)
_DESK = re.compile(r"(?:[a-z]{2,4}(?:/[a-z]{2,4})*,?\s*)?\((?:[A-Za-z .'’-]{2,40}, ?)*[A-Za-z .'’-]{2,40}\)\.?$")
_SIGNED = re.compile(r"(?:source|sources|agencies|with|from|—|–|--)\s*:?\s+[\w .,'’/&-]{2,80}\.?", re.I)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article's lines from outside its text: headline, author, outlet."""

    title: str | None = None
    byline: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class _Page:
    """A text and its lines; `lead` is the number of the first line that reads like news."""

    text: str
    lines: list[tuple[int, int]]
    lead: int
    known: Known = field(default_factory=Known)

    def of(self, n: int) -> str:
        return self.text[self.lines[n][0] : self.lines[n][1]]

    def is_head(self, n: int) -> bool:
        return n <= self.lead + 2

    def is_tail(self, n: int) -> bool:
        return n >= len(self.lines) - 4

    def is_edge(self, n: int) -> bool:
        return self.is_head(n) or self.is_tail(n)


def blocks(text: str, title: str | None = None, known: Known | None = None) -> tuple[Block, ...]:
    """The blocks of a text, in order; blank space lies between them.

    Args:
        text: the kept text.
        title: the headline, when it is known from elsewhere.
        known: all that is known of its lines from elsewhere; wins over `title`.

    Returns:
        Blocks with code-point offsets; lines of a text that is wrapped at a fixed width are joined to paragraphs.

    >>> [(b.kind, b.start) for b in blocks("Guns fall silent\\n\\nMay 3, 2016\\n\\nThe truce held on Monday.")]
    [('title', 0), ('dateline', 18), ('body', 31)]
    """
    lines = [(m.start(), m.start() + len(m.group().rstrip())) for m in _LINE.finditer(text)]
    if _is_wrapped(text, lines):
        lines = _unwrap(text, lines)
    page = _Page(text, lines, _lead(text, lines), known or Known(title))
    groups = [_kinds(page, n) for n in range(len(lines))]
    _teasers(page, groups)
    return tuple(b for group in _settle(page, groups) for b in group)


def _lead(text: str, lines: list[tuple[int, int]]) -> int:
    """The first line that is long and ends like a sentence; where none is long, the first that ends like one."""
    first = len(lines)
    for n, (s, e) in enumerate(lines):
        if _STOP.search(text, max(s, e - 3), e) and not _pattern(text[s:e]):
            first = min(first, n)
            if e - s >= 90:
                return n
    return first


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether most lines stop in mid-sentence at about the same width and the next one follows directly."""
    follow = [(a, b) for a, b in pairwise(lines) if text.count("\n", a[1], b[0]) == 1]
    open_ = [a for a, b in follow if not _ENDS.search(text[a[0] : a[1]]) and a[1] - a[0] >= 45]
    return len(follow) >= 4 and len(open_) > 0.5 * len(follow)


def _unwrap(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for s, e in lines:
        glued = bool(out) and text.count("\n", out[-1][1], s) == 1
        if glued and not DATE.fullmatch(text[s:e]) and out[-1][1] - out[-1][0] >= 45:
            out[-1] = (out[-1][0], e)
        else:
            out.append((s, e))
    return out


# ---------------------------------------------------------------- a line by itself


def _kinds(page: _Page, n: int) -> list[Block]:
    """The blocks of one line, judged by itself."""
    start, end = page.lines[n]
    line = page.text[start:end]
    if _is_link(line):
        return [Block(start, end, "link")]
    if kind := _known(line, page.known):
        return [Block(start, end, kind)]
    if glued := _glued(page, n):
        return glued
    if kind := _at_edge(page, n, line):
        return [Block(start, end, kind)]
    if (kind := _pattern(line)) and not _date_label(line):
        return _of_pattern(page, n, kind)
    return _dated(page, n) or _place_line(page, n) or [Block(start, end, _byline(page, n) or "body")]


def _is_link(line: str) -> bool:
    """Whether a line is an address and nothing else, a label before it left out."""
    label = LABELLED.match(line)
    link = URL.match(line, label.end() if label else 0)
    return link is not None and link.end() == len(line)


def _glued(page: _Page, n: int) -> list[Block]:
    """The blocks of a caption with its credit glued to it."""
    start, end = page.lines[n]
    glued = _GLUED.search(page.of(n))
    if glued is None or glued.start() <= 20:
        return []
    credit = start + glued.start() + len(glued.group()) - len(glued.group().lstrip())
    return [Block(start, start + glued.start(), "caption"), Block(credit, end, "credit")]


def _at_edge(page: _Page, n: int, line: str) -> str | None:
    """What a short line near the head or the end of a page is: an agency that signs, or the outlet's own name."""
    if (page.is_tail(n) and len(line) < 90 and _signed(line)) or (page.is_head(n) and n > 1 and _is_agency(line)):
        return "agency"
    return "furniture" if page.is_edge(n) and len(line) < 60 and outlet(line.split(",")[0]) else None


def _is_agency(words: str) -> bool:
    """Whether words are the name of an agency, as we write it, and nothing else."""
    return credited(words) == (words,)


def _of_pattern(page: _Page, n: int, kind: str) -> list[Block]:
    """The blocks of a line of a known pattern; the label of a caption or title is no part of it."""
    start, end = page.lines[n]
    if kind == "credit":
        return _caption(page, n)
    label = re.match(r"[^,:]{3,20}[,:]\s*", page.of(n)) if kind in {"caption", "title"} else None
    return [Block(start + (label.end() if label else 0), end, kind)]


def _caption(page: _Page, n: int) -> list[Block]:
    """A credit, or the caption before it in the same line: "Cranes in the port. REUTERS/A. Saleh"."""
    start, end = page.lines[n]
    for m in reversed(list(re.finditer(r"[.!?][\"”’)]* +(?=\S)", page.of(n)))):
        if m.end() > 25 and _pattern(page.of(n)[m.end() :]) == "credit":
            return [
                Block(start, start + len(page.of(n)[: m.end()].rstrip()), "caption"),
                Block(start + m.end(), end, "credit"),
            ]
    return [Block(start, end, "credit" if end - start <= 160 else "body")]


def _known(line: str, known: Known) -> str | None:
    if line == known.title:
        return "title"
    bare = re.sub(r"^by:?\s+", "", line, flags=re.I)
    return "byline" if known.byline and bare == known.byline else "furniture" if line == known.publisher else None


def _signed(line: str) -> bool:
    """Whether a last line credits agencies: "jar/rc (AFP, dpa)", "Source: Reuters", "Reuters, AP"."""
    if prefix(line)[0]:
        return False
    if _DESK.match(line) or _SIGNED.fullmatch(line):
        return bool(credited(line))
    parts = [p for p in re.split(r"\s*(?:[,/;|&]|\band\b)\s*", line) if p]
    return bool(parts) and all(credited(p) for p in parts)


def _byline(page: _Page, n: int) -> str | None:
    """`byline` where a line near the head (or "By …" near the end) names who wrote."""
    line = page.of(n)
    if len(line) >= 140 or not page.is_edge(n):
        return None
    plain = line.title() if line.isupper() else line
    if _BYLINE.fullmatch(plain):
        return "byline"
    desk = _DESKED.fullmatch(plain) if page.is_head(n) else None
    return "byline" if desk and ("|" in line or credited(desk["desk"]) or outlet(desk["desk"].split(",")[0])) else None


def _place_line(page: _Page, n: int) -> list[Block]:
    """The place line of the first paragraph, and the paragraph."""
    if n > page.lead:
        return []
    start, end = page.lines[n]
    length, _ = prefix(page.of(n))
    if not length or length >= end - start:
        return []
    return [Block(start, start + len(page.of(n)[:length].rstrip()), "dateline"), Block(start + length, end, "body")]


def _date_label(line: str) -> bool:
    """Whether a line says by a label that it holds a date: "Published: 3 May 2016"."""
    found = _date(line)
    return found is not None and _labelled(line[: found.start()]) and len(line) < 120


def _date(line: str) -> re.Match[str] | None:
    """The first date with a year, looked for only where there is a year."""
    return DATE.search(line) if _YEAR.search(line) else None


def _labelled(before: str) -> bool:
    return bool(before) and bool(_DATED.fullmatch(before.strip(" ,|·•–—-") + " ") or _DATED.fullmatch(before.strip()))


def _town(before: str, line: str, found: re.Match[str]) -> bool:
    """Whether a date that opens a line is parted from a few capitalised words by a mark ("30 May 2015 · Springfield")."""
    return not before and bool(_TOWN.fullmatch(line[found.end() :].rstrip()))


def _dated(page: _Page, n: int) -> list[Block]:
    """A line that is only a date, or a name with a date glued to it."""
    start, end = page.lines[n]
    line = page.of(n)
    found = _date(line) if end - start < 140 else None
    if not found:
        return []
    before, after = line[: found.start()].rstrip(" ,|·•—–-/("), line[found.end() :].strip(" ,|·•—–-./)")
    if _tells(line, before, after, found) or not (page.is_edge(n) or _labelled(before)):
        return []
    if _leads(before):
        return [Block(start, end, "dateline")]
    if page.is_head(n) and (_NAMES.match(before) or _BYLINE.fullmatch(before)):
        return [Block(start, start + len(before), "byline"), Block(start + found.start(), end, "dateline")]
    return []


def _leads(before: str) -> bool:
    """Whether what stands before a date belongs to its line: nothing, a label, an outlet or an agency."""
    return not before or _labelled(before) or bool(outlet(before)) or _is_agency(before)


def _tells(line: str, before: str, after: str, found: re.Match[str]) -> bool:
    """Whether a line with a date is a sentence, or goes on after it with more than a time or a town."""
    if len(after) > 70 or _is_sentence(line, before, after) or _STOP.search(before) or _in_mid_sentence(before):
        return True
    stamp = _labelled(before) or _AFTER.match(after) or DATE.match(after) or _town(before, line, found)
    return bool(after) and not stamp


def _is_sentence(line: str, before: str, after: str) -> bool:
    """Whether a line ends like a sentence, and has some words beside its date, or after "on" and its date a few that are no stamp."""
    words = after.split()
    few = before.lower() in _ON and len(words) > 1 and any(w[0].islower() for w in words) and not _AFTER.match(after)
    return line.endswith((".", "!", "?")) and (few or len(words) > 4 or len(before.split()) > 5)


def _in_mid_sentence(before: str) -> bool:
    """Whether a date goes on with a sentence: it follows a small word that is none of a label."""
    if not before or not before.split()[-1].islower():
        return False
    return not (_labelled(before) or _SIGNED_BY.match(before))


# ---------------------------------------------------------------- a line among its neighbours


def _teasers(page: _Page, groups: list[list[Block]]) -> None:
    """The short lines after the head of a list of other articles belong to the page, too; so does the head."""
    inside = False
    for n, group in enumerate(groups):
        block = group[0]
        if block.kind == "list":
            groups[n] = [Block(block.start, block.end, "furniture")]
            inside = True
        elif inside and block.kind == "body" and len(line := page.of(n)) < 110 and not line.endswith("."):
            groups[n] = [Block(block.start, block.end, "furniture")]
        elif block.kind == "body":
            inside = False


def _settle(page: _Page, groups: list[list[Block]]) -> list[list[Block]]:
    """What only the neighbours tell: the title, headings, image titles before a credit."""
    title = _title(page, groups)
    out: list[list[Block]] = []
    for n, group in enumerate(groups):
        block = group[0]
        if len(group) > 1 or block.kind != "body":
            out.append(group)
            continue
        kind = _among(page, groups, n, title)
        out.append([Block(block.start, block.end, kind)])
    return out


def _among(page: _Page, groups: list[list[Block]], n: int, title: int | None) -> str:
    line = page.of(n)
    following = groups[n + 1] if n + 1 < len(groups) else []
    if n == title:
        return "title"
    if title is not None and n < title and _short(line):
        return "furniture"
    if following and following[0].kind == "dateline" and title is not None and _WHO.fullmatch(line):
        return "byline"
    return _by_next(line, following)


def _by_next(line: str, following: list[Block]) -> str:
    """What the blocks of the next line make of a line."""
    if not _short(line) or not following:
        return "body"
    if following[-1].kind == "credit" and following[0].kind in {"credit", "caption"}:
        return "furniture"
    return "heading" if following[-1].kind in {"body", "furniture", "caption"} else "body"


def _short(line: str) -> bool:
    return len(line) < 110 and not _ENDS.search(line) and not line.endswith('"')


def _title(page: _Page, groups: list[list[Block]]) -> int | None:
    """The line of the headline: what is known to be it; else the first line before the news that is long enough."""
    known = next((n for n, g in enumerate(groups) if g[0].kind == "title"), None)
    if known is not None or page.known.title:
        return known
    able = [n for n in range(min(page.lead, len(groups) - 1)) if _may_head(page.of(n), groups[n])]
    return next((n for n in able if len(page.of(n).split()) >= 4), next(iter(able[-1:]), None))


def _may_head(line: str, group: list[Block]) -> bool:
    """Whether a line may be a headline: nothing else is known of it, it is not long, and ends with no full stop."""
    unknown = group[0].kind == "body" and len(group) == 1
    return unknown and len(line) < 200 and not re.search(r"\.[\"'”’)\]]*$", line)


# ---------------------------------------------------------------- knowledge


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((r["kind"], re.compile(r["pattern"], re.I)) for r in rows(data("reading", "furniture.tsv")))


def _pattern(line: str) -> str | None:
    if len(line) > 420:
        return None
    return next((kind for kind, p in _patterns() if p.fullmatch(line)), None)
