"""Indirect speech of verbs: where the parse puts what is said, frame by frame.

The frames are those of the head of `data/lexicon/reporting.tsv`. Each rule gives token ranges; the small model often
hangs the cue on its content instead of the other way round ("…, X said"), so cues after and inside their content are
read from commas.
"""

from __future__ import annotations

from dataclasses import dataclass

from truceline.find.said.speaker import misread, outer_cue, passive, two_subjects
from truceline.find.said.view import MARKS, View
from truceline.know.verbs import Entry, light_verbs, nouns, verbs, words

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN", "VB"})
_CLAUSES = frozenset({"ccomp", "xcomp"})
_HELD = frozenset({"responsible", "accountable"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_LEADING = _SUBJECTS | {"aux", "auxpass", "neg", "advmod", "mark", "prt"}
_UNREAL = frozenset({"will", "would", "could", "may", "might", "should", "must", "shall", "'ll", "'d", "’ll", "’d", "wo", "ca"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cue reports: token ranges, the head of what is said, who is addressed, which rule read it."""

    ranges: list[tuple[int, int]]
    root: int
    rule: str
    addressee: int | None = None
    speaker: int | None = None


def read(view: View, v: int, entry: Entry) -> Reading | None:
    """What the verb at `v` reports as this entry; None when nothing is said in this frame."""
    frames = entry.frames
    if entry.more:
        return _after_particle(view, v, entry)
    if passive(view, v):
        return _passive(view, v, entry)
    if frames & {"clause", "quote"} and (found := _clause(view, v, entry)):
        return found
    if "ask" in frames and (found := _ask(view, v)):
        return found
    if "to" in frames and (found := _infinitive(view, v)):
        return found
    for preposition in ("of", "for", "with", "on", "in", "over"):
        if preposition in frames and (found := _charged(view, v, preposition)):
            return found
    if "as" in frames and (found := _called(view, v)):
        return found
    if "ing" in frames and (found := _gerund(view, v)):
        return found
    if "object" in frames and (found := _object(view, v)):
        return found
    return None


def unreal(view: View, v: int) -> bool:
    """Whether the saying itself is not told as done: "may say", "to say", "if he says", "without saying"."""
    t = view.t
    lower = {t.lower[k] for k in t.kids[v] if k < v and t.dep[k] in ("aux", "mark", "auxpass")}
    if lower & _UNREAL or lower & {"if", "unless", "whether"}:
        return True
    head = t.head[v]
    if "to" in lower and t.tag[v] == "VB":
        return not (t.dep[v] == "xcomp" and t.lemma[head] in words("onward"))
    if t.dep[v] == "conj" and t.tag[v] == "VB" and head != v:
        return unreal(view, head)
    return t.dep[v] == "pcomp" and t.lower[head] == "without"


# ---------------------------------------------------------------- clauses


def _clause(view: View, v: int, entry: Entry) -> Reading | None:
    t = view.t
    told = t.child(v, "dobj", "dative") if "told" in entry.frames else None
    for c in t.kids[v]:
        if t.dep[c] == "ccomp" and c > v and _finite(view, c) and view.low(c) > v:
            return Reading([_right(view, v, c, entry)], c, "clause", told if told is not None and told < c else None)
    if told is not None and told > v and (k := _told_that(view, told)) is not None:
        return Reading([(view.low(k), view.high(k))], k, "clause", told)
    if (found := _bare(view, v) or _garden_path(view, v, entry)) is not None:
        return found
    return _around(view, v, entry) if _stands_aside(view, v, entry) else None


def _told_that(view: View, told: int) -> int | None:
    """A clause that the parser made a relative of the one who is told ("assured leaders it would stay")."""
    t = view.t
    for k in t.kids[told]:
        if t.dep[k] in ("relcl", "acl", "ccomp") and k > told and t.pos[k] in ("VERB", "AUX"):
            s = t.child(k, "nsubj", "nsubjpass")
            if s is not None and view.low(k) == view.low(s) == told + 1 and t.lower[s] not in ("who", "which", "that"):
                return k
    return None


def _finite(view: View, c: int) -> bool:
    """Whether the head of a clause is no bare participle ("show people being killed") and no punctuation."""
    t = view.t
    if t.pos[c] in ("PUNCT", "SPACE", "X"):
        return False
    return t.tag[c] != "VBG" or any(t.dep[k] == "aux" and t.tag[k] in _FINITE for k in t.kids[c])


def _garden_path(view: View, v: int, entry: Entry) -> Reading | None:
    """A clause whose subject the parser took for the object of the cue ("reported the town, …, fell to").

    Signs: a finite verb further right that hangs on the cue or its object without "and"; or two subjects of one verb.
    """
    t = view.t
    second = two_subjects(view, v)
    if second is not None:
        h = t.head[second]
        return Reading([(_skip_time(view, v, view.low(second)), view.high(h))], h, "garden path")
    o = t.child(v, "dobj")
    begin, end = view.bounds(v)
    first = v + 1
    if first >= end or "clause" not in entry.frames or (o is None and not _opens(view, first)):
        return None
    if o is not None and (o < v or t.pos[o] == "PRON" and "told" in entry.frames):
        return None
    if t.lower[first] == "that" and t.tag[first] == "IN":
        return Reading([(first + 1, min(end, view.high(v)))], t.head[first], "garden path")
    k = next((k for k in _candidates(view, v, o) if _loose(view, v, o, k)), None)
    if k is None:
        return None
    low = first + 1 if t.lower[first] == "that" else _skip_time(view, v, first)
    return Reading([(low, min(end, max(view.high(k), view.high(v))))], k, "garden path")


def _opens(view: View, i: int) -> bool:
    """Whether "that" or a date before a clause follows the cue ("estimated by 2050, …")."""
    t = view.t
    return t.lower[i] == "that" or (t.lower[i] in ("by", "in", "on") and (t.tag[i + 1] == "CD" or any(x.start == t.start[i + 1] for x in view.notes.times)))


def _candidates(view: View, v: int, o: int | None) -> list[int]:
    kids = [*view.t.kids[v], *(view.t.kids[o] if o is not None else ())]
    return [k for k in kids if k > v + 1 and view.t.tag[k] in ("VBD", "VBZ", "VBP", "VB") and view.t.pos[k] in ("VERB", "AUX")]


def _loose(view: View, v: int, o: int | None, k: int) -> bool:
    """Whether a finite verb right of the cue can only be the verb of what is said."""
    t = view.t
    if t.dep[k] == "acl":
        return t.tag[k] == "VBD" and t.lower[view.before(k)] == ","
    if t.dep[k] != "conj" or (t.tag[k] == "VB" and t.child(k, "aux") is None):
        return False
    joined = any(t.dep[j] == "cc" and k > j > v for j in t.kids[t.head[k]])
    noun_and_verb = o is not None and joined and t.tag[o] == "NNS" and t.tag[k] == "VBZ" and t.pos[t.kids[o][-1] if t.kids[o] else o] != "PUNCT"
    return not joined or (noun_and_verb and t.tag[v] != t.tag[k])


def _right(view: View, v: int, c: int, entry: Entry) -> tuple[int, int]:
    """The range of a clause after its cue, "that" and adverbials of the cue before it left out."""
    t = view.t
    low, high = view.low(c), view.high(c)
    if t.lower[low] == "that" and t.dep[low] == "mark":
        low += 1
    else:
        that = next((i for i in range(v + 1, c) if t.lower[i] == "that" and t.dep[i] == "mark" and t.head[i] == c), None)
        o = t.child(v, "dobj")
        if that is None and o is not None and v < o < low and "told" not in entry.frames and t.child(c, "nsubj") is None:
            low = view.low(o)
        low = that + 1 if that is not None else _skip_time(view, v, low)
    return low, _stretch(view, v, c, high)


def _skip_time(view: View, v: int, low: int) -> int:
    """The content begins after a date that belongs to the saying ("said Monday the …", "said on Monday the …")."""
    t = view.t
    i = v + 1
    if low > v + 2 or low <= v:
        return low
    if t.lower[i] in ("on", "in", "late", "early"):
        i += 1
    for time in view.notes.times:
        if time.start == t.start[i]:
            last = next((j for j in range(i, min(len(t), i + 8)) if t.end[j] == time.end), None)
            if last is None or last + 1 >= len(t):
                return low
            follows = t.pos[last + 1]
            begins = follows in ("DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "SCONJ") and t.lower[last + 1] not in ("'s", "’s")
            return last + 1 if begins and t.lower[last + 1] != "that" else (last + 2 if t.lower[last + 1] == "that" else low)
    return low


def _stretch(view: View, v: int, c: int, high: int) -> int:
    """The end of a clause: before a cue that is only joined to it; a quotation begun inside runs to its end."""
    t = view.t
    for k in t.kids[c]:
        if t.dep[k] == "conj" and t.lemma[k] in verbs() and outer_cue(view, k) == v:
            return max(c, next(j for j in t.kids[c] if t.dep[j] == "cc" and c < j < k) - 1)
    semicolon = next((i for i in range(c + 1, high) if t.lower[i] == ";" and view.quote[i] < 0), None)
    if semicolon is not None:
        return semicolon - 1
    if view.quote[v] >= 0:
        return _sentence_of_quote(view, v, high)
    if view.quote[high] >= 0:
        while high + 1 < len(t) and view.quote[high + 1] == view.quote[high]:
            high += 1
    for k in t.kids[v]:
        if t.dep[k] == "conj" and k > high and t.pos[k] in ("VERB", "AUX") and not any(t.dep[j] == "ccomp" for j in t.kids[k]):
            own = any(t.dep[s] in _SUBJECTS for s in t.kids[k])
            joined = t.lower[view.before(view.low(k))]
            listed = not own and not any(t.dep[j] == "cc" and c < j < k for j in t.kids[v]) and t.lemma[k] not in verbs()
            if listed or (own and joined in ("and", "but", "or") and t.lower[view.before(view.before(view.low(k)))] not in (",", ";")):
                high = max(high, view.high(k))
    return high


def _sentence_of_quote(view: View, v: int, high: int) -> int:
    """Of "I think …" in direct speech the rest of the sentence, up to a "but" or "and" of its own."""
    t, i = view.t, high + 1
    while i < len(t) and view.quote[i] == view.quote[v] and t.lower[i] not in (".", "?", "!", ";", "but", "and", "…"):
        i += 1
    return i - 1


def _bare(view: View, v: int) -> Reading | None:
    """A clause after "that" which the parser hung elsewhere."""
    t = view.t
    last = view.bounds(v)[1]
    for i in range(v + 1, min(last, v + 9)):
        if t.lower[i] == "that" and t.dep[i] == "mark" and t.head[t.head[i]] != v and t.head[i] > i:
            if t.lemma[t.head[t.head[i]]] in nouns():
                return None
            return Reading([(i + 1, view.high(t.head[i]))], t.head[i], "that")
        if t.pos[i] in ("VERB", "AUX") or t.lower[i] in (",", ";", ":"):
            return None
    return None


# ---------------------------------------------------------------- cue after or inside its content


def _stands_aside(view: View, v: int, entry: Entry) -> bool:
    """Whether the cue has a subject of its own and says nothing to its right: it may stand after or inside its content."""
    t = view.t
    if t.tag[v] in ("VBG", "VBN") and not any(t.dep[k] == "aux" for k in t.kids[v]) or t.dep[v] in ("relcl", "acl", "amod"):
        return False
    if not any(t.dep[k] in _SUBJECTS for k in t.kids[v]):
        return False
    for k in t.kids[v]:
        if k > v and t.dep[k] in ("ccomp", "xcomp", "dobj", "acomp", "attr", "oprd") and t.pos[k] not in ("PUNCT", "SPACE"):
            return t.dep[k] == "dobj" and "told" in entry.frames
    return True


def _core(view: View, v: int) -> tuple[int, int]:
    """The range of subject, cue and its adverbials, standing together."""
    t = view.t
    first, last = v, v
    for k in sorted((k for k in t.kids[v] if k < v), reverse=True):
        if view.after(view.high(k)) < first or t.dep[k] not in _LEADING:
            break
        first = view.low(k)
    for k in t.kids[v]:
        if k > v and t.dep[k] in (*_SUBJECTS, "prep", "npadvmod", "advmod", "dobj", "dative", "prt", "advcl", "tmod", "aux"):
            last = max(last, view.high(k))
    begin, end = view.bounds(v)
    return max(first, begin), min(last, end)


def _around(view: View, v: int, entry: Entry) -> Reading | None:
    """Content before the cue, or on both sides of it, set off by commas: "…, X said", "…, X said, …"."""
    t = view.t
    begin, end = view.bounds(v)
    first, last = _core(view, v)
    comma = view.before(first)
    after = view.after(last)
    if first <= begin + 1 and t.child(v, "mark") is not None and after < end and t.lower[after] == ",":
        return Reading([(after + 1, end)], t.head[v], "as")
    if comma <= begin or t.lower[comma] not in (",", "-", "–", "—"):
        return None
    before = [i for i in range(begin, comma) if t.tag[i] in _FINITE]
    ranges = [(begin, comma - 1)]
    if after < end and t.lower[after] == "," and _goes_on(view, v, after + 1, bool(before)):
        ranges.append((after + 1, end))
    if not before and len(ranges) == 1:
        return None
    head = t.head[v] if t.head[v] != v and not first <= t.head[v] <= last else t.child(v, "ccomp")
    root = head if head is not None else (before[0] if before else last + 1)
    return Reading(ranges, root, "after" if len(ranges) == 1 else "middle")


def _goes_on(view: View, v: int, at: int, complete: bool) -> bool:
    """Whether what follows "…, X said," still is what X said: the first part has no verb yet, or this part hangs on it."""
    t = view.t
    if not complete:
        return True
    if t.pos[at] == "CCONJ" or t.tag[at] == "VBG":
        return False
    return t.tag[at] in ("VBD", "VBZ", "VBP", "MD") or t.lower[at] in ("which", "who", "because", "while", "although")


# ---------------------------------------------------------------- other frames


def _ask(view: View, v: int) -> Reading | None:
    """Somebody is to do something: "urged X to leave", "demanded the state pay"."""
    t = view.t
    person = t.child(v, "dobj", "dative")
    for k in t.kids[v]:
        if k > v and t.dep[k] in ("xcomp", "ccomp", "advcl") and _to(view, k):
            subject = t.child(k, "nsubj", "nsubjpass")
            low = min(view.low(k), view.low(person) if person is not None and person > v else k)
            return Reading([(low, view.high(k))], k, "ask", person if person is not None else subject)
    if person is not None and person > v:
        for k in t.kids[person]:
            if t.dep[k] in ("acl", "relcl", "xcomp") and _to(view, k):
                return Reading([(view.low(person), view.high(person))], k, "ask", person)
    return None


def _to(view: View, k: int) -> bool:
    t = view.t
    return any(t.lower[j] == "to" and t.dep[j] == "aux" for j in t.kids[k])


def _infinitive(view: View, v: int) -> Reading | None:
    t = view.t
    k = next((k for k in t.kids[v] if k > v and t.dep[k] in ("xcomp", "ccomp", "advcl") and _to(view, k)), None)
    return Reading([(view.low(k), view.high(k))], k, "infinitive") if k is not None else None


def _gerund(view: View, v: int) -> Reading | None:
    t = view.t
    k = next((k for k in t.kids[v] if k > v and t.dep[k] in ("xcomp", "ccomp", "pcomp") and t.tag[k] == "VBG"), None)
    return Reading([(view.low(k), view.high(k))], k, "gerund") if k is not None else None


def _charged(view: View, v: int, preposition: str) -> Reading | None:
    """Object and preposition: "accused X of doing", "blamed X for it"; the content takes in both."""
    t = view.t
    target = t.child(v, "dobj", "dative")
    if target is None or target < v or t.pos[target] == "VERB":
        return None
    for k in [*t.kids[v], *t.subtree(target)]:
        if k > target and t.dep[k] in ("prep", "agent") and t.lower[k] == preposition:
            return Reading([(view.low(target), max(view.high(k), view.high(target)))], target, "charged", target)
    return None


def _called(view: View, v: int) -> Reading | None:
    """Object and what it is called: "called it a crime", "described X as lost", "held X responsible for"."""
    t = view.t
    target = t.child(v, "dobj")
    for k in t.kids[v]:
        if k <= v:
            continue
        named = t.dep[k] == "oprd" or (t.dep[k] == "ccomp" and t.pos[k] not in ("VERB", "AUX"))
        as_what = t.dep[k] == "prep" and t.lower[k] == "as" and target is not None
        inside = t.dep[k] == "xcomp" and t.pos[k] in ("ADJ", "NOUN")
        if named or as_what or inside:
            parts = [k] if target is None or target < v else [target, k]
            low, high = min(view.low(p) for p in parts), max(view.high(p) for p in parts)
            if low > v:
                who = target if target is not None else t.child(k, "nsubj", "dobj")
                return Reading([(low, high)], k, "called", who)
    if target is not None and target > v and target + 2 < len(t) and t.lower[target + 1] in MARKS and view.quote[target + 2] >= 0:
        high = target + 2
        while high + 1 < len(t) and view.quote[high + 1] == view.quote[high]:
            high += 1
        return Reading([(view.low(target), high)], target, "called", target)
    return None


def _object(view: View, v: int) -> Reading | None:
    t = view.t
    o = t.child(v, "dobj")
    if o is None:
        o = next((k for k in t.kids[v] if t.dep[k] in ("xcomp", "conj", "dep") and t.pos[k] == "NOUN" and view.low(k) == v + 1), None)
    if o is None or o < v or t.pos[o] in ("PRON", "DET") or t.lower[o] in ("so", "nothing", "something", "anything"):
        return None
    if t.lemma[v] in light_verbs() and t.lemma[o] in nouns():
        return None
    return Reading([(view.low(o), with_places(view, v, view.high(o)))], o, "object", o)


def with_places(view: View, v: int, high: int) -> int:
    """Takes in a place phrase after an object which the parser hung on the cue ("condemned the raid in the north")."""
    t = view.t
    for k in t.kids[v]:
        if k == high + 1 and t.dep[k] == "prep" and t.lower[k] in ("in", "near", "across", "around", "between", "against", "inside", "outside", "out", "into"):
            p = t.child(k, "pobj") or t.child(k, "prep")
            when = p is not None and any(x.start < t.end[view.high(k)] and t.start[k] < x.end for x in view.notes.times)
            if p is not None and not when and t.lemma[p] not in nouns() and t.pos[p] != "NUM":
                high = view.high(k)
    return high


def _after_particle(view: View, v: int, entry: Entry) -> Reading | None:
    """Words of more than one part: "called for X", "called on X to", "ruled out X", "held X responsible"."""
    t = view.t
    at = _particle(view, v, entry.more)
    if at is None:
        return None
    if "prep" in entry.frames and t.dep[at] == "mark" and t.head[at] > at:
        return Reading([(at + 1, view.high(t.head[at]))], t.head[at], "particle")
    if entry.frames & {"prep", "ask"} and t.dep[at] in ("prep", "dative", "prt", "advmod", "agent"):
        obj = t.child(at, "pobj", "pcomp")
        later = [k for k in t.kids[v] if k > at and t.dep[k] in ("xcomp", "ccomp", "advcl") and _to(view, k)]
        if obj is None and not later:
            return None
        low = at + 1
        high = max(view.high(at), *(view.high(k) for k in later[:1]), at)
        root = later[0] if later else obj
        if high < low or root is None or ("ask" in entry.frames and not later and not _inside_to(view, at)):
            return None
        high = with_places(view, v, high)
        return Reading([(low, high)], root, "particle", obj if "ask" in entry.frames else None)
    if entry.more[-1] in _HELD:
        return _held(view, v, at)
    rest = Entry(entry.word, (), entry.stance, entry.frames - {"prep"}, entry.negated)
    return read(view, v, rest)


def _inside_to(view: View, at: int) -> bool:
    return any(_to(view, k) for k in view.t.subtree(at) if view.t.pos[k] in ("VERB", "AUX"))


def _held(view: View, v: int, at: int) -> Reading | None:
    """"held X responsible for Y": the content runs from X to the end."""
    t = view.t
    low = v + 1
    for k in (t.child(v, "dobj"), t.child(at, "nsubj")):
        if k is not None and v < k < at:
            low = min(view.low(k), at)
            parts = [j for j in [*t.kids[v], *t.kids[at]] if j > at and t.dep[j] in ("prep", "acomp", "conj")]
            high = max([view.high(j) for j in parts] + [at])
            return Reading([(max(low, v + 1), high)], at, "called", k)
    return None


def _particle(view: View, v: int, more: tuple[str, ...]) -> int | None:
    """The last token of the words after the verb, all of them found in order near it."""
    t = view.t
    at = v
    for word in more:
        end = min(len(t), at + (9 if word in _HELD else 4))
        found = next((i for i in range(at + 1, end) if t.lower[i] == word), None)
        if found is None or view.sentence[found] != view.sentence[v]:
            return None
        if word not in _HELD and any(t.pos[i] in ("VERB", "NOUN", "PROPN") for i in range(at + 1, found)):
            return None
        at = found
    return at


# ---------------------------------------------------------------- passives


def _passive(view: View, v: int, entry: Entry) -> Reading | None:
    """Passives: "it was reported that", "X is said to", "X was accused of", "X was condemned by Y"."""
    t = view.t
    subjects = t.surface_subject(v)
    subject = subjects[0] if subjects else None
    agents = t.by_agents(v)
    agent = agents[0] if agents else None
    clause = next((k for k in t.kids[v] if k > v and t.dep[k] == "ccomp" and not _to(view, k)), None)
    if clause is not None and entry.frames & {"clause", "quote"}:
        person = subject if "told" in entry.frames else None
        return Reading([_right(view, v, clause, entry)], clause, "passive", person, agent)
    if clause is None and entry.frames & {"clause", "quote"} and (bare := _bare(view, v)):
        return Reading(bare.ranges, bare.root, "passive", subject if "told" in entry.frames else None, agent)
    k = next((k for k in t.kids[v] if k > v and t.dep[k] in ("xcomp", "ccomp") and _to(view, k)), None)
    if k is not None and subject is not None and (entry.frames & {"clause", "passive", "ask"}):
        if "ask" in entry.frames and "passive" not in entry.frames:
            if agent is None and "quote" not in entry.frames:
                return None
            return Reading([_phrase(view, subject), (view.low(k), view.high(k))], k, "passive", subject, agent)
        return Reading([_phrase(view, subject), (view.low(k), view.high(k))], k, "passive", None, agent)
    for preposition in ("of", "for", "with"):
        if preposition in entry.frames:
            p = next((k for k in t.kids[v] if k > v and t.dep[k] == "prep" and t.lower[k] == preposition), None)
            if p is not None:
                return Reading([(p + 1, view.high(p))], p, "passive", subject, agent)
    if agent is not None and subject is not None and entry.frames & {"object", "for"}:
        return Reading([_phrase(view, subject)], subject, "passive", subject, agent)
    return None


def _phrase(view: View, i: int) -> tuple[int, int]:
    low, high = view.low(i), view.high(i)
    for k in view.t.kids[i]:
        if view.t.dep[k] in ("acl", "relcl", "punct") and k > i:
            high = min(high, max(i, view.low(k) - 1))
    return low, high
