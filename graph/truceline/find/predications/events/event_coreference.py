"""Same happening told twice: one event with several mentions; and which event is part of which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from truceline.analysis.tree import VERBAL
from truceline.find.predications.events.match import Match
from truceline.find.predications.events.view import View
from truceline.know import actors
from truceline.know.kinds import line
from truceline.model import Event, Mention, Participant, When
from truceline.values import replace

_AGAIN = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "such", "both"})
_THIS = frozenset({"this", "that", "these", "those"})
_OWN = frozenset({"dobj", "nsubj", "nsubjpass", "prep", "agent", "advcl"})
"""What a verb that goes on with another is told with for itself."""

_REAL = frozenset({"happened", "ongoing"})
_HARM = frozenset({"Killing", "Injury", "Displacement", "Torture"})
_BEFELL = frozenset({"Killing", "Injury", "Abduction", "Arrest"})
_HARMED = frozenset({"target", "victim"})
_WIDE = frozenset({"Offensive", "Clash", "Siege"})
_TALKS = frozenset({"Meeting", "Negotiation", "Consultation"})
_DEAL = ("Signing", "Agreement")
_UNDERTAKEN = frozenset({"Commitment", "Threat", "Rejection"})
_SIDES = {
    **dict.fromkeys(("agent", "mediator", "broker", "supporter"), "doer"),
    **dict.fromkeys(("target", "victim", "supported"), "sufferer"),
}
_WHEN = frozenset({"when", "after", "as"})
_BACK = 60
_LEAD = 8


@dataclass(frozen=True, slots=True)
class Told:
    """An event in the making, the match it was read from, the words it was told with, and how those were described whom it befell."""

    event: Event
    match: Match
    words: tuple[str, ...] = ()
    befell: tuple[tuple[bool, str, str], ...] = ()


def merged(view: View, told: list[Told]) -> list[Event]:
    """The events with retellings folded into the first telling, ids e1, e2, … in the order of the text."""
    kept: list[Told] = []
    for one in told:
        one = replace(one, words=(view.t.lemma[_noun(view, one)],), befell=tuple(_described(view, one.event)))
        at = _earlier(view, one, kept)
        if at is None:
            kept.append(one)
        else:
            first, again = kept[at], one
            if first.event.sentence in view.titles and one.event.sentence not in view.titles:
                first, again = again, first
            words, befell = (*first.words, *again.words), (*first.befell, *again.befell)
            kept[at] = replace(first, event=_joined(view, first.event, again.event), words=words, befell=befell)
    kept.sort(key=lambda k: k.event.trigger)
    numbered = [replace(k, event=replace(k.event, id=f"e{n}")) for n, k in enumerate(kept, 1)]
    return list(_parts(view, numbered))


# ---------------------------------------------------------------- told again


def _earlier(view: View, one: Told, kept: list[Told]) -> int | None:
    """The event told before that this one tells again: of the same time, else told with the same word, else the last."""
    fitting = [n for n in range(len(kept) - 1, max(-1, len(kept) - _BACK), -1) if _same(view, kept[n], one)]
    word = view.t.lemma[_noun(view, one)]
    same = [n for n in fitting if one.event.when is not None and kept[n].event.when == one.event.when]
    same = same or [n for n in fitting if word in kept[n].words] or fitting
    return same[0] if same else None


def _same(view: View, old: Told, new: Told) -> bool:
    """Whether two tellings are of one event."""
    a, b = old.event, new.event
    if (a.trigger, a.kind) == (b.trigger, b.kind):
        return True
    them = _of_them(view, old, new)
    if _told_apart(view, a, b, them):
        return False
    if _leads(view, a, b):
        return _taken_up(view, old, new, them)
    if not _akin(a.kind, b.kind) or not _as_far(view, a, new) or _elsewhere(view, a, b):
        return False
    if a.sentence == b.sentence:
        again = _joined_to(view, old, new) or (a.factuality not in _REAL and _same_word(view, old, new))
        return again and _compatible(view, a, b, True)
    return (
        _points_back(view, a, new) if _refers(view, new) else them or _repeats(view, a, b) or _anybody(view, old, new)
    )


def _joined_to(view: View, old: Told, new: Told) -> bool:
    """Whether two tellings of a sentence are of one: an accord and its signing, "this bombing", verbs of one kind that share all they are told with
    ("was *destroyed* or *torched*")."""
    t, i = view.t, new.match.at
    if {old.event.kind, new.event.kind} == set(_DEAL):
        verb, noun = (old.match.at, i) if t.pos[i] not in VERBAL else (i, old.match.at)
        return noun in t.patients(verb) or t.head[verb] == noun
    if t.pos[i] not in VERBAL:
        return t.worded(i, _THIS, "det") is not None
    return t.dep[i] == "conj" and old.match.at in t.series(i) and not any(k > i and t.dep[k] in _OWN for k in t.kids[i])


def _taken_up(view: View, old: Told, new: Told, them: bool) -> bool:
    """Whether a headline's event is told in the text under it, by either of two words for it."""
    a, b = old.event, new.event
    akin = _akin(a.kind, b.kind) or _akin(b.kind, a.kind)
    return akin and (them or (_compatible(view, a, b) and _shares(view, old, new)))


