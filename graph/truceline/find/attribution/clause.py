"""Clauses to the right of their cue: "said (that) …", also where the small model loses its way.

A subject taken for an object ("reported the town fell"), a date between cue and clause, a second cue joined to the
content instead of the first: signs in the tree tell, and the range is read from them.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from truceline.analysis.tree import VERBAL
from truceline.find.attribution.parenthetical import SUBJECTS, around, stands_aside
from truceline.find.attribution.speaker import of_saying, outer_cue, two_subjects
from truceline.find.attribution.view import FINITE, Reading, View
from truceline.know.verbs import Entry, nouns, verbs, words


def clause(view: View, v: int, entry: Entry) -> Reading | None:
    """The clause that the verb at `v` reports: to its right, else around the cue."""
    t = view.t
    told = t.child(v, "dobj", "dative") if "told" in entry.frames else None
    found = _of_relative(view, v) or _complement(view, v, entry, told) or _told_that(view, v, told)
    found = found or _marked(view, v) or bare(view, v) or _garden_path(view, v, entry)
    if found is None and "clause" in entry.frames and stands_aside(view, v, entry):
        return around(view, v, entry)
    return found


def _marked(view: View, v: int) -> Reading | None:
    """A clause with "that" which phrases part from its cue ("said on Monday, after the raid, *that* …")."""
    t = view.t
    for k in t.kids[v]:
        that = t.worded(k, {"that"}, "mark")
        hung = t.dep[k] in ("advcl", "xcomp", "acl") and _finite(view, k) and not of_purpose(view, k)
        if k > v and that is not None and that > v and hung:
            return Reading([(that + 1, view.high(k))], k, "clause")
    return None


def _complement(view: View, v: int, entry: Entry, told: int | None) -> Reading | None:
    """The clause that the parser hung on the cue."""
    t = view.t
    for c in t.children(v, "ccomp", after=v):
        if _finite(view, c):
            if "told" in entry.frames and (last := _swallowed(view, v, c)) is not None:
                return Reading([(last + 1, _stretch(view, v, c, view.high(c)))], c, "clause", last)
            return Reading([right(view, v, c, entry)], c, "clause", told)
    return None


def of_purpose(view: View, c: int) -> bool:
    """Whether a clause only tells what something is done for ("announced a truce *so that people could vote*")."""
    t = view.t
    that = t.worded(c, {"that"}, "mark")
    return that is not None and t.lower[view.before(that)] in ("so", "order")


def _of_relative(view: View, v: int) -> Reading | None:
    """The clause of a relative that a cue is put into: "a raid which the army says *killed five*", "what it said *was* …"."""
    t = view.t
    if t.dep[v] not in ("relcl", "pcomp", "ccomp", "csubj", "dobj"):
        return None
    if (verb := _about_antecedent(view, v)) is not None:
        return Reading([(v + 1, view.bounds(v)[1] if t.head[verb] == verb else view.high(verb))], verb, "relative")
    for c in t.children(v, "ccomp", after=v):
        opening = t.lower[view.low(c)]
        fits = opening == "what" or (opening in ("which", "that", "who") and t.dep[v] == "relcl")
        if fits and view.low(c) < v:
            return Reading([(v + 1, view.high(c))], c, "relative")
    return None


def _about_antecedent(view: View, v: int) -> int | None:
    """The verb right after a cue whose subject the parser made what the cue is a relative of ("something he said *was* a breach")."""
    t, noun = view.t, view.t.head[v]
    verb = v + 1
    if t.dep[v] != "relcl" or verb >= len(t) or t.lemma[verb] != "be" or t.child(v, "nsubj") is None:
        return None
    aside = t.lower[view.before(view.low(noun))] == ","
    return verb if aside and t.head[noun] == verb and t.dep[noun] in SUBJECTS else None


def _told_that(view: View, v: int, told: int | None) -> Reading | None:
    """A clause that the parser made a relative of the one who is told ("assured leaders (that) it would stay")."""
    t = view.t
    if told is None or told < v:
        return None
    for k in t.children(told, "relcl", "acl", "ccomp", after=told):
        subjects, low = t.children(k, "nsubj", "nsubjpass"), view.low(k)
        first = low == told + 1 and view.low(subjects[0]) == low if subjects else False
        aside = t.lower[low] == "that" and t.lower[view.before(low)] == ","
        if t.pos[k] in VERBAL and (first or aside or len(subjects) > 1):
            return Reading([(low + (t.lower[low] == "that"), view.high(k))], k, "clause", told)
    return None


def _finite(view: View, c: int) -> bool:
    """Whether the head of a clause has a finite verb: no "show people being killed", no "found him guilty"."""
    t = view.t
    if not any(t.tag[k] in FINITE for k in (c, *t.kids[c])):
        return False
    return t.tag[c] != "VBG" or any(t.tag[k] in FINITE for k in t.children(c, "aux"))


def _garden_path(view: View, v: int, entry: Entry) -> Reading | None:
    """A clause whose subject the parser took for the object of the cue ("reported the town, …, fell to").

    Signs: a finite verb further right that hangs on the cue or its object without "and"; or two subjects of one verb.
    """
    t = view.t
    second = two_subjects(view, v)
    if second is not None:
        h = t.head[second]
        return Reading([(_skip_time(view, v, view.low(second)), view.high(h))], h, "garden path")
    o, end = t.child(v, "dobj"), view.bounds(v)[1]
    first = _after_addressee(view, v, o)
    if first >= end or not _may_be_clause(view, v, entry, o, first):
        return None
    if _behind_that(view, v, first):
        return Reading([(first + 1, min(end, view.high(v)))], t.head[first], "garden path")
    k = next((k for k in _candidates(view, v, o) if _loose(view, o, k)), None)
    if k is None:
        return None
    low = _skip_time(view, v, first)
    return Reading([(low, min(end, max(view.high(k), view.high(v))))], k, "garden path")


def _after_addressee(view: View, v: int, o: int | None) -> int:
    """The token after a cue, and after who is told where that stands before the object."""
    to = view.t.child(v, "dative")
    return v + 1 if to is None or o is None or not v < to < o else view.high(to) + 1


def _may_be_clause(view: View, v: int, entry: Entry, o: int | None, first: int) -> bool:
    """Whether what follows a cue may be a clause: there is an object to begin it, or "that" or a date does."""
    if "clause" not in entry.frames or (o is None and not _opens(view, first)):
        return False
    return o is None or (o > v and not (view.t.pos[o] == "PRON" and "told" in entry.frames))


def _behind_that(view: View, v: int, first: int) -> bool:
    """Whether "that" stands after a cue with a finite verb behind it."""
    t = view.t
    finite = any(t.tag[i] in FINITE for i in range(first + 1, view.high(v) + 1))
    return finite and t.lower[first] == "that"


def _opens(view: View, i: int) -> bool:
    """Whether "that" or a date before a clause follows the cue ("estimated by 2050, …")."""
    t = view.t
    return t.lower[i] == "that" or (
        t.lower[i] in ("by", "in", "on")
        and (t.tag[i + 1] == "CD" or any(x.start == t.start[i + 1] for x in view.dated(t.start[i + 1], t.end[i + 1])))
    )


def _candidates(view: View, v: int, o: int | None) -> list[int]:
    """The finite verbs that the parser may have hung on a cue or its object `o` instead of the other way round."""
    t = view.t
    own = [k for k in view.below(v, o) if k > v + 1 and t.tag[k] in ("VBD", "VBZ", "VBP", "VB")]
    below = t.subtree(o) if o is not None else ()
    return own + [k for k in below if _misread_finite(view, k)]


def _misread_finite(view: View, k: int) -> bool:
    """Whether a participle with an object and nobody it is done by is a finite verb ("a raid on a post *killed* four")."""
    t = view.t
    gives = t.lemma[k] in words("giving") or t.lemma[k] in verbs()
    alone = not gives and t.child(k, "agent", "auxpass", "aux") is None
    return t.dep[k] == "acl" and t.tag[k] == "VBN" and alone and (t.child(k, "dobj") or 0) > k


def _loose(view: View, o: int | None, k: int) -> bool:
    """Whether a finite verb right of the cue can only be the verb of what is said."""
    t = view.t
    if t.dep[k] == "acl":
        return _misread_finite(view, k)
    bare = t.tag[k] == "VB" and t.child(k, "aux") is None
    if t.dep[k] != "conj" or bare or t.child(k, "nsubj", "nsubjpass") is not None:
        return False
    joined = t.child(t.head[k], "cc")
    return joined is None or joined > k or (o is not None and t.tag[o] == "NNS" and t.tag[k] == "VBZ")


def right(view: View, v: int, c: int, entry: Entry) -> tuple[int, int]:
    """The range of a clause after its cue, "that" and adverbials of the cue before it left out."""
    t, low = view.t, view.low(c)
    marked = t.lower[low] == "that" and t.dep[low] == "mark"
    low = low + 1 if marked else _after_that(view, v, c, entry)
    while view.quote[v] < 0 <= view.quote[low] == view.quote[low - 1]:
        low -= 1
    return low, _stretch(view, v, c, view.high(c))


def _after_that(view: View, v: int, c: int, entry: Entry) -> int:
    """Where a clause begins whose "that" stands elsewhere, or is not there; a missing subject is the object of the cue."""
    t, low, o = view.t, view.low(c), view.t.child(v, "dobj")
    that = t.worded(c, {"that"}, "mark", after=v)
    if that is not None and that < c:
        return that + 1
    if o is not None and "told" in entry.frames:
        return low + 1 if low == view.high(o) + 1 and t.lower[low] == "that" else _skip_time(view, v, low)
    if o is not None and v < o < low and t.child(c, "nsubj") is None:
        low = view.low(o)
    return _skip_time(view, v, low)


def _swallowed(view: View, v: int, c: int) -> int | None:
    """The last word of the one told, whom the parser read as a part of the subject ("told *AFP* rebels fired")."""
    t = view.t
    o = t.child(c, "nsubj", "nsubjpass") if t.child(v, "dobj", "dative") is None else None
    if o is None or not v < view.low(o) <= min(v + 2, o - 1):
        return None
    names = (m for m in view.named(view.span(v + 1, o - 1)) if m.head == "name")
    return next((view.token(m.end - 1) for m in names), None)


def _skip_time(view: View, v: int, low: int) -> int:
    """The content begins after a date that belongs to the saying ("said Monday the …", "said on Monday the …")."""
    t, i = view.t, v + 1
    if not v < low <= v + 2:
        return low
    i += t.lower[i] in ("on", "in", "late", "early")
    time = next((x for x in view.dated(t.start[i], t.end[i]) if x.start == t.start[i]), None)
    after = view.token(time.end - 1) + 1 if time is not None else len(t)
    return after if after < len(t) and t.pos[after] in _OPENING else low


_OPENING = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "SCONJ"})
"""What a clause without a mark opens with."""


def _stretch(view: View, v: int, c: int, high: int) -> int:
    """The end of a clause: before a cue that is only joined to it; a quotation begun inside runs to its end."""
    t = view.t
    for k in t.children(c, "conj"):
        if t.lemma[k] in verbs() and outer_cue(view, k) == v:
            return max(c, next(j for j in t.children(c, "cc")) - 1)
    if view.quote[v] >= 0:
        return _sentence_of_quote(view, v, high)
    if view.quote[high] >= 0:
        high = view.quoted_to(high)
    return max([high, *(view.high(k) for k in t.kids[v] if k > high and _said_too(view, v, c, k))])


def _said_too(view: View, v: int, c: int, k: int) -> bool:
    """Whether a verb that the parser joined to the cue belongs to what is said: listed, or with a subject after a bare "and"."""
    t = view.t
    if t.dep[k] != "conj" or t.pos[k] not in ("VERB", "AUX") or t.child(k, "ccomp") is not None:
        return False
    if _proviso(view, k):
        return True
    if t.child(k, *SUBJECTS) is not None:
        joint = view.before(view.low(k))
        return t.lower[joint] in ("and", "but", "or") and t.lower[view.before(joint)] not in (",", ";")
    return not any(c < j < k for j in t.children(v, "cc"))


def _proviso(view: View, k: int) -> bool:
    """Whether a clause only limits what is said before it (", but only if they leave")."""
    t = view.t
    only = next((j for j in (*t.children(k, "advmod"), view.low(k)) if t.lower[j] == "only" and j < k), None)
    return only is not None and t.lower[only - 1] == "but" and t.child(k, "mark", "advmod", after=only) is not None


def _sentence_of_quote(view: View, v: int, high: int) -> int:
    """Of "I think …" in direct speech the rest of the sentence, up to a "but" or "and" of its own."""
    t, i = view.t, high + 1
    while i < len(t) and view.quote[i] == view.quote[v] and t.lower[i] not in (".", "?", "!", ";", "but", "and", "…"):
        i += 1
    return i - 1


def bare(view: View, v: int) -> Reading | None:
    """A clause after "that" which the parser hung elsewhere."""
    t = view.t
    near = thats(view, v + 1, min(view.bounds(v)[1], v + 9), PAUSES)
    that = next((i for i in near if t.head[t.head[i]] != v), None)
    if that is None or t.lemma[t.head[t.head[that]]] in nouns():
        return None
    told = t.head[that]
    return Reading([(that + 1, _stretch(view, v, told, view.high(told)))], told, "that")


PAUSES = frozenset({",", ";", ":"})


def thats(view: View, first: int, end: int, stops: Container[str]) -> Iterator[int]:
    """The marks "that" from a token to before another, no verb and no stop before them."""
    t = view.t
    for i in range(first, end):
        if t.lower[i] == "that" and t.dep[i] == "mark":
            yield i
        if t.pos[i] in VERBAL or t.lower[i] in stops:
            return


def with_phrases(view: View, v: int, high: int) -> int:
    """Takes in phrases after an object which the parser hung on the cue ("condemned the raid in the north").

    Phrases that tell when, where or to whom it was said stay outside.
    """
    t = view.t
    own = ("agent", "prep") if t.lemma[high] in nouns() else ()
    for k in t.kids[v]:
        by = t.dep[k] in own and t.lower[k] in ("by", "from")
        if k != high + 1 or not (by or (t.dep[k] == "prep" and t.lower[k] in words("within"))):
            continue
        if of_saying(view, k):
            break
        high = view.high(k)
    return high


def phrase(view: View, i: int) -> tuple[int, int]:
    """The tokens of a noun phrase without the clauses that hang on it."""
    low, high = view.low(i), view.high(i)
    for k in view.t.kids[i]:
        if view.t.dep[k] in ("acl", "relcl", "punct") and k > i:
            high = min(high, max(i, view.low(k) - 1))
    return low, high
