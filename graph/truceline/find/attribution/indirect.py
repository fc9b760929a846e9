"""Indirect speech of verbs: where the parse puts what is said, frame by frame.

The frames are those of the head of `data/lexicon/reporting.tsv`. Each rule gives token ranges; the small model often
hangs the cue on its content instead of the other way round ("…, X said"), so cues after and inside their content are
read from commas.
"""

from __future__ import annotations

from truceline.analysis.tree import VERBAL
from truceline.find.attribution.clause import clause, with_phrases
from truceline.find.attribution.passives import read_passive
from truceline.find.attribution.speaker import passive
from truceline.find.attribution.view import MARKS, PAST_PRESENT, Reading, View
from truceline.know.nouns import heads
from truceline.know.verbs import Entry, framed, light_verbs, nouns, verbs, words

_OUSTED = frozenset({"Person", "Government"})
_HELD = frozenset({"responsible", "accountable"})
_UNREAL = frozenset(
    {"will", "would", "could", "may", "might", "should", "must", "shall", "'ll", "'d", "’ll", "’d", "wo", "ca"}
    | {"if", "unless", "whether"}
)


def read(view: View, v: int, entry: Entry) -> Reading | None:
    """What the verb at `v` reports as this entry; None when nothing is said in this frame."""
    if entry.more:
        return _after_particle(view, v, entry)
    if passive(view, v):
        return read_passive(view, v, entry)
    if found := _as_clause(view, v, entry):
        return found
    for preposition in _CHARGES:
        if preposition in entry.frames and (found := _charged(view, v, preposition)):
            return found
    if "thing" in entry.frames and _person(view, view.t.child(v, "dobj")):
        return None
    return _as_object(view, v, entry)


_CHARGES = ("of", "for", "with", "on", "in", "against", "about", "at", "unto")


def _as_clause(view: View, v: int, entry: Entry) -> Reading | None:
    """What is said in a clause or an infinitive."""
    frames = entry.frames
    if "saying" in frames and (found := _saying(view, v)):
        return found
    if frames & {"clause", "quote"} and (found := clause(view, v, entry)):
        return found
    if "ask" in frames and (found := _ask(view, v)):
        return found
    return _infinitive(view, v, entry) if "to" in frames else None


def _as_object(view: View, v: int, entry: Entry) -> Reading | None:
    """What is said of an object: what it is called, a gerund, the object itself, a deed that is threatened."""
    frames = entry.frames
    if "as" in frames and (found := _called(view, v)):
        return found
    if "ing" in frames and (found := _gerund(view, v)):
        return found
    found = _object(view, v, entry.stance) if frames & {"object", "deed"} else None
    if found is None or "object" in frames or view.t.lemma[found.root] in words("deed"):
        return found
    return None


def unreal(view: View, v: int) -> bool:
    """Whether the saying itself is not told as done: "may say", "to say", "if he says", "without saying"."""
    t = view.t
    lower = {t.lower[k] for k in t.children(v, "aux", "mark", "auxpass")}
    head, dep, tag = t.head[v], t.dep[v], t.tag[v]
    if lower & _UNREAL or _refused(view, v):
        return True
    if dep == "pcomp":
        return _held_back(view, head)
    if tag != "VB":
        return False
    if "to" in lower:
        return not (dep == "xcomp" and t.lemma[head] in words("onward")) and not _speaks_up(view, v)
    return unreal(view, head) if dep == "conj" else dep == "ccomp" and t.lemma[head] == "let"


def _speaks_up(view: View, v: int) -> bool:
    """Whether an infinitive tells what somebody spoke up for ("held a news conference *to say*", "took to Twitter *to accuse*")."""
    t, verb = view.t, view.t.head[view.t.head[v]] if view.t.dep[view.t.head[v]] == "dobj" else view.t.head[v]
    if t.dep[v] not in ("advcl", "acl", "relcl", "xcomp") or t.tag[verb] not in PAST_PRESENT or unreal(view, verb):
        return False
    by = (p for k in t.children(verb, "prep", after=verb) if k < v for p in t.children(k, "pobj"))
    means = [k for k in (*t.children(verb, "dobj"), *by) if k < v]
    return any(t.lemma[k] in words("platform") for k in means)


