"""Answers to what was said before: "The army denied it", "rejected the charge"; which words they answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from truceline.find.attribution.indirect import unreal
from truceline.find.attribution.speaker import subject, voice
from truceline.find.attribution.stance import negated
from truceline.find.attribution.view import REFUSING, Draft, View
from truceline.know.verbs import Entry, framed, nouns, verbs, words
from truceline.model import Span

_POINTING = frozenset({"it", "this", "that"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "all"})
_BACK = 2
"""Sentences back in which what is answered may stand."""


def answers(view: View, found: list[Draft]) -> list[Draft]:
    """The drafts, each that only points back with the words that it answers, and answers that no other rule reads."""
    made = [d for v in view.unread(found) if (d := _pronoun(view, v)) is not None]
    return [_pointing(view, d, found) for d in (*found, *made)]


def _pronoun(view: View, v: int) -> Draft | None:
    """The claim of a verb whose object is "it": "the army denied it", "neither side confirmed this"."""
    t = view.t
    thing, entry = t.child(v, "dobj"), _answering(t.lemma[v])
    if entry is None or thing is None or thing < v or t.lower[thing] not in _POINTING or unreal(view, v):
        return None
    kind = entry.negated if negated(view, v) else entry.stance
    speaker = voice(view, subject(view, v))
    if kind is None or speaker is None:
        return None
    return Draft(v, (v, v), entry, speaker, (view.span(thing, thing),), "answer", thing, None, kind, 0.7)


def _answering(lemma: str) -> Entry | None:
    """The sense in which a verb answers: it refuses, or it owns to what was said."""
    several = (e for e in verbs()[lemma] if not e.more and "object" in e.frames)
    return next((e for e in several if e.stance in REFUSING or lemma in words("owning")), None)


def _pointing(view: View, d: Draft, found: list[Draft]) -> Draft:
    """The draft with the words that it answers, where its content is a pronoun or a definite noun for something said."""
    if d.rule != "answer" and not (d.stance in REFUSING and _taken_for(view, d)):
        return d
    return replace(d, answers=next(_before(view, d, found), ()))


def _taken_for(view: View, d: Draft) -> bool:
    """Whether a content is no more than "the charge", "these reports", "the charge as absurd"."""
    t = view.t
    inside = view.tokens(d.content[0])
    head = next((i for i in inside if t.pos[i] == "NOUN"), None)
    if len(d.content) != 1 or head is None:
        return False
    if t.lemma[head] in words("share"):
        return inside[-1] == head
    if t.lower[inside[0]] not in _DEFINITE:
        return False
    if not (t.lemma[head] in words("verdict") or _of_speech(t.lemma[head])):
        return False
    return not any(t.lower[k] != "as" for k in t.children(head, "acl", "relcl", "prep", "ccomp", after=head))


def _of_speech(noun: str) -> bool:
    """Whether a noun stands for something that was said."""
    return framed(nouns().get(noun, ()), "that", "of", "quote")


def _before(view: View, d: Draft, found: list[Draft]) -> Iterator[tuple[Span, ...]]:
    """What an answer can be an answer to, the likeliest first: somebody else's charge, else claim, else what the outlet tells."""
    here = view.sentence[d.at]
    others = [o for o in reversed(found) if o.at < d.at and o.speaker != d.speaker]
    yield from (o.content for o in others if o.entry.stance == "accused" and here - view.sentence[o.at] <= _BACK)
    yield from (o.content for o in others if here - view.sentence[o.at] <= 1)
    if here and view.first[here - 1] <= view.last[here - 1]:
        yield (view.span(view.first[here - 1], view.last[here - 1]),)
