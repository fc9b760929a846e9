"""Chains of things that stand for others, followed to their ends."""

from __future__ import annotations


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