def _refused(view: View, v: int) -> bool:
    """Whether a gerund is what somebody denies or rejects ("denied ordering the raid")."""
    t = view.t
    entries = verbs().get(t.lemma[t.head[v]], ())
    gerund = t.tag[v] == "VBG" and t.dep[v] in ("xcomp", "pcomp", "ccomp")
    return gerund and any(e.stance in ("denied", "rejected") for e in entries)


def _held_back(view: View, preposition: int) -> bool:
    """Whether a gerund is what somebody does not do ("without saying", "refrained from calling", "stopped short of saying")."""
    t = view.t
    above = [preposition, *t.above(preposition)][:3]
    return t.lower[preposition] == "without" or any(t.lemma[h] in words("held back") for h in above)


def _person(view: View, i: int | None) -> bool:
    """Whether an object is a person or a body of them ("dismissed his deputy", "dismissed the government" are no claims)."""
    if i is None:
        return False
    noun = heads().get(view.t.lemma[i])
    inside = view.named(view.span(i, i))
    return any(m.type == "Person" and m.end == view.t.end[i] for m in inside) or (
        noun is not None and noun.one in _OUSTED
    )


def _ask(view: View, v: int) -> Reading | None:
    """Somebody is to do something: "urged X to leave", "demanded the state pay"."""
    t = view.t
    person = t.child(v, "dobj", "dative")
    for k in filter(t.infinitive, t.children(v, "xcomp", "ccomp", "advcl", after=v)):
        whom = person if person is not None else t.child(k, "nsubj", "nsubjpass")
        if whom is not None:
            low = min(view.low(k), view.low(whom) if whom > v else k)
            return Reading([(low, view.high(k))], k, "ask", whom)
    if person is None or person < v:
        return None
    inner = next(filter(t.infinitive, t.children(person, "acl", "relcl", "xcomp")), None)
    return Reading([(view.low(person), view.high(person))], inner, "ask", person) if inner is not None else None


def _saying(view: View, v: int) -> Reading | None:
    """Somebody quoted: "quoted the minister as saying that …"; what the minister said is a claim of its own."""
    t = view.t
    o = t.child(v, "dobj")
    k = next((k for k in t.kids[v] if k > v and t.lower[k] == "as" and t.child(k, "pcomp") is not None), None)
    if o is None or k is None or view.high(k) <= k + 1:
        return None
    return Reading([(view.low(o), view.high(k))], o, "saying")


def _infinitive(view: View, v: int, entry: Entry) -> Reading | None:
    """The deed that somebody offers, vows or refuses; who only declines to comment says nothing."""
    t = view.t
    k = next(filter(t.infinitive, t.children(v, "xcomp", "ccomp", "advcl", after=v)), None)
    silent = k is not None and entry.stance == "rejected" and t.lemma[k] in words("silence")
    if k is None or silent or any(v < o < k for o in t.children(v, "dobj")):
        return None
    return Reading([(view.low(k), view.high(k))], k, "infinitive")


def _gerund(view: View, v: int) -> Reading | None:
    """The deed that somebody talks of ("denied *shelling the town*")."""
    t = view.t
    k = next((k for k in t.children(v, "xcomp", "ccomp", "pcomp", after=v) if t.tag[k] == "VBG"), None)
    return Reading([(view.low(k), view.high(k))], k, "gerund") if k is not None else None


def _charged(view: View, v: int, preposition: str) -> Reading | None:
    """Object and preposition: "accused X of doing", "blamed X for it", "likened X to it"; the content takes in both."""
    preposition = "to" if preposition == "unto" else preposition
    target = view.t.child(v, "dobj", "dative")
    if view.t.dep[v] == "relcl" and (target is None or target < v):
        return _charged_before(view, v, preposition)
    k = _charge(view, v, target, preposition) if target is not None else None
    if target is None or k is None:
        return None
    high = _outcome(view, v, max(view.high(k), view.high(target)))
    return Reading(_without_time(view, target, k, high), target, "charged", target)