def _told_apart(view: View, a: Event, b: Event, them: bool) -> bool:
    """Whether two tellings stand in different reports of a text, or are of different times; of the same people, of times that do
    not lie in each other."""
    apart = a.when is not None and b.when is not None and a.when != b.when and not (them and _within(a.when, b.when))
    return apart or view.report(a) != view.report(b)


def _leads(view: View, a: Event, b: Event) -> bool:
    """Whether the first is told in a headline and the second in one of the sentences under it."""
    return a.sentence in view.titles and b.sentence not in view.titles and b.sentence - a.sentence <= _LEAD


def _shares(view: View, old: Told, new: Told) -> bool:
    """Whether two tellings have a name or a word in common, or one of them names nobody: "troops invade" and "he was hit" do not."""
    names = [{n for part in _names(view, x.event).values() for n in part} for x in (old, new)]
    return not all(names) or bool(names[0] & names[1]) or _same_word(view, old, new)


def _same_word(view: View, old: Told, new: Told) -> bool:
    """Whether two tellings have their word in common."""
    return view.t.lemma[old.match.at] == view.t.lemma[new.match.at]


def _within(a: When, b: When) -> bool:
    """Whether one of two windows lies in the other: "on Tuesday", "last week"."""
    for one, two in ((a, b), (b, a)):
        begins, ends = (one.earliest_begin, two.earliest_begin), (one.latest_end, two.latest_end)
        if begins[0] and begins[1] and ends[0] and ends[1] and begins[0] <= begins[1] and ends[1] <= ends[0]:
            return True
    return False


def _of_them(view: View, old: Told, new: Told) -> bool:
    """Whether the later telling is of the people whom the earlier one befell, by description: "two nurses were kidnapped",
    "*the two women* were seized"; a headline and its lead count the same."""
    a, b = old.event, new.event
    if a.kind != b.kind or a.kind not in _BEFELL or len(new.befell) != 1 or not _one_doer(view, a, b):
        return False
    definite, count, words = new.befell[0]
    same = any((count and count == c) or words == w for _, c, w in old.befell)
    return same and (definite or _leads(view, a, b))


def _one_doer(view: View, a: Event, b: Event) -> bool:
    """Whether two tellings name no different doers."""
    doers = [_names(view, e).get("doer", frozenset()) for e in (a, b)]
    return not all(doers) or bool(doers[0] & doers[1])


def _described(view: View, event: Event) -> list[tuple[bool, str, str]]:
    """Whom an event befell, where they are only described: whether by a definite noun, their number, the other words."""
    found = [
        (p.mention, view.notes.mentions[p.mention])
        for p in event.participants
        if p.role in _HARMED and p.mention is not None
    ]
    return [_description(view, n, m) for n, m in found if m.head == "nominal"]


def _description(view: View, n: int, m: Mention) -> tuple[bool, str, str]:
    """A description in words: whether it is definite, its number, what is left."""
    t, inside = view.t, view.parsed.token_range(m.start, m.end)
    head = next((i for i in inside if view.head.get(i) == n), inside[-1])
    before = {t.lower[k] for k in t.children(head, "det")}
    count = " ".join(t.lower[k] for k in t.kids[head] if t.tag[k] == "CD" and k < head)
    words = (t.lower[i] for i in inside if t.tag[i] not in ("CD", "DT"))
    return bool(before & {"the", "these", "those"}), count, " ".join(words)


def _as_far(view: View, a: Event, new: Told) -> bool:
    """Whether two tellings got as far, or the later one tells that what was announced has come: "the visit"."""
    levels = {a.factuality, new.event.factuality}
    come = (a.factuality, new.event.factuality) == ("planned", "happened") and _refers(view, new)
    return len(levels) == 1 or levels <= _REAL or come


