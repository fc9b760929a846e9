"""Casualty figures: how many, of whom, what became of them, since when, where, in which event.

Figures are facts of their own: they have bounds, a population, a window and a place, and they are never summed.
"""

from __future__ import annotations

from dataclasses import replace

from truceline.analysis.article import Analysis
from truceline.find import Finder
from truceline.find.figures.breaches import truce_words
from truceline.find.figures.counted import Counted
from truceline.find.figures.sentence import Before, counted_in, told_of
from truceline.find.figures.setting import Setting, settle
from truceline.model import Figure, Notes

_REACH = 2
"""How many sentences back the whole may stand of which a part is told ("Among the dead were five children")."""


def find(parsed: Analysis, notes: Notes) -> Notes:
    """Finds the casualty figures of an article."""
    shape = parsed.tree
    busy = sorted((t.start, t.end) for t in notes.times)
    setting = Setting.of(parsed, shape, notes)
    about_truce = not truce_words().isdisjoint(shape.lemma)
    out: list[Figure] = []
    for n, sentence in enumerate(parsed.sentences):
        tokens = parsed.positions(n) if sentence.content else []
        if not tokens:
            continue
        begin, end = tokens[0], tokens[-1] + 1
        if told_of(shape, begin, end):
            before = [f for f in out[-20:] if n - f.sentence <= _REACH]
            last = before[-1] if before else None
            known = Before(last.category, last.population) if last else None
            counted = counted_in(shape, (begin, end), busy, known, about_truce)
            out += _figures(counted, n, setting, out)
    return replace(notes, figures=tuple(out))


def _figures(counted: list[Counted], sentence: int, setting: Setting, before: list[Figure]) -> list[Figure]:
    out: list[Figure] = []
    whole: Figure | None = None
    for c in counted:
        part = _whole(c, whole, sentence, before) if c.part else None
        figure = settle(_figure(f"f{len(before) + len(out) + 1}", c, sentence, setting, part), c, setting, part)
        if not c.part:
            whole = figure
        out.append(figure)
    return out


def _whole(part: Counted, here: Figure | None, sentence: int, before: list[Figure]) -> Figure | None:
    """The figure that a part is part of: the last one told, in this sentence or shortly before, that is large enough."""
    if here is not None:
        return here
    near = (f for f in reversed(before) if sentence - f.sentence <= _REACH and not f.subset_of)
    return next((f for f in near if f.category == part.category and most(f) > part.amount.size), None)


def most(f: Figure) -> int:
    """The greatest number that a figure names."""
    return max(n for n in (f.lower, f.upper, f.approx, f.exact) if n is not None)


def _figure(name: str, c: Counted, sentence: int, setting: Setting, whole: Figure | None) -> Figure:
    a, shape = c.amount, setting.tree
    start, end = shape.start[a.first], shape.end[a.last]
    return Figure(
        id=name,
        start=start,
        end=end,
        text=setting.parsed.article.text[start:end],
        sentence=sentence,
        category=c.category,
        population=c.population,
        lower=a.lower,
        upper=a.upper,
        approx=a.approx,
        exact=a.exact,
        vague=a.vague,
        subset_of=whole.id if whole else None,
        rule="figures.part" if c.part else "figures.harm",
        confidence=c.sure,
    )


FINDER = Finder("figures", find, frozenset({"figures"}), frozenset({"events", "places", "times", "claims"}))