def _charge(view: View, v: int, target: int, preposition: str) -> int | None:
    """The preposition that opens a charge: under the verb, its object, or a date between them."""
    t = view.t
    after = [k for k in t.kids[v] if k > target]
    days = (j for k in after if view.dated(t.start[k], t.end[view.high(k)]) for j in t.subtree(k))
    below = (k for k in (*after, *t.subtree(target), *days) if k > target and t.lower[k] == preposition)
    return next(filter(lambda k: _tells_charge(view, k, (v, target)), below), None)


def _tells_charge(view: View, k: int, over: tuple[int, int]) -> bool:
    """Whether a preposition can tell a charge: "at" before a number, "with" right under the verb or its object."""
    t = view.t
    if t.lower[k] == "at" and not any(t.pos[j] == "NUM" for j in t.subtree(k)):
        return False
    return t.dep[k] in ("prep", "agent") and (t.lower[k] != "with" or t.head[k] in over)


def _charged_before(view: View, v: int, preposition: str) -> Reading | None:
    """What a noun is charged with in a clause about it: "groups *which X accuses of mutiny*"; the content is the charge."""
    t = view.t
    own = t.worded(v, {preposition}, "prep", after=v)
    return Reading([(own, view.high(own))], own, "charged", t.head[v]) if own is not None else None


def _outcome(view: View, v: int, high: int) -> int:
    """The end of a charge moved over what came of the deed: "accused X of shelling a town*, killing three people*"."""
    t, k = view.t, high + 2
    if k >= len(t) or t.lower[high + 1] != "," or t.tag[k] != "VBG" or t.lemma[k] in verbs() or t.dep[k] != "advcl":
        return high
    return max(high, view.high(k))


def _without_time(view: View, target: int, k: int, high: int) -> list[tuple[int, int]]:
    """The range from the object on, a date of the saying between object and preposition left out."""
    low, t = view.low(target), view.t
    for time in view.dated(t.end[target], t.start[k]):
        if t.start[target] < time.start and time.end < t.start[k]:
            first = view.token(time.start)
            return [(low, first - 1 - (t.pos[first - 1] == "ADP")), (k, high)]
    return [(low, high)]


def _called(view: View, v: int) -> Reading | None:
    """Object and what it is called: "called it a crime", "described X as lost", "held X responsible for"."""
    t = view.t
    target = t.child(v, "dobj")
    if target is None and t.dep[v] == "relcl" and t.lemma[t.head[v]] in words("verdict"):
        return None
    k = next((k for k in view.below(v, target) if k > v and _names(view, k, target)), None)
    return _naming(view, v, target, k) if k is not None else _quoted_name(view, v, target)


def _names(view: View, k: int, target: int | None) -> bool:
    """Whether a word under a verb tells what its object is called."""
    t, dep = view.t, view.t.dep[k]
    if dep in ("oprd", "ccomp"):
        return dep == "oprd" or t.pos[k] not in VERBAL
    return dep == "prep" and t.lower[k] == "as" and target is not None


def _naming(view: View, v: int, target: int | None, k: int) -> Reading:
    """The reading of an object and its name at `k`."""
    t = view.t
    parts = [k] if target is None or target < v else [target, k]
    low, high = min(view.low(p) for p in parts), max(view.high(p) for p in parts)
    low += t.lower[low] == "as"
    who = target if target is not None else t.child(k, "nsubj", "dobj")
    return Reading([(low, high)], k, "called", who)


def _quoted_name(view: View, v: int, target: int | None) -> Reading | None:
    """An object and the quotation right after it that it is called ("called the raid "a crime"")."""
    t = view.t
    after = view.high(target) + 1 if target is not None else 0
    if target is None or target < v or after + 1 >= len(t):
        return None
    first = next((i for i in (target + 1, after) if t.lower[i] in MARKS), None)
    if first is None or view.quote[first + 1] < 0:
        return None
    return Reading([(view.low(target), view.quoted_to(first + 1))], target, "called", target)


def _object(view: View, v: int, stance: str) -> Reading | None:
    """What is condemned, denied, reported: the object, where it is a thing that can be said something of."""
    t = view.t
    o = t.child(v, "dobj") or _misplaced(view, v)
    if o is None or o < v or t.pos[o] in ("PRON", "DET"):
        return None
    if (t.lemma[v] in light_verbs() and t.lemma[o] in nouns()) or _by_saying(view, v):
        return None
    if stance == "asserted" and t.worded(o, _PICKING, "det") is not None:
        return None
    high = _with_wounded(view, v, _without_occasion(view, o))
    return Reading([(view.low(o), with_phrases(view, v, high))], o, "object", o)


