"""Article → facts by a model, joined to what the rules read, or compared with it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from truceline.errors import ReadError
from truceline.know.kinds import akin
from truceline.model import Article, Claim, Event, Facts, Figure
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
    text = rules.article.text
    mine, theirs = _things(rules), _things(model)
    both = [(a, b) for a in mine for b in theirs if _agree(a, b)]
    met = {id(x) for pair in both for x in pair}
    rows = [("both", a) for a in mine if id(a) in met]
    rows += [("rules", a) for a in mine if id(a) not in met] + [("model", b) for b in theirs if id(b) not in met]
    return tuple(
        Compared(by, _told(x), _sentence(rules if by != "model" else model, x, text))
        for by, x in sorted(rows, key=lambda r: _span(r[1]))
    )


def joined(rules: Facts, model: Facts) -> Facts:
    """The facts of the rules, and of the model what the rules have not; those wait at the desk."""
    mine = _things(rules)
    fresh = [b for b in _things(model) if not any(_agree(a, b) for a in mine)]
    kept = {b.id for b in fresh if not isinstance(b, Claim)}
    names = {x: f"m{x}" for x in kept}
    at = {(s.start, s.end): n for n, s in enumerate(rules.sentences)}

    def line(b: Event | Figure | Claim) -> int:
        """The rules' number of the sentence in which something stands."""
        begin = _span(b)[0]
        return next((n for (start, end), n in at.items() if start <= begin < end), 0)

    offset = len(rules.notes.mentions), len(rules.notes.places)
    events = tuple(_moved(b, line(b), offset) for b in fresh if isinstance(b, Event))
    figures = tuple(
        replace(b, id=names[b.id], sentence=line(b), event=names.get(b.event or ""))
        for b in fresh
        if isinstance(b, Figure)
    )
    claims = [c for c in model.notes.claims if any(x in kept for x in c.about)]
    moved = tuple(
        replace(c, id=f"m{c.id}", sentence=line(c), about=tuple(names[x] for x in c.about if x in names))
        for c in claims
    )
    known = {a.iri for a in rules.notes.actors}
    notes = replace(
        rules.notes,
        events=(*rules.notes.events, *events),
        figures=(*rules.notes.figures, *figures),
        claims=(*rules.notes.claims, *moved),
        mentions=(*rules.notes.mentions, *model.notes.mentions),
        places=(*rules.notes.places, *model.notes.places),
        actors=(*rules.notes.actors, *(a for a in model.notes.actors if a.iri not in known)),
    )
    return replace(rules, notes=notes, warnings=(*rules.warnings, *model.warnings))


def _moved(e: Event, sentence: int, offset: tuple[int, int]) -> Event:
    """An event of the model among the notes of the rules."""
    people = tuple(replace(p, mention=p.mention + offset[0] if p.mention is not None else None) for p in e.participants)
    place = e.place + offset[1] if e.place is not None else None
    return replace(e, id=f"m{e.id}", sentence=sentence, participants=people, place=place)


def _things(facts: Facts) -> list[Event | Figure | Claim]:
    return [*facts.notes.events, *facts.notes.figures, *(c for c in facts.notes.claims if c.speaker)]


def _agree(a: Event | Figure | Claim, b: Event | Figure | Claim) -> bool:
    """Whether two readers tell the same of the same words."""
    if type(a) is not type(b) or not (_span(a)[0] < _span(b)[1] and _span(b)[0] < _span(a)[1]):
        return False
    if isinstance(a, Event) and isinstance(b, Event):
        return akin(a.kind, b.kind) and a.factuality == b.factuality
    if isinstance(a, Figure) and isinstance(b, Figure):
        return (a.category, a.lower, a.exact) == (b.category, b.lower, b.exact)
    return isinstance(a, Claim) and isinstance(b, Claim) and a.stance == b.stance


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


def _sentence(facts: Facts, x: Event | Figure | Claim, text: str) -> str:
    s = facts.sentences[x.sentence]
    return text[s.start : s.end]
