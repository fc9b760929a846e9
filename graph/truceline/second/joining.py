"""Article → facts by a model, joined to what the rules read, or compared with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from truceline.errors import ReadError
from truceline.know.kinds import akin
from truceline.model import Actor, Article, Claim, Event, Facts, Figure
from truceline.second.client import Model, Recorder
from truceline.second.prompt import fingerprint, messages
from truceline.second.reading import Reading
from truceline.second.sentences import sentences


def read(article: Article, model: Model, recorder: Recorder) -> Facts:
    """What a model reads in an article; every word of it stands in the text.

    Raises:
        ReadError: the model does not answer, or not in the form asked for.
    """
    found = sentences(article.text)
    text = recorder.ask(model, messages(article, found))
    try:
        answer = json.loads(text)
    except ValueError:
        raise ReadError(f"{article.id}: the model's answer is no JSON; ask again or take another model.") from None
    if not isinstance(answer, dict):
        raise ReadError(f"{article.id}: the model's answer is no object; ask again or take another model.")
    return Reading(article, found, f"second reader {model.name} prompt {fingerprint()}").facts(answer)


@dataclass(frozen=True, slots=True)
class Compared:
    """A thing that one or both readers found: which (both, rules, model), what, and the sentence."""

    by: str
    what: str
    sentence: str


def compare(rules: Facts, model: Facts) -> tuple[Compared, ...]:
    """What both found, what only one found; two things are one where their words touch and they tell the same sort of thing."""
    mine, theirs = _things(rules), _things(model)
    rows = [("both" if _has(theirs, a) else "rules", a, rules) for a in mine]
    rows += [("model", b, model) for b in theirs if not _has(mine, b)]
    return tuple(
        Compared(by, _told(x), _sentence(facts, x)) for by, x, facts in sorted(rows, key=lambda r: _span(r[1]))
    )


def joined(rules: Facts, model: Facts) -> Facts:
    """The facts of the rules, and of the model what the rules have not; those wait at the desk."""
    mine = _things(rules)
    fresh = [b for b in _things(model) if not isinstance(b, Claim) and not _has(mine, b)]
    names = {b.id: f"m{b.id}" for b in fresh}
    notes = replace(
        rules.notes,
        events=(*rules.notes.events, *(_moved(b, rules) for b in fresh if isinstance(b, Event))),
        figures=(*rules.notes.figures, *(_counted(b, rules, names) for b in fresh if isinstance(b, Figure))),
        claims=(*rules.notes.claims, *_claims(model, rules, names)),
        mentions=(*rules.notes.mentions, *model.notes.mentions),
        places=(*rules.notes.places, *model.notes.places),
        actors=_actors(rules, model),
    )
    return replace(rules, notes=notes, warnings=(*rules.warnings, *model.warnings))


def _actors(rules: Facts, model: Facts) -> tuple[Actor, ...]:
    """The actors that either knows, each once."""
    known = {a.iri for a in rules.notes.actors}
    return (*rules.notes.actors, *(a for a in model.notes.actors if a.iri not in known))


def _has(several: list[Event | Figure | Claim], x: Event | Figure | Claim) -> bool:
    """Whether the other reader tells the same."""
    return any(_agree(a, x) for a in several)


def _line(x: Event | Figure | Claim, rules: Facts) -> int:
    """The rules' number of the sentence in which something of the model stands."""
    begin = _span(x)[0]
    return next((n for n, s in enumerate(rules.sentences) if s.start <= begin < s.end), 0)


def _counted(f: Figure, rules: Facts, names: Mapping[str, str]) -> Figure:
    """A figure of the model among the notes of the rules."""
    return replace(f, id=names[f.id], sentence=_line(f, rules), event=names.get(f.event or ""))


def _claims(model: Facts, rules: Facts, names: Mapping[str, str]) -> Iterator[Claim]:
    """The model's claims about what was taken of it."""
    for c in model.notes.claims:
        if about := tuple(names[x] for x in c.about if x in names):
            yield replace(c, id=f"m{c.id}", sentence=_line(c, rules), about=about)


def _moved(e: Event, rules: Facts) -> Event:
    """An event of the model among the notes of the rules."""
    people, places = len(rules.notes.mentions), len(rules.notes.places)
    part = tuple(replace(p, mention=None if p.mention is None else p.mention + people) for p in e.participants)
    place = None if e.place is None else e.place + places
    return replace(e, id=f"m{e.id}", sentence=_line(e, rules), participants=part, place=place)


def _things(facts: Facts) -> list[Event | Figure | Claim]:
    return [*facts.notes.events, *facts.notes.figures, *(c for c in facts.notes.claims if c.speaker)]


def _agree(a: Event | Figure | Claim, b: Event | Figure | Claim) -> bool:
    """Whether two readers tell the same of the same words."""
    if type(a) is not type(b) or not _meet(_span(a), _span(b)):
        return False
    if isinstance(a, Event) and isinstance(b, Event):
        return akin(a.kind, b.kind) and a.factuality == b.factuality
    if isinstance(a, Figure) and isinstance(b, Figure):
        return (a.category, a.lower, a.exact) == (b.category, b.lower, b.exact)
    return isinstance(a, Claim) and isinstance(b, Claim) and a.stance == b.stance


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two stretches of text share a character."""
    return a[0] < b[1] and b[0] < a[1]


def _span(x: Event | Figure | Claim) -> tuple[int, int]:
    """Where something stands: the trigger, the number, the words claimed."""
    if isinstance(x, Event):
        return x.trigger.start, x.trigger.end
    if isinstance(x, Figure):
        return x.start, x.end
    return x.content[0].start if x.content else 0, x.content[-1].end if x.content else 0


def _told(x: Event | Figure | Claim) -> str:
    if isinstance(x, Event):
        return f"{x.kind} [{x.factuality}]"
    return f"{x.text} {x.category}" if isinstance(x, Figure) else f"claim: {x.stance}"


def _sentence(facts: Facts, x: Event | Figure | Claim) -> str:
    s = facts.sentences[x.sentence]
    return facts.article.text[s.start : s.end]
