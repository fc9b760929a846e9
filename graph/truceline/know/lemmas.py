"""Lemmas that the English model gets wrong ("hoped" is no form of "hop"): `data/lexicon/lemmas.tsv`, and a check of endings."""

from __future__ import annotations

from functools import cache, lru_cache

from truceline.know import triggers, truces, verbs
from truceline.know.moods import operators
from truceline.know.nouns import heads
from truceline.shelf import data, rows


@lru_cache(maxsize=1 << 16)
def lemma_of(form: str, lemma: str) -> str:
    """The lemma of a verb form.

    Args:
        form: the form in lower case.
        lemma: what the model takes for its lemma.

    >>> lemma_of("hoped", "hop"), lemma_of("cordoned", "cordone"), lemma_of("retook", "retook"), lemma_of("killed", "kill")
    ('hope', 'cordon', 'retake', 'kill')
    """
    if form in _forms():
        return _forms()[form]
    if lemma in _known():
        return lemma
    for ending in ("ed", "ing"):
        if form.endswith(ending):
            stem = form.removesuffix(ending)
            for candidate in (stem, f"{stem}e", stem[:-1]):
                if len(candidate) > 2 and candidate in _known():
                    return candidate
    return lemma


@cache
def hyphenated() -> frozenset[str]:
    """The words with hyphens that the rules ask for.

    >>> "re-open" in hyphenated(), "open" in hyphenated()
    (True, False)
    """
    classed = (w for words in triggers.classes().values() for w in words)
    told = (
        *triggers.words(),
        *verbs.verbs(),
        *verbs.nouns(),
        *verbs.adjectives(),
        *heads(),
        *truces.lemmas(),
        *classed,
    )
    return frozenset(w for w in told if "-" in w and "_" not in w)


@cache
def _forms() -> dict[str, str]:
    """Form → lemma, as the table has them."""
    return {r["form"]: r["lemma"] for r in rows(data("lexicon", "lemmas.tsv"))}


@cache
def _known() -> frozenset[str]:
    """The verbs that the rules ask for."""
    return triggers.words() | verbs.verbs().keys() | operators("verb").keys() | operators("object").keys()
