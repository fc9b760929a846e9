"""Passives of reporting verbs: "it was reported that", "X is said to", "X was accused of", "X was condemned by Y"."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.find.attribution.clause import bare, phrase, right, with_phrases
from truceline.find.attribution.view import Reading, View
from truceline.know.nouns import heads
from truceline.know.verbs import Entry


@dataclass(frozen=True, slots=True)
class _Passive:
    """A passive verb: its token, the head of its subject, who stands after "by", and a clause that it governs."""

    v: int
    subject: int | None
    agent: int | None
    that: int | None


def read_passive(view: View, v: int, entry: Entry) -> Reading | None:
    """Passives: "it was reported that", "X is said to", "X was accused of", "X was condemned by Y"."""
    t, here = view.t, _passive(view, v)
    if t.dep[v] in ("advcl", "acl") and here.agent is None:
        return None
    if entry.frames & {"clause", "quote"} and (found := _clause(view, here, entry)):
        return found
    to = next(filter(t.infinitive, t.children(v, "xcomp", "ccomp", after=v)), None)
    if to is not None and here.subject is not None and entry.frames & {"clause", "passive", "ask"}:
        return _infinitive(view, here, entry, to)
    return _charged(view, here, entry) or _state(view, here, entry) or _object(view, here, entry)


def _passive(view: View, v: int) -> _Passive:
    """A passive verb with what stands around it."""
    t = view.t
    subjects = _just_named(view, v) or t.surface_subject(v)
    that = next((k for k in t.children(v, "ccomp", after=v) if not t.infinitive(k)), None)
    return _Passive(v, next(iter(subjects), None), next(iter(t.by_agents(v)), None), that)


def _clause(view: View, here: _Passive, entry: Entry) -> Reading | None:
    """ "It was reported that …", "the envoy was told that …"."""
    person = here.subject if "told" in entry.frames else None
    if here.that is not None:
        return Reading([right(view, here.v, here.that, entry)], here.that, "passive", person, here.agent)
    found = bare(view, here.v)
    return Reading(found.ranges, found.root, "passive", person, here.agent) if found else None


def _infinitive(view: View, here: _Passive, entry: Entry, to: int) -> Reading | None:
    """ "The town is said to have fallen"; of those who are asked to do something somebody must do the asking."""
    assert here.subject is not None
    asked = "ask" in entry.frames and "passive" not in entry.frames
    if asked and here.agent is None and "quote" not in entry.frames:
        return None
    ranges = [phrase(view, here.subject), (view.low(to), view.high(to))]
    return Reading(ranges, to, "passive", here.subject if asked else None, here.agent)


def _charged(view: View, here: _Passive, entry: Entry) -> Reading | None:
    """ "The group was accused of looting", "X was praised by Y for its patience"."""
    t = view.t
    if here.agent is None and entry.stance == "asserted":
        return None
    below = view.below(here.v, here.agent)
    for preposition in ("of", "for", "with"):
        own = (k for k in below if k > here.v and t.dep[k] == "prep" and t.lower[k] == preposition)
        if preposition in entry.frames and (k := next(own, None)) is not None:
            return Reading([(k + 1, view.high(k))], k, "passive", here.subject, here.agent)
    return _put_on(view, here, entry)


def _put_on(view: View, here: _Passive, entry: Entry) -> Reading | None:
    """ "The raid was blamed on the group": the deed and who is said to have done it."""
    t = view.t
    k = t.worded(here.v, {"on"}, "prep", after=here.v) if "on" in entry.frames else None
    doer = t.child(k, "pobj") if k is not None else None
    if k is None or doer is None or here.subject is None or view.dated(t.start[doer], t.end[doer]):
        return None
    return Reading([phrase(view, here.subject), (k, view.high(k))], here.subject, "passive", doer, here.agent)


def _state(view: View, here: _Passive, entry: Entry) -> Reading | None:
    """ "Ten were reported missing"."""
    state = view.t.child(here.v, "oprd", "acomp")
    if (
        "said" not in entry.frames
        or state is None
        or here.subject is None
        or state < here.v
        or _office(view, here, state)
    ):
        return None
    high = with_phrases(view, here.v, view.high(state))
    return Reading([phrase(view, here.subject), (view.low(state), high)], state, "passive", None, here.agent)


def _office(view: View, here: _Passive, state: int) -> bool:
    """Whether somebody is only made something ("was declared mayor"): nobody is told to say so."""
    made = heads().get(view.t.lemma[state])
    return here.agent is None and made is not None and made.one == "Person"


def _object(view: View, here: _Passive, entry: Entry) -> Reading | None:
    """ "The raid was condemned by X"."""
    if here.agent is None or here.subject is None or not entry.frames & {"object", "for"}:
        return None
    return Reading([phrase(view, here.subject)], here.subject, "passive", here.subject, here.agent)


def _just_named(view: View, v: int) -> list[int]:
    """The noun before a participle set off by commas ("under the deal, announced by X, …")."""
    t = view.t
    comma = view.before(v)
    noun = view.before(comma) if comma > 0 else -1
    return [noun] if noun >= 0 and t.dep[v] in ("advcl", "acl") and t.lower[comma] == "," else []
