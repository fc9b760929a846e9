"""Whose side a person means by "we": the bodies of the text and the land, scored by what ties the speaker to each.

The weights are `data/identity/speakers.tsv`, fitted by `bench/fit_speakers.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from truceline.know import actors, titles
from truceline.know.nouns import closed, sorts
from truceline.know.spelling import key
from truceline.link.camps import camp
from truceline.link.choice_weights import choice_weights, weighed
from truceline.link.discourse import Book, Entity
from truceline.link.state_features import main_state
from truceline.link.words import recent
from truceline.model import BASE, Claim

FEATURES = (
    "the speaker",
    "the speaker, of several",
    "holds an office of it",
    "of its camp",
    "its land",
    "land, told by an office of states",
    "land the text is about",
    "army, told by a rank",
    "army of that land",
    "armed group",
    "armed group, told to be armed",
    "armed group, told by an office of states",
    "armed group, told by a rank",
    "in the words for the speaker",
    "beside the speaker",
    "named with the speaker first",
    "same sentence",
    "sentences away",
    "named last",
    "acts just before",
    "mentions",
    "named first",
    "told of in it",
    "no side of wars",
)
"""In the order of the table; what each means stands in the functions that give it."""

KINDS = ("we",)
_REACH = 8
"""Sentences back in which the side is named."""
_MOST = 5
_GROUPS = frozenset({"ArmedGroup", "Coalition"})
_NOBODY = frozenset({"Person", "PopulationGroup", "MediaOrganization", "UnnamedGroup"})
_BYSTANDERS = frozenset({"InternationalOrganization", "NonGovernmentalOrganization"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """A "we": its mention, who speaks, in which claim, the words that tell what the speaker is."""

    n: int
    speaker: Entity
    claim: Claim
    told: frozenset[str]

    @property
    def of_state(self) -> bool:
        """Whether the speaker has an office that only states have."""
        return not self.told.isdisjoint(titles.of_states())

    @property
    def ranked(self) -> bool:
        """Whether the speaker has a rank."""
        return not self.told.isdisjoint(titles.described().get("officer", frozenset()) | {"officer", "soldier"})

    @property
    def armed(self) -> bool:
        """Whether the speaker is told to be of an armed group."""
        fighting = (w for w in self.told if "ArmedGroup" in titles.classes().get(w, ()))
        return not self.told.isdisjoint(closed("armed")) or next(fighting, None) is not None


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The fitted table.

    Raises:
        KnowledgeError: it was fitted for other features.
    """
    return choice_weights("speakers.tsv", KINDS, FEATURES, "fit_speakers.py")


def side_meant(book: Book, n: int, speaker: Entity, claim: Claim) -> Entity:
    """For whom a person speaks when saying "we".

    Args:
        book: the mentions so far.
        n: the pronoun.
        speaker: a person.
        claim: in whose content the pronoun stands.

    Returns:
        The body or land whose features weigh most; the speaker where none weighs more.
    """
    if _of_no_side(speaker):
        return speaker
    words = {w for role, _ in speaker.offices for w in key(role)} | speaker.nouns
    described = {w for k in speaker.at if book.mention(k).head != "pronoun" for w in key(book.mention(k).text)}
    asked = Spoken(n, speaker, claim, frozenset(words | described))
    found = features(book, asked)
    book.trail["we", n] = dict(found.items())
    table = weights()["we"]
    best = max(found, key=lambda iri: (weighed(found[iri], table), iri))
    return book.entities.get(best) or book.known(best.removeprefix(BASE)) or speaker


def _of_no_side(speaker: Entity) -> bool:
    """Whether somebody is only told to be what has no side: a nurse, a student."""
    told = {s for w in speaker.nouns for s in sorts().get(w, ())}
    return bool(speaker.nouns) and not (speaker.offices or speaker.known or told & _SIDED)


_SIDED = frozenset({"ruler", "politician", "soldier", "rebel", "diplomat", "royal", "speaker", "official"})


