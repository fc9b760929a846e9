"""Facts in which actors go by the names that people gave them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from truceline.model import Facts

T = TypeVar("T")


def renamed(facts: Facts, names: Mapping[str, str]) -> Facts:
    """Facts in which some actors bear the IRIs of others.

    Args:
        facts: of one article.
        names: IRIs of actors → the IRI of the one that stands for them.

    Returns:
        The same facts where they know none of these. A renamed actor has no type: another article describes it.
    """
    notes = facts.notes
    mine = {a.iri: names[a.iri] for a in notes.actors if a.iri in names}
    if not mine:
        return facts
    rest = [a for a in notes.actors if a.iri not in mine]
    gone = [_renamed(replace(a, type=""), mine) for a in notes.actors if a.iri in mine]
    parts = {f.name: _renamed(getattr(notes, f.name), mine) for f in fields(notes) if f.name != "actors"}
    return replace(facts, notes=replace(notes, **parts, actors=(*gone, *_renamed(tuple(rest), mine))))


def _renamed(value: T, names: Mapping[str, str]) -> T:
    """A value in which every text that is one of the names is replaced, as deep as there is one."""
    found: Any = value
    if isinstance(value, str):
        found = names.get(value, value)
    elif isinstance(value, tuple):
        several = tuple(_renamed(x, names) for x in value)
        found = several if several != value else value
    elif is_dataclass(value) and not isinstance(value, type):
        changed = {
            f.name: new for f in fields(value) if (new := _renamed(old := getattr(value, f.name), names)) is not old
        }
        found = replace(value, **changed) if changed else value
    result: T = found
    return result
