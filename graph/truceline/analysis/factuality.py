"""How far what a word tells got: the one answer on negation, modality, attempt, hope, plan, condition, demand and doubt.

The words over and beside a word are its operators (`data/lexicon/factuality.tsv`): the auxiliaries and the negation of
its own clause, what that clause hangs on ("failed to", "a plan to", "aimed at", "held off"), and what is said of a
"that" clause ("found no sign that", "the claim that … was false"). Each has a mood, or turns what it governs round, or
both. The mood furthest from a fact counts; two negatives make none. Implicative verbs follow Karttunen 1971, the levels
FactBank (Saurí, Pustejovsky 2009), drawn together to the five of the vocabulary:

    mood                                    as it stands    turned round
    told                                    happened        didNotHappen
    ongoing                                 ongoing         didNotHappen
    undertaken (agreed), planned            planned         didNotHappen
    attempted                               hypothetical    didNotHappen
    asked (demanded, hoped), possible,
    supposed (a condition), unproven        hypothetical    hypothetical

What somebody denies stays as it is told: the claim says whose word it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from truceline.analysis.governing import operators_of
from truceline.analysis.remembered import remembered
from truceline.analysis.tree import Tree
from truceline.know.moods import MOODS, Operator

_LEVEL = {"told": "happened", "ongoing": "ongoing", "undertaken": "planned", "planned": "planned"}
_TURNED = frozenset({"told", "ongoing", "undertaken", "planned", "attempted"})


@dataclass(frozen=True, slots=True)
class Factuality:
    """How far a deed or a state got.

    `mood` is one of `know.moods.MOODS` without "would" and "able", which are resolved; `negated` whether it is turned
    round; `settled` whether a word or a tense says so: a bare participle, an infinitive that hangs on nothing known and
    the simple present leave it open, so that a claim it is told in may decide.
    """

    mood: str = "told"
    negated: bool = False
    settled: bool = True

    @property
    def level(self) -> str:
        """The term of `tl:factuality`."""
        if self.negated and self.mood in _TURNED:
            return "didNotHappen"
        return _LEVEL.get(self.mood, "hypothetical")


@remembered
def factuality(tree: Tree, token: int, carrier: int | None = None) -> Factuality:
    """How far what a token tells got: a verb, an event noun, or an adjective said of something.

    Args:
        tree: the tree of the article.
        token: the position of the word.
        carrier: the verb that lends a noun its tense ("launched" in "launched an attack"), where the caller knows it.

    Returns:
        The mood and the polarity; nothing above a clause that tells a fact of its own counts, unless it says that the
        clause is not so.

    >>> from truceline.analysis.parse import parse
    >>> from truceline.read import make_article
    >>> def how(text, word):
    ...     t = parse(make_article(text)).tree
    ...     return factuality(t, t.lower.index(word)).level
    >>> how("The army failed to capture the town.", "capture"), how("Monitors found no sign that it used gas.", "used")
    ('didNotHappen', 'didNotHappen')
    >>> how("The army will not fail to attack.", "attack"), how("Chile hoped to host talks.", "talks")
    ('planned', 'hypothetical')
    """
    return drawn(operators_of(tree, token, carrier))


def drawn(found: Iterable[Operator]) -> Factuality:
    """The operators over one word as one answer."""
    several = tuple(found)
    negated = sum(o.negative for o in several) % 2 == 1
    moods = {_resolved(o.mood, negated) for o in several if o.mood is not None}
    return Factuality(max(moods, key=MOODS.index, default="told"), negated, bool(moods))


def _resolved(mood: str, negated: bool) -> str:
    """A mood whose reading hangs on the polarity: "could not" and "would not" tell what was not done."""
    if mood == "able":
        return "told" if negated else "possible"
    if mood == "would":
        return "planned" if negated else "possible"
    return mood
