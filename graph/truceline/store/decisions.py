"""What people decided, as the log has it: which things are one, which are not, what is rejected, what is edited."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from truceline.store.catalog import Catalog

End = tuple[str, ...]
"""A fingerprint and the names of the article (IRI, id, address) in which it stands; empty for what is no article's."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the log that a person wrote.

    `decided` is accepted, rejected, same, different, edited or withdrawn; `about` one IRI, or the two that are the same or
    different; `value` the new value where edited, as `property=value`; `by` a name; `why` a comment. `article` are the
    names of the article it is about (IRI, id, address), `fingerprint` the words there (see `fingerprints`): by them it is
    found again when the article is read anew or corrected. Of two things `both` has these for each: the fingerprint, then the
    names; nothing where the IRI is no article's. `label` says what was decided on, for people.
    """

    iri: str
    decided: str
    about: tuple[str, ...]
    value: str = ""
    by: str = ""
    why: str = ""
    created: str = ""
    article: tuple[str, ...] = ()
    fingerprint: str = ""
    label: str = ""
    both: tuple[End, ...] = ()

    @property
    def ends(self) -> tuple[End, ...]:
        """For each thing it is about, how it is found again."""
        return self.both or (((self.fingerprint, *self.article),) if self.fingerprint else ())


@dataclass(frozen=True, slots=True)
class Judged:
    """The decisions that stand: of two about the same things the later one. Pairs are in order."""

    same: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    single: dict[str, Decision] = field(default_factory=dict)


def as_taken(catalog: Catalog, until: int | None = None) -> list[Decision]:
    """All decisions, oldest first by the time they were taken; those up to a line of the log where one is given."""
    entries = catalog.entries("op = 'decision'")
    several = [of_json(json.loads(e.more)) for e in entries if until is None or e.seq <= until]
    return sorted(several, key=lambda d: d.created.rstrip("Z"))


def decisions(catalog: Catalog, until: int | None = None) -> list[Decision]:
    """The same, about the IRIs that the things bear now."""
    moved = {(d, n): iri for d, n, iri in catalog.rows("SELECT * FROM whereabouts")}
    taken = as_taken(catalog, until)
    return [replace(d, about=tuple(moved.get((d.iri, n), x) for n, x in enumerate(d.about))) for d in taken]


def as_lines(several: Iterable[Decision]) -> str:
    """Decisions as JSONL, as `of_json` takes it line by line."""
    return "".join(json.dumps(asdict(d), ensure_ascii=False) + "\n" for d in several)


def of_json(row: dict[str, object]) -> Decision:
    """The decision of a line."""
    about = row["about"]
    assert isinstance(about, list)
    names = ("iri", "decided", "value", "by", "why", "created", "fingerprint", "label")
    rest = {k: str(row.get(k) or "") for k in names}
    article = row.get("article") or []
    assert isinstance(article, list)
    both = row.get("both") or []
    assert isinstance(both, list)
    return Decision(about=_strings(about), article=_strings(article), both=tuple(map(_strings, both)), **rest)


def _strings(several: Iterable[object]) -> tuple[str, ...]:
    """The values of a list as text."""
    return tuple(map(str, several))


_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
_VALUE = re.compile(r"\w+=\w*")
_WORDS = {"accepted": 1, "rejected": 1, "edited": 1, "same": 2, "different": 2, "withdrawn": 0}
"""What can be decided, and of how many things; a withdrawal is of as many as what it takes back."""


def sound(d: Decision) -> bool:
    """Whether a decision that comes from elsewhere is one: a known word about one or two IRIs, by somebody, at an instant.

    >>> sound(Decision("urn:d", "accepted", ("urn:a",), by="Ann", created="2021-03-04T12:00:00Z"))
    True
    >>> sound(Decision("urn:d", "burnt", ("urn:a",), by="Ann", created="2021-03-04T12:00:00Z"))
    False
    """
    try:
        instant = datetime.fromisoformat(d.created).tzinfo is not None
    except ValueError:
        return False
    count = _WORDS.get(d.decided, -1)
    fits = len(d.about) in ((1, 2) if count == 0 else (count,)) and len(d.both) in (0, len(d.about))
    edits = d.decided != "edited" or _VALUE.fullmatch(d.value) is not None
    return instant and fits and edits and bool(d.by) and all(_IRI.fullmatch(x) for x in (d.iri, *d.about))


def judged(catalog: Catalog) -> Judged:
    """The decisions that stand."""
    latest = {tuple(sorted(d.about)): d for d in decisions(catalog)}
    pairs = {(k[0], k[1]): d.decided for k, d in latest.items() if len(k) == 2}
    single = {k[0]: d for k, d in latest.items() if len(k) == 1 and d.decided != "withdrawn"}
    same, apart = (frozenset(p for p, decided in pairs.items() if decided == word) for word in ("same", "different"))
    return Judged(same, apart, single)