_PICKING = frozenset({"this", "that", "these", "those"})


def _misplaced(view: View, v: int) -> int | None:
    """The noun right after a verb that the parser did not make its object."""
    t = view.t
    loose = (k for k in t.children(v, "xcomp", "conj", "dep") if t.pos[k] == "NOUN")
    return next((k for k in loose if view.low(k) == v + 1), None)


def _by_saying(view: View, v: int) -> bool:
    """Whether a verb only tells what was done by saying something ("ended the talks by accusing X")."""
    t = view.t
    by = (k for k in t.kids[v] if t.lower[k] == "by")
    return any(t.lemma[j] in verbs() for k in by for j in t.children(k, "pcomp"))


def _without_occasion(view: View, o: int) -> int:
    """The last token of an object, before a phrase that tells how it was said ("the offer *on Twitter*")."""
    t, high = view.t, view.high(o)
    last = next((k for k in t.children(o, "prep", after=o) if view.high(k) == high), None)
    p = t.child(last, "pobj") if last is not None and t.lower[last] in ("on", "in", "at", "during", "by") else None
    issued = p is not None and framed(nouns().get(t.lemma[p], ()), "quote") and t.worded(p, {"the"}, "det") is None
    return last - 1 if last is not None and p is not None and (issued or t.lemma[p] in words("occasion")) else high


def _with_wounded(view: View, v: int, high: int) -> int:
    """Takes in "… and 40 wounded" after "reported 12 dead", which the parser makes a second verb."""
    t = view.t
    for k in t.children(v, "conj", after=high):
        if t.tag[k] == "VBN" and (s := t.child(k, "nsubj")) is not None and t.pos[s] == "NUM":
            high = view.high(k)
    return high


def _after_particle(view: View, v: int, entry: Entry) -> Reading | None:
    """Words of more than one part: "called for X", "called on X to", "ruled out X", "held X responsible"."""
    t = view.t
    at = _particle(view, v, entry.more)
    if at is None or _explains(view, v, entry):
        return None
    if "prep" in entry.frames and t.dep[at] == "mark":
        return Reading([(at + 1, view.high(t.head[at]))], t.head[at], "particle")
    if entry.frames & {"prep", "ask"} and t.dep[at] in ("prep", "dative", "prt", "advmod", "agent"):
        return _of_particle(view, v, entry, at)
    if "clause" in entry.frames and t.lower[at + 1 : at + 2] == ["that"]:
        return Reading([(at + 2, view.high(t.head[at + 1]))], t.head[at + 1], "particle")
    if entry.more[-1] in _HELD:
        return _held(view, v, at)
    return read(view, v, Entry(entry.word, (), entry.stance, entry.frames - {"prep"}, entry.negated))


def _explains(view: View, v: int, entry: Entry) -> bool:
    """Whether a participle only tells whom a saying meant ("he added, *referring to* X")."""
    return view.t.tag[v] == "VBG" and view.t.dep[v] == "advcl" and entry.more == ("to",)


def _of_particle(view: View, v: int, entry: Entry, at: int) -> Reading | None:
    """What stands after the particle: its object, and for those who are asked the infinitive."""
    t = view.t
    obj = t.child(at, "pobj", "pcomp")
    later = next(filter(t.infinitive, t.children(v, "xcomp", "ccomp", "advcl", after=at)), None)
    root = later if later is not None else obj
    if root is None or ("ask" in entry.frames and later is None):
        return None
    high = with_phrases(view, v, max(view.high(at), view.high(root)))
    return Reading([(at + 1, high)], root, "particle", obj if "ask" in entry.frames else None)


def _held(view: View, v: int, at: int) -> Reading | None:
    """ "held X responsible for Y": the content runs from X to the end."""
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
        if found is None or (word not in _HELD and view.tagged({"VERB", "NOUN", "PROPN"}, at + 1, found)):
            return None
        if at < t.head[found] < found and t.dep[t.head[found]] == "advmod":
            return None
        at = found
    return at
