"""Passives of reporting verbs: "it was reported that", "X is said to", "X was accused of", "X was condemned by Y"."""

from __future__ import annotations

from truceline.find.attribution.clause import bare, infinitive_marked, phrase, right, with_phrases
from truceline.find.attribution.view import Reading, View
from truceline.know.verbs import Entry


def read_passive(view: View, v: int, entry: Entry) -> Reading | None:
    """Passives: "it was reported that", "X is said to", "X was accused of", "X was condemned by Y"."""
    t = view.t
    if t.dep[v] in ("advcl", "acl") and not t.by_agents(v):
        return None
    subjects = _just_named(view, v) or t.surface_subject(v)
    subject = subjects[0] if subjects else None
    agents = t.by_agents(v)
    agent = agents[0] if agents else None
    that = next((k for k in t.kids[v] if k > v and t.dep[k] == "ccomp" and not infinitive_marked(view, k)), None)
    if that is not None and entry.frames & {"clause", "quote"}:
        person = subject if "told" in entry.frames else None
        return Reading([right(view, v, that, entry)], that, "passive", person, agent)
    if that is None and entry.frames & {"clause", "quote"} and (found := bare(view, v)):
        return Reading(found.ranges, found.root, "passive", subject if "told" in entry.frames else None, agent)
    k = next((k for k in t.kids[v] if k > v and t.dep[k] in ("xcomp", "ccomp") and infinitive_marked(view, k)), None)
    if k is not None and subject is not None and (entry.frames & {"clause", "passive", "ask"}):
        if "ask" in entry.frames and "passive" not in entry.frames:
            if agent is None and "quote" not in entry.frames:
                return None
            return Reading([phrase(view, subject), (view.low(k), view.high(k))], k, "passive", subject, agent)
        return Reading([phrase(view, subject), (view.low(k), view.high(k))], k, "passive", None, agent)
    for preposition in ("of", "for", "with"):
        if preposition in entry.frames and (agent is not None or entry.stance != "asserted"):
            p = next((k for k in t.kids[v] if k > v and t.dep[k] == "prep" and t.lower[k] == preposition), None)
            if p is not None:
                return Reading([(p + 1, view.high(p))], p, "passive", subject, agent)
    state = t.child(v, "oprd", "acomp")
    if (
        "said" in entry.frames
        and state is not None
        and state > v
        and subject is not None
        and t.pos[state] in ("ADJ", "VERB")
    ):
        high = with_phrases(view, v, view.high(state))
        return Reading([phrase(view, subject), (view.low(state), high)], state, "passive", None, agent)
    if agent is not None and subject is not None and entry.frames & {"object", "for"}:
        named = next((k for k in t.kids[v] if k > v and t.dep[k] == "prep" and t.lower[k] == "as"), None)
        ranges = [phrase(view, subject)] + (
            [(named, view.high(named))] if named is not None and "as" in entry.frames else []
        )
        return Reading(ranges, subject, "passive", subject, agent)
    return None


def _just_named(view: View, v: int) -> list[int]:
    """The noun before a participle set off by commas ("under the deal, announced by X, …")."""
    t = view.t
    comma = view.before(v)
    noun = view.before(comma) if comma > 0 else -1
    loose = t.dep[v] in ("advcl", "acl") and noun >= 0 and t.lower[comma] == "," and t.pos[noun] in ("NOUN", "PROPN")
    return [noun] if loose and view.sentence[noun] == view.sentence[v] else []
