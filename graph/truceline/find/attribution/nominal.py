"""Claims of nouns, adjectives, adverbs and prepositions: "X's claim that", "voiced hope", "hopeful that",
"reportedly", "according to X", "in X's view"."""

from __future__ import annotations

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.attribution.clause import PAUSES, thats, with_phrases
from truceline.find.attribution.content_span import without
from truceline.find.attribution.indirect import unreal
from truceline.find.attribution.parenthetical import SUBJECTS
from truceline.find.attribution.speaker import subject, writer
from truceline.find.attribution.view import PAST_PRESENT, Reading, View
from truceline.know.nouns import heads
from truceline.know.verbs import Entry, adjectives, framed, light_verbs, nouns, phrases, verbs

_RELATIVE = frozenset({"who", "which", "that"})
_MODIFIERS = frozenset({"ADJ", "ADV", "PART"})
_PREPOSITIONS = frozenset({"of", "for", "about", "over", "on", "at", "against", "by", "with"})


def noun(view: View, n: int) -> tuple[Entry, Reading, tuple[int, int]] | None:
    """What a reporting noun reports, and the range of its cue (the light verb before it taken in)."""
    senses, light = nouns().get(view.t.lemma[n], ()), _light(view, n)
    if not senses or (light is not None and unreal(view, light)):
        return None
    for entry in senses:
        found = _noun_content(view, n, entry, light)
        if found is None:
            continue
        speaker = _owner(view, n, light, found.rule == "noun prep")
        if speaker is None and found.rule != "noun that":
            return None
        return entry, Reading(found.ranges, found.root, found.rule, None, speaker), _cue_of(view, n, light)
    return None


def _cue_of(view: View, n: int, light: int | None) -> tuple[int, int]:
    """The cue of a noun, the light verb close before it taken in ("*voiced deep concern*")."""
    if light is None or not light < n <= light + 3:
        return n, n
    return (light, n) if all(view.t.pos[i] in _MODIFIERS for i in range(light + 1, n)) else (n, n)


def _light(view: View, n: int) -> int | None:
    """The verb that only gives the noun its voice ("voiced hope")."""
    light = view.t.dep[n] in ("dobj", "nsubjpass") and view.t.lemma[view.t.head[n]] in light_verbs()
    return view.t.head[n] if light else None


def _noun_content(view: View, n: int, entry: Entry, light: int | None) -> Reading | None:
    """What a noun reports: a clause, an infinitive, what stands after its preposition."""
    if "that" in entry.frames and (found := _told_by(view, n, light)):
        return found
    if "to" in entry.frames and (found := _to(view, n, light)):
        return found
    t = view.t
    for k in _phrases_after(view, n):
        if k > n and _opens_content(view, k, entry):
            high = max(view.high(n), view.high(k)) if t.head[k] == n and t.lower[k] != "to" else view.high(k)
            return Reading([(k + 1, with_phrases(view, t.head[n], high))], k, "noun prep")
    return None


def _to(view: View, n: int, light: int | None) -> Reading | None:
    """The infinitive of a noun ("its call to disarm", "a call on X to leave"), with the one who is to do it."""
    t, k = view.t, _infinitive(view, n, light)
    if k is None:
        return None
    low = view.low(k)
    whom = (p for p in t.kids[n] if n < p < k and t.lower[p] in ("for", "on", "to"))
    low = next((p + 1 for p in whom), low + (t.lower[low] == "for"))
    return Reading([(low, view.high(k))], k, "noun to")


def _infinitive(view: View, n: int, light: int | None) -> int | None:
    """The infinitive that hangs on a noun or its light verb."""
    t = view.t
    after = (k for k in view.below(n, light) if k > n and t.tag[k] == "VB")
    k = next((k for k in after if t.dep[k] in ("acl", "xcomp", "relcl", "advcl")), None)
    return k if k is not None and t.lower[view.low(k)] in ("to", "not", "for") else None


def _phrases_after(view: View, n: int) -> list[int]:
    """The prepositions that may belong to a noun: its own, that of its "by" phrase, and one hung on its verb."""
    t = view.t
    verb = t.kids[t.head[n]] if t.dep[n] == "dobj" else ()
    by = [k for k in (*t.kids[n], *verb) if k > n and t.lower[k] in ("by", "from")]
    ends = {view.high(n), *(view.high(k) for k in by)}
    own = view.below(*view.below(*by))
    own += [k for b in by if (k := _after_name(view, b + 1)) is not None]
    return [*t.kids[n], *own, *(k for k in verb if k - 1 in ends)]


