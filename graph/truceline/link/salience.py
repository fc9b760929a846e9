"""How ready a mention is to be taken up by a pronoun: small features, and weights for them fitted on gold.

The features follow Lappin and Leass 1994. Weights: `data/identity/pronouns.tsv`, fitted by `bench/fit_pronouns.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from truceline.know.verbs import framed, verbs
from truceline.link.choice_weights import choice_weights, weighed
from truceline.link.discourse import Book, Entity
from truceline.link.words import in_title
from truceline.model import Claim, Span

FEATURES = (
    "candidate",
    "sentences away",
    "subject",
    "subject of the main clause",
    "owner",
    "object",
    "modifier",
    "quoted, the pronoun not",
    "pronoun quoted, not it",
    "owner's clause",
    "told sex",
    "mentions",
    "several",
    "several in the sentence",
    "one state",
    "one body",
    "one that owns",
    "speaks of it",
    "is told it",
    "named after it",
    "owner of the subject",
    "same sentence",
    "outlet",
    "charged with what is denied",
    "same part of the clause",
    "named last",
    "named first",
    "acted just before",
    "main subject just before",
    "spoke just before",
    "told by a pronoun",
    "told by a description",
    "in the title",
)
"""In the order of the table; what each means stands in `features`."""

KINDS = ("person", "they", "it")
_MOST = 5
"""Mentions of one actor that count."""


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of a pronoun and a candidate: positions, subjects of the pronoun's clause, sex, whether it is plural.

    `claim` is the one in whose content the pronoun stands without quotation marks.
    """

    n: int
    k: int
    masters: frozenset[int]
    plural: bool
    sex: str = ""
    claim: Claim | None = None
    rivals: tuple[Entity, ...] = ()


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The fitted table, by kind of pronoun.

    Raises:
        KnowledgeError: it was fitted for other features.
    """
    return choice_weights("pronouns.tsv", KINDS, FEATURES, "fit_pronouns.py")


def salience(book: Book, kind: str, at: Place, e: Entity) -> float:
    """The score of a candidate, to be compared with those of others for the same pronoun; noted in the book's trail."""
    found = features(book, at, e)
    book.trail.setdefault((kind, at.n), {})[at.k] = found
    return total(found, kind)


def total(found: Mapping[str, float], kind: str) -> float:
    """The sum of features by the weights of a kind of pronoun."""
    return weighed(found, weights()[kind])


def features(book: Book, at: Place, e: Entity) -> dict[str, float]:
    """What speaks for and against a mention being what a pronoun means, by name; what is not named is nought."""
    t, head = book.tree, book.heads[at.k]
    away = book.away(at.n, at.k)
    out = {"candidate": 1.0, "sentences away": float(away), **grammar(book, head)}
    out |= _quoted(book, at, away)
    out["owner's clause"] = float(away == 0 and head in at.masters)
    out["told sex"] = float(bool(at.sex) and e.sex == at.sex)
    out["mentions"] = float(min(len(e.at), _MOST))
    out |= _number(book, at, e, away)
    told = _told(book, at)
    out["speaks of it"], addressed = _spoken(book, at)
    out["is told it"] = float(addressed or told)
    if told:
        out["owner's clause"] = out["object"] = out["one that owns"] = 0.0
    out["named after it"] = float(at.k > at.n)
    out["owner of the subject"] = float(away == 0 and t.dep[head] == "poss" and t.dep[t.head[head]].startswith("nsubj"))
    out["same sentence"] = float(away == 0)
    out["outlet"] = float(e.type == "MediaOrganization")
    out["charged with what is denied"] = _charged(book, at)
    out["same part of the clause"] = float(t.dep[head] == t.dep[book.heads[at.n]] and t.dep[head] != "poss")
    out |= _compared(book, at, e, away) if at.rivals else {}
    return {name: float(value) for name, value in out.items() if value}


