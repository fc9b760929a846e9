"""Who speaks: from the token that the syntax gives to the words that name somebody."""

from __future__ import annotations

from truceline.analysis.tree import VERBAL
from truceline.find.attribution.view import MARKS, PAST_PRESENT, View
from truceline.know.triggers import nouns as units
from truceline.know.verbs import framed, light_verbs, nouns, verbs, words
from truceline.model import Mention, Span

_NONE = frozenset({"it", "there", "that", "this", "what", "which", "who"})
_HEADS = ("pronoun", "nominal", "name")


def voice(view: View, i: int | None) -> Span | None:
    """The span of the speaker whose noun phrase is headed by token `i`: a mention where there is one.

    A name is taken without title and article; a name that an apposition gives wins over the description; a noun such as
    "monitor" that is only tacked on to a name gives way to it.
    """
    if i is None:
        return None
    t = view.t
    best = _around(view, i)
    if best is not None and best.head == "name":
        return Span(best.start, best.end)
    for k in t.children(i, "appos"):
        if (name := _around(view, k)) is not None and name.head == "name":
            return Span(name.start, name.end)
    plain = Span(best.start, best.end) if best is not None else _phrase(view, i)
    return _named_last(view, i) or _tacked(view, i) or _told_apart(view, i, plain)


def _told_apart(view: View, i: int, span: Span) -> Span:
    """The words for somebody unnamed, and right after them what tells who he is ("officers *in the garrison*", "a cook *from Goma*")."""
    t = view.t
    for k in t.children(i, "prep", "amod", after=i) if t.pos[i] == "NOUN" else ():
        if t.end[view.before(k)] != span.end or t.lower[k] not in words("belonging") or of_saying(view, k):
            break
        parts = (
            j for j in range(k + 1, view.high(k) + 1) if t.dep[j] in ("relcl", "acl", "appos") or t.lower[j] == ","
        )
        span = Span(span.start, t.end[view.before(min((view.low(j) for j in parts), default=view.high(k) + 1))])
    return span


def of_saying(view: View, k: int) -> bool:
    """Whether a phrase tells when, where or to whom something was said."""
    t = view.t
    p = t.child(k, "pobj", "prep", "pcomp")
    if p is None or view.dated(t.start[k], t.end[view.high(k)]):
        return True
    return t.lemma[p] in nouns() or t.lemma[p] in words("occasion") or t.pos[p] == "NUM"


def _named_last(view: View, i: int) -> Span | None:
    """The person named after whom or what a description is for: "a spokesman for Khan, *Ann Lee*", not "for the king, Ann Lee"."""
    t = view.t
    named = (p for k in t.children(i, "prep", after=i) for p in t.children(k, "pobj") if t.pos[p] == "PROPN")
    for k in (k for p in named for k in t.children(p, "appos", after=p) if t.lower[view.before(view.low(k))] == ","):
        name = _around(view, k)
        if name is not None and (name.head, name.type) == ("name", "Person"):
            return Span(name.start, name.end)
    return None


def subject(view: View, v: int) -> int | None:
    """The logical subject of a verb of saying as a token; None for "it", "there" and passives without an agent."""
    i = _subject(view, v)
    if i is None or (_nobody(view, i) and view.t.lower[i] != "it"):
        return None
    return writer(view, i, v)


def _nobody(view: View, i: int) -> bool:
    """Whether a word stands for nobody; in capitals ("WHO") it is a name."""
    return view.t.lower[i] in _NONE and not view.text[view.t.start[i] : view.t.end[i]].isupper()


def passive(view: View, v: int) -> bool:
    """Whether a verb is a passive; one with an object of its own, hung on a noun, is a finite verb misread."""
    return view.t.passive(v) and not misread(view, v)


