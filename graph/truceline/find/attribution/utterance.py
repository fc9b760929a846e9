"""Any verb after a quotation that somebody utters it by: "…," sighed the nurse; "…," the mayor shrugged."""

from __future__ import annotations

from truceline.find.attribution.view import View
from truceline.know.verbs import Entry

_SUBJECTS = frozenset({"nsubj", "dobj", "npadvmod", "attr", "oprd", "dep"})
_PAST = frozenset({"VBD", "VBZ", "VBN"})


def uttering(view: View, at: int, i: int) -> Entry | None:
    """The neutral entry of a verb by which a person utters the quotation before it; None where it is another's deed.

    Args:
        view: the article.
        at: the first token after the quotation and its comma.
        i: the token of the verb.
    """
    t = view.t
    if t.tag[i] not in _PAST or not view.text[t.start[i] : t.end[i]].islower():
        return None
    who = _after(view, i) if i == at else _before(view, at, i)
    return Entry(t.lemma[i], (), "asserted", frozenset({"quote"})) if who is not None and _person(view, who) else None


def _after(view: View, i: int) -> int | None:
    """The one named right after the verb, whichever way the parser hung the two."""
    t = view.t
    who = modified(view, i) or t.child(i, *_SUBJECTS, after=i)
    if who is None or any(t.pos[k] in ("PUNCT", "VERB", "ADP") for k in range(i + 1, who)):
        return None
    return who


def modified(view: View, i: int) -> int | None:
    """The last word of the name that a verb after a quotation was taken for an adjective of ("sighed nurse X")."""
    t = view.t
    if t.dep[i] != "amod" or t.head[i] < i:
        return None
    who = t.head[i]
    while t.dep[who] == "compound" and t.head[who] > who:
        who = t.head[who]
    return who


def _before(view: View, at: int, i: int) -> int | None:
    """The subject between quotation and verb, where the verb has no other object."""
    t = view.t
    if any(view.quote[k] < 0 for k in t.children(i, "dobj", "ccomp", "xcomp", after=i)):
        return None
    return next((k for k in t.children(i, "nsubj") if at <= k < i), None)


def _person(view: View, i: int) -> bool:
    """Whether a token ends the mention of a person."""
    return any(m.type == "Person" and m.end == view.t.end[i] for m in view.named(view.span(i, i)))
