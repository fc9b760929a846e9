"""Direct speech: which quotations are somebody's words, and the reporting word each of them hangs on.

Quotations are matched by what stands around them, before any parse is asked: a colon or comma and a cue before, a comma
and a cue after, a cue between two parts. What runs on after a cue ("…," she said. "…") belongs to the same claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from truceline.analysis.tree import VERBAL
from truceline.find.attribution.parenthetical import SUBJECTS
from truceline.find.attribution.signed import after_dash, before_colon
from truceline.find.attribution.view import MARKS, View
from truceline.know.verbs import Entry, framed, nouns, verbs

_STOPS = frozenset({".", "!", "?", "…", ";"})
_ENDS = frozenset({".", "!", "?", "…", "]", "...", ","})
_REACH = 30


@dataclass(frozen=True, slots=True)
class Speech:
    """Quotations under one cue: the cue's token (None: only a colon, `host` is the verb before it), token ranges."""

    cue: int | None
    entry: Entry | None
    host: int
    parts: list[tuple[int, int]] = field(default_factory=list)


def speeches(view: View) -> tuple[list[Speech], list[tuple[int, int]]]:
    """All direct speech with its cues, and the whole-sentence quotations that have none nearby."""
    found: list[Speech] = []
    orphans: list[tuple[int, int]] = []
    by_cue: dict[int, Speech] = {}
    previous: tuple[int, int] | None = None
    for q in _ranges(view):
        cue = _cue(view, q, by_cue)
        if cue is not None:
            at, host, entry = cue
            known = by_cue.get(host)
            if known is None:
                known = by_cue[host] = Speech(at, entry, host)
                found.append(known)
            known.parts.append(q)
        elif found and found[-1].parts[-1] == previous and _runs_on(view, found[-1].parts[-1], q):
            found[-1].parts.append(q)
        elif _whole(view, q):
            orphans.append(q)
        else:
            continue
        previous = q
    return found, orphans


def _ranges(view: View) -> list[tuple[int, int]]:
    """The token ranges of all quotations, blank ones left out."""
    out = []
    for q in view.parsed.quotes:
        inside = [i for i in view.tokens(q) if view.t.lower[i].strip()]
        if inside:
            out.append((inside[0], inside[-1]))
    return out


def quote_verb(view: View, i: int) -> Entry | None:
    """The entry of a token as a verb that can introduce direct speech."""
    t = view.t
    if t.pos[i] not in ("VERB", "AUX") and not t.tag[i].startswith("VB") and not _noun_like(view, i):
        return None
    for e in verbs().get(t.lemma[i], ()):
        if "quote" in e.frames and (not e.more or t.lower[i + 1 : i + 1 + len(e.more)] == list(e.more)):
            return e
    return None


def _noun_like(view: View, i: int) -> bool:
    """Whether a verb form in -s before a quotation was taken for a plural ("the ministry notes, "…")."""
    t = view.t
    end = view.after(i)
    mark = view.after(end) if view.word(end) in (",", ":") else end
    quoted = view.word(mark) in MARKS and view.quote[min(mark + 1, len(t) - 1)] >= 0
    return quoted and t.tag[i] == "NNS" and t.dep[i] in ("ROOT", "ccomp", "parataxis", "dep")


# ---------------------------------------------------------------- where the cue is


Cue = tuple[int | None, int, Entry | None]
"""Cue, host and entry of a quotation, as in `Speech`."""


def _cue(view: View, q: tuple[int, int], known: dict[int, Speech]) -> Cue | None:
    """What introduces a quotation: a colon before it, a cue after it, a cue before it."""
    mark = view.before(q[0])
    before = view.before(mark) if view.word(mark) in MARKS else mark
    at_colon = _at_colon(view, before, q) if view.word(before) == ":" else None
    if at_colon is not None:
        return at_colon
    right = _at_right(view, q) if _stands_free(view, mark, before, q) else None
    return right if right is not None else _at_left(view, before, q, known)


