"""A small pattern language over classes of items, and the cascade that applies it.

A pattern is a row of elements: `MON` an item of that class, `of` that very word (or, of a word of the lexicon, its
class), `a|b` either, `( … )` a group, and `? * + {1,3}` how often. `name:X` keeps what matched for the builder; `!X`,
`<X` and `<!X` look ahead and behind. Each item becomes one character, each pattern one regular expression over the
string of them, so the matching runs in C. A cascade is a row of stages (Abney 1996, "Partial parsing via finite-state
cascades"): what a stage finds becomes one item for the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from truceline.times.reading import Reading
from truceline.times.tokens import Item, Tokens
from truceline.times.words import lexicon

Built = Item | list[Item] | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a pattern matched: the items of each named group, and of the whole."""

    tokens: Tokens
    items: Sequence[Item]
    match: re.Match[str]

    def group(self, name: str) -> Sequence[Item]:
        """The items of a group; none when it took no part."""
        if name not in self.match.re.groupindex or self.match[name] is None:
            return ()
        return self.items[self.match.start(name) : self.match.end(name)]

    def has(self, name: str) -> bool:
        """Whether a group took part."""
        return bool(self.group(name))

    def item(self, name: str) -> Item | None:
        """The first item of a group."""
        return next(iter(self.group(name)), None)

    def cls(self, name: str) -> str:
        """The class of the first item of a group; nothing when it took no part."""
        item = self.item(name)
        return item.cls if item else ""

    def value(self, name: str) -> object:
        """What the first item of a group stands for."""
        item = self.item(name)
        return item.value if item else None

    def word(self, name: str) -> str:
        """The first word of a group, in lower case."""
        item = self.item(name)
        return self.tokens.lower[item.first] if item else ""

    def reading(self, name: str) -> Reading | None:
        """The reading that the first item of a group holds."""
        value = self.value(name)
        return value if isinstance(value, Reading) else None

    def given(self, name: str) -> Reading:
        """The reading of a group that the pattern always has."""
        value = self.value(name)
        assert isinstance(value, Reading)
        return value

    def number(self, name: str) -> float:
        """The value of a group as a number."""
        return float(str(self.value(name)))

    def start(self, name: str) -> int:
        """The first token of a group; that of the match when it took no part."""
        item = self.item(name)
        return item.first if item else self.first

    def words_before(self, name: str) -> list[str]:
        """The words of the match before a group, in lower case."""
        return self.tokens.lower[self.first : self.start(name)]

    @property
    def all(self) -> Sequence[Item]:
        """All matched items."""
        return self.items[self.match.start() : self.match.end()]

    @property
    def first(self) -> int:
        """The first token."""
        return self.all[0].first

    @property
    def last(self) -> int:
        """The last token."""
        return self.all[-1].last

    def token_before(self) -> str:
        """The word before the match."""
        return self.tokens.word(self.first - 1)

    def token_after(self, n: int = 1) -> str:
        """The n-th word after the match."""
        return self.tokens.word(self.last + n)

    def make(self, cls: str, value: object) -> Item:
        """An item over the whole match."""
        return Item(cls, self.first, self.last, value)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what is made of a match; the builder may refuse with ``None``."""

    name: str
    pattern: str
    build: Callable[[Found], Built]


@dataclass(frozen=True, slots=True)
class Stage:
    """Rules that compete: the leftmost, then the longest, then the first listed wins.

    `compiled` are their expressions, each with characters of which one must stand in a string that it matches.
    """

    rules: tuple[Rule, ...]
    compiled: tuple[tuple[re.Pattern[str], frozenset[str]], ...]


MACROS = {
    "MONTH": ("MON", "MAY", "MONA"),
    "ANYDAY": ("DAY", "ORDDAY"),
    "ANYORD": ("ORDW", "ORDDAY", "ORDBIG", "SECOND"),
    "CARDINAL": ("NUM", "DAY", "INT", "YEAR", "HM4", "BIG", "DEC", "CARD", "FEW", "TENS"),
    "TO": ("HY", "DASH", "to", "and", "until", "through", "till", "or", "SLASH"),
    "ANYSEASON": ("SEASON", "FALL"),
    "ANYWD": ("WD", "WDA"),
}


class Codes:
    """The character of each class and literal word; unknown words share one."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The character of a class; given when first asked for."""
        if name not in self._of:
            self._of[name] = chr(0xE000 + len(self._of))
        return self._of[name]

    def string(self, tokens: Tokens, items: Sequence[Item]) -> str:
        """The items as a string, one character each."""
        of, lower = self._of, tokens.lower
        word, other = self.of("w"), self.of("other class")
        out = []
        for item in items:
            if item.cls in ("w", "W"):
                out.append(of.get("=" + lower[item.first]) or (of.get("W", word) if item.cls == "W" else word))
            else:
                out.append(of.get(item.cls, other))
        return "".join(out)


