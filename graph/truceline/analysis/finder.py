"""What a finder is: a plain function from what is known of an article to more, and a declaration of what it gives and needs.

Third parties add theirs by the entry point group `truceline.finders`; a finder of the same name replaces ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from truceline.analysis.article import Analysis
from truceline.model import Notes


@dataclass(frozen=True, slots=True)
class Finder:
    """A finder: a plain function and what it gives and needs.

    `find(parsed, notes)` returns new notes with the fields named in `gives` filled or changed; it may read the fields
    named in `needs`, which other finders give. `name` breaks ties, so that the order never depends on chance.
    """

    name: str
    find: Callable[[Analysis, Notes], Notes]
    gives: frozenset[str]
    needs: frozenset[str] = frozenset()