def _after_name(view: View, first: int) -> int | None:
    """The preposition right after a name that begins at a token, wherever the parser hung it."""
    t = view.t
    for m in view.named(view.span(first, first)) if first < len(t) else ():
        last = view.token(m.end - 1)
        if m.head == "name" and m.start == t.start[first] and last + 1 < len(t) and t.pos[last + 1] == "ADP":
            return last + 1
    return None


def _opens_content(view: View, k: int, entry: Entry) -> bool:
    """Whether a preposition is one after which a noun has what is said."""
    word = view.t.lower[k]
    fits = word in _PREPOSITIONS and word in entry.frames
    return view.t.dep[k] in ("prep", "dative") and (fits or (word == "to" and "to_np" in entry.frames))


def _that(view: View, n: int, light: int | None) -> Reading | None:
    """The clause of a noun: after "that" close by, or a bare one that hangs on the noun or its light verb."""
    if light is None and _of_statement(view, n):
        return None
    that = next(thats(view, n + 1, min(view.bounds(n)[1], n + 10), PAUSES | {"and"}), None)
    if that is not None:
        c = view.t.head[that]
        return Reading([(that + 1, view.high(c))], c, "noun that")
    return _bare_that(view, n, light)


def _bare_that(view: View, n: int, light: int | None) -> Reading | None:
    """The clause right after a noun that hangs on it or its light verb."""
    t = view.t
    anyhow = light is not None or view.word(n + 1) == "that"
    for k in (k for k in view.below(n, light) if k > n and t.pos[k] in VERBAL):
        near = anyhow or t.dep[k] in ("acl", "ccomp", "advcl")
        if near and (low := _bare_clause(view, n, k)) is not None:
            return Reading([(low, view.high(k))], k, "noun that")
    return None


def _told_by(view: View, n: int, light: int | None) -> Reading | None:
    """The clause that a noun reports, behind it or behind its "is"."""
    return _that(view, n, light) or _is_that(view, n)


def _is_that(view: View, n: int) -> Reading | None:
    """What somebody's demand or claim is: "the rebels' demand *is that* …", "one of X's demands was that …"."""
    t, topic = view.t, _topic(view, n)
    be = t.head[topic]
    plain = t.dep[topic] == "nsubj" and t.lemma[be] == "be" and t.child(be, "neg") is None and not unreal(view, be)
    told = t.child(be, "ccomp", after=be) if plain and be > n else None
    that = t.worded(told, {"that"}, "mark") if told is not None else None
    if told is None or that is None or not be < that < be + 4:
        return None
    return Reading([(that + 1, view.high(told))], told, "noun be")


def _topic(view: View, n: int) -> int:
    """What stands for a noun in its clause: "*one* of the demands", else the noun."""
    t, of = view.t, view.t.head[n]
    return t.head[of] if t.dep[n] == "pobj" and t.lower[of] == "of" and t.lower[t.head[of]] in _PICKED else n


_PICKED = frozenset({"one", "part", "some", "first", "another"})
"""What stands for one of several before "of"."""


def _bare_clause(view: View, n: int, k: int) -> int | None:
    """Where the clause of a verb begins that opens right after a noun with "that" or its subject; None where it is a relative."""
    t = view.t
    s, low = t.child(k, "nsubj", "nsubjpass"), view.low(k)
    if s is None or low != n + 1:
        return None
    if t.lower[low] == "that" and t.dep[low] in ("mark", "det"):
        return low + 1
    return low if view.low(s) == low and t.lower[s] not in _RELATIVE else None


def _of_statement(view: View, n: int) -> bool:
    """Whether the noun only tells where something was said ("said in a letter that …"): the verb before it is the cue."""
    t = view.t
    h = t.head[n]
    k = next((k for k in t.above(h) if t.pos[k] == "VERB"), n) if t.dep[n] == "pobj" else n
    return k < n and framed(verbs().get(t.lemma[k], ()), "clause", "quote")