def misread(view: View, v: int) -> bool:
    """Whether a finite verb was taken for a participle of the noun before it ("X, a monitor, reported the town fell")."""
    t = view.t
    if t.dep[v] != "acl" or t.tag[v] not in ("VBN", "VBD") or t.child(v, "agent", "auxpass") is not None:
        return False
    return t.child(v, "dobj", "ccomp", after=v) is not None or two_subjects(view, v) is not None


def two_subjects(view: View, v: int) -> int | None:
    """The second subject of the verb that took the subject of a misread cue for its own ("X, …, reported Y fell")."""
    t = view.t
    noun = t.head[v]
    h = t.head[noun]
    if t.dep[v] != "acl" or t.dep[noun] not in ("nsubj", "nsubjpass") or h < v or t.lower[view.before(v)] != ",":
        return None
    return next((k for k in t.children(h, "nsubj", "nsubjpass") if v < k < h), None)


def goes_on(view: View, v: int) -> int | None:
    """The cue whose speaker a participle goes on for, past a clause that the parser hung it on.

    "X said the town had fallen, *adding* that …": X adds. "X said Y had phoned Z, *urging* …": Y urges.
    """
    t = view.t
    if t.dep[v] == "conj" and t.tag[t.head[v]] == t.tag[v] == "VBG":
        return goes_on(view, t.head[v])
    told = next((h for h in t.above(v) if _complement(view, h)), None) if _opens_aside(view, v) else None
    if told is None or _speaks(t.lemma[told]) or t.lemma[told] in words("contact"):
        return None
    return t.head[told]


def _opens_aside(view: View, v: int) -> bool:
    """Whether a participle without a subject opens what a comma sets off, an adverb between them or not."""
    t, before = view.t, view.before(v)
    comma = before if t.pos[before] != "ADV" else view.before(before)
    return t.tag[v] == "VBG" and view.word(comma) == "," and t.child(v, "aux", "nsubj") is None


def _complement(view: View, h: int) -> bool:
    """Whether a verb heads the clause that a cue before it reports."""
    t, u = view.t, view.t.head[h]
    return t.dep[h] == "ccomp" and u < h and framed(verbs().get(t.lemma[u], ()), "clause", "quote")


def _speaks(lemma: str) -> bool:
    """Whether a verb is one of saying by itself."""
    return any(not e.more and e.frames & {"clause", "quote", "ask"} for e in verbs().get(lemma, ()))


def _subject(view: View, v: int) -> int | None:
    """The logical subject of a verb of saying, whatever it stands for."""
    t = view.t
    outer = goes_on(view, v)
    if outer is not None:
        return _subject(view, outer)
    if misread(view, v):
        return _climb(view, v)
    if t.dep[v] == "conj" and t.child(v, "nsubj", "nsubjpass") is None:
        shared = _of_coordination(view, v)
        if shared is not None:
            return shared
    if len(own := _subjects(view, v)) > 1:
        return own[-1]
    if (told := _running_on(view, v)) is not None:
        return _subject(view, told)
    found = t.agents(v)
    if not passive(view, v) and (not found or t.lemma[found[0]] in units("@unit")):
        found = _before(view, v)
    return _last_of_two(view, found[0]) if found else None


def _running_on(view: View, v: int) -> int | None:
    """The finite verb whose subject says the quotation after a bare "saying": "*told* the men to leave the valley saying, "…""."""
    t = view.t
    bare = t.lower[v] == "saying" and t.dep[v] not in ("acl", "ccomp", "pcomp") and view.word(view.before(v)) != ","
    if not bare or t.child(v, "nsubj", "aux") is not None or not quotes_after(view, v):
        return None
    return next((h for h in t.above(v) if t.tag[h] in PAST_PRESENT), None)


def quotes_after(view: View, v: int) -> bool:
    """Whether a quotation follows a word, a comma or colon between them or not."""
    mark = view.after(v) if view.word(view.after(v)) not in (",", ":") else view.after(view.after(v))
    return view.word(mark) in MARKS


