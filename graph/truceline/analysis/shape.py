"""The shape of a parsed text: what hangs on what, which tokens are joined, and the stretches of words."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Container, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

from truceline.analysis.remembered import remembered
from truceline.model import Span

VERBAL = frozenset({"VERB", "AUX"})
_LOOSE = frozenset({"relcl", "acl", "punct", "cc", "conj", "appos", "parataxis", "advcl", "prep", "dep", "mark"})


@dataclass(frozen=True, slots=True)
class Shape:
    """A parsed text as lists, one item a token: `lemma` and `lower` in lower case, `head` and `kids` as positions.

    `answers` keeps what was asked of it (`analysis.remembered`) once it is mended.
    """

    lemma: list[str]
    lower: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    kids: list[list[int]]
    start: list[int]
    end: list[int]
    knots: list[int] = field(default_factory=list)
    answers: dict[Hashable, Any] | None = field(default=None, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.head)

    def hang(self, i: int, head: int, dep: str) -> None:
        """Hangs a token on another (on itself: as the root), with a label; how a tree is mended before it is asked."""
        if self.head[i] != i:
            self.kids[self.head[i]].remove(i)
        if head != i:
            insort(self.kids[head], i)
        self.head[i], self.dep[i] = head, dep
        if self._in_circle(i):
            self.knots.append(i)

    def untie(self) -> None:
        """Makes roots of the tokens that were hung below themselves and still are: a tree has no circles."""
        while self.knots:
            i = self.knots.pop()
            if self._in_circle(i):
                self.hang(i, i, "ROOT")

    def _in_circle(self, i: int) -> bool:
        """Whether a token hangs below itself."""
        j = self.head[i]
        for _ in range(len(self)):
            if j == i or self.head[j] == j:
                return j == i and self.head[i] != i
            j = self.head[j]
        return False

    # ------------------------------------------------------------ shape

    def at(self, offset: int) -> int:
        """The token that holds the character at `offset`, or the one before it."""
        return max(0, bisect_right(self.start, offset) - 1)

    def child(self, i: int, *deps: str, after: int = -1) -> int | None:
        """The first child of `i` with one of these labels, behind a token where one is given."""
        dep = self.dep
        for k in self.kids[i]:
            if dep[k] in deps and k > after:
                return k
        return None

    def children(self, i: int, *deps: str, after: int = -1) -> list[int]:
        """All children of `i` with one of these labels, behind a token where one is given."""
        dep, kids = self.dep, self.kids[i]
        return [k for k in kids if dep[k] in deps and k > after] if kids else []

    def worded(self, i: int, words: Container[str], *deps: str, after: int = -1) -> int | None:
        """The first child of `i` that is one of these words; with one of these labels, behind a token where they are given."""
        lower = self.lower
        for k in self.kids[i]:
            if lower[k] in words and k > after and (not deps or self.dep[k] in deps):
                return k
        return None

    def infinitive(self, v: int) -> bool:
        """Whether "to" stands before the verb."""
        return self.worded(v, {"to"}, "aux") is not None

    def subtree(self, i: int) -> list[int]:
        """The token and all below it, in the order of the text."""
        out = [i]
        for j in out:
            out += self.kids[j]
        out.sort()
        return out

    def above(self, i: int) -> Iterator[int]:
        """The heads of `i`, nearest first, up to the root of its sentence."""
        while self.head[i] != i:
            i = self.head[i]
            yield i

    def near(self, i: int, before: int, behind: int) -> range:
        """The tokens from so many before `i` to so many behind it, those of its sentence alone."""
        window = range(max(0, i - before), min(len(self), i + behind + 1))
        inside = [k for k in window if self.root(k) == self.root(i)]
        return range(inside[0], inside[-1] + 1)

    def root(self, i: int) -> int:
        """The token on which all others of its sentence hang."""
        return [i, *self.above(i)][-1]

    def verb_over(self, i: int) -> int | None:
        """The nearest verb above `i`."""
        return next((v for v in self.above(i) if self.pos[v] in VERBAL), None)

    @remembered
    def conjuncts(self, i: int) -> list[int]:
        """The token and what is coordinated with it ("A, B and C" from A), nominal to nominal, verb to verb."""
        out = [i]
        verbal = self.pos[i] in VERBAL
        for j in out:
            if self.kids[j]:
                out += [k for k in self.children(j, "conj") if (self.pos[k] in VERBAL) == verbal]
                out += self._beside_owner(j)
        return out

    def series(self, v: int) -> list[int]:
        """The verb and those that go on with it or that it goes on with: "ten died, six *were hurt* and two *are missing*"."""
        out = [self.first_joined(v, "conj", "ccomp")]
        for j in out:
            out += [k for k in self.children(j, "conj", "ccomp") if self.pos[k] in VERBAL]
        return out

    def first_joined(self, v: int, *deps: str) -> int:
        """The first of the verbs that one hangs on by these labels, without a conjunction of its own: "*came* and fired"."""
        while self.dep[v] in deps and self.pos[self.head[v]] in VERBAL and self.child(v, "mark") is None:
            v = self.head[v]
        return v

    def _beside_owner(self, i: int) -> list[int]:
        """ "The government of Ruritania and the rebels": what the parser joined with the state, but has an article of its own."""
        owners = (*self._states_of(i), *self._loyal_to(i))
        joined = [c for p in owners for c in self.children(p, "conj")]
        return [c for c in joined if self.worded(c, {"the"}) is not None]

    def _states_of(self, i: int) -> list[int]:
        """The bare names whose one is ("the army *of Ruritania*") or under whom several are ("troops *under A. B.*")."""
        word = "of" if self.tag[i] == "NN" else "under"
        owners = (p for k in self.children(i, "prep") if self.lower[k] == word for p in self.children(k, "pobj"))
        return [p for p in owners if self.pos[p] == "PROPN" and self.child(p, "det") is None]

    def _loyal_to(self, i: int) -> list[int]:
        """Those that an adjective behind its noun names, by office and by name: "forces *loyal to President A. B.*"."""
        preps = (p for k in self.children(i, "amod", after=i) for p in self.children(k, "prep"))
        return [x for k in preps for p in self.children(k, "pobj") for x in (p, *self.children(p, "appos"))]

    def phrase(self, i: int) -> Span:
        """The span of the noun phrase headed by `i`: left modifiers to head, and an "of" phrase or a name's tail."""
        left = i
        for k in self.kids[i]:
            if k < i and self.dep[k] not in _LOOSE:
                left = min(left, self.subtree(k)[0])
        return Span(self.start[left], self.end[i])

    def word(self, i: int) -> Span:
        """The span of a word, all of it where the tokeniser cut it at a hyphen."""
        cut = "-" in self.lemma[i][1:] and i - 2 in self.kids[i]
        return Span(self.start[i - 2 if cut else i], self.end[i])
