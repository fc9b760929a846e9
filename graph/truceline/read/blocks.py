"""Cuts a text into its lines and says what each is: title, body, caption, byline, date line, credit, furniture …

A newspaper page pasted as text mixes news with navigation, credits and links. Nothing is removed (offsets refer to
the text as kept); each line gets a kind, and only some kinds carry facts. Patterns are data: `data/reading/`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from truceline.model import Block
from truceline.read.dates import DATE
from truceline.shelf import data, rows

_LINE = re.compile(r"\S[^\n]*")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_ENDS = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_BYLINE = re.compile(r"(?:by|from)\s+[A-Z][\w.'’-]+(?:[ ,]+(?:and |of |in |the )?[A-Z][\w.'’-]+){0,8}[.,]?", re.I)
_NAMES = re.compile(r"(?:[^\W\d_][\w.'’-]*,? ){1,4}[^\W\d_][\w'’-]*$")
_DATED = re.compile(
    r"(?:(?:published|posted|updated|last updated|last modified|first published|date|on)\b[: ]*(?:on )?)?", re.I
)
_GLUED = re.compile(r"(?<=[a-z.\"'”’)])(?:image|photo|credit)s?: ?[^\n]{2,80}$", re.I)
_DESK = re.compile(r"(?:[a-z]{2,4}(?:/[a-z]{2,4})*,?\s*)?\((?:[A-Za-z .'’-]{2,40}, ?)*[A-Za-z .'’-]{2,40}\)\.?$")


def blocks(text: str, title: str | None = None) -> tuple[Block, ...]:
    """The blocks of a text, in order; blank space lies between them.

    Args:
        text: the kept text.
        title: the headline, when it is known from elsewhere.

    Returns:
        Blocks with code-point offsets; lines of a text that is wrapped at a fixed width are joined to paragraphs.

    >>> [(b.kind, b.start) for b in blocks("Guns fall silent\\n\\nMay 3, 2016\\n\\nThe truce held on Monday.")]
    [('title', 0), ('dateline', 18), ('body', 31)]
    """
    lines = [(m.start(), m.start() + len(m.group().rstrip())) for m in _LINE.finditer(text)]
    if _is_wrapped(text, lines):
        lines = _unwrap(text, lines)
    first = [_kinds(text, s, e, n, len(lines)) for n, (s, e) in enumerate(lines)]
    return tuple(b for group in _settle(text, first, title) for b in group)


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


def _kinds(text: str, start: int, end: int, n: int, total: int) -> list[Block]:
    """The blocks of one line, judged by itself."""
    line = text[start:end]
    if (link := _URL.match(line)) and link.end() == len(line):
        return [Block(start, end, "link")]
    if (glued := _GLUED.search(line)) and glued.start() > 20:
        return [Block(start, start + glued.start(), "caption"), Block(start + glued.start(), end, "credit")]
    if (kind := _pattern(line)) and not (kind == "credit" and end - start > 160):
        return [Block(start, end, kind)]
    if end - start < 90 and n >= total - 3 and _DESK.match(line) and _names_agency(line):
        return [Block(start, end, "agency")]
    if end - start < 120 and (dated := _dated(line, start, n)):
        return dated
    if n < 12 and end - start < 100 and _BYLINE.fullmatch(line):
        return [Block(start, end, "byline")]
    return [Block(start, end, "body")]


def _dated(line: str, start: int, n: int) -> list[Block]:
    """A line that is only a date, or a name with a date glued to it."""
    found = DATE.search(line)
    if not found or n > 14:
        return []
    before, after = line[: found.start()].rstrip(" ,|·•—–-"), line[found.end() :].strip(" ,|·•—–-.")
    if (
        len(after) > 30
        or _ENDS.search(before)
        or (after and not re.match(r"[(\d:]|(?:at|GMT|UTC|updated)\b", after, re.I))
    ):
        return []
    if not before or _DATED.fullmatch(before + " ") or _DATED.fullmatch(before):
        return [Block(start, start + len(line), "dateline")]
    if _NAMES.match(before) or _BYLINE.fullmatch(before):
        return [
            Block(start, start + len(before), "byline"),
            Block(start + found.start(), start + len(line), "dateline"),
        ]
    return []


def _settle(text: str, groups: list[list[Block]], title: str | None) -> list[list[Block]]:
    """What only the neighbours tell: the title, headings, image titles before a credit."""
    out: list[list[Block]] = []
    titled = False
    for n, group in enumerate(groups):
        block = group[0]
        line = text[block.start : block.end]
        if len(group) > 1 or block.kind != "body":
            out.append(group)
            continue
        following = groups[n + 1] if n + 1 < len(groups) else []
        kind = "body"
        if not titled and (line == title or (title is None and _heads(text, block, groups, n))):
            kind, titled = "title", True
        elif (
            _short(line) and following and following[-1].kind == "credit" and following[0].kind in {"credit", "caption"}
        ):
            kind = "furniture"
        elif _short(line) and following and following[-1].kind in {"body", "furniture", "caption"}:
            kind = "heading"
        out.append([Block(block.start, block.end, kind)])
    return out


def _short(line: str) -> bool:
    return len(line) < 110 and not _ENDS.search(line) and not line.endswith('"')


def _heads(text: str, block: Block, groups: list[list[Block]], n: int) -> bool:
    """Whether the block can be the title: no news before it, no full stop, news after it."""
    before = all(g[0].kind != "body" for g in groups[:n])
    line = text[block.start : block.end]
    return before and len(line) < 200 and not re.search(r"\.[\"'”’)\]]*$", line) and n + 1 < len(groups)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((r["kind"], re.compile(r["pattern"], re.I)) for r in rows(data("reading", "furniture.tsv")))


def _pattern(line: str) -> str | None:
    if len(line) > 260:
        return None
    return next((kind for kind, p in _patterns() if p.fullmatch(line)), None)


@cache
def agencies() -> dict[str, str]:
    """Wire agencies: name as credited → actor id."""
    return {r["name"]: r["actor"] for r in rows(data("reading", "agencies.tsv"))}


def _names_agency(line: str) -> bool:
    return any(part.strip() in agencies() for part in line[line.find("(") + 1 : line.rfind(")")].split(","))
