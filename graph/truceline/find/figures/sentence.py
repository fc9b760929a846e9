"""The amounts of one sentence that count victims, each with what it says."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.figures.breaches import breaches
from truceline.find.figures.counted import PEOPLE, Counted, noun_of, population
from truceline.find.figures.harm import Found, graver, harm_at, harm_of, nearest, total, upwards
from truceline.find.figures.joint import fate
from truceline.find.figures.numbers import Amount, amounts
from truceline.find.figures.parts import Portion, are, goes_on, part_of, portion
from truceline.find.figures.single import idiom, singles
from truceline.know import casualty_lexicon as know
from truceline.know.casualty_lexicon import Harm, harms

Limits = tuple[int, int]
_PART = 0.85
_POSSIBLE = frozenset(["might", "may", "could", "would", "will", "can"])


@dataclass(frozen=True, slots=True)
class Before:
    """Category and population of the last figure told before the sentence."""

    category: str
    population: str


@dataclass(slots=True)
class _Sentence:
    """A sentence while its amounts are being read, in the order of the text."""

    tree: Tree
    limits: Limits
    before: Before | None
    numbers: frozenset[int]
    out: list[Counted]

    @property
    def last(self) -> Counted | None:
        """The amount before."""
        return self.out[-1] if self.out else None

    @property
    def whole(self) -> Counted | None:
        """The last amount that is not a part."""
        return next((c for c in reversed(self.out) if not c.part), self.last)


def told_of(tree: Tree, begin: int, end: int) -> bool:
    """Whether any word of a sentence can say what became of people."""
    known, others = harms(), know.around("breach") | know.around("break") | {"total", "tally"}
    return any(
        tree.lemma[i] in known or tree.lower[i] in known or tree.lower[i] in others or tree.lemma[i] in others
        for i in range(begin, end)
    )


def counted_in(
    tree: Tree, limits: Limits, busy: list[tuple[int, int]], before: Before | None, about_truce: bool = False
) -> list[Counted]:
    """The amounts among the tokens `limits` that count victims, and those that count breaches of a truce.

    `busy` are the characters of times, in order; `about_truce`: the text names a truce.
    """
    found = _candidates(tree, limits, busy)
    here = _Sentence(tree, limits, before, frozenset(a.core for a, noun in found if noun is None), [])
    for amount, noun in found:
        if (c := _read(here, amount, noun)) and (c := _fated(here, c)):
            here.out.append(c)
    taken = {c.amount.core for c in here.out}
    loose = [a for a, noun in found if noun is None and a.core not in taken]
    return sorted((*here.out, *breaches(tree, loose, limits[1], about_truce)), key=lambda c: c.amount.first)


def _fated(here: _Sentence, c: Counted) -> Counted | None:
    """The figure with the category of all its words of harm; none where no category holds them."""
    category = fate(here.tree, c.trigger, c.category, here.numbers)
    return replace(c, category=category) if category else None


def _candidates(tree: Tree, limits: Limits, busy: list[tuple[int, int]]) -> list[tuple[Amount, int | None]]:
    """Amounts, and single persons that no amount counts already, in the order of the text."""
    begin, end = limits
    found: list[tuple[Amount, int | None]] = []
    taken = set()
    for a in amounts(tree, begin, end, know.amounts()):
        if not _in(busy, tree.start[a.first], tree.end[a.last]) and not _earlier(tree, a.first):
            noun = noun_of(tree, a, end)[1]
            taken.add(noun)
            found.append((_with_body(tree, a, noun), None))
    found += [(a, noun) for a, noun in singles(tree, begin, end) if noun not in taken]
    return sorted(found, key=lambda x: x[0].first)


def _earlier(tree: Tree, first: int) -> bool:
    """ "Rose to 41, up from 35": the number that held before."""
    return first > 1 and tree.lower[first - 1] == "from" and tree.lower[first - 2] in {"up", "down"}


def _with_body(tree: Tree, a: Amount, noun: int) -> Amount:
    """ "A family of five": the words before the number belong to the amount."""
    if 0 <= noun < a.first and (ones := [k for k in tree.children(noun, "det") if k < noun]):
        return replace(a, first=ones[0])
    return a


def _in(busy: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(busy, (end, 0))
    return any(e > start for _, e in busy[max(0, at - 2) : at])


def _read(here: _Sentence, amount: Amount, single: int | None) -> Counted | None:
    """What an amount counts; None where it counts no victims."""
    if single is not None:
        return _single(here, amount, single)
    tree, end = here.tree, here.limits[1]
    if share := portion(tree, amount, end):
        return _share(here, amount, share)
    anchor, noun = noun_of(tree, amount, end)
    who = population(tree, noun)
    if who is None:
        return None
    if here.last and (kind := are(tree, anchor)) is not None:
        return _portion(here, amount, kind, None, None)
    if _whole_of(here, amount):
        return _described_whole(here, amount, noun, who)
    return _victims(here, amount, (anchor, noun), who)


def _victims(here: _Sentence, amount: Amount, hung: tuple[int, int], who: str) -> Counted | None:
    """What became of the people that an amount counts, by its anchor and noun; None where nothing is told of them."""
    tree, (anchor, noun) = here.tree, hung
    part = _is_part(here, amount, noun)
    found = harm_of(tree, anchor, noun, amount, here.limits[1])
    if here.out and part and _weak(here, amount, found):
        return _portion(here, amount, noun, None, None)
    if found is None and (c := _totalled(here, amount, anchor, noun)):
        return c
    found = found or _elsewhere(here, amount, noun)
    if found is None or _no_toll(here, amount, noun, found):
        return None
    who = _described(tree, noun, found) or _inherited(here, amount, noun, who)
    return Counted(amount, noun, found[0], found[1].category, who, found[2], part)


def _is_part(here: _Sentence, amount: Amount, noun: int) -> bool:
    """Whether an amount is told as a part of one before it; "others" are no part."""
    others = noun >= 0 and here.tree.lower[noun] == "others"
    return not others and part_of(here.tree, amount, noun, here.limits[0])


def _weak(here: _Sentence, amount: Amount, found: Found | None) -> bool:
    """Whether a part has no harm of its own that is sure and near."""
    return found is None or found[2] < 0.9 or _beyond(here, amount, found[0])


def _elsewhere(here: _Sentence, amount: Amount, noun: int) -> Found | None:
    """The harm that is told beside an amount, not of its noun: in a list, by the nearest verb, by those admitted somewhere."""
    near = nearest(here.tree, amount, *here.limits)
    return _listed(here, amount) or near or _admitted(here, amount, noun)


def _no_toll(here: _Sentence, amount: Amount, noun: int, found: Found) -> bool:
    """Whether a harm is too far from a bare number, only possible, or a rate."""
    return (noun < 0 and found[2] < 0.5) or _only_possible(here.tree, found[0]) or _rate(here, amount)


def _beyond(here: _Sentence, amount: Amount, trigger: int) -> bool:
    """Whether another number stands between an amount and a word of harm: then that word is told of the other."""
    return any(amount.last < n < trigger or trigger < n < amount.first for n in here.numbers)


def _whole_of(here: _Sentence, amount: Amount) -> bool:
    """ "Three of the *ten* prisoners", "five of a group of *12*": what is told of the three is not told of the ten."""
    of = amount.first - 1
    while of > here.limits[0] and here.tree.lower[of] in know.around("whole"):
        if here.tree.lower[of] == "of" and of - 1 in here.numbers:
            return True
        of -= 1
    return False


def _described_whole(here: _Sentence, amount: Amount, noun: int, who: str) -> Counted | None:
    """ "Six of the 20 *wounded* children": what the whole is called still counts."""
    k = here.tree.child(noun, "amod")
    h = harm_at(here.tree, k, "self", "object") if k is not None else None
    return Counted(amount, noun, k, h.category, who, _PART) if k is not None and h is not None else None


def _rate(here: _Sentence, amount: Amount) -> bool:
    """ "One was killed every 25 minutes": how often, not how many."""
    behind = range(amount.last + 1, min(amount.last + 9, here.limits[1] - 1))
    return any(here.tree.lower[i] == "every" and here.tree.pos[i + 1] in {"NUM", "NOUN"} for i in behind)


def _only_possible(tree: Tree, trigger: int) -> bool:
    """ "Thousands might flee", "12,000 could be killed": what may come is no toll; what may have happened is one."""
    marks = {tree.lower[k] for k in tree.children(trigger, "aux")}
    return tree.pos[trigger] in VERBAL and bool(marks & _POSSIBLE) and "have" not in marks


def _share(here: _Sentence, amount: Amount, share: Portion) -> Counted | None:
    """ "One of them was found dead": what the verb says of the portion, else what became of the whole."""
    told = upwards(here.tree, amount.core) if share.noun < 0 or share.harm is not None else None
    if told and (share.harm is None or graver(told[1], share.harm)):
        return _portion(here, amount, share.noun, told[0], told[1])
    return _portion(here, amount, share.noun, share.trigger, share.harm)


def _portion(here: _Sentence, amount: Amount, noun: int, trigger: int | None, harm: Harm | None) -> Counted | None:
    """A part of the whole: its own people and harm where it names them, else those of the whole."""
    whole = here.whole
    who = population(here.tree, noun) if noun >= 0 else None
    who = who or (whole.population if whole else PEOPLE)
    if trigger is not None and harm is not None:
        return Counted(amount, noun, trigger, harm.category, who, _PART, True)
    return Counted(amount, noun, whole.trigger, whole.category, who, _PART, True) if whole else None


def _single(here: _Sentence, amount: Amount, noun: int) -> Counted | None:
    tree, (begin, _) = here.tree, here.limits
    who = population(tree, noun)
    if who is None:
        return None
    if here.last and part_of(tree, amount, noun, begin):
        return _portion(here, amount, noun, None, None)
    found = upwards(tree, noun) or _listed(here, amount)
    if found is None or idiom(found[1]):
        return None
    if tree.lower[noun] == "another":
        who = _inherited(here, amount, -1, who)
    return Counted(amount, noun, found[0], found[1].category, who, _PART)


def _listed(here: _Sentence, amount: Amount) -> Found | None:
    """What became of the amount before, where this one only goes on with its list."""
    last = here.last
    if last is None or not goes_on(here.tree, max(last.noun, last.amount.last), amount.first):
        return None
    return _same(here.tree, last, 0.8)


def _same(tree: Tree, c: Counted, sure: float) -> Found | None:
    known = (*harms().get(tree.lower[c.trigger], ()), *harms().get(tree.lemma[c.trigger], ()))
    return next(((c.trigger, h, sure) for h in known if h.category == c.category), None)


def _admitted(here: _Sentence, amount: Amount, noun: int) -> Found | None:
    """ "Rebels spoke of 14 dead; the army admitted three": a bare number set against the one before."""
    tree, last = here.tree, here.last
    if last is None or noun >= 0 or amount.vague or tree.dep[amount.core] not in {"dobj", "pobj"}:
        return None
    between = tree.lower[last.amount.last + 1 : amount.first]
    return _same(tree, last, 0.6) if {";", "but", "while"}.intersection(between) else None


def _totalled(here: _Sentence, amount: Amount, anchor: int, noun: int) -> Counted | None:
    """ "Bringing the total to 1,030": of what, the figure before says."""
    toll = total(here.tree, anchor)
    last = here.whole or here.before
    if toll is None or last is None or noun >= 0:
        return None
    trigger = here.whole.trigger if here.whole else toll
    return Counted(amount, noun, trigger, last.category, last.population, 0.7)


def _inherited(here: _Sentence, amount: Amount, noun: int, who: str) -> str:
    """The people of a number without a noun are those of the number before: "seven soldiers were killed and 22 wounded"."""
    whole = here.whole
    if who != PEOPLE or amount.vague or whole is None or whole.noun < 0:
        return who
    if noun >= 0 and not _participle(here.tree, noun):
        return who
    return whole.population


_DESCRIBED = {"displaced": "refugees", "detained": "prisoners"}


def _described(tree: Tree, noun: int, found: Found) -> str | None:
    """Those killed or wounded that were displaced or detained before: "15 displaced people were killed"."""
    if noun < 0 or found[1].category not in {"killed", "wounded"}:
        return None
    before = (h for k in tree.children(noun, "amod") if k < noun for h in harms().get(tree.lower[k], ()))
    return next((_DESCRIBED[h.category] for h in before if h.category in _DESCRIBED and h.victim == "self"), None)


def _participle(tree: Tree, noun: int) -> bool:
    """Whether the counted "noun" is what became of them: "22 wounded", "12 dead"."""
    return any(h.victim in {"self", "object"} for h in harms().get(tree.lower[noun], ()))
