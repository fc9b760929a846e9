"""What a pronoun stands for that is a thing or a happening: "the talks failed, but *they* will resume"."""

from __future__ import annotations

from truceline.analysis.tree import Tree

_NUMBER = {"they": frozenset({"NNS", "NNPS"}), "it": frozenset({"NN", "NNP"})}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_REACH = 40
"""Tokens looked back over: this sentence and the one before."""


def antecedents(t: Tree, i: int) -> list[int]:
    """The nouns before a pronoun that it may stand for, nearest first: subjects; for "it" objects too."""
    tags = _NUMBER.get(t.lower[i])
    if tags is None:
        return []
    deps = _SUBJECTS if t.lower[i] == "they" else _SUBJECTS | {"dobj"}
    return [k for k in range(i - 1, max(-1, i - _REACH), -1) if t.dep[k] in deps and t.tag[k] in tags]