def _compared(book: Book, at: Place, e: Entity, away: int) -> dict[str, float]:
    """What tells a candidate from its rivals, the nearest first: where it is named, what it does in the sentence before, how it is told there."""
    t, head, m = book.tree, book.heads[at.k], book.mention(at.k)
    acts = away == 1 and t.dep[head] in ("nsubj", "nsubjpass")
    near = book.claims.get(book.sentences[at.k], ())
    return {
        "named last": float(at.rivals[0] is e),
        "named first": float(bool(e.at) and min(e.at) == min(k for r in at.rivals for k in r.at[:1])),
        "acted just before": float(acts),
        "main subject just before": float(acts and t.dep[t.head[head]] == "ROOT"),
        "spoke just before": float(
            away == 1 and any(c.speaker and c.speaker.start <= m.start < c.speaker.end for c in near)
        ),
        "told by a pronoun": float(m.head == "pronoun"),
        "told by a description": float(m.head == "nominal"),
        "in the title": float(in_title(book, e)),
    }


def _quoted(book: Book, at: Place, away: int) -> dict[str, float]:
    """Whether only the candidate, or only the pronoun of a later sentence, stands in a quotation."""
    pronoun, it = book.quoted[at.n], book.quoted[at.k]
    return {
        "quoted, the pronoun not": float(it and not pronoun),
        "pronoun quoted, not it": float(away > 0 and pronoun and not it),
    }


def _number(book: Book, at: Place, e: Entity, away: int) -> dict[str, float]:
    """Whether a candidate is several or one, and then a state, a body, or one that is named as the owner."""
    if at.plural:
        return {"several": 1.0, "several in the sentence": float(away == 0)}
    named = book.mention(at.k).head != "pronoun"
    owns = named and book.heads[at.k] in at.masters
    return {
        "one state": float(e.type == "State"),
        "one body": float(e.type in _BODIES),
        "one that owns": float(owns),
    }


def _spoken(book: Book, at: Place) -> tuple[float, bool]:
    """Whether a candidate says what the pronoun stands in, and whether it is told it ("X told Y that *it* …")."""
    m, c = book.mention(at.k), at.claim
    here = Span(m.start, m.end)
    speaks = c is not None and c.speaker is not None and c.speaker.meets(here)
    return float(speaks), c is not None and c.addressee_span is not None and c.addressee_span.meets(here)


def _told(book: Book, at: Place) -> bool:
    """Whether a candidate is the one told of what the pronoun stands in: "informed Y of *its* decision"."""
    t, head, verb = book.tree, book.heads[at.k], book.tree.head[book.heads[at.k]]
    speech = framed(verbs().get(t.lemma[verb], ()), "told")
    return t.dep[head] in {"dobj", "dative"} and speech and verb in t.above(book.heads[at.n]) and at.n > at.k


def _charged(book: Book, at: Place) -> float:
    """1 where a pronoun denies what was said just before and a candidate is who it was said of, -1 where the candidate said it."""
    start, k = book.mention(at.n).start, book.mention(at.k)
    near = said_near(book, at.n)
    if not any(speaker.start == start and c.stance in _DENIALS for speaker, c in near):
        return 0.0
    said = [(speaker, c) for speaker, c in near if speaker.start < start and c.content[0].start < start]
    if not said:
        return 0.0
    speaker, last = max(said, key=lambda x: x[1].content[0].start)
    if speaker.meets(Span(k.start, k.end)):
        return -1.0
    return float(any(s.start <= k.start < s.end for s in last.content))


def said_near(book: Book, n: int) -> list[tuple[Span, Claim]]:
    """The claims of the sentence of a mention and of the one before it whose speaker is told, with the words for him."""
    near = (c for back in (0, 1) for c in book.claims.get(book.sentences[n] - back, ()))
    return [(c.speaker, c) for c in near if c.speaker]


_DENIALS = frozenset({"denied", "rejected"})
_BODIES = frozenset({"Government", "MediaOrganization", "InternationalOrganization"})


def grammar(book: Book, head: int) -> dict[str, float]:
    """The part that a mention plays in its clause."""
    t = book.tree
    dep = t.dep[head]
    if dep in ("nsubj", "nsubjpass", "agent"):
        return {"subject": 1.0, "subject of the main clause": float(t.dep[t.head[head]] == "ROOT")}
    part = _PARTS.get(dep)
    return {part: 1.0} if part else {}


_PARTS = {"poss": "owner", "dobj": "object", "dative": "object", "compound": "modifier", "nmod": "modifier"}
"""The part in its clause that a label gives to a mention."""
