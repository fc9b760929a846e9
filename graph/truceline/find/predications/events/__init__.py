"""Codes deeds: kind, participants, place, time, factuality.

Triggers are data (`ontology/triggers/`): verbs, nominalisations and adjectives with what must stand with them and
where the participants stand. Roles come from the parse, not from word order; kinds and their PLOVER 0.8 roots from
`ontology/kinds.tsv`. What is only said (demands, accusations, threats …) is a claim and no event, where a claim was
found for it.
"""

from __future__ import annotations

from truceline.analysis.article import Analysis
from truceline.analysis.clause_mood import infinitive
from truceline.analysis.tree import Tree
from truceline.find import Finder
from truceline.find.predications.events.commitments import undertaking
from truceline.find.predications.events.event_coreference import Told, merged
from truceline.find.predications.events.how_far import how_far, not_yet
from truceline.find.predications.events.inferred import from_saying
from truceline.find.predications.events.match import Match
from truceline.find.predications.events.presupposition import granted
from truceline.find.predications.events.roles import bound, fits, landed, participants
from truceline.find.predications.events.senses import senses
from truceline.find.predications.events.setting import Ground, borrowed, ground, place_of, stamps, time_of
from truceline.find.predications.events.view import View, look
from truceline.know.kinds import plover
from truceline.know.triggers import nouns, words
from truceline.model import Event, Notes
from truceline.times.offsets import set_off
from truceline.values import replace

_ANYBODY = frozenset({"those", "anyone", "anybody", "whoever", "everyone", "everybody"})


def find(parsed: Analysis, notes: Notes) -> Notes:
    """Notes with `events` filled, ids e1, e2, … in the order of the text."""
    view = look(parsed, replace(notes, times=set_off(notes.times, parsed.tree, parsed.sentences)))
    chosen = _once(view, _chosen(view))
    where = ground(view, chosen)
    told = _settled(view, [x for m in chosen for x in _told(view, m, where)])
    return replace(notes, events=tuple(merged(view, [x for x in told if not _background(view, x)])))


def _background(view: View, told: Told) -> bool:
    """Whether an event with nobody, no place and no day is only what all else is told before, or a heading: "the war"."""
    e = told.event
    bare = not e.participants and e.place is None and e.time is None
    return bare and (told.match.trigger.background or (e.sentence in view.titles and told.match.trigger.pos == "noun"))


def _settled(view: View, told: list[Told]) -> list[Told]:
    """Events without a place of their own take over that of the event that they are told under."""
    places = {i: x.event.place for x in told if x.event.place is not None for i in x.match.bases()}
    return [
        replace(x, event=replace(x.event, place=borrowed(view, x.match, places))) if x.event.place is None else x
        for x in told
    ]


def _chosen(view: View) -> list[Match]:
    """The sense of each trigger word, in the order of the text."""
    known = words()
    out = []
    for i, lemma in enumerate(view.t.lemma):
        if lemma not in known or _silent(view, i):
            continue
        match = next((m for m in senses(view, i) if fits(view, m, m.trigger)), None)
        if match is not None and not _said(view, match):
            out.append(match)
    return out


def _silent(view: View, i: int) -> bool:
    """Whether a word tells nothing where it stands: outside the text proper, in a date or a name, after "those"."""
    t = view.t
    if view.sentence[i] < 0 or view.time[i] >= 0 or view.over_line(i):
        return True
    if t.pos[i] == "PROPN" and (view.named(i) or view.placed(i) or _titled(view, i)):
        return True
    if t.dep[i] in ("acl", "relcl") and t.lower[t.head[i]] in _ANYBODY:
        return True
    return _before_land(view, i) or _topic(view, i)


def _before_land(view: View, i: int) -> bool:
    """Whether a participle only describes the land it stands before: "in *occupied* Ruritania"."""
    t = view.t
    if not (0 < i < len(t) - 1 and t.tag[i] == "VBN" and t.pos[i - 1] in ("ADP", "DET", "PUNCT")):
        return False
    return t.pos[i + 1] == "PROPN" and view.placed(i + 1) and t.child(i, "aux", "auxpass", "nsubj") is None


def _topic(view: View, i: int) -> bool:
    """Whether a deed is named only as what a truce or a work is about, or as a stand: "a freeze on fighting", "in protest",
    "renounced kidnapping"."""
    t = view.t
    h = t.head[i]
    bare = t.pos[i] == "NOUN" and t.child(i, "det", "poss") is None
    if t.dep[i] == "dobj":
        return bare and t.lemma[h] in nouns("@forswear")
    return t.dep[i] == "pobj" and _about(t, i, h, bare)


