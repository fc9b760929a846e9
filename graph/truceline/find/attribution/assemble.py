"""From cues to claims: tries every reporting word, keeps one claim a cue, and writes the claims down in text order."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.find.attribution import direct, indirect, nominal
from truceline.find.attribution.anaphoric import taken_up
from truceline.find.attribution.answers import answers
from truceline.find.attribution.block_speech import statements
from truceline.find.attribution.clause import clause
from truceline.find.attribution.content_span import (
    ended,
    spans,
    trim,
    without_background,
    without_contrast,
    without_that,
)
from truceline.find.attribution.direct import Speech
from truceline.find.attribution.free_quotation import continued, free
from truceline.find.attribution.headline import headline
from truceline.find.attribution.joint import joint
from truceline.find.attribution.parenthetical import around, stands_aside
from truceline.find.attribution.refusals import deeds_told, refusals, unsaid
from truceline.find.attribution.setting import place_of, time_of
from truceline.find.attribution.signed import captions
from truceline.find.attribution.speaker import passive, quoted_as, reported_as_saying, subject, voice
from truceline.find.attribution.stance import negated, stance
from truceline.find.attribution.view import NEUTRAL, Draft, Reading, View
from truceline.know.verbs import Entry, acts, adjectives, cue_words, verbs, words
from truceline.model import Claim, Notes, Span
from truceline.values import replace

_JOINTS = frozenset({"while", "whilst", "whereas", "and", "but", ";", "as"})
_SELF = frozenset({"i", "we"})
_INFLECTED = frozenset({"MD", "TO", "VBD", "VBZ", "VBP"})
_AFTER = frozenset({"nsubj", "dobj", "dative", "attr", "oprd"})
_NOBODY = frozenset({"no", "neither", "none", "nobody", "nothing"})
_AIMED = frozenset({"accused", "praised", "appealed", "demanded", "threatened", "warned", "doubted"})
"""Stances whose object can be the one whom the speaker aims at."""


def drafts(view: View) -> list[Draft]:
    """All claims of an article in the making, one a cue."""
    speeches, orphans = direct.speeches(view)
    quoted = [d for s in speeches if (d := _direct(view, s)) is not None]
    out = [d for d in quoted if not unsaid(view, d)]
    out += _reported(view, {d.at for d in quoted})
    out = refusals(view, _clipped(view, out + headline(view, {d.at for d in out})))
    out += taken_up(view, out)
    out += statements(view, out)
    for q in orphans:
        if (d := continued(view, q, out) or free(view, q, out)) is not None:
            out.append(d)
    return joint(view, answers(view, deeds_told(view, out))) + captions(view)


def _reported(view: View, used: set[int]) -> Iterator[Draft]:
    """The claims of all words but the cues of direct speech, `used`."""
    cues, t = cue_words(), view.t
    for i in (i for i in range(len(t)) if t.lemma[i] in cues or t.lower[i] in cues):
        if i not in used and (d := _indirect(view, i)) is not None:
            yield _cut(view, d, used)


def _clipped(view: View, found: list[Draft]) -> list[Draft]:
    """Ends inner content where the outer content ends ("X said …, state media reported", "…, according to X")."""
    out = []
    for d in found:
        outer = (o.content for o in found if o is not d and o.content[0].start <= view.t.start[d.at])
        end = min((o[-1].end for o in outer if view.t.start[d.at] < o[-1].end), default=len(view.text))
        kept = tuple(Span(s.start, min(s.end, end)) for s in d.content if s.start < end)
        out.append(d if kept in ((), d.content) else replace(d, content=kept))
    return out


# ---------------------------------------------------------------- direct speech


def _direct(view: View, speech: Speech) -> Draft | None:
    """The claim of the quotations under one cue."""
    host, entry = speech.host, speech.entry or NEUTRAL
    parts = [*_led_in(view, speech, entry), *speech.parts]
    content = tuple(s for a, b in parts if (s := trim(view, a, b)) is not None)
    if not content:
        return None
    cue, rule = (_cue_range(view, host, entry), "quote") if speech.cue is not None else (None, "quote colon")
    speaker, inverted = _inverted(view, host, speech.parts[0][0])
    reported = reported_as_saying(view, host)
    if speaker is None:
        speaker = voice(view, reported) if reported is not None else _speaker_of(view, host)
    addressee = voice(view, _told(view, speech, (inverted, reported)))
    return Draft(host, cue, entry, speaker, content, rule, None, addressee, None, 0.95 if speaker else 0.7)


def _told(view: View, speech: Speech, speaking: tuple[int | None, ...]) -> int | None:
    """Who is told a quotation: the object of its cue or who stands after "to", none of those who speak."""
    t, host = view.t, speech.host
    told = t.child(host, "dobj", "dative") or next(iter(t.under(host, "to")), None) if speech.cue is not None else None
    if told is None or told in speaking or view.quote[told] >= 0:
        return None
    return told if t.pos[told] in ("NOUN", "PROPN", "PRON") else None


def _led_in(view: View, speech: Speech, entry: Entry) -> list[tuple[int, int]]:
    """The indirect clause between a cue and the colon before its quotation ("warned that words were not enough: "…"")."""
    colon = view.before(view.before(speech.parts[0][0]))
    found = clause(view, speech.host, entry) if view.t.lower[colon] == ":" and speech.cue is not None else None
    return [(found.ranges[0][0], colon - 1)] if found is not None and speech.host < found.root < colon else []


def _inverted(view: View, v: int, first: int) -> tuple[Span | None, int | None]:
    """The speaker right after a cue that follows its quotation ("…?" asked one man), which the parser takes for its object."""
    t = view.t
    before = view.before(v)
    if first >= before or any(view.quote[k] < 0 and first < k < v for k in t.children(v, "nsubj", "nsubjpass")):
        return None, None
    who = next((k for k in t.children(v, *_AFTER, after=v) if view.quote[k] < 0), None)
    return voice(view, who), who


def _speaker_of(view: View, v: int) -> Span | None:
    """The speaker of a verb; of "quoted as saying" the one who is quoted."""
    quoting = quoted_as(view, v)
    if view.t.pos[v] in ("PROPN", "NOUN"):
        return voice(view, v)
    if quoting is None:
        return voice(view, subject(view, v))
    quoted = view.t.child(quoting, "dobj")
    return voice(view, quoted if quoted is not None else next(iter(view.t.surface_subject(quoting)), None))


# ---------------------------------------------------------------- everything else


def _cut(view: View, d: Draft, hosts: set[int]) -> Draft:
    """Ends indirect content before another speaker's direct speech that the sentence joins to it ("…, while Y said: …")."""
    t, last = view.t, d.content[-1]
    joined = (h for h in sorted(hosts) if t.dep[h] in ("conj", "advcl", "parataxis", "ROOT"))
    for host in (h for h in joined if any(s.start < t.start[h] < s.end + 40 for s in d.content)):
        first = _joint_before(view, subject(view, host))
        if first is not None and last.start < t.start[first]:
            kept = trim(view, view.token(last.start), min(view.before(first), view.tokens(last)[-1]))
            return replace(d, content=(*d.content[:-1], kept)) if kept is not None else d
    return d


