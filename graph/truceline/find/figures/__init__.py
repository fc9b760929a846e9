"""Casualty figures: how many, of whom, what became of them, since when, where, in which event.

Figures are facts of their own: they have bounds, a population, a window and a place, and they are never summed.
"""

from __future__ import annotations

from dataclasses import replace

from truceline.find import Finder
from truceline.find.figures.casualty import Counted, harm_of, nearest, noun_of, part_of, population
from truceline.find.figures.numbers import Amount, amounts
from truceline.find.figures.setting import Setting, settle
from truceline.find.figures.single import singles
from truceline.find.syntax import Tree, tree
from truceline.know import amounts as know
from truceline.model import Figure, Notes
from truceline.parse import Parsed


def find(parsed: Parsed, notes: Notes) -> Notes:
    """Finds the casualty figures of an article."""
    shape = tree(parsed.doc)
    busy = sorted((t.start, t.end) for t in notes.times)
    setting = Setting(parsed, shape, notes)
    out: list[Figure] = []
    for n, sentence in enumerate(parsed.sentences):
        if not sentence.content:
            continue
        tokens = parsed.tokens(n)
        if not tokens:
            continue
        begin, end = tokens[0].i, tokens[-1].i + 1
        if not any(shape.lemma[i] in know.harms() or shape.lower[i] in know.harms() for i in range(begin, end)):
            continue
        counted = _counted(shape, begin, end, busy)
        out += _figures(counted, n, setting, len(out))
    return replace(notes, figures=tuple(out))


def _counted(shape: Tree, begin: int, end: int, busy: list[tuple[int, int]]) -> list[tuple[Counted, bool]]:
    """The amounts of a sentence that count victims, each with whether it is a part of the one before."""
    out: list[tuple[Counted, bool]] = []
    for amount in amounts(shape, begin, end, know.amounts()):
        if _is_time(shape, amount, busy):
            continue
        anchor, noun = noun_of(shape, amount, end)
        who = population(shape, noun)
        if who is None:
            continue
        inside = bool(out) and part_of(shape, amount, noun, begin)
        found = harm_of(shape, anchor, noun, amount, end)
        if inside and (found is None or found[2] < 0.9):
            whole = out[-1][0] if not out[-1][1] else next((c for c, p in reversed(out) if not p), out[-1][0])
            out.append((Counted(amount, noun, whole.trigger, whole.category, who, 0.85), True))
            continue
        found = found or nearest(shape, amount, begin, end)
        if found is None or (noun < 0 and found[2] < 0.6):
            continue
        out.append((Counted(amount, noun, found[0], found[1].category, who, found[2]), inside))
    taken = {c.noun for c, _ in out}
    out += [(c, False) for c in singles(shape, begin, end) if c.noun not in taken]
    return sorted(out, key=lambda x: x[0].amount.first)


def _is_time(shape: Tree, amount: Amount, busy: list[tuple[int, int]]) -> bool:
    start, end = shape.start[amount.first], shape.end[amount.last]
    return any(s < end and start < e for s, e in busy)


def _figures(counted: list[tuple[Counted, bool]], sentence: int, setting: Setting, before: int) -> list[Figure]:
    out: list[Figure] = []
    whole: Figure | None = None
    for c, part in counted:
        a, shape = c.amount, setting.tree
        figure = Figure(
            id=f"f{before + len(out) + 1}",
            start=shape.start[a.first],
            end=shape.end[a.last],
            text=setting.parsed.article.text[shape.start[a.first] : shape.end[a.last]],
            sentence=sentence,
            category=c.category,
            population=c.population,
            lower=a.lower,
            upper=a.upper,
            approx=a.approx,
            exact=a.exact,
            vague=a.vague,
            subset_of=whole.id if part and whole else None,
            rule="figures.part" if part else "figures.harm",
            confidence=c.sure,
        )
        figure = settle(figure, c, setting, whole if part else None)
        if not part:
            whole = figure
        out.append(figure)
    return out


FINDER = Finder("figures", find, frozenset({"figures"}), frozenset({"events", "places", "times", "claims"}))