def _owner(view: View, n: int, light: int | None, taken: bool) -> int | None:
    """Whose word it is: possessor, "by" or "from" after it, subject of its light verb, name before it, "of" after it."""
    t = view.t
    poss = t.child(n, "poss")
    if poss is not None and t.pos[poss] != "PRON":
        return poss
    if (by := _preposition(t, n, "by", "from")) is not None:
        return t.child(by, "pobj")
    if light is not None:
        return subject(view, light)
    if (agent := _agent_after(view, n)) is not None:
        return t.child(agent, "pobj")
    if poss is not None:
        return None if taken else poss
    named = _name_before(view, n)
    if named is not None or taken:
        return named
    of = _preposition(t, n, "of")
    return t.child(of, "pobj") if of is not None else None


def _preposition(t: Tree, n: int, *words: str) -> int | None:
    """The first preposition after a noun that is one of these words."""
    return t.worded(n, words, "prep", "agent", after=n)


def _agent_after(view: View, n: int) -> int | None:
    """The "by" right after an object that the parser hung on its verb: "denied the claim *by* X"."""
    agent = view.t.child(view.t.head[n], "agent") if view.t.dep[n] == "dobj" else None
    return agent if agent == view.high(n) + 1 else None


def _name_before(view: View, n: int) -> int | None:
    """The name or the word for somebody that stands before a noun as part of it ("army claims", "a UN report")."""
    t = view.t
    for k in reversed(t.kids[n]):
        if k > n or t.dep[k] not in ("compound", "nmod", "amod") or t.pos[k] not in ("PROPN", "NOUN", "ADJ"):
            continue
        somebody = t.lemma[k] in heads() or view.text[t.start[k - 1]].isupper()
        if view.named(view.span(k, k)) or (t.dep[k] == "compound" and somebody):
            return k
    return None


def adjective(view: View, a: int) -> tuple[Entry, Reading, tuple[int, int]] | None:
    """What an adjective after "be" tells of its subject's words or thoughts ("is hopeful that")."""
    t = view.t
    entry = next(iter(adjectives().get(t.lower[a], ())), None)
    h = a if t.tag[a] == "VBN" and t.child(a, "auxpass", "aux") is not None else t.head[a]
    if entry is None or t.dep[a] not in ("acomp", "ROOT", "conj", "ccomp") or t.pos[h] not in VERBAL or unreal(view, h):
        return None
    who = next(iter(t.surface_subject(h)), None)
    for k in view.below(a, h):
        low = _said_under(view, a, k, entry) if k > a else None
        if low is not None:
            return entry, Reading([(low, view.high(k))], k, "adjective", None, who), (a, a)
    return None


def _said_under(view: View, a: int, k: int, entry: Entry) -> int | None:
    """Where a word after an adjective begins to tell what is said: after "that", with a bare clause, after a preposition."""
    t, low, own = view.t, view.low(k), k in view.t.kids[a]
    if t.dep[k] == "prep":
        return k + 1 if own and t.lower[k] in entry.frames else None
    if "that" not in entry.frames or t.dep[k] not in ("ccomp", "acl", "advcl"):
        return None
    that = t.lower[low] == "that"
    return low + that if that or (own and t.dep[k] == "ccomp") else None


def adverb(view: View, a: int) -> tuple[Entry, Reading, tuple[int, int]] | None:
    """What "reportedly" and the like keep at a distance; nobody is named."""
    t = view.t
    entry = _phrase(t.lower[a], "adverb")
    if entry is None or t.dep[a] != "advmod":
        return None
    h = t.head[a]
    low, high = view.low(h), view.high(h)
    begin, end = view.bounds(a)
    low, high = max(low, begin), min(high, end)
    if t.dep[h] in ("acl", "relcl", "advcl", "amod"):
        low = a
    return entry, Reading(without(low, high, (a, a)), h, "adverb"), (a, a)


def _phrase(word: str, frame: str) -> Entry | None:
    return next((e for e in phrases().get(word, ()) if frame in e.frames), None)


# ---------------------------------------------------------------- according to


def source(view: View, i: int) -> tuple[Entry, Reading, tuple[int, int]] | None:
    """What is said "according to X", "in the words of X", "in X's view": the clause around it."""
    t = view.t
    for entry in phrases().get(t.lower[i], ()):
        n = len(entry.more)
        if "prep" in entry.frames and tuple(t.lower[i + 1 : i + 1 + n]) == entry.more:
            return _placed(view, entry, i, (i, i + n), t.child(i + n, "pobj"))
        if "own" in entry.frames and (who := t.child(i, "poss")) is not None:
            h = t.head[i]
            if t.dep[i] == "pobj" and t.lower[h] in ("in", "by", "on"):
                return _placed(view, entry, h, (i, i), who, end=i)
    return None