def _joint_before(view: View, who: int | None) -> int | None:
    """The "while" or "and" right before who speaks next."""
    first = view.before(view.low(who)) if who is not None else -1
    return first if view.word(first) in _JOINTS else None


def _indirect(view: View, i: int) -> Draft | None:
    """The claim of a token as a verb, a noun, an adjective, or a phrase that attributes."""
    t = view.t
    verb = t.lemma[i] in verbs() and t.tag[i].startswith("VB")
    if verb and ((made := _verb(view, i)) is not None or t.lower[i] not in adjectives()):
        return made
    found = _other_cue(view, i)
    if found is None or negated(view, found[2][0]):
        return None
    entry, reading, cue = found
    return _draft(view, (i, cue), entry, reading, voice(view, reading.speaker), False)


def _other_cue(view: View, i: int) -> tuple[Entry, Reading, tuple[int, int]] | None:
    """What a token reports as a noun, an adjective or a phrase; inside a quotation only nouns for the speaker's own words."""
    t = view.t
    found = nominal.noun(view, i) if t.pos[i] in ("NOUN", "PROPN") else None
    if view.quote[i] >= 0:
        return found if found is not None and _own_word(view, found[1]) else None
    if t.pos[i] == "ADJ" or t.tag[i] == "VBN":
        found = found or nominal.adjective(view, i)
    return found or nominal.source(view, i) or nominal.adverb(view, i)


def _own_word(view: View, reading: Reading) -> bool:
    """Whether a noun inside a quotation is the speaker's own ("*my* claim")."""
    return reading.speaker is not None and view.t.lower[reading.speaker] in _SELF


def _wanted(view: View, v: int, reading: Reading) -> Entry | None:
    """The other sense of a cue whose clause is a subjunctive: "insisted that the rights *be* kept" demands."""
    t = view.t
    wish = next((e for e in verbs()[t.lemma[v]] if "be" in e.frames), None)
    if wish is None or reading.rule not in ("clause", "that"):
        return None
    asked = t.lemma[v] == "ask" and t.lower[reading.ranges[0][0] - 1] == "that"
    return wish if asked or _subjunctive(view, reading.root) else None