def _about(t: Tree, i: int, p: int, bare: bool) -> bool:
    """Whether a deed after a preposition is a stand, what a charge or a work is about, or the war that a truce is a pause in."""
    over = t.lemma[t.head[p]]
    if t.lower[p] == "in" and p + 1 == i and t.lemma[i] in nouns("@stand"):
        return True
    if t.lower[p] in ("of", "with") and bare and over in nouns("@charge"):
        return True
    work = over in nouns("@works") and t.lower[p] in ("on", "about", "of")[: 2 + (over not in nouns("@measure"))]
    return work or (bare and t.lemma[i] in nouns("@war") and over in nouns("@pause"))


def _titled(view: View, i: int) -> bool:
    """Whether a capitalised word ends the name of something ("Manila Dialogue"); headlines have capitals everywhere."""
    t = view.t
    named = any(t.pos[k] == "PROPN" for k in t.children(i, "compound", "nmod"))
    return named and view.sentence[i] not in view.titles


def _said(view: View, match: Match) -> bool:
    """Whether a claim stands for an act of speech; a request needs none of its own where somebody is
    heard to make it, nor an offer in the words of the one who makes it."""
    around = view.told(match.at)
    if match.trigger.act and match.trigger.kind == "Commitment" and around is not None and around.quotation == "direct":
        return True
    claim = view.cue.get(match.at) if match.trigger.act else None
    return claim is not None and (claim.plover is not None or match.trigger.kind == "Demand")


def _once(view: View, chosen: list[Match]) -> list[Match]:
    """Without what is part of another event's words: "talks" in "suspended talks", "to attack" in "ready to attack"."""
    used = _used(view, chosen)
    at = {m.at for m in chosen}
    consulting = {i for m in chosen if plover(m.trigger.kind) == "CONSULT" for i in m.bases()}
    chosen = [m for m in chosen if not _lands(view, m, at) and not _agenda(view, m, consulting)]
    return [m for m in chosen if m.at not in used and not (m.trigger.act and m.comp in at)]


def _used(view: View, chosen: list[Match]) -> set[int]:
    """The subjects, objects and clauses that belong to the words of events, with what is compounded with them."""
    things = {i for m in chosen for i in (m.subj, *_swallowed(m)) if i is not None}
    return things | {k for i in things for k in view.t.children(i, "compound", "nmod")}


def _lands(view: View, match: Match, told: set[int]) -> bool:
    """Whether a verb only says where another event landed: "two *bombings* struck the capital"."""
    plain = match.trigger.pos == "verb" and match.trigger.kind == "Attack" and not view.t.passive(match.at)
    subjects = view.t.surface_subject(match.at) if plain else []
    return any(i in told and view.t.pos[i] == "NOUN" for i in subjects)


def _agenda(view: View, match: Match, consulting: set[int]) -> bool:
    """Whether a verb only says what a meeting is for, or how somebody says something: "met to *discuss* the crisis", "said, *speaking* by telephone"."""
    t, i = view.t, match.at
    if match.trigger.kind != "Consultation":
        return False
    spoken = t.tag[i] == "VBG" and t.dep[i] == "advcl" and not t.under(i, "with", "to")
    return spoken or (infinitive(t, i) and t.head[i] in consulting - {i})


def _swallowed(match: Match) -> tuple[int | None, ...]:
    """The object and the clause that are part of the same event: "failed to agree", not "vowed to attack"; "hit a base",
    not "died in a clash"."""
    apart = match.trigger.act or match.trigger.kind == "Threat" or "*" in match.trigger.comp
    told = match.trigger.pobj and match.trigger.kind in ("Killing", "Injury")
    return None if told else match.obj, None if apart else match.comp


def _told(view: View, match: Match, where: Ground) -> list[Told]:
    """The event of a match, and the undertaking that it is planned by."""
    parts = granted(view, match, (*participants(view, match), *landed(view, match)))
    time = time_of(view, match, where)
    when = stamps(view, match, time)
    how = how_far(view, match)
    how = "planned" if how == "happened" and not_yet(view, match, when) else how
    event = Event(
        id="",
        kind=match.trigger.kind,
        plover=match.trigger.plover,
        trigger=view.span(match.at),
        sentence=view.sentence[match.at],
        factuality=how,
        participants=parts,
        place=place_of(view, match, where),
        time=time,
        when=when,
        rule=f"happened {match.trigger.pos} {match.trigger.word}",
        confidence=0.8 if parts else 0.6,
    )
    meant = undertaking(view, match, how, {p.role for p in parts})
    who_binds = bound(view, match, parts)
    if meant is None or not any(p.role == "agent" for p in who_binds):
        return [Told(from_saying(view, match, event), match)]
    kind, token = meant
    act = replace(
        event,
        kind=kind,
        plover=plover(kind),
        trigger=view.span(token),
        factuality="happened",
        participants=who_binds,
        rule=f"happened {kind}",
    )
    return [Told(act, replace(match, at=token, light=None)), Told(event, match)]


FINDER = Finder("events", find, gives=frozenset({"events"}), needs=frozenset({"times", "places", "mentions", "claims"}))
