"""Which things of different articles are one: asked of `link.cross_document`, followed to the end of each chain."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from truceline.model import Facts


def same_things(several: Sequence[Facts]) -> dict[str, str]:
    """IRI → the IRI that stands for it, for ceasefires that several articles tell of.

    The answer does not depend on the order in which the articles came.
    """
    telling = sorted((f for f in several if f.notes.ceasefires), key=lambda f: f.article.hash)
    if not telling or find_spec("truceline.link.cross_document") is None:
        return {}
    found = import_module("truceline.link.cross_document").merge(telling)
    direct = {old: str(same.iri) for old, same in found.items()}
    return {old: end for old in sorted(direct) if (end := follow(old, direct)) != old}


def follow(name: str, direct: dict[str, str]) -> str:
    """The end of a chain of names; a ring ends at its smallest member.

    >>> follow("a", {"a": "b", "b": "c"}), follow("b", {"a": "b", "b": "a"})
    ('c', 'a')
    """
    seen = [name]
    while (name := direct.get(name, name)) != seen[-1]:
        if name in seen:
            return min(seen[seen.index(name) :])
        seen.append(name)
    return name
