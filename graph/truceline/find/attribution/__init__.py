"""Who says what: one claim for each reporting cue, with speaker, exact content and stance.

Quotations come first, by what stands around them; then verbs, nouns, adjectives, adverbs and "according to" by the
parse. A cue inside the content of another gives a claim of its own, so chains of sources stay visible.
"""

from __future__ import annotations

from truceline.analysis.article import Analysis
from truceline.find import Finder
from truceline.find.attribution.assemble import drafts, finish
from truceline.find.attribution.view import look
from truceline.model import Notes


def find(parsed: Analysis, notes: Notes) -> Notes:
    """Notes with `claims` filled, ids c1, c2, … in the order of the text."""
    view = look(parsed, notes)
    return finish(view, drafts(view))


FINDER = Finder("attribution", find, frozenset({"claims"}), frozenset({"mentions", "times", "places"}))