def _akin(old: str, new: str) -> bool:
    """Whether the later telling can be of the earlier kind: the same, or a wider word for it; talks are meetings, what is signed is agreed."""
    if old in _UNDERTAKEN or new in _UNDERTAKEN:
        return False
    return new in line(old) or {old, new} <= _TALKS or (old, new) == _DEAL


def _elsewhere(view: View, a: Event, b: Event) -> bool:
    """Whether two tellings are set in known places that lie outside each other."""
    if a.place is None or b.place is None:
        return False
    one, two = view.notes.places[a.place], view.notes.places[b.place]
    known = all(p.lat is not None or len(p.within) > 1 for p in (one, two))
    return known and one.place not in (two.place, *two.within) and two.place not in one.within


def _noun(view: View, told: Told) -> int:
    """The word that names the event: the talks that continue, the object of a verb, else the trigger itself."""
    m = told.match
    if view.t.pos[m.at] not in VERBAL:
        return m.at
    named = m.subj if told.event.kind in _TALKS and m.subj is not None else m.obj
    return m.at if named is None else named


def _refers(view: View, told: Told) -> bool:
    return view.t.pos[_noun(view, told)] in ("NOUN", "PROPN") and told.event.kind not in _HARM


def _anybody(view: View, old: Told, new: Told) -> bool:
    """Whether harm told before is told again of nobody in particular: "500 were hurt" … "so many *people* were hurt that"."""
    harm = new.event.kind == "Injury" == old.event.kind and new.event.factuality == "happened"
    vague = all(not count and words.split()[-1:] == ["people"] for _, count, words in new.befell)
    doers = any(p.role == "agent" for p in new.event.participants)
    return harm and bool(new.befell) and vague and not doers and len(new.event.participants) == len(new.befell)


def _points_back(view: View, a: Event, new: Told) -> bool:
    """Whether a noun points back to an event: "the attack", "this deal", of nobody else; "talks" of nobody are those told before."""
    n = _noun(view, new)
    definite = view.t.worded(n, _AGAIN, "det", "poss") is not None
    mere = new.event.kind == "Negotiation" and not new.event.participants and view.t.dep[n] == "pobj"
    bare = mere and view.t.child(n, "det", "amod") is None
    return (definite or bare) and _compatible(view, a, new.event)


def _compatible(view: View, a: Event, b: Event, proper: bool = False) -> bool:
    """Whether no role is filled by different actors (`proper`: by different names); who joins a meeting is one more."""
    names = [_names(view, a, proper), _names(view, b, proper)]
    for role in names[0].keys() & names[1].keys():
        if role == "attendee" and len(names[1][role]) == 1:
            continue
        if not names[0][role] & names[1][role]:
            return False
    return True


def _repeats(view: View, a: Event, b: Event) -> bool:
    """Whether a verb tells again what was told: the same doer and the same sufferer, both named."""
    names = [_names(view, a), _names(view, b)]
    several = sum(len(n) for n in names[1].values()) > 1
    both = several and names[0].keys() >= names[1].keys()
    return both and all(names[1][r] <= names[0][r] for r in names[1])


def _names(view: View, event: Event, proper: bool = False) -> dict[str, frozenset[str]]:
    kinds = ("name",) if proper else ("name", "nominal")
    out: dict[str, set[str]] = {}
    for p in event.participants:
        if p.mention is not None and view.notes.mentions[p.mention].head in kinds:
            out.setdefault(_SIDES.get(p.role, p.role), set()).add(_identity(view.notes.mentions[p.mention].text))
    return {role: frozenset(names) for role, names in out.items()}


@cache
def _identity(name: str) -> str:
    """A name reduced to what tells whom it names: the known actor, else the words without article."""
    known = {*actors.lookup(name), *_seats().get(name, ())}
    words = name.lower().split()
    bare = " ".join(words[1:] if words[0] in ("the", "a", "an", "this", "these") and len(words) > 1 else words)
    return min(known) if len(known) == 1 else bare


@cache
def _seats() -> dict[str, tuple[str, ...]]:
    return {name: (slug,) for name, slug in actors.metonyms()}


def _joined(view: View, a: Event, b: Event) -> Event:
    """The first telling with what the second adds: its words, those in roles that were empty, place and time."""
    told = {b.trigger} - {a.trigger, *a.mentions}
    time, when = (a.time, a.when) if a.time is not None else (b.time, b.when)
    place = a.place if a.place is not None else b.place
    parts = _once(*a.participants, *_added(view, a, b))
    return replace(
        a, participants=parts, mentions=tuple(sorted({*a.mentions, *told})), place=place, time=time, when=when
    )