def _at_colon(view: View, colon: int, q: tuple[int, int]) -> Cue | None:
    """The cue of a quotation behind a colon: after it where it ends in a comma, else who is named before it, else a verb."""
    after = _at_right(view, q) if view.t.lower[q[1]] == "," else None
    if after is not None:
        return after
    named = before_colon(view, colon)
    return (None, named, None) if named is not None else left_cue(view, colon, anyhow=True)


def _at_left(view: View, before: int, q: tuple[int, int], known: dict[int, Speech]) -> Cue | None:
    """The cue before a comma, or right before the quotation; of a claim that is half indirect only where it quotes already."""
    if before < 0 or not (view.t.lower[before] == "," or _adjacent(view, before, q)):
        return None
    found = left_cue(view, before)
    if found is None or found[1] in known:
        return found
    return None if view.t.tag[q[0]] not in ("NNP", "NNPS") and _mixed(view, found[1], q) else found


def _stands_free(view: View, mark: int, before: int, q: tuple[int, int]) -> bool:
    """Whether a quotation begins a sentence or follows punctuation, not words that it goes on ("the "Hero of X," had …")."""
    t = view.t
    if before < 0 or mark == before or view.sentence[before] != view.sentence[q[0]]:
        return True
    if not t.lower[before].isalpha():
        return t.lower[before] != "," or not _added(view, before, q)
    return t.pos[before] in ("CCONJ", "SCONJ", "ADV", "INTJ") or "\n" in view.text[t.end[before] : t.start[mark]]


def _added(view: View, comma: int, q: tuple[int, int]) -> bool:
    """Whether a few words in quotation marks only add to the clause that opens their sentence (`They stay, "as before", said X`)."""
    t = view.t
    begin = view.bounds(q[0])[0]
    if not _fragment(view, q) or any(view.quote[i] >= 0 or quote_verb(view, i) for i in range(begin, comma)):
        return False
    subjects = (t.head[i] for i in range(begin, comma) if t.dep[i] in SUBJECTS)
    return any(t.dep[v] in _MAIN and begin <= v < comma for v in subjects)


def _fragment(view: View, q: tuple[int, int]) -> bool:
    """Whether a quotation is a few words that begin small and have no subject."""
    few = q[1] - q[0] < 9 and view.text[view.t.start[q[0]]].islower()
    return few and not any(view.t.dep[i] in SUBJECTS for i in range(q[0], q[1] + 1))


_MAIN = frozenset({"ROOT", "ccomp", "parataxis"})
"""What a main clause is to its sentence."""


def _adjacent(view: View, before: int, q: tuple[int, int]) -> bool:
    """Whether the word before the mark is the cue ("he said "…"") and the sentence does not go on inside the phrase."""
    if quote_verb(view, before) is None:
        return False
    t = view.t
    after = view.after(view.after(q[1]))
    return after >= len(t) or t.pos[after] in ("PUNCT", "CCONJ", "SPACE", "X") or t.lower[q[1]] in _ENDS


def _mixed(view: View, cue: int, q: tuple[int, int]) -> bool:
    """Whether a clause stands between cue and quotation: the claim is then half indirect, and syntax reads it."""
    word = view.text[view.t.start[q[0]]]
    if word.isupper() or not word.isalpha():
        return False
    return any(view.t.pos[i] in ("VERB", "AUX") for i in range(cue + 1, q[0]) if view.quote[i] < 0)


def left_cue(view: View, before: int, anyhow: bool = False) -> Cue | None:
    """The cue in the sentence before the quotation, the nearest one; with a colon any verb will do."""
    t = view.t
    inside = list(_leftwards(view, before))
    away = ("amod", "relcl" if anyhow else "")
    for i in inside:
        asked = t.tag[i] == "VBN" and t.dep[i] in ("advcl", "acl")
        if not asked and t.dep[i] not in away and (entry := quote_verb(view, i)) is not None:
            return i, i, entry
    return _any_verb(view, inside) if anyhow else None