def features(book: Book, asked: Spoken) -> dict[str, dict[str, float]]:
    """What speaks for each candidate, by IRI; what is not named is nought."""
    several = asked.told & closed("led") or asked.speaker.type != "Person"
    out = {asked.speaker.iri: {"the speaker": 1.0, "the speaker, of several": float(bool(several))}}
    land, own = main_state(book, asked.n), asked.speaker.country
    near = [(k, e) for k, e in recent(book, asked.n) if book.sentences[asked.n] - book.sentences[k] <= _REACH]
    bodies = {e.iri: e for _, e in near if e.type not in _NOBODY and e is not asked.speaker}
    orgs = (book.entities.get(BASE + org) or book.known(org) for org in _orgs(asked.speaker))
    bodies |= {e.iri: e for e in orgs if e and e.type not in _NOBODY}
    lands = [s for s in (own, land) if s in actors.states()]
    bodies |= {e.iri: e for s in lands for end in ("", "-armed-forces") if (e := book.known(f"{s}{end}"))}
    for iri, e in bodies.items():
        if e.type != "Government":
            told = (*_ties(asked, e, land), *_place(book, asked, e, near))
            out[iri] = {f: float(v) for f, v in told if v}
    return out


def _ties(asked: Spoken, e: Entity, land: str | None) -> Iterator[tuple[str, float]]:
    """What is known of the speaker that ties him to a body."""
    orgs = _orgs(asked.speaker)
    yield "holds an office of it", e.slug in orgs
    yield "of its camp", camp(e.slug) in {camp(org) for org in orgs}
    own = asked.speaker.country
    yield "its land", e.type == "State" and e.slug == own
    yield "land, told by an office of states", e.type == "State" and asked.of_state and e.slug in (own or land, own)
    yield "land the text is about", e.type == "State" and e.slug == land
    yield "army, told by a rank", e.type == "ArmedForces" and asked.ranked
    yield "army of that land", e.type == "ArmedForces" and e.country == (own or land)
    group = e.type in _GROUPS
    yield "armed group", group
    yield "armed group, told to be armed", group and asked.armed
    yield "armed group, told by an office of states", group and asked.of_state
    yield "armed group, told by a rank", group and asked.ranked
    yield "no side of wars", e.type in _BYSTANDERS


def _orgs(speaker: Entity) -> set[str]:
    """The bodies in which somebody holds an office, by slug; for a government its state, or the group that set it up."""
    own = {org for _, org in speaker.offices if org}
    known = [a for org in own if (a := actors.get(org)) and a.type == "Government"]
    return own | {owner for a in known for owner in (a.country, *a.part_of) if owner}


def _place(book: Book, asked: Spoken, e: Entity, near: list[tuple[int, Entity]]) -> Iterator[tuple[str, float]]:
    """Where a body stands in the text, seen from the speaker and what is quoted."""
    here, n = book.sentences[asked.n], asked.n
    at = [k for k, x in near if x is e]
    first = min(asked.speaker.at, default=n)
    if (span := asked.claim.speaker) is not None:
        around = book.over(span.start - _BEFORE, span.end + _BEHIND)
        yield "in the words for the speaker", any(book.entity(k) is e for k in book.over(span.start, span.end))
        yield "beside the speaker", any(book.entity(k) is e for k in around)
    yield "named with the speaker first", any(book.sentences[k] == book.sentences[first] for k in e.at)
    yield "same sentence", any(book.sentences[k] == here for k in at)
    yield "sentences away", min((here - book.sentences[k] for k in at), default=_REACH)
    yield "named last", bool(at) and at[0] == next((k for k, x in near if x.type not in _NOBODY), None)
    last = (k for k in at if here - book.sentences[k] in (0, 1))
    yield "acts just before", any(book.tree.dep[book.heads[k]].startswith("nsubj") for k in last)
    yield "mentions", min(len(e.at), _MOST)
    yield "named first", bool(e.at) and min(e.at) == min((k for k, x in near if x.type not in _NOBODY), default=None)
    spans = asked.claim.content
    inside = (k for s in spans for k in book.over(s.start, s.end) if book.mention(k).head != "pronoun")
    yield "told of in it", any(book.entity(k) is e for k in inside)


_BEFORE, _BEHIND = 40, 60
"""Characters around the words for a speaker in which it is told what he is."""