def _subjunctive(view: View, root: int) -> bool:
    """Whether the verb of a clause is a bare form: "that the rights *be* kept"."""
    t = view.t
    aux = t.child(root, "auxpass")
    verb = root if aux is None else aux
    return t.tag[verb] == "VB" and not any(t.tag[k] in _INFLECTED for k in t.kids[root])


def _before_quoting(view: View, v: int, entry: Entry) -> Reading | None:
    """What stands before "…, the agency quoted X as saying"."""
    quoting = quoted_as(view, v)
    if quoting is None or not stands_aside(view, quoting, entry, quoting=True):
        return None
    return around(view, quoting, entry)


def _apart(view: View, speaker: Span | None, content: tuple[Span, ...]) -> Span | None:
    """The speaker's words before the preposition of a content that they take in ("criticism from groups *of the army*")."""
    first = content[0].start if content else 0
    if speaker is None or not speaker.start < first < speaker.end:
        return speaker
    last = view.before(view.before(view.token(first)))
    return Span(speaker.start, view.t.end[last]) if view.t.start[last] >= speaker.start else speaker


def _up_to(view: View, first: int, span: Span, entry: Entry) -> Span:
    """The accused without what they are accused of, when a mention takes in both ("soldiers of looting")."""
    t = view.t
    cut = next((i for i in view.tokens(span) if i > first and t.lower[i] in entry.frames and t.pos[i] == "ADP"), None)
    return Span(span.start, t.end[cut - 1]) if cut is not None and "of" not in t.lower[first:cut] else span


def _actor(view: View, span: Span | None) -> bool:
    """Whether a span is a mention of an actor, not a phrase that only has one inside."""
    return span is not None and any(m.end == span.end and m.start <= span.start + 4 for m in view.named(span))


def _verb(view: View, v: int) -> Draft | None:
    """The claim of a verb in the first of its senses in which it reports something here."""
    if indirect.unreal(view, v):
        return None
    for entry in verbs()[view.t.lemma[v]]:
        reading = _in_quotation(view, v, entry) if view.quote[v] >= 0 else _read(view, v, entry)
        if reading is not None:
            return _of_sense(view, v, _wanted(view, v, reading) or entry, reading)
    return None


def _read(view: View, v: int, entry: Entry) -> Reading | None:
    """What a verb reports in one of its senses."""
    return indirect.read(view, v, entry) or _before_quoting(view, v, entry)


def _in_quotation(view: View, v: int, entry: Entry) -> Reading | None:
    """What a verb inside a quotation reports: a clause of the same quotation that is the thought of its own subject."""
    own = "clause" in entry.frames and _own_thought(view, v, entry)
    found = _read(view, v, entry) if own else None
    if found is None or found.rule != "clause" or any(view.quote[a] != view.quote[v] for a, _ in found.ranges):
        return None
    return found


def _of_sense(view: View, v: int, entry: Entry, reading: Reading) -> Draft | None:
    """The claim of a verb in one of its senses, if somebody can say it, or nobody is named who does."""
    agentless = passive(view, v)
    who = reading.speaker if agentless else subject(view, v)
    speaker = _speaker_of(view, v) if quoted_as(view, v) is not None else voice(view, who)
    if not (agentless if speaker is None else _may_speak(view, speaker, who, entry)):
        return None
    return _draft(view, (v, _cue_range(view, v, entry)), entry, reading, speaker, True)


def _may_speak(view: View, span: Span, head: int | None, entry: Entry) -> bool:
    """Whether a subject can be a speaker: no date, not "nobody"; with a verb of showing or thinking an actor or a source."""
    if head is not None and view.t.lower[view.low(head)] in _NOBODY:
        return False
    if any(x.start <= span.start and span.end <= x.end for x in view.dated(span.start, span.end)):
        return False
    if "actor" not in entry.frames or head is None or _actor(view, span) or view.t.pos[head] in ("PRON", "PROPN"):
        return True
    return view.t.lemma[head] in words("source")


def _own_thought(view: View, v: int, entry: Entry) -> bool:
    """Whether a cue inside a quotation has a subject of its own; of thoughts only the speaker's own count (I, we)."""
    t = view.t
    subjects = [t.lower[k] for k in t.children(v, "nsubj", "nsubjpass")]
    return bool(subjects) and ("quote" in entry.frames or any(s in _SELF for s in subjects))


def _cue_range(view: View, v: int, entry: Entry) -> tuple[int, int]:
    quoting = quoted_as(view, v)
    if quoting is not None:
        return (quoting, v) if view.t.child(quoting, "dobj") is None else (v, v)
    n = len(entry.more)
    if n and tuple(view.t.lower[v + 1 : v + 1 + n]) == entry.more:
        return v, v + n
    return v, v


