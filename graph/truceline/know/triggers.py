"""The words that tell events: `ontology/triggers/*.jsonl`, with the frames and noun classes they use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from truceline.errors import KnowledgeError
from truceline.know.kinds import known, plover
from truceline.shelf import files, ontology, rows

Slots = tuple[tuple[str, ...], ...]
"""Where a participant stands: the first alternative that is filled counts; all slots of an alternative are taken together."""

ROLES = frozenset(
    ["agent", "target", "attendee", "host", "mediator", "broker", "supporter", "supported", "victim", "guarantor"]
)
POSITIONS = frozenset({"verb", "noun", "adj"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """One sense of a word: what must stand with it, which kind it tells, where the participants stand.

    `obj`, `subj`, `mod` and `pobj` are nouns, one of which must be object, subject, modifier or stand after one of
    `prep`, `comp` verbs, one of which must begin a clause under it; `bar` nouns that speak against this sense, `doers` those that do so as the doer alone. `needs`
    are slots that must hold an actor ("obj:human" a human one, "in|to:ground" a place in either), `no` slots that must be empty; `act` marks acts of
    speech, which are claims where one was found, `background` what is no event unless a participant, a place or a day sets it
    apart ("the war"). `plover` is the kind's root, or another where this word is coded so.
    """

    word: str
    pos: str
    kind: str
    roles: tuple[tuple[str, Slots], ...]
    particle: str = ""
    obj: frozenset[str] = frozenset()
    subj: frozenset[str] = frozenset()
    mod: frozenset[str] = frozenset()
    prep: frozenset[str] = frozenset()
    pobj: frozenset[str] = frozenset()
    comp: frozenset[str] = frozenset()
    bar: frozenset[str] = frozenset()
    doers: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    factuality: str | None = None
    plover: str | None = None
    act: bool = False
    background: bool = False

    @property
    def root(self) -> str | None:
        """The PLOVER root of its kind."""
        return plover(self.kind)

    @property
    def weight(self) -> int:
        """How much must come together: the more, the earlier it is tried."""
        conditions = (self.particle, self.obj, self.subj, self.mod, self.pobj, self.comp)
        return 4 * sum(map(bool, conditions)) + 2 * bool(self.prep) + bool(self.needs) + bool(self.no)


@cache
def triggers() -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """(lemma, part of speech) → its senses, the one that asks for most first.

    >>> [t.kind for t in triggers()["extradite", "verb"]]
    ['Extradition', 'Extradition']
    """
    out: dict[tuple[str, str], list[Trigger]] = {}
    for path in files(ontology("triggers"), "*.jsonl"):
        for n, row in enumerate(rows(path), 1):
            for pos in POSITIONS & row.keys():
                for word in row[pos].split():
                    made = _trigger(word, pos, row, f"{path.name}:{n}")
                    out.setdefault((made.word, pos), []).append(made)
    return {k: tuple(sorted(v, key=lambda t: -t.weight)) for k, v in out.items()}


@cache
def words() -> frozenset[str]:
    """All lemmas that can tell an event."""
    return frozenset(lemma for lemma, _ in triggers())


def _trigger(word: str, pos: str, row: dict[str, Any], where: str) -> Trigger:
    try:
        roles = frames()[row["frame"]]
        kind = known(row["kind"])
        several = {k: nouns(row.get(k, ""), where) for k in ("obj", "subj", "mod", "pobj", "comp", "bar", "doers")}
    except KeyError as e:
        raise KnowledgeError(f"{where}: {e.args[0]!r} is missing or unknown.") from None
    first, _, particle = word.partition("+")
    return Trigger(
        word=first,
        pos=pos,
        kind=kind,
        roles=roles,
        particle=particle or row.get("part", ""),
        prep=frozenset(row.get("prep", "").split()),
        needs=tuple(row.get("needs", "").split()),
        no=tuple(row.get("no", "").split()),
        factuality=row.get("factuality"),
        plover=row.get("plover") or plover(kind),
        act=bool(row.get("act")),
        background=bool(row.get("background")),
        **several,
    )


@cache
def frames() -> dict[str, tuple[tuple[str, Slots], ...]]:
    """The frames by name: role → slots ("subj+with" both, "on|against" the first that is filled)."""
    out = {}
    for row in rows(ontology("triggers", "frames.tsv")):
        roles = []
        for part in row["roles"].split():
            role, _, slots = part.partition("=")
            if role not in ROLES:
                raise KnowledgeError(f"frames.tsv: {row['frame']} has a role {role!r}.")
            roles.append((role, tuple(tuple(a.split("+")) for a in slots.split("|"))))
        out[row["frame"]] = tuple(roles)
    return out


@cache
def classes() -> dict[str, frozenset[str]]:
    """Noun classes that rows name with @: "@talks", "@sanction"."""
    out: dict[str, frozenset[str]] = {}
    for row in rows(ontology("triggers", "classes.tsv")):
        out[row["class"]] = out.get(row["class"], frozenset()) | frozenset(row["words"].split())
    return out


@cache
def nouns(text: str, where: str = "") -> frozenset[str]:
    """The words of a list in which classes are named with @.

    >>> sorted(nouns("coup @siege"))
    ['blockade', 'cordon', 'coup', 'encirclement', 'siege']
    """
    out: set[str] = set()
    for word in text.split():
        if not word.startswith("@"):
            out.add(word)
        elif word[1:] in classes():
            out |= classes()[word[1:]]
        else:
            raise KnowledgeError(f"{where}: there is no class {word}.")
    return frozenset(out)


@cache
def light() -> frozenset[str]:
    """Verbs that lend an event noun their subject; "verb+preposition" where the noun stands after one."""
    return frozenset(w for row in rows(ontology("triggers", "light.tsv")) for w in row["words"].split())


@cache
def undertaking(slot: str) -> frozenset[str]:
    """Words of `undertaking.tsv`: `binding` (the subject binds itself), `weighing` (it thinks of it)."""
    found = (row for row in rows(ontology("triggers", "undertaking.tsv")) if row["slot"] == slot)
    return frozenset(w for row in found for w in row["words"].split())
