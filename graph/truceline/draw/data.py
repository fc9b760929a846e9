"""What the script needs: rows with their sentences, stories, nodes, edges and relations, as lists and numbers.

Lists instead of objects, words, names and sentences once, and all of it compressed (`render`): a page of two thousand
nodes stays small enough to mail. The second file of the script (`assets/1_facts.js`) unpacks it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from truceline.draw.dates import DAY, moment, said_on, spoken
from truceline.draw.lanes import kinds_of
from truceline.draw.page import Edge, Named, Node, Page, Ref, Row, Telling
from truceline.draw.relations import Relation
from truceline.draw.story import Story
from truceline.draw.style import LOOKS, look
from truceline.model import BASE


class Packed:
    """A page as plain lists; words and names are numbers into tables."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._terms: dict[str, int] = {}
        self._names = {n.iri: k for k, n in enumerate(page.names)}
        self._articles = {s.iri: k for k, s in enumerate(page.sources)}
        self._spots = {s.iri: [s.lat, s.long] for s in page.spots}
        self._rows = {r.iri: _n(r.id) for r in page.rows}
        self._sentences: dict[str, int] = {}

    def data(self, drawn: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
        """All of it; `drawn` are the options that pyvis holds for the nodes that have a place in the picture."""
        page = self.page
        out = {
            "base": BASE,
            "looks": [[a.css, a.colour, a.path, a.dark, a.words] for a, _ in LOOKS],
            "sources": [[s.title, s.outlet, s.published, s.byline, s.agencies, s.url, s.iri] for s in page.sources],
            "names": list(map(self._named, page.names)),
            "kinds": {
                k: list(kinds_of(k)) for k in sorted({r.kind for r in page.rows if r.layer in {"event", "state"}})
            },
            "rows": list(map(self._row, page.rows)),
            "nodes": [self._node(n, drawn.get(n.id)) for n in page.nodes],
            "edges": list(map(self._edge, page.edges)),
            "stories": list(map(self._story, page.stories)),
            "relations": list(map(self._relation, page.relations)),
        }
        return out | {"terms": list(self._terms), "sentences": list(self._sentences)}

    def _term(self, word: str) -> int:
        return self._terms.setdefault(word, len(self._terms))

    def _name(self, iri: str) -> int:
        return self._names.get(iri, -1)

    def _iri(self, iri: str) -> str:
        """An IRI within an article as number and rest: `3/e1`."""
        at = iri.find("/", len(BASE) + len("article/"))
        number = self._articles.get(iri[:at]) if at > 0 else None
        return iri if number is None else f"{number}/{iri[at + 1 :]}"

    def _named(self, n: Named) -> list[Any]:
        inside = [self._term(w) for w in n.inside]
        return [_cut(n.iri), n.label, self._term(n.type), inside, *self._spots.get(n.iri, ())]

    def _row(self, r: Row) -> list[Any]:
        return [
            self._term(r.layer),
            self._term(r.kind),
            self._term(r.kind_words),
            [self._name(a) for a in r.actors if a],
            self._name(r.place),
            self._name(r.ceasefire),
            *_when(r),
            self._term(r.factuality),
            self._iri(r.iri),
            self._term(r.rule),
            r.confidence,
            [_n(c) for c in r.conflicts],
            [self._telling(t) for t in r.told],
            r.what,
            spoken(r.begin, r.end, r.edtf),
            r.words,
            self._rows.get(r.event, -1),
        ]

    def _telling(self, t: Telling) -> list[Any]:
        return [
            self._term(t.stance),
            int(t.own) + 2 * int(t.against),
            self._name(t.speaker_iri),
            self._term(t.speaker),
            t.cue,
            said_on(t.said),
            self._iri(t.claim),
            self._term(t.rule),
            t.confidence,
            t.source,
            *t.at,
            self._sentences.setdefault(t.sentence, len(self._sentences)),
            [n for m in t.marks for n in (*_utf16(t.sentence, m.start, m.end), int(m.core))],
            [self._term(v) for v in t.via],
        ]

    def _story(self, s: Story) -> list[Any]:
        held = [[h.begin.isoformat(), h.end.isoformat(), self._term(h.answer), self._term(h.state), *map(_ref, h.refs)] for h in s.life.held]  # fmt: skip
        moments = [[m.title, m.day, _ref(m.ref), self._term(m.sort), m.when] for m in s.moments]
        return [self._name(s.iri), s.label, self._term(s.outcome), held, moments, s.last]

    def _relation(self, r: Relation) -> list[Any]:
        ends = self._name(r.source), self._name(r.target)
        return [*ends, self._term(r.word.word), self._term(r.word.tone), int(r.word.both), int(r.own), *map(_n, r.rows)]

    def _node(self, n: Node, drawn: Mapping[str, Any] | None) -> list[Any]:
        kind = next(k for k, (a, _) in enumerate(LOOKS) if a is look(n.type))
        rows = [_n(r) for r in n.rows]
        out = [self._term(n.label), self._term(n.type), kind, self._name(n.iri), rows]
        if drawn is None:
            return out
        place = [None, None] if n.x is None or n.y is None else [round(n.x), round(n.y)]
        return [*out, drawn["size"], *place, *([drawn["x"], drawn["y"]] if n.main else [])]

    def _edge(self, e: Edge) -> list[int]:
        return [_n(e.source), _n(e.target), int(e.own), self._term(e.word), *(_n(r) for r in e.rows)]


def _when(r: Row) -> list[Any]:
    """Begin, end, how exact these are, and what the text supports; of a whole day only what its begin does not say."""
    begin = _short(r.begin)
    if _is_day(r):
        return [begin, "", 2, "" if r.edtf == begin else r.edtf]
    return [begin, _short(r.end) or (f"~{r.until}" if r.until else ""), int(r.exact), r.edtf]


def _is_day(r: Row) -> bool:
    """Whether a row lies on one whole day, so that its end says nothing more."""
    begin, end = moment(r.begin), moment(r.end)
    return begin is not None and end == begin + DAY and len(_short(r.begin)) == 10


def _n(name: str) -> int:
    """The number of `r12`, `n3`, from 0."""
    return int(name[1:]) - 1


def _ref(ref: Ref) -> list[int]:
    """A telling as the numbers of its row and of itself."""
    return [_n(ref.row), ref.telling]


def _utf16(text: str, *offsets: int) -> list[int]:
    """Offsets in code points as offsets in the units that a script counts."""
    return [len(text[:n].encode("utf-16-le", "surrogatepass")) // 2 for n in offsets]


def _cut(iri: str) -> str:
    return f":{iri.removeprefix(BASE)}" if iri.startswith(BASE) else iri


def _short(instant: str) -> str:
    return instant.removesuffix("T00:00:00Z")


def to_json(data: Mapping[str, Any] | Sequence[Any]) -> str:
    r"""JSON that no HTML parser can leave: `&`, `<`, `>` and the line separators of Unicode are escapes.

    >>> print(to_json({"a": "</script>"}))
    {"a":"\u003c/script\u003e"}
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "&<>\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