def compile_pattern(pattern: str, codes: Codes) -> re.Pattern[str]:
    """A pattern as a regular expression over the characters of classes."""
    out: list[str] = []
    for part in pattern.split():
        if part in ("(", "|"):
            out.append("(?:" if part == "(" else "|")
        elif part[0] == ")":
            out.append(part)
        else:
            out.append(_element(part, codes))
    return re.compile("".join(out))


def _element(part: str, codes: Codes) -> str:
    name, _, rest = part.rpartition(":")
    times = rest[-1] if rest[-1] in "?*+" else ""
    rest = rest.rstrip("?*+")
    look = next((mark for mark in ("<!", "<", "!") if rest.startswith(mark)), "")
    chars = "".join(_chars(alternative, codes) for alternative in rest[len(look) :].split("|"))
    body = f"[{chars}]"
    body = {"": body, "!": f"(?!{body})", "<": f"(?<={body})", "<!": f"(?<!{body})"}[look]
    if not name:
        return body + times
    return f"(?P<{name}>{body})?" if times == "?" else f"(?P<{name}>{body}{times})"


def _chars(name: str, codes: Codes) -> str:
    if name in MACROS:
        return "".join(_chars(n, codes) for n in MACROS[name])
    if name[0].islower() and name != "w":
        entry = lexicon().words.get(name)
        return codes.of(entry.cls) if entry else codes.of(f"={name}")
    return codes.of(name)


def stage(codes: Codes, *rules: Rule) -> Stage:
    """A stage of these rules."""
    return Stage(rules, tuple((compile_pattern(r.pattern, codes), _needed(r.pattern, codes)) for r in rules))


def _needed(pattern: str, codes: Codes) -> frozenset[str]:
    """The characters of one element that must match: that of the fewest classes, of words only where there is no other."""
    must: list[tuple[bool, int, frozenset[str]]] = []
    depth = 0
    for part in pattern.split():
        depth += part.endswith("(") - part.startswith(")")
        if depth == 0 and part == "|":
            return frozenset()
        element = part.rpartition(":")[2]
        if depth == 0 and part[0] != ")" and part[-1] not in "?*" and element[0] not in "!<":
            names = element.rstrip("+").split("|")
            chars = frozenset("".join(_chars(name, codes) for name in names))
            must.append((any(name[0].islower() for name in names), len(chars), chars))
    return min(must, key=itemgetter(0, 1), default=(True, 0, frozenset[str]()))[2]


def run(stages: Sequence[Stage], codes: Codes, tokens: Tokens) -> list[Item]:
    """The items that are left after all stages."""
    items, string = tokens.items, codes.string(tokens, tokens.items)
    for each in stages:
        items, string = _apply(each, codes, (tokens, items, string))
    return items


def _apply(each: Stage, codes: Codes, state: tuple[Tokens, list[Item], str]) -> tuple[list[Item], str]:
    """The items and their string after a stage."""
    tokens, items, string = state
    out: list[Item] = []
    text: list[str] = []
    done = 0
    for start, _, n, m in _matches(each, string):
        built = each.rules[n].build(Found(tokens, items, m)) if start >= done else None
        if built is None:
            continue
        made = built if isinstance(built, list) else [built]
        out += [*items[done:start], *made]
        text += [string[done:start], codes.string(tokens, made)]
        done = m.end()
    return (out + items[done:], "".join(text) + string[done:]) if done else (items, string)


def _matches(each: Stage, string: str) -> list[tuple[int, int, int, re.Match[str]]]:
    """Begin, end (negative) and rule of all matches, the leftmost and longest first."""
    present = set(string)
    found = [
        (m.start(), -m.end(), n, m)
        for n, (pattern, needed) in enumerate(each.compiled)
        if not needed or not needed.isdisjoint(present)
        for m in pattern.finditer(string)
        if m.end() > m.start()
    ]
    found.sort(key=lambda f: f[:3])
    return found
