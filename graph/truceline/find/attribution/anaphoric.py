"""Claims about what was just said: ", which X denies", ", a charge X rejects", ", citing X"."""

from __future__ import annotations

from dataclasses import replace

from truceline.find.attribution.content_span import trim
from truceline.find.attribution.speaker import subject, voice
from truceline.find.attribution.view import PAST_PRESENT, REFUSING, Draft, View
from truceline.know.verbs import Entry, framed, nouns, verbs, words
from truceline.model import Span


def taken_up(view: View, found: list[Draft]) -> list[Draft]:
    """The claims whose content is that of the claim before them in the sentence."""
    made = (_denial(view, v, found) or _citing(view, v, found) for v in view.unread(found))
    return [d for d in made if d is not None]


def _denial(view: View, v: int, found: list[Draft]) -> Draft | None:
    """The claim of who does not own to what stands before: ", which X denies", ", a charge X rejects"."""
    entry, who = _refusal(view, v), _refuser(view, v)
    content = _refused(view, v, found) if entry is not None and who is not None else ()
    if entry is None or not content:
        return None
    return Draft(v, (v, v), entry, voice(view, who), content, "denial", None, None, entry.stance, 0.7)


def _refusal(view: View, v: int) -> Entry | None:
    """The sense in which a verb refuses what was said, by itself or by what it calls it."""
    refusing = (e for e in verbs()[view.t.lemma[v]] if e.stance in REFUSING)
    return next(refusing, None) or _called_false(view, v)


def _refuser(view: View, v: int) -> int | None:
    """The subject of a relative; where the parser took its verb for a plural, the noun before it ("a charge *the army* denies")."""
    t = view.t
    if t.dep[v] == "appos" and t.tag[v] == "NNS":
        return t.child(v, "compound")
    return t.child(v, "nsubj") if t.dep[v] == "relcl" else None


def _refused(view: View, v: int, found: list[Draft]) -> tuple[Span, ...]:
    """What is refused: the content of the claim before the comma, else what the outlet tells before it."""
    t, first = view.t, view.low(v)
    comma = view.before(first if t.lower[first] == "which" else view.low(t.head[v]))
    last = _just_before(view, comma, v, found)
    return last.content if last is not None else _told_before(view, comma, t.head[v])


def _called_false(view: View, v: int) -> Entry | None:
    """The refusal in "a charge X called *absurd*"."""
    t = view.t
    what = t.child(v, "oprd", "ccomp", "xcomp", "acomp")
    entry = next((e for e in verbs()[t.lemma[v]] if "as" in e.frames), None)
    if entry is None or what is None or t.lemma[what] not in words("false"):
        return None
    return replace(entry, stance="rejected")


def _told_before(view: View, comma: int, noun: int) -> tuple[Span, ...]:
    """What the outlet tells before ", a charge X denies": the sentence up to the comma."""
    t, begin = view.t, view.bounds(noun)[0]
    said = t.lemma[noun] in words("verdict") or t.lemma[noun] in nouns()
    told = said and t.lower[comma] == "," and view.tagged(PAST_PRESENT, begin, comma)
    whole = trim(view, begin, comma - 1) if told else None
    return (whole,) if whole is not None else ()


def _citing(view: View, v: int, found: list[Draft]) -> Draft | None:
    """The claim of whom the one who speaks cites for it: ", citing X"."""
    t = view.t
    source = t.child(v, "dobj")
    if t.tag[v] != "VBG" or t.lemma[v] not in words("citing") or source is None:
        return None
    speaker = voice(view, source)
    if not view.named(speaker or Span(0, 0)) and not framed(nouns().get(t.lemma[source], ()), "quote"):
        return _reason(view, v, source)
    last = _just_before(view, view.before(v), v, found) or _just_after(view, view.high(v), found)
    entry = Entry(t.lemma[v], (), "asserted", frozenset({"quote"}))
    return Draft(v, (v, v), entry, speaker, last.content, "citing", None, None, "asserted", 0.6) if last else None


def _reason(view: View, v: int, source: int) -> Draft | None:
    """The claim of who cites a thing in his own words for what he says or does: ", citing *"rampant smuggling"*"."""
    who, content = voice(view, subject(view, v)), trim(view, view.low(source), view.high(source))
    entry = Entry(view.t.lemma[v], (), "asserted", frozenset({"object"}))
    if who is None or content is None or all(view.quote[i] < 0 for i in view.tokens(content)):
        return None
    return Draft(v, (v, v), entry, who, (content,), "reason", source, None, None, 0.6)


def _just_after(view: View, end: int, found: list[Draft]) -> Draft | None:
    """The claim whose cue follows a participle between commas ("the paper, *quoting officials*, said …")."""
    comma = view.after(end)
    if view.word(comma) != ",":
        return None
    return next((d for d in found if comma < d.at <= comma + 3 and view.sentence[d.at] == view.sentence[end]), None)


def _just_before(view: View, comma: int, v: int, found: list[Draft]) -> Draft | None:
    """The claim whose content ends at the comma before a relative or participle."""
    if comma < 1 or view.t.lower[comma] != ",":
        return None
    near = [d for d in found if d.at < v and d.content[-1].end == view.t.end[comma - 1]]
    return max(near, key=lambda d: d.at, default=None)
