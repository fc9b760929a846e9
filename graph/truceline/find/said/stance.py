"""What the speaker does with the words: from the cue, and for neutral cues from what is said."""

from __future__ import annotations

from truceline.find.said.view import View
from truceline.know.verbs import Entry, content_words
from truceline.model import Span

_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
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
    if not neutral or entry.stance != "asserted":
        return entry.stance
    return _of_content(view, content) or entry.stance


def negated(view: View, at: int) -> bool:
    """Whether the cue is negated ("did not say")."""
    t = view.t
    return any(t.dep[k] == "neg" or t.lower[k] in _NEGATIONS for k in t.kids[at] if abs(k - at) < 4)


def _of_content(view: View, content: tuple[Span, ...]) -> str | None:
    t, known = view.t, content_words()
    for span in content:
        inside = view.tokens(span)
        for i in inside:
            for parts, found in known.get(t.lower[i], ()):
                if tuple(t.lower[i : i + len(parts)]) != parts:
                    continue
                if t.lower[i] in _MODALS and not _main(view, i, inside):
                    continue
                return found
    return None


def _main(view: View, modal: int, inside: range) -> bool:
    """Whether a modal belongs to a main clause of the content and asks something of others than the speaker."""
    t = view.t
    if t.tag[modal] != "MD":
        return False
    v = t.head[modal]
    subjects = [t.lower[k] for k in t.kids[v] if t.dep[k] in ("nsubj", "nsubjpass")]
    if subjects and subjects[0] in ("i",):
        return False
    while v in inside:
        if t.dep[v] in _ASIDE:
            return False
        if t.head[v] == v:
            break
        v = t.head[v]
    return True
