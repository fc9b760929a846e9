"""What the speaker does with the words: from the cue, and for neutral cues from what is said."""

from __future__ import annotations

from truceline.find.attribution.indirect import read
from truceline.find.attribution.speaker import subject
from truceline.find.attribution.view import View
from truceline.know.verbs import Entry, content_words, verbs, words
from truceline.model import Span

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nor"})
_MODALS = frozenset({"must", "should"})
_ASIDE = frozenset({"relcl", "advcl", "acl"})


def stance(view: View, entry: Entry, at: int, content: tuple[Span, ...], neutral: bool) -> str | None:
    """The stance of a claim; None when the cue is denied and nothing is claimed.

    Args:
        at: the token of the cue, whose negation counts.
        neutral: whether words of the content may decide ("said … must" is a demand).
    """
    if negated(view, at):
        return entry.negated
    if entry.stance == "asserted" and calls_false(view, content):
        return "denied"
    if not neutral or entry.stance != "asserted":
        return entry.stance
    return _does(view, at, content) or _of_content(view, content) or entry.stance


def calls_false(view: View, content: tuple[Span, ...]) -> bool:
    """Whether what is said is that something said is untrue: "the claim that X is false", "it was untrue that"."""
    t = view.t
    for i in (i for span in content for i in view.tokens(span)):
        about = t.child(t.head[i], "nsubj", "expl") if t.lemma[i] in words("false") else None
        if about is not None and t.dep[i] in ("acomp", "attr") and t.lemma[about] in words("verdict"):
            return t.head[t.head[i]] == t.head[i] or t.dep[t.head[i]] in ("ccomp", "ROOT")
    return False


def negated(view: View, at: int) -> bool:
    """Whether the cue is negated ("did not say")."""
    t = view.t
    return any(t.dep[k] == "neg" or t.lower[k] in _NEGATIONS for k in t.kids[at] if abs(k - at) < 4)


def _does(view: View, at: int, content: tuple[Span, ...]) -> str | None:
    """What the speaker does by saying that he does it: "*we condemn* the raid", "said it "*deplores*" the raid"."""
    t, inside = view.t, view.tokens(content[0])
    v = next((i for i in inside if t.pos[i] == "VERB" and (t.head[i] not in inside or t.head[i] == i)), None)
    who = t.child(v, "nsubj") if v is not None else None
    if v is None or who is None or not _himself(view, who, v, at) or negated(view, v) or t.child(v, "aux") is not None:
        return None
    sense = next((e for e in verbs().get(t.lemma[v], ()) if read(view, v, e) is not None), None)
    return sense.stance if sense is not None and sense.stance != "asserted" else None


def _himself(view: View, who: int, v: int, at: int) -> bool:
    """Whether the subject of a verb in the speaker's own words is himself, and he does it by saying it, not once before."""
    t, speaker = view.t, subject(view, at)
    if view.quote[v] < 0 or t.tag[v] not in ("VBP", "VBZ"):
        return False
    if t.lower[who] in ("i", "we"):
        return True
    return view.quote[who] < 0 and speaker is not None and t.lower[who] in ("it", "he", "she")


def _of_content(view: View, content: tuple[Span, ...]) -> str | None:
    t, known = view.t, content_words()
    for span in content:
        inside = view.tokens(span)
        for i in inside:
            for parts, found in known.get(t.lower[i], ()):
                if tuple(t.lower[i : i + len(parts)]) == parts and _meant(view, i, inside):
                    return found
    return None


def _meant(view: View, i: int, inside: range) -> bool:
    """Whether a word of the content tells what all of it is for: in a main clause, not negated, not a mere opinion.

    A modal asks something of others than the speaker ("must", not "I must").
    """
    t = view.t
    modal = t.lower[i] in _MODALS
    if modal and t.worded(t.head[i], ("i", "there"), "nsubj", "expl") is not None:
        return False
    if t.pos[i] == "NOUN" and t.lower[i] in ("hope", "hopes") and not _is_or_has(view, i):
        return False
    v = t.head[i] if modal else i
    while v in inside:
        if t.dep[v] in _ASIDE:
            return False
        if t.head[v] == v:
            break
        v = t.head[v]
    return True


def _is_or_has(view: View, i: int) -> bool:
    """Whether a noun is what there is or what somebody has ("there is a glimmer of hope"), not what a deed is done to."""
    t = view.t
    verb = next((h for h in t.above(i) if t.pos[h] in ("VERB", "AUX")), None)
    return verb is not None and t.lemma[verb] in ("be", "have", "remain", "see")