def _placed(
    view: View, entry: Entry, i: int, cue: tuple[int, int], who: int | None, end: int | None = None
) -> tuple[Entry, Reading, tuple[int, int]] | None:
    """The content by where the phrase stands: first in the sentence, last, or between commas."""
    if who is None or _manner(view, who):
        return None
    t = view.t
    begin, stop = view.bounds(i)
    last = end if end is not None else max(_phrase_end(view, who, stop), _name_end(view, who))
    ranges = [r for r in _around(view, i, who, last) if r[0] <= r[1]]
    root = t.head[i] if t.head[i] != i else begin
    return entry, Reading(ranges, root, "according", None, writer(view, _voicing(view, who))), cue


def _around(view: View, i: int, who: int, last: int) -> list[tuple[int, int]]:
    """What stands around a phrase from its preposition at `i` to its last token, as far as it belongs to it."""
    t = view.t
    begin, stop = view.bounds(i)
    before, after = view.before(i), view.after(last)
    if i <= begin + 1:
        return [(view.after(max(last, _explained(view, who, last, stop))), stop)]
    if after >= stop or t.lower[after] not in (",", ")") or not view.tagged(PAST_PRESENT, after, stop + 1):
        return [(_clause_start(view, i, begin), before)]
    return [(begin, before)] if t.pos[min(after + 1, stop)] == "CCONJ" else [(begin, before), (after, stop)]


def _explained(view: View, who: int, last: int, stop: int) -> int:
    """The end of what explains a source after it: an apposition, or a participle between commas ("bulletin 12, *carried by X*, …")."""
    t = view.t
    name = next((view.high(k) for k in t.children(who, "appos", after=who)), None)
    told = view.after(last) + 1
    if name is not None or told >= stop or t.lower[told - 1] != ",":
        return last if name is None else name
    aside = t.tag[told] == "VBN" and t.dep[told] in ("acl", "advcl")
    return _up_to_comma(view, told, last, stop) if aside else last


def _up_to_comma(view: View, told: int, last: int, stop: int) -> int:
    """The end of a participle that a comma closes; where its clause goes on, that of its noun, at `last`."""
    t, name = view.t, _name_end(view, view.high(told))
    end = next((j for j in range(name + 1, stop) if t.lower[j] == ","), None)
    return last if end is None or any(t.dep[j] in SUBJECTS for j in range(told, end)) else end - 1


def _manner(view: View, who: int) -> bool:
    """Whether a noun is bare and nobody's, so that it tells how something goes ("according to plan")."""
    t = view.t
    named = who + 1 < len(t) and t.pos[who + 1] == "PROPN"
    bare = t.tag[who] == "NN" and not named and all(t.pos[k] == "PUNCT" for k in t.kids[who])
    return bare and not view.named(view.span(who, who))


def _name_end(view: View, who: int) -> int:
    """The last token of the name that a noun begins ("the *Committee* to Guard Wells")."""
    names = [m for m in view.named(view.span(who, who)) if m.head == "name"]
    return max((view.token(m.end - 1) for m in names), default=who)


def _voicing(view: View, who: int) -> int:
    """Behind what is voiced the one who voices it ("fears expressed by *a diplomat*")."""
    t = view.t
    voiced = (v for v in t.children(who, "acl") if any(not e.more for e in verbs().get(t.lemma[v], ())))
    by = (k for v in voiced for a in t.children(v, "agent") for k in t.kids[a])
    return next((k for k in by if t.dep[k] == "pobj" and not view.named(view.span(who, who))), who)


def _phrase_end(view: View, who: int, stop: int) -> int:
    """The end of the speaker's noun phrase: its whole subtree, up to the next comma that a clause follows."""
    t = view.t
    high = min(view.high(who), stop)
    for j in range(who + 1, high):
        if t.lower[j] == ",":
            return j - 1
    return high


def _clause_start(view: View, i: int, begin: int) -> int:
    """Where the clause begins that a closing "according to" belongs to: the last one joined by "and" without a comma."""
    t = view.t
    h = t.head[i]
    if t.lower[view.before(i)] != "," and t.dep[h] == "conj" and t.child(h, "nsubj", "nsubjpass") is not None:
        return max(begin, view.low(h))
    return next((k + 1 for k in range(i - 1, begin, -1) if t.lower[k] in (";", ":")), begin)