def _subjects(view: View, v: int) -> list[int]:
    """The subjects before a verb; two where title and name make one each ("Chief of X Dr Y warned")."""
    return [k for k in view.t.children(v, "nsubj") if k < v]


def _last_of_two(view: View, i: int) -> int:
    """Of two subjects of one verb the one nearer to it."""
    h = view.t.head[i]
    return i if view.t.dep[i] != "nsubj" or i > h else _subjects(view, h)[-1]


def _climb(view: View, v: int) -> int | None:
    """The subject of a misread verb: its noun when that is a subject, else the nearest one above."""
    t = view.t
    noun = t.head[v]
    if t.dep[noun] in ("nsubj", "nsubjpass"):
        return noun
    for h in t.above(v):
        if (found := t.child(h, "nsubj", "nsubjpass")) is not None and found < v:
            return found
    return noun


def _of_coordination(view: View, v: int) -> int | None:
    """Whose a coordinated cue is, where the parse joins it to the wrong verb; None where it may stand.

    "X said the army had left and warned …": the second cue belongs to X. "X, a judge, said" after "while": to X.
    """
    t = view.t
    h = t.head[v]
    outer = outer_cue(view, v)
    if outer is not None:
        return _subject(view, outer)
    if not any(h < k < v for k in t.children(h, "cc")):
        patient = t.child(h, "dobj")
        comma = view.before(v)
        if t.lower[comma] == "," and _told_aside(view, h):
            return t.child(h, "nsubj", "nsubjpass")
        if t.lower[comma] == "," and (opening := _apposition(view, comma)) is not None:
            return opening
        return patient if patient is not None and h < patient < v else None
    return None


def _told_aside(view: View, h: int) -> bool:
    """Whether a bare participle after a comma only tells of the subject before it ("X, *jailed* in 2010, wrote …")."""
    t = view.t
    bare = t.tag[h] == "VBN" and t.child(h, "aux", "auxpass") is None
    return bare and t.lower[view.before(h)] == "," and (t.child(h, "nsubj", "nsubjpass") or h) < h


def _apposition(view: View, comma: int) -> int | None:
    """The noun that the apposition closed by a comma explains, when that noun stands right before it."""
    t = view.t
    for i in range(comma - 1, max(comma - 14, view.bounds(comma)[0]), -1):
        if t.lower[i] == "," and t.pos[i - 1] in ("PROPN", "NOUN"):
            return i - 1
        if t.pos[i] in ("VERB", "AUX"):
            return None
    return None


def outer_cue(view: View, v: int) -> int | None:
    """The cue that a coordinated cue really goes with: the verb whose content the parse joined it to.

    Tense tells: "said its forces had halted and warned" joins said and warned, as does a comma before "and".
    """
    t = view.t
    c = t.head[v]
    if t.dep[v] != "conj" or t.dep[c] != "ccomp" or t.child(v, "nsubj", "nsubjpass") is not None:
        return None
    u = t.head[c]
    if t.tag[u] != t.tag[v] or u > c:
        return None
    cc = t.child(c, "cc")
    if cc is None or not (t.tag[c] != t.tag[v] or t.lower[view.before(cc)] == ","):
        return None
    return u


def writer(view: View, i: int, v: int | None = None) -> int:
    """Behind "a statement saying" or "the letter says" the one who issued it, when the sentence tells."""
    t = view.t
    if not _says(view, i):
        near = [k for h in t.above(i) for k in (h, *t.children(h, "dobj"))] if v is not None and t.head[v] == i else []
        told = next((k for k in near if k < i and _says(view, k)), None)
        return writer(view, told, told) if told is not None and t.tag[v or 0] == "VBG" else i
    poss = t.child(i, "poss")
    if poss is not None:
        return poss
    if (issuer := _issuer(view, i)) is not None:
        return issuer
    giver = subject(view, t.head[i]) if v is not None and t.dep[i] == "dobj" else None
    return i if giver is None else giver