def _any_verb(view: View, inside: list[int]) -> Cue | None:
    """The main verb before a colon, with the sense of a noun for what is said ("posted a *statement* on its page: …")."""
    t = view.t
    verbal = [i for i in inside if t.pos[i] in VERBAL]
    if not verbal:
        return None
    verb = next((i for i in reversed(verbal) if t.dep[i] == "ROOT"), verbal[0])
    noun = next((i for i in inside if framed(nouns().get(t.lemma[i], ()), "quote")), None)
    return None, verb, nouns()[t.lemma[noun]][0] if noun is not None else None


def _leftwards(view: View, before: int) -> Iterator[int]:
    """The tokens before a quotation back to the beginning of their sentence or line."""
    for i in range(before, max(-1, before - 60), -1):
        stop = view.t.lower[i] in _STOPS or "\n" in view.t.lower[i]
        if view.quote[i] >= 0 or (i < before and stop):
            return
        yield i


def _at_right(view: View, q: tuple[int, int]) -> Cue | None:
    """The cue after the quotation: "…," X said; "…," said X; "…" X said; the one who signs it."""
    t = view.t
    close = view.after(q[1])
    if view.word(close) not in MARKS:
        return None
    if (signed := after_dash(view, close)) is not None:
        return None, signed, None
    at = view.after(close)
    outside = view.word(at) == ","
    comma = outside or t.lower[q[1]] in _GOING_ON
    at = view.after(at) if outside else at
    if at >= len(t) or t.pos[at] == "CCONJ" or (not comma and t.lower[q[1]] in _STOPS):
        return None
    return _first_cue(view, at, min(len(t), at + (_REACH if comma else 5)), comma)


_GOING_ON = frozenset({",", "?", "!", "…", "-", "–", "—", "]"})
"""How a quotation ends whose sentence goes on with who said it."""


def _first_cue(view: View, at: int, end: int, comma: bool) -> tuple[int, int, Entry] | None:
    """The first reporting word from a token on, up to the end of the sentence; without a comma no other verb before it."""
    t = view.t
    for i in range(at, end):
        if _closed(view, i) or t.lower[i] in MARKS or "\n" in t.lower[i]:
            return None
        if (entry := quote_verb(view, i)) is not None:
            return i, i, entry
        if not comma and t.pos[i] in VERBAL:
            return None
    return None


def _closed(view: View, i: int) -> bool:
    """Whether a token ends a sentence; the point of an abbreviation does not."""
    inside = view.t.lower[i] == "." and i + 1 < len(view.t) and view.sentence[i + 1] == view.sentence[i]
    return view.t.lower[i] in _STOPS and not inside


# ---------------------------------------------------------------- running on


def _runs_on(view: View, previous: tuple[int, int], q: tuple[int, int]) -> bool:
    """Whether a quotation goes on with the speech before it: only the cue's sentence, or a paragraph break, between."""
    if not _unclosed(view, previous) and not _whole(view, q):
        return False
    between = [i for i in range(previous[1] + 1, q[0]) if view.t.lower[i].strip() and view.t.lower[i] not in MARKS]
    if not between:
        return True
    if _unclosed(view, previous) or "\n" in view.text[view.t.end[previous[1]] : view.t.start[q[0]]]:
        return False
    return not any(view.t.lower[i] in _STOPS for i in between[:-1])


def _unclosed(view: View, q: tuple[int, int]) -> bool:
    """Whether a quotation runs to the end of its paragraph without a closing mark."""
    close = view.after(q[1])
    return view.word(close) not in MARKS or "\n" in view.text[view.t.end[q[1]] : view.t.start[close]]


def _whole(view: View, q: tuple[int, int]) -> bool:
    """Whether a quotation is whole sentences by itself, not a few words quoted inside one."""
    t = view.t
    before, close = view.before(view.before(q[0])), view.after(q[1])
    opens = before < 0 or t.lower[before] in _STOPS | MARKS or view.sentence[before] != view.sentence[q[0]]
    opens = opens or "\n" in view.text[t.end[before] : t.start[q[0]]]
    ends = t.lower[q[1]] in _ENDS or t.lower[close + 1 : close + 2] == ["."]
    return opens and ends and q[1] - q[0] >= 3 and not view.text[t.start[q[0]]].islower()