def _draft(
    view: View, where: tuple[int, tuple[int, int]], entry: Entry, reading: Reading, speaker: Span | None, verb: bool
) -> Draft | None:
    """The claim of a cue at `where` (its main token, its range) with what it reports; none where nothing is claimed."""
    at, cue = where
    reading = without_contrast(view, without_that(view, reading))
    content = _words_said(view, at, reading)
    speaker = _apart(view, speaker, content)
    content = tuple(s for s in content if speaker is None or not speaker.covers(s))
    said = content if not _elliptic(view, at, content) else ()
    found = stance(view, entry, at, said, verb or reading.rule == "according") if said else None
    if found is None:
        return None
    whom, confidence = _addressee(view, entry, reading), 0.85 if speaker else 0.6
    return Draft(at, cue, entry, speaker, content, reading.rule, reading.root, whom, found, confidence)


def _elliptic(view: View, at: int, content: tuple[Span, ...]) -> bool:
    """Whether the content of a cue in a clause is only a pronoun and what is left of its verb ("to the extent they think *it has*")."""
    tokens = [i for span in content for i in view.tokens(span)]
    bare = len(tokens) == 2 and view.t.pos[tokens[0]] == "PRON" and view.t.lemma[tokens[1]] in _LEFT_OVER
    return bare and view.t.dep[at] in ("relcl", "acl", "advcl", "pcomp", "ccomp")


_LEFT_OVER = frozenset({"be", "have", "do", "will", "would", "can", "could", "should"})


def _words_said(view: View, at: int, reading: Reading) -> tuple[Span, ...]:
    """What a cue reports, word for word; behind it, it ends where the outlet takes over."""
    placed = reading.rule == "according"
    parts = (ended(view, a, b, at) if a > at or placed else (a, b) for a, b in reading.ranges)
    return spans(view, (without_background(view, a, b) if reading.rule in _OF_DEEDS else (a, b) for a, b in parts))


_OF_DEEDS = frozenset(
    {"ask", "particle", "infinitive", "object", "charged", "called", "gerund", "noun prep", "noun to"}
)
"""Rules whose content is a deed or a thing, no clause: what a relative adds to it is the outlet's."""


def _addressee(view: View, entry: Entry, reading: Reading) -> Span | None:
    """Who is addressed; an object only where it is somebody, and who does this with words can aim at somebody."""
    whom = voice(view, reading.addressee)
    if reading.rule in ("object", "called"):
        return whom if entry.stance in _AIMED and _actor(view, whom) else None
    if reading.rule != "charged" or whom is None:
        return whom
    accused = _up_to(view, view.token(whom.start), whom, entry)
    return accused if _actor(view, accused) or _actor(view, whom) else None


# ---------------------------------------------------------------- writing down


def finish(view: View, found: list[Draft]) -> Notes:
    """The notes with the claims of these drafts, in the order of the text, without duplicates."""
    claims: list[Claim] = []
    seen: dict[tuple[Span, ...], str] = {}
    order = sorted(found, key=lambda d: (view.t.start[d.cue[0]] if d.cue else d.content[0].start, d.content))
    for d in order:
        again = d.content in seen and not {d.rule, seen[d.content]} & {"denial", "citing", "joint"}
        if again or not view.parsed.sentences[view.sentence[d.at]].content:
            continue
        seen[d.content] = d.rule
        claims.append(_claim(view, d, len(claims) + 1))
    return replace(view.notes, claims=tuple(claims))


def _claim(view: View, d: Draft, n: int) -> Claim:
    cue = view.span(*d.cue) if d.cue else None
    near = cue or d.content[0]
    kind = d.stance or stance(view, d.entry, d.at, d.content, True) or d.entry.stance
    return Claim(
        id=f"c{n}",
        speaker=_bare(view, d.speaker),
        actor=None,
        cue=cue,
        content=d.content,
        stance=kind,
        sentence=view.sentence[d.at],
        plover=acts()[kind],
        addressee_span=_bare(view, d.addressee),
        quotation="direct" if d.rule == "statement" else _quotation(view, d.content),
        time=time_of(view, d.at, near, d.content) if cue else None,
        place=place_of(view, d.at, near, d.content) if cue else None,
        answers=d.answers,
        rule=f"said {d.rule}",
        confidence=d.confidence,
    )


def _bare(view: View, span: Span | None) -> Span | None:
    """A span without blanks at its ends; None where nothing is left."""
    words = span.of(view.text) if span is not None else ""
    if span is None or not words.strip():
        return None
    return Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip()))


def _quotation(view: View, content: tuple[Span, ...]) -> str:
    """Direct when all of it stands in quotation marks, mixed when some of it does."""
    quotes = [q for q in view.parsed.quotes if any(q.meets(s) for s in content)]
    if not quotes:
        return "indirect"
    whole = all(any(q.start <= s.start and s.end <= q.end + 1 for q in quotes) for s in content)
    return "direct" if whole else "mixed"