def _says(view: View, i: int) -> bool:
    """Whether a noun is one for words that somebody issues ("statement")."""
    return view.t.pos[i] not in VERBAL and framed(nouns().get(view.t.lemma[i], ()), "quote")


def _issuer(view: View, i: int) -> int | None:
    """Whose a statement is by "by" or "from" after it, or after a verb that lends it its voice ("released *by* the UN")."""
    t = view.t
    issued = (v for v in t.children(i, "acl", after=i) if t.tag[v] == "VBN" and t.lemma[v] in light_verbs())
    whose = (k for j in (i, *issued) for k in t.children(j, "prep", "agent") if t.lower[k] in ("by", "from"))
    return next((p for k in whose if (p := t.child(k, "pobj")) is not None), None)


def _before(view: View, v: int) -> list[int]:
    """A subject that the parser missed: the nominal right before the verb."""
    t = view.t
    i = next((i for i in range(v - 1, -1, -1) if t.pos[i] not in ("AUX", "ADV", "PART")), -1)
    if i >= 0 and t.pos[i] in ("NOUN", "PROPN", "PRON") and view.sentence[i] == view.sentence[v]:
        return [i]
    fronted = _apposition(view, i) if view.word(i) == "," and t.tag[v] in ("VBD", "VBZ") else None
    return [fronted] if fronted is not None and _starts(view, fronted, v) else []


def _starts(view: View, i: int, v: int) -> bool:
    """Whether a name stands in a phrase that opens the sentence of a verb ("On Monday X, a nurse, said")."""
    t, preposition = view.t, view.t.head[i]
    opens = t.head[preposition] == v and view.low(preposition) == view.bounds(v)[0]
    return opens and t.dep[i] == "pobj" and t.pos[i] == "PROPN"


def _around(view: View, i: int) -> Mention | None:
    """The best mention that holds the token: a name before a nominal, the longer one first."""
    span = Span(view.t.start[i], view.t.end[i])
    holding = [m for m in view.named(span) if m.start <= span.start and span.end <= m.end]
    holding = [m for m in holding if _headed(view, m, i)] or holding
    return max(holding, key=lambda m: (_HEADS.index(m.head), m.end - m.start), default=None)


def _headed(view: View, mention: Mention, i: int) -> bool:
    """Whether the token is the last noun of the mention, not a word inside a longer one."""
    return mention.end == view.t.end[i]


def _tacked(view: View, i: int) -> Span | None:
    """The name before a noun that only says what the name is ("… Observatory monitor")."""
    t = view.t
    if t.lemma[i] not in words("body"):
        return None
    low = view.low(i)
    near = [m for m in view.named(Span(t.start[low], t.start[i] or 1)) if m.head == "name" and m.end >= t.start[i] - 2]
    best = max(near, key=lambda m: m.end - m.start, default=None)
    return Span(best.start, min(best.end, t.end[i])) if best else None


def _phrase(view: View, i: int) -> Span:
    """The noun phrase, with an "of" phrase that tells who it is."""
    t = view.t
    span = t.phrase(i)
    for k in t.children(i, "prep"):
        if t.lower[k] == "of" and k == i + 1:
            span = Span(span.start, t.end[view.high(k)])
    return span


def quoted_as(view: View, v: int) -> int | None:
    """The verb of "was quoted as saying" when `v` is its "saying"."""
    t = view.t
    h = t.head[v]
    if t.tag[v] == "VBG" and t.lower[h] == "as" and t.lemma[t.head[h]] in _SAYING:
        return t.head[h]
    return None


_SAYING = frozenset({"quote", "cite"})


def reported_as_saying(view: View, v: int) -> int | None:
    """Whom an outlet reports "as saying" a quotation, when `v` is its verb ("the agency reported *X* as saying")."""
    t = view.t
    own = (k for k in t.kids[v] if t.lower[k] == "as" and any(t.tag[j] == "VBG" for j in t.children(k, "pcomp")))
    return t.child(v, "dobj") if next(own, None) is not None else None
