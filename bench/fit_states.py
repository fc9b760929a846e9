"""Fits the weights by which "the army" and "the government" find whose they are: `data/identity/states.tsv`.

    python bench/fit_states.py            # the table, on standard output, and how often the right one comes first
    python bench/fit_states.py --write    # and into data/identity/states.tsv

Gold are texts of our own, `tests/cases/institutions.txt` and `tests/gold/links*.jsonl`; the model is that of `fit_choices.py`. A body
counts when its land is among the candidates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from fit_choices import ROOT, Chain, Question, banks, marked, nearest, read, tabled

from truceline.know import actors
from truceline.link.state_features import FEATURES, KINDS

OWN = ROOT / "tests" / "cases" / "institutions.txt"


def gold() -> Iterator[tuple[str, str, list[Chain], dict[str, list[str]]]]:
    """Day, text and bodies of each text, and the names of each body: none where it goes by its id."""
    for line in OWN.read_text(encoding="utf-8").splitlines():
        day, _, passage = line.partition(" ")
        yield day, *marked(passage), {}
    for r in banks():
        names = {m["actor"]: [*m["names"], *m["also"]] for m in r["links"]}
        yield r["published"], r["text"], [(m["start"], m["end"], m["actor"]) for m in r["links"]], names


def questions(day: str, text: str, bodies: Sequence[Chain], names: dict[str, list[str]]) -> Iterator[Question]:
    """The bodies of a text whose land is among the candidates."""
    book = read(text, day)
    for (kind, n), found in sorted((key, f) for key, f in book.trail.items() if key[0] in KINDS):
        body = str(nearest(book.mention(n).start, book.mention(n).end, bodies))
        owners = sorted(map(str, found))
        right = np.array([is_of(body, owner, names.get(body, [])) for owner in owners])
        if right.any() and not right.all():
            yield kind, np.array([[found[o].get(name, 0.0) for name in FEATURES] for o in owners]), right


def is_of(body: str, owner: str, names: Sequence[str]) -> bool:
    """Whether a body, by its id or its names, is of a land or is another body."""
    if body.startswith(f"{owner}-") or body == owner.rpartition("/")[2]:
        return True
    known = (actors.get(s) for name in names for s in actors.lookup(name, (owner,) if owner in actors.states() else ()))
    return any(owner in (a.country, a.slug) for a in known if a and a.type in ("Government", "ArmedForces", "State"))


if __name__ == "__main__":
    tabled(ROOT / "data" / "identity" / "states.tsv", FEATURES, KINDS, [list(questions(*g)) for g in gold()])