def _added(view: View, a: Event, b: Event) -> Iterator[Participant]:
    """The participants whom the second telling adds: in roles that the first leaves empty, or one more who attends."""
    roles = {p.role for p in a.participants}
    known = {(p.role, _named(view, p)) for p in a.participants}
    more = (p for p in b.participants if p.role not in roles or p.role == "attendee")
    yield from (p for p in more if p.mention is None or (p.role, _named(view, p)) not in known)


def _named(view: View, part: Participant) -> str:
    return _identity(view.notes.mentions[part.mention].text) if part.mention is not None else ""


def _once(*parts: Participant) -> tuple[Participant, ...]:
    return tuple({(p.role, p.mention, p.actor): p for p in reversed(parts)}.values())[::-1]


# ---------------------------------------------------------------- part of


def _parts(view: View, told: list[Told]) -> Iterator[Event]:
    """Events with what they are part of: harm of the attack that did it, attacks of the offensive or war they are told in."""
    by_sentence: dict[int, list[Told]] = {}
    for k in told:
        again = {view.parsed.sentence_at(s.start) for s in k.event.mentions}
        for sentence in {k.event.sentence, *again}:
            by_sentence.setdefault(sentence, []).append(k)
    for k in told:
        whole = _whole(view, k, by_sentence.get(k.event.sentence, []))
        yield k.event if whole is None else _part(view, k, whole)


def _part(view: View, part: Told, whole: Event) -> Event:
    """An event as part of another; harm without a place, a time or a doer of its own has those of its attack."""
    e = replace(part.event, part_of=whole.id)
    if e.kind not in _HARM:
        return e
    time, when = (e.time, e.when) if e.time is not None else (whole.time, whole.when)
    place = e.place if e.place is not None else whole.place
    return replace(e, place=place, time=time, when=when, participants=(*_attackers(view, part, whole), *e.participants))


def _attackers(view: View, part: Told, whole: Event) -> Iterator[Participant]:
    """Who did the harm that is told "in" an attack and names no doer, unless it befell them: "nine died in a raid by gunmen"."""
    told = part.event.participants
    if any(p.role == "agent" for p in told) or "Attack" not in line(whole.kind) or not _inside(view, part, whole):
        return
    harmed = {_last(view, p) for p in told}
    yield from (p for p in whole.participants if p.role == "agent" and not p.claim and _last(view, p) not in harmed)


def _last(view: View, part: Participant) -> str:
    """The last word for a participant."""
    text = part.span.of(view.parsed.article.text) if part.span is not None else ""
    return text.lower().rpartition(" ")[2]


def _whole(view: View, part: Told, near: list[Told]) -> Event | None:
    """What an event is part of: harm of the attack it is told in, else of the nearest of its sentence."""
    e = part.event
    others = [k.event for k in near if _is_deed(k.event) and k.event.id != e.id]
    told_in = [o for o in others if _inside(view, part, o)]
    if e.kind not in _HARM:
        return next((o for o in told_in if _is_attack_of(e, o)), None)
    nearest = told_in or [o for o in others if o.sentence == e.sentence]
    return min(nearest, key=lambda o: abs(o.trigger.start - e.trigger.start), default=None)


def _is_attack_of(event: Event, war: Event) -> bool:
    """Whether an event can be one of the attacks of an offensive, a clash or a siege, and is none itself."""
    return war.kind in _WIDE and event.kind not in _WIDE and _violent(event)


def _is_deed(event: Event) -> bool:
    """Whether an event is an assault, and not the harm that one does."""
    return _violent(event) and event.kind not in _HARM


def _violent(event: Event) -> bool:
    """Whether an event is an assault, by its PLOVER root."""
    return event.plover == "ASSAULT"


def _inside(view: View, part: Told, whole: Event) -> bool:
    """Whether the wider event stands after "in", "during" or "as part of" under the narrower one, or in its clause with "when"."""
    t = view.t
    tellings = {whole.trigger, *whole.mentions}
    clauses = (k for v in t.series(part.match.verb) for k in t.children(v, "advcl"))
    if any(view.span(k) in tellings and t.worded(k, _WHEN) is not None for k in clauses):
        return True
    for b in (*part.match.bases(), *t.conjuncts(part.match.at)):
        for k in t.under(b, "in", "during", "amid", "within", "of"):
            if any(view.span(j) in tellings for j in (k, *t.under(k, "of"))):
                return True
    return False
